"""Invented documents with claims, as many as wanted: what a large project looks like, without the work of reading one.

Actors, relations and statements are drawn so that a few are in many claims and most in few. Chains are of one to three
holders, some without a name, some of readers; a tenth of the documents are reprints by another outlet. The same
world is made each time.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple, TypeVar

import msgspec

from sayso.model import Actor, Analysis, Attribution, Claim, Document, Standing

CLAIMS_IN_DOCUMENT = 20
RELATIONS = ("supports", "attacks", "opposes", "cooperates_with", "negotiates_with", "accuses", "controls", "threatens")
_TOLD, _CITED = 8, 4
"""So many statements does a document make, some of them several times, and so many speakers does it cite."""
_SYLLABLES = ("kar", "vos", "lum", "tri", "nor", "sel", "mar", "ost", "bel", "dun", "hal", "rin", "gor", "wen", "zal")
_SKEW = 2.2
"""The n-th most frequent of N has the share (n/N) ** (1/2.2) together with all before it."""
_REMEMBERED = 500
_FIRST_DAY = date(2015, 1, 1)
Drawn = TypeVar("Drawn")


class Made(NamedTuple):
    """An analysis, and the id of the document of which it is a reprint."""

    analysis: Analysis
    copy_of: str | None


class World:
    """The actors, outlets, speakers and statements of an invented world; documents are numbered from `first`."""

    def __init__(self, *, first: int = 0, actors: int = 3000, outlets: int = 300, statements: int = 250_000) -> None:
        self._draw = random.Random(7)
        self._names = _names()
        self.actors = [f"{next(self._names)} Front" for _ in range(actors)]
        self.outlets = [f"{next(self._names)} Herald" for _ in range(outlets)]
        self.speakers = [f"{next(self._names)} Ministry" for _ in range(actors)]
        self.statements = [self._statement() for _ in range(statements)]
        self._recent: deque[Analysis] = deque(maxlen=_REMEMBERED)
        self._number = count(first)

    def documents(self, number: int) -> Iterator[Made]:
        """The next documents, each analysed."""
        for _ in range(number):
            if self._recent and self._draw.random() < 0.1:
                original = self._draw.choice(self._recent)
                yield Made(self._reprint(original), original.document.id)
            else:
                analysis = self._analysis()
                self._recent.append(analysis)
                yield Made(analysis, None)

    def _statement(self) -> tuple[str, str, str]:
        subject, object_ = self._some(self.actors), self._some(self.actors)
        return (subject, self._draw.choice(RELATIONS), object_) if subject != object_ else self._statement()

    def _some(self, these: list[Drawn]) -> Drawn:
        return these[int(len(these) * self._draw.random() ** _SKEW)]

    def _document(self, text: str, publisher: str) -> Document:
        number = next(self._number)
        day = _FIRST_DAY + timedelta(days=number * 3650 // 50_000 % 3650)
        return Document(id=f"invented-{number:08}", text=text, publisher=publisher, published=day.isoformat())

    def _analysis(self) -> Analysis:
        publisher = self._some(self.outlets)
        told = [self._some(self.statements) for _ in range(_TOLD)]
        speakers = [self._some(self.speakers) for _ in range(_CITED)]
        lines, claims, attributions = [], [], []
        start = 0
        for _ in range(CLAIMS_IN_DOCUMENT):
            chain, standing = self._chain(publisher, speakers)
            claim, attribution, line = self._line(self._draw.choice(told), chain, standing, start)
            lines.append(line)
            claims.append(claim)
            attributions += attribution
            start += len(line) + 1
        used = {name for claim in claims for name in (claim.subject, claim.object)}
        used |= {name for claim in claims for name in claim.holder[1:] if name != "officials"}
        actors = {name: Actor(type="organisation", names=(name,)) for name in sorted(used)}
        document = self._document("\n".join(lines), publisher)
        return Analysis(document=document, actors=actors, claims=tuple(claims), attributions=tuple(attributions))

    def _line(
        self, statement: tuple[str, str, str], chain: tuple[str, ...], standing: Standing, start: int
    ) -> tuple[Claim, list[Attribution], str]:
        subject, relation, object_ = statement
        line = f"{subject} {relation} {object_}, said {chain[-1]}."
        cited = Attribution(
            id=f"a{start}",
            holder=chain[-1],
            standing=standing,
            source=((start + line.index(", said ") + 7, start + len(line) - 1),),
            cue=((start + line.index("said"), start + line.index("said") + 4),),
            content=((start, start + line.index(", said")),),
        )
        chance = self._draw.random()
        claim = Claim(
            holder=chain,
            subject=subject,
            relation=relation,
            object=object_,
            polarity="denied" if chance < 0.12 else "affirmed",
            modality="possible" if chance > 0.92 else "intended" if chance > 0.85 else "actual",
            evidence=((start, start + line.index(", said")),),
            confidence=0.8,
            why="invented",
        )
        return claim, [cited] if len(chain) > 1 else [], line

    def _chain(self, publisher: str, speakers: list[str]) -> tuple[tuple[str, ...], Standing]:
        chance = self._draw.random()
        if chance < 0.35:
            return (publisher,), "named"
        if chance < 0.38:
            return ("reader",), "named"
        if chance < 0.48:
            return (publisher, "officials"), "anonymous"
        other = self._some(self.outlets)
        if chance > 0.9 and other != publisher:
            return (publisher, other) if chance > 0.97 else (publisher, other, self._draw.choice(speakers)), "named"
        return (publisher, self._draw.choice(speakers)), "named"

    def _reprint(self, original: Analysis) -> Analysis:
        before = original.document.publisher or ""
        publisher = self._draw.choice([name for name in self.outlets[:50] if name != before])
        claims = tuple(
            msgspec.structs.replace(claim, holder=(publisher, *claim.holder[1:]))
            if claim.holder[0] == before
            else claim
            for claim in original.claims
        )
        document = self._document(original.document.text, publisher)
        return msgspec.structs.replace(original, document=document, claims=claims)


def _names() -> Iterator[str]:
    """Names that no two share: 'Karvoslum', 'Karvostri' ..."""
    base = len(_SYLLABLES)
    for number in count(base * base):
        digits, rest = [], number
        while rest:
            rest, digit = divmod(rest, base)
            digits.append(_SYLLABLES[digit])
        yield "".join(reversed(digits)).capitalize()
