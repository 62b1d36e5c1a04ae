"""The two clocks: what was known by a day, what had happened by a day, and what lies in between."""

from datetime import date

from musterbook.model import Stage

from .ledgers import account, between, exactly, pages, read

KENYA = """
    2023-07-30 | KE pledge 1,000 police
    2024-06-26 | KE arrived 200 police | on 2024-06-25
    2024-09-27 | KE arrived 382 police
"""


def test_a_reading_stands_at_the_latest_publication_never_today() -> None:
    reading = read(KENYA)
    assert reading.as_of == reading.known == reading.horizon == date(2024, 9, 27)


def test_a_book_dated_by_an_interval_stands_at_its_last_day() -> None:
    assert read("2024-06-01/2024-07-01 | KE pledge 1,000 police").horizon == date(2024, 6, 30)


def test_a_book_without_dates_stands_at_the_last_day_that_it_names() -> None:
    reading = read("undated | KE arrived 200 police | on 2024-06-25")
    assert (reading.as_of, reading.horizon) == (date(2024, 6, 25), None)
    assert read("undated | KE pledge 1,000 police").as_of == date.min
    assert account("undated | KE pledge 1,000 police").amounts[Stage.PLEDGE] == exactly(1000)


def test_known_hides_what_was_published_later() -> None:
    reading = read(KENYA, known="2024-06-30")
    assert len(reading.documents) == len(reading.claims) == 2
    assert reading.as_of == date(2024, 6, 30)
    assert account(KENYA, known="2024-06-30").amounts[Stage.ARRIVED] == exactly(200)


def test_an_interval_is_known_from_its_last_day_and_an_undated_text_always() -> None:
    ledger = """
        2024-06-01/2024-07-01 | KE pledge 1,000 police
        undated | JM pledge 200 people
    """
    assert [page.accounts[0].party for page in read(ledger, known="2024-06-29").missions] == ["JM"]
    assert len(pages(ledger, known="2024-06-30").accounts) == 2


def test_a_dated_deed_counts_from_its_day_however_late_it_is_told() -> None:
    ledger = "2024-09-27 | KE arrived 200 police | on 2024-06-25"
    assert account(ledger, as_of="2024-06-25").amounts[Stage.ARRIVED] == exactly(200)
    assert read(ledger, as_of="2024-06-24").missions[0].accounts == ()


def test_an_undated_deed_makes_an_interval_until_it_was_told() -> None:
    told = "2024-09-27 | KE arrived 382 police"
    assert account(told, as_of="2024-03-01").amounts[Stage.ARRIVED] == between(0, 382)
    assert account(KENYA, as_of="2024-07-01").amounts[Stage.ARRIVED] == between(200, 382)


def test_what_came_in_between_is_taken_off_what_is_told_later() -> None:
    kenya = account(KENYA, as_of="2024-03-01")
    assert kenya.amounts[Stage.ARRIVED] == between(0, 182)
    assert kenya.outstanding == between(818, 1000)


def test_dated_movements_that_account_for_a_stock_leave_nothing_for_earlier_days() -> None:
    ledger = """
        2024-09-27 | GT pledge 150 people
        2025-01-05 | GT arrived +75 soldiers | on 2025-01-03
        2025-01-05 | GT arrived +75 police | on 2025-01-04
        2025-01-19 | GT arrived @150 people
    """
    before = account(ledger, "GT", as_of="2024-12-31")
    assert Stage.ARRIVED not in before.amounts
    assert before.present is None
    assert account(ledger, "GT", as_of="2025-01-03").amounts[Stage.ARRIVED] == exactly(75)
    assert account(ledger, "GT", as_of="2025-01-19").amounts[Stage.ARRIVED] == exactly(150)


def test_the_tightest_later_total_bounds_an_earlier_day() -> None:
    ledger = """
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-07-17 | KE arrived +200 police | on 2024-07-16
        2025-01-19 | KE arrived +217 police | on 2025-01-18
        2025-01-19 | KE arrived =617 people
        2025-02-07 | KE arrived =800 people
    """
    assert account(ledger, as_of="2024-09-30").amounts[Stage.ARRIVED] == exactly(400)
    assert account(ledger, as_of="2025-01-31").amounts[Stage.ARRIVED] == between(617, 800)


def test_what_is_said_later_of_the_whole_does_not_blur_what_is_known_of_the_day() -> None:
    ledger = """
        2024-06-26 | KE arrived 200 police | on 2024-06-25
        2024-07-17 | KE arrived +200 police | on 2024-07-16
        2024-09-27 | KE arrived @382 police
        2025-01-19 | KE arrived =600 police
        2025-01-20 | KE arrived >600 police
    """
    kenya = account(ledger.replace("=600", ">610"), as_of="2024-08-01")
    assert (kenya.amounts[Stage.ARRIVED], kenya.present) == (exactly(400), exactly(400))
    assert account(ledger, as_of="2024-08-01").amounts[Stage.ARRIVED] == between(400, 600)


def test_nobody_comes_before_anyone_spoke_of_it() -> None:
    ledger = """
        2023-07-30 | KE pledge 1,000 police | on 2023-07-29
        2024-09-27 | KE arrived 382 police
    """
    assert read(ledger, as_of="2023-07-28").missions[0].accounts == ()
    assert Stage.ARRIVED not in account(ledger, as_of="2023-07-29").amounts
    assert account(ledger, as_of="2023-07-30").amounts[Stage.ARRIVED] == between(0, 382)


def test_a_month_is_an_interval_within_it() -> None:
    ledger = "2024-09-27 | KE arrived 200 police | on 2024-06-01/2024-07-01"
    assert account(ledger, as_of="2024-06-10").amounts[Stage.ARRIVED] == between(0, 200)
    assert account(ledger, as_of="2024-06-30").amounts[Stage.ARRIVED] == exactly(200)


def test_words_said_later_were_not_said_before() -> None:
    assert read("2024-09-13 | GT pledge 150 people", as_of="2024-03-01").missions[0].accounts == ()


def test_a_promise_told_with_its_day_stands_from_that_day() -> None:
    ledger = "2024-09-13 | KE pledge 1,000 police | on 2023-07-01/2023-08-01"
    assert account(ledger, as_of="2023-09-01").amounts[Stage.PLEDGE] == exactly(1000)


def test_what_was_shown_then_can_be_shown_again() -> None:
    then = read(KENYA, known="2024-06-30")
    later = read(KENYA + "\n    2025-02-07 | KE arrived 744 police", known="2024-06-30")
    assert [page.accounts for page in then.missions] == [page.accounts for page in later.missions]
