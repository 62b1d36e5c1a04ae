"""Points in time in a text: printed dates, and words such as yesterday, last month or the end of the year."""

from dataclasses import replace
from decimal import Decimal

from musterbook.claims.period_dates import (
    day_at,
    day_month,
    is_month,
    is_weekday,
    read_code,
    read_month,
    read_numeric,
    read_weekday,
    with_year,
    year_at,
)
from musterbook.claims.period_nodes import Calendar, Edge, Shifted
from musterbook.claims.period_spelled import ordinal_at, spelled_year
from musterbook.claims.quantity_tokens import NAME, NUMBER, PUNCT, WORD, Tokens
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import PeriodWords, TimeUnit, period_words

Point = tuple[Calendar | Shifted | Edge, int]
"""A node and the token after it."""


def read_point(tokens: Tokens, i: int) -> Point | None:
    """The point in time that begins at token `i`, or None."""
    words = period_words()
    kind, word = tokens.kinds[i], tokens.lower[i]
    if kind == NAME:
        day = day_at(tokens, i)
        if day is None and (ordinal := ordinal_at(tokens, i)) is not None:
            day = ordinal[0]
        point = _ordinal(tokens, i, day, words) if day is not None else None
        return point or read_code(tokens, i, words) or _bare_day(tokens, i, words)
    if kind == NUMBER:
        return read_numeric(tokens, i, words)
    if kind != WORD:
        return None
    if word in words.month_of and is_month(tokens, i):
        return read_month(tokens, i, words)
    if word in words.weekday_of and is_weekday(tokens, i, words):
        return read_weekday(tokens, i, words)
    if word in words.days:
        return Shifted(unit="day", offset=words.days[word]), i + 1
    if word in words.shifts:
        return _shift(tokens, i, words)
    if word in words.parts:
        found = _part(tokens, i, words)
        if found is not None:
            return found
    if word in words.words["earlier"] or word in words.words["later"]:
        return _side(tokens, i, words)
    if word in words.words["the"]:
        return _with_article(tokens, i, words)
    return _named(tokens, i, words)


def _shift(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "last July", "next Friday", "this week", "last summer", "this weekend"."""
    offset, word = words.shifts[tokens.lower[i]], tokens.lower[i + 1]
    if tokens.lower[i] in words.ordinals and (nth := _nth_in_month(tokens, i, words.ordinals[tokens.lower[i]], words)):
        return nth
    kind = words.halves.get(word)
    if kind is not None and offset == -1 and tokens.lower[i + 2] in words.words["of"]:
        last = Calendar(quarter=4) if kind == "Q" else Calendar(half=2)
        quarter, end = _in_year_of(tokens, i + 2, last, words)
        if end > i + 2:
            return quarter, end
    if tokens.lower[i] in words.ordinals and (edge := _edge(tokens, i, words)) is not None:
        return edge
    if offset == 0 and word in words.shifts:
        return _shift(tokens, i + 1, words)
    if word in words.month_of and (tokens.texts[i + 1][:1].isupper() or len(word) > 3):
        named = read_month(tokens, i + 1, words)
        if named is not None:
            return (named[0] if named[0].year else replace(named[0], shift=offset)), named[1]
    if word in words.weekday_of:
        return Calendar(weekday=words.weekday_of[word], shift=offset), i + 2
    if word in words.seasons:
        return with_year(tokens, i + 2, Calendar(season=words.seasons[word], shift=offset), words)
    if word in words.words["weekend"]:
        return Shifted(unit="week", offset=offset, weekend=True), i + 2
    if word in words.day_parts and offset <= 0:
        return Shifted(unit="day", offset=offset, day_part=words.day_parts[word]), i + 2
    unit = words.units.get(word)
    if unit is None or unit.time or word != unit.name or word in words.day_parts:
        return None
    j = i + 2 + (tokens.lower[i + 2] in words.words["on"] or tokens.lower[i + 2] == "-")
    if unit.name in words.words["week"] and tokens.lower[j] in words.weekday_of:
        return Calendar(weekday=words.weekday_of[tokens.lower[j]], week_shift=offset), j + 1
    if unit.name in words.words["year"] and tokens.lower[i + 2] in words.words["possessives"]:
        inner = read_point(tokens, i + 3)
        if inner is not None and isinstance(inner[0], Calendar) and inner[0].year is None and not inner[0].weekday:
            return replace(inner[0], year_shift=offset), inner[1]
    return Shifted(unit=unit.name, offset=offset), i + 2


def _part(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "early 2025", "mid-March", "late last year", "the end of the month", "beginning of next year"."""
    part = words.parts[tokens.lower[i]]
    j = i + 1 + (tokens.lower[i + 1] == "-")
    opened = tokens.lower[j] in words.words["of"] or tokens.lower[j] in words.words["in"]
    j += opened
    inner = _this_unit(tokens, j, words) if opened else None
    if inner is None and (opened or tokens.lower[i + 1] == "-"):
        inner = _bare_unit(tokens, j, words)
    if inner is None:
        inner = read_point(tokens, j) if tokens.lower[j] not in words.parts else None
    if inner is None or (isinstance(inner[0], Calendar) and (inner[0].day or inner[0].weekday)):
        return None
    node, end = inner
    if isinstance(node, Edge):
        return None
    if isinstance(node, Shifted) and (node.unit == "day" or node.side or node.weekend):
        return None
    return replace(node, part=part), end


def _bare_unit(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "end of month", "mid-week": the current unit without an article."""
    unit = words.units.get(tokens.lower[i])
    closed = tokens.kinds[i + 1] != WORD or tokens.texts[i + 1][:1].islower()
    if unit is None or unit.time or unit.name != tokens.lower[i] or unit.factor > 1 or not closed:
        return None
    return (Shifted(unit=unit.name, offset=0), i + 1) if unit.name not in words.words["day"] else None


def _this_unit(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "the month", "the year" where the current one is meant; only inside "the end of ..." and "later in ..."."""
    if tokens.lower[i] not in words.words["the"]:
        return None
    unit = words.units.get(tokens.lower[i + 1])
    if unit is None or unit.time or unit.name != tokens.lower[i + 1] or tokens.lower[i + 1] in words.day_parts:
        return None
    return Shifted(unit=unit.name, offset=0), i + 2


def _side(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "earlier this month", "later in the week"."""
    side = "earlier" if tokens.lower[i] in words.words["earlier"] else "later"
    j = i + 1 + (tokens.lower[i + 1] in words.words["in"] or tokens.lower[i + 1] in words.words["on"])
    inner = _this_unit(tokens, j, words) if j > i + 1 else None
    if inner is None and tokens.lower[j] in words.shifts:
        inner = _shift(tokens, j, words)
    if inner is None and tokens.lower[j] in words.days:
        return read_point(tokens, j)
    if inner is None or not isinstance(inner[0], Shifted):
        return None
    return (replace(inner[0], side=side) if inner[0].offset == 0 else inner[0]), inner[1]


def _with_article(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "the end of March", "the first quarter", "the year's beginning", "the 1990s", "the 24th of June"."""
    word = tokens.lower[i + 1]
    unit = words.units.get(word)
    if unit is not None and not unit.time and unit.name == word:
        found = _unit_with_article(tokens, i, unit, words)
        if found is not None:
            return found
    if word in words.words["rest"]:
        inner = _this_unit(tokens, i + 2 + (tokens.lower[i + 2] in words.words["of"]), words)
        if inner is not None and isinstance(inner[0], Shifted):
            return replace(inner[0], side="later"), inner[1]
    if tokens.lower[i + 1] not in words.shifts and (edge := _edge(tokens, i + 1, words)) is not None:
        return edge
    spelled = _spelled_day(tokens, i + 1, words)
    if spelled is not None:
        return spelled
    if word in words.decades:
        return Calendar(decade=words.decades[word]), i + 2
    if word in words.parts or word in words.ordinals or tokens.kinds[i + 1] == NAME or word in words.seasons:
        return read_point(tokens, i + 1)
    if word in words.shifts and tokens.lower[i + 2] not in words.units:
        return read_point(tokens, i + 1)
    if word in words.words["weekend"]:
        if tokens.lower[i + 2] in words.words["of"]:
            inner = _week_of(tokens, i + 3)
            if inner is not None and isinstance(inner[0], Calendar):
                return replace(inner[0], weekend=True), inner[1]
        return Shifted(unit="week", offset=0, weekend=True, near=True), i + 2
    return None


def _spelled_day(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "(the) twenty-first of June", "(the) third of next month", "the twenty-sixth day of the month"."""
    ordinal = ordinal_at(tokens, i)
    if ordinal is None or not 1 <= ordinal[0] <= 31 or tokens.kinds[i] != WORD:
        return None
    return day_month(tokens, ordinal[1] - 1, ordinal[0], words)


def _bare_day(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "on the 15th", "by the 15th": a day of the nearest such month; nothing that it could number may follow."""
    day = day_at(tokens, i)
    opened = i > 1 and tokens.lower[i - 1] in words.words["the"] and tokens.lower[i - 2] in words.words["day_openers"]
    closed = tokens.kinds[i + 1] == PUNCT and tokens.lower[i + 1] not in ("-", "'", "’")
    return (Calendar(day=day), i + 1) if day is not None and opened and closed else None


def _edge(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "first day of next month", "last day of 2015", "third day of June", "first three months of 2015"."""
    ordinal = ordinal_at(tokens, i)
    value, j = ordinal if ordinal is not None else (words.ordinals.get(tokens.lower[i], 0), i + 1)
    if not value:
        return None
    count, only = abs(value), True
    number = number_words().cardinals.get(tokens.lower[j])
    if tokens.kinds[j] == NUMBER and tokens.texts[j].isdigit() and len(tokens.texts[j]) <= 3:
        number = Decimal(tokens.texts[j])
    if number is not None and abs(value) == 1:
        count, only, j = int(number), False, j + 1
    unit = words.units.get(tokens.lower[j])
    if unit is None or unit.time or unit.factor > 1 or (only and unit.name not in words.words["day"]) or not count:
        return None
    if tokens.lower[j + 1] not in words.words["of"] and tokens.lower[j + 1] not in words.words["in"]:
        return None
    inner = read_point(tokens, j + 2) or _this_unit(tokens, j + 2, words)
    if inner is None or isinstance(inner[0], Edge):
        return None
    return Edge(base=inner[0], count=count, unit=unit, sign=1 if value > 0 else -1, only=only), inner[1]


def _unit_with_article(tokens: Tokens, i: int, unit: TimeUnit, words: PeriodWords) -> Point | None:
    """ "the year's beginning", "the day after tomorrow", "the month of June", "the week of March 4"."""
    after, j = tokens.lower[i + 2], i + 3
    if after in words.words["possessives"] and tokens.lower[j] in words.parts:
        return Shifted(unit=unit.name, offset=0, part=words.parts[tokens.lower[j]]), j + 1
    sign = words.directions.get(after)
    if unit.name in words.words["day"] and sign is not None and tokens.lower[j] in words.days:
        return Shifted(unit="day", offset=words.days[tokens.lower[j]] + sign), j + 1
    beyond = {**dict.fromkeys(words.words["next"], 1), **dict.fromkeys(words.words["last"], -1)}.get(tokens.lower[j])
    if sign is not None and beyond == sign and unit.factor == 1 and tokens.lower[j + 1] not in words.units:
        return Shifted(unit=unit.name, offset=2 * sign), j + 1
    if unit.name in words.words["week"] and after in words.words["week_of"]:
        return _week_of(tokens, j + (tokens.lower[j] in words.words["on"]))
    if unit.name in words.words["month"] and after in words.words["of"] and tokens.lower[j] in words.month_of:
        return read_month(tokens, j, words)
    if unit.name in words.words["year"]:
        j = i + 2 + (after in words.words["of"])
        year = year_at(tokens, j, dated=True) or _old_year(tokens, j)
        if year is not None:
            return Calendar(year=year), j + 1
    if tokens.lower[i + 2 : i + 4] == words.to_date:
        return Shifted(unit=unit.name, offset=0, so_far=True), i + 4
    k = i + 2 + (after == "-" and tokens.glued(i + 2))
    if words.parts.get(tokens.lower[k]) == "end" and unit.name not in words.words["day"] and _ended(tokens, i, k):
        return _unit_end(tokens, k + 1, unit)
    asked = i > 0 and tokens.lower[i - 1] in words.words["before_the"] and tokens.lower[i] in words.words["the"]
    closed = tokens.kinds[i + 2] == PUNCT and tokens.lower[i + 2] not in ("-", "'", "’")
    return (Shifted(unit=unit.name, offset=0), i + 2) if asked and closed and unit.factor == 1 else None


def _old_year(tokens: Tokens, i: int) -> int | None:
    """ "the year 800", "the year 1066"."""
    text = tokens.texts[i]
    return int(text) if tokens.kinds[i] == NUMBER and text.isdigit() and 3 <= len(text) <= 4 and int(text) else None


def _ended(tokens: Tokens, i: int, k: int) -> bool:
    """Whether "year end" ends a phrase and is not a verb with its subject ("the week ended")."""
    return tokens.kinds[k + 1] != WORD or tokens.lower[k - 1] == "-" or tokens.texts[k + 1][:1].islower()


def _unit_end(tokens: Tokens, end: int, unit: TimeUnit) -> Point:
    """ "year-end", "year-end 2015"."""
    year = year_at(tokens, end, dated=True)
    if year is not None and unit.letter == "Y":
        return Calendar(year=year, part="end"), end + 1
    return Shifted(unit=unit.name, offset=0, part="end"), end


def _week_of(tokens: Tokens, i: int) -> Point | None:
    inner = read_point(tokens, i)
    if inner is None or not isinstance(inner[0], Calendar) or inner[0].day is None:
        return None
    return replace(inner[0], days=7), inner[1]


def _named(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """Quarters and halves by ordinal, seasons, fiscal years, holidays, week numbers."""
    word = tokens.lower[i]
    unit = words.units.get(word)
    if unit is not None and not unit.time and unit.name == word and _dated_unit(tokens, i, words):
        found = _unit_with_article(tokens, i - 1, unit, words)
        if found is not None:
            return found
    whole = words.unit_words.get(word)
    if whole is not None:
        return Shifted(unit=whole[0], offset=0, part=whole[1]), i + 1
    told = spelled_year(tokens, i)
    if told is not None and i > 0 and tokens.lower[i - 1] in number_words().words["year_openers"] | words.words["of"]:
        return Calendar(year=told[0]), told[1]
    ordinal = words.ordinals.get(word)
    spelled = ordinal_at(tokens, i) if ordinal is None else None
    if ordinal is not None:
        return _ordinal(tokens, i, ordinal, words) or _edge(tokens, i, words) or _spelled_day(tokens, i, words)
    if spelled is not None:
        return _ordinal(tokens, spelled[1] - 1, spelled[0], words) or _spelled_day(tokens, i, words)
    if word in words.seasons:
        node = Calendar(season=words.seasons[word])
        point = with_year(tokens, i + 1, node, words)
        sure = point[1] > i + 1 or (word not in words.words["ambiguous_seasons"] and _after_in(tokens, i, words))
        return point if sure else None
    if word in words.words["fiscal"] or word in words.words["fiscal_codes"]:
        j = i + 1 + (tokens.lower[i + 1] in words.words["year"])
        year = year_at(tokens, j, dated=True)
        return (Calendar(year=year, fiscal=True), j + 1) if year is not None else None
    if word in words.words["week"] and tokens.kinds[i + 1] == NUMBER and len(tokens.texts[i + 1]) <= 2:
        number = int(tokens.texts[i + 1]) if tokens.texts[i + 1].isdigit() else 0
        return (Calendar(week=number, year_shift=0), i + 2) if 1 <= number <= 53 else None
    for size in range(words.longest_holiday, 0, -1):
        feast = words.holidays.get(tokens.lower[i : i + size])
        if feast is not None:
            node = Calendar(month=feast.month, day=feast.day, weekday=feast.weekday, nth=feast.nth, easter=feast.easter)
            return with_year(tokens, i + size, node, words)
    return None


def _dated_unit(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    """Whether a unit without an article dates something: "year to date", "day after tomorrow", "week of March 4"."""
    after = tokens.lower[i + 1]
    return (
        i > 0 or tokens.lower[i + 1 : i + 3] == words.to_date or after in words.directions or after in words.words["of"]
    )


def _after_in(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    j = i - 1 - (i > 0 and tokens.lower[i - 1] in words.words["the"])
    return j >= 0 and (tokens.lower[j] in words.words["in"] or tokens.lower[j] in words.words["over"])


def _ordinal(tokens: Tokens, i: int, ordinal: int, words: PeriodWords) -> Point | None:
    if tokens.lower[i + 1] in words.words["century"] and ordinal > 0:
        return Calendar(century=(ordinal - 1) * 100), i + 2
    if tokens.lower[i + 1] in words.words["week"] or tokens.lower[i + 1] in words.weekday_of:
        return _nth_in_month(tokens, i, ordinal, words)
    kind = words.halves.get(tokens.lower[i + 1])
    if kind is None:
        return None
    top = 4 if kind == "Q" else 2
    number = top if ordinal == -1 else ordinal
    if not 1 <= number <= top or (ordinal == -1 and not _final(tokens, i, words)):
        return None
    node = Calendar(quarter=number) if kind == "Q" else Calendar(half=number)
    node, end = _in_year_of(tokens, i + 2, node, words)
    return (node, end) if kind == "Q" or end > i + 2 else None


def _nth_in_month(tokens: Tokens, i: int, ordinal: int, words: PeriodWords) -> Point | None:
    """ "the first week of March", "the last Friday of June 2024", "the first week of 2025"."""
    known = tokens.lower[i + 1] in words.words["week"] or tokens.lower[i + 1] in words.weekday_of
    if not known or not (tokens.lower[i + 2] in words.words["of"] or tokens.lower[i + 2] in words.words["in"]):
        return None
    inner = read_point(tokens, i + 3) or _this_unit(tokens, i + 3, words)
    if inner is None or not -1 <= ordinal <= 53 or isinstance(inner[0], Edge):
        return None
    node, end = inner
    weekday = words.weekday_of.get(tokens.lower[i + 1])
    if isinstance(node, Shifted) and node.unit in words.words["year"] and weekday is None and ordinal > 0:
        return Calendar(week=ordinal, year_shift=node.offset), end
    if isinstance(node, Shifted) and node.unit in words.words["month"] and node.side is None and ordinal <= 5:
        return Calendar(month_shift=node.offset, nth=ordinal, weekday=weekday), end
    if not isinstance(node, Calendar) or node.day is not None or node.part is not None:
        return None
    if node.month is not None and ordinal <= 5:
        return replace(node, nth=ordinal, weekday=weekday), end
    if node == Calendar(year=node.year) and weekday is None and ordinal > 0:
        return replace(node, week=ordinal), end
    return None


def _final(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    return tokens.lower[i] not in words.shifts


def _in_year_of(tokens: Tokens, i: int, node: Calendar, words: PeriodWords) -> tuple[Calendar, int]:
    point, end = with_year(tokens, i, node, words)
    if isinstance(point, Calendar) and end > i:
        return point, end
    j = i + (tokens.lower[i] in words.words["of"])
    inner = _this_unit(tokens, j, words)
    if inner is not None and tokens.lower[j + 1] in words.words["year"]:
        return replace(node, year_shift=0), inner[1]
    return node, i
