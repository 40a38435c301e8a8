"""Reading archives on many machines with Ray: one task a partition.

Ray core tasks, not Ray Data: a partition is read and written by one task and nothing is shuffled, so that Ray Data's
planner and object store would only stand between (on two cores it took two and a half times as long).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from whosays.errors import UsageError
from whosays.scale.partitions import Summary, Task, is_done, read_partition

# How often a partition is begun anew when its worker or machine is lost.
RETRIES = 3
# Tasks handed to Ray at a time, a core: enough that no core waits, few enough that a list of a million stays here.
AHEAD = 2


def read_partitions(
    tasks: Iterable[Task], *, address: str | None = None, cores: int | None = None
) -> Iterator[Summary]:
    """Yield what came of each partition, in the order in which they end; skip those that are done.

    Args:
        tasks: partitions; their paths must be reachable from every machine.
        address: of a running cluster (``auto``, ``ray://…``); None starts Ray on this machine.
        cores: of this machine to use where Ray is started here; None is all.

    Raises:
        UsageError: Ray is not installed, or does not start.
    """
    ray = _ray()
    started = not ray.is_initialized()
    if started:
        _start(ray, address, cores)
    try:
        yield from _run(ray, iter(tasks))
    finally:
        if started:
            ray.shutdown()


def _run(ray: Any, tasks: Iterator[Task]) -> Iterator[Summary]:
    remote = ray.remote(num_cpus=1, max_retries=RETRIES)(_read)
    room = max(AHEAD * int(ray.cluster_resources().get("CPU", 1)), 1)
    running: list[Any] = []
    more = True
    while more or running:
        while more and len(running) < room:
            task = next(tasks, None)
            more = task is not None
            if task is not None and not is_done(task):
                running.append(remote.remote(task))
        if not running:
            continue
        ended, _ = ray.wait(running, num_returns=1)
        for reference in ended:
            running.remove(reference)
            yield ray.get(reference)


def _read(task: Task) -> Summary:
    # Apart: a report that hangs or kills the process that reads it must not cost the partition its worker each time.
    return read_partition(task, apart=True)


def _start(ray: Any, address: str | None, cores: int | None) -> None:
    own = {"num_cpus": cores} if address is None else {}
    try:
        ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level="ERROR", **own)
    except Exception as error:  # Ray raises bare exceptions when its own processes do not come up.
        raise UsageError("U040", detail=str(error).split(". ")[0]) from error


def _ray() -> Any:
    # No counting of users, no network that nobody asked for.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError:
        raise UsageError("U030", item="Ray", detail="ray") from None
    return ray
