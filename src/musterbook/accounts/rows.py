"""Rows: what the accounts work on. One row is one telling of one thing by one independent source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from musterbook.accounts.amounts import counted
from musterbook.accounts.judging import Judged
from musterbook.model import Claim, Document, Measure, Period, Quantity, QuantityKind, Stage

CONTEMPORARY_DAYS = 10
"""Reports at most so many days apart speak of the same moment: they agree or dispute, neither supersedes."""

MOVEMENT_DAYS = 62
"""A deed dated within so many days names one movement; a longer window is a total."""

DEEDS = frozenset({Stage.DISPATCHED, Stage.ARRIVED, Stage.ENDED})
"""Stages at which something moved; all others are words, which stand from the day on which they are said."""
FLOWS = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.KIDNAPPED, Measure.FUNDING_RECEIVED})
"""Measures that count events in a window; the others say how things stand on a day."""
SUMMING = frozenset({QuantityKind.CUMULATIVE, QuantityKind.STOCK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim with everything that repeats it word by slot in the same independent source.

    `claim` is the earliest telling, `claims` are the ids of all, `source` is the independence key of its document,
    `certain` is False where the deed may lie after the day of the reading, `accepted` that a person judged it, `apart`
    are claims that a person said to be other deeds.
    """

    claim: Claim
    claims: tuple[str, ...]
    source: str
    name: str
    certain: bool = True
    accepted: bool = False
    apart: frozenset[str] = frozenset()

    @property
    def quantity(self) -> Quantity | None:
        """The stated quantity, None where no bound is stated."""
        return self.claim.quantity if counted(self.claim.quantity) else None

    @property
    def when(self) -> date | None:
        """The day by which rows are put in order, None if undated (`as_of_day`)."""
        return as_of_day(self.claim)

    @property
    def reported(self) -> date | None:
        """The last day of the report's interval: the bound of everything that it says happened."""
        return last_day(self.claim.reported)


def as_of_day(claim: Claim) -> date | None:
    """The day for which a claim speaks: the first valid one, else that of its report.

    What sums up or says how things stand (a total, a stock, a state) speaks for the end of its time: "since March" for
    the day of the report.
    """
    valid, said = claim.valid, first_day(claim.reported)
    if _sums_up(claim):
        return (last_day(valid) if valid.end else said) or valid.start
    return valid.start or last_day(valid) or said


def _sums_up(claim: Claim) -> bool:
    if claim.quantity is not None and claim.quantity.kind in SUMMING:
        return True
    if claim.measure is not None:
        return claim.measure not in FLOWS
    days = width(claim.valid)
    return claim.stage in DEEDS and (days is None or days > MOVEMENT_DAYS)


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
    claims: Iterable[Claim], *, keys: Mapping[str, str], documents: Mapping[str, Document], judged: Judged
) -> tuple[Row, ...]:
    """One row for each thing that an independent source says, however often it or its copies repeat it.

    Claims that a person called the same become one row; those called different stay apart (`Row.apart`).
    """
    tellings: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        different = claim.id if any(claim.id in pair for pair in judged.different) else None
        tellings[(keys.get(claim.document_id, claim.document_id), different, *said(claim))].append(claim)
    groups = _joined([list(told) for told in tellings.values()], judged.same)
    rows = []
    for told in groups:
        first = min(told, key=lambda claim: _telling(claim, keys))
        document = documents.get(first.document_id)
        members = {claim.id for claim in told}
        rows.append(
            Row(
                claim=first,
                claims=tuple(sorted(members)),
                source=keys.get(first.document_id, first.document_id),
                name=document.name if document else first.document_id,
                accepted=bool(members & judged.accepted),
                apart=frozenset(each for pair in judged.different if pair & members for each in pair - members),
            )
        )
    return tuple(sorted(rows, key=order))


def _joined(groups: list[list[Claim]], same: Iterable[tuple[str, str]]) -> list[list[Claim]]:
    """The groups with those joined that hold two claims which a person called the same."""
    for first, second in same:
        holding = [group for group in groups if any(claim.id in (first, second) for claim in group)]
        if len(holding) == 2:
            groups = [group for group in groups if all(group is not each for each in holding)]
            groups.append([*holding[0], *holding[1]])
    return groups


def _telling(claim: Claim, keys: Mapping[str, str]) -> tuple[object, ...]:
    """The order of tellings: in the document that the copies are of, then by day."""
    copied = keys.get(claim.document_id, claim.document_id) != claim.document_id
    return (copied, first_day(claim.reported) or date.max, claim.id)


def kept_apart(rows: Iterable[Row], row: Row) -> bool:
    """Whether a person said that the row is another deed than one of the rows."""
    return any(row.apart & set(each.claims) for each in rows)


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
