"""The formats in which `sayso import` reads coding by hand. Their modules are loaded when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from sayso.coding.marks import Coded, Fault
from sayso.errors import UsageError


class Reader(NamedTuple):
    """A format: what it is made of, and the module and function that read it."""

    what: str
    reader: str

    def read(self, path: Path) -> Iterator[Coded | Fault]:
        """The documents, and what had to be left out. Raises UsageError where there is nothing to read."""
        module, _, function = self.reader.partition(":")
        reader = getattr(import_module(f"sayso.importing.{module}"), function)
        return cast("Callable[[Path], Iterator[Coded | Fault]]", reader)(path)


READERS: dict[str, Reader] = {
    "gold": Reader("rows of the file format: a .jsonl, a .json, or a folder of them", "gold:read_gold"),
    "brat": Reader("a folder with NAME.txt and NAME.ann", "brat:read_brat"),
    "inception": Reader("UIMA CAS XMI: an .xmi, a .zip, or a folder of them", "inception:read_inception"),
    "label-studio": Reader("Label Studio's JSON export, or a folder of them", "label_studio:read_label_studio"),
    "dna": Reader("a database of Discourse Network Analyzer 3", "formats:read_dna_coding"),
}
"""By the name that `sayso import` knows them by."""


def read_coding(name: str, path: Path) -> Iterator[Coded | Fault]:
    """What is coded in a file or folder. Raises UsageError where there is no such format, or nothing to read."""
    if name not in READERS:
        raise UsageError(f"There is no format '{name}'. Known are {', '.join(READERS)}.")
    return READERS[name].read(path)


def read_dna_coding(path: Path) -> Iterator[Coded | Fault]:
    """The statements of each coder of a DNA database as a coding of its own."""
    from sayso.importing.dna import read_dna_by_coder

    return (Coded(row=row, coder=coder) for coder, row in read_dna_by_coder(path))
