"""Figures for pronouns of the third person: how often the one they are taken for is the one meant.

A gold row may say of some of its pronouns whom they mean, `pronouns`: `{"at", "word", "means"}`, where `at` is the
character offset and `means` holds a list of names for each actor that is meant, is empty where no actor is ('it rains',
an event, a thing), and is 'unclear' where no reader could tell; those are left out.

    precision  of the pronouns that were given an actor: each of the actors given is one that is meant. Some of those
               meant are enough, as a claim about one of a group is right of that one.
    resolved   the share that was given an actor at all
    recall     of the pronouns that mean an actor: those given a right one

Two actors are the same where they share a name; the names of the gold actor with which the one meant shares most count
as its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from sayso.evaluation.names import fold, folded_names
from sayso.evaluation.rows import Row

Verdict: TypeAlias = Literal["right", "another", "too_many", "nobody_meant", "left_open", "rightly_open"]
"""An actor that is meant; another; a wrong one beside a right one; one where none is meant; none though one is; none,
rightly."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
UNCLEAR = "unclear"
Names: TypeAlias = Set[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One annotated pronoun: where it is, the folded names of those meant, the actors given, and what that is worth."""

    at: int
    word: str
    meant: tuple[Names, ...]
    given: tuple[str, ...]
    verdict: Verdict


def judged(gold: Row, cast: Row) -> Iterator[Answer]:
    """Every pronoun of a gold row whose meaning is clear, in the order of the row.

    `cast` holds the document's `actors` and `mentions` as in the model.
    """
    given = {m["start"]: tuple(m["actors"]) for m in cast["mentions"] if m["kind"] == "pronoun"}
    known, names = list(folded_names(gold).values()), folded_names(cast)
    for pronoun in gold.get("pronouns", ()):
        if pronoun["means"] == UNCLEAR:
            continue
        meant = tuple(_all_names(wordings, known) for wordings in pronoun["means"])
        keys = given.get(pronoun["at"], ())
        fits = [any(names.get(key, {fold(key)}) & one for one in meant) for key in keys]
        yield Answer(pronoun["at"], pronoun["word"], meant, keys, _verdict(meant, fits))


def _all_names(wordings: Sequence[str], known: Sequence[Names]) -> Names:
    own = {fold(wording) for wording in wordings}
    nearest = max(known, key=lambda names: len(names & own), default=own)
    return own | nearest if nearest & own else own


def _verdict(meant: Sequence[Names], fits: Sequence[bool]) -> Verdict:
    if not fits:
        return "left_open" if meant else "rightly_open"
    if not meant:
        return "nobody_meant"
    return "right" if all(fits) else "too_many" if any(fits) else "another"


def figures(answers: Sequence[Answer]) -> dict[str, Any]:
    """JSON-ready: the three ratios (None where there is nothing to divide by), their counts, and each verdict's."""
    counts = Counter(answer.verdict for answer in answers)
    right = counts["right"]
    answered = sum(bool(answer.given) for answer in answers)
    meant = sum(bool(answer.meant) for answer in answers)
    return {
        "precision": _share(right, answered),
        "resolved": _share(answered, len(answers)),
        "recall": _share(right, meant),
        "right": right,
        "answered": answered,
        "meant": meant,
        "all": len(answers),
        "verdicts": {verdict: counts[verdict] for verdict in VERDICTS},
    }


def by_word(answers: Sequence[Answer]) -> dict[str, dict[str, Any]]:
    """The figures of each pronoun ('its')."""
    words = sorted({answer.word for answer in answers})
    return {word: figures([answer for answer in answers if answer.word == word]) for word in words}


def line(name: str, found: Mapping[str, Any]) -> str:
    """One printed line of `figures`."""
    ratios = (f"{key} {_printed(found[key])}" for key in ("precision", "recall", "resolved"))
    counts = "{right} right of {answered} resolved, {meant} mean an actor, {all} in all".format(**found)
    return f"{name:16s} {'  '.join(ratios)}   ({counts})"


def verdict_line(found: Mapping[str, Any]) -> str:
    """One printed line of the verdicts."""
    return ", ".join(f"{verdict.replace('_', ' ')} {count}" for verdict, count in found["verdicts"].items())


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _printed(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
