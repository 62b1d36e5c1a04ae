"""Mandates: who authorised the mission, by which instrument, from when until when."""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from musterbook.accounts.clocks import Clock
from musterbook.accounts.policy import settle
from musterbook.accounts.rows import Row, ids, order, width
from musterbook.lexicons.mandates import mandate_words
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import period_words
from musterbook.model import (
    Amount,
    Certainty,
    Document,
    Event,
    Mandate,
    Measure,
    Period,
    Polarity,
    QuantityKind,
)

ACTS = frozenset({Event.MANDATE_ADOPTED, Event.MANDATE_RENEWED})
ACT_DAYS = 31
"""An act is dated to the month at least; a longer period given with it is the life of the mandate."""
SAME_ACT_DAYS = 10
"""One body does not adopt two mandates of one mission within so few days: they are one act, told twice."""
SENTENCE_REACH = 200
"""How many characters behind the evidence its sentence is looked for."""
REACH = 16
"""How many characters behind the evidence the number of the instrument may stand."""
MONTHS = {"month": 1, "year": 12}
DAYS = {"day": 1, "week": 7}

_SENTENCE_END = re.compile(r"\n|[.!?]\s")
_TOKEN = re.compile(r"[^\W\d_]+\.?|\d[\d,]*\d|\d")


def mandates(rows: Iterable[Row], clock: Clock, documents: Mapping[str, Document]) -> tuple[Mandate, ...]:
    """The mandates in order of time, with the days left as of the clock's day.

    An instrument's number that stands right behind the evidence counts as named by it.
    """
    rows = list(rows)
    told = {row.claim.id: _behind(row, documents) for row in rows if row.claim.event in ACTS}
    rows = [_with_number(row, documents) for row in rows]
    acts = [
        row
        for row in rows
        if row.claim.event in ACTS
        and row.claim.polarity is Polarity.AFFIRMED
        and row.claim.certainty is Certainty.STATED
    ]
    targets = [row for row in rows if row.claim.measure is Measure.STRENGTH_TARGET]
    result = [_mandate(group, targets, clock, told) for group in _joined(_groups(acts))]
    return tuple(sorted(result, key=lambda each: (each.period.start or date.max, each.claims)))


def _with_number(row: Row, documents: Mapping[str, Document]) -> Row:
    """The act with the instrument as its object, where its number follows the words of the claim."""
    document = documents.get(row.claim.document_id)
    if row.claim.event not in ACTS or document is None or instrument(row):
        return row
    span = row.claim.span
    named = _numbered(document.text[span.start : span.end + REACH])
    return replace(row, claim=replace(row.claim, id=row.claim.id, object=named)) if named else row


def _groups(acts: Sequence[Row]) -> list[list[Row]]:
    """Tellings of one act: one instrument, or one event on overlapping days; bare ones join the latest before them."""
    groups: list[list[Row]] = []
    bare: list[Row] = []
    for row in sorted(acts, key=lambda row: (instrument(row) is None, *_narrow(row))):
        told = next((group for group in groups if _same_act(group, row)), None)
        if told is not None:
            told.append(row)
        elif instrument(row) is None and not row.claim.valid.known:
            bare.append(row)
        else:
            groups.append([row])
    for row in bare:
        fitting = [group for group in groups if group[0].claim.event is row.claim.event and _told_after(group, row)]
        if fitting:
            fitting[-1].append(row)
        else:
            groups.append([row])
    return groups


def _joined(groups: Sequence[list[Row]]) -> list[list[Row]]:
    """Groups that tell of one act under another name: of one body, within days of each other, or by one instrument."""
    result: list[list[Row]] = []
    for group in groups:
        same = next((each for each in result if _same_mandate(each, group)), None)
        if same is None:
            result.append(list(group))
        else:
            same.extend(group)
    return result


def _same_mandate(first: Sequence[Row], second: Sequence[Row]) -> bool:
    names = [{name for row in group if (name := instrument(row))} for group in (first, second)]
    if all(names):
        return bool(names[0] & names[1])
    bodies = [{party for row in group for party in row.claim.party} for group in (first, second)]
    if all(bodies) and not bodies[0] & bodies[1]:
        return False
    days = [_act_day(first), _act_day(second)]
    return None not in days and abs((days[0] - days[1]).days) <= SAME_ACT_DAYS  # type: ignore[operator]


def _act_day(group: Sequence[Row]) -> date | None:
    """The day of an act: its own to the month, else the day of the first report, which a fresh act is told on."""
    dated = [row for row in group if (days := width(row.claim.valid)) is not None and days < ACT_DAYS]
    if dated:
        return min(dated, key=_narrow).claim.valid.start
    if any(row.claim.valid.known for row in group):
        return None
    return min((row.reported for row in group if row.reported), default=None)


def _behind(row: Row, documents: Mapping[str, Document]) -> str:
    """The words of the act to the end of their sentence."""
    document, span = documents.get(row.claim.document_id), row.claim.span
    if document is None:
        return row.claim.evidence
    rest = document.text[span.end : span.end + SENTENCE_REACH]
    return row.claim.evidence + _SENTENCE_END.split(rest)[0]


def _narrow(row: Row) -> tuple[object, ...]:
    days = width(row.claim.valid)
    return (days if days is not None else 10**6, order(row))


def _same_act(group: Sequence[Row], row: Row) -> bool:
    named = instrument(row)
    names = {name for each in group if (name := instrument(each))}
    if named and names:
        return named in names
    first = group[0].claim
    dated = row.claim.valid.known and first.valid.known and row.claim.valid.overlaps(first.valid)
    return first.event is row.claim.event and dated


def _told_after(group: Sequence[Row], row: Row) -> bool:
    start = group[0].when
    return start is None or row.reported is None or start <= row.reported


def instrument(row: Row) -> str | None:
    """The instrument that a claim names: in its object, else in its words; None where neither has a numbered one."""
    for text in (row.claim.object, row.claim.evidence):
        found = _numbered(text or "")
        if found:
            return found
    return None


def _numbered(text: str) -> str | None:
    words = mandate_words()
    tokens = [token.group().casefold() for token in _TOKEN.finditer(text)]
    for i, token in enumerate(tokens):
        if token in words.instruments:
            rest = [each for each in tokens[i + 1 : i + 3] if each not in words.skip]
            if rest and rest[0].isdigit():
                return f"{token} {rest[0]}"
    return None


def _mandate(group: Sequence[Row], targets: Sequence[Row], clock: Clock, told: Mapping[str, str]) -> Mandate:
    rows = sorted(group, key=order)
    period = _period(rows, told)
    last = period.end
    return Mandate(
        body=next((party for row in rows for party in row.claim.party), None),
        instrument=min((name for row in rows if (name := instrument(row))), default=None),
        period=period,
        tasks=next((row.claim.words for row in rows if row.claim.words), None),
        ceiling=_ceiling(rows, targets),
        claims=ids(rows),
        days_left=(last - clock.as_of).days if last else None,
    )


def _period(rows: Sequence[Row], told: Mapping[str, str]) -> Period:
    """From the day of the act; until the day that a claim gives, or as long as it says that the mandate runs."""
    dated = sorted((row for row in rows if row.claim.valid.start), key=_narrow)
    start = dated[0].claim.valid.start if dated else None
    for row in rows:
        claim = row.claim
        if claim.due.known:
            return Period(start=start, end=claim.due.end or claim.due.start)
        if claim.valid.start and claim.valid.end and _is_life(claim.valid):
            return Period(start=claim.valid.start, end=claim.valid.end)
    ends = [end for row in rows if (end := last_day_named(told.get(row.claim.id, ""))) and (not start or end > start)]
    if ends:
        return Period(start=start, end=max(set(ends), key=lambda each: (ends.count(each), each)) + timedelta(days=1))
    exact = start is not None and (width(dated[0].claim.valid) or ACT_DAYS) < ACT_DAYS - 3
    lengths = [
        length
        for row in rows
        if (length := duration(row.claim.evidence) or duration(told.get(row.claim.id, ""), lasting=True))
    ]
    if start is None or not exact or not lengths:
        return Period(start=start)
    months, days = max(set(lengths), key=lambda each: (lengths.count(each), each))
    return Period(start=start, end=_months_later(start, months) + timedelta(days=days))


def _is_life(valid: Period) -> bool:
    """Whether a period is longer than the date of an act, and no calendar year."""
    days = width(valid)
    whole_year = valid.start is not None and valid.start.timetuple().tm_yday == 1 and days in (365, 366)
    return days is not None and days > 2 * ACT_DAYS and not whole_year


def duration(text: str, *, lasting: bool = False) -> tuple[int, int] | None:
    """The length of time that words name, in months and days: "for twelve months", "for a year", "a one-year mandate".

    With `lasting` only behind a word that says that something lasts so long.
    """
    tokens = [token.group().casefold() for token in _TOKEN.finditer(text)]
    units, words = period_words().units, mandate_words()
    for before, (first, second) in zip(["", *tokens], pairwise(tokens), strict=False):
        unit, lasts = units.get(second), before in words.lasting
        single = 1 if lasts and first in words.one else 0
        count = int(first) if first.isdigit() else int(number_words().cardinals.get(first, single))
        if unit is None or unit.time or not 0 < count <= 60 or (lasting and not lasts):
            continue
        if unit.name in MONTHS:
            return count * unit.factor * MONTHS[unit.name], 0
        if unit.name in DAYS:
            return 0, count * DAYS[unit.name]
    return None


def last_day_named(text: str) -> date | None:
    """The day until which words say that something lasts: "until 2 October 2025", "through October 2, 2025"."""
    tokens = [token.group().casefold().rstrip(".") for token in _TOKEN.finditer(text)]
    months = period_words().month_of
    for i, token in enumerate(tokens):
        three = tokens[i + 1 : i + 4]
        if token not in mandate_words().until or len(three) < 3:
            continue
        first, second, year = three
        day, month = (second, first) if first in months else (first, second)
        if month in months and day.isdigit() and year.isdigit() and len(year) == 4:
            try:
                return date(int(year), months[month], int(day))
            except ValueError:
                continue
    return None


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def _ceiling(rows: Sequence[Row], targets: Sequence[Row]) -> Amount | None:
    """The ceiling that the same documents give for the whole mission."""
    documents = {row.claim.document_id for row in rows}
    limits = [
        row
        for row in targets
        if row.claim.document_id in documents and row.quantity and row.quantity.kind is QuantityKind.CEILING
    ]
    standing = settle(limits, state=True)
    return None if standing is None else Amount(low=standing.value.quantity.low, high=standing.value.quantity.high)
