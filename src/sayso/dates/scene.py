"""What a rule may know about the place of an expression: its text, the publication date, what was said before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from sayso.dates.calendar import first_day
from sayso.dates.words import Words
from sayso.model import TimeExpression

Match: TypeAlias = re.Match[str]
# The TIMEX3 type and value that a rule reads out of a match.
Reading: TypeAlias = tuple[str, str]

# How far (in characters) the tense of a clause reaches, and a time that was spoken of.
_CLAUSE = 90
_MEMORY = 1000
# How many expressions back one was spoken of: more stand within reach only in tables.
_MOST_SPOKEN = 40
_UNTIL = re.compile(r"(?<![a-z])(?:until|till)\s$")
_CLAUSE_END = re.compile(r"""[.!?;](?<=\w{3}.)["'”’)]*\s|\n\s*\n""")


@dataclass(frozen=True)
class Anchor:
    """The publication date: the first day of what is known of it, and whether its day, month or year is (D, M, Y)."""

    day: date
    exact: str

    @classmethod
    def of(cls, published: str | None) -> Anchor | None:
        """The anchor of an ISO date, which may be cut to its month or year; None where there is none."""
        match = re.match(r"[0-9]{4}(?:-[0-9]{2})?(?:-[0-9]{2})?", published or "")
        day = first_day(match[0]) if match else None
        return cls(day, {4: "Y", 7: "M", 10: "D"}[len(match[0])]) if match and day else None

    def knows(self, unit: str) -> bool:
        """Whether the anchor is exact enough to count in `unit` from it."""
        return self.exact == "D" or unit in ("Y", "E", "C", "L") or (self.exact == "M" and unit in ("M", "Q"))


@dataclass
class Scene:
    """One document while its expressions are read from first to last; `found` grows."""

    text: str
    anchor: Anchor | None
    words: Words
    found: list[TimeExpression] = field(default_factory=list)
    # In a calendar or timetable the words around a time do not tell its tense or year.
    is_prose: bool = True

    def before(self, start: int, length: int = 12) -> str:
        """The lower-cased text just before `start`."""
        return self.text[max(0, start - length) : start].lower()

    def after(self, end: int, length: int = 12) -> str:
        """The lower-cased text just after `end`."""
        return self.text[end : end + length].lower()

    def direction(self, start: int, end: int) -> int:
        """Whether the clause speaks of what lies ahead (1), behind (-1) or does not tell (0).

        The nearest mark of tense before the expression decides; the nearest after it where none stands before.
        """
        marks = self.words.tense_marks
        if not self.is_prose:
            return 0
        earlier = self.before(start, _CLAUSE)
        if _UNTIL.search(earlier):
            return 1
        mark = _last(marks.finditer(earlier, _last_end(earlier)))
        if not mark:
            later = self.after(end, _CLAUSE)
            closed = _CLAUSE_END.search(later)
            mark = marks.search(later, 0, closed.start() if closed else len(later))
        return (1 if mark["ahead"] else -1) if mark else 0

    def spoken_of(self, shape: str, start: int, *, but_not: str | None = None) -> str | None:
        """The value of the last expression not far before `start` whose value begins with the pattern `shape`.

        Expressions in whose words the pattern `but_not` is found are passed over.
        """
        last = bisect_left(self.found, start, key=lambda expression: expression.start)
        first = bisect_left(self.found, start - _MEMORY, hi=last, key=lambda expression: expression.start)
        fits = re.compile(shape).match
        for expression in reversed(self.found[max(first, last - _MOST_SPOKEN) : last]):
            if not fits(expression.value):
                continue
            words = self.text[expression.start : expression.end]
            if not but_not or not re.search(but_not, words, re.IGNORECASE):
                return expression.value
        return None


def _last_end(text: str) -> int:
    """Where the last clause of a text begins."""
    end = _last(_CLAUSE_END.finditer(text))
    return end.end() if end else 0


def _last(matches: Iterator[Match]) -> Match | None:
    last = deque(matches, maxlen=1)
    return last[0] if last else None
