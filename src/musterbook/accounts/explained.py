"""What a later statement leaves open about an earlier day, once the dated movements behind it are taken off.

"150 Guatemalans serve there", said on 19 January without a date, may have been so on any day before (METHOD section 4).
But where 75 are known to have landed on the 3rd and 75 on the 4th, nothing of the 150 is left for December: as of an
earlier day a total or a stock can only be as high as what the movements since then do not account for.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from musterbook.accounts.movements import movements
from musterbook.accounts.postings import role_of
from musterbook.accounts.rows import Row, last_day
from musterbook.accounts.sorting import Entry, force_of
from musterbook.model import Force, Resource, Stage

NEEDED = frozenset({Stage.DISPATCHED, Stage.ARRIVED})
SUMS = frozenset({"total", "stock"})


@dataclass(frozen=True, slots=True)
class _Sums:
    """Days on which something surely moved, in order, and the least that had moved by each."""

    days: tuple[date, ...]
    amounts: tuple[Decimal, ...]

    def between(self, after: date, until: date) -> Decimal:
        """The least that moved after a day and up to another one."""
        return self._by(until) - self._by(after)

    def _by(self, day: date) -> Decimal:
        at = bisect_right(self.days, day)
        return self.amounts[at - 1] if at else Decimal(0)


class Explained:
    """The dated movements of one account, and what they leave of its totals and stocks for earlier days."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        posting: dict[tuple[Force, Stage], list[Row]] = {}
        self._told: dict[int, tuple[Force, Stage]] = {}
        for entry in entries:
            row, stage = entry.row, entry.stage
            if stage not in NEEDED or row.quantity is None or entry.resource is Resource.MONEY:
                continue
            role = role_of(row, entry.resource)
            if role == "posting" and row.claim.valid.known:
                posting.setdefault((force_of(row), stage), []).append(row)
            elif role in SUMS and row.reported is not None:
                self._told[id(row)] = (force_of(row), stage)
        self._sums = {key: _sums(rows) for key, rows in posting.items()} if self._told else {}

    def left(self, row: Row, day: date) -> Decimal | None:
        """The most that a total or stock leaves for a day before the one that it speaks of; None without a limit."""
        home = self._told.get(id(row)) if self._sums else None
        high = row.quantity.high if row.quantity is not None else None
        until = min((each for each in (row.reported, last_day(row.claim.valid)) if each is not None), default=None)
        if home is None or high is None or until is None:
            return None
        moved = _moved(self._sums, home, day, until)
        return max(high - moved, Decimal(0)) if moved else None


def at_most(row: Row, left: Decimal) -> Row | None:
    """The row with what is left of its figure; None where nothing is."""
    quantity = row.claim.quantity
    if left <= 0 or quantity is None:
        return None
    low = None if quantity.low is None else min(quantity.low, left)
    return replace(row, claim=replace(row.claim, quantity=replace(quantity, low=low, high=left)))


def _moved(sums: Mapping[tuple[Force, Stage], _Sums], home: tuple[Force, Stage], after: date, until: date) -> Decimal:
    """What came between two days of the force, of any force where none is named; what arrived was also sent."""
    force, stage = home
    most = Decimal(0)
    for each in {stage, Stage.ARRIVED}:
        fitting = [s for (f, g), s in sums.items() if g is each and (force in (f, Force.UNSPECIFIED))]
        most = max(most, sum((s.between(after, until) for s in fitting), Decimal(0)))
    return most


def _sums(rows: list[Row]) -> _Sums:
    """The sums of the movements by the last day on which each can have happened."""
    posted, _ = movements(rows, frozenset())
    steps = sorted((each.bound, each.amount.low) for each in posted if each.bound and each.amount.low is not None)
    return _Sums(tuple(day for day, _ in steps), tuple(accumulate(low for _, low in steps)))
