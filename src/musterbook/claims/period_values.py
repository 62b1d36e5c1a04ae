"""From a node to days: where an expression lies when it is said on a given day, and its TIMEX3 value."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from musterbook.claims.period_nodes import Calendar, Distance, Length, Node, Range, Shifted, Window
from musterbook.lexicons.periods import TimeUnit

_DAY = timedelta(days=1)
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_YEARS_AROUND = 6
_FORWARD, _BACKWARD = "future", "past"


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


def resolve(node: Node, moment: Moment) -> Value:
    """Place `node` on the calendar as far as `moment` allows."""
    match node:
        case Calendar():
            return _calendar(node, moment)
        case Shifted():
            return _shifted(node, moment)
        case Distance():
            return _distance(node, moment)
        case Window():
            return _window(node, moment)
        case Range():
            return _range(node, moment)
        case Length():
            return Value(start=None, end=None, timex=node.timex)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month; clamped to the calendar's years."""
    index = day.year * 12 + day.month - 1 + months
    year, month = max(min(index // 12, 9998), 1), index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _first_of(year: int, month: int) -> date:
    return add_months(date(year, 1, 1), month - 1)


def duration(count: Decimal | None, unit: TimeUnit) -> str:
    """The TIMEX3 value of a length: P2W, PT24H, P20Y; PXM where the count is not said."""
    time = "T" if unit.time else ""
    if count is None:
        return f"P{time}X{unit.letter}"
    return f"P{time}{(count * unit.factor).normalize():f}{unit.letter}"


# --- places on the calendar ------------------------------------------------------------------------------------------


def _calendar(node: Calendar, moment: Moment) -> Value:
    day = moment.day
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
    if node.month is None and node.day is not None:
        return _day_of_month(node, day, moment.tense)
    return _without_year(node, day, moment.tense)


def _in_shifted(node: Calendar, day: date, shift: int, field: str) -> Value:
    """ "January next year", "the 15th of next month", "Tuesday of last week"."""
    bare = replace(node, year_shift=None, month_shift=None, week_shift=None)
    if field == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        placed = monday + timedelta(days=(node.weekday or 1) - 1)
        return Value(start=placed, end=placed + _DAY, timex=placed.isoformat())
    if field == "month":
        first = add_months(day.replace(day=1), shift)
        bare = replace(bare, year=first.year, month=first.month)
        return _in_year(bare, first.year) or Value(start=None, end=None, timex=_unplaced(bare))
    return _in_year(bare, day.year + shift) or Value(start=None, end=None, timex=_unplaced(bare))


def _in_year(node: Calendar, year: int) -> Value | None:
    """The node in a given year; None for a day that this year does not have."""
    if not 1 <= year <= 9990:
        return None
    if node.month is not None:
        first = date(year, node.month, 1)
        if node.nth is not None:
            return _nth(node, first, node.nth)
        if node.day is None:
            return _part(node, first, add_months(first, 1), f"{year:04}-{node.month:02}")
        if node.day > calendar.monthrange(year, node.month)[1]:
            return None
        placed = first.replace(day=node.day)
        return Value(start=placed, end=placed + node.days * _DAY, timex=placed.isoformat())
    if node.quarter is not None:
        first = _first_of(year, 3 * node.quarter - 2)
        return _part(node, first, add_months(first, 3), f"{year:04}-Q{node.quarter}")
    if node.half is not None:
        first = _first_of(year, 6 * node.half - 5)
        return _part(node, first, add_months(first, 6), f"{year:04}-H{node.half}")
    if node.season is not None:
        first = date(year, _SEASON_MONTH[node.season], 1)
        return _part(node, first, add_months(first, 3), f"{year:04}-{node.season}")
    if node.week is not None:
        monday = date(year, 1, 4) - timedelta(days=date(year, 1, 4).weekday()) + timedelta(weeks=node.week - 1)
        return Value(start=monday, end=monday + timedelta(weeks=1), timex=f"{year:04}-W{node.week:02}")
    if node.fiscal:
        return Value(start=None, end=None, timex=f"FY{year:04}")
    return _part(node, date(year, 1, 1), date(year + 1, 1, 1), f"{year:04}")


def _nth(node: Calendar, first: date, nth: int) -> Value | None:
    """The nth week of the month that begins with `first` (seven days from its first), or the nth such weekday in it."""
    end = add_months(first, 1)
    if node.weekday is None:
        start = end - timedelta(weeks=1) if nth == -1 else first + timedelta(weeks=nth - 1)
        year, week, _ = (start + 3 * _DAY).isocalendar()
        stop = min(start + timedelta(weeks=1), end)
        return Value(start=start, end=stop, timex=f"{year:04}-W{week:02}") if start < end else None
    start = first + timedelta(days=(node.weekday - first.isoweekday()) % 7)
    start = start + timedelta(weeks=(end - start - _DAY).days // 7 if nth == -1 else nth - 1)
    return Value(start=start, end=start + _DAY, timex=start.isoformat()) if start < end else None


def _part(node: Calendar, start: date, end: date, timex: str) -> Value:
    return _third(node.part, start, end, timex)


def _third(part: str | None, start: date, end: date, timex: str) -> Value:
    """The first, middle or last third: ten days of a month, four months of a year."""
    if part is None:
        return Value(start=start, end=end, timex=timex)
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
    elif tense == _FORWARD:
        placed = day + timedelta(days=ahead)
    else:
        placed = day - timedelta(days=(7 - ahead) % 7)
    return Value(start=placed, end=placed + _DAY, timex=placed.isoformat())


def _day_of_month(node: Calendar, day: date, tense: str | None) -> Value:
    shift = 0
    if tense != _FORWARD and (node.day or 0) > day.day:
        shift = -1
    elif tense == _FORWARD and (node.day or 0) < day.day:
        shift = 1
    first = add_months(day.replace(day=1), shift)
    placed = _in_year(replace(node, month=first.month), first.year)
    return placed or Value(start=None, end=None, timex=_unplaced(node))


def _without_year(node: Calendar, day: date, tense: str | None) -> Value:
    """Choose the year of a month, a day with its month, a quarter or a season by tense and weekday."""
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
    if tense == _FORWARD and coming:
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


# --- counted from the day of speech ----------------------------------------------------------------------------------


def _unit_at(unit: str, offset: int, day: date) -> Value:
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
        year, week, _ = monday.isocalendar()
        return Value(start=monday, end=monday + timedelta(weeks=1), timex=f"{year:04}-W{week:02}")
    if unit == "month":
        first = add_months(day.replace(day=1), offset)
        return Value(start=first, end=add_months(first, 1), timex=f"{first:%Y-%m}")
    if unit == "quarter":
        first = add_months(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), 3 * offset)
        return Value(start=first, end=add_months(first, 3), timex=f"{first.year:04}-Q{(first.month + 2) // 3}")
    if unit == "year":
        year = day.year + offset
        return Value(start=date(year, 1, 1), end=date(year + 1, 1, 1), timex=f"{year:04}")
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        year = (day.year // size + offset) * size
        return Value(start=date(year, 1, 1), end=date(year + size, 1, 1), timex=str(year)[: 3 if size == 10 else 2])
    placed = day + timedelta(days=offset)
    return Value(start=placed, end=placed + _DAY, timex=placed.isoformat())


_LETTER = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def _shifted(node: Shifted, moment: Moment) -> Value:
    if moment.day is None:
        return Value(
            start=None, end=None, timex="XXXX" if node.unit == "year" else f"XXXX-{_LETTER.get(node.unit, 'X')}XX"
        )
    value = _unit_at(node.unit, node.offset, moment.day)
    start, end = value.start, value.end
    if start is None or end is None:
        return value
    if node.weekend:
        saturday = start + timedelta(days=5)
        if moment.tense != _FORWARD and node.offset == 0 and saturday > moment.day:
            saturday -= timedelta(weeks=1)
        year, week, _ = saturday.isocalendar()
        return Value(start=saturday, end=saturday + 2 * _DAY, timex=f"{year:04}-W{week:02}-WE")
    tomorrow = moment.day + _DAY
    if node.side == "earlier" or node.so_far:
        return replace(value, end=max(min(end, tomorrow), start + _DAY))
    if node.side == "later":
        return replace(value, start=min(max(start, moment.day), end - _DAY))
    if node.offset == 0 and moment.tense == _BACKWARD and node.part is None and node.unit != "day":
        return replace(value, end=min(end, tomorrow))
    if node.day_part:
        return replace(value, timex=f"{value.timex}T{node.day_part}")
    return _third(node.part, start, end, value.timex)


def _step(day: date, count: Decimal, unit: TimeUnit, sign: int) -> date:
    """The day that lies so many units away; parts of a day count nothing."""
    whole = int(count * unit.factor) * sign
    match unit.letter:
        case "D":
            return day + timedelta(days=whole)
        case "W":
            return day + timedelta(weeks=whole)
        case "Q":
            return add_months(day, 3 * whole)
        case "Y":
            return add_months(day, 12 * whole)
        case _:
            if not unit.time:
                return add_months(day, whole)
    hours = {"H": 24, "M": 1440, "S": 86400}[unit.letter]
    return day + timedelta(days=int(count * sign / hours))


def _distance(node: Distance, moment: Moment) -> Value:
    base = moment.day
    if node.base is not None:
        placed = resolve(node.base, moment)
        base = placed.start
    if base is None or node.count is None or node.unit.time or node.count > 5000:
        return Value(start=None, end=None, timex=duration(node.count, node.unit))
    day = _step(base, node.count, node.unit, node.sign)
    if node.base is not None or node.unit.letter == "D":
        return Value(start=day, end=day + _DAY, timex=day.isoformat())
    around = _unit_at({"W": "week", "M": "month", "Q": "quarter", "Y": "year"}[node.unit.letter], 0, day)
    return replace(around, timex=day.isoformat() if node.sign > 0 else around.timex)


def _window(node: Window, moment: Moment) -> Value:
    timex = duration(node.count, node.unit)
    if moment.day is None:
        return Value(start=None, end=None, timex=timex)
    tomorrow = moment.day + _DAY
    far = None if node.count is None or node.count > 5000 else _step(moment.day, node.count, node.unit, node.sign)
    if node.sign < 0:
        return Value(start=far, end=tomorrow, timex=timex)
    return Value(start=tomorrow if far else moment.day, end=far + _DAY if far else None, timex=timex)


# --- ranges ----------------------------------------------------------------------------------------------------------


def _range(node: Range, moment: Moment) -> Value:
    first, last = node.first, node.last
    end = resolve(last, moment)
    loose = isinstance(first, Calendar) and first.year is None and first.shift is None and first.month_shift is None
    if isinstance(first, Calendar) and loose and end.start is not None:
        start = resolve(replace(first, year=end.start.year), moment) if first.month else resolve(first, moment)
        if start.start is not None and start.start > end.start and first.month:
            start = resolve(replace(first, year=end.start.year - 1), moment)
    else:
        start = resolve(first, moment)
    if start.start is None or end.start is None or end.end is None or start.start > end.start:
        return Value(start=None, end=None, timex=f"({start.timex},{end.timex},PX)")
    years = isinstance(last, Calendar) and last.month is None and last.year is not None and last.quarter is None
    months = (end.start.year - start.start.year) * 12 + end.start.month - start.start.month
    if years:
        size = f"P{months // 12}Y"
    elif isinstance(last, Calendar) and last.day is None and last.weekday is None:
        size = f"P{months}M"
    else:
        size = f"P{(end.start - start.start).days}D"
    return Value(start=start.start, end=end.end, timex=f"({start.start},{end.start},{size})")
