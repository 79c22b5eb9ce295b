"""Who is one is put right by hand: merge, split, rename, retype, undo; and it holds when everything is run again."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from sayso import ClaimFilter
from sayso.cli import app
from sayso.errors import UsageError
from simple_analysis import simple

ARTICLES = [
    ("d1", "Gazette", "2020-03-01", "Alba said Bero attacked Cora. Bero attacked Dara."),
    ("d2", "Herald", "2021-06-15", "Cora attacked Berovia. Bero attacked Dara."),
    ("d3", "Gazette", "2022-01-01", "Berovia said Albania attacked Dara."),
]
MORE = ("d4", "Herald", "2023-01-01", "Berovia attacked Esta.")


@pytest.fixture
def add(tmp_path):
    def add(project, *articles):
        path = tmp_path / f"{articles[0][0]}.jsonl"
        keys = ("id", "publisher", "published", "text")
        path.write_text("".join(json.dumps(dict(zip(keys, a, strict=True))) + "\n" for a in articles))
        project.add([path])
        project.run(make=simple)

    return add


@pytest.fixture
def corrected(project, add):
    add(project, *ARTICLES)
    return project


def claims(project, name):
    return [f"{c.document_id} {c.claim.subject}>{c.claim.object}" for c in project.claims(ClaimFilter(about=name))]


def holders(project, name):
    return [c.document_id for c in project.claims(ClaimFilter(holder=name))]


def actors(project):
    return {a.name: (a.type, a.as_subject, a.as_object, a.as_holder, a.documents) for a in project.actors()}


def run_with_another_codebook(project):
    (project.folder / "codebook.yaml").open("a").write("# another\n")
    assert project.status().waiting
    project.run(make=simple)


BERO, BEROVIA = ["d1 Bero>Cora", "d1 Bero>Dara", "d2 Bero>Dara"], ["d2 Cora>Berovia"]
BOTH = [*BERO[:2], *BEROVIA, BERO[2]]


class TestMerge:
    def test_who_asks_for_one_of_them_gets_the_claims_of_all(self, corrected):
        changed = corrected.corrections.merge(["Bero", "berovia"])
        assert (changed.appearances, changed.documents, changed.claims) == (2, 2, 2)
        assert claims(corrected, "Bero") == claims(corrected, "Berovia") == BOTH
        assert holders(corrected, "bero") == ["d3"]
        assert actors(corrected)["Bero"] == ("armed_group", 3, 1, 1, 3)
        assert "Berovia" not in actors(corrected)

    def test_the_first_gives_the_name(self, corrected):
        corrected.corrections.merge(["Berovia", "Bero"])
        assert {"Berovia"} == {"Bero", "Berovia"} & actors(corrected).keys()

    def test_it_holds_after_a_run_with_another_codebook(self, corrected):
        corrected.corrections.merge(["Bero", "Berovia"])
        before = corrected.actors()
        run_with_another_codebook(corrected)
        assert corrected.actors() == before

    def test_it_holds_in_documents_that_are_added_later(self, corrected, add):
        corrected.corrections.merge(["Bero", "Berovia"])
        add(corrected, MORE)
        assert "d4 Berovia>Esta" in claims(corrected, "Bero")

    def test_an_actor_of_the_registry_can_be_merged_with_a_name(self, corrected):
        corrected.corrections.merge(["Albania", "Alba"])
        assert holders(corrected, "AL") == ["d1"]
        assert next(a for a in corrected.actors() if a.name == "Albania").registry == "AL"

    def test_what_is_one_already_is_refused(self, corrected):
        with pytest.raises(UsageError, match="one actor already"):
            corrected.corrections.merge(["Bero", "the bero"])


class TestSplit:
    def test_by_document(self, corrected):
        changed = corrected.corrections.split("Bero", documents=["d1"], new_name="Lesser Bero")
        assert (changed.appearances, changed.documents, changed.claims) == (1, 1, 2)
        assert claims(corrected, "Bero") == ["d2 Bero>Dara"]
        assert claims(corrected, "Lesser Bero") == BERO[:2]

    def test_by_name_what_was_merged_goes_apart_again_and_this_is_told(self, corrected):
        merged = corrected.corrections.merge(["Bero", "Berovia"])
        split = corrected.corrections.split("Bero", called="Berovia")
        assert split.overruled == (merged.event.id,)
        assert (claims(corrected, "Bero"), claims(corrected, "Berovia")) == (BERO, BEROVIA)

    def test_a_merge_that_joins_them_again_overrules_it_and_this_is_told(self, corrected):
        split = corrected.corrections.split("Bero", documents=["d1"], new_name="Lesser Bero").event.id
        assert corrected.corrections.merge(["Bero", "Lesser Bero"]).overruled == (split,)
        assert claims(corrected, "Bero") == BERO

    def test_by_publisher_it_holds_in_later_documents_of_the_publisher_only(self, corrected, add):
        corrected.corrections.merge(["Bero", "Berovia"])
        corrected.corrections.split("Bero", publisher="the herald")
        add(corrected, MORE, ("d5", "Gazette", "2024-01-01", "Berovia attacked Esta."))
        assert claims(corrected, "Bero (the herald)") == [BEROVIA[0], BERO[2], "d4 Berovia>Esta"]
        assert "d5 Berovia>Esta" in claims(corrected, "Bero")

    def test_by_document_it_does_not_hold_in_later_documents(self, corrected, add):
        corrected.corrections.split("Bero", documents=["d1"], new_name="Lesser Bero")
        add(corrected, ("d5", "Gazette", "2024-01-01", "Bero attacked Esta."))
        assert claims(corrected, "Lesser Bero") == BERO[:2]

    def test_the_one_in_the_registry_is_not_who_was_split_off(self, corrected, add):
        add(corrected, ("d5", "Herald", "2024-01-01", "Albania attacked Esta."))
        corrected.corrections.split("Albania", publisher="Herald", new_name="Albania, the club")
        assert claims(corrected, "AL") == ["d3 Albania>Dara"]
        assert {a.name: a.registry for a in corrected.actors() if "Albania" in a.name} == {
            "Albania": "AL",
            "Albania, the club": None,
        }

    def test_of_nothing_or_of_all_is_refused(self, corrected):
        with pytest.raises(UsageError, match="No document"):
            corrected.corrections.split("Bero", documents=["d3"])
        with pytest.raises(UsageError, match="All documents"):
            corrected.corrections.split("Bero", documents=["d1", "d2"])
        with pytest.raises(UsageError, match="one of documents"):
            corrected.corrections.split("Bero", documents=["d1"], publisher="Herald")
        assert corrected.corrections.log() == []


class TestRenameAndRetype:
    def test_the_new_name_is_shown_and_all_names_still_find_the_actor(self, corrected):
        corrected.corrections.rename("Bero", "Bero Front")
        assert claims(corrected, "Bero Front") == claims(corrected, "Bero") == BERO
        [claim] = corrected.claims(ClaimFilter(subject="Bero", document="d2"))
        assert (claim.claim.subject, claim.shown) == ("Bero", {"Bero": "Bero Front"})

    def test_the_type(self, corrected):
        changed = corrected.corrections.retype("Alba", "Outlet")
        assert (changed.appearances, changed.claims) == (1, 1)
        assert actors(corrected)["Alba"][0] == "outlet"

    def test_the_later_name_wins_and_this_is_told(self, corrected):
        first = corrected.corrections.rename("Bero", "Bero One").event.id
        second = corrected.corrections.rename("Bero One", "Bero Two")
        assert second.overruled == (first,)
        assert "Bero Two" in actors(corrected)
        corrected.corrections.undo()
        assert "Bero One" in actors(corrected)


class TestUndo:
    def test_undo_and_redo_of_the_last(self, corrected):
        nothing = corrected.actors()
        corrected.corrections.merge(["Bero", "Berovia"])
        merged = corrected.actors()
        corrected.corrections.undo()
        assert corrected.actors() == nothing
        corrected.corrections.redo()
        assert corrected.actors() == merged

    def test_of_an_earlier_one_leaves_what_came_later(self, corrected):
        merge = corrected.corrections.merge(["Bero", "Berovia"]).event.id
        corrected.corrections.rename("Dara", "Dara League")
        run_with_another_codebook(corrected)
        corrected.corrections.undo(merge[:8], by="Ada", reason="another state")
        assert {"Bero", "Berovia", "Dara League"} <= actors(corrected).keys()

    def test_what_is_not_there_to_undo_or_redo_is_refused(self, corrected):
        with pytest.raises(UsageError, match="no correction to undo"):
            corrected.corrections.undo()
        with pytest.raises(UsageError, match="no undone correction"):
            corrected.corrections.redo()
        event = corrected.corrections.rename("Bero", "B").event.id
        with pytest.raises(UsageError, match="is not undone"):
            corrected.corrections.redo(event)
        corrected.corrections.undo(event)
        with pytest.raises(UsageError, match="does not hold"):
            corrected.corrections.undo(event)


def test_a_correction_of_who_is_not_there_any_more_waits_and_holds_when_they_are_back(corrected, add):
    add(corrected, MORE)
    corrected.corrections.rename("Esta", "Esta Union")
    with corrected._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM analyses WHERE document = (SELECT key FROM documents WHERE id = 'd4')")
    assert corrected.corrections.log()[0].outcome.standing == "waiting"
    corrected.run(make=simple)
    assert corrected.corrections.log()[0].outcome.standing == "in force"
    assert "Esta Union" in actors(corrected)


def test_a_correction_holds_when_the_registry_comes_to_know_the_actor(corrected):
    corrected.corrections.merge(["Alba", "Bero"])
    corrected.corrections.rename("Cora", "Cora League")

    def knows_alba():
        import msgspec

        def analyse(document):
            found = simple()(document)
            known = {n: msgspec.structs.replace(a, registry=n.upper()) for n, a in found.actors.items()}
            return msgspec.structs.replace(found, actors=known)

        return analyse

    (corrected.folder / "codebook.yaml").open("a").write("# another\n")
    corrected.run(make=knows_alba)
    assert holders(corrected, "Bero") == ["d1"]
    assert "Cora League" in actors(corrected)
    assert {e.outcome.standing for e in corrected.corrections.log()} == {"in force"}


def test_a_correction_holds_when_the_registry_no_longer_knows_the_actor(corrected):
    corrected.corrections.rename("Albania", "Albania (state)")
    (corrected.folder / "codebook.yaml").open("a").write("# another\n")
    corrected.run(make=without_registry)
    assert claims(corrected, "Albania (state)") == ["d3 Albania>Dara"]


def without_registry():
    import msgspec

    def analyse(document):
        found = simple()(document)
        unknown = {name: msgspec.structs.replace(actor, registry=None) for name, actor in found.actors.items()}
        return msgspec.structs.replace(found, actors=unknown)

    return analyse


def test_a_run_that_was_broken_off_before_the_end_is_put_right_by_the_next(corrected):
    corrected.corrections.merge(["Bero", "Berovia"])
    before = corrected.actors()

    def broken_off(progress):
        if progress.done == 2:
            raise KeyboardInterrupt

    (corrected.folder / "codebook.yaml").open("a").write("# another\n")
    with pytest.raises(KeyboardInterrupt):
        corrected.run(make=simple, on_progress=broken_off)
    assert sum(a.as_subject for a in corrected.actors()) == sum(a.as_subject for a in before)
    corrected.run(make=simple)
    assert corrected.actors() == before


def test_a_run_to_which_nothing_is_new_does_not_read_all_documents_again(corrected, monkeypatch):
    corrected.corrections.merge(["Bero", "Berovia"])
    before = corrected.actors()
    monkeypatch.setattr("sayso.project.settle", lambda *_, **__: pytest.fail("all documents were read"))
    corrected.run(make=simple)
    assert corrected.actors() == before


def test_unknown_and_ambiguous_names_are_answered_with_those_that_may_be_meant(corrected):
    with pytest.raises(UsageError, match="Did you mean 'Berovia'"):
        corrected.corrections.rename("Berova", "B")
    corrected.corrections.split("Bero", documents=["d1"], new_name="bero")
    with pytest.raises(UsageError, match=r"Several actors are called 'BERO': .*name:bero"):
        corrected.corrections.rename("BERO", "B")
    corrected.corrections.rename("name:bero", "Bero of the Herald")
    assert claims(corrected, "Bero of the Herald") == BERO[2:]


@pytest.fixture
def sayso(corrected):
    def sayso(*arguments):
        result = CliRunner().invoke(app, [*arguments, "--project", str(corrected.folder)])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    return sayso


def test_on_the_command_line_everything_is_one_line_and_one_entry_of_the_log(sayso):
    told = sayso("actors", "merge", "Bero", "Berovia", "--reason", "one movement", "--by", "Ada")
    assert told[8:] == "  merge Bero + Berovia: 2 appearances in 2 documents, 2 claims changed.\n"
    assert "split Berovia from Bero" in sayso("actors", "split", "Bero", "--name", "Berovia", "--by", "Ben")
    assert "rename Bero to Bero Front" in sayso("actors", "rename", "Bero", "Bero Front", "--by", "Ben")
    assert "retype Alba to person" in sayso("actors", "retype", "Alba", "person", "--by", "Ben")
    assert sayso("undo", "--by", "Cid").split()[1] == "undo"
    assert sayso("redo", "--by", "Cid").split()[1] == "redo"
    entries = json.loads(sayso("log", "--json"))
    stands = [(e["event"]["author"], e["event"]["body"]["kind"], e["outcome"]["standing"]) for e in entries]
    assert stands == [
        ("Ada", "merge", "overruled"),
        ("Ben", "split", "in force"),
        ("Ben", "rename", "in force"),
        ("Ben", "retype", "in force"),
        ("Cid", "undo", "undone"),
        ("Cid", "redo", "in force"),
    ]
    assert entries[0]["event"]["reason"] == "one movement"
    assert "overruled by " + entries[1]["event"]["id"][:8] in sayso("log")


def test_lists_tables_and_explanations_show_the_corrected_name(sayso):
    sayso("actors", "merge", "Bero", "Berovia")
    sayso("actors", "rename", "Bero", "Bero Front")
    rows = json.loads(sayso("claims", "--subject", "Berovia", "--json"))
    assert len(rows) == 3
    assert {row["shown"]["Bero"] for row in rows} == {"Bero Front"}
    assert all("Bero Front attacks" in row["sentence"] for row in rows)
    table = sayso("claims", "--about", "Bero", "--csv").splitlines()
    assert sum("Bero Front" in row.split(",")[-2:] for row in table) == 4
    text = sayso("claims", "--object", "Bero Front")
    assert "Cora attacks Bero Front" in text or "Bero Front is attacked by Cora" in text
    explained = sayso("explain", json.loads(sayso("claims", "--object", "Berovia", "--json"))[0]["id"])
    assert "This document calls Bero Front “Berovia”." in explained
    assert "Bero Front" in sayso("actors")
