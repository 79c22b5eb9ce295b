"""The learned engine of the claims step: a second reader beside the frames, and a judge over what both propose."""

from __future__ import annotations

from sayso.claims.finder import ClaimFinder
from sayso.claims.pair_signs import PairSigns
from sayso.claims.proposing import claims_of, framed_proposals, propose
from sayso.claims.reader import PairReader, PairWeights, load_weights
from sayso.claims.voting import Judge, Proposal, load_judge, vote
from sayso.model import Claim


class LearnedClaims:
    """Reader and judge, by default with the weights that come with sayso.

    Raises ModelError where these cannot be read.
    """

    def __init__(self, weights: PairWeights | None = None, judge: Judge | None = None) -> None:
        self._weights = weights or load_weights()
        self._judge = judge or load_judge()

    def __call__(self, finder: ClaimFinder) -> list[Claim]:
        """The claims that stay of what frames and reader propose for the finder's document, not yet merged."""
        voted = vote(self.proposals(finder), finder.codebook, self._judge)
        return [claim for one in voted for claim in claims_of(one, finder)]

    def proposals(self, finder: ClaimFinder) -> list[Proposal]:
        """What frames and reader propose for a document."""
        framed = framed_proposals(finder)
        pairs = PairSigns(finder, framed, self._weights.rows)
        readings = PairReader(self._weights, finder.codebook.relations)(pairs)
        return propose(framed, readings, finder.codebook, self._weights.relations)
