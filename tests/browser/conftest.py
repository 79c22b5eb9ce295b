"""A real browser at a real server: Debian's chromium, the project of the examples, and what a page does wrong."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from faultless import Faults

from shared_projects import copy_of, example_project

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's chromium, for Playwright's own would have to be downloaded."""
    if CHROMIUM is None:
        pytest.skip("needs chromium: apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"]}


@dataclass
class Bench:
    """A workbench that is served: `base` is its address, `opened` the one that lets in."""

    project: object
    base: str
    opened: str


@contextmanager
def served(project, **access) -> Iterator[Bench]:
    """The workbench of an open project at a free port, until the end."""
    import uvicorn

    from sayso.workbench.access import Access
    from sayso.workbench.app import make_app
    from sayso.workbench.serving import listen

    with listen("127.0.0.1", 0) as bound:
        base = f"http://127.0.0.1:{bound.getsockname()[1]}"
        app = make_app(project, Access(**{"token": "token", "local": "ann", **access}))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield Bench(project, base, f"{base}/?token=token")
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def serve():
    """Serves a project as long as one likes."""
    return served


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Iterator[Bench]:
    """The workbench of the example corpus."""
    from sayso import open_project

    with open_project(example_project(tmp_path_factory)) as project, served(project) as bench:
        yield bench


@pytest.fixture(scope="session")
def archive(shared, tmp_path_factory) -> Iterator[Bench]:
    """The workbench of some real articles: of those that are not too long, every sixth."""
    from sayso import open_project

    files = [path for path in sorted((shared / "corpus" / "articles").iterdir()) if path.stat().st_size < 12_000]

    def fill(project):
        project.add(files[::6])
        project.run(processes=1)

    with open_project(copy_of("Archive", fill, tmp_path_factory)) as project, served(project) as bench:
        yield bench


@pytest.fixture
def enter():
    """Lets a page in at a workbench; gives the faults that it makes from then on."""

    def enter(page, bench: Bench) -> Faults:
        faults = Faults(bench.base)
        faults.watch(page)
        page.goto(bench.opened)
        page.wait_for_url(f"{bench.base}/")
        return faults

    return enter
