"""What voices are learnt from: articles, readers' comments, and texts made of both, each in one fold of `FOLDS`.

Comments are those of the research data's pages (benchmarks/comment_pages.py), one page a fold, and those of a forum,
recorded for the tests of `praw` (the source distribution of its version 8.0.3). Articles: annotated documents
(gold/train), reports and speeches (corpus/articles), bodies of pages (data/html), news (polnear/train) and releases
(load-5000, lines 1000 to 1999, which no measure looks at). Texts of one name are always in the same fold.
"""

from __future__ import annotations

import html
import json
import random
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from baseline import SHARED
from comment_pages import FOLDS, Page, carriers, fold_of, pages_with_comments
from sayso.reading.chatter import is_transcript, is_wrapped
from sayso.reading.lines import Line, lines_of
from sayso.reading.voices import load_voices

Comments: TypeAlias = list[list[str]]
"""Comments as their paragraphs."""

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_EMPHASIS = re.compile(r"[*_~`^]{1,3}")
_NO_COMMENT = re.compile(
    r"\bbot\b|moderator|removed|submission|deleted|subreddit|permalink|test|upvot|downvot|<[A-Z_]+>|depth \d",
    re.IGNORECASE,
)
_FEWEST_WORDS, _MOST_CHARACTERS = 4, 4000
_NUMBERS_OF_COMMENTS = (2, 3, 4, 6, 8, 12, 20)
_ARTICLES_A_FOLD, _BODIES_A_PAGE = 12, 6


class Article(NamedTuple):
    """The lines of an article without comments."""

    kind: str
    fold: int
    lines: list[str]


class Thread(NamedTuple):
    """The comments on one article, or in one conversation."""

    kind: str
    fold: int
    comments: Comments


class Text(NamedTuple):
    """The lines of an article with comments below it, of which `first_comment` is the first (all the lines: none)."""

    kind: str
    fold: int
    lines: list[str]
    first_comment: int
    writers: frozenset[int] = frozenset()
    """The numbers of the lines that only name who wrote the comment below."""


def articles() -> list[Article]:
    """All articles without comments in which unmarked comments would be looked for."""
    found = [Article(kind, fold_of(name), [line.words for line in lines_of(text)]) for kind, name, text in _named()]
    return [article for article in found if _read(article.lines)]


def _read(words: list[str]) -> bool:
    lines = [Line(0, each, True) for each in words]
    return not is_transcript(lines, load_voices()) and not is_wrapped(lines)


def threads(forum: Path) -> list[Thread]:
    """The comments of the pages, and those of the forum."""
    on_pages = [
        Thread("page", page.fold, [c.paragraphs for c in page.comments]) for page in pages_with_comments(SHARED)
    ]
    return [*on_pages, *(Thread("forum", fold_of(name), comments) for name, comments in _forum(forum).items())]


def joined(found: list[Article], talks: list[Thread]) -> Iterator[Text]:
    """The articles as they are, comments of pages below their own and other articles, and those of the forum below
    articles of every kind: with names above them and without, drawn at random with a fixed seed."""
    draw = random.Random(1)
    for article in found:
        yield Text(article.kind, article.fold, article.lines, len(article.lines))
    for page in pages_with_comments(SHARED):
        yield Text("own", page.fold, page.article, len(page.article))
        bodies = [article.lines for article in found if article.kind == "html" and article.fold == page.fold]
        bodies = draw.sample(bodies, min(_BODIES_A_PAGE, len(bodies)))
        for lines in [page.article, *carriers(SHARED, page.fold), *bodies]:
            yield from (_below(lines, page, named) for named in (False, True))
    for fold in range(FOLDS):
        forum = [talk.comments for talk in talks if talk.fold == fold and talk.kind == "forum"]
        for kind in sorted({article.kind for article in found}):
            fitting = [article.lines for article in found if article.kind == kind and article.fold == fold]
            for lines in draw.sample(fitting, min(_ARTICLES_A_FOLD, len(fitting))):
                number = draw.choice(_NUMBERS_OF_COMMENTS)
                comments = [comment for talk in draw.sample(forum, max(1, number // 2)) for comment in talk][:number]
                yield Text(f"{kind} + forum", fold, [*lines, *(x for c in comments for x in c)], len(lines))


def _below(lines: list[str], page: Page, named: bool) -> Text:
    below: list[tuple[str, bool]] = []
    for comment in page.comments:
        below += [(comment.writer, True)] if named and comment.writer else []
        below += [(words, False) for words in comment.paragraphs]
    writers = frozenset(number for number, (_, writer) in enumerate(below, start=len(lines)) if writer)
    return Text("page", page.fold, [*lines, *(words for words, _ in below)], len(lines), writers)


def _named() -> Iterator[tuple[str, str, str]]:
    """Kind, name and text of each article."""
    for path in sorted((SHARED / "gold/train").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        spans = [row["text"][p["start"] : p["end"]] for p in row["passages"] if p["voice"] == "article"]
        yield "gold", path.stem, "\n".join(spans)
    for path in sorted((SHARED / "corpus/articles").glob("*.json")):
        yield "corpus", path.stem, json.loads(path.read_text(encoding="utf-8"))["text"]
    with_comments = {page.name for page in pages_with_comments(SHARED)}
    bodies = json.loads((SHARED / "data/html/ground-truth.json").read_text(encoding="utf-8"))
    for name in sorted(bodies):
        if name[:8] not in with_comments:
            yield "html", name, bodies[name]["articleBody"]
    for kind, path, part in (("news", "polnear/train", slice(0, None, 2)), ("release", "load-5000", slice(1000, 2000))):
        rows = (SHARED / f"data/{path}.jsonl").read_text(encoding="utf-8").splitlines()[part]
        yield from ((kind, f"{kind} {number}", json.loads(row)["text"]) for number, row in enumerate(rows))


def _forum(archive: Path) -> dict[str, Comments]:
    """The comments in recorded answers of the forum, by conversation."""
    conversations: dict[str, Comments] = {}
    seen: set[str] = set()
    with tarfile.open(archive) as files:
        recorded = sorted((f for f in files if "/cassettes/" in f.name and f.isfile()), key=lambda f: f.name)
        for file in recorded:
            for answer in json.load(files.extractfile(file))["interactions"]:  # type: ignore[arg-type]
                for body in _comments(_parsed(answer["response"]["body"])):
                    if body["body"] in seen or not (paragraphs := _paragraphs(body["body"])):
                        continue
                    seen.add(body["body"])
                    conversations.setdefault(body.get("link_id") or body["subreddit"], []).append(paragraphs)
    return conversations


def _parsed(body: dict[str, str]) -> Any:  # noqa: ANN401
    try:
        return json.loads(body.get("string", ""))
    except ValueError:
        return None


def _comments(value: Any) -> Iterator[dict[str, str]]:  # noqa: ANN401
    """Every object with the text of a comment and the place where it was made."""
    if isinstance(value, dict):
        if isinstance(value.get("body"), str) and isinstance(value.get("subreddit"), str):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _comments(inner)


def _paragraphs(body: str) -> list[str]:
    """The paragraphs of a comment without marks; none where a machine or a moderator wrote it."""
    plain = _EMPHASIS.sub("", _LINK.sub(r"\1", html.unescape(body)))
    if len(body) > _MOST_CHARACTERS or _NO_COMMENT.search(body) or len(plain.split()) < _FEWEST_WORDS:
        return []
    lines = (" ".join(part.split()) for part in re.split(r"\n\s*\n", plain))
    return [line for line in lines if line and line[0] not in ">#|-"]
