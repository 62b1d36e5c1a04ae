"""Versions of one article: the later one counts, what changed is told, and namesakes are left alone."""

from dataclasses import replace
from datetime import date, timedelta

from musterbook.accounts import derive
from musterbook.model import Claim, Document, Period, Reading, Span, Stage, document_id
from musterbook.settings import Settings

from .ledgers import book, exactly

STORY = " The officers came by plane in the morning and were met by the chief of police and by two of his deputies."


def version(figure: str, day: str, text: str = STORY, **more: object) -> tuple[Claim, Document]:
    """A story of one claim as it was published on a day."""
    (claim,), (document,) = book(f"{day} | KE arrived {figure} police")
    words = document.text + text
    start = date.fromisoformat(day)
    fields = {"name": "story.html", "published": Period(start=start, end=start + timedelta(days=1)), **more}
    newer = replace(document, **fields, text=words, source_text=words)
    newer = replace(newer, id=document_id(newer.name, words))
    span = Span(document_id=newer.id, start=claim.span.start, end=claim.span.end)
    return replace(claim, id="", document_id=newer.id, span=span), newer


def read(*told: tuple[Claim, Document], known: str | None = None) -> Reading:
    claims, documents = zip(*told, strict=True)
    day = date.fromisoformat(known) if known else None
    return derive(claims, documents, known=day, settings=Settings())


def arrived(reading: Reading) -> object:
    return reading.missions[0].accounts[0].amounts.get(Stage.ARRIVED)


def test_the_later_version_counts_and_the_change_is_told() -> None:
    first, second = version("400", "2024-06-25"), version("200", "2024-06-27")
    reading = read(first, second)
    assert arrived(reading) == exactly(200)
    (change,) = reading.versions
    assert (change.older, change.newer) == (first[1].id, second[1].id)
    assert [(one.before, one.after) for one in change.changes] == [("400", "200")]
    assert set(reading.claims) == {first[0].id, second[0].id}, "what the earlier version said stays to be seen"


def test_before_the_later_version_was_known_the_earlier_one_counts() -> None:
    reading = read(version("400", "2024-06-25"), version("200", "2024-06-27"), known="2024-06-26")
    assert arrived(reading) == exactly(400)
    assert reading.versions == ()


def test_three_versions_make_two_steps() -> None:
    told = [version(figure, f"2024-06-2{day}") for figure, day in (("200", 9), ("400", 5), ("300", 7))]
    reading = read(*told)
    assert arrived(reading) == exactly(200)
    steps = {change.older: [(one.before, one.after) for one in change.changes] for change in reading.versions}
    assert steps == {told[1][1].id: [("400", "300")], told[2][1].id: [("300", "200")]}


def test_versions_of_one_web_address_under_two_names() -> None:
    link = "https://news.example/story"
    told = version("400", "2024-06-25", url=link), version("200", "2024-06-27", url=link, name="again.html")
    assert arrived(read(*told)) == exactly(200)


def test_versions_of_one_day_are_in_no_order_and_all_count() -> None:
    assert read(version("400", "2024-06-25"), version("200", "2024-06-25")).versions == ()


def test_two_articles_that_only_share_a_file_name_are_no_versions() -> None:
    other = " Another town, another week: the rice had been stored badly, said the cook, and nobody would eat it there."
    assert read(version("400", "2024-06-25"), version("200", "2024-06-27", text=other)).versions == ()


def test_the_order_of_reading_leaves_no_trace() -> None:
    told = [version(figure, f"2024-06-2{day}") for figure, day in (("200", 9), ("400", 5), ("300", 7))]
    assert read(*told) == read(*told[::-1])
