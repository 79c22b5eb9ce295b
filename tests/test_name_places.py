"""Where a claim was done, in the text's own words, and which place of the world that is if it is plain."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import sayso
from sayso.actors import load_registry
from sayso.places.gazetteer import Gazetteer, load_gazetteer

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
        ("Velmora attacked the Lantern Front in Kuwait City.", "Kuwait City"),
        (
            "Velmora attacked the Lantern Front in the Democratic Republic of the Congo.",
            "Democratic Republic of the Congo",
        ),
        ("In Kabul, Velmora attacked the Lantern Front.", "Kabul"),
        # On what it hangs: verbs in one breath, the noun of the deed, the base that was hit, the scene around it.
        ("Velmora bombed and shelled the Lantern Front in Nangarhar.", "Nangarhar"),
        ("The Lantern Front was attacked by Velmora's forces in Kunar.", "Kunar"),
        ("Velmora attacked fighters of the Lantern Front in Kunar.", "Kunar"),
        ("Velmora attacked the Lantern Front at a camp in Kunar province.", "Kunar"),
        ("Velmora attacked the Lantern Front on the outskirts of Kabul.", "Kabul"),
        ("Velmora attacked the Lantern Front in the north of Iraq.", "Iraq"),
        ("Talks between Velmora and Kestria were held in Doha.", "Doha"),
        # From the clause above: on the way there, with a purpose, as it opens the sentence, or told of the place.
        ("Velmora's minister went to Doha to meet with Kestria.", "Doha"),
        ("In Kunar, Velmora attacked the Lantern Front, officials said.", "Kunar"),
        ("Velmora met Kestria in Doha, where it threatened the Lantern Front.", "Doha"),
        # In the words of the text, however many places they are.
        ("Velmora attacked the Lantern Front in Iraq and Syria.", "Iraq and Syria"),
        ("Velmora attacked the Lantern Front in Iraq, Syria and Lebanon.", "Iraq, Syria and Lebanon"),
        ("Velmora attacked the Lantern Front in Afghanistan's Kunar province.", "Afghanistan's Kunar"),
        ("Fighters of Velmora crossed into Kunar and attacked the Lantern Front.", "Kunar"),
        # Where somebody spoke, sits or came from is not where it was done.
        ("A spokesman in Doha said that Velmora attacked the Lantern Front.", None),
        ("In Doha, officials said that Velmora attacked the Lantern Front.", None),
        ("Velmora supports the regime in Doha.", None),
        ("Velmora, which has troops in Kunar, attacked the Lantern Front.", None),
        ("Velmora flew in from Doha and attacked the Lantern Front.", None),
        ("KABUL, Aug 3 - Velmora attacked the Lantern Front.", None),
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


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Velmora denounced the attack by Kestria in Kunar.", "denounces"),
        ("Velmora praised the Lantern Front for its raids in Kunar.", "endorses"),
        ("Velmora accused Kestria of killing civilians in Kunar.", "accuses"),
        ("In Doha, the Lantern Front spoke about Velmora's support for Kestria.", "supports"),
        ("Velmora welcomed Ana Lund, a teacher in Doha and a leader of the Lantern Front.", "controls"),
        ("Kestria's allies of Velmora laughed in Doha.", "cooperates_with"),
        ("Velmora-backed fighters attacked Kestria in Kunar.", "supports"),
    ],
)
def test_what_is_judged_or_known_besides_is_not_where_the_deed_was(text, relation, invented):
    claims = sayso.analyse(text, publisher="The Herald", resources=invented).claims
    assert {claim.where for claim in claims if claim.relation == relation} == {None}


def test_each_of_several_places_is_listed(resources):
    text = "They fought in Iraq, Syria and Lebanon."
    places = sayso.analyse(text, resources=resources).places
    assert [(place.name, place.country) for place in places] == [("Iraq", "IQ"), ("Syria", "SY"), ("Lebanon", "LB")]


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


@pytest.mark.parametrize(
    ("name", "country", "north", "east"),
    [
        ("Kunar", "AF", 35, 71),
        ("Anbar", "IQ", 33.5, 42.5),
        ("Nineveh", "IQ", 36.3, 43),
        ("North Kivu", "CD", -0.7, 29),
        ("Chechnya", "RU", 43.3, 45.7),
        ("Bavaria", "DE", 48.8, 11.5),
        ("Chukotka", "RU", 66, 177),
    ],
)
def test_a_province_lies_in_the_middle_of_its_people(name, country, north, east):
    province = load_gazetteer().find(name, "province")
    assert (province.kind, province.country) == ("province", country)
    assert province.lat == pytest.approx(north, abs=1)
    assert province.lon == pytest.approx(east, abs=1.5)


def test_a_country_is_meant_by_its_bare_name_only_if_it_is_much_larger_than_the_namesakes():
    def place(kind: str, country: str, people: int) -> str:
        return f"{kind}\tOstrava\t{country}\t1.0\t2.0\t{people}\tostrava"

    country = place("country", "AA", 5_000_000)
    assert Gazetteer([country, place("city", "BB", 30_000)]).find("Ostrava").country == "AA"
    assert Gazetteer([country, place("province", "BB", 30_000)]).find("Ostrava").country == "AA"
    assert Gazetteer([country, place("province", "BB", 4_000_000)]).find("Ostrava") is None


def test_a_city_is_meant_by_its_bare_name_only_if_it_is_much_larger_than_the_next():
    def city(country: str, people: int) -> str:
        return f"city\tOstrava Bay\t{country}\t1.0\t2.0\t{people}\tostrava bay"

    assert Gazetteer([city("AA", 1_000_000), city("BB", 50_000)]).find("Ostrava Bay").country == "AA"
    assert Gazetteer([city("AA", 100_000), city("BB", 50_000)]).find("ostrava bay") is None
