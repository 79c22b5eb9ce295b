"""`sayso copy-to`: a project moves from a laptop to a server and back, and loses nothing on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Float, Integer, LargeBinary, Table, Text, select
from typer.testing import CliRunner

from project_to_export import make_project
from sayso import Project, open_project
from sayso.cli import app
from sayso.copying import copy_rows
from sayso.errors import ProjectError, UsageError
from sayso.storage.columns import metadata
from sayso.storage.database import Database, insert_rows
from sayso.storage.saved_views import SavedView, save_view
from sayso.storage.search import found_documents
from sayso.storage.users import add_user

TABLES = [table for table in metadata.sorted_tables if table.name != "schema_version"]
EXPORTED = ("csv", "dna", "ftm", "graphml", "jsonl", "label-studio", "prov", "web-annotation")
"""Formats that together hold all that a project has."""
LARGEST = {Integer: 2**31 - 1, BigInteger: 2**63 - 1}
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
AWKWARD = st.sampled_from(["", "\\N", "\\.", "a\tb\nc\rd\\", "\"quoted\", 'single'", "NULL", "🦅 née\u00a0x", "\u2028"])


def sayso(*arguments, code=0):
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == code, done.output
    return done


def rows_of(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in TABLES
        }


def copy(source: Database, place: Path | str) -> Database:
    def fill(new):
        with source.reading() as old:
            copy_rows(old, new)

    return Database.create(place, fill)


def values(column, known: dict[str, list[tuple[Any, ...]]]) -> st.SearchStrategy[Any]:
    """What may stand in a column, where these rows are known."""
    if column.foreign_keys:
        [key] = column.foreign_keys
        place = list(key.column.table.c).index(key.column)
        there = [row[place] for row in known[key.column.table.name]]
        found = st.sampled_from(there) if there else st.nothing()
    else:
        kinds = {Text: WORDS | AWKWARD, LargeBinary: st.binary(max_size=20), Float: NUMBERS}
        kind = type(column.type)
        found = kinds[kind] if kind in kinds else st.integers(-LARGEST[kind] - 1, LARGEST[kind])
    return st.none() | found if column.nullable else found


@st.composite
def contents(draw) -> dict[str, list[tuple[Any, ...]]]:
    """Rows for every table, as different as the tables allow."""
    known: dict[str, list[tuple[Any, ...]]] = {}
    for table in TABLES:
        columns = [values(column, known) for column in table.c]
        possible = not any(column.is_empty for column in columns)
        drawn = draw(st.lists(st.tuples(*columns), max_size=4)) if possible else []
        known[table.name] = list(distinct(table, drawn))
    return known


def distinct(table: Table, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Those that do not go against a key of the table."""
    names = list(table.c.keys())
    keys = [list(table.primary_key.columns.keys())]
    keys += [[column.name] for column in table.c if column.unique]
    keys += [list(index.columns.keys()) for index in table.indexes if index.unique]
    taken: set[tuple[Any, ...]] = set()
    for row in rows:
        held = {(number, *(row[names.index(name)] for name in key)) for number, key in enumerate(keys)}
        if not held & taken:
            taken |= held
            yield row


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=contents())
def test_all_rows_are_the_same_after_the_way_to_a_server_and_back(tmp_path_factory, postgres, rows):
    folder = tmp_path_factory.mktemp("copied")

    def fill(connection):
        for table in TABLES:
            insert_rows(connection, table, rows[table.name])

    name = postgres.new_database()
    first = Database.create(folder / "first.db", fill)
    there = copy(first, postgres.url(name))
    back = copy(there, folder / "back.db")
    assert rows_of(first) == rows_of(there) == rows_of(back)
    assert {name: len(found) for name, found in rows_of(first).items()} == {n: len(found) for n, found in rows.items()}
    for database in (first, there, back):
        database.close()
    postgres.drop(name)


@pytest.fixture
def full(tmp_path) -> Path:
    """The folder of a project that people have worked in."""
    folder = make_project(tmp_path)
    (folder / "cues.yaml").write_text((Path(open_project.__code__.co_filename).parent / "data/cues.yaml").read_text())
    with open_project(folder) as project:
        claim = project.claims()[0].id
        project.reviews.reject(claim, by="Ada", reason="a misreading")
        project.corrections.rename("Olvia", "Republic of Olvia", by="Ben")
        project.corrections.undo(by="Ben")
        with project.writing() as connection:
            add_user(connection, "Ada", "editor", "correct horse battery", "2026-01-02T03:04:05+00:00")
            save_view(connection, SavedView(name="mine", address="/claims", author="Ada", saved="2026-01-02"))
    return folder


def exports(folder: Path, target: Path) -> dict[str, bytes]:
    target.mkdir()
    with open_project(folder) as project:
        for form in EXPORTED:
            project.export(form, target / form)
    return {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def test_a_project_exports_the_same_after_the_way_to_a_server_and_back(tmp_path, full, postgres_url):
    sayso("copy-to", postgres_url, "--project", full)
    team = tmp_path / "team" / "project"
    team.mkdir(parents=True)
    for file in full.glob("*.yaml"):
        (team / file.name).write_bytes(file.read_bytes())
    (team / "sayso.toml").write_text(f'[storage]\nurl = "{postgres_url}"\n')
    (tmp_path / "back").mkdir()
    sayso("copy-to", tmp_path / "back" / "project", "--project", team)
    here, there, back = (
        exports(folder, tmp_path / f"exported-{number}")
        for number, folder in enumerate((full, team, tmp_path / "back" / "project"))
    )
    assert here.keys() == there.keys() == back.keys()
    assert [name for name in here if not here[name] == there[name] == back[name]] == []
    with open_project(full) as one, open_project(team) as other:
        assert one.digest() == other.digest()
        assert one.corrections.log() == other.corrections.log()


def test_a_copy_in_a_folder_is_a_project_of_its_own(tmp_path, full, postgres_url):
    sayso("copy-to", postgres_url, "--project", full)
    (full / "sayso.toml").write_text(f'# ours\n[storage]\nurl = "{postgres_url}"\n[project]\nname = "Karsk"\n')
    copied = sayso("copy-to", tmp_path / "mine", "--project", full)
    assert str(tmp_path / "mine") in copied.output
    files = ["actors.yaml", "codebook.yaml", "cues.yaml", "project.db", "sayso.toml"]
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == files
    assert (tmp_path / "mine" / "sayso.toml").read_text().startswith("# ours\n")
    with open_project(tmp_path / "mine") as mine, open_project(full) as ours:
        assert mine.location == str(tmp_path / "mine" / "project.db")
        assert mine.status().name == "Karsk"
        assert mine.claims() == ours.claims()
        mine.reviews.accept(mine.claims()[0].id, by="Ada")
        assert mine.claims() != ours.claims()


def test_words_are_found_in_a_copy(tmp_path, full, postgres_url):
    with open_project(full) as project, project.reading():
        project.copy_to(postgres_url)
        project.copy_to(tmp_path / "mine")
    (full / "sayso.toml").write_text(f'[storage]\nurl = "{postgres_url}"\n')
    for folder in (full, tmp_path / "mine"):
        with open_project(folder) as project, project.reading() as connection:
            assert set(connection.scalars(found_documents("olvia ARMS"))) == {1, 2}


def test_what_was_copied_is_counted(full, tmp_path):
    copied = json.loads(sayso("copy-to", tmp_path / "mine", "--json", "--project", full).output)
    assert copied["target"] == str(tmp_path / "mine")
    assert {name: copied["rows"][name] for name in ("documents", "claims", "corrections", "users", "saved_views")} == {
        "documents": 3,
        "claims": 5,
        "corrections": 3,
        "users": 1,
        "saved_views": 1,
    }


def test_progress_goes_from_table_to_table(full, tmp_path):
    told = []
    with open_project(full) as project:
        copied = project.copy_to(tmp_path / "mine", on_progress=told.append)
    total = sum(copied.rows.values())
    assert (told[-1].done, told[-1].total) == (total, total)
    assert [step.done for step in told] == sorted(step.done for step in told)


def test_a_database_with_a_project_in_it_is_left_alone(full, tmp_path, postgres_url):
    Project.init(tmp_path / "theirs", storage=postgres_url).close()
    with open_project(full) as project, pytest.raises(ProjectError, match="holds a project already"):
        project.copy_to(postgres_url)
    with open_project(tmp_path / "theirs") as theirs:
        assert theirs.status().documents == 0


def test_a_folder_with_anything_in_it_is_left_alone(full, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "notes.txt").write_text("mine")
    with open_project(full) as project:
        for target in (tmp_path / "taken", tmp_path / "taken" / "notes.txt", full):
            with pytest.raises(ProjectError, match="is there already; nothing was copied"):
                project.copy_to(target)
        with pytest.raises(UsageError, match="no folder"):
            project.copy_to(tmp_path / "no" / "such" / "folder")
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("to_server", [True, False])
def test_a_copy_that_breaks_off_leaves_nothing_behind(full, tmp_path, postgres_url, to_server):
    class BrokenError(Exception):
        pass

    def break_off(progress):
        if progress.current == "claims":
            raise BrokenError

    target = postgres_url if to_server else tmp_path / "mine"
    before = sorted(tmp_path.iterdir())
    with open_project(full) as project:
        with pytest.raises(BrokenError):
            project.copy_to(target, on_progress=break_off)
        assert sorted(tmp_path.iterdir()) == before
        assert project.copy_to(target).rows["claims"] == 5
