"""Lists of the workbench: conditions, order, pages, downloads, and addresses that give the same view again."""

from __future__ import annotations

import csv
import io
import json

import pytest

from claimed_project import make_project, said
from workbench_client import opened, page, words

DOCUMENTS = [
    said("Courier", "2024-02-19", "Olvia arms Front", "Olvia arms Front", "Front fights Karsk", "Karsk denies nothing"),
    said("Courier", "2024-03-01", "Karsk: Olvia supports Front", "Marn: Olvia not supports Front"),
    said("Herald", "2023-05-01", "Olvia supports Front", "officials: Front attacks Olvia"),
    said("Ridge", "2022", "Olvia supports Front @2014", "Olvia may attacks Front"),
    said(None, None, "Front attacks Karsk"),
    said("Herald", "2024-03-02", "Karsk: Olvia supports Front", "Olvia supports Bureau"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with make_project(tmp_path_factory.mktemp("lists"), DOCUMENTS) as project:
        yield project


@pytest.fixture
def client(project):
    with opened(project) as client:
        yield client


def sentences(answer):
    return words(answer, "//section[@id='found']//*[contains(@class, 'sentence')]/a")


def next_page(answer):
    return page(answer).xpath("//a[@rel='next']/@href")


def test_the_statement_of_most_documents_comes_first(client):
    assert sentences(client.get("/statements"))[0] == "Olvia supports Front"
    assert words(client.get("/statements"), "//*[@class='found-number']") == ["8 statements"]


def test_a_statement_about_the_object_begins_with_it(client):
    assert "Front is supported by Olvia" in sentences(client.get("/statements?object=Front"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("relation=attacks", {"Front attacks Olvia", "Olvia attacks Front", "Front attacks Karsk"}),
        ("subject=Front", {"Front attacks Olvia", "Front attacks Karsk", "Front fights Karsk"}),
        ("about=bureau", {"Olvia supports Bureau"}),
        ("holder=Marn", {"Olvia supports Front"}),
        ("outlet=Ridge", {"Olvia supports Front", "Olvia attacks Front"}),
        ("since=2024-03-02", {"Olvia supports Front", "Olvia supports Bureau"}),
        ("until=2022", {"Olvia supports Front", "Olvia attacks Front"}),
        ("polarity=denied", {"Olvia supports Front"}),
        ("modality=possible", {"Olvia attacks Front"}),
        ("independent=3", {"Olvia supports Front"}),
        ("about=Front&relation=supports&holder=Karsk", {"Olvia supports Front"}),
    ],
)
def test_statements_meet_all_conditions(client, asked, found):
    shown = client.get(f"/statements.json?{asked}").json()["statements"]
    assert {f"{s['row']['subject']} {s['row']['relation']} {s['row']['object']}" for s in shown} == found


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("subject=Olvia&relation=supports&object=Front", 5),
        ("polarity=denied", 1),
        ("modality=possible", 1),
        ("holder=Karsk", 2),
        ("outlet=Herald", 4),
        ("until=2022", 2),
        ("words=arms", 2),
        ('words="Olvia+supports"', 5),
        ("words=OLVIA+bureau", 1),
        ("words=arms&outlet=Herald", 0),
        ("confidence=0.95", 0),
    ],
)
def test_claims_meet_all_conditions(client, asked, number):
    found = client.get(f"/claims.json?{asked}").json()
    assert (len(found["claims"]), found["number"]) == (number, number)


def test_claims_come_by_day_the_newest_first_or_the_oldest_and_the_undated_last(client):
    days = [c["published"] for c in client.get("/claims.json").json()["claims"]]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days[-1] is None
    oldest = [c["published"] for c in client.get("/claims.json?sort=oldest").json()["claims"]]
    assert (oldest[0], oldest[-1]) == ("2022", None)


@pytest.mark.parametrize(
    "path", ["/statements?", "/statements?sort=inflation&", "/claims?", "/claims?sort=oldest&", "/documents?"]
)
def test_page_after_page_gives_each_row_once_and_in_the_same_order(client, path, monkeypatch):
    whole = rows_of(client.get(path.replace("?", ".json?")).json())
    for module in ("statements", "claims", "document"):
        monkeypatch.setattr(f"sayso.workbench.views.{module}.SIZE", 2)
    found, address = [], path
    while address:
        answer = client.get(address)
        found += rows_of(client.get(address.replace("?", ".json?")).json())
        address = next(iter(next_page(answer)), None)
    assert found == whole
    assert len(found) > 4


def rows_of(data):
    return [
        row.get("id") or row["row"]["id"] for row in data.get("statements") or data.get("claims") or data["documents"]
    ]


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_what_is_seldom_in_a_large_project_is_looked_for_page_by_page(client, order, monkeypatch):
    asked = f"/claims.json?polarity=denied&sort={order}"
    [denied] = [claim["id"] for claim in client.get(asked).json()["claims"]]
    monkeypatch.setattr("sayso.storage.claim_conditions.MOST_COUNTED", 1)
    monkeypatch.setattr("sayso.storage.browsing.LOOKED", 2)
    found, after, pages = [], None, 0
    while after or not pages:
        data = client.get(asked + (f"&after={after}" if after else "")).json()
        found, after, pages = found + [claim["id"] for claim in data["claims"]], data["after"], pages + 1
    assert (found, pages) == ([denied], 3)
    assert "Look further" in client.get(f"/claims?polarity=denied&sort={order}").text


def test_a_row_that_is_gone_is_said_where_the_next_page_should_begin(client):
    answer = client.get("/claims?after=0000000000000000")
    assert answer.status_code == 400
    assert "Begin at its first page" in answer.text


def test_everything_a_view_shows_can_be_taken_along_as_csv_and_as_json_lines(client):
    asked = "subject=Olvia&relation=supports"
    [as_csv, as_lines] = [
        client.get(href) for href in page(client.get(f"/claims?{asked}")).xpath("//a[@download]/@href")
    ]
    table = list(csv.DictReader(io.StringIO(as_csv.text)))
    lines = [json.loads(line) for line in as_lines.text.splitlines()]
    shown = [c["id"] for c in client.get(f"/claims.json?{asked}").json()["claims"]]
    assert [row["id"] for row in table] == [row["id"] for row in lines] == shown
    assert "attachment" in as_csv.headers["content-disposition"]
    statements = client.get("/statements.csv?relation=attacks")
    assert len(list(csv.DictReader(io.StringIO(statements.text)))) == 3


def test_a_download_of_many_rows_has_one_header(client, monkeypatch):
    monkeypatch.setattr("sayso.workbench.app._AT_ONCE", 2)
    rows = list(csv.DictReader(io.StringIO(client.get("/statements.csv").text)))
    assert len(rows) == len({row["id"] for row in rows}) == 8


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/claims?polarity=denid", "did you mean denied?"),
        ("/claims?confidence=2", "a number from 0 to 1"),
        ("/claims?since=yesterday", "a day, month or year"),
        ("/claims?since=2024-13", "a day, month or year"),
        ("/statements?independent=-1", "a whole number from 0"),
        ("/statements?subjekt=Olvia", "Did you mean 'subject'?"),
        ("/claims?relation=suports", "Did you mean 'supports'?"),
        ("/claims?about=Olvja", "Did you mean 'Olvia'?"),
        ("/claims?words=...", "no word to search for"),
        ("/actors?page=0", "a whole number from 1"),
    ],
)
def test_what_cannot_be_asked_is_said_with_how_to_mend_it(client, path, problem):
    answer = client.get(path)
    assert answer.status_code == 400
    assert problem in words(answer)[0]
    twin = client.get(path.replace("?", ".json?"))
    assert twin.status_code == 400
    assert problem in twin.json()["error"]


def test_a_fault_offers_the_same_without_it(client):
    answer = client.get("/claims?polarity=denid&relation=supports")
    assert page(answer).xpath("//main//a[text()='Ask without it']/@href") == ["/claims?relation=supports"]


def test_empty_fields_of_a_form_do_not_stay_in_the_address(client):
    answer = client.get("/statements?about=&relation=attacks&independent=&sort=documents")
    assert str(answer.url).endswith("/statements?relation=attacks")


def test_what_was_asked_stands_in_the_form(client):
    answer = page(client.get("/claims?words=arms&relation=supports&sort=oldest&holder=Marn"))
    assert answer.xpath("//input[@name='words']/@value") == ["arms"]
    assert answer.xpath("//select[@name='relation']/option[@selected]/@value") == ["supports"]
    assert answer.xpath("//details[@open]//input[@name='holder']/@value") == ["Marn"]


@pytest.mark.parametrize(
    ("asked", "ids"), [("words=fights", ["d00000"]), ("words=fi*", ["d00000"]), ("publisher=Ridge", ["d00003"])]
)
def test_documents_are_found_by_their_words(client, asked, ids):
    assert [d["id"] for d in client.get(f"/documents.json?{asked}").json()["documents"]] == ids


@pytest.mark.parametrize("typed", ['"', "AND", "a OR", "NEAR(", "col:x", "*", "-x", "(", "'; DROP TABLE documents"])
def test_whatever_is_typed_is_searched_as_words(client, typed):
    assert client.get("/documents", params={"words": typed}).status_code in (200, 400)


def test_a_document_that_is_added_is_found_at_once(client, project, tmp_path):
    (tmp_path / "new.txt").write_text("A zeppelin was seen over the ridge.")
    project.add([tmp_path / "new.txt"])
    [found] = client.get("/documents.json?words=zeppelin").json()["documents"]
    assert found["claims"] is None


def test_sources_are_listed_with_their_documents(client):
    found = {o["name"]: o["documents"] for o in client.get("/sources.json").json()["outlets"]}
    assert found["Herald"] == 2
    assert list(found) == sorted(found)


def test_actors_are_listed_with_those_in_most_claims_first(client):
    found = client.get("/actors.json").json()["actors"]
    numbers = [actor["as_subject"] + actor["as_object"] for actor in found]
    assert numbers == sorted(numbers, reverse=True)
    assert {actor["name"] for actor in found[:2]} == {"Olvia", "Front"}
    assert [a["name"] for a in client.get("/actors.json?name=oLv").json()["actors"]] == ["Olvia"]
    assert client.get("/actors.json?type=no_such_type").json()["actors"] == []


def test_an_empty_project_says_what_to_do_next(tmp_path):
    from sayso import Project

    with Project.init(tmp_path / "empty") as project, opened(project) as client:
        assert "sayso add" in words(client.get("/"))[0]
        for path in ("/statements", "/claims", "/documents", "/sources", "/actors"):
            assert page(client.get(path)).xpath("//*[@class='empty']")
