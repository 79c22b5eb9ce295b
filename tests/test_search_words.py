"""Words are found alike in a folder and on a server: FTS5 folds them by itself, our own code does for PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import example, given
from hypothesis import strategies as st

from sayso.storage.word_index import asked_words, word_rows, words_in

LETTERS = "abzABZäÄéÉéñçßøØłŁőčžåµαΩςΣЖйЙ0159_-'’.,;:!?()[]\"\n\t\u00a0\u2003№漢字"


def words_of_fts5(text: str) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE d USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab(d, instance)")
        connection.execute("INSERT INTO d VALUES (?)", (text,))
        return [term for (term,) in connection.execute("SELECT term FROM words ORDER BY offset")]


@given(st.text(alphabet=LETTERS, max_size=40))
@example("Éclat! The so-called 'front_line' of 1,000 men")
@example("Вожди́ и Йод, ΟΔΥΣΣΕΥΣ")
def test_words_are_those_of_the_index_in_a_file(text):
    assert words_in(text) == words_of_fts5(text)


def test_a_document_is_its_title_and_its_text():
    assert list(word_rows(7, "Éclat at dawn", "The éclat, the")) == [
        (7, 0, "'eclat':1 'at':2 'dawn':3"),
        (7, 1, "'the':1,3 'eclat':2"),
    ]


def test_a_document_without_words_has_no_rows():
    assert list(word_rows(7, None, "… — !")) == []


def test_a_long_text_is_several_parts_and_each_pair_of_words_stands_in_one():
    text = " ".join(f"w{number}" for number in range(4_500))
    parts = [
        {word.split("'")[1]: int(word.split(":")[1]) for word in row[2].split()} for row in word_rows(1, None, text)
    ]
    assert len(parts) == 3
    for one in range(4_499):
        assert any(part.get(f"w{one + 1}", 0) - part.get(f"w{one}", 0) == 1 for part in parts), one


def test_a_phrase_is_asked_for_word_by_word():
    assert asked_words("The Élan_vital") == "'the' <-> 'elan' <-> 'vital'"
    assert asked_words("front*") == "'front':*"
