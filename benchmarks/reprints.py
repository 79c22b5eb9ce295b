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
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

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
    rows, analyses = [], []
    for key, d in enumerate(documents, first):
        rows.append((key, d.id, None, d.publisher, None, None, d.published, None, None, d.text, "[]", "{}"))
        analyses.append((key, "none", encode(Analysis(document=d))))
    insert_rows(connection, t.documents, rows)
    insert_rows(connection, t.analyses, analyses)


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
    documents: list[Document] = []
    seed = 1
    while len(documents) < number + ADDED:
        made = make(TEXTS, copies=5_000, seed=seed)
        documents += [
            Document(id=f"{seed}-{d.id}", text=d.text, publisher=d.publisher, published=d.published) for d in made
        ]
        seed += 1
    with _database() as connection:
        _add(connection, documents[:number])
        print(f"{number:,} documents: {_settle(connection):.0f} CPU s")
        _add(connection, documents[number : number + ADDED], number + 1)
        print(f"{ADDED} more: {_settle(connection):.1f} CPU s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
