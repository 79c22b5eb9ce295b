"""What is exported appears whole or not at all, and nothing is overwritten unasked."""

from __future__ import annotations

import pytest

from project_to_export import make_project
from sayso import open_project
from sayso.errors import UsageError
from sayso.exports.formats import FORMATS
from sayso.exports.targets import whole_file, whole_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("targets"))


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_there_stays_without_force_and_is_replaced_with_it(folder, tmp_path, form):
    target = tmp_path / "out"
    with open_project(folder) as project:
        project.export(form, target)
        before = sorted(path.name for path in tmp_path.rglob("*"))
        with pytest.raises(UsageError, match="there already; nothing was written"):
            project.export(form, target)
        project.export(form, target, force=True)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_file_that_fails_half_way_leaves_what_was_there(tmp_path):
    target = tmp_path / "claims"
    target.write_text("old")
    with pytest.raises(RuntimeError), whole_file(target, force=True) as part:  # noqa: PT012 - the error is the point
        part.write_text("half")
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == ["claims"]
    assert target.read_text() == "old"


def test_a_folder_that_fails_half_way_does_not_appear(tmp_path):
    with pytest.raises(RuntimeError), whole_folder(tmp_path / "tables") as part:  # noqa: PT012 - the error is the point
        (part / "claims.csv").write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_other_files_in_a_folder_stay(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "notes.txt").write_text("mine")
    with whole_folder(tmp_path / "tables", force=True) as part:
        (part / "claims.csv").write_text("new")
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == ["claims.csv", "notes.txt"]


def test_a_folder_is_never_replaced_by_a_file_nor_a_file_by_a_folder(tmp_path):
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(UsageError, match="is a folder"), whole_file(tmp_path, force=True):
        pass
    with pytest.raises(UsageError, match="is a file"), whole_folder(tmp_path / "notes", force=True):
        pass
    assert (tmp_path / "notes").read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"no folder .*nowhere"), whole_file(tmp_path / "nowhere" / "out"):
        pass


def test_a_format_that_nobody_knows_is_refused_with_those_that_are_known(folder, tmp_path):
    with open_project(folder) as project, pytest.raises(UsageError, match=r"no format 'xls'.*csv"):
        project.export("xls", tmp_path / "out")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_what_it_leaves_out(form):
    assert FORMATS[form].lost.endswith(".")
