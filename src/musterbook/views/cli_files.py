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
    write_out,
)
from musterbook.views.dossier import render_dossier
from musterbook.views.exports import EXPORTS, Export
from musterbook.views.sitrep import FORMATS, render_sitrep

_WHAT = tuple(dict.fromkeys(what for what, _ in EXPORTS))

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
        str, typer.Argument(metavar="WHAT", help=f"What to export: {', '.join(_WHAT)}; review.csv names both.")
    ],
    *,
    book: BookOption = DEFAULT_BOOK,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="FORMAT", help="jsonl, one JSON a line, or csv; by default the first there is."
        ),
    ] = None,
    known: KnownOption = None,
    recorded: RecordedOption = None,
    out: OutOption = STANDARD_STREAM,
) -> None:
    """Write every claim of the book for other programs, in one order, without ingestion times.

    Nothing from a restricted document is exported.
    """
    writer = _writer(what, form)
    with reading_of(book, known=known, recorded=recorded, leaving=True) as reading:
        write_out("".join(writer(reading)), out)


def _writer(what: str, form: str | None) -> Export:
    """The function that writes it; `review.csv` names what and format in one word."""
    what, dot, suffix = what.partition(".")
    if what not in _WHAT:
        raise UsageError(f"{what!r} is not known; choose {' or '.join(_WHAT)}")
    forms = [each for name, each in EXPORTS if name == what]
    wanted = suffix if dot else form or forms[0]
    if wanted not in forms or (dot and form not in (None, suffix)):
        raise UsageError(f"{what} is exported as {' or '.join(forms)}, not as {form if wanted in forms else wanted}")
    return EXPORTS[what, wanted]


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
