"""Adjectives of countries that no registry knows: 'Sarlandian troops' are Sarland's, where the text names Sarland."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.actors.names import Name
from sayso.actors.nominals import Roles
from sayso.language import Parsed, Token

_SHORTEST = 4
"""Stems of fewer letters are alike by chance."""


def name_adjectives(parsed: Parsed, names: Iterable[Name], roles: Roles) -> Iterator[Name]:
    """The adjectives of the document made from its unknown names of places, as forms of those names."""
    names = list(names)
    taken = {t.index: name for name in names for t in name.tokens}
    bases: dict[str, list[Name]] = {}
    for name in names:
        if name.known is None and name.type in ("place", "organisation"):
            for stem in _stems(name.tokens[-1].text, roles.lists.country_endings):
                bases.setdefault(stem, []).append(name)
    for token in parsed.tokens:
        old = taken.get(token.index)
        if not _qualifies(token) or (old is not None and (old.known or len(old.tokens) > 1)):
            continue
        for stem in _stems(token.text, roles.lists.adjective_endings):
            base = next((b for b in bases.get(stem, ()) if b.tokens[-1].lower != token.lower), None)
            if base is not None:
                yield Name([token], "place", form_of=base)
                break


def _qualifies(token: Token) -> bool:
    qualifies = token.dep in ("amod", "compound", "nmod") and token.head.index > token.index
    return qualifies and token.text[0].isupper() and token.pos in ("ADJ", "PROPN")


def _stems(word: str, endings: frozenset[str]) -> list[str]:
    """The word without each ending that it has, the longest stem first."""
    word = word.lower()
    stems = [word.removesuffix(e) for e in sorted(endings, key=lambda e: (len(e), e)) if word.endswith(e)]
    return [stem for stem in stems if len(stem) >= _SHORTEST]
