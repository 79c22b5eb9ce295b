"""Drift in the workbench: what an outlet changed in what it says, and any one series with its picture and table."""

import pytest

from claimed_project import make_project, said
from sayso.storage.kept import forget
from sayso.workbench.views import drift
from workbench_client import opened, page, words

DAYS = [f"20{year}-{month:02}-01" for year in (22, 23) for month in range(1, 11)]
DOCUMENTS = [
    *(said("Herald", day, "Olvia supports Front" if day < "2023" else "Olvia attacks Front") for day in DAYS),
    *(said("Courier", day, "Olvia supports Front") for day in DAYS),
    said("Mirror", "2023-05-01", "Olvia supports Front"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with make_project(tmp_path_factory.mktemp("drift"), DOCUMENTS) as project, opened(project) as inside:
        yield inside


def drifts(client, query=""):
    return client.get(f"/drift.json{query}").json()


def series(client, query):
    return client.get(f"/drift/series.json?{query}").json()["series"]


def test_a_drift_stands_with_its_shares_and_words_before_and_after(client):
    found = drifts(client)
    assert {one["row"]["outlet"] for one in found["drifts"]} == {"Herald"}
    assert found["tested"] >= found["number"] == 2
    first = words(client.get("/drift?kind=does"), "//article")[0]
    assert "Herald: what Olvia is said to do" in first
    assert "Up to 1 October 2022 10 documents: friendly 100 %" in first
    assert "From 1 January 2023 10 documents: hostile 100 %" in first
    assert "Olvia attacks Front" in first


@pytest.mark.parametrize(
    ("query", "number"),
    [("?outlet=Herald", 2), ("?outlet=Courier", 0), ("?actor=Front", 1), ("?kind=names", 0), ("?after=1", 1)],
)
def test_conditions_leave_only_the_drifts_that_meet_them(client, query, number):
    assert len(drifts(client, query)["drifts"]) == number


def test_an_unknown_outlet_is_told(client):
    assert client.get("/drift?outlet=Nobody").status_code == 400


def test_a_drift_leads_to_its_picture_with_a_table(client):
    answer = client.get(page(client.get("/drift?kind=does")).xpath("//article//h2/a/@href")[0])
    assert "It changes by more than chance would have it." in answer.text
    assert "changed 2023-01-01" in answer.text
    table = page(answer).xpath("//table[caption[contains(., 'All shares')]]")[0]
    shares = [[cell.text_content() for cell in row.xpath("th|td")] for row in table.xpath("tbody/tr")]
    assert shares[0][1:] == ["1", "100\N{NO-BREAK SPACE}%", "0\N{NO-BREAK SPACE}%"]
    assert shares[-1][1:] == ["1", "0\N{NO-BREAK SPACE}%", "100\N{NO-BREAK SPACE}%"]


def test_a_series_says_why_it_is_no_drift(client):
    assert series(client, "outlet=Courier&actor=Olvia&kind=does")[0]["verdict"] == "It always says the same."
    assert "too short" in series(client, "outlet=Mirror&actor=Olvia&kind=does")[0]["verdict"]
    assert series(client, "outlet=Mirror&actor=Olvia&kind=tone") == []


def test_the_share_of_another_category_is_drawn_on_demand(client):
    asked = "outlet=Herald&actor=Olvia&kind=does"
    [usual], [other] = series(client, asked), series(client, f"{asked}&category=1")
    assert usual["categories"][usual["drawn"]] == "hostile"
    assert other["drawn"] == 1
    assert series(client, f"{asked}&category=20")[0]["drawn"] == usual["drawn"]


def test_without_an_outlet_and_an_actor_there_is_a_form_to_fill_in(client):
    assert "Name an outlet and an actor above." in client.get("/drift/series").text


def test_after_a_correction_few_claims_are_tested_anew_and_many_wait_for_the_next_run(tmp_path, monkeypatch):
    with make_project(tmp_path, DOCUMENTS) as project, opened(project) as client:
        before = drifts(client)
        with project.writing() as connection:
            forget(connection)
        assert drifts(client) == before
        monkeypatch.setattr(drift, "FEW", 3)
        assert drifts(client)["ready"] is False
        assert "sayso run" in client.get("/drift").text
        assert series(client, "outlet=Herald&actor=Olvia&kind=does")[0]["drift"] is None
