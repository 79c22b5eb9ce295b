"""Compare and timeline in the workbench: who affirms what others deny, two sides beside each other, and when."""

from __future__ import annotations

import pytest

from claimed_project import make_project, said
from sayso.storage import tallies
from workbench_client import opened, page, words

DOCUMENTS = [
    said("Courier", "2020-02-19", "Olvia controls Front", "Front attacks Karsk"),
    said("Courier", "2021-03-01", "Marn: Olvia not controls Front", "Karsk may attacks Front"),
    said("Herald", "2021-05-01", "Olvia not controls Front", "Front attacks Karsk", "officials: Karsk controls Front"),
    said("Ridge", "2021-05-02", "Karsk controls Front", "Olvia supports Karsk"),
    said("Herald", None, "Zorn attacks Olvia"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with make_project(tmp_path_factory.mktemp("compare"), DOCUMENTS) as project:
        yield project


@pytest.fixture
def client(project):
    with opened(project) as client:
        yield client


def cells(figure):
    """A table as {row: {column: word}}, silence left out."""
    header = figure["header"][1:]
    said = lambda cell: cell if isinstance(cell, str) else cell[0]  # noqa: E731
    rows = {row[0][0]: dict(zip(header, map(said, row[1:]), strict=True)) for row in figure["rows"]}
    return {name: {column: word for column, word in row.items() if word} for name, row in rows.items()}


class TestTheMatrix:
    def test_it_says_who_affirms_who_denies_and_who_is_silent(self, client):
        found = cells(client.get("/compare.json").json()["figure"])
        assert found["Olvia controls Front"] == {"Courier": "says both", "Herald": "denies"}
        assert found["Karsk controls Front"] == {"Herald": "affirms", "Ridge": "affirms"}
        assert found["Front attacks Karsk"] == {"Courier": "affirms", "Herald": "affirms"}

    def test_what_is_disputed_comes_first(self, client):
        rows = client.get("/compare.json").json()["figure"]["rows"]
        assert rows[0][0][0] == "Olvia controls Front"

    def test_by_those_on_whose_word_it_stands(self, client):
        found = cells(client.get("/compare.json?by=source").json()["figure"])
        assert found["Olvia controls Front"] == {"Courier": "affirms", "Herald": "denies", "Marn": "denies"}
        assert found["Karsk controls Front"] == {"Ridge": "affirms"}

    def test_in_one_period(self, client):
        found = cells(client.get("/compare.json?period=2020-02").json()["figure"])
        assert found["Olvia controls Front"] == {"Courier": "affirms"}

    def test_a_field_leads_to_exactly_its_claims(self, client):
        drawn = page(client.get("/compare?about=Olvia&relation=controls"))
        [address] = drawn.xpath("//figure//a[contains(@href, 'outlet=Courier')][.//*[local-name()='title']]/@href")[:1]
        found = client.get(address.replace("/claims?", "/claims.json?")).json()["claims"]
        assert [claim["published"] for claim in found] == ["2021-03-01", "2020-02-19"]

    def test_agreement_is_told_with_alpha_and_two_by_two(self, client):
        found = client.get("/compare.json").json()
        assert found["agreement"]["alpha"] is not None
        assert "Krippendorff's alpha is" in words(client.get("/compare"))[0]
        assert {row["name"] for row in found["agreement"]["sources"]} >= {"Courier", "Herald"}

    def test_where_nobody_takes_a_side_the_page_says_so(self, client):
        assert "Nobody with a name affirms or denies" in words(client.get("/compare?period=1999"))[0]


class TestTwoSides:
    def kinds(self, client, **asked):
        groups = client.get("/compare/two.json", params=asked).json()["groups"]
        return {
            group["kind"]: {row["statement"]["clause"] for row in group["rows"]} for group in groups if group["rows"]
        }

    def test_two_outlets(self, client):
        assert self.kinds(client, left="Courier", right="Herald") == {
            "different": {"Olvia controls Front"},
            "alike": {"Front attacks Karsk"},
            "right": {"Karsk controls Front", "Zorn attacks Olvia"},
        }

    def test_one_outlet_in_two_periods(self, client):
        found = self.kinds(client, left="Courier", left_period="2020", right="Courier", right_period="2021")
        assert found == {"different": {"Olvia controls Front"}, "left": {"Front attacks Karsk"}}

    def test_only_about_one_actor(self, client):
        found = self.kinds(client, left="Courier", right="Herald", about="Zorn")
        assert found == {"right": {"Zorn attacks Olvia"}}

    def test_without_a_choice_the_two_largest_outlets_stand_side_by_side(self, client):
        found = client.get("/compare/two.json").json()
        assert (found["left"], found["right"]) == ("Courier", "Herald")

    def test_in_a_large_project_both_are_asked_about_the_same_statements(self, client, monkeypatch):
        monkeypatch.setattr(tallies, "LOOKED", 3)
        answer = client.get("/compare/two.json?left=Courier&right=Ridge").json()
        shown = {row["statement"]["clause"] for group in answer["groups"] for row in group["rows"]}
        assert (answer["is_whole"], shown) == (False, {"Olvia controls Front"})


class TestRivalAnswers:
    def test_a_question_is_listed_with_its_answers(self, client):
        [question] = client.get("/answers.json").json()["questions"]
        assert question["words"] == "Who controls Front?"
        assert {answer["subject"] for answer in question["answers"]} == {"Olvia", "Karsk"}

    def test_one_question_shows_which_outlet_prints_which_answer(self, client):
        [href] = page(client.get("/answers")).xpath("//article/h2/a/@href")
        answer = client.get(href.replace("/answers?", "/answers.json?")).json()
        assert cells(answer["figure"]) == {
            "Olvia controls Front": {"Courier": "says both", "Herald": "denies"},
            "Karsk controls Front": {"Herald": "affirms", "Ridge": "affirms"},
        }
        assert "Who controls Front?" in words(client.get(href), "//h2")

    def test_the_address_of_old_leads_to_the_same_question(self, client):
        asked = "?object=Front&relation=controls&period=2020"
        moved = client.get(f"/compare/answers.json{asked}", follow_redirects=False)
        assert (moved.status_code, moved.headers["location"]) == (308, f"/answers.json{asked}")

    def test_a_question_without_rivals_is_said_to_be_none(self, client):
        assert "No question with rival answers" in words(client.get("/answers?object=Zorn"))[0]


class TestTheTimeline:
    def marks(self, client, **asked):
        figure = client.get("/timeline.json", params=asked).json()["figure"]
        return {(row[0][0], row[1], row[2], row[3]) for row in figure["rows"]} if figure else set()

    def test_a_lane_for_each_source_with_what_it_said_when(self, client):
        assert self.marks(client, about="Olvia") == {
            ("2020-02-19", "Courier", "affirmed", 1),
            ("2021-03-01", "Courier", "denied", 1),
            ("2021-05-01", "Herald", "denied", 1),
            ("2021-05-02", "Ridge", "affirmed", 1),
        }

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"side": "possible"}, {("2021-03-01", "Courier", "called possible", 1)}),
            ({"by": "source", "outlet": "Courier", "side": "denied"}, {("2021-03-01", "Marn", "denied", 1)}),
            ({"subject": "Karsk", "object": "Front", "period": "2021-05"},
             {("2021-05-01", "Herald", "affirmed", 1), ("2021-05-02", "Ridge", "affirmed", 1)}),
            ({"holder": "Marn"}, {("2021-03-01", "Courier", "denied", 1)}),
        ],
    )  # fmt: skip
    def test_conditions_choose_what_is_placed(self, client, asked, found):
        assert self.marks(client, **asked) == found

    def test_a_sign_leads_to_its_claims(self, client):
        figure = client.get("/timeline.json?about=Olvia").json()["figure"]
        href = next(row[0][1] for row in figure["rows"] if row[1] == "Ridge")
        [claim] = client.get(href.replace("/claims?", "/claims.json?")).json()["claims"]
        assert claim["clause"] == "Olvia supports Karsk"

    def test_where_it_is_dense_a_number_leads_to_the_claims_of_its_period(self, tmp_path):
        documents = [said("Courier", f"2021-03-{day:02}", "Olvia supports Front") for day in range(1, 9)]
        documents += [said("Courier", "2020-01-01", "Olvia supports Front", "Olvia arms Front")]
        documents += [said("Courier", "2021-03-03", *["Olvia arms Front"] * 5)]
        with make_project(tmp_path, documents) as project, opened(project) as client:
            drawn = page(client.get("/timeline"))
            [href] = drawn.xpath("//figure//a[.//*[local-name()='text'][.='13']]/@href")
            assert client.get(href.replace("/claims?", "/claims.json?")).json()["number"] == 13

    def test_where_nothing_has_a_date_the_page_says_so(self, client):
        assert "Nothing with a date meets these conditions" in words(client.get("/timeline?about=Zorn"))[0]


@pytest.mark.parametrize("path", ["/compare", "/answers?object=Front&relation=controls", "/timeline"])
def test_pictures_are_files(client, path):
    name, _, query = path.partition("?")
    answer = client.get(f"{name}.svg?{query}")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.startswith("<svg")
    assert "<a " not in answer.text
