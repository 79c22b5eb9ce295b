"""`sayso statements`: what is claimed over all documents, how often, and by how many independent sources."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from sayso.cli import app
from sayso.corpus.statements import restate
from sayso.errors import UsageError
from sayso.storage import schema as t
from sayso.storage.reprints import replace_reprints
from sayso.storage.statements import StatementFilter, conditions
from told_documents import ACTORS, add_told, analyse_told


@pytest.fixture
def many(project, tmp_path):
    """Five documents by four outlets about two quarrels."""
    (project.folder / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    add_told(
        project,
        tmp_path,
        ("Gazette", "2021-03-01", "Ministry: Alba attacks Bero\nAlba supports Lantern"),
        ("Herald", "2021-03-05", "Ministry: Alba attacks Bero\nBero: not Alba attacks Bero"),
        ("Courier", "2021-04-01", "officials: Alba attacks Bero\nmaybe Alba attacks Bero"),
        ("Wire", "2022-01-01", "soon Alba attacks Bero\nAlba supports Ridge\nBero cooperates_with Alba"),
        ("Gazette", "2022-02-01", "Wire: Alba attacks Bero\nAlba cooperates_with Bero"),
    )
    return project


def words(rows):
    return [f"{row.subject} {row.relation} {row.object}" for row in rows]


def test_claims_with_one_subject_relation_and_object_are_one_statement(many):
    [attack] = many.statements(StatementFilter(relation="attacks"))
    assert (attack.claims, attack.documents) == (7, 5)
    assert (attack.affirmed, attack.denied, attack.possible, attack.intended) == (4, 1, 1, 1)
    assert (attack.first_day, attack.last_day) == ("2021-03-01", "2022-02-01")


def test_independent_sources_are_those_with_a_name_and_the_others_are_counted_apart(many):
    [attack] = many.statements(StatementFilter(relation="attacks"))
    assert (attack.affirming, attack.independent, attack.anonymous, attack.denying) == (4, 2, 1, 1)
    assert attack.inflation == 2.0


def test_the_statement_of_a_symmetric_relation_has_no_direction(many):
    [together] = many.statements(StatementFilter(relation="cooperates_with"))
    assert together.documents == 2


def test_an_id_tells_a_statement_and_stays_the_same(many, tmp_path):
    before = {row.id: words([row]) for row in many.statements()}
    add_told(many, tmp_path, ("Herald", "2023-01-01", "Alba attacks Bero"))
    assert {row.id: words([row]) for row in many.statements()} == before
    assert all(len(id_) == 13 and id_.startswith("S") for id_ in before)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (StatementFilter(subject="Bero"), []),
        (StatementFilter(subject="alba", relation="supports"), ["Alba supports Lantern", "Alba supports Ridge"]),
        (StatementFilter(object="Bero", relation="attacks"), ["Alba attacks Bero"]),
        (StatementFilter(about="Ridge"), ["Alba supports Ridge"]),
        (StatementFilter(holder="Ministry"), ["Alba attacks Bero"]),
        (StatementFilter(holder="Bero"), ["Alba attacks Bero"]),
        (StatementFilter(outlet="Wire", relation="supports"), ["Alba supports Ridge"]),
        (StatementFilter(outlet="Wire", until="2021"), []),
        (StatementFilter(since="2022", relation="supports"), ["Alba supports Ridge"]),
        (StatementFilter(until="2021-03-01", relation="supports"), ["Alba supports Lantern"]),
        (StatementFilter(min_independent=2, relation="attacks"), ["Alba attacks Bero"]),
        (StatementFilter(min_independent=3), []),
    ],
)
def test_statements_are_found_by_every_condition(many, wanted, expected):
    assert sorted(words(many.statements(wanted))) == expected


@pytest.mark.parametrize(
    ("sort", "most"), [("documents", "documents"), ("independent", "independent"), ("inflation", "inflation")]
)
def test_those_with_most_come_first(many, sort, most):
    numbers = [getattr(row, most) for row in many.statements(StatementFilter(sort=sort))]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) > 1


@pytest.mark.parametrize("since", [None, "2021", "2021-03-02", "2021-04", "2022-01-01", "2022-02-02"])
@pytest.mark.parametrize("until", [None, "2021", "2021-03", "2021-03-04", "2022-01", "2020"])
@pytest.mark.parametrize("limit", [None, 2])
def test_statements_of_a_time_are_those_with_a_claim_that_was_published_then(many, since, until, limit):
    s, c, d = t.statements.c, t.claims.c, t.documents.c
    query = select(s.id).join(t.claims, c.statement == s.key).join(t.documents, d.key == c.document).distinct()
    query = query.where(d.published >= (since or ""), d.published <= f"{until or ''}~")
    with many.reading() as connection:
        then = set(connection.scalars(query))
    expected = [row.id for row in many.statements() if row.id in then]
    assert [row.id for row in many.statements(StatementFilter(since=since, until=until), limit=limit)] == expected[
        :limit
    ]


@pytest.mark.usefixtures("in_a_folder")
def test_the_statements_of_an_outlet_are_looked_up_one_by_one_and_not_all_gone_through(many):
    s = t.statements.c
    with many.reading() as connection:
        query = select(s.id).where(*conditions(connection, StatementFilter(outlet="Wire", since="2021", until="2022")))
        written = query.compile(connection, compile_kwargs={"literal_binds": True})
        ways = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}").all()
    assert any("SEARCH statements USING INTEGER PRIMARY KEY" in way.detail for way in ways)


def test_nobody_by_that_name_is_said_and_not_taken_for_no_statements(many):
    with pytest.raises(UsageError, match=r"No actor is called 'Albo'.*Alba"):
        many.statements(StatementFilter(about="Albo"))


def test_new_documents_change_only_the_figures_that_they_touch(many, tmp_path):
    before = {row.id: row for row in many.statements()}
    add_told(many, tmp_path, ("Echo", "2023-01-01", "Alba supports Ridge\nEcho attacks Alba"))
    after = {row.id: row for row in many.statements()}
    changed = {words([after[id_]])[0] for id_ in after if after[id_] != before.get(id_)}
    assert changed == {"Alba supports Ridge", "Echo attacks Alba"}


def test_statements_are_the_same_whether_documents_come_at_once_or_one_by_one(many, tmp_path):
    from sayso import Project

    with Project.init(tmp_path / "other") as other:
        (other.folder / "actors.yaml").write_text(ACTORS, encoding="utf-8")
        for row in many.documents():
            add_told(other, tmp_path, (row.publisher, row.published, many.find_document(row.id).text))
        assert other.statements() == many.statements()


def test_merged_actors_have_one_statement_until_that_is_undone(many):
    before = many.statements()
    many.corrections.merge(["Lantern", "Ridge"])
    [support] = many.statements(StatementFilter(relation="supports"))
    assert (support.object, support.documents, support.independent) == ("Lantern", 2, 2)
    many.corrections.undo()
    assert many.statements() == before


def test_merged_holders_are_one_source(many):
    many.corrections.merge(["Ministry", "Wire"])
    [attack] = many.statements(StatementFilter(relation="attacks"))
    assert attack.independent == 1


def test_a_renamed_actor_is_shown_by_its_new_name(many):
    many.corrections.rename("Bero", "Beronia")
    assert "Alba attacks Beronia" in words(many.statements())


def test_documents_found_to_be_reprints_are_no_further_sources(many, tmp_path):
    add_told(many, tmp_path, ("Courier", "2022-01-02", "soon Alba attacks Bero\nAlba supports Ridge"))
    [before] = many.statements(StatementFilter(object="Ridge"))
    with many.writing() as connection:
        ids = dict(connection.execute(select(t.documents.c.id, t.documents.c.key)).all())
        wire, courier = ids["Wire-2022-01-01-3"], ids["Courier-2022-01-02-0"]
        family = ("f", wire, "whole", "earliest", None, "[]", 1.0, "[]"), (
            "f", courier, "whole", "copy", wire, "[[0,60,0,60]]", 1.0, "[]",
        )  # fmt: skip
        replace_reprints(connection, [wire, courier], family)
        restate(connection)
    [after] = many.statements(StatementFilter(object="Ridge"))
    assert (before.affirming, before.originals, before.independent) == (2, 2, 2)
    assert (after.affirming, after.originals, after.independent) == (2, 1, 1)


def test_claims_that_are_not_sure_enough_make_no_statement(project, tmp_path):
    settings = project.folder / "sayso.toml"
    settings.write_text(settings.read_text().replace("min_confidence = 0.0", "min_confidence = 0.5"))
    from sayso import open_project

    with open_project(project.folder) as strict:
        add_told(
            strict,
            tmp_path,
            ("Gazette", "2021", "Alba attacks Bero"),
            ("Herald", "2021", "Alba attacks Bero\ndoubtful"),
        )
        [attack] = strict.statements()
        assert attack.documents == 1


def test_a_document_that_can_no_longer_be_analysed_takes_its_claims_out_of_statements(many):
    def breaking():
        def analyse(document):
            if document.publisher == "Wire":
                raise ValueError("no words")
            return analyse_told(document)

        return analyse

    (many.folder / "codebook.yaml").write_text((many.folder / "codebook.yaml").read_text() + "\n# changed\n")
    many.run(make=breaking)
    assert words(many.statements(StatementFilter(relation="supports"))) == ["Alba supports Lantern"]


class TestRolledUp:
    """`--roll-up`: what is said of a part counts for the whole to which it belonged at the time."""

    def test_a_part_counts_for_its_whole(self, many):
        [support] = many.statements(StatementFilter(relation="supports"), roll_up=True)
        assert (support.object, support.documents, support.independent) == ("Lantern", 2, 2)

    def test_the_whole_is_found_with_all_its_parts(self, many):
        [support] = many.statements(StatementFilter(object="Lantern"), roll_up=True)
        assert support.documents == 2

    def test_who_is_asked_for_stays_what_it_is(self, many):
        [support] = many.statements(StatementFilter(object="Ridge"), roll_up=True)
        assert (support.object, support.documents) == ("Ridge", 1)

    def test_what_was_said_before_it_belonged_there_is_not_counted(self, many, tmp_path):
        add_told(many, tmp_path, ("Herald", "2019-06-01", "Alba supports Ridge"))
        rows = many.statements(StatementFilter(relation="supports"), roll_up=True)
        assert {(row.object, row.documents) for row in rows} == {("Lantern", 2), ("Ridge", 1)}

    def test_what_then_relates_a_whole_to_itself_is_left_out(self, many, tmp_path):
        add_told(many, tmp_path, ("Herald", "2023-06-01", "Ridge opposes Lantern"))
        assert many.statements(StatementFilter(relation="opposes"), roll_up=True) == []
        assert len(many.statements(StatementFilter(relation="opposes"))) == 1

    def test_without_a_registry_that_says_so_nothing_changes(self, many):
        rolled = many.statements(StatementFilter(relation="attacks"), roll_up=True)
        assert rolled == many.statements(StatementFilter(relation="attacks"))


class TestPrinted:
    """What the command prints."""

    @pytest.fixture
    def print_statements(self, many):
        def run(*options):
            result = CliRunner().invoke(app, ["statements", "--project", str(many.folder), *options])
            assert result.exit_code == 0, result.output
            return result.stdout

        return run

    def test_a_row_a_statement_with_its_figures(self, print_statements):
        header, first, *_ = print_statements().splitlines()
        assert header.split() == [
            "id", "statement", "documents", "independent", "anonymous", "denied", "by", "inflation", "first", "last",
        ]  # fmt: skip
        assert first.split()[1:] == ["Alba", "attacks", "Bero", "5", "2", "1", "1", "2.0", "2021-03-01", "2022-02-01"]

    def test_asked_about_the_object_the_statement_begins_with_it(self, print_statements):
        assert "Bero is attacked by Alba" in print_statements("--object", "Bero")
        assert "Lantern is supported by Alba" in print_statements("--about", "Lantern")

    def test_json_has_both_wordings(self, print_statements):
        [row] = json.loads(print_statements("--relation", "attacks", "--json"))
        assert (row["sentence"], row["inverse_sentence"]) == ("Alba attacks Bero", "Bero is attacked by Alba")
        assert (row["independent"], row["subject_identity"]) == (2, "name:alba")

    def test_the_limit_is_said(self, many):
        result = CliRunner().invoke(app, ["statements", "--project", str(many.folder), "--limit", "1"])
        assert len(result.stdout.splitlines()) == 2
        assert "--limit 0 prints all" in result.stderr

    def test_an_unknown_order_is_refused_with_the_nearest(self, many):
        result = CliRunner().invoke(app, ["statements", "--project", str(many.folder), "--sort", "document"])
        assert result.exit_code == 2
        assert "documents" in result.stderr
