"""The claims of two coders side by side: what both have, where they differ, and what only one of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from sayso.claims.codebook import Codebook
from sayso.evaluation.agreement import Codings, shared_documents
from sayso.evaluation.claims import Coded, coded
from sayso.evaluation.counting import best_first
from sayso.evaluation.rows import Row


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of one coder or of both. `claims` are coder -> the claim as coded; `quotation` is its first evidence.

    `differs` says in what two claims are not the same: 'relation', 'direction', 'holder', 'polarity', 'modality',
    'when', 'evidence' (no word in common). Empty where one coder alone has the claim, or both have the same.
    """

    document: str
    coders: tuple[str, str]
    claims: dict[str, dict[str, Any]]
    differs: tuple[str, ...] = ()
    quotation: str = ""

    @property
    def is_same(self) -> bool:
        """Whether both have the claim, and nothing differs."""
        return len(self.claims) > 1 and not self.differs


def differences(codings: Codings, codebook: Codebook) -> Iterator[Difference]:
    """Of each two coders, document by document: pairs in the order of the first's claims, then what the second adds.

    Two claims are laid side by side where they are about the same two actors (in either order), and either have the
    same relation, or evidence in common; of several, those with most in common.
    """
    symmetric = {name for name, relation in codebook.relations.items() if relation.symmetric}
    names = list(codings)
    for id_, rows in shared_documents(codings).items():
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                if one in rows and other in rows:
                    yield from _side_by_side(id_, (one, other), (rows[one], rows[other]), symmetric)


def _side_by_side(
    id_: str, coders: tuple[str, str], rows: tuple[Row, Row], symmetric: set[str]
) -> Iterator[Difference]:
    mine, theirs = coded(rows[0], rows[0]), coded(rows[0], rows[1])
    scored = (
        (_likeness(a, b, symmetric), i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs) if _is_one(a, b)
    )
    partners = dict(best_first(scored))
    for i, claim in enumerate(rows[0]["claims"]):
        claims, differs = {coders[0]: claim}, tuple[str, ...]()
        if (j := partners.get(i)) is not None:
            claims[coders[1]] = rows[1]["claims"][j]
            differs = _differs(mine[i], theirs[j], symmetric, list(claims.values()))
        yield _difference(id_, coders, claims, differs, rows[0]["text"])
    for j, claim in enumerate(rows[1]["claims"]):
        if j not in partners.values():
            yield _difference(id_, coders, {coders[1]: claim}, (), rows[0]["text"])


def _difference(
    id_: str, coders: tuple[str, str], claims: dict[str, dict[str, Any]], differs: tuple[str, ...], text: str
) -> Difference:
    evidence = next(iter(claims.values())).get("evidence") or [[0, 0]]
    first = evidence[0]
    words = first if isinstance(first, str) else text[first[0] : first[1]]
    return Difference(document=id_, coders=coders, claims=claims, differs=differs, quotation=" ".join(words.split()))


def _is_one(a: Coded, b: Coded) -> bool:
    return {a.subject, a.object} == {b.subject, b.object} and (a.relation == b.relation or _overlap(a, b))


def _overlap(a: Coded, b: Coded) -> bool:
    return any(s < f and e < t for s, t in a.evidence for e, f in b.evidence)


def _turned(a: Coded, b: Coded, symmetric: set[str]) -> bool:
    return (a.subject, a.object) != (b.subject, b.object) and not {a.relation, b.relation} & symmetric


def _likeness(a: Coded, b: Coded, symmetric: set[str]) -> float:
    """What is the same, that which makes a claim another one first."""
    same = (
        a.relation == b.relation, not _turned(a, b, symmetric), a.polarity == b.polarity, a.holders == b.holders,
        _overlap(a, b), a.modality == b.modality,
    )  # fmt: skip
    return sum(2.0 ** (len(same) - place) for place, holds in enumerate(same) if holds)


def _differs(a: Coded, b: Coded, symmetric: set[str], claims: Sequence[Row]) -> tuple[str, ...]:
    found = {
        "relation": a.relation != b.relation,
        "direction": _turned(a, b, symmetric),
        "holder": a.holders != b.holders,
        "polarity": a.polarity != b.polarity,
        "modality": a.modality != b.modality,
        "when": claims[0].get("when") != claims[1].get("when"),
        "evidence": not _overlap(a, b),
    }
    return tuple(name for name, differs in found.items() if differs)
