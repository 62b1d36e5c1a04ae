"""Interval arithmetic of the accounts: what a quantity is worth, which of two is larger, whether two agree."""

from collections.abc import Iterable
from decimal import Decimal

from musterbook.model import Amount, Quantity, QuantityKind

ZERO = Decimal(0)
NOTHING = Amount(low=ZERO, high=ZERO)
APPROX_TOLERANCE = Decimal("0.1")
"""How far "about N" may lie from another figure and still agree with it, as a share of N."""


def amount_of(quantity: Quantity) -> Amount:
    """The interval that a quantity contributes; a ceiling has low 0 (METHOD section 5)."""
    low = quantity.low
    if quantity.high is not None and (low is None or quantity.kind is QuantityKind.CEILING):
        low = ZERO
    return Amount(low=low, high=quantity.high)


def counted(quantity: Quantity | None) -> bool:
    """Whether a quantity states any bound at all."""
    return quantity is not None and (quantity.low is not None or quantity.high is not None)


def larger(first: Amount | None, second: Amount | None) -> Amount | None:
    """The larger of two intervals, bound by bound; an unknown upper bound stays unknown."""
    if first is None or second is None:
        return first or second
    lows = [low for low in (first.low, second.low) if low is not None]
    high = None if first.high is None or second.high is None else max(first.high, second.high)
    return Amount(low=max(lows) if lows else None, high=high)


def total(amounts: Iterable[Amount]) -> Amount | None:
    """The interval sum; None where there is nothing to add."""
    result: Amount | None = None
    for amount in amounts:
        result = amount if result is None else result.plus(amount)
    return result


def possible(amount: Amount) -> Amount:
    """The amount of a deed that may not have happened yet: from nothing to all of it."""
    return Amount(low=ZERO, high=amount.high)


def stretched(quantity: Quantity) -> Amount:
    """The interval used for comparison: "about N" reaches a tenth of N both ways."""
    amount = amount_of(quantity)
    if not quantity.approx:
        return amount
    low = None if amount.low is None else amount.low * (1 - APPROX_TOLERANCE)
    high = None if amount.high is None else amount.high * (1 + APPROX_TOLERANCE)
    return Amount(low=low, high=high)


def overlap(first: Amount, second: Amount) -> bool:
    """Whether some number satisfies both intervals; an unknown bound excludes nothing."""
    return not below(first, second) and not below(second, first)


def below(first: Amount, second: Amount) -> bool:
    """Whether every number of the first lies under every number of the second."""
    return first.high is not None and second.low is not None and first.high < second.low


def agree(first: Quantity, second: Quantity) -> bool:
    """Whether two stated quantities may be the same number ("more than 600" and 617)."""
    return first.unit == second.unit and overlap(stretched(first), stretched(second))


def same_figure(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities state one figure: equal bounds, or "about" the same.

    Narrower than `agree`: "more than 600" holds for 1,000 too, but the two are not one movement.
    """
    if first.unit != second.unit:
        return False
    if amount_of(first) == amount_of(second):
        return True
    if not (first.approx or second.approx):
        return False
    return None not in (first.low, first.high, second.low, second.high) and agree(first, second)


def figure_of(quantity: Quantity) -> tuple[object, ...]:
    """Everything by which figures are compared: quantities with the same one agree with the same others."""
    return (quantity.unit, quantity.low, quantity.high, quantity.kind, quantity.approx)


class Figures:
    """Many figures, to be asked whether one of them is a given one (`same_figure`) without going through them all."""

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        distinct = {figure_of(each): each for each in quantities}
        self._exact = {(each.unit, *_bounds(each)) for each in distinct.values()}
        self._all = list(distinct.values())
        self._approx = [each for each in self._all if each.approx]

    def hold(self, quantity: Quantity) -> bool:
        """Whether some figure is this one."""
        if (quantity.unit, *_bounds(quantity)) in self._exact:
            return True
        return any(same_figure(each, quantity) for each in (self._all if quantity.approx else self._approx))


def _bounds(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    amount = amount_of(quantity)
    return amount.low, amount.high


def show(amount: Amount | None) -> str:
    """An interval in words: "400", "200 to 400", "at least 600", "at most 2,500"."""
    if amount is None or (amount.low is None and amount.high is None):
        return "an unknown number"
    if amount.low == amount.high:
        return number(amount.low)
    if amount.high is None:
        return f"at least {number(amount.low)}"
    if amount.low is None:
        return f"at most {number(amount.high)}"
    return f"{number(amount.low)} to {number(amount.high)}"


def number(value: Decimal | None) -> str:
    """A number with thousands marked and without needless zeros."""
    if value is None:
        return "unknown"
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value.normalize():,f}"
