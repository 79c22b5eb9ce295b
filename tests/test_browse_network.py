"""The network in the workbench: whose, of which claims, as a picture, a matrix and a table, and as a file."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from claimed_project import make_project, said
from sayso.storage import tallies
from workbench_client import opened, page, words

DOCUMENTS = [
    said("Courier", "2020-02-19", "Olvia arms Front", "Front attacks Karsk", "Karsk supports Olvia"),
    said("Courier", "2021-03-01", "Karsk: Olvia supports Front", "Marn: Olvia not supports Front"),
    said("Herald", "2021-05-01", "Olvia supports Front", "officials: Front attacks Olvia", "Olvia may attacks Zorn"),
    said("Herald", None, "Zorn attacks Olvia"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with make_project(tmp_path_factory.mktemp("network"), DOCUMENTS) as project:
        yield project


@pytest.fixture
def client(project):
    with opened(project) as client:
        yield client


def arrows(client, **asked):
    """The arrows of the picture: (from, to) -> sign, friendly, hostile, neutral claims and denials."""
    figure = client.get("/network.json", params=asked).json()["figure"]
    return {(row[0][0], row[1]): tuple(row[2:]) for row in figure["rows"]} if figure else {}


def test_an_arrow_sums_up_the_claims_from_one_actor_to_another(client):
    assert arrows(client) == {
        ("Olvia", "Front"): ("friendly", 2, 0, 1, 1),
        ("Front", "Karsk"): ("hostile", 0, 1, 0, 0),
        ("Karsk", "Olvia"): ("friendly", 1, 0, 0, 0),
        ("Front", "Olvia"): ("hostile", 0, 1, 0, 0),
        ("Zorn", "Olvia"): ("hostile", 0, 1, 0, 0),
    }


@pytest.mark.parametrize(
    ("asked", "pairs"),
    [
        ({"about": "Karsk"}, {("Front", "Karsk"), ("Karsk", "Olvia"), ("Olvia", "Front"), ("Front", "Olvia")}),
        ({"relation": "attacks"}, {("Front", "Karsk"), ("Front", "Olvia"), ("Zorn", "Olvia")}),
        ({"outlet": "Herald"}, {("Olvia", "Front"), ("Front", "Olvia"), ("Zorn", "Olvia")}),
        ({"holder": "Karsk"}, {("Olvia", "Front")}),
        ({"period": "2020"}, {("Olvia", "Front"), ("Front", "Karsk"), ("Karsk", "Olvia")}),
        ({"since": "2021-04"}, {("Olvia", "Front"), ("Front", "Olvia")}),
        ({"period": "2021", "until": "2021-03"}, {("Olvia", "Front")}),
        ({"about": "Zorn", "outlet": "Herald"}, {("Zorn", "Olvia")}),
        ({"confidence": "0.95"}, set()),
    ],
)
def test_conditions_choose_the_claims_behind_the_arrows(client, asked, pairs):
    assert set(arrows(client, **asked)) == pairs


def test_an_arrow_leads_to_exactly_its_claims(client):
    drawn = page(client.get("/network", params={"period": "2021", "outlet": "Courier"}))
    [address] = drawn.xpath("//figure[1]//a[contains(@href, 'subject=registry%3Aolvia')]/@href")[:1]
    found = client.get(address.replace("/claims?", "/claims.json?")).json()["claims"]
    assert {(claim["clause"], claim["published"]) for claim in found} == {
        ("Olvia supports Front", "2021-03-01"),
        ("denies that Olvia supports Front", "2021-03-01"),
    }


def test_a_field_of_the_matrix_says_and_shows_the_same_as_the_arrow(client):
    grid = client.get("/network.json").json()["grid"]
    row = next(row for row in grid["rows"] if row[0][0] == "Olvia")
    cells = dict(zip(grid["header"], row, strict=True))
    assert cells["Front"][0] == "friendly"
    assert cells["Karsk"] == ""


def test_the_slider_offers_the_months_in_which_something_was_published(client):
    stops = page(client.get("/network?period=2021-03")).xpath("//fieldset//input[@name='period']")
    assert [stop.get("value") for stop in stops] == ["", "2020-02", "2021-03", "2021-05"]
    assert [stop.get("value") for stop in stops if stop.get("checked") is not None] == ["2021-03"]
    assert words(client.get("/network?period=2021-03"), "//*[@class='found-number']") == [
        "2 actors, 1 arrow between them, published in March 2021"
    ]


def test_the_picture_is_a_file_without_links(client):
    answer = client.get("/network.svg?about=Karsk")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawn = ElementTree.fromstring(answer.text)
    assert not drawn.findall(".//{http://www.w3.org/2000/svg}a")
    assert "Karsk" in answer.text


def test_where_nothing_is_claimed_the_page_says_what_to_do(client):
    answer = client.get("/network?relation=attacks&period=2021-03")
    assert "Nothing is claimed between two actors under these conditions" in words(answer)[0]
    assert client.get("/network.svg?relation=attacks&period=2021-03").status_code == 404


def test_a_name_that_nobody_has_is_said_to_be_so(client):
    answer = client.get("/network?about=Olvja")
    assert (answer.status_code, "Did you mean 'Olvia'?" in answer.text.replace("&#39;", "'")) == (400, True)


def test_where_claims_are_too_many_those_of_the_main_statements_are_counted(client, monkeypatch):
    monkeypatch.setattr(tallies, "LOOKED", 3)
    answer = client.get("/network.json?since=2020").json()
    assert answer["is_whole"] is False
    assert [row[0][0] for row in answer["figure"]["rows"]] == ["Olvia"]
    assert "only the claims of the statements in most documents" in words(client.get("/network?since=2020"))[0]
