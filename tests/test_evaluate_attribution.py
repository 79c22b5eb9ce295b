"""`sayso evaluate attribution`: what is said and what is only thought are counted apart, by the words of the cue."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.evaluation import score_attribution
from sayso.evaluation.cue_words import is_said

TEXT = "Ana said it rained. Bela hoped it would end. Caro told them so."
SAID = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 18]]}
HOPED = {"source": [[20, 24]], "cue": [[25, 30]], "content": [[31, 43]]}
TOLD = {"source": [[45, 49]], "cue": [[50, 54]], "content": [[55, 62]]}


def apart(gold, predicted):
    """(predicted, gold, P, R) of what is said and of what is thought."""
    figures = score_attribution(*([{"id": "d", "text": TEXT, "attributions": list(a)}] for a in (gold, predicted)))
    kinds = (figures["whole_speech"], figures["whole_attitude"])
    return [(kind["pred"], kind["gold"], kind["P"], kind["R"]) for kind in kinds]


@pytest.mark.parametrize(
    "cue",
    ["said", "SAYS", "has told", "wrote", "denied", "According to", "said in a statement", ":", "—", "", "warning"],
)
def test_words_that_say_and_mere_signs_are_speech(cue):
    assert is_said(cue)


@pytest.mark.parametrize("cue", ["hopes", "hoped", "believe", "wants", "in the view of", "in", "unheard-of zzz"])
def test_words_that_think_and_unknown_ones_are_attitude(cue):
    assert not is_said(cue)


def test_each_kind_has_its_own_figures():
    assert apart([SAID, TOLD, HOPED], [SAID, HOPED]) == [(1, 2, 1.0, 0.5), (1, 1, 1.0, 1.0)]


def test_a_pair_counts_on_each_side_where_its_cue_puts_it():
    other_cue = HOPED | {"cue": [[4, 8]]}
    assert apart([HOPED], [other_cue]) == [(1, 0, 1.0, 0.0), (0, 1, 0.0, 1.0)]


@given(st.sets(st.integers(0, 2)), st.sets(st.integers(0, 2)))
def test_both_kinds_together_are_all(gold, predicted):
    every = [SAID, HOPED, TOLD]
    rows = [[{"id": "d", "text": TEXT, "attributions": [every[n] for n in sorted(side)]}] for side in (gold, predicted)]
    figures = score_attribution(*rows)
    for level, side in product(("cue", "whole"), ("pred", "gold")):
        assert figures[f"{level}_speech"][side] + figures[f"{level}_attitude"][side] == figures[level][side]
