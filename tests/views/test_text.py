import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from musterbook.model import Reading
from musterbook.views import text_balance, text_pages
from musterbook.views.pages import choose
from musterbook.views.sources import DocumentNumbers
from musterbook.views.text import Column, Ledger, Row, show

PAGES: dict[str, Callable[[Reading], list[RenderableType]]] = {
    "balance": text_balance.balance,
    "balance-explained": lambda reading: text_balance.balance(reading, explain=True),
    "balance-other": lambda reading: text_balance.balance(reading, "support-Lakeland"),
    "timeline": text_pages.timeline,
    "situation": text_pages.situation,
    "quotes": text_pages.quotations,
    "disputes": text_pages.disputes,
    "documents": text_pages.documents,
}


def _printed(page: list[RenderableType], width: int) -> str:
    out = io.StringIO()
    show(page, file=out, width=width)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", PAGES)
def test_pages_read_as_in_their_snapshots(
    reading: Reading, name: str, width: int, same_as_snapshot: Callable[[str, str], None]
):
    text = _printed(PAGES[name](reading), width)
    same_as_snapshot(f"{name}-{width}.txt", text)
    assert "\x1b" not in text
    assert all(cell_len(line) <= width and line == line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("name", PAGES)
def test_nothing_restricted_is_shown(reading: Reading, name: str):
    text = _printed(PAGES[name](reading), 200)
    assert "desk#1" not in text and "A. Desk" not in text and "quantity: 75" not in text
    assert "1 restricted" in text


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_that_it_is_a_sample(reading: Reading, name: str):
    assert "SAMPLE: written for the project" in _printed(PAGES[name](reading), 80)


@pytest.mark.parametrize("name", ["timeline", "situation"])
def test_an_accusation_names_who_reports_it(reading: Reading, name: str):
    text = _printed(PAGES[name](reading), 200)
    assert "Red Hand" in text and "reported by harbour council" in text


def test_a_terminal_without_colours_gets_none(reading: Reading, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    for part in text_balance.balance(reading):
        console.print(part)
    assert "[33m" not in console.file.getvalue() and ";33m" not in console.file.getvalue()


def test_a_wide_ledger_moves_optional_columns_into_the_notes_and_wraps_the_rest():
    columns = (Column(title="who", flexible=True), Column(title="seen", optional=True), Column(title="n", right=True))
    ledger = Ledger(
        columns=columns, rows=(Row(cells=("a rather long name of somebody", "yesterday", "1"), notes=("b",)),)
    )
    assert _printed([ledger], 80).splitlines()[1].split() == [
        "a",
        "rather",
        "long",
        "name",
        "of",
        "somebody",
        "yesterday",
        "1",
    ]
    narrow = _printed([ledger], 24).splitlines()
    assert "b · seen yesterday" in narrow[-1]
    assert all(len(line) <= 24 for line in narrow)


def test_of_many_stated_totals_the_latest_are_shown_and_the_others_counted(reading: Reading):
    pages = choose(reading).pages
    assert pages is not None
    (one,) = pages.assertions
    many = tuple(replace(one, about=f"{one.about} {place}") for place in range(9))
    busy = replace(reading, missions=(replace(pages, assertions=many),))
    brief = _printed(text_balance.balance(busy, "amber-support"), 100)
    assert brief.count("Strength present") == 3 and "and 6 more, of which 0 agree (--explain)" in brief
    assert _printed(text_balance.balance(busy, "amber-support", explain=True), 100).count("Strength present") == 9


def test_a_block_is_told_once_with_its_day_and_marked_at_the_other_accounts_of_its_giver(reading: Reading):
    pages = choose(reading).pages
    assert pages is not None
    held = next(one for one in pages.accounts if one.blocked)
    twin = replace(held, id=f"{held.id}/more", unit="team")
    busy = replace(reading, missions=(replace(pages, accounts=(*pages.accounts, twin)),))
    told = _printed(text_balance.balance(busy, "amber-support"), 120)
    assert told.count("blocked 10 Sep 2031: ") == 1 and told.count("blocked") == 2


def test_what_rests_on_a_restricted_entry_is_marked_where_its_owner_sees_it(reading: Reading):
    told = _printed(text_balance.balance(reading), 120)
    assert "\n  restricted\n" in told and 'marked "restricted"' in told and "is not shown" not in told


def test_a_line_of_arithmetic_names_its_documents_by_number(reading: Reading):
    first, second = sorted({document.name for document in reading.documents.values() if document.rights == "unknown"})[
        :2
    ]
    numbers = DocumentNumbers(reading)
    line = f"arrived 400 = 200 (2031-03-01, {first}; and 2 more) + 200 (by 2031-03-02 at the latest, {second})"
    assert (
        numbers.in_words(line)
        == "arrived 400 = 200 (2031-03-01 [1]; and 2 more) + 200 (by 2031-03-02 at the latest [2])"
    )
    assert numbers.in_words("present 200 = arrived") == "present 200 = arrived"
    assert [number for number, _ in numbers.legend()] == [1, 2]
