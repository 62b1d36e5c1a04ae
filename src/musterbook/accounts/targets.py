"""What is needed or authorised for the mission as a whole: the latest standing target. It is never a contribution."""

from collections.abc import Iterable

from musterbook.accounts.basis import chosen
from musterbook.accounts.policy import settle
from musterbook.accounts.rows import Row, ids
from musterbook.model import Amount, Measure, Polarity, QuantityKind, Target

PARTIAL = frozenset({QuantityKind.SUBSET, QuantityKind.SHARE, QuantityKind.OUTSTANDING, QuantityKind.INCREMENT})
"""Kinds of figure that say nothing of the whole."""


def target(rows: Iterable[Row], measure: Measure, *, unit: str = "") -> Target:
    """The standing target of a measure; without any the amount is None."""
    stated = [
        row
        for row in rows
        if row.claim.measure is measure
        and row.claim.polarity is Polarity.AFFIRMED
        and row.quantity is not None
        and row.quantity.unit != "percent"
        and row.quantity.kind not in PARTIAL
    ]
    units = sorted({row.quantity.unit for row in stated if row.quantity}, key=lambda each: (each != unit, each))
    standing = settle((row for row in stated if row.quantity and row.quantity.unit == units[0]), state=True)
    if standing is None:
        return Target(amount=None, unit=unit, claims=())
    value = standing.value
    quantity = value.quantity
    amount = Amount(low=quantity.low, high=quantity.high)
    return Target(amount=amount, unit=quantity.unit, claims=ids(value.rows), since=value.first, basis=chosen(standing))
