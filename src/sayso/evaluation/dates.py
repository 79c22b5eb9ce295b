"""Figures for time expressions (TIMEX3), for all of them and for those of type DATE and TIME.

A predicted expression is paired with the annotated one that it overlaps most, one to one. Of the pairs:

    hit     all of them
    strict  those with the same span, a leading 'the', 'on', 'in', 'by', 'at', 'since', 'until' apart
    val     those with the same value
    gran    those whose value agrees when cut to the granularity of the gold value ('2021-08-19' with '2021-08')

`resolvable` counts only annotated values that begin with a year or decade ('2021-W33', '199'): not 'P3D'.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sayso.evaluation.rows import Row

LEVELS = ("hit", "strict", "val", "gran")

_DATED = frozenset({"DATE", "TIME"})
_PREPOSITION = re.compile(r"(the|on|in|by|at|since|until)\s+", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_GRANULARITY = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-W\d\d|(\d{4}-Q\d|\d{4}-\d\d|\d{4}|\d{3}X?)\Z")


class Timex(NamedTuple):
    """One time expression: its span, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str | None


class _Selection(NamedTuple):
    """Which annotated expressions count, and which types of unpaired predictions count as false alarms."""

    counts: Callable[[Timex], bool]
    types: frozenset[str] | None


def _is_dated(timex: Timex) -> bool:
    return timex.type in _DATED


def _is_resolvable(timex: Timex) -> bool:
    return _is_dated(timex) and re.match(r"\d{3}", timex.value or "") is not None


_SELECTIONS: Mapping[str, _Selection] = {
    "all types": _Selection(lambda _: True, None),
    "DATE+TIME": _Selection(_is_dated, _DATED),
    "DATE+TIME resolvable": _Selection(_is_resolvable, _DATED),
}


def score_dates(gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """For each selection: how many are annotated (`gold`) and predicted (`pred`), and each level as {"p", "r", "f1"}.

    Rows hold `id` and `timex` as [[start, end, type, value], ...], gold rows also `text`. Only documents that were
    predicted are counted. A prediction paired with an annotated expression outside the selection counts nowhere.
    """
    by_id = {row["id"]: row["timex"] for row in predicted}
    documents = [
        (row["text"], [Timex(*t) for t in row["timex"]], [Timex(*t) for t in by_id[row["id"]]])
        for row in gold
        if row["id"] in by_id
    ]
    figures = {}
    for name, selection in _SELECTIONS.items():
        counts: Counter[str] = Counter()
        for document in documents:
            counts.update(_count(*document, selection))
        figures[name] = _figures(counts)
    return figures


def lines(figures: Mapping[str, Mapping[str, Any]], *, details: bool = False) -> list[str]:  # noqa: ARG001
    """One line a selection: its name and its figures as JSON; there are no details."""

    def printed(value: Any) -> Any:  # noqa: ANN401 - a number, or a level's three
        return "P {p:.3f} R {r:.3f} F {f1:.3f}".format(**value) if isinstance(value, dict) else value

    return [f"{name} {json.dumps({k: printed(v) for k, v in values.items()})}" for name, values in figures.items()]


def _figures(counts: Counter[str]) -> dict[str, Any]:
    gold, predicted, hits = counts["gold"], counts["pred"], max(1, counts["hit"])
    levels = {
        level: {
            "p": counts[level] / max(1, predicted),
            "r": counts[level] / max(1, gold),
            "f1": 2 * counts[level] / max(1, predicted + gold),
        }
        for level in LEVELS
    }
    return {
        "gold": gold,
        "pred": predicted,
        **levels,
        "value_acc_of_found": round(counts["val"] / hits, 3),
        "gran_acc_of_found": round(counts["gran"] / hits, 3),
    }


def _count(text: str, gold: Sequence[Timex], predicted: Sequence[Timex], selection: _Selection) -> Counter[str]:
    pairs = _pairs(gold, predicted)
    counts: Counter[str] = Counter(gold=sum(map(selection.counts, gold)))
    for i, j in pairs.items():
        if selection.counts(gold[i]):
            counts["pred"] += 1
            counts.update(_levels(text, gold[i], predicted[j]))
    unpaired = (p for j, p in enumerate(predicted) if j not in set(pairs.values()))
    counts["pred"] += sum(selection.types is None or p.type in selection.types for p in unpaired)
    return counts


def _pairs(gold: Sequence[Timex], predicted: Sequence[Timex]) -> dict[int, int]:
    """Gold index -> predicted index: most overlap first, then likest length, then latest in the text."""
    candidates = sorted(
        (
            (min(g.end, p.end) - max(g.start, p.start), -abs((g.end - g.start) - (p.end - p.start)), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if g.start < p.end and p.start < g.end
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _levels(text: str, gold: Timex, other: Timex) -> Iterable[str]:
    yield "hit"
    if _trimmed(text, gold) == _trimmed(text, other):
        yield "strict"
    if gold.value == other.value:
        yield "val"
    if agrees(other.value, gold.value):
        yield "gran"


def _trimmed(text: str, timex: Timex) -> tuple[int, int]:
    leading = _PREPOSITION.match(text[timex.start : timex.end])
    return timex.start + (leading.end() if leading else 0), timex.end


def agrees(value: str | None, gold: str | None) -> bool:
    """Is the value, cut to the granularity of the gold value, that value? A day agrees with its week or quarter."""
    if not value or not gold:
        return False
    if value == gold:
        return True
    if day := _DAY.match(value):
        wanted = _GRANULARITY.match(gold)
        return wanted is not None and wanted[0].rstrip("X") in _granularities(day[0])
    return re.match(r"\d{4}", gold) is not None and value.startswith(gold)


def _granularities(day: str) -> set[str]:
    """'2021-08-19' as a day, month, year, decade ('202'), quarter ('2021-Q3') and week ('2021-W33')."""
    forms = {day, day[:7], day[:4], day[:3], f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"}
    with contextlib.suppress(ValueError):
        year, week, _ = datetime.date.fromisoformat(day).isocalendar()
        forms.add(f"{year:04d}-W{week:02d}")
    return forms
