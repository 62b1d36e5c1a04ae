"""The two clocks: what was known by a day, and what had happened by a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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


def set_clock(
    documents: Mapping[str, Document], claims: Iterable[Claim], *, as_of: date | None, known: date | None
) -> Clock:
    """The clock of a reading.

    Without days both stand at the horizon, the latest publication day in view. Where no document is dated, the latest
    day that any claim names as valid serves; where there is none either, the first day of the calendar.
    """
    published = [day for day in (last_day(document.published) for document in documents.values()) if day]
    horizon = max(published, default=None)
    named = [day for claim in claims for day in (claim.valid.start, last_day(claim.valid)) if day]
    fallback = horizon or max(named, default=date.min)
    return Clock(as_of=as_of or known or fallback, known=known or fallback, horizon=horizon)


def recorded_by(judgements: Iterable[Judgement], recorded: datetime | None) -> tuple[Judgement, ...]:
    """The judgements made by an instant, in the order in which they were made."""
    kept = (each for each in judgements if recorded is None or each.recorded_at <= recorded)
    return tuple(sorted(kept, key=lambda each: (each.recorded_at, each.claim_id, each.verdict, each.field or "")))


def counted_by(rows: Iterable[Row], clock: Clock, *, not_before: date | None = None) -> tuple[Row, ...]:
    """The rows that count as of the clock's day; `certain` is False where the deed may still lie ahead.

    `not_before` is the earliest day on which a deed without a date can have happened.
    """
    result = []
    for row in rows:
        certain = happened(row, clock, not_before=not_before)
        if certain is not None:
            result.append(row if certain else replace(row, certain=False))
    return tuple(result)


def happened(row: Row, clock: Clock, *, not_before: date | None = None) -> bool | None:
    """Whether what the row says was so by the clock's day: True, False for perhaps, None for not yet."""
    valid, bound = row.claim.valid, row.reported
    deed = row.claim.family is Family.COMMITMENT and row.claim.stage in DEEDS
    if bound is not None and bound <= clock.as_of and not (deed and valid.start and valid.start > clock.as_of):
        return True
    if valid.start is not None:
        return _dated(row, clock)
    if valid.end is not None and last_day(valid) is not None and valid.end <= clock.as_of:
        return True
    if bound is None:
        return clock.horizon is None or clock.as_of >= clock.horizon
    if not deed or (not_before is not None and clock.as_of < not_before):
        return None
    return False


def _dated(row: Row, clock: Clock) -> bool | None:
    """A row with a first valid day, told after the clock's day or of a day after it."""
    valid = row.claim.valid
    if valid.start is None or valid.start > clock.as_of:
        return None
    if valid.end is None:
        return True
    last = min(day for day in (last_day(valid), row.reported) if day is not None)
    return last <= clock.as_of
