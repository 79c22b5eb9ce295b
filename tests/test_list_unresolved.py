"""`sayso unresolved`: what could not be traced to an actor is listed with its reason, never hidden."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from typer.testing import CliRunner

from invented_project import HERALD, TEXT, WAITING, at, make_project
from sayso import Project
from sayso.cli import app
from sayso.model import Analysis, Attribution, Document, Mention
from sayso.storage.database import Database
from sayso.storage.unresolved import list_unresolved
from sayso.storage.untraced import find_untraced
from sayso.storage.writing import add_document, put_analysis


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def unresolved(project):
    def run(*options: str):
        return CliRunner().invoke(app, ["unresolved", *options, "--project", str(project)], env={"COLUMNS": None})

    return run


def rows(answer) -> list[dict]:
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_each_row_has_its_words_reason_place_and_the_text_around(unresolved):
    mention, source = rows(unresolved("--json"))
    assert source["attribution"] == "a3"
    assert (source["words"], source["reason"], source["document"]) == ("its spokesman", "nobody known", HERALD)
    assert source["publisher"] == "Vostrya Herald"
    assert TEXT[source["start"] : source["end"]] == "its spokesman"
    assert source["quotation"].endswith("the so-called Lumen Front, its spokesman said.")
    assert (mention["words"], mention["reason"], mention["attribution"]) == ("It", "pronoun", None)


def test_the_text_around_ends_where_the_paragraph_ends(unresolved):
    mention, _ = rows(unresolved("--json"))
    assert mention["quotation"].startswith("…")
    assert mention["quotation"].endswith("since last spring. It named no witness.")


def test_a_mention_inside_a_source_is_listed_once_as_the_source(unresolved):
    assert at("its ")[0] == rows(unresolved("--json"))[1]["start"]
    assert "its" not in [row["words"] for row in rows(unresolved("--json"))]


def test_for_people_the_reasons_are_counted_first_with_the_most_frequent_words(unresolved):
    lines = unresolved().stdout.splitlines()
    assert lines[0].split() == ["reason", "number", "most", "often"]
    assert lines[1].split() == ["nobody", "known", "1", "spokesman", "1"]
    assert lines[2].split() == ["pronoun", "1", "it", "1"]
    assert lines[3] == ""
    assert lines[4].split()[:3] == ["document", "reason", "words"]
    assert lines[5].startswith(HERALD)


def test_one_reason_or_one_document_alone(unresolved):
    assert [row["words"] for row in rows(unresolved("--reason", "Known", "--json"))] == ["its spokesman"]
    assert "pronoun" not in unresolved("--reason", "known").stdout
    assert [row["words"] for row in rows(unresolved("--reason", "pronoun", "--json"))] == ["It"]
    assert len(rows(unresolved("--document", "herald", "--json"))) == 2
    assert rows(unresolved("--document", WAITING, "--json")) == []


def test_a_limit_says_how_many_there_are(unresolved):
    answer = unresolved("--limit", "1", "--json")
    assert len(rows(answer)) == 1
    assert answer.stderr == "1 of 2 unresolved.\n"


def test_an_unknown_reason_is_refused_with_the_nearest(unresolved):
    answer = unresolved("--reason", "pronuon")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "Did you mean 'pronoun'?" in answer.stderr


def test_where_nothing_is_analysed_yet_the_next_step_is_told(tmp_path, write_articles):
    with Project.init(tmp_path / "p") as project:
        project.add([write_articles("They said it rained.")])
    answer = CliRunner().invoke(app, ["unresolved", "-p", str(tmp_path / "p")])
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr == "Nothing is unresolved. 1 document still to analyse. Next: sayso run\n"


def test_who_is_not_named_at_all_is_listed_by_the_cue():
    document = Document(id="d", text="It is widely\nbelieved that they left.")
    attribution = Attribution(id="a1", unresolved="nobody named", cue=((6, 21),), content=((27, 36),))
    (found,) = find_untraced(Analysis(document=document, attributions=(attribution,)))
    assert (found.words, found.start, found.end) == ("widely believed", 6, 21)


def test_what_was_traced_is_not_listed():
    document = Document(id="d", text="Alba said they left.")
    traced = Attribution(id="a1", holder="Alba", source=((0, 4),), cue=((5, 9),), content=((10, 19),))
    assert find_untraced(Analysis(document=document, attributions=(traced,))) == []


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: (s[0], min(80, s[0] + s[1])))


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=6))
def test_every_unresolved_mention_is_listed_or_lies_in_a_source_that_is(sources, mentions):
    analysis = Analysis(
        document=Document(id="d", text="x" * 80),
        attributions=tuple(Attribution(id=f"a{n}", unresolved="why", source=(s,)) for n, s in enumerate(sources)),
        unresolved=tuple(Mention(start=s, end=e, head=s, kind="pronoun") for s, e in mentions),
    )
    found = find_untraced(analysis)
    assert [u.start for u in found] == sorted(u.start for u in found)
    assert {u.attribution for u in found if u.attribution} == {a.id for a in analysis.attributions}
    listed = {(u.start, u.end) for u in found if u.attribution is None}
    covered = {offset for start, end in sources for offset in range(start, end)}
    assert all(span in listed or {span[0], span[1] - 1} <= covered for span in mentions)


def test_rows_come_by_day_with_the_undated_last_and_a_limit_needs_no_sorting(tmp_path):
    database = Database.create(tmp_path / "project.db")
    with database.writing() as connection:
        for name, day in (("c", None), ("a", "2022-01"), ("d", "2021-03-04"), ("b", "2022-01")):
            document = Document(id=name, text="They said so.", published=day)
            add_document(connection, document, "in.jsonl")
            they = Mention(start=0, end=4, head=0, kind="pronoun")
            put_analysis(connection, Analysis(document=document, unresolved=(they,)), "f")
    questions = []
    with database.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *call: questions.append(call[2:4]))
        assert [row.document for row in list_unresolved(connection)] == ["d", "a", "b", "c"]
        assert [row.document for row in list_unresolved(connection, limit=2)] == ["d", "a"]
        asked = [*questions]
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", given).all() for words, given in asked]
    database.close()
    steps = [step[-1] for plan in plans for step in plan]
    assert len(asked) == 3
    assert not [step for step in steps if "TEMP B-TREE" in step or step.startswith("SCAN")]
