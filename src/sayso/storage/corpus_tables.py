"""The tables that only all documents together can fill: who is one, statements, reprints, and what people corrected."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, Text

from sayso.storage.columns import KEY, belongs_to, key, metadata, number, optional, place, text
from sayso.storage.dialects import descending, index, inflation

identities = Table(
    "identities",
    metadata,
    Column("identity", Text, primary_key=True),
    text("name"),
    text("folded"),
    text("type"),
    sqlite_with_rowid=False,
)
"""What the actors over all documents are shown as, after all corrections; made anew from documents and log."""

corrections = Table(
    "corrections",
    metadata,
    Column("place", KEY, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    text("made_at"),
    text("author"),
    optional("reason"),
    text("kind"),
    text("body"),
)
"""The log of what people corrected, in the order of `place`: rows are added, and never changed or removed.

`made_at` is in UTC, `body` JSON as `kind` needs it: see corrections.py. No row refers to a row of another table."""

registry_names = Table(
    "registry_names",
    metadata,
    Column("registry", Text, primary_key=True),
    place(),
    text("name"),
    text("folded"),
    optional("used_by"),
    optional("stance"),
    sqlite_with_rowid=False,
)
"""The names that the registry knew in the last run, the usual one at position 0, so that questions need no registry."""

registry_links = Table(
    "registry_links",
    metadata,
    Column("registry", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    place(),
    text("other"),
    optional("since"),
    optional("until"),
    sqlite_with_rowid=False,
)
"""What the registry says of its actors (by its ids), as of the last run, so that questions need no registry.

`kind` is 'part_of', 'leads', 'owned_by' or 'country', and `other` the id of the other actor; or it is 'ownership', and
`other` says which ('state'). `since` and `until` are ISO dates as short as the registry has them, null where open."""

relations = Table(
    "relations",
    metadata,
    Column("relation", Text, primary_key=True),
    text("main"),
    number("symmetric"),
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
    key(),
    Column("id", Text, nullable=False, unique=True),
    text("subject"),
    text("relation"),
    text("object"),
    number("claims"),
    number("documents"),
    number("affirmed"),
    number("denied"),
    number("possible"),
    number("intended"),
    optional("first_day"),
    optional("last_day"),
    number("affirming"),
    number("originals"),
    number("roots"),
    number("anonymous"),
    number("denying"),
)
"""One relation between two identities, and how often it is claimed: made by the job of corpus/statements.py.

`affirmed` (as a fact), `denied`, `possible` and `intended` count claims, each claim once; `first_day` and `last_day`
are days of publication. Of the documents that affirm it as a fact: `affirming` is their number, `originals` that
without reprints, `roots` that of independent sources with a name, `anonymous` that of those without. `denying` counts
the independent sources with a name that deny it."""

disputes = Table(
    "disputes",
    metadata,
    belongs_to("one", "statements.key", primary_key=True),
    belongs_to("other", "statements.key", primary_key=True),
    text("kind"),
    number("weight"),
    text("ids"),
    sqlite_with_rowid=False,
)
"""What stands against what, over all time: made by the job of findings/opposing.py. `kind` is 'denied' (`other` is then
`one`) or 'incompatible', `weight` the named independent sources of the weaker side, `ids` those of both statements, by
which disputes of one weight are ordered."""

kept = Table(
    "kept",
    metadata,
    Column("name", Text, primary_key=True),
    place(),
    text("payload"),
    sqlite_with_rowid=False,
)
"""Findings about all documents that a run leaves ready, row by row in JSON: see kept.py. Where there is no row 0 of a
name, nothing is kept under it."""

stances = Table(
    "stances",
    metadata,
    Column("statement", KEY, primary_key=True, autoincrement=False),
    text("payload"),
)
"""What findings need to know of the voices of each statement, in JSON: see stances.py. Rows outlive their statement, so
that the job of findings/hearing.py sees between whom it was."""

leanings = Table(
    "leanings",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("object", Text, primary_key=True),
    Column("valence", Text, primary_key=True),
    number("sources"),
    sqlite_with_rowid=False,
)
"""How many named independent sources affirm what is friendly ('+') or hostile ('-') from one identity to another,
readers' comments aside; no row where there are none."""

looks = Table("looks", metadata, key(), text("look"), text("cluster"))
"""How documents show actors, in JSON, each look once; `cluster` is who has it without corrections, as of the last time
that this was settled: '' where each of its rows is nobody but whom its document shows. See casts.py."""

casts = Table(
    "casts",
    metadata,
    belongs_to("document", "analyses.document", primary_key=True),
    Column("looks", LargeBinary, nullable=False),
    optional("apart"),
)
"""The looks of each document's actors in the order of their keys, and in JSON those who are others than these say. It
goes with the analysis."""

prints = Table(
    "prints",
    metadata,
    belongs_to("document", "analyses.document", primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("places", LargeBinary, nullable=False),
    text("marks"),
)
"""What is kept of each document for finding copies: see corpus/prints.py. It goes with the analysis."""

alignments = Table(
    "alignments",
    metadata,
    belongs_to("document", "analyses.document", primary_key=True),
    belongs_to("other", "analyses.document", primary_key=True),
    text("stretches"),
    sqlite_with_rowid=False,
)
"""Which stretches two documents share, in JSON: a cache, so that no two documents are laid side by side twice."""

likenesses = Table(
    "likenesses",
    metadata,
    Column("document", KEY, primary_key=True, autoincrement=False),
    Column("other", KEY, primary_key=True, autoincrement=False),
    optional("kind"),
    text("spans"),
    Column("similarity", Float, nullable=False),
    Column("copy", KEY),
    text("evidence"),
    sqlite_with_rowid=False,
)
"""What was made of each pair of documents worth comparing, the earlier first: `kind` is null where they share nothing
that counts, else as in `reprints`, or 'quotation'; `copy` is the copy, if known. Rows outlive the analysis of a
document, so that the job of corpus/reprints.py sees whom it was like."""

furniture = Table("furniture", metadata, Column("source", Text, primary_key=True), Column("hashes", LargeBinary))
"""Which hashes each publisher repeats, as of the last time that reprints were looked for."""

reprints = Table(
    "reprints",
    metadata,
    Column("family", Text, primary_key=True),
    belongs_to("document", "analyses.document", primary_key=True),
    text("kind"),
    text("role"),
    Column("of", KEY, ForeignKey("analyses.document", ondelete="CASCADE")),
    text("spans"),
    Column("similarity", Float, nullable=False),
    text("evidence"),
    sqlite_with_rowid=False,
)
"""The members of each reprint family: `kind` is 'whole' or 'passage', `role` 'earliest', 'copy' or 'unknown'.

`spans` is JSON, [[start, end, start in `of`, end in `of`], ...]; `of` is null for the member that others are compared
with. Only the role 'copy' says that this document was copied from it; `evidence` (JSON) says what shows that."""

shared_quotations = Table(
    "shared_quotations",
    metadata,
    belongs_to("document", "analyses.document", primary_key=True),
    belongs_to("other", "analyses.document", primary_key=True),
    text("spans"),
    sqlite_with_rowid=False,
)
"""Documents that quote the same words, which makes neither a copy; `spans` as in `reprints`, with `other` as `of`."""

codings = Table(
    "codings",
    metadata,
    belongs_to("document", "documents.key", primary_key=True),
    Column("coder", Text, primary_key=True),
    text("row"),
    text("imported"),
    sqlite_with_rowid=False,
)
"""What people coded by hand: `row` is JSON as the file format has it, without `id` and `text`; `imported` is in UTC."""

Index("identities_by_name", identities.c.folded)
Index("identities_by_type", identities.c.type)
Index("registry_names_by_name", registry_names.c.folded)
Index("statements_by_subject", statements.c.subject, statements.c.relation, statements.c.object, unique=True)
Index("statements_by_object", statements.c.object, statements.c.relation)
Index("statements_by_documents", statements.c.documents.desc(), statements.c.roots.desc(), statements.c.id)
Index("statements_by_roots", statements.c.roots.desc(), statements.c.affirming.desc(), statements.c.id)
index("statements_by_last_day", descending(statements.c.last_day), statements.c.documents.desc(), statements.c.id)
Index("statements_by_inflation", inflation().desc(), statements.c.affirming.desc(), statements.c.id)
Index("disputes_by_weight", disputes.c.weight.desc(), disputes.c.kind, disputes.c.ids)
Index("disputes_by_other", disputes.c.other)
Index("alignments_by_other", alignments.c.other)
Index("likenesses_by_other", likenesses.c.other)
Index("reprints_by_document", reprints.c.document)
Index("reprints_by_of", reprints.c.of)
Index("shared_quotations_by_other", shared_quotations.c.other)
