"""Ray, started or joined: quiet, without a dashboard, and without telling anybody that it is used."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sayso.errors import ProjectError, UsageError
from sayso.workers import ONE_THREAD

_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DEDUP_LOGS": "0",
}
_STORE = 500_000_000
"""Bytes of Ray's object store where it is started here: documents pass through files, so that little is ever in it."""


def ray_data() -> Any:  # noqa: ANN401 - Ray has no types that are worth their name
    """The modules `ray` and `ray.data`, which take seconds to import. Raises UsageError where they are missing."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError("A run on Ray needs the extra 'cluster': pip install 'sayso[cluster]'.") from error
    return ray


@contextmanager
def session(address: str | None = None) -> Iterator[Any]:
    """Ray, ready to use: the cluster at this address, or the one that this process has joined already, or else one of
    this machine alone, which ends with the block.

    Raises UsageError where Ray is not installed, ProjectError where no cluster answers at the address.
    """
    ray = ray_data()
    if ray.is_initialized():
        _set_up(ray)
        yield ray
        return
    try:
        ray.init(
            address=address or "local",
            **({} if address else {"include_dashboard": False, "object_store_memory": _STORE}),
            logging_level=logging.ERROR,
            log_to_driver=False,
            runtime_env={"env_vars": ONE_THREAD},
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise ProjectError(f"No Ray cluster can be used at {address or 'this machine'}: {error}") from error
    try:
        _set_up(ray)
        yield ray
    finally:
        ray.shutdown()


def _set_up(ray: Any) -> None:  # noqa: ANN401
    """What comes out keeps the order of what goes in; nothing is printed but errors."""
    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)


def cores(ray: Any) -> int:  # noqa: ANN401
    """The processor cores of the cluster."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)))
