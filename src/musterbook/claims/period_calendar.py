"""Places on the calendar: where a named day, month, quarter, season or feast lies, and its TIMEX3 value."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from musterbook.claims.period_nodes import Calendar

DAY = timedelta(days=1)
FORWARD, BACKWARD = "future", "past"
"""Tenses that choose between the last and the next of what comes back every week or year."""

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_YEARS_AROUND = 6
_SATURDAY = 6
_HALF_MONTH = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When and how something is said: the day of speech if known, and "past", "future", "present" or None."""

    day: date | None
    tense: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Half-open days and a TIMEX3 value; both ends None where the expression cannot be placed."""

    start: date | None
    end: date | None
    timex: str


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month; clamped to the calendar's years."""
    index = day.year * 12 + day.month - 1 + months
    year, month = max(min(index // 12, 9998), 1), index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _first_of(year: int, month: int) -> date:
    return add_months(date(year, 1, 1), month - 1)


def place(node: Calendar, moment: Moment) -> Value:
    """Where a place on the calendar lies, as far as `moment` allows."""
    day = moment.day
    if node.century is not None:
        first = max(node.century, 1)
        return Value(start=date(first, 1, 1), end=date(node.century + 100, 1, 1), timex=f"{node.century // 100:02}")
    if node.decade is not None:
        return _part(node, date(node.decade, 1, 1), date(node.decade + 10, 1, 1), str(node.decade)[:3])
    if day is not None and node.year is None:
        for shift, field in ((node.year_shift, "year"), (node.month_shift, "month"), (node.week_shift, "week")):
            if shift is not None:
                return _in_shifted(node, day, shift, field)
    if node.year is not None:
        placed = _in_year(node, node.year)
        return placed if placed is not None else Value(start=None, end=None, timex=_unplaced(node))
    if day is None:
        return Value(start=None, end=None, timex=_unplaced(node))
    if node.weekday is not None and node.month is None and node.day is None and node.nth is None:
        return _weekday(node, day, moment.tense)
    if node.month is None and node.day is not None and node.weekday is None:
        return _day_of_month(node, day, moment.tense)
    return _without_year(node, day, moment.tense)


def _in_shifted(node: Calendar, day: date, shift: int, field: str) -> Value:
    """ "January next year", "the 15th of next month", "Tuesday of last week"."""
    bare = replace(node, year_shift=None, month_shift=None, week_shift=None)
    if field == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        placed = monday + timedelta(days=(node.weekday or 1) - 1)
        return Value(start=placed, end=placed + DAY, timex=placed.isoformat())
    if field == "month":
        first = add_months(day.replace(day=1), shift)
        bare = replace(bare, year=first.year, month=first.month)
        return _in_year(bare, first.year) or Value(start=None, end=None, timex=_unplaced(bare))
    return _in_year(bare, day.year + shift) or Value(start=None, end=None, timex=_unplaced(bare))


def _in_year(node: Calendar, year: int) -> Value | None:
    """The node in a given year; None for a day that this year does not have."""
    if not 1 <= year <= 9990:
        return None
    if node.easter is not None:
        feast = _easter(year) + node.easter * DAY
        return Value(start=feast, end=feast + DAY, timex=feast.isoformat())
    if node.month is not None:
        first = date(year, node.month, 1)
        if node.nth is not None:
            return _nth(node, first, node.nth)
        if node.day is None:
            return _part(node, first, add_months(first, 1), f"{year:04}-{node.month:02}")
        if node.day > calendar.monthrange(year, node.month)[1]:
            return None
        placed = first.replace(day=node.day)
        if node.days > 1:
            return _around(node, placed)
        return Value(start=placed, end=placed + node.days * DAY, timex=placed.isoformat())
    if node.quarter is not None:
        first = _first_of(year, 3 * node.quarter - 2)
        return _part(node, first, add_months(first, 3), f"{year:04}-Q{node.quarter}")
    if node.half is not None:
        first = _first_of(year, 6 * node.half - 5)
        return _part(node, first, add_months(first, 6), f"{year:04}-H{node.half}")
    if node.season is not None:
        first = date(year, _SEASON_MONTH[node.season], 1)
        return _part(node, first, add_months(first, 3), f"{year:04}-{node.season}")
    if node.week is not None and node.week < 0:
        return _in_year(replace(node, week=date(year, 12, 28).isocalendar().week), year)
    if node.week is not None:
        monday = date(year, 1, 4) - timedelta(days=date(year, 1, 4).weekday()) + timedelta(weeks=node.week - 1)
        return Value(start=monday, end=monday + timedelta(weeks=1), timex=f"{year:04}-W{node.week:02}")
    if node.fiscal:
        return Value(start=None, end=None, timex=f"FY{year:04}")
    return _part(node, date(year, 1, 1), date(year + 1, 1, 1), f"{year:04}")


def _around(node: Calendar, placed: date) -> Value:
    """The seven days from a day on ("the week of March 4"), or the weekend of its week."""
    if node.weekend:
        saturday = placed + timedelta(days=5 - placed.weekday())
        year, week, _ = saturday.isocalendar()
        return Value(start=saturday, end=saturday + 2 * DAY, timex=f"{year:04}-W{week:02}-WE")
    if node.week == 0:
        placed -= timedelta(days=placed.weekday())
    year, week, _ = (placed + 3 * DAY).isocalendar()
    return Value(start=placed, end=placed + node.days * DAY, timex=f"{year:04}-W{week:02}")


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _nth(node: Calendar, first: date, nth: int) -> Value | None:
    """The nth week of the month that begins with `first` (seven days from its first), or the nth such weekday in it."""
    end = add_months(first, 1)
    if node.weekend:
        saturday = _nth(replace(node, weekend=False, weekday=_SATURDAY), first, nth)
        return _around(node, saturday.start) if saturday is not None and saturday.start is not None else None
    if node.weekday is None:
        start = end - timedelta(weeks=1) if nth == -1 else first + timedelta(weeks=nth - 1)
        year, week, _ = (start + 3 * DAY).isocalendar()
        stop = min(start + timedelta(weeks=1), end)
        return Value(start=start, end=stop, timex=f"{year:04}-W{week:02}") if start < end else None
    start = first + timedelta(days=(node.weekday - first.isoweekday()) % 7)
    start = start + timedelta(weeks=(end - start - DAY).days // 7 if nth == -1 else nth - 1)
    if start >= end:
        return None
    start += node.plus * DAY
    return Value(start=start, end=start + DAY, timex=start.isoformat())


def _part(node: Calendar, start: date, end: date, timex: str) -> Value:
    return third(node.part, start, end, timex)


def third(part: str | None, start: date, end: date, timex: str) -> Value:
    """The first, middle or last third: ten days of a month, four months of a year; or either half of a month."""
    if part is None:
        return Value(start=start, end=end, timex=timex)
    if part in ("half1", "half2"):
        middle = start + timedelta(days=_HALF_MONTH)
        return Value(start=start if part == "half1" else middle, end=middle if part == "half1" else end, timex=timex)
    if (end - start).days > 40:
        months = (end.year - start.year) * 12 + end.month - start.month
        cuts = (start, add_months(start, months // 3), add_months(start, months - months // 3), end)
    elif (end - start).days > 27:
        cuts = (start, start.replace(day=11), start.replace(day=21), end)
    else:
        cuts = (start, start, end, end)
    index = {"start": 0, "mid": 1, "end": 2}[part]
    if cuts[index] >= cuts[index + 1]:
        return Value(start=start, end=end, timex=timex)
    return Value(start=cuts[index], end=cuts[index + 1], timex=timex)


def _weekday(node: Calendar, day: date, tense: str | None) -> Value:
    ahead = ((node.weekday or 1) - day.isoweekday()) % 7
    if node.shift is not None:
        back = -((day.isoweekday() - (node.weekday or 1)) % 7 or 7)
        monday = day - timedelta(days=day.weekday())
        this_week = monday + timedelta(days=(node.weekday or 1) - 1)
        placed = {-1: day + timedelta(days=back), 0: this_week, 1: day + timedelta(days=ahead or 7)}[node.shift]
    elif tense == FORWARD:
        placed = day + timedelta(days=ahead)
    else:
        placed = day - timedelta(days=(7 - ahead) % 7)
    return Value(start=placed, end=placed + DAY, timex=placed.isoformat())


def _day_of_month(node: Calendar, day: date, tense: str | None) -> Value:
    shift = 0
    if tense != FORWARD and (node.day or 0) > day.day:
        shift = -1
    elif tense == FORWARD and (node.day or 0) < day.day:
        shift = 1
    first = add_months(day.replace(day=1), shift)
    placed = _in_year(replace(node, month=first.month), first.year)
    return placed or Value(start=None, end=None, timex=_unplaced(node))


def _weekday_of_month(node: Calendar, day: date, tense: str | None) -> Value:
    """ "Wednesday the 31st": the nearest month in which the day has that weekday, before or after as the tense says."""
    days: list[date] = []
    for months in range(-12, 13):
        first = add_months(day.replace(day=1), months)
        if (node.day or 1) <= calendar.monthrange(first.year, first.month)[1]:
            days.append(first.replace(day=node.day or 1))
    fits = [d for d in days if d.isoweekday() == node.weekday]
    told = [d for d in fits if d >= day] if tense == FORWARD else [d for d in fits if d <= day]
    chosen = min((told if tense else []) or fits, key=lambda d: abs((d - day).days), default=None)
    if chosen is None:
        return Value(start=None, end=None, timex=_unplaced(node))
    return Value(start=chosen, end=chosen + DAY, timex=chosen.isoformat())


def _without_year(node: Calendar, day: date, tense: str | None) -> Value:
    """Choose the year of a month, a day with its month, a quarter or a season by tense and weekday."""
    if node.month is None and node.day is not None and node.weekday is not None:
        return _weekday_of_month(node, day, tense)
    around = range(day.year - _YEARS_AROUND, day.year + _YEARS_AROUND + 1)
    options = [value for year in around if (value := _in_year(node, year)) is not None and value.start is not None]
    if node.weekday is not None and node.day is not None:
        fits = [v for v in options if v.start is not None and v.start.isoweekday() == node.weekday]
        near = [v for v in fits if v.start is not None and abs((v.start - day).days) <= 500]
        options = near or options
    if not options:
        return Value(start=None, end=None, timex=_unplaced(node))
    if node.shift is not None:
        return _shifted_name(node, options, day)
    past = [v for v in options if v.start is not None and v.start <= day]
    coming = [v for v in options if v.end is not None and v.end > day]
    if tense == FORWARD and coming:
        return coming[0]
    if tense is None and node.day is not None and past and coming:
        return min((past[-1], coming[0]), key=lambda v: abs(((v.start or day) - day).days))
    if node.quarter is not None or node.half is not None:
        return min(options, key=lambda v: _gap(v, day)) if tense is None else past[-1]
    return past[-1] if past else coming[0]


def _gap(value: Value, day: date) -> int:
    """Days between a stretch and a day outside of it."""
    start, end = value.start or day, value.end or day
    return max((start - day).days, (day - end).days, 0)


def _shifted_name(node: Calendar, options: list[Value], day: date) -> Value:
    """ "last July" has ended before today, "next July" has not begun, "this July" lies in this year."""
    ended = [v for v in options if v.end is not None and v.end <= day]
    coming = [v for v in options if v.start is not None and v.start > day]
    same = [v for v in options if v.start is not None and v.start.year == day.year]
    if node.shift == -1 and ended:
        return ended[-1]
    if node.shift == 1 and coming:
        return coming[0]
    return same[0] if same else options[0]


def _unplaced(node: Calendar) -> str:
    year = f"{node.year:04}" if node.year is not None else "XXXX"
    if node.month is not None:
        return f"{year}-{node.month:02}" + (f"-{node.day:02}" if node.day is not None else "")
    if node.weekday is not None:
        return f"{year}-WXX-{node.weekday}"
    if node.quarter is not None:
        return f"{year}-Q{node.quarter}"
    if node.half is not None:
        return f"{year}-H{node.half}"
    if node.season is not None:
        return f"{year}-{node.season}"
    if node.week is not None:
        return f"{year}-W{node.week:02}"
    return f"{year}-XX-{node.day:02}" if node.day is not None else year
