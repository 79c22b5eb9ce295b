"""Measures how well the actors of annotated documents are found, and shows which pronouns are taken for the wrong one.

    python benchmarks/actors.py [SPLIT] [--wrong]

SPLIT is a folder of ../shared/gold (default: train). The figures are those of `sayso evaluate actors`, with the
pronouns of pronouns.yaml; attribution by rules alone, as it hardly touches them and is far quicker. `--wrong` prints,
instead, every pronoun of gold/train that was taken for somebody whom it does not mean, then those left open.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotated import annotated
from baseline import SHARED
from sayso.actors import find_actors
from sayso.evaluation import evaluate_rows
from sayso.evaluation.pronouns import VERDICTS, Answer, judged
from sayso.evaluation.rows import bare
from sayso.reading import with_passages
from sayso.resources import Resources, load_resources

BEFORE, AFTER = 260, 60
"""How many characters of the text are shown around a pronoun."""


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures, or the wrong answers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("split", nargs="?", default="train")
    parser.add_argument("--wrong", action="store_true", help="show the pronouns of gold/train that went wrong")
    options = parser.parse_args(arguments)
    if options.wrong and options.split != "train":
        parser.error("only the documents of gold/train are for reading")
    rows, resources = annotated(SHARED / "gold" / options.split), _by_rules()
    if options.wrong:
        print("\n".join(_wrong([row for row in rows if "pronouns" in row], resources)))
    else:
        print("\n".join(evaluate_rows("actors", rows, resources).lines(details=True)))
    return 0


def _by_rules() -> Resources:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sayso.toml").write_text('[attribution]\nengine = "rules"\n', encoding="utf-8")
        return load_resources(folder)


def _wrong(rows: list[dict[str, Any]], resources: Resources) -> list[str]:
    found = [(answer, _shown(row, answer)) for row in rows for answer in _answers(row, resources)]
    wrong = [verdict for verdict in VERDICTS if verdict not in ("right", "rightly_open")]
    return [text for verdict in wrong for answer, text in found if answer.verdict == verdict]


def _answers(row: dict[str, Any], resources: Resources) -> Iterator[Answer]:
    cast = find_actors(resources.parse(with_passages(bare(row))), resources.registry)
    return judged(row, msgspec.to_builtins({"actors": cast.actors, "mentions": cast.mentions}))


def _shown(row: dict[str, Any], answer: Answer) -> str:
    text, end = row["text"], answer.at + len(answer.word)
    meant = " and ".join("/".join(sorted(names)) for names in answer.meant)
    around = f"{text[max(0, answer.at - BEFORE) : answer.at]}[[{text[answer.at : end]}]]{text[end : end + AFTER]}"
    head = f"{answer.verdict}: {row['id']} at {answer.at}; means {meant or 'nobody'}; given {answer.given or 'nobody'}"
    return f"{head}\n    {' '.join(around.split())}"


if __name__ == "__main__":
    sys.exit(main())
