"""Whom the server answers: requests meant for it by name, from its own pages, with headers that keep pages closed."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.workbench.answers import Answers
from sayso.workbench.errors import ForbiddenError, PageError, TooLongError

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
LONGEST = 2_000_000
"""No form holds more bytes."""
_SAFE = ("GET", "HEAD")
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Others learn nothing; but with "no-referrer" browsers send our own forms with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Hosts(msgspec.Struct, frozen=True):
    """The names by which the server may be called. A page elsewhere that has its name point here calls it otherwise.

    `any_number` also lets it be called by any IP address: such a name cannot be made to point anywhere.
    """

    names: frozenset[str] = LOOPBACK
    any_number: bool = False

    def hold(self, host: str) -> bool:
        """Whether a Host header (with or without port) is one of them."""
        name = _name(host)
        return name in self.names or (self.any_number and _is_number(name))


class Guard:
    """Refuses what is not meant for this server or comes from elsewhere; closes all answers with headers."""

    def __init__(self, app: ASGIApp, hosts: Hosts, answers: Answers) -> None:
        self._app = app
        self._hosts = hosts
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            self._check(scope["method"], Headers(scope=scope))
        except PageError as error:
            await self._answers.error(scope, error)(scope, receive, closed)
            return
        await self._app(scope, receive, closed)

    def _check(self, method: str, headers: Headers) -> None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self._hosts.hold(hosts[0]):
            raise ForbiddenError(
                "This server does not go by that name. Open the address that sayso serve printed, or start it with "
                "--name to let it be called otherwise."
            )
        if any(urlsplit(origin).netloc != hosts[0] for origin in origins) or (method not in _SAFE and not origins):
            raise ForbiddenError("The request came from another page than one of this server's.")
        if "transfer-encoding" in headers:
            raise TooLongError("What is sent must say how long it is.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LONGEST:
            raise TooLongError(f"A form holds {LONGEST:,} bytes at most.")


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
