"""One text in, everything that it shows out: `sayso.analyse`, for those who need no project."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from sayso.model import Analysis, Passage

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
    passages: Sequence[Passage] | None = None,
    resources: Resources | None = None,
) -> Analysis:
    """Who says what about whom in one text.

    What is not given is read from the text where it stands there, as in a file: title, author, day, voices. What is
    given as '' is taken as absent. `speaker` is the body for which the text speaks when that is not the publisher, and
    dates in the text are resolved against `published`, an ISO date. `resources` None means those that come with sayso,
    which are loaded at the first call and kept.

    Raises ReadingError where the text is empty or the passages are not in order, ModelError where the language model
    is not installed.
    """
    import msgspec

    from sayso.analysis import analyse as analyse_document
    from sayso.reading import read_row

    given = {"publisher": publisher, "author": author, "speaker": speaker, "title": title, "published": published}
    row = {"text": text} | {name: value for name, value in given.items() if value is not None}
    if passages is not None:
        row["passages"] = msgspec.to_builtins(passages)
    return analyse_document(read_row(row, "the text"), resources or _shipped())


@cache
def _shipped() -> Resources:
    from sayso.resources import load_resources

    return load_resources()
