"""The timeline: milestones and deeds, each told once, with every claim that tells it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from musterbook.accounts.amounts import same_figure
from musterbook.accounts.clocks import Clock
from musterbook.accounts.names import same_name
from musterbook.accounts.rows import CONTEMPORARY_DAYS, DEEDS, Row, days_between, ids, last_day, order, support, width
from musterbook.accounts.sorting import resource_of
from musterbook.lexicons.names import best_spelling, merge_people
from musterbook.model import Certainty, Event, Family, QuantityKind, Stage, TimelineEntry

_NUMBER = re.compile(r"\d+")
TOLD_STAGES = frozenset({Stage.PLEDGE, Stage.NOTIFIED, Stage.COMMITTED, Stage.DISPATCHED, Stage.ARRIVED, Stage.ENDED})
"""Stages that are events; requests, interest and offers are in the accounts."""
MOVING = frozenset({QuantityKind.UNKNOWN, QuantityKind.INCREMENT, QuantityKind.CEILING})
"""Figures that tell of a movement; a total or a stock is how things stand after it, a part is told with its whole."""
MANDATES = frozenset({Event.MANDATE_SOUGHT, Event.MANDATE_ADOPTED, Event.MANDATE_RENEWED})
"""Acts whose object one text calls the resolution, another the force: only two numbers tell two of them apart."""


def timeline(rows: Iterable[Row], clock: Clock) -> tuple[TimelineEntry, ...]:
    """Everything that happened or was promised, in order of time; what is undated stands at its bound."""
    groups: dict[tuple[object, ...], list[list[Row]]] = defaultdict(list)
    for row in sorted(rows, key=_narrow_first):
        if not _is_told(row):
            continue
        same = groups[_key(row)]
        told = next((group for group in same if _is_same(group, row)), None)
        if told is None:
            same.append([row])
        else:
            told.append(row)
    entries = [_entry(group, clock) for same in groups.values() for group in same]
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


def _is_same(group: Sequence[Row], row: Row) -> bool:
    """Whether a row tells what the group tells: who and what do not differ, and the time fits."""
    if row.claim.family is Family.MILESTONE:
        fits = all(_slots_fit(each, row) for each in group) and any(_slot_shared(each, row) for each in group)
        return fits and all(_times_fit(each, row) for each in group)
    first = group[0]
    if (first.quantity is None) != (row.quantity is None):
        return False
    if first.quantity and row.quantity and not same_figure(first.quantity, row.quantity):
        return False
    return row.claim.stage not in DEEDS or all(_times_fit(each, row) for each in group)


def _slots_fit(first: Row, second: Row) -> bool:
    a, b = first.claim, second.claim
    parties = not a.party or not b.party or bool(set(a.party) & set(b.party))
    if a.event in MANDATES:
        numbers = [set(_NUMBER.findall(each.object or "")) for each in (a, b)]
        return parties and (not all(numbers) or bool(numbers[0] & numbers[1]))
    return parties and _fit(a.object, b.object) and _fit(a.place, b.place)


def _fit(first: str | None, second: str | None) -> bool:
    return first is None or second is None or same_name(first, second)


def _slot_shared(first: Row, second: Row) -> bool:
    a, b = first.claim, second.claim
    named = bool(set(a.party) & set(b.party)) or (a.object is not None and _fit(a.object, b.object) and bool(b.object))
    return named or (a.place is not None and a.place == b.place) or not (a.party or a.object or b.party or b.object)


def _times_fit(first: Row, second: Row) -> bool:
    """Overlapping days; told at about the same time where one or both give none."""
    a, b = first.claim.valid, second.claim.valid
    if a.known and b.known:
        return a.overlaps(b)
    if a.known or b.known:
        dated, undated = (first, second) if a.known else (second, first)
        gap = days_between(dated.claim.valid.start, undated.reported)
        return first.source == second.source or gap is None or 0 <= gap <= CONTEMPORARY_DAYS
    gap = days_between(first.reported, second.reported)
    return gap is None or abs(gap) <= CONTEMPORARY_DAYS


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
