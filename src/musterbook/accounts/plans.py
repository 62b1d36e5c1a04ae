"""Plans: what is announced for a time, what is overdue, and every slip."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from musterbook.accounts.amounts import amount_of, overlap, total
from musterbook.accounts.clocks import Clock
from musterbook.accounts.ledger import Ledger
from musterbook.accounts.rows import DEEDS, Row, order
from musterbook.accounts.sorting import resource_of
from musterbook.model import Event, Family, Period, Plan, Polarity, QuantityKind, Resource, Stage

FULFILLED_BY = {Event.ELECTION_SET: Event.ELECTION_HELD, Event.MANDATE_SOUGHT: Event.MANDATE_ADOPTED}
"""The milestone that carries a planned one out; any other one carries itself out."""
NO_ARRIVAL = frozenset({QuantityKind.STOCK, QuantityKind.SUBSET})
"""Kinds that tell how many are in place, and not that so many came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    """What two plans must share to be one plan with two dates."""

    party: str | None
    resource: Resource | None
    value: str
    object: str | None


def account_plans(ledger: Ledger, clock: Clock) -> tuple[Plan, ...]:
    """The plans of one account, with those overdue: due by the reading's day, and no such arrival since."""
    rows = [
        row
        for stage, staged in ledger.rows.items()
        if stage not in DEEDS
        for row in staged
        if _is_plan(row) and row.certain
    ]
    plans = _with_slips(rows, ledger.key.resource)
    return tuple(replace(plan, overdue=_is_overdue(plan, row, ledger, clock)) for row, plan in plans)


def other_plans(rows: Sequence[Row], unposted: Iterable[Row], clock: Clock) -> tuple[Plan, ...]:
    """Plans outside the accounts: of nobody in particular, of several together, and planned milestones."""
    commitments = [row for row in unposted if _is_plan(row) and row.certain]
    milestones = [row for row in rows if row.claim.family is Family.MILESTONE and _is_plan(row)]
    plans = [plan for _, plan in _with_slips(commitments, None)]
    done = _latest_acts(rows) if milestones else {}
    for row, plan in _with_slips(milestones, None):
        plans.append(replace(plan, overdue=_passed(plan, clock) and not _carried_out(row, done)))
    return tuple(plans)


def by_due(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """Plans in the order in which they fall due, those without a last day at the end."""
    return tuple(sorted(plans, key=lambda plan: (plan.due.end is None, plan.due.end or plan.due.start, plan.claim_id)))


def _is_plan(row: Row) -> bool:
    claim = row.claim
    return claim.due.known and claim.polarity is Polarity.AFFIRMED and claim.stage not in DEEDS


def _with_slips(rows: Iterable[Row], resource: Resource | None) -> list[tuple[Row, Plan]]:
    """One plan for each telling of a due time; an earlier telling of the same plan with another time is a slip."""
    topics: dict[_Topic, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=order):
        topics[_topic(row)].append(row)
    result = []
    for same in topics.values():
        seen: list[Row] = []
        for row in same:
            if any(each.claim.due == row.claim.due and _compatible(each, row) for each in seen):
                continue
            earlier = [each for each in seen if _compatible(each, row) and _said_before(each, row)]
            slipped = tuple(dict.fromkeys(each.claim.due for each in earlier if each.claim.due != row.claim.due))
            seen.append(row)
            result.append((row, _plan(row, resource, slipped)))
    return sorted(result, key=lambda pair: order(pair[0]))


def _topic(row: Row) -> _Topic:
    claim = row.claim
    value = claim.value if claim.family is Family.MILESTONE else ""
    named = claim.object.casefold() if claim.object and claim.family is Family.MILESTONE else None
    return _Topic(party=",".join(claim.party) or None, resource=resource_of(row), value=value, object=named)


def _compatible(first: Row, second: Row) -> bool:
    if first.quantity is None or second.quantity is None:
        return True
    return first.quantity.unit == second.quantity.unit and overlap(
        amount_of(first.quantity), amount_of(second.quantity)
    )


def _said_before(first: Row, second: Row) -> bool:
    return first.reported is not None and second.reported is not None and first.reported < second.reported


def _plan(row: Row, resource: Resource | None, slipped: tuple[Period, ...]) -> Plan:
    claim = row.claim
    return Plan(
        party=claim.party[0] if len(claim.party) == 1 else None,
        resource=resource or resource_of(row),
        amount=amount_of(row.quantity) if row.quantity else None,
        unit=row.quantity.unit if row.quantity else "",
        due=claim.due,
        said_by=claim.speaker,
        reported=claim.reported,
        claim_id=claim.id,
        slipped_from=slipped,
    )


def _passed(plan: Plan, clock: Clock) -> bool:
    return plan.due.end is not None and plan.due.end <= clock.as_of


def _is_overdue(plan: Plan, row: Row, ledger: Ledger, clock: Clock) -> bool:
    """Whether the time has passed and nothing of that amount has arrived since the plan was told."""
    if not _passed(plan, clock):
        return False
    later = [each for each in ledger.rows.get(Stage.ARRIVED, []) if _not_older(each, row)]
    if plan.amount is None:
        return not later
    told = [each.quantity for each in later if each.quantity and each.quantity.kind not in NO_ARRIVAL]
    if any(overlap(amount_of(quantity), plan.amount) for quantity in told):
        return False
    came = total(sum_ for deeds in ledger.movements(Stage.ARRIVED) if (sum_ := deeds.after(row.reported)))
    enough = came is not None and came.low is not None and plan.amount.low is not None and came.low >= plan.amount.low
    return not enough


def _not_older(arrival: Row, plan: Row) -> bool:
    day = arrival.claim.valid.start or arrival.reported
    return day is None or plan.reported is None or day >= plan.reported


def _latest_acts(rows: Iterable[Row]) -> dict[Event, date]:
    """The last day on which each kind of milestone is told to have happened; the last of all where one has no day."""
    latest: dict[Event, date] = {}
    for row in rows:
        claim = row.claim
        if claim.event is not None and not claim.due.known and claim.polarity is Polarity.AFFIRMED:
            day = claim.valid.start or row.reported or date.max
            latest[claim.event] = max(day, latest.get(claim.event, day))
    return latest


def _carried_out(plan: Row, done: Mapping[Event, date]) -> bool:
    event = plan.claim.event and FULFILLED_BY.get(plan.claim.event, plan.claim.event)
    if event is None or event not in done:
        return False
    return plan.reported is None or done[event] >= plan.reported
