"""A run that is killed in the middle goes on where it was: nothing is lost and nothing doubled."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from sayso import Project, open_project
from simple_analysis import simple

TEXTS = [f"Group{n} attacked Group{n + 1}. Alba said Bero{n} attacked Cora." for n in range(40)]
COMMAND = "from sayso.cli import main; main()"
RUN = "import sys, sayso, simple_analysis as s; sayso.open_project(sys.argv[1]).run(make=s.slow, processes={})"

needs_proc = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")


def start(folder, processes):
    return begin(RUN.format(processes), folder)


def begin(code, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def workers(running):
    """The worker processes of a run, by their ids: those that its process for forking has forked."""
    called = {process: look(process, "cmdline") for process in members(running.pid)}
    servers = [process for process, command in called.items() if b"forkserver" in command]
    forked = " ".join(look(process, f"task/{process}/children").decode() for process in servers)
    return sorted(map(int, forked.split()))


def look(process, file):
    try:
        return Path(f"/proc/{process}/{file}").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def kill(process):
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def contents(project):
    """All that a project holds and shows, but for when it ran."""
    return project.digest(), project.claims(), project.statements(), project.skipped(), project.status().analysed


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


@needs_proc
def test_the_workers_of_a_killed_run_end_too(tmp_path, articles):
    with Project.init(tmp_path / "killed") as project:
        project.add([articles])
        running = start(project.folder, 2)
        wait_for(lambda: project.status().analysed >= 2 or running.poll())
        assert len(members(running.pid)) > 2
        running.send_signal(signal.SIGKILL)
        running.wait()
        wait_for(lambda: not members(running.pid), seconds=20)


def filled(folder, articles, **how):
    with Project.init(folder) as whole:
        whole.add([articles])
        whole.run(**how)
        return contents(whole)


@needs_proc
def test_a_run_of_which_a_worker_is_killed_ends_like_any_other(tmp_path, articles):
    expected = filled(tmp_path / "whole", articles, make=simple)
    with Project.init(tmp_path / "killed") as project:
        project.add([articles])
        running = start(project.folder, 2)
        wait_for(lambda: project.status().analysed >= 5 or running.poll())
        kill(workers(running)[0])
        assert running.wait(timeout=60) == 0
        assert contents(project) == expected


@pytest.mark.slow
@needs_proc
def test_whoever_is_killed_at_whatever_moment_nothing_is_lost_or_doubled(tmp_path, articles):
    dice = random.Random(1)
    expected = filled(tmp_path / "whole", articles, make=simple)
    with Project.init(tmp_path / "killed") as project:
        project.add([articles])
        for _ in range(6):
            running = start(project.folder, 2)
            wait_for(lambda run=running: workers(run) or run.poll() is not None)
            time.sleep(dice.uniform(0, 1.5))
            kill(dice.choice([running.pid, *workers(running)]))
            time.sleep(dice.uniform(0, 1))
            kill(running.pid)
            running.wait()
            wait_for(lambda run=running: not members(run.pid), seconds=20)
        assert start(project.folder, 2).wait(timeout=60) == 0
        assert contents(project) == expected


@pytest.mark.slow
@needs_proc
def test_the_command_killed_with_its_workers_and_given_again_ends_like_an_undisturbed_one(tmp_path, write_articles):
    texts = [f"Alba attacked Bero on day {n}. Cora said that Alba supports Dono." for n in range(60)]
    articles = write_articles(*texts)
    expected = filled(tmp_path / "whole", articles)
    with Project.init(tmp_path / "killed") as project:
        project.add([articles])
        arguments = ("run", "--processes", 2, "--project", project.folder)
        running = begin(COMMAND, *arguments)
        wait_for(lambda: project.status().analysed >= 5 or running.poll() is not None)
        kill(workers(running)[-1])
        wait_for(lambda: project.status().analysed >= 15 or running.poll() is not None)
        kill(running.pid)
        running.wait()
        wait_for(lambda: not members(running.pid), seconds=20)
        assert 15 <= project.status().analysed < 60
        assert begin(COMMAND, *arguments).wait(timeout=120) == 0
        assert contents(project) == expected


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
