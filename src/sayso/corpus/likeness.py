"""May two names be spellings of one? Judged by their words alone; nothing is known here of documents.

Words are alike that have the same consonants in the same order, as many groups of vowels, and most letters in common:
what differs between two ways to write a foreign name in Latin letters. Numbers and short words must be equal, and every
word of one name must have its like in the other, so that 'North' and 'South' or '7th' and '8th' keep names apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from sayso.actors.folding import fold
from sayso.corpus.wordlists import word_lists

Words: TypeAlias = tuple[str, ...]

_INNER_APOSTROPHE = re.compile(r"['’`](?!s\b)")
_LETTERS = (("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("ck", "k"), ("q", "k"), ("w", "v"), ("sch", "sh"))
_VOWELS = re.compile(r"[aeiouy]+")
_TWICE = re.compile(r"(.)\1+")
_SHORTEST = 5
"""Shorter words are alike by chance ('Mali', 'Mile')."""
_BODY, _PERSON = 70.0, 80.0
"""How many per cent of the letters of two words must agree; in names of persons more ('Hasan' is not 'Husain')."""
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])


@lru_cache(maxsize=65_536)
def words_of(name: str) -> Words:
    """The words by which the name of a body is compared: folded, in one spelling, without joints and articles."""
    lists = word_lists().lists
    folded = fold(_INNER_APOSTROPHE.sub("", name)).split()
    return tuple(lists.same.get(w, w) for w in folded if w not in lists.dropped) or tuple(folded) or (name,)


def is_generic(name: str) -> bool:
    """Is it made of words that tell no body from another ('the Front', 'Supreme Court', '7th Brigade')?"""
    generic = word_lists().generic
    return all(w in generic or len(w) < 2 or w[0].isdigit() for w in words_of(name))


def is_full_name(name: str) -> bool:
    """Has a person's name a given name beside the surname?"""
    return len(_person(name)[0]) > 1


def block(name: str, family: str) -> tuple[str, ...]:
    """What all names share that `alike` can hold for one: only names of one block need be compared."""
    if family == "person":
        names, _ = _person(name)
        return ("person", _bones(names[-1]), _bones(names[0]))
    return (family, *sorted(_bones(word) for word in words_of(name)))


def alike(one: str, other: str, family: str) -> bool:
    """May both names be one actor's?"""
    return _alike_persons(one, other) if family == "person" else _alike_bodies(one, other)


def in_same_words(one: str, other: str, family: str) -> bool:
    """Are two names the same words in the same order, but for usual spellings, joints and middle names?"""
    if family == "person":
        (ours, _), (theirs, _) = _person(one), _person(other)
        return (ours[0], ours[-1]) == (theirs[0], theirs[-1])
    return words_of(one) == words_of(other)


def _alike_bodies(one: str, other: str) -> bool:
    ours, theirs = words_of(one), list(words_of(other))
    if len(ours) != len(theirs):
        return False
    for word in sorted(ours):
        like = next((w for w in sorted(theirs, key=lambda w: (w != word, w)) if _alike_words(word, w, _BODY)), None)
        if like is None:
            return False
        theirs.remove(like)
    return True


def _alike_persons(one: str, other: str) -> bool:
    (ours, our_end), (theirs, their_end) = _person(one), _person(other)
    if min(len(ours), len(theirs)) < 2 or (our_end and their_end and our_end != their_end):
        return False
    outer = ((ours[0], theirs[0]), (ours[-1], theirs[-1]))
    unequal = [pair for pair in outer if pair[0] != pair[1]]
    if len(unequal) > 1 or not all(_alike_words(a, b, _PERSON) for a, b in unequal):
        return False
    return _same_middle(ours[1:-1], theirs[1:-1])


def _same_middle(ours: Words, theirs: Words) -> bool:
    """Initials may be left out or stand for a name: 'R.' is 'Robert', but 'W.' is not 'H. W.'. A whole middle name may
    be a first surname, and has to be there.
    """
    if not (ours and theirs):
        return all(len(name) == 1 for name in ours or theirs)
    pairs = zip(ours, theirs, strict=False)
    return len(ours) == len(theirs) and all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)


@lru_cache(maxsize=65_536)
def _person(name: str) -> tuple[Words, str]:
    """The names of a person, given names in full, without particles, and the suffix ('jr')."""
    lists = word_lists().lists
    folded = fold(_INNER_APOSTROPHE.sub("", name)).split() or [name]
    suffix = folded.pop() if len(folded) > 1 and folded[-1] in _SUFFIXES else ""
    kept = [lists.same.get(w, w) for w in folded if w not in lists.particles] or folded
    return (lists.short_names.get(kept[0], kept[0]) if len(kept) > 1 else kept[0], *kept[1:]), suffix


def _alike_words(one: str, other: str, share: float) -> bool:
    from rapidfuzz import fuzz

    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST or not (one.isalpha() and other.isalpha()):
        return False
    vowels = len(_VOWELS.findall(one)) == len(_VOWELS.findall(other))
    return vowels and _bones(one) == _bones(other) and fuzz.ratio(one, other) >= share


@lru_cache(maxsize=65_536)
def _bones(word: str) -> str:
    """The consonants of a word of some length; the word itself where it is short or holds digits."""
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    for letters, letter in _LETTERS:
        word = word.replace(letters, letter)
    begins = "a" if word[0] in "aeiouy" else ""
    return begins + _TWICE.sub(r"\1", _VOWELS.sub("", word)).removesuffix("h")
