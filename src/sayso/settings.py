"""The settings of a project, as sayso.toml gives them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from sayso.datafiles import fault, read_data
from sayso.language.engine import DEFAULT_MODEL
from sayso.reading.options import ReadingOptions

SETTINGS_FILE = "sayso.toml"
URL = "postgresql://"
_HEADING = "[storage]"


class ProjectSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[project]: what it is called in lists and exports; empty means the name of the folder."""

    name: str = ""


class StorageSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[storage]: the URL of the PostgreSQL database that a team shares; empty means a file beside the settings."""

    url: str = ""


class LanguageSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[language]: the installed spaCy model that parses the text."""

    model: str = DEFAULT_MODEL


class AttributionSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[attribution]: who finds what is said by whom: the trained tagger together with the rules, or the rules alone."""

    engine: Literal["learned", "rules"] = "learned"


class RunSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[run]: in how many processes documents are analysed; 0 means one for each processor core."""

    processes: Annotated[int, msgspec.Meta(ge=0, le=1024)] = 1


class ClaimSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[claims]: who finds claims, and which are shown.

    `engine`: the codebook's frames together with a trained reader, or the frames alone. Claims with less than
    `min_confidence` (0 to 1) are stored, but left out of lists unless asked for.
    """

    engine: Literal["learned", "frames"] = "learned"
    min_confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of sayso.toml; every part has a default."""

    project: ProjectSettings = ProjectSettings()
    storage: StorageSettings = StorageSettings()
    reading: ReadingOptions = ReadingOptions()
    language: LanguageSettings = LanguageSettings()
    attribution: AttributionSettings = AttributionSettings()
    run: RunSettings = RunSettings()
    claims: ClaimSettings = ClaimSettings()


def load_settings(path: Path) -> Settings:
    """The settings in this file.

    Raises DataFileError, with key and line, for what is unknown or malformed.
    """
    settings = read_data(path, Settings)
    if settings.storage.url and not is_url(settings.storage.url):
        raise fault(path, ("storage", "url"), f"must be empty or begin with {URL}")
    if settings.reading.file_names:
        _check_file_names(path, settings.reading.file_names)
    return settings


def is_url(where: str) -> bool:
    """Whether this names a database on a server, and not a file or folder."""
    return where.startswith(URL)


def with_storage(path: Path, url: str) -> str:
    """The words of a settings file with another `url` under [storage]; all else, comments too, stays as it is.

    Raises DataFileError where the file says it in a way that cannot be changed so.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if _HEADING not in lines:
        lines += ["", _HEADING]
    place = lines.index(_HEADING) + 1
    key = next((n for n in range(place, len(lines)) if lines[n].startswith(("url", "["))), len(lines))
    if key < len(lines) and lines[key].startswith("url"):
        del lines[key]
        place = key
    text = "\n".join([*lines[:place], f"url = {json.dumps(url)}", *lines[place:], ""])
    if not _says(text, url):
        raise fault(path, ("storage", "url"), "cannot be changed here; write it as a line of its own under [storage]")
    return text


def _says(text: str, url: str) -> bool:
    try:
        return bool(tomllib.loads(text)["storage"] == {"url": url})
    except tomllib.TOMLDecodeError:
        return False


def _check_file_names(path: Path, pattern: str) -> None:
    from sayso.reading.given import FileNames

    try:
        FileNames(pattern)
    except ValueError as error:
        raise fault(path, ("reading", "file_names"), str(error)) from error
