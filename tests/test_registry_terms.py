"""Who belonged to what and led whom when, and what is said where that cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors import load_registry
from sayso.actors.registry import check_file
from sayso.errors import DataFileError

ACTORS = """
actors:
  - {id: council, name: March Council, type: organisation}
  - {id: guard, name: Upland Guard, type: armed_group}
  - {id: loy, name: Renata Loy, type: person, LEADS}
"""


def leads(write_actors, words: str) -> list[tuple[str, str | None, str | None]]:
    registry = load_registry(write_actors(ACTORS.replace("LEADS", words)))
    return [(term.id, term.since, term.until) for term in registry.entries["loy"].leads]


def test_a_leader_without_dates_leads_for_all_time(write_actors):
    assert leads(write_actors, "leads: council") == [("council", None, None)]


def test_one_person_may_lead_one_body_after_another(write_actors):
    words = "leads: [{id: guard, from: 2009, to: 2012-03}, {id: council, from: 2012-03-04}]"
    assert leads(write_actors, words) == [("guard", "2009", "2012-03"), ("council", "2012-03-04", None)]


def test_a_group_is_part_of_the_last_body_that_it_joined(write_actors):
    text = ACTORS.replace("LEADS", "part_of: [{id: guard, to: 2012}, council]")
    assert load_registry(write_actors(text)).entries["loy"].part_of == "council"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("leads: {id: council, from: 2014, to: 2013}", "from 2014, which is after its end, 2013"),
        ("leads: {id: council, from: 2014-05-02, to: 2014-05-01}", "after its end"),
        ("leads: {id: council, from: spring}", "from: spring, but that is no date"),
        ("leads: {id: council, to: 2014-13}", "to: 2014-13, but that is no date"),
        ('leads: {id: council, to: "2014-02-30"}', "to: 2014-02-30, but that is no date"),
        ("part_of: [{id: nobody, to: 2012}, council]", "part_of: nobody, but no actor or state has that id"),
    ],
)
def test_a_time_or_parent_that_cannot_be_is_refused(write_actors, words, says):
    with pytest.raises(DataFileError, match=says):
        load_registry(write_actors(ACTORS.replace("LEADS", words)))


def test_a_term_that_ends_in_the_year_or_month_it_began_is_right(write_actors):
    assert leads(write_actors, "leads: {id: council, from: 2014-05-02, to: 2014}")
    assert leads(write_actors, "leads: {id: council, from: 2014-05, to: 2014-05}")


def test_a_circle_through_former_parents_is_found(write_actors):
    text = """
actors:
  - {id: a, name: Aspen Front, type: armed_group, part_of: [{id: b, to: 2001}, c]}
  - {id: b, name: Birch Front, type: armed_group, part_of: a}
  - {id: c, name: Cedar Front, type: armed_group}
"""
    with pytest.raises(DataFileError, match="circle: a > b > a"):
        load_registry(write_actors(text))


@given(links=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_a_registry_is_refused_for_a_circle_just_where_parents_lead_back(links, tmp_path_factory):
    parents = {n: sorted({above for below, above in links if below == n}) for n in range(6)}
    rows = [
        f"  - {{id: n{n}, name: N{n}, type: party, part_of: [{', '.join(f'n{p}' for p in parents[n])}]}}"
        for n in parents
    ]
    path = tmp_path_factory.mktemp("circles") / "actors.yaml"
    path.write_text("actors:\n" + "\n".join(rows), encoding="utf-8")
    reach = {n: set(parents[n]) for n in parents}
    for _ in parents:
        reach = {n: reach[n].union(*(reach[p] for p in reach[n])) for n in parents}
    circular = {f"n{n}" for n in parents if n in reach[n]}
    assert {f.actors[0] for f in check_file(path) if f.kind == "circle"} == circular
