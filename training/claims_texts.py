"""Annotated documents as the second reader of claims learns from them; used by training/claims.py."""

from __future__ import annotations

import re
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace

from sayso.actors import Cast, find_actors
from sayso.attribution import find_attributions
from sayso.claims import ClaimFinder
from sayso.claims.codebook import Codebook
from sayso.claims.holders import Holders
from sayso.claims.pair_signs import PairSigns
from sayso.claims.pairs import Pair, way
from sayso.claims.proposing import framed_proposals
from sayso.claims.sign_rows import EverySign
from sayso.claims.voting import Proposal
from sayso.dates import find_dates
from sayso.evaluation.names import ActorMap
from sayso.evaluation.rows import Row, bare, read_rows
from sayso.language import Parsed
from sayso.model import Actor, Attribution, Mention, TimeExpression
from sayso.reading import with_passages
from sayso.resources import Resources, load_resources

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"


class Read(NamedTuple):
    """A document that sayso has read, as far as claims need it."""

    row: Row
    parsed: Parsed
    cast: Cast
    attributions: tuple[Attribution, ...]
    dates: tuple[TimeExpression, ...]


class Work(NamedTuple):
    """A document with its pairs: their signs, what each shows, and whether it counts in training.

    `gold` gives our actors' annotated keys; `framed` is what the frames propose.
    """

    read: Read
    finder: ClaimFinder
    framed: list[Proposal]
    pairs: list[tuple[Pair, list[str]]]
    shown: list[frozenset[str]]
    counts: list[bool]
    gold: Callable[[str], str]


def read_all(split: str, resources: Resources) -> list[Read]:
    """All documents of a split."""
    return [_read(row, resources) for row in read_rows(GOLD / split)]


def _read(row: Row, resources: Resources) -> Read:
    parsed = resources.parse(with_passages(bare(row)))
    cast = find_actors(parsed, resources.registry)
    found = find_attributions(parsed, cast, resources.cues, resources.second_reader)
    return Read(row, parsed, cast, found, tuple(find_dates(parsed.document)))


def with_given_actors(read: Read) -> Read:
    """The document with the annotated actors: where the text names them, and where our coreference leads to them."""
    gold = ActorMap(read.row, actors_of(read.cast))
    given = read.row["actors"]
    mentions = {m.head: m for m in _named(read)}
    for mention in read.cast.mentions:
        known = tuple(dict.fromkeys(key for actor in mention.actors if (key := gold(actor)) in given))
        if mention.head not in mentions and (known or mention.kind == "pronoun"):
            mentions[mention.head] = replace(mention, actors=known)
    ours = {gold(key): actor for key, actor in reversed(read.cast.actors.items())}
    actors = {
        key: Actor(type=ours[key].type, names=tuple(names), registry=ours[key].registry)
        if key in ours else Actor(type="organisation", names=tuple(names))
        for key, names in given.items()
    }  # fmt: skip
    voices = [gold(voice) for voice in read.cast.voices]
    actors |= {voice: Actor(type="organisation", names=(voice,)) for voice in voices if voice not in actors}
    said = tuple(replace(a, holder=gold(a.holder) if a.holder else None) for a in read.attributions)
    ordered = sorted(mentions.values(), key=lambda m: (m.start, -m.end, m.head))
    return read._replace(cast=Cast(actors, ordered, voices), attributions=said)


def _named(read: Read) -> Iterable[Mention]:
    """Where the text has an annotated name, the longest first; one for each head word."""
    text, taken = read.row["text"], set()
    found = [
        (match.start() - match.end(), match.start(), match.end(), key)
        for key, names in read.row["actors"].items()
        for name in {key, *names}
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    for _, start, end, key in sorted(found):
        words = read.parsed.tokens_in(start, end)
        inside = {t.index for t in words}
        heads = [t for t in words if t.head is t or t.head.index not in inside]
        nouns = [t for t in heads if t.pos in ("NOUN", "PROPN")] or heads
        if nouns and nouns[-1].start not in taken:
            taken.add(nouns[-1].start)
            ours = read.cast.at(nouns[-1])
            plain = "name" if nouns[-1].pos == "PROPN" else "nominal"
            kind = ours.kind if ours and ours.kind != "pronoun" else plain
            yield Mention(start=start, end=end, head=nouns[-1].start, kind=kind, actors=(key,))


def actors_of(cast: Cast) -> Row:
    """The actors of a cast as a row has them."""
    return {"actors": {key: {"names": actor.names} for key, actor in cast.actors.items()}}


def prepare(read: Read, codebook: Codebook) -> Work:
    """The pairs of a document, and what the annotation says of each."""
    holders = Holders(read.parsed, read.cast, read.attributions)
    finder = ClaimFinder(read.parsed, read.cast, holders, read.dates, codebook)
    framed, signs = framed_proposals(finder), EverySign()
    pairs = [(pair, [signs.names[row] for row in sorted(rows)]) for pair, rows in PairSigns(finder, framed, signs)]
    gold = _remembered(ActorMap(read.row, actors_of(read.cast)))
    wanted = _wanted(read, codebook)
    keys = [(p.first.head.sentence.index, gold(p.subject), gold(p.object)) for p, _ in pairs]
    shown = [frozenset(wanted.get(key, ())) for key in keys]
    best: dict[tuple[Any, ...], tuple[float, int]] = {}
    for number, ((pair, _), key) in enumerate(zip(pairs, keys, strict=True)):
        if shown[number]:
            best[key] = min(best.get(key, (np.inf, 0)), (_distance(pair), number))
    chosen = {number for _, number in best.values()}
    counts = [not relations or number in chosen for number, relations in enumerate(shown)]
    return Work(read, finder, framed, pairs, shown, counts, gold)


def _remembered(gold: ActorMap) -> Callable[[str], str]:
    known: dict[str, str] = {}
    return lambda key: known[key] if key in known else known.setdefault(key, gold(key))


def _wanted(read: Read, codebook: Codebook) -> dict[tuple[int, str, str], set[str]]:
    """The annotated relations by sentence, subject and object."""
    wanted: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for claim in read.row["claims"]:
        pair = claim["subject"], claim["object"]
        turned = [pair[::-1]] if codebook.relations[claim["relation"]].symmetric else []
        sentences = {t.sentence.index for start, end in claim["evidence"] for t in read.parsed.tokens_in(start, end)}
        for sentence in sentences:
            for subject, object_ in (pair, *turned):
                wanted[sentence, subject, object_].add(claim["relation"])
    return wanted


def _distance(pair: Pair) -> float:
    one, other = pair.first.head, pair.second.head
    passed = way(one, other)
    return len(passed.up) + len(passed.down) + abs(one.index - other.index) / 100


def plain_resources() -> Resources:
    """What documents are read with: all but the weights that are to be made."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "sayso.toml").write_text('[claims]\nengine = "frames"\n', encoding="utf-8")
        return load_resources(folder)


def deeply(work: Callable[[], None]) -> None:
    """Runs something with room for parses, which are deep: `pickle` goes down all their heads."""
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(1 << 29)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
