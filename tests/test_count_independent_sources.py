"""Is this twenty articles or one press release? How voices are folded into independent sources, case by case."""

from __future__ import annotations

from itertools import count

import pytest

from sayso.corpus.independence import FOLDS, USUAL, fold
from sayso.storage.voices import Voice


class Told:
    """Collects voices: `says('Herald', 'Ministry')` is a document of the Herald that cites the Ministry."""

    def __init__(self):
        self.voices = []
        self._numbers = count(1)

    def says(self, *chain, how=None, day="2024-01-01", copied_from=None, document=None):
        """`how` is the standing of the last holder; gives the document."""
        number = next(self._numbers)
        standings = ["named"] * len(chain)
        if how:
            standings[-1] = how
        voice = Voice(number, document or number, "affirmed", chain, tuple(standings), day, copied_from)
        self.voices.append(voice)
        return voice.document

    def folded(self, folds=USUAL, owners=None):
        return fold(self.voices, folds=folds, owners=owners or {})

    def named(self, folds=USUAL, owners=None):
        return [root.identities for root in self.folded(folds, owners).roots if root.kind == "named"]


@pytest.fixture
def told():
    return Told()


class TestTheRoot:
    """On whose word a claim stands in the end."""

    def test_is_the_publisher_where_nobody_is_cited(self, told):
        told.says("Herald")
        assert told.named() == [("Herald",)]

    def test_is_the_last_who_is_cited(self, told):
        told.says("Herald", "Wire", "Ministry")
        assert told.named() == [("Ministry",)]

    def test_is_one_however_many_cite_it(self, told):
        for outlet in ("Herald", "Gazette", "Courier"):
            told.says(outlet, "Ministry")
        assert told.named() == [("Ministry",)]

    def test_of_one_document_may_be_several(self, told):
        document = told.says("Herald", "Ministry")
        told.says("Herald", "Front", document=document)
        assert (told.folded().documents, told.named()) == (1, [("Ministry",), ("Front",)])


class TestWithoutAName:
    """Sources that nobody names are counted apart, and never as independent."""

    @pytest.mark.parametrize("how", ["anonymous", "described"])
    def test_they_are_no_independent_source(self, told, how):
        told.says("Herald", "officials", how=how)
        assert (told.folded().number("named"), told.folded().number("anonymous")) == (0, 1)

    def test_they_are_told_apart_only_by_who_vouches_for_them(self, told):
        told.says("Herald", "officials", how="anonymous")
        told.says("Herald", "a diplomat", how="anonymous")
        told.says("Gazette", "officials", how="anonymous")
        assert told.folded().number("anonymous") == 2

    def test_one_that_a_named_source_cites_is_vouched_for_by_that(self, told):
        told.says("Herald", "Wire", "officials", how="anonymous")
        told.says("Gazette", "Wire", "officials", how="anonymous")
        [root] = told.folded().roots
        assert (root.kind, root.identities) == ("anonymous", ("Wire",))

    def test_comments_are_counted_apart_whomever_they_cite(self, told):
        told.voices.append(Voice(1, 1, "affirmed", ("reader", "Ministry"), ("reader", "named")))
        folded = told.folded()
        assert (folded.number("named"), folded.number("reader")) == (0, 1)


class TestReprints:
    """A copy says nothing that the original does not say."""

    def test_a_copy_by_another_outlet_is_no_source(self, told):
        original = told.says("Herald", day="2024-01-01")
        told.says("Gazette", day="2024-01-02", copied_from=original)
        told.says("Courier", day="2024-01-03", copied_from=original)
        folded = told.folded()
        assert (folded.documents, folded.originals) == (3, 1)
        assert told.named() == [("Herald",)]

    def test_a_copy_of_a_copy_is_one_too(self, told):
        original = told.says("Herald")
        copy = told.says("Gazette", copied_from=original, day="2024-01-02")
        told.says("Courier", copied_from=copy, day="2024-01-03")
        assert told.named() == [("Herald",)]

    def test_what_the_copying_document_adds_of_its_own_counts(self, told):
        original = told.says("Herald")
        copy = told.says("Gazette", copied_from=original)
        told.says("Gazette", "Front", document=copy)
        assert told.named() == [("Herald",), ("Front",)]

    def test_copies_of_a_text_that_is_not_in_the_corpus_are_one(self, told):
        told.says("Herald", copied_from=77, day="2024-01-02")
        told.says("Gazette", copied_from=77, day="2024-01-01")
        assert told.named() == [("Gazette",)]

    def test_texts_copied_from_each_other_are_one(self, told):
        told.says("Herald", copied_from=2)
        told.says("Gazette", copied_from=1)
        assert len(told.named()) == 1

    def test_the_copies_are_listed_with_what_they_copy(self, told):
        original = told.says("Herald", "Ministry")
        told.says("Gazette", "Ministry", copied_from=original)
        [root] = told.folded().roots
        assert (root.claims, root.copies) == ((1,), (2,))

    def test_they_count_where_the_fold_is_off(self, told):
        original = told.says("Herald")
        told.says("Gazette", copied_from=original)
        assert told.named(USUAL - {"reprints"}) == [("Herald",), ("Gazette",)]


class TestCitingOneself:
    """Who speaks through his own outlet speaks once."""

    def test_an_outlet_that_cites_its_own_reporter_is_one_source(self, told):
        told.says("Herald")
        told.says("Herald", "a Herald reporter", how="self")
        assert told.named() == [("Herald", "a Herald reporter")]

    def test_an_owner_and_its_outlet_are_one_where_both_say_it(self, told):
        told.says("Radio", day="2024-01-01")
        told.says("Gazette", "Front", day="2024-01-02")
        assert told.named(owners={"Radio": "Front"}) == [("Radio", "Front")]

    def test_an_outlet_is_itself_where_its_owner_is_silent(self, told):
        told.says("Radio")
        told.says("Gazette")
        assert told.named(owners={"Radio": "Front"}) == [("Radio",), ("Gazette",)]


class TestCircles:
    """Those who cite each other are one: none of them is where it comes from."""

    def test_two_outlets_that_cite_each_other_are_one(self, told):
        told.says("Herald", "Gazette")
        told.says("Gazette", "Herald")
        assert told.named() == [("Gazette", "Herald")]

    def test_so_are_three_in_a_ring_and_who_cites_them_is_no_part_of_it(self, told):
        for citing, cited in (("Herald", "Gazette"), ("Gazette", "Courier"), ("Courier", "Herald"), ("Wire", "Herald")):
            told.says(citing, cited)
        told.says("Wire")
        assert [set(root) for root in told.named()] == [{"Gazette", "Courier", "Herald"}, {"Wire"}]
        circles = next(step for step in told.folded().steps if step.fold == "circles")
        assert circles.joined == (("Courier", "Gazette", "Herald"),)

    def test_to_cite_without_being_cited_back_is_no_circle(self, told):
        told.says("Herald", "Gazette")
        told.says("Gazette")
        told.says("Courier", "Herald", "Gazette")
        assert told.named() == [("Gazette",)]
        assert all(step.joined == () for step in told.folded().steps)

    def test_they_count_one_by_one_where_the_fold_is_off(self, told):
        told.says("Herald", "Gazette")
        told.says("Gazette", "Herald")
        assert told.named(USUAL - {"circles"}) == [("Gazette",), ("Herald",)]


class TestOwners:
    """Outlets of one house are one source only where that is asked for."""

    OWNERS = {"Courier": "House", "Echo": "House"}  # noqa: RUF012

    def test_they_count_one_by_one_as_a_rule(self, told):
        told.says("Courier")
        told.says("Echo")
        assert told.named(owners=self.OWNERS) == [("Courier",), ("Echo",)]

    def test_they_are_one_where_that_is_asked_for(self, told):
        told.says("Courier")
        told.says("Echo")
        told.says("Herald")
        assert told.named(FOLDS, self.OWNERS) == [("Courier", "Echo"), ("Herald",)]


def test_the_way_from_documents_to_sources_is_told_step_by_step(told):
    original = told.says("Herald", "Ministry")
    told.says("Gazette", "Ministry", copied_from=original)
    told.says("Courier", "Ministry")
    told.says("Echo", "Wire")
    told.says("Wire", "Echo")
    told.says("Echo", "officials", how="anonymous")
    folded = told.folded()
    assert [(step.fold, step.before, step.after) for step in folded.steps] == [
        ("reprints", 6, 5),
        ("self", 5, 5),
        ("speaker", 5, 4),
        ("circles", 4, 3),
    ]
    assert [(root.kind, root.identities) for root in folded.roots] == [
        ("named", ("Ministry",)),
        ("named", ("Wire", "Echo")),
        ("anonymous", ("Echo",)),
    ]
