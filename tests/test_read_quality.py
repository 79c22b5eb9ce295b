"""How well the rules for voices agree with annotated passages. Prints its figures: `pytest -m quality -s`."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from sayso.reading import read_row, with_passages


def by_character(text, passages):
    voices = [""] * len(text)
    for passage in passages:
        voices[passage["start"] : passage["end"]] = [passage["voice"]] * (passage["end"] - passage["start"])
    return voices


def measure(folder):
    """The mean share of characters in the right voice, by document, and the recall of each voice over all."""
    shares, right, all_of = [], Counter(), Counter()
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        document = with_passages(read_row({**row, "passages": []}, path.name))
        found = [{"start": p.start, "end": p.end, "voice": p.voice} for p in document.passages]
        pairs = list(zip(by_character(row["text"], row["passages"]), by_character(row["text"], found), strict=True))
        shares.append(sum(gold == ours for gold, ours in pairs) / len(pairs))
        all_of.update(gold for gold, _ in pairs)
        right.update(gold for gold, ours in pairs if gold == ours)
    return sum(shares) / len(shares), {voice: right[voice] / all_of[voice] for voice in sorted(all_of)}


@pytest.mark.quality
@pytest.mark.parametrize(("part", "least"), [("train", 0.99), ("dev", 0.94)])
def test_voices_agree_with_annotated_passages(shared, part, least):
    mean, recall = measure(shared / "gold" / part)
    print(f"\n{part}: characters in the right voice {mean:.3f};", ", ".join(f"{v} {r:.2f}" for v, r in recall.items()))
    assert mean >= least


@pytest.mark.quality
def test_reading_a_text_costs_little(shared):
    import time

    lines = (shared / "data" / "load-5000.jsonl").read_text(encoding="utf-8").splitlines()[:500]
    rows = [{"text": json.loads(line)["text"]} for line in lines]
    with_passages(read_row(rows[0], "first"))
    began = time.process_time()
    for row in rows:
        with_passages(read_row(row, "row"))
    each = (time.process_time() - began) / len(rows)
    print(f"\nCPU seconds a document: {each:.4f}")
    assert each < 0.02
