"""Dating of documents without a date: each kind of evidence, and the refusal to guess."""

from datetime import date

import pytest

from musterbook.claims.dating import date_document
from musterbook.model import Document, Period
from musterbook.sentences.parse import parse
from musterbook.settings import Settings


def dated(text: str) -> tuple[date | None, date | None, str]:
    document = Document(id="d", name="d.txt", text=text, source_text=text)
    period, reason = date_document(parse(document, Settings()))
    return period.start, period.end, reason


@pytest.mark.parametrize(
    "text",
    [
        "Port reopens\n\nPublished June 24, 2024\n\nThe port was reopened in May 2024.",
        "Port reopens\n24 June 2024\nThe port was reopened.",
        "NAIROBI, June 24, 2024 (Agency) - The port was reopened in May 2024.",
        "The port was reopened today, June 24, 2024.",
    ],
)
def test_a_stated_day_of_publication_is_taken(text):
    assert dated(text)[:2] == (date(2024, 6, 24), date(2024, 6, 25))


def test_a_weekday_picks_the_year_and_a_bare_weekday_narrows_it():
    text = "On Saturday, April 22, the minister spoke.\nThe bridge fell in July 2021.\nThe two met on Saturday."
    start, end, reason = dated(text)
    assert (start, end) == (date(2023, 4, 22), date(2023, 4, 29))
    assert "2023" in reason


def test_a_weekday_alone_gives_no_year():
    assert dated("On Saturday, April 22, the minister spoke.")[:2] == (None, None)


def test_a_caption_bounds_below_and_leaves_the_end_open():
    text = "The minister at the port on June 24, 2024\n\nThe mission was authorised in October 2023."
    assert dated(text)[:2] == (date(2024, 6, 24), None)


def test_a_plan_bounds_above():
    text = "The council was formed in March 2024. The vote will be held in February 2026."
    assert dated(text)[:2] == (date(2024, 3, 1), date(2026, 3, 1))


def test_a_plan_before_a_past_event_is_ignored():
    text = "The remaining officers are set for January 2024. He visited the country in March 2024."
    start, end, reason = dated(text)
    assert (start, end) == (date(2024, 3, 1), None)
    assert "ignored" in reason


def test_a_length_since_a_dated_event_bounds_both_ends():
    text = "The crisis has lasted for two years since the president was killed in July 2021."
    assert dated(text)[:2] == (date(2023, 7, 1), date(2024, 8, 1))


def test_a_deadline_bounds_nothing():
    assert dated("The bridge fell in July 2021. It will be rebuilt by March 2022.")[:2] == (date(2021, 7, 1), None)


def test_without_evidence_the_document_stays_undated():
    text = "The minister spoke on Tuesday about the harbour."
    document = Document(id="d", name="d.txt", text=text, source_text=text)
    period, reason = date_document(parse(document, Settings()))
    assert period == Period()
    assert reason.startswith("unknown")


LEISURE = "The roses were late, and nobody minded. " * 30


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published June 24, 2024", date(2024, 6, 24)),
        ("LEEDS, 24 June 2024 (Garden Wire) - The roses were late.", date(2024, 6, 24)),
        (
            "The fair opened here today, June 24, 2024, under a grey sky and to the sound of a brass band.",
            date(2024, 6, 24),
        ),
        ("The fair was first held on June 24, 1984, under a grey sky and to the sound of a local brass band.", None),
    ],
)
def test_what_is_about_something_else_is_dated_by_a_stated_day_alone(line, day):
    text = f"A late summer\n\n{LEISURE}\n\n{line}\n\n{LEISURE}"
    document = Document(id="d", name="d.txt", text=text, source_text=text)
    parsed = parse(document, Settings())
    assert not parsed.sentences
    assert date_document(parsed)[0].start == day
