"""The network of claims opens in networkx as GraphML and as GEXF, with parallel edges apart."""

from __future__ import annotations

from xml.etree import ElementTree

import networkx as nx
import pytest

from project_to_export import make_project
from sayso import open_project
from sayso.exports import graphs
from sayso.storage.rows import ClaimFilter

READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("graphs"))


def graph(folder, target, form, **wanted):
    with open_project(folder) as project:
        project.export(form, target, ClaimFilter(**wanted))
    return READERS[form](target)


@pytest.mark.parametrize("form", READERS)
def test_actors_and_relations_come_back(folder, tmp_path, form):
    found = graph(folder, tmp_path / "out", form)
    assert {data["label"] for _, data in found.nodes(data=True)} == {"Olvia", "Vostrya", "Lumen Front"}
    assert found.is_directed()
    edges = {
        (found.nodes[s]["label"], data["label"], found.nodes[o]["label"]): data for s, o, data in found.edges(data=True)
    }
    assert set(edges) == {
        ("Olvia", "supports", "Lumen Front"),
        ("Olvia", "denounces", "Lumen Front"),
        ("Vostrya", "attacks (possible)", "Olvia"),
        ("Lumen Front", "supports (denied)", "Vostrya"),
    }
    supports = edges["Olvia", "supports", "Lumen Front"]
    assert (supports["weight"], supports["claims"], supports["documents"], supports["publishers"]) == (2.0, 2, 2, 2)
    assert (supports["first"], supports["last"], supports["valence"]) == ("2024-05-02", "2024-05-09", 1)
    denied = edges["Lumen Front", "supports (denied)", "Vostrya"]
    assert (denied["polarity"], denied["modality"]) == ("denied", "actual")
    assert "first" not in denied
    assert all(value is not None for data in edges.values() for value in data.values())


@pytest.mark.parametrize("form", READERS)
def test_parallel_relations_are_edges_of_their_own(folder, tmp_path, form):
    found = graph(folder, tmp_path / "out", form, subject="Olvia")
    assert found.is_multigraph()
    assert sorted(data["relation"] for *_, data in found.edges(data=True)) == ["denounces", "supports"]


def test_an_edge_of_gexf_is_there_from_its_first_to_its_last_day(folder, tmp_path):
    graph(folder, tmp_path / "out", "gexf")
    edges = ElementTree.parse(tmp_path / "out").getroot().iterfind(".//{http://gexf.net/1.3}edge")
    spells = {edge.get("label"): (edge.get("start"), edge.get("end")) for edge in edges}
    assert spells["supports"] == ("2024-05-02", "2024-05-09")
    assert spells["supports (denied)"] == (None, None)


@pytest.mark.parametrize("form", READERS)
def test_names_with_characters_that_no_xml_may_have_do_not_break_the_file(folder, tmp_path, form, monkeypatch):
    odd = graphs.Node("id\x00", "A\x0b <&> \"'", "state", None)
    monkeypatch.setattr(graphs, "nodes", lambda *_: iter([odd]))
    monkeypatch.setattr(graphs, "edges", lambda *_: iter(()))
    found = graph(folder, tmp_path / "out", form)
    assert [data["label"] for _, data in found.nodes(data=True)] == ["A <&> \"'"]


@pytest.mark.parametrize("form", READERS)
def test_a_project_without_claims_gives_a_network_without_nodes(project, tmp_path, form):
    project.export(form, tmp_path / "out")
    assert len(READERS[form](tmp_path / "out")) == 0
