"""The page of the workbench about one actor (what is said of it, by whom, its names), and who calls whom what."""

from __future__ import annotations

import json

import pytest

import claimed_project
from claimed_project import said
from sayso.storage import appearances
from workbench_client import opened, page, words

DOCUMENTS = [
    said("Courier", "2024-02-19", "Marn: Olvia supports Front", "Front attacks Karsk", "Front = Lanterns"),
    said("Courier", "2024-03-01", "Karsk: Olvia supports Front", "Front = Lanterns", "Front = -bandits"),
    said("Herald", "2023-05-01", "Olvia supports Front", "officials: Front attacks Karsk", "Front = Sworn"),
    said("Ridge", "2022", "Olvia not supports Front", "Front = Sworn", "Olvia = Crown"),
]
FRONT = "/actors/registry:front"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with claimed_project.make_project(tmp_path_factory.mktemp("actors"), DOCUMENTS) as project:
        yield project


@pytest.fixture
def client(project):
    with opened(project) as client:
        yield client


def section(name):
    return f"//section[@aria-labelledby='{name}']"


def rows(answer, name):
    """The rows of the table of a section, in words."""
    return [
        tuple(" ".join(cell.text_content().split()) for cell in row)
        for row in page(answer).xpath(f"{section(name)}//tbody/tr")
    ]


class TestAnActor:
    def test_what_is_said_of_it_begins_with_it_and_counts_denials(self, client):
        told = words(client.get(FRONT), f"{section('about')}//li")
        assert told[0] == "+ friendly Front is supported by Olvia 4 claims, 1 denial among them"
        assert told[1] == "− hostile Front attacks Karsk 2 claims"

    def test_by_whom_is_the_outlet_or_the_last_who_is_cited(self, client):
        outlets = rows(client.get(FRONT), "about")
        assert outlets[0] == ("Courier", "3", "− 1 hostile", "+ 2 friendly")
        assert ("Ridge", "1", "nothing", "× 1 denied") in outlets
        voices = [row[0] for row in rows(client.get(f"{FRONT}?by=voice"), "about")]
        assert {"Marn", "Karsk", "without a name"} <= set(voices)

    def test_a_number_leads_to_exactly_these_claims(self, client):
        href = page(client.get(FRONT)).xpath(f"{section('about')}//tbody/tr[1]/td[1]/a/@href")[0]
        found = client.get(href.replace("/claims?", "/claims.json?")).json()["claims"]
        assert {claim["publisher"] for claim in found} == {"Courier"}
        assert len(found) == 3

    def test_what_it_says_stands_apart_from_what_is_said_of_it(self, client):
        assert words(client.get("/actors/registry:marn"), f"{section('says')}//li") == [
            "+ friendly Olvia supports Front 1 claim"
        ]
        assert "No claim stands on its word." in words(client.get("/actors/registry:olvia"), section("says"))[0]

    def test_names_stand_with_those_who_use_them(self, client):
        names = {row[0]: row[2] for row in rows(client.get(FRONT), "names")}
        assert names["Lanterns"] == "Courier 2 (67 %)"
        assert names["Sworn"] == "Herald 1 (100 %), Ridge 1 (100 %)"

    def test_labels_say_their_tone_in_words(self, client):
        [label] = rows(client.get(FRONT), "labels")
        assert label[:4] == ("“bandits”", "− disparages", "Courier", "1")

    def test_neighbours_are_drawn_with_their_signs_and_told_in_a_table(self, client):
        table = rows(client.get(FRONT), "neighbours")
        assert table[0] == ("Olvia", "Front", "3", "0", "0", "1")
        assert ("Front", "Karsk", "0", "2", "0", "0") in table

    def test_a_period_holds_for_all_of_the_page_and_stands_in_its_address(self, client):
        answer = client.get(f"{FRONT}?since=2024")
        assert {row[0] for row in rows(answer, "about")} == {"Courier"}
        assert "Sworn" not in words(answer, section("names"))[0]
        assert rows(client.get(str(answer.url)), "about") == rows(answer, "about")

    def test_where_nothing_is_left_it_says_so(self, client):
        text = words(client.get(f"{FRONT}?since=2030"))[0]
        assert "Nothing is claimed about it in this time." in text
        assert "Nobody praises or disparages it by a label in this time." in text

    def test_it_is_found_by_a_name_too(self, client):
        assert words(client.get("/actors/olvia"), "//h1") == ["Olvia armed group"]

    def test_of_one_in_very_many_documents_some_are_counted_and_that_is_said(self, client, monkeypatch):
        monkeypatch.setattr(appearances, "MOST", 2)
        text = words(client.get(FRONT))[0]
        assert "in over 2 documents" in text
        assert "This page counts in the 2 documents that were added last." in text
        assert client.get(f"{FRONT}.json").json()["appearing"] == {"documents": None, "counted": 2}

    def test_one_that_does_not_exist_is_not_found(self, client):
        assert client.get("/actors/registry:nobody").status_code == 404
        assert client.get("/actors/registry:nobody.json").status_code == 404

    def test_its_data_come_without_drawings(self, client):
        data = client.get(f"{FRONT}.json").json()
        assert data["shown"]["name"] == "Front"
        assert data["neighbours"]["rows"]
        assert "<svg" not in json.dumps(data)

    def test_other_pages_lead_to_it(self, client):
        assert page(client.get("/actors")).xpath(f"//a[@href='{FRONT.replace(':', '%3A')}']")


class TestNames:
    def test_first_come_those_whom_several_call_by_different_names(self, client):
        [front] = words(client.get("/names"), "//article")
        assert front.startswith("Front “Lanterns” to Courier")
        assert "“Sworn” to Herald and Ridge" in front

    def test_a_matrix_shows_who_uses_which_name_of_an_actor(self, client):
        table = page(client.get("/names?actor=Front")).xpath("//table[@class='names-matrix']")[0]
        head = [" ".join(cell.text_content().split()) for cell in table.xpath("./thead//th")]
        lines = {
            row[0].text_content(): dict(zip(head, ("".join(cell.text_content().split()) for cell in row), strict=True))
            for row in table.xpath("./tbody/tr")
        }
        assert lines["Lanterns"]["Courier"] == "2(67%)"
        assert lines["Sworn"]["Courier"] == ""
        assert lines["Sworn"]["Ridge"] == "1(100%)"

    def test_a_name_leads_to_the_words(self, client):
        answer = client.get("/names?actor=Front&name=Sworn")
        found = words(answer, "//section[@id='found']//li")
        assert [line.split()[0] for line in found] == ["Herald", "Ridge"]
        assert all("Sworn" in line for line in found)

    def test_what_one_calls_others_is_listed_by_these(self, client):
        table = page(client.get("/names?holder=Ridge")).xpath("//section[@id='found']//tbody/tr")
        found = {tuple(" ".join(cell.text_content().split()) for cell in row)[:4] for row in table}
        assert found == {("Olvia", "Crown", "1", "100 %"), ("Front", "Sworn", "1", "100 %")}

    def test_a_name_that_nobody_uses_is_said_to_be_none(self, client):
        assert "Nobody who is known calls it “Moths”." in client.get("/names?actor=Front&name=Moths").text

    def test_somebody_unknown_cannot_be_asked_for(self, client):
        answer = client.get("/names?actor=Nobody+at+all")
        assert answer.status_code == 400
        assert "No actor is called" in answer.text


def test_in_an_empty_project_names_say_that_there_are_none(tmp_path):
    documents = [said("Courier", "2024", "Nothing here.")]
    with claimed_project.make_project(tmp_path, documents) as empty, opened(empty) as client:
        assert "Nobody is called by different names." in client.get("/names").text
