"""The extent of noun phrases: from the leftmost modifier to the head, without relative clauses and appositions."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.language import Token

_BEFORE = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "advmod", "npadvmod"})
_DETERMINERS = frozenset(
    "the a an this that these those our its their his her my your some any all both many several such no each every".split()
)


@dataclass(slots=True, eq=False)
class NounPhrase:
    """`tokens` from the first modifier to the last word of the name or head; `core` is the name or head itself."""

    tokens: list[Token]
    core: list[Token]
    head: Token

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.tokens[-1].end


def root_of(tokens: list[Token]) -> Token:
    """The word on which the others depend; the last one of several."""
    inside = {t.index for t in tokens}
    roots = [t for t in tokens if t.head.index not in inside or t.head is t]
    return roots[-1] if roots else tokens[-1]


def premodifiers(head: Token) -> list[Token]:
    """The direct modifiers before a head, in order."""
    return [c for c in head.children if c.index < head.index and c.dep in _BEFORE]


def span_phrase(core: list[Token], head: Token) -> NounPhrase:
    """The noun phrase round a name or head noun. A name that itself modifies a noun is left as it is."""
    tokens = core[0].sentence.tokens
    base = tokens[0].index
    first = core[0].index
    if head.dep not in ("amod", "npadvmod") or len(core) == 1 and head.pos == "NOUN":
        covered = {core[0].index + i for i in range(len(core))}
        for word in core:
            for child in word.children:
                if child.index < first and child.dep in _BEFORE:
                    covered.update(t.index for t in child.subtree() if t.index < core[0].index)
        while first - 1 in covered and not _stops(tokens[first - 1 - base]):
            first -= 1
    last = core[-1].index
    return NounPhrase(tokens[first - base : last + 1 - base], core, head)


def _stops(token: Token) -> bool:
    return token.text in (",", ";", ":", '"', "“", "”", "(", ")", "—") or token.dep in ("relcl", "cc")


def without_determiner(tokens: list[Token]) -> list[Token]:
    """The phrase without leading determiners and possessive pronouns."""
    start = 0
    while start < len(tokens) - 1 and tokens[start].lower in _DETERMINERS:
        start += 1
    return tokens[start:]
