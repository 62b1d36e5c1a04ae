"""Series: every stated figure of a measure at a place, each with its window. Nothing here is ever a sum."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from musterbook.accounts.amounts import amount_of
from musterbook.accounts.basis import chosen
from musterbook.accounts.policy import settle
from musterbook.accounts.rows import Row, first_day, ids, order, support
from musterbook.accounts.verdicts import kind_class
from musterbook.lexicons.parties import bodies_under
from musterbook.model import Amount, Basis, Measure, Period, Polarity, Series, SeriesPoint

OFFICE = "un"
"""Who answers for what is counted at the place: the office of the United Nations, whichever of its bodies speaks."""


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
    rows = sorted(rows, key=order)
    headlines = _headlines(rows)
    for row in rows:
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
                headline=next((headlines[row.claim.id] for row in same if row.claim.id in headlines), None),
            )
        )
    return tuple(sorted(points, key=_time))


def _headlines(rows: Sequence[Row]) -> dict[str, Basis]:
    """Why a figure stands among those stated for its window, by each claim that states it; none where all agree."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        claim = row.claim
        if claim.valid.known:
            groups[(claim.valid, kind_class(claim), (claim.object or "").casefold())].append(row)
    found: dict[str, Basis] = {}
    for same in groups.values():
        standing = settle(same, accountable=bodies_under(OFFICE)) if len(same) > 1 else None
        if standing is not None and (standing.rivals or standing.replaced):
            basis = chosen(standing, bodies_under(OFFICE))
            found |= {row.claim.id: basis for row in standing.value.rows}
    return found


def _time(point: SeriesPoint) -> tuple[object, ...]:
    day = first_day(point.window) or first_day(point.reported)
    return (day is None, day or date.max, _last(point.window), point.claim_ids)


def _last(period: Period) -> date:
    return period.end or date.max
