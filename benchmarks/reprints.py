"""Measures how well copies are found: on real press releases, and on copies that were made for the purpose.

    python benchmarks/reprints.py [--copies N] [--seed N] [--show-wrong N]
    python benchmarks/reprints.py --growth DOCUMENTS

The real ones are ../shared/corpus/articles, where `reprint_group` says which belong together. The made ones come from
copies.py: `recall` is the share of copies that stand in one family with their original (with those that are quoted in
quotation marks: that are listed as a shared quotation), `precision` the share of the copies and passages that are
reported whose words do come from one text. `--growth` times how long 100 more documents take where there are so many.
All times are CPU seconds of one process.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from baseline import SHARED
from copies import KINDS, Made, make
from sayso.corpus.reprints import settle_reprints
from sayso.model import Analysis, Document
from sayso.storage import schema as t
from sayso.storage.database import Database, insert_rows
from sayso.storage.writing import encode

TEXTS = SHARED / "data" / "load-5000.jsonl"
ARTICLES = SHARED / "corpus" / "articles"
ADDED = 100
_AT_ONCE = 1_000


class Found(NamedTuple):
    """What was reported, by the ids of documents: families, each member with whom it was compared, and quotations."""

    families: dict[str, set[str]]
    compared: list[tuple[str, str]]
    quotations: set[frozenset[str]]


class _Article(msgspec.Struct):
    id: str
    text: str
    publisher: str | None = None
    published: str | None = msgspec.field(name="date", default=None)
    reprint_group: str | None = None


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures; 1 where a family of the real press releases is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--copies", type=int, default=2_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--show-wrong", type=int, default=0, metavar="N")
    parser.add_argument("--growth", type=int, metavar="DOCUMENTS")
    given = parser.parse_args(arguments)
    if given.growth:
        return _growth(given.growth)
    wrong = _real()
    _made(list(make(TEXTS, copies=given.copies, seed=given.seed)), given.show_wrong)
    return wrong


@contextmanager
def _database() -> Iterator[Connection]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "project.db")
        with database.writing() as connection:
            yield connection
        database.close()


def _add(connection: Connection, documents: Iterable[Document], first: int = 1) -> None:
    """Puts documents into the database as if nothing had been found in them."""
    keys, waiting = count(first), iter(documents)
    while batch := list(islice(waiting, _AT_ONCE)):
        keyed = list(zip(batch, keys, strict=False))
        insert_rows(connection, t.documents, [_row(key, document) for document, key in keyed])
        insert_rows(connection, t.analyses, [(key, "none", encode(Analysis(document=d))) for d, key in keyed])


def _row(key: int, d: Document) -> tuple[int | str | None, ...]:
    return key, d.id, None, d.publisher, None, None, d.published, None, None, d.text, "[]", "{}"


def _settle(connection: Connection) -> float:
    """Finds reprints; the CPU seconds that it took."""
    start = time.process_time()
    settle_reprints(connection)
    return time.process_time() - start


def _found(connection: Connection) -> Found:
    ids = dict(connection.execute(select(t.documents.c.key, t.documents.c.id)).all())
    families: defaultdict[str, set[str]] = defaultdict(set)
    compared = []
    for row in connection.execute(select(t.reprints)):
        families[row.family].add(ids[row.document])
        if row.of is not None:
            compared.append((ids[row.document], ids[row.of]))
    q = t.shared_quotations.c
    quotations = {frozenset((ids[a], ids[b])) for a, b in connection.execute(select(q.document, q.other))}
    return Found(dict(families), compared, quotations)


def _real() -> int:
    """The press releases: prints the families that are missing, and those that nobody annotated."""
    rows = [msgspec.json.decode(path.read_bytes(), type=_Article) for path in sorted(ARTICLES.glob("*.json"))]
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.reprint_group:
            wanted[row.reprint_group].add(row.id)
    with _database() as connection:
        documents = [Document(id=r.id, text=r.text, publisher=r.publisher, published=r.published) for r in rows]
        _add(connection, documents)
        seconds = _settle(connection)
        found = _found(connection)
    missing = [group for group, members in wanted.items() if members not in found.families.values()]
    others = [members for members in found.families.values() if members not in wanted.values()]
    number = len(wanted) - len(missing)
    print(f"{len(rows)} real documents: {number} of {len(wanted)} families found, {seconds:.1f} CPU s")
    for members in others:
        print(f"  besides: {', '.join(sorted(members))}")
    return int(bool(missing))


def _made(documents: Sequence[Made], show: int) -> None:
    with _database() as connection:
        rows = (Document(id=d.id, text=d.text, publisher=d.publisher, published=d.published) for d in documents)
        _add(connection, rows)
        seconds = _settle(connection)
        found = _found(connection)
    known = {d.id: d for d in documents}
    right = [pair for pair in found.compared if known[pair[0]].origins & known[pair[1]].origins]
    wrong = sorted(set(found.compared) - set(right))
    print(f"{len(documents):,} made documents, {seconds:.0f} CPU s")
    share = len(right) / max(1, len(found.compared))
    print(f"  precision      {share:.4f}  ({len(wrong)} of {len(found.compared):,} wrong)")
    _print_recall(documents, found)
    mixed = sum(not frozenset.intersection(*(known[i].origins for i in family)) for family in found.families.values())
    print(f"  families       {len(found.families):,}, {mixed} of them of documents that do not all share one text")
    honest = sum(any(known[i].kind == "honest" for i in pair) for pair in found.quotations)
    print(f"  shared quotations {len(found.quotations):,}, {honest:,} of them of honest articles")
    for one, other in wrong[:show]:
        print(f"\nwrong: {one}\n{known[one].text}\n--- and {other}\n{known[other].text}")


def _print_recall(documents: Sequence[Made], found: Found) -> None:
    together = {frozenset((one, other)) for one, other in found.compared}
    of = {origin: d.id for d in documents if d.kind == "original" for origin in d.origins}
    family_of: defaultdict[str, set[str]] = defaultdict(set)
    for family, members in found.families.items():
        for member in members:
            family_of[member].add(family)
    hits: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for d in documents:
        if d.kind in KINDS:
            original = next(of[origin] for origin in d.origins if origin in of)
            pair = frozenset((d.id, original))
            sizes[d.kind] += 1
            as_quotation = d.kind == "quoted" and pair in found.quotations
            hits[d.kind] += bool(family_of[d.id] & family_of[original]) or pair in together or as_quotation
    for kind in KINDS:
        print(f"  recall {kind:13} {hits[kind] / max(1, sizes[kind]):.4f}  ({sizes[kind]:,})")


def _growth(number: int) -> int:
    """Times a first run over so many documents, and one after a hundred more."""
    with _database() as connection:
        documents = _unlike(number + ADDED)
        _add(connection, islice(documents, number))
        print(f"{number:,} documents: {_settle(connection):.0f} CPU s", flush=True)
        _add(connection, documents, number + 1)
        print(f"{ADDED} more: {_settle(connection):.1f} CPU s, {_found_number(connection):,} copies in all")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"at most {peak:,} MiB of memory")
    return 0


def _unlike(number: int) -> Iterator[Document]:
    """So many documents of 250 words, drawn by lot from those of the load set; each tenth is a copy of an earlier."""
    dice = random.Random(1)
    words = [w for line in islice(TEXTS.open("rb"), 300) for w in msgspec.json.decode(line, type=_Article).text.split()]
    kept: list[str] = []
    for place in range(number):
        copied = place % 10 == 9
        text = dice.choice(kept) if copied else " ".join(dice.choices(words, k=250))
        if place % 10 == 0:
            kept.append(text)
        day = f"20{dice.randint(10, 24)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        yield Document(id=f"d{place:07}", text=text, publisher=f"Outlet {place % 500}", published=day)


def _found_number(connection: Connection) -> int:
    return connection.execute(select(func.count()).where(t.reprints.c.of.is_not(None))).scalar_one()


if __name__ == "__main__":
    sys.exit(main())
