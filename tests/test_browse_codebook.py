"""The codebook in the workbench: the relations as they are read, and sentences tried on it."""

import pytest

from claimed_project import make_project, said
from workbench_client import opened, words

SENTENCE = "The minister said that Ardane supports the Upland Guard with weapons."
DOCUMENTS = [said("Herald", "2024-01-05", "Olvia supports Front")]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with make_project(tmp_path_factory.mktemp("codebook"), DOCUMENTS) as made:
        yield made


@pytest.fixture(scope="module")
def client(project):
    with opened(project) as inside:
        yield inside


def tried(client, **query):
    return client.get("/try.json", params={"sentence": SENTENCE, **query}).json()


def test_each_relation_is_read_with_its_sign_and_words(client):
    rows = words(client.get("/codebook"), "//tbody/tr")
    [supports] = [row for row in rows if row.startswith("A supports B")]
    assert "+ friendly" in supports


def test_a_search_finds_relations_by_the_words_that_show_them(client):
    found = client.get("/codebook.json?words=betray").json()["relations"]
    assert {"abandons": ["betray", "betrayal"]}.items() <= {one["id"]: one["words"][:2] for one in found}.items()
    assert client.get("/codebook.json?words=xylophone").json()["relations"] == []


def test_a_relation_tells_in_words_where_its_actors_are_looked_for(client):
    answer = client.get("/codebook/supports")
    row = next(row for row in words(answer, "//tbody/tr") if "abet" in row)
    assert "verbsubjectobject" in row.replace(" ", "")
    assert "A does not support B" in words(answer, "//dl")[0]
    assert client.get("/codebook/adores").status_code == 404


def test_a_faulty_codebook_is_told_with_its_line_and_mended_without_a_restart(project, client):
    path = project.folder / "codebook.yaml"
    before = path.read_text()
    path.write_text(before.replace('valence: "+"', 'valence: "?"').replace("valence: '+'", "valence: '?'"))
    assert path.read_text() != before
    faulty = client.get("/codebook")
    assert "Put these right first" in faulty.text
    assert any(one.startswith("Line ") for one in words(faulty, "//main//li"))
    assert "This cannot be tried." in client.get("/try", params={"sentence": SENTENCE}).text
    path.write_text(before)
    assert "A supports B" in client.get("/codebook").text


def test_nothing_to_try_says_what_to_do(client):
    assert "Write a sentence above" in client.get("/try").text


def test_a_sentence_may_not_be_longer_than_a_page_of_text(client):
    answer = client.get("/try", params={"sentence": "x" * 2_001})
    assert answer.status_code == 400
    assert "at most 2,000 characters" in answer.text


def test_one_actor_alone_is_no_question(client):
    answer = client.get("/try", params={"sentence": SENTENCE, "first": "Ardane"})
    assert answer.status_code == 400
    assert "Give two actors, or none" in answer.text


@pytest.mark.slow
def test_a_sentence_shows_its_claims_actors_and_whose_words_they_are(client):
    found = tried(client)["found"]
    [claim] = found["claims"]
    assert claim["triple"] == ["Ardane", "supports", "Upland Guard"]
    assert claim["holders"].endswith("citing minister")
    assert "minister" in {one["holder"] for one in found["attributions"]}
    assert "minister: Ardane supports Upland Guard" in words(client.get("/try", params={"sentence": SENTENCE}))[0]


@pytest.mark.slow
def test_two_actors_are_told_what_is_in_the_way(client):
    between = tried(client, first="minister", second="Upland Guard")["between"]
    assert between["claims"] == []
    assert any("supports" in reason["says"] for reason in between["answer"]["reasons"])
    assert tried(client, first="Ardane", second="Upland Guard")["between"]["claims"][0]["triple"][1] == "supports"


@pytest.mark.slow
def test_a_claim_of_the_project_is_read_afresh(client):
    [claim] = client.get("/claims.json").json()["claims"]
    answer = client.get("/try.json", params={"claim": claim["id"]}).json()
    assert "Olvia supports Front" in answer["between"]["answer"]["text"]
    assert client.get("/try?claim=0000").status_code == 400


@pytest.mark.slow
def test_a_changed_codebook_counts_from_the_next_sentence_on(project, client):
    path = project.folder / "codebook.yaml"
    before = path.read_text()
    assert tried(client)["found"]["claims"][0]["clause"] == "Ardane supports Upland Guard"
    path.write_text(before.replace("{subject} supports {object}", "{subject} props up {object}", 1))
    try:
        assert tried(client)["found"]["claims"][0]["clause"] == "Ardane props up Upland Guard"
    finally:
        path.write_text(before)
