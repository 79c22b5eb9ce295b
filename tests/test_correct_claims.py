"""Claims are put right by hand from the command line, and what no longer fits the text is told, not guessed."""

from __future__ import annotations

import json

import msgspec
import pytest
from typer.testing import CliRunner

from claimed_project import make_project, reader, said
from sayso import ClaimFilter
from sayso.cli import app
from sayso.corpus.claim_replay import anchor_of, replay_claims
from sayso.corpus.reviewing import Reading
from sayso.errors import UsageError
from sayso.model import Actor, Analysis, Claim, Document
from sayso.storage.claim_events import Accept, Add, Anchor, Change, Content, Reject
from sayso.storage.corrections import Correction

TEXT = "Alba attacks Bero and Alba hits Bero."
BOTH = ((0, 17), (22, 36))


def found(*relations, text=TEXT, spans=BOTH, names=("Alba", "Bero")):
    claims = tuple(
        Claim(holder=("Gazette",), subject=names[0], relation=relation, object=names[1], evidence=(span,))
        for relation, span in zip(relations, spans, strict=False)
    )
    actors = {name: Actor(type="state", names=(name, name[:4])) for name in names}
    return Analysis(document=Document(id="d", text=text), actors=actors, claims=claims)


def after(body, now, relations=()):
    """How the claims read after one event, how they stand, and what became of the event."""
    state = replay_claims([Correction(id="e", made_at="2024", author="Ada", body=body)], {}, now, relations)
    return [(one.claim.relation, one.review) for one in state.claims], state.outcomes["e"]


@pytest.fixture
def anchor():
    before = found("attacks")
    return anchor_of(before, before.claims[0])


class TestConflicts:
    def test_words_that_are_gone(self, anchor):
        claims, outcome = after(Accept(anchor, anchor.content), found("attacks", text="Nothing.", spans=((0, 7),)))
        assert claims == [("attacks", None)]
        assert (outcome.standing, outcome.note) == ("conflict", "the words are no longer there")

    def test_words_that_moved_are_found_again(self, anchor):
        now = found("attacks", text=f"Late. {TEXT}", spans=((6, 23),))
        assert after(Reject(anchor, anchor.content), now)[0] == [("attacks", "rejected")]

    def test_words_that_now_stand_twice(self, anchor):
        twice = "Well. Alba attacks Bero. Alba attacks Bero."
        _, outcome = after(Accept(anchor, anchor.content), found(text=twice))
        assert (outcome.standing, outcome.note) == ("conflict", "the words now stand there twice")

    def test_two_claims_that_now_fit(self, anchor):
        now = found("supports", "leads", spans=((0, 16), (1, 17)))
        claims, outcome = after(Change(anchor, anchor.content), now)
        assert claims == [("supports", None), ("leads", None)]
        assert (outcome.standing, outcome.note) == ("conflict", "several claims now stand at these words and fit")

    def test_a_relation_that_the_codebook_no_longer_has(self, anchor):
        _, outcome = after(Accept(anchor, anchor.content), found("attacks"), relations={"supports"})
        assert (outcome.standing, outcome.note) == (
            "conflict",
            "the codebook, as the last run read it, has no relation 'attacks'",
        )


class TestOtherRuns:
    def test_an_accepted_claim_stands_although_it_is_no_longer_found(self, anchor):
        claims, outcome = after(Accept(anchor, anchor.content), found())
        assert claims == [("attacks", "accepted")]
        assert outcome.note == "no longer found; it stands on this word alone"

    def test_it_takes_the_place_of_what_is_now_found_between_the_two(self, anchor):
        assert after(Accept(anchor, anchor.content), found("supports"))[0] == [("attacks", "accepted")]

    def test_a_rejection_says_nothing_of_another_claim_at_the_same_words(self, anchor):
        claims, outcome = after(Reject(anchor, anchor.content), found("supports"))
        assert (claims, outcome.standing) == ([("supports", None)], "waiting")

    def test_an_actor_that_has_another_key_is_still_meant(self, anchor):
        now = found("attacks", names=("Alban Republic", "Bero"))
        assert after(Reject(anchor, anchor.content), now)[0] == [("attacks", "rejected")]

    def test_what_was_added_is_not_doubled_when_it_is_found(self):
        content = Content(("Gazette",), "Alba", "attacks", "Bero")
        claims, outcome = after(Add("d", ((0, 17),), ("Alba attacks Bero",), content), found("attacks"))
        assert (claims, outcome.note) == ([("attacks", "added")], "it is found there, too")

    def test_anchors_are_the_same_after_they_were_stored(self, anchor):
        assert msgspec.json.decode(msgspec.json.encode(anchor), type=Anchor) == anchor


@pytest.fixture
def project(tmp_path):
    own = said("Gazette", "2020-01-01", "Olvia supports Front", "Olvia attacks Bureau", "Marn is very silent")
    with make_project(tmp_path, [own, said("Herald", "2020-01-02", "Olvia supports Front")]) as project:
        yield project


@pytest.fixture
def sayso(project):
    def sayso(*words, code=0):
        result = CliRunner().invoke(app, [*words, "--project", str(project.folder)])
        assert result.exit_code == code, result.output
        return result.output

    return sayso


class TestCommands:
    def test_rejected_claims_are_listed_on_demand_and_count_in_no_statement(self, sayso, project):
        claim = project.claims()[0].id
        assert "reject Gazette: Olvia supports Front in d00000: 1 claim changed." in sayso("correct", "reject", claim)
        assert claim not in [row["id"] for row in json.loads(sayso("claims", "--json"))]
        [rejected] = json.loads(sayso("claims", "--reviewed", "rejected", "--json"))
        assert (rejected["id"], rejected["reviewed"]) == (claim, "rejected")
        assert [s.affirming for s in project.statements() if s.relation == "supports"] == [1]

    def test_several_are_accepted_at_once(self, sayso, project):
        sayso("correct", "accept", *(stored.id for stored in project.claims()), "--by", "Ada", "--reason", "read")
        assert len(json.loads(sayso("claims", "--reviewed", "yes", "--json"))) == 3
        assert "No claims match." in sayso("claims", "--reviewed", "no")
        assert {(e.event.author, e.event.reason) for e in project.corrections.log()} == {("Ada", "read")}

    def test_a_change_is_undone_and_redone(self, sayso, project):
        claim = project.claims()[1].id
        sayso("correct", "change", claim, "--polarity", "denied", "--object", "Front", "--holder", "Marn")
        changed = project.claim(claim).claim
        assert (changed.holder, changed.polarity, changed.object) == (("Marn",), "denied", "Front")
        sayso("undo")
        assert project.claim(claim).claim.polarity == "affirmed"
        sayso("redo")
        assert project.claim(claim).claim == changed

    def test_a_claim_is_added_by_its_words(self, sayso, project):
        said = ("--subject", "Marn", "--relation", "supports", "--object", "Front")
        sayso("correct", "add", "d00000", "Marn is very silent", *said)
        [added] = project.claims(ClaimFilter(subject="Marn"))
        assert (added.reviewed, added.claim.holder) == ("added", ("Gazette",))
        assert added.quotations == ("Marn is very silent",)
        assert "not in the text" in sayso("correct", "add", "d00000", "Marn was silent", *said, code=2)

    def test_accepted_claims_stay_above_any_confidence(self, project):
        claim = project.claims()[0].id
        project.reviews.accept(claim)
        assert [stored.id for stored in project.claims(ClaimFilter(min_confidence=0.95))] == [claim]

    def test_what_says_nothing_new_is_refused(self, project):
        with pytest.raises(UsageError, match="says already"):
            project.reviews.change(project.claims()[0].id, Reading(relation="supports"))
        assert project.corrections.log() == []

    def test_verdicts_hold_after_a_run_with_another_codebook(self, project):
        one, two, _ = project.claims()
        project.reviews.reject(one.id)
        project.reviews.change(two.id, Reading(relation="supports"))
        before = project.claims(), project.statements(), project.digest()
        (project.folder / "codebook.yaml").open("a").write("# another\n")
        project.run(make=reader, processes=1)
        assert (project.claims(), project.statements(), project.digest()) == before
