"""Where names and ids lead: the written report and the workbench each have their own addresses."""

from __future__ import annotations

from typing import Protocol


class Links(Protocol):
    """Addresses of what pages name; None where there is no page for it, and then the words stand alone."""

    def statement(self, statement: str, /) -> str | None:
        """The page of a statement, by its id."""

    def claim(self, claim: str, /) -> str | None:
        """The place of a claim, by its id."""

    def document(self, document: str, /) -> str | None:
        """The page of a document, by its id."""

    def actor(self, identity: str, /) -> str | None:
        """The page of an actor, by its identity."""

    def source(self, name: str, /) -> str | None:
        """The page of an outlet, by its shown name."""


class NoLinks:
    """Leads nowhere."""

    def _nowhere(self, _: str, /) -> str | None:
        return None

    statement = claim = document = actor = source = _nowhere
