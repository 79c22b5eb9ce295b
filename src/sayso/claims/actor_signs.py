"""What a document shows of each actor of its cast, as far as it may tell whether somebody claims something about it.

Names of people and places are no signs, so that what was learnt holds for conflicts that it was not learnt from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log1p

from sayso.actors import Cast
from sayso.actors.folding import fold
from sayso.claims.codebook import Codebook
from sayso.claims.known import KnownWords
from sayso.language import Parsed, Token
from sayso.model import Attribution, Claim, Label, Mention, Span

_PLACES = {
    "nsubj": "subject", "agent": "subject", "nsubjpass": "passive", "dobj": "object", "dative": "object",
    "poss": "owner", "compound": "modifier", "amod": "modifier", "nmod": "modifier", "pobj": "prepositional",
    "attr": "predicate", "appos": "predicate", "ROOT": "root",
}  # fmt: skip
_BESIDE = ("subject", "passive", "object", "owner", "modifier", "prepositional", "predicate", "root", "other")
_BEFORE = ("det", "poss", "amod", "compound", "nummod", "nmod")
_BEHIND = ("prep", "relcl", "acl", "appos", "conj")
_NEAR = 5
"""How many heads up a predicate of the codebook is looked for."""
_SHORT = 3
"""Words of fewer letters ('of') make no two actors alike."""


@dataclass(slots=True)
class Signs:
    """What tells for or against one actor: `numbers` by name, and `words`, which are there or not."""

    numbers: dict[str, float] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Scene:
    """A document with all that the steps before have found in it, the claims and labels among it."""

    parsed: Parsed
    cast: Cast
    attributions: Sequence[Attribution]
    claims: Sequence[Claim]
    labels: Sequence[Label]
    codebook: Codebook
    known: KnownWords


def find_signs(scene: Scene) -> dict[str, Signs]:
    """The signs of each actor that the document mentions, by its key, in the order of the cast."""
    spots = _spots(scene)
    found = {key: Signs() for key in scene.cast.actors if key in spots}
    for read in (_read_counts, _read_grammar, _read_surroundings, _read_kin):
        read(scene, spots, found)
    _read_claims(scene, found)
    return found


@dataclass(frozen=True, slots=True)
class _Spot:
    mention: Mention
    head: Token


_Spots = dict[str, list[_Spot]]


def _spots(scene: Scene) -> _Spots:
    heads = {token.start: token for token in scene.parsed.tokens}
    found: _Spots = defaultdict(list)
    for mention in scene.cast.mentions:
        if mention.head in heads:
            for key in mention.actors:
                found[key].append(_Spot(mention, heads[mention.head]))
    return dict(found)


def _read_counts(scene: Scene, spots: _Spots, found: dict[str, Signs]) -> None:
    """How often, where and in what company the actor is mentioned."""
    sentences, title = max(1, len(scene.parsed.sentences)), fold(scene.parsed.document.title or "")
    all_spots = sum(map(len, spots.values()))
    rank = {key: place for place, key in enumerate(sorted(found, key=lambda key: -len(spots[key])))}
    company = Counter(index for key in found for index in {spot.head.sentence.index for spot in spots[key]})
    spoken = Counter(scene.cast.voices)
    for key, signs in found.items():
        actor, own = scene.cast.actors[key], spots[key]
        kinds = Counter(spot.mention.kind for spot in own)
        where = [spot.head.sentence.index for spot in own]
        beside = [company[index] - 1 for index in where]
        signs.words.add(f"type {actor.type}")
        signs.words.update(f"voice {spot.head.sentence.passage.voice}" for spot in own)
        signs.numbers |= {
            "names": log1p(kinds["name"]), "nominals": log1p(kinds["nominal"]), "pronouns": log1p(kinds["pronoun"]),
            "mentions": log1p(len(own)), "share": len(own) / all_spots, "rank": log1p(rank[key]),
            "relative rank": rank[key] / len(found), "actors": log1p(len(found)),
            "first": min(where) / sentences, "first sentence": min(*where, 50), "last": max(where) / sentences,
            "sentences": log1p(len(set(where))), "length": log1p(sentences),
            "in title": any(name and name in title for name in map(fold, actor.names)),
            "in registry": actor.registry is not None, "speaks": spoken[key] / sentences,
            "company": sum(beside) / len(beside), "most company": max(beside), "alone": beside.count(0) / len(beside),
            "wordings": log1p(len(actor.names)), "longest": max(len(name.split()) for name in (key, *actor.names)),
        }  # fmt: skip


def _read_grammar(scene: Scene, spots: _Spots, found: dict[str, Signs]) -> None:
    """What governs the mentions, what qualifies them, and whether it is a predicate of the codebook."""
    for key, signs in found.items():
        counts: Counter[str] = Counter()
        for spot in spots[key]:
            governor, place, preposition = _governor(spot.head)
            counts[place] += 1
            signs.words.update(_outside(spot.head, governor, place, preposition))
            signs.words.update(_inside(spot) if spot.mention.kind != "pronoun" else (f"pronoun {spot.head.lower}",))
            valences = _valences(governor, scene)
            signs.words.update(f"frame {valence} {place}" for valence in valences)
            counts["framed"] += bool(valences)
            counts["near a frame"] = max(counts["near a frame"], _nearness(spot.head, scene.known))
        size = len(spots[key])
        signs.numbers |= {place: log1p(counts[place]) for place in (*_BESIDE, "framed")}
        signs.numbers |= {f"{place} share": counts[place] / size for place in (*_BESIDE, "framed")}
        signs.numbers["near a frame"] = counts["near a frame"]


def _governor(token: Token) -> tuple[Token, str, str]:
    """The word on which a mention depends, through coordination and prepositions, its place there and preposition."""
    while token.dep == "conj" and token.head is not token:
        token = token.head
    head, place = token.head, _PLACES.get(token.dep, "other")
    if token.dep != "pobj":
        return head, place, ""
    preposition, head = head, head.head
    if head.dep == "prep":
        head = head.head
    return head, "subject" if preposition.dep == "agent" else place, preposition.lower


def _outside(head: Token, governor: Token, place: str, preposition: str) -> Iterator[str]:
    yield f"{place} of {_said(governor)}"
    yield f"{place} of {governor.pos}"
    yield f"{head.dep} {preposition}".rstrip()
    if place in ("owner", "modifier", "prepositional"):
        further, its_place, _ = _governor(governor)
        yield f"{its_place} of {_said(further)}, within"


def _inside(spot: _Spot) -> Iterator[str]:
    head = spot.head
    yield f"is {_said(head)}"
    yield f"tag {head.tag}"
    for child in head.children:
        if child.index < head.index and child.dep in _BEFORE:
            yield f"{child.dep} {_said(child)}"
            yield f"has {child.dep}"
        elif child.index > head.index and child.dep in _BEHIND:
            yield f"before {child.lower if child.dep == 'prep' else child.dep}"


def _said(token: Token) -> str:
    """The lemma, but of a proper name only that it is one."""
    return "a name" if token.pos == "PROPN" or token.entity or not token.lemma.isalpha() else token.lemma


def _valences(token: Token, scene: Scene) -> set[str]:
    return {str(scene.codebook.relations[relation].valence) for relation in scene.known.relations(token)}


def _nearness(token: Token, known: KnownWords) -> int:
    """How near a predicate of the codebook stands above a word: 5 for its head, 0 where none is near."""
    for distance, above in zip(range(_NEAR), token.ancestors(), strict=False):
        if known.frames(above):
            return _NEAR - distance
    return 0


def _read_claims(scene: Scene, found: dict[str, Signs]) -> None:
    """The claims that were found about the actor, how sure they are, and with whom."""
    counts: Counter[tuple[str, str]] = Counter()
    surest: dict[str, float] = defaultdict(float)
    partners: dict[str, set[str]] = defaultdict(set)
    for claim in scene.claims:
        valence = scene.codebook.relations[claim.relation].valence
        for role, key, other in (("subject", claim.subject, claim.object), ("object", claim.object, claim.subject)):
            counts.update(((key, "claims"), (key, f"claims as {role}")))
            surest[key] = max(surest[key], claim.confidence)
            partners[key].add(other)
            if key in found:
                found[key].words.add(f"claim {valence} {role}")
    counts.update((label.actor, "labels") for label in scene.labels)
    counts.update((holder, "holds") for claim in scene.claims for holder in claim.holder[1:])
    counts.update((a.holder, "source") for a in scene.attributions if a.holder)
    for key, signs in found.items():
        names = ("claims", "claims as subject", "claims as object", "labels", "holds", "source")
        signs.numbers |= {name: log1p(counts[key, name]) for name in names}
        signs.numbers |= {"surest claim": surest[key], "partners": log1p(len(partners[key]))}


def _read_surroundings(scene: Scene, spots: _Spots, found: dict[str, Signs]) -> None:
    """How many mentions stand in the evidence of claims, and in what somebody is reported to say."""
    covered = {
        "in evidence": _covered(scene.parsed, (span for claim in scene.claims for span in claim.evidence)),
        "reported": _covered(scene.parsed, (span for a in scene.attributions for span in a.content)),
    }
    for key, signs in found.items():
        for name, words in covered.items():
            inside = sum(spot.head.index in words for spot in spots[key])
            signs.numbers |= {name: log1p(inside), f"{name} share": inside / len(spots[key])}


def _covered(parsed: Parsed, spans: Iterable[Span]) -> set[int]:
    """The numbers of the words in any of these spans."""
    return {token.index for start, end in dict.fromkeys(spans) for token in parsed.tokens_in(start, end)}


def _read_kin(scene: Scene, spots: _Spots, found: dict[str, Signs]) -> None:
    """Others with the same head, name or word: of several that may be one actor, annotators have one."""
    claims = Counter(key for claim in scene.claims for key in (claim.subject, claim.object))
    names = {key: {fold(name) for name in (key, *scene.cast.actors[key].names)} for key in found}
    kin = {
        "head": {key: {spot.head.lemma for spot in spots[key] if spot.mention.kind != "pronoun"} for key in found},
        "name": names,
        "word": {key: {w for name in own for w in name.split() if len(w) >= _SHORT} for key, own in names.items()},
    }
    for kind, shared in kin.items():
        more = _most(shared, lambda key: len(spots[key]))
        claimed = _most(shared, lambda key: claims[key])
        size = Counter(item for items in shared.values() for item in items)
        for key, signs in found.items():
            others = max((size[item] for item in shared[key]), default=1) - 1
            bigger = max((more[item] for item in shared[key]), default=0)
            signs.numbers |= {
                f"same {kind}": log1p(others),
                f"same {kind}, more mentions": log1p(bigger) if bigger > len(spots[key]) else 0.0,
                f"same {kind}, more claims": max((claimed[i] for i in shared[key]), default=0) > claims[key],
            }


def _most(shared: dict[str, set[str]], count: Callable[[str], int]) -> dict[str, int]:
    """The highest count among the actors that share each item."""
    most: dict[str, int] = defaultdict(int)
    for key, items in shared.items():
        for item in items:
            most[item] = max(most[item], count(key))
    return most
