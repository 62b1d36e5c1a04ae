"""Time expressions in running text, as TIMEX3 values and half-open days (METHOD section 4)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache

from musterbook.claims.period_calendar import Moment, Value
from musterbook.claims.period_grammar import read_expression, starters
from musterbook.claims.period_nodes import Calendar, Distance, Found, Length, Window
from musterbook.claims.period_values import duration, resolve
from musterbook.claims.quantity_tokens import NAME, NUMBER, WORD, Tokens, tokenize
from musterbook.lexicons.periods import period_words
from musterbook.model import Period, TimeExpression

_WIDEST_HULL = timedelta(days=400)
"""A relative word said on an unknown day of a longer stretch stays without a period."""

_CUE_REACH = 12
_SENTENCE_END = frozenset(".!?;\n")

Tense = Callable[[int], str | None]


def periods(text: str, *, said_on: date | Period | None = None, tense_at: Tense | None = None) -> list[TimeExpression]:
    """Every time expression of `text`, left to right, without overlaps.

    `said_on` is the day, or the interval of days, on which the text was published; relative words resolve against it as
    far as it allows. `tense_at` tells the tense of the clause at an offset ("past", "future", "present" or None); where
    it is not given, words such as "will" and "was" in the sentence decide.
    """
    tokens = tokenize(text)
    anchors = _anchors(said_on)
    placed: list[TimeExpression] = []
    for found in expressions(text):
        if found.role == "later":
            found = _as_length(found) if placed else replace(found, role="ahead")
        placed.append(_placed(tokens, found, anchors, tense_at))
    return placed


@lru_cache(maxsize=4)
def expressions(text: str) -> tuple[Found, ...]:
    """What each time expression says, before it is placed on the calendar; left to right, without overlaps.

    Who dates a document and who reads its claims share the answer.
    """
    return tuple(_expressions(tokenize(text)))


def _expressions(tokens: Tokens) -> Iterator[Found]:
    first_words = _starters()
    i, size = 0, len(tokens)
    kinds, lower = tokens.kinds, tokens.lower
    while i < size:
        kind = kinds[i]
        if kind != NUMBER and kind != NAME and (kind != WORD or lower[i] not in first_words):
            i += 1
            continue
        found = read_expression(tokens, i)
        if found is None:
            i += 1
            continue
        yield found
        i = found.end


@cache
def _starters() -> frozenset[str]:
    return starters()


def _anchors(said_on: date | Period | None) -> tuple[date | None, ...]:
    """The first and the last day on which the text may have been said; (None,) where the days are not bounded."""
    if isinstance(said_on, Period):
        if said_on.start is None or said_on.end is None:
            return (None,)
        last = said_on.end - timedelta(days=1)
        return (said_on.start,) if last <= said_on.start else (said_on.start, last)
    return (said_on,)


def _placed(tokens: Tokens, found: Found, anchors: tuple[date | None, ...], tense_at: Tense | None) -> TimeExpression:
    start, end = tokens.starts[found.first], tokens.ends[found.end - 1]
    tense = tense_at(start) if tense_at is not None else _guess(tokens, found)
    if tense is None and tense_at is None and found.role == "ahead" and not _told(tokens, found):
        tense = "future"
    if found.role == "deadline" or (found.role in ("until", "before") and tense is None):
        tense = "future"
    role = found.role
    if role == "from":
        role = "since" if tense == "future" else "event"
    found = _settled(replace(found, role=role), tense)
    value = _common([resolve(found.node, Moment(day=day, tense=tense)) for day in anchors])
    bounded = value if isinstance(found.node, Window) else _bounded(value, found.role)
    return TimeExpression(
        start=bounded.start,
        end=bounded.end,
        start_char=start,
        end_char=end,
        timex=value.timex,
        text=tokens.source[start:end],
        role={"before": "deadline", "after": "since", "ahead": "event"}.get(found.role, found.role),
    )


def _settled(found: Found, tense: str | None) -> Found:
    """ "in two weeks" lies ahead in a plan and is a length in a report."""
    return found if found.role != "ahead" or tense == "future" else _as_length(found)


def _as_length(found: Found) -> Found:
    """A distance that is no more than a length: "in two weeks" of a deed, "two weeks later" in a story."""
    if not isinstance(found.node, Distance):
        return found
    node = Length(timex=duration(found.node.count, found.node.unit))
    return Found(node=node, first=found.first, end=found.end, role="duration")


def _common(values: list[Value]) -> Value:
    """One value for all days on which the text may have been said: the same answer, or the hull if it is narrow."""
    first, last = values[0], values[-1]
    if first == last:
        return first
    timex = first.timex if first.timex == last.timex else _mask(first.timex, last.timex)
    if first.end is None and last.end is None and first.start is not None:
        return Value(start=first.start, end=None, timex=timex)
    if first.start is None and last.start is None:
        return Value(start=None, end=last.end, timex=timex)
    if first.start is None or last.end is None or last.end - first.start > _WIDEST_HULL:
        return Value(start=None, end=None, timex=timex)
    return Value(start=first.start, end=last.end, timex=timex)


def _mask(first: str, last: str) -> str:
    """What two TIMEX3 values share; X for each digit in which they differ."""
    if len(first) != len(last):
        return "XXXX"
    return "".join(a if a == b else "X" for a, b in zip(first, last, strict=True))


def _bounded(value: Value, role: str) -> Value:
    """Apply the role: "since" is open above, a deadline open below, "after" begins when the point is over."""
    match role:
        case "since":
            return Value(start=value.start, end=None, timex=value.timex)
        case "after":
            return Value(start=value.end, end=None, timex=value.timex)
        case "before":
            return Value(start=None, end=value.start, timex=value.timex)
        case "deadline" | "until":
            return Value(start=None, end=value.end, timex=value.timex)
        case _:
            return value


def _guess(tokens: Tokens, found: Found) -> str | None:
    """The tense by the nearest cue of the sentence, where the caller has no parse."""
    if isinstance(found.node, Length | Window) or (isinstance(found.node, Calendar) and found.node.year is not None):
        return None
    cues, ended = period_words().tense, None
    for i in range(found.first - 1, max(found.first - _CUE_REACH, -1), -1):
        word = tokens.lower[i]
        if word in _SENTENCE_END:
            break
        if word in cues["future"] and tokens.texts[i] == word:
            return "future"
        if word in cues["past"]:
            return "past"
        if word.endswith(tuple(cues["past_endings"])):
            ended = "past"
    return ended or _guess_behind(tokens, found)


def _told(tokens: Tokens, found: Found) -> bool:
    """Whether a word of the sentence shows that it tells of the past."""
    cues = period_words().tense
    first, last = found.first, found.end
    while first > 0 and tokens.lower[first - 1] not in _SENTENCE_END:
        first -= 1
    while last < len(tokens) and tokens.lower[last] not in _SENTENCE_END:
        last += 1
    return any(
        word in cues["past"] or word in cues["past_forms"] or word.endswith(tuple(cues["past_endings"]))
        for word in tokens.lower[first:last]
    )


def _guess_behind(tokens: Tokens, found: Found) -> str | None:
    """The tense by the first cue behind an expression that opens its sentence."""
    cues = period_words().tense
    if found.first > 0 and tokens.lower[found.first - 1] not in _SENTENCE_END:
        return None
    for i in range(found.end, min(found.end + _CUE_REACH, len(tokens))):
        word = tokens.lower[i]
        if word in _SENTENCE_END:
            break
        if word in cues["future"] and tokens.texts[i] == word:
            return "future"
        if word in cues["past"] or word.endswith(tuple(cues["past_endings"])):
            return "past"
    return None
