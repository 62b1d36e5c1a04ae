"""Geometry of the drawn figures: pure functions from amounts and days to shapes.

Across, everything is in percent of the drawing's width, so that a drawing fits a phone and a page without scaling its
text; down, everything is in CSS pixels. Nothing here knows colours, words or markup.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from musterbook.model import Amount, Period

OPEN_TAIL_PERCENT = 6.0
"""How far a bar of unknown upper bound runs on beyond its lower bound."""

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Zero to `top` in even steps; `ticks` are the values at the steps, zero included."""

    top: Decimal
    ticks: tuple[Decimal, ...]

    def percent(self, value: Decimal) -> float:
        """Where `value` lies, in percent of the way from zero to the top, cut at both ends."""
        return _round(float(min(max(value, Decimal(0)), self.top) / self.top * 100))


def scale(values: Iterable[Decimal], *, steps: int = 4) -> Scale:
    """A scale from zero over all `values` with at most `steps` + 1 round steps; never empty."""
    top = max((value for value in values if value > 0), default=Decimal(1))
    rough = top / steps
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * factor for factor in _STEPS if power * factor >= rough)
    count = int((top / step).to_integral_value(ROUND_CEILING))
    return Scale(top=step * count, ticks=tuple(step * i for i in range(count + 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An amount as a bar: `solid` up to the lower bound, then hatched from `hatch_start` over `hatch_width`.

    `whisker` is where the upper bound is capped (None where nobody stated one), `open_end` says that the bar runs on.
    """

    solid: float
    hatch_start: float = 0.0
    hatch_width: float = 0.0
    whisker: float | None = None
    open_end: bool = False


def bar(amount: Amount | None, on: Scale) -> Bar | None:
    """The bar of an amount; None where there is nothing to draw, neither bound being known."""
    if amount is None or (amount.low is None and amount.high is None):
        return None
    low = on.percent(amount.low or Decimal(0))
    if amount.high is None:
        return Bar(solid=low, hatch_start=low, hatch_width=_round(min(OPEN_TAIL_PERCENT, 100 - low)), open_end=True)
    high = on.percent(amount.high)
    if amount.low == amount.high:
        return Bar(solid=low)
    return Bar(solid=low, hatch_start=low, hatch_width=_round(high - low), whisker=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days from `start` to `end` laid out over 0 to 100 percent."""

    start: date
    end: date

    def percent(self, day: date) -> float:
        """Where a day begins, in percent, cut at both ends."""
        inside = min(max(day, self.start), self.end)
        return _round((inside - self.start).days * 100 / (self.end - self.start).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTick:
    """A mark on the calendar: the first of `day`'s year or month; `minor` ones are left out where room is short."""

    x: float
    day: date
    yearly: bool
    minor: bool


def calendar(days: Iterable[date]) -> Calendar:
    """The whole months that hold all `days`; raises ValueError for none."""
    known = sorted(days)
    if not known:
        raise ValueError("a calendar needs a day")
    start, last = known[0].replace(day=1), known[-1].replace(day=1)
    return Calendar(start=start, end=_month_after(last, 1))


def day_ticks(over: Calendar, *, most: int = 8) -> tuple[DayTick, ...]:
    """At most `most` ticks at the first of years, half-years, quarters or months, whichever is the finest that fits."""
    months = (over.end.year - over.start.year) * 12 + over.end.month - over.start.month
    step = next((size for size in (1, 3, 6, 12) if months / size <= most), 12 * -(-months // (12 * most)))
    first = over.start
    while (first.month - 1) % min(step, 12):
        first = _month_after(first, 1)
    while step > 12 and first.month != 1:
        first = _month_after(first, 1)
    days = []
    while first < over.end:
        days.append(first)
        first = _month_after(first, step)
    sparse = len(days) > most // 2
    return tuple(
        DayTick(x=over.percent(day), day=day, yearly=step >= 12, minor=sparse and i % 2 == 1)
        for i, day in enumerate(days)
    )


def _month_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One stated figure to be drawn: its amount, its window, the day it was published, and whether it is a state."""

    amount: Amount
    window: Period
    published: Period
    is_stock: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One drawn figure: a box over its window at the height of its value, or a point.

    `form` is "box", "point" or "undated" (no window said: drawn at the publication). `y` and `height` are pixels from
    the top and hold the whole range where the number is one; beside a bound, hatching runs on from `hatch_y` over
    `hatch_height`. The label stands at its place only where it meets neither another figure nor another label.
    """

    form: str
    x: float
    width: float
    y: float
    height: float
    hatch_y: float
    hatch_height: float
    open_left: bool
    open_right: bool
    is_range: bool
    label: str
    label_x: float = 0.0
    label_y: float = 0.0
    label_at_end: bool = False
    label_shown: str = "never"
    """ "always", "wide" (only where room is), or "never"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A drawing of figures over time: shapes, the calendar's ticks, and the value scale with its heights."""

    height: float
    base: float
    shapes: tuple[Shape, ...]
    day_ticks: tuple[DayTick, ...]
    value_ticks: tuple[tuple[Decimal, float], ...]
    start: date
    end: date


Height = Callable[[Decimal], float]
"""From a value to its pixel, counted from the top."""

THICKNESS = 6.0
"""Pixels of the bar of an exact figure."""

BOUND_HEIGHT = 14.0
"""Pixels by which hatching runs on beyond a bound that has no other side."""

MAX_LABELLED = 40
"""Figures that a label is tried for; where more crowd a drawing, the table tells the rest."""

_TOP, _BOTTOM = 22.0, 22.0
_NARROW, _WIDE = 290.0, 680.0
_CHARACTER_WIDTH, _LINE_HEIGHT = 6.6, 13.0
_LABEL_GAP, _DOT = 5.0, 5.0


def plot(figures: Sequence[Figure], *, height: float = 210.0) -> Plot | None:
    """The drawing of one series; None where no figure has both a number and a day."""
    drawable = [figure for figure in figures if is_drawable(figure)]
    if not drawable:
        return None
    over = calendar(day for figure in drawable for day in _days(figure))
    on = scale(value for figure in drawable for value in _bounds(figure))
    base = height - _BOTTOM
    shapes = [_shape(figure, over, lambda value: _height(value, on, base)) for figure in drawable]
    return Plot(
        height=height,
        base=base,
        shapes=_with_labels(shapes, base),
        day_ticks=day_ticks(over),
        value_ticks=tuple((tick, _height(tick, on, base)) for tick in on.ticks),
        start=over.start,
        end=over.end - timedelta(days=1),
    )


def is_drawable(figure: Figure) -> bool:
    """Whether a figure has both a number and a day."""
    return bool(_days(figure) and _bounds(figure))


def _height(value: Decimal, on: Scale, base: float) -> float:
    return _round(base - (base - _TOP) * on.percent(value) / 100)


def _bounds(figure: Figure) -> list[Decimal]:
    return [value for value in (figure.amount.low, figure.amount.high) if value is not None]


def _days(figure: Figure) -> list[date]:
    """The first and last day that the figure takes on the calendar.

    A window without an end is closed by the publication; one without a start takes its last day alone, since nobody
    says how far back it reaches.
    """
    window, published = figure.window, figure.published
    shown = _last_day(published) or published.start
    if not window.known:
        return [shown] if shown else []
    end = _last_day(window) or max(filter(None, (shown, window.start)), default=None)
    return sorted(day for day in (window.start or end, end) if day)


def _last_day(period: Period) -> date | None:
    return period.end - timedelta(days=1) if period.end else None


def _shape(figure: Figure, over: Calendar, at: Height) -> Shape:
    first, last = _days(figure)[0], _days(figure)[-1]
    point = figure.is_stock or not figure.window.known
    start, end = over.percent(first), over.percent(last + timedelta(days=1))
    top, bottom = _solid(figure.amount, at)
    hatch = _hatch(figure.amount, top, bottom)
    return Shape(
        form=("point" if figure.window.known else "undated") if point else "box",
        x=start,
        width=0.0 if point else max(0.6, _round(end - start)),
        y=top,
        height=_round(bottom - top),
        hatch_y=hatch[0],
        hatch_height=_round(hatch[1] - hatch[0]),
        open_left=not point and figure.window.start is None,
        open_right=not point and figure.window.end is None,
        is_range=bottom - top > THICKNESS,
        label=figure.label,
    )


def _solid(amount: Amount, at: Height) -> tuple[float, float]:
    """Top and bottom of the figure itself: a thin bar at a value or a bound, a box over a range."""
    low = at(amount.low if amount.low is not None else amount.high or Decimal(0))
    high = at(amount.high) if amount.high is not None else low
    if low - high < THICKNESS:
        middle, half = (low + high) / 2, THICKNESS / 2
        return _round(middle - half), _round(middle + half)
    return high, low


def _hatch(amount: Amount, top: float, bottom: float) -> tuple[float, float]:
    """Where hatching runs on beyond a bound: above a lower one, below an upper one; equal where there is none."""
    if amount.high is None:
        return _round(top - BOUND_HEIGHT), top
    if amount.low is None:
        return bottom, _round(bottom + BOUND_HEIGHT)
    return top, top


def _with_labels(shapes: Sequence[Shape], base: float) -> tuple[Shape, ...]:
    """Label what has room above the base line: tried at a phone's width first, then at a page's, high values first."""
    order = sorted(range(len(shapes)), key=lambda i: (shapes[i].y, shapes[i].x))[:MAX_LABELLED]
    placed: dict[int, Shape] = {}
    for width, shown in ((_NARROW, "always"), (_WIDE, "wide")):
        axis = (0.0, base, width, base + _BOTTOM)
        boxes = [_box(shape, width) for shape in shapes]
        taken = [_label_box(shape, width) for shape in placed.values()]
        for i in order:
            others = [axis, *taken, *boxes[:i], *boxes[i + 1 :]]
            found = None if i in placed else _place_label(shapes[i], width, others)
            if found:
                placed[i] = replace(found, label_shown=shown)
                taken.append(_label_box(found, width))
    return tuple(placed.get(i, shape) for i, shape in enumerate(shapes))


Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


def _place_label(shape: Shape, width: float, others: Sequence[Box]) -> Shape | None:
    """The shape with its label at the first place that is free: above or below it, at its start or at its end."""
    top = min(shape.y, shape.hatch_y) - _LABEL_GAP
    bottom = max(shape.y + shape.height, shape.hatch_y + shape.hatch_height) + _LINE_HEIGHT
    for y in (top, bottom):
        for x, at_end in ((shape.x, False), (shape.x + shape.width, True)):
            tried = replace(shape, label_x=_round(x), label_y=_round(y), label_at_end=at_end)
            box = _label_box(tried, width)
            if box[0] >= 0 and box[2] <= width and not any(_meet(box, other) for other in others):
                return tried
    return None


def _box(shape: Shape, width: float) -> Box:
    """What a shape takes, a point with its whole dot."""
    left, right = shape.x * width / 100, (shape.x + shape.width) * width / 100
    spread = 0.0 if shape.width else _DOT
    top = min(shape.y, shape.hatch_y)
    bottom = max(shape.y + shape.height, shape.hatch_y + shape.hatch_height)
    return left - spread, top, right + spread, bottom


def _label_box(shape: Shape, width: float) -> Box:
    length = len(shape.label) * _CHARACTER_WIDTH
    left = shape.label_x * width / 100 - (length if shape.label_at_end else 0)
    return left, shape.label_y - _LINE_HEIGHT + 2, left + length, shape.label_y + 1


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _round(value: float) -> float:
    return round(value, 2)
