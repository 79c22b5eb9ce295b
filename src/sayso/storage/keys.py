"""The keys by which things are found again: folded names, identities over documents, claim ids, bounds of time."""

from __future__ import annotations

import hashlib

import msgspec

from sayso.actors import folding
from sayso.model import Actor, Claim

_BEHIND_ALL_DIGITS = "~"
PART = "split:"
"""The identity of those whom a correction split off is this and the id of the correction."""


def fold(name: str) -> str:
    """A name as it is compared: folded as for finding actors; what folds to nothing ('?') stays as it is."""
    return folding.fold(name) or name


def spoken(name: str) -> list[str]:
    """The folded names that a user may mean who types this: 'us' in a question is the country, not the pronoun."""
    return sorted({fold(name), fold(name.upper())})


def identity(_document: str, name: str, actor: Actor | None) -> str:
    """Who an actor is where nothing better is known: whom the registry has, else whoever has the same folded name."""
    return f"registry:{actor.registry}" if actor and actor.registry else f"name:{fold(name)}"


def claim_ids(document_id: str, claims: tuple[Claim, ...]) -> list[str]:
    """An id for each claim of a document: 16 hexadecimal digits of a SHA-256 over document id and what is claimed.

    Evidence, confidence and dates do not enter, so that a claim keeps its id when they are found better. Where one
    document makes the same claim twice, the second also counts.
    """
    seen: dict[tuple[object, ...], int] = {}
    ids = []
    for claim in claims:
        key = (document_id, claim.holder, claim.subject, claim.relation, claim.object, claim.polarity)
        seen[key] = seen.get(key, 0) + 1
        ids.append(hashlib.sha256(msgspec.json.encode((*key, seen[key]))).hexdigest()[:16])
    return ids


def bounds(when: str | None, published: str | None) -> tuple[str | None, str | None]:
    """The first and last day of a claim, for comparison as strings with ISO dates of any length; None where not known.

    The last ends in '~', which sorts behind digits: '2021~' is later than '2021-12-31'. An open interval ('2015/') goes
    on to the publication.
    """
    date = when or published
    if not date:
        return None, None
    first, slash, last = date.partition("/")
    if not slash:
        last = first
    return first, (last or published or "") + _BEHIND_ALL_DIGITS
