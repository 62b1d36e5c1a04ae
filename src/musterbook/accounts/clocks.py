"""The two clocks: what was known by a day, and what had happened by a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from musterbook.accounts.rows import DEEDS, Row, last_day
from musterbook.model import Claim, Document, Family, Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The days of a reading: `as_of` in the world, `known` in print, `horizon` the last publication day in view."""

    as_of: date
    known: date
    horizon: date | None


def known_documents(documents: Iterable[Document], known: date | None) -> dict[str, Document]:
    """The documents published by `known`; one dated by an interval is known from its last day, an undated one always.

    When a document was recorded is the book's knowledge: it filters by `recorded` before it hands rows over.
    """
    view = {}
    for document in sorted(documents, key=lambda each: each.id):
        day = last_day(document.published)
        if known is None or day is None or day <= known:
            view[document.id] = document
    return view


def horizon_of(documents: Iterable[Document]) -> date | None:
    """The latest publication day; None where no document is dated."""
    return max((day for document in documents if (day := last_day(document.published))), default=None)


def set_clock(horizon: date | None, claims: Iterable[Claim], *, as_of: date | None, known: date | None) -> Clock:
    """The clock of a reading.

    Without days both stand at the horizon, the latest publication day in view. Where no document is dated, the latest
    day that any claim names as valid serves; where there is none either, the first day of the calendar.
    """
    fallback = horizon
    if fallback is None:
        named = [day for claim in claims for day in (claim.valid.start, last_day(claim.valid)) if day]
        fallback = max(named, default=date.min)
    return Clock(as_of=as_of or known or fallback, known=known or fallback, horizon=horizon)


def recorded_by(judgements: Iterable[Judgement], recorded: datetime | None) -> tuple[Judgement, ...]:
    """The judgements made by an instant, in the order in which they were made."""
    kept = (each for each in judgements if recorded is None or each.recorded_at <= recorded)
    return tuple(sorted(kept, key=lambda each: (each.recorded_at, each.claim_id, each.verdict, each.field or "")))


@dataclass(slots=True)
class Dated:
    """A row with the days from which it counts: perhaps, as long as the deed may still lie ahead, and for certain.

    `day` of a reading: before `perhaps` the row does not count, before `surely` only as `doubted`. Both are the same
    for every reading of one state of the book, so that a reading as of another day only compares days.
    """

    row: Row
    perhaps: date
    surely: date
    doubted: Row = field(init=False)

    def __post_init__(self) -> None:
        self.doubted = replace(self.row, certain=False) if self.perhaps < self.surely else self.row


def dated(rows: Iterable[Row], horizon: date | None, *, not_before: date | None = None) -> list[Dated]:
    """The rows with the days from which they count, in the same order; see `turns` for `not_before`."""
    return [Dated(row, *turns(row, horizon, not_before=not_before)) for row in rows]


def counted_by(rows: Iterable[Dated], day: date) -> list[Row]:
    """The rows that count as of a day; `certain` is False where the deed may still lie ahead."""
    return [each.row if each.surely <= day else each.doubted for each in rows if each.perhaps <= day]


def certain_by(rows: Iterable[Dated], day: date) -> list[Row]:
    """The rows that count for certain as of a day."""
    return [each.row for each in rows if each.surely <= day]


NEVER = date.max
"""A day that no reading reaches."""


def turns(row: Row, horizon: date | None, *, not_before: date | None = None) -> tuple[date, date]:
    """The days from which what the row says may have been so, and was so for certain; the first is not the later one.

    `not_before` is the earliest day on which a deed without a date can have happened. A report of a plan or a state
    speaks from its own day on, or from the first day for which it is said to hold; a deed without a date may have
    happened at any time before its report. An undated report of an undated thing is certain only at the horizon.
    """
    valid, bound = row.claim.valid, row.reported
    deed = row.claim.family is Family.COMMITMENT and row.claim.stage in DEEDS
    surely = NEVER
    if bound is not None:
        surely = max(bound, valid.start) if deed and valid.start is not None else bound
    if valid.start is not None:
        days = [day for day in (last_day(valid), bound) if day is not None]
        held = valid.start if valid.end is None else max(valid.start, min(days))
        surely = min(surely, held)
        return min(valid.start, surely), surely
    if valid.end is not None and last_day(valid) is not None:
        surely = min(surely, valid.end)
    if bound is None:
        return date.min, min(surely, horizon or date.min)
    return min(not_before or date.min, surely) if deed else surely, surely
