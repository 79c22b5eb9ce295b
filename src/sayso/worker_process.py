"""One process that analyses the documents that it is given, one after the other, and ends when its parent does."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from sayso.errors import SaysoError
from sayso.model import Document
from sayso.outcomes import MakeAnalyse, Outcome, outcome_of

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_ENOUGH = 10_000
"""Characters that a worker has in hand before it is given no more: it never waits for the next document while the
parent is busy, and no document waits long behind another while other workers are idle."""
_EACH = 1_000
"""What a document counts for at least: of very short ones, too, only a few are in hand."""


class WorkerDiedError(Exception):
    """The process is gone: killed, or ended by a crash in native code."""


class Task(NamedTuple):
    """A document, and its place among all documents."""

    place: int
    document: Document


class WorkerProcess:
    """A process that is starting until `ready`, and then analyses what is given to it, in that order."""

    def __init__(self, make: MakeAnalyse) -> None:
        context = _context()
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, make), daemon=True)
        self._process.start()
        theirs.close()
        self.ready = False
        self.given: deque[Task] = deque()

    def wants_more(self) -> bool:
        """Whether it is ready for another document."""
        return self.ready and sum(_EACH + len(task.document.text) for task in self.given) < _ENOUGH

    def give(self, task: Task) -> None:
        """Hands a document over. Where the process has died, `receive` will say so."""
        self.given.append(task)
        with suppress(OSError):
            self.connection.send(task.document)

    def receive(self) -> tuple[Task, Outcome] | None:
        """What it made of the first of the documents that it was given; None when it has become ready.

        Waits for it. Raises WorkerDiedError, and what `make` raised.
        """
        try:
            told: Outcome | SaysoError | None = self.connection.recv()
        except (EOFError, OSError) as error:
            raise WorkerDiedError from error
        if isinstance(told, SaysoError):
            raise told
        if told is None:
            self.ready = True
            return None
        return self.given.popleft(), told

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self.connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _context() -> ForkServerContext | SpawnContext:
    """How processes start: never forked from this one, since that would copy threads and their locks.

    On Linux they are forked from a process that does nothing but import what all of them need. Elsewhere the system's
    own libraries may have threads even there.
    """
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["sayso.preloaded"])
    return context


def _serve(connection: Connection, make: MakeAnalyse) -> None:
    """The work of the process. Ctrl-C is left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    documents: SimpleQueue[Document] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, documents), daemon=True).start()
    # The parent may be gone: then the thread ends this process in a moment.
    with suppress(OSError):
        try:
            analyse = make()
        except SaysoError as error:
            connection.send(error)
            return
        connection.send(None)
        while True:
            connection.send(outcome_of(analyse, documents.get()))


def _receive(connection: Connection, documents: SimpleQueue[Document]) -> None:
    """Takes what comes, so that the parent never waits while it sends; ends the process when the parent is gone."""
    with suppress(EOFError, OSError):
        while True:
            documents.put(connection.recv())
    os._exit(1)
