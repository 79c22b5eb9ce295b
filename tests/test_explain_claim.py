"""Why a claim is there: the words with their parts marked, whose word it is, what matched, when."""

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from invented_project import TEXT, make_project
from sayso.actors import load_registry
from sayso.analysis import analyse
from sayso.cli import app
from sayso.exports.explanation import explain
from sayso.exports.sentences import cited_chain, manner
from sayso.exports.spotting import spot_actors, spot_predicate
from sayso.model import Actor, Document
from sayso.storage import Link
from sayso.storage.chains import chain
from sayso.storage.rows import StoredClaim


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def explained(project):
    def run(holder: str, *options: str) -> str:
        where = ["--project", str(project)]
        (claim,) = json.loads(CliRunner().invoke(app, ["claims", "--json", "--holder", holder, *where]).stdout)
        result = CliRunner().invoke(app, ["explain", claim["id"][:10], *where, *options])
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def test_the_parts_of_the_claim_are_marked_in_the_text(explained):
    assert (
        "[H: Karsk Radio] [C: reported] on Tuesday that "
        "▸[S: Vostrya] has [P: armed] [O: the Lumen Front] since last spring◂. It named no witness."
    ) in explained("Karsk Radio")


def test_every_place_that_shows_it_is_shown_with_its_voice(explained):
    assert "(byline) ▸[S: Vostrya] [P: arms] [O: the Lumen Front]◂" in explained("Karsk Radio")


def test_the_marks_are_explained_below(explained):
    for words in ("▸…◂ evidence", "[S: …] subject", "[O: …] object", "[P: …] predicate", "[C: …] cue", "[H: …] holder"):
        assert words in explained("Karsk Radio")


def test_the_chain_goes_from_the_publisher_to_the_cited(explained):
    lines = [line.strip() for line in explained("Karsk Radio").splitlines()]
    at = lines.index("On whose word")
    assert lines[at + 1] == "Vostrya Herald | publisher of the document"
    assert lines[at + 2].startswith("└─ Karsk Radio | ")
    assert "“reported”" in lines[at + 2]
    assert lines[at + 2].endswith("“reported”")


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        ({}, ""),
        ({"standing": "anonymous"}, "an anonymous source"),
        ({"standing": "self"}, "citing itself"),
        ({"kind": "statement", "standing": "anonymous"}, "an anonymous source, in a written statement"),
        ({"kind": "document"}, "in a document or broadcast"),
        ({"kind": "attitude"}, "as a belief or judgement"),
        ({"kind": "denial", "stance": "endorses"}, "as a denial, whom the text bears out"),
        ({"kind": "question"}, "as a question"),
        ({"stance": "distances"}, "whom the text distances itself from"),
    ],
)
def test_what_is_not_usual_in_how_somebody_is_cited_is_in_words(cited, words):
    usual = {"kind": "speech", "standing": "named", "stance": "neutral"}
    assert manner(Link(actor="Olvia", **usual | cited)) == words


def test_the_chain_says_how_each_is_cited(explained):
    lines = explained("Olvia").splitlines()
    assert next(line for line in lines if "└─ Olvia" in line).endswith(" | “Olvia”, “denied” | as a denial")


def test_a_claim_in_a_list_says_it_too_but_a_denial_only_once():
    links = (
        Link(actor="Vostrya Herald"),
        Link(actor="officials", kind="statement", standing="anonymous", stance="neutral"),
        Link(actor="Olvia", kind="denial", standing="named", stance="distances"),
    )
    assert cited_chain(links) == (
        "Vostrya Herald, citing officials (an anonymous source, in a written statement), "
        "citing Olvia (whom the text distances itself from)"
    )


def test_the_frame_and_its_codes_are_named(explained):
    shown = explained("Karsk Radio")
    assert "Found by: frame supports: arm/verb, subj > obj" in shown
    assert "The verb 'arm' shows 'supports' from subj > obj" in shown
    assert "PLOVER" in shown
    assert "Confidence 0.75." in shown


def test_a_date_is_shown_with_the_words_that_give_it(explained):
    assert "2023, from “last spring”" in explained("Karsk Radio")
    assert "The text gives no date for it." in explained("reader")


INVENTED = Path(__file__).parent.parent / "examples" / "actors.yaml"


@pytest.fixture(scope="module")
def explain_one(resources):
    """The explanation of the first claim that a text of the invented world makes, and that text."""
    codebook, resources = resources.codebook, dataclasses.replace(resources, registry=load_registry(INVENTED))

    def explanation(text: str, published: str = "2021-08-20"):
        document = Document(id="d", text=text, publisher="The Herald", published=published)
        analysis = analyse(document, resources)
        claim = analysis.claims[0]
        return explain(StoredClaim(id="c", document_id="d", claim=claim, quotations=(), chain=()), analysis, codebook)

    return explanation


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Since 2018, Velmora has attacked Kestria.", "2018/2021", "2018"),
        ("Over the past month, Velmora attacked Kestria.", "2021-07-20/2021-08-20", "the past month"),
        ("Last week Velmora attacked Kestria.", "2021-08-09/2021-08-15", "Last week"),
        # The date of what was told before governs what is told on.
        ("On Monday the army of Velmora arrived. It attacked Kestria.", "2021-08-16", "Monday"),
    ],
)
def test_an_interval_is_shown_with_the_words_that_give_it(explain_one, text, value, words):
    explanation = explain_one(text)
    assert (explanation.when.value, explanation.when.words) == (value, words)
    start, end = explanation.when.span
    assert text[start:end] == words


def test_of_two_equal_dates_that_of_the_evidence_is_shown(explain_one):
    text = "Orvel held a vote in 2018. In 2018, Velmora attacked Kestria. The year 2018 was long."
    start, _ = explain_one(text).when.span
    assert start == text.index("2018, Velmora")


def test_the_places_that_where_names_are_shown(explain_one):
    explanation = explain_one("It was quiet in Syria. Velmora attacked Kestria in Iraq and Syria.")
    assert explanation.claim.claim.where == "Iraq and Syria"
    assert [(place.name, place.country, place.start) for place in explanation.places] == [
        ("Iraq", "IQ", 51),
        ("Syria", "SY", 60),
    ]


def test_no_place_is_shown_where_the_text_gives_none(explain_one):
    assert explain_one("It was quiet in Syria. Velmora attacked Kestria.").places == ()


def test_who_is_not_named_in_the_words_is_said_so(explained):
    assert "The subject, Olvia, is not named in these words: a pronoun stands for it" in explained("Olvia")


def test_a_denial_is_in_words(explained):
    shown = explained("Olvia")
    assert "denies that Olvia supports Lumen Front" in shown
    assert "The holder denies it." in shown


def test_json_holds_the_same_with_offsets(explained):
    value = json.loads(explained("Karsk Radio", "--json"))
    for excerpt in value["excerpts"]:
        assert TEXT[excerpt["start"] : excerpt["end"]] == excerpt["text"]
        for mark in excerpt["marks"]:
            assert excerpt["start"] <= mark["start"] < mark["end"] <= excerpt["end"]
    assert value["claim"]["chain"][1] == {
        "actor": "Karsk Radio", "registry": None, "words": ["Karsk Radio", "reported"], "attribution": "a1",
        "kind": "speech", "unresolved": None, "standing": "named", "stance": "neutral",
    }  # fmt: skip
    marked = {(m["role"], TEXT[m["start"] : m["end"]]) for e in value["excerpts"] for m in e["marks"]}
    assert {
        ("subject", "Vostrya"),
        ("predicate", "armed"),
        ("object", "the Lumen Front"),
        ("cue", "reported"),
    } <= marked


ACTORS = {
    "Lumen": Actor(type="state", names=("Lumen",)),
    "Lumen Front": Actor(type="armed_group", names=("the Lumen Front", "Lumen Front")),
}


def test_a_name_is_not_found_inside_a_longer_one():
    text = "Lumen fears the Lumen Front, and Lumenese"
    found = spot_actors(text, 0, len(text), ACTORS, ["Lumen"])
    assert [text[s:e] for s, e in found["Lumen"]] == ["Lumen"]
    assert found["Lumen"][0][0] == 0


@given(st.text(alphabet="Lumen Frot", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_what_is_found_is_a_name_between_the_offsets(text, start, end):
    for key, spans in spot_actors(text, start, end, ACTORS, ACTORS).items():
        for s, e in spans:
            assert start <= s < e <= end
            assert text[s:e] in (key, *ACTORS[key].names)


@pytest.mark.parametrize(
    ("lemma", "words"),
    [
        ("arm", "arms"),
        ("support", "supporting"),
        ("back", "Backed"),
        ("carry out", "carried out"),
        ("carry out", "carrying several bombings out"),
        ("ban", "banned"),
        ("create", "creates"),
        ("fight", "fought"),
        ("lead", "led"),
        ("drive out", "drove them out"),
        ("puppet", "puppets"),
        ("attack", "attack"),
    ],
)
def test_inflected_predicates_are_found(lemma, words):
    text = f"It {words} the rest."
    assert [text[s:e] for s, e in spot_predicate(text, 0, len(text), lemma)] == [words]


@pytest.mark.parametrize(("lemma", "words"), [("arm", "army"), ("ban", "bank"), ("carry out", "carried on")])
def test_other_words_are_not(lemma, words):
    text = f"It {words} the rest."
    assert spot_predicate(text, 0, len(text), lemma) == []


def test_who_denies_is_cited_by_the_denial_and_not_by_what_lies_inside_it(resources):
    text = "Vostrya, which trained the police, has repeatedly denied that it supports the Lumen Front."
    analysis = analyse(Document(id="d", text=text, publisher="Herald"), resources)
    (claim,) = [c for c in analysis.claims if c.object == "Lumen Front"]
    link = chain(text, claim, analysis.attributions, analysis.actors)[-1]
    assert (link.actor, link.kind, link.standing) == ("Vostrya", "denial", "named")
