"""The commands by which a person decides: judge, withdraw, erase; and the one that checks a book."""

import csv
import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from musterbook import decisions, flow
from musterbook.errors import BookError, UsageError
from musterbook.lexicons.display import display
from musterbook.settings import load_settings
from musterbook.views.cli_options import DEFAULT_BOOK, STANDARD_STREAM, BookOption

ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
DocumentArgument = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="The document: its name, its id, or the beginning of its id.")
]


def judge(
    claim: Annotated[str | None, typer.Argument(metavar="[CLAIM", help="The claim's id, or its first digits.")] = None,
    verdict: Annotated[
        str | None, typer.Argument(metavar="VERDICT", help=f"One of {', '.join(decisions.VERDICTS)}.")
    ] = None,
    details: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DETAIL...]", help="For correct: FIELD=VALUE, once or more. For same, different: the other claim."
        ),
    ] = None,
    *,
    book: BookOption = DEFAULT_BOOK,
    by: ByOption = "",
    reason: ReasonOption = "",
    from_file: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="A filled-in review sheet (CSV); - is standard input.")
    ] = None,
) -> None:
    """Say what a person makes of a claim: accept it, reject it, correct a field, or take the last word back.

    A judgement is remembered by sentence: it holds for other versions of the same article too. Nothing is deleted, and
    with --recorded the book shows how it stood before. Many at once: export review.csv, fill in the column verdict
    (and field and value for a correction), and give the sheet with --from.
    """
    with flow.open_book(book, load_settings(), create=False) as opened:
        if from_file is not None:
            if claim is not None:
                raise UsageError("--from takes every claim from the sheet; leave the claim out")
            made = decisions.judge_rows(opened, _sheet(from_file), by or None)
        else:
            if claim is None or verdict is None:
                raise UsageError("name a claim and a verdict, or a sheet with --from")
            fields, other = _details(verdict, details or [])
            made = decisions.judge(opened, claim, verdict, by=by, reason=reason, other=other, fields=fields)
    typer.echo(display().count("judgements_made", len(made)))


def withdraw(
    document: DocumentArgument,
    *,
    book: BookOption = DEFAULT_BOOK,
    reason: ReasonOption,
    by: ByOption = "",
    undo: Annotated[bool, typer.Option("--undo", help="Bring a withdrawn document back.")] = False,
) -> None:
    """Take a document out of view for a reason; the book is then as if it had never been read.

    Its rows stay: with --recorded before the withdrawal it is shown again, and --undo brings it back.
    """
    with flow.open_book(book, load_settings(), create=False) as opened:
        done = decisions.restore if undo else decisions.withdraw
        found = done(opened, document, by=by or _account_name(), reason=reason)
    typer.echo(display().say("restored" if undo else "withdrawn", id=found))


def erase(
    document: DocumentArgument,
    *,
    book: BookOption = DEFAULT_BOOK,
    reason: ReasonOption,
    by: ByOption,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; there is no way back.")] = False,
) -> None:
    """Remove a document's words and everything read from them for good, where law, licence or safety ask for it.

    A tombstone stays: the hash of name and text, the date, the reason and who did it. Copies of the book elsewhere are
    not touched.
    """
    if not yes:
        typer.confirm(display().say("erase_asks", document=document), abort=True, err=True)
    with flow.open_book(book, load_settings(), create=False) as opened:
        lost = decisions.erase(opened, document, by=by, reason=reason)
    typer.echo(display().say("erased", id=lost.document_id, claims=lost.claims, judgements=lost.judgements))


def check(*, book: BookOption = DEFAULT_BOOK) -> None:
    """Check a book: every hash, every piece of evidence, every reference, and that its pages follow from its rows.

    Each fault is one line; the exit code is then 4. Nothing is changed.
    """
    with flow.open_book(book, load_settings(), create=False) as opened:
        faults = flow.check(opened, load_settings())
        counts = opened.counts()
    for fault in faults:
        typer.echo(fault.message)
    if faults:
        raise typer.Exit(BookError.exit_code)
    typer.echo(display().say("checked", book=book, documents=counts["documents"], claims=counts["claims"]))


def _account_name() -> str:
    """The name of the account that runs the command, for a withdrawal without --by."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise UsageError("a decision needs the name of the person who makes it: --by NAME") from error


def _details(verdict: str, given: list[str]) -> tuple[dict[str, str], str | None]:
    """Corrected fields, and the other claim of a pair."""
    if verdict != "correct":
        if len(given) > 1:
            raise UsageError(f"{verdict} takes one more claim at most")
        return {}, given[0] if given else None
    fields = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise UsageError(f"{each!r} is no correction; write FIELD=VALUE, such as quantity=400")
        fields[name.strip()] = value.strip()
    return fields, None


def _sheet(name: str) -> list[dict[str, str]]:
    """The rows of a review sheet; any of the separators that spreadsheets write."""
    try:
        raw = sys.stdin.buffer.read() if name == STANDARD_STREAM else Path(name).read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8; save the sheet as CSV UTF-8") from error
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
    if not rows or not {"claim", "verdict"} <= set(rows[0]):
        raise UsageError(f"{name} is no review sheet: it needs the columns claim and verdict")
    return rows
