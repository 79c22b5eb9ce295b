"""Line by line for other programs: sayso's own JSON lines, events in PLOVER, entities of FollowTheMoney."""

from __future__ import annotations

import csv
import json
import re

import pytest

from project_to_export import CLAIMS, TEXTS, make_project, reader
from sayso import Project, open_project
from sayso.claims.codebook import load_codebook
from sayso.exports.follow_the_money import USED
from sayso.storage.rows import ClaimFilter


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("lines"))


def export(folder, form, target, **wanted):
    with open_project(folder) as project:
        project.export(form, target, ClaimFilter(**wanted))
    return target.read_text(encoding="utf-8").split("\n")[:-1]


def test_json_lines_added_to_a_new_project_and_analysed_alike_give_the_same_bytes(folder, tmp_path):
    export(folder, "jsonl", tmp_path / "one.jsonl")
    with Project.init(tmp_path / "new") as project:
        project.add([tmp_path / "one.jsonl"])
        project.run(make=reader)
    export(tmp_path / "new", "jsonl", tmp_path / "two.jsonl")
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()


def test_json_lines_hold_each_analysis_as_it_is_shown(folder, tmp_path):
    rows = [json.loads(line) for line in export(folder, "jsonl", tmp_path / "out")]
    assert [row["id"] for row in rows] == ["gazette", "ledger", "pamphlet"]
    with open_project(folder) as project:
        assert rows == [json.loads(json.dumps(project.analysis(row["id"]).as_row())) for row in rows]


def test_a_filter_chooses_the_documents_of_json_lines(folder, tmp_path):
    rows = [json.loads(line) for line in export(folder, "jsonl", tmp_path / "out", relation="attacks")]
    assert [row["id"] for row in rows] == ["ledger"]
    assert len(rows[0]["claims"]) == len(CLAIMS["ledger"])


def test_a_document_that_waits_has_its_line_too(tmp_path):
    folder = make_project(tmp_path)
    (tmp_path / "wire.jsonl").write_text(json.dumps({"id": "wire", "text": "It rained in Karsk."}) + "\n")
    with open_project(folder) as project:
        project.add([tmp_path / "wire.jsonl"])
    last = json.loads(export(folder, "jsonl", tmp_path / "out")[-1])
    assert (last["id"], last["text"], last["claims"]) == ("wire", "It rained in Karsk.", [])


def test_plover_has_an_event_for_each_affirmed_fact(folder, tmp_path):
    rows = list(csv.DictReader(export(folder, "plover", tmp_path / "out"), delimiter="\t", quoting=csv.QUOTE_NONE))
    relations = load_codebook().relations
    facts = [("Olvia", "supports"), ("Olvia", "denounces"), ("Olvia", "supports")]
    assert [(row["actor_name"], row["relation"]) for row in rows] == facts
    assert [row["event_type"] for row in rows] == [relations[name].plover[0] for _, name in facts]
    assert [(row["event_date"], row["event_date_end"], row["date_is"]) for row in rows] == [
        ("2024-05-02", "2024-05-02", "of publication"),
        ("2024-05", "2024-05", "of the event"),
        ("2024-01-01", "2024-03-01", "of the event"),
    ]
    assert rows[2]["placename"] == "Karsk"
    assert rows[2]["headline"] == "'=1+1"


def test_every_code_of_the_shipped_codebook_is_one_of_plover():
    known = """AGREE CONSULT SUPPORT COOPERATE AID YIELD CONCEDE RETREAT DEMAND REQUEST DISAPPROVE ACCUSE REJECT
        THREATEN PROTEST SANCTION INVESTIGATE MOBILIZE COERCE FIGHT ASSAULT"""
    codes = {code for relation in load_codebook().relations.values() for code in relation.plover}
    assert codes <= set(known.split())


@pytest.fixture
def entities(folder, tmp_path):
    return [json.loads(line) for line in export(folder, "ftm", tmp_path / "out")]


def test_follow_the_money_gets_only_documented_schemata_and_properties(entities):
    for entity in entities:
        assert set(entity) == {"id", "schema", "properties"}
        assert set(entity["properties"]) <= USED[entity["schema"]]
        assert all(isinstance(v, str) and v for values in entity["properties"].values() for v in values)
        assert re.fullmatch(r"[a-z]+-[a-z]+-[0-9a-f]+", entity["id"])


def test_follow_the_money_gets_links_between_actors_with_who_says_so(entities):
    known = {}
    for entity in entities:
        assert entity["id"] not in known
        known[entity["id"]] = entity
        if entity["schema"] == "UnknownLink":
            ends = [known[entity["properties"][side][0]] for side in ("subject", "object", "proof")]
            assert [end["schema"] for end in ends] == ["PublicBody", "Organization", "Article"]
    links = [entity["properties"] for entity in entities if entity["schema"] == "UnknownLink"]
    assert [link["summary"] for link in links] == [
        ["The Gazette: Olvia supports Lumen Front"],
        ["The Gazette: Olvia denounces Lumen Front"],
        ["The Ledger: Olvia supports Lumen Front"],
    ]
    assert (links[2]["startDate"], links[2]["endDate"]) == (["2024-01-01"], ["2024-03-01"])
    assert links[1]["date"] == ["2024-05"]


def test_follow_the_money_gets_every_document(entities):
    assert len([entity for entity in entities if entity["schema"] == "Article"]) == len(TEXTS)
