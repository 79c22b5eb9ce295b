"""From what an address or form holds to what a view is asked with, and back to an address."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from msgspec import inspect

from sayso.workbench.errors import BadParameterError, Fault

Asked = TypeVar("Asked", bound=msgspec.Struct)

Day: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
        description="a day, month or year, such as 2024-02-19, 2024-02 or 2024",
    ),
]
"""An ISO date, cut as short as you like."""
Name: TypeAlias = Annotated[str, msgspec.Meta(max_length=200, description="a name of at most 200 characters")]
"""What a person types for an actor, or to search for."""
Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


def read(kind: type[Asked], given: Iterable[tuple[str, str]], path: Mapping[str, str] | None = None) -> Asked:
    """What is asked, from names and values; empty values count as not given, and of equal names the last one counts.

    Raises BadParameterError with everything that is wrong.
    """
    fields = {field.encode_name: field for field in _fields(kind)}
    words = {name: value.strip() for name, value in given if value.strip()} | dict(path or {})
    values: dict[str, Any] = {}
    faults = []
    for name, value in words.items():
        if name not in fields:
            faults.append(Fault(name, value, _unknown(name, list(fields))))
            continue
        try:
            values[name] = msgspec.convert(value, fields[name].type, strict=False)
        except msgspec.ValidationError:
            problem = f"'{value}' is not {expected(fields[name].type, value)}"
            faults.append(Fault(name, value, problem if problem.endswith("?") else f"{problem}."))
    faults += [Fault(n, "", f"'{n}' is missing.") for n, field in fields.items() if field.required and n not in words]
    if faults:
        raise BadParameterError(faults)
    return msgspec.convert(values, kind)


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def expected(kind: object, value: str = "") -> str:
    """What a value of this type is, in words; of a choice, with the nearest to what was given."""
    info = inspect.type_info(kind)
    described = info.extra_json_schema or {} if isinstance(info, inspect.Metadata) else {}
    if "description" in described:
        return str(described["description"])
    info = info.type if isinstance(info, inspect.Metadata) else info
    if isinstance(info, inspect.UnionType):
        return _expected(next(one for one in info.types if not isinstance(one, inspect.NoneType)), value)
    return _expected(info, value)


def _expected(info: inspect.Type, value: str) -> str:
    if isinstance(info, inspect.Metadata):
        return str((info.extra_json_schema or {}).get("description") or _expected(info.type, value))
    if isinstance(info, inspect.LiteralType):
        choices = [str(one) for one in info.values]
        near = difflib.get_close_matches(value, choices, n=1)
        return f"one of {', '.join(choices)}" + (f"; did you mean {near[0]}?" if near else "")
    if isinstance(info, inspect.IntType | inspect.FloatType):
        noun = "a whole number" if isinstance(info, inspect.IntType) else "a number"
        return f"{noun} from {info.ge} to {info.le:,}" if info.ge is not None and info.le is not None else noun
    return "1 (for yes) or 0 (for no)" if isinstance(info, inspect.BoolType) else "as it should be"


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}." if known else "It takes none."
    return f"This page knows no '{name}'. {hint}"


def address(path: str, asked: msgspec.Struct | None = None, **changes: object) -> str:
    """The address that asks the same, with these changes; parameters at their defaults are left out.

    `path` is a view's: what stands in braces is filled in.
    """
    query: dict[str, Any] = {}
    for field in _fields(type(asked)) if asked is not None else ():
        value = changes.pop(field.name, getattr(asked, field.name))
        braces = next((b for b in (f"{{{field.encode_name}}}", f"{{{field.encode_name}:path}}") if b in path), None)
        if braces:
            path = path.replace(braces, quote(str(value), safe=""))
        elif value is not None and value != field.default:
            query[field.encode_name] = int(value) if isinstance(value, bool) else value
    query |= {name: value for name, value in changes.items() if value is not None}
    return f"{path}?{urlencode(query)}" if query else path
