"""`sayso answers`: one question ('who controls X?'), several answers."""

import json

import pytest
from typer.testing import CliRunner

from claimed_project import make_project, said
from sayso.cli import app
from sayso.findings.answering import names_nobody
from sayso.storage.oppositions import FindingFilter


def herald(*lines):
    return said("Herald", "2020-01-01", *lines)


def radio(*lines):
    return said("Radio", "2020-03-01", *lines)


def mirror(*lines):
    return said("Mirror", "2020-01-01", *lines)


@pytest.fixture
def answers(tmp_path):
    """The answers of a project with these documents: {(relation, object): [(subject, parts, sources)]}."""

    def find(*documents, **wanted):
        with make_project(tmp_path, documents) as project:
            found = project.findings.answers(FindingFilter(**wanted))
        return {(q.relation, q.object): [(a.subject, a.parts, a.stand.independent) for a in q.answers] for q in found}

    return find


def test_different_subjects_are_rival_answers(answers):
    found = answers(
        herald("Karsk controls Lumen"),
        mirror("Zorn controls Lumen"),
        radio("Karsk controls Lumen"),
    )
    assert found == {("controls", "Lumen"): [("Karsk", (), 2), ("Zorn", (), 1)]}


def test_one_source_with_two_answers_is_no_rivalry(answers):
    assert answers(herald("Karsk controls Lumen", "Zorn controls Lumen")) == {}


def test_where_several_answers_can_be_true_there_is_no_rivalry_unless_it_is_asked_for(answers):
    assert answers(herald("Karsk attacks Lumen"), mirror("Zorn attacks Lumen")) == {}


def test_the_answers_in_any_relation_can_be_asked_for(answers):
    told = herald("Karsk attacks Lumen"), mirror("Zorn attacks Lumen")
    assert answers(*told, relation="attacks") == {("attacks", "Lumen"): [("Karsk", (), 1), ("Zorn", (), 1)]}


def test_an_agency_and_its_state_are_one_answer(answers):
    found = answers(
        herald("Olvia controls Lumen"),
        mirror("Bureau controls Lumen"),
        radio("Karsk controls Lumen"),
    )
    assert found == {("controls", "Lumen"): [("Olvia", ("Bureau",), 2), ("Karsk", (), 1)]}


def test_the_leader_of_a_group_is_no_rival_answer_to_who_controls_it(answers):
    assert answers(herald("Marn controls Front"), mirror("Karsk controls Front")) == {}


def test_an_answer_says_who_denies_it_and_which_outlets_give_it_since_when(tmp_path):
    documents = [
        herald("Karsk controls Lumen"),
        said("Herald", "2021-01-01", "Wire: Karsk controls Lumen"),
        said("Mirror", "2020-05-01", "Zorn controls Lumen", "Karsk: Karsk not controls Lumen"),
    ]
    with make_project(tmp_path, documents) as project:
        (question,) = project.findings.answers()
        shown = CliRunner().invoke(app, ["answers", "--project", str(project.folder)]).stdout
        as_json = CliRunner().invoke(app, ["answers", "--json", "--project", str(project.folder)]).stdout
    first = question.answers[0]
    assert [(o.outlet, o.documents, o.since, o.until) for o in first.stand.outlets] == [
        ("Herald", 2, "2020-01-01", "2021-01-01")
    ]
    assert [speaker.names for speaker in first.denied.speakers] == [("Karsk",)]
    assert shown.startswith("Who controls Lumen?\n  Karsk: said by 2 independent sources, since 2020-01-01")
    assert "denied by 1 independent source, since 2020-05-01: Karsk (in Mirror)" in shown
    assert json.loads(as_json)[0]["answers"][0]["subject"] == "Karsk"


@pytest.mark.parametrize(
    ("wanted", "number"),
    [({"subject": "Zorn"}, 1), ({"subject": "Lumen"}, 0), ({"object": "Lumen"}, 1), ({"until": "2020"}, 0)],
)
def test_questions_can_be_narrowed_down_and_keep_all_their_answers(answers, wanted, number):
    told = herald("Karsk controls Lumen"), said("Mirror", "2021-01-01", "Zorn controls Lumen")
    assert [len(given) for given in answers(*told, **wanted).values()] == [2] * number


def test_words_that_name_nobody_are_no_rival_answer(answers):
    assert answers(herald("Karsk controls Lumen"), mirror("fighters controls Lumen")) == {}


@pytest.mark.parametrize(
    ("identity", "name", "nobody"),
    [
        ("document:d1/lumen masters", "Lumen's masters", True),
        ("document:d1/people who pay", "the people who pay", True),
        ("document:d1/ana birk", "Ana Birk", False),
        ("name:lumen masters", "Lumen Masters", False),
    ],
)
def test_who_has_a_name_is_an_answer_also_where_only_one_document_knows_him(identity, name, nobody):
    assert names_nobody(identity, name) is nobody
