"""Whatever is corrected, undone, added and run again, in whatever order: everybody is who the log says they are."""

from __future__ import annotations

import json
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from sayso import Project
from sayso.corpus.clusters import Appearance
from sayso.corpus.corrections import replay
from sayso.corpus.identities import settle
from sayso.errors import UsageError
from sayso.model import Actor
from sayso.storage import schema as t
from sayso.storage.corrections import Correction, Merge, Redo, Reference, Rename, Retype, Split, Undo
from simple_analysis import simple

NAMES = ["Alba", "Bero", "Cora", "Dara"]
PUBLISHERS = ["Gazette", "Herald"]


def says(log, appearances):
    """What a log says, told as slowly and plainly as can be: who each is, what those are called, of which type.

    `appearances` are (document, name, publisher). Everybody is first who is called so.
    """

    def holds(place):
        later = [p for p in range(place + 1, len(log)) if isinstance(log[p].body, Undo | Redo)]
        return not any(log[p].body.event == log[place].id and holds(p) for p in later)

    who = {(document, name): f"name:{name.lower()}" for document, name, _ in appearances}
    publishers = {document: publisher for document, _, publisher in appearances}
    meant = {identity: identity for identity in who.values()}
    names, types = {}, {}
    for place, event in enumerate(log):
        body = event.body
        if isinstance(body, Undo | Redo) or not holds(place):
            continue
        references = body.actors if isinstance(body, Merge) else (body.actor,)
        found = [meant.get(reference.identity) for reference in references]
        found = [identity for identity in found if identity in who.values()]
        if len(set(found)) == 0 or (len(set(found)) == 1 and len(found) < len(references)):
            continue
        first = found[0]
        match body:
            case Merge():
                for other in dict.fromkeys(found[1:]):
                    who = {key: first if identity == other else identity for key, identity in who.items()}
                    meant = {old: first if now == other else now for old, now in meant.items()}
                    if other != first:
                        names.pop(other, None)
                        types = {**({first: types[other]} if other in types else {}), **types}
                        types.pop(other, None)
                names[first] = body.actors[0].name
            case Split():
                part = {
                    (document, name): f"split:{event.id}"
                    for (document, name), identity in who.items()
                    if identity == first
                    and (
                        document in body.documents
                        or name.lower() == (body.called or "").lower()
                        or publishers[document] == body.publisher
                    )
                }
                who |= part
                if part:
                    meant[f"split:{event.id}"] = f"split:{event.id}"
                    names[f"split:{event.id}"] = body.name
            case Rename():
                names[first] = body.name
            case Retype():
                types[first] = body.type
    return who, names, types


documents = st.lists(
    st.tuples(st.sets(st.sampled_from(NAMES), min_size=1), st.sampled_from(PUBLISHERS)), min_size=1, max_size=4
).map(lambda found: [(f"d{n}", name, p) for n, (names, p) in enumerate(found) for name in sorted(names)])


@st.composite
def logs(draw):
    """Any sequence of events, about actors and events that are there, are gone, or never were."""
    log = []
    for number in range(draw(st.integers(0, 9))):
        parts = [f"split:e{n}" for n in range(number)]
        actors = st.sampled_from([*(f"name:{name.lower()}" for name in (*NAMES, "Nobody")), *parts])
        reference = actors.map(lambda identity: Reference(identity, identity.partition(":")[2]))
        words = st.sampled_from(["One", "Two"])
        condition = st.one_of(
            st.sets(st.sampled_from(["d0", "d1", "d2"]), min_size=1).map(lambda ids: {"documents": tuple(sorted(ids))}),
            st.sampled_from(NAMES).map(lambda name: {"called": name}),
            st.sampled_from(PUBLISHERS).map(lambda name: {"publisher": name}),
        )
        earlier = st.sampled_from([*(f"e{n}" for n in range(number)), "e99"])
        body = st.one_of(
            st.lists(reference, min_size=2, max_size=3, unique=True).map(lambda found: Merge(tuple(found))),
            st.builds(lambda actor, name, where: Split(actor, name, **where), reference, words, condition),
            st.builds(Rename, reference, words),
            st.builds(Retype, reference, st.sampled_from(["person", "party"])),
            st.builds(Undo, earlier),
            st.builds(Redo, earlier),
        )
        log.append(Correction(id=f"e{number}", made_at="2024-01-01", author="Ada", body=draw(body)))
    return log


def shown_in(appearances):
    return [
        Appearance(document=document, key=name, actor=Actor(type="state", names=(name,)), publisher=publisher)
        for document, name, publisher in appearances
    ]


def replayed(log, appearances):
    """The state after a replay, with those names and types that somebody is shown with."""
    found = replay(log, shown_in(appearances), {(d, name): f"name:{name.lower()}" for d, name, _ in appearances})
    there = set(found.identities.values())
    kept = ({i: value for i, value in given.items() if i in there} for given in (found.names, found.types))
    return found.identities, *kept


def known(state):
    who, names, types = state
    there = set(who.values())
    return who, *({i: value for i, value in given.items() if i in there} for given in (names, types))


@settings(max_examples=100)
@given(logs(), documents)
def test_a_replay_gives_what_the_log_says(log, appearances):
    assert replayed(log, appearances) == known(says(log, appearances))


@settings(max_examples=50)
@given(logs(), documents, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter_and_nobody_is_lost_or_doubled(log, appearances, random):
    shuffled = random.sample(appearances, len(appearances))
    assert replayed(log, shuffled) == replayed(log, appearances)
    assert replayed(log, appearances)[0].keys() == {(document, name) for document, name, _ in appearances}


@settings(max_examples=50)
@given(logs(), documents)
def test_undo_and_redo_of_any_correction_leave_everything_as_it_was(log, appearances):
    for event in log:
        undo = Correction(id="u", made_at="2024-01-02", author="Ben", body=Undo(event.id))
        redo = Correction(id="r", made_at="2024-01-03", author="Ben", body=Redo("u"))
        assert replayed([*log, undo, redo], appearances) == replayed(log, appearances)


@settings(max_examples=50)
@given(logs(), documents)
def test_every_event_stands_somewhere_and_who_overrules_it_came_later(log, appearances):
    outcomes = replay(log, shown_in(appearances), {(d, n): f"name:{n.lower()}" for d, n, _ in appearances}).outcomes
    assert outcomes.keys() == {event.id for event in log}
    place = {event.id: number for number, event in enumerate(log)}
    for event, outcome in outcomes.items():
        assert (outcome.by is not None) == (outcome.standing in ("undone", "overruled"))
        assert outcome.by is None or place[outcome.by] > place[event]


def stored_in(connection):
    """Who everybody is, and what they are shown as."""
    actors = select(t.actors.c.key, t.actors.c.identity, t.actors.c.cluster)
    return [sorted(map(tuple, connection.execute(query))) for query in (actors, select(t.identities))]


class Analyst(RuleBasedStateMachine):
    """Corrects a project, adds to it and runs it again."""

    @initialize(articles=st.lists(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4), min_size=1, max_size=3))
    def begin(self, articles):
        self.folder = tempfile.TemporaryDirectory()
        self.project = Project.init(Path(self.folder.name) / "p")
        (self.project.folder / "actors.yaml").write_text("actors: []\n")  # quicker to read than the usual
        self.added = []
        for article in articles:
            self.add(article, PUBLISHERS[0])

    @rule(article=st.lists(st.sampled_from(NAMES), min_size=2, max_size=4), publisher=st.sampled_from(PUBLISHERS))
    def add(self, article, publisher):
        number = len(self.added)
        path = Path(self.folder.name) / f"{number}.jsonl"
        text = " ".join(f"{a} attacked {b}." for a, b in pairwise(article))
        path.write_text(json.dumps({"id": f"d{number}", "publisher": publisher, "text": text}))
        self.project.add([path])
        self.project.run(make=simple)
        self.added += [(f"d{number}", name, publisher) for name in {*article, publisher}]

    @rule()
    def run_again(self):
        (self.project.folder / "codebook.yaml").open("a").write("# another\n")
        self.project.run(make=simple)

    def corrects(self, make, *arguments, **conditions):
        """Tries it: what makes no sense is refused and changes nothing, which the invariant sees."""
        try:
            make(*arguments, **conditions)
        except UsageError:
            self.refused = True

    @rule(names=st.lists(st.sampled_from([*NAMES, "One", "Two"]), min_size=2, max_size=3))
    def merge(self, names):
        self.corrects(self.project.corrections.merge, names)

    @rule(name=st.sampled_from(NAMES), new=st.sampled_from(["One", "Two"]), where=st.sampled_from(["d0", "d1", *NAMES]))
    def split(self, name, new, where):
        condition = {"called": where} if where in NAMES else {"documents": [where]}
        self.corrects(self.project.corrections.split, name, new_name=new, **condition)

    @rule(name=st.sampled_from([*NAMES, "One"]), new=st.sampled_from(["One", "Two"]))
    def rename(self, name, new):
        self.corrects(self.project.corrections.rename, name, new)

    @rule(name=st.sampled_from([*NAMES, "One"]), kind=st.sampled_from(["party", "person"]))
    def retype(self, name, kind):
        self.corrects(self.project.corrections.retype, name, kind)

    @rule()
    def undo(self):
        self.corrects(self.project.corrections.undo)

    @rule()
    def redo(self):
        self.corrects(self.project.corrections.redo)

    @precondition(lambda self: self.project.corrections.log())
    @rule(number=st.integers(0, 99), back=st.booleans())
    def undo_or_redo_an_earlier_one(self, number, back):
        log = self.project.corrections.log()
        corrections = self.project.corrections
        self.corrects(corrections.redo if back else corrections.undo, log[number % len(log)].event.id)

    @invariant()
    def everybody_is_who_the_log_says(self):
        who, names, types = says([entry.event for entry in self.project.corrections.log()], self.added)
        with self.project._database.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT d.id, a.name, a.identity, i.name, i.type FROM actors a JOIN documents d ON d.key = a.document "
                "JOIN identities i ON i.identity = a.identity"
            ).all()
        assert {(document, name): identity for document, name, identity, *_ in rows} == who
        assert len(rows) == len(self.added)
        assert all(shown == names.get(identity, shown) for _, _, identity, shown, _ in rows)
        assert all(kind == types.get(identity, kind) for *_, identity, _, kind in rows)

    @invariant()
    def a_correction_leaves_nothing_for_the_next_run_to_settle(self):
        with self.project.writing() as connection:
            before = stored_in(connection)
            settle(connection)
            assert stored_in(connection) == before

    def teardown(self):
        if hasattr(self, "project"):
            self.project.close()
            self.folder.cleanup()


Analyst.TestCase.settings = settings(
    max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAnalyst = Analyst.TestCase
