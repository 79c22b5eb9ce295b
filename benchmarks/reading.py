"""Measures reading: the main text of pages, readers' comments on pages, and comments below articles in plain text.

    python benchmarks/reading.py [--check | --update]

Main text: 90 pages of the article-extraction benchmark in ../shared, by its own measure: 4-grams of words as
multisets, precision and recall a page, their means, and F1 of these; only passages in the voice `article` count.
Comments on pages: see comment_pages.py; a comment is apart where nine tenths of its words stand in one comment passage,
leaked where half of its 4-grams stand in the article. Plain text: the same comments below their own article and below
eight annotated articles (gold/train), in four styles, by words in the right voice; and those with nothing but a name
above each, by whether a passage holds one comment alone, and names its writer. False alarms: characters of 500 speeches
without comments, of gold/train and of corpus/articles that are taken for comments. What tells comments from articles
was learnt on these pages and articles, so each is read with what is learnt without its fold; 'shipped' is what the
shipped weights, which saw them, find. (From the speeches nothing was learnt.) Voices: characters of gold/train in the
voice that annotators gave. `--check` fails where a figure fell below baseline.json by more than its noise, `--update`
accepts the figures as the new baseline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from baseline import SHARED, Measured, fallen, read_baseline, update_baseline
from comment_pages import LEFT_OUT, STYLES, Flat, Reader, annotated, carriers, flat, fold_of, pages_with_comments
from sayso.model import Document, Passage
from sayso.reading import read_row
from sayso.reading.passages import cut_passages
from sayso.reading.voices import Chatter

_WORD = re.compile(r"\w+")
_NOISE = {"article": 0.02, "comment": 0.03}
"""Nine pages are few: a change that moves the bounds on one of them moves the shares so far."""
_LONGEST_NAME = 8
"""Words beside a comment's own in its passage."""


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
    measured = [*_main_text(), *_on_pages(), *_in_plain_text(), *_parted(), *_false_alarms(), *_voices()]
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
        for comment, (_, whole, writer) in zip(page.comments, _passages_of(page.comments, document), strict=True):
            grams = _shingles(" ".join(comment.paragraphs))
            apart += whole
            named += writer
            leaked += sum((grams & article).values()) >= 0.5 * sum(grams.values())
            total += 1
    yield Measured("reading comments on pages apart", apart / total, 0.02)
    yield Measured("reading comments on pages with their writer", named / total, 0.02)
    yield Measured("reading comments on pages leaked", leaked / total, 0.01, -1)


def _in_plain_text() -> Iterator[Measured]:
    left_out = msgspec.json.decode(LEFT_OUT.read_bytes(), type=list[Chatter])
    for style in STYLES:
        for name, chatters in (("", left_out), (" shipped", [None] * len(left_out))):
            texts = [
                (flat(article, page.comments, style), chatters[page.fold])
                for page in pages_with_comments(SHARED)
                for article in [page.article, *carriers(SHARED, page.fold)]
            ]
            for voice, share in zip(("article", "comment"), _words_right(texts), strict=True):
                yield Measured(f"reading plain text {style} {voice} words{name}", share, _NOISE[voice])


def _passages_of(comments: list[Reader], document: Document) -> Iterator[tuple[bool, bool, bool]]:
    """Of each comment whether one passage holds its words and little else, whether it does, and names its writer."""
    passages = [p for p in document.passages if p.voice == "comment"]
    shown = [(Counter(_WORD.findall(document.text[p.start : p.end])), p.speaker or "") for p in passages]
    for comment in comments:
        words = Counter(_WORD.findall(" ".join(comment.paragraphs)))
        best, speaker = max(
            shown,
            key=lambda pair: (pair[0] & words).total() / (pair[0] | words).total(),
            default=(Counter[str](), ""),
        )
        whole = (best & words).total() >= 0.9 * words.total()
        alone = whole and best.total() <= 1.3 * words.total() + _LONGEST_NAME
        yield alone, whole, bool(whole and speaker and comment.writer.startswith(speaker))


def _parted() -> Iterator[Measured]:
    left_out = msgspec.json.decode(LEFT_OUT.read_bytes(), type=list[Chatter])
    found = []
    for page in pages_with_comments(SHARED):
        named = [comment for comment in page.comments if comment.writer]
        for article in [page.article, *carriers(SHARED, page.fold)]:
            text = flat(article, page.comments, "named").text
            document = Document(id="flat", text=text, passages=_cut(text, left_out[page.fold]))
            found += [alone and writer for alone, _, writer in _passages_of(named, document)]
    yield Measured("reading plain text named comments apart with their writer", sum(found) / len(found), 0.05)


def _words_right(texts: Iterable[tuple[Flat, Chatter | None]]) -> tuple[float, float]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text, chatter in texts:
        voices = [(p.start, p.end, p.voice) for p in _cut(text.text, chatter)]
        for start, end, origin in text.origins:
            for word in _WORD.finditer(text.text, start, end):
                total[origin] += 1
                right[origin] += any(s <= word.start() < e and voice == origin for s, e, voice in voices)
    return right["article"] / total["article"], right["comment"] / total["comment"]


def _false_alarms() -> Iterator[Measured]:
    left_out = msgspec.json.decode(LEFT_OUT.read_bytes(), type=list[Chatter])
    speeches = (SHARED / "data/load-5000.jsonl").read_text(encoding="utf-8").splitlines()[:500]
    reports = sorted((SHARED / "corpus/articles").glob("*.json"))
    kinds: dict[str, list[tuple[str, Chatter | None]]] = {
        "speeches": [(json.loads(line)["text"], None) for line in speeches],
        "annotated articles": [("\n\n".join(lines), left_out[fold]) for fold, lines in annotated(SHARED)],
        "reports": [(json.loads(p.read_text(encoding="utf-8"))["text"], left_out[fold_of(p.stem)]) for p in reports],
    }
    for name, texts in kinds.items():
        lost = sum(p.end - p.start for text, chatter in texts for p in _cut(text, chatter) if p.voice == "comment")
        yield Measured(f"reading {name} taken for comments", lost / sum(len(text) for text, _ in texts), 0.002, -1)


def _voices() -> Iterator[Measured]:
    left_out = msgspec.json.decode(LEFT_OUT.read_bytes(), type=list[Chatter])
    right = total = 0
    for path in sorted((SHARED / "gold/train").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        names = (row.get("author"), row.get("publisher"))
        chatter = left_out[fold_of(path.stem)]
        ours = _each_voice(cut_passages(row["text"], row.get("title"), names, "en", chatter=chatter))
        theirs = _each_voice(Passage(start=p["start"], end=p["end"], voice=p["voice"]) for p in row["passages"])
        shown = [at for at in theirs if not row["text"][at].isspace()]
        right += sum(ours.get(at) == theirs[at] for at in shown)
        total += len(shown)
    yield Measured("reading voices of annotated articles", right / total, 0.003)


def _each_voice(passages: Iterable[Passage]) -> dict[int, str]:
    return {at: passage.voice for passage in passages for at in range(passage.start, passage.end)}


def _cut(text: str, chatter: Chatter | None) -> tuple[Passage, ...]:
    document = read_row({"text": text}, "flat")
    names = (document.author, document.publisher)
    return cut_passages(document.text, document.title, names, document.lang, chatter=chatter)


def _in_voice(document: Document, voice: str) -> str:
    return "".join(document.text[p.start : p.end] for p in document.passages if p.voice == voice)


def _shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))


if __name__ == "__main__":
    sys.exit(main())
