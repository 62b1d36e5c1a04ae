"""The command line: `main` is the console script; COMMANDS is a literal table of what it offers."""

import codecs
import io
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated

import typer
from typer.core import TyperGroup

from musterbook.errors import MusterbookError
from musterbook.views.cli_enter import enter
from musterbook.views.cli_files import dossier, export, sitrep
from musterbook.views.cli_import import import_table
from musterbook.views.cli_judge import check, erase, judge, withdraw
from musterbook.views.cli_pages import PAGES, balance, page_command
from musterbook.views.cli_read import read, reread

PROGRAM = "musterbook"
DEBUG = "--debug"
UNEXPECTED_EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h: a fault of the program, not of the input."""
INTERRUPTED_EXIT_CODE = 130
"""128 + SIGINT, as shells have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command with the examples that its help shows."""

    name: str
    run: Callable[..., None]
    short: str
    examples: tuple[str, ...]


COMMANDS: tuple[Command, ...] = (
    Command(
        name="read",
        run=read,
        short="Read sources into a book.",
        examples=("read articles/", "read 'news/*.html' report.md --book news.book", "read - < articles.jsonl"),
    ),
    Command(
        name="reread",
        run=reread,
        short="Read the book's documents again with this release.",
        examples=("reread", "reread 1f3a9c20 report.html --book news.book"),
    ),
    Command(
        name="balance",
        run=balance,
        short="Who promised what, what arrived, what is missing.",
        examples=("balance", "balance --as-of 2024-06-30 --explain", "balance --mission haiti-mss --json"),
    ),
    *(Command(name=page.name, run=page_command(page), short=page.short, examples=page.examples) for page in PAGES),
    Command(
        name="sitrep",
        run=sitrep,
        short="Write the situation report of a mission.",
        examples=("sitrep", "sitrep --format html --out report.html", "sitrep --as-of 2024-09-30 --since 2024-09-01"),
    ),
    Command(
        name="dossier",
        run=dossier,
        short="Write one HTML file that holds everything.",
        examples=("dossier --out haiti.html",),
    ),
    Command(
        name="export",
        run=export,
        short="Write claims and accounts for other programs.",
        examples=(
            "export claims --format jsonl > claims.jsonl",
            "export accounts.csv --hxl --as-of 2024-09-30 --out accounts.csv",
            "export claims --format parquet --out claims.parquet",
            "export package --out haiti/",
            "export annotations --out claims.jsonld",
        ),
    ),
    Command(
        name="import",
        run=import_table,
        short="Take in a table of figures that somebody else keeps.",
        examples=("import contributions.csv --mapping un-contributions", "import sheet.xlsx --mapping ours.toml"),
    ),
    Command(
        name="judge",
        run=judge,
        short="Accept, reject or correct what was read.",
        examples=(
            "judge 1f3a9c20 reject --by 'A. Desk' --reason 'a rumour'",
            "judge 1f3a9c20 correct quantity=400 --by 'A. Desk'",
            "judge --from review.csv --by 'A. Desk'",
        ),
    ),
    Command(
        name="withdraw",
        run=withdraw,
        short="Take a document out of view, for a reason.",
        examples=("withdraw report.html --reason 'retracted by the publisher' --by 'A. Desk'",),
    ),
    Command(
        name="erase",
        run=erase,
        short="Remove a document's words for good.",
        examples=("erase report.html --reason 'court order' --by 'A. Desk'",),
    ),
    Command(
        name="check",
        run=check,
        short="Check that a book is whole and follows from its rows.",
        examples=("check", "check --book news.book"),
    ),
    Command(
        name="enter",
        run=enter,
        short="Enter what no document says, under your name.",
        examples=(
            "enter --by 'A. Desk' --stage arrived --party KE --quantity '20 officers' --mission haiti-mss",
            "enter --from rows.csv",
        ),
    ),
)
"""Every command, in the order in which the help lists them."""


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{PROGRAM} {version(PROGRAM)}")
        raise typer.Exit


def _root(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option(DEBUG, help="Show where an unexpected error came from.")] = False,
) -> None:
    """Read the news about an international mission and keep its muster book.

    Who promised what, what arrived, and what is missing: each figure with the sentence that says it.
    """


def make_app() -> typer.Typer:
    """The application with every command of COMMANDS."""
    app = typer.Typer(
        name=PROGRAM,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for command in COMMANDS:
        app.command(command.name, help=_help(command), short_help=command.short)(command.run)
    return app


def _help(command: Command) -> str:
    """The docstring with the examples; the control character keeps their lines as they are."""
    examples = "\n".join(f"  {PROGRAM} {example}" for example in command.examples)
    text = "\n".join(line.strip() for line in (command.run.__doc__ or "").strip().splitlines())
    return f"{text}\n\n\b\nExamples:\n{examples}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; an error is one line on standard error."""
    _speak_utf8()
    debug, given = _without_debug(list(sys.argv[1:] if arguments is None else arguments))
    try:
        group = typer.main.get_command(make_app())
        assert isinstance(group, TyperGroup)
        code = int(group.main(args=given, prog_name=PROGRAM, standalone_mode=False) or 0)
        return _fail("interrupted", code, debug=debug) if code == INTERRUPTED_EXIT_CODE else code
    except (MusterbookError, typer.TyperException) as error:
        return _fail(_message(error), error.exit_code, debug=debug)
    except typer.Abort:
        return _fail("stopped", 1, debug=debug)
    except Exception as error:
        hint = "" if debug else f"; run again with {DEBUG} to see where"
        return _fail(f"unexpected {type(error).__name__}: {error}{hint}", UNEXPECTED_EXIT_CODE, debug=debug)


def _speak_utf8() -> None:
    """Whatever the locale says: what goes into a pipe or a file is UTF-8, as every reader of these formats expects."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
            stream.reconfigure(encoding="utf-8")


def _without_debug(arguments: list[str]) -> tuple[bool, list[str]]:
    """Whether --debug stands anywhere before `--`, and the arguments without it."""
    stop = arguments.index("--") if "--" in arguments else len(arguments)
    head = [one for one in arguments[:stop] if one != DEBUG]
    return len(head) < stop, head + arguments[stop:]


def _message(error: MusterbookError | typer.TyperException) -> str:
    return error.format_message() if isinstance(error, typer.TyperException) else str(error)


def _fail(message: str, exit_code: int, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    typer.echo(f"{PROGRAM}: {' '.join(message.split())}", err=True)
    return exit_code
