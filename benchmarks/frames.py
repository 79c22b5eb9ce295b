"""Looks over the frames of the codebook: which of them earn their place, and which words stand where one is missing.

    python benchmarks/frames.py [SPLIT] [--load N] [--part even|odd] [--relation NAME] [--least N]

Three lists over the annotated documents of ../shared/gold/SPLIT (default: train), each with counts:

- predicates whose frames fire wrongly: how often one fired, how often an annotator made the same claim, and what the
  annotators made of the same two actors where they made something else of them;
- words that stand between the two actors of a claim that was not found, and that have no frame for its relation;
- predicates whose frames never fire, neither there nor on the first N texts of ../shared/data/load-5000.jsonl.

A frame that fires where nobody annotated anything counts as wrong, though some of these claims are good ones and the
actors of others are named otherwise than in the annotation: read the precision beside that of all frames together.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from baseline import SHARED
from sayso.claims import Codebook
from sayso.evaluation.frames import Predicate, Read, predicates, read, tally
from sayso.evaluation.names import ActorMap
from sayso.evaluation.rows import read_rows
from sayso.language import Parsed, Token
from sayso.resources import load_resources

_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV"})


def main(arguments: list[str] | None = None) -> int:
    """Prints the lists."""
    options = _options(arguments)
    resources = load_resources()
    rows = read_rows(SHARED / "gold" / options.split)
    rows = rows[{"even": 0, "odd": 1}.get(options.part, 0) :: 1 if options.part is None else 2]
    documents = [read(row, resources) for row in rows]
    fired = tally(documents, resources.codebook, predicates)
    for line in report(fired, missing(documents, resources.codebook), options.relation, options.least):
        print(line)
    if options.load:
        texts = islice(read_rows(SHARED / "data" / "load-5000.jsonl"), options.load)
        used = set(fired) | {p for row in texts for c in read(row, resources).found.claims for p in predicates(c.why)}
        silent = sorted({_predicate(f.relation, f.lemma, f.pos) for f in resources.codebook.frames} - used)
        print(f"\nnever fired ({len(silent)})")
        print("\n".join(f"  {relation:16s} {word}" for relation, word in silent))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("split", nargs="?", default="train")
    parser.add_argument("--load", type=int, default=0, metavar="N", help="read N texts more to see which never fire")
    parser.add_argument("--part", choices=("even", "odd"), help="every second document only")
    parser.add_argument("--relation", help="this relation only")
    parser.add_argument("--least", type=int, default=4, metavar="N", help="leave out what occurs more seldom")
    return parser.parse_args(arguments)


def _predicate(relation: str, lemma: str, pos: str) -> Predicate:
    return relation, f"{lemma}/{pos}"


def missing(documents: Iterable[Read], codebook: Codebook) -> dict[Predicate, Counter[str]]:
    """Words without a frame for a relation that stand between the actors of claims of it that were not found.

    Counted by document, so that one long list of names does not count many times.
    """
    known = {_predicate(f.relation, f.lemma.split(" ")[0], f.pos) for f in codebook.frames}
    words: defaultdict[Predicate, Counter[str]] = defaultdict(Counter)
    for row, parsed, cast, found in documents:
        names = ActorMap(row, {"actors": {key: list(actor.names) for key, actor in cast.actors.items()}})
        have = {(names(c.subject), c.relation, names(c.object)) for c in found.claims}
        mentions = [(names(m.actors[0]), m.head) for m in cast.mentions if m.actors]
        for claim in row["claims"]:
            if (claim["subject"], claim["relation"], claim["object"]) not in have:
                for word in _between(claim, parsed, mentions):
                    predicate = _predicate(claim["relation"], word.lemma, _POS.get(word.pos, "other"))
                    if predicate not in known:
                        words[predicate][row["id"]] += 1
    return words


_POS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adverb"}


def _between(claim: Mapping[str, Any], parsed: Parsed, mentions: Sequence[tuple[str, int]]) -> set[Token]:
    """The content words on the shortest way in the parse from the subject to the object in the claim's evidence."""
    best: list[Token] = []
    for start, end in claim["evidence"]:
        here = [(name, parsed.token_at(head)) for name, head in mentions if start <= head < end]
        ends = [[t for name, t in here if t and name == claim[role]] for role in ("subject", "object")]
        for way in (_way(one, other) for one in ends[0] for other in ends[1] if one.sentence is other.sentence):
            best = way if not best or len(way) < len(best) else best
    return {t for t in best[1:-1] if t.pos in _CONTENT}


def _way(one: Token, other: Token) -> list[Token]:
    up, down = ([word, *word.ancestors()] for word in (one, other))
    places = {token.index: place for place, token in enumerate(down)}
    turn = next(place for place, token in enumerate(up) if token.index in places)
    return up[: turn + 1] + down[: places[up[turn].index]][::-1]


def report(
    fired: Mapping[Predicate, Counter[str]],
    lacking: Mapping[Predicate, Counter[str]],
    relation: str | None = None,
    least: int = 4,
) -> Iterator[str]:
    """The first two lists as lines, the most frequent first."""
    whole = sum((Counter(right=c["right"], fired=c.total()) for c in fired.values()), Counter())
    yield f"all frames: fired {whole['fired']}, right {whole['right']} ({whole['right'] / max(1, whole['fired']):.2f})"
    yield f"\nfire wrongly (fired {least} times or more, less than .4 right)"
    for (name, word), counts in sorted(fired.items(), key=lambda item: (-item[1].total(), item[0])):
        share = counts["right"] / counts.total()
        if counts.total() >= least and share < 0.4 and relation in (None, name):
            others = ", ".join(f"{other} {n}" for other, n in counts.most_common() if other != "right")
            yield f"  {name:16s} {word:24s} fired {counts.total():3d}  right {share:.2f}  else: {others}"
    yield "\nstand between the actors of claims not found, without a frame (documents, claims)"
    for (name, word), documents in sorted(lacking.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(documents) >= min(least, 2) and relation in (None, name):
            yield f"  {name:16s} {word:24s} {len(documents):3d} {documents.total():3d}"


if __name__ == "__main__":
    sys.exit(main())
