"""When two names, or two actors, count as the same: case, articles, possessives and punctuation do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_DOTTED_CAPITALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_POSSESSIVE = re.compile(r"'s\b|'(?=\s|$)")
_LEADING = re.compile(r"^(the|a|an|our|its|their|his|her)\s+")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """One spelling for a name: 'The U.S.' and 'US' become 'u_s', so that they differ from the pronoun 'us'."""
    decomposed = unicodedata.normalize("NFKD", name)
    name = "".join(c for c in decomposed if not unicodedata.combining(c))
    name = re.sub("[\u2018\u2019]", "'", name)
    name = _DOTTED_CAPITALS.sub(lambda m: m[0].replace(".", ""), name)
    name = re.sub(r"\bUS\b", "U_S", name)
    name = _POSSESSIVE.sub("", name).casefold()
    name = re.sub(r"[^\w\s]", " ", name)
    return _LEADING.sub("", " ".join(name.split()))


def folded_names(row: Mapping[str, Any]) -> dict[str, set[str]]:
    """Actor key -> its folded names, the key among them. An actor is a list of names or `{"names": [...]}`."""
    names: dict[str, set[str]] = {}
    for key, actor in row.get("actors", {}).items():
        given = actor.get("names", []) if isinstance(actor, Mapping) else actor
        names[key] = {fold(name) for name in (key, *given)} - {""}
    return names


class ActorMap:
    """Renames a row's actors and holders to the gold row's actors with which they share most names."""

    def __init__(self, gold: Mapping[str, Any], row: Mapping[str, Any]) -> None:
        self._gold = folded_names(gold)
        self._row = folded_names(row)

    def __call__(self, key: str) -> str:
        """The gold key; '?' and the folded name where gold has no such actor."""
        names = self._row.get(key, {fold(key)})
        best = max(self._gold, key=lambda g: (len(self._gold[g] & names), fold(g) in names), default=None)
        return best if best is not None and self._gold[best] & names else "?" + fold(key)
