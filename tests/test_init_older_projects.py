"""A project that an older sayso made is brought up to date when it is opened; one that a newer made is left alone."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import text

from sayso import Project, open_project
from sayso.errors import ProjectError
from sayso.model import Analysis, Attribution
from sayso.storage.database import Database
from sayso.storage.migrations import MIGRATIONS

pytestmark = pytest.mark.usefixtures("in_a_folder")

STEPS = (
    *MIGRATIONS,
    ("ALTER TABLE documents ADD COLUMN rating INTEGER", "UPDATE documents SET rating = 1"),
    ("ALTER TABLE documents ADD COLUMN remark TEXT", "UPDATE documents SET remark = 'r' || rating"),
)


def columns(path):
    with sqlite3.connect(path) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(documents)")]


@pytest.fixture
def old(tmp_path, write_articles):
    with Project.init(tmp_path / "p") as project:
        project.add([write_articles("Alba attacked Bero.")])
    return tmp_path / "p" / "project.db"


def test_all_missing_steps_are_taken_in_order_and_the_documents_stay(old):
    database = Database.open(old, STEPS)
    with database.reading() as connection:
        assert connection.execute(text("SELECT rating, remark FROM documents")).all() == [(1, "r1")]
        assert connection.execute(text("SELECT version FROM schema_version")).scalar_one() == 1 + len(STEPS)
    database.close()


def test_steps_that_were_taken_are_not_taken_again(old):
    Database.open(old, STEPS[:-1]).close()
    Database.open(old, STEPS).close()
    Database.open(old, STEPS).close()
    assert columns(old)[-2:] == ["rating", "remark"]


def test_a_step_that_fails_leaves_the_old_database(old):
    broken = (*STEPS[:-1], ("ALTER TABLE documents ADD COLUMN remark TEXT", "UPDATE missing SET remark = 1"))
    with pytest.raises(ProjectError, match="no such table"):
        Database.open(old, broken)
    assert "rating" not in columns(old)
    with open_project(old.parent) as project:
        assert project.status().documents == 1


def test_a_newer_database_is_left_alone(old):
    Database.open(old, STEPS).close()
    with pytest.raises(ProjectError, match=r"newer sayso .*Update sayso"):
        open_project(old.parent)


FIRST = (
    *(f"DROP TRIGGER document_search_{name}" for name in ("add", "remove", "change")),
    *(f"DROP TABLE {name}" for name in ("document_search", "users", "saved_views")),
    *(f"DROP TABLE {name}" for name in ("casts", "looks")),
    *(f"DROP TABLE {name}" for name in ("disputes", "kept", "likenesses", "furniture", "stances", "leanings")),
    "DROP INDEX documents_by_publisher",
    "DROP INDEX identities_by_type",
    "DROP INDEX analyses_by_fingerprint",
    "DROP INDEX claims_by_review",
    "ALTER TABLE claims DROP COLUMN reviewed",
    "DROP INDEX claims_by_statement",
    "ALTER TABLE claims DROP COLUMN statement",
    "ALTER TABLE claim_holders DROP COLUMN standing",
    *(f"DROP TABLE {name}" for name in ("statements", "relations", "registry_links", "exclusions")),
    *(f"DROP TABLE {name}" for name in ("shared_quotations", "reprints", "alignments", "prints", "runs", "codings")),
    "DROP INDEX actors_by_cluster",
    "ALTER TABLE actors DROP COLUMN cluster",
    "DROP TABLE name_uses",
    *(f"ALTER TABLE registry_names DROP COLUMN {name}" for name in ("used_by", "stance")),
    "DROP TABLE corrections",
    "DROP TABLE identities",
    "DROP TABLE unresolved",
    *(f"ALTER TABLE attributions DROP COLUMN {name}" for name in ("unresolved", "standing", "stance")),
    "ALTER TABLE documents DROP COLUMN origins",
    "UPDATE schema_version SET version = 1",
)
"""What makes a database of today one of the first version."""


@pytest.fixture
def first(old):
    """A project that the first version analysed."""
    with open_project(old.parent) as project:
        project.run(make=lambda: lambda document: Analysis(document=document, attributions=(Attribution(id="a1"),)))
    with sqlite3.connect(old) as connection:
        for statement in FIRST:
            connection.execute(statement)
    return old


def test_documents_that_were_added_before_origins_were_kept_have_none(first):
    with open_project(first.parent) as project:
        [row] = project.documents()
        assert project.find_document(row.id).origins == {}


def test_what_was_analysed_before_reasons_were_kept_is_shown_as_it_is_and_waits_to_be_analysed_again(first):
    with open_project(first.parent) as project:
        [row] = project.documents()
        assert project.analysis(row.id).attributions == (Attribution(id="a1"),)
        assert project.unresolved() == []
        assert project.status().waiting == 1


def test_a_database_brought_up_to_date_has_the_tables_of_a_new_one(first, tmp_path):
    Database.open(first).close()
    Database.create(tmp_path / "new.db").close()
    schemas = []
    for path in (first, tmp_path / "new.db"):
        with sqlite3.connect(path) as connection:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            indexes = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOT NULL")
            columns = {t: set(connection.execute(f"SELECT * FROM pragma_table_info('{t}')")) for t in tables}
            schemas.append(({t: {c[1:] for c in found} for t, found in columns.items()}, set(indexes)))
    assert schemas[0] == schemas[1]
