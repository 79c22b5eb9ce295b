"""Analyses annotated documents afresh and compares what comes out with the annotation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import msgspec

from sayso.claims.codebook import Codebook
from sayso.evaluation import actors, attribution, claims, dates, relations
from sayso.evaluation.forks import in_forks
from sayso.evaluation.rows import Row, bare, read_rows, require
from sayso.model import Actor, Document

if TYPE_CHECKING:
    from sayso.resources import Resources

Kind: TypeAlias = Literal["claims", "attribution", "dates", "relations", "actors"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "claims": ("id", "text", "actors", "claims"),
    "attribution": ("id", "text", "attributions"),
    "dates": ("id", "text", "timex"),
    "relations": ("id", "sentence", "source", "target", "plover"),
    "actors": ("id", "text", "actors", "claims"),
}
_LINES: Mapping[Kind, Callable[..., list[str]]] = {
    "claims": claims.lines,
    "attribution": attribution.lines,
    "dates": dates.lines,
    "relations": relations.lines,
    "actors": actors.lines,
}


@dataclass(frozen=True)
class Report:
    """The figures of one evaluation, JSON-ready; what each means stands in the module of its kind."""

    kind: Kind
    figures: dict[str, Any]

    def lines(self, *, details: bool = False) -> list[str]:
        """The figures as printed; `details` adds those of single relations or classes."""
        return _LINES[self.kind](self.figures, details=details)


def evaluate(
    kind: Kind, gold: Path, resources: Resources, *, processes: int = 1, min_confidence: float = 0.0
) -> Report:
    """Analyses every document of `gold` without its annotation, and scores the outcome.

    Claims of less than `min_confidence` do not count.

    `gold` is a folder of NAME.json or a file with one JSON object a line. Given passages are kept, all else is found
    anew. Of attributions only the outermost count, on both sides. Raises UsageError where `gold` cannot be used.
    """
    rows = read_rows(gold)
    require(rows, _NEEDED[kind], gold)
    return evaluate_rows(kind, rows, resources, processes=processes, min_confidence=min_confidence)


def evaluate_rows(
    kind: Kind, rows: Sequence[Row], resources: Resources, *, processes: int = 1, min_confidence: float = 0.0
) -> Report:
    """As `evaluate`, for annotated documents that were read before and have the fields that the kind needs."""
    firsts = [same[0] for same in relations.by_sentence(rows)] if kind == "relations" else rows
    predicted = _analysed(kind, [bare(row) for row in firsts], resources, processes)
    if min_confidence:
        sure = [[claim for claim in row["claims"] if claim["confidence"] >= min_confidence] for row in predicted]
        predicted = [{**row, "claims": claims} for row, claims in zip(predicted, sure, strict=True)]
    return Report(kind, _figures(kind, rows, predicted, resources.codebook))


def score(kind: Kind, gold: Path, predicted: Path, codebook: Codebook | None = None) -> Report:
    """Scores a given prediction: a folder or file of rows as `sayso analyse --jsonl` prints them.

    Raises UsageError where one of the two cannot be used.
    """
    rows, others = read_rows(gold), read_rows(predicted)
    require(rows, _NEEDED[kind], gold)
    require(others, ("id", _PREDICTED[kind]), predicted)
    return Report(kind, _figures(kind, rows, others, codebook))


_PREDICTED: Mapping[Kind, str] = {
    "claims": "claims", "attribution": "attributions", "dates": "dates", "relations": "claims", "actors": "cast",
}  # fmt: skip


def _figures(kind: Kind, gold: Sequence[Row], predicted: Sequence[Row], codebook: Codebook | None) -> dict[str, Any]:
    match kind:
        case "claims":
            return claims.score_claims(gold, predicted, codebook)
        case "attribution":
            return attribution.score_attribution(*(list(map(_outermost, rows)) for rows in (gold, predicted)))
        case "dates":
            return dates.score_dates(gold, [{"id": row["id"], "timex": row["dates"]} for row in predicted])
        case "relations":
            return relations.score_relations(gold, predicted, codebook)
        case "actors":
            return actors.score_actors(gold, predicted)


def _outermost(row: Row) -> Row:
    return {**row, "attributions": [a for a in row["attributions"] if a.get("parent") is None]}


def _analysed(kind: Kind, documents: Sequence[Document], resources: Resources, processes: int) -> list[Row]:
    from sayso.analysis import analyse  # scoring a given prediction needs no language model

    def row(document: Document) -> Row:
        return _with_cast(document, resources) if kind == "actors" else analyse(document, resources).as_row()

    def work(part: Sequence[Document]) -> list[Row]:
        return list(map(row, part))

    if processes == 1:
        return work(documents)
    parts = in_forks(work, [documents[i::processes] for i in range(processes)])
    rows = {row["id"]: row for part in parts for row in part}
    return [rows[document.id] for document in documents]


def _with_cast(document: Document, resources: Resources) -> Row:
    """The analysis and, as `cast`, all actors and mentions, whose words each sentence is, and who is shown."""
    from sayso.actors import find_actors
    from sayso.analysis import analyse
    from sayso.claims.actor_signs import Scene
    from sayso.claims.holders import Holders
    from sayso.claims.known import KnownWords
    from sayso.reading import with_passages

    document = with_passages(document)
    parsed = resources.parse(document)
    found = find_actors(parsed, resources.registry)
    analysis = analyse(document, replace(resources, parse=lambda _: parsed))
    everybody, judge = found.actors | analysis.actors, resources.taking_part
    shown = {actor for claim in analysis.claims for actor in (claim.subject, claim.object)}
    if judge is not None:
        book = resources.codebook
        scene = Scene(parsed, found, analysis.attributions, analysis.claims, analysis.labels, book, KnownWords(book))
        everybody = judge.judged(scene)
        shown |= {key for key, actor in everybody.items() if judge.shows(actor)}
    holders = Holders(parsed, found, analysis.attributions)
    tokens = {token.start: token for token in parsed.tokens}
    mentions = [msgspec.structs.replace(m, actors=holders.actors_of(m, tokens[m.head])) for m in found.mentions]
    # 'We' in a quotation of nobody who is known stands for the words of its source.
    unknown = {key: Actor(type="unknown", names=(key,)) for m in mentions for key in m.actors if key not in everybody}
    cast = {
        "actors": everybody | unknown,
        "mentions": mentions,
        "sentences": [[s.start, s.end, *holders.chain(s.root)] for s in parsed.sentences],
        "shown": sorted(shown),
    }
    return {**analysis.as_row(), "cast": msgspec.to_builtins(cast)}
