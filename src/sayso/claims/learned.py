"""The learned engine of the claims step: a second reader beside the frames, and a judge over what both propose."""

from __future__ import annotations

from sayso.actors import Cast
from sayso.claims.codebook import Codebook
from sayso.claims.finder import ClaimFinder
from sayso.claims.holders import Holders
from sayso.claims.pair_signs import PairSigns
from sayso.claims.proposing import claims_of, framed_proposals, propose
from sayso.claims.reader import PairReader, PairWeights, load_weights
from sayso.claims.voting import Judge, Proposal, load_judge, vote
from sayso.language import Parsed
from sayso.model import Claim


class LearnedClaims:
    """Reader and judge, by default with the weights that come with sayso.

    Raises ModelError where these cannot be read.
    """

    def __init__(self, weights: PairWeights | None = None, judge: Judge | None = None) -> None:
        self._weights = weights or load_weights()
        self._judge = judge or load_judge()

    def __call__(
        self, parsed: Parsed, cast: Cast, holders: Holders, finder: ClaimFinder, codebook: Codebook
    ) -> list[Claim]:
        """The claims that stay of what frames and reader propose, not yet merged."""
        voted = vote(self.proposals(parsed, cast, holders, finder, codebook), codebook, self._judge)
        return [claim for one in voted for claim in claims_of(one, finder, codebook)]

    def proposals(
        self, parsed: Parsed, cast: Cast, holders: Holders, finder: ClaimFinder, codebook: Codebook
    ) -> list[Proposal]:
        """What frames and reader propose for a document."""
        framed = framed_proposals(parsed, finder)
        signs = PairSigns(parsed, cast, holders, codebook, framed)
        readings = PairReader(self._weights, codebook.relations)(signs)
        return propose(framed, readings, codebook, self._weights.relations)
