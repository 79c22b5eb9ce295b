"""Who may be followed over documents: bodies, and persons in a public role (docs/explanation/who-is-one.md)."""

from __future__ import annotations

from sayso.corpus.wordlists import word_lists
from sayso.model import Actor


def is_private(actor: Actor) -> bool:
    """Is this a commenter, or a person whom neither the registry nor this document knows in a public role?"""
    if actor.registry is not None:
        return False
    return actor.form == "voice" or (actor.type == "person" and not in_public_role(actor))


def in_public_role(actor: Actor) -> bool:
    """Does the document itself show this person in a public role, or as the one who speaks in it?"""
    lists = word_lists().lists
    return actor.type == "person" and any(role == "speaker" or role in lists.public_roles for role in actor.roles)


def is_publicly_known(publishers: int, has_role: bool) -> bool:
    """Is a full name public that so many publishers use, and that has a public role in one document at least?"""
    return has_role and publishers >= word_lists().lists.publishers
