"""Several people write into one database on a server, and read it meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import func, select, update

from sayso.errors import AnalysisError, ProjectError, ReadingError
from sayso.model import Actor, Analysis, Document
from sayso.storage import schema as t
from sayso.storage.database import Database
from sayso.storage.documents import count_documents
from sayso.storage.migrations import MIGRATIONS, Wordings
from sayso.storage.writing import add_document, put_analysis

PEOPLE, EACH = 4, 8


@pytest.fixture
def database(postgres_url):
    with closing(Database.create(postgres_url)) as database:
        yield database


def add(database, *ids):
    with database.writing() as connection:
        for name in ids:
            add_document(connection, Document(id=name, text=f"The words of {name}."), "somewhere")


def contradict(connection):
    for text in ("Words.", "Other words."):
        add_document(connection, Document(id="d1", text=text), "somewhere")


def keep(connection, analysis):
    add_document(connection, analysis.document, "somewhere")
    put_analysis(connection, analysis, "as of today")


def count(database):
    with database.reading() as connection:
        return count_documents(connection)


def test_writers_wait_for_each_other_and_none_takes_the_key_of_another(database, postgres_url):
    def write(person):
        with closing(Database.open(postgres_url)) as own:
            for number in range(EACH):
                add(own, f"{person}-{number}")

    with ThreadPoolExecutor(PEOPLE) as threads:
        list(threads.map(write, range(PEOPLE)))
    with database.reading() as connection:
        keys = list(connection.scalars(select(t.documents.c.key).order_by(t.documents.c.key)))
    assert keys == list(range(1, PEOPLE * EACH + 1))


def test_a_reader_sees_one_state_whatever_others_write(database):
    with database.reading() as connection:
        before = count_documents(connection)
        add(database, "d1")
        assert count_documents(connection) == before == 0
    assert count(database) == 1


def test_what_was_written_before_an_error_is_not_kept(database):
    with pytest.raises(ReadingError, match="'d1' already"), database.writing() as connection:
        contradict(connection)
    assert count(database) == 0


def test_who_only_reads_cannot_change_anything(database):
    with pytest.raises(ProjectError, match="read-only transaction"), database.reading() as connection:
        connection.execute(update(t.schema_version).values(version=1))


def test_a_writer_who_waits_too_long_is_told_why(database, postgres_url):
    impatient = f"{postgres_url}&options=-c%20lock_timeout=100ms"
    told = pytest.raises(ProjectError, match="another program is writing to the database")
    with closing(Database.open(impatient)) as other, database.writing(), told:
        add(other, "d1")


def test_two_schemas_of_one_database_are_two_projects(database, postgres_url):
    second = f"{postgres_url}&schema=desk_2"
    with closing(Database.create(second)) as other:
        add(other, "d1")
        assert (count(database), count(other)) == (0, 1)
    with pytest.raises(ProjectError, match="schema=desk_2: it holds a project already"):
        Database.create(second)


def test_words_are_ordered_by_code_points_whatever_the_language_of_the_server(database):
    names = ["_x", "a b", "ab", "aB", "B", "Zorn", "z", "Ärger", "é"]
    add(database, *names)
    with database.reading() as connection:
        assert list(connection.scalars(select(t.documents.c.id).order_by(t.documents.c.id))) == sorted(names)
        assert connection.execute(select(func.max(t.documents.c.id))).scalar_one() == "é"


@pytest.mark.usefixtures("database")
def test_a_step_to_a_newer_schema_is_taken_in_the_words_of_the_server(postgres_url):
    step = (Wordings("ALTER TABLE runs ADD COLUMN place BLOB", "ALTER TABLE runs ADD COLUMN place BYTEA"),)
    Database.open(postgres_url, (*MIGRATIONS, step)).close()
    with pytest.raises(ProjectError, match="made by a newer sayso"):
        Database.open(postgres_url)


def test_a_document_with_a_character_that_the_server_cannot_store_is_refused_with_a_reason(database):
    with (
        pytest.raises(ProjectError, match="a character that PostgreSQL cannot store"),
        database.writing() as connection,
    ):
        add_document(connection, Document(id="d1", text="A \0 in a text."), "somewhere")


def test_a_document_with_a_name_too_long_for_the_server_fails_alone(database):
    document = Document(id="d1", text="word" * 300)
    found = Analysis(document=document, actors={document.text: Actor(type="person", names=(document.text,))})
    add(database, "d2")
    with pytest.raises(AnalysisError, match="more than 800 bytes"), database.writing() as connection:
        keep(connection, found)
    assert count(database) == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://ann:very-secret@/press?host={folder}", "the server does not let you in"),
        ("postgresql://ann@/press?host={folder}&password=very-secret", "the server does not let you in"),
        ("postgresql://postgres:very-secret@/nothing?host={folder}", "there is no such database"),
        ("postgresql://ann:very-secret@/press?host={folder}/nobody", "the server cannot be reached"),
        ("postgresql://ann:very-secret@db:port/press", "cannot be read. It looks like this"),
        ("postgresql://ann:very-secret@db.invalid/press", "there is no such host"),
        ("postgresql://ann:very-secret@/press?host={folder}&schema=A-B", "'A-B' is no name for a schema"),
    ],
)
def test_an_address_that_leads_nowhere_is_explained_without_its_password(postgres, address, said):
    with pytest.raises(ProjectError) as refused:
        Database.open(address.format(folder=postgres.folder))
    assert said in str(refused.value)
    assert "very-secret" not in str(refused.value)


def test_without_the_driver_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(ProjectError, match=r"pip install 'sayso\[postgres\]'"):
        Database.open("postgresql://ann@db/press")
