"""Which statements may rest on circular citation, by SQL."""

from __future__ import annotations

from sqlalchemy import Connection, and_, select

from sayso.storage import schema as t
from sayso.storage.oppositions import FindingFilter, asked


def cited_and_citing(connection: Connection, wanted: FindingFilter) -> list[int]:
    """The keys of the statements for which somebody is cited and also cites another.

    Raises UsageError where nobody is called as asked.
    """
    c, s, h, a = t.claims.c, t.statements.c, t.claim_holders, t.actors
    cited, who = h.alias(), a.alias()
    told = t.claims.join(t.statements, s.key == c.statement).join(
        cited, (cited.c.claim == c.key) & (cited.c.position > 0)
    )
    told = told.join(who, who.c.key == cited.c.actor)
    rows = (
        select(c.statement, who.c.identity)
        .select_from(told)
        .where(c.polarity == "affirmed", c.modality == "actual", *asked(connection, t.statements, wanted))
    )
    sources = rows.distinct().subquery()
    citing, own, claim, behind = h.alias(), a.alias(), t.claims.alias(), h.alias()
    chain = claim.join(citing, citing.c.claim == claim.c.key).join(own, own.c.key == citing.c.actor)
    chain = chain.join(behind, and_(behind.c.claim == claim.c.key, behind.c.position == citing.c.position + 1))
    chain = chain.join(sources, (sources.c.statement == claim.c.statement) & (sources.c.identity == own.c.identity))
    return list(connection.scalars(select(claim.c.statement).select_from(chain).distinct().order_by(claim.c.statement)))
