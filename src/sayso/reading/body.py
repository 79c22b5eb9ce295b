"""The paragraphs of a page's article where the extractor found only a part of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.reading.comments import block_text
from sayso.reading.encoding import storable
from sayso.reading.lines import bare

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BESIDE = ("nav", "header", "footer", "aside", "figure")
"""Elements that stand beside an article's text."""
_LINKED = 0.5
_MUCH_MORE = 1.5
"""Times the characters that were found: what is longer is taken in their stead."""
_LEAST_STATED = 500
_LONG_CELL = 200
_TEXTUAL = ("p", "h2", "h3", "h4", "li", "pre")
_MARKUP = re.compile(r"<[^>]{0,1000}>")


def whole_body(tree: HtmlElement, found: list[str]) -> list[str]:
    """The paragraphs found, or those of the whole article where they are only a part of it.

    Two signs: the page cuts its article by advertisements into several elements of one name, of which one was found;
    or its JSON-LD states an `articleBody` that is much longer.
    """
    enough = _MUCH_MORE * sum(map(len, found))
    for body in (_joined(tree, found), _stated(tree)):
        if sum(map(len, body)) > enough:
            return body
    return found


def cells_as_text(tree: HtmlElement, lines: list[str]) -> list[str]:
    """Lines in which the extractor draws tables ('| Ticker | Change |') as text: cells of a row parted by two blanks.

    A long cell alone in its row is a page's layout, no table: its paragraphs are taken from the tree.
    """
    found: list[str] = []
    layout: dict[str, HtmlElement] | None = None
    for line in lines:
        if len(line) < 2 or line[0] + line[-1] != "||":
            found.append(line)
            continue
        cells = [cell for cell in (part.strip(" -:") for part in line.split("|")) if cell]
        if len(cells) == 1 and len(cells[0]) > _LONG_CELL:
            layout = {bare(cell.text_content()): cell for cell in tree.iter("td")} if layout is None else layout
            cell = layout.get(bare(cells[0]))
            found += lines_in(block_text(cell)) if cell is not None else cells
        elif cells:
            found.append("  ".join(cells))
    return found


def paragraphs_in(element: HtmlElement) -> list[str]:
    """The lines of the paragraphs, headings and list items of an element that are not mostly links."""
    found: list[str] = []
    taken: set[HtmlElement] = set()
    for part in element.iter(*_TEXTUAL):
        if (part.tag == "li" and part.find(".//p") is not None) or not taken.isdisjoint(part.iterancestors(*_TEXTUAL)):
            continue
        taken.add(part)
        words = block_text(part)
        linked = sum(len(link.text_content()) for link in part.iter("a"))
        if words and linked <= _LINKED * len(words):
            found += lines_in(words)
    return found


def lines_in(text: str) -> list[str]:
    """The lines of a text that are not blank, without the white space around them."""
    return [line for part in storable(text).split("\n") if (line := part.strip())]


def _joined(tree: HtmlElement, found: list[str]) -> list[str]:
    """The paragraphs of all elements named like the one that holds most of what was found, where they make one text."""
    known = {bare(line) for line in found}
    held: Counter[tuple[str, str]] = Counter()
    for part in tree.iter("p"):
        above, words = part.getparent(), bare(part.text_content())
        if above is not None and above.get("class") and words in known:
            held[above.tag, above.get("class")] += len(words)
    if not held:
        return []
    (tag, name), _ = held.most_common(1)[0]
    parts = [part for part in tree.iter(tag) if part.get("class") == name]
    within = {next(part.iterancestors("article", "main"), None) for part in parts}
    if len(parts) < 2 or len(within) > 1 or any(part.find(".//h1") is not None for part in parts):
        return []  # a list of several texts, not one
    return [line for part in parts for line in paragraphs_in(part)]


def _stated(tree: HtmlElement) -> list[str]:
    """The longest `articleBody` in the page's JSON-LD; nothing where it is too short to be a text."""
    bodies = [body for script in tree.xpath("//script[contains(@type, 'ld+json')]") for body in _bodies(script.text)]
    longest = max(bodies, key=len, default="")
    return lines_in(_MARKUP.sub(" ", longest)) if len(longest) >= _LEAST_STATED else []


def _bodies(script: str | None) -> Iterator[str]:
    try:
        waiting = [json.loads(script or "null", strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += node.values()
            if isinstance(body := node.get("articleBody"), str):
                yield body
        elif isinstance(node, list):
            waiting += node
