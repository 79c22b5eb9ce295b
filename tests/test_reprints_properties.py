"""What always holds when texts are compared for copies, whatever they say."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from reprint_texts import BRIDGE, FOOT, HARVEST, LANTERNS, SPEECH, lines
from sayso.corpus.alignment import LEAST, align, pieces
from sayso.corpus.reprints import settle_reprints
from sayso.corpus.spans import common, joined, length, without
from sayso.corpus.winnowing import GRAM, WINDOW, prints_of, read_words
from sayso.model import Analysis, Document, Passage
from sayso.storage import schema as t
from sayso.storage.database import Database, insert_rows
from sayso.storage.writing import encode

unhurried = settings(deadline=None)  # the first example also waits for imports
WORDS = st.lists(st.integers(0, 400).map(lambda n: f"w{n}"), min_size=0, max_size=120)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8).map(joined)


def text_of(words):
    return " ".join(words)


def read(text):
    return read_words(text, [(0, len(text))])


def strange(number):
    """Words that occur in no other text here."""
    dice = random.Random(number)
    return [f"x{dice.random()}".replace(".", "") for _ in range(40)]


@unhurried
@given(st.lists(st.integers(0, 10**6), min_size=LEAST, max_size=120, unique=True))
def test_a_text_shares_all_of_itself_with_itself(numbers):
    text = text_of(f"w{number}" for number in numbers)
    [found] = align(read(text), read(text))
    assert (found.start, found.end, found.other_start, found.other_end) == (0, len(text), 0, len(text))
    assert found.same == 1


@unhurried
@given(WORDS, WORDS)
def test_what_is_called_the_same_is_the_same_in_both_and_lies_in_its_stretch(words, others):
    one, other = text_of([*words, *others[:30]]), text_of([*others, *words[:30]])
    stretches, parts = align(read(one), read(other)), pieces(read(one), read(other))
    for stretch, changes in zip(stretches, parts, strict=True):
        assert 0 <= stretch.start < stretch.end <= len(one)
        assert 0 <= stretch.other_start < stretch.other_end <= len(other)
        assert 0 < stretch.same <= 1
        for piece in changes:
            assert stretch.start <= piece.start <= piece.end <= stretch.end
            if piece.change == "same":
                assert one[piece.start : piece.end] == other[piece.other_start : piece.other_end]


@unhurried
@given(st.lists(st.integers(), min_size=GRAM + WINDOW - 1, max_size=60, unique=True), st.integers(0, 99))
def test_a_long_enough_common_stretch_always_leaves_a_common_print(numbers, seed):
    passage = [f"w{abs(n)}{'m' if n < 0 else 'p'}" for n in numbers]
    one = text_of([*strange(2 * seed), *passage])
    other = text_of([*passage, *strange(2 * seed + 1)])
    assert set(prints_of(read(one)).hashes.tolist()) & set(prints_of(read(other)).hashes.tolist())


@unhurried
@given(WORDS)
def test_case_and_punctuation_change_no_print(words):
    plain, loud = text_of(words), "... ".join(words).upper()
    assert prints_of(read(plain)).hashes.tolist() == prints_of(read(loud)).hashes.tolist()
    assert prints_of(read(plain)).bands.tolist() == prints_of(read(loud)).bands.tolist()


@unhurried
@given(SPANS, SPANS)
def test_what_two_lists_of_spans_share_and_what_only_one_has_are_all_of_it(spans, others):
    inside, outside = list(common(spans, others)), list(without(spans, others))
    assert length(inside) + length(outside) == length(spans)
    assert joined([*inside, *outside]) == joined(spans)
    assert not list(common(outside, others))


TEXTS = (BRIDGE, HARVEST, LANTERNS, SPEECH, FOOT, lines(1), lines(2))
articles = st.tuples(
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3, unique=True),
    st.sampled_from(["Gazette", "Herald", None]),
    st.sampled_from(["2024-05-01", "2024-05-02", None]),
    st.booleans(),
)
"""The texts in a document, its publisher and day, and whether the last of its texts is a comment."""
MEMORY = (t.likenesses, t.furniture, t.reprints, t.shared_quotations, t.alignments, t.prints)


def put(connection, key, article):
    """Stores an analysed document, in place of what was found in it before."""
    texts, publisher, day, commented = article
    text = "\n\n".join(texts)
    if connection.execute(select(t.documents.c.key).where(t.documents.c.key == key)).first() is None:
        values = (key, f"d{key:03}", None, publisher, None, None, day, None, None, text, "[]", "{}")
        insert_rows(connection, t.documents, [values])
    connection.execute(delete(t.analyses).where(t.analyses.c.document == key))
    end = len(text) - len(texts[-1])
    last = "comment" if commented else "article"
    voices = [Passage(start=0, end=end, voice="article"), Passage(start=end, end=len(text), voice=last)]
    passages = tuple(passage for passage in voices if passage.end > passage.start)
    analysis = Analysis(document=Document(id=f"d{key:03}", text=text, passages=passages))
    insert_rows(connection, t.analyses, [(key, "none", encode(analysis))])


def found_in(connection):
    found = (connection.execute(select(table)).all() for table in (t.reprints, t.shared_quotations))
    return [sorted(map(tuple, rows), key=str) for rows in found]


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(articles, min_size=1, max_size=5), min_size=1, max_size=4), st.randoms())
def test_what_is_found_step_by_step_is_what_is_found_at_once(batches, dice):
    with tempfile.TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "project.db")
        with database.writing() as connection:
            there = []
            for batch in batches:
                for article in batch:
                    there.append(article)
                    put(connection, len(there), article)
                if dice.random() < 0.5:  # a document is analysed again, and its last text is another's words now
                    place = dice.randrange(len(there))
                    there[place] = (*there[place][:3], not there[place][3])
                    put(connection, place + 1, there[place])
                if dice.random() < 0.2:  # or the analysis fails
                    connection.execute(delete(t.analyses).where(t.analyses.c.document == dice.randint(1, len(there))))
                settle_reprints(connection)
                step_by_step = found_in(connection)
            for table in MEMORY:
                connection.execute(delete(table))
            settle_reprints(connection)
            assert step_by_step == found_in(connection)
        database.close()
