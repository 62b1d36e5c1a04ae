"""A mapping turns the rows of somebody else's table into entries; what cannot be taken is named by its row."""

from pathlib import Path

import pytest

from musterbook import flow
from musterbook.documents.tables import mapping_named, read_mapping, read_table
from musterbook.errors import UsageError
from musterbook.model import Document, Finding, Stage
from musterbook.settings import Settings

MAPPING = """
by = "Ministry of Order"
header = 2
skip = { Land = ["Sum"] }
values = { State = { Here = "arrived", Promised = "pledge" } }

[[entry]]
stage = "{State}"
resource = "personnel"
party = "{Land}"
mission = "haiti-mss"
quantity = "{Heads} {Kind}"
reported = "{Day}"
unless = ["Heads"]
"""
TABLE = """A table of the ministry;;;;
Land;State;Heads;Kind;Day
Kenya;here;400;police officers;2024-07-31
Jamaica;Promised;170;soldiers;2024-06-30
Belize;Here;0;soldiers;2024-06-30
Chad;Somewhere;12;soldiers;2024-06-30
Sum;Here;570;people;2024-07-31
"""


def rows(path: Path, mapping: str = MAPPING) -> tuple[list[Document], list[Finding]]:
    found = list(read_table(path, read_mapping(mapping, "ours.toml")))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Finding)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_rows_become_entries_and_faults_name_their_row(table: Path) -> None:
    entries, faults = rows(table)
    assert [one.text.splitlines()[:3] for one in entries] == [
        ["family: commitment", "stage: arrived", "party: Kenya"],
        ["family: commitment", "stage: pledge", "party: Jamaica"],
    ]
    assert {one.entered_by for one in entries} == {"Ministry of Order"}
    assert len(faults) == 1 and faults[0].message.startswith("table.csv, row 6: the stage 'Somewhere'")


def test_a_workbook_gives_the_same_entries(table: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra tables is not installed")
    book = openpyxl.Workbook()
    book.active.title = "cover"
    sheet = book.create_sheet("figures")
    for line in TABLE.splitlines():
        sheet.append([float(cell) if cell.isdigit() else cell for cell in line.split(";")])
    book.save(tmp_path / "table.xlsx")
    entries, _ = rows(tmp_path / "table.xlsx", 'sheet = "figures"\n' + MAPPING)
    assert [one.text for one in entries] == [one.text for one in rows(table)[0]]
    with pytest.raises(UsageError, match=r"has no sheet 'gone'; it has cover, figures"):
        rows(tmp_path / "table.xlsx", 'sheet = "gone"\n' + MAPPING)


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("by = ", "is no TOML"),
        ('by = "A"', "needs an [[entry]]"),
        ("[[entry]]\nstage = 'pledge'", "names nobody"),
        ('by = "A"\ncolour = 1\n[[entry]]\n', "unknown key 'colour'"),
        ('by = "A"\n[[entry]]\ncolour = "red"', "unknown field 'colour'"),
        ('by = "A"\nheader = 0\n[[entry]]\n', "counted from 1"),
        ('by = "A"\nskip = { Land = "Sum" }\n[[entry]]\n', "skip is a column"),
        (MAPPING.replace("{Land}", "{Country}"), "has no column 'Country' in row 2; it has Land, State, Heads"),
        (MAPPING.replace("header = 2", "header = 40"), "has no headings in row 40"),
    ],
)
def test_a_mapping_that_does_not_fit_is_one_line(table: Path, mapping: str, words: str) -> None:
    with pytest.raises(UsageError) as error:
        rows(table, mapping)
    assert words in str(error.value) and "\n" not in str(error.value)


def test_a_mapping_that_is_not_there_lists_those_that_come_along() -> None:
    with pytest.raises(UsageError, match="fts-flows, hand-kept, un-contributions"):
        mapping_named("nowhere.toml")


def test_an_official_figure_stands_beside_the_press_and_disputes_with_it(tmp_path: Path) -> None:
    (tmp_path / "news.md").write_text(
        "---\ndate: 2024-08-02\n---\nOn 31 July 2024 Kenya had 600 police officers in Haiti with the Multinational "
        "Security Support mission.\n",
        "utf-8",
    )
    (tmp_path / "un.csv").write_text(
        "Mission,Country,Date,Police,Troops\nhaiti-mss,Kenya,2024-07-31,400,0\nhaiti-mss,Total,2024-07-31,400,0\n",
        "utf-8",
    )
    settings = Settings()
    with flow.open_book(tmp_path / "a.book", settings) as book:
        flow.read_into(book, tmp_path / "news.md", settings)
        first = flow.read_table(book, tmp_path / "un.csv", "un-contributions", settings)
        again = flow.read_table(book, tmp_path / "un.csv", "un-contributions", settings)
        page = flow.reading(book, settings=settings).missions[0]
    assert (first.read, again.read, again.unchanged) == (1, 0, 1)
    (kenya,) = page.accounts
    assert len(kenya.claims[Stage.ARRIVED]) == 2
    assert [one.rule for one in page.disputes] == ["intervals-apart"]


def test_money_of_a_register_goes_to_its_state_and_stage(tmp_path: Path) -> None:
    (tmp_path / "fts.csv").write_text(
        "Source org.,Destination org.,Amount (US$),Flow status,Decision date,Destination country\n"
        '"Norway, Government of",World Food Programme,"5,000,000",Paid Contribution,2024-03-02,Haiti\n'
        "Canada,UNICEF,1200000,Commitment,2024-03-05,Haiti\n",
        "utf-8",
    )
    settings = Settings()
    with flow.open_book(tmp_path / "a.book", settings) as book:
        flow.read_table(book, tmp_path / "fts.csv", "fts-flows", settings)
        claims = flow.reading(book, settings=settings).claims.values()
    told = sorted((claim.party, str(claim.stage), claim.quantity and claim.quantity.low) for claim in claims)
    assert told == [(("CA",), "committed", 1_200_000), (("NO",), "dispatched", 5_000_000)]
