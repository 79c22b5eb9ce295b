"""Makes reprints of which it is known what was copied from what, among honest articles that share sentences and quotes.

The words are those of ../shared/data/load-5000.jsonl, read at run time; texts that share anything with another are left
out, so that nothing is a copy that was not made one here. Each text stands on a page of one of many publishers, which
puts the same lines above and below all its texts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

KINDS = ("cut", "swapped 10 %", "swapped 25 %", "other page", "lifted", "quoted")
"""Copies: a part of the sentences, a tenth or a quarter of the words changed, all with another publisher's lines and
advertisements between; then a passage in a longer text, without quotation marks and with them."""
PASSAGES = KINDS[4:]
_SENTENCE = re.compile(r"(?<=[.!?])[\"”']?\s+(?=[A-Z\"“])")
_GRAM = 12
_FEWEST, _MOST = 150, 1_200
_PUBLISHERS = 80
_USES = 7
"""So many articles have the same sentence of background, or report the same quotation, before any of them is copied."""


class Made(NamedTuple):
    """A document: `kind` is one of KINDS, 'original' or 'honest'; `origins` are the texts of which it has words."""

    id: str
    kind: str
    publisher: str
    published: str
    text: str
    origins: frozenset[int]


class _Row(msgspec.Struct):
    text: str


class _Site(NamedTuple):
    name: str
    above: str
    below: str
    advertisement: str


class Pool:
    """The texts to build from: `texts` are lists of sentences, no two with anything in common."""

    def __init__(self, path: Path, copies: int, seed: int) -> None:
        self.random = random.Random(seed)
        texts = list(_apart(msgspec.json.decode(line, type=_Row).text for line in path.open("rb")))
        self.random.shuffle(texts)
        sentences = [s for text in texts[:300] for s in text if 14 <= len(s.split()) <= 30]
        self.random.shuffle(sentences)
        self.texts = texts[300:]
        articles = len(self.texts) + copies // 3
        stock, quotes = articles // _USES, articles * 3 // 2 // _USES
        self.stock = sentences[:stock]
        self.quotes = sentences[stock : stock + quotes]
        self.sites = [self._site(number, sentences[-3 * number - 3 :]) for number in range(_PUBLISHERS)]
        self.words = [word for text in self.texts[:200] for sentence in text for word in sentence.split()]

    def _site(self, number: int, lines: Sequence[str]) -> _Site:
        return _Site(f"Outlet {number}", f"{lines[0]} {lines[1]}", f"{lines[2]} {lines[1]}", lines[2])


def _apart(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts of fit length that share no sequence of words with one before, as sentences without quotation marks."""
    seen: set[int] = set()
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        if not _FEWEST <= len(words) <= _MOST:
            continue
        grams = {hash(tuple(words[i : i + _GRAM])) for i in range(len(words) - _GRAM + 1)}
        if not grams & seen:
            yield [_plain(" ".join(sentence.split())) for sentence in _SENTENCE.split(text)]
        seen |= grams


def _plain(sentence: str) -> str:
    return re.sub(r"[\"“”]|''|``", "", sentence)


def make(path: Path, *, copies: int, seed: int) -> Iterator[Made]:
    """So many copies, evenly of all kinds, with their originals, and one honest article for three copies."""
    pool = Pool(path, copies, seed)
    dice = pool.random
    half = len(pool.texts) // 2
    originals, others = pool.texts[:half], pool.texts[half:]
    shown = [_with_shared(pool, text) for text in originals]
    for number, text in enumerate(shown):
        yield _made(pool, "original", number, text, {number})
    for number in range(copies):
        kind = KINDS[number % len(KINDS)]
        origin = dice.randrange(half)
        longer = dice.randrange(len(others))
        host = _with_shared(pool, others[longer])
        copied = originals[origin] if kind in PASSAGES else shown[origin]
        text, origins = _copied(pool, kind, copied, host), {origin}
        yield _made(pool, kind, number, text, origins | ({half + longer} if kind in PASSAGES else set()))
    for number, text in enumerate(others[: copies // 3]):
        yield _made(pool, "honest", number, _with_shared(pool, text), {half + number})


def _made(pool: Pool, kind: str, number: int, sentences: Sequence[str], origins: Iterable[int]) -> Made:
    dice = pool.random
    site = dice.choice(pool.sites)
    days = (1, 10) if kind in {"original", "honest"} else (11, 28)
    day = f"2021-{dice.randint(1, 12):02}-{dice.randint(*days):02}"
    body = "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))
    text = f"{site.above}\n\n{body}\n\n{site.below}"
    return Made(f"{kind.replace(' ', '-')}-{number}", kind, site.name, day, text, frozenset(origins))


def _with_shared(pool: Pool, sentences: Sequence[str]) -> list[str]:
    """The text with sentences that every paper has, and quotations that several report, at places of their own."""
    dice = pool.random
    found = list(sentences)
    for _ in range(dice.randint(0, 2)):
        found.insert(dice.randint(0, len(found)), dice.choice(pool.stock))
    for _ in range(dice.randint(0, 2)):
        speaker = dice.choice(("a spokesman", "the minister", "the envoy", "an aide"))
        said = f"“{' '.join(dice.sample(pool.quotes, dice.randint(1, 2)))}” said {speaker}."
        found.insert(dice.randint(0, len(found)), said)
    return found


def _copied(pool: Pool, kind: str, sentences: Sequence[str], host: Sequence[str]) -> list[str]:
    dice = pool.random
    if kind == "cut":
        kept = max(3, round(len(sentences) * dice.uniform(0.3, 0.7)))
        first = dice.choice((0, dice.randint(0, max(0, len(sentences) - kept))))
        return list(sentences[first : first + kept])
    if kind.startswith("swapped"):
        return [_swapped(pool, sentence, 0.1 if "10" in kind else 0.25) for sentence in sentences]
    if kind == "other page":
        found = list(sentences)
        for site in dice.sample(pool.sites, 2):
            found.insert(dice.randint(0, len(found)), site.advertisement)
        return found
    passage = _passage(pool, sentences)
    if kind == "quoted":
        passage = [f"The report said: “{' '.join(passage)}”"]
    place = dice.randint(0, len(host))
    return [*host[:place], *passage, *host[place:]]


def _swapped(pool: Pool, sentence: str, share: float) -> str:
    """The sentence with words changed for others of the corpus, frequent ones most often."""
    dice = pool.random
    return " ".join(dice.choice(pool.words) if dice.random() < share else word for word in sentence.split())


def _passage(pool: Pool, sentences: Sequence[str]) -> list[str]:
    """Sentences in a row, 60 words or some more."""
    first = pool.random.randint(0, len(sentences) - 1)
    while first and sum(len(s.split()) for s in sentences[first:]) < 60:
        first -= 1
    passage: list[str] = []
    for sentence in sentences[first:]:
        passage = [*passage, sentence]
        if sum(len(s.split()) for s in passage) >= 60:
            break
    return passage
