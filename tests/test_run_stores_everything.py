"""What an analysis finds is what the project gives back, character for character."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from sayso.model import (
    Actor,
    Analysis,
    Attribution,
    Claim,
    Document,
    Label,
    Mention,
    Passage,
    TimeExpression,
)
from sayso.storage import schema
from sayso.storage.database import Database
from sayso.storage.documents import get_analysis
from sayso.storage.writing import add_document, put_analysis

TEXT = st.text(max_size=30)
NAME = st.text(min_size=1, max_size=8)
MAYBE = st.none() | TEXT
ATTRIBUTED = ("id", "parent", "kind", "holder", "unresolved", "standing", "stance")
SPAN = st.tuples(st.integers(0, 40), st.integers(0, 40))
SPANS = st.lists(SPAN, max_size=3).map(tuple)
CHAIN = st.lists(NAME, min_size=1, max_size=3).map(tuple)


def tuples(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


PASSAGES = st.builds(
    Passage,
    start=st.integers(0, 9),
    end=st.integers(0, 9),
    voice=st.sampled_from(["article", "comment"]),
    lang=MAYBE,
    speaker=MAYBE,
)
DOCUMENTS = st.builds(
    Document,
    id=NAME,
    text=TEXT,
    title=MAYBE,
    publisher=MAYBE,
    author=MAYBE,
    speaker=MAYBE,
    published=MAYBE,
    lang=MAYBE,
    url=MAYBE,
    passages=tuples(PASSAGES),
)
CLAIMS = st.builds(
    Claim,
    holder=CHAIN,
    subject=NAME,
    relation=NAME,
    object=NAME,
    polarity=st.sampled_from(["affirmed", "denied"]),
    modality=st.sampled_from(["actual", "intended", "possible"]),
    when=MAYBE,
    where=MAYBE,
    evidence=SPANS,
    confidence=st.floats(0, 1),
    why=TEXT,
)
LABELS = st.builds(
    Label, holder=CHAIN, actor=NAME, label=TEXT, tone=st.sampled_from(["negative", "positive"]), evidence=SPANS
)
ATTRIBUTIONS = st.builds(
    Attribution,
    id=NAME,
    parent=MAYBE,
    kind=st.sampled_from(["speech", "statement", "document", "attitude", "denial", "question"]),
    holder=MAYBE,
    unresolved=MAYBE,
    standing=st.sampled_from(["named", "anonymous", "self"]),
    stance=st.sampled_from(["neutral", "endorses", "distances"]),
    source=SPANS,
    cue=SPANS,
    content=SPANS,
)
MENTIONS = st.builds(
    Mention,
    start=st.integers(0, 10**6),
    end=st.integers(0, 10**6),
    head=st.integers(0, 10**6),
    kind=st.sampled_from(["name", "pronoun"]),
    actors=tuples(NAME),
)
ANALYSES = st.builds(
    Analysis,
    document=DOCUMENTS,
    actors=st.dictionaries(NAME, st.builds(Actor, type=NAME, names=tuples(NAME), registry=MAYBE), max_size=4),
    attributions=tuples(ATTRIBUTIONS),
    claims=tuples(CLAIMS),
    labels=tuples(LABELS),
    dates=tuples(st.builds(TimeExpression, st.integers(0, 10**6), st.integers(0, 10**6), NAME, NAME)),
    unresolved=tuples(MENTIONS),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    database = Database.create(tmp_path_factory.mktemp("stored") / "project.db")
    yield database
    database.close()


@given(st.lists(ANALYSES, min_size=1, max_size=3, unique_by=lambda a: a.document.id), st.randoms())
@settings(max_examples=20, deadline=None)
def test_every_analysis_comes_back_as_it_went_in_also_when_it_replaces_another(database, analyses, random):
    with database.writing() as connection:
        connection.execute(delete(schema.documents))
        assert connection.execute(select(func.count()).select_from(schema.claims)).scalar_one() == 0
        for analysis in analyses:
            add_document(connection, analysis.document, "in.jsonl")
    for analysis in random.sample(analyses * 2, len(analyses) * 2):
        with database.writing() as connection:
            put_analysis(connection, analysis, "f")
    with database.reading() as connection:
        assert [get_analysis(connection, a.document.id) for a in analyses] == analyses
        columns = [schema.attributions.c[name] for name in ATTRIBUTED]
        rows = connection.execute(select(*columns)).all()
        given = [tuple(getattr(a, name) for name in ATTRIBUTED) for x in analyses for a in x.attributions]
        assert Counter(map(tuple, rows)) == Counter(given)
