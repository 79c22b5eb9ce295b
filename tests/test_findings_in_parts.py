"""What a run leaves ready is the same, row for row, whether it came in parts with corrections between or at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from claimed_project import add_said, correct, make_project, read, said
from sayso.findings.balance import balance_of, count_balance
from sayso.findings.circles import list_circles
from sayso.findings.drift import list_drifts
from sayso.findings.hearing import settle_stances
from sayso.findings.keeping import LEFT_READY, keep_findings
from sayso.findings.networks import list_networks
from sayso.storage import schema as t
from sayso.storage.edges import EdgeFilter
from sayso.storage.kept import forget
from sayso.storage.oppositions import FindingFilter
from sayso.storage.stances import read_stances

NAMES = ["Olvia", "Front", "Karsk", "Lumen", "Bureau"]
OUTLETS = ["Herald", "Radio", "Gazette", None]
lines = st.builds(
    lambda cited, subject, how, relation, obj: f"{cited}{subject} {how}{relation} {obj}",
    st.sampled_from(["", "Karsk: ", "officials: ", "Herald: ", "Gazette: ", "Gazette, Herald: "]),
    st.sampled_from(NAMES),
    st.sampled_from(["", "", "not ", "may "]),
    st.sampled_from(["supports", "opposes", "attacks", "controls", "cooperates_with"]),
    st.sampled_from(NAMES),
)
namings = st.builds(lambda who, what: f"{who} = {what}", st.sampled_from(NAMES), st.sampled_from(["puppet", "-gang"]))
documents = st.builds(
    lambda who, day, some: said(who, day, *some),
    st.sampled_from(OUTLETS),
    st.sampled_from([None, "2020-01-01", "2020-06-01", "2023-01-01"]),
    st.lists(lines | namings, min_size=1, max_size=4),
)
events = st.tuples(st.sampled_from(["merge", "rename", "undo", "reread", "lose", "none"]), st.permutations(NAMES))


def reread():
    """Reads all documents but for the last claim of each: what a changed method of analysis may find."""

    def analyse(document):
        found = read(document)
        return msgspec.structs.replace(found, claims=found.claims[:-1])

    return analyse


def losing():
    """Fails for those documents in which somebody opposes somebody: what was found in these goes."""

    def analyse(document):
        if "opposes" in document.text:
            raise ValueError("lost")
        return read(document)

    return analyse


def happen(project, what, names):
    correct(project, what, names)
    if what in ("reread", "lose"):
        # Other settings, other analyses: all documents wait again.
        (project.folder / "actors.yaml").open("a").write("\n")
        project.run(make=reread if what == "reread" else losing, processes=1)


def rows_of(connection):
    """All that is left ready of findings, and what is kept to make that again."""
    kept = select(t.kept).where(t.kept.c.name.in_(LEFT_READY)).order_by(t.kept.c.name, t.kept.c.position)
    others = (select(table).order_by(*table.primary_key) for table in (t.stances, t.leanings, t.disputes))
    return [connection.execute(query).all() for query in (kept, *others)]


def rows_anew(connection):
    """The same, made of nothing but the statements."""
    forget(connection)
    keep_findings(connection, (), anew=True)
    return rows_of(connection)


def check(project):
    with project.reading() as connection:
        before = rows_of(connection)
    with project.writing() as connection, connection.begin_nested() as given_up:
        anew = rows_anew(connection)
        given_up.rollback()
    assert before == anew


@pytest.mark.slow
@settings(max_examples=6, phases=(Phase.generate,), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(documents, min_size=1, max_size=4),
    st.lists(st.tuples(events, st.lists(documents, min_size=1, max_size=3)), min_size=1, max_size=4),
)
def test_what_comes_in_parts_with_corrections_between_gives_the_rows_of_all_at_once(first, steps):
    with tempfile.TemporaryDirectory() as folder, make_project(Path(folder), first) as project:
        for number, ((what, names), more) in enumerate(steps):
            happen(project, what, names)
            add_said(project, more, project.folder / f"in{number}.jsonl")
            check(project)


def test_what_is_kept_of_statements_gives_what_their_claims_give(tmp_path):
    months = [f"20{year}-{month:02}-01" for year in (19, 20) for month in range(1, 13)]
    told = [said("Herald", day, f"Olvia {'supports' if day < '2020' else 'attacks'} Front") for day in months]
    circular = [
        said("Herald", "2021-01-01", "Gazette: Karsk controls Front", "Lumen opposes Front", "Olvia opposes Lumen"),
        said("Gazette", "2021-01-02", "Herald: Karsk controls Front", "Olvia controls Front", "Front = puppet"),
        said("Radio", "2021-01-03", "Olvia attacks Front"),
    ]
    with make_project(tmp_path, [*told, *circular]) as project, project.writing() as connection:
        settle_stances(connection, ())
        stances = dict(read_stances(connection))
        every = FindingFilter()
        circles = list_circles(connection, every, among=[key for key, stance in stances.items() if stance.circular])
        drifts = list_drifts(connection, stances=stances.values())
        assert circles == list_circles(connection, every) != []
        assert drifts == list_drifts(connection)
        assert drifts.found
        edges = [edge for network in list_networks(connection, EdgeFilter()) for edge in network.edges]
        assert balance_of(connection) == count_balance(edges)
        assert balance_of(connection).balanced is not None


def test_a_run_reads_the_voices_of_changed_statements_alone(tmp_path, monkeypatch):
    with make_project(
        tmp_path, [said("Herald", "2020-01-01", f"{one} supports Lumen") for one in NAMES[:3]]
    ) as project:
        with project.reading() as connection:
            number = connection.scalar(select(func.count()).select_from(t.stances))
        asked = []

        def noted(_connection, statements):
            asked.append(set(statements))
            return ()

        monkeypatch.setattr("sayso.findings.hearing.read_voices", noted)
        add_said(project, [said("Radio", "2020-01-02", "Karsk attacks Front")], project.folder / "in0.jsonl")
        assert number == 3
        assert [len(keys) for keys in asked] == [1]
