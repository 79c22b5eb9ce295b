"""Second names that a text gives an actor: acronyms, nicknames, names it calls itself."""

from __future__ import annotations

import pytest

from sayso.actors import find_actors, load_registry
from sayso.language import load_parser
from sayso.model import Document


@pytest.fixture(scope="module")
def actors_of():
    parse, registry = load_parser(), load_registry()

    def actors_of(text: str):
        return find_actors(parse(Document(id="x", text=text)), registry).actors

    return actors_of


def are_one(actors, *names: str) -> bool:
    return any(set(names) <= set(actor.names) for actor in actors.values())


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The Harvest Front, also known as the Barn Guard, burned a mill.", "Harvest Front", "Barn Guard"),
        ("The Harvest Front, which its rivals call the Barn League, burned a mill.", "Harvest Front", "Barn League"),
        ("The Harvest Council calls itself the Council of Mercy.", "Harvest Council", "Council of Mercy"),
        ("In May the Harvest Congress renamed itself the Bread Congress.", "Harvest Congress", "Bread Congress"),
        ("Reporters refer to the Harvest Front as the “Barn Guard”.", "Harvest Front", "Barn Guard"),
    ],
)
def test_a_second_name_is_the_same_actor(actors_of, text, first, second):
    assert are_one(actors_of(text), first, second)


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("The HDF (Harvest Defence Front) burned a mill.", "Harvest Defence Front", "HDF"),
        ("The Harvest Defence Front, or HDF, burned a mill.", "Harvest Defence Front", "HDF"),
        ("The HDF – the Harvest Defence Front – has split.", "Harvest Defence Front", "HDF"),
        ("The Harvest Defence Front (H.D.F.) met the mayor.", "Harvest Defence Front", "H.D.F."),
    ],
)
def test_an_acronym_stands_for_the_name_beside_it_in_either_order(actors_of, text, full, short):
    later = f"{text} Later the {short} met Iran. The {full} denied it."
    assert are_one(actors_of(later), full, short)


def test_a_name_that_merely_stands_beside_another_is_no_second_name(actors_of):
    actors = actors_of("Iran, or Iraq, will join the Harvest Front, which attacked the Barn Guard.")
    assert not are_one(actors, "Harvest Front", "Barn Guard")
    assert not are_one(actors, "Iran", "Iraq")


@pytest.mark.parametrize(
    "name", ["Potters' League", "Front for the Salvation of the Lake", "Movement for Bread and Peace in Sarland"]
)
def test_the_name_of_a_body_is_found_whole(actors_of, name):
    whole = name.removesuffix(" in Sarland")
    assert whole in actors_of(f"On Monday the {name} accused Iran of theft.")


def test_a_body_is_not_named_after_the_one_person_who_owns_it(actors_of):
    actors = actors_of("Smith's Party accused Iran of theft.")
    assert "Smith" in actors


def test_units_told_apart_by_a_number_stay_apart(actors_of):
    text = "The Harvest Brigade left. The 4th Harvest Brigade and the 7th Harvest Brigade fought Iran."
    assert not are_one(actors_of(text), "4th Harvest Brigade", "7th Harvest Brigade")
