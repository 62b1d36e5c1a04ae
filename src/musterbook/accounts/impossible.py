"""Orders of dates that cannot be: a plan due before it was announced, an arrival before the authorisation it cites."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from musterbook.accounts.rows import DEEDS, Row, as_of_day, first_day, ids
from musterbook.model import Certainty, Claim, Event, Family, Polarity, Resource, Stage


def early_plans(rows: Sequence[Row]) -> Iterator[tuple[Row, tuple[str, ...], date]]:
    """Plans due before the day on which they were announced, or before something else that their document reports.

    With each the claims that give another time for it, and the day before which it cannot have been announced.
    """
    plans = [row for row in rows if _is_firm_plan(row.claim)]
    if not plans:
        return
    latest = _latest_past(rows)
    due: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.claim.due.end is not None:
            due[_kind(row.claim)].append(row)
    for row in plans:
        claim = row.claim
        floor = _announced(claim, latest.get(claim.document_id))
        if floor is not None and claim.due.end is not None and claim.due.end <= floor:
            yield row, ids(each for each in due[_kind(claim)] if _other_due(each.claim, claim, floor)), floor


def early_arrivals(rows: Sequence[Row]) -> Iterator[tuple[Row, tuple[str, ...], date]]:
    """People who arrive before the authorisation that the same document reports, with its claims and its first day."""
    acts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.claim.event is Event.MANDATE_ADOPTED and _is_fact(row.claim):
            acts[row.claim.document_id].append(row)
    if not acts:
        return
    for row in rows:
        claim = row.claim
        arrived = claim.stage in (Stage.ARRIVED, Stage.DISPATCHED) and claim.resource is Resource.PERSONNEL
        if not arrived or not _is_fact(claim) or claim.valid.end is None:
            continue
        cited = acts.get(claim.document_id, [])
        starts = [act.claim.valid.start for act in cited if act.claim.valid.start]
        if starts and claim.valid.end <= min(starts):
            yield row, ids(cited), min(starts)


def arrived_on(row: Row) -> date | None:
    """The day of an arrival as a dispute prints it."""
    return as_of_day(row.claim)


def concerned(rows: Iterable[Row]) -> set[str]:
    """The documents on which these rules have anything to say: with a firm plan, or with an authorisation."""
    return {
        row.claim.document_id
        for row in rows
        if _is_firm_plan(row.claim) or (row.claim.event is Event.MANDATE_ADOPTED and _is_fact(row.claim))
    }


def _kind(claim: Claim) -> tuple[object, ...]:
    return (claim.family, claim.value, claim.resource)


def _is_firm_plan(claim: Claim) -> bool:
    return (
        claim.due.end is not None
        and claim.stage not in DEEDS
        and claim.polarity is Polarity.AFFIRMED
        and claim.certainty is Certainty.STATED
    )


def _announced(claim: Claim, past: date | None) -> date | None:
    """The earliest day on which the plan can have been announced: its own valid day, else its document's."""
    if claim.valid.start is not None:
        return claim.valid.start
    days = [day for day in (first_day(claim.reported), past) if day is not None]
    return max(days, default=None)


def _latest_past(rows: Iterable[Row]) -> dict[str, date]:
    """For each document the last day of which it reports a milestone or a deed as done: it is not older than that."""
    latest: dict[str, date] = {}
    for row in rows:
        claim = row.claim
        done = claim.family is Family.MILESTONE or claim.stage in DEEDS
        if done and claim.valid.start and claim.certainty is Certainty.STATED and not claim.due.known:
            day = max(claim.valid.start, latest.get(claim.document_id, claim.valid.start))
            latest[claim.document_id] = day
    return latest


def _other_due(other: Claim, plan: Claim, floor: date) -> bool:
    return (
        other.id != plan.id
        and (not other.party or not plan.party or bool(set(other.party) & set(plan.party)))
        and other.due.end is not None
        and other.due.end > floor
    )


def _is_fact(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRMED and claim.certainty is Certainty.STATED
