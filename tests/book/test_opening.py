"""Opening says in one line what is wrong, and never makes a book of somebody else's file."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from musterbook.book import open_book
from musterbook.errors import BookError, BookLockedError, NotFoundError
from musterbook.settings import Settings
from tests.book.makers import NOON, make_claim, make_document

SETTINGS = Settings(lock_timeout_seconds=0.1)


def made(path: Path) -> Path:
    with open_book(path, SETTINGS, create=True) as book:
        document = make_document()
        book.add(document, [make_claim(document)], recorded_at=NOON)
    return path


def one_line(error: pytest.ExceptionInfo) -> str:
    text = str(error.value)
    assert "\n" not in text and "sqlalche" not in text and "Traceback" not in text
    return text


def test_missing_book_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as error:
        open_book(tmp_path / "none.book", SETTINGS)
    assert "makes one" in one_line(error)
    assert not (tmp_path / "none.book").exists()
    with pytest.raises(NotFoundError) as error:
        open_book(tmp_path / "no folder" / "none.book", SETTINGS, create=True)
    assert "folder" in one_line(error)


def test_create_twice_is_one_book(tmp_path: Path) -> None:
    path = made(tmp_path / "a b?#%41.book")
    with open_book(path, SETTINGS, create=True) as book:
        assert book.counts()["documents"] == 1
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a b?#%41.book"]


def test_sqlite_address_is_the_file(tmp_path: Path) -> None:
    path = made(tmp_path / "x.book")
    with open_book(f"sqlite:///{path}", SETTINGS) as book:
        assert book.counts()["claims"] == 1


def test_log_and_sync(tmp_path: Path) -> None:
    with open_book(tmp_path / "x.book", SETTINGS, create=True) as book, book._reading() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("foreign_keys", "synchronous")
        }
        assert asked == {"foreign_keys": 1, "synchronous": 2}
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 100


@pytest.mark.parametrize("content", [b"", b"Ruritania pledged nothing.\n" * 300, b"SQLite format 3\0" + b"\xff" * 4000])
@pytest.mark.parametrize("create", [False, True])
def test_a_file_that_is_no_book(tmp_path: Path, content: bytes, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    if create and not content:
        with open_book(path, SETTINGS, create=True) as book:
            assert book.counts()["documents"] == 0
        return
    with pytest.raises(BookError) as error:
        open_book(path, SETTINGS, create=create)
    assert "notes.txt" in one_line(error)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    raw.close()
    content = path.read_bytes()
    with pytest.raises(BookError, match="no book"):
        open_book(path, SETTINGS, create=True)
    assert path.read_bytes() == content
    with pytest.raises(BookError, match="folder"):
        open_book(tmp_path, SETTINGS, create=True)


def test_newer_release(tmp_path: Path) -> None:
    path = made(tmp_path / "x.book")
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO meta (key, value, recorded_at) VALUES ('schema_version', '99', 'x')")
    raw.close()
    with pytest.raises(BookError) as error:
        open_book(path, SETTINGS)
    assert "newer release" in one_line(error) and "99" in one_line(error)


def test_locked_for_writing_still_reads(tmp_path: Path) -> None:
    path = made(tmp_path / "x.book")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_book(path, SETTINGS, create=True) as book:
        assert len(book.claims()) == 1
        with pytest.raises(BookLockedError) as error:
            book.add(make_document("new.txt"), [], recorded_at=NOON)
        assert "locked" in one_line(error)
        other.execute("ROLLBACK")
        assert book.add(make_document("new.txt"), [], recorded_at=NOON)
    other.close()


def test_locked_altogether(tmp_path: Path) -> None:
    path = made(tmp_path / "x.book")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BookLockedError):
        open_book(path, SETTINGS)
    other.close()


def test_a_writer_waits_its_turn(tmp_path: Path) -> None:
    path = made(tmp_path / "x.book")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("ROLLBACK")).start()
    with open_book(path, Settings(lock_timeout_seconds=20)) as book:
        assert book.add(make_document("new.txt"), [], recorded_at=NOON)
    other.close()


def test_unknown_addresses() -> None:
    for url in ("postgresql://ada:secret@localhost/book", "nosuch://x/y", "://"):
        with pytest.raises(BookError) as error:
            open_book(url, SETTINGS)
        assert "secret" not in one_line(error)


READ_ONLY = """
import os, sys
from musterbook.book import open_book
from musterbook.errors import BookError
from musterbook.settings import Settings
sys.path.insert(0, sys.argv[2])
from tests.book.makers import NOON, make_document
if os.geteuid() == 0:
    open_book(sys.argv[1], Settings()).close()
    os.setgroups([])
    os.setuid(65534)
with open_book(sys.argv[1], Settings(), create=True) as book:
    print(book.read_only, len(book.claims()))
    try:
        book.add(make_document("new.txt"), [], recorded_at=NOON)
    except BookError as error:
        print(error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs the permissions of POSIX")
@pytest.mark.parametrize("folder_mode", [0o755, 0o555])
def test_read_only_file_opens_for_reading(folder_mode: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder) / "x.book")
        content = path.read_bytes()
        path.chmod(0o444)
        path.parent.chmod(folder_mode)
        command = [sys.executable, "-c", READ_ONLY, str(path), str(Path(__file__).parents[2])]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        path.parent.chmod(0o755)
        assert run.stdout.splitlines() == ["True 1", f"{path} is open for reading only"], run.stderr
        assert path.read_bytes() == content
