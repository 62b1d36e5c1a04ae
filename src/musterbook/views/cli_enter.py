"""The command that enters what no document says, under the name of the person who knows it."""

import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from musterbook import flow
from musterbook.errors import FINDINGS_EXIT_CODE, UsageError
from musterbook.model import Certainty, Event, Force, Measure, Polarity, QuantityKind, Resource, Stage
from musterbook.settings import load_settings
from musterbook.views.cli_options import DEFAULT_BOOK, BookOption
from musterbook.views.cli_read import print_report

_SEVERAL = "; "
_YES = "true"
_NO_FIELDS = frozenset({"book", "by", "from_file"})
_RENAMED = {"about": "object"}


def _values(vocabulary: Sequence[str]) -> str:
    return ", ".join(str(member) for member in vocabulary)


def _text(flag: str, words: str, metavar: str = "TEXT") -> object:
    return typer.Option(flag, help=words, metavar=metavar)


def enter(
    context: typer.Context,
    *,
    book: BookOption = DEFAULT_BOOK,
    by: Annotated[str | None, _text("--by", "Who enters it; needed unless the file names somebody.", "NAME")] = None,
    from_file: Annotated[str | None, _text("--from", "Rows from a CSV or TOML file.", "FILE")] = None,
    stage: Annotated[str | None, _text("--stage", f"Of a commitment: {_values(list(Stage))}.", "STAGE")] = None,
    measure: Annotated[str | None, _text("--measure", f"Of a figure: {_values(list(Measure))}.", "MEASURE")] = None,
    event: Annotated[str | None, _text("--event", f"Of a milestone: {_values(list(Event))}.", "EVENT")] = None,
    words: Annotated[str | None, _text("--words", "Of a quotation: what was said.")] = None,
    party: Annotated[list[str] | None, _text("--party", "Giver or actor (KE, un); may be repeated.", "ID")] = None,
    by_whom: Annotated[list[str] | None, _text("--by-whom", "Who asks, for a request.", "ID")] = None,
    recipient: Annotated[str | None, _text("--recipient", "Who receives.", "ID")] = None,
    mission: Annotated[str | None, _text("--mission", "The mission.", "ID")] = None,
    resource: Annotated[str | None, _text("--resource", f"One of {_values(list(Resource))}.", "RESOURCE")] = None,
    force: Annotated[str | None, _text("--force", f"One of {_values(list(Force))}.", "FORCE")] = None,
    item: Annotated[str | None, _text("--item", "What kind of equipment or goods.")] = None,
    quantity: Annotated[
        str | None, _text("--quantity", "How many or how much: 382, 'up to 2,500', '$10 million'.")
    ] = None,
    unit: Annotated[str | None, _text("--unit", "person, a currency code, percent, or a noun.", "UNIT")] = None,
    kind: Annotated[str | None, _text("--kind", f"What it counts: {_values(list(QuantityKind))}.", "KIND")] = None,
    about: Annotated[str | None, _text("--object", "What or whom it is about.")] = None,
    place: Annotated[str | None, _text("--place", "Where: a state or a town, nothing finer.", "PLACE")] = None,
    valid: Annotated[
        str | None, _text("--valid", "When it is true: 2024-06-25, 2024-06, 2024-06-25/..", "DATE")
    ] = None,
    due: Annotated[str | None, _text("--due", "When a plan is to be done.", "DATE")] = None,
    reported: Annotated[str | None, _text("--reported", "When it became known.", "DATE")] = None,
    polarity: Annotated[str | None, _text("--polarity", f"One of {_values(list(Polarity))}.", "POLARITY")] = None,
    certainty: Annotated[str | None, _text("--certainty", f"One of {_values(list(Certainty))}.", "CERTAINTY")] = None,
    condition: Annotated[str | None, _text("--condition", "On what it depends.")] = None,
    speaker: Annotated[str | None, _text("--speaker", "Who says so.", "NAME")] = None,
    note: Annotated[str | None, _text("--note", "A remark.")] = None,
    source: Annotated[str | None, _text("--source", "Where it comes from, such as a link.")] = None,
    restricted: Annotated[bool, typer.Option("--restricted", help="Never leaves in an export or a report.")] = False,
) -> None:
    """Enter what no document says, under your name: one row from options, or many from a file.

    An entry says one thing: give one of --stage, --measure, --event or --words.
    """
    given = row_of(context.params)
    report = _enter_file(book, from_file, by, given) if from_file else _enter_row(book, given, by)
    print_report(report)
    if report.findings:
        raise typer.Exit(FINDINGS_EXIT_CODE)


def row_of(options: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a desk entry that the options give; an option bears the name of its field unless it is renamed."""
    row = {}
    for option, value in options.items():
        if value and option not in _NO_FIELDS:
            words = _YES if value is True else value if isinstance(value, str) else _SEVERAL.join(value)
            row[_RENAMED.get(option, option)] = words
    return row


def _enter_row(book: str, row: dict[str, str], by: str | None) -> flow.ReadReport:
    if not by:
        raise UsageError("an entry needs the name of the person who makes it: --by NAME")
    settings = load_settings()
    with flow.open_book(book, settings, create=True) as opened:
        return flow.enter(opened, row, by, settings)


def _enter_file(book: str, file: str, by: str | None, row: dict[str, str]) -> flow.ReadReport:
    if row or by:
        extra = ", ".join(f"--{field}" for field in (*(["by"] if by else []), *row))
        raise UsageError(
            f"--from takes everything from the file; leave out {extra} and name the person in its field by"
        )
    settings = load_settings()
    with flow.open_book(book, settings, create=True) as opened:
        return flow.read_into(opened, [file], settings, stdin=sys.stdin.buffer)
