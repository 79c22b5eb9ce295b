"""What is wrong in a codebook, all of it at once, and what in it will never show anything or is likely a slip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from sayso.claims import codebook_lint
from sayso.claims.codebook import SHIPPED, CodebookFile, compiled
from sayso.datafiles import Key, lines_of, read_raw, repeated_keys, shaped
from sayso.errors import DataFileError
from sayso.language import Dictionary

Kind = Literal["fault", "repeated_key"] | codebook_lint.Kind

_NO_FRAME = {"verbs": [codebook_lint.NOTHING], "roles": ["subj > obj"]}
_NO_RELATION = {
    "wording": "{subject} {object}",
    "inverse_wording": "{subject} {object}",
    "denied_wording": "{subject} {object}",
    "valence": "0",
    "inverse": codebook_lint.NOTHING,
}


class Finding(msgspec.Struct, frozen=True):
    """One thing to look at: the dotted key, its line (from 1) where known, and a sentence for the user.

    A 'fault' keeps the codebook from being loaded; everything else does not.
    """

    kind: Kind
    key: str
    line: int | None
    says: str


def check_file(path: Path | None = None, dictionary: Dictionary | None = None) -> list[Finding]:
    """Everything to tell about a codebook file (None: the shipped one), faults first, then in the order of the file.

    Words are compared with what the parser gives where there is a `dictionary`. Raises DataFileError where the file
    is no YAML or no codebook at all.
    """
    path = path or SHIPPED
    file, faults = _without_faults(path)
    hints = [*codebook_lint.hints(path, file, dictionary), *_repeated(path), *_uncoded(path, file)]
    lines = lines_of(path, [hint.key for hint in hints])
    placed = zip(lines, hints, strict=True)
    found = [Finding(hint.kind, _dotted(hint.key), line, hint.says) for line, hint in placed]
    return faults + sorted(found, key=lambda f: (f.line or 0, f.kind, f.says))


def _repeated(path: Path) -> Iterator[codebook_lint.Hint]:
    for key in repeated_keys(path):
        says = f"'{key[-1]}' stands here twice; only the last of them counts."
        yield codebook_lint.Hint("repeated_key", key, says)


def _uncoded(path: Path, file: CodebookFile) -> Iterator[codebook_lint.Hint]:
    """Relations without the key of a scheme that others of the file have; an empty list says that none fits."""
    written = read_raw(path)["relations"]
    for scheme in ("plover", "cameo"):
        if any(getattr(relation, scheme) for relation in file.relations.values()):
            for name in file.relations:
                if isinstance(written[name], dict) and scheme not in written[name]:
                    says = f"'{name}' has no {scheme.upper()} code. Where none fits, write {scheme}: []."
                    yield codebook_lint.Hint("codes", ("relations", name), says)


def _without_faults(path: Path) -> tuple[CodebookFile, list[Finding]]:
    """What the file holds, with something harmless in place of each part that is faulty; and the faults.

    A loader stops at the first fault. Here that part is replaced and the loader asked again, until it has no more to
    say: at most one fault of a frame or of the head of a relation is told at a time.
    """
    raw, faults = read_raw(path), list[Finding]()
    while True:
        try:
            file = shaped(path, raw, CodebookFile)
            compiled(path, file)
        except DataFileError as error:
            if not (isinstance(raw, dict) and _replaced(raw, error.key)):
                raise
            faults.append(Finding("fault", error.key, error.line, _without_place(error)))
        else:
            return file, sorted(faults, key=lambda f: f.line or 0)


def _replaced(raw: dict[str, Any], key: str) -> bool:
    """Puts something harmless in place of the innermost frame, relation or section of the key, where there is one."""
    first, _, rest = key.partition(".")
    section = raw.get(first)
    if not isinstance(section, dict):
        return False
    if first != "relations":
        raw[first] = read_raw(SHIPPED)[first]
        return bool(section != raw[first])
    name, _, inside = rest.partition(".")
    if name not in section:
        return False
    relation = section[name]
    frames = relation.get("frames") if isinstance(relation, dict) else None
    number = inside.removeprefix("frames[").partition("]")[0]
    if inside.startswith("frames[") and isinstance(frames, list) and frames[int(number)] != _NO_FRAME:
        frames[int(number)] = _NO_FRAME
        return True
    headless = {**_NO_RELATION, "frames": frames}
    section[name] = headless if isinstance(frames, list) and relation != headless else _NO_RELATION
    return bool(section[name] != relation)


def _without_place(error: DataFileError) -> str:
    """The message without file and line, which a finding tells by itself."""
    place = f"{error.path}, line {error.line}: " if error.line else f"{error.path}: "
    return str(error).removeprefix(place)


def _dotted(key: Key) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in key).lstrip(".")
