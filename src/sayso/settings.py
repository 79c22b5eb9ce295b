"""The settings of a project, as sayso.toml gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from sayso.datafiles import fault, read_data
from sayso.language.engine import DEFAULT_MODEL
from sayso.reading.options import ReadingOptions

SETTINGS_FILE = "sayso.toml"


class ProjectSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[project]: what it is called in lists and exports; empty means the name of the folder."""

    name: str = ""


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
    if settings.reading.file_names:
        _check_file_names(path, settings.reading.file_names)
    return settings


def _check_file_names(path: Path, pattern: str) -> None:
    from sayso.reading.given import FileNames

    try:
        FileNames(pattern)
    except ValueError as error:
        raise fault(path, ("reading", "file_names"), str(error)) from error
