"""The timeline of a dossier: milestones and deeds by month, with bounds, denials and plans marked as such."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from musterbook.lexicons.display import display
from musterbook.lexicons.dossier import dossier_words
from musterbook.model import Polarity, Stage, TimelineEntry
from musterbook.views import figures
from musterbook.views.dossier_desk import Desk
from musterbook.views.dossier_sources import References
from musterbook.views.dossier_words import inert
from musterbook.views.sources import accusers
from musterbook.views.telling import entry_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One entry: its day or bound, its kind ("milestone", "deed" or "plan"), and who accuses where it accuses."""

    when: str
    iso: str
    kind: str
    label: str
    summary: str
    refs: References
    sources: str
    is_denied: bool
    is_planned: bool
    is_bound: bool
    according: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The entries of one month; an empty title stands for entries dated by a year or a longer time only."""

    title: str
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The months of one year; the last one of a timeline may hold what has no date at all."""

    title: str
    months: tuple[Month, ...]


def timeline(desk: Desk) -> tuple[Year, ...]:
    """All entries by year and month in order of time; without any date at the end."""
    entries = sorted(desk.pages.timeline, key=_order)
    dated = [entry for entry in entries if _day(entry)]
    years = [
        Year(title=title, months=tuple(_months(desk, list(members)))) for title, members in groupby(dated, key=_year)
    ]
    if undated := [entry for entry in entries if not _day(entry)]:
        rows = _rows(desk, undated)
        years.append(Year(title=dossier_words().say("timeline", "undated"), months=(Month(title="", rows=rows),)))
    return tuple(years)


def has_own_date(entry: TimelineEntry) -> bool:
    """Whether a source says when it was, rather than only having been published by then."""
    return entry.when.known


def _day(entry: TimelineEntry) -> date | None:
    """The day that an entry is sorted by: its first, else its last possible one."""
    if entry.when.start:
        return entry.when.start
    return entry.when.end - timedelta(days=1) if entry.when.end else entry.latest


def _order(entry: TimelineEntry) -> tuple[date, date, str]:
    return (_day(entry) or date.max, entry.when.end or date.max, entry.id)


def _year(entry: TimelineEntry) -> str:
    day = _day(entry)
    return str(day.year) if day else ""


def _months(desk: Desk, entries: Sequence[TimelineEntry]) -> list[Month]:
    def title(entry: TimelineEntry) -> str:
        day = _day(entry)
        return dossier_words().months[day.month - 1] if day and not _is_long(entry) else ""

    by_title: Callable[[TimelineEntry], str] = title
    return [Month(title=name, rows=_rows(desk, members)) for name, members in groupby(entries, key=by_title)]


def _is_long(entry: TimelineEntry) -> bool:
    """Whether the entry's time is longer than a month, so that it belongs to none."""
    start, end = entry.when.start, entry.when.end
    return start is not None and end is not None and (end - start).days > 31


def _rows(desk: Desk, entries: Iterable[TimelineEntry]) -> tuple[TimelineRow, ...]:
    """Entries as rows; givers whom one sentence names together stand in one row, since they would read the same."""
    return tuple(dict.fromkeys(_row(desk, entry) for entry in entries))


def _told(entry: TimelineEntry) -> str:
    """The words that tell the entry, with whoever acts before them where they do not name them."""
    summary, who = inert(entry.summary), figures.party(entry_parties(entry)) if entry_parties(entry) else ""
    return summary if not who or who in summary else f"{who}: {summary}"


def _row(desk: Desk, entry: TimelineEntry) -> TimelineRow:
    words, lexicon = dossier_words(), display()
    when = words.say("timeline", "undated_note")
    if entry.when.known:
        when = figures.period(entry.when)
    elif entry.latest:
        when = figures.at_the_latest(entry.latest)
    day = _day(entry)
    according = accusers(desk.reading, entry.claim_ids)
    return TimelineRow(
        when=when,
        iso=day.isoformat() if day else "",
        kind="plan" if entry.planned else "deed" if isinstance(entry.event, Stage) else "milestone",
        label=lexicon.act(entry.event),
        summary=_told(entry),
        refs=desk.sources.references(entry.claim_ids),
        sources=words.count(entry.sources, "sources") if entry.sources > 1 else "",
        is_denied=entry.polarity is Polarity.DENIED,
        is_planned=entry.planned,
        is_bound=not entry.when.known and entry.latest is not None,
        according=words.say("timeline", "according", speaker="; ".join(according)) if according else "",
    )
