"""Shelves: things in the order in which they came, found by their figure without going through them all."""

from bisect import insort
from collections.abc import Iterator
from heapq import merge
from operator import itemgetter
from typing import Generic, TypeVar

from musterbook.accounts.amounts import figure_of, same_figure
from musterbook.model import Quantity

T = TypeVar("T")
Figure = tuple[object, ...]


class Shelves(Generic[T]):
    """One shelf for each figure. What is put in later stands behind what was put in before, on whatever shelf."""

    def __init__(self) -> None:
        self._shelves: dict[Figure, list[tuple[int, T]]] = {}
        self._stated: dict[Figure, Quantity] = {}
        self._askers: dict[Figure, Quantity] = {}
        self._fitting: dict[Figure, list[Figure]] = {}
        self._count = 0

    def put(self, thing: T, quantity: Quantity) -> None:
        """Put a thing behind all others."""
        insort(self._shelf(quantity), (self._count, thing), key=itemgetter(0))
        self._count += 1

    def move(self, place: int, before: Quantity, now: Quantity) -> None:
        """Put the thing at a place on the shelf of another figure; it keeps its place among all others."""
        shelf = self._shelves[figure_of(before)]
        at = next(i for i, (number, _) in enumerate(shelf) if number == place)
        insort(self._shelf(now), shelf.pop(at), key=itemgetter(0))

    def fitting(self, quantity: Quantity) -> Iterator[tuple[int, T]]:
        """The things that state the same figure (`same_figure`) with their places, in order."""
        figure = figure_of(quantity)
        if figure not in self._fitting:
            self._fitting[figure] = [each for each, stated in self._stated.items() if same_figure(stated, quantity)]
            self._askers[figure] = quantity
        shelves = [self._shelves[each] for each in self._fitting[figure]]
        return iter(shelves[0]) if len(shelves) == 1 else merge(*shelves, key=itemgetter(0))

    def _shelf(self, quantity: Quantity) -> list[tuple[int, T]]:
        figure = figure_of(quantity)
        if figure not in self._shelves:
            self._shelves[figure] = []
            self._stated[figure] = quantity
            for asked, asker in self._askers.items():
                if same_figure(quantity, asker):
                    self._fitting[asked].append(figure)
        return self._shelves[figure]
