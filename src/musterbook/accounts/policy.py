"""Which of several stated values stands: the headline policy, one for every page."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from musterbook.accounts.amounts import NOTHING, ZERO, agree, amount_of, below, same_figure
from musterbook.accounts.rows import CONTEMPORARY_DAYS, Row, days_between
from musterbook.model import Amount, Quantity

NOTES = 24
LEAST_NOTED = 64
"""How many notes a `Memo` takes at most, and after how many rows at least."""
NOBODY: frozenset[str] = frozenset()


class Value:
    """One stated value: rows that state it, which may put it more or less sharply ("more than 600" and 617).

    `quantity` is the sharpest statement, `certain` whether some row is certain to count by the day of the reading,
    `first` and `affirmed` are the first and the last day on which it was stated, `sources` the stories that state it
    (copies are one), `publishers` the independent sources and `voices` the speakers and their parties. `latest` is the
    last day on which each source told it, where that is known, and `days` these days in order.
    """

    __slots__ = (
        "affirmed",
        "certain",
        "days",
        "figure",
        "first",
        "latest",
        "publishers",
        "quantity",
        "rows",
        "sources",
        "stated",
        "voices",
    )

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: list[Row] = []
        self.quantity = Quantity(low=None, high=None, unit="")
        self.stated = amount_of(self.quantity)
        self.figure: tuple[object, ...] | None = None
        self.certain = False
        self.first: date | None = None
        self.affirmed: date | None = None
        self.sources: set[str] = set()
        self.publishers: set[str] = set()
        self.voices: set[str] = set()
        self.latest: dict[str, date] = {}
        self.days: list[date] = []
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Let one more row state the value."""
        stated = row.quantity
        if (
            stated is not None
            and row.figure != self.figure
            and (not self.rows or _vagueness(stated) < _vagueness(self.quantity))
        ):
            self.quantity, self.stated, self.figure = stated, amount_of(stated), row.figure
        self.rows.append(row)
        self.sources.add(row.source)
        self.publishers.add(row.publisher)
        self.voices.update(speakers(row))
        self.certain = self.certain or row.certain
        if (when := row.when) is not None:
            self.first = when if self.first is None or when < self.first else self.first
            self.affirmed = when if self.affirmed is None or when > self.affirmed else self.affirmed
            self._told_on(when, row.source)

    def _told_on(self, when: date, source: str) -> None:
        before = self.latest.get(source)
        if before is not None:
            if when <= before:
                return
            del self.days[bisect_left(self.days, before)]
        self.latest[source] = when
        insort(self.days, when)

    def sources_since(self, day: date) -> int:
        """How many sources have told it on a day or later."""
        return len(self.days) - bisect_left(self.days, day)

    def copy(self) -> "Value":
        """The same value, to which rows may be added without changing this one."""
        other = Value(())
        other.rows, other.sources, other.voices = list(self.rows), set(self.sources), set(self.voices)
        other.publishers = set(self.publishers)
        other.latest, other.days = dict(self.latest), list(self.days)
        other.quantity, other.stated, other.figure = self.quantity, self.stated, self.figure
        other.certain, other.first, other.affirmed = self.certain, self.first, self.affirmed
        return other

    @property
    def amount(self) -> Amount:
        """The stated interval, from zero where no row is certain to lie before the day of the reading."""
        return self.stated if self.certain else Amount(low=ZERO, high=self.stated.high)


def _vagueness(quantity: Quantity) -> tuple[object, ...]:
    amount = amount_of(quantity)
    open_bounds = (amount.low is None) + (amount.high is None)
    spread = ZERO if amount.low is None or amount.high is None else amount.high - amount.low
    return (open_bounds, spread, quantity.approx, -(amount.low or ZERO), amount.high or ZERO, quantity.kind)


@dataclass(slots=True)
class Standing:
    """The value that stands among all that were stated, those it replaced, and those it outweighs."""

    value: Value
    replaced: list[Value] = field(default_factory=list)
    rivals: list[Value] = field(default_factory=list)
    revised_down: bool = False
    told: dict[tuple[object, ...] | None, list[Value]] = field(default_factory=dict, repr=False)
    """Which values a figure may repeat, as far as it was asked for since a value came or was put more sharply."""

    @property
    def values(self) -> list[Value]:
        """Every stated value, the standing one first."""
        return [self.value, *self.rivals, *self.replaced]

    def copy(self) -> "Standing":
        """The same with values of its own, so that further rows may be read into it."""
        mine = {id(value): value.copy() for value in self.values}
        return Standing(
            value=mine[id(self.value)],
            replaced=[mine[id(value)] for value in self.replaced],
            rivals=[mine[id(value)] for value in self.rivals],
            revised_down=self.revised_down,
            told={figure: [mine[id(value)] for value in found] for figure, found in self.told.items()},
        )


class Memo:
    """What stood after the first rows of some that were settled, taken down every so often.

    As of an earlier or a later day the first rows are the same ones, those that were certain by then: `settle` goes on
    from the last note that holds for both. A note is a copy, so that nobody changes it.
    """

    __slots__ = ("_every", "_fresh", "_notes", "_rows", "_sure")

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._notes: list[tuple[int, Standing]] = []
        self._fresh: list[tuple[int, Standing]] = []
        self._every = 0
        self._sure = False

    def resume(self, ordered: Sequence[Row]) -> tuple[int, Standing | None]:
        """How many of the rows need not be read, and what stands after them."""
        self._every, self._sure = max(LEAST_NOTED, len(ordered) // NOTES), True
        held = [
            (count, standing)
            for count, standing in self._notes
            if count <= len(ordered) and ordered[count - 1] is self._rows[count - 1]
        ]
        while held and ordered[: held[-1][0]] != self._rows[: held[-1][0]]:
            held.pop()
        self._fresh = held
        return (held[-1][0], held[-1][1].copy()) if held else (0, None)

    def note(self, count: int, row: Row, standing: Standing) -> None:
        """Take down what stands after so many rows, as long as each of them is certain."""
        self._sure = self._sure and row.certain
        if self._sure and count % self._every == 0:
            self._fresh.append((count, standing.copy()))

    def keep(self, ordered: Sequence[Row]) -> None:
        """Keep the notes of the rows that were just read, where they reach further than the ones before."""
        if self._fresh and (not self._notes or self._fresh[-1][0] > self._notes[-1][0]):
            self._notes = self._fresh
            self._rows = list(ordered[: self._fresh[-1][0]])


def settle(
    rows: Iterable[Row],
    *,
    accountable: frozenset[str] = frozenset(),
    lower_revises: bool = True,
    state: bool = False,
    memo: Memo | None = None,
) -> Standing | None:
    """The value that stands once all rows have been read in order of time; None without rows.

    A value stated more than CONTEMPORARY_DAYS after the standing one was last affirmed replaces it: a revision. Of
    values stated at about the same time, or without dates, the heavier one stands (`weight`), and a value that was
    replaced comes back only when it is the heavier one, since later texts go on telling what was first said. Newest
    never wins by itself (METHOD section 5). Without `lower_revises` a new lower value stays a rival.
    A `state` (a strength, a share) may come back to what it was at any later day. With a `memo` of the same rows as of
    another day, what both days have in common is not read again.
    """
    ordered = sorted([row for row in rows if row.quantity is not None], key=larger_first)
    memo = memo or Memo()
    start, standing = memo.resume(ordered)
    for number, row in enumerate(ordered[start:], start=start + 1):
        if standing is None:
            standing = Standing(Value([row]))
        else:
            _read(standing, row, accountable, lower_revises=lower_revises, state=state)
        memo.note(number, row, standing)
    memo.keep(ordered)
    return standing


def larger_first(row: Row) -> tuple[object, ...]:
    """Order of time; within one day the larger figure first, so that its parts are read after it."""
    turn = row.turn
    if turn is None:
        undated, when, claim_id = row.order
        amount = row.amount or NOTHING
        turn = (undated, when, -(amount.low or amount.high or ZERO), claim_id)
        object.__setattr__(row, "turn", turn)
    return turn


def _read(standing: Standing, row: Row, accountable: frozenset[str], *, lower_revises: bool, state: bool) -> None:
    assert row.quantity is not None
    gap = days_between(standing.value.affirmed, row.when)
    told = _told(standing, row)
    if told is standing.value or (standing.value.certain and not told.certain):
        return
    lower = below(told.amount, standing.value.amount)
    came_before = not state and any(told is each for each in standing.replaced)
    if lower and not lower_revises and not came_before:
        return
    later = gap is not None and gap > CONTEMPORARY_DAYS
    if came_before:
        heavier = _returns(told, standing.value)
    else:
        heavier = later or weight(told, accountable) > weight(standing.value, accountable)
    if heavier:
        standing.revised_down = later and lower
        _replace(standing, told, later=later)


def _told(standing: Standing, row: Row) -> Value:
    """The value that a row states, with the row added: one of those that were stated before, else a new rival."""
    assert row.quantity is not None
    found = standing.told.get(row.figure)
    if found is None:
        found = standing.told[row.figure] = matching(standing.values, row.quantity)
    if not found:
        told = Value([row])
        standing.rivals.append(told)
        standing.told = {}
        return told
    told = found[0] if len(found) == 1 else next(each for each in standing.values if any(each is one for one in found))
    before = told.quantity
    told.add(row)
    if told.quantity is not before:
        standing.told = {}
    return told


def _returns(told: Value, standing: Value) -> bool:
    """Whether a value that was replaced comes back: since then more sources have told it than the one that stands."""
    return standing.first is not None and told.sources_since(standing.first) > len(standing.sources)


def _replace(standing: Standing, told: Value, *, later: bool) -> None:
    others = [each for each in standing.rivals if each is not told]
    standing.replaced = [each for each in standing.replaced if each is not told]
    if later:
        standing.replaced += [*others, standing.value]
        others = []
    else:
        others.append(standing.value)
    standing.value, standing.rivals = told, others


def matching(values: Sequence[Value], quantity: Quantity) -> list[Value]:
    """The values that a quantity may repeat: those of the same figure, else those whose interval it meets.

    It repeats the first of them in the order of the values.
    """
    same = [value for value in values if same_figure(value.quantity, quantity)]
    return same or [value for value in values if agree(value.quantity, quantity)]


def weight(value: Value, accountable: frozenset[str]) -> tuple[int, int, int, date, Decimal]:
    """How much speaks for a value: the accountable source, independent support, the later day, then the larger figure.

    Between values with as many publishers the number of their stories counts before the day. The last entry only makes
    the choice independent of order.
    """
    spoken = not value.voices.isdisjoint(accountable)
    stories = len(value.sources)
    return (int(spoken), len(value.publishers), stories, value.affirmed or date.min, value.stated.low or ZERO)


def speakers(row: Row) -> frozenset[str]:
    """Who answers for a row: its speaker and the party that the speaker speaks for."""
    claim = row.claim
    if claim.speaker is None and claim.speaker_party is None:
        return NOBODY
    return frozenset(each for each in (claim.speaker, claim.speaker_party) if each)
