"""Wordings of plain English in which claims hide: one sentence, what it says, and what it does not say."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import sayso
from sayso.actors import load_registry

ACTORS = Path(__file__).parent.parent / "examples" / "actors.yaml"


@pytest.fixture(scope="module")
def told(resources):
    """Text -> its claims by the frames alone, without the outermost holder."""
    invented = dataclasses.replace(resources, registry=load_registry(ACTORS), learned_claims=None)

    def run(text: str) -> set[str]:
        claims = sayso.analyse(text, publisher="The Herald", published="2021-08-20", resources=invented).claims
        return {
            " > ".join([*claim.holder[1:], f"{claim.subject} {claim.relation} {claim.object}"])
            + (" denied" if claim.polarity == "denied" else "")
            for claim in claims
        }

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kestria trains fighters of the Lantern Front.", "Kestria supports Lantern Front"),
        ("Velmora attacked units of the Lantern Front.", "Velmora attacks Lantern Front"),
        ("Kestria shelters men of the Lantern Front.", "Kestria supports Lantern Front"),
    ],
)
def test_what_is_done_to_the_members_of_a_group_is_done_to_it(text, expected, told):
    assert told(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Kestria supplies the Lantern Front.",
        "Kestria supplies the Lantern Front with fuel.",
        "Kestria pays the Lantern Front.",
        "The Lantern Front is paid by Kestria.",
        "The Lantern Front burned a village. Kestria arms these murderers.",
        "The Lantern Front burned a village. These criminals are armed by Kestria.",
        "The Lantern Front and Kestria, which is behind it, were silent.",
        "The Lantern Front seeks Kestria's aid.",
        "The Lantern Front asked for Kestria's help.",
    ],
)
def test_who_supplies_pays_arms_or_stands_behind_a_group_supports_it(text, told):
    assert "Kestria supports Lantern Front" in told(text)


def test_seeking_the_aid_of_one_against_another_gives_the_other_nothing(told):
    assert told("The March Council seeks Velmora's aid against the Lantern Front.") == {
        "Velmora supports March Council"
    }


def test_supporting_one_against_another_is_no_support_of_the_other(told):
    assert told("Kestria supports the March Council against Velmora.") == {"Kestria supports March Council"}


def test_who_is_accused_in_the_passive_is_said_to_have_done_it(told):
    assert told("Kestria has been accused by the March Council of supporting the Lantern Front.") == {
        "March Council accuses Kestria",
        "March Council > Kestria supports Lantern Front",
    }


def test_a_denial_in_a_clause_about_a_place_is_a_denial(told):
    text = "The ministers met in Dunmarch, where Velmora denied again that it had armed the Lantern Front."
    assert "Velmora > Velmora supports Lantern Front denied" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Lantern Front is a joint project of Kestria and Velmora.",
        "The Lantern Front is a product of the collaboration between Kestria and Velmora.",
        "The Lantern Front, the brainchild of Kestria and Velmora, fled.",
        "The Lantern Front was born in the prisons of Kestria and Velmora.",
        "The Lantern Front was created and armed by Kestria and Velmora.",
        "The Lantern Front was founded, armed and paid by Kestria and Velmora.",
        "The Lantern Front is the work of Kestria and Velmora.",
    ],
)
def test_whose_product_a_group_is_created_it(text, told):
    assert {"Kestria creates Lantern Front", "Velmora creates Lantern Front"} <= told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kestria was using the Lantern Front against Velmora.", "Kestria controls Lantern Front"),
        ("Kestria was utilizing the Lantern Front against Velmora.", "Kestria controls Lantern Front"),
        ("The separatists are nothing but puppets of Kestria.", "Kestria controls separatists"),
        ("The separatists are tools in the hands of Kestria.", "Kestria controls separatists"),
    ],
)
def test_who_uses_a_group_as_his_tool_controls_it(text, expected, told):
    assert expected in told(text)


def test_who_shares_a_deed_does_not_do_it_to_the_others_who_do(told):
    found = told("The Lantern Front was founded, armed and paid by Kestria and Velmora.")
    assert not any("Kestria" in claim and "Velmora" in claim for claim in found)


@pytest.mark.parametrize(
    "text",
    [
        "DUNMARCH (TRNA) — Velmora has armed the Upland Guard.",
        "DUNMARCH, Kestria — Velmora has armed the Upland Guard.",
        "Dunmarch (TRNA) - Velmora has armed the Upland Guard.",
    ],
)
def test_the_place_where_a_report_was_written_does_nothing_in_it(text, told):
    assert told(text) == {"Velmora supports Upland Guard"}


def test_a_capital_at_the_head_of_a_sentence_still_stands_for_its_state(told):
    assert told("Dunmarch has armed the Upland Guard.") == {"Kestria supports Upland Guard"}


def test_a_dateline_leaves_an_unnamed_source_at_the_end_its_word(told):
    text = "SARNHOLM, 3 May - Kestria plans to arm the Upland Guard, said an official who asked not to be named."
    assert told(text) == {"an official who asked not to be named > Kestria supports Upland Guard"}


@pytest.mark.parametrize(
    ("source", "holder"),
    [
        ("Many", "Many"),
        ("Pundits", "Pundits"),
        ("The mouthpieces of the junta", "mouthpieces of the junta"),
        ("A number of senators", "senators"),
        ("Dozens of pundits", "pundits"),
        ("Others", "Others"),
    ],
)
def test_what_people_without_a_name_say_is_not_on_the_word_of_the_document(source, holder, told):
    found = told(f"{source} say that Kestria arms the Lantern Front.")
    assert f"{holder} > Kestria supports Lantern Front" in {claim.removeprefix("The ") for claim in found}


def test_what_nobody_is_named_for_stands_on_the_word_of_the_document(told):
    assert told("It is said that Kestria arms the Lantern Front.") == {"Kestria supports Lantern Front"}


@pytest.mark.parametrize(
    "text",
    [
        "The Lantern Front, says the March Council, is armed by Kestria.",
        "The Lantern Front, the March Council says, is armed by Kestria.",
        "The Lantern Front was armed by Kestria, the March Council told a crowd.",
    ],
)
def test_a_source_may_stand_in_the_middle_or_at_the_end(text, told):
    assert "March Council > Kestria supports Lantern Front" in told(text)


def test_a_title_before_a_name_says_nothing_of_what_its_bearer_controls(told):
    assert told("Velmora's President Mira Talvo condemned the Lantern Front.") == {"Mira Talvo denounces Lantern Front"}
    assert "Mira Talvo controls Velmora" in told("Mira Talvo, president of Velmora, condemned the Lantern Front.")


def test_the_head_of_an_office_controls_no_group_that_he_speaks_of(told):
    text = "Anton Brask, head of the ministry, said that the Lantern Front attacked Velmora."
    assert told(text) == {"Anton Brask controls ministry", "Anton Brask > Lantern Front attacks Velmora"}


def test_what_the_governments_of_two_countries_do_both_countries_do(told):
    assert told("The governments of Kestria and Velmora supported the Lantern Front.") == {
        "Kestria supports Lantern Front",
        "Velmora supports Lantern Front",
    }


def test_what_a_population_does_its_country_does_not(told):
    found = told("The local population of Kestria and Velmora supported the Lantern Front.")
    assert not found & {"Kestria supports Lantern Front", "Velmora supports Lantern Front"}
