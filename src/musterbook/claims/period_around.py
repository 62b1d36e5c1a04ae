"""Points told by another point: "the day after June 1", "the Friday before Easter", "Monday after next"."""

from decimal import Decimal

from musterbook.claims.period_lengths import read_now
from musterbook.claims.period_nodes import Beside, Calendar, Distance, Edge, Found, Shifted
from musterbook.claims.period_points import read_point
from musterbook.claims.period_spelled import ordinal_at
from musterbook.claims.quantity_tokens import NUMBER, Tokens
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import PeriodWords

_MOST = 5
"""The fifth Monday after a day is the last that anyone counts so."""

_RATE_REACH = 4
"""Words between a number and the "a week" that makes it a rate: "15 long raids a week"."""


def read_around(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """The point that begins at token `i` and is told by another one, or None."""
    article = tokens.lower[i] in words.words["the"]
    return (
        _next_to(tokens, i, i + article, words)
        or _beyond(tokens, i, i + article, words)
        or _week_from(tokens, i, words)
    )


def _next_to(tokens: Tokens, i: int, j: int, words: PeriodWords) -> Found | None:
    """ "the day after June 1", "the second Monday before Easter"; a weekday needs its article or its ordinal."""
    ordinal = ordinal_at(tokens, j)
    nth, k = ordinal if ordinal is not None else (1, j)
    weekday, unit = words.weekday_of.get(tokens.lower[k]), words.units.get(tokens.lower[k])
    role = words.roles.get((tokens.lower[k + 1],))
    if role not in ("after", "before") or nth > _MOST:
        return None
    plain = unit is not None and not unit.time and unit.factor == 1 and unit.name == tokens.lower[k] and nth == 1
    if (weekday is None and not plain) or (weekday is not None and k == i):
        return None
    base = read_point(tokens, k + 2)
    if base is None or (weekday is not None and not _is_day(base[0])):
        return None
    sign = 1 if role == "after" else -1
    if weekday is not None:
        return Found(node=Beside(base=base[0], sign=sign, weekday=weekday, nth=nth), first=i, end=base[1])
    return Found(node=Beside(base=base[0], sign=sign, unit=unit), first=i, end=base[1])


def _is_day(node: Calendar | Shifted | Edge) -> bool:
    if isinstance(node, Shifted):
        return node.unit == "day"
    if isinstance(node, Edge):
        return node.only
    return node.day is not None or node.weekday is not None or node.easter is not None


def _beyond(tokens: Tokens, i: int, j: int, words: PeriodWords) -> Found | None:
    """ "Friday after next", "the Monday before last", "the weekend after next"."""
    weekday, weekend = words.weekday_of.get(tokens.lower[j]), tokens.lower[j] in words.words["weekend"]
    if weekday is None and not weekend:
        return None
    after = words.roles.get((tokens.lower[j + 1],))
    ahead = after == "after" and tokens.lower[j + 2] in words.words["next"]
    back = after == "before" and tokens.lower[j + 2] in words.words["last"]
    if not ahead and not back:
        return None
    sign = 1 if ahead else -1
    if weekend:
        return Found(node=Shifted(unit="week", offset=2 * sign, weekend=True), first=i, end=j + 3)
    base = Calendar(weekday=weekday, shift=sign)
    node = Distance(count=Decimal(1), unit=words.units["week"], sign=sign, base=base)
    return Found(node=node, first=i, end=j + 3)


def _week_from(tokens: Tokens, i: int, words: PeriodWords) -> Found | None:
    """ "a week today", "a week on Friday", said of what is to come; not the rate "15 a week on"."""
    week = words.units.get(tokens.lower[i + 1])
    if tokens.lower[i] not in words.words["articles"] or week is None or week.name not in words.words["week"]:
        return None
    counted = number_words().cardinals
    if any(tokens.kinds[k] == NUMBER or tokens.lower[k] in counted for k in range(max(i - _RATE_REACH, 0), i)):
        return None
    on = tokens.lower[i + 2] in words.words["on"]
    weekday = words.weekday_of.get(tokens.lower[i + 3]) if on else None
    now = read_now(tokens, i + 2, words)
    day = words.days.get(tokens.lower[i + 2])
    base: Calendar | Shifted
    if weekday is not None:
        base, end = Calendar(weekday=weekday, shift=1), i + 4
    elif day is not None and (now is not None or day > 0):
        base, end = Shifted(unit="day", offset=day), i + 3
    else:
        return None
    return Found(node=Distance(count=Decimal(1), unit=week, sign=1, base=base), first=i, end=end)
