"""The job that finds reprints: what is new is printed, compared with what is alike, and put into families.

Which pairs are worth comparing is found anew each time from the prints of all documents, so that their order never
matters. What was made of a pair is kept; only pairs that are new, or of whose documents other words are furniture now,
are judged, and only families that these touch are made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from sqlalchemy import Connection

from sayso.corpus.direction import Evidence
from sayso.corpus.families import Link, Member, families
from sayso.corpus.likening import Pair
from sayso.corpus.linking import Judge, as_json
from sayso.corpus.marks import marks_of
from sayso.corpus.pairing import Candidates, Sharing, find_candidates, numbers_in, shared_here
from sayso.corpus.winnowing import prints_of, read_words
from sayso.storage import likenesses as kept
from sayso.storage import reprints as stored

if TYPE_CHECKING:
    from numpy import uint32
    from numpy.typing import NDArray

    from sayso.storage.likenesses import Ends, LikenessValues

Documents: TypeAlias = Sequence[stored.Printed]
_decode_pairs = msgspec.json.Decoder(tuple[Pair, ...]).decode
_decode_evidence = msgspec.json.Decoder(tuple[Evidence, ...]).decode


def settle_reprints(connection: Connection, *, anew: bool = True, sharing: Sharing = shared_here) -> None:
    """Brings the reprint families and shared quotations up to date with the documents.

    Not `anew`: only where a document has no prints yet. `sharing` finds what documents share.
    """
    new = put_missing_prints(connection)
    if not new and not anew:
        return
    documents = stored.printed(connection)
    touched = _relink(connection, documents, find_candidates(connection, documents, sharing), new)
    if touched:
        _remake(connection, documents, _reaching(kept.copied_ends(connection), touched))


def put_missing_prints(connection: Connection) -> set[int]:
    """Makes the prints of the documents that were analysed since the last time; which (keys) these were."""
    new: set[int] = set()
    for batch in stored.unprinted(connection):
        stored.put_prints(connection, [_prints_row(document) for document in batch])
        new.update(document.key for document in batch)
    return new


def _prints_row(document: stored.Unprinted) -> tuple[int, bytes, bytes, bytes, str]:
    import numpy as np

    marks = marks_of(document.text, document.passages, document.attributions)
    prints = prints_of(read_words(document.text, marks.counted))
    places = np.stack([prints.starts, prints.ends])
    return document.key, _bytes(prints.hashes), _bytes(prints.bands), _bytes(places), as_json(marks)


def _bytes(numbers: NDArray[uint32]) -> bytes:
    """As they are stored: 32 bits each, the low byte first."""
    return numbers.astype("<u4").tobytes()


def _relink(connection: Connection, documents: Documents, found: Candidates, new: set[int]) -> set[int]:
    """Judges the pairs of which nothing, or something else, was known; the documents (keys) whose links changed."""
    ranks = {document.key: rank for rank, document in enumerate(documents)}
    ends = kept.likeness_ends(connection)
    known = {(ranks[a], ranks[b]) for a, b in ends if a in ranks and b in ranks}
    wanted = _decoded(found)
    refurnished = _refurnished(connection, documents, found.repeated, wanted)
    stale = {ranks[key] for key in new} | refurnished
    judged = [pair for pair in wanted if pair not in known or pair[0] in stale or pair[1] in stale]
    rows = _judged(connection, documents, found, judged)
    kept_pairs = {(documents[a].key, documents[b].key) for a, b in wanted}
    gone = [pair for pair in ends if pair not in kept_pairs]
    before = kept.likenesses(connection, [*gone, *rows])
    # Of a document that was analysed again, the families went with what was found in it before.
    lost = {pair for pair in rows if not new.isdisjoint(pair) and _link(rows[pair])}
    changed = {pair for pair in {*before, *rows} if _link(before.get(pair)) != _link(rows.get(pair))}
    kept.replace_likenesses(connection, gone, sorted(rows.values()))
    return {key for pair in changed | lost for key in pair}


def _decoded(found: Candidates) -> set[tuple[int, int]]:
    import numpy as np

    low = np.uint64(0xFFFFFFFF)
    first, second = found.pairs >> np.uint64(32), found.pairs & low
    return set(zip(first.tolist(), second.tolist(), strict=True))


def _link(row: LikenessValues | None) -> LikenessValues | None:
    return row if row is not None and row[2] is not None else None


def _judged(
    connection: Connection, documents: Documents, found: Candidates, pairs: Iterable[tuple[int, int]]
) -> dict[Ends, LikenessValues]:
    """What is made of these pairs (ranks), by their keys."""
    pairs = sorted(pairs)
    ends = [(documents[a].key, documents[b].key) for a, b in pairs]
    rows: dict[Ends, LikenessValues] = {(one, other): (one, other, None, "[]", 0.0, None, "[]") for one, other in ends}
    for link in Judge(connection, documents, found.repeated).links(pairs):
        one, other = documents[link.first].key, documents[link.second].key
        copy = None if link.copy is None else documents[link.copy].key
        rows[one, other] = (
            *(one, other, link.kind, as_json(link.pairs)), link.similarity, copy, as_json(link.evidence)
        )  # fmt: skip
    return rows


def _refurnished(
    connection: Connection,
    documents: Documents,
    repeated: Mapping[str, NDArray[uint32]],
    pairs: Iterable[tuple[int, int]],
) -> set[int]:
    """The documents (ranks) in these pairs that have words which are furniture now and were not, or the reverse."""
    import numpy as np

    before = {source: numbers_in(hashes) for source, hashes in kept.read_furniture(connection).items()}
    nothing = np.zeros(0, dtype=np.uint32)
    sources = {*before, *repeated}
    other = {s: np.setxor1d(before.get(s, nothing), repeated.get(s, nothing)) for s in sources}
    other = {source: hashes for source, hashes in other.items() if len(hashes)}
    if not other:
        return set()
    kept.put_furniture(connection, {source: _bytes(hashes) for source, hashes in repeated.items()})
    compared = {rank for pair in pairs for rank in pair if documents[rank].source in other}
    ranks = {documents[rank].key: rank for rank in compared}
    return {
        ranks[key]
        for key, hashes in stored.hashes_of(connection, ranks)
        if np.isin(numbers_in(hashes), other[documents[ranks[key]].source]).any()
    }


def _reaching(ends: Iterable[Ends], touched: Collection[int]) -> set[int]:
    """The documents that are linked with these, directly or through others, and these themselves."""
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in ends:
        beside[one].append(other)
        beside[other].append(one)
    found, waiting = set(touched), list(touched)
    while waiting:
        new = [key for key in beside[waiting.pop()] if key not in found]
        found.update(new)
        waiting += new
    return found


def _remake(connection: Connection, documents: Documents, keys: Collection[int]) -> None:
    """Makes the families and shared quotations among these documents anew."""
    ranks = {document.key: rank for rank, document in enumerate(documents)}
    links = sorted((_read(row, ranks) for row in kept.links_of(connection, keys)), key=lambda link: link[:2])
    copied = [link for link in links if link.kind != "quotation"]
    members = families(copied, [document.id for document in documents])
    stored.replace_reprints(connection, keys, [_row(documents, member) for member in members])
    quotations = [
        (documents[k.first].key, documents[k.second].key, as_json(k.pairs)) for k in links if k.kind == "quotation"
    ]
    stored.replace_quotations(connection, keys, quotations)


def _read(row: LikenessValues, ranks: Mapping[int, int]) -> Link:
    one, other, kind, pairs, similarity, copy, evidence = row
    told = _decode_pairs(pairs), similarity, None if copy is None else ranks[copy], _decode_evidence(evidence)
    return Link(ranks[one], ranks[other], kind, *told)  # type: ignore[arg-type]


def _row(documents: Documents, member: Member) -> stored.MemberValues:
    of = None if member.of is None else documents[member.of].key
    key = documents[member.rank].key
    spans, evidence = as_json(member.pairs), as_json(member.evidence)
    return member.family, key, member.kind, member.role, of, spans, member.similarity, evidence
