"""Second names that a text itself gives an actor: 'also known as', 'which calls itself', and acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.actors.candidates import Candidate
from sayso.actors.nominals import Roles

_NO_WORD = re.compile(r"[^\w.']+")
_BESIDE = frozenset(["(", "-", "–", "—", ", or", "or"])
"""What stands between a name and its acronym, in either order."""
_BACK = 4
"""How many mentions may stand between the two names ('which its enemies call')."""


def second_names(candidates: list[Candidate], text: str, roles: Roles) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs of a second name and the mention of the actor whose name it is, in the order of the second names."""
    for at, second in enumerate(candidates):
        if not is_proper(second):
            continue
        for first in reversed(candidates[max(0, at - _BACK) : at]):
            if first.head.sentence is not second.head.sentence or first.phrase.end > second.phrase.core[0].start:
                continue
            if is_acronym(second, first, text):
                yield second, first
            elif is_acronym(first, second, text):
                yield first, second
            elif _is_called(first, second, text, roles):
                yield second, first
            else:
                continue
            break


def is_proper(candidate: Candidate) -> bool:
    """Is this a name, or a phrase that is written like one ('the Government of National Rescue')?"""
    return candidate.name is not None or (candidate.head.text[:1].isupper() and candidate.phrase.before != [])


def is_acronym(short: Candidate, full: Candidate, text: str) -> bool:
    """'Movement of the Free (MF)', 'the MF (Movement of the Free)', 'the Movement of the Free, or MF'."""
    letters = "".join(t.text for t in short.phrase.core).replace(".", "")
    words = [t.text for t in full.phrase.core] if full.name else [t.text for t in full.phrase.tokens]
    if not (len(letters) > 1 and letters.isupper()) or len(words) < 2 or short.name is None:
        return False
    first, second = sorted((short, full), key=lambda c: c.phrase.core[0].start)
    between = text[first.phrase.end : second.phrase.start].strip()
    if between not in _BESIDE:
        return False
    initials = "".join(w[0].upper() for w in words if w[0].isalnum())
    return letters[0] in initials if (between, second) == ("(", short) else _in_order(letters, initials)


def _in_order(letters: str, initials: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def _is_called(first: Candidate, second: Candidate, text: str, roles: Roles) -> bool:
    """Do the words between say that the second is a name of the first?"""
    if first.is_modifier:
        return False
    start = second.phrase.start if second.name is None else second.phrase.core[0].start
    words = _NO_WORD.sub(" ", text[first.phrase.end : start]).lower().split()
    while words and (words[-1] in ("the", "a", "an", "its") or words[-1] in roles.lists.titles):
        words.pop()
    between = " ".join(words)
    if between == "as":
        before = text[first.head.sentence.start : first.phrase.start].lower().rstrip()
        return any(before.endswith(verb) for verb in roles.lists.calls_as)
    return roles.says_second_name.fullmatch(between) is not None
