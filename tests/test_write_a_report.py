"""`sayso report --html`: a folder of pages that says who says what, and opens without a server or a network."""

import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from claimed_project import make_project as make_claimed
from claimed_project import said
from invented_project import make_project as make_invented
from sayso import Project
from sayso.cli import app
from sayso.errors import UsageError
from sayso.model import Actor, Analysis, Attribution, Claim, Document, Label, Naming
from sayso.report.writing import SECTIONS, write_report

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "<svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "{{ 7 * 191 }}{% raw %}",
    "' onmouseover='alert(1)",
)
NO_CONTENT = {"meta", "link", "br", "img", "hr", "input"}


class Reading(HTMLParser):
    """What a browser would make of a page: its tags, attributes, addresses and words; faults in how tags close."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.words, self.open, self.faults = [], [], [], [], []
        self.feed(page)
        self.close()
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in NO_CONTENT:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        self.words.append(data)

    def all(self, name):
        return [value for own, value in self.attributes if own == name]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def pages(folder):
    return {path.name: Reading(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.html"))}


TOLD = (
    said("Day", "2024-01-05", "Olvia supports Front", "Olvia = junta"),
    said("Echo", "2024-01-07", "Day: Olvia supports Front"),
    said("Mirror", "2024-01-09", "Day: Olvia supports Front"),
    said("Night", "2024-02-01", "Olvia not supports Front", "Olvia = -tyrants"),
    said("Night", "2024-02-03", "officials: Karsk controls Front"),
    said("Day", "2024-02-05", "Olvia controls Front"),
)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report about a few documents that say in so many words what is claimed."""
    folder = tmp_path_factory.mktemp("told")
    with make_claimed(folder, TOLD) as project:
        write_report(project, folder / "report", limit=10)
    return folder / "report"


def page_of(report, words):
    """The page of the statement with these words as heading."""
    return next(name for name, page in pages(report).items() if name.startswith("statement-") and words in page.text)


def test_it_has_all_the_pages_and_one_stylesheet_and_nothing_else(report):
    names = {path.name for path in report.iterdir()}
    assert set(SECTIONS) | {"look.css"} <= names
    assert all(name.startswith("statement-S") for name in names - set(SECTIONS) - {"look.css"})


def test_every_page_is_well_formed_and_leads_only_to_places_that_are_there(report):
    read = pages(report)
    for name, page in read.items():
        assert not page.faults, name
        assert page.tags.count("h1") == 1
        ids = page.all("id")
        assert len(ids) == len(set(ids)), name
        for address in page.all("href"):
            file, _, place = unquote(address).partition("#")
            assert not file or (report / file).is_file(), (name, address)
            target = read[file or name] if file != "look.css" else page
            assert not place or place in target.all("id"), (name, address)


def test_nothing_is_asked_of_a_network_and_there_is_no_script_and_no_inline_style(report):
    for page in pages(report).values():
        assert not {"script", "img", "iframe", "style", "object", "form"} & set(page.tags)
        assert not page.all("style")
        assert not page.all("src")
        assert not any(re.match(r"[a-z]+:|//", address) for address in page.all("href"))


def test_a_statement_says_how_many_sources_are_behind_its_documents_and_quotes_each(report):
    page = pages(report)[page_of(report, "Olvia supports Front")]
    assert "3 documents affirm it" in page.text
    assert "1 independent source " in page.text
    assert "3 documents; 3 voices in them → 1 after one speaker is one; 1 independent source" in page.text
    assert "“Day: Olvia supports Front”" in page.text
    assert "“Olvia not supports Front”" in page.text


def test_the_overview_counts_and_begins_with_what_has_least_behind_it(report):
    page = pages(report)["index.html"]
    assert "6 documents" in page.text
    least = page.text.index("Least behind it")
    assert "Olvia supports Front" in page.text[least : least + 120]
    assert "Published 5 January 2024 to 5 February 2024" in page.text


def test_disputes_and_rival_answers_show_both_sides_with_their_words(report):
    page = pages(report)["disputes.html"]
    assert "some affirm it, others deny it" in page.text
    assert "“Olvia not supports Front”" in page.text
    assert "Who controls Front?" in page.text
    assert "an anonymous source of Night" in page.text


def test_names_drift_reprints_sources_and_network_each_have_their_words(report):
    read = pages(report)
    assert "junta" in read["names.html"].text
    assert "Echo" in read["sources.html"].text
    assert "No drift is found." in read["drift.html"].text
    assert "No reprints are found." in read["reprints.html"].text
    assert "Olvia → Front" in read["network.html"].text


def test_a_drift_is_drawn_over_time_and_quoted_before_and_after(tmp_path):
    days = [f"{2019 + n // 12}-{n % 12 + 1:02}-03" for n in range(24)]
    told = [said("Day", day, f"{'Olvia' if day < '2020' else 'Karsk'} controls Front") for day in days]
    with make_claimed(tmp_path, told) as project:
        write_report(project, tmp_path / "report", limit=10)
    page = pages(tmp_path / "report")["drift.html"]
    assert "Day: who, it says, controls Front" in page.text
    assert "Share of ‘Karsk’ in the documents of Day" in page.text
    assert "“Olvia controls Front”" in page.text
    assert "“Karsk controls Front”" in page.text
    assert "changed 2020-01-03" in page.text


def test_those_who_only_cite_each_other_are_named(tmp_path):
    told = (
        said("Day", "2024-01-05", "Night: Olvia supports Front"),
        said("Night", "2024-01-07", "Day: Olvia supports Front"),
    )
    with make_claimed(tmp_path, told) as project:
        write_report(project, tmp_path / "report", limit=10)
    page = pages(tmp_path / "report")["sources.html"]
    assert "Day and Night cite each other. Outside the circle: nobody." in page.text


def test_every_picture_stands_beside_its_table(report):
    for page in pages(report).values():
        assert page.tags.count("svg") == page.tags.count("figure") == page.tags.count("details")


def test_the_method_says_with_what_it_was_made_but_not_when(report):
    page = pages(report)["method.html"]
    assert "SHA-256 of codebook.yaml" in page.text
    assert "A supports B" in page.text
    assert time.strftime("%Y-%m-%d") not in page.text


def test_the_same_project_gives_the_same_bytes(tmp_path):
    with make_claimed(tmp_path, TOLD) as project:
        write_report(project, tmp_path / "one", limit=10)
    with Project.open(tmp_path / "project") as project:
        write_report(project, tmp_path / "two", limit=10)
    files = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}


def test_what_was_skipped_or_not_analysed_is_told(tmp_path):
    with Project.open(make_invented(tmp_path)) as project:
        write_report(project, tmp_path / "report", limit=10)
    page = pages(tmp_path / "report")["index.html"]
    assert "1 document is not analysed yet" in page.text
    assert "bad.jsonl" in page.text


def test_an_empty_project_says_what_to_do_next(project, tmp_path):
    write_report(project, tmp_path / "report", limit=10)
    read = pages(tmp_path / "report")
    assert set(read) == set(SECTIONS)
    assert "Add documents with sayso add" in read["index.html"].text


def test_a_limit_is_told_wherever_it_cuts(tmp_path):
    many = [said(f"Outlet{n}", f"2024-01-{n + 1:02}", f"Actor{n} attacks Front") for n in range(6)]
    with make_claimed(tmp_path, many) as project:
        number = write_report(project, tmp_path / "report", limit=2)
    read = pages(tmp_path / "report")
    assert number == len(read) == len(SECTIONS) + 2
    assert "The first 2; sayso statements lists all." in read["statements.html"].text
    assert "… and 4 more outlets." in read["sources.html"].text
    assert "… and 4 more arrows." in read["network.html"].text


def hostile(document: Document) -> Analysis:
    """Every name that an analysis can hold is a payload."""
    claims, actors, attributions, mentions = [], {}, [], []
    end = len(document.text)
    for number, payload in enumerate(PAYLOADS):
        for role in ("who", "whom", "says"):
            actors[f"{payload} {role}"] = Actor(type="armed_group", names=(f"{payload} {role}",))
        attributions.append(
            Attribution(id=f"a{number}", holder=f"{payload} says", source=((0, end),), content=((0, end),))
        )
        for polarity in ("affirmed", "denied"):
            holder = (document.publisher, f"{payload} says") if polarity == "denied" else (document.publisher,)
            claims.append(
                Claim(
                    holder=holder,
                    subject=f"{payload} who",
                    relation="controls",
                    object=f"{PAYLOADS[0]} whom",
                    polarity=polarity,
                    where=payload,
                    evidence=((0, end),),
                )
            )
        mentions.append(Naming(0, 9, "label", (f"{payload} who",), document.publisher, False))
    actors[document.publisher] = Actor(type="outlet", names=(document.publisher,))
    label = Label(holder=(document.publisher,), actor=f"{PAYLOADS[0]} who", label=PAYLOADS[1], tone="negative",
                  evidence=((0, end),))  # fmt: skip
    return Analysis(
        document=document, actors=actors, claims=tuple(claims), labels=(label,), mentions=tuple(mentions),
        attributions=tuple(attributions),
    )  # fmt: skip


def hostile_reader():
    return hostile


def test_whatever_documents_hold_is_shown_as_text(project, tmp_path):
    rows = [
        {"id": payload, "title": payload, "publisher": f"{payload} {n % 2}", "author": payload, "url": payload,
         "published": f"2024-01-0{n + 1}", "text": " ".join(PAYLOADS) + (" and more words" * 9)}
        for n, payload in enumerate(PAYLOADS)
    ]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / f"{PAYLOADS[0].replace('/', '')}.jsonl").write_text("{no json\n")
    project.add([tmp_path / "in.jsonl", tmp_path / f"{PAYLOADS[0].replace('/', '')}.jsonl"])
    project.run(make=hostile_reader)
    write_report(project, tmp_path / "report", limit=20)
    read = pages(tmp_path / "report")
    for name, page in read.items():
        assert not page.faults, name
        assert not {"script", "img", "iframe", "form"} & set(page.tags), name
        assert not [attribute for attribute, _ in page.attributes if attribute.startswith("on")], name
        assert not any("javascript:" in address for address in page.all("href")), name
        assert "1337" not in page.text
    shown = " ".join(page.text for page in read.values())
    assert all(" ".join(payload.split()) in shown for payload in PAYLOADS)


def test_a_report_that_is_there_is_only_replaced_by_force(tmp_path):
    target = tmp_path / "report"
    with make_claimed(tmp_path, TOLD[:2]) as project:
        write_report(project, target, limit=5)
        before = {path.name for path in target.iterdir()}
        with pytest.raises(UsageError, match="--force"):
            write_report(project, target, limit=5)
        (target / "statement-old.html").write_text("old")
        write_report(project, target, limit=5, force=True)
    assert {path.name for path in target.iterdir()} == before
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_holds_anything_else_is_never_replaced(tmp_path):
    target = tmp_path / "work"
    target.mkdir()
    (target / "thesis.txt").write_text("years of work")
    with make_claimed(tmp_path, TOLD[:1]) as project, pytest.raises(UsageError, match=r"thesis\.txt"):
        write_report(project, target, limit=5, force=True)
    assert (target / "thesis.txt").read_text() == "years of work"


def test_an_interrupted_report_leaves_nothing_behind_and_the_old_one_as_it_was(tmp_path):
    target = tmp_path / "report"

    def interrupt(title):
        if title.startswith("Network"):
            raise KeyboardInterrupt

    with make_claimed(tmp_path, TOLD[:2]) as project:
        with pytest.raises(KeyboardInterrupt):
            write_report(project, target, limit=5, on_page=interrupt)
        assert not target.exists()
        write_report(project, target, limit=5)
        before = {path.name: path.read_bytes() for path in target.iterdir()}
        with pytest.raises(KeyboardInterrupt):
            write_report(project, target, limit=1, force=True, on_page=interrupt)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert not list(tmp_path.glob(".*"))


def test_the_command_says_where_to_look(tmp_path):
    with make_claimed(tmp_path, TOLD[:2]) as project:
        folder = project.folder
    arguments = ["report", "--html", str(tmp_path / "out"), "--project", str(folder), "--limit", "3"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert f"Open {tmp_path / 'out' / 'index.html'} in a browser." in result.output
    again = CliRunner().invoke(app, arguments)
    assert again.exit_code == 2
    assert "--force" in again.output


def test_a_report_without_a_place_to_be_written_is_refused(project, tmp_path):
    with pytest.raises(UsageError, match="no folder"):
        write_report(project, Path(tmp_path / "nowhere" / "report"), limit=5)
    assert not (tmp_path / "nowhere").exists()
