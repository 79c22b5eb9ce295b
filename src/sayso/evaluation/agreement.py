"""How far those who coded the same documents agree: on claims, sentence by sentence, on relations, and on words.

    f1        at each level of claims.py, the mean of both ways: either coder in the place of gold
    kappa     Cohen's kappa over decisions: for each sentence and each relation, whether a claim with this relation has
              evidence there
    relations Krippendorff's alpha over the choice of relation, for each sentence and two actors (in either order) that
              two or more coders relate there; where somebody gives them several relations, equal choices are matched
              first, and the others in the order of their names. What one coder alone relates cannot be compared
    words     Krippendorff's alpha over words: whether a word belongs to the evidence of any claim; for one relation,
              to that of a claim with this relation

A document counts for those who coded it with the same text. Sentences end at line breaks, and at a full stop,
question or exclamation mark before white space and a capital, digit or quotation mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, TypeAlias

from sayso.claims.codebook import Codebook
from sayso.evaluation.chance import Decisions
from sayso.evaluation.claims import LEVELS, coded, score_claims
from sayso.evaluation.rows import Row
from sayso.findings.alpha import krippendorff_alpha
from sayso.model import Span

Codings: TypeAlias = Mapping[str, Sequence[Row]]
"""Coder -> the documents as this coder coded them."""
Shared: TypeAlias = Mapping[str, Row]
"""One document: coder -> row."""

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|[\n\r]+")
_WORD = re.compile(r"\w+")


def agreement(codings: Codings, codebook: Codebook) -> dict[str, Any]:
    """Figures, JSON-ready: of all coders together, and of each two of them."""
    documents = shared_documents(codings)
    return {
        "coders": {
            name: {"documents": len(rows), "claims": sum(len(r["claims"]) for r in rows)}
            for name, rows in codings.items()
        },
        "documents": len(documents),
        "alpha": {"relations": _alpha_relations(documents), "words": _alpha_words(documents)},
        "pairs": [_pair(one, other, documents, codebook) for one, other in combinations(codings, 2)],
    }


def shared_documents(codings: Codings) -> dict[str, dict[str, Row]]:
    """The documents that two or more coded with the same text (that of the first of them), by id."""
    found: dict[str, dict[str, Row]] = {}
    for coder, rows in codings.items():
        for row in rows:
            found.setdefault(row["id"], {})[coder] = row
    return {id_: same for id_ in sorted(found) if len(same := _same_text(found[id_])) > 1}


def _same_text(rows: Shared) -> dict[str, Row]:
    text = next(iter(rows.values()))["text"]
    return {coder: row for coder, row in rows.items() if row["text"] == text}


def _pair(one: str, other: str, documents: Mapping[str, Shared], codebook: Codebook) -> dict[str, Any]:
    both = {
        id_: {name: rows[name] for name in (one, other)}
        for id_, rows in documents.items()
        if one in rows and other in rows
    }
    firsts, seconds = ([rows[name] for rows in both.values()] for name in (one, other))
    f1 = _f1(firsts, seconds, codebook)
    decided = _decisions(both.values(), sorted(set(codebook.relations) | _used(firsts) | _used(seconds)))
    return {
        "coders": [one, other],
        "documents": len(both),
        "claims": [_count(firsts), _count(seconds)],
        "f1": {level: f1[level] for level in LEVELS},
        "kappa": _rounded(_sum(decided.values()).kappa()),
        "alpha": {"relations": _alpha_relations(both), "words": _alpha_words(both)},
        "by_relation": {
            relation: {
                "f1": f1["by_relation"].get(relation),
                "kappa": _rounded(decided[relation].kappa()),
                "alpha_words": _alpha_words(both, relation),
                "claims": [_count(firsts, relation), _count(seconds, relation)],
            }
            for relation in sorted(_used(firsts) | _used(seconds))
        },
        "by_document": {id_: _levels(rows[one], rows[other], codebook) for id_, rows in both.items()},
    }


def _levels(one: Row, other: Row, codebook: Codebook) -> dict[str, float]:
    figures = _f1([one], [other], codebook)
    return {level: figures[level] for level in LEVELS}


def _used(rows: Sequence[Row]) -> set[str]:
    return {claim["relation"] for row in rows for claim in row["claims"]}


def _count(rows: Sequence[Row], relation: str | None = None) -> int:
    return sum(relation in (None, claim["relation"]) for row in rows for claim in row["claims"])


def _f1(one: Sequence[Row], other: Sequence[Row], codebook: Codebook) -> dict[str, Any]:
    """F1 by level, and at the level `relation` by relation: the mean of both ways."""
    ways = [score_claims(gold, found, codebook) for gold, found in ((one, other), (other, one))]
    figures: dict[str, Any] = {level: _mean(way[level]["f1"] for way in ways) for level in LEVELS}
    relations = sorted({relation for way in ways for relation in way["by_relation"]})
    figures["by_relation"] = {r: _mean(way["by_relation"].get(r, {"f1": 0.0})["f1"] for way in ways) for r in relations}
    return figures


def _mean(values: Iterable[float]) -> float:
    given = list(values)
    return round(sum(given) / len(given), 4)


def _decisions(documents: Iterable[Shared], relations: Sequence[str]) -> dict[str, Decisions]:
    """For each relation, the decisions of two coders on all sentences of their documents."""
    decided = {relation: Decisions() for relation in relations}
    for rows in documents:
        first, second = rows.values()
        places = sentences(first["text"])
        marked = [_sentences_of(row, places) for row in (first, second)]
        for number in range(len(places)):
            for relation, decisions in decided.items():
                decisions.add(*((number, relation) in own for own in marked))
    return decided


def _sentences_of(row: Row, places: Sequence[Span]) -> set[tuple[int, str]]:
    """(number of a sentence, relation) for all claims: where their evidence lies."""
    return {(number, claim["relation"]) for claim in row["claims"] for number in _sentences_in(_spans(claim), places)}


def _sentences_in(spans: Sequence[Span], places: Sequence[Span]) -> list[int]:
    """The numbers of the sentences that some spans touch."""
    return [n for n, (first, last) in enumerate(places) if any(start < last and first < end for start, end in spans)]


def sentences(text: str) -> list[Span]:
    """The sentences of a text, without the blank ones; see the module's head for where they end."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    places = zip([0, *ends], [*ends, len(text)], strict=True)
    return [(start, end) for start, end in places if text[start:end].strip()]


def _sum(decided: Iterable[Decisions]) -> Decisions:
    total = Decisions()
    for one in decided:
        total.both, total.neither = total.both + one.both, total.neither + one.neither
        total.first, total.second = total.first + one.first, total.second + one.second
    return total


def _alpha_relations(documents: Mapping[str, Shared]) -> float | None:
    return _rounded(krippendorff_alpha(unit for rows in documents.values() for unit in _choices(rows)))


def _choices(rows: Shared) -> Iterator[dict[str, str]]:
    """For two actors in a sentence, units of one relation for each coder."""
    first = next(iter(rows.values()))
    places = sentences(first["text"])
    pairs: dict[tuple[int, frozenset[str]], dict[str, set[str]]] = {}
    for coder, row in rows.items():
        for claim in coded(first, row):
            for number in _sentences_in(claim.evidence, places):
                related = pairs.setdefault((number, frozenset((claim.subject, claim.object))), {})
                related.setdefault(coder, set()).add(claim.relation)
    for chosen in pairs.values():
        yield from _matched(chosen)


def _matched(chosen: Mapping[str, set[str]]) -> Iterator[dict[str, str]]:
    """Units of one relation for each coder: that which most have chosen first, beside it what others alone have."""
    left = {coder: set(relations) for coder, relations in chosen.items()}
    while counted := Counter(relation for relations in left.values() for relation in relations):
        most = min(counted, key=lambda relation: (-counted[relation], relation))
        unit: dict[str, str] = {}
        for coder, relations in left.items():
            alone = sorted(relation for relation in relations if counted[relation] == 1)
            if most in relations or alone:
                unit[coder] = most if most in relations else alone[0]
                relations.discard(unit[coder])
        yield unit


def _alpha_words(documents: Mapping[str, Shared], relation: str | None = None) -> float | None:
    units = (unit for rows in documents.values() for unit in _words(rows, relation))
    return _rounded(krippendorff_alpha(units))


def _words(rows: Shared, relation: str | None) -> Iterator[dict[str, bool]]:
    """For each word of a document: whether it belongs to evidence, by coder."""
    text = next(iter(rows.values()))["text"]
    marked = {}
    for coder, row in rows.items():
        marks = bytearray(len(text))
        for claim in row["claims"]:
            if relation in (None, claim["relation"]):
                for start, end in _spans(claim):
                    marks[start:end] = b"\1" * (min(end, len(text)) - start)
        marked[coder] = marks
    for word in _WORD.finditer(text):
        yield {coder: 1 in marks[word.start() : word.end()] for coder, marks in marked.items()}


def _spans(claim: Mapping[str, Any]) -> list[Span]:
    return [(e[0], e[1]) for e in claim.get("evidence", []) if not isinstance(e, str)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
