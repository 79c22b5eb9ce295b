"""Names of bodies that run over a possessive, 'of', 'for' or 'and' ('the Miners' League', 'the Front for Unity')."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors.nominals import Roles
from sayso.language import Parsed, Token

_JOINS = frozenset(["of", "for"])
_WORDS = frozenset(["PROPN", "NOUN", "ADJ"])


def whole_names(parsed: Parsed, roles: Roles) -> Iterator[list[Token]]:
    """The words of every such name, its body word ('League', 'Front') included, without the determiner."""
    for sentence in parsed.sentences:
        words, at = sentence.tokens, 0
        while at < len(words):
            end = _end(words, at, roles)
            if end > at:
                yield words[at:end]
            at = max(end, at + 1)


def _end(words: list[Token], start: int, roles: Roles) -> int:
    """Where the name that starts here ends; `start` where none does."""
    end = _run(words, start)
    if end == start:
        return start
    begins, owned = start, _owner(words, end, roles)
    while owned > end:
        begins, end = end + 1, owned
        owned = _owner(words, end, roles)
    body = words[end - 1]
    if not _is_body(body, roles):
        return start
    after = _joined(words, end)
    named = begins > start or _is_plain_name(words, start, end, roles)
    return after if after > end else end if named else start


def _is_plain_name(words: list[Token], start: int, end: int, roles: Roles) -> bool:
    """'The Lantern Front', which NER may overlook."""
    after_the = start > 0 and words[start - 1].lower == "the"
    return after_the and end - start > 1 and words[end - 1].lower in roles.lists.bodies


def _owner(words: list[Token], at: int, roles: Roles) -> int:
    """Behind what several people own: 'Miners'' owns the 'League' of that name, 'Doe' owns no 'Party' of his name."""
    if at >= len(words) or words[at].tag != "POS":
        return at
    owner = words[at - 1]
    several = words[at].text in ("'", "’") and owner.lower.endswith("s") and roles.type_of(owner) is not None
    return _run(words, at + 1) if several or owner.lower in roles.lists.peoples else at


def _joined(words: list[Token], at: int) -> int:
    """Behind all that 'of' and 'for' add; 'and' adds where one of them went before."""
    end = at
    while end < len(words) and (words[end].lower in _JOINS or (words[end].lower == "and" and end > at)):
        first = end + 1
        if words[end].lower != "and" and first < len(words) and words[first].lower == "the":
            first += 1
        after = _run(words, first)
        if after == first:
            break
        end = after
    return end


def _run(words: list[Token], at: int) -> int:
    while at < len(words) and words[at].text[:1].isupper() and words[at].pos in _WORDS:
        at += 1
    return at


def _is_body(token: Token, roles: Roles) -> bool:
    return token.lower in roles.lists.bodies or (
        token.pos == "PROPN" and not roles.is_of_state(token) and roles.type_of(token) in _BODIES
    )


_BODIES = frozenset(["organisation", "party", "alliance", "armed_group"])
