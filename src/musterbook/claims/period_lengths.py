"""Distances, durations and sets: "two weeks ago", "a year and a half", "every other Friday", "twice a month"."""

from dataclasses import dataclass, replace
from decimal import Decimal

from musterbook.claims.period_calendar import Moment
from musterbook.claims.period_nodes import Calendar, Distance, Edge, Found, Length, Shifted
from musterbook.claims.period_points import read_point
from musterbook.claims.period_spelled import ordinal_at
from musterbook.claims.period_values import duration, resolve
from musterbook.claims.quantity_numbers import read_number
from musterbook.claims.quantity_tokens import NUMBER, WORD, Tokens
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import PeriodWords, TimeUnit

Counted = tuple[Decimal | None, TimeUnit, int]
"""A number of units, None where it is not said, the unit, and the token after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Longer:
    """A length of several units; `total` counts them in the smaller unit where one size fits all."""

    timex: str
    end: int
    total: Decimal | None
    unit: TimeUnit


def read_now(tokens: Tokens, i: int, words: PeriodWords) -> tuple[Shifted, int] | None:
    """ "now" or "today" at the end of a stretch."""
    return (Shifted(unit="day", offset=0), i + 1) if tokens.lower[i] in words.words["past_now"] else None


def counted_units(tokens: Tokens, i: int, words: PeriodWords, *, bare: bool = False) -> Counted | None:
    """A number of units: "two weeks", "a few days", "48 hours"; with `bare` also "months" alone."""
    unit = words.units.get(tokens.lower[i])
    if unit is not None:
        return (None, unit, i + 1) if bare else None
    article = tokens.lower[i] in words.words["one"]
    j = i + article
    if tokens.lower[i] in words.words["half"]:
        j = i + 1 + (tokens.lower[i + 1] in words.words["one"])
        unit = words.units.get(tokens.lower[j + (tokens.lower[j] == "-")])
        end = j + 1 + (tokens.lower[j] == "-")
        return (Decimal("0.5"), unit, end) if unit is not None and unit.name == tokens.lower[end - 1] else None
    if tokens.lower[j] in words.words["few"]:
        j += 1 + (tokens.lower[j + 1] in words.words["of"])
        count = Decimal(2) if tokens.lower[i + article] in words.words["couple"] else None
        unit = words.units.get(tokens.lower[j])
        return (count, unit, j + 1) if unit is not None and unit.name != tokens.lower[j] else None
    if article:
        j += tokens.lower[j] in words.words["whole"]
        unit = words.units.get(tokens.lower[j])
        if unit is not None:
            plain = tokens.lower[j] == unit.name and tokens.lower[j] not in words.words["no_article_units"]
            return (Decimal(1), unit, j + 1) if plain else None
    return _numbered(tokens, i, words)


def _numbered(tokens: Tokens, i: int, words: PeriodWords) -> Counted | None:
    number = read_number(tokens, i)
    if number is None or number.share:
        return None
    value, j = number.value, number.end
    cardinals = number_words().cardinals
    unit_digit = cardinals.get(tokens.lower[j + 1])
    tens = value >= 20 and value < 100 and value % 10 == 0
    if tens and tokens.lower[j] in words.words["and"] and unit_digit is not None and 0 < unit_digit < 10:
        value, j = value + unit_digit, j + 2
    j += tokens.lower[j] == "-" and tokens.glued(j)
    j += tokens.lower[j] in words.words["consecutive"]
    unit = words.units.get(tokens.lower[j]) or _letter(tokens, i, j, words)
    if unit is None or (number.plain and _is_year(tokens, i, j, unit)):
        return None
    if unit.name in words.halves and tokens.lower[j + 1] in words.words["of"] and value <= 3:
        return None
    return (None if number.vague else value), unit, j + 1


def _letter(tokens: Tokens, i: int, j: int, words: PeriodWords) -> TimeUnit | None:
    """The unit of "for 3h", "in 90d": a letter glued to digits, behind a word that asks for a length."""
    asked = i > 0 and tokens.lower[i - 1] in words.words["length_openers"]
    if not asked or not tokens.glued(j) or tokens.kinds[j + 1] == WORD or tokens.lower[j + 1] == "-":
        return None
    return words.units.get(words.letters.get(tokens.lower[j], ""))


def _is_year(tokens: Tokens, i: int, j: int, unit: TimeUnit) -> bool:
    """Whether the digits before a unit in the singular are a year: "2019 second quarter", "2019 week 12"."""
    text = tokens.texts[i]
    return len(text) == 4 and "1500" <= text <= "2100" and tokens.lower[j] == unit.name and tokens.lower[j - 1] != "-"


def read_repeated(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "every Monday", "every two days", "each year", "every June", "per month"."""
    rate = tokens.lower[i] in words.words["rates"]
    if not rate and tokens.lower[i] not in words.words["every"]:
        return None
    j = i + 1 + (tokens.lower[i + 1] in words.words["whole"])
    dated = None if rate else _repeated_date(tokens, j, words)
    if dated is not None:
        return Found(node=Length(timex=dated[0], repeated=True), first=i, end=dated[1], role="set")
    ordinal = ordinal_at(tokens, j)
    times = 2 if tokens.lower[j] in words.words["other"] else ordinal[0] if ordinal is not None else 1
    j = ordinal[1] if ordinal is not None else j + (times == 2)
    timex = None if rate else _repeated_point(tokens, j, words)
    if timex is not None:
        return Found(node=Length(timex=timex[0], repeated=True), first=i, end=timex[1], role="set")
    counted = counted_units(tokens, j, words, bare=True)
    if counted is None:
        return None
    count, unit, end = counted
    said = end == j + 1
    count = Decimal(1) if said and count is None else count
    count = count * times if count is not None else None
    if unit.letter == "Q" and count is not None:
        count, unit = count * 3, words.units["month"]
    value = duration(count, unit)
    return Found(node=Length(timex=value, repeated=True), first=i, end=end, role="set")


def _repeated_date(tokens: Tokens, j: int, words: PeriodWords) -> tuple[str, int] | None:
    """ "every 5th of May", "every 1st of the month", "every last Friday of the month"."""
    if ordinal_at(tokens, j) is None and tokens.lower[j] not in words.ordinals:
        return None
    point = read_point(tokens, j)
    if point is None or not isinstance(point[0], Calendar) or point[0].year is not None:
        return None
    node = point[0]
    if node.weekday is not None and node.nth is not None:
        return f"XXXX-WXX-{node.weekday}", point[1]
    if node.day is None:
        return None
    month = f"{node.month:02}" if node.month is not None else "XX"
    return f"XXXX-{month}-{node.day:02}", point[1]


def read_in_every(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "the first Monday of every month", "the 5th of each month"."""
    j = i + (tokens.lower[i] in words.words["the"])
    ordinal = ordinal_at(tokens, j)
    if ordinal is None and tokens.lower[j] in words.words["last"]:
        ordinal = -1, j + 1
    if ordinal is None:
        return None
    weekday = words.weekday_of.get(tokens.lower[ordinal[1]])
    k = ordinal[1] + ((weekday is not None) or tokens.lower[ordinal[1]] in words.words["day"])
    every = tokens.lower[k] in words.words["of"] and tokens.lower[k + 1] in words.words["every"]
    if not every or tokens.lower[k + 2] not in words.words["month"]:
        return None
    if weekday is not None:
        timex = f"XXXX-WXX-{weekday}"
    elif 1 <= ordinal[0] <= 31:
        timex = f"XXXX-XX-{ordinal[0]:02}"
    else:
        return None
    return Found(node=Length(timex=timex, repeated=True), first=i, end=k + 3, role="set")


def _repeated_point(tokens: Tokens, j: int, words: PeriodWords) -> tuple[str, int] | None:
    """A weekday, weekend, month, day of a month, season or feast that comes back."""
    word = tokens.lower[j]
    if word in words.weekday_of:
        return f"XXXX-WXX-{words.weekday_of[word]}", j + 1
    if word in words.words["weekend"]:
        return "XXXX-WXX-WE", j + 1
    if word in words.words["weekday"] or word in words.day_parts:
        return "P1D", j + 1
    if word in words.seasons:
        return f"XXXX-{words.seasons[word]}", j + 1
    point = read_point(tokens, j)
    if point is None or not isinstance(point[0], Calendar) or point[0].year is not None:
        return None
    node = point[0]
    if node.month is None or node.year_shift is not None or node.month_shift is not None or node.nth is not None:
        return None
    return resolve(replace(node, weekday=None), Moment(day=None)).timex, point[1]


def read_span(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "for months", "all week", "the whole year", "in two weeks"."""
    if tokens.lower[i] in words.words["in"]:
        counted = counted_units(tokens, i + 1, words)
        if counted is not None and not (tokens.glued(counted[2]) and tokens.lower[counted[2]] == "-"):
            return _ahead(tokens, i, counted, words)
    if tokens.lower[i] in words.words["for"]:
        unit = words.units.get(tokens.lower[i + 1])
        if unit is not None and unit.name != tokens.lower[i + 1] and tokens.lower[i + 1].endswith("s"):
            return Found(node=Length(timex=duration(None, unit)), first=i + 1, end=i + 2, role="duration")
    unit = words.units.get(tokens.lower[i])
    if unit is not None and tokens.lower[i + 1] == "-" and tokens.lower[i + 2] in words.words["long"]:
        return Found(node=Length(timex=duration(Decimal(1), unit)), first=i, end=i + 3, role="duration")
    j = i + (tokens.lower[i] in words.words["the"])
    if tokens.lower[j] in words.words["all"]:
        unit = words.units.get(tokens.lower[j + 1])
        if unit is not None and unit.name == tokens.lower[j + 1] and not unit.time:
            return Found(node=Length(timex=duration(Decimal(1), unit)), first=i, end=j + 2, role="duration")
    return None


def _ahead(tokens: Tokens, i: int, counted: Counted, words: PeriodWords) -> Found:
    """ "in two weeks", "in a year and a half", "in three working days"; "in two days' time" can only lie ahead."""
    longer = _longer(tokens, counted, words)
    if longer is not None and longer.total is not None:
        counted = longer.total, longer.unit, longer.end
    count, unit, end = counted
    node = Distance(count=count, unit=unit, sign=1, working=_is_working(tokens, end, words))
    after = end + (tokens.lower[end] in words.words["possessives"])
    sure = tokens.lower[after] in words.words["time"]
    return Found(node=node, first=i, end=after + 1 if sure else end, role="event" if sure else "ahead")


def _is_working(tokens: Tokens, end: int, words: PeriodWords) -> bool:
    """Whether the units that end before token `end` are working days."""
    unit = words.units.get(tokens.lower[end - 1])
    return tokens.lower[end - 2] in words.words["working"] and unit is not None and unit.letter == "D"


def read_distance(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "two weeks ago", "three days after June 1", "two days from today", "18 months", "15 a year" (a set)."""
    counted = counted_units(tokens, i, words)
    if counted is None:
        return _weekdays_away(tokens, i, words)
    count, unit, end = counted
    longer = _longer(tokens, counted, words)
    if longer is not None:
        count, unit, end = longer.total, longer.unit, longer.end
    word = tokens.lower[end]
    if word == "-" and tokens.lower[end + 1] in words.words["age"]:
        return None
    if longer is None or longer.total is not None:
        away = _away(tokens, i, (count, unit, end), words)
        if away is not None:
            return away
    if longer is not None:
        return Found(node=Length(timex=longer.timex), first=i, end=end, role="duration")
    rate = tokens.lower[i] in words.words["one"] and i > 0 and tokens.kinds[i - 1] == NUMBER
    node = Length(timex=duration(count, unit), repeated=rate)
    return Found(node=node, first=i, end=end, role="set" if rate else "duration")


def _away(tokens: Tokens, i: int, counted: Counted, words: PeriodWords) -> Found | None:
    """A length that "ago", or "before" and "after" a point, makes a distance."""
    count, unit, end = counted
    word, working = tokens.lower[end], _is_working(tokens, end, words)
    if word in words.words["ago"]:
        on = end + 1 + (tokens.lower[end + 1] in words.words["on"])
        day = read_now(tokens, on, words) or _weekday_at(tokens, on, words)
        if day is not None:
            dated = Distance(count=count, unit=unit, sign=-1, base=day[0], working=working)
            return Found(node=dated, first=i, end=day[1])
        return Found(node=Distance(count=count, unit=unit, sign=-1, working=working), first=i, end=end + 1)
    if word in words.words["hence"]:
        return Found(node=Distance(count=count, unit=unit, sign=1, working=working), first=i, end=end + 1)
    if word in words.words["later"] and tokens.lower[end + 1] not in words.words["in"]:
        return Found(node=Distance(count=count, unit=unit, sign=1, working=working), first=i, end=end + 1, role="later")
    if tokens.lower[end : end + 2] in words.roles and words.roles[tokens.lower[end : end + 2]] == "before":
        end, sign = end + 1, -1
    else:
        sign = words.directions.get(word, 0)
    if not sign or word in words.words["earlier"]:
        return None
    base = read_now(tokens, end + 1, words) or read_point(tokens, end + 1)
    if base is None:
        return None
    node = Distance(count=count, unit=unit, sign=sign, base=base[0], working=working)
    return Found(node=node, first=i, end=base[1])


def _weekday_at(tokens: Tokens, i: int, words: PeriodWords) -> tuple[Calendar, int] | None:
    """The weekday of "a week ago on Monday"."""
    weekday = words.weekday_of.get(tokens.lower[i])
    return (Calendar(weekday=weekday), i + 1) if weekday is not None else None


def _weekdays_away(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "two Sundays ago", "three Fridays from now"."""
    number = read_number(tokens, i) if tokens.kinds[i] in (NUMBER, WORD) else None
    if number is None or number.share or number.vague or number.value != int(number.value):
        return None
    word, after = tokens.lower[number.end], tokens.lower[number.end + 1]
    weekday = words.plural_weekdays.get(word) or words.weekday_of.get(word)
    if weekday is None or not 1 <= number.value <= 52:
        return None
    week, end, sign = words.units["week"], number.end + 2, -1
    if after not in words.words["ago"]:
        now = read_now(tokens, end, words) if after in words.words["from"] else None
        if now is None:
            return None
        end, sign = now[1], 1
    base: Calendar | Shifted | Edge = Calendar(weekday=weekday, shift=sign)
    return Found(node=Distance(count=number.value - 1, unit=week, sign=sign, base=base), first=i, end=end)


def _longer(tokens: Tokens, counted: Counted, words: PeriodWords) -> _Longer | None:
    """ "a year and a half", "one year and six months", "2 years, 3 months and 4 days", "one hour and half"."""
    count, unit, end = counted
    if count is None:
        return None
    half = _and_half(tokens, end, words)
    if half is not None:
        total = count + Decimal("0.5")
        return _Longer(timex=duration(total, unit), end=half, total=total, unit=unit)
    timex, total, smallest = duration(count, unit), count, unit
    fits = True
    while True:
        j = end + (tokens.lower[end] == ",")
        linked = tokens.lower[j] in words.words["and"]
        more = counted_units(tokens, j + linked, words)
        digits = tokens.kinds[j] == NUMBER or (j > end and _goes_on(tokens, more, words))
        if more is None or more[0] is None or not (linked or digits) or more[1].size >= smallest.size:
            break
        fits = fits and (smallest.letter, more[1].letter) in _FACTORS and not unit.time and not more[1].time
        total = total * smallest.factor * _FACTORS.get((smallest.letter, more[1].letter), 1) + more[0]
        part = duration(more[0], more[1]).removeprefix("P")
        timex += part.removeprefix("T") if smallest.time else part
        smallest, end = more[1], more[2]
    if smallest is unit:
        return None
    return _Longer(timex=timex, end=end, total=total if fits else None, unit=smallest)


def _goes_on(tokens: Tokens, more: Counted | None, words: PeriodWords) -> bool:
    """Whether "and" and a further length follow: the end of "two years, three months and four days"."""
    if more is None or tokens.lower[more[2]] not in words.words["and"]:
        return False
    return counted_units(tokens, more[2] + 1, words) is not None


_FACTORS = {("Y", "M"): 12, ("W", "D"): 7}


def _and_half(tokens: Tokens, end: int, words: PeriodWords) -> int | None:
    """The token after "and a half", "and half"."""
    if tokens.lower[end] not in words.words["and"]:
        return None
    j = end + 1 + (tokens.lower[end + 1] in words.words["one"])
    if tokens.lower[j] not in words.words["half"]:
        return None
    bare = j == end + 1
    return (
        None if bare and tokens.lower[j + 1] in (words.words["of"] | words.words["the"] | words.words["one"]) else j + 1
    )
