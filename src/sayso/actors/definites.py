"""Definite phrases that take up what was said before: 'the president', 'these groups', 'both states'."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors.candidates import Candidate
from sayso.actors.nominals import Roles

_TAKES_UP = frozenset(["the", "this", "that", "these", "those", "such", "said"])
_MANY = frozenset(["NNS", "NNPS"])
_KINDS = {
    "state": frozenset(["state"]),
    "armed_group": frozenset(["armed_group", "party", "organisation"]),
    "organisation": frozenset(["organisation", "agency", "alliance", "armed_group", "party", "company", "outlet"]),
    "party": frozenset(["state", "armed_group", "party", "organisation", "agency", "alliance", "people"]),
    "person": frozenset(["person"]),
}
"""Which names 'these countries', 'both groups', 'the two men' may sum up, by the type of their head."""
FAR = 12
"""How many sentences back an antecedent is looked for."""
MOST = 200
"""How many mentions back, so that one endless sentence takes no endless time."""


def antecedent(at: int, candidates: list[Candidate], far: int = FAR) -> Candidate | None:
    """The earlier candidate that a bare definite phrase takes up, at most `far` sentences back: a fuller phrase that
    ends in the same words, or a person with that title. None where the phrase says more, or nothing fits.
    """
    taking = candidates[at]
    words = [t.lower for t in taking.phrase.tokens]
    if len(words) == 1 and taking.head.tag == "NNP":
        words = ["the", *words]
    if words[0] not in _TAKES_UP or not 1 < len(words) <= 3 or goes_on(taking):
        return None
    sentence = taking.head.sentence.index
    for earlier in reversed(candidates[max(0, at - MOST) : at]):
        if sentence - earlier.head.sentence.index > far:
            return None
        if _fits(words[1:], taking, earlier):
            return earlier
    return None


def fuller_name(at: int, candidates: list[Candidate]) -> Candidate | None:
    """'The Front', after 'the Lantern Front': the last longer name of a body that ends in the same word."""
    taking = candidates[at]
    core = taking.phrase.core
    if len(core) > 1 or taking.phrase.tokens[0].lower != "the":
        return None
    for earlier in reversed(candidates[max(0, at - MOST) : at]):
        longer = earlier.name is not None and earlier.type != "person" and len(earlier.phrase.core) > 1
        if longer and earlier.phrase.core[-1].text == core[0].text:
            return earlier
    return None


def members(at: int, candidates: list[Candidate]) -> list[Candidate]:
    """The names that 'these groups', 'both states' or 'the two men' sum up: those of a fitting type in the same or the
    previous sentence of one paragraph, the last two for 'both' and 'two'. Empty where there are no two.
    """
    taking = candidates[at]
    words = [t.lower for t in taking.phrase.tokens]
    pair = words[0] == "both" or (words[0] in _TAKES_UP and "two" in words)
    sums_up = pair or words[0] in ("these", "those")
    if not sums_up or len(words) > 4 or taking.head.tag not in _MANY or goes_on(taking):
        return []
    found: dict[str, Candidate] = {}
    for earlier in _before(at, candidates):
        if earlier.type in _KINDS.get(taking.type, ()) and earlier.name is not None and not earlier.is_modifier:
            found.setdefault(_identity(earlier), earlier)
    chosen = list(found.values())[: 2 if pair else None]
    return chosen[::-1] if len(chosen) > 1 else []


def only_one(at: int, candidates: list[Candidate], roles: Roles) -> Candidate | None:
    """The armed group that 'the group' or 'this movement' means, where one alone was named in the same or the previous
    sentence. None where there are more.
    """
    taking = candidates[at]
    words = [t.lower for t in taking.phrase.tokens]
    generic = taking.head.lower in roles.lists.generic
    if not generic or len(words) != 2 or words[0] not in ("the", "this") or goes_on(taking):
        return None
    found: dict[str, Candidate] = {}
    for earlier in _before(at, candidates):
        if earlier.type == "armed_group" and earlier.name is not None:
            found.setdefault(_identity(earlier), earlier)
    return next(iter(found.values())) if len(found) == 1 else None


def goes_on(candidate: Candidate) -> bool:
    """Does the phrase go on after its head ('the group that ...')?"""
    return any(c.index > candidate.head.index and c.dep in ("prep", "relcl", "acl") for c in candidate.head.children)


def _before(at: int, candidates: list[Candidate]) -> Iterator[Candidate]:
    """The candidates of the same and the previous sentence, the nearest first."""
    sentence = candidates[at].head.sentence
    for earlier in reversed(candidates[max(0, at - MOST) : at]):
        other = earlier.head.sentence
        if sentence.index - other.index > 1 or sentence.paragraph - other.paragraph > 1:
            return
        yield earlier


def _identity(candidate: Candidate) -> str:
    known = candidate.name.known if candidate.name else None
    return known.entry.id if known else " ".join(t.lower for t in candidate.phrase.core)


def _fits(bare: list[str], taking: Candidate, earlier: Candidate) -> bool:
    if earlier.name is not None and earlier.type == "person" and taking.type == "person":
        title = [t.lower for t in earlier.phrase.before]
        return any(title[i : i + len(bare)] == bare for i in range(len(title)))
    words = [t.lower for t in earlier.phrase.tokens]
    if words[0] in ("a", "an") or words[-len(bare) :] != bare:
        return False
    same_number = (earlier.head.tag in _MANY) == (taking.head.tag in _MANY)
    return same_number and len(words) > len(bare) + (words[0] in _TAKES_UP)
