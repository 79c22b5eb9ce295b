"""The provenance of claims as PROV-O: which documents, which runs with what, who corrected."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from importlib.metadata import version

import pytest

from project_to_export import TEXTS, make_project, reader
from sayso import open_project
from sayso.exports.prov import CONTEXT
from sayso.storage.rows import ClaimFilter

CLASSES = {"Entity", "Activity", "Agent", "SoftwareAgent", "Person", "Collection"}
PROPERTIES = {"used", "wasAssociatedWith", "wasDerivedFrom", "wasGeneratedBy", "wasInfluencedBy"}
"""Of PROV-O's classes and properties those that are used (https://www.w3.org/TR/prov-o/)."""


@pytest.fixture
def folder(tmp_path):
    return make_project(tmp_path)


def graph(folder, **wanted):
    target = folder / "out.jsonld"
    with open_project(folder) as project:
        project.export("prov", target, ClaimFilter(**wanted), force=True)
    found = json.loads(target.read_text(encoding="utf-8"))
    assert found["@context"] == CONTEXT
    return {node["@id"]: node for node in found["@graph"]}


def kinds_of(node):
    return node["@type"] if isinstance(node["@type"], list) else [node["@type"]]


def of_type(nodes, kind):
    return [node for node in nodes.values() if kind in kinds_of(node)]


def test_only_terms_of_prov_and_of_the_context_are_used(folder):
    nodes = graph(folder)
    assert {term["@id"].removeprefix("prov:") for name, term in CONTEXT.items() if name in PROPERTIES} == PROPERTIES
    for node in nodes.values():
        assert {kind.removeprefix("prov:") for kind in kinds_of(node)} <= CLASSES
        assert all(name in CONTEXT or name.startswith(("@", "sayso:")) for name in node)


def test_every_link_leads_to_a_node(folder):
    nodes = graph(folder)
    for node in nodes.values():
        for name in PROPERTIES & set(node):
            ends = node[name] if isinstance(node[name], list) else [node[name]]
            assert set(ends) <= set(nodes)


def test_a_run_says_what_ran_when_and_with_what(folder):
    nodes = graph(folder)
    (run,) = of_type(nodes, "prov:Activity")
    assert nodes[run["wasAssociatedWith"]]["label"] == f"sayso {version('sayso')}"
    assert datetime.fromisoformat(run["startedAtTime"]) <= datetime.fromisoformat(run["endedAtTime"])
    assert (run["sayso:runs"], run["sayso:analysed"], run["sayso:failed"]) == (1, 3, 0)
    used = {nodes[file]["label"]: nodes[file]["sayso:sha256"] for file in run["used"]}
    assert set(used) == {"codebook.yaml", "actors.yaml", "cues.yaml"}
    assert used["codebook.yaml"] == hashlib.sha256((folder / "codebook.yaml").read_bytes()).hexdigest()


def test_documents_stand_with_their_hashes_and_analyses(folder):
    nodes = graph(folder)
    documents = {node["sayso:id"]: node for node in nodes.values() if "sayso:id" in node}
    assert {name: node["sayso:sha256"] for name, node in documents.items()} == {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in TEXTS.items()
    }
    analyses = [node for node in nodes.values() if node["@id"].startswith("urn:sayso:analysis:")]
    assert {node["wasDerivedFrom"] for node in analyses} == {node["@id"] for node in documents.values()}
    (run,) = of_type(nodes, "prov:Activity")
    assert {node["wasGeneratedBy"] for node in analyses} == {run["@id"]}


def test_a_changed_codebook_is_not_said_to_have_been_used(folder):
    with (folder / "codebook.yaml").open("a") as stream:
        stream.write("\n# changed\n")
    (run,) = of_type(graph(folder), "prov:Activity")
    assert run["used"] == []


def test_runs_with_another_codebook_are_another_activity(folder):
    with (folder / "codebook.yaml").open("a") as stream:
        stream.write("\n# changed\n")
    with open_project(folder) as project:
        project.run(make=reader)
        project.run(make=reader)
    activities = of_type(graph(folder), "prov:Activity")
    assert [(run["sayso:runs"], run["sayso:analysed"]) for run in activities] == [(1, 3), (1, 3)]


def test_corrections_stand_with_who_made_them(folder):
    with open_project(folder) as project:
        project.corrections.rename("Lumen Front", "The Front", by="Ilda", reason="as they say")
    nodes = graph(folder)
    (correction,) = [node for node in of_type(nodes, "prov:Activity") if node["label"] == "rename"]
    assert nodes[correction["wasAssociatedWith"]]["label"] == "Ilda"
    (whole,) = of_type(nodes, "prov:Collection")
    assert whole["wasInfluencedBy"] == [correction["@id"]]


def test_a_filter_leaves_the_documents_of_its_claims(folder):
    nodes = graph(folder, relation="attacks")
    assert [node["sayso:id"] for node in nodes.values() if "sayso:id" in node] == ["ledger"]
    assert of_type(nodes, "prov:Collection")[0]["sayso:claims"] == 1


def test_two_exports_have_the_same_bytes(folder):
    first = graph(folder)
    content = (folder / "out.jsonld").read_bytes()
    assert graph(folder) == first
    assert (folder / "out.jsonld").read_bytes() == content
