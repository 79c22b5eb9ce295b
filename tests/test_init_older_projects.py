"""A project that an older sayso made is brought up to date when it is opened; one that a newer made is left alone."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import text

from sayso import Project, open_project
from sayso.errors import ProjectError
from sayso.storage.database import Database
from sayso.storage.migrations import MIGRATIONS

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


def test_documents_that_were_added_before_origins_were_kept_have_none(old):
    with sqlite3.connect(old) as connection:
        connection.execute("ALTER TABLE documents DROP COLUMN origins")
        connection.execute("UPDATE schema_version SET version = 1")
    with open_project(old.parent) as project:
        [row] = project.documents()
        assert project.find_document(row.id).origins == {}
