"""The signs by which the learned reader knows whether, and how, one actor of a sentence relates another.

A sign is a short name: of words on and beside the way between the two, of the roles that both fill of one predicate, of
what the codebook's frames say, of who speaks. Names of actors are no signs, only their types and what they are called
by ('enemies', 'we'), so that nothing is learnt about anybody in particular.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from sayso.actors import Cast, first_person
from sayso.claims.arguments import Arguments
from sayso.claims.codebook import Codebook
from sayso.claims.holders import Holders
from sayso.claims.pairs import Pair, Spot, Ties, Way, pairs_of, spots_in, way
from sayso.claims.phrases import is_passive, is_verbal
from sayso.claims.voting import Proposal
from sayso.language import Parsed, Token

_TELLING = frozenset({"VERB", "NOUN", "ADJ", "ADP", "AUX", "ADV"})
_LONG = 7
"""Longer ways are no signs as a whole."""
_NEAR = 12
"""Words between two mentions are signs up to so many of them."""
_STEPS = (4, 6, 9, 14, 22)

FramedPairs = Mapping[tuple[int, str, str], frozenset[str]]
"""The relations that frames found, by sentence, subject and object."""


class PairSigns:
    """Finds the pairs of one document and their signs."""

    def __init__(
        self, parsed: Parsed, cast: Cast, holders: Holders, codebook: Codebook, framed: Iterable[Proposal]
    ) -> None:
        self._parsed, self._cast, self._holders, self._codebook = parsed, cast, holders, codebook
        self._arguments = Arguments(codebook.grammar)
        self._framed = framed_pairs(framed)
        self._alone: dict[tuple[str, int], list[str]] = {}

    def __iter__(self) -> Iterator[tuple[Pair, list[str]]]:
        """Every pair, in the order of the text, with its signs, each once."""
        for sentence in self._parsed.sentences:
            spots = spots_in(sentence, self._cast, self._holders)
            if len({actor for spot in spots for actor in spot.actors}) > 1:
                ties = Ties(sentence, spots, self._arguments, self._codebook)
                everywhere = _of_sentence(ties)
                for pair in pairs_of(spots):
                    yield pair, list(dict.fromkeys([*everywhere, *self._signs(ties, pair)]))

    def _signs(self, ties: Ties, pair: Pair) -> list[str]:
        one, other = pair.first.head, pair.second.head
        order = "ab" if one.index < other.index else "ba"
        between = self._parsed.tokens[min(one.index, other.index) + 1 : max(one.index, other.index)]
        passed = way(one, other)
        return [
            *self._of_actors(ties, pair, order, len(between)),
            *self._of_spot(ties, "a", pair.first),
            *self._of_spot(ties, "b", pair.second),
            *_of_way(ties, passed, order),
            *_of_words_on(ties, passed, order),
            *_of_roles(ties, one, other),
            *_of_words(ties, between, order),
            *self._of_speech(pair, passed.top),
            *self._of_frames(ties, pair),
        ]

    def _of_actors(self, ties: Ties, pair: Pair, order: str, apart: int) -> list[str]:
        kinds, types = zip(*map(self._kind_and_type, pair[:2], pair[2:]), strict=True)
        low, high = sorted((pair.first.head.index, pair.second.head.index))
        voice = self._cast.voice_at(ties.sentence.index)
        return [
            f"order:{order}",
            f"kinds:{'>'.join(kinds)}",
            f"types:{'>'.join(types)}",
            f"type a:{types[0]}",
            f"type b:{types[1]}",
            f"apart:{order}:{_step(apart)}",
            f"others:{min(sum(low < s.head.index < high for s in ties.spots), 4)}",
            *(f"voice:{side}" for side, actor in zip("ab", pair[2:], strict=True) if actor == voice),
        ]

    def _of_spot(self, ties: Ties, side: str, spot: Spot) -> list[str]:
        """What is the same in all pairs of a mention."""
        key = (side, spot.head.index)
        known = self._alone.get(key)
        if known is None:
            known = self._alone[key] = [
                *_of_mention(ties, side, spot.head, spot.mention.kind),
                *_of_own_roles(ties, side, spot.head),
            ]
        return known

    def _kind_and_type(self, spot: Spot, actor: str) -> tuple[str, str]:
        kind: str = spot.mention.kind
        known = self._cast.actors.get(actor)
        return "we" if kind == "pronoun" and first_person(spot.head) else kind, known.type if known else "?"

    def _of_speech(self, pair: Pair, top: Token) -> Iterator[str]:
        """Is one of the two made to say what is said of the other?"""
        for side, said_at, actor in (("a", pair.second, pair.subject), ("b", pair.first, pair.object)):
            around = self._holders.attributions_at(said_at.head)
            yield from (f"says:{side}:{a.kind}" for a in around if a.holder == actor)
        around = self._holders.attributions_at(top)
        yield f"said:{len(around)}"
        yield from (f"says all:{side}" for a in around for side, x in zip("ab", pair[2:], strict=True) if a.holder == x)

    def _of_frames(self, ties: Ties, pair: Pair) -> Iterator[str]:
        at = ties.sentence.index
        for name, key in (("frame", (at, pair.subject, pair.object)), ("turned", (at, pair.object, pair.subject))):
            relations = self._framed.get(key, frozenset())
            yield from (f"{name}:{relation}" for relation in sorted(relations))
            yield from [name] if relations else []


def framed_pairs(framed: Iterable[Proposal]) -> FramedPairs:
    """The relations that frames propose, by sentence, subject and object."""
    found: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for proposal in framed:
        found[proposal.sentence, proposal.subject, proposal.object].add(proposal.relation)
    return {key: frozenset(relations) for key, relations in found.items()}


def _of_sentence(ties: Ties) -> list[str]:
    """What is the same in all pairs of a sentence."""
    return [
        f"mentions:{min(len(ties.spots), 8)}",
        f"passage:{ties.sentence.passage.voice}",
        *(f"sentence:{relation}" for relation in ties.mentioned),
    ]


def _of_mention(ties: Ties, side: str, head: Token, kind: str) -> Iterator[str]:
    if kind == "nominal":
        yield f"called {side}:{ties.lemma(head)}"
        yield from (f"qualified {side}:{ties.lemma(c)}" for c in head.childs("amod", "compound", "poss", "nmod"))
    elif kind == "pronoun":
        yield f"pronoun {side}:{head.lower}"
    yield f"arc {side}:{head.dep}"
    yield f"hangs {side}:{head.dep}:{ties.lemma(head.head)}"
    if head.dep == "pobj":
        yield f"behind {side}:{head.head.lower}:{ties.lemma(head.head.head)}"
    yield from (f"{side}{place}:{word}" for place, word in _around(ties, head))


def _of_own_roles(ties: Ties, side: str, head: Token) -> Iterator[str]:
    """What a mention fills of any predicate."""
    for predicate, role in ties.roles.get(head.index, ()):
        yield f"{side} is:{role}:{ties.lemma(predicate)}"
        known = ties.relations[predicate.index]
        yield from (f"{side} is known:{role.rstrip('~')}:{relation}" for relation in known)


def _of_way(ties: Ties, passed: Way, order: str) -> Iterator[str]:
    up, top, down = passed
    arcs = [[t.dep for t in side if t.dep != "conj"] for side in (up, down)]
    shape = "<".join(arcs[0]) + "^" + ">".join(arcs[1])
    ends = f"{arcs[0][-1] if arcs[0] else '-'}:{arcs[1][0] if arcs[1] else '-'}"
    word = ties.lemma(top) if up and down else "a" if down else "b"
    steps = len(up) + len(down)
    yield f"steps:{min(steps, 10)}"
    if steps <= _LONG:
        yield f"way:{shape}"
        yield f"way over:{shape}:{word}"
        yield f"way of:{'<'.join(_worded(ties, up))}^{word}^{'>'.join(_worded(ties, down[::-1])[::-1])}"
    yield from (f"top:{word}:{top.pos}", f"top between:{ends}:{word}", f"between:{ends}")
    if is_verbal(top):
        yield f"passive:{is_passive(top)}:{order}"
    if up and down:
        yield from (f"top known:{relation}:{ends}" for relation in ties.relations[top.index])
        if top.head is not top:
            yield f"under:{ties.lemma(top.head)}:{top.dep}"


def _worded(ties: Ties, side: Sequence[Token]) -> list[str]:
    """The steps of one side of a way, from the mention on: arcs with words, but for the mention's own."""
    return [t.dep if not place else f"{t.dep}:{ties.lemma(t)}" for place, t in enumerate(side)]


def _of_words_on(ties: Ties, passed: Way, order: str) -> list[str]:
    """The words on the way and those that hang on them."""
    signs = []
    for name, side in (("up", passed.up[1:]), ("down", passed.down[:-1])):
        for token in side:
            if token.pos in _TELLING:
                signs.append(f"{name}:{ties.lemma(token)}")
            signs += [f"{name} known:{relation}" for relation in ties.relations[token.index]]
    on = {t.index for t in (*passed.up, passed.top, *passed.down)}
    for token in passed.inner():
        signs += [f"known:{relation}:{order}" for relation in ties.relations[token.index]]
        for child in ties.beside(token):
            if child.index not in on:
                signs.append(f"beside:{ties.lemma(child)}")
                signs += [f"beside known:{relation}:{order}" for relation in ties.relations[child.index]]
    return signs


def _of_roles(ties: Ties, one: Token, other: Token) -> Iterator[str]:
    """What both fill of one predicate."""
    for predicate, role in ties.roles.get(one.index, ()):
        for shared, opposite in ties.roles.get(other.index, ()):
            if shared is predicate:
                yield from _of_shared(ties, predicate, role, opposite, {one.index, other.index})


def _of_shared(ties: Ties, predicate: Token, role: str, opposite: str, ends: set[int]) -> Iterator[str]:
    word, plain = ties.lemma(predicate), f"{role.rstrip('~')}>{opposite.rstrip('~')}"
    yield from (f"roles:{role}>{opposite}", f"roles of:{role}>{opposite}:{word}", f"plain roles of:{plain}:{word}")
    yield from (f"roles known:{plain}:{relation}" for relation in ties.relations[predicate.index])
    if is_verbal(predicate):
        for thing in predicate.childs("dobj", "attr", "acomp", "oprd"):
            if thing.index not in ends:
                yield f"roles with:{plain}:{word}:{ties.lemma(thing)}"
                yield from (f"roles with known:{plain}:{relation}" for relation in ties.relations[thing.index])


def _of_words(ties: Ties, between: Sequence[Token], order: str) -> list[str]:
    """The words between the two mentions."""
    if len(between) > _NEAR:
        return []
    words = list(map(ties.lemma, between))
    return [
        *(f"word:{order}:{word}" for word in words),
        *(f"word known:{order}:{r}" for t in between for r in ties.relations[t.index]),
        *(f"words:{order}:{one} {two}" for one, two in pairwise(words)),
        *([f"all words:{order}:{' '.join(words)}"] if len(words) <= 4 else ()),
    ]


def _around(ties: Ties, head: Token) -> Iterator[tuple[int, str]]:
    """The two words before and behind a word, by place."""
    words = head.sentence.tokens
    at = head.index - words[0].index
    for place in (-2, -1, 1, 2):
        if 0 <= at + place < len(words):
            yield place, ties.lemma(words[at + place])


def _step(count: int) -> int:
    """A number in coarse steps."""
    return count if count < 4 else next((step for step in reversed(_STEPS) if count >= step), 4)
