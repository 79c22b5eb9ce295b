"""What each outlet says of each actor, document by document, as series for finding drift.

An outlet is the outermost holder of a claim, if it is known by name: what it prints counts, on whosever word. Names and
labels count where the outlet itself uses them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from sqlalchemy import Connection, Select, func, literal, select, union_all

from sayso.storage import schema as t
from sayso.storage.database import portions
from sayso.storage.dialects import last_item

SeriesKind: TypeAlias = Literal["answers", "does", "undergoes", "names", "tone"]
"""Whom it names in a relation that has one subject; whether what an actor does, or what is done to it, is friendly or
hostile; what it calls the actor; whether by loaded words."""
KINDS: tuple[SeriesKind, ...] = get_args(SeriesKind)
_TOLD = ("named", "self")
_AT_ONCE = 10_000


class Told(NamedTuple):
    """How often a document of an outlet has one category. `relation` is filled for 'answers'; actors are identities.

    `category` is an identity ('answers'), a valence ('does', 'undergoes'), a name as it is spelt ('names'), or a tone:
    'positive', 'negative', 'plain'.
    """

    outlet: str
    actor: str
    relation: str
    day: str
    document: int
    category: str
    number: int


def read_series(
    connection: Connection,
    kind: SeriesKind,
    outlets: Collection[str] | None = None,
    actors: Collection[str] | None = None,
) -> Iterator[Told]:
    """What these outlets say of these actors (identities; None: all), in the order of outlet, actor, relation, day and
    document; only documents with a date.
    """
    query = _QUERIES[kind]().subquery()
    columns = (query.c.outlet, query.c.actor, query.c.relation, query.c.day, query.c.document, query.c.category)
    # The document's id, not its key, breaks ties: keys depend on the order of adding.
    ordered = (*columns[:4], t.documents.c.id, query.c.category)
    counted = select(*columns, func.sum(query.c.number)).join(t.documents, t.documents.c.key == query.c.document)
    for column, some in ((query.c.outlet, outlets), (query.c.actor, actors)):
        counted = counted if some is None else counted.where(column.in_(some))
    counted = counted.group_by(*ordered, query.c.document).order_by(*ordered)
    for row in connection.execute(counted.execution_options(yield_per=_AT_ONCE)):
        yield Told(*row)


def document_days(connection: Connection, documents: Collection[int]) -> dict[int, tuple[str, str]]:
    """The day of publication and the id of each of these documents (keys) that has a date: series are in this order."""
    d, found = t.documents.c, dict[int, tuple[str, str]]()
    for some in portions(documents):
        rows = connection.execute(select(d.key, d.published, d.id).where(d.key.in_(some), d.published.is_not(None)))
        found |= {key: (day, own) for key, day, own in rows}
    return found


def _claims() -> Any:  # noqa: ANN401 - a join of SQLAlchemy
    """Dated claims of what is a fact, with their outlets and statements."""
    c, h, a, d, s = t.claims.c, t.claim_holders.c, t.actors.c, t.documents.c, t.statements.c
    return (
        t.claims.join(t.statements, s.key == c.statement)
        .join(t.claim_holders, (h.claim == c.key) & (h.position == 0) & h.standing.in_(_TOLD))
        .join(t.actors, a.key == h.actor)
        .join(t.documents, (d.key == c.document) & d.published.is_not(None))
        .join(t.relations, t.relations.c.relation == s.relation)
    )


def _told(actor: Any, relation: Any, category: Any) -> Select[Any]:  # noqa: ANN401 - columns of SQLAlchemy
    columns = (t.actors.c.identity.label("outlet"), actor.label("actor"), relation.label("relation"))
    more = (t.documents.c.published.label("day"), t.claims.c.document, category.label("category"))
    query = select(*columns, *more, literal(1).label("number")).select_from(_claims())
    return query.where(t.claims.c.polarity == "affirmed", t.claims.c.modality == "actual")


def _answers() -> Select[Any]:
    s = t.statements.c
    return _told(s.object, s.relation, s.subject).where(t.relations.c.one_subject == 1)


def _does() -> Any:  # noqa: ANN401 - a query of SQLAlchemy
    return _in_role("subject", "object")


def _undergoes() -> Any:  # noqa: ANN401 - a query of SQLAlchemy
    return _in_role("object", "subject")


def _in_role(role: str, other: str) -> Any:  # noqa: ANN401 - a query of SQLAlchemy
    """Both have the role in what goes both ways."""
    s, valence = t.statements.c, t.relations.c.valence
    turned = _told(s[other], literal(""), valence).where(t.relations.c.symmetric == 1)
    return union_all(_told(s[role], literal(""), valence), turned)


def _names(*kinds: str, tone: str | None = None) -> Select[Any]:
    u, d, actor, holder = t.name_uses.c, t.documents.c, t.actors.alias("called"), t.actors
    joined = t.name_uses.join(actor, actor.c.key == u.actor).join(holder, holder.c.key == u.holder)
    joined = joined.join(t.documents, (d.key == u.document) & d.published.is_not(None))
    category = literal(tone) if tone else u.name
    columns = (holder.c.identity.label("outlet"), actor.c.identity.label("actor"), literal("").label("relation"))
    more = (d.published.label("day"), u.document, category.label("category"), (u.uses - u.distanced).label("number"))
    return select(*columns, *more).select_from(joined).where(u.kind.in_(kinds), u.uses > u.distanced)


def _named() -> Select[Any]:
    return _names("name", "label")


def _tone() -> Any:  # noqa: ANN401 - a query of SQLAlchemy
    labels, d, actor, holder = t.labels.c, t.documents.c, t.actors.alias("called"), t.actors
    own = (holder.c.document == labels.document) & (holder.c.name == last_item(labels.holder))
    joined = t.labels.join(actor, actor.c.key == labels.actor).join(holder, own)
    joined = joined.join(t.documents, (d.key == labels.document) & d.published.is_not(None))
    columns = (holder.c.identity.label("outlet"), actor.c.identity.label("actor"), literal("").label("relation"))
    more = (d.published.label("day"), labels.document, labels.tone.label("category"), literal(1).label("number"))
    return union_all(select(*columns, *more).select_from(joined), _names("name", tone="plain"))


_QUERIES: dict[SeriesKind, Callable[[], Any]] = {
    "answers": _answers, "does": _does, "undergoes": _undergoes, "names": _named, "tone": _tone,
}  # fmt: skip
