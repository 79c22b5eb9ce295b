"""A run that is killed in the middle goes on where it was: nothing is lost and nothing doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso import Project, open_project
from simple_analysis import simple

TEXTS = [f"Group{n} attacked Group{n + 1}. Alba said Bero{n} attacked Cora." for n in range(40)]
RUN = "import sys, sayso, simple_analysis as s; sayso.open_project(sys.argv[1]).run(make=s.slow, processes={})"


def start(folder, processes):
    return subprocess.Popen(
        [sys.executable, "-c", RUN.format(processes), str(folder)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.02)


def members(session):
    """The processes of a session that are not dead."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.fixture
def articles(write_articles):
    return write_articles(*TEXTS)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_killed_run_is_taken_up_where_it_was(tmp_path, articles, processes):
    with Project.init(tmp_path / "whole") as whole:
        whole.add([articles])
        whole.run(make=simple)
        expected = whole.digest(), [c.id for c in whole.claims()]

    with Project.init(tmp_path / "killed") as project:
        project.add([articles])
        running = start(project.folder, processes)
        wait_for(lambda: project.status().analysed >= 5 or running.poll())
        running.send_signal(signal.SIGKILL)
        running.wait()

    with open_project(tmp_path / "killed") as project:
        done = project.status().analysed
        assert 5 <= done < len(TEXTS)
        ran = project.run(make=simple)
        assert (ran.analysed, ran.unchanged, ran.failed) == (len(TEXTS) - done, done, 0)
        assert (project.digest(), [c.id for c in project.claims()]) == expected


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_the_workers_of_a_killed_run_end_too(tmp_path, articles):
    with Project.init(tmp_path / "killed") as project:
        project.add([articles])
        running = start(project.folder, 2)
        wait_for(lambda: project.status().analysed >= 2 or running.poll())
        assert len(members(running.pid)) > 2
        running.send_signal(signal.SIGKILL)
        running.wait()
        wait_for(lambda: not members(running.pid), seconds=20)


@pytest.mark.slow
def test_two_runs_at_once_do_not_disturb_each_other(tmp_path, articles):
    with Project.init(tmp_path / "shared") as project:
        project.add([articles])
        other = start(project.folder, 1)
        wait_for(lambda: project.status().analysed >= 2 or other.poll())
        project.run(make=simple)
        assert other.wait(timeout=60) == 0
        status = project.status()
        assert (status.analysed, status.claims) == (len(TEXTS), 2 * len(TEXTS))
