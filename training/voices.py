"""Makes src/sayso/data/voices_weights.json: how much each sign of readers' chat tells (seconds, numpy only).

    python training/voices.py [--try]

A logistic regression over the signs of `data/voices.yaml`, one row a paragraph. Paragraphs of comments come from the
research data's pages with comments (benchmarks/comment_pages.py); paragraphs of articles from the same pages, from
annotated documents (gold/train), from news (polnear/train) and from speeches (load-5000, lines 1000 to 1399, which no
measure looks at). Both kinds weigh the same in all. Then the thresholds: those that find most words of comments put
below articles while at most `_FALSE` of the characters of articles without comments are lost. `--try` leaves each page
out in turn and prints how its comments fare with what is learnt from the others; it writes nothing. Deterministic.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec import structs

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from baseline import SHARED
from comment_pages import Page, pages_with_comments
from sayso.reading import chatter as reading
from sayso.reading.lines import Line, lines_of
from sayso.reading.voices import WEIGHTS, Chatter, load_voices

_FALSE = 0.004
_GUESSED = {
    "loud": 1.0, "laughter": 2.5, "slang": 1.2, "link": 1.0, "answer": 1.0, "small i": 2.0, "careless": 0.8,
    "small first letter": 1.2, "opinion": 0.8, "about the page": 0.8, "you": 0.7, "I": 0.6, "trailing off": 0.8,
    "chamber": -1.2, "title": -1.0, "speech verb": -1.0, "dateline": -1.0, "figures": -0.2,
}  # fmt: skip
"""Towards these the regression is drawn, since rare signs stand in few of the paragraphs."""
_BOUND = 3.0
_RIDGE = 6.0
_STEPS = 12
_SUMS, _MEANS, _BEFORES = (3.0, 4.0, 5.0, 6.0, 8.0, 9.0, 11.0), (0.2, 0.3, 0.4, 0.5, 0.6), (-0.6, -0.4, -0.2, 0.0)
_ARTICLES_A_PAGE = 8


class Text(NamedTuple):
    """A text as the tone and the length of each paragraph, and the number of its first comment, if it has any."""

    tones: list[float]
    lengths: list[int]
    first_comment: int | None


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--try", action="store_true", dest="trying")
    trying = options.parse_args().trying
    pages, articles = pages_with_comments(SHARED), _articles()
    if not trying:
        chatter, line = _learn(pages, articles)
        print(line)
        shape = {name: getattr(chatter, name) for name in Chatter.__struct_fields__}
        WEIGHTS.write_text(json.dumps(shape, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    for left_out in pages:
        chatter, _ = _learn([page for page in pages if page is not left_out], articles)
        lost, found = _taken(_mixed([left_out], articles[1::2], chatter), chatter)
        print(f"{left_out.name[:20]:20s} of comments found {found:.3f}, of the articles above them lost {lost:.4f}")


def _articles() -> list[list[str]]:
    """The paragraphs of articles without comments."""
    articles = []
    for path in sorted((SHARED / "gold/train").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        spans = [p for p in row["passages"] if p["voice"] == "article"]
        articles.append("\n".join(row["text"][p["start"] : p["end"]] for p in spans))
    news = (SHARED / "data/polnear/train.jsonl").read_text(encoding="utf-8").splitlines()[::4]
    speeches = (SHARED / "data/load-5000.jsonl").read_text(encoding="utf-8").splitlines()[1000:1400]
    articles += [json.loads(line)["text"] for line in (*news, *speeches)]
    return [[line.words for line in lines_of(text)] for text in articles]


def _learn(pages: list[Page], articles: list[list[str]]) -> tuple[Chatter, str]:
    names = [name for name, _ in load_voices().signs]
    positive = _told(line for page in pages for comment in page.comments for line in comment.paragraphs)
    negative = _told(line for article in (*articles, *(page.article for page in pages)) for line in article)
    rows = [_row(line, names) for line in positive] + [_row(line, names) for line in negative]
    truth = np.array([1.0] * len(positive) + [0.0] * len(negative))
    weight = np.where(truth == 1, 0.5 / len(positive), 0.5 / len(negative)) * 2 * len(positive)
    guess = np.array([0.0, *(_GUESSED.get(name, 0.0) for name in names)])
    learnt = _regression(np.array(rows), truth, weight, guess)
    signs = {name: round(float(value), 2) for name, value in zip(names, learnt[1:], strict=True)}
    chatter = Chatter(round(float(learnt[0]), 2), signs, _BOUND, 5.0, 0.5, -0.2)
    return _with_thresholds(chatter, pages, articles)


def _told(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if _signs(line) is not None]


def _row(line: str, names: list[str]) -> list[float]:
    found = _signs(line) or ()
    return [1.0, *(float(name in found) for name in names)]


@cache
def _signs(words: str) -> tuple[str, ...] | None:
    found = reading.signs_in(Line(0, words, True), load_voices())
    return None if found is None else tuple(found)


def _regression(rows: np.ndarray, truth: np.ndarray, weight: np.ndarray, guess: np.ndarray) -> np.ndarray:
    """Newton's steps for a logistic regression with a ridge round `guess` on all but the constant."""
    learnt = guess.copy()
    ridge = np.full(rows.shape[1], _RIDGE)
    ridge[0] = 1e-3
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-rows @ learnt))
        slope = rows.T @ (weight * (chance - truth)) + ridge * (learnt - guess)
        curve = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge)
        learnt -= np.linalg.solve(curve, slope)
    return learnt


def _with_thresholds(chatter: Chatter, pages: list[Page], articles: list[list[str]]) -> tuple[Chatter, str]:
    mixed = _mixed(pages, articles[::2], chatter)
    pure = [_text(article, [], chatter) for article in articles]
    kinds = pure[: len(articles) // 4], pure[len(articles) // 4 :]
    best = (-1.0, chatter, "no thresholds lose so little")
    for least_sum, least_mean, most_before in itertools.product(_SUMS, _MEANS, _BEFORES):
        tried = structs.replace(chatter, least_sum=least_sum, least_mean=least_mean, most_before=most_before)
        lost, found = max(_taken(kind, tried)[0] for kind in kinds), _taken(mixed, tried)[1]
        if lost <= _FALSE and found > best[0]:
            best = (found, tried, f"of comments found {found:.3f}, of articles without comments lost {lost:.4f}")
    return best[1], best[2]


def _mixed(pages: list[Page], articles: list[list[str]], chatter: Chatter) -> list[Text]:
    """Each page's comments below its own article, and below some others, with names above them and without."""
    texts = []
    for number, page in enumerate(pages):
        others = articles[number :: max(1, len(articles) // _ARTICLES_A_PAGE)]
        for article in [page.article, *others]:
            for names in (False, True):
                comments = [x for c in page.comments for x in (*([c.writer] if names else []), *c.paragraphs) if x]
                texts.append(_text(article, comments, chatter))
    return texts


def _text(article: list[str], comments: list[str], chatter: Chatter) -> Text:
    lines = [*article, *comments]
    tones = [reading.tone(_signs(words), chatter) for words in lines]
    return Text(tones, [len(words) for words in lines], len(article) if comments else None)


def _taken(texts: list[Text], chatter: Chatter) -> tuple[float, float]:
    """The share of the articles' characters that is lost to comments, and of the comments' that is found."""
    lost = found = of_articles = of_comments = 0
    for text in texts:
        ends = len(text.tones) if text.first_comment is None else text.first_comment
        turn = reading.turn(text.tones, text.lengths, chatter)
        turn = len(text.tones) if turn is None else turn
        of_articles += sum(text.lengths[:ends])
        of_comments += sum(text.lengths[ends:])
        lost += sum(text.lengths[turn:ends])
        found += sum(text.lengths[max(turn, ends) :])
    return lost / max(1, of_articles), found / max(1, of_comments)


if __name__ == "__main__":
    main()
