"""One text in, everything that it shows out: `sayso.analyse`, for those who need no project."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso.model import Analysis, Document, Passage

if TYPE_CHECKING:
    from sayso.resources import Resources


def analyse(
    text: str,
    *,
    publisher: str | None = None,
    author: str | None = None,
    speaker: str | None = None,
    title: str | None = None,
    published: str | None = None,
    passages: tuple[Passage, ...] | None = None,
    resources: Resources | None = None,
) -> Analysis:
    """Who says what about whom in one text.

    `published` is an ISO date, against which dates in the text are resolved. `speaker` is the body for which the text
    speaks when that is not the publisher. `passages` None has the voices found in the text. `resources` None means
    those that come with sayso, which are loaded at the first call and kept.

    Raises ModelError where the language model is not installed.
    """
    from sayso.analysis import analyse as analyse_document
    from sayso.reading.identity import identify

    document = Document(
        id=identify(text, publisher),
        text=text,
        title=title,
        publisher=publisher,
        author=author,
        speaker=speaker,
        published=published,
        passages=passages or (),
    )
    return analyse_document(document, resources or _shipped())


@cache
def _shipped() -> Resources:
    from sayso.resources import load_resources

    return load_resources()
