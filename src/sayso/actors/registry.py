"""The registry: the actors that a project knows, as data, and the search for their names in a text.

`actors.yaml` lists states (their formal names come from pycountry) and all other actors. Names are found longest first
at word boundaries; a word that is written with a capital in the registry must have one in the text, and a name in
capitals ('US', 'WHO') is found in capitals alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sayso.actors.folding import fold, plain, plain_same_length
from sayso.actors.nominals import Roles, load_roles
from sayso.actors.registry_check import Finding, clashes, faults, same_names
from sayso.actors.registry_file import Contents, Entry, Known, read_contents
from sayso.errors import DataFileError

__all__ = ["Entry", "Known", "Match", "Registry", "check_file", "check_registry", "load_registry"]

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"[ \-\u2010-\u2014.'’/&,]{1,3}")
_SENTENCE_END = re.compile(r"(?:^|[.!?:\n])[\s\"'“”‘’(\[]*$")
_OFTEN_SMALL = frozenset(["state", "armed_group", "people", "alliance"])
_END = ""
"""The key under which a node of the search tree keeps the names that end there."""


class Match(NamedTuple):
    """A name of the registry in a text, at these character offsets."""

    start: int
    end: int
    known: Known


class _Found(NamedTuple):
    """A place in a text and all that its name may mean: several only where all of them are ambiguous."""

    start: int
    end: int
    known: list[Known]


@dataclass(slots=True)
class Registry:
    """Entries by id, and their names ready for search; with them the nouns that name actors by role."""

    contents: Contents
    roles: Roles
    _tree: dict[str, Any] = field(init=False, default_factory=dict)
    _folded: dict[str, list[Known]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for known in self.contents.known:
            words = _WORD.findall(plain(known.spelling).lower())
            node = self._tree
            for word in words:
                node = node.setdefault(word, {})
            node.setdefault(_END, []).append(known)
            self._folded[fold(known.spelling)].append(known)

    @property
    def entries(self) -> dict[str, Entry]:
        """The actors by id."""
        return self.contents.entries

    def lookup(self, name: str) -> Known | None:
        """What the registry knows under this name, whatever its case; None for nothing, or for several actors."""
        return next((k for k in self._folded.get(fold(name), ()) if not k.ambiguous), None)

    def find(self, text: str) -> Iterator[Match]:
        """The names of the registry in a text, in order, longest first, without overlap.

        An ambiguous name means the one of its actors of which, or of whose parents, the text speaks by another name;
        where that is none or several, it is left out.
        """
        found = list(self._find(text))
        sure = {known.entry.id for _, _, (known, *_) in found if not known.ambiguous}
        for start, end, meanings in found:
            if not meanings[0].ambiguous:
                yield Match(start, end, meanings[0])
            elif (meant := _meant(meanings, sure)) is not None:
                yield Match(start, end, meant)

    def _find(self, text: str) -> Iterator[_Found]:
        flat = plain_same_length(text)
        words = [(m.start(), m.end(), m[0].lower()) for m in _WORD.finditer(flat)]
        at = 0
        while at < len(words):
            if words[at][2] in self._tree and (hit := self._longest(flat, words, at)):
                match, at = hit
                yield match
            else:
                at += 1

    def _longest(self, text: str, words: list[tuple[int, int, str]], at: int) -> tuple[_Found, int] | None:
        node, i, best = self._tree, at, None
        while i < len(words) and words[i][2] in node:
            if i > at and not _GAP.fullmatch(text, words[i - 1][1], words[i][0]):
                break
            node = node[words[i][2]]
            i += 1
            start, end = words[at][0], words[i - 1][1]
            known = [k for k in node.get(_END, ()) if self._is_written_so(k, text, start, end)]
            if known:
                clear = [k for k in known if not k.ambiguous]
                best = _Found(start, end, clear[:1] or known), i
        return best

    def _is_written_so(self, known: Known, text: str, start: int, end: int) -> bool:
        found = text[start:end]
        if known.ordinary and _SENTENCE_END.search(text, max(0, start - 4), start):
            return False
        return _same_case(known.spelling, found) or (found.islower() and self._may_be_small(known))

    def _may_be_small(self, known: Known) -> bool:
        """May it stand in small letters? Readers write 'pakistan' and 'isis', but 'turkey' is a bird."""
        word = known.spelling.lower()
        plainly_named = known.entry.type in _OFTEN_SMALL and known.form != "capital" and not known.ordinary
        return plainly_named and len(word) > 3 and word.isalpha() and word not in self.contents.capital_only


def _meant(meanings: list[Known], sure: Collection[str]) -> Known | None:
    """The one meaning of an ambiguous name that the other names of the text allow; None for none or several."""
    itself = [known for known in meanings if known.entry.id in sure]
    near = itself or [k for k in meanings if any(other in sure for _, other in k.entry.related())]
    return near[0] if len(near) == 1 else None


def _same_case(spelling: str, found: str) -> bool:
    """Has `found` the capitals that `spelling` has? 'PAKISTAN' is 'Pakistan', but 'who' is not 'WHO'."""
    for ours, theirs in zip(_WORD.findall(plain(spelling)), _WORD.findall(found), strict=True):
        if ours.isupper() and len(ours) > 1 and not theirs.isupper():
            return False
        if ours[0].isupper() and not theirs[0].isupper():
            return False
    return True


def load_registry(path: Path | None = None) -> Registry:
    """The registry of a project, or the one that comes with sayso.

    Raises DataFileError where the file does not hold what it must, an id stands twice, an entry names an id that is
    not there, `part_of` goes in a circle, or a time ends before it begins.
    """
    contents = read_contents(path)
    for fault in faults(contents):
        raise DataFileError(f"{contents.path}: {fault.says}", path=str(contents.path), key=fault.key)
    return Registry(contents, load_roles())


def check_file(path: Path | None = None) -> list[Finding]:
    """All faults and clashes of a registry file, by default the shipped one. Raises DataFileError as read_contents."""
    contents = read_contents(path)
    return [*faults(contents), *clashes(contents)]


def check_registry(registry: Registry) -> list[str]:
    """The names under which a registry knows two actors, a sentence for each."""
    return [finding.says for finding in same_names(registry.contents.known)]
