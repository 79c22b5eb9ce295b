"""A run on Ray: the waiting documents are cut into blocks, actors make a shard of each, and outcomes come in order.

The code around Ray is small on purpose: what is done with a document, and what is stored, is the same as on one
machine. What is done is told by the manifest of the shards, never by Ray.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import count, groupby, islice
from typing import Any, NamedTuple
from uuid import uuid4

import msgspec

from sayso.adding import FoundIn
from sayso.cluster.bands import SharedOnRay
from sayso.cluster.counting import FiguresOnRay
from sayso.cluster.session import cores, session
from sayso.cluster.shards import Done, Shards
from sayso.cluster.sources import read_on
from sayso.cluster.worker import Analyser, SentProject, count_attempts
from sayso.errors import ProjectError
from sayso.model import Document
from sayso.reading import ReadingOptions
from sayso.running import ProjectAnalyse
from sayso.workers import MakeAnalyse, Outcome

_FEWEST, _MOST, _TURNS = 4, 500, 32
"""A block has between so many documents, and each core gets so many blocks where there are enough."""


class OnRay(msgspec.Struct, frozen=True):
    """An engine for `Project.run`: analyses on the Ray cluster at this address, or (None) on the cores of this machine.

    `shards` is a folder, by path or URL, that all machines reach; it keeps what is done, so that a run that was broken
    off goes on where it was.
    """

    shards: str
    address: str | None = None

    def __call__(
        self, documents: Iterable[Document], make: MakeAnalyse, fingerprint: str, total: int
    ) -> Iterator[Outcome]:
        """The outcome of each of `total` documents, in order, as `analyse_all` gives it.

        Raises UsageError where Ray is not installed, ProjectError where the cluster cannot be used, and what `make`
        raises.
        """
        if not total:
            return
        shards = Shards(self.shards, fingerprint)
        sent = SentProject.of(make, fingerprint) if isinstance(make, ProjectAnalyse) else make
        with session(self.address) as ray:
            earlier = Done(shards)
            plan = list(_plan(documents, shards, earlier, _size(total, cores(ray))))
            new = [part.block for part in plan if part.block]
            finished = _finished(ray, new, shards, sent)
            try:
                for part in plan:
                    if part.block:
                        _await(finished, part.block)
                        yield from shards.outcomes(part.block)
                    else:
                        yield from filter(None, map(earlier.by_id, part.done))
            finally:
                shards.forget_waiting(new)

    @property
    def sharing(self) -> SharedOnRay:
        """Finds on the cluster what documents share, where they are many."""
        return SharedOnRay(self.address)

    @property
    def figuring(self) -> FiguresOnRay:
        """Counts statements on the cluster, where they are many."""
        return FiguresOnRay(self.address)

    def read(self, sources: Iterable[str], options: ReadingOptions) -> Iterator[FoundIn]:
        """Each file of these paths and URLs, in order, with what the readers find in it; for `Project.add_found`.

        Raises as a call does.
        """
        with session(self.address) as ray:
            yield from read_on(ray, sources, options)


class _Part(NamedTuple):
    """Documents that follow each other: a new block of them, or the ids of those that an earlier run has done."""

    block: str | None
    done: tuple[str, ...] = ()


def _size(total: int, actors: int) -> int:
    return min(_MOST, max(_FEWEST, total // (actors * _TURNS)))


def _plan(documents: Iterable[Document], shards: Shards, earlier: Done, size: int) -> Iterator[_Part]:
    """The parts in order; the blocks to do are stored on the way."""
    run = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{uuid4().hex[:6]}"
    numbers = count(1)
    for is_done, some in groupby(documents, key=lambda document: earlier.outcome(document) is not None):
        while part := list(islice(some, size)):
            if is_done:
                yield _Part(None, tuple(document.id for document in part))
            else:
                shards.put_waiting(block := f"{run}-{next(numbers):06d}", part)
                yield _Part(block)


def _finished(ray: Any, blocks: list[str], shards: Shards, make: MakeAnalyse) -> Iterator[tuple[str, bytes | None]]:  # noqa: ANN401
    """The blocks in order, each when its shard is there, and what made all of it impossible."""
    import pyarrow as pa

    if not blocks:
        return
    actors, attempts = min(len(blocks), cores(ray)), count_attempts(ray)
    # A table each, since Ray would cut a small input into one block; no shuffle, which waits for cores for ever where
    # actors have them all.
    data = ray.data.from_arrow([pa.table({"block": [block]}) for block in blocks]).map_batches(
        Analyser,
        fn_constructor_args=(shards, make, attempts),
        batch_size=None,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=actors),
        num_cpus=1,
    )
    try:
        for table in data.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
            yield from zip(table.column("block").to_pylist(), table.column("fault").to_pylist(), strict=True)
    except ray.exceptions.RayError as error:
        raise ProjectError(f"The cluster gave up: {error}") from error


def _await(finished: Iterator[tuple[str, bytes | None]], block: str) -> None:
    """Waits for this block. Raises what kept it from being done."""
    found, fault = next(finished)
    if fault:
        raise pickle.loads(fault)
    if found != block:
        raise ProjectError(f"The cluster finished block {found} where {block} was due.")
