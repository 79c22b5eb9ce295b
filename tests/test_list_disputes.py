"""`sayso disputes`: what some affirm and others deny, and what cannot be true together."""

import json

import pytest
from typer.testing import CliRunner

from claimed_project import make_project, said
from sayso.cli import app
from sayso.errors import UsageError
from sayso.storage.oppositions import FindingFilter


def herald(*lines):
    return said("Herald", "2020-01-01", *lines)


def radio(*lines):
    return said("Radio", "2020-03-01", *lines)


@pytest.fixture
def disputes(tmp_path):
    """The disputes of a project with these documents: [(kind, sides)], a side as (what, denied, names of sources)."""

    def find(*documents, wanted=None, **options):
        with make_project(tmp_path, documents) as project:
            found = project.findings.disputes(wanted or FindingFilter(), **options)
        return [(d.kind, [side(p) for p in d.positions]) for d in found]

    return find


def side(position):
    names = sorted(name for speaker in position.stand.speakers for name in speaker.names)
    return f"{position.subject} {position.relation} {position.object}", position.denied, names


def test_what_one_affirms_and_another_denies_is_disputed(disputes):
    found = disputes(herald("Karsk supports Lumen"), radio("Karsk not supports Lumen"))
    what = "Karsk supports Lumen"
    assert found == [("denied", [(what, False, ["Herald"]), (what, True, ["Radio"])])]


def test_the_denial_of_one_who_is_cited_is_his(disputes):
    found = disputes(herald("Karsk supports Lumen", "Karsk: Karsk not supports Lumen"))
    assert [names for _, sides in found for *_, names in sides] == [["Herald"], ["Karsk"]]


def test_one_source_alone_that_says_both_is_no_dispute(disputes):
    assert (
        disputes(
            herald("Karsk supports Lumen"),
            said("Herald", "2021-01-01", "Karsk not supports Lumen"),
        )
        == []
    )


def test_what_is_only_possible_is_not_affirmed(disputes):
    assert (
        disputes(
            herald("Karsk may supports Lumen"),
            radio("Karsk not supports Lumen"),
        )
        == []
    )


def test_relations_that_exclude_each_other_are_incompatible(disputes):
    found = disputes(herald("Karsk supports Lumen"), radio("Karsk attacks Lumen"))
    assert found == [
        ("incompatible", [("Karsk supports Lumen", False, ["Herald"]), ("Karsk attacks Lumen", False, ["Radio"])])
    ]


def test_a_symmetric_relation_is_excluded_from_either_side(disputes):
    found = disputes(
        herald("Zorn cooperates_with Alba"),
        radio("Zorn attacks Alba", "Alba attacks Zorn"),
    )
    assert len(found) == 2


def test_what_does_not_exclude_each_other_is_no_dispute(disputes):
    assert (
        disputes(
            herald("Karsk supports Lumen"),
            radio("Karsk negotiates_with Lumen"),
        )
        == []
    )


def test_the_other_direction_of_a_directed_relation_is_another_matter(disputes):
    assert disputes(herald("Karsk supports Lumen"), radio("Lumen attacks Karsk")) == []


@pytest.mark.parametrize(("when", "number"), [("2014", 0), ("2019-06", 1), ("2015/2020", 1)])
def test_incompatible_is_only_what_is_said_of_about_the_same_time(disputes, when, number):
    told = (
        herald(f"Karsk supports Lumen @{when}"),
        radio("Karsk attacks Lumen"),
    )
    assert len(disputes(*told)) == number


def test_the_time_apart_can_be_chosen(disputes):
    told = herald("Karsk supports Lumen"), said("Radio", "2020-01-31", "Karsk attacks Lumen")
    assert disputes(*told, within=29) == []


def test_the_time_apart_is_counted_in_days(disputes):
    told = herald("Karsk supports Lumen"), said("Radio", "2020-01-31", "Karsk attacks Lumen")
    assert len(disputes(*told, within=30)) == 1


def test_a_claim_without_any_date_is_not_said_to_be_of_the_same_time(disputes):
    assert (
        disputes(said("Herald", None, "Karsk supports Lumen"), said("Radio", "2020-01-31", "Karsk attacks Lumen")) == []
    )


def test_each_side_counts_independent_sources_and_says_since_when(tmp_path):
    documents = [
        said("Herald", "2020-02-01", "Wire: Karsk supports Lumen"),
        said("Gazette", "2020-01-05", "Wire: Karsk supports Lumen"),
        said("Mirror", "2020-03-01", "officials: Karsk supports Lumen"),
        said("Radio", "2020-06-01", "Karsk: Karsk not supports Lumen"),
    ]
    with make_project(tmp_path, documents) as project:
        (dispute,) = project.findings.disputes()
    affirmed, denied = (position.stand for position in dispute.positions)
    assert (affirmed.documents, affirmed.independent, affirmed.anonymous, affirmed.since) == (3, 1, 1, "2020-01-05")
    assert [(s.kind, s.names, s.outlets) for s in affirmed.speakers] == [
        ("named", ("Wire",), ("Gazette", "Herald")),
        ("anonymous", ("Mirror",), ("Mirror",)),
    ]
    assert (denied.independent, denied.since, dispute.since) == (1, "2020-06-01", "2020-06-01")


def test_those_with_most_sources_on_the_weaker_side_come_first(disputes):
    affirming = [said(name, "2020-01-01", "Karsk supports Lumen", "Zorn supports Lumen") for name in ("A1", "A2", "A3")]
    denying = [
        said("B1", "2020-01-01", "Zorn not supports Lumen"),
        said("B2", "2020-01-01", "Zorn not supports Lumen", "Karsk not supports Lumen"),
    ]
    found = disputes(*affirming, *denying)
    assert [sides[0][0] for _, sides in found] == ["Zorn supports Lumen", "Karsk supports Lumen"]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (FindingFilter(subject="Karsk"), 1),
        (FindingFilter(object="Karsk"), 0),
        (FindingFilter(about="Lumen"), 1),
        (FindingFilter(relation="attacks"), 0),
        (FindingFilter(since="2020-02"), 0),
        (FindingFilter(since="2020-01-01", until="2020-03"), 1),
        (FindingFilter(until="2020-02"), 0),
    ],
)
def test_disputes_can_be_narrowed_down(disputes, wanted, number):
    told = herald("Karsk supports Lumen"), radio("Karsk not supports Lumen")
    assert len(disputes(*told, wanted=wanted)) == number


def test_who_is_nobody_is_refused(disputes):
    with pytest.raises(UsageError, match="No actor is called 'Nemo'"):
        disputes(herald("Karsk supports Lumen"), wanted=FindingFilter(about="Nemo"))


def test_the_order_of_documents_does_not_matter(tmp_path):
    told = [
        herald("Karsk supports Lumen", "Zorn attacks Alba"),
        radio("Karsk not supports Lumen", "Zorn supports Alba"),
        said("Mirror", "2020-03-01", "Wire: Karsk not supports Lumen", "Zorn attacks Alba"),
    ]
    with make_project(tmp_path / "a", told) as one, make_project(tmp_path / "b", told[::-1]) as other:
        first, second = one.findings.disputes(), other.findings.disputes()
    assert [(d.kind, d.since, [side(p) for p in d.positions]) for d in first] == [
        (d.kind, d.since, [side(p) for p in d.positions]) for d in second
    ]


def test_the_command_says_who_takes_which_side(tmp_path):
    told = [
        herald("Karsk supports Lumen", "Karsk attacks Lumen"),
        radio("Karsk not supports Lumen", "Karsk supports Lumen"),
    ]
    with make_project(tmp_path, told) as project:
        folder = str(project.folder)
    shown = CliRunner().invoke(app, ["disputes", "--project", folder])
    assert "affirmed by 2 independent sources, since 2020-01-01: Herald, Radio" in shown.stdout
    assert "denied by 1 independent source, since 2020-03-01: Radio" in shown.stdout
    assert "Karsk supports Lumen: said by" in shown.stdout
    as_json = CliRunner().invoke(app, ["disputes", "--kind", "denied", "--json", "--project", folder])
    assert [d["kind"] for d in json.loads(as_json.stdout)] == ["denied"]
    assert CliRunner().invoke(app, ["disputes", "--kind", "heated", "--project", folder]).exit_code == 2


def test_a_project_without_disputes_says_so(tmp_path):
    with make_project(tmp_path, [herald("Karsk supports Lumen")]) as project:
        folder = str(project.folder)
    shown = CliRunner().invoke(app, ["disputes", "--project", folder])
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert "No disputes are found." in shown.stderr
