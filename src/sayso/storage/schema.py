"""The tables of a project's database. `analyses.payload` holds each analysis whole; the other tables make it findable.

Rows refer to each other by integer keys, which are not stable; the `id` columns are, and only they leave the database.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _optional(name: str) -> Column[str]:
    return Column(name, Text)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _belongs_to(name: str, target: str, *, primary_key: bool = False) -> Column[int]:
    """A reference; the row goes when what it refers to goes."""
    owner = ForeignKey(target, ondelete="CASCADE")
    return Column(name, Integer, owner, nullable=False, primary_key=primary_key, autoincrement=False)


def _place() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


schema_version = Table("schema_version", metadata, _number("version"))

documents = Table(
    "documents",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    _optional("title"),
    _optional("publisher"),
    _optional("author"),
    _optional("speaker"),
    _optional("published"),
    _optional("lang"),
    _optional("url"),
    _text("text"),
    _text("passages"),
    Column("origins", Text, nullable=False, server_default="{}"),
)
"""Documents as read; `passages` (JSON) only those that the input gave. Those found in analysis are in the payload.
`origins` (JSON) says where each field was found."""

inputs = Table(
    "inputs",
    metadata,
    Column("source", Text, primary_key=True),
    _belongs_to("document", "documents.key", primary_key=True),
    sqlite_with_rowid=False,
)
"""Which file gave which documents."""

skipped = Table(
    "skipped",
    metadata,
    Column("stage", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    _text("reason"),
    _text("message"),
    Column("document", Integer, ForeignKey("documents.key", ondelete="CASCADE")),
)

analyses = Table(
    "analyses",
    metadata,
    _belongs_to("document", "documents.key", primary_key=True),
    _text("fingerprint"),
    Column("payload", LargeBinary, nullable=False),
)
"""`payload` is the Analysis as JSON, with an empty text: that stands in `documents`."""

actors = Table(
    "actors",
    metadata,
    _key(),
    _belongs_to("document", "analyses.document"),
    _text("name"),
    _text("type"),
    _optional("registry"),
    _text("identity"),
    _optional("cluster"),
)
"""The actors of each document; those that are one over all documents share `identity`.

`cluster` is the same without corrections: null until the documents are looked at together (corpus/identities.py), and
till then `identity` says who the actor is by its document alone."""

actor_names = Table(
    "actor_names",
    metadata,
    _belongs_to("actor", "actors.key", primary_key=True),
    _place(),
    _text("name"),
    _text("folded"),
    sqlite_with_rowid=False,
)

identities = Table(
    "identities",
    metadata,
    Column("identity", Text, primary_key=True),
    _text("name"),
    _text("folded"),
    _text("type"),
    sqlite_with_rowid=False,
)
"""What the actors over all documents are shown as, after all corrections; made anew from documents and log."""

corrections = Table(
    "corrections",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("made_at"),
    _text("author"),
    _optional("reason"),
    _text("kind"),
    _text("body"),
)
"""The log of what people corrected, in the order of `place`: rows are added, and never changed or removed.

`made_at` is in UTC, `body` JSON as `kind` needs it: see corrections.py. No row refers to a row of another table."""

registry_names = Table(
    "registry_names",
    metadata,
    Column("registry", Text, primary_key=True),
    _place(),
    _text("name"),
    _text("folded"),
    _optional("used_by"),
    _optional("stance"),
    sqlite_with_rowid=False,
)
"""The names that the registry knew in the last run, the usual one at position 0, so that questions need no registry."""

registry_links = Table(
    "registry_links",
    metadata,
    Column("registry", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    _place(),
    _text("other"),
    _optional("since"),
    _optional("until"),
    sqlite_with_rowid=False,
)
"""What the registry says of its actors (by its ids), as of the last run, so that questions need no registry.

`kind` is 'part_of', 'leads', 'owned_by' or 'country', and `other` the id of the other actor; or it is 'ownership', and
`other` says which ('state'). `since` and `until` are ISO dates as short as the registry has them, null where open."""

relations = Table(
    "relations",
    metadata,
    Column("relation", Text, primary_key=True),
    _text("main"),
    _number("symmetric"),
    Column("valence", Text, nullable=False, server_default="0"),
    Column("one_subject", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
"""What statements and findings need to know of the codebook of the last run: `main` is the relation that this one is
the inverse of, else itself; `symmetric` is 1 where subject and object may change places, `one_subject` where only one
subject can be the true one; `valence` is '+', '-' or '0'."""

exclusions = Table(
    "exclusions",
    metadata,
    Column("relation", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("crossed", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Which statements cannot both hold at one time, by their main relations, both ways round.

`crossed` is 1 where the subject of the one is the object of the other."""

statements = Table(
    "statements",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    _text("subject"),
    _text("relation"),
    _text("object"),
    _number("claims"),
    _number("documents"),
    _number("affirmed"),
    _number("denied"),
    _number("possible"),
    _number("intended"),
    _optional("first_day"),
    _optional("last_day"),
    _number("affirming"),
    _number("originals"),
    _number("roots"),
    _number("anonymous"),
    _number("denying"),
)
"""One relation between two identities, and how often it is claimed: made by the job of corpus/statements.py.

`affirmed` (as a fact), `denied`, `possible` and `intended` count claims, each claim once; `first_day` and `last_day`
are days of publication. Of the documents that affirm it as a fact: `affirming` is their number, `originals` that
without reprints, `roots` that of independent sources with a name, `anonymous` that of those without. `denying` counts
the independent sources with a name that deny it."""

claims = Table(
    "claims",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    _belongs_to("document", "analyses.document"),
    _number("position"),
    _belongs_to("subject", "actors.key"),
    _text("relation"),
    _belongs_to("object", "actors.key"),
    _text("polarity"),
    _text("modality"),
    _optional("when"),
    _optional("where"),
    _optional("first_day"),
    _optional("last_day"),
    Column("confidence", Float, nullable=False),
    _text("why"),
    Column("statement", Integer),
)
"""`position` counts the claims of a document; `first_day` and `last_day` bound its time as keys.py says.

`statement` is null until the job of corpus/statements.py has been at the claim, and again when its actors change."""

claim_holders = Table(
    "claim_holders",
    metadata,
    _belongs_to("claim", "claims.key", primary_key=True),
    _place(),
    _belongs_to("actor", "actors.key"),
    Column("standing", Text, nullable=False, server_default="named"),
    sqlite_with_rowid=False,
)
"""`standing` is how the claim knows its holder: see standings.py."""

evidence = Table(
    "evidence",
    metadata,
    _belongs_to("claim", "claims.key", primary_key=True),
    _place(),
    _number("start"),
    _number("end"),
    sqlite_with_rowid=False,
)

attributions = Table(
    "attributions",
    metadata,
    _belongs_to("document", "analyses.document", primary_key=True),
    _place(),
    _text("id"),
    _optional("parent"),
    _text("kind"),
    _optional("holder"),
    _text("source"),
    _text("cue"),
    _text("content"),
    _optional("unresolved"),
    Column("standing", Text, nullable=False, server_default="named"),
    Column("stance", Text, nullable=False, server_default="neutral"),
)
"""`source`, `cue` and `content` are spans in JSON, [[start, end], ...]."""

unresolved = Table(
    "unresolved",
    metadata,
    _belongs_to("document", "analyses.document", primary_key=True),
    _place(),
    _text("reason"),
    _text("words"),
    _text("folded"),
    _number("start"),
    _number("end"),
    _optional("attribution"),
    sqlite_with_rowid=False,
)
"""What could not be traced to an actor, in the order of the text: sources of attributions (with its id), mentions."""

name_uses = Table(
    "name_uses",
    metadata,
    _belongs_to("document", "analyses.document", primary_key=True),
    _place(),
    _belongs_to("actor", "actors.key"),
    Column("holder", Integer, ForeignKey("actors.key", ondelete="CASCADE")),
    _text("kind"),
    _text("name"),
    _text("folded"),
    _number("uses"),
    _number("distanced"),
    sqlite_with_rowid=False,
)
"""How often in a document `holder` calls an actor so, counted from `Analysis.mentions`, without pronouns.

`holder` is null where somebody is quoted who is not known; `name` is the usual spelling, `folded` is made by
name_uses.py."""

labels = Table(
    "labels",
    metadata,
    _belongs_to("document", "analyses.document", primary_key=True),
    _place(),
    _text("holder"),
    _belongs_to("actor", "actors.key"),
    _text("label"),
    _text("folded"),
    _text("tone"),
    _text("evidence"),
)
"""`holder` is the chain in JSON, outermost first; `evidence` spans in JSON."""

dates = Table(
    "dates",
    metadata,
    _belongs_to("document", "analyses.document", primary_key=True),
    _place(),
    _number("start"),
    _number("end"),
    _text("type"),
    _text("value"),
)

runs = Table(
    "runs",
    metadata,
    _key(),
    _text("started"),
    _optional("ended"),
    _text("version"),
    _text("fingerprint"),
    _number("analysed"),
    _number("failed"),
)
"""When documents were analysed (UTC) and with what; `ended` is null where a run was broken off, or is not over."""

prints = Table(
    "prints",
    metadata,
    _belongs_to("document", "analyses.document", primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("places", LargeBinary, nullable=False),
    _text("marks"),
)
"""What is kept of each document for finding copies: see corpus/prints.py. It goes with the analysis."""

alignments = Table(
    "alignments",
    metadata,
    _belongs_to("document", "analyses.document", primary_key=True),
    _belongs_to("other", "analyses.document", primary_key=True),
    _text("stretches"),
    sqlite_with_rowid=False,
)
"""Which stretches two documents share, in JSON: a cache, so that no two documents are laid side by side twice."""

reprints = Table(
    "reprints",
    metadata,
    Column("family", Text, primary_key=True),
    _belongs_to("document", "analyses.document", primary_key=True),
    _text("kind"),
    _text("role"),
    Column("of", Integer, ForeignKey("analyses.document", ondelete="CASCADE")),
    _text("spans"),
    Column("similarity", Float, nullable=False),
    _text("evidence"),
    sqlite_with_rowid=False,
)
"""The members of each reprint family: `kind` is 'whole' or 'passage', `role` 'earliest', 'copy' or 'unknown'.

`spans` is JSON, [[start, end, start in `of`, end in `of`], ...]; `of` is null for the member that others are compared
with. Only the role 'copy' says that this document was copied from it; `evidence` (JSON) says what shows that."""

shared_quotations = Table(
    "shared_quotations",
    metadata,
    _belongs_to("document", "analyses.document", primary_key=True),
    _belongs_to("other", "analyses.document", primary_key=True),
    _text("spans"),
    sqlite_with_rowid=False,
)
"""Documents that quote the same words, which makes neither a copy; `spans` as in `reprints`, with `other` as `of`."""

codings = Table(
    "codings",
    metadata,
    _belongs_to("document", "documents.key", primary_key=True),
    Column("coder", Text, primary_key=True),
    _text("row"),
    _text("imported"),
    sqlite_with_rowid=False,
)
"""What people coded by hand: `row` is JSON as the file format has it, without `id` and `text`; `imported` is in UTC."""

Index("documents_by_day", documents.c.published, documents.c.id)
Index("inputs_by_document", inputs.c.document)
Index("skipped_by_document", skipped.c.document)
Index("actors_by_document", actors.c.document)
Index("actors_by_identity", actors.c.identity)
Index("actors_by_registry", actors.c.registry)
Index("actor_names_by_name", actor_names.c.folded, actor_names.c.actor)
Index("identities_by_name", identities.c.folded)
Index("registry_names_by_name", registry_names.c.folded)
Index("claims_by_document", claims.c.document)
Index("claims_by_subject", claims.c.subject, claims.c.confidence)
Index("claims_by_object", claims.c.object, claims.c.confidence)
Index("claims_by_relation", claims.c.relation)
Index("claims_by_day", claims.c.first_day)
Index("claims_by_statement", claims.c.statement)
Index("statements_by_subject", statements.c.subject, statements.c.relation, statements.c.object, unique=True)
Index("statements_by_object", statements.c.object, statements.c.relation)
Index("statements_by_documents", statements.c.documents)
Index("statements_by_roots", statements.c.roots)
Index("claim_holders_by_actor", claim_holders.c.actor, claim_holders.c.claim)
Index("labels_by_actor", labels.c.actor)
Index("name_uses_by_actor", name_uses.c.actor)
Index("name_uses_by_holder", name_uses.c.holder)
Index("unresolved_by_reason", unresolved.c.reason, unresolved.c.folded)
Index("alignments_by_other", alignments.c.other)
Index("reprints_by_document", reprints.c.document)
Index("reprints_by_of", reprints.c.of)
Index("shared_quotations_by_other", shared_quotations.c.other)
