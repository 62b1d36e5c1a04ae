"""Taken out of view, brought back, and erased for good; and a book of an older format brought forward."""

import gzip
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from musterbook.book import Book, engines, open_book
from musterbook.errors import BookError, NotFoundError, UsageError
from musterbook.model import Finding, Judgement
from musterbook.settings import Settings
from tests.book.makers import NOON, TEXT, make_claim, make_document

SETTINGS = Settings(lock_timeout_seconds=0.2)
LATER = NOON + timedelta(days=1)
OLD = Path(__file__).parent / "files" / "format-1.book.gz"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.book"


@pytest.fixture
def book(place: str | Path):
    with open_book(place, SETTINGS, create=True) as opened:
        yield opened


def two_documents(book: Book):
    kept, gone = make_document("kept.txt", "Nothing else. " + TEXT), make_document("gone.txt")
    for document in (kept, gone):
        finding = Finding(source=document.name, code="undated", message="no date", document_id=document.id)
        book.add(document, [make_claim(document)], [finding], recorded_at=NOON)
    return kept, gone


def test_what_is_withdrawn_is_out_of_view_and_seen_again_as_of_before(book: Book) -> None:
    kept, gone = two_documents(book)
    book.withdraw(gone.id, by="Ada Keeper", reason="retracted", recorded_at=LATER)
    assert book.documents() == (kept,)
    assert [claim.document_id for claim in book.claims()] == [kept.id]
    assert [finding.source for finding in book.findings()] == ["kept.txt"]
    assert {document.id for document in book.documents(recorded=NOON)} == {kept.id, gone.id}
    assert len(book.claims(recorded=NOON)) == len(book.findings(recorded=NOON)) == 2
    assert book.withdrawals(recorded=NOON) == ()
    assert [(one.name, one.reason, one.by) for one in book.withdrawals()] == [("gone.txt", "retracted", "Ada Keeper")]
    assert book.holds(gone.id), "reading it again must not bring it back"


def test_a_withdrawn_document_comes_back_only_by_a_row_of_its_own(book: Book) -> None:
    kept, gone = two_documents(book)
    with pytest.raises(UsageError, match="not withdrawn"):
        book.withdraw(gone.id, by="Ada", reason="slip", recorded_at=LATER, restored=True)
    book.withdraw(gone.id, by="Ada", reason="retracted", recorded_at=LATER)
    with pytest.raises(UsageError, match="already withdrawn"):
        book.withdraw(gone.id, by="Ada", reason="retracted", recorded_at=LATER)
    book.withdraw(gone.id, by="Ada", reason="slip", recorded_at=LATER + timedelta(hours=1), restored=True)
    assert {document.id for document in book.documents()} == {kept.id, gone.id}
    assert [document.id for document in book.documents(recorded=LATER)] == [kept.id]
    assert book.withdrawals() == ()


def test_what_is_erased_leaves_a_tombstone_and_no_word_in_the_file(path: Path) -> None:
    with open_book(path, SETTINGS, create=True) as book:
        kept = make_document("kept.txt")
        gone = make_document("secret-name.txt", "Zanzibarian envoys met. " + TEXT)
        claim = make_claim(gone)
        book.add(kept, [make_claim(kept)], recorded_at=NOON)
        book.add(
            gone, [claim], [Finding(source="x", code="y", message="Zanzibarian", document_id=gone.id)], recorded_at=NOON
        )
        pair = Judgement(
            claim_id=make_claim(kept).id, verdict="same", by="A", reason="Zanzibarian", recorded_at=NOON,
            other_claim_id=claim.id,
        )  # fmt: skip
        book.add_judgements([pair, Judgement(claim_id=claim.id, verdict="reject", by="A", reason="", recorded_at=NOON)])
        book.withdraw(gone.id, by="A", reason="first", recorded_at=LATER)
        lost = book.erase(gone.id, by="Ada Keeper", reason="court order", recorded_at=LATER)
        assert (lost.claims, lost.judgements) == (1, 2)
        assert book.erasures() == book.erasures(gone.id) == (lost,)
        assert book.documents() == book.documents(recorded=NOON) == (kept,)
        assert book.judgements() == () and book.findings() == () and book.withdrawals() == ()
        with pytest.raises(NotFoundError):
            book.find_document("secret-name.txt")
        assert book.erase(gone.id, by="B", reason="again", recorded_at=LATER) == lost
    left = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert b"Ruritania" in left, "the other document is still there"
    assert b"Zanzibarian" not in left and b"secret-name" not in left


def test_rows_are_as_safe_from_change_after_an_erasure_as_before(book: Book) -> None:
    _, gone = two_documents(book)
    book.erase(gone.id, by="Ada", reason="licence", recorded_at=LATER)
    for statement in ("DELETE FROM documents", "UPDATE claims SET value = 'x'", "DELETE FROM erasures"):
        with pytest.raises(DBAPIError, match="only added"), engines.writing(book._engine) as connection:
            connection.exec_driver_sql(statement)


def test_an_erasure_of_what_is_not_there_changes_nothing(book: Book) -> None:
    two_documents(book)
    before = book.counts()
    book.erase("0" * 32, by="Ada", reason="slip", recorded_at=LATER)
    assert book.counts() == before


def old_book(tmp_path: Path) -> Path:
    path = tmp_path / "old.book"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def test_a_book_of_the_first_format_is_brought_forward_with_everything_in_it(tmp_path: Path) -> None:
    path = old_book(tmp_path)
    with open_book(path, SETTINGS) as book:
        assert book.counts() == {"documents": 1, "claims": 2, "findings": 0, "judgements": 0}
        book.withdraw(book.documents()[0].id, by="Ada", reason="test", recorded_at=LATER)
        assert book.claims() == ()
    with open_book(path, SETTINGS) as book:
        assert len(book.withdrawals()) == 1
    raw = sqlite3.connect(path)
    assert [row[0] for row in raw.execute("SELECT value FROM meta ORDER BY number")] == ["1", "2", "3", "4"]
    with pytest.raises(sqlite3.DatabaseError, match="only added"):
        raw.execute("DELETE FROM withdrawals")
    raw.close()


def test_an_old_book_that_may_only_be_read_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old_book(tmp_path)
    monkeypatch.setattr("musterbook.book.opening._may_write", lambda _: False)
    with pytest.raises(BookError, match=r"older release \(format 1\).*open a copy"):
        open_book(path, SETTINGS)
