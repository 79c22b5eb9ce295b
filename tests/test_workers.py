"""Documents shared out among processes: the order of what comes back, how far ahead is read, and workers that die."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing import active_children

import pytest

from sayso import workers
from sayso.errors import ProjectError
from sayso.model import Analysis, Document
from sayso.workers import Failure, analyse_all
from simple_analysis import simple, slow

LONG = "Alba said Bero attacked Cora. " * 1000


def documents(number, long=()):
    return [Document(id=f"d{n}", text=LONG if n in long else f"Bero{n} attacked Cora.") for n in range(number)]


def ids(outcomes):
    return [o.document_id if isinstance(o, Failure) else o.document.id for o in outcomes]


def test_outcomes_come_in_the_order_of_the_documents_however_long_these_are():
    given = documents(300, long={7, 150, 299})
    assert list(analyse_all(given, simple, 3)) == list(analyse_all(given, simple, 1))


def test_no_more_processes_start_than_there_are_documents():
    outcomes = analyse_all(documents(2), slow, 8)
    assert next(outcomes).document.id == "d0"
    assert len(active_children()) == 2
    outcomes.close()


def test_so_many_documents_are_read_ahead_and_no_more_however_many_there_are():
    read = []

    def endless():
        while True:
            read.append(Document(id=f"d{len(read)}", text="Bero attacked Cora."))
            yield read[-1]

    outcomes = analyse_all(endless(), simple, 2)
    for number in range(400):
        assert next(outcomes).document.id == f"d{number}"
        assert len(read) <= number + 2 * 2 * workers._BLOCK
    outcomes.close()


def test_fewer_documents_are_read_ahead_where_they_are_long(monkeypatch):
    monkeypatch.setattr(workers, "_CHARACTERS", 3 * len(LONG))
    read = []

    def endless():
        while True:
            read.append(Document(id=f"d{len(read)}", text=LONG))
            yield read[-1]

    outcomes = analyse_all(endless(), simple, 2)
    for number in range(20):
        assert next(outcomes).document.id == f"d{number}"
        assert len(read) <= number + 2 * 3
    outcomes.close()


def test_a_worker_that_is_killed_costs_no_document_and_the_others_go_on():
    outcomes = analyse_all(documents(60), slow, 2)
    first = [next(outcomes) for _ in range(5)]
    before = {child.pid for child in active_children()}
    os.kill(min(before), signal.SIGKILL)
    rest = list(outcomes)
    assert first + rest == list(analyse_all(documents(60), simple, 1))


def test_a_document_that_kills_its_process_is_tried_once_more_and_then_given_up():
    given = documents(12)
    given[5] = Document(id="d5", text="A CRASH here.")
    outcomes = list(analyse_all(given, simple, 2))
    assert ids(outcomes) == [f"d{n}" for n in range(12)]
    assert [o.reason for o in outcomes if isinstance(o, Failure)] == ["crashed"]


class CrashesOnce:
    """Makes an analysis that kills its process at d5, but for the second time; notes who was at work meanwhile."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self):
        return self.analyse

    def analyse(self, document):
        mark = self.folder / document.id
        if document.id == "d5" and not (self.folder / "crashed").exists():
            (self.folder / "crashed").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        mark.touch()
        time.sleep(0.02)
        if document.id == "d5":
            (self.folder / "beside").write_text(" ".join(p.name for p in self.folder.iterdir() if p.name[0] == "d"))
        mark.unlink()
        return Analysis(document=document)


def test_the_second_try_is_made_while_no_other_document_is_at_work(tmp_path):
    outcomes = list(analyse_all(documents(30), CrashesOnce(tmp_path), 3))
    assert [type(outcome) for outcome in outcomes] == [Analysis] * 30
    assert (tmp_path / "beside").read_text() == "d5"


def dying():
    """What the system does to a process for which there is no memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_where_no_worker_can_start_the_user_is_told_what_to_do():
    with pytest.raises(ProjectError, match="use fewer processes"):
        list(analyse_all(documents(3), dying, 2))
    assert active_children() == []


def test_workers_end_when_nobody_wants_more_outcomes():
    outcomes = analyse_all(documents(2000), slow, 2)
    next(outcomes)
    start = time.monotonic()
    outcomes.close()
    assert active_children() == []
    assert time.monotonic() - start < 20
