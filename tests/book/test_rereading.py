"""A document read again by another release: the pages follow, and what was shown before can be shown again."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from musterbook import decisions, flow
from musterbook.book import Book, open_book
from musterbook.errors import EvidenceError, NotFoundError
from musterbook.model import Judgement, Period, Quantity, Stage
from musterbook.settings import Settings
from tests.book.makers import NOON, make_claim, make_document, one_day

SETTINGS = Settings(lock_timeout_seconds=0.2)
LATER = NOON + timedelta(days=1)
LAST = NOON + timedelta(days=2)
DOCUMENT = make_document(published=one_day("2024-06-30"))
FIRST = make_claim(DOCUMENT)
OTHERWISE = make_claim(DOCUMENT, valid=Period(start=FIRST.valid.start, end=NOON.date()))
"""The same thing said at the same place, with another date: the id is the same."""
NARROWER = make_claim(DOCUMENT, "pledged 300 police officers")
OTHER = make_claim(DOCUMENT, "Nobody had asked for tents", stage=Stage.REQUEST, quantity=None)


@pytest.fixture
def book(place: str | Path) -> Iterator[Book]:
    with open_book(place, SETTINGS, create=True) as opened:
        opened.add(DOCUMENT, [FIRST], recorded_at=NOON)
        yield opened


def again(book: Book, *claims: object, at: object = LATER) -> object:
    return book.read_again(DOCUMENT, claims, release="9.9", recorded_at=at)  # type: ignore[arg-type]


def test_the_last_reading_counts_and_the_one_before_can_be_shown_again(book: Book) -> None:
    assert again(book, NARROWER, OTHER) == (2, 1, 0)
    assert set(book.claims()) == {NARROWER, OTHER}
    assert book.claims(recorded=NOON) == (FIRST,)
    assert again(book, FIRST, at=LAST) == (1, 2, 0)
    assert book.claims() == (FIRST,)
    assert set(book.claims(recorded=LATER)) == {NARROWER, OTHER}
    assert book.claims(recorded=NOON) == (FIRST,)
    assert book.check() == ()


def test_what_is_put_otherwise_under_the_same_id(book: Book) -> None:
    assert OTHERWISE.id == FIRST.id and OTHERWISE != FIRST
    assert again(book, OTHERWISE) == (0, 0, 1)
    assert book.claims() == (OTHERWISE,) and book.claims(recorded=NOON) == (FIRST,)


def test_the_same_again_is_no_reading(book: Book) -> None:
    assert again(book, FIRST) is None
    assert again(book, OTHER) is not None
    assert again(book, OTHER, at=LAST) is None


def test_nothing_found_any_more_is_a_reading_too(book: Book) -> None:
    assert again(book) == (0, 1, 0)
    assert book.claims() == () and book.claims(recorded=NOON) == (FIRST,)
    assert book.former_claims() == (FIRST,) and book.former_claims(recorded=NOON) == ()


def test_other_documents_stay_as_they_are(book: Book) -> None:
    other = make_document("other.txt")
    book.add(other, [make_claim(other)], recorded_at=NOON)
    again(book, OTHER)
    assert {claim.document_id for claim in book.claims()} == {DOCUMENT.id, other.id}
    with pytest.raises(NotFoundError):
        book.read_again(make_document("none.txt"), [], release="9.9", recorded_at=LATER)


def test_a_claim_without_its_words_is_refused(book: Book) -> None:
    other = make_document("other.txt", text="Nothing.")
    with pytest.raises(EvidenceError):
        again(book, make_claim(make_document("other.txt")))
    assert other.id not in {claim.document_id for claim in book.claims()}
    assert book.claims() == (FIRST,)


def test_an_open_book_notices_a_further_reading(book: Book) -> None:
    assert len(flow.reading(book, settings=SETTINGS).claims) == 1
    again(book, NARROWER, OTHER)
    assert set(flow.reading(book, settings=SETTINGS).claims) == {NARROWER.id, OTHER.id}
    assert set(flow.reading(book, recorded=NOON, settings=SETTINGS).claims) == {FIRST.id}


def test_a_rejection_holds_for_the_same_reading_of_the_same_words(book: Book) -> None:
    decision = Judgement(claim_id=FIRST.id, verdict="reject", by="A", reason="a rumour", recorded_at=NOON)
    book.add_judgements([decision])
    again(book, NARROWER, OTHER)
    assert dict(flow.reading(book, settings=SETTINGS).standing) == {NARROWER.id: "rejected"}
    again(book, make_claim(DOCUMENT, quantity=Quantity(low=Decimal(3), high=Decimal(3), unit="person")), at=LAST)
    assert not flow.reading(book, settings=SETTINGS).standing, "another figure is another reading"


def test_a_correction_survives(book: Book) -> None:
    decisions.judge(book, FIRST.id, "correct", by="A", fields={"quantity": "250"})
    again(book, NARROWER)
    (claim,) = flow.reading(book, settings=SETTINGS).claims.values()
    assert claim.id == NARROWER.id and claim.quantity is not None and claim.quantity.low == 250


def test_what_only_a_later_reading_finds_can_be_judged(book: Book) -> None:
    again(book, FIRST, OTHER)
    decisions.judge(book, OTHER.id[:10], "accept", by="A")
    assert dict(flow.reading(book, settings=SETTINGS).standing) == {OTHER.id: "accepted"}


def test_erasing_takes_every_reading_along(book: Book) -> None:
    again(book, NARROWER, OTHER)
    assert decisions.erase(book, DOCUMENT.id, by="A", reason="law").claims == 3
    assert book.claims() == () and book.former_claims() == () and book.check() == ()
    if Path(book.where).is_file():
        raw = sqlite3.connect(book.where)
        assert raw.execute(
            "SELECT (SELECT count(*) FROM readings) + (SELECT count(*) FROM reading_claims)"
        ).fetchone() == (0,)
        raw.close()


def test_the_views_show_the_last_reading(book: Book) -> None:
    again(book, NARROWER, OTHER)
    with book._reading() as connection:
        found = set(connection.exec_driver_sql("SELECT id FROM muster_claims").scalars())
    assert found == {NARROWER.id, OTHER.id}


def test_from_the_text_of_the_book(tmp_path: Path) -> None:
    """What an older release missed is found in the text that the book holds; the source is not needed."""
    text = (
        "Kenya has sent 400 police officers to Haiti, the government said. Jamaica has pledged 24 soldiers to Haiti.\n"
    )
    source = tmp_path / "a.txt"
    source.write_text(text, "utf-8")
    with open_book(tmp_path / "a.book", SETTINGS, create=True) as book:
        flow.read_into(book, source, SETTINGS)
        source.unlink()
        full = book.claims()
        (document,) = book.documents()
        book.read_again(document, full[:1], release="0.0", recorded_at=LAST.replace(year=2020))
        assert book.claims() == full[:1]
        report = flow.read_again(book, settings=SETTINGS)
        assert [(each.came, each.went) for each in report.changes] == [(len(full) - 1, 0)]
        assert book.claims() == full
        assert flow.read_again(book, ["a.txt"], SETTINGS).changes == ()
