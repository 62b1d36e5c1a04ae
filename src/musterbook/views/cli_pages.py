"""The commands that show a page of the book: balance, timeline, situation, quotes, disputes, documents."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from musterbook.model import Reading
from musterbook.views import shapes, shapes_pages, text_balance, text_pages
from musterbook.views.cli_options import (
    DEFAULT_BOOK,
    AsOfOption,
    BookOption,
    JsonOption,
    KnownOption,
    MissionOption,
    RecordedOption,
    print_json,
    reading_of,
)
from musterbook.views.pages import shareable
from musterbook.views.people import withheld, without_private
from musterbook.views.text import show


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its name, what it shows in a line and in full, and how it is made as JSON and as text."""

    name: str
    short: str
    help: str
    examples: tuple[str, ...]
    shape: Callable[[Reading, str | None], dict[str, Any]]
    text: Callable[[Reading, str | None], list[RenderableType]]


PAGES: tuple[Page, ...] = (
    Page(
        name="timeline",
        short="What happened and what was decided.",
        help="Show what happened and what was decided, in order of time, each line with its evidence.",
        examples=("timeline", "timeline --as-of 2024-06-30", "timeline --mission haiti-mss --json"),
        shape=shapes_pages.timeline,
        text=text_pages.timeline,
    ),
    Page(
        name="situation",
        short="The stated figures about the place.",
        help="Show the stated figures about the place, each with its window and speaker; never a sum.",
        examples=("situation", "situation --known 2024-03-01"),
        shape=shapes_pages.situation,
        text=text_pages.situation,
    ),
    Page(
        name="quotes",
        short="Who said what.",
        help="Show who said what, with the source; of the whole book unless a mission is named.",
        examples=("quotes", "quotes --mission haiti-mss --json"),
        shape=shapes_pages.quotations,
        text=text_pages.quotations,
    ),
    Page(
        name="disputes",
        short="What does not agree.",
        help="Show what does not agree: both sentences, the rule that says so, and what would settle it.",
        examples=("disputes", "disputes --book news.book"),
        shape=shapes_pages.disputes,
        text=text_pages.disputes,
    ),
    Page(
        name="documents",
        short="What was read, and every finding.",
        help="Show what was read, how each document is dated, and every finding.",
        examples=("documents", "documents --json"),
        shape=shapes_pages.documents,
        text=text_pages.documents,
    ),
)
"""Every page that has no options of its own."""


def page_command(page: Page) -> Callable[..., None]:
    """The command that shows `page`."""

    def command(
        *,
        book: BookOption = DEFAULT_BOOK,
        mission: MissionOption = None,
        as_of: AsOfOption = None,
        known: KnownOption = None,
        recorded: RecordedOption = None,
        as_json: JsonOption = False,
    ) -> None:
        with reading_of(book, as_of=as_of, known=known, recorded=recorded, leaving=as_json) as reading:
            if as_json:
                print_json(page.shape(shareable(reading), mission))
            else:
                show(page.text(without_private(reading, withheld()), mission))

    command.__doc__ = page.help
    return command


def balance(
    *,
    book: BookOption = DEFAULT_BOOK,
    mission: MissionOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    recorded: RecordedOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show the arithmetic beneath each account.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show who promised what, what has arrived and what is outstanding, against the mission's target."""
    with reading_of(book, as_of=as_of, known=known, recorded=recorded, leaving=as_json) as reading:
        if as_json:
            print_json(shapes.balance(shareable(reading), mission))
        else:
            show(text_balance.balance(without_private(reading, withheld()), mission, explain=explain))
