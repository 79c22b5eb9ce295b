"""HTML -> Document: title and byline first, then the article, then the readers' comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sayso.errors import ReadingError
from sayso.model import Document, Passage
from sayso.reading.comments import Comment, take_comments
from sayso.reading.encoding import storable
from sayso.reading.identity import identify
from sayso.reading.lines import bare
from sayso.reading.metadata import clean_author, iso_date
from sayso.reading.passages import cut_passages
from sayso.reading.voices import load_voices

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST_PAGE = 20_000_000
"""Longer pages (characters, after scripts and styles are gone) are refused, as the extractor would refuse them."""
THOROUGH = 1_000_000
"""Longer pages are read by the quick extractor only, so that time stays bounded."""
_DEAD = re.compile(
    r"<!--.*?-->|<(script|style|svg|noscript)\b(?![^>]*ld\+json)[^>]*>.*?</\1\s*>|(?<=[\"'(])data:[\w/+.-]+;base64,[\w+/=]+",
    re.IGNORECASE | re.DOTALL,
)


def read_page(html: str, source: str, url: str | None = None) -> Document:
    """The document on a page; `source` names it in messages.

    Its text is the title and byline, a blank line, the article with blank lines between paragraphs, then the comments,
    with passages for each; a comment whose bounds the page shows is a passage of its own with its writer as `speaker`.
    Main text, title, author, date and site by trafilatura in its precision mode.
    Raises ReadingError: 'no text', 'too large'.
    """
    tree = _tree(_DEAD.sub(" ", html), source)
    lang = (tree.get("lang") or "")[:2].lower() or None
    fast = len(html) > THOROUGH
    comments = take_comments(tree)
    page = _extract(tree, url, fast)
    paragraphs = _paragraphs(page.text if page else "")
    if not paragraphs:
        raise ReadingError(f"{source}: the page shows no readable text.", reason="no text")
    author, published = clean_author(page.author), iso_date(page.date or "")
    title, site = _names(page, tree)
    author = author if bare(author or "") != bare(site or "") else None
    text, passages = _compose(
        [line for line in (title, f"By {author}" if author else None, published) if line],
        [p for p in paragraphs if bare(p) != bare(title or "")],
        comments or [Comment(None, _unparted(page.comments or ""))],
    )
    publisher, url = site or page.hostname, url or page.url
    return Document(
        id=identify(text, publisher, url),
        text=text,
        title=title,
        publisher=publisher,
        author=author,
        published=published,
        lang=lang,
        url=url,
        passages=passages,
    )


def _tree(html: str, source: str) -> HtmlElement:
    from trafilatura.utils import load_html

    if len(html) > LARGEST_PAGE:
        raise ReadingError(f"{source} is a page of more than {LARGEST_PAGE} characters.", reason="too large")
    tree = load_html(html, LARGEST_PAGE * 4)
    if tree is None:
        raise ReadingError(f"{source} holds no HTML that can be read.", reason="no text")
    return tree


def _extract(tree: HtmlElement, url: str | None, fast: bool) -> Any:  # noqa: ANN401 - trafilatura's Document or None
    from trafilatura.core import bare_extraction

    return bare_extraction(
        tree, url=url, fast=fast, favor_precision=True, include_comments=True, include_tables=True, with_metadata=True
    )


def _names(page: Any, tree: HtmlElement) -> tuple[str | None, str | None]:  # noqa: ANN401 - trafilatura's Document
    """Title and site: as the extractor gives them, mended by the parts of `<title>` and the page's headings.

    In 'Site » Headline' the part that stands as a heading and is longer is the title, the other is the site.
    """
    title, site = " ".join((page.title or "").split()), page.sitename
    if site:
        title = re.sub(rf"\s*[|–—»·:-]+\s*{re.escape(site)}$", "", title, flags=re.IGNORECASE)
    parts = [
        part.strip() for part in re.split(r"\s+[|–—»«·-]+\s+", " ".join((tree.findtext(".//title") or "").split()))
    ]
    headings = {bare(h.text_content()) for h in tree.iter("h1", "h2", "h3")}
    shown = [part for part in parts if bare(part) in headings and len(part) > len(title)]
    if title in parts and shown:
        title, site = shown[0], site or title
    return storable(title) or None, site and storable(site)


def _paragraphs(text: str) -> list[str]:
    return [line for part in storable(text or "").split("\n") if (line := part.strip())]


def _unparted(comments: str) -> str:
    """Comments whose bounds the page does not show, without lines that are only furniture."""
    voices = load_voices()
    lines = _paragraphs(comments)
    kept = [x for x in lines if not (voices.furniture.fullmatch(x) or voices.comment_start.fullmatch(x))]
    return "\n\n".join(kept)


def _compose(head: list[str], article: list[str], comments: list[Comment]) -> tuple[str, tuple[Passage, ...]]:
    """The document's text, and its passages."""
    pieces = ["\n\n".join(head), "\n\n".join(article), *(comment.text for comment in comments)]
    text, passages = "", []
    for number, piece in enumerate(pieces):
        if not piece:
            continue
        start, body = len(text), piece + "\n\n"
        text += body
        if number == 0:
            passages.append(Passage(start=start, end=len(text), voice="byline"))
        elif number == 1:
            passages += (_moved(passage, start) for passage in cut_passages(body))
        else:
            passages.append(Passage(start=start, end=len(text), voice="comment", speaker=comments[number - 2].speaker))
    return text, tuple(passages)


def _moved(passage: Passage, by: int) -> Passage:
    return Passage(
        start=passage.start + by,
        end=passage.end + by,
        voice=passage.voice,
        lang=passage.lang,
        speaker=passage.speaker,
    )
