"""What always holds when texts are compared for copies, whatever they say."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.corpus.alignment import LEAST, align, pieces
from sayso.corpus.spans import common, joined, length, without
from sayso.corpus.winnowing import GRAM, WINDOW, prints_of, read_words

unhurried = settings(deadline=None)  # the first example also waits for imports
WORDS = st.lists(st.integers(0, 400).map(lambda n: f"w{n}"), min_size=0, max_size=120)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8).map(joined)


def text_of(words):
    return " ".join(words)


def read(text):
    return read_words(text, [(0, len(text))])


def strange(number):
    """Words that occur in no other text here."""
    dice = random.Random(number)
    return [f"x{dice.random()}".replace(".", "") for _ in range(40)]


@unhurried
@given(st.lists(st.integers(0, 10**6), min_size=LEAST, max_size=120, unique=True))
def test_a_text_shares_all_of_itself_with_itself(numbers):
    text = text_of(f"w{number}" for number in numbers)
    [found] = align(read(text), read(text))
    assert (found.start, found.end, found.other_start, found.other_end) == (0, len(text), 0, len(text))
    assert found.same == 1


@unhurried
@given(WORDS, WORDS)
def test_what_is_called_the_same_is_the_same_in_both_and_lies_in_its_stretch(words, others):
    one, other = text_of([*words, *others[:30]]), text_of([*others, *words[:30]])
    stretches, parts = align(read(one), read(other)), pieces(read(one), read(other))
    for stretch, changes in zip(stretches, parts, strict=True):
        assert 0 <= stretch.start < stretch.end <= len(one)
        assert 0 <= stretch.other_start < stretch.other_end <= len(other)
        assert 0 < stretch.same <= 1
        for piece in changes:
            assert stretch.start <= piece.start <= piece.end <= stretch.end
            if piece.change == "same":
                assert one[piece.start : piece.end] == other[piece.other_start : piece.other_end]


@unhurried
@given(st.lists(st.integers(), min_size=GRAM + WINDOW - 1, max_size=60, unique=True), st.integers(0, 99))
def test_a_long_enough_common_stretch_always_leaves_a_common_print(numbers, seed):
    passage = [f"w{abs(n)}{'m' if n < 0 else 'p'}" for n in numbers]
    one = text_of([*strange(2 * seed), *passage])
    other = text_of([*passage, *strange(2 * seed + 1)])
    assert set(prints_of(read(one)).hashes.tolist()) & set(prints_of(read(other)).hashes.tolist())


@unhurried
@given(WORDS)
def test_case_and_punctuation_change_no_print(words):
    plain, loud = text_of(words), "... ".join(words).upper()
    assert prints_of(read(plain)).hashes.tolist() == prints_of(read(loud)).hashes.tolist()
    assert prints_of(read(plain)).bands.tolist() == prints_of(read(loud)).bands.tolist()


@unhurried
@given(SPANS, SPANS)
def test_what_two_lists_of_spans_share_and_what_only_one_has_are_all_of_it(spans, others):
    inside, outside = list(common(spans, others)), list(without(spans, others))
    assert length(inside) + length(outside) == length(spans)
    assert joined([*inside, *outside]) == joined(spans)
    assert not list(common(outside, others))
