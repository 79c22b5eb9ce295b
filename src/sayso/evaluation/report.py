"""Analyses annotated documents afresh and compares what comes out with the annotation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from sayso.claims.codebook import Codebook
from sayso.evaluation import attribution, claims, dates, relations
from sayso.evaluation.forks import in_forks
from sayso.evaluation.rows import Row, bare, read_rows, require
from sayso.model import Document

if TYPE_CHECKING:
    from sayso.resources import Resources

Kind: TypeAlias = Literal["claims", "attribution", "dates", "relations"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "claims": ("id", "text", "actors", "claims"),
    "attribution": ("id", "text", "attributions"),
    "dates": ("id", "text", "timex"),
    "relations": ("id", "sentence", "source", "target", "plover"),
}
_LINES: Mapping[Kind, Callable[..., list[str]]] = {
    "claims": claims.lines,
    "attribution": attribution.lines,
    "dates": dates.lines,
    "relations": relations.lines,
}


@dataclass(frozen=True)
class Report:
    """The figures of one evaluation, JSON-ready; what each means stands in the module of its kind."""

    kind: Kind
    figures: dict[str, Any]

    def lines(self, *, details: bool = False) -> list[str]:
        """The figures as printed; `details` adds those of single relations or classes."""
        return _LINES[self.kind](self.figures, details=details)


def evaluate(kind: Kind, gold: Path, resources: Resources, *, processes: int = 1) -> Report:
    """Analyses every document of `gold` without its annotation, and scores the outcome.

    `gold` is a folder of NAME.json or a file with one JSON object a line. Given passages are kept, all else is found
    anew. Of attributions only the outermost count, on both sides. Raises UsageError where `gold` cannot be used.
    """
    rows = read_rows(gold)
    require(rows, _NEEDED[kind], gold)
    firsts = [same[0] for same in relations.by_sentence(rows)] if kind == "relations" else rows
    predicted = _analysed([bare(row) for row in firsts], resources, processes)
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
    "claims": "claims", "attribution": "attributions", "dates": "dates", "relations": "claims",
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


def _outermost(row: Row) -> Row:
    return {**row, "attributions": [a for a in row["attributions"] if a.get("parent") is None]}


def _analysed(documents: Sequence[Document], resources: Resources, processes: int) -> list[Row]:
    from sayso.analysis import analyse  # scoring a given prediction needs no language model

    def work(part: Sequence[Document]) -> list[Row]:
        return [analyse(document, resources).as_row() for document in part]

    if processes == 1:
        return work(documents)
    parts = in_forks(work, [documents[i::processes] for i in range(processes)])
    rows = {row["id"]: row for part in parts for row in part}
    return [rows[document.id] for document in documents]
