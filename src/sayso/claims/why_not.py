"""Why the engine claims nothing, or something else, of two actors in a sentence: what it saw, and what stopped it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import msgspec

from sayso.actors import fold
from sayso.claims.pairs import way
from sayso.claims.tracing import TracingFinder
from sayso.claims.verdicts import Tried, Verdicts
from sayso.language import Token
from sayso.model import Actor, Analysis, Claim, Mention, Span

Kind: TypeAlias = Literal[
    "absent",
    "no_mention",
    "unresolved",
    "same_actor",
    "no_predicate",
    "other_relation",
    "role",
    "second_reader",
    "confidence",
]

_ARTICLE = re.compile(r"^(the|an?)\s+", re.IGNORECASE)
_LIKELIEST = 3
"""So many relations that a trained reader thought of are told."""

_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV"})


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Whom somebody asks about: the words, and the actor (its key, type and names) that they mean; None for nobody."""

    words: str
    actor: str | None = None
    type: str | None = None
    names: tuple[str, ...] = ()


class Reason(msgspec.Struct, frozen=True):
    """One thing in the way of a claim, of a kind that programs can tell apart, and as a sentence."""

    kind: Kind
    says: str


class WhyNot(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine made of two actors between two offsets of a text.

    `claims` are those that it found between them, in either direction; `reasons` what is in the way of more, and
    `tried` the frames at words that have to do with both, those nearest to firing first.
    """

    text: str
    start: int
    end: int
    sought: tuple[Sought, Sought]
    claims: tuple[Claim, ...]
    reasons: tuple[Reason, ...]
    tried: tuple[Tried, ...]


def why_not(
    finder: TracingFinder,
    analysis: Analysis,
    first: str,
    second: str,
    *,
    within: Span | None = None,
    relation: str | None = None,
    least: float = 0.0,
) -> WhyNot:
    """Asks about two actors, each by a name or by the words that stand for it, in the sentences of a stretch of text.

    `within` None is the whole text. With a `relation` only its frames are told of. Claims below the confidence `least`
    are told of as left out.
    """
    return _Question(finder, analysis, within, relation, least).answer(first, second)


class _Question:
    def __init__(
        self, finder: TracingFinder, analysis: Analysis, within: Span | None, relation: str | None, least: float
    ) -> None:
        self._finder, self._analysis, self._relation, self._least = finder, analysis, relation, least
        words = finder.parsed.tokens_in(*(within or (0, len(analysis.document.text))))
        sentences = {t.sentence.index: t.sentence for t in words}.values()
        self._start = min((s.start for s in sentences), default=0)
        self._end = max((s.end for s in sentences), default=0)
        self._text = analysis.document.text
        self._reasons: list[Reason] = []

    def answer(self, first: str, second: str) -> WhyNot:
        one, other = self._sought(first), self._sought(second)
        claims: tuple[Claim, ...] = ()
        tried: list[Tried] = []
        if one.actor and one.actor == other.actor:
            names = ", ".join(f"'{name}'" for name in one.names)
            says = f"'{first}' and '{second}' are one actor here, {one.actor}. The text calls it {names}."
            self._tell("same_actor", says)
        elif one.actor and other.actor:
            claims = tuple(self._between(self._analysis.claims, one.actor, other.actor))
            tried = self._tried(one.actor, other.actor)
            self._tell_of_claims(claims, tried)
            self._tell_of_words(one.actor, other.actor, tried)
            if self._relation or not claims:
                self._tell_of_reader(claims, one.actor, other.actor)
        return WhyNot(
            text=self._text[self._start : self._end],
            start=self._start,
            end=self._end,
            sought=(one, other),
            claims=claims,
            reasons=tuple(self._reasons),
            tried=tuple(sorted(tried, key=lambda t: t.rank)),
        )

    def _tell(self, kind: Kind, says: str) -> None:
        self._reasons.append(Reason(kind, says))

    # Whom the words mean.

    def _sought(self, words: str) -> Sought:
        mentions = [m for m in self._finder.cast.mentions if self._start <= m.head < self._end]
        exact = [m for m in mentions if fold(self._words(m)) == fold(words)]
        named = [m for m in mentions if any(self._is_called(actor, words) for actor in self._meant(m))]
        for mention in (*exact, *named):
            if actors := [a for a in self._meant(mention) if mention in exact or self._is_called(a, words)]:
                return self._as_sought(words, actors[0])
        if exact:
            pronoun = "the pronoun " if exact[0].kind == "pronoun" else ""
            self._tell("unresolved", f"{pronoun}'{words}' could not be traced to an actor.".capitalize())
            return Sought(words=words)
        return self._nearest(words, mentions)

    def _nearest(self, words: str, mentions: list[Mention]) -> Sought:
        """The mention that holds the words, as what is meant by them; else only a hint at the one beside them."""
        bare = _ARTICLE.sub("", words)
        hit = re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", self._text[self._start : self._end], re.IGNORECASE)
        if hit is None:
            known = ", ".join(f"'{self._words(m)}'" for m in mentions) or "none"
            self._tell("absent", f"'{words}' does not stand in this sentence. Its mentions of actors: {known}.")
            return Sought(words=words)
        start, end = self._start + hit.start(), self._start + hit.end()
        mention = min(mentions, key=lambda m: max(m.start - start, end - m.end, 0), default=None)
        says = f"'{words}' is no mention of an actor."
        if mention is None:
            self._tell("no_mention", f"{says} There is none in this sentence.")
            return Sought(words=words)
        actors = self._meant(mention)
        self._tell(
            "no_mention", f"{says} The nearest is '{self._words(mention)}' ({', '.join(actors) or 'unresolved'})."
        )
        holds = mention.start <= start and end <= mention.end and actors
        return self._as_sought(words, actors[0]) if holds else Sought(words=words)

    def _as_sought(self, words: str, key: str) -> Sought:
        actor = self._actor(key)
        return Sought(words=words, actor=key, type=actor.type if actor else None, names=actor.names if actor else ())

    def _actor(self, key: str) -> Actor | None:
        return self._finder.cast.actors.get(key)

    def _is_called(self, key: str, words: str) -> bool:
        actor = self._actor(key)
        names = (key, *actor.names, actor.registry or "") if actor else (key,)
        return any(fold(name) == fold(words) for name in names)

    def _meant(self, mention: Mention) -> tuple[str, ...]:
        token = self._finder.parsed.token_at(mention.head)
        return self._finder.actors_of(token) if token else mention.actors

    def _words(self, mention: Mention) -> str:
        return self._text[mention.start : mention.end]

    # What was found between them, and what was tried.

    def _between(self, claims: Iterable[Claim], one: str, other: str) -> Iterator[Claim]:
        for claim in claims:
            here = any(start < self._end and self._start < end for start, end in claim.evidence)
            if here and {claim.subject, claim.object} == {one, other}:
                yield claim

    def _tried(self, one: str, other: str) -> list[Tried]:
        """The frames that relate both or nearly do, and those between the two that have only one of them."""
        between = {t.start for t in self._way(one, other)}
        found = []
        for tried in Verdicts(self._finder).all(self._start, self._end):
            both = any({*pair} == {one, other} for pair in tried.pairs)
            half = tried.start in between and bool({one, other} & {*tried.actors})
            if (both or half) and self._relation in (None, tried.relation):
                found.append(tried)
        return found

    def _way(self, one: str, other: str) -> list[Token]:
        """The words on the shortest way in the parse from one actor to the other, both left out; empty for none."""
        ends = [self._heads(one), self._heads(other)]
        pairs = [(a, b) for a in ends[0] for b in ends[1] if a.sentence is b.sentence]
        ways = [[t for t in way(*pair).inner() if t not in pair] for pair in pairs]
        return min(ways, key=len, default=[])

    def _heads(self, actor: str) -> list[Token]:
        mentions = [m for m in self._finder.cast.mentions if self._start <= m.head < self._end]
        tokens = [self._finder.parsed.token_at(m.head) for m in mentions if actor in self._meant(m)]
        return [t for t in tokens if t is not None]

    # What is in the way.

    def _tell_of_claims(self, claims: tuple[Claim, ...], tried: list[Tried]) -> None:
        kept = {(claim.subject, claim.object) for claim in claims}
        lost = [t for t in tried if t.outcome == "fired" and not any({*kept} & {p, p[::-1]} for p in t.pairs)]
        for one in lost:
            self._tell("second_reader", f"{one.frame} fired, but the claim was dropped afterwards, as not sure enough.")
        for claim in claims:
            if "frame " not in claim.why:
                says = f"No frame shows '{claim.relation}' here: a trained reader alone found it ({claim.why})."
                self._tell("second_reader", says)
            if claim.confidence < self._least:
                low = f"'{claim.relation}' has the confidence {claim.confidence:.2f}; lists leave out what is below"
                self._tell("confidence", f"{low} {self._least:.2f} (min_confidence in sayso.toml).")
        if self._relation and claims and all(claim.relation != self._relation for claim in claims):
            found = ", ".join(sorted({claim.relation for claim in claims}))
            self._tell("other_relation", f"Found between the two, in place of '{self._relation}': {found}.")

    def _tell_of_reader(self, claims: tuple[Claim, ...], one: str, other: str) -> None:
        """What a trained reader thought possible, but too unlikely to claim it."""
        found = {(claim.subject, claim.relation, claim.object) for claim in claims}
        chances: dict[tuple[str, str, str], float] = {}
        for claim in self._between(self._finder.proposed, one, other):
            triple = (claim.subject, claim.relation, claim.object)
            if triple not in found and self._relation in (None, claim.relation):
                chances[triple] = max(claim.confidence, chances.get(triple, 0))
        likeliest = sorted(chances.items(), key=lambda item: (-item[1], item[0]))[:_LIKELIEST]
        if likeliest:
            told = "; ".join(f"{' > '.join(triple)} {chance:.2f}" for triple, chance in likeliest)
            self._tell("second_reader", f"Chances that a trained reader gives, too small to claim it: {told}.")

    def _tell_of_words(self, one: str, other: str, tried: list[Tried]) -> None:
        if any(t.outcome == "fired" for t in tried):
            return
        words = [t for t in self._way(one, other) if t.pos in _CONTENT]
        if not words:
            self._tell("no_predicate", "No word links the two in the parse of this sentence.")
            return
        known = [(t, frames) for t in words if (frames := self._frames(t))]
        if not known:
            listed = ", ".join(f"{t.lemma}/{t.pos.lower()}" for t in words)
            what = f"shows '{self._relation}'" if self._relation else "is in the codebook"
            self._tell("no_predicate", f"No word between the two {what}: {listed}.")
        for word, relations in known:
            held = {actor: self._finder.roles_held(word, frozenset({actor})) for actor in (one, other)}
            stands = "; ".join(f"{actor} {_as_roles(roles)}" for actor, roles in held.items())
            says = f"'{word.text}' can show {', '.join(relations)}. There {stands}."
            if not any(attempt.predicate is word for attempt in self._finder.attempts):
                says += " It was not tried, since a word above it tells already what is to be done."
            self._tell("role", says)

    def _frames(self, token: Token) -> list[str]:
        """The relations that the codebook has for a word."""
        known = self._finder.known.relations(token)
        return [relation for relation in known if self._relation in (None, relation)]


def _as_roles(roles: list[str]) -> str:
    return f"stands as {', '.join(roles)}" if roles else "has no role"
