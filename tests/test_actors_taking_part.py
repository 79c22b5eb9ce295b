"""Who takes part: for each actor the chance that the document claims something about it."""

import json
from dataclasses import replace
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.claims.actor_signs import Signs
from sayso.claims.taking_part import WEIGHTS, TakingPart, Weights
from sayso.errors import ModelError

TEXT = (
    "Veldania arms the Lantern Front. On Monday the Lantern Front attacked the harbour of Port Arvel, and Veldania "
    "praised the attack.\n\n"
    "Merchants in the market watched it on a screen. Veldania has long supported the Lantern Front against Norvath, "
    "and Norvath accuses Veldania of training the rebels."
)
SMALL = Weights(usual=-1.0, shown=0.5, numbers={"mentions": 0.5}, words={"is rebel": 1.0, "pronoun it": -2.0})


@pytest.fixture(scope="module")
def actors(resources):
    return sayso.analyse(TEXT, publisher="The Harbour Post", resources=resources).actors


def test_who_acts_again_and_again_is_likely_to_take_part(actors, resources):
    assert actors["Veldania"].chance > 0.5
    assert resources.taking_part.shows(actors["Lantern Front"])


def test_bystanders_are_less_likely_than_those_who_act(resources):
    judged = _chances(TEXT, resources)
    bystanders = next(chance for key, chance in judged.items() if "erchants" in key)
    assert bystanders < judged["Veldania"] / 2


def test_chances_lie_between_nought_and_one_and_have_three_digits(resources):
    for chance in _chances(TEXT, resources).values():
        assert 0 <= chance <= 1
        assert chance == round(chance, 3)


def test_who_is_not_mentioned_has_no_chance(actors):
    assert actors["The Harbour Post"].chance is None


def test_an_actor_is_shown_for_its_chance_though_no_claim_was_found_about_it(resources):
    everybody = msgspec.structs.replace(_shipped(), shown=0.0)
    shown = sayso.analyse(TEXT, resources=_with(resources, everybody)).actors
    nobody = msgspec.structs.replace(_shipped(), shown=1.1)
    assert set(sayso.analyse(TEXT, resources=_with(resources, nobody)).actors) < set(shown)
    assert any("erchants" in key for key in shown)


def test_the_chances_are_in_the_row_that_goes_into_a_file(resources):
    row = sayso.analyse(TEXT, resources=resources).as_row()
    assert row["actors"]["Veldania"]["chance"] > 0.5


def test_claims_are_the_same_with_and_without_chances(resources):
    without = _replaced(resources, None)
    assert sayso.analyse(TEXT, resources=without).claims == sayso.analyse(TEXT, resources=resources).claims
    assert all(actor.chance is None for actor in sayso.analyse(TEXT, resources=without).actors.values())


def test_a_sign_with_weight_moves_the_chance_its_way():
    plain, rebel, it = (SMALL.chance(Signs({}, words)) for words in (set(), {"is rebel"}, {"pronoun it"}))
    assert it < plain < rebel
    often = [SMALL.chance(Signs({"mentions": float(n)}, set())) for n in range(4)]
    assert all(one < other for one, other in pairwise(often))


def test_signs_that_were_never_learnt_change_nothing():
    assert SMALL.chance(Signs({"unheard of": 9.0}, {"never seen"})) == SMALL.chance(Signs())


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=9), st.randoms())
def test_the_order_of_signs_does_not_matter(values, random):
    names = [f"sign {number}" for number in range(len(values))]
    weights = Weights(usual=0.0, shown=0.5, numbers={}, words=dict(zip(names, values, strict=True)))
    shuffled = random.sample(names, len(names))
    numbers = Weights(usual=0.0, shown=0.5, numbers=dict(zip(names, values, strict=True)), words={})
    assert 0 <= weights.chance(Signs({}, set(names))) <= 1
    assert numbers.chance(Signs(dict.fromkeys(names, 1.0))) == numbers.chance(Signs(dict.fromkeys(shuffled, 1.0)))


@pytest.mark.parametrize("content", [None, b"{", b'{"usual": 0.1}', b'{"usual": 1, "shown": 1, "numbers": 1}'])
def test_missing_or_broken_weights_are_an_error_that_names_the_file(tmp_path, content):
    path = tmp_path / "weights.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"weights\.json.*Install sayso again"):
        TakingPart(path)


@pytest.mark.parametrize("name", ["veldania", "afghanistan", "syria", "iran", "israel", "taliban", "ukraine", "obama"])
def test_the_weights_know_no_names(name):
    """What was learnt from one conflict is to hold for another."""
    words = {word for sign in json.loads(WEIGHTS.read_bytes())["words"] for word in sign.lower().split()}
    assert name not in words


def _chances(text, resources):
    everybody = msgspec.structs.replace(_shipped(), shown=0.0)
    actors = sayso.analyse(text, resources=_with(resources, everybody)).actors
    return {key: actor.chance for key, actor in actors.items() if actor.chance is not None}


def _shipped():
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Weights)


def _with(resources, weights):
    judge = TakingPart()
    judge._weights = weights
    return _replaced(resources, judge)


def _replaced(resources, taking_part):
    return replace(resources, taking_part=taking_part)
