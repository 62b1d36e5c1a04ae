"""Work on batches in several processes: bounded queues, answers in order, and no hang when a process dies.

Processes are forked where that is safe, so that they begin with everything that is loaded here, and started anew where
it is not. They ignore the keyboard, and end with the program that started them. A batch that was under way when one
died is done again item by item, each in a process of its own; what kills that too is lost and said so, and the rest
goes on.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WAITING_FOR_EACH = 2
"""Batches under way or waiting for each process: what bounds the memory of the queues."""


def cores() -> int:
    """The processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_fork() -> bool:
    """Whether a copy of this program would be sound: on Linux, with no thread that may hold a lock in the meantime."""
    return sys.platform == "linux" and threading.active_count() == 1


class Workers(Generic[T, R]):
    """So many processes that each turn a batch of items into as many answers.

    `load` is called here before they are forked: what it loads, none of them loads again.
    """

    def __init__(
        self,
        work: Callable[[list[T]], list[R]],
        lost: Callable[[T], R],
        count: int,
        load: Callable[[], object] | None = None,
    ) -> None:
        self._work = work
        self._lost = lost
        self._count = count
        self._load = load
        self._pool: Pool | None = None

    def answers(self, batches: Iterable[list[T]]) -> Iterator[list[R]]:
        """The answers to every batch, in order; at most a few batches are read ahead."""
        waiting: deque[tuple[list[T], Future[list[R]] | None]] = deque()
        try:
            for batch in batches:
                waiting.append((batch, self._start(batch)))
                if len(waiting) >= self._count * WAITING_FOR_EACH:
                    yield self._finish(*waiting.popleft())
            while waiting:
                yield self._finish(*waiting.popleft())
        except BaseException:
            self._close(at_once=True)
            raise
        self._close()

    def start(self) -> "Pool":
        """The processes, started now rather than with the first batch."""
        if self._load is not None and can_fork():
            self._load()
        self._pool = _pool(self._count)
        return self._pool

    def _start(self, batch: list[T]) -> "Future[list[R]] | None":
        """The batch handed in; None for an empty one, and where the processes have just died: it is done apart then."""
        if not batch:
            return None
        pool = self._pool or self.start()
        try:
            return pool[0].submit(self._work, batch)
        except BrokenProcessPool:
            return None

    def _finish(self, batch: list[T], answer: "Future[list[R]] | None") -> list[R]:
        if not batch:
            return []
        try:
            if answer is not None:
                return answer.result()
        except BrokenProcessPool:
            pass
        self._close()
        return [self._apart(item) for item in batch]

    def _apart(self, item: T) -> R:
        pool, stop = _pool(1)
        with pool, stop:
            try:
                return pool.submit(self._work, [item]).result()[0]
            except BrokenProcessPool:
                return self._lost(item)

    def _close(self, *, at_once: bool = False) -> None:
        if self._pool is None:
            return
        pool, stop = self._pool
        self._pool = None
        if at_once:
            stop.close()
        pool.shutdown(wait=True, cancel_futures=True)
        stop.close()


Pool = tuple[ProcessPoolExecutor, Connection]
"""Processes, and the end of a pipe that ends them all when it is closed."""


def _pool(count: int) -> Pool:
    forked = can_fork()
    context = multiprocessing.get_context("fork" if forked else "spawn")
    told, stop = context.Pipe(duplex=False)
    return ProcessPoolExecutor(count, context, _begin, (told, stop if forked else None)), stop


def _begin(told: Connection, inherited: Connection | None) -> None:
    """Leave the keyboard to the program that started this one, and end when it ends or says so.

    A forked process has the other end of the pipe as well, and must let go of it. What it shares with the others stays
    shared: no search for cycles goes through it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if inherited is not None:
        inherited.close()
        gc.freeze()
    parent = multiprocessing.parent_process()
    ends: list[Connection | int] = [told] if parent is None else [told, parent.sentinel]
    threading.Thread(target=_follow, args=(ends,), daemon=True).start()


def _follow(ends: "list[Connection | int]") -> None:
    wait(ends)
    os._exit(1)
