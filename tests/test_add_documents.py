"""`sayso add`: files become documents, once."""

from __future__ import annotations

import json

import pytest

from sayso import Project
from sayso.errors import UsageError


def rows(path, *documents):
    path.write_text("".join(json.dumps(d) + "\n" for d in documents), encoding="utf-8")
    return path


def ids(project):
    return [d.id for d in project.documents()]


def test_adding_a_folder_adds_each_file(project, write_articles):
    added = project.add([write_articles("Alba attacked Bero.", "Cora attacked Dara.")])
    assert (added.added, added.known, added.skipped) == (2, 0, 0)
    assert len(ids(project)) == 2


def test_adding_twice_adds_nothing(project, write_articles):
    folder = write_articles("Alba attacked Bero.", "Cora attacked Dara.")
    project.add([folder])
    before = project.digest()
    added = project.add([folder, folder / "a.txt"])
    assert (added.added, added.known) == (0, 2)
    assert project.digest() == before


def test_a_way_around_through_other_folders_is_the_same_file(project, tmp_path):
    (tmp_path / "other").mkdir()
    broken = tmp_path / "rows.jsonl"
    broken.write_text("{", encoding="utf-8")
    project.add([tmp_path / "other" / ".." / "rows.jsonl", broken])
    assert [row.source for row in project.skipped()] == [f"{broken}:1"]


def test_the_order_in_which_files_are_added_does_not_matter(tmp_path, write_articles):
    files = sorted(write_articles("Alba attacked Bero.", "Cora attacked Dara.", "Eno attacked Fara.").iterdir())
    digests = []
    for number, order in enumerate((files, files[::-1])):
        with Project.init(tmp_path / f"p{number}") as project:
            project.add(order)
            digests.append((ids(project), project.digest()))
    assert digests[0] == digests[1]


def test_a_document_is_stored_as_it_was_read(project, tmp_path):
    text = "Ålba — ‘attacked’\r\n\tBero. 🕊\n"
    passage = {"start": 0, "end": 5, "voice": "byline"}
    row = {"id": "x1", "text": text, "publisher": "Gazette", "published": "2021-05-03", "passages": [passage]}
    project.add([rows(tmp_path / "in.jsonl", row)])
    document = project.find_document("x1")
    assert document.text == text
    assert (document.publisher, document.published) == ("Gazette", "2021-05-03")
    assert [(p.start, p.end, p.voice) for p in document.passages] == [(0, 5, "byline")]


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(project, tmp_path, write_articles):
    folder = write_articles("Alba attacked Bero.", "   ")
    (folder / "photo.png").write_bytes(b"\x89PNG\x00")
    added = project.add([folder, tmp_path / "nowhere.txt"])
    assert (added.added, added.skipped) == (1, 3)
    listed = {row.source.rpartition("/")[2]: row.reason for row in project.skipped()}
    assert listed == {"b.txt": "empty", "photo.png": "unknown format", "nowhere.txt": "missing"}
    assert all(row.stage == "reading" and row.message for row in project.skipped())


def test_an_input_that_was_mended_leaves_the_list(project, write_articles):
    folder = write_articles("Alba attacked Bero.", "")
    project.add([folder])
    assert len(project.skipped()) == 1
    (folder / "b.txt").write_text("Cora attacked Dara.")
    assert project.add([folder]).added == 1
    assert project.skipped() == []


def test_a_row_that_was_mended_leaves_the_list_and_the_others_stay(project, tmp_path):
    path = rows(tmp_path / "in.jsonl", {"id": "a", "text": ""}, {"id": "b", "text": ""}, {"id": "c", "text": "Yes."})
    project.add([path])
    assert [row.source.rpartition(":")[2] for row in project.skipped()] == ["1", "2"]
    rows(path, {"id": "a", "text": "Alba."}, {"id": "b", "text": ""}, {"id": "c", "text": "Yes."})
    project.add([path])
    assert [row.source.rpartition(":")[2] for row in project.skipped()] == ["2"]


def test_another_text_under_a_known_id_is_refused_and_listed(project, tmp_path):
    project.add([rows(tmp_path / "one.jsonl", {"id": "n7", "text": "Alba attacked Bero."})])
    added = project.add([rows(tmp_path / "two.jsonl", {"id": "n7", "text": "Bero attacked Alba."})])
    assert (added.added, added.known, added.skipped) == (0, 0, 1)
    assert project.find_document("n7").text == "Alba attacked Bero."
    [row] = project.skipped()
    assert row.reason == "conflict"
    assert "'n7'" in row.message
    assert "text" in row.message


def test_the_same_text_with_another_date_is_refused_but_with_another_address_it_is_known(project, tmp_path):
    first = {"id": "n7", "text": "Alba attacked Bero.", "published": "2021-05-03", "url": "https://gazette.example/1"}
    project.add([rows(tmp_path / "one.jsonl", first)])
    assert project.add([rows(tmp_path / "two.jsonl", first | {"published": "2021-05-04"})]).skipped == 1
    assert project.add([rows(tmp_path / "three.jsonl", first | {"url": "https://gazette.example/2"})]).known == 1
    assert project.find_document("n7").published == "2021-05-03"


def test_a_document_is_found_by_the_beginning_of_its_id(project, tmp_path):
    texts = ({"id": i, "text": f"Alba attacked {i}."} for i in ("ab1", "ab2", "AB3", "ab", "c%d"))
    project.add([rows(tmp_path / "in.jsonl", *texts)])
    assert project.find_document("ab1").id == "ab1"
    assert project.find_document("ab").id == "ab"
    assert project.find_document("A").id == "AB3"
    assert project.find_document("c%").id == "c%d"
    with pytest.raises(UsageError, match="Several ids begin with 'a': ab, ab1, ab2"):
        project.find_document("a")
    with pytest.raises(UsageError, match="no document"):
        project.find_document("%")


def test_documents_are_listed_by_day_and_the_undated_last(project, tmp_path):
    days = {"x": None, "y": "2020-01-02", "z": "2019"}
    texts = ({"id": i, "text": f"Alba attacked {i}.", "published": day} for i, day in days.items())
    project.add([rows(tmp_path / "in.jsonl", *texts)])
    assert ids(project) == ["z", "y", "x"]
    assert {d.claims for d in project.documents()} == {None}
    status = project.status()
    assert (status.first, status.last) == ("2019", "2020-01-02")


def test_progress_tells_each_file(project, write_articles):
    seen = []
    project.add([write_articles("Alba attacked Bero.", "Cora attacked Dara.")], on_progress=seen.append)
    assert [(p.done, p.total, p.current.rpartition("/")[2]) for p in seen] == [(1, 2, "a.txt"), (2, 2, "b.txt")]
