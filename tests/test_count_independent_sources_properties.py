"""What must hold of the count of independent sources, whoever says what and in whatever order."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from sayso.corpus.independence import FOLDS, USUAL, count, fold
from sayso.storage.voices import Voice

PEOPLE = ["Herald", "Gazette", "Courier", "Wire", "Ministry", "Front", "Council"]
STANDINGS = ["named", "named", "named", "anonymous", "self", "described"]
OWNERS = {"Herald": "Ministry", "Gazette": "Ministry", "Wire": "Front"}


@dataclass
class Corpus:
    """Voices under one side of one statement."""

    voices: list[Voice]

    def roots(self, folds=USUAL):
        return fold(self.voices, folds=folds, owners=OWNERS).number("named")


@st.composite
def corpora(draw):
    """Up to eight documents, each with its own publisher; some are copies of others."""
    voices = []
    for document in range(1, draw(st.integers(1, 8)) + 1):
        publisher = draw(st.sampled_from([*PEOPLE[:4], "reader"]))
        copied_from = draw(st.none() | st.integers(1, 8).filter(lambda other, own=document: other != own))
        for _ in range(draw(st.integers(1, 2))):
            cited = draw(st.lists(st.sampled_from(PEOPLE), max_size=3))
            outermost = "reader" if publisher == "reader" else "named"
            standings = (outermost, *(draw(st.sampled_from(STANDINGS)) for _ in cited))
            day = draw(st.none() | st.sampled_from(["2024-01-02", "2024-01-03", "2024-02"]))
            voices.append(
                Voice(len(voices) + 1, document, "affirmed", (publisher, *cited), standings, day, copied_from)
            )
    return Corpus(voices)


FOLD_SETS = st.sets(st.sampled_from(FOLDS))


@given(corpora(), st.data())
def test_the_order_of_the_voices_does_not_matter(corpus, data):
    shuffled = data.draw(st.permutations(corpus.voices))
    assert fold(shuffled, folds=FOLDS, owners=OWNERS) == fold(corpus.voices, folds=FOLDS, owners=OWNERS)


@given(corpora(), FOLD_SETS, st.sampled_from(FOLDS))
def test_a_further_fold_never_gives_more_sources(corpus, folds, further):
    before = fold(corpus.voices, folds=folds, owners=OWNERS)
    after = fold(corpus.voices, folds=folds | {further}, owners=OWNERS)
    assert len(after.roots) <= len(before.roots)


@given(corpora(), FOLD_SETS)
def test_no_step_gives_more_than_there_were(corpus, folds):
    folding = fold(corpus.voices, folds=folds, owners=OWNERS)
    assert all(step.after <= step.before for step in folding.steps)
    sources = [step for step in folding.steps if step.fold != "reprints"]
    assert [step.before for step in sources[1:]] == [step.after for step in sources[:-1]]
    if sources:
        assert (sources[0].before, sources[-1].after) == (folding.voices, len(folding.roots))


@given(corpora(), st.data())
def test_a_reprint_never_raises_the_count_whoever_puts_it_out(corpus, data):
    copied = data.draw(st.sampled_from(corpus.voices)).document
    publisher = data.draw(st.sampled_from(["A new paper", *PEOPLE]))
    copies = [
        voice._replace(
            claim=100 + voice.claim,
            document=100,
            holders=(voice.holders[0] if voice.standings[0] == "reader" else publisher, *voice.holders[1:]),
            day=None,  # it comes behind all others
            copied_from=copied,
        )
        for voice in corpus.voices
        if voice.document == copied
    ]
    before, after = fold(corpus.voices), fold([*corpus.voices, *copies])
    assert len(after.roots) <= len(before.roots)
    assert after.number("named") <= before.number("named")
    assert (after.documents, after.originals) == (before.documents + 1, before.originals)


@given(corpora(), st.sampled_from([("A new paper",), ("A new paper", "Herald"), ("Herald",)]))
def test_a_new_source_with_a_name_raises_the_count_by_one(corpus, way):
    chain = (*way, "A new witness")
    new = Voice(100, 100, "affirmed", chain, ("named",) * len(chain))
    assert fold([*corpus.voices, new]).number("named") == fold(corpus.voices).number("named") + 1


@given(corpora(), st.data())
def test_a_source_that_says_it_again_does_not_raise_the_count(corpus, data):
    again = data.draw(st.sampled_from(corpus.voices))
    more = again._replace(claim=100, document=100, copied_from=None, day="2024-04-01")
    assert fold([*corpus.voices, more]).number("named") <= fold(corpus.voices).number("named") + (
        again.copied_from is not None
    )


@given(corpora(), FOLD_SETS)
def test_the_quick_count_is_that_of_the_folding(corpus, folds):
    folding = fold(corpus.voices, folds=folds, owners=OWNERS)
    quick = count(corpus.voices, folds=folds, owners=OWNERS)
    assert quick == (
        folding.documents, folding.originals, *(folding.number(kind) for kind in ("named", "anonymous", "reader"))
    )  # fmt: skip


@given(corpora(), FOLD_SETS)
def test_every_claim_rests_on_exactly_one_root(corpus, folds):
    roots = fold(corpus.voices, folds=folds, owners=OWNERS).roots
    claims = sorted(claim for root in roots for claim in (*root.claims, *root.copies))
    assert claims == [voice.claim for voice in corpus.voices]
