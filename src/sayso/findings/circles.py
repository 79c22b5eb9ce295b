"""Circular citation: outlets that cite each other for one statement, so that nobody outside the circle is behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec
from sqlalchemy import Connection

from sayso.corpus.independence import Folding, fold
from sayso.findings.stands import Stand, heard, look_up, portions, take_stand
from sayso.storage.circles import cited_and_citing
from sayso.storage.oppositions import FindingFilter, StatementKey, read_statements
from sayso.storage.registry_links import read_owners
from sayso.storage.voices import Voice, read_voices


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    """A statement for which some cite each other: `members` by shown name, in each circle in alphabetical order.

    `outside` counts the named independent sources that are in no circle: where it is 0, the circle is all there is.
    """

    statement: str
    subject: str
    relation: str
    object: str
    members: tuple[tuple[str, ...], ...]
    outside: int
    stand: Stand


def list_circles(
    connection: Connection, wanted: FindingFilter, *, limit: int | None = None, among: Sequence[int] | None = None
) -> list[Circle]:
    """The circles among those who affirm a statement; those without any source outside come first, then by statement.

    `among` are the statements (keys) to look at, where it is known which may have any. Raises UsageError where nobody
    is called as asked.
    """
    keys = cited_and_citing(connection, wanted) if among is None else among
    found = [circle for some in portions(keys) for circle in _circles(connection, some, wanted)]
    return list(islice(sorted(found, key=lambda c: (c.outside, c.statement)), limit))


def _circles(connection: Connection, keys: Sequence[int], wanted: FindingFilter) -> Iterator[Circle]:
    owners = read_owners(connection)
    cases: list[tuple[int, list[Voice], Folding]] = []
    for key, voices in read_voices(connection, set(keys)):
        said = heard((v for v in voices if wanted.holds(v.day)), "affirmed")
        folding = fold(said, owners=owners)
        if _members(folding):
            cases.append((key, said, folding))
    statements = read_statements(connection, (key for key, *_ in cases))
    shown = look_up(connection, statements.values(), [voice for _, said, _ in cases for voice in said])
    for key, said, folding in cases:
        statement: StatementKey = statements[key]
        groups = _members(folding)
        inside = {identity for group in groups for identity in group}
        yield Circle(
            statement=statement.id,
            subject=shown.names.get(statement.subject, statement.subject),
            relation=statement.relation,
            object=shown.names.get(statement.object, statement.object),
            members=tuple(tuple(sorted(shown.names.get(i, i) for i in group)) for group in groups),
            outside=sum(r.kind == "named" and inside.isdisjoint(r.identities) for r in folding.roots),
            stand=take_stand(said, owners, shown),
        )


def _members(folding: Folding) -> tuple[tuple[str, ...], ...]:
    return next((step.joined for step in folding.steps if step.fold == "circles"), ())
