"""`sayso names`: who calls whom what, since when, and who has rival names."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from typer.testing import CliRunner

import sayso
from sayso import Project
from sayso.cli import app
from sayso.model import Actor, Analysis, Document, Naming
from sayso.storage.name_uses import fold_name, name_uses
from sayso.storage.names import NameFilter, list_names, list_rivals
from sayso.storage.rivals import are_one_name, rival_names

FRONT = Actor(type="armed_group", names=("Lumen Front",), registry="lumen-front")
REGISTRY = """
extends: sayso
actors:
  - id: lumen-front
    name: Lumen Front
    type: armed_group
    names: [{name: Dimmed, used_by: [Vostrya Herald], stance: opposed}]
"""


@pytest.fixture(scope="module")
def called():
    """How a text calls actors: [(words, kind, holder, whether distanced)] without pronouns."""

    def find(text, **fields):
        found = sayso.analyse(text, publisher="Karsk Radio", **fields).mentions
        return [(text[n.start : n.end], n.kind, n.holder, n.distanced) for n in found if n.kind != "pronoun"]

    return find


def by(called, words):
    return {(holder, distanced) for name, _, holder, distanced in called if name == words}


def test_inside_a_quotation_the_words_are_those_of_the_quoted(called):
    found = called('"The Lumen Front attacked Vostrya," Ilda Marn said. Olvia attacked the Lumen Front.')
    assert by(found, "Lumen Front") == {("Ilda Marn", False), ("Karsk Radio", False)}


def test_reported_speech_is_in_the_words_of_the_one_who_reports(called):
    found = called("Olvia said the Lumen Front had attacked Vostrya.")
    assert by(found, "Lumen Front") == {("Karsk Radio", False)}


@pytest.mark.parametrize("words", ["the so-called Lumen Front", 'the "Lumen Front"', "the ‘Lumen Front’"])
def test_so_called_and_marks_round_the_name_alone_take_distance(called, words):
    found = called(f"The Lumen Front attacked Olvia.\n\nVostrya condemned {words}.")
    assert by(found, "Lumen Front") == {("Karsk Radio", False), ("Karsk Radio", True)}


def test_what_somebody_calls_an_actor_is_his_name_for_it(called):
    found = called("Karsk attacked the Lumen Front. Olvia condemned what the Vostrya Herald calls the Lumen Front.")
    assert by(found, "Lumen Front") == {("Karsk Radio", False), ("Vostrya Herald", False)}


def test_an_interview_without_marks_is_in_the_words_of_the_one_who_speaks(called):
    assert by(called("Ilda Marn: The Lumen Front attacked Olvia."), "Lumen Front") == {("Ilda Marn", False)}


def test_what_nobody_known_is_quoted_with_is_nobodys(called):
    found = called('"The Lumen Front has burned all of our houses down," it was shouted in Olvia.')
    assert ("Karsk Radio", False) not in by(found, "Lumen Front")


def test_a_loaded_description_is_told_from_others(called):
    found = called("Olvia attacked the puppet regime. The Lumen Front attacked the army.")
    assert [kind for words, kind, _, _ in found if "puppet" in words] == ["label"]
    assert [kind for words, kind, _, _ in found if "army" in words] == ["nominal"]
    assert "derived" in {kind for words, kind, _, _ in called("Chinese troops attacked Japan.")}


def test_an_actor_of_the_registry_is_listed_though_no_claim_has_it():
    found = sayso.analyse("It rained in the garden of Hamas.")
    assert found.claims == ()
    assert [n.actors for n in found.mentions] == [("Hamas",)]


def test_the_text_holds_every_mention_and_knows_its_actors():
    text = 'Vostrya armed the Lumen Front. "It attacked Olvia," Olvian minister Ilda Marn said.'
    found = sayso.analyse(text)
    assert found.mentions
    for naming in found.mentions:
        assert 0 <= naming.start < naming.end <= len(text)
        assert set(naming.actors) <= set(found.actors)


def analysis(document: Document) -> Analysis:
    """Calls the Front in each line as it says: 'Herald: Dimmed', with '?' behind a name that is not its own."""
    mentions, actors, at = [], {"Lumen Front": FRONT}, 0
    for line in document.text.splitlines(keepends=True):
        holder, _, words = line.strip().partition(": ")
        start = at + line.index(words)
        at += len(line)
        name = words.rstrip("?")
        kind = "nominal" if name == "the group" else "name"
        who = None if holder == "nobody" else holder
        if who:
            actors[who] = Actor(type="person" if who == "reader" else "outlet", names=(who,))
        distanced = words.endswith("?")
        mentions.append(Naming(start, start + len(name), kind, ("Lumen Front",), who, distanced))
    return Analysis(document=document, actors=actors, mentions=tuple(mentions))


def reader():
    return analysis


DOCUMENTS = [
    ("h1", "2023-01-05", "Herald: Dimmed\nHerald: Dimmed\nHerald: Lumen Front"),
    ("h2", "2023-03-09", "Herald: Dimmed\nIlda Marn: the Dimmed\nnobody: Dimmed"),
    ("r1", "2023-01-20", "Radio: Lumen Front\nRadio: lumen-front\nRadio: Dimmed?\nRadio: the group"),
    ("r2", "2023-02-01", "Radio: Lumen Front\nreader: Lumen Front"),
    ("r3", None, "Radio: Lumen Front\nreader: Dimmed"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    rows = [{"id": i, "published": day, "publisher": "Any", "text": text} for i, day, text in DOCUMENTS]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Project.init(folder / "project") as project:
        (project.folder / "actors.yaml").write_text(REGISTRY)
        project.add([folder / "in.jsonl"])
        project.run(make=reader)
    return folder / "project"


@pytest.fixture
def names(project):
    def run(*options: str):
        return CliRunner().invoke(app, ["names", *options, "--project", str(project)], env={"COLUMNS": None})

    return run


def rows(answer):
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_each_name_is_listed_with_who_uses_it_since_when_and_how_often(names):
    found = {(r["name"], r["holder"]): r for r in rows(names("--actor", "dimmed", "--json"))}
    herald, radio = found["Dimmed", "Herald"], found["Lumen Front", "Radio"]
    assert [herald[k] for k in ("since", "until")] == ["2023-01-05", "2023-03-09"]
    assert [herald[k] for k in ("documents", "uses", "share")] == [2, 3, 0.75]
    assert [radio[k] for k in ("since", "until", "documents", "uses")] == ["2023-01-20", "2023-02-01", 3, 4]
    assert (found["Dimmed", "Radio"]["distanced"], radio["distanced"]) == (1, 0)
    assert (herald["used_by"], herald["stance"], radio["used_by"]) == ("Vostrya Herald", "opposed", None)
    assert found["Dimmed", None]["uses"] == 1


def test_names_come_by_use_and_a_limit_says_how_many_there_are(names):
    assert [r["name"] for r in rows(names("--actor", "lumen-front", "--json"))] == ["Dimmed"] * 5 + ["Lumen Front"] * 3
    answer = names("--actor", "Lumen Front", "--limit", "2", "--json")
    assert len(rows(answer)) == 2
    assert answer.stderr == "2 of 8 rows.\n"


def test_descriptions_are_shown_only_where_all_forms_are_wanted(names):
    assert "the group" not in names("--actor", "Lumen Front").stdout
    assert "the group" in names("--actor", "Lumen Front", "--all").stdout


def test_by_month_a_silent_holder_is_a_gap_and_a_holder_with_another_name_a_zero(names):
    found = {(r["name"], r["holder"]): r["months"] for r in rows(names("--actor", "Dimmed", "--by-month", "--json"))}
    assert [(m["month"], m["uses"], m["mentions"]) for m in found["Lumen Front", "Herald"]] == [
        ("2023-01", 1, 3),
        ("2023-03", 0, 1),
    ]
    lines = names("--actor", "Dimmed", "--by-month").stdout.splitlines()
    header = next(line for line in lines if line.split()[2:] == ["2023-01", "2023-02", "2023-03"])
    herald = next(line for line in lines[lines.index(header) :] if line.startswith("Lumen Front  Herald"))
    columns = [header.index(month) for month in ("2023-01", "2023-02", "2023-03")]
    assert [herald[at : at + 7].strip() for at in columns] == ["1/3", "", "0/1"]


def test_days_and_holder_narrow_what_is_counted(names):
    assert {r["until"] for r in rows(names("--actor", "Dimmed", "--until", "2023-01", "--json"))} == {
        "2023-01-05",
        "2023-01-20",
    }
    assert {r["holder"] for r in rows(names("--holder", "herald", "--json"))} == {"Herald"}
    assert {r["holder"] for r in rows(names("--actor", "Dimmed", "--since", "2023-03", "--json"))} == {
        "Herald",
        "Ilda Marn",
        None,
    }


def test_without_an_actor_those_with_rival_names_are_listed(names):
    (found,) = rows(names("--json"))
    assert found["actor"] == "Lumen Front"
    preferred = {name["name"]: name["holders"] for name in found["names"]}
    assert preferred["Dimmed"] == ["Herald", "Ilda Marn"]
    assert "Radio" in preferred["Lumen Front"]
    assert "Lumen Front" in names().stdout


def test_a_month_by_month_table_needs_somebody_to_be_about(names):
    answer = names("--by-month")
    assert answer.exit_code == 2
    assert "--actor or --holder" in answer.stderr


def test_a_day_that_is_none_is_refused(names):
    assert names("--actor", "Dimmed", "--since", "last year").exit_code == 2


def test_nobody_of_that_name_gives_no_rows(names):
    answer = names("--actor", "Nobody At All")
    assert answer.stdout == ""
    assert answer.exit_code in (0, 2)


def test_no_commenter_is_named(names):
    assert {r["holder"] for r in rows(names("--actor", "Dimmed", "--json"))} >= {"reader"}


def test_merged_actors_bring_their_names_together(tmp_path):
    folder = tmp_path / "in.jsonl"
    texts = [("a", "Radio: Lumen Front"), ("b", "Herald: Dimmed")]
    folder.write_text("".join(json.dumps({"id": i, "text": text, "publisher": "Any"}) + "\n" for i, text in texts))

    with Project.init(tmp_path / "p") as project:
        project.add([folder])
        project.run(make=unlinked)
        assert {r.name for r in project.names(NameFilter(actor="Lumen Front"))} == {"Lumen Front"}
        project.corrections.merge(["Lumen Front", "Dimmed"], by="Ann")
        assert {r.name for r in project.names(NameFilter(actor="Lumen Front"))} == {"Lumen Front", "Dimmed"}
        assert [len(r.names) for r in project.rival_names(NameFilter())] == [2]


def unlinked():
    def analyse(document: Document) -> Analysis:
        found = analysis(document)
        start, end = found.mentions[0].start, found.mentions[0].end
        name = document.text[start:end]
        actors = {k: a for k, a in found.actors.items() if a != FRONT} | {
            name: Actor(type="armed_group", names=(name,))
        }
        naming = Naming(start, end, "name", (name,), found.mentions[0].holder)
        return Analysis(document=document, actors=actors, mentions=(naming,))

    return analyse


def test_spellings_that_differ_in_case_accents_or_marks_are_one_name():
    assert len({fold_name(name) for name in ("Da'esh", "Daesh", "the DAESH", "Dá’esh")}) == 1


@pytest.mark.parametrize(
    ("one", "other", "person", "same"),
    [
        ("Front", "Lumen Front", False, True),
        ("LF", "Lumen Front", False, True),
        ("Lumens", "Lumen", False, True),
        ("Dimmed", "Lumen Front", False, False),
        ("Premier Renk", "Tobias Renk", True, True),
        ("Dark Front", "Lumen Front", False, False),
    ],
)
def test_a_short_form_is_no_rival(one, other, person, same):
    assert are_one_name(one, other, is_person=person) is same
    assert are_one_name(other, one, is_person=person) is same


NAMES = st.sampled_from(["Lumen Front", "Front", "Dimmed", "Unlit", "LF"])
USES = st.dictionaries(st.sampled_from("abcd"), st.dictionaries(NAMES, st.integers(1, 9), min_size=1).map(Counter))


@given(USES)
def test_every_holder_prefers_exactly_one_name(uses):
    found = rival_names(uses, is_person=False)
    assert sorted(holder for holders in found.values() for holder in holders) == sorted(uses)


@given(st.lists(st.tuples(st.sampled_from(["Herald", "Radio", "nobody"]), NAMES), min_size=1, max_size=12))
def test_no_use_is_lost_or_counted_twice(lines):
    found = analysis(Document(id="d", text="\n".join(f"{holder}: {name}" for holder, name in lines)))
    assert sum(use.uses for use in name_uses(found)) == len(lines)
    assert len({(u.actor, u.holder, u.kind, u.folded) for u in name_uses(found)}) == len(name_uses(found))


@pytest.mark.usefixtures("in_a_folder")
def test_what_is_asked_of_one_actor_follows_an_index(project):
    from sayso.storage.database import Database

    questions = []
    database = Database.open(project / "project.db")
    with database.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *call: questions.append(call[2:4]))
        assert list_names(connection, NameFilter(actor="Dimmed"), by_month=True)
        asked = [q for q in questions if "name_uses" in q[0]]
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", given).all() for words, given in asked]
        assert list_rivals(connection, NameFilter())
    database.close()
    steps = [step[-1] for plan in plans for step in plan]
    assert len(asked) == 2
    assert not [step for step in steps if step.startswith("SCAN name_uses")]
