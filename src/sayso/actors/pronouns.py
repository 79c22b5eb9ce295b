"""First and third person: whom a pronoun means, where that is clear."""

from __future__ import annotations

from sayso.language import Token

_FIRST = frozenset(["i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"])
_HE_SHE = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_THEY = frozenset(["they", "them", "their", "theirs", "themselves", "it", "its", "itself"])


def first_person(token: Token) -> bool:
    """Is this a pronoun of the first person ('we', 'our', 'I')? 'US' is not."""
    return token.lower in _FIRST and token.pos in ("PRON", "DET") and (token.text != "US")


def third_person(token: Token) -> str | None:
    """'person' for he and she, 'any' for they and it, None for every other word."""
    if token.pos not in ("PRON", "DET"):
        return None
    if token.lower in _HE_SHE:
        return "person"
    return "any" if token.lower in _THEY else None
