"""In a large project, lists that only a run makes stay after a correction, and say that they are older than it."""

from __future__ import annotations

import pytest

from claimed_project import make_project, reader, said
from sayso import ClaimFilter
from sayso.storage import kept
from workbench_client import opened, words

DOCUMENTS = [
    said("Courier", "2020-01-01", "Olvia controls Front", "Front = Lanterns"),
    said("Herald", "2020-02-01", "Karsk controls Front", "Front = -Sworn"),
]
NOTE = "Made before the last correction. The next run counts anew: sayso run"
PATHS = ("/answers", "/actors", "/names", "/drift", "/compare")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with make_project(tmp_path_factory.mktemp("corrected"), DOCUMENTS) as project:
        yield project


def notes(client, path):
    return [told for told in words(client.get(path), "//main//p[@class='notice']") if told == NOTE]


def test_lists_of_a_large_project_are_those_of_the_last_run_until_the_next(project, monkeypatch):
    with opened(project) as client:
        assert [path for path in PATHS if notes(client, path)] == []
        [wrong] = project.claims(ClaimFilter(subject="Karsk"))
        event = project.reviews.reject(wrong.id).event.id
        assert client.get("/answers.json").json()["questions"] == []
        monkeypatch.setattr(kept, "LARGE", 1)
        assert [path for path in PATHS if notes(client, path)] == list(PATHS)
        [question] = client.get("/answers.json").json()["questions"]
        assert {answer["subject"] for answer in question["answers"]} == {"Olvia", "Karsk"}
        project.run(make=reader)
        assert [path for path in PATHS if notes(client, path)] == []
        assert client.get("/answers.json").json()["questions"] == []
        project.corrections.undo(event)
        assert client.get("/answers.json").json()["questions"] == []
        project.run(make=reader)
        assert len(client.get("/answers.json").json()["questions"]) == 1
