"""Disputes and rival answers in the workbench: who stands on each side, and since when."""

import pytest

from claimed_project import make_project, said
from sayso.storage.kept import forget
from workbench_client import opened, page, words

DOCUMENTS = [
    said("Herald", "2024-01-05", "Olvia supports Front", "Karsk controls Front", "Karsk supports Marn"),
    said("Courier", "2024-02-10", "Vesna: Olvia not supports Front", "Karsk not supports Marn"),
    said("Mirror", "2024-03-15", "officials: Olvia supports Front", "Vostok controls Front"),
    said("Gazette", "2024-03-20", "Olvia opposes Front", "Karsk supports Marn"),
    said("Gazette", "2025-01-20", "Karsk not supports Marn"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with make_project(tmp_path_factory.mktemp("disputes"), DOCUMENTS) as made:
        yield made


@pytest.fixture(scope="module")
def client(project):
    with opened(project) as inside:
        yield inside


def disputes(client, query=""):
    return client.get(f"/disputes.json{query}").json()["disputes"]


def sides(found):
    return {frozenset((dispute["one"], dispute["other"])) for dispute in found}


def test_each_side_names_its_sources_and_since_when(client):
    [found] = disputes(client, "?about=Olvia&kind=denied")
    assert found["since"] == "2024-02-10"
    affirmed, denied = found["sides"]
    assert [(s["kind"], s["names"]) for s in affirmed["stand"]["speakers"]] == [
        ("named", ["Herald"]),
        ("anonymous", ["Mirror"]),
    ]
    assert (denied["denied"], denied["stand"]["speakers"][0]["carried"]) == (True, ["Courier"])
    said_there = words(client.get("/disputes?about=Olvia&kind=denied"), "//article")[0]
    assert "✓ affirmed 1 independent source and 1 without a name" in said_there
    assert "× denied 1 independent source" in said_there
    assert "Vesna in Courier, 10 February 2024" in said_there


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 3), ("?kind=denied", 2), ("?kind=incompatible", 1), ("?subject=Karsk", 1), ("?object=Front", 2),
     ("?relation=opposes", 1), ("?since=2025", 0), ("?since=2024-02&until=2024-03", 3), ("?since=2024-03", 2),
     ("?until=2024-02", 2)],
)  # fmt: skip
def test_conditions_leave_only_the_disputes_that_meet_them(client, query, number):
    assert len(disputes(client, query)) == number


def test_a_page_begins_behind_the_dispute_that_its_address_names(client):
    every = disputes(client)
    first = " ".join(sorted({every[0]["one"], every[0]["other"]}))
    assert disputes(client, f"?after={first}") == every[1:]
    assert client.get("/disputes?after=nothing").status_code == 400


def test_one_dispute_quotes_the_sources_of_both_sides(client):
    href = page(client.get("/disputes?kind=incompatible")).xpath("//article//h2/a/@href")[0]
    answer = client.get(href)
    quoted = words(answer, "//main//blockquote")
    assert "“Olvia supports Front”" in quoted
    assert "“Olvia opposes Front”" in quoted
    assert "both cannot hold at one time" in answer.text


def test_one_dispute_in_a_time_without_contradiction_says_so(client):
    [found] = disputes(client, "?subject=Karsk")
    answer = client.get(f"/disputes/{found['one']}/{found['other']}?since=2025")
    assert "In this time no source contradicts another." in answer.text


def test_a_dispute_of_statements_that_are_not_there_is_no_page(client):
    assert client.get("/disputes/S0/S0").status_code == 404


def test_rival_answers_stand_beside_each_other(client):
    [question] = client.get("/answers.json").json()["questions"]
    assert question["words"] == "Who controls Front?"
    assert {answer["subject"] for answer in question["answers"]} == {"Karsk", "Vostok"}
    assert words(client.get("/answers"), "//article//h3") == [answer["subject"] for answer in question["answers"]]


@pytest.mark.parametrize(
    ("query", "number"), [("?about=Vostok", 1), ("?about=Marn", 0), ("?since=2024-03", 0), ("?after=1", 0)]
)
def test_conditions_leave_only_the_questions_that_meet_them(client, query, number):
    assert len(client.get(f"/answers.json{query}").json()["questions"]) == number


def test_an_unknown_relation_is_told_with_the_nearest(client):
    answer = client.get("/disputes?relation=suports")
    assert answer.status_code == 400
    assert "supports" in answer.text


def test_where_no_run_has_left_disputes_ready_the_first_are_looked_for(tmp_path):
    with make_project(tmp_path, DOCUMENTS) as project, opened(project) as client:
        before = disputes(client)
        with project.writing() as connection:
            forget(connection)
        after = client.get("/disputes.json").json()
        assert (after["ready"], after["number"]) == (False, None)
        assert sides(after["disputes"]) == sides(before)
        assert "sayso run" in client.get("/disputes").text


def test_a_project_without_disputes_says_so(tmp_path):
    with make_project(tmp_path, DOCUMENTS[:1]) as quiet, opened(quiet) as client:
        assert "Nobody denies what others affirm" in client.get("/disputes").text
        assert "give the same answer" in client.get("/answers").text
