"""Announced stages: how mentions of what was asked, offered or promised join into undertakings.

Mentions join by their slots, never by the likeness of their words. Rules of METHOD section 5: the same amount is the
same undertaking; a higher one without a cue revises it; one with a cue ("another") is a top-up; a lower one revises it
down. For money every announced sum stays: a lower one may be part of the larger or stand beside it, so the account
becomes an interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from musterbook.accounts.amounts import below, figure_of, same_figure, total
from musterbook.accounts.policy import Memo, Standing, Value, settle
from musterbook.accounts.rows import Row, days_between, kept_apart, order
from musterbook.accounts.shelves import Shelves
from musterbook.model import Amount, QuantityKind, Resource

RETOLD_DAYS = 60
"""A top-up of the same amount reported again within so many days is the same top-up."""

ROLES = {
    QuantityKind.INCREMENT: "top-up",
    QuantityKind.CUMULATIVE: "total",
    QuantityKind.SUBSET: "part",
    QuantityKind.SHARE: "part",
    QuantityKind.OUTSTANDING: "part",
    QuantityKind.STOCK: "size",
    QuantityKind.CEILING: "size",
    QuantityKind.UNKNOWN: "size",
}
"""What a figure at an announced stage is: the size of the undertaking, an addition, a total, or a part of it."""


@dataclass(slots=True)
class Announced:
    """What stands at one announced stage of one line of an account.

    `base` is the undertaking with its revisions, `top_ups` are added to it, `besides` are lower sums of money that may
    or may not be part of it, `totals` are stated sums that are checked and never added, `parts` are read, not posted.
    """

    base: Standing | None = None
    top_ups: list[Value] = field(default_factory=list)
    besides: list[Value] = field(default_factory=list)
    totals: Standing | None = None
    parts: list[Row] = field(default_factory=list)
    uncounted: list[Row] = field(default_factory=list)

    @property
    def posted(self) -> Amount | None:
        """The sum of base and top-ups; lower sums of money raise only its upper bound."""
        values = ([self.base.value] if self.base else []) + self.top_ups
        sure = total(value.amount for value in values)
        if sure is None or not self.besides:
            return sure
        most = total([sure, *(value.amount for value in self.besides)])
        return Amount(low=sure.low, high=most.high if most else None)

    @property
    def amount(self) -> Amount | None:
        """What was posted, stretched up to a stated total that is higher; a total alone where nothing was posted."""
        stated = self.totals.value.amount if self.totals else None
        posted = self.posted
        if posted is None or stated is None:
            return posted or stated
        if below(posted, stated):
            return Amount(low=posted.low, high=stated.high)
        return posted

    @property
    def rows(self) -> list[Row]:
        """Every row that carries the amount."""
        values = [
            *(self.base.values if self.base else []),
            *self.top_ups,
            *(self.totals.values if self.totals else []),
        ]
        return [row for value in values for row in value.rows]


def announced(
    rows: Sequence[Row], *, resource: Resource, accountable: frozenset[str], memos: tuple[Memo, Memo] | None = None
) -> Announced:
    """What stands at one stage after all rows; rows may come in any order. `memos` are those of `settle`."""
    first, second = memos or (None, None)
    result = Announced()
    by_role: dict[str, list[Row]] = {"size": [], "top-up": [], "total": [], "part": []}
    for row in sorted(rows, key=order):
        if row.quantity is None:
            result.uncounted.append(row)
        else:
            by_role[ROLES[row.quantity.kind]].append(row)
    result.parts = by_role["part"]
    result.totals = settle(by_role["total"], accountable=accountable, memo=first)
    result.top_ups = _top_ups(by_role["top-up"])
    sizes = _without_retold(by_role["size"], result.top_ups)
    lower_revises = resource is not Resource.MONEY
    result.base = settle(sizes, accountable=accountable, lower_revises=lower_revises, memo=second)
    if resource is Resource.MONEY and result.base:
        result.besides = [each for each in result.base.rivals if below(each.amount, result.base.value.amount)]
    _absorb(result)
    return result


def _top_ups(rows: Sequence[Row]) -> list[Value]:
    values: list[Value] = []
    shelves: Shelves[Value] = Shelves()
    for row in rows:
        if row.quantity is None:
            continue
        told = next((each for each in shelves.fitting(row.quantity) if _same_top_up(each[1], row)), None)
        if told is None:
            values.append(Value([row]))
            shelves.put(values[-1], row.quantity)
            continue
        place, value = told
        before = value.quantity
        value.add(row)
        if value.figure != figure_of(before):
            shelves.move(place, before, value.quantity)
    return values


def _same_top_up(value: Value, row: Row) -> bool:
    if kept_apart(value.rows, row):
        return False
    gap = days_between(value.affirmed, row.when)
    return gap is None or abs(gap) <= RETOLD_DAYS


def _without_retold(rows: list[Row], top_ups: Sequence[Value]) -> list[Row]:
    """The mentions without those of a top-up's own figure after it: these repeat the top-up and revise nothing."""
    kept = []
    for row in rows:
        quantity = row.quantity
        told = next((value for value in top_ups if quantity and same_figure(value.quantity, quantity)), None)
        older = told is not None and told.first is not None and row.when is not None and row.when < told.first
        if told is None or older:
            kept.append(row)
        else:
            told.add(row)
    return kept


def _absorb(state: Announced) -> None:
    """A size that is larger than an earlier top-up and revised the base includes the top-up."""
    if state.base is None or not state.base.replaced:
        return
    standing, kept = state.base.value, []
    for value in state.top_ups:
        older = standing.first is not None and value.affirmed is not None and value.affirmed < standing.first
        if older and below(value.amount, standing.amount):
            state.base.replaced.append(value)
        else:
            kept.append(value)
    state.top_ups = kept
