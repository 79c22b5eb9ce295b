"""The option `--on-postgres`: each project that a test makes has its database on a server, and not in its folder.

What is tested of projects must hold for both: `make test` runs some modules so, and any can be.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from postgres_server import Server

_OPTION = "--on-postgres"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(_OPTION, action="store_true", help="keep the projects of all tests on a PostgreSQL server")


@pytest.fixture(scope="module", autouse=True)
def projects_on_postgres(request: pytest.FixtureRequest) -> Iterator[None]:
    """With the option, all projects of a module are on a server."""
    if request.config.getoption(_OPTION):
        with projects_on(request.getfixturevalue("postgres")):
            yield
    else:
        yield


@pytest.fixture
def in_a_folder(request: pytest.FixtureRequest) -> None:
    """Skips what is true of databases in a file only."""
    if request.config.getoption(_OPTION):
        pytest.skip("is about a database in a file")


@contextmanager
def projects_on(server: Server) -> Iterator[None]:
    """Meanwhile `Project.init` makes its databases on the server; they go at the end."""
    from sayso import Project

    made, usual = [], Project.init.__func__

    def init(cls, path: str | Path, *, storage: str = "") -> Project:
        if not storage:
            made.append(server.new_database())
        return usual(cls, path, storage=storage or server.url(made[-1]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Project, "init", classmethod(init))
        yield
    for database in made:
        server.drop(database)
