"""Small values: a stretch of text, a stretch of time, an amount."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from musterbook.errors import AdditionError
from musterbook.model.vocabulary import QuantityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of one document's frozen text: code points, half-open."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whole days, half-open; None is an open or unknown end. "March 2024" is [2024-03-01, 2024-04-01)."""

    start: date | None = None
    end: date | None = None

    @property
    def known(self) -> bool:
        """Whether at least one end is fixed."""
        return self.start is not None or self.end is not None

    def contains(self, day: date) -> bool:
        """Whether `day` lies inside; open ends reach without limit."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether some day lies in both."""
        return (self.start is None or other.end is None or self.start < other.end) and (
            other.start is None or self.end is None or other.start < self.end
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(Period):
    """A period found in a text: `text[start_char:end_char]` are its words, `timex` its TIMEX3 value.

    `role` is "event", "deadline" ("by Monday"), "since", "until", "duration" or "set"; a duration or a set
    ("two weeks", "every day") has no period of its own.
    """

    start_char: int
    end_char: int
    timex: str
    text: str
    role: str = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count, a sum or a share with its bounds as printed.

    `low` and `high` are inclusive, either may be missing: "at least 5" has no `high`. `unit` is "person", an ISO 4217
    code, "percent", "state", or the singular equipment noun. `start` and `end` are code points in the text in which
    it was found.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: QuantityKind = QuantityKind.UNKNOWN
    approx: bool = False
    text: str = ""
    start: int = 0
    end: int = 0
    noun: str = field(default="", compare=False)
    """The head noun as printed, for what the unit folds away ("officers", "troops")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An interval of an account: inclusive bounds, None for a bound that nobody stated."""

    low: Decimal | None
    high: Decimal | None

    def plus(self, other: "Amount") -> "Amount":
        """Interval sum; an unknown bound stays unknown."""
        return Amount(low=_sum(self.low, other.low), high=_sum(self.high, other.high))

    def minus(self, other: "Amount") -> "Amount":
        """What is left when `other` is taken away, never below zero (METHOD section 5, outstanding)."""
        zero = Decimal(0)
        low = None if self.low is None or other.high is None else max(zero, self.low - other.high)
        high = None if self.high is None or other.low is None else max(zero, self.high - other.low)
        return Amount(low=low, high=high)


def _sum(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b


def add(first: Quantity, second: Quantity) -> Amount:
    """The sum of two increments of one unit.

    Raises AdditionError for other kinds, for different units, and so for stock with flow (METHOD section 3).
    """
    if first.unit != second.unit:
        raise AdditionError(f"cannot add {first.unit} to {second.unit}")
    if first.kind is not QuantityKind.INCREMENT or second.kind is not QuantityKind.INCREMENT:
        raise AdditionError(f"cannot add a {second.kind} figure to a {first.kind} figure; only increments add")
    return Amount(low=first.low, high=first.high).plus(Amount(low=second.low, high=second.high))
