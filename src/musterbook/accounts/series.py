"""Series: every stated figure of a measure at a place, each with its window. Nothing here is ever a sum."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from musterbook.accounts.amounts import amount_of
from musterbook.accounts.rows import Row, first_day, ids, order, support
from musterbook.model import Amount, Measure, Period, Polarity, Series, SeriesPoint


def all_series(mission: str, rows: Iterable[Row]) -> tuple[Series, ...]:
    """The series of a mission, by measure, place and unit."""
    groups: dict[tuple[Measure, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        claim = row.claim
        if claim.measure and row.quantity and claim.polarity is Polarity.AFFIRMED:
            groups[(claim.measure, claim.place or "", row.quantity.unit)].append(row)
    result = []
    for (measure, place, unit), same in sorted(groups.items()):
        name = "/".join(part for part in (mission, measure, place, unit) if part)
        result.append(Series(id=name, measure=measure, place=place or None, unit=unit, points=_points(same)))
    return tuple(result)


def _points(rows: Iterable[Row]) -> tuple[SeriesPoint, ...]:
    """Equal figures of one kind for one window are one point, however many sources tell them.

    Figures without a window are one point only where they were published on the same day or by copies.
    """
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=order):
        assert row.quantity is not None
        valid = row.claim.valid
        window = (
            (valid.start, valid.end) if valid.known else (row.claim.reported.start, row.claim.reported.end, "report")
        )
        groups[(amount_of(row.quantity), row.quantity.kind, row.claim.object or "", window)].append(row)
    points = []
    for same in groups.values():
        first = same[0]
        assert first.quantity is not None
        points.append(
            SeriesPoint(
                amount=Amount(low=first.quantity.low, high=first.quantity.high),
                kind=first.quantity.kind,
                window=first.claim.valid,
                reported=first.claim.reported,
                speaker=min((row.claim.speaker for row in same if row.claim.speaker), default=None),
                claim_ids=ids(same),
                sources=support(same),
            )
        )
    return tuple(sorted(points, key=_time))


def _time(point: SeriesPoint) -> tuple[object, ...]:
    day = first_day(point.window) or first_day(point.reported)
    return (day is None, day or date.max, _last(point.window), point.claim_ids)


def _last(period: Period) -> date:
    return period.end or date.max
