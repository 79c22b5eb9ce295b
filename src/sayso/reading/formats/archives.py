"""ZIP, TAR and gzip: their members are read one by one, without unpacking them into any folder."""

from __future__ import annotations

import gzip
import os
import re
import tarfile
import zipfile
import zlib
from pathlib import PurePath, PurePosixPath
from typing import BinaryIO, cast

from sayso.errors import ReadingError
from sayso.reading.formats.base import Found, Input, Skipped
from sayso.reading.formats.registry import read_input
from sayso.reading.formats.streams import guarded, spooled
from sayso.reading.sidecars import LARGEST, Members, is_sidecar, with_sidecar

DEEPEST = 3
"""So many archives may lie in one another; what lies deeper is listed."""
_GZIP = b"\x1f\x8b"
_UNSAFE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_HIDDEN = re.compile(r"(?:^|/)(?:\.(?!\.?(?:/|$))|__MACOSX/)")
_MOST_SIDECARS = 64_000_000
"""Bytes of JSON in one archive that are kept while it is read."""
_TAR_MAGIC = slice(257, 262)


class ZipReader:
    """A ZIP archive of files of any format."""

    name = "zip"

    def detects(self, file: Input) -> bool:
        """By its signature."""
        return file.head.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    def read(self, file: Input) -> Found:
        """The documents of all members in the archive's order; hidden files are left out. Raises ReadingError."""
        _refuse_depth(file)
        stream = spooled(file.stream) if file.depth or file.is_unpacked else file.stream
        with stream, zipfile.ZipFile(stream) as archive:
            beside = _zip_neighbours(archive)
            for member in archive.infolist():
                if member.is_dir() or _HIDDEN.search(member.filename) or is_sidecar(member.filename, beside):
                    continue
                file.budget.count(file.source)
                yield from _zip_member(archive, member, file, beside)


class TarReader:
    """A TAR archive of files of any format; one that is packed comes here through `GzipReader`."""

    name = "tar"

    def detects(self, file: Input) -> bool:
        """By its signature."""
        return file.head[_TAR_MAGIC] == b"ustar"

    def read(self, file: Input) -> Found:
        """The documents of all members in the archive's order; hidden files are left out. Raises ReadingError."""
        _refuse_depth(file)
        beside = _tar_neighbours(file)
        with tarfile.open(fileobj=file.stream, mode="r:") as archive:
            for member in archive:
                if (
                    member.isdir()
                    or _HIDDEN.search(member.name.removeprefix("./"))
                    or is_sidecar(str(PurePosixPath(member.name)), beside)
                ):
                    archive.members = []  # type: ignore[attr-defined]
                    continue
                file.budget.count(file.source)
                inner = _unsafe(file, member.name)
                if not inner and not member.isreg():
                    where = f"{file.source}:{member.name}"
                    inner = Skipped(where, "unsafe path", f"{where} is a link or device, not a file.")
                if inner:
                    yield inner
                else:
                    stream = archive.extractfile(member)
                    found = read_input(file.inner(member.name, cast("BinaryIO", stream), deeper=1))
                    yield from with_sidecar(
                        found, str(PurePosixPath(member.name)), f"{file.source}:{member.name}", beside
                    )
                archive.members = []  # type: ignore[attr-defined]  # it keeps all that it has seen


class GzipReader:
    """One packed file ('rows.jsonl.gz'), a packed TAR or web archive."""

    name = "gzip"

    def detects(self, file: Input) -> bool:
        """By its signature."""
        return file.head.startswith(_GZIP)

    def read(self, file: Input) -> Found:
        """What the packed file holds. Raises EOFError, gzip.BadGzipFile, zlib.error, ReadingError."""
        if file.is_unpacked:
            raise ReadingError(f"{file.source} is packed more than once: unpack it first.", reason="nested")
        packed = file.stream.seek(0, os.SEEK_END)
        file.stream.seek(0)
        name = PurePath(file.name)
        plain = f"{name.stem}.tar" if name.suffix.lower() == ".tgz" else name.stem
        stream = guarded(gzip.GzipFile(fileobj=file.stream), packed, file.budget, file.source)
        yield from read_input(file.unpacked(plain, stream))


def _refuse_depth(file: Input) -> None:
    if file.depth >= DEEPEST:
        message = f"{file.source} lies in {file.depth} other archives; sayso goes no deeper: unpack it first."
        raise ReadingError(message, reason="nested")


def _unsafe(file: Input, name: str) -> Skipped | None:
    if not _UNSAFE.search(name):
        return None
    where = f"{file.source}:{name}"
    return Skipped(where, "unsafe path", f"{where} points outside its archive: it was not read.")


def _zip_neighbours(archive: zipfile.ZipFile) -> Members:
    left, contents = _MOST_SIDECARS, {}
    for member in archive.infolist():
        fits = member.file_size <= min(LARGEST, left) and member.file_size <= member.compress_size * 200 + 1000
        if fits and member.filename.lower().endswith(".json") and not member.flag_bits & 1:
            try:
                contents[member.filename] = archive.read(member)
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError):
                continue  # it is listed when its turn comes
            left -= member.file_size
    return Members(archive.namelist(), contents)


def _tar_neighbours(file: Input) -> Members:
    """The archive is gone through once for its names: a sidecar may stand behind what it tells about."""
    left, names, contents = _MOST_SIDECARS, [], {}
    try:
        with tarfile.open(fileobj=file.stream, mode="r:") as archive:
            for member in archive:
                name = str(PurePosixPath(member.name))
                names.append(name)
                if member.isreg() and name.lower().endswith(".json") and member.size <= min(LARGEST, left):
                    stream = archive.extractfile(member)
                    contents[name] = stream.read() if stream else b""
                    left -= member.size
                archive.members = []  # type: ignore[attr-defined]  # it keeps all that it has seen
    except (tarfile.TarError, EOFError, OSError, ReadingError):
        pass  # it is listed when it is read
    file.stream.seek(0)
    return Members(names, contents)


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: Input, beside: Members) -> Found:
    where = f"{file.source}:{member.filename}"
    if unsafe := _unsafe(file, member.filename):
        yield unsafe
        return
    try:
        with _open(archive, member, file, where) as stream:
            found = read_input(file.inner(member.filename, stream, deeper=1))
            yield from with_sidecar(found, member.filename, where, beside)
    except ReadingError as error:
        yield Skipped(where, error.reason, str(error))
    except (zipfile.BadZipFile, OSError) as error:  # its own head is not what the list of members says
        yield Skipped(where, "damaged", f"{where} is damaged ({error}).")


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: Input, where: str) -> BinaryIO:
    if member.flag_bits & 1:
        raise ReadingError(f"{where} is locked with a password: unpack it first.", reason="password")
    try:
        packed = cast("zipfile.ZipExtFile", archive.open(member))
    except NotImplementedError as error:
        raise ReadingError(
            f"{where} is packed in a way that cannot be read: pack it anew.", reason="damaged"
        ) from error
    return guarded(packed, member.compress_size, file.budget, where)
