"""What a news wire tells of: protests, demands, threats, promises, refusals, inquiries, concessions, troops."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import sayso
from sayso.actors import load_registry
from sayso.claims import load_codebook

INVENTED = Path(__file__).parent.parent / "examples" / "actors.yaml"


@pytest.fixture(scope="module")
def told(resources):
    """Gives the claims of a sentence in words, with polarity or modality where it says more than a plain fact."""
    own = dataclasses.replace(resources, registry=load_registry(INVENTED), learned_claims=None)

    def claims(sentence: str) -> set[str]:
        found = sayso.analyse(sentence, publisher="The Herald", resources=own).claims
        marked = [(c, [m for m in (c.polarity, c.modality) if m not in ("affirmed", "actual")]) for c in found]
        return {" ".join([c.subject, c.relation, c.object, *marks]) for c, marks in marked}

    return claims


EVENTS = {
    "protests": [
        ("Angry miners went on strike over the government's plan.", "Angry miners opposes government"),
        ("Farmers staged a rally against the government.", "Farmers opposes government"),
        ("A crowd of students burned Velmoran flags.", "A crowd of students opposes Velmora"),
        ("The prisoners began a hunger strike against the authorities.", "prisoners opposes authorities"),
    ],
    "demands": [
        ("Kestria demanded an apology from Velmora.", "Kestria opposes Velmora"),
        ("Kestria called on Velmora to release the journalists.", "Kestria opposes Velmora"),
        ("Kestria talked Velmora into leaving Ardane.", "Velmora abandons Ardane"),
        ("Norvath asked Kestria for aid.", "Kestria supports Norvath intended"),
        ("Norvath appealed to Kestria for help.", "Kestria supports Norvath intended"),
    ],
    "threats": [
        ("Kestria threatened to impose sanctions on Velmora.", "Kestria threatens Velmora"),
        ("Kestria threatened to break off talks with Velmora.", "Kestria threatens Velmora"),
        ("The union threatened to strike unless Velmora raises wages.", "union threatens Velmora"),
        ("Kestria warned that it would retaliate against Velmora.", "Kestria threatens Velmora"),
        ("Kestria massed tanks along the border with Velmora.", "Kestria threatens Velmora"),
    ],
    "promises": [
        ("Kestria pledged military aid to Norvath.", "Kestria supports Norvath intended"),
        ("Kestria agreed a truce with Velmora.", "Kestria negotiates_with Velmora"),
    ],
    "refusals": [
        ("Kestria turned down Velmora's request.", "Kestria opposes Velmora"),
        ("Kestria ruled out talks with Velmora.", "Kestria opposes Velmora"),
        ("Kestria refused to open its border with Velmora.", "Kestria opposes Velmora"),
        ("Kestria walked out of talks with Velmora.", "Kestria abandons Velmora"),
        ("Kestria closed its border with Velmora.", "Kestria coerces Velmora"),
        ("Kestria summoned the Velmoran ambassador.", "Kestria denounces Velmora"),
    ],
    "accusations": [
        ("Kestria said that Velmora was behind the bombing.", "Kestria accuses Velmora"),
        ("Kestria believes that Velmora is responsible for the raid.", "Kestria accuses Velmora"),
    ],
    "concessions": [
        ("Velmora granted amnesty to the Lantern Front.", "Velmora yields_to Lantern Front"),
        ("Kestria lifted the embargo against Velmora.", "Kestria yields_to Velmora"),
    ],
    "meetings": [
        ("Joren Strand arrived in Ardane for talks with Kestria.", "Joren Strand negotiates_with Kestria"),
        ("Joren Strand is on a visit to Kestria.", "Joren Strand negotiates_with Kestria"),
        ("Kestrian and Norvathi troops held a joint exercise.", "Kestria cooperates_with Norvath"),
    ],
    "fighting": [
        ("Kestria exchanged fire with the Lantern Front.", "Kestria attacks Lantern Front"),
        ("Kestria captured a town from the Lantern Front.", "Kestria defeats Lantern Front"),
        ("Kestria pulled back from Ardane.", "Kestria abandons Ardane"),
    ],
    "founding": [
        ("The Lantern Front was born out of the Salt Men.", "Salt Men creates Lantern Front"),
    ],
}

CASES = [(sentence, claim) for group in EVENTS.values() for sentence, claim in group]


@pytest.mark.parametrize(("sentence", "claim"), CASES)
def test_an_event_is_told_by_its_claim(sentence, claim, told):
    assert claim in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Kestria threatened to bomb Velmora.", "Kestria attacks Velmora intended"),
        ("Kestria threatened to impose sanctions on Velmora.", "Kestria coerces Velmora intended"),
        ("Kestria and Norvath met with Velmora.", "Kestria negotiates_with Norvath"),
        ("Kestria and Norvath clashed with Velmora.", "Kestria attacks Norvath"),
        ("Kestria is an ally of Norvath against Velmora.", "Kestria opposes Velmora"),
        ("Kestria condemned the Velmoran occupation of Ardane.", "Kestria denounces Ardane"),
        ("Kestria lifted the embargo against Velmora.", "Kestria coerces Velmora"),
        ("Joren Strand flew to Kestria to meet the Lantern Front.", "Kestria negotiates_with Lantern Front intended"),
        ("Kestria said that Velmora was behind schedule.", "Kestria accuses Velmora"),
    ],
)
def test_what_is_only_near_an_event_is_not_told_of(sentence, claim, told):
    assert claim not in told(sentence)


def test_his_house_is_nobody_though_the_house_is(told):
    assert not any("house" in claim for claim in told("Velmora demolished the house of a rebel."))


@pytest.mark.parametrize("relation", ["supports", "cooperates_with", "attacks", "coerces"])
def test_what_is_only_intended_has_codes_of_its_own(relation):
    codes = load_codebook().relations[relation]
    assert codes.intended_plover
    assert not set(codes.intended_plover) & set(codes.plover)
