"""The calls that other programs make, as the documentation shows them: nothing but a path is needed."""

from datetime import date
from pathlib import Path

import pytest

import musterbook
from musterbook.errors import NotFoundError
from musterbook.model import Stage

TEXT = "Fiji has promised 120 soldiers for the Regional Assistance Mission to Solomon Islands."


def test_a_book_is_opened_by_its_path_alone_and_made_where_it_is_missing(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(TEXT, "utf-8")
    for sources in ([note], str(note)):
        with musterbook.open_book(tmp_path / "a.book") as book:
            report = musterbook.read_into(book, sources)
            assert (report.read + report.unchanged, report.findings) == (1, ())
            (pages,) = musterbook.reading(book, valid=date(2003, 7, 10)).missions
    assert [(one.party, one.amounts[Stage.PLEDGE].low) for one in pages.accounts] == [("FJ", 120)]


def test_a_missing_book_is_not_made_where_nobody_asks_for_it(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        musterbook.open_book(tmp_path / "none.book", create=False)
    assert list(tmp_path.iterdir()) == []
