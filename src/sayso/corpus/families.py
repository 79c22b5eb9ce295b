"""Likenesses between two documents each -> families of documents that are one text or share one passage."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from sayso.corpus.direction import Evidence
from sayso.corpus.likening import Kind, Pair
from sayso.corpus.spans import common, joined, length
from sayso.model import Span

Role: TypeAlias = Literal["earliest", "copy", "unknown"]


class Link(NamedTuple):
    """Two documents by their ranks, the earlier first, that share text; `copy` is the rank of the copy, if known."""

    first: int
    second: int
    kind: Kind
    pairs: tuple[Pair, ...]
    similarity: float
    copy: int | None
    evidence: tuple[Evidence, ...]

    def seen_from(self, rank: int) -> tuple[Pair, ...]:
        """The shared spans with those of this document first."""
        return self.pairs if rank == self.first else tuple((c, d, a, b) for a, b, c, d in self.pairs)

    def covers(self, rank: int) -> list[Span]:
        """What of this document is shared."""
        return joined((start, end) for start, end, *_ in self.seen_from(rank))

    def other(self, rank: int) -> int:
        """The other of the two."""
        return self.second if rank == self.first else self.first


class Member(NamedTuple):
    """A document in a family. `pairs` lie in it and in `of`, with which it was compared; see storage/schema.py."""

    family: str
    rank: int
    kind: Kind
    role: Role
    of: int | None
    pairs: tuple[Pair, ...]
    similarity: float
    evidence: tuple[Evidence, ...]


def families(links: Sequence[Link], ids: Sequence[str]) -> list[Member]:
    """The members of all families, the head of each first; `ids` are those of the documents by rank.

    Links belong to one family where they share more or less the same text: in a document that both have, half of what
    one covers. So a digest of two articles does not make these one.
    """
    found: defaultdict[int, list[Link]] = defaultdict(list)
    for place, root in enumerate(_roots(links)):
        found[root].append(links[place])
    return [member for family in found.values() for member in _members(family, ids)]


def _roots(links: Sequence[Link]) -> list[int]:
    """For each link the place of the first link of its family."""
    first = list(range(len(links)))

    def find(place: int) -> int:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    for one, other in _touching(links):
        a, b = sorted((find(one), find(other)))
        first[b] = a
    return [find(place) for place in range(len(links))]


def _touching(links: Sequence[Link]) -> Iterator[tuple[int, int]]:
    """Pairs of links that cover the same text of a document, one of each such group being paired with all others."""
    by_document: defaultdict[int, list[int]] = defaultdict(list)
    for place, link in enumerate(links):
        by_document[link.first].append(place)
        by_document[link.second].append(place)
    for rank, places in by_document.items():
        heads: list[tuple[int, list[Span]]] = []
        for place in sorted(places, key=lambda p: (-length(links[p].covers(rank)), p)):
            covered = links[place].covers(rank)
            touched = [head for head, spans in heads if 2 * length(common(spans, covered)) >= length(covered)]
            yield from ((head, place) for head in touched)
            if not touched:
                heads.append((place, covered))


def _members(links: Sequence[Link], ids: Sequence[str]) -> Iterator[Member]:
    """The members of one family: first the head, then the others, each with the link that says most."""
    ranks = sorted({rank for link in links for rank in (link.first, link.second)})
    copies = {link.copy for link in links}
    free = [rank for rank in ranks if rank not in copies]
    head = free[0] if free else ranks[0]
    beside = {rank: min((k for k in links if rank in k[:2]), key=lambda k: _worth(k, rank, head)) for rank in ranks}
    covered = joined(span for link in links if head in link[:2] for span in link.covers(head))
    family = _family_id(ids[head], covered)
    kind: Kind = "whole" if any(link.kind == "whole" for link in links if head in link[:2]) else "passage"
    role: Role = "earliest" if len(free) == 1 else "unknown"
    yield Member(family, head, kind, role, None, tuple((s, e, s, e) for s, e in covered), 1.0, ())
    for rank in ranks:
        if rank != head:
            yield _member(family, rank, beside[rank])


def _worth(link: Link, rank: int, head: int) -> tuple[bool, bool, float, int]:
    """Orders the links of a document: those that make it a copy first, then one with the head, then the most alike."""
    return link.copy != rank, link.other(rank) != head, -link.similarity, link.other(rank)


def _member(family: str, rank: int, link: Link) -> Member:
    role: Role = "copy" if link.copy == rank else "unknown"
    pairs = link.seen_from(rank)
    return Member(family, rank, link.kind, role, link.other(rank), pairs, link.similarity, link.evidence)


def _family_id(document: str, covered: Iterable[Span]) -> str:
    """'R' and 12 hexadecimal digits of a SHA-256 over the head of a family and what of it was copied."""
    words = f"{document}\0{sorted(covered)}"
    return f"R{hashlib.sha256(words.encode()).hexdigest()[:12]}"
