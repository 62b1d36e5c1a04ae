"""Movements: what tells of one arrival, departure or transfer, however many texts tell it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from musterbook.accounts.amounts import figure_of, overlap, stretched
from musterbook.accounts.policy import Value, weight
from musterbook.accounts.rows import CONTEMPORARY_DAYS, Row, days_between, kept_apart, last_day, order, width
from musterbook.accounts.shelves import Shelves
from musterbook.model import Amount, Period, QuantityKind

RETOLD_DAYS = 45
"""An undated "another N" told within so many days after a dated movement of N is that movement."""


class Movement(Value):
    """One posting: a movement, however many sources tell it.

    `window` is the narrowest period in which it is said to have happened, unknown where none is given; `bound` the last
    day on which it can have happened.
    """

    __slots__ = ("bound", "window")

    def __init__(self, rows: Iterable[Row]) -> None:
        self.window = Period()
        self.bound: date | None = None
        super().__init__(rows)

    def add(self, row: Row) -> None:
        """Let one more row tell the movement."""
        super().add(row)
        valid = row.claim.valid
        if valid.known and (not self.window.known or _narrowness(valid) < _narrowness(self.window)):
            self.window = valid
        days = [day for day in (self.bound, last_day(valid), row.reported) if day is not None]
        self.bound = min(days, default=None)

    @property
    def earliest(self) -> date | None:
        """The day by which it is put in order: the first possible one, else the bound."""
        return self.window.start or self.bound


def movements(rows: Sequence[Row], accountable: frozenset[str]) -> tuple[list[Movement], list[Movement]]:
    """Join what tells of one movement; a wide figure over several narrower ones is a total of its window."""
    found: list[Movement] = []
    shelves: Shelves[Movement] = Shelves()
    for row in sorted(rows, key=_narrow_first):
        if row.quantity is None:
            continue
        told = next((each for each in shelves.fitting(row.quantity) if _same_movement(each[1], row)), None)
        if told is None:
            found.append(Movement([row]))
            shelves.put(found[-1], row.quantity)
            continue
        place, movement = told
        before = movement.quantity
        movement.add(row)
        if movement.figure != figure_of(before):
            shelves.move(place, before, movement.quantity)
    posted: list[Movement] = []
    wide: list[Movement] = []
    for each in sorted(found, key=lambda each: _post_order(each, accountable)):
        covered = [other for other in posted if other.window.known and other.window.overlaps(each.window)]
        total_of_window = each.quantity.kind is not QuantityKind.INCREMENT and each.window.known
        (wide if covered and total_of_window else posted).append(each)
    return posted, wide


def retelling(found: Sequence[Movement]) -> list[Movement]:
    """The undated additions ("the first contingent of 400") that are about the sum of dated movements before them."""
    undated = [(each, each.bound) for each in found if not each.window.known and each.bound is not None]
    if not undated:
        return []
    dated = sorted((each.window.start, i) for i, each in enumerate(found) if each.window.start is not None)
    starts = [start for start, _ in dated]
    sums = list(accumulate((found[i].amount for _, i in dated), Amount.plus))
    result = []
    for each, bound in undated:
        earlier = bisect_right(starts, bound)
        about = stretched(replace(each.quantity, approx=True))
        if earlier > 1 and overlap(about, sums[earlier - 1]):
            result.append(each)
    return result


def _same_movement(movement: Movement, row: Row) -> bool:
    """Of one figure: overlapping days; undated ones reported at about the same time."""
    if row.quantity is None or kept_apart(movement.rows, row):
        return False
    valid = row.claim.valid
    if valid.known and movement.window.known:
        return valid.overlaps(movement.window)
    increment = row.quantity.kind is QuantityKind.INCREMENT
    gap = days_between(movement.bound, row.reported)
    if valid.known or movement.window.known:
        return gap is None or 0 <= gap <= RETOLD_DAYS or (gap > 0 and not increment)
    return gap is None or abs(gap) <= CONTEMPORARY_DAYS or not increment


def _narrowness(period: Period) -> tuple[int, date, date]:
    days = width(period)
    return (days if days is not None else 10**6, period.start or date.min, period.end or date.max)


def _narrow_first(row: Row) -> tuple[object, ...]:
    return (not row.claim.valid.known, _narrowness(row.claim.valid), order(row))


def _post_order(movement: Movement, accountable: frozenset[str]) -> tuple[object, ...]:
    spoken, publishers, stories, last, size = weight(movement, accountable)
    first_claim = min(row.claim.id for row in movement.rows)
    return (_narrowness(movement.window)[0], -spoken, -publishers, -stories, -last.toordinal(), -size, first_claim)
