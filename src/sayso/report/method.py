"""Method and limits: what is counted and how, what was left out, and by what it can be made again."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata

from sayso.pages.views import sign_of
from sayso.pictures.signs import SIGNS
from sayso.pictures.tables import Table
from sayso.report.book import Book, Page
from sayso.resources import fingerprint, own_files


def pages(book: Book) -> Iterator[Page]:
    """One page."""
    settings = book.project.settings
    facts = (
        ("version of sayso", metadata.version("sayso")),
        ("language model", settings.language.model),
        ("engine of attribution", settings.attribution.engine),
        ("engine of claims", settings.claims.engine),
        ("claims shown from confidence", f"{settings.claims.min_confidence:g}"),
        ("rows in each list", f"{book.limit:,}"),
        *((f"SHA-256 of {name}", digest) for name, digest in sorted(own_files(book.project.folder).items())),
        ("SHA-256 of all that results depend on", fingerprint(book.project.folder)),
    )
    values = {
        "status": book.status,
        "facts": Table(("what", "value"), facts),
        "relations": _relations(book),
        "limit": book.limit,
    }
    yield Page("method.html", "method.html", "Method and limits", values)


def _relations(book: Book) -> Table:
    rows = tuple(
        (
            name,
            relation.wording.replace("{subject}", "A").replace("{object}", "B"),
            SIGNS[sign_of(name, book.codebook)].word,
            ", ".join(relation.excludes),
        )
        for name, relation in book.codebook.relations.items()
    )
    return Table(("relation", "wording", "sign", "excludes"), rows)
