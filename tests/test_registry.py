"""What a user may write into actors.yaml, what comes of it, and what is said where it is wrong."""

from __future__ import annotations

import time

import pytest

from sayso.actors import check_registry, fold, load_registry
from sayso.errors import DataFileError

VELMORA = """
states:
  velmora: {name: Velmora, adjectives: [Velmoran], people: [Velmorans], capitals: [Sarnholm], names: [Old Realm]}
actors:
  - {id: front, name: Lantern Front, type: armed_group, names: [LF, {name: Unsworn, used_by: [Upland Voice]}]}
  - {id: joren-strand, name: Joren Strand, type: person, leads: front}
"""


@pytest.fixture(scope="module")
def shipped():
    return load_registry()


def found(registry, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.known.entry.id) for m in registry.find(text)]


def test_every_sovereign_state_is_known_by_its_short_and_its_formal_name(shipped):
    for name in ("Iran", "Islamic Republic of Iran", "Côte d'Ivoire", "Ivory Coast", "South Korea", "Tonga", "Kosovo"):
        known = shipped.lookup(name)
        assert known is not None
        assert known.entry.type == "state", name


def test_a_territory_that_the_file_does_not_list_is_known_from_the_country_list(shipped):
    assert shipped.lookup("Greenland").entry.id == "GL"


def test_the_shipped_registry_has_no_two_actors_of_one_name(shipped):
    assert check_registry(shipped) == []


def test_the_shipped_registry_loads_in_a_moment():
    def seconds() -> float:
        start = time.process_time()
        load_registry()
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.5


def test_us_is_the_country_in_capitals_alone(shipped):
    assert found(shipped, "They told us that the US and the U.S. Navy left.") == [("US", "US"), ("U.S", "US")]


def test_a_name_in_capitals_is_found_in_text_all_in_capitals_and_an_acronym_never_in_small_letters(shipped):
    assert found(shipped, "PAKISTAN asked who was there, and the WHO came.") == [
        ("PAKISTAN", "PK"),
        ("WHO", "world-health-organization"),
    ]


def test_readers_may_write_a_country_or_a_group_in_small_letters_but_a_turkey_is_a_bird(shipped):
    text = "pakistan and isis ate a turkey, says the guardian"
    assert found(shipped, text) == [("pakistan", "PK"), ("isis", "islamic-state")]


def test_the_longest_name_wins(shipped):
    assert found(shipped, "The Pakistani Taliban and Pakistani farmers") == [
        ("Pakistani Taliban", "pakistani-taliban"),
        ("Pakistani", "PK"),
    ]


def test_names_are_found_at_word_boundaries_only(shipped):
    assert found(shipped, "Iranian-backed, but no Chadwick, Malinois or Omanhene.") == [("Iranian", "IR")]


def test_accents_hyphens_and_typographic_apostrophes_make_no_difference(shipped):
    assert [i for _, i in found(shipped, "Cote d’Ivoire; Al Qaeda; Al-Qa’ida")] == ["CI", "al-qaeda", "al-qaeda"]


def test_a_users_own_registry_replaces_the_shipped_one(write_actors):
    registry = load_registry(write_actors(VELMORA))
    assert found(registry, "Velmoran troops met the LF, whom some call Unsworn, in Sarnholm.") == [
        ("Velmoran", "velmora"),
        ("LF", "front"),
        ("Unsworn", "front"),
        ("Sarnholm", "velmora"),
    ]
    assert registry.lookup("old realm").entry.id == "velmora"
    assert registry.lookup("Hamas") is None


def test_who_uses_a_partisan_name_is_kept(write_actors):
    registry = load_registry(write_actors(VELMORA))
    used = {n.name: n.used_by for n in registry.entries["front"].names if not isinstance(n, str)}
    assert used == {"Unsworn": ["Upland Voice"]}


def test_two_actors_of_one_name_are_reported_by_their_ids(write_actors):
    second = "  - {id: lf-2, name: Ladder Fellowship, type: organisation, names: [LF]}\n"
    registry = load_registry(write_actors(VELMORA + second))
    assert check_registry(registry) == ["'LF' names front (name) and lf-2 (name)."]


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("actors: [{id: a, nam: A, type: person}]", "nam", "Did you mean 'name'?"),
        ("actors: [{id: a, name: A, type: person}, {id: a, name: B, type: person}]", "actors[1]", "stands twice"),
        ("actors: [{id: a, type: person}]", "actors[0]", "'a' has no name"),
        ("actors: [{id: a, name: A, type: outlet, owned_by: b}]", "a.owned_by", "no actor or state has that id"),
        ("actors: [{id: a, name: A, type: person, wikidata: P31}]", "a.wikidata", "a Q and a number"),
        ("without: [nobody]", "without[0]", "has no 'nobody' to leave out"),
        ("actors: [{id: a, name: A, type: person, leads: b}]", "a.leads", "no actor or state has that id"),
        ("actors: [{id: a, name: A, type: person, part_of: b}]", "a.part_of", "no actor or state has that id"),
        (
            "actors: [{id: a, name: A, type: party, part_of: b}, {id: b, name: B, type: party, part_of: a}]",
            "a.part_of",
            "circle: a > b > a",
        ),
        ("actors: [{id: a, name: 7, type: person}]", "actors[0].name", "got 'int'"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_place(write_actors, text, key, says):
    with pytest.raises(DataFileError) as caught:
        load_registry(write_actors(text))
    assert key in caught.value.key
    assert says in str(caught.value)
    assert "actors.yaml" in caught.value.path


def test_a_file_that_is_no_yaml_is_refused_with_its_line(write_actors):
    with pytest.raises(DataFileError) as caught:
        load_registry(write_actors("actors:\n  - {id: a\n  - b"))
    assert caught.value.line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S.", "US"),
        ("the Upland Guard's", "Upland Guard"),
        ("São Tomé", "Sao Tome"),
        ("our allies", "their allies"),
        ("al-Qaida", "Al Qaida"),
    ],
)
def test_spellings_of_one_name_fold_together(one, other):
    assert fold(one) == fold(other)


def test_the_country_and_the_pronoun_do_not_fold_together():
    assert fold("US") != fold("us")


def test_the_shipped_registry_tells_who_led_a_country_at_a_time(shipped):
    terms = {entry.id: entry.leads for entry in shipped.entries.values()}
    led = [id_ for id_, held in terms.items() for t in held if t.id == "US" and t.since <= "2010" < (t.until or "9")]
    assert led == ["barack-obama"]


def test_every_shipped_outlet_with_an_owner_or_country_says_whose_it_is(shipped):
    outlets = [
        entry for entry in shipped.entries.values() if entry.type == "outlet" and (entry.country or entry.owned_by)
    ]
    assert len(outlets) > 100
    assert [entry.id for entry in outlets if entry.ownership is None] == []


def test_one_sides_word_for_a_state_leads_to_it_and_keeps_who_uses_it(shipped):
    known = shipped.lookup("Zionist entity")
    assert known.entry.id == "IL"
    (used,) = [n for n in known.entry.names if not isinstance(n, str) and n.name == known.spelling]
    assert used.stance == "opposed"
    assert used.used_by


def test_rsf_is_whom_the_text_speaks_of(shipped):
    assert found(shipped, "In Sudan the RSF advanced.")[1] == ("RSF", "rapid-support-forces")
    assert found(shipped, "Reporters Without Borders (RSF) said so.")[1] == ("RSF", "reporters-without-borders")
    assert found(shipped, "RSF said so.") == []
