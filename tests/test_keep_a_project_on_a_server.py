"""A project whose documents and claims are in a PostgreSQL database that a team shares."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from invented_project import HERALD, make_project
from sayso import Project, open_project
from sayso.cli import app
from sayso.errors import DataFileError, ProjectError
from sayso.settings import load_settings, with_storage


def sayso(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_project_is_made_with_its_database_on_a_server(tmp_path, postgres_url):
    made = sayso("init", tmp_path / "p", "--storage", postgres_url)
    assert made.exit_code == 0, made.output
    assert "with its database at postgresql://" in made.output
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == ["actors.yaml", "codebook.yaml", "sayso.toml"]
    assert load_settings(tmp_path / "p" / "sayso.toml").storage.url == postgres_url


def test_a_project_on_a_server_is_filled_run_and_asked(tmp_path, postgres_url):
    folder = make_project(tmp_path, storage=postgres_url)
    with open_project(folder) as project:
        assert [claim.document_id for claim in project.claims()] == [HERALD] * 3
        assert project.status().waiting == 1


def test_status_says_where_the_data_are_but_no_password(tmp_path, postgres):
    name = postgres.new_database()
    url = postgres.url(name, password="very-secret")
    Project.init(tmp_path / "p", storage=url).close()
    shown = sayso("status", "--project", tmp_path / "p")
    assert f"/{name}" in shown.output
    assert "very-secret" not in shown.output
    stored = json.loads(sayso("status", "--json", "--project", tmp_path / "p").output)["storage"]
    assert name in stored
    assert "very-secret" not in stored
    postgres.drop(name)


@pytest.mark.usefixtures("in_a_folder")
def test_status_of_a_project_on_a_laptop_names_the_file(project):
    assert project.status().storage == str(project.folder / "project.db")


def test_a_database_that_holds_a_project_gets_no_second_one(tmp_path, postgres_url):
    Project.init(tmp_path / "one", storage=postgres_url).close()
    with pytest.raises(ProjectError, match="holds a project already"):
        Project.init(tmp_path / "two", storage=postgres_url)
    assert list((tmp_path / "two").iterdir()) == []
    with open_project(tmp_path / "one") as project:
        assert project.status().documents == 0


def test_a_server_that_is_not_there_is_named(tmp_path):
    made = sayso("init", tmp_path / "p", "--storage", f"postgresql:///press?host={tmp_path}")
    assert made.exit_code == 1
    assert "the server cannot be reached" in made.stderr


@pytest.mark.parametrize("url", ["mysql://ann@db/press", "press.db", "PostgreSQL://db/press"])
def test_only_the_address_of_a_postgresql_database_is_taken(tmp_path, url):
    made = sayso("init", tmp_path / "p", "--storage", url)
    assert made.exit_code == 2
    assert "begins with postgresql://" in made.stderr
    Project.init(tmp_path / "p").close()
    settings = tmp_path / "p" / "sayso.toml"
    settings.write_text(f'[storage]\nurl = "{url}"\n')
    with pytest.raises(DataFileError, match=r"line 2: storage\.url must be empty or begin with postgresql://"):
        load_settings(settings)


@pytest.mark.parametrize(
    "before",
    [
        "",
        '[project]\nname = "Karsk"  # mine\n',
        '# first\n[storage]\n# where\nurl = ""\n\n[run]\nprocesses = 2\n',
        "[storage]\n[run]\nprocesses = 2",
        '[storage]\nurl = "postgresql://old/x" # the old one\n',
    ],
)
def test_the_storage_changes_in_the_settings_and_nothing_else(tmp_path, before):
    path = tmp_path / "sayso.toml"
    path.write_text(before)
    url = 'postgresql://ann@db.example.org/pr"ess?host=/tmp/\\x'
    path.write_text(with_storage(path, url))
    assert load_settings(path).storage.url == url
    kept = [line for line in before.splitlines() if not line.startswith("url")]
    assert [line for line in path.read_text().splitlines() if line in kept] == kept


def test_settings_that_say_the_storage_in_another_way_are_not_spoilt(tmp_path):
    path = tmp_path / "sayso.toml"
    path.write_text('storage = {url = "postgresql://db/press"}\n')
    with pytest.raises(DataFileError, match=r"storage\.url cannot be changed here"):
        with_storage(path, "")
