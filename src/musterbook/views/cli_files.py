"""The commands that write files for others: export, sitrep, dossier."""

from datetime import date
from typing import Annotated

import typer

from musterbook.errors import UsageError
from musterbook.settings import load_settings
from musterbook.views.cli_options import (
    DEFAULT_BOOK,
    STANDARD_STREAM,
    AsOfOption,
    BookOption,
    KnownOption,
    MissionOption,
    OutOption,
    RecordedOption,
    one_of,
    parse_day,
    reading_of,
    write_folder,
    write_out,
)
from musterbook.views.dossier import render_dossier
from musterbook.views.export_rows import for_others
from musterbook.views.exports import BINARY, EXPORTS, FOLDERS, TAGGED
from musterbook.views.sitrep import FORMATS, render_sitrep

_ALL = (*EXPORTS, *BINARY, *FOLDERS)
_WHAT = tuple(dict.fromkeys(what for what, _ in _ALL))

SinceOption = Annotated[
    date | None,
    typer.Option(
        "--since",
        parser=parse_day,
        metavar="DATE",
        help="Milestones from that day on; by default 30 days before the day of the report.",
    ),
]


def export(
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help=f"What to export: {', '.join(_WHAT)}; claims.csv names both.")
    ],
    *,
    book: BookOption = DEFAULT_BOOK,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="jsonl, one JSON a line; csv; parquet (needs --out); by default the first there is.",
        ),
    ] = None,
    hxl: Annotated[bool, typer.Option("--hxl", help="A row of HXL tags under the header of a CSV.")] = False,
    mission: Annotated[
        str | None,
        typer.Option("--mission", metavar="ID", help="Only this mission, by id or name; by default all of them."),
    ] = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    recorded: RecordedOption = None,
    out: Annotated[
        str,
        typer.Option(
            "--out", metavar="FILE", help="Write to this file, for package this folder; - is standard output."
        ),
    ] = STANDARD_STREAM,
) -> None:
    """Write the claims, accounts or plans of the book for other programs, in one order, without ingestion times.

    package is a folder of CSV files that says in datapackage.json what is in it; annotations are W3C Web Annotations;
    review is a sheet to be filled in for `judge --from`. Nothing from a restricted document is exported.
    """
    key = _chosen(what, form)
    if hxl and key not in TAGGED:
        raise UsageError(f"only {', '.join('.'.join(each) for each in TAGGED)} have a row of HXL tags")
    if out == STANDARD_STREAM and (key in FOLDERS or key in BINARY):
        raise UsageError(f"{'.'.join(key)} needs --out {'FOLDER' if key in FOLDERS else 'FILE'}")
    with reading_of(book, as_of=as_of, known=known, recorded=recorded, leaving=True) as found:
        reading = found if mission is None else for_others(found, mission)
        if key in FOLDERS:
            write_folder(FOLDERS[key](reading), out)
        elif key in BINARY:
            write_out(BINARY[key](reading), out)
        else:
            write_out("".join((TAGGED if hxl else EXPORTS)[key](reading)), out)


def _chosen(what: str, form: str | None) -> tuple[str, str]:
    """What to write in which format; `review.csv` names both in one word."""
    what, dot, suffix = what.partition(".")
    if what not in _WHAT:
        raise UsageError(f"{what!r} is not known; choose {' or '.join(_WHAT)}")
    forms = [each for name, each in _ALL if name == what]
    wanted = suffix if dot else form or forms[0]
    if wanted not in forms or (dot and form not in (None, suffix)):
        raise UsageError(f"{what} is exported as {' or '.join(forms)}, not as {form if wanted in forms else wanted}")
    return what, wanted


def sitrep(
    *,
    book: BookOption = DEFAULT_BOOK,
    mission: MissionOption = None,
    as_of: AsOfOption = None,
    since: SinceOption = None,
    known: KnownOption = None,
    recorded: RecordedOption = None,
    form: Annotated[
        str,
        typer.Option("--format", parser=one_of(FORMATS), metavar="FORMAT", help="md for Markdown, html for one page."),
    ] = "md",
    out: OutOption = STANDARD_STREAM,
) -> None:
    """Write the situation report of a mission; every number carries the number of the sentence that says it.

    Nothing from a restricted document enters the report.
    """
    settings = load_settings()
    with reading_of(book, as_of=as_of, known=known, recorded=recorded, leaving=True) as reading:
        write_out(render_sitrep(reading, mission=mission, since=since, form=form, settings=settings), out)


def dossier(
    *,
    book: BookOption = DEFAULT_BOOK,
    mission: MissionOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    recorded: RecordedOption = None,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="The HTML file to write; - is standard output.")],
) -> None:
    """Write the mission's dossier: one HTML file that holds everything and needs nothing else.

    Nothing from a restricted document enters the dossier.
    """
    with reading_of(book, as_of=as_of, known=known, recorded=recorded, leaving=True) as reading:
        write_out(render_dossier(reading, mission=mission), out)
