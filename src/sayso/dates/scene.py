"""What a rule may know about the place of an expression: its text, the publication date, what was said before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from sayso.dates.calendar import first_day
from sayso.dates.words import Words
from sayso.model import TimeExpression

Match: TypeAlias = re.Match[str]
# The TIMEX3 type and value that a rule reads out of a match.
Reading: TypeAlias = tuple[str, str]

# How far (in characters) the tense of the clause and a time spoken of reach.
_CLAUSE = 90
_MEMORY = 1500


@dataclass(frozen=True)
class Anchor:
    """The publication date, as exact as it is known: the first day of its year, month or day, and a code Y, M or D."""

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
        return self.exact == "D" or unit in ("Y", "E", "C") or (self.exact == "M" and unit in ("M", "Q"))


@dataclass
class Scene:
    """One document while its expressions are read from first to last; `found` grows."""

    text: str
    anchor: Anchor | None
    words: Words
    found: list[TimeExpression] = field(default_factory=list)

    def before(self, start: int, length: int = 12) -> str:
        """The lower-cased text just before `start`."""
        return self.text[max(0, start - length) : start].lower()

    def after(self, end: int, length: int = 12) -> str:
        """The lower-cased text just after `end`."""
        return self.text[end : end + length].lower()

    def direction(self, start: int, end: int) -> int:
        """Whether the clause speaks of what lies ahead (1), behind (-1) or does not tell (0).

        The nearest mark before the expression decides; the nearest after it where none stands before.
        """
        earlier, later = _clause_before(self.before(start, _CLAUSE)), _clause_after(self.after(end, _CLAUSE))
        marks = self.words.tense_marks
        if found := list(marks.finditer(earlier)):
            return 1 if found[-1]["ahead"] else -1
        following = marks.search(later)
        return (1 if following["ahead"] else -1) if following else 0

    def spoken_of(self, shape: str, start: int, *, but_not: str = r"\Z.") -> str | None:
        """The value of the last expression not far before `start` whose value begins with the pattern `shape`.

        Expressions in whose words the pattern `but_not` is found are passed over.
        """
        for expression in reversed(self.found):
            if expression.start >= start:
                continue
            if start - expression.end > _MEMORY:
                return None
            words = self.text[expression.start : expression.end]
            if re.match(shape, expression.value) and not re.search(but_not, words, re.IGNORECASE):
                return expression.value
        return None


_CLAUSE_END = re.compile(r"""(?<=\w{3})[.!?;]["'”’)]*\s|\n\s*\n""")


def _clause_before(text: str) -> str:
    return _CLAUSE_END.split(text)[-1]


def _clause_after(text: str) -> str:
    return _CLAUSE_END.split(text)[0]
