"""How amounts, days and names are printed: one place, so that every view says the same number the same way."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from musterbook.lexicons.display import display
from musterbook.lexicons.parties import party_name
from musterbook.lexicons.units import plural_of
from musterbook.model import Amount, Period, Quantity

_CURRENCY = re.compile(r"[A-Z]{3}")
_ONE_DAY = timedelta(days=1)
_SHORT_DECIMALS = 3
"""A sum is shortened ("1.25bn") only where that many decimals say it exactly."""


def is_currency(unit: str) -> bool:
    """Whether `unit` is an ISO 4217 code."""
    return bool(_CURRENCY.fullmatch(unit))


def number(value: Decimal, *, short: bool = False) -> str:
    """A number with thousands separators; with `short`, millions and billions as "300m" where nothing is lost."""
    if short:
        for factor, suffix in display().scale:
            scaled = value / factor
            if abs(scaled) >= 1 and scaled == round(scaled, _SHORT_DECIMALS):
                return f"{_plain(scaled)}{suffix}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def amount(value: Amount | Quantity | None, *, unit: str = "", approx: bool = False) -> str:
    """An interval with its signs: "1,000", "≥600", "≤2,500", "~50", "0–382", "?"; what nobody stated is a dash."""
    signs = display().bounds
    if value is None:
        return signs["unstated"]
    short, about = is_currency(unit), signs["about"] if approx else ""
    low = None if value.low is None else number(value.low, short=short)
    high = None if value.high is None else number(value.high, short=short)
    if low is None and high is None:
        return signs["unknown"]
    if high is None:
        return f"{signs['at_least']}{low}"
    if low is None:
        return f"{signs['at_most']}{high}"
    if low == high:
        return f"{about}{low}"
    return f"{about}{low}{signs['to_below_zero' if value.low and value.low < 0 else 'to']}{high}"


def amount_words(value: Amount | Quantity | None, *, unit: str = "", approx: bool = False) -> str:
    """The same in words, for prose: "at least 600", "between 0 and 382"; with its unit."""
    words = display().bound_words
    if value is None or (value.low is None and value.high is None):
        return _unit_after(words["unknown"], unit, None)
    short = is_currency(unit)
    low = "" if value.low is None else _money(number(value.low, short=short), unit)
    high = "" if value.high is None else _money(number(value.high, short=short), unit)
    if value.low == value.high:
        text = words["about" if approx else "exactly"].format(low=low)
    elif value.high is None:
        text = words["at_least"].format(low=low)
    elif value.low is None:
        text = words["at_most"].format(high=high)
    else:
        text = words["between"].format(low=low, high=high)
    return _unit_after(text, unit, value.high if value.low == value.high else None)


def with_unit(value: Amount | Quantity | None, unit: str, *, approx: bool = False) -> str:
    """An interval with its signs and its unit: "≥600 people", "USD 300m"."""
    text = amount(value, unit=unit, approx=approx)
    if value is None or is_currency(unit):
        return _money(text, unit) if value is not None else text
    return _unit_after(text, unit, value.high if value.low == value.high else None)


def _money(text: str, unit: str) -> str:
    return f"{unit} {text}" if is_currency(unit) else text


def _unit_after(text: str, unit: str, exact: Decimal | None) -> str:
    if not unit or is_currency(unit):
        return text
    one, many = display().units.get(unit) or (unit, plural_of(unit))
    return f"{text} {one if exact == 1 else many}"


def day(value: date) -> str:
    """A day as "26 Sep 2024"."""
    lexicon = display()
    return lexicon.dates["day"].format(day=value.day, month=lexicon.months[value.month - 1], year=value.year)


def period(value: Period) -> str:
    """A period in the shortest words that lose nothing: a day, a month, a year, a range, or an open end."""
    lexicon = display()
    if value.start is None and value.end is None:
        return lexicon.dates["unknown"]
    if value.end is None and value.start is not None:
        return lexicon.dates["since"].format(start=day(value.start))
    last = (value.end or date.max) - _ONE_DAY
    if value.start is None:
        return lexicon.dates["until"].format(end=day(last))
    return _closed(value.start, last)


def _closed(first: date, last: date) -> str:
    lexicon = display()
    after = last + _ONE_DAY
    if first == last:
        return day(first)
    if first.day == 1 and after.day == 1 and (after.year * 12 + after.month) - (first.year * 12 + first.month) == 1:
        return lexicon.dates["month"].format(month=lexicon.months[first.month - 1], year=first.year)
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1) and after.year == first.year + 1:
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        month = lexicon.months[first.month - 1]
        return lexicon.dates["days"].format(first=first.day, last=last.day, month=month, year=first.year)
    return lexicon.dates["range"].format(start=day(first), end=day(last))


def due(value: Period) -> str:
    """When a plan is to be done: "by 31 Jan 2025" for an open start, else the period."""
    if value.start is None and value.end is not None:
        return display().dates["by"].format(date=day(value.end - _ONE_DAY))
    return period(value)


def at_the_latest(value: date) -> str:
    """The bound of a deed without a date of its own: "by 26 Sep 2024 at the latest"."""
    return display().dates["latest"].format(date=day(value))


def party(ids: str | Iterable[str] | None) -> str:
    """The display name of a party, or of several; a dash where the text names none."""
    if not ids:
        return display().bounds["unstated"]
    several = (ids,) if isinstance(ids, str) else tuple(ids)
    return ", ".join(printable(party_name(one)) for one in several)


def printable(text: str) -> str:
    """Text on one line that cannot steer a terminal: control and direction characters and runs of space become one."""
    kept = "".join(" " if _steers(character) else character for character in text)
    return " ".join(kept.split())


def _steers(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf") and character not in "\u200c\u200d"


def shorten(text: str, length: int) -> str:
    """Printable text of at most `length` characters, cut at a space."""
    line = printable(text)
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
