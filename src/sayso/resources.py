"""What an analysis needs besides the document: parser, registry, cues, codebook; and their fingerprint."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.actors import Registry, load_registry
from sayso.attribution import Cues, SecondReader, load_cues
from sayso.claims import Codebook, TakingPart, load_codebook
from sayso.errors import UsageError
from sayso.language import Parser, load_parser
from sayso.settings import SETTINGS_FILE, Settings, load_settings
from sayso.workers import one_thread_for_algebra

if TYPE_CHECKING:
    from sayso.claims.learned import LearnedClaims

T = TypeVar("T")
DATA = Path(__file__).parent / "data"
CODEBOOK, REGISTRY, CUES = "codebook.yaml", "actors.yaml", "cues.yaml"
OWN = (CODEBOOK, REGISTRY, CUES)
"""The data files that a project may have of its own, in place of those that come with sayso."""

_ALLOCATIONS = 5_000
"""After so many new objects memory is looked through; Python's own 700 are less than a sentence makes."""


@dataclass(frozen=True, slots=True)
class Resources:
    """Everything that `analyse` needs besides the document. Equal fingerprints mean equal results."""

    parse: Parser
    registry: Registry
    cues: Cues
    codebook: Codebook
    fingerprint: str
    second_reader: SecondReader | None = None
    taking_part: TakingPart | None = None
    learned_claims: LearnedClaims | None = None


def load_resources(folder: str | Path | None = None) -> Resources:
    """The resources of the project in this folder (or of any with data files like a project's), or sayso's own.

    Raises UsageError where there is no such folder, DataFileError where a data file is faulty, ModelError where the
    language model is not installed or weights cannot be read.
    """
    folder = Path(folder) if folder is not None else None
    if folder and not folder.is_dir():
        raise UsageError(f"There is no folder {folder} to take codebook, actors and settings from.")
    settings = read_settings(folder)
    codebook, registry = project_codebook(folder), project_registry(folder)
    cues = load_cues(_data_file(folder, CUES))
    with one_thread_for_algebra():
        parse = load_parser(settings.language.model)
    second_reader = _second_reader(settings.attribution.engine)
    learned_claims = _learned_claims(settings.claims.engine)
    return Resources(parse, registry, cues, codebook, fingerprint(folder), second_reader, TakingPart(), learned_claims)


def collect_less() -> None:
    """Has Python look for memory to free less often, and not among what is there now: for a process that only analyses.

    By default it looks through all that was loaded again and again, which takes a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


def _second_reader(engine: str) -> SecondReader | None:
    if engine == "rules":
        return None
    from sayso.attribution.learned import Learned

    return Learned()


def _learned_claims(engine: str) -> LearnedClaims | None:
    if engine == "frames":
        return None
    from sayso.claims.learned import LearnedClaims

    return LearnedClaims()


def read_settings(folder: Path | None) -> Settings:
    """The settings of the project in this folder; the defaults where there is none. Raises DataFileError."""
    return load_settings(folder / SETTINGS_FILE) if folder and (folder / SETTINGS_FILE).exists() else Settings()


def project_registry(folder: Path | None) -> Registry:
    """The registry of the project in this folder, or the one that comes with sayso. Raises DataFileError."""
    return _read_once(load_registry, folder, REGISTRY)


def project_codebook(folder: Path | None) -> Codebook:
    """The codebook of the project in this folder, or the one that comes with sayso. Raises DataFileError."""
    return _read_once(load_codebook, folder, CODEBOOK)


def fingerprint(folder: Path | None = None) -> str:
    """SHA-256 (hexadecimal) over all that results depend on besides the document.

    That is the version of sayso, names and versions of the parser, its model and what runs the tagger, the engines of
    attribution and of claims, and the bytes of every data file: sayso's, which a project's own may extend, and the
    project's.
    """
    settings = read_settings(folder)
    engines = f"attribution.engine {settings.attribution.engine}\nclaims.engine {settings.claims.engine}\n"
    hashed = hashlib.sha256(engines.encode())
    for name in ("sayso", "spacy", "onnxruntime", "tokenizers", settings.language.model):
        hashed.update(f"{name} {_version(name)}\n".encode())
    for name in _data_names():
        for path in dict.fromkeys((DATA / name, _data_file(folder, name))):
            content = path.read_bytes()
            hashed.update(f"{name} {len(content)}\n".encode() + content)
    return hashed.hexdigest()


def own_files(folder: Path | None = None) -> dict[str, str]:
    """The SHA-256 (hexadecimal) of each data file that a project may have of its own, by name: of the one in use."""
    return {name: hashlib.sha256(_data_file(folder, name).read_bytes()).hexdigest() for name in OWN}


def _read_once(load: Callable[[Path], T], folder: Path | None, name: str) -> T:
    """What a data file holds; it is read again only where it, or the shipped one that it may extend, has changed."""
    path = _data_file(folder, name)
    try:
        contents = tuple(file.read_bytes() for file in dict.fromkeys((path, DATA / name)))
    except OSError:
        return load(path)  # which says what is wrong
    kept: T = _kept(load, path, contents)
    return kept


@lru_cache(maxsize=2)
def _kept(load: Callable[[Path], Any], path: Path, _contents: tuple[bytes, ...]) -> Any:  # noqa: ANN401
    return load(path)


def _data_file(folder: Path | None, name: str) -> Path:
    own = folder / name if folder and name in OWN else None
    return own if own and own.exists() else DATA / name


def _data_names() -> list[str]:
    """The data files that come with sayso, but for the settings, whose values enter by themselves, and the notes."""
    files = (path.relative_to(DATA) for path in DATA.rglob("*") if path.is_file())
    return sorted(f.as_posix() for f in files if f.suffix != ".md" and f.name != SETTINGS_FILE)


def _version(distribution: str) -> str:
    """The version of an installed package; of a model in a folder of its own, what that says of itself."""
    if (meta := Path(distribution) / "meta.json").is_file():
        return meta.read_text(encoding="utf-8")
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "unknown"
