"""Saved views: a filtered list is kept under a name, opened again, and removed."""

import pytest

from claimed_project import make_project, said
from workbench_client import opened, page, post, words

DOCUMENTS = [said("Herald", "2024-01-05", "Olvia supports Front"), said("Courier", "2024-02-10", "Karsk opposes Front")]


@pytest.fixture
def client(tmp_path):
    with make_project(tmp_path, DOCUMENTS) as project, opened(project) as inside:
        yield inside


def names(client):
    return [row["view"]["name"] for row in client.get("/saved.json").json()["views"]]


def test_a_list_offers_to_save_its_own_address(client):
    for path in ("/statements?about=Olvia", "/claims?relation=opposes"):
        assert page(client.get(path)).xpath("//form[@action='/saved']/input[@name='address']/@value") == [path]


def test_a_saved_view_opens_the_same_list_again(client):
    answer = post(client, "/saved", name="What Olvia does", address="/statements?about=Olvia")
    assert answer.url.path == "/statements"
    assert "Saved as 'What Olvia does'." in words(answer)[0]
    shown = client.get("/saved")
    assert "Statements: about Olvia" in words(shown, "//article")[0]
    assert "saved by ann" in words(shown, "//article")[0]
    [href] = page(shown).xpath("//article//h2/a/@href")
    assert client.get(href).text.count("Olvia supports Front") >= 1


def test_views_are_listed_by_name_and_outlast_the_session(client):
    for name in ("Second", "First"):
        post(client, "/saved", name=name, address="/claims")
    client.cookies.clear()
    client.get("/", params={"token": "the-token-of-these-tests"})
    assert names(client) == ["First", "Second"]


def test_a_removed_view_is_told_with_its_address_so_that_it_can_be_saved_again(client):
    post(client, "/saved", name="Short", address="/claims?about=Karsk")
    answer = post(client, "/saved/remove", name="Short")
    assert "open /claims?about=Karsk and save it" in words(answer)[0]
    assert names(client) == []
    assert post(client, "/saved/remove", name="Short").status_code == 400


def test_a_name_is_given_once(client):
    post(client, "/saved", name="Mine", address="/claims")
    answer = post(client, "/saved", name="Mine", address="/statements")
    assert answer.status_code == 400
    assert "There is a view 'Mine' already" in words(answer)[0]


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/claims",
        "//elsewhere.example/claims",
        "javascript:alert(1)",
        "/sign-out",
        "/saved",
        "x",
    ],
)
def test_only_lists_of_this_workbench_are_saved(client, address):
    assert post(client, "/saved", name="Bad", address=address).status_code == 400
    assert names(client) == []


@pytest.mark.parametrize("name", ["", "x" * 81, "two  blanks"])
def test_a_view_needs_a_name(client, name):
    assert post(client, "/saved", name=name, address="/claims").status_code == 400


def test_a_name_with_markup_is_shown_as_text(client):
    post(client, "/saved", name="<script>alert(1)</script>", address="/claims?about=%3Cb%3E")
    assert words(client.get("/saved"), "//article//h2") == ["<script>alert(1)</script>"]


def test_without_saved_views_it_says_how_to_save_one(client):
    assert "No view is saved yet." in client.get("/saved").text
