"""Days that a text repeats without naming them: "On the same day", "that day" (METHOD section 4).

Such words mean the last single day that the text has named before; where it has named none, they mean no day.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from musterbook.lexicons.frames import grammar
from musterbook.model import TimeExpression


def with_same_days(text: str, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """The time expressions of a text with those that repeat a day, left to right."""
    repeated: list[TimeExpression] = []
    for m in _same_day().finditer(text):
        before = [p for p in found if p.end_char <= m.start() and _is_day(p)]
        inside = any(p.start_char < m.end() and m.start() < p.end_char for p in found)
        last = before[-1] if before and not inside else None
        if last is not None:
            repeated.append(replace(last, start_char=m.start(), end_char=m.end(), text=m.group()))
    return sorted([*found, *repeated], key=lambda p: p.start_char) if repeated else list(found)


def _is_day(found: TimeExpression) -> bool:
    day = found.start is not None and found.end is not None and (found.end - found.start).days == 1
    return day and found.role == "event"


@cache
def _same_day() -> re.Pattern[str]:
    words = sorted(grammar()["same_day"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(each) for each in words) + r")\b", re.IGNORECASE)
