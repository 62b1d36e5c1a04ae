"""What goes into a situation report: selections from a reading, without any words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from musterbook.model import (
    Account,
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
)

DEFAULT_SINCE_DAYS = 30
POINTS_A_SERIES = 3
"""How many of the latest figures of a measure a report shows; the book holds all."""

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
        strength=tuple(_figures(pages, _STRENGTH)),
        people=tuple(_figures(pages, _PEOPLE)),
        funding=tuple(_figures(pages, _MONEY)),
        milestones=tuple(entry for entry in told if entry.polarity is Polarity.AFFIRMED),
        denials=tuple(entry for entry in told if entry.polarity is Polarity.DENIED),
        plans=tuple(sorted((plan for plan in plans if _within(plan.due, ahead)), key=_plan_order)),
        mandates_ending=tuple(mandate for mandate in pages.mandates if _ends_within(mandate, ahead)),
        elections=elections,
        coming=tuple(coming),
        uncounted=tuple(account for account in pages.accounts if account.uncounted),
        expired=tuple(account for account in pages.accounts if account.expired and account.last_reported),
        undated_entries=tuple(entry for entry in pages.timeline if not entry.when.known and entry.latest is None),
        undated_documents=sum(1 for document in reading.documents.values() if not document.published.known),
    )


def days_left(mandate: Mandate, today: date) -> int | None:
    """Days from `today` to the last day of the mandate; negative once it has ended, None without an end."""
    return None if mandate.period.end is None else (mandate.period.end - timedelta(days=1) - today).days


def funding_claims(figures: Iterable[Figure]) -> tuple[str, ...]:
    """The claims behind some figures."""
    return tuple(one for figure in figures for one in figure.point.claim_ids)


def _owes(account: Account) -> bool:
    """Whether something promised has not come: an open amount, a promise without a number, or a plan."""
    outstanding = account.outstanding
    open_amount = outstanding is not None and (outstanding.high is None or outstanding.high > 0)
    uncounted = any(stage in account.uncounted for stage in Stage if stage not in (Stage.ARRIVED, Stage.ENDED))
    return open_amount or bool(account.plans) or (uncounted and Stage.ARRIVED not in account.amounts)


def _figures(pages: MissionPages, measures: tuple[Measure, ...]) -> Iterator[Figure]:
    """The latest figures of each measure, by measure, the newest last."""
    for measure in measures:
        for series in pages.series:
            if series.measure is measure:
                yield from (Figure(series=series, point=point) for point in series.points[-POINTS_A_SERIES:])


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
