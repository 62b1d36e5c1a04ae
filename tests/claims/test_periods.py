"""Time expressions: the case file, unknown days of speech, and properties that hold for any text."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.claims.periods import periods
from musterbook.model import Period

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "en" / "periods.toml").read_text("utf-8"))["case"]
SAID_ON = date(2024, 6, 26)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_case_file(case):
    said_on = date.fromisoformat(case.get("said_on", SAID_ON.isoformat()))
    tense = case.get("tense")
    found = periods(case["text"], said_on=said_on, tense_at=(lambda _: tense) if tense else None)
    rows = [[p.text, p.timex, str(p.start or "-"), str(p.end or "-"), p.role] for p in found]
    assert rows == case["want"]


def one(text: str, said_on: date | Period | None) -> tuple[date | None, date | None, str]:
    (found,) = periods(text, said_on=said_on)
    return found.start, found.end, found.timex


def test_without_a_day_of_speech_only_what_is_written_out_is_placed():
    assert one("on 24 June 2024", None) == (date(2024, 6, 24), date(2024, 6, 25), "2024-06-24")
    assert one("on April 22", None) == (None, None, "XXXX-04-22")
    assert one("on Tuesday", None) == (None, None, "XXXX-WXX-2")
    assert one("last year", None)[:2] == (None, None)


def test_an_interval_of_speech_gives_one_answer_where_its_days_agree():
    june = Period(start=date(2024, 6, 3), end=date(2024, 6, 20))
    assert one("last July", june) == (date(2023, 7, 1), date(2023, 8, 1), "2023-07")
    assert one("this month", june)[2] == "2024-06"


def test_an_interval_of_speech_gives_the_hull_where_it_is_narrow():
    week = Period(start=date(2024, 6, 3), end=date(2024, 6, 10))
    start, end, timex = one("yesterday", week)
    assert (start, end) == (date(2024, 6, 2), date(2024, 6, 9))
    assert timex == "2024-06-0X"


def test_a_long_or_open_interval_of_speech_leaves_relative_words_unplaced():
    years = Period(start=date(2021, 1, 1), end=date(2024, 1, 1))
    assert one("yesterday", years)[:2] == (None, None)
    assert one("yesterday", Period(start=date(2021, 1, 1)))[:2] == (None, None)


def test_tense_is_guessed_from_the_sentence_where_nobody_tells_it():
    assert one("They will meet on Friday", SAID_ON)[2] == "2024-06-28"
    assert one("They were seen on Friday", SAID_ON)[2] == "2024-06-21"
    assert one("The vote is to be held in February", SAID_ON)[2] == "2025-02"
    assert one("They met in February", SAID_ON)[2] == "2024-02"


def test_a_slashed_date_is_read_only_where_one_order_is_possible():
    assert one("on 24/06/2024", None)[2] == "2024-06-24"
    assert one("on 06/24/2024", None)[2] == "2024-06-24"
    assert periods("on 05/06/2024", said_on=None) == []


def test_a_day_that_does_not_exist_is_not_placed():
    assert one("February 30, 2024", SAID_ON) == (None, None, "2024-02-30")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "by",
                "since",
                "last",
                "next",
                "this",
                "early",
                "mid",
                "-",
                "of",
                "the",
                "June",
                "March",
                "May",
                "24",
                "31",
                "2024",
                ",",
                "2021",
                "Tuesday",
                "week",
                "year",
                "months",
                "two",
                "ago",
                "from",
                "to",
                "between",
                "and",
                "end",
                "Q1",
                "past",
                "in",
                "within",
                "every",
                "1990s",
                "\n",
                "first",
                "quarter",
                "earlier",
                "later",
            ]
        ),
        max_size=14,
    ),
    st.dates(min_value=date(1950, 1, 1), max_value=date(2080, 1, 1)),
)
def test_any_words_give_ordered_exact_spans_and_real_intervals(words, said_on):
    text, end = " ".join(words), 0
    for p in periods(text, said_on=said_on):
        assert end <= p.start_char < p.end_char <= len(text)
        assert text[p.start_char : p.end_char] == p.text
        assert p.start is None or p.end is None or p.start < p.end
        assert p.timex
        end = p.end_char


@settings(max_examples=60, deadline=None)
@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2080, 1, 1)))
def test_relative_days_follow_the_day_of_speech(said_on):
    assert one("yesterday", said_on)[0] == said_on - timedelta(days=1)
    start, end, _ = one("on Tuesday", said_on)
    assert start is not None and start.isoweekday() == 2 and said_on - timedelta(days=7) < start <= said_on
    assert end == start + timedelta(days=1)
