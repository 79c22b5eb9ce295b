"""Corrections of one actor, from its page: it is one with another, or two; it has another name, or another type.

Each leads back to the page of the actor, whose address names the correction, so that it can be taken back there.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from sayso.corpus.correcting import Corrected
from sayso.errors import UsageError
from sayso.pages.words import count
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import Action, Done
from sayso.workbench.parameters import Name, address
from sayso.workbench.views.actor import PATH
from sayso.workbench.views.actor import Asked as ActorAsked
from sayso.workbench.views.actor_log import actor_of

Reason: TypeAlias = Name | None


class MergeAsked(msgspec.Struct, frozen=True, kw_only=True):
    """The actor (an identity) is one with `other`, by any of its names; both are shown as the first."""

    actor: Name
    other: Name
    reason: Reason = None


class SplitAsked(msgspec.Struct, frozen=True, kw_only=True):
    """The actor is another where one of these holds: a name that a document calls it by, a publisher, a document."""

    actor: Name
    called: Name | None = None
    publisher: Name | None = None
    document: Name | None = None
    name: Name | None = None
    reason: Reason = None


class RenameAsked(msgspec.Struct, frozen=True, kw_only=True):
    """The actor is shown as `name`."""

    actor: Name
    name: Name
    reason: Reason = None


class RetypeAsked(msgspec.Struct, frozen=True, kw_only=True):
    """The actor is of this type."""

    actor: Name
    type: Name
    reason: Reason = None


class EventAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A correction, by its id."""

    event: Name


def merge(desk: Desk, asked: MergeAsked) -> Done:
    """Raises UsageError where a name means nobody, or several, or both are one already."""
    corrections = desk.project.corrections
    names = [asked.actor, asked.other]
    return _done(asked.actor, corrections.merge(names, by=desk.visitor.name, reason=asked.reason))


def split(desk: Desk, asked: SplitAsked) -> Done:
    """Raises UsageError where not one condition is given, or nobody or everybody meets it."""
    conditions = [asked.called, asked.publisher, asked.document]
    if sum(condition is not None for condition in conditions) != 1:
        raise UsageError("Fill in one of the three: a name, a publisher, or a document.")
    corrected = desk.project.corrections.split(
        asked.actor,
        documents=[asked.document] if asked.document else (),
        called=asked.called,
        publisher=asked.publisher,
        new_name=asked.name,
        by=desk.visitor.name,
        reason=asked.reason,
    )
    return _done(asked.actor, corrected)


def rename(desk: Desk, asked: RenameAsked) -> Done:
    """Raises UsageError where the name is empty."""
    return _done(
        asked.actor,
        desk.project.corrections.rename(asked.actor, asked.name, by=desk.visitor.name, reason=asked.reason),
    )


def retype(desk: Desk, asked: RetypeAsked) -> Done:
    """Raises UsageError where the type is empty."""
    return _done(
        asked.actor,
        desk.project.corrections.retype(asked.actor, asked.type, by=desk.visitor.name, reason=asked.reason),
    )


def undo(desk: Desk, asked: EventAsked) -> Done:
    """Raises UsageError where the correction does not hold."""
    return _turned(desk, asked, desk.project.corrections.undo(asked.event, by=desk.visitor.name))


def redo(desk: Desk, asked: EventAsked) -> Done:
    """Raises UsageError where the correction is not undone."""
    return _turned(desk, asked, desk.project.corrections.redo(asked.event, by=desk.visitor.name))


def _done(actor: str, corrected: Corrected) -> Done:
    to = address(PATH, ActorAsked(actor=actor, corrected=corrected.event.id))
    return Done(to, _changed(corrected))


def _turned(desk: Desk, asked: EventAsked, corrected: Corrected) -> Done:
    actor = actor_of(desk.connection, asked.event)
    to = address(PATH, ActorAsked(actor=actor, corrected=asked.event)) if actor else "/actors"
    return Done(to, _changed(corrected))


def _changed(corrected: Corrected) -> str:
    if not corrected.appearances:
        return "Nothing looks different."
    documents, claims = count(corrected.documents, "document"), count(corrected.claims, "claim")
    overruled = " An earlier correction no longer has its effect." if corrected.overruled else ""
    return f"{documents} and {claims} changed.{overruled}"


MERGE = Action(path="/actors/merge", asked=MergeAsked, do=merge, needs="editor")
SPLIT = Action(path="/actors/split", asked=SplitAsked, do=split, needs="editor")
RENAME = Action(path="/actors/rename", asked=RenameAsked, do=rename, needs="editor")
RETYPE = Action(path="/actors/retype", asked=RetypeAsked, do=retype, needs="editor")
UNDO = Action(path="/actors/undo", asked=EventAsked, do=undo, needs="editor")
REDO = Action(path="/actors/redo", asked=EventAsked, do=redo, needs="editor")
ALL = (MERGE, SPLIT, RENAME, RETYPE, UNDO, REDO)
