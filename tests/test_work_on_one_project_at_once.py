"""A team's project: several people and programs write at the same time, one of them is killed, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from sayso import Project, open_project
from sayso.errors import ProjectError
from sayso.storage import sqlite
from sayso.storage.taking import hand
from simple_analysis import simple
from test_run_interrupted import kill, wait_for
from workbench_client import opened, post

TEXTS = [f"Group{n} attacked Group{n + 1}. Alba said Bero{n} attacked Cora." for n in range(80)]
RUN = """
import sys, time, sayso, simple_analysis
from pathlib import Path

def analyse(document):
    with Path(sys.argv[2]).open("a") as log:
        log.write(document.id + "\\n")
    return simple_analysis.slow()(document)

with sayso.open_project(sys.argv[1]) as project:
    Path(sys.argv[2]).touch()
    while not all(Path(other).exists() for other in sys.argv[3:]):
        time.sleep(0.01)
    project.run(make=lambda: analyse)
"""
"""Writes into a log (2) what it analyses, and begins when these others (3...) have opened the project, too."""
ADD = "import sys, sayso; sayso.open_project(sys.argv[1]).add(sys.argv[2:])"


def begin(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], env=environment)


def contents(project):
    """All that a project holds and shows, but for when it ran."""
    return project.digest(), [claim.id for claim in project.claims()], project.statements()


@pytest.fixture
def articles(write_articles) -> Path:
    return write_articles(*TEXTS)


@pytest.fixture
def expected(tmp_path, articles):
    """What one undisturbed run on a laptop finds."""
    with Project.init(tmp_path / "alone") as alone:
        alone.add([articles])
        alone.run(make=simple)
        return contents(alone)


@pytest.fixture
def team(tmp_path, postgres_url):
    with Project.init(tmp_path / "team", storage=postgres_url) as project:
        yield project


def analysed_by(log: Path) -> Counter[str]:
    return Counter(log.read_text().split()) if log.exists() else Counter()


def test_two_runs_share_the_documents_and_no_document_is_analysed_twice(tmp_path, articles, team, expected):
    team.add([articles])
    logs = [tmp_path / "one.log", tmp_path / "two.log"]
    running = [begin(RUN, team.folder, log, *logs) for log in logs]
    assert [run.wait(timeout=120) for run in running] == [0, 0]
    one, two = map(analysed_by, logs)
    assert one
    assert two
    assert set((one + two).values()) == {1}
    assert len(one + two) == len(TEXTS)
    assert contents(team) == expected


def test_what_a_killed_run_had_in_hand_is_done_by_the_other_one(tmp_path, articles, team, expected):
    team.add([articles])
    logs = [tmp_path / "one.log", tmp_path / "two.log"]
    killed, other = (begin(RUN, team.folder, log, *logs) for log in logs)
    wait_for(lambda: min(len(analysed_by(log)) for log in logs) >= 3)
    kill(killed.pid)
    killed.wait()
    assert other.wait(timeout=120) == 0
    assert team.status().waiting == 0
    assert max(analysed_by(logs[1]).values()) == 1
    assert contents(team) == expected


@pytest.mark.slow
def test_both_killed_and_run_again_nothing_is_lost_or_doubled(tmp_path, articles, team, expected):
    team.add([articles])
    log = tmp_path / "log"
    running = [begin(RUN, team.folder, log), begin(RUN, team.folder, log)]
    wait_for(lambda: len(analysed_by(log)) >= 10)
    for run in running:
        kill(run.pid)
        run.wait()
    done = team.status().analysed
    assert 0 < done < len(TEXTS)
    ran = team.run(make=simple)
    assert (ran.analysed, ran.unchanged, ran.failed) == (len(TEXTS) - done, done, 0)
    assert contents(team) == expected


def test_two_who_add_the_same_files_add_each_document_once(articles, team):
    files = sorted(articles.iterdir())
    running = [begin(ADD, team.folder, *order) for order in (files, reversed(files))]
    assert [run.wait(timeout=120) for run in running] == [0, 0]
    assert len(team.documents()) == len(TEXTS)
    team.run(make=simple)
    assert team.status().claims == 2 * len(TEXTS)


@pytest.mark.slow
def test_a_coder_corrects_in_the_workbench_while_documents_are_added_and_run(tmp_path, articles, team):
    files = sorted(articles.iterdir())
    team.add(files[:5])
    team.run(make=simple)
    coded = [claim.id for claim in team.claims()]
    running = [begin(ADD, team.folder, *files[5:])]
    wait_for(lambda: team.status().documents >= 10)
    running.append(begin(RUN, team.folder, tmp_path / "log"))
    with opened(team) as client:
        for claim in coded:
            assert post(client, f"/claims/{claim}/accept").status_code == 200
    assert [run.wait(timeout=120) for run in running] == [0, 0]
    team.run(make=simple)
    claims = {claim.id: claim.reviewed for claim in team.claims()}
    assert len(claims) == 2 * len(TEXTS)
    assert {claim for claim, reviewed in claims.items() if reviewed == "accepted"} == set(coded)
    assert len(team.corrections.log()) == len(coded)


def test_what_one_has_in_hand_another_cannot_take_until_it_is_put_back(team):
    with hand(team._database) as one, hand(team._database) as other:
        assert one.take([1, 2, 3]) == [1, 2, 3]
        assert other.take([2, 3, 4]) == [4]
        one.put_back_first()
        one.put_back([2])
        assert other.take([1, 2, 3]) == [1, 2]
    with hand(team._database) as third:
        assert third.take([1, 2, 3, 4]) == [1, 2, 3, 4]


def test_projects_of_one_database_do_not_take_each_others_documents(tmp_path, team, postgres_url):
    with (
        Project.init(tmp_path / "other", storage=f"{postgres_url}&schema=other") as second,
        hand(team._database) as one,
        hand(second._database) as other,
    ):
        assert one.take([1]) == other.take([1]) == [1]


@pytest.mark.parametrize("storage", ["file", "server"])
def test_a_run_waits_for_whoever_writes_for_long_and_a_person_is_told(tmp_path, request, monkeypatch, storage):
    monkeypatch.setattr(sqlite, "_USUAL", 300)
    url = ""
    if storage == "server":
        url = f"{request.getfixturevalue('postgres_url')}&options=-c%20lock_timeout%3D300ms"
    with Project.init(tmp_path / "p", storage=url) as project, open_project(tmp_path / "p") as second:
        done: list[bool] = []

        def write_patiently():
            with second._database.writing(patient=True):
                done.append(True)

        waiter = threading.Thread(target=write_patiently)
        with project.writing():
            with pytest.raises(ProjectError, match="another program is writing"), second.writing():
                pass
            waiter.start()
            waiter.join(timeout=1)
            assert not done
        waiter.join(timeout=20)
        assert done
