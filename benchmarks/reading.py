"""Measures reading: the main text of pages, readers' comments on pages, and comments below articles in plain text.

    python benchmarks/reading.py [--check | --update]

Main text: 90 pages of the article-extraction benchmark in ../shared, by its own measure: 4-grams of words as
multisets, precision and recall a page, their means, and F1 of these; only passages in the voice `article` count.
Comments on pages: see comment_pages.py; a comment is apart where nine tenths of its words stand in one comment passage,
leaked where half of its 4-grams stand in the article. Plain text: the same comments below their own article and below
eight annotated articles (gold/train), in four styles, by words in the right voice. False alarms: characters of 500
speeches without comments, and of gold/train, that are taken for comments. `--check` fails where a figure fell below
baseline.json by more than its noise, `--update` accepts the figures as the new baseline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from baseline import SHARED, Measured, fallen, read_baseline, update_baseline
from comment_pages import STYLES, Flat, Page, flat, pages_with_comments
from sayso.model import Document
from sayso.reading import read_row, with_passages

_WORD = re.compile(r"\w+")
_ARTICLES = 8


def main() -> int:
    """Prints the figures; the exit status is 1 where `--check` finds one that fell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="fail where a figure fell")
    action.add_argument("--update", action="store_true", help="accept the figures as the new baseline")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"reading: not measured, since the research data are not here ({SHARED})")
        return 0
    measured = [*_main_text(), *_on_pages(), *_in_plain_text(), *_false_alarms()]
    before = read_baseline()
    for row in measured:
        accepted = f"{before[row.name]['value']:.3f}" if row.name in before else "-"
        print(f"{row.name:52s} {row.value:6.3f} {accepted:>7s}")
    if options.update:
        update_baseline(measured)
    worse = fallen(measured, before) if options.check else []
    print("\n".join(f"FELL  {line}" for line in worse), end="\n" if worse else "")
    return 1 if worse else 0


def _main_text() -> Iterator[Measured]:
    truth = json.loads((SHARED / "data/html/ground-truth.json").read_text(encoding="utf-8"))
    pairs = []
    for name in sorted(truth):
        html = gzip.decompress((SHARED / f"data/html/pages/{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        ours, gold = (
            _shingles(_in_voice(read_row({"html": html}, name), "article")),
            _shingles(truth[name]["articleBody"]),
        )
        both = sum((ours & gold).values())
        pairs.append((both / sum(ours.values()), both / sum(gold.values())))
    precision, recall = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    yield Measured("reading main text precision", precision, 0.005)
    yield Measured("reading main text recall", recall, 0.005)
    yield Measured("reading main text F1", 2 * precision * recall / (precision + recall), 0.003)


def _on_pages() -> Iterator[Measured]:
    apart = leaked = named = total = 0
    for page in pages_with_comments(SHARED):
        document = read_row({"html": page.html}, page.name)
        article = _shingles(_in_voice(document, "article"))
        passages = [p for p in document.passages if p.voice == "comment"]
        shown = [(Counter(_WORD.findall(document.text[p.start : p.end])), p.speaker or "") for p in passages]
        for comment in page.comments:
            words, grams = (f(" ".join(comment.paragraphs)) for f in (lambda t: Counter(_WORD.findall(t)), _shingles))
            best = max(
                shown, key=lambda pair: sum((pair[0] & words).values()) / sum((pair[0] | words).values()), default=None
            )
            found = best is not None and sum((best[0] & words).values()) >= 0.9 * sum(words.values())
            apart += found
            named += bool(found and best and best[1] and comment.writer.startswith(best[1]))
            leaked += sum((grams & article).values()) >= 0.5 * sum(grams.values())
            total += 1
    yield Measured("reading comments on pages apart", apart / total, 0.02)
    yield Measured("reading comments on pages with their writer", named / total, 0.02)
    yield Measured("reading comments on pages leaked", leaked / total, 0.01, -1)


def _in_plain_text() -> Iterator[Measured]:
    pages, articles = pages_with_comments(SHARED), _annotated()
    for style in STYLES:
        texts = [flat(article, page.comments, style) for page, article in _pairs(pages, articles)]
        for voice, share in zip(("article", "comment"), _words_right(texts), strict=True):
            yield Measured(f"reading plain text {style} {voice} words", share, 0.02)


def _annotated() -> list[list[str]]:
    rows = (json.loads(p.read_text(encoding="utf-8")) for p in sorted((SHARED / "gold/train").glob("*.json")))
    return [[x for x in _in_spans(row).split("\n") if x.strip()] for row in rows]


def _in_spans(row: dict[str, list[dict[str, int]]]) -> str:
    return "".join(str(row["text"])[p["start"] : p["end"]] for p in row["passages"] if str(p["voice"]) == "article")


def _pairs(pages: list[Page], articles: list[list[str]]) -> Iterator[tuple[Page, list[str]]]:
    step = max(1, len(articles) // _ARTICLES)
    for number, page in enumerate(pages):
        for article in [page.article, *articles[number::step]]:
            yield page, article


def _words_right(texts: Iterable[Flat]) -> tuple[float, float]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in texts:
        document = with_passages(read_row({"text": text.text}, "flat"))
        voices = [(p.start, p.end, p.voice) for p in document.passages]
        for start, end, origin in text.origins:
            for word in _WORD.finditer(text.text, start, end):
                total[origin] += 1
                right[origin] += any(s <= word.start() < e and voice == origin for s, e, voice in voices)
    return right["article"] / total["article"], right["comment"] / total["comment"]


def _false_alarms() -> Iterator[Measured]:
    speeches = (SHARED / "data/load-5000.jsonl").read_text(encoding="utf-8").splitlines()[:500]
    for name, texts in (
        ("speeches", [json.loads(line)["text"] for line in speeches]),
        ("annotated articles", ["\n\n".join(lines) for lines in _annotated()]),
    ):
        documents = [with_passages(read_row({"text": text}, name)) for text in texts]
        lost = sum(len(_in_voice(document, "comment")) for document in documents)
        yield Measured(f"reading {name} taken for comments", lost / sum(map(len, texts)), 0.002, -1)


def _in_voice(document: Document, voice: str) -> str:
    return "".join(document.text[p.start : p.end] for p in document.passages if p.voice == voice)


def _shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))


if __name__ == "__main__":
    sys.exit(main())
