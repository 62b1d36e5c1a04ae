"""Geometry of the drawn figures: round scales, honest bars, windows in their place, labels that meet nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.model import Amount, Period
from musterbook.views import charts
from tests.views.dossier_reading import amount, days


@pytest.mark.parametrize(
    ("values", "top", "steps"),
    [
        ([2500, 1000], 3000, 3),
        ([7], 8, 4),
        ([100], 100, 4),
        ([430_000_000], 600_000_000, 3),
        ([], 1, 4),
        ([0], 1, 4),
    ],
)
def test_scale_is_round_and_holds_its_values(values, top, steps):
    found = charts.scale([Decimal(value) for value in values])
    assert found.top == top
    assert len(found.ticks) == steps + 1
    assert found.ticks[0] == 0 and found.ticks[-1] == top


@given(st.lists(st.decimals(min_value=0, max_value=10**12, places=2), max_size=6))
def test_scale_never_cuts_a_value_and_has_few_ticks(values):
    found = charts.scale(values)
    assert all(value <= found.top for value in values)
    assert 2 <= len(found.ticks) <= 5


def test_bars_tell_exact_range_and_bounds_apart():
    on = charts.scale([Decimal(1000)])
    assert charts.bar(amount(500), on) == charts.Bar(solid=50.0)
    assert charts.bar(amount(250, 500), on) == charts.Bar(solid=25.0, hatch_start=25.0, hatch_width=25.0, whisker=50.0)
    at_least = charts.bar(amount(250, open_top=True), on)
    assert at_least is not None and at_least.open_end and at_least.whisker is None and at_least.solid == 25.0
    ceiling = charts.bar(Amount(low=None, high=Decimal(500)), on)
    assert ceiling is not None and ceiling.solid == 0 and ceiling.hatch_width == 50.0 and ceiling.whisker == 50.0
    assert charts.bar(Amount(low=None, high=None), on) is None
    assert charts.bar(None, on) is None


def test_calendar_holds_whole_months():
    over = charts.calendar([date(2024, 1, 31), date(2023, 11, 5)])
    assert (over.start, over.end) == (date(2023, 11, 1), date(2024, 2, 1))
    assert over.percent(over.start) == 0 and over.percent(over.end) == 100
    with pytest.raises(ValueError, match="needs a day"):
        charts.calendar([])


@pytest.mark.parametrize(
    ("start", "end", "count", "yearly"),
    [
        (date(2024, 1, 1), date(2024, 3, 31), 3, False),
        (date(2023, 2, 10), date(2024, 6, 1), 5, False),
        (date(2020, 5, 1), date(2026, 5, 1), 6, True),
        (date(1990, 3, 1), date(2026, 5, 1), 8, True),
        (date(2024, 2, 1), date(2024, 2, 9), 1, False),
    ],
)
def test_day_ticks_are_few_and_in_step(start, end, count, yearly):
    ticks = charts.day_ticks(charts.calendar([start, end]))
    assert len(ticks) == count
    assert all(tick.yearly is yearly for tick in ticks)
    assert all(tick.day.day == 1 for tick in ticks)


def _figure(value: Amount, window: Period, *, is_stock: bool = False, label: str = "x") -> charts.Figure:
    published = days("2024-01-08", "2024-01-09")
    return charts.Figure(amount=value, window=window, published=published, is_stock=is_stock, label=label)


def test_a_figure_lies_over_its_window_at_its_value():
    plot = charts.plot(
        [
            _figure(amount(100), days("2023-01-01", "2023-07-01")),
            _figure(amount(50, 75), days("2023-07-01", "2024-01-01")),
        ]
    )
    assert plot is not None
    exact, ranged = plot.shapes
    assert exact.form == "box" and exact.x == 0 and exact.height == charts.THICKNESS
    assert ranged.x == pytest.approx(exact.width, abs=0.1)
    assert ranged.is_range and ranged.y > exact.y, "lower values lie lower"
    assert plot.start == date(2023, 1, 1) and plot.end == date(2023, 12, 31)


def test_open_windows_end_at_the_publication_and_say_so():
    plot = charts.plot([_figure(amount(600, open_top=True), days("2023-01-01"))])
    assert plot is not None
    (shape,) = plot.shapes
    assert shape.open_right and not shape.open_left
    assert plot.end == date(2024, 1, 31)
    assert shape.hatch_height == charts.BOUND_HEIGHT and shape.hatch_y < shape.y, "a lower bound is open upwards"


def test_a_window_without_a_start_stands_at_its_last_day():
    plot = charts.plot([_figure(amount(826), Period(end=date(2023, 3, 23)))])
    assert plot is not None
    (shape,) = plot.shapes
    assert shape.open_left and not shape.open_right
    assert (plot.start, plot.end) == (date(2023, 3, 1), date(2023, 3, 31))


def test_an_upper_bound_is_open_downwards_and_states_are_points():
    plot = charts.plot([_figure(Amount(low=None, high=Decimal(9)), days("2023-05-01", "2023-05-02"), is_stock=True)])
    assert plot is not None
    (shape,) = plot.shapes
    assert shape.form == "point" and shape.width == 0
    assert shape.hatch_y == shape.y + shape.height


def test_a_figure_without_a_window_is_drawn_at_its_publication_and_one_without_a_number_is_not():
    plot = charts.plot([_figure(amount(5), Period()), _figure(Amount(low=None, high=None), days("2020-01-01"))])
    assert plot is not None
    (shape,) = plot.shapes
    assert shape.form == "undated" and plot.start == date(2024, 1, 1)
    assert charts.plot([]) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 5000), st.integers(0, 900), st.integers(1, 400)),
        min_size=1,
        max_size=14,
    )
)
def test_shown_labels_never_meet(figures):
    first = date(2022, 1, 1).toordinal()
    plot = charts.plot(
        [
            _figure(
                amount(value),
                Period(start=date.fromordinal(first + start), end=date.fromordinal(first + start + length)),
                label=str(value),
            )
            for value, start, length in figures
        ]
    )
    assert plot is not None
    always = [charts._label_box(shape, 290) for shape in plot.shapes if shape.label_shown == "always"]
    for i, box in enumerate(always):
        assert box[0] >= 0 and box[2] <= 290
        assert not any(charts._meet(box, other) for other in always[i + 1 :])
