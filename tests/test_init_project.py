"""`sayso init`: a folder becomes a project."""

from __future__ import annotations

import errno
import os
import shutil

import pytest

from sayso import Project, open_project
from sayso.errors import DataFileError, ProjectError


@pytest.mark.usefixtures("in_a_folder")
def test_a_new_project_has_settings_a_codebook_and_a_registry_to_edit(tmp_path):
    with Project.init(tmp_path / "news" / "velmark") as project:
        status = project.status()
    assert sorted(p.name for p in project.folder.iterdir() if not p.name.startswith("project.db-")) == [
        "actors.yaml",
        "codebook.yaml",
        "project.db",
        "sayso.toml",
    ]
    assert (status.name, status.documents, status.claims) == ("velmark", 0, 0)


@pytest.mark.usefixtures("in_a_folder")
def test_the_name_in_the_settings_is_the_projects_name(tmp_path):
    Project.init(tmp_path / "p").close()
    (tmp_path / "p" / "sayso.toml").write_text('[project]\nname = "Velmark papers"\n')
    with open_project(tmp_path / "p") as project:
        assert project.status().name == "Velmark papers"


def test_a_project_is_never_overwritten(tmp_path):
    Project.init(tmp_path).close()
    (tmp_path / "sayso.toml").write_text("# mine\n")
    with pytest.raises(ProjectError, match="holds a project already"):
        Project.init(tmp_path)
    assert (tmp_path / "sayso.toml").read_text() == "# mine\n"


def test_a_codebook_that_lies_in_the_folder_already_is_not_overwritten(tmp_path):
    (tmp_path / "codebook.yaml").write_text("relations: {}\n")
    with pytest.raises(ProjectError, match=r"codebook\.yaml"):
        Project.init(tmp_path)
    assert not (tmp_path / "sayso.toml").exists()


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(ProjectError, match=r"No project can be made in .*taken"):
        Project.init(tmp_path / "taken" / "project")


def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(ProjectError, match="Choose a folder that you may write to"):
        Project.init(tmp_path / "project")


def test_a_project_that_could_not_be_made_leaves_nothing_behind(tmp_path, monkeypatch):
    def disk_full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", disk_full)
    with pytest.raises(ProjectError, match="No space left on device"):
        Project.init(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_project_is_found_from_a_folder_inside_it(tmp_path):
    Project.init(tmp_path).close()
    (tmp_path / "texts" / "2021").mkdir(parents=True)
    with open_project(tmp_path / "texts" / "2021") as project:
        assert project.folder == tmp_path


def test_where_no_project_is_the_message_says_how_to_make_one(tmp_path):
    with pytest.raises(ProjectError, match="sayso init"):
        open_project(tmp_path)


def test_a_folder_that_does_not_exist_is_not_taken_for_the_project_above_it(tmp_path):
    Project.init(tmp_path).close()
    with pytest.raises(ProjectError, match="no folder"):
        open_project(tmp_path / "mistyped")


@pytest.mark.usefixtures("in_a_folder")
def test_a_project_whose_database_is_gone_is_not_silently_empty(tmp_path):
    Project.init(tmp_path).close()
    (tmp_path / "project.db").unlink()
    with pytest.raises(ProjectError, match="missing"):
        open_project(tmp_path)


@pytest.mark.usefixtures("in_a_folder")
def test_a_database_that_is_none_is_named(tmp_path):
    Project.init(tmp_path).close()
    for leftover in tmp_path.glob("project.db-*"):
        leftover.unlink()
    (tmp_path / "project.db").write_text("shopping list " * 500)
    with pytest.raises(ProjectError, match="not a database"):
        open_project(tmp_path)


def test_a_mistake_in_the_settings_is_told_when_the_project_is_opened(tmp_path):
    Project.init(tmp_path).close()
    (tmp_path / "sayso.toml").write_text("[run]\nprocess = 2\n")
    with pytest.raises(DataFileError, match=r"line 2: unknown key 'process' in run\. Did you mean 'processes'\?"):
        open_project(tmp_path)
