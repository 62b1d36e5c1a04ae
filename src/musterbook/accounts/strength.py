"""Strength: who is present, as last stated or as arrivals less departures, and when that was last reported."""

from dataclasses import dataclass
from datetime import date

from musterbook.accounts.amounts import NOTHING, total
from musterbook.accounts.basis import added, chosen
from musterbook.accounts.clocks import Clock
from musterbook.accounts.ledger import STRENGTH, Ledger, stock_rows
from musterbook.accounts.policy import Value, settle
from musterbook.accounts.rows import Row, ids, last_day, where_said
from musterbook.accounts.sorting import force_of
from musterbook.model import Amount, Basis, Force, Policy, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What is present, with the day on which that was last reported, the claims, and how the figure comes about.

    `basis` is that of the stated stock; without one the figure rests on the arrivals.
    """

    amount: Amount | None = None
    last_reported: date | None = None
    expired: bool = False
    claims: tuple[str, ...] = ()
    how: str = ""
    stated: bool = True
    basis: Basis | None = None


def strength(ledger: Ledger, clock: Clock, *, expires_after_days: int) -> Strength:
    """The strength of an account: the last stated stock with what moved since, else arrivals less departures.

    It expires after a time: the figure stays, to be read as "last reported", and is not current (METHOD section 4).
    """
    if ledger.key.resource not in STRENGTH:
        return Strength()
    standing = settle(_stocks(ledger), state=True)
    if standing is not None:
        base, since, rows = standing.value.amount, standing.value.affirmed, list(standing.value.rows)
        beside = _other_forces(ledger, standing.value)
        basis: Basis | None = added([standing.value, *beside], Policy.FORCES) if beside else chosen(standing)
        base = base.plus(total(each.amount for each in beside) or NOTHING)
        rows += [row for each in beside for row in each.rows]
        how = f"last stated {where_said(rows)}"
    else:
        arrived = ledger.amounts.get(Stage.ARRIVED)
        if arrived is None:
            return Strength()
        base, since, rows, basis = arrived, None, list(ledger.rows.get(Stage.ARRIVED, [])), None
        how = "arrived"
    ended = ledger.movements(Stage.ENDED)
    if standing is not None:
        came = total(sum_ for each in ledger.movements(Stage.ARRIVED) if (sum_ := each.after(since)))
        left = total(sum_ for each in ended if (sum_ := each.after(since)))
    else:
        came = None
        left = total(sum_ for each in ended if (sum_ := each.amount))
    amount = (base.plus(came) if came else base).minus(left or NOTHING)
    how += " + arrived since" if came else ""
    how += " - left" + (" since" if standing else "") if left else ""
    rows += [row for row in ledger.rows.get(Stage.ENDED, []) if left] + [row for row in _movers(ledger, since) if came]
    reported = _last(ledger, clock)
    return Strength(
        amount=amount,
        last_reported=reported,
        expired=reported is not None and (clock.as_of - reported).days > expires_after_days,
        claims=ids(rows),
        how=how,
        stated=standing is not None and not came and not left,
        basis=basis,
    )


def _stocks(ledger: Ledger) -> list[Row]:
    """The stated stocks; those stated only after the day of the reading just where nothing else says who is there."""
    stocks = stock_rows(ledger)
    sure = [row for row in stocks if row.certain]
    known = any(row.certain and row.quantity for row in ledger.rows.get(Stage.ARRIVED, []))
    return sure if known else stocks


def _other_forces(ledger: Ledger, standing: Value) -> list[Value]:
    """What else is stated to be there when the standing figure is of one force only: soldiers beside police.

    A figure without a force counts everybody, so it ends what was stated of single forces before it. Equal figures of
    two forces that nobody states together are one figure (`ledger._over_forces`).
    """
    forces = {force_of(row) for row in standing.rows}
    if len(forces) != 1 or Force.UNSPECIFIED in forces:
        return []
    stocks = _stocks(ledger)
    for_all = [row.when for row in stocks if force_of(row) is Force.UNSPECIFIED and row.when]
    found = []
    for force in sorted({force_of(row) for row in stocks} - forces - {Force.UNSPECIFIED}):
        own = settle([row for row in stocks if force_of(row) is force], state=True)
        if own is None or (own.value.affirmed and any(day >= own.value.affirmed for day in for_all)):
            continue
        shared = {row.source for row in own.value.rows} & {row.source for row in standing.rows}
        together = shared or own.value.amount != standing.amount
        if together:
            found.append(own.value)
    return found


def _movers(ledger: Ledger, since: date | None) -> list[Row]:
    return [
        row
        for deeds in ledger.movements(Stage.ARRIVED)
        for each in deeds.movements
        if since is not None and each.earliest is not None and each.earliest > since
        for row in each.rows
    ]


def _last(ledger: Ledger, clock: Clock) -> date | None:
    """The last day, up to the reading's, for which somebody stated who was there, came or left."""
    days = [
        min(day, clock.as_of)
        for stage in (Stage.ARRIVED, Stage.ENDED)
        for row in ledger.rows.get(stage, [])
        if row.certain and (day := _stated_for(row))
    ]
    return max(days, default=None)


def _stated_for(row: Row) -> date | None:
    valid = row.claim.valid
    return last_day(valid) if valid.end else row.reported or valid.start
