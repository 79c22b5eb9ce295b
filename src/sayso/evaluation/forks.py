"""Work on parts of something at the same time, in copies of this process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from sayso.errors import AnalysisError

Part = TypeVar("Part")
Result = TypeVar("Result")


def in_forks(work: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    """The result of each part, in order; each is made in a fork, so that loaded models are shared and not sent.

    Raises AnalysisError where a fork died; what it died of stands on its standard error.
    """
    context = get_context("fork")

    def send(part: Part, out: Connection) -> None:
        out.send(work(part))

    running = []
    for part in parts:
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=send, args=(part, sending))
        process.start()
        sending.close()
        running.append((process, receiving))
    try:
        return [receiving.recv() for _, receiving in running]
    except EOFError as error:
        raise AnalysisError("A process that analysed documents died; its error stands above.") from error
    finally:
        for process, receiving in running:
            receiving.close()
            process.join()
