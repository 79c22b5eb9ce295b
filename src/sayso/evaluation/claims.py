"""Figures for claims and labels, document by document.

Each level is a one-to-one matching of the distinct claims of a document, counted over all documents as precision,
recall and F1:

    pair      the same two actors, in either order
    directed  the same subject and object (in either order where one of the two relations is symmetric)
    relation  directed, and the same relation
    valence   directed, and a relation of the same valence (+, -, 0)
    holder    relation, and the same innermost holder
    strict    holder, and the same whole chain of holders, polarity and modality
    grounded  holder, and the evidence overlaps the gold evidence
    reported  holder, over claims with more than one holder alone (gold or predicted)
    labels    (innermost holder, actor, tone) of evaluative names

`chain` tells how many gold claims have more than one holder (`gold`), how many of these are found at the level
`relation` (`found`), for how many of these a predicted claim also has the whole chain right (`right`), and the share of
the last two.

`verbatim` is the share of predicted evidence spans that lie inside the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sayso.claims.codebook import Codebook, load_codebook
from sayso.evaluation.counting import Tally, line, most_pairs
from sayso.evaluation.names import ActorMap
from sayso.evaluation.rows import Row
from sayso.model import Span

LEVELS = ("pair", "directed", "relation", "valence", "holder", "strict", "grounded", "reported", "labels")


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim in gold names. `evidence` holds only spans."""

    subject: str
    relation: str
    object: str
    holders: tuple[str, ...]
    polarity: str
    modality: str
    evidence: tuple[Span, ...]


def score_claims(gold: Sequence[Row], predicted: Sequence[Row], codebook: Codebook | None = None) -> dict[str, Any]:
    """The figures of every level, of `verbatim` and, at the level `relation`, of each relation (`by_relation`).

    Rows are joined by `id`; a gold document without prediction counts as one with none. `codebook` says which
    relations are symmetric and what their valence is; None is the one that ships with sayso.
    """
    compare = Comparison(codebook or load_codebook())
    by_id = {row["id"]: row for row in predicted}
    tallies = {level: Tally() for level in LEVELS}
    by_relation: defaultdict[str, Tally] = defaultdict(Tally)
    spans: list[bool] = []
    chains = Counter(right=0, found=0, gold=0)
    for row in gold:
        other = by_id.get(row["id"], {"actors": {}, "claims": [], "labels": []})
        mine, theirs = coded(row, row), coded(row, other)
        for level in LEVELS[:-1]:
            tallies[level].add(*compare.count(level, mine, theirs))
        chains.update(compare.chains(mine, theirs))
        for relation in sorted({claim.relation for claim in mine + theirs}):
            both = [[c for c in claims if c.relation == relation] for claims in (mine, theirs)]
            by_relation[relation].add(*compare.count("relation", *both))
        labels, found = _labels(row, row), _labels(row, other)
        tallies["labels"].add(len(labels & found), len(found), len(labels))
        spans += _verbatim(other, other.get("text") or row.get("text", ""))
    return {
        **{level: tally.figures() for level, tally in tallies.items()},
        "chain": {"share": round(chains["right"] / chains["found"], 4) if chains["found"] else None, **chains},
        "verbatim": round(sum(spans) / len(spans), 4) if spans else None,
        "documents": {"gold": len(gold), "pred": len({row["id"] for row in gold} & by_id.keys())},
        "by_relation": {relation: tally.figures() for relation, tally in sorted(by_relation.items())},
    }


def lines(figures: Mapping[str, Any], *, details: bool = False) -> list[str]:
    """The figures as printed; with `details` also those of each relation."""
    documents = figures["documents"]
    head = f"documents: {documents['pred']} of {documents['gold']} predicted; evidence verbatim: {figures['verbatim']}"
    rows = [head, *(line(level, figures[level]) for level in LEVELS), _chain_line(figures["chain"])]
    if details:
        rows += ["  " + line(relation, figures["by_relation"][relation]) for relation in figures["by_relation"]]
    return rows


def _chain_line(chain: Mapping[str, Any]) -> str:
    share = "-" if chain["share"] is None else f"{chain['share']:.3f}"
    return f"chain            {share}   ({chain['right']} right of {chain['found']} found, {chain['gold']} gold)"


class Comparison:
    """Says when two coded claims are the same at a level, for the relations of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._symmetric = {name for name, relation in codebook.relations.items() if relation.symmetric}
        self._valence = {name: str(relation.valence) for name, relation in codebook.relations.items()}

    def count(self, level: str, gold: Iterable[Coded], predicted: Iterable[Coded]) -> tuple[int, int, int]:
        """How many distinct claims agree, are predicted and are annotated."""
        mine, theirs = self._distinct(level, gold), self._distinct(level, predicted)
        return most_pairs(mine, theirs, partial(self._agree, level)), len(theirs), len(mine)

    def chains(self, gold: Iterable[Coded], predicted: Sequence[Coded]) -> dict[str, int]:
        """Of the distinct gold claims with more than one holder: how many are found, and with the right chain."""
        cited = {(g.subject, g.relation, g.object, g.holders): g for g in gold if len(g.holders) > 1}.values()
        found = [(g, [p for p in predicted if self._agree("relation", g, p)]) for g in cited]
        return {
            "right": sum(any(p.holders == g.holders for p in same) for g, same in found),
            "found": sum(bool(same) for _, same in found),
            "gold": len(cited),
        }

    def _distinct(self, level: str, claims: Iterable[Coded]) -> list[Coded]:
        table: dict[Hashable, Coded] = {}
        for claim in claims:
            if level == "reported" and len(claim.holders) < 2:
                continue
            part = self._compared(level, claim)
            first = table.get(part)
            table[part] = claim if first is None else replace(first, evidence=first.evidence + claim.evidence)
        return list(table.values())

    def _compared(self, level: str, claim: Coded) -> Hashable:
        """The parts of a claim that make it another one at this level."""
        actors = (claim.subject, claim.object)
        match level:
            case "pair":
                return frozenset(actors)
            case "directed":
                return actors
            case "relation":
                return (*actors, claim.relation)
            case "valence":
                return (*actors, self._valence_of(claim))
            case "strict":
                return replace(claim, evidence=())
        return (*actors, claim.relation, claim.holders[-1], claim.polarity)

    def _agree(self, level: str, gold: Coded, claim: Coded) -> bool:
        actors, others = (gold.subject, gold.object), (claim.subject, claim.object)
        crossed = actors == others[::-1]
        if level == "pair":
            return actors == others or crossed
        if actors != others and not (crossed and {gold.relation, claim.relation} & self._symmetric):
            return False
        if level == "directed":
            return True
        if level == "valence":
            return self._valence_of(gold) == self._valence_of(claim)
        if gold.relation != claim.relation:
            return False
        if level == "relation":
            return True
        if level == "strict":
            return _circumstances(gold) == _circumstances(claim)
        if gold.holders[-1] != claim.holders[-1]:
            return False
        return level != "grounded" or _overlap(gold.evidence, claim.evidence)

    def _valence_of(self, claim: Coded) -> str:
        return self._valence.get(claim.relation, claim.relation)


def _circumstances(claim: Coded) -> tuple[object, ...]:
    return claim.holders, claim.polarity, claim.modality


def _overlap(one: Iterable[Span], other: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def coded(gold: Row, row: Row) -> list[Coded]:
    """The claims of a row, in its order, with the names that its actors have in `gold`."""
    names = ActorMap(gold, row)
    return [
        Coded(
            subject=names(claim["subject"]),
            relation=claim["relation"],
            object=names(claim["object"]),
            holders=tuple(names(holder) for holder in claim.get("holder") or [""]),
            polarity=claim.get("polarity", "affirmed"),
            modality=claim.get("modality", "actual"),
            evidence=tuple((e[0], e[1]) for e in claim.get("evidence", []) if not isinstance(e, str)),
        )
        for claim in row["claims"]
    ]


def _labels(gold: Row, row: Row) -> set[tuple[str, str, str | None]]:
    names = ActorMap(gold, row)
    return {
        (names((label.get("holder") or [""])[-1]), names(label["actor"]), label.get("tone"))
        for label in row.get("labels", [])
    }


def _verbatim(row: Row, text: str) -> list[bool]:
    """For each piece of evidence (a span, or the words themselves): does it lie inside the text?"""
    evidence = [e for claim in row["claims"] for e in claim.get("evidence", [])]
    return [e in text if isinstance(e, str) else 0 <= e[0] < e[1] <= len(text) for e in evidence]
