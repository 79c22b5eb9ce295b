"""The signs by which the learned reader knows whether, and how, one actor of a sentence relates another.

A sign tells of words on and beside the way between the two, of the roles that both fill of one predicate, of what the
codebook's frames say, of who speaks. Names of actors are no signs, only their types and what they are called by
('enemies', 'we'), so that nothing is learnt about anybody in particular.

Most signs are shared by many pairs. So each is found once for the sentence, the mention or the words that it tells of,
and a pair joins those of its parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from sayso.actors import first_person
from sayso.claims.finder import ClaimFinder
from sayso.claims.pairs import Pair, Spot, pairs_of, spots_in
from sayso.claims.role_signs import RoleSigns
from sayso.claims.sign_rows import Kinds, SignRows
from sayso.claims.spot_roles import Roles, find_roles
from sayso.claims.voting import Proposal
from sayso.claims.way_signs import WaySigns
from sayso.claims.word_signs import WordSigns
from sayso.language import Sentence, Token

FramedPairs: TypeAlias = Mapping[tuple[int, str, str], frozenset[str]]
"""The relations that frames found, by sentence, subject and object."""

_STEPS = (4, 6, 9, 14, 22)


class PairSigns:
    """Finds the pairs of one document, and the numbers that `signs` has for the signs of each."""

    def __init__(self, finder: ClaimFinder, framed: Iterable[Proposal], signs: Mapping[str, Kinds]) -> None:
        self._finder, self._cast, self._holders = finder, finder.cast, finder.holders
        self._framed = framed_pairs(framed)
        self._rows = rows = SignRows(finder.parsed, finder.known, signs)
        self._ways, self._roles, self._words = WaySigns(rows), RoleSigns(rows), WordSigns(rows, finder.parsed.tokens)
        self._actors, self._order = cache(self._of_actors), cache(self._of_order)

    def __iter__(self) -> Iterator[tuple[Pair, set[int]]]:
        """Every pair, in the order of the text, with the numbers of its signs."""
        for sentence in self._finder.parsed.sentences:
            spots = spots_in(sentence, self._cast, self._holders)
            if len({actor for spot in spots for actor in spot.actors}) > 1:
                yield from self._in_sentence(sentence, spots)

    def _in_sentence(self, sentence: Sentence, spots: Sequence[Spot]) -> Iterator[tuple[Pair, set[int]]]:
        roles = find_roles(spots, self._finder.arguments)
        everywhere = self._of_sentence(sentence, len(spots))
        alone = {(side, spot.head): self._of_spot(side, spot, roles) for side in "ab" for spot in spots}
        places = {spot.head: place for place, spot in enumerate(spots)}
        for pair in pairs_of(spots):
            one, other = pair.first.head, pair.second.head
            others = abs(places[one] - places[other]) - 1
            apart = self._of_pair(pair, others), self._roles.between(one, other, roles)
            yield pair, {*everywhere, *alone["a", one], *alone["b", other], *apart[0], *apart[1]}

    def _of_pair(self, pair: Pair, others: int) -> list[int]:
        """The signs that are its own; so many `others` are mentioned between the two."""
        one, other = pair.first.head, pair.second.head
        order = "ab" if one.index < other.index else "ba"
        rows = self._ways.between(one, other, order) + self._words.between(one, other, order)
        rows += self._actors(*map(_kind, pair[:2]), *map(self._type, pair[2:]))
        rows += self._order(order, _step(abs(one.index - other.index) - 1), min(others, 4))
        rows += self._said(pair)
        return rows + self._of_frames(pair) if self._framed else rows

    def _type(self, actor: str) -> str:
        known = self._cast.actors.get(actor)
        return known.type if known else "?"

    def _of_actors(self, kind: str, other_kind: str, type_: str, other_type: str) -> list[int]:
        sign = self._rows.one
        kinds, types = sign(f"{kind}>{other_kind}", "kinds"), sign(f"{type_}>{other_type}", "types")
        return kinds + types + sign(type_, "type a") + sign(other_type, "type b")

    def _of_order(self, order: str, apart: int, others: int) -> list[int]:
        sign = self._rows.one
        return sign(order, "order") + sign(str(apart), f"apart:{order}") + sign(str(others), "others")

    def _of_sentence(self, sentence: Sentence, spots: int) -> list[int]:
        """What is the same in all pairs of a sentence with so many mentions."""
        sign = self._rows.one
        relations = (row for token in sentence.tokens for row in self._rows.related(token, "sentence"))
        return [*sign(str(min(spots, 8)), "mentions"), *sign(sentence.passage.voice, "passage"), *relations]

    def _of_spot(self, side: str, spot: Spot, roles: Roles) -> set[int]:
        """What is the same in all pairs of a mention."""
        head, kind = spot.head, spot.mention.kind
        parts = self._of_head(side, head, kind), self._words.of_mention(side, head)
        return {*parts[0], *parts[1], *self._roles.of_mention(side, head, roles)}

    def _of_head(self, side: str, head: Token, kind: str) -> Iterator[int]:
        """What a mention is called, and what it hangs on."""
        lemma, sign = self._rows.lemma, self._rows.one
        if kind == "nominal":
            yield from lemma(head, f"called {side}")
            for child in head.childs("amod", "compound", "poss", "nmod"):
                yield from lemma(child, f"qualified {side}")
        elif kind == "pronoun":
            yield from sign(head.lower, f"pronoun {side}")
        yield from sign(head.dep, f"arc {side}")
        yield from lemma(head.head, f"hangs {side}:{head.dep}")
        if head.dep == "pobj":
            yield from lemma(head.head.head, f"behind {side}:{head.head.lower}")

    def _said(self, pair: Pair) -> list[int]:
        """Is one of the two made to say what is said of the other?"""
        sign, voice = self._rows.one, self._cast.voice_at(pair.first.head.sentence.index)
        above = self._holders.attributions_at(self._ways.top(pair.first.head, pair.second.head))
        rows = [*sign(str(len(above)), "said")]
        for side, said_at, actor in (("a", pair.second, pair.subject), ("b", pair.first, pair.object)):
            if around := self._holders.attributions_at(said_at.head):
                rows += self._rows.all([a.kind for a in around if a.holder == actor], f"says:{side}")
            if actor == voice:
                rows += sign(side, "voice")
            if above and any(a.holder == actor for a in above):
                rows += sign(side, "says all")
        return rows

    def _of_frames(self, pair: Pair) -> list[int]:
        """What the frames say of the two, in either direction."""
        rows: list[int] = []
        at, subject, object_ = pair.first.head.sentence.index, pair.subject, pair.object
        for kind, key in (("frame", (at, subject, object_)), ("turned", (at, object_, subject))):
            if relations := self._framed.get(key):
                rows += self._rows.all(["", *relations], kind)
        return rows


def framed_pairs(framed: Iterable[Proposal]) -> FramedPairs:
    """The relations that frames propose, by sentence, subject and object."""
    found: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for proposal in framed:
        found[proposal.sentence, proposal.subject, proposal.object].add(proposal.relation)
    return {key: frozenset(relations) for key, relations in found.items()}


def _kind(spot: Spot) -> str:
    kind: str = spot.mention.kind
    return "we" if kind == "pronoun" and first_person(spot.head) else kind


def _step(count: int) -> int:
    """A number in coarse steps."""
    return count if count < 4 else next((step for step in reversed(_STEPS) if count >= step), 4)
