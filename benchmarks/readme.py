"""Writes the figures of baseline.json into the table of the README, so that it never says anything else.

python benchmarks/readme.py
"""

from __future__ import annotations

import re
from pathlib import Path

from baseline import read_baseline

README = Path(__file__).parent.parent / "README.md"
ROWS = (
    ("who relates to whom, and how", "claims relation f1", ".11 / .87", "17 documents on conflicts"),
    ("... and on whose word", "claims holder f1", ".06 / .86", "the same"),
    ("claims that somebody is reported to make", "claims reported f1", ".00 / .83", "the same"),
    ("evaluative names", "claims labels f1", "– / .81", "the same"),
    ("who is speaking: source and content", "attribution whole F", ".52 / .76", "84 news articles (PolNeAR)"),
    ("times found in the text", "dates all types hit f1", "–", "183 news articles (TimeBank)"),
    ("... with the right value", "dates all types val f1", "–", "the same"),
)
"""What, the figure's name in baseline.json, the best open tool / two people annotating, and where it was measured."""

_TABLE = re.compile(
    r"(?<=baseline\.json, nowhere else; the command that makes them is `make bench`\. -->\n).*?(?=<!-- END)", re.S
)


def table() -> str:
    """The README's table, from the figures of baseline.json."""
    baseline = read_baseline()
    lines = ["", "| what | F1 | best other tool / two people | measured on |", "|---|---|---|---|"]
    lines += [
        f"| {what} | {_figure(baseline[name]['value'])} | {others} | {where} |" for what, name, others, where in ROWS
    ]
    precision, recall = (_figure(baseline[f"claims relation {side}"]["value"]) for side in ("p", "r"))
    ratio = baseline["speed ratio"]["value"]
    lines += [
        "",
        f"Of the relations that it reports, {precision} are also the annotators'; of theirs it finds {recall}. To add",
        f"and analyse a folder costs {ratio:.1f} times the processor time of running plain spaCy over the same texts.",
        "",
    ]
    return "\n".join(lines) + "\n"


def filled(text: str) -> str:
    """The README's text with the current table."""
    return _TABLE.sub(lambda _: table(), text)


def _figure(value: float) -> str:
    return f"{value:.2f}".lstrip("0")


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
