"""Short verbs that end in a mute 'e' keep it in their dictionary form."""

import pytest

from sayso.language.lemmas import full_lemma


@pytest.mark.parametrize(
    ("word", "tag", "given", "lemma"),
    [
        ("waged", "VBD", "wag", "wage"),
        ("staging", "VBG", "stag", "stage"),
        ("fines", "VBZ", "fin", "fine"),
        ("hated", "VBN", "hat", "hate"),
        ("wagged", "VBD", "wag", "wag"),
        ("barring", "VBG", "bar", "bar"),
        ("gases", "VBZ", "gas", "gas"),
        ("bowed", "VBD", "bow", "bow"),
        ("visited", "VBD", "visit", "visit"),
        ("wages", "NNS", "wag", "wag"),
    ],
)
def test_the_ending_tells_whether_a_verb_has_a_mute_e(word, tag, given, lemma):
    assert full_lemma(given, word, tag) == lemma
