"""What a project's own actors.yaml may add to the registry that comes with sayso, change in it, and take out."""

from __future__ import annotations

import time

import pytest

from sayso.actors import check_registry, load_registry

OWN = """
extends: sayso
without: [FOREIGN]
states:
  FR: {name: France, names: [Hexagon Republic]}
  velmora: {name: Velmora, adjectives: [Velmoran]}
actors:
  - {id: lantern-front, name: Lantern Front, type: armed_group, part_of: velmora}
  - id: reuters
    names: [Reuters Velmora Desk]
    country: velmora
"""


@pytest.fixture
def load(tmp_path):
    def load(text: str):
        path = tmp_path / "actors.yaml"
        path.write_text(text, encoding="utf-8")
        return load_registry(path)

    return load


@pytest.fixture
def own(load):
    return load(OWN.replace("FOREIGN", "facebook"))


def found(registry, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.known.entry.id) for m in registry.find(text)]


def test_an_extending_registry_knows_its_own_actors_and_the_shipped_ones(own):
    assert found(own, "Velmoran envoys told NATO of the Lantern Front.") == [
        ("Velmoran", "velmora"),
        ("NATO", "nato"),
        ("Lantern Front", "lantern-front"),
    ]


def test_a_known_actor_gets_further_names_and_keys_and_keeps_the_others(own):
    entry = own.entries["reuters"]
    assert entry.spellings() == ["Reuters", "Reuters Velmora Desk"]
    assert (entry.type, entry.country) == ("outlet", "velmora")


def test_a_known_state_gets_further_names_and_keeps_its_adjectives(own):
    assert found(own, "French or of the Hexagon Republic") == [("French", "FR"), ("Hexagon Republic", "FR")]


def test_an_actor_that_is_renamed_is_still_found_by_its_old_name(load):
    registry = load("extends: sayso\nactors: [{id: reuters, name: Reuters of London}]")
    assert registry.lookup("Reuters").entry.name == "Reuters of London"


def test_what_is_left_out_is_not_found(own):
    assert own.lookup("Facebook") is None
    assert found(own, "Facebook") == []


def test_leaving_out_a_body_leaves_out_what_is_said_of_its_parts(load):
    registry = load("extends: sayso\nwithout: [taliban, hezbollah, LB]")
    assert (registry.entries["al-manar"].owned_by, registry.entries["al-manar"].country) == (None, None)
    assert registry.entries["haqqani-network"].part_of is None
    assert registry.entries["hibatullah-akhundzada"].leads == ()


def test_extending_makes_no_two_actors_of_one_name(own):
    assert check_registry(own) == []


def test_ten_thousand_more_names_hardly_slow_the_search(load):
    names = (f"  - {{id: n{n}, name: Ward {n} Lantern Committee, type: organisation}}" for n in range(10_000))
    text = "Velmoran envoys told NATO in London that Ward 77 Lantern Committee, of Ward Hill, had denied it. " * 200

    def seconds(registry) -> float:
        start = time.process_time()
        assert sum(1 for _ in registry.find(text)) >= 400
        return time.process_time() - start

    few, many = load("extends: sayso"), load("\n".join(["extends: sayso", "actors:", *names]))
    assert min(seconds(many) for _ in range(3)) < 3 * min(seconds(few) for _ in range(3))
