"""Tellings of one act, gathered: rows that name the same who and what at a time that fits every row told before.

A row is held against the groups of about its time only, and against what a group has in common, not against each of its
rows. The slow rule that this replaces, every row against every row, stands in the tests.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from musterbook.accounts.amounts import same_figure
from musterbook.accounts.names import same_name
from musterbook.accounts.rows import CONTEMPORARY_DAYS, DEEDS, Row
from musterbook.accounts.shelves import Shelves
from musterbook.model import Event, Family, Period

MANDATES = frozenset({Event.MANDATE_SOUGHT, Event.MANDATE_ADOPTED, Event.MANDATE_RENEWED})
"""Acts whose object one text calls the resolution, another the force: only two numbers tell two of them apart."""
_NUMBER = re.compile(r"\d+")
_BUCKET_DAYS = 16
_NARROW_DAYS = 62
"""A period longer than this is held against all groups."""

Slots = tuple[Event | None, tuple[str, ...], str | None, str | None]
"""What a milestone names: the event, the parties, the object and the place."""


class Telling:
    """The rows of one act, with the bounds that a further row must fit."""

    def __init__(self, row: Row) -> None:
        self.rows: list[Row] = []
        self._slots: dict[Slots, None] = {}
        self._latest_start: date | None = None
        self._earliest_end: date | None = None
        self._starts = (_Extreme(min), _Extreme(max))
        self._reported: list[date] = []
        self.add(row)

    def add(self, row: Row) -> None:
        """Let one more row tell the act."""
        self.rows.append(row)
        claim, valid = row.claim, row.claim.valid
        self._slots[(claim.event, claim.party, claim.object, claim.place)] = None
        if valid.known:
            self._latest_start = max((day for day in (self._latest_start, valid.start) if day), default=None)
            self._earliest_end = min((day for day in (self._earliest_end, valid.end) if day), default=None)
            if valid.start:
                for extreme in self._starts:
                    extreme.add(valid.start, row.source)
        elif row.reported:
            days = [row.reported, *self._reported]
            self._reported = [min(days), max(days)]

    def fits(self, row: Row) -> bool:
        """Whether the row tells the act: who and what do not differ from any row's, and the time fits all of them."""
        first, claim = self.rows[0], row.claim
        if claim.family is Family.MILESTONE:
            own = (claim.event, claim.party, claim.object, claim.place)
            found = [_slots_meet(each, own) for each in self._slots]
            return all(fit for fit, _ in found) and any(shared for _, shared in found) and self._time_fits(row)
        if (first.quantity is None) != (row.quantity is None):
            return False
        if first.quantity and row.quantity and not same_figure(first.quantity, row.quantity):
            return False
        return claim.stage not in DEEDS or self._time_fits(row)

    def _time_fits(self, row: Row) -> bool:
        """Overlapping days; told at about the same time where one or both give none."""
        valid = row.claim.valid
        if valid.known:  # rows come narrow first, so that all before it give days too
            return Period(start=self._latest_start, end=self._earliest_end).overlaps(valid)
        if row.reported is None:
            return True
        for extreme in self._starts:
            start = extreme.of_others(row.source)
            if start is not None and not 0 <= (row.reported - start).days <= CONTEMPORARY_DAYS:
                return False
        return all(abs((row.reported - day).days) <= CONTEMPORARY_DAYS for day in self._reported)


class _Extreme:
    """The least or the greatest day, and the one among all sources but that which gave it."""

    def __init__(self, choose: Callable[[Iterable[date]], date]) -> None:
        self._choose = choose
        self._first: tuple[date, str] | None = None
        self._second: date | None = None

    def add(self, day: date, source: str) -> None:
        if self._first is None:
            self._first = (day, source)
            return
        best, owner = self._first
        if source == owner:
            self._first = (self._choose((best, day)), owner)
        elif self._choose((best, day)) == day:
            self._first, self._second = (day, source), best
        else:
            self._second = day if self._second is None else self._choose((self._second, day))

    def of_others(self, source: str) -> date | None:
        return self._second if self._first is None or self._first[1] == source else self._first[0]


@lru_cache(maxsize=65536)
def _slots_meet(first: Slots, second: Slots) -> tuple[bool, bool]:
    """Whether no slot differs, and whether some slot is shared."""
    event, party, object_, place = first
    _, other_party, other_object, other_place = second
    named = bool(set(party) & set(other_party))
    parties = not party or not other_party or named
    if event in MANDATES:
        numbers = [set(_NUMBER.findall(each or "")) for each in (object_, other_object)]
        fit = parties and (not all(numbers) or bool(numbers[0] & numbers[1]))
    else:
        fit = parties and _fit(object_, other_object) and _fit(place, other_place)
    shared = named or (object_ is not None and bool(other_object) and _fit(object_, other_object))
    shared = shared or (place is not None and place == other_place)
    return fit, shared or not (party or object_ or other_party or other_object)


def _fit(first: str | None, second: str | None) -> bool:
    return first is None or second is None or same_name(first, second)


class Tellings:
    """The groups of rows of one key (`timeline._key`); rows are added those with the narrowest period first."""

    def __init__(self) -> None:
        self.groups: list[Telling] = []
        self._of_figure: Shelves[Telling] = Shelves()
        self._by_days: dict[int, list[int]] = defaultdict(list)
        self._by_start: dict[int, list[int]] = defaultdict(list)
        self._by_report: dict[int, list[int]] = defaultdict(list)
        self._by_source: dict[str, list[int]] = defaultdict(list)
        self._wide: list[int] = []
        self._open: list[int] = []

    def add(self, row: Row) -> None:
        """Put a row to the first group that it fits, else into one of its own."""
        timeless = row.claim.family is Family.COMMITMENT and row.claim.stage not in DEEDS and row.quantity is not None
        if timeless and row.quantity is not None:
            told = next((each for _, each in self._of_figure.fitting(row.quantity)), None)
        else:
            told = next((group for number in self._near(row) if (group := self.groups[number]).fits(row)), None)
        if told is not None:
            told.add(row)
            return
        self.groups.append(Telling(row))
        if timeless and row.quantity is not None:
            self._of_figure.put(self.groups[-1], row.quantity)
        else:
            self._register(row, len(self.groups) - 1)

    def _register(self, row: Row, number: int) -> None:
        """Note by which times a group can be found: those that fit its first row."""
        valid = row.claim.valid
        self._by_source[row.source].append(number)
        if not valid.known:
            (self._by_report[_bucket(row.reported)] if row.reported else self._open).append(number)
            return
        (self._by_start[_bucket(valid.start)] if valid.start else self._open).append(number)
        buckets = _buckets(valid)
        if buckets is None:
            self._wide.append(number)
        for each in buckets or ():
            self._by_days[each].append(number)

    def _near(self, row: Row) -> Iterable[int]:
        """The numbers of the groups whose first row may fit in time, in order."""
        valid = row.claim.valid
        if row.claim.family is Family.COMMITMENT and row.claim.stage not in DEEDS:
            return range(len(self.groups))
        if valid.known:
            buckets = _buckets(valid)
            if buckets is None:
                return range(len(self.groups))
            return sorted({*self._wide, *(one for each in buckets for one in self._by_days.get(each, ()))})
        if row.reported is None:
            return range(len(self.groups))
        day = row.reported.toordinal()
        around = range((day - CONTEMPORARY_DAYS) // _BUCKET_DAYS, (day + CONTEMPORARY_DAYS) // _BUCKET_DAYS + 1)
        found = {*self._open, *self._by_source.get(row.source, ())}
        for each in around:
            found.update(self._by_start.get(each, ()), self._by_report.get(each, ()))
        return sorted(found)


def _bucket(day: date) -> int:
    return day.toordinal() // _BUCKET_DAYS


def _buckets(valid: Period) -> range | None:
    """The buckets that a period touches; None where it is open or long."""
    if valid.start is None or valid.end is None or (valid.end - valid.start).days > _NARROW_DAYS:
        return None
    return range(_bucket(valid.start), _bucket(valid.end) + 1)
