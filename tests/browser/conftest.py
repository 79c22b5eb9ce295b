"""A real browser at a real server: Debian's chromium, the project of the examples, and what a page does wrong."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
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
    from sayso import Project

    with Project.init(tmp_path_factory.mktemp("example") / "Orvane basin") as project:
        shutil.copyfile(ROOT / "examples" / "actors.yaml", project.folder / "actors.yaml")
        project.add([ROOT / "examples" / "corpus"])
        project.run(processes=1)
        with served(project) as bench:
            yield bench


@pytest.fixture(scope="session")
def archive(shared, tmp_path_factory) -> Iterator[Bench]:
    """The workbench of some real articles: of those that are not too long, every third."""
    from sayso import Project

    files = [path for path in sorted((shared / "corpus" / "articles").iterdir()) if path.stat().st_size < 12_000]
    with Project.init(tmp_path_factory.mktemp("archive") / "Archive") as project:
        project.add(files[::3])
        project.run(processes=1)
        with served(project) as bench:
            yield bench


@dataclass
class Faults:
    """What a page must not do: write to the console, or ask another server for anything."""

    base: str
    found: list[str] = field(default_factory=list)

    def watch(self, page) -> None:
        """Notes all faults of a page from now on."""
        page.on(
            "console", lambda m: self.found.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.found.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(self.base) else self.found.append(f"asks for {r.url}"))


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
