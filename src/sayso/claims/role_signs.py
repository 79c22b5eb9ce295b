"""The signs of the roles that mentions fill of predicates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sayso.claims.phrases import is_verbal
from sayso.claims.sign_rows import SignRows
from sayso.claims.spot_roles import Roles
from sayso.language import Token


class RoleSigns:
    """Finds the signs of roles in one document; those of a predicate with the same two roles only once."""

    def __init__(self, rows: SignRows) -> None:
        self._rows, self._shared = rows, cache(self._of_shared)

    def of_mention(self, side: str, head: Token, roles: Roles) -> Iterator[int]:
        """What a mention fills of any predicate."""
        for predicate, role in roles.get(head.index, ()):
            yield from self._rows.lemma(predicate, f"{side} is:{role}")
            yield from self._rows.related(predicate, f"{side} is known:{role.rstrip('~')}")

    def between(self, one: Token, other: Token, roles: Roles) -> list[int]:
        """What both fill of one predicate."""
        found: list[int] = []
        opposites = roles.get(other.index, ())
        for predicate, role in roles.get(one.index, ()):
            for shared, opposite in opposites:
                if shared is predicate:
                    rows, things = self._shared(predicate, role, opposite)
                    found += rows
                    for thing, more in things:
                        if thing is not one and thing is not other:
                            found += more
        return found

    def _of_shared(self, predicate: Token, role: str, opposite: str) -> tuple[list[int], list[tuple[Token, list[int]]]]:
        """The signs of a predicate with two roles, and those with each thing that it is done with."""
        both, plain = f"{role}>{opposite}", f"{role.rstrip('~')}>{opposite.rstrip('~')}"
        rows = self._rows.one(both, "roles") + self._rows.related(predicate, f"roles known:{plain}")
        rows += self._rows.lemma(predicate, f"roles of:{both}", f"plain roles of:{plain}")
        things = predicate.childs("dobj", "attr", "acomp", "oprd") if is_verbal(predicate) else []
        return rows, [(thing, self._of_thing(predicate, plain, thing)) for thing in things]

    def _of_thing(self, predicate: Token, plain: str, thing: Token) -> list[int]:
        known = self._rows.related(thing, f"roles with known:{plain}")
        return known + self._rows.lemma(thing, f"roles with:{plain}:{self._rows.lemmas[predicate.index]}")
