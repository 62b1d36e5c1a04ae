"""The command that reads sources into a book."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from musterbook import flow
from musterbook.errors import FINDINGS_EXIT_CODE
from musterbook.lexicons.display import display
from musterbook.model import RESTRICTED, Document, Family
from musterbook.settings import load_settings
from musterbook.views import figures
from musterbook.views.cli_options import DEFAULT_BOOK, BookOption
from musterbook.views.text import make_console
from musterbook.views.text_pages import finding_line

MAX_FINDINGS_SHOWN = 20

LEAST_SECONDS = 0.1
"""Seconds for which the moving line stands at least."""


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders and globs (text, Markdown, HTML, JSON Lines, CSV or TOML rows); - is standard input.",
        ),
    ],
    *,
    book: BookOption = DEFAULT_BOOK,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Processes that read; 0 takes one for each core where the input is large. The claims are the same.",
        ),
    ] = None,
) -> None:
    """Read sources into a book; the book is made when it is not there.

    What the book already holds is left alone, so reading twice changes nothing. Input that cannot be read becomes a
    finding, the rest goes on, and the exit code is 3.
    """
    settings = load_settings()
    with flow.open_book(book, settings, create=True) as opened, _progress() as advance:
        report = flow.read_into(
            opened,
            sources,
            settings,
            stdin=sys.stdin.buffer,
            progress=advance,
            workers=settings.workers if workers is None else workers,
        )
    print_report(report)
    if report.findings:
        raise typer.Exit(FINDINGS_EXIT_CODE)


def reread(
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DOCUMENT]...", help="Documents by name or id; by default every article of the book."),
    ] = None,
    *,
    book: BookOption = DEFAULT_BOOK,
) -> None:
    """Read documents of the book again with this release of the program, from the text that the book holds.

    Where it finds something else, that is added as a further reading, and the pages follow it. --recorded with an
    instant before shows what was shown then; judgements hold for the same reading of the same words; documents, desk
    entries and the days of publication stay as they are.
    """
    settings = load_settings()
    with flow.open_book(book, settings, create=False) as opened, _progress() as advance:
        report = flow.read_again(opened, documents or (), settings, progress=advance)
    lexicon = display()
    typer.echo(
        lexicon.say(
            "reread_line",
            read=f"{report.read:,}",
            changed=f"{len(report.changes):,}",
            came=f"{sum(each.came for each in report.changes):,}",
            went=f"{sum(each.went for each in report.changes):,}",
            otherwise=f"{sum(each.otherwise for each in report.changes):,}",
        )
    )
    for change in report.changes[:MAX_FINDINGS_SHOWN]:
        hidden = change.document.rights == RESTRICTED
        name = lexicon.phrases["restricted"] if hidden else figures.printable(change.document.name)
        counts = {"came": change.came, "went": change.went, "otherwise": change.otherwise}
        typer.echo(lexicon.say("reread_change", name=name, **counts))
    if (more := len(report.changes) - MAX_FINDINGS_SHOWN) > 0:
        typer.echo(lexicon.say("reread_more", count=more))


def print_report(report: flow.ReadReport) -> None:
    """What a run did, in one line, then its findings, each in one line."""
    lexicon = display()
    claims = _claims(report) if report.claims else lexicon.phrases["read_no_claims"]
    count = len(report.findings)
    findings = lexicon.count("findings", count) if count else lexicon.phrases["findings_none"]
    typer.echo(
        lexicon.say(
            "read_line", read=f"{report.read:,}", unchanged=f"{report.unchanged:,}", claims=claims, findings=findings
        )
    )
    for finding in report.findings[:MAX_FINDINGS_SHOWN]:
        typer.echo(finding_line(finding))
    if count > MAX_FINDINGS_SHOWN:
        typer.echo(lexicon.say("more_findings", count=count - MAX_FINDINGS_SHOWN))


def _claims(report: flow.ReadReport) -> str:
    lexicon = display()
    counts = [(one, report.families[one]) for one in Family if report.families.get(one)]
    parts = [f"{count:,} {(lexicon.family if count == 1 else lexicon.families)[one]}" for one, count in counts]
    return lexicon.say("read_claims", claims=lexicon.count("claims", report.claims), families=", ".join(parts))


@contextmanager
def _progress() -> Iterator[flow.Progress | None]:
    """A line that moves on standard error while documents are read; nothing where that is no terminal."""
    console = make_console(sys.stderr)
    if not console.is_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    # moved on by the documents and not by a thread, with which no process could be forked
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        bar.refresh()
        seen = {"documents": 0, "claims": 0}
        shown = 0.0

        def advance(document: Document, claims: int) -> None:
            nonlocal shown
            seen["documents"] += 1
            seen["claims"] += claims
            name = display().phrases["restricted"] if document.rights == RESTRICTED else document.name
            words = display().say(
                "read_progress",
                documents=f"{seen['documents']:,}",
                claims=f"{seen['claims']:,}",
                name=figures.shorten(name, 36),
            )
            bar.update(task, advance=1, description=words)
            if time.monotonic() - shown >= LEAST_SECONDS:
                bar.refresh()
                shown = time.monotonic()

        yield advance
