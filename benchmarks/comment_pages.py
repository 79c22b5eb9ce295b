"""Pages with readers' comments, and the plain texts that they make: what the measures and the training of voices use.

The comments are found by their markup, apart from what sayso does: a comment is an element of one of the classes in
`_BODIES` (the first of them that the page has), its text the paragraphs in it, its writer the element of one of the
classes in `_WRITERS` in the same element or in one around it. Pages of `data/html` bring their article with them
(`articleBody`); that of a page of `corpus/pages` is what sayso's reader finds once the comments are cut out.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias
from zlib import crc32

_BODIES = ("comment-content", "comment-text", "comment-body", "commentdiv")
_WRITERS = ("fn", "comment-author")
_FEWEST_WORDS = 4
_CARRIERS = 8

FOLDS = 9
"""Parts of what voices are learnt from, one for each page with comments."""
LEFT_OUT = Path(__file__).with_name("voices_left_out.json")
"""What is learnt without each fold."""
_LINKBACK = re.compile(r"(?:ping|track)back", re.IGNORECASE)

Origin: TypeAlias = Literal["article", "comment", "between"]
Style: TypeAlias = Literal["headed", "named", "dated", "bare"]
STYLES: tuple[Style, ...] = ("headed", "dated", "named", "bare")


class Reader(NamedTuple):
    """One comment of a page."""

    writer: str
    paragraphs: list[str]


class Page(NamedTuple):
    """A page with comments: `html` as it is, the paragraphs of its article, its comments. Each is a fold by itself."""

    name: str
    fold: int
    html: str
    article: list[str]
    comments: list[Reader]


class Flat(NamedTuple):
    """A plain text made of an article and comments, and whose each line is."""

    text: str
    origins: list[tuple[int, int, Origin]]


def pages_with_comments(shared: Path) -> list[Page]:
    """All pages of the research data that show at least one comment of four words."""
    bodies = json.loads((shared / "data/html/ground-truth.json").read_text(encoding="utf-8"))
    pages: list[Page] = []
    for path in sorted((shared / "data/html/pages").glob("*.gz")):
        html = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        if comments := _comments(html):
            pages.append(
                Page(path.name[:8], len(pages), html, _lines(bodies[path.name.split(".")[0]]["articleBody"]), comments)
            )
    for path in sorted((shared / "corpus/pages").glob("*.html")):
        html = path.read_text(encoding="utf-8", errors="replace")
        if comments := _comments(html):
            pages.append(Page(path.stem, len(pages), html, _article(html), comments))
    return pages


def fold_of(name: str) -> int:
    """The fold that a document without comments is in, by its name."""
    return crc32(name.encode("utf-8")) % FOLDS


def annotated(shared: Path) -> list[tuple[int, list[str]]]:
    """The annotated articles (gold/train) as their folds and paragraphs."""
    articles = []
    for path in sorted((shared / "gold/train").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        text = "".join(row["text"][p["start"] : p["end"]] for p in row["passages"] if p["voice"] == "article")
        articles.append((fold_of(path.stem), [line for line in text.split("\n") if line.strip()]))
    return articles


def carriers(shared: Path, fold: int) -> list[list[str]]:
    """Eight annotated articles of a fold, below which the comments of its page are put too."""
    articles = [lines for number, lines in annotated(shared) if number == fold]
    return articles[:: max(1, len(articles) // _CARRIERS)][:_CARRIERS]


def flat(article: list[str], comments: list[Reader], style: Style, gap: str = "\n\n") -> Flat:
    """An article and comments as a scraper would leave them.

    `headed`: below a heading, each with name and date; `dated`: name and date without heading; `named`: with a name
    alone on its line; `bare`: nothing but their words.
    """
    lines: list[tuple[str, Origin]] = [(line, "article") for line in article]
    if style == "headed":
        lines.append((f"{len(comments)} comments", "between"))
    for number, comment in enumerate(comments, start=1):
        if style != "bare" and comment.writer:
            lines.append((comment.writer, "between"))
        if style in ("headed", "dated"):
            lines.append((f"May {number % 28 + 1}, 2021 at {number % 12 + 1}:15 pm", "between"))
        lines += ((line, "comment") for line in comment.paragraphs)
    origins: list[tuple[int, int, Origin]] = []
    at = 0
    for words, origin in lines:
        origins.append((at, at + len(words), origin))
        at += len(words) + len(gap)
    return Flat(gap.join(words for words, _ in lines), origins)


def _comments(html: str) -> list[Reader]:
    tree = _tree(html)
    for name in _BODIES:
        bodies = [element for element in tree.iter("div", "section", "article", "li") if _named(element, name)]
        found = [Reader(_writer(body), _paragraphs(body)) for body in bodies]
        if found := [comment for comment in found if _says_something(comment)]:
            return found
    return []


def _says_something(comment: Reader) -> bool:
    words = " ".join(comment.paragraphs).split()
    return len(words) >= _FEWEST_WORDS and not _LINKBACK.match(comment.writer)


def _tree(html: str) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml.html import HTMLParser, document_fromstring

    return document_fromstring(html.encode("utf-8"), parser=HTMLParser(encoding="utf-8"))


def _named(element: Any, name: str) -> bool:  # noqa: ANN401
    return name in (element.get("class") or "").lower().split()


def _paragraphs(body: Any) -> list[str]:  # noqa: ANN401
    paragraphs = body.findall(".//p") or [body]
    return [words for part in paragraphs for words in _lines("".join(part.itertext()))]


def _writer(body: Any) -> str:  # noqa: ANN401
    for above in [body, *list(body.iterancestors())[:3]]:
        for name in _WRITERS:
            for part in above.iter("cite", "b", "span", "div", "a"):
                if _named(part, name) and (words := " ".join("".join(part.itertext()).split())):
                    return re.sub(r"\s*(?:says|said)?\s*:?$", "", words)
    return ""


def _article(html: str) -> list[str]:
    from sayso.reading.extract import extract

    return extract(html, "page").paragraphs


def _lines(text: str) -> list[str]:
    return list(_each_line(text))


def _each_line(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if words := " ".join(line.split()):
            yield words
