"""Units without a number of their own, and feasts: "the month", "end of month", "year-end"."""

from dataclasses import replace

from musterbook.claims.period_dates import day_at, with_year, year_at
from musterbook.claims.period_nodes import Calendar, Edge, Shifted
from musterbook.claims.quantity_tokens import NUMBER, PUNCT, WORD, Tokens
from musterbook.lexicons.periods import PeriodWords, TimeUnit

Dated = tuple[Calendar | Shifted | Edge, int]
"""A node and the token after it."""


def bare_unit(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
    """ "end of month", "mid-week": the current unit without an article."""
    unit = words.units.get(tokens.lower[i])
    closed = tokens.kinds[i + 1] != WORD or tokens.texts[i + 1][:1].islower()
    if unit is None or unit.time or unit.name != tokens.lower[i] or unit.factor > 1 or not closed:
        return None
    return (Shifted(unit=unit.name, offset=0), i + 1) if unit.name not in words.words["day"] else None


def this_unit(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
    """ "the month", "the year" where the current one is meant; only inside "the end of ..." and "later in ..."."""
    if tokens.lower[i] not in words.words["the"]:
        return None
    unit = words.units.get(tokens.lower[i + 1])
    if unit is None or unit.time or unit.name != tokens.lower[i + 1] or tokens.lower[i + 1] in words.day_parts:
        return None
    return Shifted(unit=unit.name, offset=0), i + 2


def month_of(inner: Dated, number: int, words: PeriodWords) -> Dated | None:
    """ "the last month of 2025", "the first month of the year"."""
    node, end = inner
    if isinstance(node, Shifted) and node.unit in words.words["year"] and number <= 12:
        return Calendar(month=number, year_shift=node.offset), end
    if isinstance(node, Calendar) and node == Calendar(year=node.year) and number <= 12:
        return replace(node, month=number), end
    return None


def old_year(tokens: Tokens, i: int) -> int | None:
    """ "the year 800", "the year 1066"."""
    text = tokens.texts[i]
    return int(text) if tokens.kinds[i] == NUMBER and text.isdigit() and 3 <= len(text) <= 4 and int(text) else None


def ended(tokens: Tokens, i: int, k: int) -> bool:
    """Whether "year end" ends a phrase and is not a verb with its subject ("the week ended")."""
    return tokens.kinds[k + 1] != WORD or tokens.lower[k - 1] == "-" or tokens.texts[k + 1][:1].islower()


def unit_end(tokens: Tokens, end: int, unit: TimeUnit) -> Dated:
    """ "year-end", "year-end 2015"."""
    year = year_at(tokens, end, dated=True)
    if year is not None and unit.letter == "Y":
        return Calendar(year=year, part="end"), end + 1
    return Shifted(unit=unit.name, offset=0, part="end"), end


def feast_at(tokens: Tokens, i: int, words: PeriodWords) -> tuple[Calendar, int] | None:
    """A feast by its name, without its year: "Good Friday", "World Refugee Day"."""
    for size in range(words.longest_holiday, 0, -1):
        day = words.holidays.get(tokens.lower[i : i + size])
        if day is not None:
            node = Calendar(month=day.month, day=day.day, weekday=day.weekday, nth=day.nth, easter=day.easter)
            return replace(node, plus=day.plus), i + size
    return None


def bare_day(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
    """ "on the 15th", "by the 15th": a day of the nearest such month; nothing that it could number may follow."""
    day = day_at(tokens, i)
    opened = i > 1 and tokens.lower[i - 1] in words.words["the"] and tokens.lower[i - 2] in words.words["day_openers"]
    closed = tokens.kinds[i + 1] == PUNCT and tokens.lower[i + 1] not in ("-", "'", "’")
    return (Calendar(day=day), i + 1) if day is not None and opened and closed else None


def dated_unit(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    """Whether a unit without an article dates something: "year to date", "day after tomorrow", "week of March 4"."""
    after = tokens.lower[i + 1]
    return (
        i > 0 or tokens.lower[i + 1 : i + 3] == words.to_date or after in words.directions or after in words.words["of"]
    )


def after_in(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    """Whether a season at token `i` is dated by what stands before it: "in spring", "by the summer"."""
    j = i - 1 - (i > 0 and tokens.lower[i - 1] in words.words["the"])
    openers = words.words["in"] | words.words["over"] | words.words["day_openers"]
    return j >= 0 and tokens.lower[j] in openers


def in_year_of(tokens: Tokens, i: int, node: Calendar, words: PeriodWords) -> tuple[Calendar, int]:
    """A part of a year with the year that follows, printed or in words ("of this year"), and the token behind it."""
    point, end = with_year(tokens, i, node, words)
    if isinstance(point, Calendar) and end > i:
        return point, end
    j = i + (tokens.lower[i] in words.words["of"])
    inner = this_unit(tokens, j, words)
    if inner is not None and tokens.lower[j + 1] in words.words["year"]:
        return replace(node, year_shift=0), inner[1]
    return node, i
