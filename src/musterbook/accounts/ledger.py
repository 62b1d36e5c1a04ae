"""Ledgers: the amounts of one account by stage, with what each rests on."""

from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from musterbook.accounts.amounts import NOTHING, Figures, agree, larger, total
from musterbook.accounts.clocks import Dated, counted_by, dated, turns
from musterbook.accounts.explained import Explained, at_most
from musterbook.accounts.parts import moved_parts
from musterbook.accounts.policy import Memo
from musterbook.accounts.postings import Deeds, deeds
from musterbook.accounts.rows import DEEDS, Row, ids
from musterbook.accounts.sorting import Entry, Key, force_of
from musterbook.accounts.undertakings import Announced, announced
from musterbook.lexicons.missions import missions
from musterbook.model import LADDER, Amount, Force, QuantityKind, Resource, Stage

CHAIN = LADDER[LADDER.index(Stage.PLEDGE) :]
"""Stages that carry downwards: what arrived was dispatched, allocated, committed and pledged."""
OWN_ONLY = (Stage.REQUEST, Stage.INTEREST)
"""Stages that say nothing of the giver's own deed: they show only what was stated."""
FIRM = (Stage.PLEDGE, Stage.NOTIFIED, Stage.COMMITTED)
"""Promises that an allocation draws down, the first one that was stated in numbers."""
PROMISED = frozenset({Stage.PLEDGE, Stage.NOTIFIED, Stage.COMMITTED, Stage.ALLOCATED})
STRENGTH = frozenset({Resource.PERSONNEL, Resource.EQUIPMENT})
"""Resources that are present in the theatre; money and services are not a strength."""
KEPT_LEDGERS = 64
KEPT_ROWS = 100_000
"""How many ledgers of one account are kept for readings as of other days, and how many rows of them all at most."""


Room = dict[tuple[Force, Stage | None], Decimal]
"""What statements of later days leave for a day, by force and stage."""


@dataclass
class Line:
    """The part of an account that is of one force kind: its announced stages and its deeds."""

    force: Force
    announced: dict[Stage, Announced] = field(default_factory=dict)
    deeds: dict[Stage, Deeds] = field(default_factory=dict)
    cancelled: list[Row] = field(default_factory=list)
    withdrawals: list[Row] = field(default_factory=list)

    def sources(self, stage: Stage) -> set[str]:
        """The independent sources that give this force a figure at a stage."""
        state = self.announced.get(stage) or self.deeds.get(stage)
        return {row.source for row in state.rows} if state else set()

    @cached_property
    def own(self) -> dict[Stage, Amount]:
        """What was stated at each stage itself, before stages carry down."""
        states: dict[Stage, Announced | Deeds] = {**self.announced, **self.deeds}
        return {stage: amount for stage, state in states.items() if (amount := state.amount) is not None}


@dataclass
class Ledger:
    """One account: its lines, its rows by stage, and what was read and not posted."""

    mission: str
    key: Key
    lines: list[Line]
    rows: dict[Stage, list[Row]]
    not_posted: list[Row]

    @cached_property
    def own(self) -> dict[Stage, Amount]:
        """The amounts stated at each stage, over all force kinds.

        An unspecified force may be any of the others, so its figure is a total over them and not a further part.
        """
        result: dict[Stage, Amount] = {}
        for stage in Stage:
            named = [line for line in self.lines if line.force is not Force.UNSPECIFIED and stage in line.own]
            open_ = [line.own[stage] for line in self.lines if line.force is Force.UNSPECIFIED and stage in line.own]
            amount = larger(_over_forces(named, stage), total(open_))
            if amount is not None:
                result[stage] = amount
        return result

    @cached_property
    def amounts(self) -> dict[Stage, Amount]:
        """The amounts by stage: at each the larger of what stands there and what stands above it."""
        own = _drawn_down(self.own)
        result = {stage: own[stage] for stage in OWN_ONLY if stage in own}
        for stage in CHAIN:
            amount = _from(own, stage)
            if amount is not None:
                result[stage] = amount
        if Stage.OFFER in own:
            result[Stage.OFFER] = _from(own, Stage.OFFER) or own[Stage.OFFER]
        if Stage.ENDED in own:
            result[Stage.ENDED] = own[Stage.ENDED]
        if Stage.PLEDGE not in result and any(line.cancelled for line in self.lines):
            result[Stage.PLEDGE] = NOTHING
        return result

    @property
    def uncounted(self) -> tuple[Stage, ...]:
        """The stages that are stated without any number; what was notified or allocated was also pledged."""
        own = self.own
        bare = {
            stage
            for stage in Stage
            if stage not in own and any(row.quantity is None for row in self.rows.get(stage, []))
        }
        if bare & PROMISED and Stage.PLEDGE not in self.amounts:
            bare.add(Stage.PLEDGE)
        return tuple(stage for stage in Stage if stage in bare)

    @property
    def all_rows(self) -> list[Row]:
        """Every row of the account, posted or not."""
        return [row for rows in self.rows.values() for row in rows] + self.not_posted

    @property
    def outstanding(self) -> Amount | None:
        """What was promised and has not arrived; None where nothing was promised in numbers."""
        own = self.own
        amounts = self.amounts
        if Stage.PLEDGE not in amounts or not (PROMISED & own.keys() or amounts[Stage.PLEDGE] == NOTHING):
            return None
        arrived = amounts.get(Stage.ARRIVED, NOTHING)
        if Stage.ARRIVED in self.uncounted:
            arrived = Amount(low=NOTHING.low, high=None)
        return amounts[Stage.PLEDGE].minus(arrived)

    def movements(self, stage: Stage) -> list[Deeds]:
        """The deeds of all lines at a stage."""
        return [line.deeds[stage] for line in self.lines if stage in line.deeds]


class Entries:
    """What was ever entered for one account, with the days from which each entry counts, and its ledger as of any day.

    The ledger changes only on a day from which some entry counts or counts for certain, so it is kept by how many do.
    """

    def __init__(
        self, mission: str, key: Key, entries: Sequence[Entry], not_posted: Sequence[Row], horizon: date | None
    ) -> None:
        self.key = key
        self.mission = mission
        floor = _not_before(entries)
        self._entries = [
            (Dated(entry.row, *turns(entry.row, horizon, not_before=floor)), entry.stage) for entry in entries
        ]
        self._staged: dict[Stage, list[Dated]] = defaultdict(list)
        for each, stage in self._entries:
            self._staged[stage].append(each)
        self._not_posted = dated(not_posted, horizon)
        self._explained = Explained(entries)
        self.memos: dict[tuple[Force, Stage], tuple[Memo, Memo]] = defaultdict(lambda: (Memo(), Memo()))
        self._kept: OrderedDict[tuple[int, ...], Ledger | None] = OrderedDict()
        marks = [each for each, _ in self._entries] + self._not_posted
        self._perhaps = sorted(each.perhaps for each in marks)
        self._surely = sorted(each.surely for each in marks)

    @property
    def rows(self) -> Iterator[Row]:
        """Every row that was ever entered, posted or not."""
        yield from (each.row for each, _ in self._entries)
        yield from (each.row for each in self._not_posted)

    def ledger(self, day: date) -> Ledger | None:
        """The ledger as of a day; None where nothing had been said by then."""
        state = (bisect_right(self._perhaps, day), bisect_right(self._surely, day))
        if state not in self._kept:
            self._kept[state] = self._build(day)
            if len(self._kept) > max(2, min(KEPT_LEDGERS, KEPT_ROWS // len(self._perhaps))):
                self._kept.popitem(last=False)
        self._kept.move_to_end(state)
        return self._kept[state]

    def _build(self, day: date) -> Ledger | None:
        room: Room = {}
        counted = {stage: self._counted(marks, day, room) for stage, marks in self._staged.items()}
        by_stage = {stage: rows for stage, rows in counted.items() if rows}
        if not by_stage:
            return None
        lines = [_line(force, part, self) for force, part in _by_force(by_stage).items()]
        alone = [force for force, _ in room] if len(lines) == 1 else []
        for line in lines:
            for stage, state in line.deeds.items():
                state.room = min(
                    (left for (force, of), left in room.items() if of is stage and force in (line.force, *alone)),
                    default=None,
                )
        not_posted = counted_by(self._not_posted, day)
        not_posted += [row for line in lines for state in _states(line) for row in state.parts]
        return Ledger(mission=self.mission, key=self.key, lines=lines, rows=by_stage, not_posted=not_posted)

    def _counted(self, marks: Iterable[Dated], day: date, room: Room) -> list[Row]:
        """The rows that count as of a day; see `_doubted`."""
        found = [
            each.row if each.surely <= day else self._doubted(each, day, room) for each in marks if each.perhaps <= day
        ]
        return [row for row in found if row is not None]

    def _doubted(self, each: Dated, day: date, room: Room) -> Row | None:
        """A row that may not count yet as of a day: what is said only later, less what came in between.

        What each such row leaves for the day goes into `room`, the least of a force and stage.
        """
        left = self._explained.left(each.row, day)
        if left is None:
            return each.doubted
        key = (force_of(each.row), each.row.claim.stage)
        room[key] = min(left, room.get(key, left))
        return at_most(each.doubted, left)


def _over_forces(lines: Sequence[Line], stage: Stage) -> Amount | None:
    """The sum over the named forces. One figure told of two forces by nobody together counts once.

    Police and soldiers never join; but a text that writes of troops where others write of police adds no troops.
    """
    kept: list[Line] = []
    for line in lines:
        apart = line.sources(stage)
        if not any(each.own[stage] == line.own[stage] and not (each.sources(stage) & apart) for each in kept):
            kept.append(line)
    return total(line.own[stage] for line in kept)


def _drawn_down(own: Mapping[Stage, Amount]) -> dict[Stage, Amount]:
    """The stated amounts with the allocation held within the standing promise that it draws down (METHOD section 5).

    Plans for parts of one promise ("600 more in November", said again a month later) never make the promise larger.
    """
    result = dict(own)
    promised = next((own[stage] for stage in FIRM if stage in own), None)
    allocated = own.get(Stage.ALLOCATED)
    if promised is not None and allocated is not None:
        result[Stage.ALLOCATED] = Amount(
            low=_least(allocated.low, promised.high), high=_least(allocated.high, promised.high)
        )
    return result


def _least(bound: Decimal | None, limit: Decimal | None) -> Decimal | None:
    return bound if limit is None else limit if bound is None else min(bound, limit)


def _from(own: Mapping[Stage, Amount], stage: Stage) -> Amount | None:
    result: Amount | None = None
    for above in LADDER[LADDER.index(stage) :]:
        result = larger(result, own.get(above))
    return result


def _not_before(entries: Iterable[Entry]) -> date | None:
    """The day of the last report that still told only of the giver's promise, before anybody told of a deed."""
    said: list[date] = []
    came: list[date] = []
    for entry in entries:
        row = entry.row
        if entry.stage not in DEEDS:
            said += [row.reported] if row.when and row.reported else []
        elif entry.stage is not Stage.ENDED and row.quantity and row.reported:
            came.append(row.reported)
    first_deed = min(came, default=None)
    return None if first_deed is None else max((day for day in said if day < first_deed), default=None)


Staged = Mapping[Stage, Sequence[Row]]


def _by_force(rows: Staged) -> dict[Force, dict[Stage, list[Row]]]:
    """Split by force kind. Unspecified ones join the only kind that there is, or the kind that has their figure."""
    named: dict[Force, dict[Stage, list[Row]]] = defaultdict(lambda: defaultdict(list))
    open_: list[tuple[Stage, Row]] = []
    for stage, staged in rows.items():
        for row in staged:
            force = row.claim.force
            if force is None or force is Force.UNSPECIFIED:
                open_.append((stage, row))
            else:
                named[force][stage].append(row)
    if not named:
        return {Force.UNSPECIFIED: {stage: list(staged) for stage, staged in rows.items()}}
    lines = dict(sorted(named.items()))
    force_of_figure = _only(named) if len(named) == 1 else _by_figure(lines)
    for stage, row in open_:
        lines.setdefault(force_of_figure(row), defaultdict(list))[stage].append(row)
    return lines


def _only(named: Iterable[Force]) -> Callable[[Row], Force]:
    (force,) = named
    return lambda row: force


def _by_figure(lines: Mapping[Force, Staged]) -> Callable[[Row], Force]:
    """Finds the first force that has a row's figure; the first of all for a row without one."""
    figures = {
        force: Figures(row.quantity for staged in part.values() for row in staged if row.quantity)
        for force, part in lines.items()
    }

    def find(row: Row) -> Force:
        if row.quantity is None:
            return min(figures)
        return next((force for force, held in figures.items() if held.hold(row.quantity)), Force.UNSPECIFIED)

    return find


def accountable(mission: str, key: Key, stage: Stage) -> frozenset[str]:
    """Who answers for a figure: for what moved the mission and its host, for what was promised the giver."""
    if stage not in DEEDS:
        return frozenset({key.party})
    entry = missions().get(mission)
    return frozenset(each for each in (mission, entry.host if entry else None) if each)


def _line(force: Force, by_stage: Staged, of: Entries) -> Line:
    line, key = Line(force=force), of.key
    for stage in Stage:
        rows = list(by_stage.get(stage, []))
        if stage in PROMISED:
            rows, cancelled = _standing(rows, by_stage, key)
            line.cancelled += cancelled
        if not rows:
            continue
        memos, answers = of.memos[force, stage], accountable(of.mission, key, stage)
        if stage is Stage.ENDED and line.cancelled:
            line.withdrawals = rows
        elif stage in DEEDS:
            rows = moved_parts(rows, {each: by_stage.get(each, ()) for each in PROMISED})
            line.deeds[stage] = deeds(rows, resource=key.resource, accountable=answers, memos=memos)
        else:
            line.announced[stage] = announced(rows, resource=key.resource, accountable=answers, memos=memos)
    return line


def _standing(rows: list[Row], by_stage: Staged, key: Key) -> tuple[list[Row], list[Row]]:
    """Promises that stand, and those that were withdrawn before anything of them had left."""
    if by_stage.get(Stage.DISPATCHED) or by_stage.get(Stage.ARRIVED):
        return rows, []
    ends = [row for row in by_stage.get(Stage.ENDED, []) if row.certain]
    standing: list[Row] = []
    cancelled: list[Row] = []
    for row in rows:
        (cancelled if any(_withdraws(end, row) for end in ends) else standing).append(row)
    return standing, cancelled


def _withdraws(end: Row, promise: Row) -> bool:
    """Whether an end takes back a promise: not older than it, and of all of it."""
    if end.when is not None and promise.when is not None and promise.when > end.when:
        return False
    return end.quantity is None or promise.quantity is None or agree(end.quantity, promise.quantity)


def _states(line: Line) -> list[Announced | Deeds]:
    return [*line.announced.values(), *line.deeds.values()]


def stock_rows(ledger: Ledger) -> list[Row]:
    """The rows that state how many are present."""
    return [
        row
        for row in ledger.rows.get(Stage.ARRIVED, [])
        if row.quantity is not None and row.quantity.kind is QuantityKind.STOCK
    ]


def claims_by_stage(ledger: Ledger) -> dict[Stage, tuple[str, ...]]:
    """The claim ids of each stage, counted or not."""
    return {stage: ids(ledger.rows[stage]) for stage in Stage if ledger.rows.get(stage)}
