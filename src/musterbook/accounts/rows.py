"""Rows: what the accounts work on. One row is one telling of one thing by one independent source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from musterbook.accounts.amounts import counted
from musterbook.model import Amount, Claim, Document, Period, Quantity

CONTEMPORARY_DAYS = 10
"""Reports at most so many days apart speak of the same moment: they agree or dispute, neither supersedes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim with everything that repeats it word by slot in the same independent source.

    `claim` is the earliest telling, `claims` are the ids of all, `source` is the independence key of its document,
    `certain` is False where the deed may lie after the day of the reading, `accepted` that a person judged it.
    """

    claim: Claim
    claims: tuple[str, ...]
    source: str
    name: str
    certain: bool = True
    accepted: bool = False

    @property
    def quantity(self) -> Quantity | None:
        """The stated quantity, None where no bound is stated."""
        return self.claim.quantity if counted(self.claim.quantity) else None

    @property
    def when(self) -> date | None:
        """The day by which rows are put in order: the first valid day, else that of the report; None if undated."""
        return self.claim.valid.start or first_day(self.claim.reported)

    @property
    def reported(self) -> date | None:
        """The last day of the report's interval: the bound of everything that it says happened."""
        return last_day(self.claim.reported)


def first_day(period: Period) -> date | None:
    """The first day of a period, or its only known end."""
    return period.start or last_day(period)


def last_day(period: Period) -> date | None:
    """The last day of a half-open period; the first where it has no end."""
    return period.end - timedelta(days=1) if period.end else period.start


def days_between(first: date | None, second: date | None) -> int | None:
    """Days from the first to the second, None where either is unknown."""
    return None if first is None or second is None else (second - first).days


def width(period: Period) -> int | None:
    """Whole days that a closed period covers, None where it is open."""
    return None if period.start is None or period.end is None else (period.end - period.start).days


def order(row: Row) -> tuple[bool, date, str]:
    """The sort key of rows: dated ones by their day, undated ones last, then by id, never by reading order."""
    return (row.when is None, row.when or date.max, row.claim.id)


def ids(rows: Iterable[Row]) -> tuple[str, ...]:
    """All claim ids of some rows, each once, sorted."""
    return tuple(sorted({claim_id for row in rows for claim_id in row.claims}))


def support(rows: Iterable[Row]) -> int:
    """The number of independent sources behind some rows."""
    return len({row.source for row in rows})


def fold(
    claims: Iterable[Claim], *, keys: Mapping[str, str], documents: Mapping[str, Document], accepted: frozenset[str]
) -> tuple[Row, ...]:
    """One row for each thing that an independent source says, however often it or its copies repeat it."""
    tellings: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        tellings[(keys.get(claim.document_id, claim.document_id), *said(claim))].append(claim)
    rows = []
    for (source, *_), told in tellings.items():
        told.sort(key=lambda claim: (first_day(claim.reported) or date.max, claim.id))
        document = documents.get(told[0].document_id)
        rows.append(
            Row(
                claim=told[0],
                claims=tuple(sorted(claim.id for claim in told)),
                source=str(source),
                name=document.name if document else told[0].document_id,
                accepted=any(claim.id in accepted for claim in told),
            )
        )
    return tuple(sorted(rows, key=order))


def said(claim: Claim) -> tuple[object, ...]:
    """The slots that make two claims of one source the same statement; speaker and place in the text do not count."""
    quantity = claim.quantity
    figure = None if quantity is None else (quantity.low, quantity.high, quantity.unit, quantity.kind, quantity.approx)
    return (
        claim.family,
        claim.value,
        claim.party,
        claim.by,
        claim.recipient,
        claim.mission,
        claim.resource,
        claim.force,
        claim.item,
        figure,
        None if claim.object is None else claim.object.casefold(),
        claim.place,
        claim.valid.start,
        claim.valid.end,
        claim.due.start,
        claim.due.end,
        claim.polarity,
        claim.certainty,
        claim.umbrella,
        claim.words if claim.family == "quote" else None,
    )


def where_said(rows: Iterable[Row], *, limit: int = 3) -> str:
    """When and where rows were said, in words: "2024-06-25, a.txt"; with the count of further sources."""
    ordered = sorted(rows, key=order)
    places = list(dict.fromkeys(f"{_day_words(row)}, {row.name}" for row in ordered))
    more = f"; and {len(places) - limit} more" if len(places) > limit else ""
    return "; ".join(places[:limit]) + more


def _day_words(row: Row) -> str:
    valid = row.claim.valid
    if valid.start and valid.end:
        last = last_day(valid)
        return valid.start.isoformat() if last == valid.start else f"{valid.start} to {last}"
    if valid.start:
        return f"since {valid.start}"
    return f"by {row.reported} at the latest" if row.reported else "no date"


def as_amount(row: Row, amount: Amount) -> Amount:
    """The amount as the row supports it: from zero where the deed may not have happened by the day of the reading."""
    return amount if row.certain else Amount(low=amount.low and amount.low * 0, high=amount.high)
