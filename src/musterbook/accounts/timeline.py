"""The timeline: milestones and deeds, each told once, with every claim that tells it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from musterbook.accounts.clocks import Clock
from musterbook.accounts.rows import DEEDS, Row, ids, last_day, order, support, width
from musterbook.accounts.sorting import resource_of
from musterbook.accounts.tellings import Tellings
from musterbook.lexicons.names import best_spelling, merge_people
from musterbook.model import Certainty, Family, QuantityKind, Stage, TimelineEntry

TOLD_STAGES = frozenset({Stage.PLEDGE, Stage.NOTIFIED, Stage.COMMITTED, Stage.DISPATCHED, Stage.ARRIVED, Stage.ENDED})
"""Stages that are events; requests, interest and offers are in the accounts."""
MOVING = frozenset({QuantityKind.UNKNOWN, QuantityKind.INCREMENT, QuantityKind.CEILING})
"""Figures that tell of a movement; a total or a stock is how things stand after it, a part is told with its whole."""


def timeline(rows: Iterable[Row], clock: Clock) -> tuple[TimelineEntry, ...]:
    """Everything that happened or was promised, in order of time; what is undated stands at its bound."""
    groups: dict[tuple[object, ...], Tellings] = defaultdict(Tellings)
    for row in sorted(rows, key=_narrow_first):
        if _is_told(row):
            groups[_key(row)].add(row)
    entries = [_entry(group.rows, clock) for same in groups.values() for group in same.groups]
    return tuple(sorted(entries, key=_time))


def _is_told(row: Row) -> bool:
    claim = row.claim
    if claim.family is Family.MILESTONE:
        return claim.event is not None
    if claim.stage in DEEDS and claim.quantity is not None and claim.quantity.kind not in MOVING:
        return False
    return (
        claim.family is Family.COMMITMENT and claim.stage in TOLD_STAGES and claim.certainty is not Certainty.POSSIBLE
    )


def _key(row: Row) -> tuple[object, ...]:
    claim = row.claim
    if claim.family is Family.MILESTONE:
        return (claim.event, claim.polarity, claim.due.known)
    return (claim.stage, claim.polarity, claim.party, resource_of(row), row.quantity.unit if row.quantity else "")


def _entry(group: Sequence[Row], clock: Clock) -> TimelineEntry:
    rows = sorted(group, key=order)
    best = min(group, key=_narrow_first)
    claim = best.claim
    when = claim.valid
    bounds = [row.reported for row in rows if row.reported]
    act = claim.event or claim.stage
    assert act is not None
    parties = sorted(set(merge_people(party for row in rows for party in row.claim.party).values()))
    return TimelineEntry(
        id=f"{act}/{ids(rows)[0]}",
        when=when,
        latest=None if when.start and when.end else min(bounds, default=None),
        event=act,
        summary=claim.evidence,
        party=",".join(parties) or None,
        object=_object(rows),
        place=_first(row.claim.place for row in rows),
        polarity=claim.polarity,
        planned=_is_planned(rows, clock),
        claim_ids=ids(rows),
        sources=support(rows),
    )


def _is_planned(rows: Sequence[Row], clock: Clock) -> bool:
    """Whether it still lies ahead: everyone tells it as due, conditional, or after the reading's day."""
    return all(
        row.claim.certainty is not Certainty.STATED
        or (row.claim.family is Family.MILESTONE and row.claim.due.known)
        or (row.claim.valid.start is not None and row.claim.valid.start > clock.as_of)
        for row in rows
    )


def _object(rows: Sequence[Row]) -> str | None:
    """What the act was about, in its fullest spelling; for a deed the quantity as printed."""
    named = Counter(row.claim.object for row in rows if row.claim.object)
    if named:
        return best_spelling(named)
    return _first(row.quantity.text if row.quantity else None for row in rows)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _narrow_first(row: Row) -> tuple[object, ...]:
    days = width(row.claim.valid)
    return (not row.claim.valid.known, days if days is not None else 10**6, order(row))


def _time(entry: TimelineEntry) -> tuple[object, ...]:
    day = entry.when.start or last_day(entry.when) or entry.latest
    return (day is None, day or date.max, entry.id)
