"""Who may do what in a team's project: with the very statements that docs/how-to/share-a-project.md gives."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from project_to_export import make_project, reader
from sayso import open_project
from sayso.cli import app
from sayso.errors import NotAllowedError
from sayso.settings import with_storage
from workbench_client import opened, page, post

PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "share-a-project.md"
BLOCK = re.compile(r"^```sql (\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
OWNER, EDITOR, READER = ("ann", "long and secret"), ("ben", "another secret"), ("cleo", "a third secret")


def sayso(folder, *arguments, code=0):
    done = CliRunner().invoke(app, [*map(str, arguments), "--project", str(folder)])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture(scope="module")
def shared_by_roles(postgres, tmp_path_factory):
    """Gives a folder of the project for each member of the team, whose passwords libpq finds."""
    folder = tmp_path_factory.mktemp("team")
    [(_, first), (_, granting), (_, members)] = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    postgres.run(*filter(str.strip, first.split(";")))
    laptop = make_project(folder)
    with open_project(laptop) as project, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", OWNER[1])
        project.copy_to(postgres.url("press", OWNER[0]))
    with psycopg.connect(postgres.url("press", OWNER[0]), password=OWNER[1], autocommit=True) as connection:
        for statement in filter(str.strip, granting.split(";")):
            connection.execute(statement)
    postgres.run(*filter(str.strip, members.split(";")))
    folders = {}
    for name, _ in (OWNER, EDITOR, READER):
        folders[name] = folder / name
        folders[name].mkdir()
        for file in laptop.glob("*.yaml"):
            (folders[name] / file.name).write_bytes(file.read_bytes())
        changed = with_storage(laptop / "sayso.toml", postgres.url("press", name))
        (folders[name] / "sayso.toml").write_text(changed)
    yield folders
    postgres.drop("press")
    postgres.run(*(f"DROP ROLE {role}" for role in ("ben", "cleo", "ann", "sayso_editor", "sayso_reader")))


@pytest.fixture
def as_member(shared_by_roles, tmp_path, monkeypatch):
    """Becomes a member of the team, with a ~/.pgpass of theirs; gives the folder of the project."""

    def become(member):
        name, password = member
        passwords = tmp_path / f"{name}.pgpass"
        passwords.write_text(f"*:*:press:{name}:{password}\n")
        passwords.chmod(0o600)
        monkeypatch.setenv("PGPASSFILE", str(passwords))
        return shared_by_roles[name]

    return become


def test_a_reader_lists_shows_and_exports(as_member, tmp_path):
    folder = as_member(READER)
    assert "Olvia" in sayso(folder, "claims").output
    assert "gazette" in sayso(folder, "documents").output
    for command in (["status"], ["statements"], ["disputes"], ["actors"], ["names"], ["log"], ["show", "gazette"]):
        sayso(folder, *command)
    sayso(folder, "export", "csv", "--to", tmp_path / "csv")
    sayso(folder, "report", "--html", tmp_path / "report")
    sayso(folder, "copy-to", tmp_path / "mine")
    with open_project(tmp_path / "mine") as mine:
        assert len(mine.claims()) == 5


@pytest.mark.parametrize(
    "command",
    [["add", PAGE], ["actors", "rename", "Olvia", "Olvia2"], ["undo"], ["users", "remove", "Ada"], ["run"]],
    ids=lambda command: command[0],
)
def test_a_reader_who_would_change_something_is_told_who_may(as_member, command):
    folder = as_member(READER)
    told = sayso(folder, *command, code=1).stderr
    assert "your role on the server may not do that: editors and the owner of the project write" in told
    assert "Traceback" not in told
    assert len(told.strip().splitlines()) == 1
    assert "Olvia2" not in sayso(folder, "actors").output


def test_a_reader_looks_at_the_workbench_and_is_told_there_too(as_member):
    with open_project(as_member(READER)) as project, opened(project) as client:
        for address in ("/", "/claims", "/statements", "/actors", "/documents?words=olvia", "/network", "/log"):
            assert client.get(address).status_code == 200
        claim = project.claims()[0].id
        refused = post(client, f"/claims/{claim}/accept")
        assert refused.status_code == 403
        assert "editors and the owner of the project write" in page(refused).text_content()
        assert project.corrections.log() == []


def test_an_editor_adds_runs_and_corrects_and_a_reader_sees_it(as_member, tmp_path):
    folder = as_member(EDITOR)
    (tmp_path / "new.txt").write_text("Vostrya may attack Olvia.")
    sayso(folder, "add", tmp_path / "new.txt")
    with open_project(folder) as project:
        project.run(make=reader)
        renamed = project.corrections.rename("Olvia", "Republic of Olvia", by="Ben")
        assert renamed.event.author == "Ben"
        project.corrections.undo(by="Ben")
        with opened(project) as client:
            assert post(client, f"/claims/{project.claims()[0].id}/accept").status_code == 200
    assert "4 by" in sayso(as_member(READER), "status").output
    assert "Ben" in sayso(as_member(READER), "log").output


def test_only_the_owner_may_change_the_tables(as_member):
    from sayso.storage.database import Database
    from sayso.storage.migrations import MIGRATIONS

    steps = (*MIGRATIONS, ("ALTER TABLE users ADD COLUMN likes TEXT",))
    with open_project(as_member(EDITOR)) as project:
        url = project.settings.storage.url
    with pytest.raises(NotAllowedError, match="may not do that"):
        Database.open(url, steps)
    with open_project(as_member(EDITOR)) as project:
        assert project.status().documents >= 3


def test_who_gives_no_password_is_told_where_it_belongs(as_member, monkeypatch, tmp_path):
    folder = as_member(READER)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    assert "put it into ~/.pgpass or PGPASSWORD" in sayso(folder, "status", code=1).stderr
    monkeypatch.setenv("PGPASSWORD", "wrong")
    assert "check user and password" in sayso(folder, "status", code=1).stderr
