"""Reads the YAML and TOML files that users edit into typed values, with errors that say where the fault is."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from sayso.errors import DataFileError

T = TypeVar("T")


def read_data(path: Path, shape: type[T]) -> T:
    """The content of a `.yaml` or `.toml` file as a value of `shape` (a msgspec Struct or a container of them).

    Raises DataFileError, with file, key or line, and for an unknown key the nearest known one.
    """
    try:
        raw = _parse(path)
    except FileNotFoundError as error:
        raise DataFileError(f"{path}: there is no such file.", path=str(path)) from error
    try:
        return msgspec.convert(raw, shape, strict=True)
    except msgspec.ValidationError as error:
        raise _fault(path, str(error), shape) from error


def _parse(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    text = path.read_text(encoding="utf-8")
    try:
        if path.suffix == ".toml":
            return tomllib.loads(text)
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, tomllib.TOMLDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        where = f"{path}, line {line}" if line else str(path)
        raise DataFileError(f"{where}: {error}", path=str(path), line=line) from error


def _fault(path: Path, message: str, shape: type[Any]) -> DataFileError:
    key = match[1] if (match := re.search(r"at `\$\.?(.*?)`", message)) else ""
    unknown = re.search(r"unknown field `(.*?)`", message)
    if unknown:
        near = difflib.get_close_matches(unknown[1], sorted(_known_fields(shape)), n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        message = f"unknown key '{unknown[1]}'{f' in {key}' if key else ''}.{hint}"
        key = f"{key}.{unknown[1]}" if key else unknown[1]
    return DataFileError(f"{path}: {message}", path=str(path), key=key)


def _known_fields(shape: Any, seen: frozenset[Any] = frozenset()) -> set[str]:  # noqa: ANN401 - any annotation
    if shape in seen:
        return set()
    seen |= {shape}
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        fields = msgspec.structs.fields(shape)
        return {f.encode_name for f in fields}.union(*(_known_fields(f.type, seen) for f in fields))
    return set().union(*(_known_fields(a, seen) for a in getattr(shape, "__args__", ())))
