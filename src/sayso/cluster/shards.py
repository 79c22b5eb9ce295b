"""The files of a run on a cluster, in a folder that all its machines reach, by path or by any URL that fsspec knows.

For each fingerprint (see resources.py) there is a folder with three more in it:

- waiting/BLOCK.parquet: documents of a run that is under way, some hundreds together;
- shards/BLOCK.parquet: what came of them, a row each: `document` (its id), `failed`, and `outcome`, the Analysis or
  Failure as JSON;
- manifest/BLOCK.json: that the shard is whole: its hash, and the ids of the documents in it.

Every file appears under its name when it is whole, the entry of the manifest last. So whatever dies, an entry says that
its documents are done.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import uuid4

import msgspec

from sayso.errors import UsageError
from sayso.model import Analysis, Document
from sayso.outcomes import document_id_of
from sayso.workers import Failure, Outcome

_DIGITS = 16
"""So much of a fingerprint is the name of a folder."""
_encode = msgspec.json.Encoder().encode
_decode_document = msgspec.json.Decoder(Document).decode
_decode_analysis = msgspec.json.Decoder(Analysis).decode
_decode_failure = msgspec.json.Decoder(Failure).decode


class Entry(msgspec.Struct, frozen=True):
    """An entry of the manifest: the `shard` (file name), its SHA-256, the fingerprint, and the ids of its documents."""

    shard: str
    sha256: str
    fingerprint: str
    documents: tuple[str, ...]


_decode_entry = msgspec.json.Decoder(Entry).decode


class Shards:
    """The folder for one fingerprint. It may be sent to other processes."""

    def __init__(self, url: str, fingerprint: str) -> None:
        self._url = f"{url.rstrip('/')}/{fingerprint[:_DIGITS]}"
        self._fingerprint = fingerprint

    def put_waiting(self, block: str, documents: Sequence[Document]) -> None:
        """Stores the documents of a block that is to be done."""
        self._write(f"waiting/{block}.parquet", _parquet({"document": [_encode(document) for document in documents]}))

    def waiting(self, block: str) -> Iterator[Document]:
        """The documents of a block."""
        rows = _rows(self._read(f"waiting/{block}.parquet"), "document")
        return (_decode_document(row) for (row,) in rows)

    def forget_waiting(self, blocks: Iterable[str]) -> None:
        """Removes the documents of blocks; their shards stay."""
        fs, root = self._files()
        for block in blocks:
            fs.rm_file(f"{root}/waiting/{block}.parquet")

    def put_shard(self, block: str, outcomes: Sequence[Outcome]) -> None:
        """Stores what came of a block, then its entry."""
        ids = [document_id_of(outcome) for outcome in outcomes]
        failed = [isinstance(outcome, Failure) for outcome in outcomes]
        rows: dict[str, list[Any]] = {
            "document": ids,
            "failed": failed,
            "outcome": [_encode(outcome) for outcome in outcomes],
        }
        shard, content = f"{block}.parquet", _parquet(rows)
        self._write(f"shards/{shard}", content)
        entry = Entry(shard, hashlib.sha256(content).hexdigest(), self._fingerprint, tuple(ids))
        self._write(f"manifest/{block}.json", _encode(entry))

    def is_done(self, block: str) -> bool:
        """Whether there is an entry, and the shard is as it says."""
        fs, root = self._files()
        if not fs.exists(f"{root}/manifest/{block}.json"):
            return False
        entry = self._entry(f"{root}/manifest/{block}.json")
        return fs.exists(f"{root}/shards/{entry.shard}") and self._hash(block) == entry.sha256

    def outcomes(self, block: str) -> Iterator[Outcome]:
        """What came of the documents of a block, in their order."""
        for failed, outcome in _rows(self._read(f"shards/{block}.parquet"), "failed", "outcome"):
            yield _decode_failure(outcome) if failed else _decode_analysis(outcome)

    def blocks(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The blocks in the manifest, those of later runs last, each with the ids of its documents."""
        fs, root = self._files()
        if fs.isdir(f"{root}/manifest"):
            for path in sorted(path for path in fs.find(f"{root}/manifest") if path.endswith(".json")):
                entry = self._entry(path)
                yield entry.shard.removesuffix(".parquet"), entry.documents

    def _hash(self, block: str) -> str:
        return hashlib.sha256(self._read(f"shards/{block}.parquet")).hexdigest()

    def _entry(self, path: str) -> Entry:
        fs, _ = self._files()
        return _decode_entry(fs.cat_file(path))

    def _files(self) -> tuple[Any, str]:
        return file_system(self._url)

    def _read(self, name: str) -> bytes:
        fs, root = self._files()
        content: bytes = fs.cat_file(f"{root}/{name}")
        return content

    def _write(self, name: str, content: bytes) -> None:
        """Under another name first: nobody ever sees half of a file, whoever dies."""
        fs, root = self._files()
        path = f"{root}/{name}"
        fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        fs.pipe_file(part := f"{path}.{uuid4().hex}.part", content)
        fs.mv(part, path)


class Done:
    """What earlier runs left in the shards."""

    def __init__(self, shards: Shards) -> None:
        self._shards = shards
        self._blocks = {id_: block for block, ids in shards.blocks() for id_ in ids}
        self._outcomes = lru_cache(maxsize=2)(self._read)

    def outcome(self, document: Document) -> Analysis | None:
        """The analysis of this very document, where there is one; one that failed is tried again."""
        found = self.by_id(document.id)
        if not isinstance(found, Analysis):
            return None
        passages = found.document.passages
        return found if found.document == msgspec.structs.replace(document, passages=passages) else None

    def by_id(self, document_id: str) -> Outcome | None:
        """What came of the document with this id."""
        block = self._blocks.get(document_id)
        return self._outcomes(block).get(document_id) if block else None

    def _read(self, block: str) -> dict[str, Outcome]:
        if not self._shards.is_done(block):
            return {}
        return {document_id_of(outcome): outcome for outcome in self._shards.outcomes(block)}


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a path or URL, and the path in it. Raises UsageError where none is known or installed."""
    from fsspec.core import url_to_fs

    try:
        found: tuple[Any, str] = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"Nothing can be read or written at {url}: {error}") from error
    return found


def _parquet(columns: Mapping[str, list[Any]]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    content = io.BytesIO()
    parquet.write_table(pa.table(columns), content, compression="zstd")
    return content.getvalue()


def _rows(content: bytes, *columns: str) -> Iterator[tuple[Any, ...]]:
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(content), columns=list(columns))
    return zip(*(table.column(name).to_pylist() for name in columns), strict=True)
