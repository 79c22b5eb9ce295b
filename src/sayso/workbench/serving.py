"""Serving the workbench: the address to open, and the server behind it."""

from __future__ import annotations

import getpass
import ipaddress
import secrets
import socket
from collections.abc import Collection
from typing import TYPE_CHECKING

from sayso.errors import UsageError
from sayso.storage.users import hash_password, list_users
from sayso.workbench.access import Access
from sayso.workbench.security import LOOPBACK, Hosts

if TYPE_CHECKING:
    from sayso.project import Project

PORT = 8765
_TRIED = 20


def listen(host: str, port: int | None) -> socket.socket:
    """A socket on this port; with None, on the first free one from PORT on.

    Raises UsageError where there is no such address, or the port is taken.
    """
    wanted = [port] if port is not None else list(range(PORT, PORT + _TRIED))
    for number in wanted:
        try:
            return _bound(host, number)
        except OSError as error:
            reason = error
    raise UsageError(f"Nothing can be served at {host}, port {wanted[0]}: {reason.strerror}. Choose another --port.")


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound


def make_access(
    project: Project, host: str, port: int, *, names: Collection[str] = (), password: str | None = None
) -> Access:
    """How people get in. `names` are further names by which the server may be called.

    Raises UsageError where others could reach the server and nothing would keep them out.
    """
    with project.reading() as connection:
        has_users = bool(list_users(connection))
    if not is_loopback(host) and password is None and not has_users:
        raise UsageError(
            f"With --host {host} others can reach the workbench: give --password-file, or add users with: "
            "sayso users add NAME"
        )
    hosts = Hosts(LOOPBACK | {host.lower(), *(name.lower() for name in names)}, any_number=_is_any(host))
    shared = hash_password(password if password is not None else secrets.token_urlsafe(32))
    return Access(
        token=secrets.token_urlsafe(32),
        local=_own_name(),
        shared=shared if password is not None or has_users else None,
        hosts=hosts,
        cookie=f"sayso-{port}",
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what is served there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "analyst"


def opened_at(host: str, port: int, token: str) -> str:
    """The address to open on this machine."""
    name = "127.0.0.1" if _is_any(host) else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/?token={token}"


def serve(project: Project, access: Access, bound: socket.socket) -> None:
    """Serves until it is interrupted."""
    import uvicorn

    from sayso.workbench.app import make_app

    config = uvicorn.Config(
        make_app(project, access),
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[bound])
