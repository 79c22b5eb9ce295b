"""HTML -> its main text, comments and metadata, by trafilatura; pages too large for it are read in a plainer way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.errors import ReadingError
from sayso.reading.body import BESIDE, cells_as_text, lines_in, paragraphs_in, whole_body
from sayso.reading.comments import Comment, stated_comments, take_comments
from sayso.reading.encoding import storable
from sayso.reading.handmade import take_handmade
from sayso.reading.lines import bare
from sayso.reading.nesting import flattened, is_cut
from sayso.reading.stated import saved_from, settle, stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST_PAGE = 20_000_000
"""Longer pages (characters, after scripts and styles are gone) are refused."""
THOROUGH = 1_000_000
"""On longer pages the extractor takes minutes: they are read by their paragraph elements alone, as are pages on which
it finds nothing."""
_METADATA = 200_000
"""Characters at the start of a longer page in which its metadata is looked for."""
_DEAD = re.compile(
    r"<!--.*?-->|<(script|style|svg|noscript)\b(?![^>]*ld\+json)[^>]*>.*?</\1\s*>"
    r"|(?<=[\"'(])data:[\w/+.-]+;base64,[\w+/=]+",
    re.IGNORECASE | re.DOTALL,
)
_LEAST = 10
"""Characters: what has fewer is a label ('Home'), not a text."""


class Extract(NamedTuple):
    """What a page shows: its paragraphs, its comments and, where they are given, its metadata."""

    paragraphs: list[str]
    comments: list[Comment]
    title: str | None = None
    author: str | None = None
    site: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None
    origins: Mapping[str, str] = MappingProxyType({})


def extract(html: str, source: str, url: str | None = None) -> Extract:
    """The parts of a page. `source` names it in messages. Raises ReadingError: 'no text', 'too large'."""
    saved = saved_from(html)
    html = _DEAD.sub(" ", html)
    if len(html) > LARGEST_PAGE:
        raise ReadingError(f"{source} is a page of more than {LARGEST_PAGE} characters.", reason="too large")
    tree = _tree(html, source)
    comments = take_comments(tree) or take_handmade(tree) or stated_comments(tree)
    told = stated(tree)
    page = _thoroughly(tree, url) if len(html) <= THOROUGH else None
    found, rest = (cells_as_text(tree, lines_in(page.text)), page.comments or "") if page else ([], "")
    page = page or _metadata(html, source, url)
    title, site = _names(page, tree)
    paragraphs = _without(title, whole_body(tree, found))
    if not paragraphs:
        paragraphs, rest = _without(title, _plainly(tree)), ""
    if sum(map(len, paragraphs)) < _LEAST:
        raise ReadingError(f"{source}: the page shows no readable text.", reason="no text")
    fields, origins = settle(told, page, tree, title=title, site=site, url=url, saved=saved)
    return Extract(
        paragraphs=paragraphs,
        comments=comments or [Comment(None, "\n\n".join(lines_in(rest)))],
        title=title,
        author=fields["author"],
        site=fields["publisher"],
        published=fields["published"],
        url=fields["url"],
        lang=fields["lang"],
        origins=origins,
    )


def _without(title: str | None, paragraphs: list[str]) -> list[str]:
    return [line for line in paragraphs if bare(line) != bare(title or "")]


def _tree(html: str, source: str) -> HtmlElement:
    from trafilatura.utils import load_html

    whole = html if re.search(r"<(?:html|body)\b", html, re.IGNORECASE) else f"<html><body>{html}</body></html>"
    tree = load_html(whole, LARGEST_PAGE * 4)
    if tree is not None and is_cut(tree):
        tree = load_html(flattened(whole), LARGEST_PAGE * 4)
    if tree is None:
        raise ReadingError(f"{source} holds no HTML that can be read.", reason="no text")
    return tree


def _thoroughly(tree: HtmlElement, url: str | None) -> Any:  # noqa: ANN401 - trafilatura's Document or None
    from lxml.etree import LxmlError
    from trafilatura.core import bare_extraction

    try:
        return bare_extraction(tree, url=url, favor_precision=True, include_comments=True, with_metadata=True)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
        LxmlError,
    ):
        return None  # markup that the extractor stumbles over: its paragraphs are read without it


def _metadata(html: str, source: str, url: str | None) -> Any:  # noqa: ANN401 - trafilatura's Document
    from trafilatura.metadata import extract_metadata

    return extract_metadata(_tree(html[:_METADATA], source), url, None, True)


def _plainly(tree: HtmlElement) -> list[str]:
    """The paragraphs and headings that are not mostly links and stand in no part beside the text."""
    for part in list(tree.iter(*BESIDE)):
        if part.getparent() is not None:
            part.drop_tree()
    return paragraphs_in(tree)


def _names(page: Any, tree: HtmlElement) -> tuple[str | None, str | None]:  # noqa: ANN401 - trafilatura's Document
    """Title and site: as the extractor gives them, mended by the parts of `<title>` and the page's headings.

    In 'Site » Headline' the part that stands as a heading and is longer is the title, the other is the site.
    """
    title, site = " ".join((page.title or "").split()), page.sitename
    if site:
        title = re.sub(rf"\s*[|–—»·:-]+\s*{re.escape(site)}$", "", title, flags=re.IGNORECASE)
    whole = " ".join((tree.findtext(".//title") or "").split())
    parts = [part.strip() for part in re.split(r"\s+[|–—»«·-]+\s+", whole)]
    headings = {bare(heading.text_content()) for heading in tree.iter("h1", "h2", "h3")}
    shown = [part for part in parts if bare(part) in headings and len(part) > len(title)]
    if title in parts and shown:
        title, site = shown[0], site or title
    return storable(title) or None, site and storable(site)
