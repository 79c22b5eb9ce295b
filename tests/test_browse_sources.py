"""The page of the workbench about one source: whom it quotes, what it claims, how it speaks, who copies it."""

from __future__ import annotations

import json

import pytest

import claimed_project
from claimed_project import said
from sayso.storage import put_out
from workbench_client import opened, page, words

PROSE = " ".join(f"The {n}th convoy went over the bridge at dawn, and nobody counted its lamps." for n in range(20))
BY_RIDGE = f"{PROSE} First published by the Courier."
DOCUMENTS = [
    said("Courier", "2024-02-19", "Herald: Olvia supports Front", "officials: Front attacks Karsk", "Front = Lanterns"),
    said("Courier", "2024-03-01", "Olvia supports Front", "Front = Lanterns", "Front = Sworn", "Front = -bandits"),
    said("Courier", "2023-03-01", "Front = Sworn", "Olvia = -tyrants", PROSE),
    said("Herald", "2024-03-02", "Courier: Olvia supports Front", "Courier: Karsk attacks Front"),
    said("Ridge", "2024-03-05", BY_RIDGE),
]
COURIER = "/sources/Courier"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with (
        claimed_project.make_project(tmp_path_factory.mktemp("sources"), DOCUMENTS) as project,
        opened(project) as client,
    ):
        yield client


def rows(answer, name):
    return [
        tuple(" ".join(cell.text_content().split()) for cell in row)
        for row in page(answer).xpath(f"//section[@aria-labelledby='{name}']//tbody/tr")
    ]


def section(answer, name):
    return words(answer, f"//section[@aria-labelledby='{name}']")[0]


def test_the_list_of_sources_leads_to_it(client):
    assert COURIER in page(client.get("/sources")).xpath("//tbody//a/@href")


def test_it_says_how_much_it_put_out_and_how_much_of_that_in_its_own_words(client):
    facts = words(client.get(COURIER), "//h1/following-sibling::p")[0]
    assert "3 documents" in facts
    assert "3 claims in them, 1 in its own words" in facts


def test_those_without_a_name_whom_it_quotes_are_one(client):
    assert ("without a name", "1", "1", "0", "0", "") in rows(client.get(COURIER), "quotes")


def test_what_it_claims_leads_to_its_own_claims(client):
    answer = client.get(COURIER)
    assert "Olvia supports Front 2 claims" in section(answer, "claims")
    href = page(answer).xpath("//section[@aria-labelledby='claims']//li[1]/span/a/@href")[0]
    claims = client.get(href.replace("/claims?", "/claims.json?")).json()["claims"]
    assert [claim["publisher"] for claim in claims] == ["Courier", "Courier"]


def test_what_it_calls_others_stands_with_its_share_and_over_time(client):
    answer = client.get(COURIER)
    found = {row[:4] for row in rows(answer, "names")}
    assert ("Front", "Lanterns", "2", "40 %") in found
    assert "in what it calls Front" in section(answer, "names")


def test_its_tone_is_said_in_words(client):
    found = {row[:3] for row in rows(client.get(COURIER), "tone")}
    assert {("“bandits”", "− disparages", "Front"), ("“tyrants”", "− disparages", "Olvia")} <= found


def test_a_circle_names_all_who_are_in_it(client):
    text = section(client.get(COURIER), "circles")
    assert "Olvia supports Front: Courier and Herald cite each other" in text


def test_who_copies_it_stands_with_an_example(client):
    assert rows(client.get(COURIER), "copies") == [("Ridge", "1", "1", "the copy, whence it is")]
    assert "Whom it copies" in section(client.get("/sources/Ridge"), "copies")


def test_a_period_holds_for_the_page_and_its_data(client):
    data = client.get(f"{COURIER}.json?until=2023").json()
    assert data["numbers"]["documents"] == 1
    assert data["claims"] == []
    assert "Nothing is claimed in its documents in this time." in client.get(f"{COURIER}?until=2023").text


def test_its_data_come_without_drawings(client):
    assert "<svg" not in json.dumps(client.get(f"{COURIER}.json").json())


def test_who_put_nothing_out_is_not_found(client):
    answer = client.get("/sources/Karsk")
    assert answer.status_code == 404
    assert "No document says that 'Karsk' put it out" in words(answer)[0]


def test_of_a_large_source_the_newest_documents_count_and_that_is_said(client, monkeypatch):
    monkeypatch.setattr(put_out, "MOST", 1)
    text = words(client.get(COURIER))[0]
    assert "This page counts in the 1 of 3 documents that were published last." in text
    assert "1 claim in them, 1 in its own words" in text
