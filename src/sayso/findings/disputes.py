"""Disputes: statements that are affirmed and denied, and pairs of statements that cannot both hold at one time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, islice
from typing import Literal, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Connection

from sayso.corpus.independence import Owners
from sayso.findings.stands import Shown, Stand, differ, heard, look_up, portions, roots_of, take_stand
from sayso.storage.disputes import read_disputes
from sayso.storage.kept import is_kept
from sayso.storage.oppositions import (
    Bounds,
    FindingFilter,
    Opposed,
    StatementKey,
    claim_times,
    denied_statements,
    excluding_pairs,
    read_statements,
)
from sayso.storage.registry_links import read_owners
from sayso.storage.voices import Voice, read_voices

DisputeKind: TypeAlias = Literal["denied", "incompatible"]
KEPT = "disputes"
"""The name under which it is kept that the job of opposing.py has been done."""
WITHIN = 365
"""Days between the times of two incompatible claims up to which they speak of one time."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?~?")
Days: TypeAlias = tuple[int, int]


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a dispute: a statement (id, actors by shown name) that is affirmed as a fact, or `denied`."""

    statement: str
    subject: str
    relation: str
    object: str
    denied: bool = False
    stand: Stand


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Two positions that cannot both be right; the first is the one that was taken first.

    `since` is the first day of publication on which both were taken, None where a side has no dated claim. `both` are
    sources that take both.
    """

    kind: DisputeKind
    positions: tuple[Position, Position]
    since: str | None = None
    both: tuple[str, ...] = ()


class Case(NamedTuple):
    """Two sides before they are shown: statement (key), whether denied, and voices of each."""

    one: tuple[int, bool, list[Voice]]
    other: tuple[int, bool, list[Voice]]


def list_disputes(
    connection: Connection,
    wanted: FindingFilter,
    *,
    kinds: Iterable[DisputeKind] = ("denied", "incompatible"),
    within: int = WITHIN,
    limit: int | None = None,
    offset: int = 0,
) -> list[Dispute]:
    """The disputes in which some source on one side is another than some on the other side.

    Those with most named independent sources on the weaker side come first (over all time), then by statement.
    Incompatible are affirmed claims whose times are at most `within` days apart, by text or day of publication; claims
    without either are left out. Raises UsageError where nobody is called as asked.
    """
    owners = read_owners(connection)
    if within == WITHIN and wanted.since is wanted.until is None and is_kept(connection, KEPT):
        pairs = read_disputes(connection, wanted, kinds, limit, offset)
        return list(_shown(connection, list(_gathered(connection, pairs, wanted, within)), owners))
    find = {"denied": denied_statements, "incompatible": excluding_pairs}
    found = [pair for kind in dict.fromkeys(kinds) for pair in find[kind](connection, wanted)]
    found.sort(key=lambda pair: -pair.weight)
    some = cases(connection, found, wanted, within, owners)
    return list(_shown(connection, list(islice(some, offset, limit and offset + limit)), owners))


def show_pairs(connection: Connection, pairs: Sequence[Opposed], wanted: FindingFilter) -> list[Dispute]:
    """Those of these pairs of statements that are disputes, with the voices on each side, in their order.

    Of `wanted` only its period counts.
    """
    owners = read_owners(connection)
    return list(_shown(connection, list(cases(connection, pairs, wanted, WITHIN, owners)), owners))


def cases(
    connection: Connection, pairs: Sequence[Opposed], wanted: FindingFilter, within: int, owners: Owners
) -> Iterator[Case]:
    """Those of these pairs of statements, in their order, in which some source on one side is another than some on the
    other; with the voices that count.
    """
    for case in _gathered(connection, pairs, wanted, within):
        if differ(roots_of(case.one[2], owners), roots_of(case.other[2], owners)):
            yield case


def _gathered(connection: Connection, pairs: Sequence[Opposed], wanted: FindingFilter, within: int) -> Iterator[Case]:
    """These pairs of statements, in their order, with the voices that count."""
    for some in portions(pairs):
        keys = {key for pair in some for key in (pair.one, pair.other)}
        voices = {key: [v for v in found if wanted.holds(v.day)] for key, found in read_voices(connection, keys)}
        both = {key for pair in some if pair.one != pair.other for key in (pair.one, pair.other)}
        claims = [v.claim for key in sorted(both) for v in heard(voices.get(key, ()), "affirmed")]
        times = claim_times(connection, claims)
        yield from (_case(pair, voices, times, within) for pair in some)


def _case(pair: Opposed, voices: Mapping[int, list[Voice]], times: Mapping[int, Bounds], within: int) -> Case:
    one, other = voices.get(pair.one, []), voices.get(pair.other, [])
    if pair.one == pair.other:
        return Case((pair.one, False, heard(one, "affirmed")), (pair.one, True, heard(one, "denied")))
    first, second = at_one_time(heard(one, "affirmed"), heard(other, "affirmed"), times, within)
    return Case((pair.one, False, first), (pair.other, False, second))


def at_one_time(
    one: Sequence[Voice], other: Sequence[Voice], times: Mapping[int, Bounds], within: int
) -> tuple[list[Voice], list[Voice]]:
    """The voices on each side that speak of a time at most `within` days from that of some voice on the other."""
    first, second = ([(v, span) for v in some if (span := _days(times.get(v.claim)))] for some in (one, other))
    return _near(first, [span for _, span in second], within), _near(second, [span for _, span in first], within)


def _near(voices: Iterable[tuple[Voice, Days]], others: Sequence[Days], within: int) -> list[Voice]:
    in_order = sorted(others)
    starts, ends = [start for start, _ in in_order], list(accumulate((end for _, end in in_order), max))

    def is_near(span: Days) -> bool:
        place = bisect_right(starts, span[1] + within)
        return place > 0 and ends[place - 1] >= span[0] - within

    return [voice for voice, span in voices if is_near(span)]


def _days(bounds: Bounds | None) -> Days | None:
    """The first and last day as numbers; None where there is none, or it is no date ('2021-W33')."""
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    first, last = _DATE.match(bounds[0]), _DATE.match(bounds[1])
    if not (first and last):
        return None
    return _ordinal(first, 1, 1), _ordinal(last, 12, 31)


def _ordinal(found: re.Match[str], month: int, day: int) -> int:
    year, m, d = (int(part) if part else None for part in found.groups())
    # Whatever day a month ends on, a day or three more make no difference here.
    return date(max(year or 1, 1), min(m or month, 12), 1).toordinal() + (d or day) - 1


def _shown(connection: Connection, cases: Sequence[Case], owners: Owners) -> Iterator[Dispute]:
    voices = [voice for case in cases for _, _, some in case for voice in some]
    statements = read_statements(connection, (key for case in cases for key, _, _ in case))
    shown = look_up(connection, statements.values(), voices)
    for case in cases:
        sides = [
            _position(statements[key], denied, take_stand(some, owners, shown), shown) for key, denied, some in case
        ]
        yield _dispute(sides)


def _dispute(sides: list[Position]) -> Dispute:
    one, other = sorted(sides, key=lambda p: (p.stand.since or "~", p.denied, p.statement))
    first, second = ({s.names for s in p.stand.speakers if s.kind == "named"} for p in (one, other))
    firsts = [p.stand.since for p in (one, other)]
    return Dispute(
        kind="denied" if one.statement == other.statement else "incompatible",
        positions=(one, other),
        since=max(filter(None, firsts)) if all(firsts) else None,
        both=tuple(sorted({name for names in first & second for name in names})),
    )


def _position(statement: StatementKey, denied: bool, stand: Stand, shown: Shown) -> Position:
    return Position(
        statement=statement.id,
        subject=shown.names.get(statement.subject, statement.subject),
        relation=statement.relation,
        object=shown.names.get(statement.object, statement.object),
        denied=denied,
        stand=stand,
    )
