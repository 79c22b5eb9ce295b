"""Definite phrases that take up what was said before: 'the president', 'these groups', 'both states'."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors.candidates import Candidate
from sayso.actors.nominals import Roles

_TAKES_UP = frozenset(["the", "this", "that", "these", "those", "such", "said"])
_MANY = frozenset(["NNS", "NNPS"])
_COUNTS = {"both": 2, "two": 2, "neither": 2, "three": 3, "four": 4, "five": 5}
BODIES = frozenset(["organisation", "agency", "alliance", "armed_group", "party", "company", "outlet", "forces"])
_KINDS = {
    "state": frozenset(["state", "place"]),
    "armed_group": frozenset(["armed_group", "party", "organisation", "forces"]),
    "organisation": BODIES,
    "party": frozenset(["state", "place", "people", *BODIES]),
    "person": frozenset(["person"]),
}
"""Which names 'these countries', 'both groups', 'the two men' may sum up, by the type of their head."""
_WHERE = frozenset(["in", "at", "near", "around", "outside", "inside", "through", "into", "across", "of"])
FAR = 12
"""How many sentences back an antecedent is looked for."""
MOST = 200
"""How many mentions back, so that one endless sentence takes no endless time."""


def antecedent(at: int, candidates: list[Candidate], roles: Roles, far: int = FAR) -> Candidate | None:
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
        if _fits(words[1:], taking, earlier, roles):
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
    """The names that 'these groups', 'both states', 'the two men' or 'all three parties' sum up: those of a fitting
    type in the same or the previous sentence of one paragraph, the last so many where the words count. Empty where
    there are fewer, and no two.
    """
    taking = candidates[at]
    words = [t.lower for t in taking.phrase.tokens]
    count = next((_COUNTS[w] for w in words[:2] if w in _COUNTS), None)
    sums_up = words[0] in ("these", "those", "both", "neither") or (count and words[0] in (*_TAKES_UP, "all"))
    if not sums_up or len(words) > 4 or not (_is_many(taking) or words[0] == "neither") or goes_on(taking):
        return []
    found: dict[str, Candidate] = {}
    for earlier in _before(at, candidates):
        if earlier.type in _KINDS.get(taking.type, ()) and _is_named(earlier) and not earlier.is_modifier:
            found.setdefault(_identity(earlier), earlier)
    chosen = list(found.values())[:count]
    return chosen[::-1] if len(chosen) >= (count or 2) else []


def only_one(at: int, candidates: list[Candidate], roles: Roles) -> Candidate | None:
    """The body or state that 'the group', 'the country' or 'these murderers' means, where one alone was
    named in the same or the previous sentence. None where there are more.
    """
    taking = candidates[at]
    words = [t.lower for t in taking.phrase.tokens]
    kinds = roles.lists.generic.get(taking.head.lower)
    plain = len(words) == 2 or (len(words) == 3 and words[1] in roles.lists.armed)
    calls_up = ("these", "those") if _is_many(taking) else ("the", "this")
    if kinds is None or not plain or words[0] not in calls_up or goes_on(taking):
        return None
    found: dict[str, Candidate] = {}
    for earlier in _before(at, candidates):
        if earlier.type in kinds and _is_named(earlier) and not (earlier.is_modifier and earlier.type == "place"):
            found.setdefault(_identity(earlier), earlier)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_many(candidate: Candidate) -> bool:
    return candidate.head.tag in _MANY


def _is_named(candidate: Candidate) -> bool:
    """A name, or a phrase with a name of its own in it ('the Lantern network'); no place where something happens."""
    if candidate.type == "place":
        return candidate.head.dep != "pobj" or candidate.head.head.lower not in _WHERE
    return candidate.name is not None or any(t.pos == "PROPN" for t in candidate.phrase.before)


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


def _fits(bare: list[str], taking: Candidate, earlier: Candidate, roles: Roles) -> bool:
    if earlier.name is not None and earlier.type == "person" and taking.type == "person":
        title = [t.lower for t in earlier.phrase.before]
        held = [i for i in range(len(title)) if title[i : i + len(bare)] == bare]
        return any(i == 0 or title[i - 1] not in roles.lists.below for i in held)
    words = [t.lower for t in earlier.phrase.tokens]
    if words[0] in ("a", "an") or words[-len(bare) :] != bare:
        return False
    same_number = (earlier.head.tag in _MANY) == (taking.head.tag in _MANY)
    return same_number and len(words) > len(bare) + (words[0] in _TAKES_UP)
