"""Who may be followed over documents: bodies, and persons in a public role (docs/explanation/who-is-one.md)."""

from __future__ import annotations

from sayso.model import Actor


def is_private(actor: Actor) -> bool:
    """Is this a person whom the document shows in no public role, or who only left a comment?"""
    return actor.form == "voice" or (actor.type == "person" and actor.registry is None and not actor.roles)
