"""Analysis <-> project database: one SQLite file, read by queries and written one document at a time."""

from sayso.storage.rows import (
    ActorRow,
    ClaimFilter,
    DocumentRow,
    Link,
    SkippedRow,
    Status,
    StoredClaim,
    UnresolvedCount,
    UnresolvedRow,
)

__all__ = [
    "ActorRow",
    "ClaimFilter",
    "DocumentRow",
    "Link",
    "SkippedRow",
    "Status",
    "StoredClaim",
    "UnresolvedCount",
    "UnresolvedRow",
]
