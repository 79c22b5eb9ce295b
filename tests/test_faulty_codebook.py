"""A codebook that somebody edited by hand: faults are named with file, line, place and what was perhaps meant."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from sayso.claims import load_codebook
from sayso.errors import DataFileError

SHIPPED = Path(sayso.__file__).parent / "data" / "codebook.yaml"


@pytest.fixture
def edited(tmp_path):
    """Writes the shipped codebook with the first occurrence of some words replaced."""

    def edit(old: str, new: str) -> Path:
        text = SHIPPED.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "codebook.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


FAULTS = [
    ("    valence:", "    valance:", "Did you mean 'valence'?"),
    ('"subj > obj"', '"sbj > obj"', "'sbj', which is no role and no preposition. Did you mean 'subj'?"),
    ('"subj > obj"', '"subj obj"', "write it like 'subj > obj' or 'subj & with'"),
    ("ended: abandons", "ended: abandon", "which is no relation of this file"),
    ("verbs: [stand]", "verbs: [stand]\n        nouns: [stand]", "exactly one of verbs, nouns, adjectives"),
    ('valence: "+"', 'valence: "plus"', "relations.supports.valence"),
]


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_a_fault_is_named_with_its_line(edited, old, new, said):
    path = edited(old, new)
    with pytest.raises(DataFileError) as caught:
        load_codebook(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert caught.value.line is not None


def test_on_and_no_are_words_and_not_truth_values(edited):
    path = edited("verbs: [stand]", "verbs: [no, on, yes, off]")
    lemmas = {frame.lemma for frame in load_codebook(path).frames}
    assert {"no", "on", "yes", "off"} <= lemmas


def test_every_frame_says_in_words_what_it_looks_for():
    ids = {frame.id for frame in load_codebook().frames}
    assert "supports: provide/verb, subj > iobj|to|for, with obj" in ids


def test_the_fifteen_relations_have_their_codes_except_where_none_fits():
    relations = load_codebook().relations
    assert len(relations) == 15
    assert {name for name, relation in relations.items() if not relation.plover} == {"controls", "creates"}
    assert {name for name, relation in relations.items() if not relation.cameo} == {"controls", "creates"}
