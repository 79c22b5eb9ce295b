"""What is one answer to 'who controls X?', and what is none: parts and leaders go with their whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from sayso.corpus.units import DOCUMENT, is_proper

Belonging: TypeAlias = Mapping[str, Collection[str]]
"""Those to whom each identity belongs, as its part or its leader."""


def answers_of(subjects: Iterable[str], about: str, belonging: Belonging) -> dict[str, str]:
    """The answer for which each of these subjects stands (identities), in the order of identities: itself, or the
    whole to which it belongs, if that is named as well.

    Who belongs to the object is left out: of course a group's leader controls it.
    """
    named = set(subjects)
    found: dict[str, str] = {}
    for subject in sorted(named):
        wholes = _wholes(subject, belonging)
        if about != subject and about not in wholes:
            found[subject] = next((whole for whole in reversed(wholes) if whole in named), subject)
    return found


def names_nobody(identity: str, name: str) -> bool:
    """Is it only described by one document ('its masters', 'the people who pay')?

    Such words may mean whoever else is named, so they are no other answer.
    """
    return identity.startswith(DOCUMENT) and not is_proper(name)


def _wholes(identity: str, belonging: Belonging) -> list[str]:
    """All to whom this one belongs, the nearest first."""
    found: list[str] = []
    waiting = [identity]
    while waiting:
        new = [w for w in sorted(belonging.get(waiting.pop(0), ())) if w not in found and w != identity]
        found += new
        waiting += new
    return found
