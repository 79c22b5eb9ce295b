"""'The government', 'the president', 'this group': the earlier mention with the same head that they take up."""

from __future__ import annotations

from sayso.actors.candidates import Candidate

_TAKES_UP = frozenset(["the", "this", "that", "these", "those", "such", "said"])
FAR = 12
"""How many sentences back an antecedent is looked for."""


def antecedent(at: int, candidates: list[Candidate], far: int = FAR) -> Candidate | None:
    """The earlier candidate that a bare definite phrase takes up, at most `far` sentences back: a fuller phrase that
    ends in the same words, or a person with that title. None where the phrase says more, or nothing fits.
    """
    taking = candidates[at]
    words = [t.lower for t in taking.phrase.tokens]
    if words[0] not in _TAKES_UP or len(words) > 3 or goes_on(taking):
        return None
    bare = words[1:]
    if not bare:
        return None
    sentence = taking.head.sentence.index
    for earlier in reversed(candidates[:at]):
        if sentence - earlier.head.sentence.index > far:
            return None
        if _fits(bare, taking, earlier):
            return earlier
    return None


def goes_on(candidate: Candidate) -> bool:
    """Does the phrase go on after its head ('the group that ...')?"""
    return any(c.index > candidate.head.index and c.dep in ("prep", "relcl", "acl") for c in candidate.head.children)


def _fits(bare: list[str], taking: Candidate, earlier: Candidate) -> bool:
    if earlier.name is not None and earlier.type == "person" and taking.type == "person":
        title = [t.lower for t in earlier.phrase.before]
        return any(title[i : i + len(bare)] == bare for i in range(len(title)))
    words = [t.lower for t in earlier.phrase.tokens]
    if words[0] in ("a", "an") or words[-len(bare) :] != bare or earlier.head.tag != taking.head.tag:
        return False
    return len(words) > len(bare) + (words[0] in _TAKES_UP)
