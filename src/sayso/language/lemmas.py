"""Dictionary forms that lemmatisers by rule cut too short: 'waged' is of 'wage', not of 'wag'."""

from __future__ import annotations

import re

_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""One syllable with one vowel letter and one consonant letter behind it ('wag')."""

_ENDINGS = {"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "es"}
_HISSING = ("s", "z")


def full_lemma(lemma: str, word: str, tag: str) -> str:
    """The dictionary form of a verb, from the one that a rule gave it, the word in small letters and its Penn tag.

    English doubles the last letter of a short verb before an ending ('wagged'); where it stands alone, the verb ends in
    a mute 'e'.
    """
    ending = _ENDINGS.get(tag)
    if ending is None or word != lemma + ending or not _SHORT.fullmatch(lemma):
        return lemma
    return lemma if ending == "es" and lemma.endswith(_HISSING) else lemma + "e"
