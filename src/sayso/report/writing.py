"""Writes the folder: beside its place first, so that there is a whole report or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import UsageError
from sayso.pages.environment import STYLESHEET, make_environment
from sayso.report import disputes, documents, drift, method, names, network, overview, reprints, sources, statements
from sayso.report.book import Book, Page
from sayso.resources import project_codebook

if TYPE_CHECKING:
    from jinja2 import Environment

    from sayso.project import Project

TEMPLATES = Path(__file__).resolve().parent / "templates"
SECTIONS = {
    "index.html": "Overview",
    "statements.html": "Statements",
    "disputes.html": "Disputes",
    "names.html": "Names",
    "sources.html": "Sources",
    "network.html": "Network",
    "drift.html": "Drift",
    "reprints.html": "Reprints",
    "documents.html": "Documents",
    "method.html": "Method and limits",
}
"""The pages that every other page leads to, in the order of reading."""
_MAKERS: tuple[Callable[[Book], Iterator[Page]], ...] = (
    overview.pages,
    statements.pages,
    disputes.pages,
    names.pages,
    sources.pages,
    network.pages,
    drift.pages,
    reprints.pages,
    method.pages,
    documents.pages,  # last: it lists those that the other pages cite
)


def write_report(
    project: Project,
    target: Path,
    *,
    limit: int,
    force: bool = False,
    on_page: Callable[[str], None] | None = None,
) -> int:
    """Writes the report into a new folder and gives the number of its pages; `on_page` hears the title of each.

    Raises UsageError where `target` is there and is not to be replaced (`force`), or holds what no report holds.
    """
    _check(target, force)
    book = Book(project, project_codebook(project.folder), limit)
    part = target.absolute().with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.mkdir()
        number = _write(book, part, on_page)
        _put(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return number


def _write(book: Book, folder: Path, on_page: Callable[[str], None] | None) -> int:
    environment = make_environment(TEMPLATES, known={"project": book.status.name, "sections": SECTIONS})
    environment.globals["links"] = book.links
    shutil.copyfile(STYLESHEET, folder / STYLESHEET.name)
    number = 0
    for page in (page for make in _MAKERS for page in make(book)):
        number += 1
        if on_page is not None:
            on_page(page.title)
        (folder / page.file).write_text(_render(environment, page), encoding="utf-8", newline="\n")
    return number


def _render(environment: Environment, page: Page) -> str:
    return environment.get_template(page.template).render(title=page.title, file=page.file, **page.values)


def _check(target: Path, force: bool) -> None:
    if not target.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {target.absolute().parent} to write to.")
    if not os.path.lexists(target):
        return
    if not force:
        raise UsageError(f"{target} is there already; nothing was written. Use --force to replace it.")
    if target.is_symlink() or not target.is_dir():
        raise UsageError(f"{target} is no folder. A report is a folder of pages.")
    if other := sorted(path.name for path in target.iterdir() if not _is_ours(path)):
        raise UsageError(f"{target} holds what no report holds ({other[0]}); nothing was written. Name another folder.")


def _is_ours(path: Path) -> bool:
    return path.is_file() and (path.suffix == ".html" or path.name == STYLESHEET.name)


def _put(part: Path, target: Path) -> None:
    """Moves the new folder to its place, and takes the old one away only then."""
    if not target.exists():
        part.replace(target)
        return
    old = part.with_suffix(".old")
    target.replace(old)
    part.replace(target)
    shutil.rmtree(old, ignore_errors=True)
