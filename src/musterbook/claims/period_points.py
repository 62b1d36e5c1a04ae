"""Points in time in a text: calendar dates, months, years, weekdays, and words such as yesterday or last month."""

import re
from dataclasses import replace

from musterbook.claims.period_nodes import Calendar, Shifted
from musterbook.claims.quantity_guards import is_name
from musterbook.claims.quantity_tokens import CURRENCY, NAME, NUMBER, PUNCT, WORD, Tokens
from musterbook.claims.quantity_units import read_unit
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import PeriodWords, TimeUnit, period_words

Point = tuple[Calendar | Shifted, int]
"""A node and the token after it."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_CODE = re.compile(r"([a-z]{1,2})(\d{1,4})(?:-(\d{4}))?")
_WITH_NAME = re.compile(r"(\d{1,4})[-/]([^\W\d_]+)[-/](\d{1,4})|([^\W\d_]+)[-/](\d{1,2})[-/](\d{4})")
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_CENTURY_CUT = 50


def read_point(tokens: Tokens, i: int) -> Point | None:
    """The point in time that begins at token `i`, or None."""
    words = period_words()
    kind, word = tokens.kinds[i], tokens.lower[i]
    if kind == NAME:
        return _coded(tokens, i, words)
    if kind == NUMBER:
        return _numeric(tokens, i, words)
    if kind != WORD:
        return None
    if word in words.month_of and is_month(tokens, i):
        return _month(tokens, i, words)
    if word in words.weekday_of and _is_weekday(tokens, i, words):
        return _weekday(tokens, i, words)
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


def is_month(tokens: Tokens, i: int) -> bool:
    """Whether a month's name is meant: a word that means other things too must be capitalised, not open a sentence alone."""
    words = period_words()
    if tokens.lower[i] not in words.words["ambiguous_months"]:
        return True
    beside = tokens.kinds[i + 1] == NUMBER or (i > 0 and tokens.kinds[i - 1] in (NUMBER, NAME))
    if not tokens.texts[i][:1].isupper():
        return beside and _day_beside(tokens, i)
    if beside or tokens.lower[i + 1] == "." or _opens(tokens, i):
        return beside or tokens.lower[i + 1] == "."
    return not tokens.texts[i + 1][:1].isupper() or tokens.kinds[i + 1] != WORD


def _day_beside(tokens: Tokens, i: int) -> bool:
    return _day_at(tokens, i + 1) is not None and tokens.lower[i + 2] == ","


def _opens(tokens: Tokens, i: int) -> bool:
    return i == 0 or tokens.lower[i - 1] in ("\n", ".", '"', "“")


def _is_weekday(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    if tokens.lower[i] not in words.words["ambiguous_weekdays"]:
        return True
    return tokens.texts[i][:1].isupper() and (
        tokens.lower[i + 1] in (".", ",") or tokens.kinds[i + 1] in (NUMBER, NAME)
    )


def _day_at(tokens: Tokens, i: int) -> int | None:
    """A day of the month in digits, with or without an ordinal ending."""
    text = tokens.lower[i]
    if tokens.kinds[i] == NUMBER and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31:
        return int(text)
    if tokens.kinds[i] == NAME and text[:-2].isdigit() and text[-2:].isalpha() and 1 <= int(text[:-2]) <= 31:
        return int(text[:-2]) if text[-2:] in number_words().words["ordinal_suffixes"] else None
    return None


def year_at(tokens: Tokens, i: int, *, dated: bool = False) -> int | None:
    """A year in four digits; outside a date (`dated`) only where nothing that it could count follows."""
    text = tokens.texts[i]
    if tokens.kinds[i] != NUMBER or len(text) != 4 or not text.isdigit() or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return None
    if dated:
        return int(text)
    before = tokens.kinds[i - 1] if i else ""
    openers = number_words().words["year_openers"]
    opened = i > 0 and tokens.lower[i - 1] in openers
    if before == CURRENCY or (before == WORD and not opened and is_name(tokens, i, i + 1)):
        return None
    unit = read_unit(tokens, i + 1)
    timed = tokens.lower[i + 1] in period_words().units
    percent = tokens.lower[i + 1] in number_words().words["percent"]
    return int(text) if (opened or not unit.known) and not percent and not timed else None


def _numeric(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "24 June 2024", "2015-12", "2024"."""
    day = _day_at(tokens, i)
    if day is not None:
        return _day_month(tokens, i, day, words)
    year = year_at(tokens, i)
    if year is None:
        return None
    dashed = tokens.lower[i + 1] == "-" and tokens.glued(i + 1) and tokens.glued(i + 2)
    j = i + 2 if dashed else i + 1
    text = tokens.texts[j]
    if dashed and tokens.kinds[j] == NUMBER and len(text) == 2 and 1 <= int(text) <= 12:
        return Calendar(year=year, month=int(text)), j + 1
    code = _CODE.fullmatch(tokens.lower[j])
    if code is not None:
        return _quarter_code(code, year, j, words) or (Calendar(year=year), i + 1)
    return Calendar(year=year), i + 1


def _day_month(tokens: Tokens, i: int, day: int, words: PeriodWords) -> Point | None:
    j = i + 1 + (tokens.lower[i + 1] in words.words["of"] or tokens.lower[i + 1] == "-")
    if tokens.lower[j] in words.shifts and tokens.lower[j + 1] in words.words["month"] and j > i + 1:
        return Calendar(day=day, month_shift=words.shifts[tokens.lower[j]]), j + 2
    if tokens.lower[j] not in words.month_of or not (is_month(tokens, j) or tokens.texts[j][:1].isupper()):
        return None
    node = Calendar(month=words.month_of[tokens.lower[j]], day=day)
    return _and_year(tokens, j + 1, node, words)


def _month(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "June 24, 2024", "June 2024", "June next year", "June"."""
    node = Calendar(month=words.month_of[tokens.lower[i]])
    j = i + 1
    dotted = tokens.lower[j] == "." and tokens.glued(j) and len(tokens.texts[i]) <= 4
    slashed = tokens.lower[j] in ("-", "/") and tokens.glued(j) and tokens.glued(j + 1)
    after = j + (dotted or slashed)
    after += tokens.lower[after] in words.words["the"] or tokens.lower[after] == ","
    day = _day_at(tokens, after)
    if day is not None and not (tokens.glued(after + 1) and tokens.kinds[after + 1] == WORD):
        if slashed and tokens.lower[after + 1] == "-":
            after += 1
        return _and_year(tokens, after + 1, replace(node, day=day), words)
    if slashed and year_at(tokens, j + 1, dated=True) is None:
        return node, j
    return _and_year(tokens, j + (dotted or slashed), node, words)


def _and_year(tokens: Tokens, i: int, node: Calendar, words: PeriodWords) -> Point:
    """A year behind a month or a day: ", 2024", " of 2024", " next year", " this year"."""
    j = i + (tokens.lower[i] == "," or tokens.lower[i] in words.words["of"] or tokens.lower[i] == "-")
    j += tokens.lower[j] in words.words["in"] and j == i and tokens.kinds[j + 1] == NUMBER
    year = year_at(tokens, j, dated=True)
    if year is not None and (node.day is not None or tokens.lower[i] != "," or _ends_phrase(tokens, j + 1)):
        return replace(node, year=year), j + 1
    if tokens.lower[j] in ("'", "’") and len(tokens.texts[j + 1]) == 2 and tokens.texts[j + 1].isdigit():
        return replace(node, year=_full_year(int(tokens.texts[j + 1]))), j + 2
    j = i + (tokens.lower[i] in words.words["of"])
    j += tokens.lower[j] in words.words["the"]
    shift = words.shifts.get(tokens.lower[j])
    if shift is not None and tokens.lower[j + 1] in words.words["year"]:
        return replace(node, year_shift=shift), j + 2
    if shift is not None and tokens.lower[j + 1] in words.words["month"] and node.month is None:
        return replace(node, month_shift=shift), j + 2
    return node, i


def _ends_phrase(tokens: Tokens, i: int) -> bool:
    return tokens.kinds[i] != WORD or tokens.texts[i][:1].islower()


def _full_year(short: int) -> int:
    return short + (2000 if short < _CENTURY_CUT else 1900)


def _weekday(tokens: Tokens, i: int, words: PeriodWords) -> Point:
    """ "Saturday, April 22", "Saturday 22 April 2023", "Tuesday of next week", "Saturday"."""
    weekday = words.weekday_of[tokens.lower[i]]
    j = i + 1 + (tokens.lower[i + 1] == "." and len(tokens.texts[i]) <= 4)
    j += tokens.lower[j] == ","
    j += tokens.lower[j] in words.words["the"]
    inner: Point | None = None
    if tokens.lower[j] in words.month_of and _day_at(tokens, j + 1 + (tokens.lower[j + 1] == ".")) is not None:
        inner = _month(tokens, j, words)
    elif (day := _day_at(tokens, j)) is not None:
        inner = _day_month(tokens, j, day, words)
    if inner is not None and isinstance(inner[0], Calendar):
        return replace(inner[0], weekday=weekday), inner[1]
    j = i + 1 + (tokens.lower[i + 1] in words.words["of"])
    j += tokens.lower[j] in words.words["the"]
    if tokens.lower[j] in words.shifts and tokens.lower[j + 1] in words.words["week"]:
        return Calendar(weekday=weekday, week_shift=words.shifts[tokens.lower[j]]), j + 2
    return Calendar(weekday=weekday), i + 1


def _shift(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "last July", "next Friday", "this week", "last summer", "this weekend"."""
    offset, word = words.shifts[tokens.lower[i]], tokens.lower[i + 1]
    if tokens.lower[i] in words.ordinals and (nth := _nth_in_month(tokens, i, words.ordinals[tokens.lower[i]], words)):
        return nth
    if offset == 0 and word in words.shifts:
        return _shift(tokens, i + 1, words)
    if word in words.month_of and (tokens.texts[i + 1][:1].isupper() or len(word) > 3):
        inner = _month(tokens, i + 1, words)
        if inner is not None and isinstance(inner[0], Calendar):
            return (inner[0] if inner[0].year else replace(inner[0], shift=offset)), inner[1]
    if word in words.weekday_of:
        return Calendar(weekday=words.weekday_of[word], shift=offset), i + 2
    if word in words.seasons:
        return _and_year(tokens, i + 2, Calendar(season=words.seasons[word], shift=offset), words)
    if word in words.words["weekend"]:
        return Shifted(unit="week", offset=offset, weekend=True), i + 2
    if word in words.day_parts and offset <= 0:
        return Shifted(unit="day", offset=offset, day_part=words.day_parts[word]), i + 2
    unit = words.units.get(word)
    if unit is None or unit.time or word != unit.name or word in words.day_parts:
        return None
    if unit.name == "week" and tokens.lower[i + 2] in words.weekday_of:
        return Calendar(weekday=words.weekday_of[tokens.lower[i + 2]], week_shift=offset), i + 3
    return Shifted(unit=unit.name, offset=offset), i + 2


def _part(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "early 2025", "mid-March", "late last year", "the end of the month", "beginning of next year"."""
    part = words.parts[tokens.lower[i]]
    j = i + 1 + (tokens.lower[i + 1] == "-")
    opened = tokens.lower[j] in words.words["of"] or tokens.lower[j] in words.words["in"]
    j += opened
    inner = _this_unit(tokens, j, words) if opened else None
    if inner is None:
        inner = read_point(tokens, j) if tokens.lower[j] not in words.parts else None
    if inner is None or (isinstance(inner[0], Calendar) and (inner[0].day or inner[0].weekday)):
        return None
    node, end = inner
    if isinstance(node, Shifted) and (node.unit == "day" or node.side or node.weekend):
        return None
    return replace(node, part=part), end


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
    if word in words.parts or word in words.ordinals or tokens.kinds[i + 1] == NAME or word in words.seasons:
        return read_point(tokens, i + 1)
    if word in words.shifts and tokens.lower[i + 2] not in words.units:
        return read_point(tokens, i + 1)
    if word in words.words["weekend"]:
        return Shifted(unit="week", offset=0, weekend=True), i + 2
    return None


def _unit_with_article(tokens: Tokens, i: int, unit: TimeUnit, words: PeriodWords) -> Point | None:
    """ "the year's beginning", "the day after tomorrow", "the month of June", "the week of March 4", "the year 2024"."""
    after, j = tokens.lower[i + 2], i + 3
    if after in words.words["possessives"] and tokens.lower[j] in words.parts:
        return Shifted(unit=unit.name, offset=0, part=words.parts[tokens.lower[j]]), j + 1
    sign = words.directions.get(after)
    if unit.name in words.words["day"] and sign is not None and tokens.lower[j] in words.days:
        return Shifted(unit="day", offset=words.days[tokens.lower[j]] + sign), j + 1
    if unit.name in words.words["week"] and after in words.words["week_of"]:
        return _week_of(tokens, j + (tokens.lower[j] in words.words["on"]))
    if unit.name in words.words["month"] and after in words.words["of"] and tokens.lower[j] in words.month_of:
        return _month(tokens, j, words)
    if unit.name in words.words["year"]:
        j = i + 2 + (after in words.words["of"])
        year = year_at(tokens, j, dated=True)
        if year is not None:
            return Calendar(year=year), j + 1
        if tokens.lower[i + 2 : i + 4] == words.to_date:
            return Shifted(unit="year", offset=0, so_far=True), i + 4
    asked = i > 0 and tokens.lower[i - 1] in words.words["before_the"]
    closed = tokens.kinds[i + 2] == PUNCT and tokens.lower[i + 2] not in ("-", "'", "’")
    return (Shifted(unit=unit.name, offset=0), i + 2) if asked and closed and unit.factor == 1 else None


def _week_of(tokens: Tokens, i: int) -> Point | None:
    inner = read_point(tokens, i)
    if inner is None or not isinstance(inner[0], Calendar) or inner[0].day is None:
        return None
    return replace(inner[0], days=7), inner[1]


def _named(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """Quarters and halves by ordinal, seasons, fiscal years, holidays, week numbers."""
    word = tokens.lower[i]
    ordinal = words.ordinals.get(word)
    if ordinal is not None:
        return _ordinal(tokens, i, ordinal, words)
    if word in words.seasons:
        node = Calendar(season=words.seasons[word])
        point = _and_year(tokens, i + 1, node, words)
        sure = point[1] > i + 1 or (word not in words.words["ambiguous_seasons"] and _after_in(tokens, i, words))
        return point if sure else None
    if word in words.words["fiscal"] or word in words.words["fiscal_codes"]:
        j = i + 1 + (tokens.lower[i + 1] in words.words["year"])
        year = year_at(tokens, j, dated=True)
        return (Calendar(year=year, fiscal=True), j + 1) if year is not None else None
    if word in words.words["week"] and tokens.kinds[i + 1] == NUMBER and len(tokens.texts[i + 1]) <= 2:
        number = int(tokens.texts[i + 1]) if tokens.texts[i + 1].isdigit() else 0
        return (Calendar(week=number, year_shift=0), i + 2) if 1 <= number <= 53 else None
    for size in (2, 1):
        day = words.holidays.get(tokens.lower[i : i + size])
        if day is not None:
            return _and_year(tokens, i + size, Calendar(month=day[0], day=day[1]), words)
    return None


def _after_in(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    j = i - 1 - (i > 0 and tokens.lower[i - 1] in words.words["the"])
    return j >= 0 and (tokens.lower[j] in words.words["in"] or tokens.lower[j] in words.words["over"])


def _ordinal(tokens: Tokens, i: int, ordinal: int, words: PeriodWords) -> Point | None:
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
    node, end = _with_year(tokens, i + 2, node, words)
    return (node, end) if kind == "Q" or end > i + 2 else None


def _nth_in_month(tokens: Tokens, i: int, ordinal: int, words: PeriodWords) -> Point | None:
    """ "the first week of March", "the last Friday of June 2024", "the first week of 2025"."""
    known = tokens.lower[i + 1] in words.words["week"] or tokens.lower[i + 1] in words.weekday_of
    if not known or not (tokens.lower[i + 2] in words.words["of"] or tokens.lower[i + 2] in words.words["in"]):
        return None
    inner = read_point(tokens, i + 3) or _this_unit(tokens, i + 3, words)
    if inner is None or not -1 <= ordinal <= 5:
        return None
    node, end = inner
    weekday = words.weekday_of.get(tokens.lower[i + 1])
    if isinstance(node, Shifted) and node.unit in words.words["month"] and node.side is None:
        return Calendar(month_shift=node.offset, nth=ordinal, weekday=weekday), end
    if not isinstance(node, Calendar) or node.day is not None or node.part is not None:
        return None
    if node.month is not None:
        return replace(node, nth=ordinal, weekday=weekday), end
    if node == Calendar(year=node.year) and weekday is None and ordinal > 0:
        return replace(node, week=ordinal), end
    return None


def _final(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    return tokens.lower[i] not in words.shifts


def _with_year(tokens: Tokens, i: int, node: Calendar, words: PeriodWords) -> tuple[Calendar, int]:
    point, end = _and_year(tokens, i, node, words)
    if isinstance(point, Calendar) and end > i:
        return point, end
    j = i + (tokens.lower[i] in words.words["of"])
    inner = _this_unit(tokens, j, words)
    if inner is not None and tokens.lower[j + 1] in words.words["year"]:
        return replace(node, year_shift=0), inner[1]
    return node, i


def _coded(tokens: Tokens, i: int, words: PeriodWords) -> Point | None:
    """ "2024-06-24", "24/06/2024", "1990s", "Q1 2024", "FY2022", "24th of June"."""
    text = tokens.lower[i]
    match = _ISO.fullmatch(text)
    if match is not None:
        year, month, day = (int(part) for part in match.groups())
        return _checked(year, month, day, i)
    match = _SLASHED.fullmatch(text)
    if match is not None:
        return _slashed(*(int(part) for part in match.groups()), i=i)
    match = _WITH_NAME.fullmatch(text)
    if match is not None:
        return _spelled(match, i, words)
    plural = text.rstrip("s").rstrip("'’")
    if text.endswith("s") and plural.isdigit() and plural.endswith("0") and len(plural) in (2, 4):
        decade = int(plural) if len(plural) == 4 else 1900 + int(plural)
        return Calendar(decade=decade), i + 1
    code = _CODE.fullmatch(text)
    if code is not None:
        return _code(tokens, i, code, words)
    day_number = _day_at(tokens, i)
    return _day_month(tokens, i, day_number, words) if day_number is not None else None


def _spelled(match: re.Match[str], i: int, words: PeriodWords) -> Point | None:
    """ "24-Jun-2024", "2024/Jun/24", "Jun-24-2024"."""
    first, name, last = match[1] or match[5], match[2] or match[4], match[3] or match[6]
    month = words.month_of.get(name)
    if month is None:
        return None
    year, day = (int(first), int(last)) if len(first) == 4 else (int(last), int(first))
    return _checked(_full_year(year) if year < 100 else year, month, day, i)


def _checked(year: int, month: int, day: int, i: int) -> Point | None:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Calendar(year=year, month=month, day=day), i + 1


def _slashed(first: int, second: int, year: int, *, i: int) -> Point | None:
    """Day before month unless only the other order makes a date; both orders possible and different: no answer."""
    year = _full_year(year) if year < 100 else year
    if second > 12 >= first:
        return _checked(year, first, second, i)
    if first > 12 >= second or first == second:
        return _checked(year, second, first, i)
    return None


def _code(tokens: Tokens, i: int, code: re.Match[str], words: PeriodWords) -> Point | None:
    if code[1] in words.words["fiscal_codes"]:
        number = int(code[2])
        year = number if len(code[2]) == 4 else _full_year(number) if len(code[2]) == 2 else None
        return (Calendar(year=year, fiscal=True), i + 1) if year else None
    if code[3]:
        return _quarter_code(code, int(code[3]), i, words)
    j = i + 1 + (tokens.lower[i + 1] in ("-", ",") or tokens.lower[i + 1] in words.words["of"])
    year = year_at(tokens, j, dated=True)
    return _quarter_code(code, year, j if year is not None else i, words)


def _quarter_code(code: re.Match[str], year: int | None, i: int, words: PeriodWords) -> Point | None:
    if len(code[2]) != 1:
        return None
    number = int(code[2])
    if code[1] in words.words["quarter_codes"] and 1 <= number <= 4:
        return Calendar(year=year, quarter=number), i + 1
    if code[1] in words.words["half_codes"] and 1 <= number <= 2 and year is not None:
        return Calendar(year=year, half=number), i + 1
    return None
