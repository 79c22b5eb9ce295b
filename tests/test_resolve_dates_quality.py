"""The figures for times in text on hand-annotated news do not fall."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.dates import find_dates
from sayso.model import Document


@pytest.mark.quality
def test_times_in_annotated_news(shared: Path, tmp_path: Path) -> None:
    gold = shared / "data" / "dates" / "timebank.jsonl"
    predicted = tmp_path / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as lines:
        for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
            dates = find_dates(Document(id=row["id"], text=row["text"], published=row["dct"]))
            timex = [[at.start, at.end, at.type, at.value] for at in dates]
            lines.write(json.dumps({"id": row["id"], "timex": timex}) + "\n")
    scorer = shared / "score" / "score_dates.py"
    report = subprocess.run([sys.executable, scorer, gold, predicted], capture_output=True, text=True, check=True)
    all_types = json.loads(report.stdout.splitlines()[0].removeprefix("all types "))
    f = {name: float(all_types[name].split()[-1]) for name in ("hit", "strict", "val")}
    assert f["hit"] >= 0.92, f
    assert f["strict"] >= 0.83, f
    assert f["val"] >= 0.78, f
