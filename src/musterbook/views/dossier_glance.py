"""A mission at a glance: the big numbers, the sentence above them, and bars by giver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from musterbook.lexicons.dossier import dossier_words
from musterbook.model import Account, Amount, Measure, MissionPages, Reading, Resource, Series, Stage
from musterbook.views import charts, figures, standing
from musterbook.views.dossier_desk import (
    Cell,
    Desk,
    behind,
    big_cell,
    delivered_stage,
    one_unit,
    outstanding,
    stage_cell,
    summed,
    total,
    unit_name,
    unnumbered_at,
)
from musterbook.views.reasons import basis_words


@dataclass(frozen=True, slots=True, kw_only=True)
class BigNumber:
    """One of the numbers at the top: label, value with its bound sign, unit, and notes below it."""

    label: str
    value: Cell
    unit: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One giver's bars: pledged behind, delivered before it; `target` is where the target stands, on the sum only."""

    name: str
    label: str
    pledged: charts.Bar | None
    delivered: charts.Bar | None
    pledged_cell: Cell
    delivered_cell: Cell
    target: float | None = None
    is_sum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars by giver on one scale."""

    title: str
    delivered: str
    unit: str
    rows: tuple[BarRow, ...]
    ticks: tuple[tuple[float, str], ...]
    target: str | None
    target_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The mission in one look."""

    lead: str
    numbers: tuple[BigNumber, ...]
    chart: BarChart | None


def glance(desk: Desk) -> Glance:
    """The big numbers and the bars of the resource that the mission is about: people where anybody gives people."""
    groups = [accounts for _, accounts in standing.by_resource(desk.pages.accounts) if one_unit(accounts)]
    people = [accounts for accounts in groups if accounts[0].resource is Resource.PERSONNEL]
    accounts = max(people or groups, key=len, default=[])
    unit = accounts[0].unit if accounts else desk.pages.target.unit
    numbers = (
        _target(desk, unit),
        _sum_number(desk, accounts, Stage.PLEDGE, "pledged"),
        _sum_number(desk, accounts, delivered_stage(accounts), "arrived"),
        _present(desk, accounts, unit),
        _outstanding_number(desk, accounts),
    )
    return Glance(
        lead=_lead(desk, accounts, unit),
        numbers=tuple(number for number in numbers if number),
        chart=chart(desk, accounts, with_target=True) if accounts else None,
    )


def _target(desk: Desk, unit: str) -> BigNumber | None:
    words, target = dossier_words(), desk.pages.target
    if target.amount is None or (unit and target.unit != unit):
        return None
    value = desk.cell(target.amount, target.unit, target.claims)
    notes = [words.say("glance", "target_note")]
    if target.basis is not None:
        notes.append(basis_words(_target_name(desk), target.basis))
    return BigNumber(label=_target_name(desk), value=value, unit=unit_name(target.unit), notes=tuple(notes))


def _target_name(desk: Desk) -> str:
    """What the target is: a ceiling where only its upper bound is said."""
    amount = desk.pages.target.amount
    return dossier_words().say("glance", "ceiling" if amount and amount.low is None else "target")


def _sum_number(desk: Desk, accounts: Sequence[Account], stage: Stage, label: str) -> BigNumber | None:
    if not accounts:
        return None
    words, unit = dossier_words(), accounts[0].unit
    amount = total(accounts, stage)
    claims = [claim for one in accounts for claim in behind(one, stage) if stage in one.amounts]
    givers = sum(stage in one.amounts for one in accounts)
    notes = [words.say("glance", "by_accounts", givers=words.count(givers, "givers"))] if givers else []
    if missing := unnumbered_at(accounts, stage):
        notes.append(words.count(missing, "unnumbered"))
    notes += _share(desk, amount, unit)
    return BigNumber(
        label=words.say("glance", label),
        value=big_cell(desk, amount, unit, claims),
        unit=unit_name(unit),
        notes=tuple(notes),
    )


def _share(desk: Desk, amount: Amount | None, unit: str) -> list[str]:
    """The amount as a share of the target, where both are exact."""
    target = desk.pages.target
    if not (amount and target.amount and target.unit == unit and target.amount.high):
        return []
    exact = amount.low == amount.high is not None and target.amount.low in (None, target.amount.high)
    if not exact or amount.high is None:
        return []
    percent = (amount.high * 100 / target.amount.high).quantize(Decimal(1))
    return [dossier_words().say("glance", "share", percent=percent, target=_target_name(desk).casefold())]


def latest_strength(pages: MissionPages) -> tuple[Series, int] | None:
    """The mission's strength as somebody last stated it: its series and the place of the point in it."""
    found = [
        ((point.window.start or point.reported.start), series, i)
        for series in pages.series
        if series.measure is Measure.STRENGTH_PRESENT
        for i, point in enumerate(series.points)
    ]
    dated = [entry for entry in found if entry[0] is not None]
    if not dated:
        return None
    _, series, i = max(dated, key=lambda entry: (entry[0], entry[1].points[entry[2]].sources, -entry[2]))
    return series, i


def _present(desk: Desk, accounts: Sequence[Account], unit: str) -> BigNumber | None:
    words = dossier_words()
    latest = latest_strength(desk.pages)
    if latest and latest[0].unit == unit:
        point = latest[0].points[latest[1]]
        said = point.window.start or point.reported.start
        notes = [*_age(desk.reading, said), *_share(desk, point.amount, unit)]
        value = desk.cell(point.amount, unit, point.claim_ids)
        return BigNumber(label=words.say("glance", "present"), value=value, unit=unit_name(unit), notes=tuple(notes))
    stated = [one for one in accounts if one.present]
    if not stated:
        return None
    amount = summed([one.present for one in stated if one.present])
    claims = [claim for one in stated for claim in one.present_claims]
    reported = [one.last_reported for one in stated if one.last_reported]
    givers = words.say("glance", "by_accounts", givers=words.count(len(stated), "givers"))
    notes = [givers, *(_age(desk.reading, min(reported)) if reported else [])]
    value = big_cell(desk, amount, unit, claims)
    return BigNumber(label=words.say("glance", "present"), value=value, unit=unit_name(unit), notes=tuple(notes))


def _age(reading: Reading, day: date | None) -> list[str]:
    if day is None:
        return []
    words, days = dossier_words(), (reading.as_of - day).days
    reported = words.say("glance", "last_reported", date=figures.day(day))
    return [reported, words.count(days, "days_old")] if days > 0 else [reported]


def _outstanding_number(desk: Desk, accounts: Sequence[Account]) -> BigNumber | None:
    amount, claims = outstanding(accounts)
    if amount is None:
        return None
    words, unit = dossier_words(), accounts[0].unit
    value = Cell(text=figures.amount(amount, unit=unit), refs=desk.sources.references(claims))
    return BigNumber(
        label=words.say("glance", "outstanding"),
        value=value,
        unit=unit_name(unit),
        notes=(words.say("glance", "outstanding_note"),),
    )


def _lead(desk: Desk, accounts: Sequence[Account], unit: str) -> str:
    """The mission in one sentence, from the parts that are known; empty where none is."""
    words, target = dossier_words(), desk.pages.target
    pledged = total(accounts, Stage.PLEDGE)
    arrived = total(accounts, delivered_stage(accounts))
    givers = sum(Stage.PLEDGE in one.amounts or Stage.PLEDGE in one.uncounted for one in accounts)
    parts = []
    if pledged and (pledged.low is not None or pledged.high is not None):
        said = figures.amount_words(pledged, unit=unit)
        parts.append(words.say("glance", "lead_pledged", givers=words.count(givers, "givers"), pledged=said))
        if target.amount and target.unit == unit:
            goal = _goal_words(target.amount, unit)
            parts[-1] += " " + words.say("glance", "lead_target", target=goal, name=_target_name(desk).casefold())
    if arrived and (arrived.low is not None or arrived.high is not None):
        parts.append(words.say("glance", "lead_arrived", arrived=figures.amount_words(arrived, unit=unit)))
    return "; ".join(parts) + "." if parts else ""


def _goal_words(amount: Amount, unit: str) -> str:
    """The target in words; a ceiling without its "up to", which its name says already."""
    plain = Amount(low=amount.high, high=amount.high) if amount.low is None else amount
    return figures.amount_words(plain, unit=unit if figures.is_currency(unit) else "")


def chart(desk: Desk, accounts: Sequence[Account], *, with_target: bool) -> BarChart | None:
    """Bars of all givers who pledged or delivered; None where there is no number to draw."""
    delivered = delivered_stage(accounts)
    drawn = [one for one in accounts if {Stage.PLEDGE, delivered} & {*one.amounts, *one.uncounted}]
    unit = accounts[0].unit
    goal = desk.pages.target.amount if with_target and desk.pages.target.unit == unit else None
    sums = {stage: total(drawn, stage) for stage in (Stage.PLEDGE, delivered)}
    amounts = [*sums.values(), goal, *(one.amounts.get(stage) for one in drawn for stage in sums)]
    bounds = [bound for amount in amounts if amount for bound in (amount.low, amount.high) if bound is not None]
    if not any(bounds):
        return None
    on, words = charts.scale(bounds), dossier_words()
    rows = [_bar_row(desk, one, delivered, on) for one in drawn]
    goal_at = (goal.high or goal.low) if goal else None
    if len(drawn) > 1 or goal_at:
        rows.insert(0, _sum_row(desk, drawn, delivered, on, on.percent(goal_at) if goal_at else None))
    return BarChart(
        title=words.say("glance", "chart_against" if goal_at else "chart", target=_target_name(desk).casefold()),
        delivered=words.say("glance", "key_arrived" if delivered is Stage.ARRIVED else "key_paid"),
        unit="" if figures.is_currency(unit) else unit_name(unit),
        rows=tuple(rows),
        ticks=tuple((on.percent(tick), figures.number(tick, short=figures.is_currency(unit))) for tick in on.ticks),
        target=figures.amount(goal, unit=unit) if goal else None,
        target_name=_target_name(desk).casefold(),
    )


def _bar_row(desk: Desk, account: Account, delivered: Stage, on: charts.Scale) -> BarRow:
    return _row_of(
        figures.party(account.party),
        (account.amounts.get(Stage.PLEDGE), account.amounts.get(delivered)),
        (stage_cell(desk, account, Stage.PLEDGE), stage_cell(desk, account, delivered)),
        on,
    )


def _sum_row(
    desk: Desk, accounts: Sequence[Account], delivered: Stage, on: charts.Scale, target: float | None
) -> BarRow:
    amounts = (total(accounts, Stage.PLEDGE), total(accounts, delivered))
    cells = tuple(
        big_cell(desk, amount, accounts[0].unit, [claim for one in accounts for claim in behind(one, stage)])
        for amount, stage in zip(amounts, (Stage.PLEDGE, delivered), strict=True)
    )
    return _row_of(
        dossier_words().say("glance", "all_givers"), amounts, (cells[0], cells[1]), on, target=target, is_sum=True
    )


def _row_of(
    name: str,
    amounts: tuple[Amount | None, Amount | None],
    cells: tuple[Cell, Cell],
    on: charts.Scale,
    *,
    target: float | None = None,
    is_sum: bool = False,
) -> BarRow:
    label = dossier_words().say("glance", "row_label", party=name, pledged=cells[0].text, arrived=cells[1].text)
    return BarRow(
        name=name,
        label=label,
        pledged=charts.bar(amounts[0], on),
        delivered=charts.bar(amounts[1], on),
        pledged_cell=cells[0],
        delivered_cell=cells[1],
        target=target,
        is_sum=is_sum,
    )
