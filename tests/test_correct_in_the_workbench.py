"""Actors are corrected on their page: each correction leads back to it, where it can be taken back, and made again."""

from __future__ import annotations

import pytest

import claimed_project
from claimed_project import said
from sayso.storage.users import add_user, hash_password
from workbench_client import HOST, form_token, opened, outside, page, post, words

DOCUMENTS = [
    said("Courier", "2024-02-19", "Olvia supports Front", "Karsk attacks Front"),
    said("Herald", "2024-03-01", "Karska attacks Front", "Olvia supports Front"),
]
KARSK, FRONT = "name:karsk", "registry:front"


@pytest.fixture
def project(tmp_path):
    with claimed_project.make_project(tmp_path, DOCUMENTS) as project:
        yield project


@pytest.fixture
def client(project):
    with opened(project) as client:
        yield client


def turn(client, answer):
    """Presses the first Undo or Redo of a page."""
    form = page(answer).xpath("//form[@class='turn']")[0]
    return post(client, form.get("action"), event=form.xpath("./input[@name='event']/@value")[0])


def correct(client, what, **fields):
    answer = post(client, f"/actors/{what}", **fields)
    assert answer.status_code == 200, words(answer)
    return answer


def test_a_merge_is_told_on_the_page_that_follows_and_offered_to_be_undone(client, project):
    answer = correct(client, "merge", actor=KARSK, other="Karska", reason="one town")
    assert words(answer, "//div[@id='notices']/p") == ["1 document and 1 claim changed."]
    assert "Karsk attacks Front 2 claims" in words(answer)[0]
    assert "ann" in words(answer, "//ul[contains(@class, 'log')]/li")[0]
    again = client.get(str(answer.url))
    assert words(again, "//div[contains(@class, 'turned')]/p") == ["Corrected: Karsk and Karska are one."]
    undone = turn(client, again)
    assert "Karsk attacks Front 1 claim" in words(undone)[0]
    assert words(undone, "//div[contains(@class, 'turned')]/p") == ["Taken back: Karsk and Karska are one."]
    redone = turn(client, undone)
    assert "Karsk attacks Front 2 claims" in words(redone)[0]
    assert [entry.event.author for entry in project.corrections.log()] == ["ann"] * 3


def test_the_page_of_one_that_was_merged_is_that_of_the_whole(client):
    correct(client, "merge", actor=KARSK, other="Karska")
    answer = client.get("/actors/name:karska")
    assert words(answer, "//h1") == ["Karsk armed group"]


def test_a_split_leads_to_the_new_one(client):
    answer = correct(client, "split", actor=FRONT, publisher="Herald", name="Other Front")
    [href] = page(answer).xpath("//ul[contains(@class, 'log')]//a/@href")
    other = client.get(href)
    assert words(other, "//h1") == ["Other Front armed group"]
    assert "Karska attacks" in words(other)[0] or "attacked by Karska" in words(other)[0]
    undone = turn(client, other)
    assert words(undone, "//h1") == ["Front armed group"]
    assert client.get(href).status_code == 404


def test_a_split_wants_one_condition(client):
    for fields in ({}, {"publisher": "Herald", "called": "Front"}):
        answer = post(client, "/actors/split", actor=FRONT, **fields)
        assert answer.status_code == 400
        assert "Fill in one of the three" in words(answer)[0]


def test_another_name_and_another_type(client):
    answer = correct(client, "rename", actor=FRONT, name="Lantern Front")
    assert words(answer, "//h1") == ["Lantern Front armed group"]
    answer = correct(client, "retype", actor=FRONT, type="Political party")
    assert words(answer, "//h1") == ["Lantern Front political party"]
    assert len(page(answer).xpath("//ul[contains(@class, 'log')]/li")) == 2
    assert words(turn(client, answer), "//h1") == ["Lantern Front armed group"]


def test_what_would_change_nothing_or_means_nobody_is_said(client):
    nobody = post(client, "/actors/merge", actor=FRONT, other="Nobody at all")
    itself = post(client, "/actors/merge", actor=FRONT, other="Front")
    assert (nobody.status_code, itself.status_code) == (400, 400)
    assert "No actor is called 'Nobody at all'" in words(nobody)[0]
    assert "are one actor already" in words(itself)[0]


def test_findings_are_still_told_behind_a_correction(client):
    correct(client, "rename", actor=FRONT, name="Lantern Front")
    for path in ("/sources/Herald", "/names", "/actors/registry:olvia"):
        assert client.get(path).status_code == 200


def test_coders_see_no_forms_and_may_not_send_any(project):
    with project.writing() as connection:
        add_user(connection, "Cole", "coder", "a long password", "2024-01-01T00:00:00+00:00")
    headers = {"Origin": f"http://{HOST}"}
    with outside(project, shared=hash_password("nobody knows")) as client:
        client.post("/sign-in", data={"name": "Cole", "password": "a long password"}, headers=headers)
        assert not page(client.get(f"/actors/{FRONT}")).xpath("//form[@method='post' and not(@class)]")
        fields = {"actor": FRONT, "name": "X", "token": form_token(client)}
        assert client.post("/actors/rename", data=fields, headers=headers).status_code == 403
