"""Many documents -> their outcomes, in one process or several, in the order given; no document stops the rest.

Several processes are handed the long documents of a block first, so that none ends long after the others; what they
make of them waits until its turn comes. A worker that dies (killed for its memory, a crash in native
code) is replaced, and only the document that it was at is tried again, alone, since memory may have been short; one
that kills its worker then, too, is a Failure. `multiprocessing.Pool` would wait for ever instead.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import wait

from sayso.errors import ProjectError
from sayso.model import Document
from sayso.outcomes import Analyse, Failure, MakeAnalyse, Outcome, outcome_of
from sayso.worker_process import Task, WorkerDiedError, WorkerProcess

__all__ = ["ONE_THREAD", "Analyse", "Failure", "MakeAnalyse", "Outcome", "analyse_all", "one_thread_for_algebra"]

_BLOCK = 64
"""So many documents for each worker are taken at a time. At most two blocks are under way: more would only wait in
memory for their turn, and with fewer workers wait for a single long document."""
_LONG = 10_000
"""Documents of more characters come first in their block. The others stay in order: what comes of each is stored soon,
and little is done again after a run was broken off."""
_CHARACTERS = 10_000_000
"""A block ends where it has so many, for the sake of memory."""
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""What the environment must say, where numpy is first imported, for it to compute in one thread."""
_STARTS = 2
"""So many times, for each worker, may one die before it was ready."""


def analyse_all(documents: Iterable[Document], make: MakeAnalyse, processes: int = 1) -> Iterator[Outcome]:
    """The outcome of each document, in order. `processes` 0 means one for each core that this process may use.

    Raises what `make` raises, and ProjectError where worker processes cannot start.
    """
    count = processes or _cores()
    if count > 1:
        yield from _in_processes(documents, make, count)
    else:
        yield from _in_this_process(documents, make)


@contextmanager
def one_thread_for_algebra() -> Iterator[None]:
    """Has numpy, where it is first imported inside or in a process started inside, compute in one thread.

    Several threads are slower on short texts, and take the other processes' cores.
    """
    before = {name: os.environ[name] for name in ONE_THREAD if name in os.environ}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name in ONE_THREAD:
            del os.environ[name]
        os.environ.update(before)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_this_process(documents: Iterable[Document], make: MakeAnalyse) -> Iterator[Outcome]:
    analyse: Analyse | None = None
    for document in documents:
        analyse = analyse or make()
        yield outcome_of(analyse, document)


def _in_processes(documents: Iterable[Document], make: MakeAnalyse, count: int) -> Iterator[Outcome]:
    tasks = (Task(*numbered) for numbered in enumerate(documents))
    done: dict[int, Outcome] = {}
    block: list[Task] = []
    read = told = 0
    with one_thread_for_algebra(), closing(_Crew(make, count)) as crew:
        while True:
            if read - told <= len(block):
                block = _block(tasks, count * _BLOCK)
                crew.take(sorted(block, key=_long_first))
                read += len(block)
            if told == read:
                return
            done |= crew.outcomes(patient=told not in done)
            if told in done:
                yield done.pop(told)
                told += 1


def _block(tasks: Iterator[Task], most: int) -> list[Task]:
    block: list[Task] = []
    characters = 0
    while len(block) < most and characters < _CHARACTERS and (task := next(tasks, None)):
        block.append(task)
        characters += len(task.document.text)
    return block


def _long_first(task: Task) -> int:
    size = len(task.document.text)
    return -size if size > _LONG else 0


class _Crew:
    """Worker processes, and the documents that they have or shall have."""

    def __init__(self, make: MakeAnalyse, count: int) -> None:
        self._make = make
        self._count = count
        self._workers: list[WorkerProcess] = []
        self._waiting: deque[Task] = deque()
        self._suspects: deque[Task] = deque()
        self._failed_starts = 0

    def take(self, tasks: Iterable[Task]) -> None:
        """More to do, after what there is; starts workers as long as there is something for each."""
        self._waiting.extend(tasks)
        while len(self._workers) < min(self._count, len(self._waiting)):
            self._workers.append(WorkerProcess(self._make))

    def outcomes(self, *, patient: bool) -> dict[int, Outcome]:
        """What has come back, by the places of the documents. Where nothing has, waits for it only if `patient`.

        Even then there may be none: a worker became ready, or died.
        """
        self._hand_out()
        by_connection = {worker.connection: worker for worker in self._workers}
        found: dict[int, Outcome] = {}
        for connection in wait(list(by_connection), None if patient else 0):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                received = worker.receive()
            except WorkerDiedError:
                found |= self._replace(worker)
            else:
                if received is None:
                    self._failed_starts = 0
                else:
                    found[received[0].place] = received[1]
                    self._no_more_suspect(received[0])
        self._hand_out()
        return found

    def close(self) -> None:
        """Ends all workers, whatever they are doing."""
        for worker in self._workers:
            worker.end()

    def _hand_out(self) -> None:
        if self._suspects:
            ready = [worker for worker in self._workers if worker.ready]
            if ready and not any(worker.given for worker in self._workers):
                ready[0].give(self._suspects[0])
            return
        for worker in self._workers:
            while self._waiting and worker.wants_more():
                worker.give(self._waiting.popleft())

    def _replace(self, dead: WorkerProcess) -> dict[int, Outcome]:
        """Starts another worker in place of a dead one; the Failure of what it died of, where that is known."""
        self._workers.remove(dead)
        dead.end()
        self._failed_starts += not dead.ready
        if self._failed_starts >= _STARTS * self._count:
            raise ProjectError(
                "Worker processes could not start. In a script, call sayso under 'if __name__ == \"__main__\":'; "
                "where memory is short, use fewer processes."
            )
        self._workers.append(WorkerProcess(self._make))
        if not dead.given:
            return {}
        at, *rest = dead.given
        self._waiting.extendleft(reversed(rest))
        if self._no_more_suspect(at):
            message = "The process that analysed it died, and so did the next that tried."
            return {at.place: Failure(at.document.id, "crashed", message)}
        self._suspects.append(at)
        return {}

    def _no_more_suspect(self, task: Task) -> bool:
        """Takes the document off those of which a worker died; whether it was the one that is tried again."""
        if not self._suspects or self._suspects[0].place != task.place:
            return False
        self._suspects.popleft()
        return True
