"""Where a report was written: 'SARNHOLM, 3 May (TRNA) -' at the head of a paragraph names a place, not who acts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.actors.names import Name
from sayso.language import Parsed

_PLACE = r"(?:[A-Z][A-Z.'’-]+ ?){1,4}"
_REST = r"(?:, ?[\w.]+(?: [\w.]+){0,3}){0,3}"
_AGENCY = r"\([^()\n]{2,40}\)"
_DATELINE = re.compile(
    rf"{_PLACE}{_REST} ?(?:{_AGENCY})? ?(?:--?|–|—) (?=\S)|[A-Z][\w.'’ -]{{1,30}}{_REST} {_AGENCY} ?(?:--?|–|—) (?=\S)"
)


def without_datelines(parsed: Parsed, names: list[Name]) -> list[Name]:
    """The names but for those of places in datelines."""
    ends = dict(_datelines(parsed))
    return [name for name in names if not _stands_in(name, ends)]


def _stands_in(name: Name, ends: dict[int, int]) -> bool:
    head, opens = name.head, name.head.sentence.start
    place = name.type in ("place", "state") or (name.known is not None and name.known.form == "capital")
    return place and opens in ends and name.tokens[-1].end <= ends[opens] and head.start >= opens


def _datelines(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Where they begin and end, as character offsets."""
    paragraph = None
    for sentence in parsed.sentences:
        if sentence.paragraph != paragraph and (found := _DATELINE.match(parsed.document.text, sentence.start)):
            yield sentence.start, found.end()
        paragraph = sentence.paragraph
