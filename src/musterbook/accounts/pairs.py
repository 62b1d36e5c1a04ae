"""Pairs of rows that dispute or deny each other, found without asking for a verdict on every two rows.

Two rows are worth asking about if they share a topic and are near in time, and if their subjects are comparable at all,
which is asked once for every two subjects. The slow rule that this replaces stands in the tests.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, combinations, product
from operator import itemgetter

from musterbook.accounts.rows import CONTEMPORARY_DAYS, FLOWS, Row, last_day
from musterbook.accounts.verdicts import DATE_GAP_DAYS, UNIQUE, Ruling, comparable, kind_class, subject, verdict
from musterbook.model import Certainty, Claim, Family, Polarity, Verdict

SHOWN = frozenset({Verdict.DISPUTES, Verdict.DENIES})
"""The verdicts that are disputes; the others are how a story goes on."""

FEW = 64
"""Subjects in a bucket up to which each is held against each."""
Topic = tuple[object, ...]
Group = list[Row]
"""Rows of one topic and one subject, in the order of `Row.order`."""


def disputed(rows: Iterable[Row]) -> Iterator[tuple[Ruling, Row, Row]]:
    """Every two rows that dispute or deny each other, with the ruling; joint acts may give a pair more than once."""
    asked = [
        row
        for row in sorted(rows, key=lambda each: each.order)
        if row.claim.family is not Family.QUOTE and row.claim.certainty is not Certainty.POSSIBLE
    ]
    for first, second in chain(_opposite(asked), _apart(asked)):
        ruling = verdict(first.claim, second.claim, copies=_copies(first, second))
        if ruling.verdict in SHOWN:
            yield ruling, first, second


def _opposite(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs of a denial and what it may deny."""
    topics: dict[Topic, dict[object, Group]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        about = subject(row.claim)
        for topic in _topics(row.claim):
            topics[topic][about].append(row)
    for groups in topics.values():
        denials = [group for group in groups.values() if group[0].claim.polarity is Polarity.DENIED]
        others = [group for group in groups.values() if group[0].claim.polarity is Polarity.AFFIRMED]
        for denied, affirmed in product(denials, others):
            if comparable(denied[0].claim, affirmed[0].claim):
                yield from product(denied, affirmed)


def _topics(claim: Claim) -> list[Topic]:
    """What a denial and a claim must share before it is worth asking; a joint act has one topic for each party."""
    if claim.family is Family.COMMITMENT:
        topic = (claim.stage, claim.resource, (claim.item or "").casefold())
        return [(*topic, party) for party in claim.party]
    if claim.family is Family.SITUATION:
        return [(claim.measure, claim.valid.start if claim.measure in FLOWS else None)]
    return [(claim.event,)]


def _apart(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs of affirmed rows close enough in time. Only figures, and acts that happen once, can differ."""
    buckets: dict[Topic, dict[object, Group]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        claim = row.claim
        unique = claim.event in UNIQUE and bool(claim.object)
        if claim.polarity is Polarity.AFFIRMED and (unique or row.quantity is not None):
            buckets[_bucket(claim)][subject(claim)].append(row)
    for groups in buckets.values():
        if len(groups) <= FEW:
            yield from _by_subject(list(groups.values()))
        else:
            yield from _by_day(groups)


def _bucket(claim: Claim) -> Topic:
    """What two figures must have in common; unique acts are compared with all of their kind."""
    unit = claim.quantity.unit if claim.quantity else None
    if claim.family is Family.COMMITMENT:
        return (claim.stage, claim.resource, frozenset(claim.party), claim.umbrella, unit, kind_class(claim))
    if claim.family is Family.SITUATION:
        start = claim.valid.start if claim.measure in FLOWS else None
        return (claim.measure, start, unit, kind_class(claim))
    return (claim.event,)


def _by_subject(groups: Sequence[Group]) -> Iterator[tuple[Row, Row]]:
    """Subject against subject, then only the rows of those that are comparable."""
    for one, other in combinations(groups, 2):
        if _differ(one[0], other[0]):
            yield from _near(one, other)
    for group in groups:
        if _differ(group[0], group[0]):  # an act that happens once: its own dates may differ
            yield from _near(group, group)


def _by_day(groups: Mapping[object, Group]) -> Iterator[tuple[Row, Row]]:
    """Row against row of about the same day, where there are many subjects; what subjects are is asked once."""
    about = {row.claim.id: number for number, group in enumerate(groups.values()) for row in group}
    differ: dict[tuple[int, int], bool] = {}
    rows = sorted((row for group in groups.values() for row in group), key=lambda each: each.order)
    for first, second in _near(rows, rows):
        pair = (about[first.claim.id], about[second.claim.id])
        if pair not in differ:
            differ[pair] = _differ(first, second)
        if differ[pair]:
            yield first, second


def _differ(first: Row, second: Row) -> bool:
    return not _same_words(first, second) and comparable(first.claim, second.claim)


def _near(one: Group, other: Group) -> Iterator[tuple[Row, Row]]:
    """The pairs of a row of each that are close enough in time, the earlier first."""
    first = one[0].claim
    if first.measure in FLOWS:  # comparable over one window only, which ends on the same day or at the report
        for closed, reach in ((True, 1), (False, CONTEMPORARY_DAYS)):
            parts = [[row for row in group if bool(row.claim.valid.end) is closed] for group in (one, other)]
            same = one is other
            yield from _within(parts[0], parts[0] if same else parts[1], reach=reach, day=_end if closed else _reported)
    else:
        reach = 2 * DATE_GAP_DAYS if first.event else CONTEMPORARY_DAYS
        yield from _within(one, other, reach=reach, day=_when)


def _within(
    one: Sequence[Row], other: Sequence[Row], *, reach: int, day: Callable[[Row], date | None]
) -> Iterator[tuple[Row, Row]]:
    """The pairs of a row of each at most so many days apart; one without a day meets those of its own document."""
    dated = sorted(((when.toordinal(), row) for row in other if (when := day(row))), key=itemgetter(0))
    days = [when for when, _ in dated]
    undated = _by_document(row for row in other if day(row) is None)
    everything = _by_document(other) if any(day(row) is None for row in one) else {}
    for row in one:
        when, document = day(row), row.claim.document_id
        if when is None:
            near = everything.get(document, [])
        else:
            first = bisect_left(days, when.toordinal() - reach)
            last = bisect_right(days, when.toordinal() + reach)
            near = [each for _, each in dated[first:last]] + undated.get(document, [])
        for each in near:
            if one is not other or row.order < each.order:
                yield (row, each) if row.order <= each.order else (each, row)


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.claim.document_id].append(row)
    return found


def _when(row: Row) -> date | None:
    return row.when


def _end(row: Row) -> date | None:
    return row.claim.valid.end


def _reported(row: Row) -> date | None:
    return last_day(row.claim.reported)


def _same_words(first: Row, second: Row) -> bool:
    a, b = first.quantity, second.quantity
    return a is not None and b is not None and (a.low, a.high, a.unit) == (b.low, b.high, b.unit)


def _copies(left: Row, right: Row) -> bool:
    return left.source == right.source and left.claim.document_id != right.claim.document_id
