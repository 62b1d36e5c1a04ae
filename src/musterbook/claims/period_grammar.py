"""Time expressions around points: roles, ranges and windows."""

import re
from dataclasses import replace
from decimal import Decimal

from musterbook.claims.period_around import read_around
from musterbook.claims.period_dates import year_at
from musterbook.claims.period_lengths import (
    Counted,
    counted_units,
    read_distance,
    read_in_every,
    read_now,
    read_repeated,
    read_span,
)
from musterbook.claims.period_nodes import Calendar, Distance, Edge, Found, Length, Node, Range, Shifted, Window
from musterbook.claims.period_points import read_point
from musterbook.claims.quantity_tokens import NAME, NUMBER, Tokens
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import PeriodWords, period_words

_LONGEST_ROLE = 3
_DOUBLE_YEAR = re.compile(r"(19\d\d|20\d\d)/(\d\d)")


def read_expression(tokens: Tokens, i: int) -> Found | None:
    """The time expression that begins at token `i`, or None."""
    words = period_words()
    word = tokens.lower[i]
    double = _DOUBLE_YEAR.fullmatch(word) if tokens.kinds[i] == NAME else None
    if double is not None and int(double[2]) == (int(double[1]) + 1) % 100:
        year = int(double[1])
        return Found(node=Range(first=Calendar(year=year), last=Calendar(year=year + 1)), first=i, end=i + 1)
    plural = words.plural_weekdays.get(word)
    if plural is not None:
        return Found(node=Length(timex=f"XXXX-WXX-{plural}", repeated=True), first=i, end=i + 1, role="set")
    for reader in (_ranged, _with_role, read_around, _windowed, read_repeated, read_in_every, read_span, read_distance):
        found = reader(tokens, i, words)
        if found is not None:
            return found
    if word in words.words["months"] and (months := _months(tokens, i, words)) is not None:
        return months
    point = read_point(tokens, i)
    if point is not None:
        return _pointed(tokens, i, point, words)
    if word in words.sets:
        return Found(node=Length(timex=words.sets[word], repeated=True), first=i, end=i + 1, role="set")
    if word in words.references:
        return Found(node=Length(timex=words.references[word]), first=i, end=i + 1)
    return None


def _pointed(tokens: Tokens, i: int, point: tuple[Calendar | Shifted | Edge, int], words: PeriodWords) -> Found:
    node, end = point
    listed = _next_year(tokens, node, end, words)
    if listed is not None:
        return Found(node=Range(first=node, last=listed[0]), first=i, end=listed[1])
    spread = _spread_days(tokens, i, node, end, words)
    if spread is not None:
        return Found(node=spread[0], first=i, end=spread[1])
    return Found(node=node, first=i, end=end)


def _next_year(tokens: Tokens, node: Node, end: int, words: PeriodWords) -> tuple[Calendar, int] | None:
    """ "2021 and 2022" is one stretch of two years; so are "2021-22" and "2021-2022"."""
    if not isinstance(node, Calendar) or node.year is None or node != Calendar(year=node.year):
        return None
    link = tokens.lower[end]
    if link in words.words["and"]:
        year = year_at(tokens, end + 1)
        return (Calendar(year=year), end + 2) if year == node.year + 1 else None
    if link not in number_words().words["range_dashes"] or not tokens.glued(end) or tokens.kinds[end + 1] != NUMBER:
        return None
    text = tokens.texts[end + 1]
    year = int(text) if text.isdigit() and len(text) == 4 else None
    if text.isdigit() and len(text) == 2:
        year = node.year // 100 * 100 + int(text)
    return (Calendar(year=year), end + 2) if year is not None and year > node.year else None


def _spread_days(tokens: Tokens, i: int, node: Node, end: int, words: PeriodWords) -> tuple[Range, int] | None:
    """ "March 3-9", "April 9th through 17th", "Nov-Feb 2017", "June 26 to June 28", "today through Sunday"."""
    if isinstance(node, Shifted) and node.unit in words.words["day"] and tokens.lower[end].isalpha():
        until = read_point(tokens, end + 1) if tokens.lower[end] in words.words["to"] else None
        dated = until is not None and isinstance(until[0], Calendar) and (until[0].day or until[0].weekday)
        return (Range(first=node, last=until[0]), until[1]) if until is not None and dated else None
    if not isinstance(node, Calendar) or tokens.lower[end] not in words.words["to"]:
        return None
    dash = tokens.lower[end] in number_words().words["range_dashes"]
    if dash and not tokens.glued(end) and tokens.glued(end + 1):
        return None
    last_day = read_now(tokens, end + 1, words)
    if last_day is not None and (node.year is not None or node.day is not None):
        return Range(first=node, last=last_day[0]), last_day[1]
    if node.day is not None:
        day = _bare_day(tokens, end + 1, words)
        if day is not None:
            last = replace(node, day=day[0], weekday=None)
            return _closed(tokens, node, last, day[1])
    point = read_point(tokens, end + 1)
    if point is None or not isinstance(point[0], Calendar) or _shape(point[0]) != _shape(node):
        return None
    return Range(first=node, last=point[0]), point[1]


def _months(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "the months of May and June 2015"."""
    first = read_point(tokens, i + 2)
    if tokens.lower[i + 1] not in words.words["of"] or first is None:
        return None
    node, end = first
    last = read_point(tokens, end + 1) if tokens.lower[end] in words.words["and"] else None
    if last is None or not isinstance(node, Calendar) or not isinstance(last[0], Calendar):
        return None
    if _shape(node) != _shape(last[0]) or node.month is None:
        return None
    return Found(node=Range(first=node, last=last[0]), first=i, end=last[1])


def _shape(node: Calendar) -> tuple[bool, ...]:
    return tuple(part is not None for part in (node.month, node.day, node.quarter, node.decade, node.season))


def _closed(tokens: Tokens, first: Calendar, last: Calendar, end: int) -> tuple[Range, int] | None:
    """Take a year behind the second day for both."""
    if first.day is None or last.day is None or first.day >= last.day:
        return None
    j = end + (tokens.lower[end] == ",")
    year = year_at(tokens, j, dated=True)
    if year is not None and first.year is None:
        return Range(first=replace(first, year=year), last=replace(last, year=year)), j + 1
    return Range(first=first, last=last), end


def _bare_day(tokens: Tokens, i: int, words: PeriodWords) -> tuple[int, int] | None:
    """A day without its month; a month behind it means that it is a date of its own."""
    text = tokens.lower[i]
    digits = text[:-2] if text[-2:] in number_words().words["ordinal_suffixes"] else text
    if not digits.isdigit() or len(digits) > 2 or not 1 <= int(digits) <= 31:
        return None
    after = i + 1 + (tokens.lower[i + 1] in words.words["of"])
    return None if tokens.lower[after] in words.month_of else (int(digits), i + 1)


def _ranged(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "from A to B", "between A and B", "3-9 March", "between 3 and 9 March"."""
    word = tokens.lower[i]
    opened = word in words.words["from"] or word in words.words["between"]
    j = i + opened
    j += tokens.lower[j] in words.words["the"] and opened
    links = words.words["to"] | (words.words["and"] if word in words.words["between"] else frozenset())
    day = _bare_day(tokens, j, words)
    if day is not None and (tokens.lower[day[1]] in links or tokens.lower[day[1]] in words.words["and"]):
        k = day[1] + 1 + (tokens.lower[day[1] + 1] in words.words["the"])
        last = read_point(tokens, k) or _day_in_month(tokens, k, words)
        if last is not None and isinstance(last[0], Calendar) and last[0].day is not None and last[0].day > day[0]:
            first = replace(last[0], day=day[0], weekday=None)
            return Found(node=Range(first=first, last=last[0]), first=i, end=last[1])
    if not opened:
        return None
    return _from_to(tokens, i, j, links, words)


def _day_in_month(tokens: Tokens, i: int, words: PeriodWords) -> tuple[Calendar, int] | None:
    """ "23 of this month", "23 next month": a bare day with a month counted from the day of speech."""
    day = _bare_day(tokens, i, words)
    if day is None:
        return None
    j = day[1] + (tokens.lower[day[1]] in words.words["of"] or tokens.lower[day[1]] in words.words["in"])
    shift = words.shifts.get(tokens.lower[j])
    if shift is None or tokens.lower[j + 1] not in words.words["month"]:
        return None
    return Calendar(day=day[0], month_shift=shift), j + 2


def _from_to(tokens: Tokens, i: int, j: int, links: frozenset[str], words: PeriodWords) -> Found | None:
    now = read_now(tokens, j, words)
    first = now or read_point(tokens, j)
    if first is None:
        return None
    node, end = first
    if isinstance(node, Calendar):
        spread = _spread_days(tokens, j, node, end, words)
        listed = _next_year(tokens, node, end, words) if tokens.lower[end] not in words.words["and"] else None
        if spread is not None:
            return Found(node=spread[0], first=i, end=spread[1])
        if listed is not None:
            return Found(node=Range(first=node, last=listed[0]), first=i, end=listed[1])
    if tokens.lower[end] in links:
        k = end + 1 + (tokens.lower[end + 1] in words.words["the"])
        day = _bare_day(tokens, k, words) if isinstance(node, Calendar) and node.day else None
        if day is not None and isinstance(node, Calendar):
            closed = _closed(tokens, node, replace(node, day=day[0], weekday=None), day[1])
            if closed is not None:
                return Found(node=closed[0], first=i, end=closed[1])
        last = read_now(tokens, k, words) or read_point(tokens, k)
        if last is not None:
            return Found(node=Range(first=node, last=last[0]), first=i, end=last[1])
    told = tokens.lower[i] in words.words["from"] and (now is None or tokens.lower[j] in words.days)
    return Found(node=node, first=i, end=end, role="from") if told else None


def _with_role(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "since March", "by the end of the month", "until 2026", "no later than Friday", "after June 3"."""
    for size in range(_LONGEST_ROLE, 0, -1):
        role = words.roles.get(tokens.lower[i : i + size])
        if role is None:
            continue
        point = read_point(tokens, i + size)
        if point is not None:
            node, end = point
            if isinstance(node, Calendar) and (spread := _spread_days(tokens, i, node, end, words)) is not None:
                return Found(node=spread[0], first=i, end=spread[1], role=role)
            return Found(node=node, first=i, end=end, role=role)
        ago = read_distance(tokens, i + size, words)
        if ago is not None and isinstance(ago.node, Distance) and ago.role == "event":
            return replace(ago, first=i, role=role)
    return None


def _windowed(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "in the past two weeks", "within 48 hours", "in recent months", "the next few weeks", "so far this year"."""
    if tokens.lower[i : i + 2] == words.so_far:
        point = read_point(tokens, i + 2)
        if point is not None and isinstance(point[0], Shifted) and point[0].offset == 0:
            return Found(node=replace(point[0], so_far=True), first=i, end=point[1])
        return None
    deadline = tokens.lower[i] in words.words["within"]
    j = i + (deadline or tokens.lower[i] in words.words["in"] or tokens.lower[i] in words.words["over"])
    j += tokens.lower[j] in words.words["for"] and j == i
    article = tokens.lower[j] in words.words["the"]
    this = words.shifts.get(tokens.lower[j]) == 0 and tokens.lower[j + 1] in words.windows
    this = this and tokens.lower[j + 1] not in words.words["last_next"]
    j += article or this
    sign = words.windows.get(tokens.lower[j])
    role = "deadline" if deadline else "event"
    if sign is None:
        if not deadline:
            return None
        counted = counted_units(tokens, j, words)
        if counted is None:
            return None
        based = _within_of(tokens, i, counted, words)
        if based is not None:
            return based
        return Found(
            node=Window(count=counted[0], unit=counted[1], sign=1, today=True), first=i, end=counted[2], role=role
        )
    k = j + 1 + (tokens.lower[j + 1] in words.windows)
    counted = counted_units(tokens, k, words, bare=True)
    single = counted is not None and counted[2] == k + 1 and tokens.lower[k] == counted[1].name
    shifted = tokens.lower[j] in words.words["single_windows"]
    named = shifted or not article or tokens.lower[j] in words.words["last_next"]
    if counted is None or (single and named and not this) or _last_of(tokens, j, counted[2], words):
        return None
    count = Decimal(1) if single else counted[0]
    first = i if deadline else j - (article or this)
    return Found(node=Window(count=count, unit=counted[1], sign=sign), first=first, end=counted[2], role=role)


def _within_of(tokens: Tokens, i: int, counted: Counted, words: PeriodWords) -> Found | None:
    """ "within 60 days of May 3", "within two weeks from today"."""
    count, unit, end = counted
    sign = words.directions.get(tokens.lower[end], 0)
    if tokens.lower[end] not in words.words["of"] and sign < 1:
        return None
    base = read_now(tokens, end + 1, words) or read_point(tokens, end + 1)
    if base is None or (isinstance(base[0], Calendar) and base[0].day is None and base[0].weekday is None):
        return None
    return Found(node=Distance(count=count, unit=unit, sign=1, base=base[0]), first=i, end=base[1], role="deadline")


def _last_of(tokens: Tokens, j: int, end: int, words: PeriodWords) -> bool:
    """Whether "the last two weeks" are those of a named stretch: "the last two weeks of 2018"."""
    if tokens.lower[j] not in words.words["last"] or tokens.lower[end] not in words.words["of"]:
        return False
    return read_point(tokens, j) is not None


def starters() -> frozenset[str]:
    """Every word that can begin an expression."""
    words, numbers = period_words(), number_words()
    found: set[str] = set()
    tables = (words.month_of, words.weekday_of, words.days, words.shifts, words.windows, words.parts, words.ordinals)
    for table in (
        *tables,
        words.sets,
        words.references,
        words.seasons,
        numbers.cardinals,
        numbers.scales,
        words.unit_words,
        numbers.vague,
        numbers.fractions,
    ):
        found.update(table)
    found.update(phrase[0] for phrase in words.roles)
    found.update(phrase[0] for phrase in words.holidays)
    for name in (
        "the",
        "one",
        "few",
        "from",
        "between",
        "within",
        "every",
        "rates",
        "in",
        "over",
        "for",
        "all",
        "earlier",
        "later",
        "fiscal",
        "fiscal_codes",
        "week",
        "months",
        "rest",
    ):
        found |= words.words[name]
    found.add(words.so_far[0])
    found.update(name for name, unit in words.units.items() if not unit.time and name == unit.name)
    found.update(words.plural_weekdays)
    return frozenset(found)
