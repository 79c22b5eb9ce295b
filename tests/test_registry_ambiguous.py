"""Names that several actors have, or that are also words: found where the text allows no doubt, else left alone."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from sayso.actors import check_registry, load_registry
from sayso.cli import app

FRONTS = """
states:
  velmora: {name: Velmora, adjectives: [Velmoran]}
  kestria: {name: Kestria, adjectives: [Kestrian]}
actors:
  - id: velmoran-front
    name: Velmoran People's Front
    type: armed_group
    part_of: velmora
    names: [{name: VPF, ambiguous: true}]
  - id: village-fund
    name: Village Peace Fund
    type: organisation
    part_of: kestria
    names: [{name: VPF, ambiguous: true}]
  - {id: beacon, name: The Beacon, type: outlet, names: [{name: Beacon, ordinary: true}]}
"""


@pytest.fixture
def fronts(write_actors):
    return load_registry(write_actors(FRONTS))


def found(registry, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.known.entry.id) for m in registry.find(text)]


def test_an_ambiguous_name_alone_is_nobody(fronts):
    assert found(fronts, "The VPF denied it.") == []
    assert fronts.lookup("VPF") is None


def test_an_ambiguous_name_is_the_one_that_the_text_names_in_full_before_or_after(fronts):
    assert found(fronts, "The VPF denied it. The Village Peace Fund is rich.")[0] == ("VPF", "village-fund")


def test_an_ambiguous_name_is_the_one_whose_country_the_text_speaks_of(fronts):
    assert ("VPF", "village-fund") in found(fronts, "In Kestria the VPF denied it.")


def test_where_both_countries_are_spoken_of_it_stays_nobody(fronts):
    assert [name for name, _ in found(fronts, "Kestria and Velmora on the VPF")] == ["Kestria", "Velmora"]


def test_a_full_name_counts_more_than_a_country(fronts):
    text = "Kestria and Velmora on the Village Peace Fund (VPF)"
    assert found(fronts, text)[-1] == ("VPF", "village-fund")


def test_a_name_that_is_a_word_is_no_name_where_a_sentence_begins(fronts):
    assert found(fronts, "Beacon fires burnt. “Beacon fires!” He read it in the Beacon.") == [("Beacon", "beacon")]


def test_a_word_with_a_capital_inside_a_sentence_is_the_name(fronts):
    assert found(fronts, "He told Beacon reporters.") == [("Beacon", "beacon")]


def test_names_said_to_be_ambiguous_are_no_clash(fronts):
    assert check_registry(fronts) == []


def test_a_name_ambiguous_for_one_of_two_is_a_clash_and_means_the_other(write_actors):
    path = write_actors(FRONTS.replace("part_of: kestria\n    names: [{name: VPF, ambiguous: true}]", "names: [VPF]"))
    registry = load_registry(path)
    assert check_registry(registry) == ["'VPF' names velmoran-front (name) and village-fund (name)."]
    assert found(registry, "The VPF denied it.") == [("VPF", "village-fund")]


def checked(*arguments: str):
    return CliRunner().invoke(app, ["actors", "check", *arguments])


def test_a_registry_without_slips_passes_the_check(write_actors):
    answer = checked(str(write_actors(FRONTS)))
    assert (answer.exit_code, answer.stdout) == (0, "")


def test_the_shipped_registry_passes_its_own_check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert checked().exit_code == 0


def test_the_check_tells_all_slips_at_once_and_fails(write_actors):
    rows = "  - {id: one, name: dawn, type: party, part_of: nowhere}\n  - {id: two, name: Kestria, type: party}\n"
    answer = checked(str(write_actors(FRONTS + rows)))
    assert answer.exit_code == 1
    assert answer.stdout.splitlines() == [
        "'one' has part_of: nowhere, but no actor or state has that id.",
        "'Kestria' names kestria (name) and two (name).",
        "'dawn' (one) is an ordinary word as well.",
    ]


def test_the_check_gives_other_programs_kind_and_ids(write_actors):
    answer = checked("--json", str(write_actors(FRONTS + "  - {id: two, name: Kestria, type: party}\n")))
    assert json.loads(answer.stdout) == [
        {
            "kind": "same_name",
            "actors": ["kestria", "two"],
            "key": "Kestria",
            "says": "'Kestria' names kestria (name) and two (name).",
        }
    ]


def test_the_check_of_a_project_reads_the_projects_own_registry(write_actors, monkeypatch):
    path = write_actors(FRONTS + "  - {id: two, name: Kestria, type: party}\n")
    (path.parent / "sayso.toml").write_text("")
    assert checked(str(path.parent)).exit_code == 1
    monkeypatch.chdir(path.parent)
    assert checked().exit_code == 1
