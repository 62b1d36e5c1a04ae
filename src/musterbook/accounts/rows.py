"""Rows: what the accounts work on. One row is one telling of one thing by one independent source."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from operator import attrgetter

from musterbook.accounts.amounts import amount_of, counted, figure_of
from musterbook.accounts.judging import Judged
from musterbook.accounts.publishers import voices
from musterbook.model import Amount, Claim, Document, Measure, Period, Quantity, QuantityKind, Stage

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
    `publisher` the independent source whose voice it is (`publishers.voices`),
    `certain` is False where the deed may lie after the day of the reading, `accepted` that a person judged it, `apart`
    are claims that a person said to be other deeds.

    Every page asks a row for these again and again, so they are worked out once: `quantity`, None where no bound is
    stated, its `amount` and `figure` (`figure_of`); `when`, the day by which rows are put in order, None if undated
    (`as_of_day`); `reported`, the last day of the report's interval, the bound of everything that it says happened;
    `order`, the sort key. Only who asks for them pays for `turn`, the key by which values are settled, `role`, what the
    figure of a deed is, and `place`, where it is said: they are None until then.
    """

    claim: Claim
    claims: tuple[str, ...]
    source: str
    name: str
    publisher: str = ""
    certain: bool = True
    accepted: bool = False
    apart: frozenset[str] = frozenset()
    quantity: Quantity | None = field(init=False, repr=False, compare=False)
    amount: Amount | None = field(init=False, repr=False, compare=False)
    figure: tuple[object, ...] | None = field(init=False, repr=False, compare=False)
    when: date | None = field(init=False, repr=False, compare=False)
    reported: date | None = field(init=False, repr=False, compare=False)
    order: tuple[bool, date, str] = field(init=False, repr=False, compare=False)
    turn: tuple[object, ...] | None = field(default=None, init=False, repr=False, compare=False)
    role: str | None = field(default=None, init=False, repr=False, compare=False)
    place: str | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        claim, put = self.claim, object.__setattr__
        quantity = claim.quantity if counted(claim.quantity) else None
        when = as_of_day(claim)
        put(self, "publisher", self.publisher or self.source)
        put(self, "quantity", quantity)
        put(self, "amount", None if quantity is None else amount_of(quantity))
        put(self, "figure", None if quantity is None else figure_of(quantity))
        put(self, "when", when)
        put(self, "reported", last_day(claim.reported))
        put(self, "order", (when is None, when or date.max, claim.id))


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


order: Callable[[Row], tuple[bool, date, str]] = attrgetter("order")
"""The sort key of rows: dated ones by their day, undated ones last, then by id, never by reading order."""

claims_of: Callable[[Row], tuple[str, ...]] = attrgetter("claims")


def ids(rows: Iterable[Row]) -> tuple[str, ...]:
    """All claim ids of some rows, each once, sorted."""
    return tuple(sorted(set(chain.from_iterable(map(claims_of, rows)))))


def support(rows: Iterable[Row]) -> int:
    """The number of independent sources behind some rows."""
    return len({row.publisher for row in rows})


def fold(
    claims: Iterable[Claim], *, keys: Mapping[str, str], documents: Mapping[str, Document], judged: Judged
) -> tuple[Row, ...]:
    """One row for each thing that an independent source says, however often it or its copies repeat it.

    Claims that a person called the same become one row; those called different stay apart (`Row.apart`).
    """
    others: dict[str, set[str]] = defaultdict(set)
    for pair in judged.different:
        for one in pair:
            others[one] |= pair - {one}
    tellings: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        different = claim.id if claim.id in others else None
        tellings[(keys.get(claim.document_id, claim.document_id), different, *said(claim))].append(claim)
    publishers = voices(keys, documents)
    groups = _joined([list(told) for told in tellings.values()], judged.same)
    rows = []
    for told in groups:
        first = told[0] if len(told) == 1 else min(told, key=lambda claim: _telling(claim, keys))
        document = documents.get(first.document_id)
        members = {claim.id for claim in told}
        rows.append(
            Row(
                claim=first,
                claims=tuple(sorted(members)),
                source=keys.get(first.document_id, first.document_id),
                name=document.name if document else first.document_id,
                publisher=publishers.get(first.document_id, ""),
                accepted=bool(members & judged.accepted),
                apart=frozenset(each for one in members if one in others for each in others[one] - members),
            )
        )
    return tuple(sorted(rows, key=order))


def _joined(groups: list[list[Claim]], same: Sequence[tuple[str, str]]) -> list[list[Claim]]:
    """The groups with those joined that hold two claims which a person called the same."""
    home = {claim.id: group for group in groups for claim in group} if same else {}
    for first, second in same:
        one, other = home.get(first), home.get(second)
        if one is not None and other is not None and one is not other:
            one += other
            home.update((claim.id, one) for claim in other)
            other.clear()
    return [group for group in groups if group]


def _telling(claim: Claim, keys: Mapping[str, str]) -> tuple[object, ...]:
    """The order of tellings: in the document that the copies are of, then by day."""
    copied = keys.get(claim.document_id, claim.document_id) != claim.document_id
    return (copied, first_day(claim.reported) or date.max, claim.id)


def kept_apart(rows: Iterable[Row], row: Row) -> bool:
    """Whether a person said that the row is another deed than one of the rows."""
    return bool(row.apart) and any(not row.apart.isdisjoint(each.claims) for each in rows)


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
    places = list(dict.fromkeys([row.place or _place(row) for row in sorted(rows, key=order)]))
    more = f"; and {len(places) - limit} more" if len(places) > limit else ""
    return "; ".join(places[:limit]) + more


def _place(row: Row) -> str:
    words = f"{_day_words(row)}, {row.name}"
    object.__setattr__(row, "place", words)
    return words


def _day_words(row: Row) -> str:
    valid = row.claim.valid
    if valid.start and valid.end:
        last = last_day(valid)
        return valid.start.isoformat() if last == valid.start else f"{valid.start} to {last}"
    if valid.start:
        return f"since {valid.start}"
    return f"by {row.reported} at the latest" if row.reported else "no date"
