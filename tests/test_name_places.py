"""Where a claim was done, in the text's own words, and which place of the world that is if it is plain."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import sayso
from sayso.actors import load_registry
from sayso.places.gazetteer import Gazetteer, Located, load_gazetteer

INVENTED = Path(__file__).parent.parent / "examples" / "actors.yaml"


@pytest.fixture(scope="module")
def invented(resources):
    """The resources with the registry of the invented states and groups."""
    return dataclasses.replace(resources, registry=load_registry(INVENTED))


def where(text: str, resources) -> set[str | None]:
    return {claim.where for claim in sayso.analyse(text, publisher="The Herald", resources=resources).claims}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Velmora attacked the Lantern Front in Nangarhar.", "Nangarhar"),
        ("Velmora attacked the Lantern Front in Nangarhar province.", "Nangarhar"),
        ("Velmora attacked the Lantern Front near Raqqa, Syria.", "Raqqa, Syria"),
        ("Velmora attacked the Lantern Front in the city of Raqqa.", "Raqqa"),
        (
            "Velmora attacked the Lantern Front in the Democratic Republic of the Congo.",
            "Democratic Republic of the Congo",
        ),
        ("In Kabul, Velmora attacked the Lantern Front.", "Kabul"),
        # Neither a thing nor a time is a place.
        ("Velmora attacked the Lantern Front in anger.", None),
        ("Velmora attacked the Lantern Front in May.", None),
        # Of whom the claim is, is no place of it.
        ("Velmora carried out attacks in Kestria.", None),
    ],
)
def test_a_claim_is_placed_in_the_words_of_its_clause(text, place, invented):
    assert where(text, invented) <= {place}
    assert place is None or where(text, invented)


def test_places_are_listed_with_what_they_are(resources):
    text = "Velmora attacked its enemies near Raqqa, Syria. It was quiet in Nangarhar province."
    places = sayso.analyse(text, resources=resources).places
    assert [text[place.start : place.end] for place in places] == ["Raqqa", "Syria", "Nangarhar"]
    assert [(place.kind, place.country) for place in places] == [("city", "SY"), ("country", "SY"), ("province", "AF")]
    raqqa = places[0]
    assert raqqa.lat == pytest.approx(35.95, abs=0.1)
    assert raqqa.lon == pytest.approx(39.01, abs=0.1)


def test_a_row_of_the_file_format_holds_the_places(resources):
    row = sayso.analyse("They met in Kabul.", resources=resources).as_row()
    (place,) = row["places"]
    assert (place["name"], place["kind"], place["country"]) == ("Kabul", "city", "AF")


@pytest.mark.parametrize("name", ["Georgia", "Tripoli", "Springfield", "Africa", "Palestine", "Velmora", "PA"])
def test_an_ambiguous_or_unknown_name_stays_unresolved(name):
    assert load_gazetteer().find(name) is None


def test_the_country_that_the_text_names_tells_which_city_is_meant():
    assert load_gazetteer().find("Tripoli", within="LB").country == "LB"
    assert load_gazetteer().find("Tripoli", within="LY").country == "LY"


def test_a_city_is_meant_by_its_bare_name_only_if_it_is_much_larger_than_the_next():
    def city(country: str, people: int) -> tuple[Located, list[str]]:
        return Located("city", "Ostrava Bay", country, 1.0, 2.0, people), ["ostrava bay"]

    assert Gazetteer([city("AA", 1_000_000), city("BB", 50_000)]).find("Ostrava Bay").country == "AA"
    assert Gazetteer([city("AA", 100_000), city("BB", 50_000)]).find("ostrava bay") is None
