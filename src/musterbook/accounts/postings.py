"""Deeds: movements that are posted, and stated totals that are checked against their sum (METHOD section 5).

A total is an assertion, never a posting. Where no posting exists the stated total is the amount; where it is higher
than the postings, the amount is the interval between the two.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from musterbook.accounts.amounts import below, larger, total
from musterbook.accounts.movements import Movement, movements, retelling
from musterbook.accounts.policy import Memo, Standing, Value, settle
from musterbook.accounts.rows import MOVEMENT_DAYS, Row, order, width
from musterbook.model import Amount, Period, QuantityKind, Resource

PERHAPS = "posting or total"
ROLES = {
    QuantityKind.INCREMENT: "posting",
    QuantityKind.CUMULATIVE: "total",
    QuantityKind.STOCK: "stock",
    QuantityKind.CEILING: PERHAPS,
    QuantityKind.UNKNOWN: PERHAPS,
    QuantityKind.SUBSET: "part",
    QuantityKind.SHARE: "part",
    QuantityKind.OUTSTANDING: "part",
}


@dataclass(slots=True)
class Deeds:
    """What stands at one stage of deeds of one line of an account.

    `movements` are added; `doubtful` ones may tell of the others again and raise only the upper bound.
    """

    movements: list[Movement] = field(default_factory=list)
    doubtful: list[Movement] = field(default_factory=list)
    window_totals: list[Movement] = field(default_factory=list)
    totals: Standing | None = None
    stocks: list[Value] = field(default_factory=list)
    parts: list[Row] = field(default_factory=list)
    uncounted: list[Row] = field(default_factory=list)
    undecided: bool = False
    room: Decimal | None = None
    """The most that statements of later days leave for this one, once what came in between is taken off."""

    @property
    def posted(self) -> Amount | None:
        """The sum of the movements. Undated sums of money from several documents may repeat each other."""
        everything = total(value.amount for value in self.movements)
        if everything is None:
            return None
        low = _surely(self.movements).low if self.undecided else everything.low
        most = total([everything, *(value.amount for value in self.doubtful)])
        return Amount(low=low, high=most.high if most else None)

    @property
    def amount(self) -> Amount | None:
        """Postings, stretched up to a stated total that is higher.

        Where nothing was posted by the day of the total, the total is the amount of that day, and what moved later is
        added to it.
        """
        posted = self.posted
        if posted is None:
            return self._stated()
        base = self.totals.value if self.totals else self.stocks[-1] if self.stocks else None
        if base and base.affirmed and self.until(base.affirmed) is None:
            return base.amount.plus(posted)
        result = posted
        for value in [*([self.totals.value] if self.totals else []), *self.stocks]:
            result = _stretch(result, value, self.after(value.affirmed))
        for wide in self.window_totals:
            result = self._no_more_than_totals(_stretch(result, wide, self.outside(wide.window)), result)
        return self._up_to_later_totals(result)

    def _no_more_than_totals(self, wide: Amount, posted: Amount) -> Amount:
        """What a window claims beyond the postings, up to what totals leave room for: the highest of them with what
        came after it. Totals that the postings exceed say nothing of it.
        """
        room: list[Decimal] = []
        for each in self.totals.values if self.totals else []:
            after = self.after(each.affirmed)
            implied = each.amount.plus(after) if after else each.amount
            if each.certain and each.affirmed and implied.high is not None:
                room.append(implied.high)
        if wide == posted or wide.high is None or posted.high is None or not room or max(room) < posted.high:
            return wide
        return Amount(low=wide.low, high=min(wide.high, max(room)))

    def _up_to_later_totals(self, posted: Amount) -> Amount:
        """The postings up to the least total that is stated for a later day: no more can have come before it."""
        later = [each for each in (self.totals.values if self.totals else []) if not each.certain]
        highs = [each.amount.high for each in later if each.amount.high is not None]
        highs += [self.room] if self.room is not None and highs else []
        if not highs or posted.high is None or min(highs) <= posted.high:
            return posted
        return Amount(low=posted.low, high=min(highs))

    @property
    def rows(self) -> list[Row]:
        """Every row that carries the amount."""
        values = [
            *self.movements,
            *self.doubtful,
            *self.window_totals,
            *(self.totals.values if self.totals else []),
            *self.stocks,
        ]
        return [row for value in values for row in value.rows]

    def after(self, day: date | None) -> Amount | None:
        """The sum of what moved after a day; None where nothing did."""
        return total(
            each.amount
            for each in self.movements
            if day is not None and each.earliest is not None and each.earliest > day
        )

    def until(self, day: date | None) -> Amount | None:
        """The sum of what moved by a day; of everything where the day is unknown."""
        return total(
            each.amount for each in self.movements if day is None or each.earliest is None or each.earliest <= day
        )

    def inside(self, window: Period) -> Amount | None:
        """The sum of what moved within a window."""
        return total(each.amount for each in self.movements if each.window.known and each.window.overlaps(window))

    def outside(self, window: Period) -> Amount | None:
        """The sum of what moved outside a window."""
        return total(each.amount for each in self.movements if not (each.window.known and each.window.overlaps(window)))

    def _stated(self) -> Amount | None:
        if self.totals:
            return self.totals.value.amount
        result: Amount | None = None
        for value in self.stocks:
            result = larger(result, value.amount)
        if result and self.stocks:
            return Amount(low=self.stocks[-1].amount.low, high=result.high)
        return result


def deeds(
    rows: Sequence[Row], *, resource: Resource, accountable: frozenset[str], memos: tuple[Memo, Memo] | None = None
) -> Deeds:
    """What stands at a stage of deeds after all rows; rows may come in any order. `memos` are those of `settle`."""
    first, second = memos or (None, None)
    result = Deeds()
    posting: list[Row] = []
    totals: list[Row] = []
    stocks: list[Row] = []
    target = {"posting": posting, "total": totals, "stock": stocks, "part": result.parts, "": result.uncounted}
    for row in sorted(rows, key=order):
        target[role_of(row, resource)].append(row)
    result.movements, result.window_totals = movements(posting, accountable)
    result.doubtful = retelling(result.movements)
    doubtful = set(map(id, result.doubtful))
    result.movements = [each for each in result.movements if id(each) not in doubtful]
    result.totals = settle(totals, accountable=accountable, memo=first)
    standing = settle(stocks, accountable=accountable, state=True, memo=second)
    if standing:
        result.stocks = [*sorted(standing.replaced, key=lambda value: value.affirmed or date.min), standing.value]
    undated = [row.source for each in result.movements if _undated(each) for row in each.rows]
    result.undecided = resource is Resource.MONEY and len(set(undated)) > 1
    return result


def role_of(row: Row, resource: Resource) -> str:
    """Whether a figure of a deed is posted, a total, a stock or a part; empty for a deed without a number.

    A figure without cue is a posting where it names one movement (a dated deed) and, for money, one announced sum;
    else it is a total at the date of its report.
    """
    role = row.role
    if role is None:
        role = _role(row)
        object.__setattr__(row, "role", role)
    if role == PERHAPS:
        return "posting" if resource is Resource.MONEY else "total"
    return role


def _role(row: Row) -> str:
    """The role of a figure, as far as the resource does not decide it."""
    if row.quantity is None:
        return ""
    role = ROLES[row.quantity.kind]
    if role != PERHAPS:
        return role
    days = width(row.claim.valid)
    return "posting" if days is not None and days <= MOVEMENT_DAYS else role


def _stretch(posted: Amount, stated: Value, besides: Amount | None) -> Amount:
    """The postings up to the stated total with what lies outside it, where that is more.

    A total said only after the day of the reading speaks for its own day (`_up_to_later_totals`).
    """
    if not stated.certain:
        return posted
    implied = stated.amount.plus(besides) if besides else stated.amount
    if below(posted, implied):
        high = larger(posted, implied)
        return Amount(low=posted.low, high=high.high if high else None)
    return posted


def _undated(movement: Movement) -> bool:
    return not movement.window.known and movement.quantity.kind is not QuantityKind.INCREMENT


def _surely(movements: Sequence[Movement]) -> Amount:
    """The least that moved: dated sums and additions, and of the undated sums the most that one source tells of."""
    by_source: dict[str, list[Amount]] = defaultdict(list)
    for each in movements:
        if _undated(each):
            for source in {row.source for row in each.rows}:
                by_source[source].append(each.amount)
    most: Amount | None = None
    for amounts in by_source.values():
        most = larger(most, total(amounts))
    sure = total(each.amount for each in movements if not _undated(each))
    parts = [amount for amount in (most, sure) if amount]
    return total(parts) or Amount(low=None, high=None)
