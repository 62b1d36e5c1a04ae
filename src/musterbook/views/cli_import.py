"""The command that takes in a table of figures that somebody else keeps."""

from typing import Annotated

import typer

from musterbook import flow
from musterbook.errors import FINDINGS_EXIT_CODE
from musterbook.settings import load_settings
from musterbook.views.cli_options import DEFAULT_BOOK, BookOption
from musterbook.views.cli_read import print_report


def import_table(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="A CSV or XLSX file.")],
    *,
    mapping: Annotated[
        str,
        typer.Option(
            "--mapping",
            metavar="MAPPING",
            help="A TOML file that says what each row means, or one that comes along: un-contributions, fts-flows, "
            "hand-kept.",
        ),
    ],
    book: BookOption = DEFAULT_BOOK,
) -> None:
    """Take in a table of figures, each row with itself as evidence, so that it stands beside what the press says.

    The mapping says what a row claims and who says so. Importing a table twice changes nothing.
    """
    settings = load_settings()
    with flow.open_book(book, settings, create=True) as opened:
        report = flow.read_table(opened, table, mapping, settings)
    print_report(report)
    if report.findings:
        raise typer.Exit(FINDINGS_EXIT_CODE)
