"""Whoever adds documents in parts, corrects between them and has some read again, ends as if all had come at once."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sayso.corpus.clusters import anchor
from sayso.corpus.correcting import Corrections
from sayso.corpus.identities import settle
from sayso.errors import UsageError
from sayso.model import Actor, Analysis, Document
from sayso.storage import schema as t
from sayso.storage.corrections import append, read_log
from sayso.storage.database import Database
from sayso.storage.writing import add_document, put_analysis

BODIES = ["Lantern Front", "the Front", "Front", "Salt Front", "Sarland Liberation Front"]
BODIES += [
    "Liberation Front of Sarland",
    "Mujahedin Council",
    "Mujahideen Council",
    "Supreme Court",
    "LF",
    "Velm Centre",
    "Velm Center",
    "Doe",
]
PERSONS = ["Ann Doe", "Ann B. Doe", "Ann C. Doe", "Joe Roe", "Joseph Roe", "Doe"]
PUBLISHERS = ["Karsk Radio", "Velm Post", "Ostria Herald", None]
TOWNS = ["Velm", "Karsk", "Orlund", "Ostria"]
bodies = st.builds(
    lambda name, more, kind, registry: Actor(type=kind, names=(name, *more), registry=registry),
    st.sampled_from(BODIES),
    st.lists(st.sampled_from(BODIES), max_size=2),
    st.sampled_from(["armed_group", "armed_group", "organisation", "outlet"]),
    st.sampled_from([None, None, None, None, "lf"]),
)
persons = st.builds(
    lambda name, roles, kind, form: Actor(type=kind, names=(name,), roles=roles, form=form),
    st.sampled_from(PERSONS),
    st.sampled_from([(), ("minister",), ("general",)]),
    st.sampled_from(["person", "person", "organisation"]),
    st.sampled_from([None, None, None, "voice"]),
)
towns = st.sampled_from(TOWNS).map(lambda name: Actor(type="place", names=(name,)))
shown = st.lists(st.one_of(bodies, persons, towns), min_size=1, max_size=6)
articles = st.lists(st.tuples(shown, st.sampled_from(PUBLISHERS)), min_size=2, max_size=14)


@st.composite
def histories(draw):
    """Documents (by number), and in which order what is done: add, read again with other actors, correct, settle."""
    documents = dict(enumerate(draw(articles)))
    order = [("add", number) for number in draw(st.permutations(sorted(documents)))]
    for _ in range(draw(st.integers(0, 6))):
        names = draw(st.lists(st.sampled_from(BODIES + PERSONS), min_size=2, max_size=2, unique=True))
        what = draw(st.sampled_from(["settle", "settle", "merge", "split", "rename", "undo", "again"]))
        again = draw(st.tuples(shown, st.sampled_from(sorted(documents))))
        order.insert(draw(st.integers(0, len(order))), (what, again if what == "again" else names))
    return documents, order


@contextmanager
def new_database():
    with tempfile.TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "project.db")
        try:
            yield database
        finally:
            database.close()


def put(connection, number, actors, publisher):
    document = Document(id=f"d{number}", text=f"Text {number}.", publisher=publisher)
    add_document(connection, document, "told")
    put_analysis(connection, Analysis(document=document, actors={a.names[0]: a for a in actors}), "told", anchor)


def correct(database, what, names):
    """Tries it: what makes no sense is refused."""
    corrections = Corrections(database, 0.0, lambda _connection, _changed: None)
    calls = {
        "merge": lambda: corrections.merge(names),
        "split": lambda: corrections.split(names[0], publisher=PUBLISHERS[0]),
        "rename": lambda: corrections.rename(names[0], names[1]),
        "undo": corrections.undo,
    }
    try:
        calls[what]()
    except UsageError:
        return


def carry_out(database, documents, order):
    """All of a history; the documents as they are in the end."""
    there = {}
    for what, told in order:
        if what == "again" and told[1] not in there:
            continue
        if what in ("add", "again"):
            number, actors = (told, documents[told][0]) if what == "add" else (told[1], told[0])
            there[number] = (actors, documents[number][1])
            with database.writing() as connection:
                put(connection, number, *there[number])
        elif what == "settle":
            with database.writing() as connection:
                settle(connection)
        else:
            correct(database, what, told)
    with database.writing() as connection:
        settle(connection)
    return there


def stored_in(database):
    """Who everybody is, without and with corrections, and what they are shown as."""
    a, d = t.actors.c, t.documents.c
    actors = select(d.id, a.name, a.cluster, a.identity).select_from(t.actors.join(t.documents, d.key == a.document))
    with database.reading() as connection:
        return [sorted(map(tuple, connection.execute(query))) for query in (actors, select(t.identities))]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_documents_added_in_parts_end_as_if_all_had_come_at_once(history):
    with new_database() as in_parts, new_database() as at_once:
        documents = carry_out(in_parts, *history)
        with in_parts.reading() as connection:
            log = read_log(connection)
        with at_once.writing() as connection:
            for number in sorted(documents):
                put(connection, number, *documents[number])
            for event in log:
                append(connection, event)
            settle(connection)
        assert stored_in(in_parts) == stored_in(at_once)
