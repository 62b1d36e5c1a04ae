"""What a time expression says before it is placed on the calendar: one small value for each shape."""

from dataclasses import dataclass
from decimal import Decimal

from musterbook.lexicons.periods import TimeUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A place on the calendar; what is None is not said. `weekday` is 1 for Monday, `decade` the year it begins with.

    `part` is "start", "mid" or "end", or "half1" or "half2" of a month; `year_shift`, `month_shift` and
    `week_shift` count from the day of speech ("January next year"); `shift` picks the last, this or the next such
    month, weekday or season ("last July"). `nth` picks the first (1) to last (-1) week of a month, or such a
    `weekday` in it; `days` is how many days a dated stretch lasts ("the week beginning March 4"), whose calendar
    week is meant where `week` is 0 ("the week of March 4"), `weekend` the weekend of that day. `century` is the
    year that it begins with, `easter` days from Easter Sunday, `plus` days behind the nth weekday.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    decade: int | None = None
    week: int | None = None
    part: str | None = None
    fiscal: bool = False
    nth: int | None = None
    days: int = 1
    shift: int | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    week_shift: int | None = None
    century: int | None = None
    easter: int | None = None
    weekend: bool = False
    plus: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """A unit counted from the day of speech: today, last week, this month. `side` is "earlier" or "later" in it.

    `weekend` marks the weekend of that week, `near` the last one unless it is told as to come; `so_far` ends with the
    day of speech; `day_part` is a TIMEX3 code.
    """

    unit: str
    offset: int
    part: str | None = None
    side: str | None = None
    weekend: bool = False
    near: bool = False
    so_far: bool = False
    day_part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The first or last `count` units of a stretch: "the last day of the month", "the first three months of 2015".

    `sign` is 1 from the beginning and -1 from the end; with `only` the last of those units alone is meant ("the third
    day of the month").
    """

    base: Calendar | Shifted
    count: int
    unit: TimeUnit
    sign: int
    only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A point `count` units from the day of speech, or from `base`: "two weeks ago", "three days after June 1".

    `working` counts Monday to Friday only.
    """

    count: Decimal | None
    unit: TimeUnit
    sign: int
    base: Calendar | Shifted | Edge | None = None
    working: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The unit, or the nth such `weekday`, next to a point: "the day after June 1", "the second Monday before Easter".

    `sign` is 1 behind the point and -1 before it.
    """

    base: Calendar | Shifted | Edge
    sign: int
    unit: TimeUnit | None = None
    weekday: int | None = None
    nth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of `count` units that ends or begins with the day of speech; an unsaid count leaves one end open.

    `today` puts the day of speech inside a stretch to come ("within two weeks"); "the next two weeks" begin tomorrow.
    """

    count: Decimal | None
    unit: TimeUnit
    sign: int
    today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A duration or a set, with its TIMEX3 value: "two weeks", "every Monday"."""

    timex: str
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From one point to another, both inside."""

    first: Calendar | Shifted | Edge | Distance
    last: Calendar | Shifted | Edge | Distance


Node = Calendar | Shifted | Edge | Distance | Beside | Window | Length | Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A node in tokens [first, end) with the role that the words before it give."""

    node: Node
    first: int
    end: int
    role: str = "event"
