"""From a node to days: where an expression lies when it is said on a given day, and its TIMEX3 value."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from musterbook.claims.period_calendar import BACKWARD, DAY, FORWARD, Moment, Value, add_months, place, third
from musterbook.claims.period_nodes import Beside, Calendar, Distance, Edge, Length, Node, Range, Shifted, Window
from musterbook.lexicons.periods import TimeUnit

_FRIDAY = 5


def resolve(node: Node, moment: Moment) -> Value:
    """Place `node` on the calendar as far as `moment` allows."""
    match node:
        case Calendar():
            return place(node, moment)
        case Shifted():
            return _shifted(node, moment)
        case Edge():
            return _edge(node, moment)
        case Distance():
            return _distance(node, moment)
        case Beside():
            return _beside(node, moment)
        case Window():
            return _window(node, moment)
        case Range():
            return _range(node, moment)
        case Length():
            return Value(start=None, end=None, timex=node.timex)


def duration(count: Decimal | None, unit: TimeUnit) -> str:
    """The TIMEX3 value of a length: P2W, PT24H, P20Y; PXM where the count is not said."""
    time = "T" if unit.time else ""
    if count is None:
        return f"P{time}X{unit.letter}"
    return f"P{time}{(count * unit.factor).normalize():f}{unit.letter}"


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
    return Value(start=placed, end=placed + DAY, timex=placed.isoformat())


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
        told = moment.tense == BACKWARD or (node.near and moment.tense != FORWARD)
        if told and node.offset == 0 and saturday > moment.day:
            saturday -= timedelta(weeks=1)
        year, week, _ = saturday.isocalendar()
        return Value(start=saturday, end=saturday + 2 * DAY, timex=f"{year:04}-W{week:02}-WE")
    tomorrow = moment.day + DAY
    if node.side == "earlier" or node.so_far:
        return replace(value, end=max(min(end, tomorrow), start + DAY))
    if node.side == "later":
        return replace(value, start=min(max(start, moment.day), end - DAY))
    if node.offset == 0 and moment.tense == BACKWARD and node.part is None and node.unit != "day":
        return replace(value, end=min(end, tomorrow))
    if node.day_part:
        return replace(value, timex=f"{value.timex}T{node.day_part}")
    return third(node.part, start, end, value.timex)


def _edge(node: Edge, moment: Moment) -> Value:
    base = resolve(node.base, moment)
    if base.start is None or base.end is None:
        return Value(start=None, end=None, timex=duration(Decimal(node.count), node.unit))
    count = Decimal(node.count)
    if node.sign > 0:
        start, end = base.start, _step(base.start, count, node.unit, 1)
    else:
        start, end = _step(base.end, count, node.unit, -1), base.end
    if node.only:
        day = end - DAY if node.sign > 0 else start
        return Value(start=day, end=day + DAY, timex=day.isoformat())
    return Value(start=start, end=end, timex=f"({start},{end},{duration(count, node.unit)})")


def _step(day: date, count: Decimal, unit: TimeUnit, sign: int) -> date:
    """The day that lies so many units away; half years are months, half weeks days, parts of a day count nothing."""
    if unit.letter == "Y" and count * unit.factor % 1:
        return add_months(day, int(count * unit.factor * 12) * sign)
    if unit.letter == "W" and count % 1:
        return day + timedelta(days=int(count * 7) * sign)
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
    base, said = moment.day, ""
    if node.base is not None:
        placed = resolve(node.base, moment)
        base, said = placed.start, placed.timex
    if base is None or node.count is None or node.unit.time or node.count > 5000:
        return Value(start=None, end=None, timex=duration(node.count, node.unit))
    if node.working:
        day = _working(base, int(node.count), node.sign)
        return Value(start=day, end=day + DAY, timex=day.isoformat())
    day = _step(base, node.count, node.unit, node.sign)
    if node.unit.letter == "Y" and len(said) == 4 and said.isdigit() and not node.count % 1:
        return _unit_at("year", 0, day)
    if node.base is not None or node.unit.letter == "D":
        return Value(start=day, end=day + DAY, timex=day.isoformat())
    letter = "M" if node.unit.letter == "Y" and node.count % 1 else node.unit.letter
    around = _unit_at({"W": "week", "M": "month", "Q": "quarter", "Y": "year"}[letter], 0, day)
    return replace(around, timex=day.isoformat() if node.sign > 0 else around.timex)


def _beside(node: Beside, moment: Moment) -> Value:
    """The unit that ends or begins where the base does, or the nth such weekday from there on."""
    base = resolve(node.base, moment)
    if base.start is None or base.end is None:
        return Value(start=None, end=None, timex="XXXX")
    if node.weekday is not None:
        if node.sign > 0:
            first = base.end + timedelta(days=(node.weekday - base.end.isoweekday()) % 7)
        else:
            last = base.start - DAY
            first = last - timedelta(days=(last.isoweekday() - node.weekday) % 7)
        day = first + timedelta(weeks=(node.nth - 1) * node.sign)
        return Value(start=day, end=day + DAY, timex=day.isoformat())
    if node.unit is None:
        return base
    start = base.end if node.sign > 0 else _step(base.start, Decimal(1), node.unit, -1)
    end = _step(start, Decimal(1), node.unit, 1) if node.sign > 0 else base.start
    whole = _unit_at(node.unit.name, 0, start)
    if (whole.start, whole.end) == (start, end):
        return whole
    return Value(start=start, end=end, timex=f"({start},{end},{duration(Decimal(1), node.unit)})")


def _working(day: date, count: int, sign: int) -> date:
    """The day so many Mondays to Fridays away; feasts are not known."""
    while count > 0:
        day += sign * DAY
        count -= day.isoweekday() <= _FRIDAY
    return day


def _window(node: Window, moment: Moment) -> Value:
    timex = duration(node.count, node.unit)
    if moment.day is None:
        return Value(start=None, end=None, timex=timex)
    tomorrow = moment.day + DAY
    far = None if node.count is None or node.count > 5000 else _step(moment.day, node.count, node.unit, node.sign)
    if node.sign < 0:
        return Value(start=far, end=tomorrow, timex=timex)
    return Value(start=tomorrow if far and not node.today else moment.day, end=far + DAY if far else None, timex=timex)


# --- ranges ----------------------------------------------------------------------------------------------------------


def _same_week(first: Calendar, last: Calendar, moment: Moment) -> tuple[Calendar, Calendar]:
    """Two weekdays lie in one run of days: "Monday to Friday of last week", "between Tuesday and Friday"."""
    if first.shift is not None and first.shift == last.shift and first.weekday and last.weekday:
        return _run(first, last, moment)
    bare = first == Calendar(weekday=first.weekday) and last.weekday is not None and last.day is None
    if not bare or first.weekday is None or last.weekday is None or last.shift is not None:
        return first, last
    if last.week_shift is not None:
        return (replace(first, week_shift=last.week_shift), last) if first.weekday <= last.weekday else (first, last)
    ahead = timedelta(days=(last.weekday - first.weekday) % 7)
    if moment.tense == FORWARD:
        start = resolve(first, moment).start
        end = start + ahead if start else None
    else:
        end = resolve(last, moment).start
        start = end - ahead if end else None
    if start is None or end is None:
        return first, last
    return _on(start), _on(end)


def _run(first: Calendar, last: Calendar, moment: Moment) -> tuple[Calendar, Calendar]:
    """ "from next Monday to next Wednesday" is one run of days, told by its near end."""
    ahead = timedelta(days=((last.weekday or 0) - (first.weekday or 0)) % 7)
    if first.shift == -1:
        end = resolve(last, moment).start
        return (_on(end - ahead), _on(end)) if end else (first, last)
    start = resolve(first, moment).start
    return (_on(start), _on(start + ahead)) if start else (first, last)


def _on(day: date) -> Calendar:
    return Calendar(year=day.year, month=day.month, day=day.day)


def _range(node: Range, moment: Moment) -> Value:
    first, last = node.first, node.last
    if isinstance(first, Calendar) and isinstance(last, Calendar) and moment.day is not None:
        first, last = _same_week(first, last, moment)
    if isinstance(last, Calendar) and last == Calendar(weekday=last.weekday) and not isinstance(first, Calendar):
        moment = replace(moment, tense=FORWARD)
    end = resolve(last, moment)
    loose = isinstance(first, Calendar) and first.year is None and first.shift is None and first.month_shift is None
    if isinstance(first, Calendar) and loose and end.start is not None:
        yearly = first.month or first.quarter or first.half or first.season
        start = resolve(replace(first, year=end.start.year), moment) if yearly else resolve(first, moment)
        if start.start is not None and start.start > end.start and yearly:
            start = resolve(replace(first, year=end.start.year - 1), moment)
    else:
        start = resolve(first, moment)
    if start.start is None or end.start is None or end.end is None or start.start > end.start:
        return Value(start=None, end=None, timex=f"({start.timex},{end.timex},PX)")
    years = isinstance(last, Calendar) and last.month is None and last.quarter is None and last.half is None
    years = years and isinstance(last, Calendar) and (last.year is not None or last.decade is not None)
    months = (end.start.year - start.start.year) * 12 + end.start.month - start.start.month
    if years and months % 12 == 0:
        size = f"P{months // 12}Y"
    elif isinstance(last, Calendar) and last.day is None and last.weekday is None and last.week is None:
        size = f"P{months}M"
    else:
        size = f"P{(end.start - start.start).days}D"
    return Value(start=start.start, end=end.end, timex=f"({start.start},{end.start},{size})")
