"""Krippendorff's alpha: the worked examples of his paper of 2011, and what must hold for any values."""

from __future__ import annotations

from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.findings.alpha import krippendorff_alpha

Units = list[dict[str, Hashable]]


def units(*coders: str) -> Units:
    """One string a coder, one letter a unit; a point where the coder gave no value."""
    return [
        {str(coder): value for coder, value in enumerate(unit) if value != "."} for unit in zip(*coders, strict=True)
    ]


def test_two_observers_of_two_values() -> None:
    assert krippendorff_alpha(units("0100000010", "1110010000")) == pytest.approx(0.095, abs=5e-4)


def test_two_observers_of_many_values() -> None:
    assert krippendorff_alpha(units("aabbdcccedda", "babbbccceddd")) == pytest.approx(0.692, abs=5e-4)


def test_four_observers_with_values_missing() -> None:
    found = krippendorff_alpha(units("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert found == pytest.approx(0.743, abs=5e-4)


def test_none_given_for_a_value_is_a_value_that_is_missing() -> None:
    with_none: Units = [{"A": 1, "B": 1, "C": None}, {"A": 2, "B": 2}, {"A": 1, "B": 2, "C": None}]
    without: Units = [{"A": 1, "B": 1}, {"A": 2, "B": 2}, {"A": 1, "B": 2}]
    assert krippendorff_alpha(with_none) == krippendorff_alpha(without)


def test_full_agreement_is_one() -> None:
    assert krippendorff_alpha(units("abab", "abab")) == 1


@pytest.mark.parametrize("coders", [(), ("ab",), ("a.", ".b"), ("aaa", "aaa")])
def test_alpha_is_not_defined_without_pairs_or_without_variety(coders: tuple[str, ...]) -> None:
    assert krippendorff_alpha(units(*coders) if coders else []) is None


values = st.dictionaries(st.sampled_from("ABCD"), st.sampled_from([1, 2, 3, None]))


@given(st.lists(values))
def test_alpha_is_at_most_one_and_needs_no_order(data: list[dict[str, Hashable]]) -> None:
    alpha = krippendorff_alpha(data)
    again = krippendorff_alpha(list(reversed(data)))
    assert (alpha is None) == (again is None)
    if alpha is not None and again is not None:
        assert alpha <= 1
        assert alpha == pytest.approx(again)


@given(st.lists(values))
def test_alpha_does_not_ask_who_is_who_or_what_values_are_called(data: list[dict[str, Hashable]]) -> None:
    renamed = [{f"{coder}!": None if v is None else f"value {v}" for coder, v in unit.items()} for unit in data]
    assert krippendorff_alpha(renamed) == pytest.approx(krippendorff_alpha(data))
