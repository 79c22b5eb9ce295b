"""What frames and the learned reader propose, as claims with holder, standing, date, place and evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from sayso.claims.codebook import Codebook, Frame, Pattern
from sayso.claims.finder import ClaimFinder, Filled
from sayso.claims.known import KnownWords
from sayso.claims.pairs import way
from sayso.claims.phrases import is_verbal
from sayso.claims.reader import Reading
from sayso.claims.voting import Key, Proposal, Voted, pair_key, reason
from sayso.language import Token
from sayso.model import Claim

_ANY = Pattern(("subj",), ("obj",))


def framed_proposals(finder: ClaimFinder) -> list[Proposal]:
    """What the frames of the codebook propose."""
    found = []
    for claim in finder.claims():
        at = finder.parsed.token_at(claim.evidence[0][0])
        sentence = at.sentence.index if at else -1
        pair = claim.subject, claim.relation, claim.object
        found.append(Proposal(*pair, sentence, framed=claim.confidence, claim=claim))
    return found


def propose(
    framed: Sequence[Proposal], readings: Iterable[Reading], codebook: Codebook, learnt: Collection[str]
) -> list[Proposal]:
    """The proposals of the frames with the reader's chances, then what the reader alone proposes.

    `learnt` are the relations that the reader knows. A sentence that names a pair several times gives the likeliest
    reading of each relation.
    """
    best: dict[tuple[int, Key], Reading] = {}
    for reading in readings:
        pair = reading.pair
        key = pair.first.head.sentence.index, pair_key(reading.relation, pair.subject, pair.object, codebook)
        if key not in best or reading.chance > best[key].chance:
            best[key] = reading
    proposals, taken = [], set()
    for proposal in framed:
        key = proposal.sentence, pair_key(proposal.relation, proposal.subject, proposal.object, codebook)
        taken.add(key)
        unread = 0.0 if proposal.relation in learnt else None
        proposals.append(proposal._replace(chance=best[key].chance if key in best else unread))
    alone = ((sentence, reading) for (sentence, key), reading in best.items() if (sentence, key) not in taken)
    return proposals + [
        Proposal(r.pair.subject, r.relation, r.pair.object, sentence, chance=r.chance, reading=r)
        for sentence, r in alone
    ]


def claims_of(voted: Voted, finder: ClaimFinder) -> Iterator[Claim]:
    """The claims that a proposal comes to: that of its frame, or of a reading one for each chain of holders."""
    proposal, confidence = voted
    made = [proposal.claim] if proposal.claim else _read(proposal.reading, finder) if proposal.reading else ()
    for claim in made:
        yield replace(claim, confidence=confidence, why=reason(proposal))


def _read(reading: Reading, finder: ClaimFinder) -> Iterator[Claim]:
    pair, predicate = reading.pair, _predicate(reading, finder.known)
    frame = Frame(
        id="", relation=reading.relation, lemma=predicate.lemma, pos="verb", pattern=_ANY, where={},
        modality="actual", fixed=False, confidence=reading.chance,
    )  # fmt: skip
    for claim in finder.claims_of(Filled(frame, predicate, pair.first.head, pair.second.head)):
        if (claim.subject, claim.object) == (pair.subject, pair.object):
            yield claim


def _predicate(reading: Reading, words: KnownWords) -> Token:
    """The word on the way between two actors whose scope and clause count for what relates them.

    One that the codebook knows for the relation, or else a verb.
    """
    passed = way(reading.pair.first.head, reading.pair.second.head)
    inner = passed.inner()
    known = [t for t in inner if reading.relation in words.relations(t)]
    verbs = [t for t in inner if is_verbal(t)]
    return known[0] if known else passed.top if passed.top in verbs or not verbs else verbs[0]
