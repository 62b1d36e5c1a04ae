"""Time expressions around points: roles, ranges, windows, distances, durations and sets."""

from dataclasses import replace
from decimal import Decimal

from musterbook.claims.period_dates import year_at
from musterbook.claims.period_nodes import Calendar, Distance, Found, Length, Node, Range, Shifted, Window
from musterbook.claims.period_points import read_point
from musterbook.claims.period_values import duration
from musterbook.claims.quantity_numbers import read_number
from musterbook.claims.quantity_tokens import NUMBER, Tokens
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import PeriodWords, TimeUnit, period_words

_LONGEST_ROLE = 3


def read_expression(tokens: Tokens, i: int) -> Found | None:
    """The time expression that begins at token `i`, or None."""
    words = period_words()
    word = tokens.lower[i]
    plural = words.plural_weekdays.get(word)
    if plural is not None:
        return Found(node=Length(timex=f"XXXX-WXX-{plural}", repeated=True), first=i, end=i + 1, role="set")
    for reader in (_ranged, _with_role, _windowed, _every, _span, _distance_or_length):
        found = reader(tokens, i, words)
        if found is not None:
            return found
    point = read_point(tokens, i)
    if point is not None:
        return _pointed(tokens, i, point, words)
    if word in words.sets:
        return Found(node=Length(timex=words.sets[word], repeated=True), first=i, end=i + 1, role="set")
    if word in words.references:
        return Found(node=Length(timex=words.references[word]), first=i, end=i + 1)
    return None


def _pointed(tokens: Tokens, i: int, point: tuple[Calendar | Shifted, int], words: PeriodWords) -> Found:
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
    """ "March 3-9", "April 9th through 17th", "Nov-Feb 2017", "June 26 to June 28"."""
    if not isinstance(node, Calendar) or tokens.lower[end] not in words.words["to"]:
        return None
    dash = tokens.lower[end] in number_words().words["range_dashes"]
    if dash and not tokens.glued(end) and tokens.glued(end + 1):
        return None
    if node.day is not None:
        day = _bare_day(tokens, end + 1, words)
        if day is not None:
            last = replace(node, day=day[0], weekday=None)
            return _closed(tokens, node, last, day[1])
    point = read_point(tokens, end + 1)
    if point is None or not isinstance(point[0], Calendar) or _shape(point[0]) != _shape(node):
        return None
    return Range(first=node, last=point[0]), point[1]


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
    return None if tokens.lower[i + 1] in words.month_of else (int(digits), i + 1)


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
    first = read_point(tokens, j)
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
        last = _now(tokens, k, words) or read_point(tokens, k)
        if last is not None:
            return Found(node=Range(first=node, last=last[0]), first=i, end=last[1])
    return Found(node=node, first=i, end=end, role="from") if tokens.lower[i] in words.words["from"] else None


def _now(tokens: Tokens, i: int, words: PeriodWords) -> tuple[Shifted, int] | None:
    return (Shifted(unit="day", offset=0), i + 1) if tokens.lower[i] in words.words["past_now"] else None


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
    j += article
    sign = words.windows.get(tokens.lower[j])
    role = "deadline" if deadline else "event"
    if sign is None:
        if not deadline:
            return None
        counted = _counted(tokens, j, words)
        if counted is None:
            return None
        return Found(node=Window(count=counted[0], unit=counted[1], sign=1), first=i, end=counted[2], role=role)
    k = j + 1 + (tokens.lower[j + 1] in words.windows)
    counted = _counted(tokens, k, words, bare=True)
    single = counted is not None and counted[2] == k + 1 and tokens.lower[k] == counted[1].name
    if counted is None or (single and not (article and tokens.lower[j] not in words.words["last_next"])):
        return None
    count = Decimal(1) if single else counted[0]
    first = i if deadline else j - article
    return Found(node=Window(count=count, unit=counted[1], sign=sign), first=first, end=counted[2], role=role)


def _counted(
    tokens: Tokens, i: int, words: PeriodWords, *, bare: bool = False
) -> tuple[Decimal | None, TimeUnit, int] | None:
    """A number of units: "two weeks", "a few days", "48 hours"; with `bare` also "months" alone."""
    unit = words.units.get(tokens.lower[i])
    if unit is not None:
        return (None, unit, i + 1) if bare else None
    article = tokens.lower[i] in words.words["one"]
    j = i + article
    if tokens.lower[i] in words.words["half"] and tokens.lower[i + 1] in words.words["one"]:
        unit = words.units.get(tokens.lower[i + 2])
        return (Decimal("0.5"), unit, i + 3) if unit is not None else None
    if tokens.lower[j] in words.words["few"]:
        j += 1 + (tokens.lower[j + 1] in words.words["of"])
        count = Decimal(2) if tokens.lower[i + article] in words.words["couple"] else None
        unit = words.units.get(tokens.lower[j])
        return (count, unit, j + 1) if unit is not None and unit.name != tokens.lower[j] else None
    if article and words.units.get(tokens.lower[j]) is not None:
        unit = words.units[tokens.lower[j]]
        plain = tokens.lower[j] == unit.name and tokens.lower[j] not in words.words["no_article_units"]
        return (Decimal(1), unit, j + 1) if plain else None
    number = read_number(tokens, i)
    if number is None or number.share:
        return None
    j = number.end + (tokens.lower[number.end] == "-" and tokens.glued(number.end))
    j += tokens.lower[j] in words.words["consecutive"]
    unit = words.units.get(tokens.lower[j])
    if unit is None or (unit.name in words.halves and tokens.lower[j + 1] in words.words["of"] and number.value <= 3):
        return None
    return (None if number.vague else number.value), unit, j + 1


def _every(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "every Monday", "every two days", "each year", "per month"."""
    rate = tokens.lower[i] in words.words["rates"]
    if not rate and tokens.lower[i] not in words.words["every"]:
        return None
    j = i + 1
    weekday = words.weekday_of.get(tokens.lower[j])
    if weekday is not None and not rate:
        return Found(node=Length(timex=f"XXXX-WXX-{weekday}", repeated=True), first=i, end=j + 1, role="set")
    if tokens.lower[j] in words.words["weekend"] and not rate:
        return Found(node=Length(timex="XXXX-WXX-WE", repeated=True), first=i, end=j + 1, role="set")
    twice = tokens.lower[j] in words.words["other"]
    counted = _counted(tokens, j + twice, words, bare=True)
    if counted is None:
        return None
    count, unit, end = counted
    timex = duration((count or Decimal(1)) * (2 if twice else 1), unit)
    return Found(node=Length(timex=timex, repeated=True), first=i, end=end, role="set")


def _span(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "for months", "all week", "in two weeks"."""
    if tokens.lower[i] in words.words["in"]:
        counted = _counted(tokens, i + 1, words)
        if counted is not None and not (tokens.glued(counted[2]) and tokens.lower[counted[2]] == "-"):
            node = Distance(count=counted[0], unit=counted[1], sign=1)
            return Found(node=node, first=i, end=counted[2], role="ahead")
    if tokens.lower[i] in words.words["all"]:
        unit = words.units.get(tokens.lower[i + 1])
        if unit is not None and unit.name == tokens.lower[i + 1] and not unit.time:
            return Found(node=Length(timex=duration(Decimal(1), unit)), first=i, end=i + 2, role="duration")
    return None


def _distance_or_length(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "two weeks ago", "three days after June 1", "two days from today", "18 months", "15 a year" (a set)."""
    counted = _counted(tokens, i, words)
    if counted is None:
        return None
    count, unit, end = counted
    word = tokens.lower[end]
    longer = _longer(tokens, counted, words)
    if longer is not None:
        return Found(node=Length(timex=longer[0]), first=i, end=longer[1], role="duration")
    if word == "-" and tokens.lower[end + 1] in words.words["age"]:
        return None
    if word in words.words["ago"]:
        return Found(node=Distance(count=count, unit=unit, sign=-1), first=i, end=end + 1)
    sign = words.directions.get(word)
    if sign is not None:
        base = _now(tokens, end + 1, words) or read_point(tokens, end + 1)
        if base is not None and word not in words.words["earlier"]:
            return Found(node=Distance(count=count, unit=unit, sign=sign, base=base[0]), first=i, end=base[1])
    rate = tokens.lower[i] in words.words["one"] and i > 0 and tokens.kinds[i - 1] == NUMBER
    node = Length(timex=duration(count, unit), repeated=rate)
    return Found(node=node, first=i, end=end, role="set" if rate else "duration")


def _longer(
    tokens: Tokens, counted: tuple[Decimal | None, TimeUnit, int], words: PeriodWords
) -> tuple[str, int] | None:
    """ "a year and a half", "one year and six months", "2 hours 30 minutes": the TIMEX3 value and its end."""
    count, unit, end = counted
    if count is None:
        return None
    linked = tokens.lower[end] in words.words["and"]
    j = end + linked
    half = j + (tokens.lower[j] in words.words["one"])
    if linked and half > j and tokens.lower[half] in words.words["half"]:
        return duration(count + Decimal("0.5"), unit), half + 1
    more = _counted(tokens, j, words)
    if more is None or more[0] is None or (not linked and tokens.kinds[j] != NUMBER) or more[2] <= j:
        return None
    if unit.size <= more[1].size:
        return None
    first, second = duration(count, unit), duration(more[0], more[1]).removeprefix("P")
    return first + (second.removeprefix("T") if unit.time else second), more[2]


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
    ):
        found |= words.words[name]
    found.add(words.so_far[0])
    found.update(name for name, unit in words.units.items() if not unit.time and name == unit.name)
    found.update(words.plural_weekdays)
    return frozenset(found)
