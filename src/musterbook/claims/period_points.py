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
from musterbook.claims.period_units import (
    after_in,
    bare_day,
    bare_unit,
    dated_unit,
    ended,
    feast_at,
    in_year_of,
    month_of,
    old_year,
    this_unit,
    unit_end,
)
from musterbook.claims.period_years import behind_year, fiscal_year, numbered_week, run_together, short_year
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
        code = point or read_code(tokens, i, words) or run_together(tokens, i, words)
        return code or bare_day(tokens, i, words)
    if kind == NUMBER:
        return _numbered(tokens, i, words)
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


def _numbered(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "24 June 2024", "2024", "'98", "19May2025", "2019 second quarter"."""
    short = short_year(tokens, i, words)
    if short is not None:
        return short
    day = day_at(tokens, i)
    joined = run_together(tokens, i + 1, words) if day is not None and tokens.glued(i + 1) else None
    if joined is not None and joined[0].day is None:
        return replace(joined[0], day=day), joined[1]
    if (year := year_at(tokens, i, dated=True)) is not None:
        inside = behind_year(tokens, i + 1, Calendar(year=year), words)
        if inside is not None:
            return inside
    found = read_numeric(tokens, i, words)
    return (behind_year(tokens, found[1], found[0], words) or found) if found is not None else None


def _shift(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "last July", "next Friday", "this week", "last summer", "this weekend"."""
    offset, word = words.shifts[tokens.lower[i]], tokens.lower[i + 1]
    if tokens.lower[i] in words.ordinals and (nth := _nth_in_month(tokens, i, words.ordinals[tokens.lower[i]], words)):
        return nth
    kind = words.halves.get(word)
    if kind is not None and offset == -1 and tokens.lower[i + 2] in words.words["of"]:
        last = Calendar(quarter=4) if kind == "Q" else Calendar(half=2)
        quarter, end = in_year_of(tokens, i + 2, last, words)
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
    linked = tokens.lower[i + 2] in words.words["on"] | words.words["possessives"] or tokens.lower[i + 2] == "-"
    j = i + 2 + linked
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
    inner = this_unit(tokens, j, words) if opened else None
    if inner is None and (opened or tokens.lower[i + 1] == "-"):
        inner = bare_unit(tokens, j, words)
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


def _side(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "earlier this month", "later in the week"."""
    side = "earlier" if tokens.lower[i] in words.words["earlier"] else "later"
    j = i + 1 + (tokens.lower[i + 1] in words.words["in"] or tokens.lower[i + 1] in words.words["on"])
    inner = this_unit(tokens, j, words) if j > i + 1 else None
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
        return _rest(tokens, i + 1, words)
    if tokens.lower[i + 1] not in words.shifts and (edge := _edge(tokens, i + 1, words)) is not None:
        return edge
    spelled = _spelled_day(tokens, i + 1, words)
    if spelled is not None:
        return spelled
    if word in words.decades:
        return Calendar(decade=words.decades[word]), i + 2
    century = number_words().cardinals.get(word)
    if century in (18, 19) and tokens.lower[i + 2] in words.decades:
        return Calendar(decade=int(century) * 100 + words.decades[tokens.lower[i + 2]] % 100), i + 3
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


def _rest(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "(the) rest of the year", "the remainder of this month"."""
    j = i + 1 + (tokens.lower[i + 1] in words.words["of"])
    inner = this_unit(tokens, j, words)
    if inner is None and words.shifts.get(tokens.lower[j]) == 0:
        inner = _shift(tokens, j, words)
    if inner is None or not isinstance(inner[0], Shifted) or inner[0].offset:
        return None
    return replace(inner[0], side="later"), inner[1]


def _spelled_day(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "(the) twenty-first of June", "(the) third of next month", "the twenty-sixth day of the month"."""
    ordinal = ordinal_at(tokens, i)
    if ordinal is None or not 1 <= ordinal[0] <= 31 or tokens.kinds[i] != WORD:
        return None
    return day_month(tokens, ordinal[1] - 1, ordinal[0], words)


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
    month = only and unit is not None and unit.name in words.words["month"]
    if unit is None or unit.time or unit.factor > 1 or (only and unit.name not in words.words["day"] and not month):
        return None
    if not count or (tokens.lower[j + 1] not in words.words["of"] and tokens.lower[j + 1] not in words.words["in"]):
        return None
    inner = read_point(tokens, j + 2) or this_unit(tokens, j + 2, words)
    if inner is None or isinstance(inner[0], Edge):
        return None
    if month:
        return month_of(inner, value if value > 0 else 12, words)
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
        whole = after in words.words["of"]
        return _week_of(tokens, j + (tokens.lower[j] in words.words["on"]), whole=whole)
    if unit.name in words.words["month"] and after in words.words["of"] and tokens.lower[j] in words.month_of:
        return read_month(tokens, j, words)
    if unit.name in words.words["year"]:
        j = i + 2 + (after in words.words["of"])
        year = year_at(tokens, j, dated=True) or old_year(tokens, j)
        if year is not None:
            return Calendar(year=year), j + 1
    if tokens.lower[i + 2 : i + 4] == words.to_date:
        return Shifted(unit=unit.name, offset=0, so_far=True), i + 4
    k = i + 2 + (after == "-" and tokens.glued(i + 2))
    if words.parts.get(tokens.lower[k]) == "end" and unit.name not in words.words["day"] and ended(tokens, i, k):
        return unit_end(tokens, k + 1, unit)
    asked = i > 0 and tokens.lower[i - 1] in words.words["before_the"] and tokens.lower[i] in words.words["the"]
    closed = tokens.kinds[i + 2] == PUNCT and tokens.lower[i + 2] not in ("-", "'", "’")
    return (Shifted(unit=unit.name, offset=0), i + 2) if asked and closed and unit.factor == 1 else None


def _week_of(tokens: Tokens, i: int, *, whole: bool = True) -> Point | None:
    """ "the week of March 4" is the `whole` week in which the day lies, "the week beginning March 4" the next seven."""
    inner = read_point(tokens, i)
    if inner is None or not isinstance(inner[0], Calendar) or inner[0].day is None:
        return None
    return replace(inner[0], days=7, week=0 if whole else None), inner[1]


def _named(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """Quarters and halves by ordinal, seasons, fiscal years, holidays, week numbers."""
    word = tokens.lower[i]
    if word in words.words["rest"] and tokens.lower[i + 1] in words.words["of"]:
        return _rest(tokens, i, words)
    unit = words.units.get(word)
    if unit is not None and not unit.time and unit.name == word and dated_unit(tokens, i, words):
        found = _unit_with_article(tokens, i - 1, unit, words)
        if found is not None:
            return found
    whole = words.unit_words.get(word)
    if whole is not None:
        part, so_far = (None, True) if whole[1] == "so_far" else (whole[1] or None, False)
        return Shifted(unit=whole[0], offset=0, part=part, so_far=so_far), i + 1
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
        sure = point[1] > i + 1 or (word not in words.words["ambiguous_seasons"] and after_in(tokens, i, words))
        return point if sure else None
    numbered = fiscal_year(tokens, i, words) or numbered_week(tokens, i, words)
    if numbered is not None:
        return numbered
    feast = feast_at(tokens, i, words)
    return with_year(tokens, feast[1], feast[0], words) if feast is not None else None


def _ordinal(tokens: Tokens, i: int, ordinal: int, words: PeriodWords) -> Point | None:
    if tokens.lower[i + 1] in words.words["century"] and ordinal > 0:
        return Calendar(century=(ordinal - 1) * 100), i + 2
    named = tokens.lower[i + 1] in words.words["week"] | words.words["weekend"]
    if named or tokens.lower[i + 1] in words.weekday_of:
        return _nth_in_month(tokens, i, ordinal, words)
    kind = words.halves.get(tokens.lower[i + 1])
    if kind is None:
        return None
    top = 4 if kind == "Q" else 2
    number = top if ordinal == -1 else ordinal
    if not 1 <= number <= top or (ordinal == -1 and not _final(tokens, i, words)):
        return None
    inside = _half_of(tokens, i + 2, number, words) if kind == "H" else None
    if inside is not None:
        return inside
    node = Calendar(quarter=number) if kind == "Q" else Calendar(half=number)
    node, end = in_year_of(tokens, i + 2, node, words)
    return (node, end) if kind == "Q" or end > i + 2 else None


def _half_of(tokens: Tokens, i: int, number: int, words: PeriodWords) -> Point | None:
    """ "the first half of March 2019", "the second half of next month"."""
    if tokens.lower[i] not in words.words["of"]:
        return None
    inner = read_point(tokens, i + 1) or this_unit(tokens, i + 1, words)
    if inner is None or isinstance(inner[0], Edge) or inner[0].part is not None:
        return None
    node, end = inner
    part = "half1" if number == 1 else "half2"
    if isinstance(node, Shifted):
        month = node.unit in words.words["month"] and node.side is None
        return (replace(node, part=part), end) if month else None
    if isinstance(node, Calendar) and node.month is not None and node.day is None and node.nth is None:
        return replace(node, part=part), end
    return None


def _nth_in_month(tokens: Tokens, i: int, ordinal: int, words: PeriodWords) -> Point | None:
    """ "the first week of March", "the last Friday of June 2024", "the first week of 2025"."""
    known = (
        tokens.lower[i + 1] in words.words["week"] | words.words["weekend"] or tokens.lower[i + 1] in words.weekday_of
    )
    if not known or not (tokens.lower[i + 2] in words.words["of"] or tokens.lower[i + 2] in words.words["in"]):
        return None
    inner = read_point(tokens, i + 3) or this_unit(tokens, i + 3, words)
    if inner is None or not -1 <= ordinal <= 53 or not ordinal or isinstance(inner[0], Edge):
        return None
    node, end = inner
    weekday = words.weekday_of.get(tokens.lower[i + 1])
    weekend = tokens.lower[i + 1] in words.words["weekend"]
    if isinstance(node, Shifted) and node.unit in words.words["year"] and weekday is None and not weekend:
        return Calendar(week=ordinal, year_shift=node.offset), end
    if isinstance(node, Shifted) and node.unit in words.words["month"] and node.side is None and ordinal <= 5:
        return Calendar(month_shift=node.offset, nth=ordinal, weekday=weekday, weekend=weekend), end
    if not isinstance(node, Calendar) or node.day is not None or node.part is not None:
        return None
    if node.month is not None and ordinal <= 5:
        return replace(node, nth=ordinal, weekday=weekday, weekend=weekend), end
    if node != Calendar(year=node.year):
        return None
    if weekday is None and not weekend:
        return replace(node, week=ordinal), end
    return (
        (replace(node, month=12 if ordinal == -1 else 1, nth=ordinal, weekday=weekday, weekend=weekend), end)
        if (ordinal <= 5)
        else None
    )


def _final(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    return tokens.lower[i] not in words.shifts
