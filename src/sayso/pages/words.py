"""Days, numbers and lists in words, as filters of the templates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.exports.sentences import cut_at_word

FILTERS = ("anchor", "count", "cut", "day", "days", "listed", "number", "share", "short")
"""The functions of this module that templates know by their names."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SHORT = 12


def day(when: str | None) -> str:
    """An ISO date, cut as short as it may be: '19 February 2024', 'February 2024', '2024'; None is 'undated'.

    A span ('1996/2001') reads '1996 to 2001'. What is no date stays as it is.
    """
    if not when:
        return "undated"
    return " to ".join(map(_day, when.split("/")))


def _day(when: str) -> str:
    found = _DAY.fullmatch(when)
    if not found or not 1 <= int(found[2] or 1) <= 12:
        return when
    year, month, number = found.groups()
    return " ".join(filter(None, (str(int(number)) if number else "", _MONTHS[int(month) - 1] if month else "", year)))


def days(first: str | None, last: str | None = None) -> str:
    """'19 February 2024 to 2 March 2024'; one day where both are the same, or only one is known."""
    return " to ".join(dict.fromkeys(day(when) for when in (first, last) if when)) or "undated"


def number(value: float) -> str:
    """'12,345', '1.5', '2'."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def count(value: int, noun: str, nouns: str | None = None) -> str:
    """'1 document', '2,000 documents'; `nouns` where the plural is no 's'."""
    return f"{value:,} {noun if value == 1 else nouns or f'{noun}s'}"


def share(value: float) -> str:
    """'25 %', from a share between 0 and 1."""
    return f"{value:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


def listed(words: Sequence[str], most: int | None = None) -> str:
    """'one, two and three'; with `most`, 'one, two and 5 more'."""
    shown = list(words[:most])
    if len(words) > len(shown):
        shown.append(f"{len(words) - len(shown):,} more")
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


def short(identifier: str) -> str:
    """The beginning of an id that is a long hash; other ids are shown whole."""
    return identifier[:_SHORT] if len(identifier) >= 32 else identifier


def cut(words: str, limit: int = 200) -> str:
    """The words, cut behind a whole word near `limit` characters, with '…'."""
    return cut_at_word(words, limit)


def anchor(words: str) -> str:
    """The words as a name for a place in a page: letters, digits and '-' only."""
    return re.sub(r"[^0-9A-Za-z]+", "-", words).strip("-").lower() or "none"
