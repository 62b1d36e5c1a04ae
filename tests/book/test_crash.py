"""A book that was killed in the middle, and a book that many use at once."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from musterbook.book import open_book
from musterbook.settings import Settings
from tests.book.makers import NOON, TEXT, make_claim, make_document

SETTINGS = Settings(lock_timeout_seconds=20)
ROOT = Path(__file__).parents[2]

WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from musterbook.book import open_book
from musterbook.settings import Settings
from tests.book.makers import NOON, TEXT, make_claim, make_document
who, count = sys.argv[3], int(sys.argv[4])
with open_book(sys.argv[1], Settings(), create=True) as book:
    for number in range(count):
        document = make_document(f"{who}{number}.txt", TEXT + " Again." * 2000)
        claims = [make_claim(document), make_claim(document, "300 police officers")]
        book.add(document, claims, recorded_at=NOON)
        print(document.id, flush=True)
"""


def writer(path: Path, who: str, count: int) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, str(path), str(ROOT), who, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("lines", [1, 37, 200])
def test_killed_while_writing(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "x.book"
    process = writer(path, "d", 100_000)
    printed = [process.stdout.readline().strip() for _ in range(lines)]
    os.kill(process.pid, signal.SIGKILL)
    printed += [line.strip() for line in process.stdout.read().splitlines() if len(line.strip()) == 32]
    process.wait()
    process.stdout.close()
    assert process.returncode == -signal.SIGKILL

    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()
    with open_book(path, SETTINGS) as book:
        held = {document.id for document in book.documents()}
        assert set(printed) <= held
        assert len(held) <= len(printed) + 1
        assert book.counts()["claims"] == 2 * len(held)
        assert len(book.claims()) == 2 * len(held)
        document = make_document("after.txt")
        assert book.add(document, [make_claim(document)], recorded_at=NOON)


KILLS = int(os.environ.get("MUSTERBOOK_TEST_KILLS", "40"))
"""How often a writer is killed; 200 takes about half a minute."""


def write_until_killed(path: Path, who: str, out: int) -> None:
    """In a child process: add documents for ever, and report each one only when the book has it."""
    with open_book(path, SETTINGS, create=True) as book:
        for number in range(100_000):
            document = make_document(f"{who}-{number}.txt", TEXT + " Again." * 200)
            claims = [make_claim(document), make_claim(document, "300 police officers")]
            book.add(document, claims, recorded_at=NOON)
            os.write(out, (document.id + "\n").encode())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that start in a moment")
def test_killed_again_and_again_at_random_moments(tmp_path: Path) -> None:
    path, chance = tmp_path / "x.book", random.Random(20240625)
    reported: set[str] = set()
    for kill in range(KILLS):
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            with contextlib.suppress(BaseException):
                write_until_killed(path, f"w{kill}", write_end)
            os._exit(1)
        os.close(write_end)
        time.sleep(chance.uniform(0.0, 0.12))
        os.kill(child, signal.SIGKILL)
        with os.fdopen(read_end) as pipe:
            reported |= {line.strip() for line in pipe.read().splitlines() if len(line.strip()) == 32}
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if not path.exists():
            continue
        with open_book(path, SETTINGS, create=True) as book:
            held = {document.id for document in book.documents()}
            assert reported <= held, "a document that was reported as read is lost"
            assert book.counts()["claims"] == 2 * len(held), "half a document is in the book"
            assert len(held) <= len(reported) + kill + 1
    with open_book(path, SETTINGS) as book:
        assert book.check() == ()
        assert reported


def test_two_writers_and_two_readers(tmp_path: Path) -> None:
    path = tmp_path / "x.book"
    processes = [writer(path, who, 40) for who in "ab"]
    for process in processes:
        process.stdout.readline()

    def watch(_: int) -> list[int]:
        sizes = []
        with open_book(path, SETTINGS) as book:
            while not sizes or any(process.poll() is None for process in processes):
                with book.snapshot() as still:
                    documents, claims = still.documents(), still.claims()
                assert len(claims) == 2 * len(documents)
                sizes.append(len(documents))
        return sizes

    with ThreadPoolExecutor(2) as pool:
        for sizes in pool.map(watch, range(2)):
            assert sizes == sorted(sizes)
    for process in processes:
        process.stdout.read()
        assert process.wait() == 0
        process.stdout.close()
    with open_book(path, SETTINGS) as book:
        assert book.counts()["documents"] == 80


def test_many_make_the_same_book(tmp_path: Path) -> None:
    path = tmp_path / "x.book"
    processes = [writer(path, who, 3) for who in "abcd"]
    assert [process.wait() for process in processes] == [0, 0, 0, 0]
    for process in processes:
        process.stdout.close()
    with open_book(path, SETTINGS) as book:
        assert book.counts() == {"documents": 12, "claims": 24, "findings": 0, "judgements": 0}


FILLER = """
import resource, signal, sys
sys.path.insert(0, sys.argv[2])
from musterbook.book import open_book
from musterbook.errors import BookError
from musterbook.settings import Settings
from tests.book.makers import NOON, TEXT, make_claim, make_document
with open_book(sys.argv[1], Settings(), create=True) as book:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
    try:
        for number in range(100_000):
            document = make_document(f"d{number}.txt", TEXT + " Again." * 2000)
            book.add(document, [make_claim(document)], recorded_at=NOON)
            print(document.id, flush=True)
    except BookError as error:
        print("refused", error, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="needs a limit on the size of files")
def test_a_full_disk_gives_one_clear_line_and_loses_nothing_that_was_read(tmp_path: Path) -> None:
    path = tmp_path / "x.book"
    command = [sys.executable, "-c", FILLER, str(path), str(ROOT), "1500000"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    *read, refused = ended.stdout.splitlines()
    assert len(read) > 10
    assert refused.startswith("refused") and str(path) in refused and "\n" not in refused
    assert any(word in refused for word in ("full", "disk", "write"))
    with open_book(path, SETTINGS) as book:
        held = {document.id for document in book.documents()}
        assert set(read) <= held and len(held) - len(read) <= 1
        assert all(claim.document_id in held for claim in book.claims())
        assert book.check() == ()
