"""Whatever is said of claims, undone, run and added again, in whatever order: the claims are what the log says."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from claimed_project import make_project, reader, said
from sayso import ClaimFilter
from sayso.corpus.claim_replay import anchor_of, replay_claims
from sayso.corpus.corrections import undone_by
from sayso.corpus.reviewing import Reading
from sayso.errors import UsageError
from sayso.model import Actor, Analysis, Claim, Document
from sayso.storage.claim_events import Accept, Add, Change, Content, Reject, content_of
from sayso.storage.corrections import Correction, Redo, Undo

LINES = ("Alba attacks Bero", "Cora supports Dara", "Alba supports Cora", "Bero leads Dara")
TEXT = "\n".join(LINES)
RELATIONS = ("attacks", "supports", "leads")


def document_with(lines):
    """A document of all lines, of which these (their numbers) are found as claims."""
    names = {word for line in LINES for word in line.split() if word[0].isupper()}
    claims = []
    for number in sorted(lines):
        subject, relation, object_ = LINES[number].split()
        start = TEXT.index(LINES[number])
        claims.append(
            Claim(
                holder=("Gazette",), subject=subject, relation=relation, object=object_,
                evidence=((start, start + len(LINES[number])),), confidence=0.5,
            )
        )  # fmt: skip
    actors = {name: Actor(type="state", names=(name,)) for name in names}
    return Analysis(document=Document(id="d0", text=TEXT), actors=actors, claims=tuple(claims))


EVERYTHING = document_with(range(len(LINES)))
ANCHORS = [anchor_of(EVERYTHING, claim) for claim in EVERYTHING.claims]


@st.composite
def logs(draw):
    """Any sequence of events about the claims of a document, about added ones, and about events that never were."""
    log = []
    for number in range(draw(st.integers(0, 9))):
        earlier = [f"e{n}" for n in range(number)] + ["e99"]
        found = st.sampled_from(ANCHORS)
        added = st.sampled_from(earlier).map(lambda event: msgspec.structs.replace(ANCHORS[0], added=event))
        names = st.sampled_from(["Alba", "Bero", "Cora", "Esta"])
        content = st.builds(
            Content, st.just(("Gazette",)), names, st.sampled_from(RELATIONS), names,
            st.sampled_from(["affirmed", "denied"]),
        )  # fmt: skip
        anchor = st.one_of(found, found, found, added)
        blind = st.sampled_from([False, False, True])
        body = st.one_of(
            st.builds(lambda a, b: Accept(a, a.content, b), anchor, blind),
            st.builds(lambda a, b: Reject(a, a.content, b), anchor, blind),
            st.builds(Change, anchor, content, blind),
            st.builds(lambda a, c: Add("d0", a.evidence, a.words, c), found, content),
            st.sampled_from(earlier).map(Undo),
            st.sampled_from(earlier).map(Redo),
        )
        log.append(Correction(id=f"e{number}", made_at="2024-01-01", author="Ada", body=draw(body)))
    return log


def holds(log, place):
    later = [p for p in range(place + 1, len(log)) if isinstance(log[p].body, Undo | Redo)]
    return not any(log[p].body.event == log[place].id and holds(log, p) for p in later)


def says(log, found):
    """What a log says, told as plainly as can be: for each claim how it reads, and whether it was rejected.

    Claims are known by the line that they were found at, added ones by the event.
    """
    there = {a.evidence: (content_of(c), None) for c in found.claims for a in [anchor_of(found, c)]}
    place_of = {evidence: evidence for evidence in there}
    claims = dict(there)
    added = {}
    for place, event in enumerate(log):
        body = event.body
        if isinstance(body, Undo | Redo) or not holds(log, place):
            continue
        if isinstance(body, Add):
            same = [
                key
                for key, (content, _) in claims.items()
                if content == body.content and place_of[key] == body.evidence
            ]
            key = same[0] if same else event.id
            added[event.id], place_of[key] = key, body.evidence
            claims[key] = (body.content, "added")
        elif not body.blind:
            key = body.claim.evidence if body.claim.added is None else added.get(body.claim.added)
            if key not in claims and (key is None or isinstance(body, Reject)):
                continue
            place_of.setdefault(key, key)
            before = claims[key][0] if key in claims else body.claim.content
            review = {"accept": "accepted", "reject": "rejected", "change": "changed"}[event.kind]
            claims[key] = (before if review == "rejected" else body.content, review)
    return sorted((msgspec.json.encode(content), review or "") for content, review in claims.values())


def replayed(log, found):
    state = replay_claims(log, undone_by(log), found)
    assert len({one.id for one in state.claims}) == len(state.claims)
    return sorted((msgspec.json.encode(content_of(one.claim)), one.review or "") for one in state.claims)


subsets = st.sets(st.integers(0, len(LINES) - 1)).map(document_with)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(logs(), subsets)
def test_a_replay_gives_what_the_log_says_whatever_is_still_found(log, found):
    assert replayed(log, found) == says(log, found)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(logs(), subsets)
def test_undo_and_redo_of_any_correction_leave_everything_as_it_was(log, found):
    for event in log:
        undo = Correction(id="u", made_at="2024-01-02", author="Ben", body=Undo(event.id))
        redo = Correction(id="r", made_at="2024-01-03", author="Ben", body=Redo("u"))
        assert replayed([*log, undo, redo], found) == replayed(log, found)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(logs(), subsets)
def test_every_event_stands_somewhere_and_what_overrules_it_came_later(log, found):
    outcomes = replay_claims(log, undone_by(log), found).outcomes
    place = {event.id: number for number, event in enumerate(log)}
    assert {e.id for e in log if not isinstance(e.body, Undo | Redo)} <= outcomes.keys()
    for event, outcome in outcomes.items():
        assert (outcome.by is not None) == (outcome.standing in ("undone", "overruled"))
        assert outcome.by is None or place[outcome.by] > place[event]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(logs(), st.permutations(range(len(LINES))))
def test_the_order_in_which_claims_are_found_does_not_matter(log, order):
    shuffled = msgspec.structs.replace(EVERYTHING, claims=tuple(EVERYTHING.claims[n] for n in order))
    assert replayed(log, shuffled) == replayed(log, EVERYTHING)


class Reviewer(RuleBasedStateMachine):
    """Judges the claims of a project, takes it back, adds documents and runs it again."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.project = make_project(
            Path(self.folder.name),
            [
                said("Gazette", "2020-01-01", "Olvia attacks Front", "Marn supports Olvia"),
                said("Herald", None, "Olvia attacks Front"),
            ],
        )
        self.bare = self.project.digest()

    def claims(self):
        return [c for review in (None, "rejected") for c in self.project.claims(ClaimFilter(reviewed=review))]

    def tries(self, act, *given, **named):
        """What makes no sense is refused and changes nothing, which the invariant sees."""
        before = len(self.project.corrections.log())
        try:
            act(*given, **named)
        except UsageError:
            assert len(self.project.corrections.log()) == before

    @rule(number=st.integers(0, 9), blind=st.booleans(), right=st.booleans())
    def judge(self, number, blind, right):
        found = self.claims()
        act = self.project.reviews.accept if right else self.project.reviews.reject
        self.tries(act, found[number % len(found)].id, blind=blind)

    @rule(
        number=st.integers(0, 9),
        subject=st.sampled_from([None, "Front", "Bureau", "Karsk"]),
        relation=st.sampled_from([None, "supports"]),
    )
    def change(self, number, subject, relation):
        found = self.claims()
        self.tries(
            self.project.reviews.change, found[number % len(found)].id, Reading(subject=subject, relation=relation)
        )

    @rule(subject=st.sampled_from(["Olvia", "Karsk", "Bureau"]), polarity=st.sampled_from(["affirmed", "denied"]))
    def add(self, subject, polarity):
        reading = Reading(subject=subject, relation="attacks", object="Front", polarity=polarity)
        self.tries(self.project.reviews.add, "d00000", [(0, 19)], reading)

    @rule(number=st.none() | st.integers(0, 9), again=st.booleans())
    def take_back(self, number, again):
        log = self.project.corrections.log()
        event = log[number % len(log)].event.id if number is not None and log else None
        self.tries(self.project.corrections.redo if again else self.project.corrections.undo, event)

    @rule()
    def rename(self):
        self.tries(self.project.corrections.rename, "Front", f"Front {len(self.project.corrections.log())}")

    @rule()
    def add_the_same_again_and_run_with_another_codebook(self):
        before = self.shown()
        self.project.add([Path(self.folder.name) / "in.jsonl"])
        (self.project.folder / "codebook.yaml").open("a").write("# another\n")
        self.project.run(make=reader, processes=1)
        assert self.shown() == before

    def shown(self):
        return self.project.digest(), self.claims(), self.project.statements(), self.project.corrections.log()

    @invariant()
    def statements_count_what_was_not_rejected(self):
        assert sum(s.claims for s in self.project.statements()) == len(self.project.claims())

    @invariant()
    def where_no_verdict_holds_everything_is_as_it_was_found(self):
        log = self.project.corrections.log()
        if all(e.outcome.standing == "undone" for e in log if e.event.kind in ("accept", "reject", "change", "add")):
            assert self.project.digest() == self.bare

    def teardown(self):
        if hasattr(self, "project"):
            self.project.close()
            self.folder.cleanup()


Reviewer.TestCase.settings = settings(
    max_examples=5, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestReviewer = Reviewer.TestCase
