"""What can go wrong when a page is asked for, with the status of HTTP and words that say how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.errors import SaysoError


class Fault(NamedTuple):
    """A parameter that cannot be taken: its name, the value given, and what is wrong with it."""

    name: str
    value: str
    problem: str


class PageError(SaysoError):
    """A page that cannot be shown; the message is a sentence or two for the person who asked."""

    status = 500
    title = "Something went wrong"

    def __init__(self, message: str, *, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class BadParameterError(PageError):
    """The address or the form holds what cannot be taken; `faults` says what."""

    status = 400
    title = "This cannot be asked"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.problem for fault in faults), faults=faults)


class SignInNeededError(PageError):
    """Nobody knows who asks."""

    status = 401
    title = "Who is there?"


class ForbiddenError(PageError):
    """What is asked is not allowed: from there, or to this person."""

    status = 403
    title = "This is not allowed"


class NotFoundError(PageError):
    """There is no such page, claim, document ..."""

    status = 404
    title = "There is no such page"


class TooManyError(PageError):
    """Too much, or too often."""

    status = 429
    title = "Too many attempts"


class TooLongError(PageError):
    """More was sent than any form holds."""

    status = 413
    title = "Too much was sent"
