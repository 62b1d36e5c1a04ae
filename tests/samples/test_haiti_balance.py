"""The program's balance of the sample against the table that a reader keeps by hand beside it.

The table is not bent to the program. The floors are what the program reaches; they may rise and never drop silently.
Two things hold without exception: no account says for certain that more arrived, or was promised, than the hand-kept
table allows, and nobody arrives whom the table does not know.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from musterbook import flow
from musterbook.model import Account, Amount, MissionPages, Resource, Stage
from musterbook.settings import Settings

SETTINGS = Settings()
FLOORS = {"pledged": 0.98, "arrived": 0.98, "present": 0.98}
"""Least share of cells that agree; a cell agrees when the account's interval lies within the hand-kept one."""

STAGES = {"pledged": Stage.PLEDGE, "arrived": Stage.ARRIVED}


def _table() -> list[dict[str, Any]]:
    path = files("musterbook") / "samples" / "haiti-mss" / "expected" / "balance.toml"
    return list(tomllib.loads(path.read_text("utf-8"))["balance"])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[date, MissionPages]:
    path: Path = tmp_path_factory.mktemp("balance") / "sample.book"
    with flow.open_book(str(path), SETTINGS, create=True) as book:
        flow.read_into(book, ["sample:haiti-mss"], SETTINGS)
        found = {}
        for row in _table():
            reading = flow.reading(book, valid=row["as_of"], settings=SETTINGS)
            found[row["as_of"]] = next(page for page in reading.missions if page.mission.id == "haiti-mss")
    return found


def _accounts(page: MissionPages) -> dict[str, Account]:
    return {account.party: account for account in page.accounts if account.resource is Resource.PERSONNEL}


def _cells(pages: dict[date, MissionPages]) -> Iterator[tuple[date, str, str, Any, Account | None]]:
    for row in _table():
        accounts = _accounts(pages[row["as_of"]])
        for party, cells in row.get("parties", {}).items():
            for column in FLOORS:
                if column in cells:
                    yield row["as_of"], party, column, cells[column], accounts.get(party)


def _read(account: Account | None, column: str) -> Amount | None:
    if account is None:
        return None
    return account.present if column == "present" else account.amounts.get(STAGES[column])


def _agrees(wanted: Any, account: Account | None, column: str) -> bool:
    amount = _read(account, column)
    if wanted == "uncounted":
        return amount is None and account is not None and STAGES[column] in account.uncounted
    if amount is None:
        return wanted == [0, 0]
    if amount.low is None or amount.high is None:
        return False
    return Decimal(wanted[0]) <= amount.low and amount.high <= Decimal(str(wanted[1]))


@pytest.mark.parametrize("column", FLOORS)
def test_share_of_cells_that_agree(pages: dict[date, MissionPages], column: str) -> None:
    verdicts = [_agrees(wanted, account, name) for _, _, name, wanted, account in _cells(pages) if name == column]
    assert sum(verdicts) / len(verdicts) >= FLOORS[column]


@pytest.mark.parametrize("column", ["pledged", "arrived"])
def test_nothing_is_certain_beyond_the_table(pages: dict[date, MissionPages], column: str) -> None:
    beyond = [
        (day, party, amount.low, wanted)
        for day, party, name, wanted, account in _cells(pages)
        if name == column and wanted != "uncounted" and (amount := _read(account, column)) is not None
        if amount.low is not None and amount.low > Decimal(str(wanted[1]))
    ]
    assert beyond == []


def test_nobody_arrives_whom_the_table_does_not_know(pages: dict[date, MissionPages]) -> None:
    for row in _table():
        known = set(row.get("parties", {}))
        arrived = {
            party
            for party, account in _accounts(pages[row["as_of"]]).items()
            if (amount := account.amounts.get(Stage.ARRIVED)) is not None and amount.low
        }
        assert arrived <= known, row["as_of"]
