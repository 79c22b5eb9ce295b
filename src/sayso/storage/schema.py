"""The tables of a project's database. `analyses.payload` holds each analysis whole; the other tables make it findable.

Rows refer to each other by integer keys, which are not stable; the `id` columns are, and only they leave the database.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, LargeBinary, Table, Text

from sayso.storage.columns import KEY, belongs_to, key, metadata, number, optional, place, text
from sayso.storage.corpus_tables import (
    alignments,
    casts,
    codings,
    corrections,
    disputes,
    exclusions,
    furniture,
    identities,
    kept,
    leanings,
    likenesses,
    looks,
    prints,
    registry_links,
    registry_names,
    relations,
    reprints,
    shared_quotations,
    stances,
    statements,
)
from sayso.storage.dialects import ascending, index
from sayso.storage.workbench_tables import users

__all__ = [
    "actor_names",
    "actors",
    "alignments",
    "analyses",
    "attributions",
    "casts",
    "claim_holders",
    "claims",
    "codings",
    "corrections",
    "dates",
    "disputes",
    "documents",
    "evidence",
    "exclusions",
    "furniture",
    "identities",
    "inputs",
    "kept",
    "labels",
    "leanings",
    "likenesses",
    "looks",
    "metadata",
    "name_uses",
    "prints",
    "registry_links",
    "registry_names",
    "relations",
    "reprints",
    "runs",
    "schema_version",
    "shared_quotations",
    "skipped",
    "stances",
    "statements",
    "unresolved",
    "users",
]

schema_version = Table("schema_version", metadata, number("version"))

documents = Table(
    "documents",
    metadata,
    key(),
    Column("id", Text, nullable=False, unique=True),
    optional("title"),
    optional("publisher"),
    optional("author"),
    optional("speaker"),
    optional("published"),
    optional("lang"),
    optional("url"),
    text("text"),
    text("passages"),
    Column("origins", Text, nullable=False, server_default="{}"),
)
"""Documents as read; `passages` (JSON) only those that the input gave. Those found in analysis are in the payload.
`origins` (JSON) says where each field was found."""

inputs = Table(
    "inputs",
    metadata,
    Column("source", Text, primary_key=True),
    belongs_to("document", "documents.key", primary_key=True),
    sqlite_with_rowid=False,
)
"""Which file gave which documents."""

skipped = Table(
    "skipped",
    metadata,
    Column("stage", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    text("reason"),
    text("message"),
    Column("document", KEY, ForeignKey("documents.key", ondelete="CASCADE")),
)

analyses = Table(
    "analyses",
    metadata,
    belongs_to("document", "documents.key", primary_key=True),
    text("fingerprint"),
    Column("payload", LargeBinary, nullable=False),
)
"""`payload` is the Analysis as JSON, with an empty text: that stands in `documents`."""

actors = Table(
    "actors",
    metadata,
    key(),
    belongs_to("document", "analyses.document"),
    text("name"),
    text("type"),
    optional("registry"),
    text("identity"),
    optional("cluster"),
)
"""The actors of each document; those that are one over all documents share `identity`.

`cluster` is the same without corrections: null until the documents are looked at together (corpus/identities.py), and
till then `identity` says who the actor is by its document alone."""

actor_names = Table(
    "actor_names",
    metadata,
    belongs_to("actor", "actors.key", primary_key=True),
    place(),
    text("name"),
    text("folded"),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    key(),
    Column("id", Text, nullable=False, unique=True),
    belongs_to("document", "analyses.document"),
    number("position"),
    belongs_to("subject", "actors.key"),
    text("relation"),
    belongs_to("object", "actors.key"),
    text("polarity"),
    text("modality"),
    optional("when"),
    optional("where"),
    optional("first_day"),
    optional("last_day"),
    Column("confidence", Float, nullable=False),
    text("why"),
    Column("statement", KEY),
    optional("reviewed"),
)
"""`position` counts the claims of a document, those that were rejected behind the others; `first_day` and `last_day`
bound its time as keys.py says.

`statement` is null until the job of corpus/statements.py has been at the claim, and again when its actors change.
`reviewed` is what people say of it: 'accepted', 'changed', 'added' (by hand) or 'rejected'; null where nobody has."""

claim_holders = Table(
    "claim_holders",
    metadata,
    belongs_to("claim", "claims.key", primary_key=True),
    place(),
    belongs_to("actor", "actors.key"),
    Column("standing", Text, nullable=False, server_default="named"),
    sqlite_with_rowid=False,
)
"""`standing` is how the claim knows its holder: see standings.py."""

evidence = Table(
    "evidence",
    metadata,
    belongs_to("claim", "claims.key", primary_key=True),
    place(),
    number("start"),
    number("end"),
    sqlite_with_rowid=False,
)

attributions = Table(
    "attributions",
    metadata,
    belongs_to("document", "analyses.document", primary_key=True),
    place(),
    text("id"),
    optional("parent"),
    text("kind"),
    optional("holder"),
    text("source"),
    text("cue"),
    text("content"),
    optional("unresolved"),
    Column("standing", Text, nullable=False, server_default="named"),
    Column("stance", Text, nullable=False, server_default="neutral"),
)
"""`source`, `cue` and `content` are spans in JSON, [[start, end], ...]."""

unresolved = Table(
    "unresolved",
    metadata,
    belongs_to("document", "analyses.document", primary_key=True),
    place(),
    text("reason"),
    text("words"),
    text("folded"),
    number("start"),
    number("end"),
    optional("attribution"),
    sqlite_with_rowid=False,
)
"""What could not be traced to an actor, in the order of the text: sources of attributions (with its id), mentions."""

name_uses = Table(
    "name_uses",
    metadata,
    belongs_to("document", "analyses.document", primary_key=True),
    place(),
    belongs_to("actor", "actors.key"),
    Column("holder", KEY, ForeignKey("actors.key", ondelete="CASCADE")),
    text("kind"),
    text("name"),
    text("folded"),
    number("uses"),
    number("distanced"),
    sqlite_with_rowid=False,
)
"""How often in a document `holder` calls an actor so, counted from `Analysis.mentions`, without pronouns.

`holder` is null where somebody is quoted who is not known; `name` is the usual spelling, `folded` is made by
name_uses.py."""

labels = Table(
    "labels",
    metadata,
    belongs_to("document", "analyses.document", primary_key=True),
    place(),
    text("holder"),
    belongs_to("actor", "actors.key"),
    text("label"),
    text("folded"),
    text("tone"),
    text("evidence"),
)
"""`holder` is the chain in JSON, outermost first; `evidence` spans in JSON."""

dates = Table(
    "dates",
    metadata,
    belongs_to("document", "analyses.document", primary_key=True),
    place(),
    number("start"),
    number("end"),
    text("type"),
    text("value"),
)

runs = Table(
    "runs",
    metadata,
    key(),
    text("started"),
    optional("ended"),
    text("version"),
    text("fingerprint"),
    number("analysed"),
    number("failed"),
)
"""When documents were analysed (UTC) and with what; `ended` is null where a run was broken off, or is not over."""

index("documents_by_day", ascending(documents.c.published), documents.c.id)
index("documents_by_publisher", documents.c.publisher, ascending(documents.c.published))
Index("analyses_by_fingerprint", analyses.c.fingerprint)
Index("inputs_by_document", inputs.c.document)
Index("skipped_by_document", skipped.c.document)
Index("actors_by_document", actors.c.document)
Index("actors_by_identity", actors.c.identity)
Index("actors_by_cluster", actors.c.cluster)
Index("actors_by_registry", actors.c.registry)
Index("actor_names_by_name", actor_names.c.folded, actor_names.c.actor)
Index("claims_by_document", claims.c.document)
Index("claims_by_subject", claims.c.subject, claims.c.confidence)
Index("claims_by_object", claims.c.object, claims.c.confidence)
Index("claims_by_relation", claims.c.relation)
Index("claims_by_day", claims.c.first_day)
Index("claims_by_statement", claims.c.statement)
Index("claims_by_review", claims.c.reviewed, claims.c.confidence, claims.c.id)
Index("claim_holders_by_actor", claim_holders.c.actor, claim_holders.c.claim)
Index("labels_by_actor", labels.c.actor)
Index("name_uses_by_actor", name_uses.c.actor)
Index("name_uses_by_holder", name_uses.c.holder)
Index("unresolved_by_reason", unresolved.c.reason, unresolved.c.folded)
