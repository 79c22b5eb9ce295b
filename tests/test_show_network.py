"""`sayso network`, `sources`, `circles`: who is friendly to whom, who agrees with whom, who cites whom in a circle."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimed_project import make_project, said
from sayso.cli import app
from sayso.findings.balance import count_balance
from sayso.findings.networks import Edge
from sayso.storage.edges import EdgeFilter
from sayso.storage.oppositions import FindingFilter

DOCUMENTS = [
    said("Herald", "2020-01-01", "Karsk supports Lumen", "Zorn attacks Lumen", "Karsk controls Lumen"),
    said("Gazette", "2020-06-01", "Wire: Karsk supports Lumen", "Karsk: Karsk not supports Lumen"),
    said("Mirror", "2021-01-01", "Wire: Karsk supports Lumen", "Karsk attacks Lumen", "Karsk may threatens Zorn"),
]


def edges(network):
    return {
        (e.subject, e.object): (e.friendly, e.hostile, e.neither, e.denied, e.friendly_sources, e.hostile_sources)
        for e in network.edges
    }


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, DOCUMENTS) as project:
        yield project


def test_an_edge_sums_up_what_is_claimed_and_counts_independent_sources(project):
    (network,) = project.findings.networks()
    assert edges(network) == {("Karsk", "Lumen"): (3, 1, 1, 1, 2, 1), ("Zorn", "Lumen"): (0, 1, 0, 0, 0, 1)}
    assert [(n.name, n.out, n.into) for n in network.nodes] == [("Lumen", 0, 6), ("Karsk", 5, 0), ("Zorn", 1, 0)]


def test_a_network_for_each_year(project):
    first, second = project.findings.networks(by="year")
    assert (first.period, edges(first)["Karsk", "Lumen"]) == ("2020", (2, 0, 1, 1, 2, 0))
    assert (second.period, edges(second)) == ("2021", {("Karsk", "Lumen"): (1, 1, 0, 0, 1, 1)})


@pytest.mark.parametrize(
    ("wanted", "friendly"),
    [
        (EdgeFilter(outlet="Herald"), (1, 1)),
        (EdgeFilter(holder="Wire"), (2, 1)),
        (EdgeFilter(since="2020-06"), (2, 1)),
        (EdgeFilter(until="2020-05"), (1, 1)),
        (EdgeFilter(about="Karsk", relation="supports"), (3, 2)),
    ],
)
def test_a_network_of_some_of_the_claims(project, wanted, friendly):
    (network,) = project.findings.networks(wanted)
    edge = next(e for e in network.edges if e.subject == "Karsk")
    assert (edge.friendly, edge.friendly_sources) == friendly


def test_only_the_strongest_edges_can_be_asked_for(project):
    (network,) = project.findings.networks(limit=1)
    assert list(edges(network)) == [("Karsk", "Lumen")]


def test_a_large_project_gives_the_same_as_a_small_one(project, monkeypatch):
    wanted, about = EdgeFilter(about="Zorn"), FindingFilter(about="Zorn")
    small = project.findings.networks(wanted), project.findings.agreement(about)
    # Of more statements than this, the voices of all are read, also of those that are not wanted.
    monkeypatch.setattr("sayso.storage.voices._MOST_BY_KEY", 0)
    assert (project.findings.networks(wanted), project.findings.agreement(about)) == small


def edge(subject, object_, friendly, hostile):
    return Edge(
        subject=subject, object=object_, subject_identity=subject, object_identity=object_,
        friendly=friendly, hostile=hostile, neither=0, denied=0, friendly_sources=friendly, hostile_sources=hostile,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("signs", "field"),
    [("+++", "all_friendly"), ("++-", "two_friendly"), ("+--", "one_friendly"), ("---", "none_friendly")],
)
def test_a_triad_is_counted_by_its_friendly_pairs(signs, field):
    pairs = combinations("abc", 2)
    found = count_balance([edge(a, b, sign == "+", sign == "-") for (a, b), sign in zip(pairs, signs, strict=True)])
    assert getattr(found, field) == 1
    assert found.balanced == (signs in ("+++", "+--"))
    assert found.weakly_balanced == (signs != "++-")
    assert len(found.tense) == (signs in ("++-", "---"))


def test_both_directions_of_a_pair_count_together():
    found = count_balance([edge("a", "b", 3, 0), edge("b", "a", 0, 1), edge("a", "c", 1, 1)])
    assert (found.friendly, found.hostile, found.undecided) == (1, 0, 1)
    assert found.balanced is None


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))), st.randoms())
def test_triads_are_those_that_looking_at_all_threes_would_find(pairs, dice):
    signed = {tuple(sorted(pair)): dice.choice((True, False)) for pair in pairs if len(set(pair)) == 2}
    found = count_balance([edge(a, b, friendly, not friendly) for (a, b), friendly in signed.items()])
    counted = [0, 0, 0, 0]
    for threes in combinations("abcdef", 3):
        signs = [signed.get(pair) for pair in combinations(threes, 2)]
        if None not in signs:
            counted[sum(signs)] += 1
    assert [found.none_friendly, found.one_friendly, found.two_friendly, found.all_friendly] == counted


def test_sources_agree_where_they_take_the_same_side(tmp_path):
    documents = [
        said("Herald", "2020-01-01", "Karsk supports Lumen", "Zorn supports Alba", "Karsk attacks Alba"),
        said("Radio", "2020-01-01", "Karsk supports Lumen", "Zorn supports Alba"),
        said("Mirror", "2020-01-01", "Karsk not supports Lumen", "Zorn attacks Alba", "Wire: Karsk attacks Alba"),
        said("Lonely", "2020-01-01", "Bero supports Cora"),
    ]
    with make_project(tmp_path, documents) as project:
        found = project.findings.agreement()
        two = project.findings.agreement(FindingFilter(about="Lumen"), among=["Herald", "Mirror"])
    assert found.statements == 4
    assert {(s.name, s.affirms, s.denies) for s in found.sources} == {
        ("Herald", 3, 1),
        ("Radio", 2, 1),
        ("Mirror", 1, 2),
        ("Wire", 1, 0),
    }
    pairs = {(p.one, p.other): (p.same, p.shared) for p in found.pairs}
    assert pairs["Herald", "Radio"] == (3, 3)
    assert pairs["Herald", "Mirror"] == (0, 3)
    assert pairs["Herald", "Wire"] == (1, 1)
    assert next(p.alpha for p in found.pairs if (p.one, p.other) == ("Herald", "Radio")) == 1
    assert [(p.same, p.shared) for p in two.pairs] == [(0, 1)]


def test_rival_answers_are_disagreement(tmp_path):
    documents = [
        said("Herald", "2020-01-01", "Karsk controls Lumen"),
        said("Radio", "2020-01-01", "Zorn controls Lumen"),
    ]
    with make_project(tmp_path, documents) as project:
        found = project.findings.agreement()
    assert [(p.same, p.shared) for p in found.pairs] == [(0, 2)]


def test_a_source_that_says_both_takes_no_side(tmp_path):
    documents = [
        said("Herald", "2020-01-01", "Karsk supports Lumen", "Karsk not supports Lumen"),
        said("Radio", "2020-01-01", "Karsk supports Lumen"),
    ]
    with make_project(tmp_path, documents) as project:
        found = project.findings.agreement()
    assert [(s.name, s.both) for s in found.sources] == [("Herald", 1), ("Radio", 0)]
    assert found.pairs == ()


def test_outlets_that_cite_each_other_are_a_circle(tmp_path):
    documents = [
        said("Herald", "2020-01-01", "Mirror: Karsk supports Lumen", "Wire: Karsk supports Zorn"),
        said("Mirror", "2020-01-02", "Herald: Karsk supports Lumen", "Wire: Karsk supports Zorn"),
    ]
    with make_project(tmp_path, documents) as project:
        (circle,) = project.findings.circles()
        shown = CliRunner().invoke(app, ["circles", "--project", str(project.folder)]).stdout
    assert (circle.subject, circle.relation, circle.object) == ("Karsk", "supports", "Lumen")
    assert (circle.members, circle.outside, circle.stand.independent) == ((("Herald", "Mirror"),), 0, 1)
    assert "cite each other: Herald, Mirror\n  outside the circle: nobody" in shown


def test_who_is_outside_of_a_circle_counts(tmp_path):
    documents = [
        said("Herald", "2020-01-01", "Mirror: Karsk supports Lumen"),
        said("Mirror", "2020-01-02", "Gazette: Karsk supports Lumen"),
        said("Gazette", "2020-01-03", "Herald: Karsk supports Lumen"),
        said("Radio", "2020-01-03", "Karsk supports Lumen"),
    ]
    with make_project(tmp_path, documents) as project:
        (circle,) = project.findings.circles()
    assert (circle.members, circle.outside) == ((("Gazette", "Herald", "Mirror"),), 1)


def test_citing_each_other_for_different_statements_is_no_circle(tmp_path):
    documents = [
        said("Herald", "2020-01-01", "Mirror: Karsk supports Lumen"),
        said("Mirror", "2020-01-02", "Herald: Karsk supports Zorn"),
    ]
    with make_project(tmp_path, documents) as project:
        assert project.findings.circles() == []


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["network"], "Karsk    Lumen   3         1        1        1       2                  1"),
        (["network", "--by", "year"], "2021    Karsk    Lumen"),
        (["network", "--balance"], "two friends with one enemy   0"),
        (["sources"], "Herald"),
    ],
)
def test_the_commands_print_tables(project, command, says):
    run = CliRunner().invoke(app, [*command, "--project", str(project.folder)])
    assert run.exit_code == 0, run.output
    assert says in run.stdout


@pytest.mark.parametrize("command", ["network", "sources", "circles", "disputes", "answers"])
def test_the_commands_print_json(project, command):
    run = CliRunner().invoke(app, [command, "--json", "--project", str(project.folder)])
    assert json.loads(run.stdout) is not None


def test_periods_are_years_or_months(project):
    assert CliRunner().invoke(app, ["network", "--by", "week", "--project", str(project.folder)]).exit_code == 2
