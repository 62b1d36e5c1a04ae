"""What was worked out from the rows of an open book, kept until the rows change."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from musterbook.book import tables
from musterbook.cycles import uncollected

T = TypeVar("T")

KEPT = 3
"""Things that are kept at once: one way to look at a large book takes as much memory as its rows."""

Stamp = tuple[int, ...]


def stamp(connection: Connection) -> Stamp:
    """The state of the rows, cheap to ask for: it changes with every row that any process adds or erases.

    Claims come only with their document, so that they need no count of their own.
    """
    counted = (tables.documents, tables.findings)
    numbered = (tables.judgements, tables.withdrawals, tables.erasures, tables.readings)
    counts = [connection.scalar(select(func.count()).select_from(table)) for table in counted]
    numbers = [connection.scalar(select(func.max(table.c.number))) for table in numbered]
    return tuple(each or 0 for each in (*counts, *numbers))


MANY = 100_000
"""New objects from which on it pays to keep the garbage collector away from them."""


class Memory:
    """The latest things that were worked out, with the state of the rows that they were worked out from."""

    def __init__(self) -> None:
        self._stamp: Stamp = ()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def recall(self, now: Stamp, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave for this key while the rows were as they are now; made anew where they changed."""
        if now != self._stamp:
            self._kept.clear()
            self._stamp = now
        if key not in self._kept:
            with uncollected(freeze_from=MANY):
                self._kept[key] = make()
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        found: T = self._kept[key]
        return found
