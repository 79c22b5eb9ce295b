"""HTML nested deeper than the parser goes: it would drop all that stands deeper, without a word."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PARSER_ENDS = 256
"""Elements in one another at which libxml2 stops."""
_DEEPEST = 100
"""Elements in one another that are kept where a page has more than the parser takes."""
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})[^<>]*>")
_EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_CLOSES_ITSELF = frozenset(["p", "li", "dt", "dd", "td", "th", "tr", "option"])
_BREAK = "<p>"
_BREAKS = re.compile(rf"{_BREAK}(?:\s*{_BREAK})+")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "center",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
    ]
)


def is_cut(tree: HtmlElement) -> bool:
    """Whether a page is nested so deep that the parser left something out."""
    return bool(tree.getroottree().xpath("/*" * (_PARSER_ENDS - 2)))


def flattened(html: str) -> str:
    """A page without the tags of elements that lie deeper than the parser goes; all its words stay, blocks apart."""
    open_tags: list[str] = []
    counts: Counter[str] = Counter()

    def kept(tag: re.Match[str]) -> str:
        name, depth = tag[2].lower(), len(open_tags)
        if name in _EMPTY:
            return tag[0]
        if not tag[1]:
            if open_tags and open_tags[-1] == name and name in _CLOSES_ITSELF:
                depth -= 1
            else:
                open_tags.append(name)
                counts[name] += 1
        elif open_tags and (open_tags[-1] == name or (counts[name] and name not in _INLINE)):
            while (last := open_tags.pop()) != name:
                counts[last] -= 1
            counts[name] -= 1
            depth = len(open_tags)
        if depth < _DEEPEST:
            return tag[0]
        return " " if name in _INLINE else _BREAK

    return _BREAKS.sub(_BREAK, _TAG.sub(kept, html))
