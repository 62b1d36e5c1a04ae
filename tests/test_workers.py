"""However many processes read, the book is the same; one that dies loses one document and nothing hangs."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from musterbook import documents, flow
from musterbook.model import Document
from musterbook.settings import Settings
from musterbook.workers import Workers, can_fork

SETTINGS = Settings(batch_words=800)
ROWS = {
    "documents": "select id, name, published_start, published_end from documents order by rowid",
    "claims": "select id, claim from claims order by rowid",
    "findings": "select source, code, message from findings order by rowid",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the sample, a document twice, one about something else, and one that is nothing."""
    root = tmp_path_factory.mktemp("news")
    found = [item for item in documents.read(["sample:haiti-mss"], SETTINGS) if isinstance(item, Document)]
    for article in found[:16]:
        (root / Path(article.name).with_suffix(".txt")).write_text(article.text, "utf-8")
    (root / "040-garden.txt").write_text("The roses were late, and nobody minded. " * 30, "utf-8")
    (root / "050-empty.txt").write_bytes(b"")
    return root


def _read(folder: Path, path: Path, workers: int) -> dict[str, list[tuple[object, ...]]]:
    with flow.open_book(path, SETTINGS) as book:
        seen: list[tuple[str, int]] = []
        report = flow.read_into(
            book, [str(folder), str(folder)], SETTINGS, workers=workers, progress=lambda d, n: seen.append((d.name, n))
        )
    assert report.read == 17
    assert report.unchanged == 17
    assert len(seen) == 34
    with sqlite3.connect(path) as raw:
        rows = {name: raw.execute(query).fetchall() for name, query in ROWS.items()}
    raw.close()
    assert len(rows["claims"]) == report.claims > 50
    return rows


def test_the_book_is_the_same_with_one_two_and_three(folder: Path, tmp_path: Path) -> None:
    one = _read(folder, tmp_path / "1.book", 1)
    for count in (2, 3):
        assert _read(folder, tmp_path / f"{count}.book", count) == one


def _double_or_die(batch: list[int]) -> list[int]:
    if 13 in batch:
        os._exit(9)
    return [2 * item for item in batch]


def _lost(item: int) -> int:
    return -item


def test_a_worker_that_dies_loses_only_what_kills_it() -> None:
    batches = [[1, 2], [3, 13, 4], [], [5], [6, 7], [8]]
    answers = list(Workers(_double_or_die, _lost, 2).answers(batches))
    assert answers == [[2, 4], [6, -13, 8], [], [10], [12, 14], [16]]


LOADED: list[int] = []


def _loaded(batch: list[int]) -> list[int]:
    return [LOADED.count(item) for item in batch]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_what_is_loaded_here_is_loaded_in_no_process() -> None:
    workers = Workers(_loaded, _lost, 2, load=lambda: LOADED.append(7))
    assert list(workers.answers([[7], [7, 8]])) == [[1], [1, 0]]
    assert LOADED == [7]


def test_beside_a_thread_processes_are_started_anew() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not can_fork()
        assert list(Workers(_double_or_die, _lost, 1).answers([[1, 2]])) == [[2, 4]]
    finally:
        done.set()
        thread.join()


def _fail(batch: list[int]) -> list[int]:
    raise ValueError(f"cannot do {batch}")


def test_an_error_in_a_worker_is_an_error_here() -> None:
    with pytest.raises(ValueError, match="cannot do"):
        list(Workers(_fail, _lost, 2).answers([[1], [2]]))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs the signals of a terminal")
def test_an_interrupt_ends_all_processes(folder: Path, tmp_path: Path) -> None:
    process = _under_way(folder, tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    try:
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode != 0
    assert "Traceback" not in said
    assert _gone(process.pid, seconds=30)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs the signals of a terminal")
def test_no_process_is_left_when_the_program_is_killed(folder: Path, tmp_path: Path) -> None:
    process = _under_way(folder, tmp_path)
    process.kill()
    process.communicate(timeout=60)
    assert _gone(process.pid, seconds=30)


def _under_way(folder: Path, tmp_path: Path) -> "subprocess.Popen[str]":
    """A long run by two processes that has made its book and has had time to start them."""
    feed, path = tmp_path / "feed.txt", tmp_path / "x.book"
    feed.write_text("Kenya sent 200 police officers to Haiti.\n" * 8_000, "utf-8")
    command = [sys.executable, "-m", "musterbook", "read", str(folder), str(feed), "--workers", "2"]
    process = subprocess.Popen(
        [*command, "--book", str(path)], start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    while not path.exists():
        time.sleep(0.2)
    time.sleep(4)
    return process


def _gone(group: int, seconds: float) -> bool:
    """Whether no process of the group is left, after some time to end."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.2)
    return False
