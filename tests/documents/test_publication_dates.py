from datetime import date

import pytest

from musterbook.documents.dates import DateError, read_published
from musterbook.documents.htmldates import read_any_date
from musterbook.model import Period

DAY = Period(start=date(2024, 6, 25), end=date(2024, 6, 26))


@pytest.mark.parametrize(
    "stated",
    [
        "2024-06-25",
        " 2024-06-25 ",
        "2024-06-25T10:00:00Z",
        "2024-06-25T23:30:00-05:00",
        "2024-06-25T00:10:00+14:00",
        "2024-06-25 17:59:13.250 +0000",
        "2024-06-25T10:00",
        "2024-06-25/2024-06-25",
        "Tue, 25 Jun 2024 10:00:00 GMT",
    ],
)
def test_a_day_is_the_day_that_was_written(stated: str) -> None:
    assert read_published(stated) == (DAY, "metadata")


@pytest.mark.parametrize(
    ("stated", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("2024-06", date(2024, 6, 1), date(2024, 7, 1)),
        ("2024-12", date(2024, 12, 1), date(2025, 1, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2024-06-01/2024-06-05", date(2024, 6, 1), date(2024, 6, 6)),
        ("2024-06/2024-07", date(2024, 6, 1), date(2024, 8, 1)),
        ("2024-06-01/..", date(2024, 6, 1), None),
        ("../2024-06-01", None, date(2024, 6, 2)),
        ("2024-06-XX", date(2024, 6, 1), date(2024, 7, 1)),
        ("2024-XX", date(2024, 1, 1), date(2025, 1, 1)),
        ("202X", date(2020, 1, 1), date(2030, 1, 1)),
    ],
)
def test_reduced_precision_and_intervals_are_whole_days(stated: str, start: date | None, end: date | None) -> None:
    assert read_published(stated)[0] == Period(start=start, end=end)


@pytest.mark.parametrize("stated", ["2024-06-25?", "2024-06-25~", "2024-06-25%", "2024-06?-25"])
def test_a_mark_of_doubt_is_kept_in_words(stated: str) -> None:
    assert read_published(stated) == (DAY, "metadata: marked as uncertain")


@pytest.mark.parametrize(
    "stated",
    [
        "yesterday",
        "2024-13-01",
        "2023-02-29",
        "2024-00",
        "2024-XX-05-01",
        "0001-01-01",
        "1899-12-31",
        "2100-01-01",
        "9999-12-31T00:00:00",
        "2024-06-05/2024-06-01",
        "../..",
        "/",
        "06/25/2024",
        "2024-06-25 and so on",
        "Tue, 45 Jun 2024 10:00:00 GMT",
        "1719273600",
        "٢٠٢٤-٠٦-٢٥",
        "",
    ],
)
def test_what_is_no_believable_date_is_refused(stated: str) -> None:
    with pytest.raises(DateError):
        read_published(stated)


@pytest.mark.parametrize(
    "stated",
    ["25 June 2024", "June 25, 2024", "Tuesday 25 June 2024, 10.04", "Jun. 25, 2024", "25.06.2024", "25/06/2024"],
)
def test_a_date_in_words_is_read_where_a_page_or_a_head_states_it(stated: str) -> None:
    assert read_any_date(stated) == (DAY, "metadata")


@pytest.mark.parametrize(
    "stated", ["03/04/2024", "30/02/2024", "June 2024", "Monday", "five minutes ago", "1,000 officers"]
)
def test_a_date_that_could_be_two_days_or_none_is_refused(stated: str) -> None:
    with pytest.raises(DateError):
        read_any_date(stated)
