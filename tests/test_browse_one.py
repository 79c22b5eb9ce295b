"""The pages of the workbench about one thing: a statement, a claim, a document; each leads down to the words."""

from __future__ import annotations

import json

import pytest

import claimed_project
import invented_project
from claimed_project import said
from sayso import Project, open_project
from workbench_client import opened, page, words


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    """A client for the project with the Herald's article."""
    path = invented_project.make_project(tmp_path_factory.mktemp("one"))
    with open_project(path) as project, opened(project) as client:
        yield client


@pytest.fixture(scope="module")
def disputed(tmp_path_factory):
    """A client for a project in which who controls the Front is answered in several ways."""
    documents = [
        said("Courier", "2024-02-19", "Marn: Olvia controls Front"),
        said("Herald", "2024-02-20", "Karsk: Olvia controls Front", "Olvia supports Front"),
        said("Ridge", "2024-02-21", "Olvia not controls Front"),
        said("Voice", "2024-03-01", "Karsk controls Front", "officials: Olvia controls Front"),
    ]
    folder = tmp_path_factory.mktemp("disputed")
    with claimed_project.make_project(folder, documents) as project, opened(project) as client:
        yield client


def find(client, kind, **asked):
    """The id of the only statement or claim that meets the conditions."""
    [row] = client.get(f"/{kind}.json", params=asked).json()[kind]
    return row.get("id") or row["row"]["id"]


class TestAStatement:
    @pytest.fixture
    def controls(self, disputed):
        return f"/statements/{find(disputed, 'statements', subject='Olvia', relation='controls')}"

    def test_the_voices_stand_on_their_sides_down_to_the_words(self, disputed, controls):
        answer = disputed.get(controls)
        sides = dict(
            zip(words(answer, "//div[@class='sides']//h2"), words(answer, "//div[@class='sides']/section"), strict=True)
        )
        affirmed, denied = sides["✓ Affirmed as a fact"], sides["× Denied"]
        assert "Herald Karsk “Karsk: Olvia controls Front”" in affirmed
        assert "Ridge “Olvia not controls Front”" in denied

    def test_it_says_how_documents_fold_into_sources(self, disputed, controls):
        way = words(disputed.get(controls), "//section[.//h2[@id='side-affirmed']]//ol[@class='way']/li")
        assert way[0] == "3 documents"
        assert way[-1] == "2 independent sources, and 1 without a name"

    def test_rivals_and_what_else_is_said_of_the_two_stand_beside_it(self, disputed, controls):
        shown = disputed.get(controls)
        assert any(line.startswith("Karsk: 1 independent source") for line in words(shown, "//section//li"))
        related = page(shown).xpath("//section[@aria-labelledby='related']//article//h3")
        assert [" ".join(h.text_content().split()) for h in related] == ["+ friendly Olvia supports Front"]

    def test_the_timeline_can_be_read_as_a_table(self, disputed, controls):
        table = page(disputed.get(controls)).xpath("//figure//tbody/tr")
        assert len(table) >= 4

    def test_its_data_come_without_drawings(self, disputed, controls):
        data = disputed.get(f"{controls}.json").json()
        assert data["timeline"]["header"]
        assert "<svg" not in json.dumps(data)

    def test_it_is_found_by_the_beginning_of_its_id(self, disputed, controls):
        assert disputed.get(controls[:-4]).status_code == 200

    def test_one_that_does_not_exist_is_not_found(self, disputed):
        answer = disputed.get("/statements/Snothing")
        assert answer.status_code == 404
        assert "There is no statement whose id begins with" in answer.text
        assert disputed.get("/statements/Snothing.json").status_code == 404

    def test_documents_that_are_one_text_are_shown_as_such(self, tmp_path):
        prose = " ".join(
            f"The {n}th convoy went over the bridge at dawn, and nobody counted its lamps." for n in range(20)
        )
        documents = [
            said(who, day, "Bureau: Olvia arms Front", prose) for who, day in (("Courier", "2024"), ("Herald", "2025"))
        ]
        with claimed_project.make_project(tmp_path, documents) as project, opened(project) as client:
            answer = client.get(f"/statements/{find(client, 'statements', about='Olvia')}")
            assert words(answer, "//section[@aria-labelledby='families']//li") == ["Courier, 2024; Herald, 2025"]
            assert words(answer, "//ol[@class='way']/li")[:2] == ["2 documents", "1 after reprints"]


class TestAClaim:
    @pytest.fixture
    def supports(self, article):
        return f"/claims/{find(article, 'claims', subject='Vostrya', relation='supports')}"

    def test_the_words_that_show_it_are_marked_with_the_parts_that_they_play(self, article, supports):
        marks = page(article.get(supports)).xpath("//blockquote//span[contains(@class, 'role-')]")
        roles = {mark.text: mark.get("class") for mark in marks}
        assert "role-subject" in roles["Vostrya"]
        assert "role-source" in roles["Karsk Radio"]
        assert "role-cue" in roles["reported"]

    def test_it_says_on_whose_word_why_and_when(self, article, supports):
        text = words(article.get(supports))[0]
        assert "Vostrya Herald, citing Karsk Radio: Vostrya supports Lumen Front" in text
        assert "frame supports: arm/verb, subj > obj" in text
        assert "2023, from “last spring”" in text

    def test_it_leads_to_its_place_in_the_document_and_to_all_who_say_it(self, article, supports):
        links = page(article.get(supports)).xpath("//a[@class='button']/@href")
        place = page(article.get(links[0])).get_element_by_id(links[0].partition("#")[2])
        assert "Vostrya supports Lumen Front" in " ".join(place.text_content().split())
        assert article.get(links[1]).status_code == 200


class TestADocument:
    @pytest.fixture
    def reader(self, article):
        return article.get(f"/documents/{invented_project.HERALD}")

    def test_the_whole_text_is_there_word_for_word(self, reader):
        shown = "\n".join(p.text_content() for p in page(reader).xpath("//p[@class='text']"))
        assert shown == "\n".join(line for line in invented_project.TEXT.splitlines() if line)

    def test_each_claim_stands_once_in_the_margin_beside_its_words(self, reader):
        marked = page(reader).xpath("//mark[contains(concat(' ', @data-notes, ' '), ' 1 ')]")
        assert [mark.text_content() for mark in marked][:1] == [invented_project.TITLE]
        notes = page(reader).xpath("//li[@data-note]")
        assert len(notes) == len({note.get("data-note") for note in notes}) == 4

    def test_words_under_two_notes_carry_both(self, reader):
        [both] = page(reader).xpath("//mark[@class='twice']")
        assert both.text_content() == "so-called Lumen Front"
        assert len(both.get("data-notes").split()) == 2

    def test_passages_say_whose_voice_they_are(self, reader):
        assert page(reader).xpath("//section[contains(@class, 'voice')]/@aria-label") == [
            "Byline", "Article", "Part of the page, not of the article", "Reader's comment, Ann",
        ]  # fmt: skip

    def test_one_that_waits_for_its_analysis_says_so(self, article):
        assert "waits for its analysis" in article.get(f"/documents/{invented_project.WAITING}").text

    @pytest.mark.parametrize("own", ["a/b?c#d", "x.json", "ö ü", "../../etc", "<b>"])
    def test_any_id_has_an_address(self, tmp_path, own):
        (tmp_path / "in.jsonl").write_text(json.dumps({"id": own, "text": "Some words about nothing at all."}))
        with Project.init(tmp_path / "project") as project:
            project.add([tmp_path / "in.jsonl"])
            with opened(project) as client:
                [address] = page(client.get("/documents")).xpath("//tbody//a/@href")
                assert words(client.get(address), "//p[@class='text']") == ["Some words about nothing at all."]


def test_the_overview_shows_disputes_and_what_was_left_out(disputed, article):
    assert (
        "✓ affirmed by 2 independent sources in 3 documents"
        in words(disputed.get("/"), "//section[@aria-labelledby='disputed']")[0]
    )
    assert "could not be traced to an actor" in words(article.get("/"))[0]
    assert "1 document waits for analysis" in words(article.get("/"))[0]


def test_every_page_has_its_landmarks_title_and_one_first_heading(article):
    for path in ("/", "/statements", "/claims", "/documents", "/sources", "/actors", "/nothing", "/claims?sort=x"):
        shown = page(article.get(path))
        assert [len(shown.xpath(f"//{tag}")) for tag in ("main", "header", "nav[@aria-label='Pages']", "h1")] == [1] * 4
        assert shown.xpath("//title")[0].text.endswith("· sayso")
        assert shown.xpath("//a[@class='skip']/@href") == ["#content"]
