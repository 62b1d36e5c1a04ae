"""Dates of publication as documents state them: ISO days and instants, and the EDTF forms that say less or more.

An instant counts for the day that it names in its own time zone: that is the day that its readers saw on the page.
Source of the forms: Extended Date/Time Format, ISO 8601-2 levels 0 and 1.
"""

import calendar
import re
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

from musterbook.model import Period

EARLIEST_YEAR = 1900
LATEST_YEAR = 2099
"""Fixed bounds: the same input must give the same book on any day, so the clock of the machine is no judge."""

_QUALIFIERS = re.compile(r"[?~%]")
_OPEN_ENDS = frozenset({"", ".."})
_REDUCED = re.compile(r"(\d{4}|\d{3}X)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{2}(?::?\d{2}){0,2}(?:[.,]\d+)? ?(?:Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII
)
_MAIL_DATE = re.compile(
    r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})?( [+-]\d{4}| [A-Z]{1,5})?", re.ASCII
)


class DateError(ValueError):
    """A stated date cannot be read or believed; the message says why."""


def read_published(stated: str) -> tuple[Period, str]:
    """The days that a stated date means, and how it is known: "metadata", or with the doubt that it marks itself.

    Raises DateError for anything that is not ISO, EDTF or the date of a mail header, and for years outside
    1900 to 2099.
    """
    text = stated.strip()
    plain = _QUALIFIERS.sub("", text)
    how = "metadata" if plain == text else "metadata: marked as uncertain"
    first, slash, last = plain.partition("/")
    if not slash:
        return _single(plain), how
    first, last = first.strip(), last.strip()
    if first in _OPEN_ENDS and last in _OPEN_ENDS:
        raise DateError("both ends are open")
    start = None if first in _OPEN_ENDS else _single(first).start
    end = None if last in _OPEN_ENDS else _single(last).end
    if start and end and start >= end:
        raise DateError("it ends before it begins")
    return Period(start=start, end=end), how


def whole_day(day: date) -> Period:
    """The period of one day. Raises DateError for a year that no document of ours can have."""
    _check_year(day.year)
    return Period(start=day, end=day + timedelta(days=1))


def _single(text: str) -> Period:
    instant = _INSTANT.fullmatch(text)
    if instant:
        return _reduced(instant[1])
    if _MAIL_DATE.fullmatch(text):
        try:
            return whole_day(parsedate_to_datetime(text).date())
        except (ValueError, TypeError, OverflowError) as error:
            raise DateError("there is no such day") from error
    return _reduced(text)


def _reduced(text: str) -> Period:
    """A year, a month or a day; X stands for a digit that is not known, and widens the period."""
    match = _REDUCED.fullmatch(text)
    if not match:
        raise DateError("it is no date of the form 2024-06-25, 2024-06 or 2024-06-01/2024-06-05")
    year, month, day = match.groups()
    years = 10 if year.endswith("X") else 1
    first_year = int(year.replace("X", "0"))
    _check_year(first_year)
    if years == 10 or month in {None, "XX"}:
        return Period(start=date(first_year, 1, 1), end=date(first_year + years, 1, 1))
    if not 1 <= int(month) <= 12:
        raise DateError("there is no such month")
    days_in_month = calendar.monthrange(first_year, int(month))[1]
    first = date(first_year, int(month), 1)
    if day in {None, "XX"}:
        return Period(start=first, end=first + timedelta(days=days_in_month))
    if not 1 <= int(day) <= days_in_month:
        raise DateError("there is no such day")
    return whole_day(first.replace(day=int(day)))


def _check_year(year: int) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateError(f"the year {year} is not believable")
