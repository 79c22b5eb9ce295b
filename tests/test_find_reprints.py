"""Which articles are one article: whole texts and passages that were copied, from whom, and what shows it."""

from __future__ import annotations

import json
from itertools import permutations

import msgspec
import pytest
from typer.testing import CliRunner

from reprint_texts import BRIDGE, FOOT, HARVEST, LANTERNS, SPEECH, fill, lines, roles, row, signs
from sayso import Project
from sayso.cli import app
from sayso.model import Actor, Analysis, Attribution


def test_the_same_story_in_two_papers_is_one_family_with_the_earlier_as_its_earliest_known(project, tmp_path):
    fill(project, tmp_path, [row("a", BRIDGE), row("b", BRIDGE, published="2024-05-03"), row("c", HARVEST)])
    [family] = project.reprints()
    assert (family.kind, family.earliest) == ("whole", "a")
    assert [(m.document.id, m.role, m.of) for m in family.members] == [("a", "earliest", None), ("b", "copy", "a")]
    assert signs(project, "b") == [("date", "2024-05-03 after 2024-05-02")]


def test_changed_words_a_new_headline_and_lines_around_do_not_hide_a_copy(project, tmp_path):
    words = BRIDGE.split()
    changed = " ".join("plum" if place % 6 == 5 else word for place, word in enumerate(words))
    fill(project, tmp_path, [row("a", BRIDGE), row("b", f"WHO BLEW IT UP?\n\n{changed}\n\n{lines(3)}")])
    [family] = project.reprints()
    assert family.kind == "whole"
    assert 0.6 < family.members[1].similarity < 0.95


def test_a_half_of_a_story_is_still_that_story(project, tmp_path):
    fill(project, tmp_path, [row("a", BRIDGE), row("b", BRIDGE[: len(BRIDGE) // 2], published="2024-06")])
    assert roles(project) == [{"a": "earliest", "b": "copy"}]


def test_a_passage_in_a_longer_article_is_told_with_its_place_in_both(project, tmp_path):
    passage = BRIDGE[BRIDGE.index("Traders") : BRIDGE.index(" Engineers")]
    host = f"{HARVEST}\n\n{passage}\n\n{LANTERNS}"
    source = "\n\n".join([lines(1), BRIDGE, lines(2)])
    fill(project, tmp_path, [row("a", source), row("b", host, published="2024-05-09")])
    [family] = project.reprints()
    [start, end, other_start, other_end] = family.members[1].spans[0]
    assert (family.kind, family.members[1].role) == ("passage", "copy")
    assert host[start:end] == source[other_start:other_end] == passage.removesuffix(".")


def test_one_common_sentence_makes_no_copy(project, tmp_path):
    sentence = BRIDGE[: BRIDGE.index(" Traders")]
    fill(project, tmp_path, [row("a", f"{HARVEST} {sentence}"), row("b", f"{sentence} {LANTERNS}")])
    assert project.reprints() == []


def test_two_who_quote_the_same_words_share_a_quotation_and_neither_is_a_copy(project, tmp_path):
    fill(project, tmp_path, [row("a", f"{HARVEST}\n\n{SPEECH}"), row("b", f"{LANTERNS}\n\n{SPEECH}")])
    assert project.reprints() == []
    [shared] = project.shared_quotations()
    assert (shared.document.id, shared.other.id) == ("a", "b")
    assert shared.quoted[0].startswith("We shall not give up one ferry")


def test_what_one_is_reported_to_have_said_is_a_quotation_without_marks_too(project, tmp_path):
    said = f"Ilda Marn said that {HARVEST[0].lower()}{HARVEST[1:]}"

    def find(document):
        start = document.text.index("Ilda Marn said")
        told = Attribution(id="a1", holder="Ilda Marn", content=((start + 15, start + len(said)),))
        marn = {"Ilda Marn": Actor(type="person", names=("Ilda Marn",))}
        return Analysis(document=document, actors=marn, attributions=(told,))

    rows = [row("a", f"{BRIDGE}\n\n{BRIDGE[::-1]}\n\n{said}"), row("b", f"{said}\n\n{LANTERNS}\n\n{LANTERNS[::-1]}")]
    fill(project, tmp_path, rows, find)
    assert project.reprints() == []
    assert len(project.shared_quotations("b")) == 1


def test_what_a_site_puts_under_all_its_articles_makes_no_copies(project, tmp_path):
    rows = [row(f"d{n}", f"{lines(n)}\n\n{FOOT}", publisher="Vostrya Herald") for n in range(6)]
    fill(project, tmp_path, rows)
    assert project.reprints() == []


def test_a_footer_is_no_furniture_where_another_paper_copies_it(project, tmp_path):
    rows = [row("a", f"{lines(1)}\n\n{FOOT}"), row("b", f"{lines(2)}\n\n{FOOT}", published="2024-07-01")]
    fill(project, tmp_path, rows)
    assert roles(project) == [{"a": "earliest", "b": "copy"}]


def test_a_story_that_a_paper_prints_five_times_is_no_furniture(project, tmp_path):
    rows = [row(f"d{n}", BRIDGE, publisher="Vostrya Herald", published=f"2024-05-0{n + 1}") for n in range(5)]
    fill(project, tmp_path, rows)
    [family] = project.reprints()
    assert len(family.members) == 5


def test_comments_bylines_and_page_furniture_are_not_compared(project, tmp_path):
    def voiced(name, text, voice):
        passages = [{"start": 0, "end": len(text), "voice": "article"}]
        passages.append({"start": len(text), "end": len(text) + 2 + len(BRIDGE), "voice": voice})
        return row(name, f"{text}\n\n{BRIDGE}", passages=passages)

    rows = [voiced("a", HARVEST, "comment"), voiced("b", LANTERNS, "boilerplate"), voiced("c", lines(4), "bio")]
    fill(project, tmp_path, rows)
    assert project.reprints() == []


def test_on_the_same_day_nobody_is_called_the_earliest(project, tmp_path):
    fill(project, tmp_path, [row("a", BRIDGE), row("b", BRIDGE)])
    assert roles(project) == [{"a": "unknown", "b": "unknown"}]
    assert project.reprints()[0].earliest is None


def test_a_month_is_not_earlier_than_a_day_in_it(project, tmp_path):
    fill(project, tmp_path, [row("a", BRIDGE, published="2024-05"), row("b", BRIDGE)])
    assert roles(project) == [{"a": "unknown", "b": "unknown"}]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Source: Olvian Wire", "Source: Olvian Wire"),
        ("First published by the Olvian Wire.", "First published by the Olvian Wire"),
        ("By Olvian Wire", "By Olvian Wire"),
    ],
)
def test_a_line_that_names_the_other_paper_tells_the_copy(project, tmp_path, line, words):
    fill(project, tmp_path, [row("a", BRIDGE, publisher="Olvian Wire"), row("b", f"{line}\n\n{BRIDGE}")])
    assert roles(project) == [{"a": "earliest", "b": "copy"}]
    assert signs(project, "b") == [("credit", words)]


def test_an_agency_in_brackets_before_a_dash_is_credited(project, tmp_path):
    rows = [row("a", BRIDGE, publisher="Olvian Wire"), row("b", f"KARSK (Olvian Wire) - {BRIDGE}")]
    fill(project, tmp_path, rows)
    assert roles(project) == [{"a": "earliest", "b": "copy"}]


def test_two_who_name_the_same_agency_copied_from_it_and_not_from_each_other(project, tmp_path):
    text = f"KARSK (Salt Agency) - {BRIDGE}"
    fill(project, tmp_path, [row("a", text), row("b", text, published="2024-05-08")])
    assert roles(project) == [{"a": "unknown", "b": "unknown"}]
    assert signs(project, "b") == [("common source", "(Salt Agency) -")]


def test_signs_that_contradict_each_other_are_shown_and_decide_nothing(project, tmp_path):
    rows = [row("a", f"Source: Olvian Wire\n\n{BRIDGE}"), row("b", BRIDGE, publisher="Olvian Wire", published="2025")]
    fill(project, tmp_path, rows)
    assert roles(project) == [{"a": "unknown", "b": "unknown"}]
    assert sorted(sign for sign, _ in signs(project, "b")) == ["credit", "date"]


def test_a_text_that_breaks_off_is_the_copy(project, tmp_path):
    whole = f"{BRIDGE}\n\n{HARVEST}"
    fill(project, tmp_path, [row("a", f"{BRIDGE[:-1]} ..."), row("b", whole)])
    assert roles(project) == [{"b": "earliest", "a": "copy"}]
    assert [sign for sign, _ in signs(project, "a")] == ["cut"]


def test_a_digest_of_two_articles_does_not_make_them_one(project, tmp_path):
    rows = [row("a", BRIDGE), row("b", HARVEST), row("digest", f"{BRIDGE}\n\n{HARVEST}", published="2024-05-30")]
    fill(project, tmp_path, rows)
    assert sorted(map(sorted, roles(project))) == [["a", "digest"], ["b", "digest"]]


def test_the_order_in_which_documents_come_does_not_matter(tmp_path):
    rows = [row("a", BRIDGE), row("b", f"{BRIDGE}\n\n{HARVEST}", published="2024-05-04"), row("c", HARVEST)]
    found = []
    for number, order in enumerate(permutations(rows)):
        with Project.init(tmp_path / str(number)) as project:
            for one in order:  # each in a run of its own
                fill(project, tmp_path, [one])
            found.append(msgspec.json.encode(project.reprints()))
    with Project.init(tmp_path / "together") as project:
        found.append(msgspec.json.encode(fill(project, tmp_path, rows).reprints()))
    assert len(set(found)) == 1


def test_a_run_without_new_documents_compares_nothing_again(project, tmp_path, monkeypatch):
    fill(project, tmp_path, [row("a", BRIDGE), row("b", BRIDGE)])
    before = project.reprints()
    monkeypatch.setattr("sayso.corpus.linking.align", None)
    project.run(make=lambda: None)
    assert project.reprints() == before


def test_only_pairs_with_a_new_document_are_laid_side_by_side(project, tmp_path, monkeypatch):
    fill(project, tmp_path, [row("a", BRIDGE), row("b", BRIDGE)])
    compared = []

    def watch(words, other):
        compared.append((words, other))
        return ()

    monkeypatch.setattr("sayso.corpus.linking.align", watch)
    fill(project, tmp_path, [row("c", BRIDGE)])
    assert len(compared) == 2


def test_a_project_without_copies_says_so(project, tmp_path):
    fill(project, tmp_path, [row("a", BRIDGE), row("b", HARVEST)])
    done = CliRunner().invoke(app, ["reprints", "--project", str(project.folder)])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "No reprints are found.\n")


def test_the_command_shows_each_family_with_what_shows_it(project, tmp_path):
    fill(project, tmp_path, [row("a", BRIDGE), row("b", BRIDGE, published="2024-05-03")])
    done = CliRunner().invoke(app, ["reprints", "--project", str(project.folder)])
    heading, columns, first, second = done.stdout.rstrip().splitlines()
    assert heading.endswith(": 2 documents, one text")
    assert columns.split()[:3] == ["role", "document", "publisher"]
    assert first.startswith("earliest known  a ")
    assert second.endswith("100% one text  of a, date: 2024-05-03 after 2024-05-02")


def test_the_command_prints_json_and_picks_one_document(project, tmp_path):
    rows = [row("a", BRIDGE), row("b", BRIDGE), row("c", HARVEST), row("d", HARVEST)]
    fill(project, tmp_path, rows)
    done = CliRunner().invoke(app, ["reprints", "--json", "--document", "c", "--project", str(project.folder)])
    [family] = json.loads(done.stdout)
    assert [m["document"]["id"] for m in family["members"]] == ["c", "d"]


def test_shared_quotations_are_listed_on_demand(project, tmp_path):
    fill(project, tmp_path, [row("a", f"{HARVEST}\n\n{SPEECH}"), row("b", f"{LANTERNS}\n\n{SPEECH}")])
    done = CliRunner().invoke(app, ["reprints", "--quotations", "--project", str(project.folder)])
    assert "“We shall not give up one ferry" in done.stdout


def test_the_joint_press_releases_of_real_offices_are_found_and_no_others(project, tmp_path, shared):
    articles = [json.loads(path.read_text()) for path in sorted((shared / "corpus" / "articles").glob("*.json"))]
    fill(project, tmp_path, [row(a["id"], a["text"], publisher=a["publisher"], published=a["date"]) for a in articles])
    joint: dict[str, set[str]] = {}
    for article in articles:
        if group := article.get("reprint_group"):
            joint.setdefault(group, set()).add(article["id"])
    found = {frozenset(m.document.id for m in family.members): family for family in project.reprints()}
    assert len(joint) == 5
    assert {frozenset(members) for members in joint.values()} <= set(found)
    others = [family for members, family in found.items() if set(members) not in joint.values()]
    assert [family.kind for family in others] == ["passage"], "one speaker took over parts of an earlier speech"
    assert len({m.document.publisher for m in others[0].members}) == 1


def test_a_heading_that_names_whose_statement_it_is_tells_the_copy(project, tmp_path):
    text = f"Statement of the Karsk Compact on the bridge\n\n{BRIDGE}"
    fill(project, tmp_path, [row("a", text), row("b", BRIDGE, publisher="Karsk Compact Secretariat")])
    assert roles(project) == [{"b": "earliest", "a": "copy"}]
