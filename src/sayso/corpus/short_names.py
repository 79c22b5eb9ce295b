"""Whom words mean that name another body elsewhere: 'the Front' is the Lantern Front in its publisher's documents."""

from __future__ import annotations

from collections import Counter, defaultdict

from sayso.corpus.likeness import Words, words_of
from sayso.corpus.units import DOCUMENT, Appearance, folded
from sayso.corpus.wordlists import word_lists

_SHARED = 2
"""So many telling neighbours must the short and the full name share, and in so many documents the full one stand."""


def in_full(everyone: list[Appearance], roots: list[str], telling: frozenset[str]) -> list[str]:
    """The roots, in which a body that is called by general words alone is the one whose full name ends in these words,
    and that has the same neighbours, in other documents of the publisher. Where there are several, it stays apart.
    """
    short = [i for i, a in enumerate(everyone) if _is_short(a, roots[i])]
    full = _full_names(everyone, roots, telling, {words_of(everyone[i].name)[-1] for i in short})
    present = set(zip((a.document for a in everyone), roots, strict=True))
    resolved = list(roots)
    for i in short:
        a, words = everyone[i], words_of(everyone[i].name)
        company = (full.get((folded(a.publisher or ""), words[-1], n), ()) for n in a.neighbours & telling)
        count = Counter(root for there in company for root, name in there if name[-len(words) :] == words)
        meant = next(iter(count), roots[i])
        if len(count) == 1 and count[meant] >= _SHARED and (a.document, meant) not in present:
            resolved[i] = meant
    return resolved


def _full_names(
    everyone: list[Appearance], roots: list[str], telling: frozenset[str], ends: set[str]
) -> dict[tuple[str, str, str], set[tuple[str, Words]]]:
    """Bodies with names of several words that end in one of these, by publisher, last word, and each telling neighbour.
    Only names that a publisher uses in several documents count: a parser takes many a phrase for a name once.
    """
    used: dict[tuple[str, str, Words], list[Appearance]] = defaultdict(list)
    for a, root in zip(everyone, roots, strict=True):
        words = words_of(a.name)
        if a.publisher and not root.startswith(DOCUMENT) and len(words) > 1 and words[-1] in ends:
            used[folded(a.publisher), root, words].append(a)
    full: dict[tuple[str, str, str], set[tuple[str, Words]]] = defaultdict(set)
    for (publisher, root, words), appearances in used.items():
        if len(appearances) >= _SHARED:
            for neighbour in frozenset().union(*(a.neighbours for a in appearances)) & telling:
                full[publisher, words[-1], neighbour].add((root, words))
    return full


def _is_short(a: Appearance, root: str) -> bool:
    """Is it a body that is written like a name with a noun for bodies at its end, but bound to its document?"""
    body = a.actor.form is None and word_lists().family_of(a.actor.type) == "body"
    named = body and root.startswith(DOCUMENT) and a.publisher is not None and a.name[:1].isupper()
    return named and words_of(a.name)[-1] in word_lists().bodies
