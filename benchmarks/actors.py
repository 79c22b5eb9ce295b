"""Measures how well the actors of annotated documents are found, before any claim is made of them.

    python benchmarks/actors.py [SPLIT...]

SPLIT is a folder of ../shared/gold (default: train dev). Only the annotated actors that stand in claims count; an
actor is found where it shares a name with a predicted one. *precision* is the share of predicted actors that are such
actors (many of the others are real, but nobody makes a claim about them); *both* is the share of claims whose subject
and object both have a mention in a sentence of the evidence, pronouns and the speaker included. Times are CPU seconds
for 1,000 words beyond the parse.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from baseline import SHARED
from sayso.actors import Cast, Registry, find_actors, load_registry
from sayso.evaluation.names import ActorMap
from sayso.language import Parsed, Parser, load_parser
from sayso.model import Document

DOCUMENT_FIELDS = frozenset(field.name for field in msgspec.structs.fields(Document))


def main(splits: list[str]) -> int:
    """Prints one line of figures for each split."""
    parse, registry = load_parser(), load_registry()
    for split in splits or ["train", "dev"]:
        counts: Counter[str] = Counter()
        for row in _rows(SHARED / "gold" / split):
            counts.update(_measure(row, parse, registry))
        precision, recall = counts["found"] / counts["predicted"], counts["found"] / counts["wanted"]
        print(
            f"{split}: recall {recall:.3f}  precision {counts['fitting'] / counts['predicted']:.3f}  "
            f"one-to-one F1 {2 * precision * recall / (precision + recall):.3f}  "
            f"both {counts['both'] / counts['claims']:.3f}  CPU {counts['microseconds'] / counts['words'] / 1e3:.4f}"
        )
    return 0


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def _measure(row: dict[str, Any], parse: Parser, registry: Registry) -> dict[str, int]:
    parsed = parse(msgspec.convert({k: v for k, v in row.items() if k in DOCUMENT_FIELDS}, Document))
    start = time.process_time()
    cast = find_actors(parsed, registry)
    spent = time.process_time() - start
    gold_key = ActorMap(row, {"actors": {key: list(actor.names) for key, actor in cast.actors.items()}})
    wanted = {claim[role] for claim in row["claims"] for role in ("subject", "object")} & set(row["actors"])
    mentioned = {key: gold_key(key) for mention in cast.mentions for key in mention.actors}
    return {
        "wanted": len(wanted),
        "predicted": len(mentioned),
        "found": len(wanted & set(mentioned.values())),
        "fitting": sum(gold in wanted for gold in mentioned.values()),
        "claims": len(row["claims"]),
        "both": sum(_stands_in_sentence(claim, parsed, cast, gold_key) for claim in row["claims"]),
        "microseconds": round(spent * 1e6),
        "words": len(row["text"].split()),
    }


def _stands_in_sentence(claim: Mapping[str, Any], parsed: Parsed, cast: Cast, gold_key: ActorMap) -> bool:
    """Are subject and object both mentioned in the sentences of one evidence span, or its voice?"""
    for start, end in claim["evidence"]:
        sentences = {t.sentence.index: t.sentence for t in parsed.tokens_in(start, end)}
        here = {gold_key(cast.voices[index]) for index in sentences}
        for sentence in sentences.values():
            for mention in cast.mentions:
                if sentence.start <= mention.head < sentence.end:
                    here.update(map(gold_key, mention.actors))
        if claim["subject"] in here and claim["object"] in here:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
