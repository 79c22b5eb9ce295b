"""What runs on the machines of a cluster: an analyser that holds its resources, and a count of who dies of what."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from sayso.cluster.shards import Shards
from sayso.errors import ProjectError, SaysoError
from sayso.model import Document
from sayso.project_folder import files_of
from sayso.resources import fingerprint
from sayso.running import ProjectAnalyse
from sayso.workers import Analyse, Failure, MakeAnalyse, Outcome, analyse_all

TRIES = 2
"""So often a file is read of which a process may have died, and a document of a block in which one died is tried."""


class SentProject(msgspec.Struct, frozen=True):
    """Makes `analyse` with a project's own data files on a machine that may not have them.

    `files` are their contents by name. Raises ProjectError where the fingerprint is another one there.
    """

    files: dict[str, bytes]
    fingerprint: str

    @classmethod
    def of(cls, project: ProjectAnalyse, current: str) -> SentProject:
        """The data files in the project's folder, which have this fingerprint here."""
        found = files_of(project.folder) if project.folder else []
        return cls({path.name: path.read_bytes() for path in found}, current)

    def __call__(self) -> Analyse:
        with tempfile.TemporaryDirectory(prefix="sayso-") as name:
            folder = Path(name)
            for file, content in self.files.items():
                (folder / file).write_bytes(content)
            if fingerprint(folder) != self.fingerprint:
                raise ProjectError(
                    "A machine of the cluster has another version of sayso, its parser or its data than this one. "
                    "Install the same versions on all."
                )
            return ProjectAnalyse(folder)()


class Attempts:
    """Counts who began what, in a process of Ray's of its own. Should that die, counting begins anew."""

    def __init__(self) -> None:
        self._begun: Counter[str] = Counter()

    def begin(self, what: str) -> int:
        """How often it was begun, this time included, and never ended."""
        self._begun[what] += 1
        return self._begun[what]

    def end(self, what: str) -> None:
        """Nobody died of it."""
        del self._begun[what]


def count_attempts(ray: Any) -> Any:  # noqa: ANN401 - Ray has no types that are worth their name
    """Starts `Attempts`, on this machine where possible. It ends when nobody has what is given here any more."""
    here = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), True)
    options = {"num_cpus": 0, "max_restarts": -1, "max_task_retries": -1, "scheduling_strategy": here}
    return ray.remote(Attempts).options(**options).remote()


class Analyser:
    """Analyses blocks of documents into shards. Ray holds one in each process, and starts it again where it dies."""

    def __init__(self, shards: Shards, make: MakeAnalyse, attempts: Any) -> None:  # noqa: ANN401 - a handle of Ray's
        self._shards, self._attempts = shards, attempts
        self._analyse: Analyse | SaysoError
        try:
            self._analyse = make()
        except SaysoError as error:
            self._analyse = error

    def __call__(self, table: Any) -> Any:  # noqa: ANN401 - tables of pyarrow
        """A table of blocks -> the same, with the error (pickled) that no other machine would be spared."""
        import pickle

        import pyarrow as pa

        faults = [self._do(block) for block in table.column("block").to_pylist()]
        pickled = [fault and pickle.dumps(fault) for fault in faults]
        return table.append_column("fault", pa.array(pickled, pa.binary()))

    def _do(self, block: str) -> SaysoError | None:
        if isinstance(self._analyse, SaysoError):
            return self._analyse
        if not self._shards.is_done(block):
            documents = self._shards.waiting(block)
            self._shards.put_shard(block, list(self._outcomes(block, documents, self._analyse)))
        return None

    def _outcomes(self, block: str, documents: Iterable[Document], analyse: Analyse) -> Iterator[Outcome]:
        """The outcomes of a block. After a death it is told of each document when it is begun and ended."""
        import ray

        begin, end = self._attempts.begin.remote, self._attempts.end.remote
        careful = ray.get(begin(block)) > 1
        for number, document in enumerate(documents):
            if careful and ray.get(begin(f"{block}/{number}")) > TRIES:
                yield Failure(document.id, "crashed", f"The process that analysed it died, {1 + TRIES} times.")
                continue
            yield from analyse_all([document], lambda: analyse)
            if careful:
                ray.get(end(f"{block}/{number}"))
