"""HTML that is all text, as feeds, mails and archive exports hold it -> its text; nothing is left out as furniture."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(?:p|br|div|a|span|b|i|em|strong|ul|ol|li|h[1-6]|img|blockquote|table)\b[^<>]*>", re.IGNORECASE)
_DEAD = re.compile(r"<!--.*?-->|<(script|style|head)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_GAP = "\ue000"
"""A character for private use: it keeps its place where white space is folded."""
_CELL = re.compile(r"</t[dh]\s*>", re.IGNORECASE)


def looks_like_markup(text: str) -> bool:
    """Whether a text holds tags of HTML."""
    return bool(_TAG.search(text[:20_000]))


def text_of_markup(html: str) -> str:
    """The text of a piece of HTML: blocks parted by blank lines, cells of a row by blanks."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, fragment_fromstring

    from sayso.reading.comments import block_text

    body = _CELL.sub(r" \g<0>", _DEAD.sub(" ", html))
    try:
        parser = HTMLParser(encoding="utf-8")
        return block_text(fragment_fromstring(body.encode("utf-8", "replace"), create_parent="div", parser=parser))
    except (ParserError, ValueError):
        return ""


def lines_of_markup(html: str) -> str:
    """As `text_of_markup`, for pages whose rows of cells are fields: cells are parted by two blanks."""
    return re.sub(f" ?{_GAP} ?", "  ", text_of_markup(_CELL.sub(f"{_GAP}\\g<0>", html)))
