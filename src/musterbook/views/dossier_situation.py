"""The situation in a dossier: each stated figure drawn over its own window, and told again in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from musterbook.lexicons.display import display
from musterbook.lexicons.dossier import dossier_words
from musterbook.model import QuantityKind, Series, SeriesPoint
from musterbook.views import charts, figures, telling
from musterbook.views.dossier_desk import Cell, Desk
from musterbook.views.dossier_sources import References
from musterbook.views.dossier_words import inert
from musterbook.views.sources import accusers

_STOCKS = frozenset({QuantityKind.STOCK, QuantityKind.OUTSTANDING, QuantityKind.SHARE, QuantityKind.CEILING})
"""Kinds that hold on a day; all others are counted over a window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One stated figure: value, window, kind, speaker, publication, sources; `title` is all of it in a line."""

    value: Cell
    window: str
    kind: str
    speaker: str
    has_speaker: bool
    published: str
    source: str
    according: str
    title: str
    measure: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFigure:
    """A shape with the words and the sentences that belong to it."""

    shape: charts.Shape
    title: str
    refs: References


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The words at the edges of a drawing: (percent across, word, left out where room is short), (pixel, word)."""

    days: tuple[tuple[float, str, bool], ...]
    values: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChart:
    """All stated figures of one measure at one place: the drawing (None without a day or number) and the table."""

    title: str
    desc: str
    unit: str
    plot: charts.Plot | None
    drawn: tuple[DrawnFigure, ...]
    axis: Axis
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Series with several figures as drawings; figures that were stated once share a table."""

    charts: tuple[SeriesChart, ...]
    once: tuple[FigureRow, ...]


def situation(desk: Desk) -> Situation:
    """The mission's series in the order of the vocabulary of measures, then by place."""
    many = [series for series in telling.in_order(desk.pages.series) if len(series.points) > 1]
    once = [series for series in telling.in_order(desk.pages.series) if len(series.points) == 1]
    return Situation(
        charts=tuple(_chart(desk, series) for series in many),
        once=tuple(_row(desk, series, series.points[0]) for series in once),
    )


def _chart(desk: Desk, series: Series) -> SeriesChart:
    rows = tuple(_row(desk, series, point) for point in series.points)
    stated = [_figure(desk, series, point) for point in series.points]
    drawable = [row for row, figure in zip(rows, stated, strict=True) if charts.is_drawable(figure)]
    plot = charts.plot(stated) if len(drawable) > 1 else None
    return SeriesChart(
        title=telling.series_title(series),
        desc=_desc(plot),
        unit=_unit(series.unit),
        plot=plot,
        drawn=tuple(
            DrawnFigure(shape=shape, title=row.title, refs=row.value.refs)
            for shape, row in zip(plot.shapes, drawable, strict=True)
        )
        if plot
        else (),
        axis=_axis(plot, series.unit),
        rows=rows,
    )


def _desc(plot: charts.Plot | None) -> str:
    if plot is None:
        return ""
    start, end = figures.day(plot.start), figures.day(plot.end)
    return dossier_words().say("situation", "desc", n=len(plot.shapes), start=start, end=end)


def _axis(plot: charts.Plot | None, unit: str) -> Axis:
    if plot is None:
        return Axis(days=(), values=())
    months = display().months
    days = tuple(
        (
            tick.x,
            str(tick.day.year) if tick.yearly else f"{months[tick.day.month - 1]} {tick.day.year % 100:02}",
            tick.minor,
        )
        for tick in plot.day_ticks
    )
    return Axis(days=days, values=tuple((y, _short(value, unit)) for value, y in plot.value_ticks))


def _short(value: Decimal, unit: str) -> str:
    return figures.number(value, short=value >= 1_000_000 or figures.is_currency(unit))


def _figure(desk: Desk, series: Series, point: SeriesPoint) -> charts.Figure:
    return charts.Figure(
        amount=point.amount,
        window=point.window,
        published=point.reported,
        is_stock=point.kind in _STOCKS,
        label=desk.cell(point.amount, series.unit, point.claim_ids).text,
    )


def _row(desk: Desk, series: Series, point: SeriesPoint) -> FigureRow:
    words = dossier_words()
    value = desk.cell(point.amount, series.unit, point.claim_ids, with_unit=True)
    window = figures.period(point.window) if point.window.known else words.say("situation", "window_unknown")
    source = "; ".join(_publishers(desk, point.claim_ids))
    speaker = figures.party(point.speaker) if point.speaker else display().bounds["unstated"]
    according = accusers(desk.reading, point.claim_ids)
    title = [f"{value.text}, {window}", *([speaker] if point.speaker else []), *([source] if source else [])]
    return FigureRow(
        value=value,
        window=window,
        kind=display().kinds.get(point.kind, inert(point.kind)),
        speaker=speaker,
        has_speaker=bool(point.speaker),
        published=figures.period(point.reported),
        source=source,
        according=words.say("situation", "according", speaker="; ".join(according)) if according else "",
        title=". ".join(title),
        measure=display().measures[series.measure],
        place=place(series.place),
    )


def _publishers(desk: Desk, claim_ids: Sequence[str]) -> list[str]:
    claims = [desk.reading.claims[one] for one in claim_ids if one in desk.reading.claims]
    found = [desk.sources.by_document[claim.document_id] for claim in claims]
    return list(dict.fromkeys(source.label for source in found))


def place(name: str | None) -> str:
    """The place of a series as a reader knows it."""
    return figures.party(name) if name else dossier_words().say("situation", "somewhere")


def _unit(unit: str) -> str:
    return display().units.get(unit, (unit, unit))[1]
