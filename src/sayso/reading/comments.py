"""The readers' comments on a page, taken out of its tree: by the names that themes give to their containers.

Themes differ, but nearly all name one comment, its writer, its text and the whole section with a handful of class
names, ids and schema.org properties; these stand in `data/voices.yaml` under `page`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from sayso.reading.chatter import pen_name
from sayso.reading.encoding import storable
from sayso.reading.voices import PageNames, load_voices

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset({"p", "div", "blockquote", "li", "ul", "ol", "dl", "dd", "dt", "section", "article"}) | frozenset(
    {"header", "footer", "pre", "table", "tr", "h1", "h2", "h3", "h4"}
)
_ARTICLE = ".//h1 | .//*[@itemprop='articleBody']"
_LONGEST_NAME = 80


class Comment(NamedTuple):
    """One comment: who wrote it, where the page says so, and its text with blank lines between paragraphs."""

    speaker: str | None
    text: str


def take_comments(tree: HtmlElement) -> list[Comment]:
    """The comments of a page in its order, removed from `tree` with all that belongs to them.

    None where the page does not show where one comment ends. Links back from other sites are removed, not returned.
    """
    names = load_voices().page
    items = _items(tree, names)
    comments: list[Comment] = []
    for item in reversed(items):  # answers before what they answer, so that each has only its own text left
        comment = _comment(item, names)
        if comment.text and not _has(item, names.linkback):
            comments.append(comment)
        item.drop_tree()
    if items:
        _drop_sections(tree, names)
    return comments[::-1]


def _items(tree: HtmlElement, names: PageNames) -> list[HtmlElement]:
    """The elements that hold one comment each, in the page's order."""
    items: list[HtmlElement] = []
    seen: set[HtmlElement] = set()
    for element in tree.iter("li", "article", "div", "section", "dd"):
        if not _is_comment(element, names) or element.xpath(_ARTICLE):
            continue
        outer, answer = _enclosing(element, seen, names)
        if outer is None or answer:
            seen.add(element)
            items.append(element)
    return items


def _is_comment(element: HtmlElement, names: PageNames) -> bool:
    typed = names.comment_type.fullmatch((element.get("itemtype") or "").lower()) and not _has(element, names.section)
    numbered = names.comment_id.fullmatch((element.get("id") or "").lower())
    return bool(typed or numbered or _has(element, names.comment) or _has(element, names.linkback))


def _enclosing(element: HtmlElement, seen: set[HtmlElement], names: PageNames) -> tuple[HtmlElement | None, bool]:
    """The comment that an element lies in, and whether it does so as an answer (else it is a part of that comment)."""
    answer = element.tag == "li"
    for above in element.iterancestors():
        if above in seen:
            return above, answer or _numbered_apart(element, above)
        answer = answer or above.tag in ("ul", "ol") or _has(above, names.replies)
    return None, False


def _numbered_apart(element: HtmlElement, above: HtmlElement) -> bool:
    """Whether both carry a number in their ids, and not the same: a wrapper and what it wraps share theirs."""
    inner, outer = (re.findall(r"\d+", part.get("id") or "") for part in (element, above))
    return bool(inner and outer and inner != outer)


def _has(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    tokens = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower().split()
    return any(pattern.fullmatch(token) for token in tokens)


def _comment(item: HtmlElement, names: PageNames) -> Comment:
    parts = list(item.iterdescendants("div", "p", "span", "cite", "a", "b", "strong", "section", "footer", "header"))
    writers = [part for part in parts if _has(part, names.writer)]
    bodies = [part for part in parts if _has(part, names.body) and not any(w is part for w in writers)]
    speaker = next(
        (name for part in reversed(writers) if (name := pen_name(storable(part.text_content()), load_voices()))), None
    )
    if bodies:
        return Comment(speaker, block_text(bodies[0]))
    for part in parts:
        if _has(part, names.not_body) and part.getparent() is not None:
            part.drop_tree()
    return Comment(speaker, _below_writer(block_text(item), speaker))


def _below_writer(text: str, speaker: str | None) -> str:
    """The text without a first line that only says who wrote it, and when."""
    first, _, rest = text.partition("\n\n")
    return rest if speaker and first.startswith(speaker) and len(first) < len(speaker) + 40 else text


def block_text(element: HtmlElement) -> str:
    """The text of an element, its blocks parted by blank lines."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    for event, part in iterwalk(element, events=("start", "end")):
        if not isinstance(part.tag, str):
            pieces.append((part.tail or "") if event == "end" else "")
            continue
        edge = "\n" if part.tag in BLOCKS or part.tag == "br" else ""
        words = part.text if event == "start" else (part.tail if part is not element else "")
        pieces += [edge, _one_line(words)] if part.tag not in ("script", "style", "form", "button") else [""]
    lines = (" ".join(line.split()) for line in storable("".join(pieces)).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _one_line(words: str | None) -> str:
    return (words or "").replace("\n", " ")


def stated_comments(tree: HtmlElement) -> list[Comment]:
    """The comments that a page states in its JSON-LD, where its tree shows none."""
    found: list[Comment] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting += reversed(value)
            elif isinstance(value, dict):
                waiting += [inner for key, inner in value.items() if key in ("@graph", "comment", "mainEntity")]
                if value.get("@type") == "Comment" and isinstance(value.get("text"), str):
                    found.append(Comment(_writer(value.get("author")), storable(value["text"]).strip()))
    return [comment for comment in found if comment.text]


def _writer(author: object) -> str | None:
    name = author.get("name") if isinstance(author, dict) else author
    return storable(name)[:_LONGEST_NAME] if isinstance(name, str) and name else None


def _drop_sections(tree: HtmlElement, names: PageNames) -> None:
    """Takes away what is left of the section: headings, navigation, the form."""
    for element in list(tree.iter("div", "section", "ol", "ul", "form", "footer")):
        named = _has(element, names.section) or names.section.fullmatch((element.get("id") or "").lower())
        if named and element.getparent() is not None and not element.xpath(_ARTICLE):
            element.drop_tree()
