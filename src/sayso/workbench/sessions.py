"""Who is known: sessions, each begun by the token in the address that was opened or by a password, kept by a cookie."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from sayso.workbench.desk import Visitor
from sayso.workbench.errors import TooManyError

LASTS = 12 * 3600.0
"""Seconds without a request after which a session is over."""
_MOST = 1000
_TRIES, _WITHIN = 5, 60.0


@dataclass
class Session:
    """One browser. `token` must come with every form; `notices` are told on the next page that is shown.

    `checked` says that this visitor is one of the project's users, who may be removed meanwhile.
    """

    visitor: Visitor
    checked: bool
    seen: float
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    notices: list[str] = field(default_factory=list)

    def is_from(self, token: object) -> bool:
        """Whether a form with this token was made for this session."""
        return isinstance(token, str) and hmac.compare_digest(token.encode(), self.token.encode())


class Sessions:
    """All sessions, in memory: they end with the server. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: OrderedDict[str, Session] = OrderedDict()
        self._failed: dict[str, list[float]] = {}

    def begin(self, visitor: Visitor, *, checked: bool = False) -> str:
        """The secret by which the cookie names a new session; of too many the one that was longest unused ends."""
        secret = secrets.token_urlsafe(32)
        self._open[secret] = Session(visitor, checked, self._clock())
        while len(self._open) > _MOST:
            self._open.popitem(last=False)
        return secret

    def find(self, secret: str) -> Session | None:
        """The session, if it is known and not over."""
        session = self._open.get(secret)
        if session is None:
            return None
        if self._clock() - session.seen > LASTS:
            self.end(secret)
            return None
        session.seen = self._clock()
        self._open.move_to_end(secret)
        return session

    def end(self, secret: str) -> None:
        """Forgets a session."""
        self._open.pop(secret, None)

    def may_try(self, address: str) -> None:
        """Raises TooManyError where too many wrong passwords came from this address just now."""
        since = self._clock() - _WITHIN
        recent = [when for when in self._failed.get(address, ()) if when > since]
        if len(recent) >= _TRIES:
            raise TooManyError("Five wrong passwords came from your address. Wait a minute, and try again.")

    def failed(self, address: str) -> None:
        """Remembers a wrong password."""
        since = self._clock() - _WITHIN
        kept = {a: [w for w in when if w > since] for a, when in self._failed.items()}
        self._failed = {a: when for a, when in kept.items() if when}
        self._failed.setdefault(address, []).append(self._clock())
