"""Reprints in the workbench: the families, one of them, two documents word for word, shared quotations."""

import pytest

from reprint_texts import BRIDGE, HARVEST, LANTERNS, SPEECH, fill, lines
from sayso import Project
from workbench_client import opened, page, words

CHANGED = (
    BRIDGE.replace("The governor of Vostrya promised an inquiry", "The governor promised nothing") + " So it went."
)
MARKET = " ".join(map(lines, range(6)))
DOCUMENTS = [
    {"id": "herald", "publisher": "Herald", "published": "2024-02-01", "title": "Bridge gone", "text": BRIDGE},
    {"id": "courier", "publisher": "Courier", "published": "2024-02-02", "text": CHANGED},
    {"id": "mirror", "publisher": "Mirror", "published": "2024-02-03", "text": BRIDGE},
    {"id": "gazette", "publisher": "Gazette", "text": HARVEST},
    {"id": "letter", "publisher": "Letter", "text": HARVEST},
    {"id": "speech-1", "publisher": "Herald", "published": "2024-03-01", "text": f"{LANTERNS}\n\n{SPEECH}"},
    {"id": "speech-2", "publisher": "Letter", "published": "2024-03-02", "text": f"{MARKET}\n\n{SPEECH}"},
]


def make_project(folder, documents):
    return fill(Project.init(folder / "project"), folder, documents)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with make_project(tmp_path_factory.mktemp("reprints"), DOCUMENTS) as project, opened(project) as inside:
        yield inside


def families(client, query=""):
    return client.get(f"/reprints.json{query}").json()


def test_the_largest_family_comes_first_with_its_earliest_document_and_what_shows_it(client):
    first, second = families(client)["families"]
    assert (first["number"], first["earliest"]["id"], second["number"], second["earliest"]) == (3, "herald", 2, None)
    said = words(client.get("/reprints"), "//article")
    assert "3 documents, one text: Bridge gone" in said[0]
    assert "1 earliest known" in said[0]
    assert "published later (2024-02-02 after 2024-02-01)" in said[0]
    assert "Nothing shows which of them is the earliest." in said[1]


@pytest.mark.parametrize(
    ("query", "number"),
    [("?earliest=known", 1), ("?earliest=unknown", 1), ("?kind=whole", 2), ("?kind=passage", 0), ("?outlet=Mirror", 1),
     ("?document=letter", 1), ("?outlet=Nobody", 0)],
)  # fmt: skip
def test_conditions_leave_only_the_families_that_meet_them(client, query, number):
    found = families(client, query)
    assert (len(found["families"]), found["number"]) == (number, number)


def test_a_page_begins_behind_the_family_that_its_address_names(client):
    first, second = (family["id"] for family in families(client)["families"])
    assert [family["id"] for family in families(client, f"?after={first}")["families"]] == [second]
    assert families(client, f"?after={second}")["families"] == []


def test_a_page_behind_a_family_that_is_gone_says_how_to_go_on(client):
    answer = client.get("/reprints?after=R000")
    assert answer.status_code == 400
    assert "Begin at its first page" in answer.text


def test_one_family_leads_from_each_copy_to_the_difference(client):
    [family] = families(client, "?document=mirror")["families"]
    answer = client.get(f"/reprints/{family['id']}")
    [shared] = words(answer, "//blockquote")
    assert shared.startswith("The old bridge over the Karsk was blown up")
    links = page(answer).xpath("//li[@data-walk]//a[contains(@href, '/diff')]/@href")
    assert "/diff?document=herald&other=courier" in links
    assert client.get("/reprints/R000").status_code == 404


def test_a_difference_says_by_sign_and_word_what_stands_on_one_side_only(client):
    answer = client.get("/diff?document=herald&other=courier")
    gone, new = words(answer, "//section//del"), words(answer, "//section//ins")
    assert gone == ["− only in the first: of Vostrya (end)", "− only in the first: an inquiry (end)"]
    assert new == ["+ only in the second: nothing (end)"]


def test_beside_each_other_stand_the_same_sentences_with_all_their_signs(client):
    [stretch] = client.get("/diff.json?document=herald&other=courier").json()["stretches"]
    sides = [" ".join(part["words"] for line in stretch["lines"] for part in line[side]) for side in ("own", "other")]
    assert sides[0] == BRIDGE
    assert sides[1] == CHANGED.removesuffix(" So it went.")
    assert len(stretch["lines"]) > 1
    assert all(line["own"] and line["other"] for line in stretch["lines"])


def test_changing_sides_changes_what_is_said_to_be_only_in_the_first(client):
    answer = client.get("/diff?document=courier&other=herald")
    assert words(answer, "//section//del") == ["− only in the first: nothing (end)"]


def test_two_documents_that_share_nothing_are_told_to(client):
    assert "share no stretch of text" in client.get("/diff?document=herald&other=gazette").text


@pytest.mark.parametrize(("query", "status"), [("document=herald", 400), ("document=herald&other=herald", 400)])
def test_a_difference_needs_two_documents(client, query, status):
    assert client.get(f"/diff?{query}").status_code == status


def test_shared_quotations_stand_apart_and_make_nobody_a_copy(client):
    found = client.get("/quotations.json").json()
    [pair] = found["quotations"]
    assert {pair["document"]["id"], pair["other"]["id"]} == {"speech-1", "speech-2"}
    assert "We shall not give up one ferry" in words(client.get("/quotations"), "//blockquote")[0]
    assert client.get("/quotations.json?outlet=Mirror").json()["quotations"] == []
    assert client.get("/quotations.json?after=9999.1").json()["quotations"] == []
    assert client.get("/quotations?after=x").status_code == 400


def test_a_project_without_reprints_says_when_they_are_looked_for(tmp_path):
    with make_project(tmp_path, DOCUMENTS[3:4]) as project, opened(project) as client:
        assert "A run compares all documents at its end." in client.get("/reprints").text
        assert "No two documents quote the same words." in client.get("/quotations").text
