"""Projects that cost a real run: made once for all tests, of several processes too, and copied by each user."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def copy_of(name: str, fill: Callable[[object], None], factory) -> Path:
    """A folder of one's own with the project that `fill` makes of an empty one; `factory` is pytest's tmp_path_factory.

    Whoever comes first makes it; the others wait and copy.
    """
    from sayso import Project

    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared-projects"
    shared.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / name).exists():
            making = shared / f"{name}.making"
            shutil.rmtree(making, ignore_errors=True)
            with Project.init(making) as project:
                fill(project)
            making.rename(shared / name)
    return Path(shutil.copytree(shared / name, factory.mktemp("copied") / name))


def example_project(factory) -> Path:
    """The project that `make demo` makes."""

    def fill(project):
        shutil.copyfile(EXAMPLES / "actors.yaml", project.folder / "actors.yaml")
        project.add([EXAMPLES / "corpus"])
        project.run(processes=1)

    return copy_of("Orvane basin", fill, factory)
