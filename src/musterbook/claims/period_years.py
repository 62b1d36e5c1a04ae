"""Years and what is told by one: "2019 second quarter", "2025 May 19", "week 12 of 2019", "FY 2018-19"."""

import re
from dataclasses import replace

from musterbook.claims.period_dates import day_at, day_month, is_month, read_month, with_year, year_at
from musterbook.claims.period_nodes import Calendar
from musterbook.claims.period_spelled import ordinal_at
from musterbook.claims.quantity_tokens import NAME, NUMBER, WORD, Tokens
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import PeriodWords

Dated = tuple[Calendar, int]
"""A place on the calendar and the token after it."""

_DOUBLE = re.compile(r"((?:19|20)?\d\d)/((?:19|20)?\d\d)")
_MONTH_DAY = re.compile(r"([a-z]{3,9})(\d{1,2})")
_MONTH_YEAR = re.compile(r"([a-z]{3,9})((?:19|20)\d\d)")
_CENTURY_CUT = 40
_LAST_WEEK = 53


def short_year(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
    """ "in '98", "since '04": two digits behind an apostrophe and a word that opens a year."""
    text = tokens.texts[i]
    marked = i > 1 and tokens.lower[i - 1] in ("'", "’", "‘") and tokens.glued(i) and not tokens.glued(i - 1)
    opened = marked and (
        tokens.lower[i - 2] in number_words().words["year_openers"] or tokens.lower[i - 2] in words.words["of"]
    )
    if not opened or len(text) != 2 or not text.isdigit() or tokens.lower[i + 1] in ("'", "’"):
        return None
    return Calendar(year=_full(int(text))), i + 1


def _full(short: int) -> int:
    return short + (2000 if short < _CENTURY_CUT else 1900)


def behind_year(tokens: Tokens, i: int, node: Calendar, words: PeriodWords) -> Dated | None:
    """What stands at token `i`, directly behind a year, and lies in it."""
    if node != Calendar(year=node.year):
        return None
    word = tokens.lower[i]
    if word in words.words["fiscal"] and tokens.lower[i + 1] in words.words["year"]:
        return replace(node, fiscal=True), i + 2
    week = week_number(tokens, i, words)
    if week is not None:
        return replace(node, week=week[0]), week[1]
    ordinal = ordinal_at(tokens, i)
    kind = words.halves.get(tokens.lower[ordinal[1]]) if ordinal is not None else None
    if ordinal is not None and kind is not None and ordinal[0] <= (4 if kind == "Q" else 2):
        part = replace(node, quarter=ordinal[0]) if kind == "Q" else replace(node, half=ordinal[0])
        return part, ordinal[1] + 1
    dated: Dated | None = None
    if word in words.month_of and tokens.texts[i][:1].isupper():
        month = read_month(tokens, i, words)
        sure = month[0].day is not None or (is_month(tokens, i) and tokens.kinds[i + 1] != WORD) if month else False
        dated = month if sure else None
    elif (day := day_at(tokens, i)) is not None:
        dated = day_month(tokens, i, day, words)
    if dated is None or dated[0].year is not None or dated[0].year_shift is not None:
        return None
    return replace(dated[0], year=node.year), dated[1]


def week_number(tokens: Tokens, i: int, words: PeriodWords) -> tuple[int, int] | None:
    """ "week 12": its number and the token after it."""
    unit = words.units.get(tokens.lower[i])
    digits = tokens.texts[i + 1]
    if unit is None or unit.name not in words.words["week"] or tokens.lower[i].endswith("s"):
        return None
    if tokens.kinds[i + 1] != NUMBER or not digits.isdigit() or not 1 <= int(digits[:4]) <= _LAST_WEEK:
        return None
    return int(digits), i + 2


def numbered_week(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
    """ "week 12", "week 12 of 2019", "week 12, 2019", "week 12 of next year"."""
    week = week_number(tokens, i, words)
    if week is None:
        return None
    node, end = with_year(tokens, week[1], Calendar(week=week[0]), words)
    return (node, end) if end > week[1] else (replace(node, year_shift=0), end)


def fiscal_year(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
    """ "fiscal year 2018", "FY 2018-19", "financial year 2018/19"; two years name the one in which it ends."""
    if tokens.lower[i] not in words.words["fiscal"] and tokens.lower[i] not in words.words["fiscal_codes"]:
        return None
    j = i + 1 + (tokens.lower[i + 1] in words.words["year"])
    double = _DOUBLE.fullmatch(tokens.lower[j]) if tokens.kinds[j] == NAME else None
    if double is not None:
        last = int(double[2])
        return Calendar(year=_full(last) if last < 100 else last, fiscal=True), j + 1
    year = year_at(tokens, j, dated=True)
    if year is None:
        return None
    dash = tokens.lower[j + 1] in number_words().words["range_dashes"] and tokens.glued(j + 1) and tokens.glued(j + 2)
    text = tokens.texts[j + 2]
    if dash and text.isdigit() and int(text) % 100 == (year + 1) % 100 and len(text) in (2, 4):
        return Calendar(year=year + 1, fiscal=True), j + 3
    return Calendar(year=year, fiscal=True), j + 1


def run_together(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
    """ "May19, 2025" and the second half of "19May2025" and "May2025"."""
    match = _MONTH_YEAR.fullmatch(tokens.lower[i])
    if match is not None and match[1] in words.month_of:
        return Calendar(year=int(match[2]), month=words.month_of[match[1]]), i + 1
    match = _MONTH_DAY.fullmatch(tokens.lower[i])
    if match is None or match[1] not in words.month_of or not 1 <= int(match[2]) <= 31:
        return None
    node, end = with_year(tokens, i + 1, Calendar(month=words.month_of[match[1]], day=int(match[2])), words)
    return (node, end) if node.year is not None else None
