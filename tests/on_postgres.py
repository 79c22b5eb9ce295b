"""The option `--on-postgres`: each project that a test makes has its database on a server, and not in its folder.

What is tested of projects must hold for both: `make test` runs some modules so, and any can be.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

_OPTION = "--on-postgres"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(_OPTION, action="store_true", help="keep the projects of all tests on a PostgreSQL server")


@pytest.fixture(scope="module", autouse=True)
def projects_on_postgres(request: pytest.FixtureRequest) -> Iterator[None]:
    """With the option, `Project.init` makes its databases on the server; they go when the module is done."""
    if not request.config.getoption(_OPTION):
        yield
        return
    from sayso import Project

    server, made, usual = request.getfixturevalue("postgres"), [], Project.init.__func__

    def init(cls, path: str | Path, *, storage: str = "") -> Project:
        if not storage:
            made.append(server.new_database())
        return usual(cls, path, storage=storage or server.url(made[-1]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Project, "init", classmethod(init))
        yield
    for database in made:
        server.drop(database)
