"""What goes into a situation report: selections from a reading, without any words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from musterbook.model import (
    LADDER,
    Account,
    Assertion,
    Claim,
    Event,
    Mandate,
    Measure,
    MissionPages,
    Period,
    Plan,
    Polarity,
    Reading,
    Resource,
    Series,
    SeriesPoint,
    Stage,
    TimelineEntry,
    Verdict,
)
from musterbook.views.figures import is_currency
from musterbook.views.telling import assertion_unit, in_order

DEFAULT_SINCE_DAYS = 30
POINTS_A_SERIES = 3
FRESH_DAYS = 180
"""A report shows the latest figure of each measure, and up to POINTS_A_SERIES of them from its last FRESH_DAYS."""
MOST_TOTALS = 4
"""Stated totals that a report tells one by one, the latest ones; the others are counted."""
_PROMISES = (Stage.PLEDGE, Stage.NOTIFIED, Stage.COMMITTED, Stage.ALLOCATED, Stage.DISPATCHED)

_PEOPLE = (
    Measure.KILLED,
    Measure.INJURED,
    Measure.CASUALTIES,
    Measure.KIDNAPPED,
    Measure.DISPLACED,
    Measure.IN_NEED,
    Measure.TERRITORY,
)
_MONEY = (Measure.FUNDING_TARGET, Measure.FUNDING_RECEIVED)
_STRENGTH = (Measure.STRENGTH_PRESENT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One stated figure with the series that it belongs to."""

    series: Series
    point: SeriesPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that a situation report of one mission tells, in its order."""

    pages: MissionPages
    since: date
    until: date
    owing: tuple[Account, ...]
    giving: tuple[Account, ...]
    money: tuple[Account, ...]
    overdue: tuple[Plan, ...]
    totals: tuple[Assertion, ...]
    more_totals: int
    more_totals_off: int
    strength: tuple[Figure, ...]
    people: tuple[Figure, ...]
    funding: tuple[Figure, ...]
    milestones: tuple[TimelineEntry, ...]
    denials: tuple[TimelineEntry, ...]
    plans: tuple[Plan, ...]
    mandates_ending: tuple[Mandate, ...]
    elections: tuple[Claim, ...]
    coming: tuple[TimelineEntry, ...]
    uncounted: tuple[Account, ...]
    expired: tuple[Account, ...]
    undated_entries: tuple[TimelineEntry, ...]
    undated_documents: int


def collect(reading: Reading, pages: MissionPages, *, since: date | None, horizon_days: int) -> Facts:
    """The facts of a report on `pages` as of the reading's day, looking `horizon_days` ahead."""
    today = reading.as_of
    until = today + timedelta(days=horizon_days)
    start = since or today - timedelta(days=DEFAULT_SINCE_DAYS)
    ahead = Period(start=today + timedelta(days=1), end=until + timedelta(days=1))
    told = [entry for entry in pages.timeline if not entry.planned and _falls(entry, start, today)]
    people = [account for account in pages.accounts if account.resource is not Resource.MONEY]
    elections = tuple(_elections(reading, pages, ahead))
    strength_totals = [one for one in pages.assertions if not _is_about_money(reading, one)]
    strength_totals.sort(key=lambda one: _told_on(reading, one), reverse=True)
    told_ahead = {claim.id for claim in elections}
    coming = [entry for entry in pages.timeline if entry.planned and _within(entry.when, ahead)]
    coming = [entry for entry in coming if told_ahead.isdisjoint(entry.claim_ids)]
    told_ahead |= {one for entry in coming for one in entry.claim_ids}
    plans = [plan for plan in pages.plans if not plan.overdue and plan.claim_id not in told_ahead]
    return Facts(
        pages=pages,
        since=start,
        until=until,
        owing=tuple(account for account in people if _owes(account)),
        giving=tuple(account for account in people if not _owes(account)),
        money=tuple(account for account in pages.accounts if account.resource is Resource.MONEY),
        overdue=tuple(sorted((plan for plan in pages.plans if plan.overdue), key=_plan_order)),
        totals=tuple(strength_totals[:MOST_TOTALS]),
        more_totals=len(pages.assertions) - len(strength_totals[:MOST_TOTALS]),
        more_totals_off=sum(
            1
            for one in pages.assertions
            if one not in strength_totals[:MOST_TOTALS] and one.verdict is not Verdict.AGREES
        ),
        strength=tuple(_figures(pages, _STRENGTH, today)),
        people=tuple(_figures(pages, _PEOPLE, today)),
        funding=tuple(_figures(pages, _MONEY, today)),
        milestones=tuple(entry for entry in told if entry.polarity is Polarity.AFFIRMED),
        denials=tuple(entry for entry in told if entry.polarity is Polarity.DENIED),
        plans=tuple(sorted((plan for plan in plans if _within(plan.due, ahead)), key=_plan_order)),
        mandates_ending=tuple(mandate for mandate in pages.mandates if _ends_within(mandate, ahead)),
        elections=elections,
        coming=tuple(coming),
        uncounted=tuple(account for account in pages.accounts if open_stages(account)),
        expired=tuple(account for account in pages.accounts if account.expired and account.last_reported),
        undated_entries=tuple(entry for entry in pages.timeline if not entry.when.known and entry.latest is None),
        undated_documents=sum(1 for document in reading.documents.values() if not document.published.known),
    )


def open_stages(account: Account) -> tuple[Stage, ...]:
    """Stages from a promise to an arrival that were stated without a number, above every stage that has one."""
    counted = [LADDER.index(stage) for stage in account.amounts if stage in LADDER and account.claims.get(stage)]
    highest = max(counted, default=-1)
    wanted = (*_PROMISES, Stage.ARRIVED)
    return tuple(stage for stage in account.uncounted if stage in wanted and LADDER.index(stage) > highest)


def _owes(account: Account) -> bool:
    """Whether something promised has not come: an open amount, a promise without a number, or a plan."""
    outstanding = account.outstanding
    open_amount = outstanding is not None and (outstanding.high is None or outstanding.high > 0)
    uncounted = any(stage in account.uncounted for stage in _PROMISES)
    return open_amount or bool(account.plans) or (uncounted and Stage.ARRIVED not in account.amounts)


def _figures(pages: MissionPages, measures: tuple[Measure, ...], today: date) -> Iterator[Figure]:
    """The latest figures of each measure, by measure and place, the newest first; undated ones only alone."""
    fresh = today - timedelta(days=FRESH_DAYS)
    for series in in_order(one for one in pages.series if one.measure in measures):
        points = sorted(series.points, key=_last_day, reverse=True)
        shown = points[:1] + [point for point in points[1:POINTS_A_SERIES] if _last_day(point) >= fresh]
        yield from (Figure(series=series, point=point) for point in shown)


def _last_day(point: SeriesPoint) -> date:
    """The last day that a figure speaks of; without a window the day of its report."""
    for period in (point.window, point.reported):
        if period.end:
            return period.end - timedelta(days=1)
    return point.reported.start or date.min


def _told_on(reading: Reading, assertion: Assertion) -> date:
    claims = [reading.claims[one] for one in assertion.claim_ids if one in reading.claims]
    return max((claim.reported.end for claim in claims if claim.reported.end), default=date.min)


def _is_about_money(reading: Reading, assertion: Assertion) -> bool:
    return is_currency(assertion_unit(reading, assertion))


def _falls(entry: TimelineEntry, start: date, today: date) -> bool:
    """Whether an entry lies in [start, today]; without a date of its own by its last possible day."""
    first = entry.when.start or (entry.latest if not entry.when.known else None)
    last = entry.when.end - timedelta(days=1) if entry.when.end else entry.latest or first
    return last is not None and last >= start and (first is None or first <= today)


def _within(due: Period, window: Period) -> bool:
    """Whether the end of a due time (its start where it has no end) lies in the window."""
    day = due.end - timedelta(days=1) if due.end else due.start
    return day is not None and window.contains(day)


def _ends_within(mandate: Mandate, window: Period) -> bool:
    return mandate.period.end is not None and window.contains(mandate.period.end - timedelta(days=1))


def _elections(reading: Reading, pages: MissionPages, window: Period) -> Iterator[Claim]:
    """Elections set for a day in the window, for this mission's country, each day once."""
    seen = set()
    claims = sorted(reading.claims.values(), key=lambda claim: (claim.document_id, claim.span.start, claim.id))
    for claim in claims:
        if claim.event is not Event.ELECTION_SET or claim.polarity is Polarity.DENIED:
            continue
        here = claim.mission == pages.mission.id or claim.place == pages.mission.host
        when = claim.due if claim.due.known else claim.valid
        if here and _within(when, window) and when not in seen:
            seen.add(when)
            yield claim


def _plan_order(plan: Plan) -> tuple[str, str, str]:
    day = plan.due.end or plan.due.start
    return day.isoformat() if day else "9999", plan.party or "", plan.claim_id
