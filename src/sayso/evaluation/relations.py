"""Figures for relations against sentences coded by PLOVER, the event scheme that follows CAMEO.

A gold row is one event: `sentence`, `source` and `target` as lists of words, its class `plover`, and `reciprocal`.
Rows with the same sentence are one document. A row with several sources or targets stands for one event for each pair
of them (a reciprocal row for each unordered pair). A side without words is matched by any actor: gold does not say.

A claim's relation has the PLOVER classes that the codebook gives it, which are others where it is only intended: what
helps is then AGREE, what harms THREATEN. An actor of a claim is the one that gold's words
name when one of its names in the sentence holds all of those words, or is itself among them before the first
preposition that only says where ('Ana Lund' for 'Minister Ana Lund', 'rebels' for 'rebels in Orvel', but not
'Orvel'). Evidence does not help an actor to match, since most evidence holds every name of the sentence. Denied
claims are left out: PLOVER codes what happens, is planned or is said.

Each level is a one-to-one matching of distinct things in a sentence, as precision, recall and F1 over all sentences:

    pair         source and target (in either order for reciprocal rows and symmetric relations)
    code         the class, whoever the actors are
    actors+code  both: the headline

Sources: https://github.com/openeventdata/PLOVER for the scheme, PLOVER_GSR_CAMEO for the sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from sayso.claims.codebook import Codebook, load_codebook
from sayso.evaluation.counting import Tally, line, most_pairs
from sayso.evaluation.names import fold, folded_names
from sayso.evaluation.rows import Row

LEVELS = ("pair", "code", "actors+code")

_PLACING = frozenset({"in", "at", "on", "from", "to", "near"})

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Side:
    """The words of a gold source or target; `core` are those before a preposition of place. Both empty: anybody."""

    words: Words = frozenset()
    core: Words = frozenset()

    @classmethod
    def of(cls, phrase: str) -> _Side:
        words = fold(phrase).split()
        cut = next((i for i, word in enumerate(words) if word in _PLACING), len(words))
        return cls(frozenset(words), frozenset(words[: cut or len(words)]))

    def named_by(self, names: Iterable[Words]) -> bool:
        return not self.words or any(name and (name >= self.words or name <= self.core) for name in names)


@dataclass(frozen=True, slots=True)
class _Event:
    """One gold event between two actors."""

    source: _Side
    target: _Side
    plover: str
    reciprocal: bool


@dataclass(frozen=True, slots=True)
class _Predicted:
    """A claim as the names of its actors and the PLOVER classes of its relation."""

    subject: frozenset[Words]
    object: frozenset[Words]
    classes: frozenset[str]
    symmetric: bool


def score_relations(gold: Sequence[Row], predicted: Sequence[Row], codebook: Codebook | None = None) -> dict[str, Any]:
    """The figures of every level and, at the level `actors+code`, of each class (`by_class`: found, gold).

    Predicted rows hold `id` (of the first gold row with the sentence), `actors` and `claims`. A sentence without
    prediction counts as one with none. `codebook` None is the one that ships with sayso.
    """
    codebook = codebook or load_codebook()
    by_id = {row["id"]: row for row in predicted}
    tallies = {level: Tally() for level in LEVELS}
    by_class: dict[str, dict[str, int]] = {}
    sentences = by_sentence(gold)
    for rows in sentences:
        events = list(dict.fromkeys(event for row in rows for event in _events(row)))
        claims = _predictions(by_id.get(rows[0]["id"], {"claims": []}), codebook)
        for level in LEVELS:
            tallies[level].add(*_count(level, events, claims))
        for name in sorted({event.plover for event in events}):
            found, _, total = _count("actors+code", [e for e in events if e.plover == name], claims)
            count = by_class.setdefault(name, {"found": 0, "gold": 0})
            count["found"] += found
            count["gold"] += total
    return {
        **{level: tally.figures() for level, tally in tallies.items()},
        "sentences": {"gold": len(sentences), "pred": sum(rows[0]["id"] in by_id for rows in sentences)},
        "by_class": dict(sorted(by_class.items())),
    }


def lines(figures: Mapping[str, Any], *, details: bool = False) -> list[str]:
    """The figures as printed; with `details` also how many events of each class were found."""
    sentences = figures["sentences"]
    rows = [f"sentences: {sentences['pred']} of {sentences['gold']} predicted"]
    rows += [line(level, figures[level]) for level in LEVELS]
    if details:
        rows += [f"  {name:16s} {count['found']} of {count['gold']}" for name, count in figures["by_class"].items()]
    return rows


def by_sentence(gold: Iterable[Row]) -> list[list[Row]]:
    """The gold rows of each sentence, in the order of the file."""
    sentences: dict[str, list[Row]] = {}
    for row in gold:
        sentences.setdefault(row["sentence"], []).append(row)
    return list(sentences.values())


def _events(row: Row) -> list[_Event]:
    sources, targets = ([_Side.of(words) for words in row[side]] or [_Side()] for side in ("source", "target"))
    reciprocal = bool(row.get("reciprocal"))
    both = list(dict.fromkeys(sources + targets))
    pairs = combinations(both, 2) if reciprocal else product(sources, targets)
    return [_Event(source, target, row["plover"], reciprocal) for source, target in pairs]


def _predictions(row: Row, codebook: Codebook) -> list[_Predicted]:
    names = {
        key: frozenset(frozenset(name.split()) for name in spellings) for key, spellings in folded_names(row).items()
    }
    predictions = []
    for claim in row["claims"]:
        relation = codebook.relations.get(claim["relation"])
        if relation is None or claim.get("polarity") == "denied":
            continue
        intended = claim.get("modality") == "intended" and relation.intended_plover
        codes = intended or relation.plover
        subject, object_ = (names.get(key, frozenset({frozenset(fold(key).split())})) for key in _actors(claim))
        predictions.append(_Predicted(subject, object_, frozenset(codes), relation.symmetric))
    return predictions


def _actors(claim: Mapping[str, Any]) -> tuple[str, str]:
    return claim["subject"], claim["object"]


def _count(level: str, events: Sequence[_Event], claims: Sequence[_Predicted]) -> tuple[int, int, int]:
    """How many distinct things agree, are predicted and are annotated at the level."""
    if level == "pair":
        pairs = {(event.source, event.target, event.reciprocal): event for event in events}
        actors = {(claim.subject, claim.object): claim for claim in sorted(claims, key=lambda c: c.symmetric)}
        return most_pairs(list(pairs.values()), list(actors.values()), _same_actors), len(actors), len(pairs)
    if level == "code":
        classes = sorted({event.plover for event in events})
        coded = sorted({tuple(sorted(claim.classes)) for claim in claims})
        return most_pairs(classes, coded, lambda name, names: name in names), len(coded), len(classes)
    distinct = list(dict.fromkeys(claims))
    matched = most_pairs(events, distinct, lambda e, c: e.plover in c.classes and _same_actors(e, c))
    return matched, len(distinct), len(events)


def _same_actors(event: _Event, claim: _Predicted) -> bool:
    straight = event.source.named_by(claim.subject) and event.target.named_by(claim.object)
    if straight or not (event.reciprocal or claim.symmetric):
        return straight
    return event.source.named_by(claim.object) and event.target.named_by(claim.subject)
