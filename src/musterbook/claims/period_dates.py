"""Dates as they are printed: "June 24, 2024", "24/06/2024", "Saturday, April 22", "Q1 2024", bare months and years."""

import re
from dataclasses import replace

from musterbook.claims.period_nodes import Calendar
from musterbook.claims.period_spelled import day_after_month, ordinal_at, spelled_year
from musterbook.claims.quantity_guards import is_name
from musterbook.claims.quantity_tokens import CURRENCY, NAME, NUMBER, WORD, Tokens
from musterbook.claims.quantity_units import read_unit
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import PeriodWords, period_words

Dated = tuple[Calendar, int]
"""A place on the calendar and the token after it."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_CODE = re.compile(r"([a-z]{1,2})(\d{1,4})(?:-(\d{4}))?")
_WITH_NAME = re.compile(r"(\d{1,4})[-/]([^\W\d_]+)[-/](\d{1,4})|([^\W\d_]+)[-/](\d{1,2})[-/](\d{4})")
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_CENTURY_CUT = 40
"""Two digits from here on mean the last century."""

_DECADES_FROM = 2000
"""Before it "the 1800s" is a century, from then on "the 2000s" a decade."""

_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})|(\d{4})/(\d{1,2})")
_NAME_YEAR = re.compile(r"([^\W\d_]+)-(\d{4}|\d{2})")
_COMPACT = re.compile(r"(19\d\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")


def is_month(tokens: Tokens, i: int) -> bool:
    """Whether a month is meant: a word that means other things too must be capitalised and not open a sentence."""
    words = period_words()
    if tokens.lower[i] not in words.words["ambiguous_months"]:
        return True
    beside = tokens.kinds[i + 1] == NUMBER or (i > 0 and tokens.kinds[i - 1] in (NUMBER, NAME))
    beside = beside or _dated_beside(tokens, i) or _day_beside(tokens, i)
    if not tokens.texts[i][:1].isupper():
        return beside and _day_beside(tokens, i)
    if beside or tokens.lower[i + 1] == "." or _opens(tokens, i):
        return beside or tokens.lower[i + 1] == "."
    return not tokens.texts[i + 1][:1].isupper() or tokens.kinds[i + 1] != WORD


def _dated_beside(tokens: Tokens, i: int) -> bool:
    """Whether a capitalised month is told by "5th", "'94", "of this year" behind it, or another month beside it."""
    words = period_words()
    if not tokens.texts[i][:1].isupper():
        return False
    after, later = tokens.lower[i + 1], tokens.lower[i + 2]
    if day_at(tokens, i + 1) is not None or (after in ("'", "’") and later.isdigit()):
        return True
    if after in words.words["the"] and later[-2:] in number_words().words["ordinal_suffixes"]:
        return day_at(tokens, i + 2) is not None
    if after in words.words["of"]:
        return later in words.shifts or tokens.kinds[i + 2] == NUMBER
    if day_after_month(tokens, i + 1, article=False) is not None:
        return True
    linked = after in words.words["to"] or after in words.words["and"]
    behind = i > 1 and (tokens.lower[i - 1] in words.words["to"] or tokens.lower[i - 1] in words.words["and"])
    return (linked and later in words.month_of) or (behind and tokens.lower[i - 2] in words.month_of)


def _day_beside(tokens: Tokens, i: int) -> bool:
    """ "march 5, " and "march 5th": a small letter needs more than a number behind it."""
    dotted = tokens.lower[i + 1] == "." and tokens.glued(i + 1)
    j = i + 1 + dotted
    ordinal = tokens.lower[j][-2:] in number_words().words["ordinal_suffixes"]
    return day_at(tokens, j) is not None and (ordinal or dotted or tokens.lower[j + 1] == ",")


def _opens(tokens: Tokens, i: int) -> bool:
    return i == 0 or tokens.lower[i - 1] in ("\n", ".", '"', "“")


def is_weekday(tokens: Tokens, i: int, words: PeriodWords) -> bool:
    """Whether a weekday is meant; abbreviations that are words too need a capital and a date behind them."""
    if tokens.lower[i] not in words.words["ambiguous_weekdays"]:
        return True
    return tokens.texts[i][:1].isupper() and (
        tokens.lower[i + 1] in (".", ",")
        or (tokens.lower[i + 1] in ("-", "–") and tokens.lower[i + 2] in words.weekday_of)
        or (i > 1 and tokens.lower[i - 1] in ("-", "–") and tokens.lower[i - 2] in words.weekday_of)
        or tokens.kinds[i + 1] in (NUMBER, NAME)
    )


def day_at(tokens: Tokens, i: int) -> int | None:
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


def read_numeric(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
    """ "24 June 2024", "2015-12", "2024"."""
    day = day_at(tokens, i)
    if day is not None:
        return day_month(tokens, i, day, words) or _month_or_quarter(tokens, i, day, words)
    compact = _COMPACT.fullmatch(tokens.texts[i])
    if compact is not None and not read_unit(tokens, i + 1).name:
        return _checked(int(compact[1]), int(compact[2]), int(compact[3]), i)
    year = year_at(tokens, i)
    if year is None:
        return None
    dashed = tokens.lower[i + 1] == "-" and tokens.glued(i + 1) and tokens.glued(i + 2)
    j = i + 2 if dashed else i + 1
    text = tokens.texts[j]
    if dashed and tokens.kinds[j] == NUMBER and len(text) == 2 and 1 <= int(text) <= 12:
        return Calendar(year=year, month=int(text)), j + 1
    code = _CODE.fullmatch(tokens.lower[j])
    if code is not None and code[1] in words.words["year_codes"] and dashed and 1 <= int(code[2]) <= 53:
        return Calendar(year=year, week=int(code[2])), j + 1
    if code is not None:
        return _quarter_code(code, year, j, words) or (Calendar(year=year), i + 1)
    return Calendar(year=year), i + 1


def _month_or_quarter(tokens: Tokens, i: int, number: int, words: PeriodWords) -> Dated | None:
    """ "12-1994", "3Q 2015", "2H 2015"."""
    word = tokens.lower[i + 1]
    if word == "-" and number <= 12 and tokens.glued(i + 1) and tokens.glued(i + 2):
        year = year_at(tokens, i + 2, dated=True)
        return (Calendar(year=year, month=number), i + 3) if year is not None else None
    if not tokens.glued(i + 1):
        return None
    year = year_at(tokens, i + 2 + (tokens.lower[i + 2] in words.words["of"]), dated=True)
    end = i + 3 + (tokens.lower[i + 2] in words.words["of"])
    if year is not None and word in words.words["quarter_codes"] and number <= 4:
        return Calendar(year=year, quarter=number), end
    return (
        (Calendar(year=year, half=number), end) if year and word in words.words["half_codes"] and number < 3 else None
    )


def day_month(tokens: Tokens, i: int, day: int, words: PeriodWords) -> Dated | None:
    """ "24 June 2024", "the 24th of June", "the 15th of next month"; `day` is what stands up to token `i`."""
    j = i + 1 + (tokens.lower[i + 1] in words.words["day"])
    j += tokens.lower[j] in words.words["of"] or tokens.lower[j] == "-"
    stopped = j == i + 1 and tokens.lower[j] == "." and tokens.glued(j) and tokens.lower[j + 1] in words.month_of
    if stopped:
        dated = read_month(tokens, j + 1, words)
        return (replace(dated[0], day=day), dated[1]) if dated and dated[0].year and dated[0].day is None else None
    if tokens.lower[j] in words.words["the"] and tokens.lower[j + 1] in words.words["month"] and j > i + 1:
        return Calendar(day=day, month_shift=0), j + 2
    if tokens.lower[j] in words.shifts and tokens.lower[j + 1] in words.words["month"] and j > i + 1:
        return Calendar(day=day, month_shift=words.shifts[tokens.lower[j]]), j + 2
    ordinal = tokens.lower[i][-2:] in number_words().words["ordinal_suffixes"] and j > i + 1
    if tokens.lower[j] not in words.month_of or not (ordinal or is_month(tokens, j) or tokens.texts[j][:1].isupper()):
        return None
    node = Calendar(month=words.month_of[tokens.lower[j]], day=day)
    dotted = tokens.lower[j + 1] == "." and tokens.glued(j + 1) and year_at(tokens, j + 2, dated=True) is not None
    return with_year(tokens, j + 1 + dotted, node, words)


def read_month(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
    """ "June 24, 2024", "June 2024", "June next year", "June"."""
    node = Calendar(month=words.month_of[tokens.lower[i]])
    j = i + 1
    dotted = tokens.lower[j] == "." and tokens.glued(j) and len(tokens.texts[i]) <= 4
    slashed = tokens.lower[j] in ("-", "/") and tokens.glued(j) and tokens.glued(j + 1)
    after = j + (dotted or slashed)
    article = tokens.lower[after] in words.words["the"]
    after += article or tokens.lower[after] == ","
    spelled = day_after_month(tokens, after, article=article)
    if spelled is not None:
        return with_year(tokens, spelled[1], replace(node, day=spelled[0]), words)
    day = day_at(tokens, after)
    if day is not None and not (tokens.glued(after + 1) and tokens.kinds[after + 1] == WORD):
        if slashed and tokens.lower[after + 1] == "-":
            after += 1
        return with_year(tokens, after + 1, replace(node, day=day), words)
    if slashed and year_at(tokens, j + 1, dated=True) is None:
        return node, j
    return with_year(tokens, j + (dotted or slashed), node, words)


def with_year(tokens: Tokens, i: int, node: Calendar, words: PeriodWords) -> Dated:
    """A year behind a month or a day: ", 2024", " of 2024", " next year", " this year"."""
    j = i + (tokens.lower[i] == "," or tokens.lower[i] in words.words["of"] or tokens.lower[i] == "-")
    j += tokens.lower[j] in words.words["in"] and j == i and tokens.kinds[j + 1] == NUMBER
    year = year_at(tokens, j, dated=True)
    if year is not None and (node.day is not None or tokens.lower[i] != "," or _ends_phrase(tokens, j + 1)):
        return replace(node, year=year), j + 1
    spelled = spelled_year(tokens, j)
    if spelled is not None and (node.day is not None or tokens.lower[i] != ","):
        return replace(node, year=spelled[0]), spelled[1]
    of_short = j > i and tokens.lower[i] in words.words["of"] and node.day is not None
    if of_short and len(tokens.texts[j]) == 2 and tokens.texts[j].isdigit() and tokens.kinds[j + 1] != WORD:
        return replace(node, year=_full_year(int(tokens.texts[j]))), j + 1
    seasonal = node.season is not None and j > i
    if (node.day is not None or seasonal) and tokens.kinds[j] == NUMBER and _is_short_year(tokens, j):
        return replace(node, year=_full_year(int(tokens.texts[j]))), j + 1
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


def _is_short_year(tokens: Tokens, j: int) -> bool:
    """Whether two digits behind a day are a year: no day of a month, and they count nothing."""
    text = tokens.texts[j]
    return len(text) == 2 and text.isdigit() and int(text) > 31 and tokens.kinds[j + 1] not in (WORD, NUMBER)


def _ends_phrase(tokens: Tokens, i: int) -> bool:
    return tokens.kinds[i] != WORD or tokens.texts[i][:1].islower()


def _full_year(short: int) -> int:
    return short + (2000 if short < _CENTURY_CUT else 1900)


def read_weekday(tokens: Tokens, i: int, words: PeriodWords) -> Dated:
    """ "Saturday, April 22", "Saturday 22 April 2023", "Tuesday of next week", "Saturday"."""
    weekday = words.weekday_of[tokens.lower[i]]
    j = i + 1 + (tokens.lower[i + 1] == "." and len(tokens.texts[i]) <= 4)
    j += tokens.lower[j] == ","
    j += tokens.lower[j] in words.words["the"]
    inner: Dated | None = None
    if tokens.lower[j] in words.month_of and day_at(tokens, j + 1 + (tokens.lower[j + 1] == ".")) is not None:
        inner = read_month(tokens, j, words)
    elif (day := day_at(tokens, j)) is not None:
        inner = day_month(tokens, j, day, words)
    elif tokens.kinds[j] == NAME and (code := read_code(tokens, j, words)) is not None and code[0].day is not None:
        inner = code
    elif (spelled := ordinal_at(tokens, j)) is not None and _is_day_of(tokens, j, spelled[1], words):
        inner = day_month(tokens, spelled[1] - 1, spelled[0], words) or (Calendar(day=spelled[0]), spelled[1])
    if inner is None and tokens.kinds[j] == NAME and (day := day_at(tokens, j)) is not None:
        inner = Calendar(day=day), j + 1
    if inner is not None:
        return replace(inner[0], weekday=weekday), inner[1]
    j = i + 1 + (tokens.lower[i + 1] in words.words["of"])
    j += tokens.lower[j] in words.words["the"]
    if tokens.lower[j] in words.shifts and tokens.lower[j + 1] in words.words["week"]:
        return Calendar(weekday=weekday, week_shift=words.shifts[tokens.lower[j]]), j + 2
    return Calendar(weekday=weekday), i + 1


def _is_day_of(tokens: Tokens, j: int, end: int, words: PeriodWords) -> bool:
    """Whether "the 21st" or "the first" behind a weekday is its day; in words only without a comma or before a month.

    "landed on Tuesday, the first of a force" counts what landed.
    """
    if tokens.lower[j - 1] not in words.words["the"]:
        return False
    after = tokens.lower[end + 1] if tokens.lower[end] in words.words["of"] else tokens.lower[end]
    return tokens.kinds[j] == NAME or after in words.month_of or tokens.lower[j - 2] != ","


def read_code(tokens: Tokens, i: int, words: PeriodWords) -> Dated | None:
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
    match = _MONTH_YEAR.fullmatch(text)
    if match is not None:
        month, year = int(match[1] or match[4]), int(match[2] or match[3])
        valid = 1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR
        return (Calendar(year=year, month=month), i + 1) if valid else None
    match = _NAME_YEAR.fullmatch(text)
    if match is not None and match[1] in words.parts and len(match[2]) == 4:
        return Calendar(year=int(match[2]), part=words.parts[match[1]]), i + 1
    if match is not None and match[1] in words.month_of:
        return _month_code(words.month_of[match[1]], match[2], i)
    part, _, rest = text.rpartition("-")
    text, placed = (rest, words.parts[part]) if part in words.parts else (text, None)
    plural = text.rstrip("s").rstrip("'’")
    if text.endswith("s") and plural.isdigit() and plural.endswith("0") and len(plural) in (2, 4):
        decade = int(plural) if len(plural) == 4 else (1900 if int(plural) else 2000) + int(plural)
        if decade % 100 == 0 and decade < _DECADES_FROM:
            return Calendar(century=decade), i + 1
        return Calendar(decade=decade, part=placed), i + 1
    code = _CODE.fullmatch(text)
    if code is not None:
        return _code(tokens, i, code, words)
    day_number = day_at(tokens, i)
    return day_month(tokens, i, day_number, words) if day_number is not None else None


def _month_code(month: int, digits: str, i: int) -> Dated | None:
    """ "Dec-94", "Dec-1994", "Mar-15": two digits that can be a day are one."""
    number = int(digits)
    if len(digits) == 2 and 1 <= number <= 31:
        return Calendar(month=month, day=number), i + 1
    year = number if len(digits) == 4 else _full_year(number)
    return (Calendar(year=year, month=month), i + 1) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _spelled(match: re.Match[str], i: int, words: PeriodWords) -> Dated | None:
    """ "24-Jun-2024", "2024/Jun/24", "Jun-24-2024"."""
    first, name, last = match[1] or match[5], match[2] or match[4], match[3] or match[6]
    month = words.month_of.get(name)
    if month is None:
        return None
    year, day = (int(first), int(last)) if len(first) == 4 else (int(last), int(first))
    return _checked(_full_year(year) if year < 100 else year, month, day, i)


def _checked(year: int, month: int, day: int, i: int) -> Dated | None:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Calendar(year=year, month=month, day=day), i + 1


def _slashed(first: int, second: int, year: int, *, i: int) -> Dated | None:
    """Day before month unless only the other order makes a date; both orders possible and different: no answer."""
    year = _full_year(year) if year < 100 else year
    if second > 12 >= first:
        return _checked(year, first, second, i)
    if first > 12 >= second or first == second:
        return _checked(year, second, first, i)
    return None


def _code(tokens: Tokens, i: int, code: re.Match[str], words: PeriodWords) -> Dated | None:
    if code[1] in words.words["fiscal_codes"]:
        number = int(code[2])
        year = number if len(code[2]) == 4 else _full_year(number) if len(code[2]) == 2 else None
        return (Calendar(year=year, fiscal=True), i + 1) if year else None
    if code[3]:
        return _quarter_code(code, int(code[3]), i, words)
    j = i + 1 + (tokens.lower[i + 1] in ("-", ",", "/") or tokens.lower[i + 1] in words.words["of"])
    year = year_at(tokens, j, dated=True)
    found = _quarter_code(code, year, j if year is not None else i, words)
    if found is None or year is not None:
        return found
    return with_year(tokens, i + 1, found[0], words)


def _quarter_code(code: re.Match[str], year: int | None, i: int, words: PeriodWords) -> Dated | None:
    if len(code[2]) != 1:
        return None
    number = int(code[2])
    if code[1] in words.words["quarter_codes"] and 1 <= number <= 4:
        return Calendar(year=year, quarter=number), i + 1
    if code[1] in words.words["half_codes"] and 1 <= number <= 2 and year is not None:
        return Calendar(year=year, half=number), i + 1
    return None
