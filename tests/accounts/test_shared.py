"""A figure that several named givers share moves no account; a figure that each has moves each."""

from datetime import date
from pathlib import Path

import pytest

import musterbook
from musterbook.model import Amount, MissionPages, Stage

from .ledgers import exactly

MISSION = "the Regional Assistance Mission to Solomon Islands"


def _pages(tmp_path: Path, text: str) -> MissionPages:
    note = tmp_path / "note.txt"
    note.write_text(text, "utf-8")
    with musterbook.open_book(tmp_path / "a.book") as book:
        musterbook.read_into(book, [note])
        (pages,) = musterbook.reading(book, valid=date(2003, 7, 10)).missions
    return pages


def _pledged(pages: MissionPages) -> dict[str, Amount | None]:
    return {account.party: account.amounts.get(Stage.PLEDGE) for account in pages.accounts}


def test_a_shared_figure_is_stated_of_all_and_posted_for_nobody(tmp_path: Path) -> None:
    pages = _pages(tmp_path, f"Fiji and Tonga will send 120 soldiers to {MISSION}.")
    assert _pledged(pages) == {"FJ": None, "TO": None}
    assert all(Stage.PLEDGE in account.uncounted for account in pages.accounts)
    (stated,) = pages.assertions
    assert (stated.about, stated.asserted, stated.posted) == ("FJ, TO personnel person: pledge", exactly(120), None)


@pytest.mark.parametrize(
    ("words", "fiji", "tonga"),
    [
        ("Fiji and Tonga will send 120 soldiers each to {}.", 120, 120),
        ("Fiji and Tonga will each send 120 soldiers to {}.", 120, 120),
        ("Fiji and Tonga will send 120 and 40 soldiers respectively to {}.", 120, 40),
        ("Fiji will send 120 soldiers and Tonga 40 to {}.", 120, 40),
    ],
)
def test_figures_of_their_own_are_posted(tmp_path: Path, words: str, fiji: int, tonga: int) -> None:
    pages = _pages(tmp_path, words.format(MISSION))
    assert _pledged(pages) == {"FJ": exactly(fiji), "TO": exactly(tonga)}
    assert pages.assertions == ()
