from datetime import date
from decimal import Decimal

import pytest

from musterbook.lexicons.display import display
from musterbook.model import Amount, Period
from musterbook.views import figures


def _amount(low: str | None, high: str | None) -> Amount:
    return Amount(low=None if low is None else Decimal(low), high=None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("low", "high", "unit", "approx", "signs", "words"),
    [
        ("1000", "1000", "person", False, "1,000", "1,000 people"),
        ("1", "1", "person", False, "1", "1 person"),
        ("600", None, "person", False, "≥600", "at least 600 people"),
        (None, "2500", "person", False, "≤2,500", "up to 2,500 people"),
        ("50", "50", "person", True, "~50", "about 50 people"),
        ("0", "382", "person", False, "0–382", "between 0 and 382 people"),
        ("1000", "2500", "person", False, "1,000–2,500", "between 1,000 and 2,500 people"),
        (None, None, "person", False, "?", "an unknown number of people"),
        ("12.5", "12.5", "percent", False, "12.5", "12.5 %"),
        ("300000000", "300000000", "USD", False, "300m", "USD 300m"),
        ("1250000000", "1250000000", "EUR", False, "1.25bn", "EUR 1.25bn"),
        ("36571000000", "36571000000", "KES", False, "36.571bn", "KES 36.571bn"),
        ("1234567", "1234567", "USD", False, "1,234,567", "USD 1,234,567"),
        ("-817", "-17", "person", False, "-817 to -17", "between -817 and -17 people"),
        ("1E+3", "1E+3", "truck", False, "1,000", "1,000 trucks"),
    ],
)
def test_amounts(low: str | None, high: str | None, unit: str, approx: bool, signs: str, words: str):
    value = _amount(low, high)
    assert figures.amount(value, unit=unit, approx=approx) == signs
    assert figures.amount_words(value, unit=unit, approx=approx) == words


def test_what_nobody_stated_is_a_dash():
    assert figures.amount(None) == "–"
    assert figures.with_unit(None, "person") == "–"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2024, 9, 26), date(2024, 9, 27), "26 Sep 2024"),
        (date(2024, 3, 1), date(2024, 4, 1), "Mar 2024"),
        (date(2024, 12, 1), date(2025, 1, 1), "Dec 2024"),
        (date(2024, 1, 1), date(2025, 1, 1), "2024"),
        (date(2024, 9, 1), date(2024, 9, 15), "1–14 Sep 2024"),
        (date(2024, 3, 1), None, "since 1 Mar 2024"),
        (None, date(2024, 4, 1), "until 31 Mar 2024"),
        (None, None, "undated"),
    ],
)
def test_periods(start: date | None, end: date | None, text: str):
    assert figures.period(Period(start=start, end=end)) == text


def test_a_due_day_and_a_last_possible_day():
    assert figures.due(Period(end=date(2025, 2, 1))) == "by 31 Jan 2025"
    assert figures.at_the_latest(date(2024, 9, 26)) == "by 26 Sep 2024 at the latest"


def test_no_text_can_steer_the_terminal():
    assert figures.printable("a\x1b[31mred\x07\u202e b\n\tc\x9b2J") == "a [31mred b c 2J"


def test_shortening_cuts_at_a_space():
    assert figures.shorten("one two three four", 12) == "one two…"
    assert figures.shorten("one", 12) == "one"


def test_parties_have_names_and_unknown_ones_are_their_own():
    assert figures.party("KE") == "Kenya"
    assert figures.party(("KE", "Nobody Known")) == "Kenya, Nobody Known"
    assert figures.party(None) == "–"


def test_every_phrase_of_a_pair_is_there_twice():
    phrases = display().phrases
    for name in phrases:
        if name.endswith("_one"):
            assert name.removesuffix("_one") + "_many" in phrases
