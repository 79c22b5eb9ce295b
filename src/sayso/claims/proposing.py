"""What frames and the learned reader propose, as claims with holder, standing, date, place and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from sayso.claims.codebook import Codebook, Frame, Pattern
from sayso.claims.finder import ClaimFinder, Filled
from sayso.claims.pairs import known_relations, way
from sayso.claims.phrases import is_verbal
from sayso.claims.reader import Reading
from sayso.claims.voting import Proposal, pair_key
from sayso.language import Parsed, Token

_ANY = Pattern(("subj",), ("obj",))


def propose(
    finder: ClaimFinder, framed: Sequence[Proposal], readings: Iterable[Reading], codebook: Codebook
) -> list[Proposal]:
    """The proposals of the frames with the reader's chances, then what the reader alone proposes.

    A sentence that names a pair several times gives the likeliest reading of each relation.
    """
    best: dict[tuple[object, ...], Reading] = {}
    for reading in readings:
        pair = reading.pair
        at = pair.first.head.sentence.index
        key = (at, *pair_key(reading.relation, pair.subject, pair.object, codebook))
        if key not in best or reading.chance > best[key].chance:
            best[key] = reading
    keys = [(p.sentence, *pair_key(p.claim.relation, p.claim.subject, p.claim.object, codebook)) for p in framed]
    judged = [p._replace(chance=best[k].chance) if k in best else p for p, k in zip(framed, keys, strict=True)]
    alone = [reading for key, reading in best.items() if key not in set(keys)]
    return [*judged, *(p for reading in alone for p in _proposals(finder, reading, codebook))]


def framed_proposals(parsed: Parsed, finder: ClaimFinder) -> list[Proposal]:
    """What the frames of the codebook propose."""
    found = []
    for claim in finder.claims():
        at = parsed.token_at(claim.evidence[0][0])
        found.append(Proposal(claim, at.sentence.index if at else -1, framed=claim.confidence))
    return found


def _proposals(finder: ClaimFinder, reading: Reading, codebook: Codebook) -> Iterator[Proposal]:
    """The claims of a reading, one for each chain of holders."""
    pair = reading.pair
    predicate = _predicate(reading, codebook)
    frame = Frame(
        id="", relation=reading.relation, lemma=predicate.lemma, pos="verb", pattern=_ANY, where={},
        modality="actual", fixed=False, confidence=reading.chance,
    )  # fmt: skip
    for claim in finder.claims_of(Filled(frame, predicate, pair.first.head, pair.second.head)):
        if (claim.subject, claim.object) == (pair.subject, pair.object):
            yield Proposal(replace(claim, why=""), pair.first.head.sentence.index, chance=reading.chance)


def _predicate(reading: Reading, codebook: Codebook) -> Token:
    """The word on the way between two actors whose scope and clause count for what relates them.

    One that the codebook knows for the relation, or else a verb.
    """
    passed = way(reading.pair.first.head, reading.pair.second.head)
    inner = passed.inner()
    known = [t for t in inner if reading.relation in known_relations(t, codebook)]
    verbs = [t for t in inner if is_verbal(t)]
    return known[0] if known else passed.top if passed.top in verbs or not verbs else verbs[0]
