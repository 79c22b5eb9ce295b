"""Names: who is called by different names; who calls one actor what, as a matrix; what one calls others; the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

import msgspec

from sayso.findings.keeping import NAMES
from sayso.storage.appearances import Appearing, Of, count_appearances
from sayso.storage.called import Called, list_called
from sayso.storage.kept import is_outdated, read_kept
from sayso.storage.name_counts import NameFilter
from sayso.storage.name_places import earliest_uses
from sayso.storage.name_uses import fold_name
from sayso.storage.names import RivalNames, list_rivals
from sayso.storage.portraits import Shown, shown_as
from sayso.storage.quotes import Quote, quote_names
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name
from sayso.workbench.views.actor import whom
from sayso.workbench.views.namings import NamedLine, NameLine, holder_name, name_lines, named_lines

SIZE = 30
MOST_PAGES = 100
_ROWS, _COLUMNS, _LINES, _WORDS, _EACH = 25, 12, 60, 12, 3


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Whose names (`actor`), or by whom (`holder`), both by any of their names; `name` wants the words themselves.

    `forms` 'every' counts descriptions ('the group') and adjectives, too; `page` counts from 1.
    """

    actor: Name | None = None
    holder: Name | None = None
    name: Name | None = None
    since: Day | None = None
    until: Day | None = None
    forms: Literal["chosen", "every"] = "chosen"
    page: Annotated[int, msgspec.Meta(ge=1, le=MOST_PAGES)] = 1


class Cell(msgspec.Struct, frozen=True):
    """How often a holder uses a name, and in which part (0 to 1) of all that it calls the actor."""

    uses: int
    share: float


class Column(msgspec.Struct, frozen=True):
    """A holder: its name, its identity (None: somebody quoted who is not known), and its mentions of the actor."""

    name: str
    identity: str | None
    mentions: int


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Names in rows, those who use them in columns, the most frequent first; None where one does not use a name."""

    columns: list[Column]
    rows: list[NameLine]
    cells: list[list[Cell | None]]
    more_names: int
    more_holders: int


class UseOf(msgspec.Struct, frozen=True):
    """The words in which a holder calls the actor by the name."""

    holder: str
    quote: Quote


class NamesPage(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: of nobody, the actors with `rivals`; of an actor, the `matrix`, and of one name its `words`;
    of a holder alone, what it calls others (`lines`). `appearing` says in how many documents is counted; `outdated`
    that the rivals are from before the last correction.
    """

    actor: Shown | None = None
    holder: Shown | None = None
    appearing: Appearing | None = None
    matrix: Matrix | None = None
    words: list[UseOf] = []
    lines: list[NamedLine] = []
    more_lines: int = 0
    rivals: list[RivalNames] = []
    more: bool = False
    outdated: bool = False


def show(desk: Desk, asked: Asked) -> NamesPage:
    """Raises UsageError where nobody, or several, are called as asked."""
    if asked.actor is None and asked.holder is None:
        return _rivals(desk, asked)
    holder = whom(desk, asked.holder) if asked.holder else None
    if asked.actor is None:
        assert holder is not None
        return _calls_others(desk, asked, holder)
    actor = whom(desk, asked.actor)
    of = Of(actor.identity, asked.since, asked.until)
    called = list_called(desk.connection, of, "actor", every_form=asked.forms == "every")
    if holder:
        called = [row for row in called if row.holder == holder.identity]
    words = _words(desk, actor, asked.name, called) if asked.name else []
    appearing = count_appearances(desk.connection, of)
    return NamesPage(actor=actor, holder=holder, appearing=appearing, matrix=_matrix(desk, called), words=words)


def _rivals(desk: Desk, asked: Asked) -> NamesPage:
    wanted = NameFilter(since=asked.since, until=asked.until, every_form=asked.forms == "every")
    skip = (asked.page - 1) * SIZE
    found = None
    if wanted == NameFilter():
        found = read_kept(desk.connection, NAMES, RivalNames, limit=SIZE + 1, offset=skip, outdated=True)
    if found is None:
        found = list_rivals(desk.connection, wanted)[skip : skip + SIZE + 1]
    outdated = wanted == NameFilter() and is_outdated(desk.connection, NAMES)
    return NamesPage(rivals=found[:SIZE], more=len(found) > SIZE and asked.page < MOST_PAGES, outdated=outdated)


def _calls_others(desk: Desk, asked: Asked, holder: Shown) -> NamesPage:
    of = Of(holder.identity, asked.since, asked.until)
    called = list_called(desk.connection, of, "holder", every_form=asked.forms == "every")
    lines = named_lines(called, shown_as(desk.connection, {row.actor for row in called}))
    return NamesPage(
        holder=holder,
        appearing=count_appearances(desk.connection, of),
        lines=lines[:_LINES],
        more_lines=len(lines) - _LINES,
    )


def _matrix(desk: Desk, called: Sequence[Called]) -> Matrix:
    names = shown_as(desk.connection, {row.holder for row in called})
    mentions: Counter[str | None] = Counter()
    for row in called:
        mentions[row.holder] += row.uses
    holders = sorted(mentions, key=lambda who: (-mentions[who], who or "~"))
    rows, columns = name_lines(called, names), holders[:_COLUMNS]
    return Matrix(
        columns=[Column(holder_name(who, names), who, mentions[who]) for who in columns],
        rows=rows[:_ROWS],
        cells=[_cells(row, columns) for row in rows[:_ROWS]],
        more_names=len(rows) - _ROWS,
        more_holders=len(holders) - _COLUMNS,
    )


def _cells(row: NameLine, columns: Iterable[str | None]) -> list[Cell | None]:
    users = {user.identity: Cell(user.uses, user.share) for user in row.users}
    return [users.get(who) for who in columns]


def _words(desk: Desk, actor: Shown, name: str, called: Sequence[Called]) -> list[UseOf]:
    """The earliest words of those who use the name most."""
    wanted = [row for row in called if row.folded == fold_name(name) and row.holder]
    names = shown_as(desk.connection, {row.holder for row in wanted})
    found: list[UseOf] = []
    for row in wanted[: _WORDS // _EACH if len(wanted) > 1 else 1]:
        most = _EACH if len(wanted) > 1 else _WORDS
        places = earliest_uses(desk.connection, [actor.identity], row.name, [row.holder or ""], most)
        documents = list(dict.fromkeys(document for document, _, _ in places))
        quotes = quote_names(desk.connection, row.holder or "", actor.identity, row.name, documents)
        found += [UseOf(holder_name(row.holder, names), quote) for quote in quotes]
    return found


VIEW = View(path="/names", template="names/page.html", asked=Asked, show=show, section="Names", opens=True)
