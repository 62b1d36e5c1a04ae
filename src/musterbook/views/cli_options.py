"""What the commands share: options, dates, opening the book, and where output goes."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from musterbook import flow
from musterbook.errors import UsageError
from musterbook.lexicons.display import display
from musterbook.model import Reading
from musterbook.settings import load_settings

DEFAULT_BOOK = "musterbook.book"
STANDARD_STREAM = "-"


def parse_day(text: str) -> date:
    """A day: ISO 8601 or `today`."""
    if text == "today":
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write 2024-09-26 or today") from error


def parse_instant(text: str) -> datetime:
    """An instant: ISO 8601; without a time zone it is UTC."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no instant; write 2024-09-26T12:00:00Z") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


BookOption = Annotated[
    str,
    typer.Option("--book", envvar="MUSTERBOOK_BOOK", metavar="BOOK", help="The book: a file or a database URL."),
]
MissionOption = Annotated[
    str | None,
    typer.Option("--mission", metavar="ID", help="The mission, by id or name; by default the one with most claims."),
]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=parse_day,
        metavar="DATE",
        help="How things stood on that day (2024-09-26 or today); by default the latest publication in the book.",
    ),
]
KnownOption = Annotated[
    date | None,
    typer.Option("--known", parser=parse_day, metavar="DATE", help="Only what was published on or before that day."),
]
RecordedOption = Annotated[
    datetime | None,
    typer.Option(
        "--recorded",
        parser=parse_instant,
        metavar="INSTANT",
        help="Only what had been written into the book by then (2024-09-26T12:00:00Z).",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]
OutOption = Annotated[
    str, typer.Option("--out", metavar="FILE", help="Write to this file; - is standard output.", show_default=True)
]


@contextmanager
def reading_of(
    book: str,
    *,
    as_of: date | None = None,
    known: date | None = None,
    recorded: datetime | None = None,
    leaving: bool = False,
) -> Iterator[Reading]:
    """The reading of an existing book as of the given days, for what leaves it without anything restricted."""
    settings = load_settings()
    with flow.open_book(book, settings, create=False) as opened:
        yield flow.reading(opened, valid=as_of, known=known, recorded=recorded, leaving=leaving, settings=settings)


def print_json(shape: Mapping[str, Any]) -> None:
    """One JSON object, indented, in UTF-8 whatever the terminal speaks."""
    write_out(json.dumps(shape, ensure_ascii=False, indent=2) + "\n", STANDARD_STREAM)


def write_out(content: str | bytes, out: str) -> None:
    """Text or bytes into a file, whole or not at all, and a line that says so; text also to standard output.

    Raises UsageError where the file cannot be written.
    """
    if out == STANDARD_STREAM and isinstance(content, str):
        sys.stdout.write(content)
        return
    data = content.encode() if isinstance(content, str) else content
    path = Path(out)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UsageError(f"cannot write {out}: {error.strerror or error}") from error
    typer.echo(display().say("written", file=out, size=f"{len(data):,}"))


def write_folder(files: Mapping[str, str], out: str) -> None:
    """Files into a folder, which is made where it is missing; each whole or not at all.

    Raises UsageError where the folder or a file cannot be written.
    """
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror or error}") from error
    for name, text in files.items():
        write_out(text, str(Path(out) / name))


def one_of(allowed: Iterable[str]) -> Callable[[str], str]:
    """A parser of an option with closed values."""
    known = tuple(dict.fromkeys(allowed))

    def parse(text: str) -> str:
        if text not in known:
            raise typer.BadParameter(f"{text!r} is not known; choose {' or '.join(known)}")
        return text

    return parse
