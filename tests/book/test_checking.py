"""A damaged book is named row by row; a whole one passes."""

import sqlite3
from pathlib import Path

import pytest

from musterbook import flow
from musterbook.book import open_book
from musterbook.errors import BookError
from musterbook.model import Judgement
from musterbook.settings import Settings
from tests.book.makers import NOON, TEXT, make_claim, make_document

SETTINGS = Settings(lock_timeout_seconds=0.2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "test.book"
    with open_book(path, SETTINGS, create=True) as book:
        for name in ("a.txt", "b.txt"):
            document = make_document(name)
            claim = make_claim(document)
            book.add(document, [claim], recorded_at=NOON)
        book.add_judgements([Judgement(claim_id=claim.id, verdict="accept", by="A", reason="", recorded_at=NOON)])
        book.withdraw(document.id, by="A", reason="test", recorded_at=NOON)
    return path


def tampered(path: Path, statement: str) -> list[str]:
    """The faults after a statement that went around the program's guards."""
    raw = sqlite3.connect(path)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(statement)
    raw.commit()
    raw.close()
    with open_book(path, SETTINGS) as book:
        return [fault.message for fault in flow.check(book, SETTINGS)]


def test_a_whole_book_has_no_fault(path: Path) -> None:
    assert tampered(path, "SELECT 1") == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE documents SET text = replace(text, '300', '900') WHERE name = 'a.txt'", "not the hash"),
        ("UPDATE claims SET claim = replace(claim, '300', '900')", "does not show its words"),
        ("UPDATE claims SET claim = 'nothing'", "cannot be read"),
        ("UPDATE claims SET value = 'arrived'", "do not say the same"),
        ("UPDATE documents SET published_start = '2020-01-01'", "different days"),
        ("DELETE FROM documents WHERE name = 'b.txt'", "missing"),
        ("DELETE FROM claims", "is about claim"),
        (
            "INSERT INTO erasures SELECT 9, id, 'A', 'r', 1, 1, '2024-01-01' FROM documents WHERE name = 'a.txt'",
            "was erased on 2024-01-01, but is there",
        ),
    ],
)
def test_what_was_tampered_with_is_named(path: Path, statement: str, words: str) -> None:
    faults = tampered(path, statement)
    assert faults and any(words in fault for fault in faults)
    assert all("\n" not in fault for fault in faults)


def test_a_damaged_file_is_one_line(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    at = raw.find(TEXT.encode())
    page = at // 4096 * 4096
    raw[page : page + 64] = b"\xff" * 64
    path.write_bytes(bytes(raw))
    try:
        with open_book(path, SETTINGS) as book:
            faults = [fault.message for fault in flow.check(book, SETTINGS)]
    except BookError as error:
        faults = [str(error)]
    assert faults and "damaged" in faults[0]
