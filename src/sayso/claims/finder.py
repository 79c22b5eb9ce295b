"""Finds claims: every predicate that a frame of the codebook knows, with the actors in its roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from sayso.actors import Cast
from sayso.claims.arguments import Arguments
from sayso.claims.circumstances import Calendar
from sayso.claims.codebook import ANY, Codebook, Frame
from sayso.claims.evidence import clause_span
from sayso.claims.holders import Holders
from sayso.claims.known import KnownWords
from sayso.claims.phrases import is_verbal, modifiers, prepositional
from sayso.claims.scenes import Map
from sayso.claims.scope import ScopeReader, Standing
from sayso.language import Parsed, Token
from sayso.model import Claim, Modality, Place, Polarity, TimeExpression

_NAMING = frozenset({"oprd", "as"})
"""Roles that say what somebody is called: 'an apostate regime' is as much as 'an apostate'."""

_OWNING = frozenset({"self", "said", "poss", "comp", "hyphen", "prefixed"})
"""Roles of names that qualify the predicate: they are no things that it acts on."""

_DONE_TO = frozenset({"target", "aim"})
"""Roles of those to whom is to be done what somebody threatens to do."""


class Filled(NamedTuple):
    """A frame with the words in its two roles."""

    frame: Frame
    predicate: Token
    subject: Token
    object: Token


class ClaimFinder:
    """The engine over one document; `arguments` tells who fills the roles of words, `known` which words have frames."""

    def __init__(
        self,
        parsed: Parsed,
        cast: Cast,
        holders: Holders,
        dates: Sequence[TimeExpression],
        codebook: Codebook,
        places: Sequence[Place] = (),
    ) -> None:
        self.parsed, self.cast, self.holders, self.codebook = parsed, cast, holders, codebook
        self.arguments, self.known = Arguments(codebook.grammar), KnownWords(codebook)
        self._calendar, self._map = Calendar(parsed, dates), Map(parsed, places, codebook.grammar.light)
        self._scope = ScopeReader(codebook.scope)
        self._transparent = frozenset(codebook.grammar.transparent)
        self._members = frozenset(codebook.grammar.members)
        self._through = frozenset(codebook.grammar.through)
        self._unasserted = frozenset(codebook.scope.unasserted)

    def claims(self) -> Iterator[Claim]:
        """All claims, one for each predicate and pair of actors, in the order of the text; not yet merged."""
        told: set[int] = set()
        for token in self.parsed.tokens:
            for filled in self._frames_at(token) if token.index not in told else ():
                yield from self.claims_of(filled)
                if not _DONE_TO.isdisjoint(filled.frame.pattern.object):  # Who threatens to attack does not attack yet.
                    deeds = self.arguments.fill(token, "deed")
                    told.update(word.index for deed in deeds for word in (deed, *deed.childs("dobj")))

    def _frames_at(self, token: Token) -> Iterator[Filled]:
        for frames in self.known.frames(token):
            taken: set[frozenset[tuple[str, ...]]] = set()
            for frame in frames:
                anchors = self._anchors(token, frame)
                if anchors is None:
                    continue
                pairs = [p for p in self._pairs(token, frame, anchors) if self._named(p) not in taken]
                taken.update(map(self._named, pairs))
                yield from (Filled(frame, token, subject, obj) for subject, obj in pairs)

    def _named(self, pair: tuple[Token, Token]) -> frozenset[tuple[str, ...]]:
        return frozenset(map(self.actors_of, pair))

    def _anchors(self, predicate: Token, frame: Frame) -> list[Token] | None:
        """The words that meet the frame's conditions; None where one is not met."""
        anchors: list[Token] = []
        for roles, lemmas in frame.where.items():
            words = [t for role in _alternatives(roles) for t in self._qualified(predicate, role)]
            meant = [t if t.lemma in lemmas else self._whole(t) for t in words]
            met = [t for t in meant if t.lemma in lemmas or ANY in lemmas]
            if not met:
                return None
            anchors += met
        return anchors

    def _qualified(self, predicate: Token, role: str) -> Sequence[Token]:
        words = self.arguments.fill(predicate, role)
        return [*words, *(m for t in words for m in modifiers(t))] if role in _NAMING else words

    def _whole(self, token: Token) -> Token:
        """'assistance' for 'every form of assistance'."""
        inner = prepositional([token], "of") if token.lemma in self._transparent else []
        return inner[0] if inner else token

    def _pairs(self, predicate: Token, frame: Frame, anchors: list[Token]) -> Iterator[tuple[Token, Token]]:
        pattern = frame.pattern
        subjects = self._first_filled(predicate, pattern.subject, anchors)
        subjects = subjects or self._deputed(predicate, pattern.subject, anchors)
        if not subjects:
            return
        objects = self._first_filled(predicate, pattern.object, anchors)
        relation = self.codebook.relations[frame.relation]
        if not objects and relation.judges_acts:
            objects = self._judged(predicate, pattern.object, anchors)
        if not objects and relation.reaches_owners:
            objects = self._affected(predicate, pattern.object, anchors)
        if pattern.mutual and pattern.subject == pattern.object:
            if is_verbal(predicate) and self._with_others(predicate, anchors):
                return
            joint = [a for a in subjects if len(self.actors_of(a)) == 2]  # 'The two met'
            pairs = [*combinations(subjects, 2), *zip(joint, joint, strict=True)]
        else:
            pairs = [(s, o) for s in subjects for o in objects if s is not o]
        yield from pairs
        if pattern.mutual and not relation.symmetric:
            yield from ((o, s) for s, o in pairs)

    def _with_others(self, verb: Token, anchors: list[Token]) -> bool:
        """Is there a third whom those that are coordinated meet or fight, and not each other ('X and Y met with Z')?"""
        words = [t for role in ("obj", "with", "against") for t in self.arguments.fill(verb, role, anchors)]
        return any(map(self.actors_of, words))

    def _first_filled(self, predicate: Token, roles: tuple[str, ...], anchors: list[Token]) -> list[Token]:
        """The words of the first role that names an actor."""
        for role in roles:
            words = [t for t in self.arguments.fill(predicate, role, anchors) if self.actors_of(t)]
            if words:
                return words
        return []

    def _deputed(self, predicate: Token, roles: tuple[str, ...], anchors: list[Token]) -> list[Token]:
        """Whose deed or thing the subject is, where it is no actor itself ('X's missiles hit Y')."""
        if "subj" not in roles:
            return []
        words = [t for t in self.arguments.fill(predicate, "subj", anchors) if t.pos == "NOUN" and not self.cast.at(t)]
        owners = [o for t in words for o in self.arguments.owners(t)]
        return [o for o in owners if self.actors_of(o)]

    def _judged(self, predicate: Token, roles: tuple[str, ...], anchors: list[Token]) -> list[Token]:
        """Whose act it is that is judged ('welcomed the statement from X', 'the raid carried out by X')."""
        words = [t for role in roles for t in self.arguments.fill(predicate, role, anchors)]
        acts = [t for t in words if t.pos == "NOUN" and not self.cast.at(t)]
        return [author for act in acts for author in self.arguments.authors(act) if self.actors_of(author)]

    def _affected(self, predicate: Token, roles: tuple[str, ...], anchors: list[Token]) -> list[Token]:
        """Whose thing it is that something is done to ('threatens X's security', 'rejects the rule of X')."""
        words = [t for role in roles if role not in _OWNING for t in self.arguments.fill(predicate, role, anchors)]
        things = [t for t in words if t.pos == "NOUN" and not self.cast.at(t)]
        return [o for t in things for o in self.arguments.owned_by(t) if self.actors_of(o)]

    def actors_of(self, token: Token, depth: int = 0) -> tuple[str, ...]:
        """The actors that a word names: itself, the whole that it is part of ('positions of X'), or by apposition."""
        if depth < 3 and token.lemma in self._members and (whole := self._whole_of(token, depth)):
            return whole
        mention = self.cast.at(token)
        if mention is not None and (actors := self.holders.actors_of(mention, token)):
            return actors
        if depth >= 3:
            return ()
        if token.lemma in self._transparent or token.lemma in self._through or token.pos == "NUM":
            for role in ("of", "poss", "comp"):
                for inner in self.arguments.fill(token, role):
                    if actors := self.actors_of(inner, depth + 1):
                        return actors
        if token.dep in ("appos", "attr"):
            for other in self.arguments.denoted(token):
                if other is not token and (actors := self.actors_of(other, depth + 1)):
                    return actors
        return ()

    def _whole_of(self, member: Token, depth: int) -> tuple[str, ...]:
        """The group whose 'fighters' or 'members' these are: what is done to them is done to it."""
        for group in prepositional([member], "of"):
            if actors := self.actors_of(group, depth + 1):
                return actors
        return ()

    def claims_of(self, filled: Filled) -> Iterator[Claim]:
        """One claim for each pair of actors that the two words name."""
        standing = self._scope.read(filled.predicate, filled.subject, filled.object)
        if standing.blocked:
            return
        subjects, objects = self.actors_of(filled.subject), self.actors_of(filled.object)
        pairs = [(subject, obj) for subject in subjects for obj in objects if subject != obj]
        for chain in self._chains(filled, standing, subjects):
            for subject, obj in pairs:
                yield self._claim(filled, standing, chain, subject, obj)

    def _chains(self, filled: Filled, standing: Standing, subjects: tuple[str, ...]) -> list[tuple[str, ...]]:
        given = self._modality(filled.frame, standing) == "actual"
        return self.holders.chains(
            filled.predicate,
            subjects,
            is_attitude=self._is_attitude(filled.frame),
            unasserted=self._unasserted if given else frozenset(),
        )

    def _claim(self, filled: Filled, standing: Standing, chain: tuple[str, ...], subject: str, obj: str) -> Claim:
        frame, predicate = filled.frame, filled.predicate
        relation, polarity = self._ended(frame) if standing.ended else (frame.relation, standing.polarity)
        shown_by = [filled.subject, filled.object, *standing.markers]
        return Claim(
            holder=chain,
            subject=subject,
            relation=relation,
            object=obj,
            polarity=polarity,
            modality=self._modality(frame, standing),
            when=self._calendar.when(predicate),
            where=self._map.where(predicate, filled.subject, filled.object, attitude=self._is_attitude(frame)),
            evidence=(clause_span(self.parsed.document.text, predicate, *shown_by),),
            confidence=frame.confidence,
            why=f"frame {frame.id}",
        )

    def _is_attitude(self, frame: Frame) -> bool:
        return self.codebook.relations[frame.relation].attitude

    def _modality(self, frame: Frame, standing: Standing) -> Modality:
        wanted = standing.modality == "intended" and not standing.asked and self._is_attitude(frame)
        return frame.modality if frame.fixed or wanted or standing.modality == "actual" else standing.modality

    def _ended(self, frame: Frame) -> tuple[str, Polarity]:
        """What 'no longer' makes of a relation: another one where the codebook names it, else its denial."""
        ended = self.codebook.relations[frame.relation].ended
        return (ended, "affirmed") if ended else (frame.relation, "denied")


@cache
def _alternatives(roles: str) -> tuple[str, ...]:
    return tuple(roles.split("|"))
