"""Many documents -> their analyses, in one process or several, in the order given; no document stops the rest.

Every document gives one outcome, its Analysis or a Failure. A worker that dies (killed for its memory, a crash in
native code) is noticed: the documents that it may have had are tried again one by one, and one that kills its worker
twice is a Failure. `multiprocessing.Pool` would wait for ever instead.
"""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from sayso.errors import ProjectError
from sayso.model import Analysis, Document

Analyse: TypeAlias = Callable[[Document], Analysis]
MakeAnalyse: TypeAlias = Callable[[], Analyse]
"""Makes the function that analyses one document. It is sent to the workers: hashable, and importable by its name."""

_AHEAD = 8
"""So many documents for each worker are under way at most; more would only wait in memory for their turn."""
_TRIES = 2


class Failure(msgspec.Struct, frozen=True):
    """A document without an analysis: the type of the error (or 'crashed'), and what it said, and where."""

    document_id: str
    reason: str
    message: str


Outcome: TypeAlias = Analysis | Failure


def analyse_all(documents: Iterable[Document], make: MakeAnalyse, processes: int = 1) -> Iterator[Outcome]:
    """The outcome of each document, in order. `processes` 0 means one for each core that this process may use.

    Raises what `make` raises, and ProjectError where worker processes cannot start.
    """
    count = processes or _cores()
    if count > 1:
        yield from _in_processes(iter(documents), make, count)
    else:
        yield from _in_this_process(documents, make)


@contextmanager
def one_thread_for_algebra() -> Iterator[None]:
    """Has numpy, where it is first imported inside or in a process started inside, compute in one thread.

    Several threads are slower on short texts, and take the other processes' cores.
    """
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    before = {name: os.environ[name] for name in names if name in os.environ}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name in names:
            del os.environ[name]
        os.environ.update(before)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_this_process(documents: Iterable[Document], make: MakeAnalyse) -> Iterator[Outcome]:
    analyse: Analyse | None = None
    for document in documents:
        analyse = analyse or make()
        yield _outcome(analyse, document)


def _outcome(analyse: Analyse, document: Document) -> Outcome:
    try:
        return analyse(document)
    except Exception as error:  # noqa: BLE001 - the one boundary: a fault in one document must not stop the others
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}, line {last.lineno}, in {last.name}"
        return Failure(document.id, type(error).__name__, f"{str(error) or 'no message'} ({where})")


class _Pending(NamedTuple):
    document: Document
    future: Future[Outcome]


def _in_processes(documents: Iterator[Document], make: MakeAnalyse, count: int) -> Iterator[Outcome]:
    with one_thread_for_algebra():
        pool = _pool(make, count)
        pending: deque[_Pending] = deque()
        try:
            while True:
                for document in islice(documents, count * _AHEAD - len(pending)):
                    pending.append(_submit(pool, make, document))
                if not pending:
                    return
                try:
                    outcome = pending[0].future.result()
                except BrokenProcessPool:
                    pool.shutdown()
                    yield from _one_by_one(pending, make)
                    pending.clear()
                    pool = _pool(make, count)
                else:
                    pending.popleft()
                    yield outcome
        finally:
            pool.shutdown(cancel_futures=True)


def _one_by_one(pending: Iterable[_Pending], make: MakeAnalyse) -> Iterator[Outcome]:
    """The outcomes of documents that were under way when a worker died; of those that were done, what there is."""
    worker = _LoneWorker(make)
    try:
        for document, future in pending:
            tried = future
            for _ in range(_TRIES):
                if _broken(tried):
                    tried = worker.attempt(document)
            if _broken(tried):
                yield Failure(document.id, "crashed", f"The process that analysed it died, {_TRIES} times.")
            else:
                yield tried.result()
    finally:
        worker.close()


class _LoneWorker:
    """One worker process that has one document at a time, and is replaced when it dies."""

    def __init__(self, make: MakeAnalyse) -> None:
        self._make = make
        self._pool: ProcessPoolExecutor | None = None

    def attempt(self, document: Document) -> Future[Outcome]:
        """The outcome, done; or, where the worker died of this document, a broken one."""
        self._pool = self._pool or _pool(self._make, 1)
        future = _submit(self._pool, self._make, document).future
        if _broken(future):
            self.close()
        return future

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None


def _broken(future: Future[Outcome]) -> bool:
    """Did its worker die? Waits until that is known."""
    return isinstance(future.exception(), BrokenProcessPool)


def _pool(make: MakeAnalyse, count: int) -> ProcessPoolExecutor:
    """Workers that have made what they need. Raises ProjectError where they die of it each time."""
    for _ in range(_TRIES):
        # Spawned, since a fork would copy threads and their locks.
        pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_start_worker)
        try:
            for ready in [pool.submit(_prepare, make) for _ in range(count)]:
                ready.result()
        except BrokenProcessPool:
            pool.shutdown()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        else:
            return pool
    raise ProjectError(
        "Worker processes could not start. In a script, call sayso under 'if __name__ == \"__main__\":'; "
        "where memory is short, use fewer processes."
    )


def _submit(pool: ProcessPoolExecutor, make: MakeAnalyse, document: Document) -> _Pending:
    try:
        return _Pending(document, pool.submit(_work, make, document))
    except BrokenProcessPool as error:
        broken: Future[Outcome] = Future()
        broken.set_exception(error)
        return _Pending(document, broken)


def _start_worker() -> None:
    """Leaves Ctrl-C to the parent, and ends the worker when the parent is gone: nobody else would."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


@cache
def _made(make: MakeAnalyse) -> Analyse:
    return make()


def _prepare(make: MakeAnalyse) -> None:
    _made(make)


def _work(make: MakeAnalyse, document: Document) -> Outcome:
    return _outcome(_made(make), document)
