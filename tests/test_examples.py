"""The invented corpus in examples/ is read whole and holds what its README says; our relative links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from sayso.actors import check_registry, load_registry
from sayso.analysis import analyse
from sayso.cli import app
from sayso.model import Document
from sayso.reading import Skipped, read_path, with_passages
from sayso.resources import Resources, load_resources

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "examples" / "corpus"


@pytest.fixture(scope="module")
def corpus() -> dict[str, Document]:
    """The documents by file name, or for the wire archive by id."""
    read: dict[str, Document] = {}
    for file in sorted(p for p in CORPUS.rglob("*") if p.is_file()):
        for document in read_path(file):
            assert not isinstance(document, Skipped), document
            read[document.id if file.suffix == ".jsonl" else file.stem] = with_passages(document)
    return read


def said(document: Document, voice: str) -> str:
    """All that the document says in one voice, white space folded and quotation marks straight."""
    words = " ".join(document.text[p.start : p.end] for p in document.passages if p.voice == voice)
    return " ".join(words.translate(str.maketrans("‘’“”", "''\"\"")).split())


def test_every_document_is_read_and_none_is_skipped(corpus):
    assert len(corpus) == 58
    assert all(150 <= len(document.text.split()) <= 600 for document in corpus.values())


def test_every_document_has_its_day(corpus):
    undated = [name for name, document in corpus.items() if not document.published]
    assert not undated
    assert {d.published[:4] for d in corpus.values()} == {"2016", *map(str, range(2019, 2025))}


def test_every_document_says_whose_word_it_is(corpus):
    nameless = [name for name, d in corpus.items() if not (d.publisher or d.author or d.speaker)]
    assert not nameless


@pytest.mark.parametrize(
    ("name", "publisher", "author"),
    [
        ("upland-voice-2019-09-14-who-lit-the-lantern", "Upland Voice", "Edda Brandt"),
        ("sarnholm-courier-2024-02-19-tarn-bridge", "The Sarnholm Courier", "Jonas Avery"),
        ("basin-watch-2024-05-11-gull-point", "Basin Watch", None),
        ("ledger-2024-0510", "The Ledger", "Anton Greve"),
    ],
)
def test_pages_of_all_three_sites_and_the_archive_name_their_publisher(corpus, name, publisher, author):
    assert corpus[name].publisher == publisher
    assert corpus[name].author == author


def test_the_press_release_is_reprinted_whole_cut_and_in_quotations(corpus):
    release = said(corpus["bcs-2024-14"], "article")
    whole = said(corpus["kestrian-standard-2024-02-26-compact-statement"], "article")
    cut = said(corpus["sarnholm-courier-2024-02-27-compact"], "article")
    quoting = said(corpus["basin-watch-2024-02-28-bridges"], "article")
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z])", release)
    assert all(sentence in whole for sentence in sentences)
    assert 0.4 < sum(sentence in cut for sentence in sentences) / len(sentences) < 0.9
    assert "Nothing is built by blowing up bridges" in quoting
    assert not any(sentence in quoting for sentence in sentences if '"' not in sentence)


def test_the_courier_reports_a_report_of_an_accusation(corpus):
    bridge = said(corpus["sarnholm-courier-2024-02-19-tarn-bridge"], "article")
    accusation = "the March Council accused Kestria of arming the Lantern Front"
    assert f"According to the Tri-River News Agency, {accusation}" in bridge
    origin = said(corpus["trna-2024-0218-02"], "article")
    assert "The ruling March Council accused Kestria of arming the Lantern Front" in origin


def test_upland_voice_names_another_hand_in_2024_than_in_2019(corpus):
    early = said(corpus["upland-voice-2019-09-14-who-lit-the-lantern"], "article")
    late = said(corpus["upland-voice-2024-03-02-hired-lanterns"], "article")
    assert "The Lantern Front is a project of Velmora" in early
    assert "The Lantern Front is a creature of Kestria" in late
    assert "Bureau Nine" not in early


def test_three_outlets_answer_who_stands_behind_the_front_in_three_ways(corpus):
    exile = said(corpus["norvath-free-press-2024-03-09-the-lantern-that-elsgard-lit"], "article")
    standard = said(corpus["kestrian-standard-2024-03-15-velmoras-lodgers"], "article")
    front = said(corpus["from-the-ridge-2024-02-20-statement"], "article")
    assert "The Lantern Front is Elsgard's own child" in exile
    assert "The killers of Tarn Bridge are sheltered by Velmora" in standard
    assert "has never taken a rifle, a coin or an order from Kestria or from Velmora" in front


def test_two_outlets_cite_each_other_and_nobody_else(corpus):
    ledger = corpus["ledger-2024-0510"]
    watch = corpus["basin-watch-2024-05-11-gull-point"]
    assert "According to Basin Watch" in said(ledger, "article")
    assert "The Ledger, a weekly in Dunmarch, reported on Friday" in said(watch, "article")
    assert ledger.published < watch.published


def test_one_anonymous_official_stands_behind_two_reports(corpus):
    courier = said(corpus["sarnholm-courier-2024-04-08-upland-guard"], "article")
    agency = said(corpus["trna-2024-0409-03"], "article")
    assert "The official, who asked not to be named" in courier
    assert "The Sarnholm Courier reported on Monday, citing an unnamed official" in agency


def test_the_blog_speaks_for_the_lantern_front(corpus):
    statement = corpus["from-the-ridge-2024-02-20-statement"]
    assert statement.speaker == "Lantern Front"
    assert "our fighters attacked" in said(statement, "article")


def test_the_line_in_greek_stays_in_the_text_and_is_nobodys_article(corpus):
    statement = corpus["from-the-ridge-2024-02-20-statement"]
    greek = "Το ποτάμι θυμάται τον δρόμο του"
    assert greek in statement.text
    assert greek not in said(statement, "article")


@pytest.mark.parametrize(
    ("name", "comment"),
    [
        ("upland-voice-2024-03-02-hired-lanterns", "In 2019 you told us that it was Velmora"),
        ("sarnholm-courier-2024-02-19-tarn-bridge", "Another week, another general"),
        ("from-the-ridge-2024-02-20-statement", "Long live the Front"),
        ("norvath-free-press-2024-03-09-the-lantern-that-elsgard-lit", "You are right about the herring"),
        ("kestrian-standard-2024-03-15-velmoras-lodgers", "The soldiers gave us soup"),
    ],
)
def test_what_readers_say_is_not_what_the_outlet_says(corpus, name, comment):
    assert comment in said(corpus[name], "comment")
    assert comment not in said(corpus[name], "article")


@pytest.fixture(scope="module")
def resources(tmp_path_factory) -> Resources:
    """What `make demo` analyses the corpus with: all that ships, but the registry of the corpus."""
    folder = tmp_path_factory.mktemp("settings")
    (folder / "actors.yaml").write_bytes((ROOT / "examples" / "actors.yaml").read_bytes())
    return load_resources(folder)


KESTRIA, VELMORA, FRONT = "Kestria", "Velmora", "Lantern Front"


@pytest.mark.parametrize(
    ("name", "holder", "claim"),
    [
        ("upland-voice-2019-09-14-who-lit-the-lantern", ["Upland Voice"], (VELMORA, "creates", FRONT, "affirmed")),
        ("upland-voice-2024-03-02-hired-lanterns", ["Upland Voice"], (KESTRIA, "creates", FRONT, "affirmed")),
        ("upland-voice-2024-03-02-hired-lanterns", ["Upland Voice"], (KESTRIA, "supports", FRONT, "affirmed")),
        (
            "sarnholm-courier-2024-02-19-tarn-bridge",
            ["The Sarnholm Courier", "Tri-River News Agency"],
            ("March Council", "accuses", KESTRIA, "affirmed"),
        ),
        (
            "sarnholm-courier-2024-02-19-tarn-bridge",
            ["The Sarnholm Courier", "Tri-River News Agency", "March Council"],
            (KESTRIA, "supports", FRONT, "affirmed"),
        ),
        (
            "trna-2024-0218-02",
            ["Tri-River News Agency", "March Council"],
            (KESTRIA, "supports", FRONT, "affirmed"),
        ),
        (
            "norvath-free-press-2023-11-04-orlay",
            ["Sena Orlay"],
            ("Norvathi Assembly in Exile", "supports", FRONT, "denied"),
        ),
        (
            "trna-2024-0409-03",
            ["Tri-River News Agency", "The Sarnholm Courier", "unnamed official"],
            (KESTRIA, "supports", "Upland Guard", "affirmed"),
        ),
    ],
)
def test_what_is_planted_is_found_on_the_right_word(corpus, resources, name, holder, claim):
    found = {(*c.holder, c.subject, c.relation, c.object, c.polarity) for c in analyse(corpus[name], resources).claims}
    assert (*holder, *claim) in found


@pytest.mark.parametrize("furniture", ["Share this", "Exit mobile version", "Leave a Reply", "newsletter", "cookies"])
def test_no_article_holds_page_furniture(corpus, furniture):
    assert not [name for name, document in corpus.items() if furniture in said(document, "article")]


def test_the_registry_of_the_corpus_is_sound_and_knows_its_outlets(corpus):
    registry = load_registry(ROOT / "examples" / "actors.yaml")
    assert check_registry(registry) == []
    outlets = {d.publisher for d in corpus.values() if d.publisher}
    assert [outlet for outlet in sorted(outlets) if registry.lookup(outlet) is None] == []


_LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
_OWN = ("docs", "examples", "src", "tests", "benchmarks", "training")
_PAGES = sorted([*ROOT.glob("*.md"), *(page for folder in _OWN for page in (ROOT / folder).rglob("*.md"))])


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_of_the_documents_leads_somewhere(page):
    broken = []
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert not broken


def _commands() -> list[str]:
    """The commands that our pages tell people to type, without remarks and redirections."""
    pages = [page for page in _PAGES if page.name != "cli.md"]
    blocks = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    lines = re.findall(r"^ {4,}(sayso [a-z].*)$", blocks, re.MULTILINE)
    return sorted({re.split(r"\s+[#>|]", line)[0].strip() for line in lines})


@pytest.mark.parametrize("command", _commands())
def test_every_command_in_the_documents_can_be_typed(command):
    _, name, *arguments = shlex.split(command)
    known = get_command(app).commands
    assert name in known
    known[name].make_context(name, arguments)  # raises where an option, its value or an argument is wrong


def _anchors(page: Path) -> set[str]:
    """The anchors that headings get on a forge: small letters, hyphens for spaces, no other signs."""
    headings = re.findall(r"^#+\s+(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
