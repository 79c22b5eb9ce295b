"""Reads the YAML and TOML files that users edit into typed values, with errors that say where the fault is."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec
import yaml

from sayso.errors import DataFileError

T = TypeVar("T")
Key: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a file: keys of mappings and numbers (from 0) of list items."""

_BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BaseLoader):  # type: ignore[misc]
    """YAML in which only `true` and `false` are truth values, as YAML 1.2 has it: 'on' and 'no' stay words."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's name and way
        first: [(tag, pattern) for tag, pattern in resolvers if first in "tTfF" or not tag.endswith(":bool")]
        for first, resolvers in _BaseLoader.yaml_implicit_resolvers.items()
    }


def read_data(path: Path, shape: type[T]) -> T:
    """The content of a `.yaml` or `.toml` file as a value of `shape` (a msgspec Struct or a container of them).

    Raises DataFileError with the key and line of the fault, and for an unknown key the nearest known one.
    """
    return shaped(path, read_raw(path), shape)


def read_raw(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The content of a `.yaml` or `.toml` file as it stands there. Raises DataFileError where it is neither."""
    return _parse(path, _text(path))


def shaped(path: Path, raw: Any, shape: type[T]) -> T:  # noqa: ANN401
    """What `read_raw` gave for the file, as a value of `shape`. Raises DataFileError as `read_data` does."""
    try:
        return msgspec.convert(raw, shape, strict=True)
    except msgspec.ValidationError as error:
        raise _invalid(path, _text(path), raw, str(error), shape) from error


def fault(path: Path, key: Sequence[str | int], message: str) -> DataFileError:
    """The error for a value that has the right shape but cannot be meant so; `message` goes on after the key's name.

    `key` is the way to the value, as in ('relations', 'supports', 'frames', 2).
    """
    return _at(path, _text(path), tuple(key), f"{_dotted(tuple(key))} {message}")


def lines_of(path: Path, keys: Sequence[Key]) -> list[int | None]:
    """The line (from 1) of each value of a `.yaml` file, or the nearest that there is on the way to it."""
    root = yaml.compose(_text(path), Loader=_Loader)
    return [_line_below(root, key) for key in keys]


def repeated_keys(path: Path) -> list[Key]:
    """The keys that stand twice in one mapping of a `.yaml` file. YAML takes the last of them without a word."""
    found: list[Key] = []
    todo: list[tuple[Key, Any]] = [((), yaml.compose(_text(path), Loader=_Loader))]
    while todo:
        key, node = todo.pop()
        if isinstance(node, yaml.MappingNode):
            counted = Counter(name.value for name, _ in node.value)
            found += [(*key, name) for name, times in counted.items() if times > 1]
            todo += [((*key, name.value), value) for name, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            todo += [((*key, number), value) for number, value in enumerate(node.value)]
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DataFileError(f"{path}: there is no such file.", path=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise DataFileError(f"{path} cannot be read: {reason}.", path=str(path)) from error


def _parse(path: Path, text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return tomllib.loads(text) if path.suffix == ".toml" else yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, tomllib.TOMLDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        told = re.search(r"at line (\d+)", str(error))
        line = mark.line + 1 if mark else int(told[1]) if told else None
        what = getattr(error, "problem", None) or str(error)
        where = f"{path}, line {line}" if line else str(path)
        message = f"{where}: not valid {path.suffix[1:].upper()}: {what}"
        raise DataFileError(message, path=str(path), line=line) from error


def _at(path: Path, text: str, key: Key, message: str) -> DataFileError:
    line = (_toml_line if path.suffix == ".toml" else _yaml_line)(text, key)
    where = f"{path}, line {line}" if line else str(path)
    return DataFileError(f"{where}: {message}", path=str(path), key=_dotted(key), line=line)


def _invalid(path: Path, text: str, raw: Any, message: str, shape: Any) -> DataFileError:  # noqa: ANN401
    """The error for what msgspec says; its message ends in the place, 'Expected `int`, got `str` - at `$.a[0].b`'."""
    what, _, place = message.partition(" - at ")
    key = _pin_down(raw, shape, _steps(place), message)
    unknown = re.search(r"unknown field `(.*)`", what)
    if not unknown:
        return _at(path, text, key, f"{_dotted(key) or 'the file'}: {what.replace('`', chr(39))}.")
    near = difflib.get_close_matches(unknown[1], sorted(_known_fields(shape)), n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    inside = f" in {_dotted(key)}" if key else ""
    return _at(path, text, (*key, unknown[1]), f"unknown key '{unknown[1]}'{inside}.{hint}")


def _steps(place: str) -> list[str | int]:
    """'`$.a[0].b[...]`' as ['a', 0, 'b', '...']; '...' stands for some key of a mapping."""
    inner = place.rpartition("`$")[2].rstrip("`")
    found = re.findall(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]", inner)
    return [name or (int(item) if item.isdigit() else item) for name, item in found]


def _pin_down(raw: Any, shape: Any, steps: list[str | int], message: str) -> Key:  # noqa: ANN401
    """The steps with each '...' replaced by the key at fault: the one that alone gives the same message."""
    key: Key = ()
    for step in steps:
        key = (*key, _guilty(raw, shape, key, message) if step == "..." else step)
    return key


def _guilty(raw: Any, shape: Any, key: Key, message: str) -> str | int:  # noqa: ANN401
    mapping = raw
    for step in key:
        mapping = mapping[step]
    for name, value in mapping.items():
        try:
            msgspec.convert(_with(raw, key, {name: value}), shape, strict=True)
        except msgspec.ValidationError as error:
            if str(error) == message:
                return name if isinstance(name, int) else str(name)
    return "..."


def _with(raw: Any, key: Key, value: Any) -> Any:  # noqa: ANN401
    """A copy of `raw` in which `value` stands at `key`; what is not on the way is shared."""
    if not key:
        return value
    copy = raw.copy()
    copy[key[0]] = _with(raw[key[0]], key[1:], value)
    return copy


def _dotted(key: Key) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in key).lstrip(".")


def _yaml_line(text: str, key: Key) -> int | None:
    """The line (from 1) on which the value's key or item begins, or the nearest that there is on the way to it."""
    return _line_below(yaml.compose(text, Loader=_Loader), key)


def _line_below(node: Any, key: Key) -> int | None:  # noqa: ANN401
    line = None
    for step in key:
        child = _yaml_child(node, step)
        if child is None:
            break
        mark, node = child
        line = mark.line + 1
    return line


def _yaml_child(node: Any, step: str | int) -> tuple[Any, Any] | None:  # noqa: ANN401 - PyYAML ships no types
    if isinstance(node, yaml.MappingNode):
        return next(((k.start_mark, v) for k, v in node.value if k.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None


def _toml_line(text: str, key: Key) -> int | None:
    """As `_yaml_line`, for tables and keys written on a line of their own; items of arrays are not told apart."""
    names = tuple(str(step) for step in key if isinstance(step, str))
    best, line = 0, None
    for number, here in _toml_keys(text):
        if names[: len(here)] == here and len(here) > best:
            best, line = len(here), number
    return line


def _toml_keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?([^\[\]]+)\]", line):
            table = tuple(part.strip(" \"'") for part in header[1].split("."))
            yield number, table
        elif entry := re.match(r"\s*([\w.\-\"' ]+?)\s*=", line):
            yield number, (*table, *(part.strip(" \"'") for part in entry[1].split(".")))


def _known_fields(shape: Any, seen: frozenset[Any] = frozenset()) -> set[str]:  # noqa: ANN401 - any annotation
    if shape in seen:
        return set()
    seen |= {shape}
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        fields = msgspec.structs.fields(shape)
        return {f.encode_name for f in fields}.union(*(_known_fields(f.type, seen) for f in fields))
    return set().union(*(_known_fields(a, seen) for a in getattr(shape, "__args__", ())))
