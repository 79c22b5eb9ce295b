"""The errors that sayso raises on purpose.

SaysoError                 anything a user can mend; `str(error)` says what happened, where, and what to do
├── UsageError             a command or call that cannot mean anything (exit code 2)
├── DataFileError          codebook.yaml, actors.yaml, sayso.toml ... does not hold what it must
├── ReadingError           one input (file, row) cannot be read: it is skipped and listed, the run goes on
├── AnalysisError          one document could not be analysed: it is listed, the run goes on
├── ProjectError           no project here, a newer schema, a locked or damaged database
│   └── NotAllowedError    the database is there, but whoever asks may not do that in it
└── ModelError             a language model that is named but not installed
"""

from __future__ import annotations


class SaysoError(Exception):
    """Base of all errors that sayso raises on purpose. The message is meant for the user."""


class UsageError(SaysoError):
    """A command line or call that cannot mean anything."""


class DataFileError(SaysoError):
    """A data file (codebook, registry, settings) is malformed.

    `path` is the file, `key` the dotted path of the fault inside it, `line` its line (from 1) where known.
    """

    def __init__(self, message: str, *, path: str = "", key: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.path, self.key, self.line = path, key, line


class ReadingError(SaysoError):
    """An input that cannot be read; `reason` is a short machine-readable word such as 'empty' or 'binary'."""

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class AnalysisError(SaysoError):
    """A document whose analysis failed; the cause is chained."""


class ProjectError(SaysoError):
    """The project folder or its database cannot be used as asked."""


class NotAllowedError(ProjectError):
    """Whoever asks may not do that in the project's database; the message says who may."""


class ModelError(SaysoError):
    """A language model is named but cannot be loaded."""
