"""Assertions: every stated total is checked against the postings at its date. No silent plug entries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from musterbook.accounts.amounts import NOTHING, amount_of, below, overlap, show, stretched, total
from musterbook.accounts.ledger import Ledger
from musterbook.accounts.policy import Value
from musterbook.accounts.rows import Row, ids, order
from musterbook.accounts.sorting import force_of, item_of, resource_of
from musterbook.accounts.strength import Strength
from musterbook.model import Amount, Assertion, Force, Measure, QuantityKind, Resource, Stage, Verdict

TOTALS = frozenset({QuantityKind.UNKNOWN, QuantityKind.CUMULATIVE, QuantityKind.STOCK, QuantityKind.CEILING})
"""Kinds of figure that can be a total over several givers; an addition or a part is none."""
CHECKS = {
    "agrees": (Verdict.AGREES, "stated {asserted}, posted {posted}: they agree"),
    "residual": (Verdict.UNRELATED, "stated {asserted}, posted {posted}: {residual} more than was read"),
    "departures": (Verdict.UNRELATED, "stated {asserted}, posted {posted}: {residual} fewer; departures were not read"),
    "contradiction": (Verdict.DISPUTES, "stated {asserted}, but {posted} were posted by then"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """The ledgers of a mission as of any day, and the strength of each."""

    ledgers: Callable[[date | None], Sequence[Ledger]]
    strength: Callable[[Ledger, date | None], Strength]


def account_assertions(ledger: Ledger) -> tuple[Assertion, ...]:
    """The stated totals of one giver against the movements and sums that were posted for it."""
    result = []
    for line in ledger.lines:
        for stage, deeds in line.deeds.items():
            if not deeds.movements:
                continue
            about = _about_ledger(ledger, stage)
            for value in deeds.totals.values if deeds.totals else []:
                result.append(_check(about, value, deeds.until(value.affirmed)))
            for value in deeds.window_totals:
                result.append(_check(about, value, deeds.inside(value.window)))
            for value in deeds.stocks:
                result.append(_check(f"{about} (present)", value, deeds.until(value.affirmed), stock=True))
        for stage, state in line.announced.items():
            for value in state.totals.values if state.totals and state.posted else []:
                result.append(_check(_about_ledger(ledger, stage), value, state.posted))
    outstanding = [row for row in ledger.not_posted if row.quantity and row.quantity.kind is QuantityKind.OUTSTANDING]
    if ledger.outstanding is not None:
        about = f"{_about(ledger)}: outstanding"
        result += [_check(about, value, ledger.outstanding, stock=True) for value in _same_figures(outstanding)]
    return tuple(result)


def aggregate_assertions(rows: Iterable[Row], at: At) -> tuple[Assertion, ...]:
    """Totals over several givers ("ten countries together"), against the sum of their accounts at that date."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=order):
        resource = resource_of(row)
        if row.quantity and row.quantity.kind in TOTALS and resource and row.quantity.unit not in ("percent", "state"):
            key = (row.claim.stage, resource, item_of(row, resource), row.quantity.unit, row.claim.party, force_of(row))
            groups[key].append(row)
    result = []
    for same in groups.values():
        for value in _same_figures(same):
            posted = _sum(at, value, same[0])
            result.append(_check(_about_row(same[0]), value, posted, members=True))
    return tuple(result)


def strength_assertions(rows: Iterable[Row], at: At) -> tuple[Assertion, ...]:
    """The stated strength of the mission against the strength of all accounts on that day."""
    stated = [
        row
        for row in sorted(rows, key=order)
        if row.claim.measure is Measure.STRENGTH_PRESENT
        and row.quantity
        and row.quantity.kind in TOTALS
        and row.quantity.unit == "person"
    ]
    result = []
    for value in _same_figures(stated):
        amounts = [
            present.amount
            for ledger in at.ledgers(value.affirmed)
            if ledger.key.resource is Resource.PERSONNEL and ledger.key.unit == "person"
            if (present := at.strength(ledger, value.affirmed)).amount is not None
        ]
        posted = total(amounts)
        if posted is not None:
            result.append(_check("strength present", value, posted, members=True, stock=True))
    return tuple(result)


def _sum(at: At, value: Value, row: Row) -> Amount | None:
    """The sum over the members' accounts at the day of the statement."""
    stage, resource, quantity = row.claim.stage, resource_of(row), row.quantity
    assert stage is not None and resource is not None and quantity is not None
    amounts = []
    for ledger in at.ledgers(value.affirmed):
        key = ledger.key
        if (key.resource, key.item, key.unit) != (resource, item_of(row, resource), quantity.unit):
            continue
        if len(row.claim.party) > 1 and key.party not in row.claim.party:
            continue
        amount = _amount_of_force(ledger, stage, force_of(row))
        if amount is not None:
            amounts.append(amount)
    return total(amounts)


def _amount_of_force(ledger: Ledger, stage: Stage, force: Force) -> Amount | None:
    forces = {line.force for line in ledger.lines}
    if force is not Force.UNSPECIFIED and Force.UNSPECIFIED not in forces and force not in forces:
        return None
    return ledger.amounts.get(stage)


def _same_figures(rows: Iterable[Row]) -> list[Value]:
    """Rows by their figure; one figure said again much later is a statement about another day."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        assert row.quantity is not None
        month = (row.when.year, row.when.month) if row.when else None
        groups[(amount_of(row.quantity), row.quantity.kind, month)].append(row)
    return [Value(same) for same in groups.values()]


def _check(about: str, value: Value, posted: Amount | None, *, stock: bool = False, members: bool = False) -> Assertion:
    """A stated total against what was posted: agrees, a residual shown as a number, or a contradiction."""
    asserted = amount_of(value.quantity)
    base = posted or NOTHING
    if overlap(stretched(value.quantity), base):
        check, residual = "agrees", None
    elif below(base, asserted):
        check, residual = "residual", asserted.minus(base)
    else:
        check, residual = "departures" if stock else "contradiction", _negative(base, asserted)
    verdict, words = CHECKS[check]
    explanation = words.format(asserted=show(asserted), posted=show(base), residual=show(_size(residual)))
    return Assertion(
        about=f"{about}, {value.affirmed}" if value.affirmed else about,
        asserted=asserted,
        posted=posted,
        residual=residual,
        verdict=verdict,
        claim_ids=ids(value.rows),
        explanation=explanation + ("; summed over the givers that are known" if members else ""),
        check="residual" if check == "departures" else check,
    )


def _negative(posted: Amount, asserted: Amount) -> Amount:
    """Asserted minus posted where that is below zero."""
    gap = posted.minus(asserted)
    return Amount(
        low=None if gap.high is None else -gap.high,
        high=None if gap.low is None else -gap.low,
    )


def _size(amount: Amount | None) -> Amount | None:
    if amount is None or amount.high is None or amount.high >= 0:
        return amount
    return Amount(low=-amount.high, high=None if amount.low is None else -amount.low)


def _about(ledger: Ledger) -> str:
    key = ledger.key
    return " ".join(part for part in (key.party, key.resource, key.item, key.unit) if part)


def _about_ledger(ledger: Ledger, stage: Stage) -> str:
    return f"{_about(ledger)}: {stage}"


def _about_row(row: Row) -> str:
    resource = resource_of(row)
    who = ", ".join(row.claim.party) or (row.claim.group.text if row.claim.group else "") or "all givers"
    unit = row.quantity.unit if row.quantity else ""
    return f"{who} {resource} {unit}: {row.claim.stage}"
