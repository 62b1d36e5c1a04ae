"""Tables for a terminal or a pipe: headings, ledgers with notes beneath their rows, legends.

Nothing here holds markup from a document: every text is a plain `Text`, so that no source can style or steer the
terminal. Without a terminal there are no colours and no trailing spaces.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from musterbook.lexicons.display import display
from musterbook.model import Mission, Reading
from musterbook.views import figures
from musterbook.views.pages import Chosen, restricted_claims
from musterbook.views.sources import DocumentNumbers

GAP = 2
SEPARATOR = " · "
MIN_FLEXIBLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a ledger.

    A `flexible` column gives way when the table is too wide, down to `min_width`; an `optional` one moves into the
    notes before that; `max_width` wraps longer cells.
    """

    title: str
    right: bool = False
    flexible: bool = False
    optional: bool = False
    max_width: int | None = None
    min_width: int = MIN_FLEXIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of one line of a ledger and the notes beneath it; `style` is a rich style for the cells."""

    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A table whose rows carry notes of any length beneath them, at any width.

    With `flowing` short notes share a line; without it each has its own.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    flowing: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Fit the columns into the width, then one line a row with its notes."""
        kept, widths = self._fit(options.max_width)
        dropped = [index for index in range(len(self.columns)) if index not in kept]
        if any(column.title for column in self.columns):
            titles = tuple(column.title for column in self.columns)
            yield self._line(Row(cells=titles, style="bold"), kept, widths)
        for row in self.rows:
            yield self._line(row, kept, widths)
            moved = [self._moved(index, row.cells[index]) for index in dropped if self._says(row.cells[index])]
            notes, appended = ((), [*row.notes, *moved]) if self.flowing else (row.notes, moved)
            for note in _joined(notes, appended, options.max_width - GAP):
                yield Padding(Text(note, style="dim"), (0, 0, 0, GAP))

    def _fit(self, available: int) -> tuple[list[int], list[int]]:
        """Indexes of the columns that stay and their widths."""
        natural = [self._natural(index) for index in range(len(self.columns))]
        kept = list(range(len(self.columns)))
        for index in reversed(range(len(self.columns))):
            if _total(natural, kept) > available and self.columns[index].optional:
                kept.remove(index)
        widths = [natural[index] for index in kept]
        flexible = [position for position, index in enumerate(kept) if self.columns[index].flexible]
        for _ in range(_total(natural, kept) - available):
            wide = [position for position in flexible if widths[position] > self.columns[kept[position]].min_width]
            widest = max(wide, key=lambda position: widths[position], default=None)
            if widest is None:
                break
            widths[widest] -= 1
        return kept, widths

    def _natural(self, index: int) -> int:
        column = self.columns[index]
        width = max([cell_len(column.title), *(cell_len(row.cells[index]) for row in self.rows)])
        return min(width, column.max_width) if column.max_width else width

    def _line(self, row: Row, kept: Sequence[int], widths: Sequence[int]) -> Table:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, GAP, 0, 0))
        for index, width in zip(kept, widths, strict=True):
            right = self.columns[index].right
            table.add_column(width=width, justify="right" if right else "left", overflow="fold")
        table.add_row(*(Text(row.cells[index], style=row.style) for index in kept))
        return table

    def _moved(self, index: int, cell: str) -> str:
        return display().say("note_column", column=self.columns[index].title, value=cell)

    def _says(self, cell: str) -> bool:
        return bool(cell) and cell != display().bounds["unstated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Short texts one after the other, as many in a line as fit; none is broken that fits into one."""

    entries: tuple[str, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One line after the other."""
        yield from (Text(line) for line in _joined((), self.entries, options.max_width))


def _joined(notes: Sequence[str], moved: Sequence[str], width: int) -> list[str]:
    """The notes with what was moved into them, on the last line where it fits."""
    lines = list(notes)
    for one in moved:
        longer = f"{lines[-1]}{SEPARATOR}{one}" if lines else one
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(one)
    return lines


def _total(natural: Sequence[int], kept: Sequence[int]) -> int:
    return sum(natural[index] for index in kept) + GAP * max(0, len(kept) - 1)


def make_console(file: TextIO | None = None, *, width: int | None = None) -> Console:
    """A console that prints text as it is; colours only on a terminal, and none with NO_COLOR."""
    return Console(file=file or sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def show(page: Iterable[RenderableType], *, file: TextIO | None = None, width: int | None = None) -> None:
    """Print a page; into a pipe or a file without trailing spaces."""
    console = make_console(file, width=width)
    if console.is_terminal:
        for part in page:
            console.print(part)
        return
    with console.capture() as captured:
        for part in page:
            console.print(part)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def heading(reading: Reading, title: str, *, provisional: str = "") -> list[RenderableType]:
    """The head of every page: what it shows, as of which day, whether it is a sample, and how far it is provisional.

    `provisional` is the name of a phrase, empty for a page that has nothing to say of it.
    """
    lexicon = display()
    horizon = figures.day(reading.horizon) if reading.horizon else lexicon.phrases["no_horizon"]
    as_of = figures.day(reading.as_of) if reading.as_of > date.min else lexicon.phrases["no_horizon"]
    parts = [lexicon.say("heading", as_of=as_of, horizon=horizon)]
    if reading.known != reading.as_of:
        parts.append(lexicon.say("heading_known", known=figures.day(reading.known)))
    if provisional:
        parts.append(lexicon.phrases[provisional])
    lines: list[RenderableType] = [
        Text(figures.printable(title), style="bold"),
        Text(SEPARATOR.join(parts), style="dim"),
    ]
    if reading.is_sample:
        lines.append(Text(lexicon.phrases["sample"], style="bold yellow"))
    return [*lines, Text("")]


def mission_title(chosen: Chosen) -> str:
    """The name of the mission with its id, or that there is none."""
    if chosen.pages is None:
        return display().phrases["no_mission"]
    mission = chosen.pages.mission
    return f"{mission_name(mission)} ({mission.id})"


def mission_name(mission: Mission) -> str:
    """The name of a mission; one that has none is told by the country that it supports."""
    if mission.name == mission.id and mission.host:
        return display().say("support_for", host=figures.party(mission.host))
    return mission.name


def footer(
    reading: Reading,
    numbers: DocumentNumbers | None,
    others: Sequence[str] = (),
    *,
    shown: frozenset[str] = frozenset(),
    brief: bool = False,
) -> list[RenderableType]:
    """The foot of every page: what its source numbers stand for, what is restricted, which missions it leaves out.

    `shown` are claims that the page shows although they are restricted; with `brief` the sources run in one paragraph.
    """
    lexicon = display()
    parts: list[RenderableType] = []
    if numbers and (legend := numbers.legend()):
        parts += [Text(""), Text(lexicon.phrases["sources_title"], style="bold")]
    if numbers and brief and legend:
        parts.append(Flow(entries=tuple(f"{number} {text}" for number, text in numbers.brief_legend())))
    elif numbers and legend:
        rows = tuple(Row(cells=(str(number), text)) for number, text in legend)
        parts.append(Ledger(columns=(Column(title="", right=True), Column(title="", flexible=True)), rows=rows))
    notes = []
    hidden = restricted_claims(reading)
    if marked := hidden & shown:
        notes.append(lexicon.count("restricted_marked", len(marked)))
    if hidden - shown:
        notes.append(lexicon.count("restricted_count", len(hidden - shown)))
    if others:
        notes.append(lexicon.say("other_missions", missions=", ".join(others)))
    if notes:
        parts += [Text(""), *(Text(note, style="dim") for note in notes)]
    return parts
