"""When a document without a date was published, from evidence in its text, as an interval with the reason.

METHOD section 4: a document is dated where it can be and otherwise stays undated; no rule here fills in a likely day.
Past events bound the interval below, dated plans bound it above, and a weekday with a day and month picks the year.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from musterbook.claims.period_calendar import Moment, Value, add_months
from musterbook.claims.period_nodes import Calendar, Found, Length, Range
from musterbook.claims.period_values import resolve
from musterbook.claims.periods import expressions
from musterbook.claims.quantity_tokens import PUNCT, WORD, Tokens, tokenize
from musterbook.claims.syntax import ancestors, tense
from musterbook.lexicons.periods import period_words
from musterbook.model import Parsed, Period, Sentence

_WEEK = timedelta(days=7)
_MONTH = timedelta(days=31)
"""News gives a day without its year for the last weeks, and a bare weekday for the last seven days."""

_HEAD_LINES = 12
_FEET_LINES = 5
_DATELINE_TOKENS = 8
_PLAN_REACH = 4
_YEARS_TO_SEARCH = 7
_EARLIEST_YEAR = 1990

_FULL_DATE = re.compile(r"\d{4}|\d\D+\d\d")
"""What a line with a day and a year in figures holds."""

_LETTERS = re.compile(r"[^\W\d_]+")
_DATE_WORDS = 12
"""More words than a date takes: with fewer beside its labels a line may be one of publication."""


class _Says(StrEnum):
    """What a dated expression says about the day of publication."""

    PUBLISHED = "published"
    PAST = "past"
    PLAN = "plan"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """One dated expression: what it says, where it lies, and its words."""

    says: _Says
    node: Calendar
    value: Value
    words: str
    how: str


def date_document(parsed: Parsed) -> tuple[Period, str]:
    """The narrowest interval of days on which the document can have been published, and why in one sentence.

    The interval is open above where nothing bounds it. Returns `(Period(), "unknown: ...")` without any evidence.
    A document that was not parsed, since it is about something else, tells no past and no plan: only a full date in
    figures counts, and only lines that may hold one are looked at.
    """
    text = parsed.document.text
    looked_at = text if parsed.sentences else _dated_lines(text)
    tokens, found = tokenize(looked_at), expressions(looked_at)
    evidence = [e for f in found for e in _evidence(parsed, tokens, f)]
    lower = _lower(evidence)
    stated = [e for e in evidence if e.says is _Says.PUBLISHED and e.value.start is not None]
    for item in stated:
        if item.value.start is not None and (
            lower is None or lower.value.start is None or item.value.start >= lower.value.start
        ):
            return Period(start=item.value.start, end=item.value.end), f"{item.how} gives {item.value.timex}"
    lengths = [b for f in found if (b := _since_length(parsed, tokens, f, found)) is not None]
    start, end, reasons = _bounds(evidence, lower, lengths)
    weekday = _weekday_evidence(evidence, start, end)
    if weekday is not None:
        day, words = weekday
        bare = any(_is_bare_weekday(f) for f in found)
        stop = day + (_WEEK if bare else _MONTH)
        near = (
            "a bare weekday lies within the last seven days"
            if bare
            else "a day without its year lies in the last weeks"
        )
        why = f'"{words}" fits {day.year} and no other year from {start or "then"} on; {near}'
        return Period(start=day, end=min(stop, end) if end else stop), why
    if start is None and end is None:
        return Period(), "unknown: the text names no day, month or year that it tells as past or as a plan"
    return Period(start=start, end=end), "; ".join(reasons)


def _dated_lines(text: str) -> str:
    """The lines that may state the day of publication, each where it was: the others are emptied."""
    if _FULL_DATE.search(text) is None:
        return ""
    return "\n".join([line if _may_state_a_day(line) else "" for line in text.split("\n")])


def _may_state_a_day(line: str) -> bool:
    """Whether a line has a full date and is short, begins like a dateline, or holds a word for this day."""
    if _FULL_DATE.search(line) is None:
        return False
    words = _LETTERS.findall(line)
    if words and words[0].isupper():
        return True
    table = period_words().dating
    lower = [word.lower() for word in words]
    return sum(word not in table["labels"] for word in lower) <= _DATE_WORDS or not table["now"].isdisjoint(lower)


def _bounds(
    evidence: list[_Evidence], lower: _Evidence | None, lengths: list[tuple[date, date, str]]
) -> tuple[date | None, date | None, list[str]]:
    reasons: list[str] = []
    start = lower.value.start if lower else None
    if lower:
        reasons.append(f"it tells of {lower.value.timex} as past ({lower.how})")
    for low, high, words in lengths:
        if (start is None or low >= start) and high > low:
            start = low
            reasons.append(f'"{words}" was written from {low} to {high}')
    highs = [high for low, high, _ in lengths if start is not None and high > start]
    plans = [e for e in evidence if e.says is _Says.PLAN and e.value.end is not None]
    for plan in sorted(plans, key=lambda e: e.value.end or date.max):
        if plan.value.end is not None and (start is None or plan.value.end > start):
            highs.append(plan.value.end)
            reasons.append(f"it names {plan.value.timex} as still to come")
            break
        reasons.append(f"its plan for {plan.value.timex} lies before what it tells as past and is ignored")
    reasons = list(dict.fromkeys(reasons))
    return start, min(highs) if highs else None, reasons


def _lower(evidence: list[_Evidence]) -> _Evidence | None:
    past = [e for e in evidence if e.says is _Says.PAST and e.value.start is not None]
    return max(past, key=lambda e: e.value.start or date.min) if past else None


# --- what one expression says ----------------------------------------------------------------------------------------


def _evidence(parsed: Parsed, tokens: Tokens, found: Found) -> list[_Evidence]:
    node = found.node.last if isinstance(found.node, Range) else found.node
    if not isinstance(node, Calendar) or node.decade or node.fiscal or node.shift is not None:
        return []
    if node.year is None and not (node.day and node.month and node.weekday):
        return []
    if node.year_shift is not None or node.month_shift is not None or node.week_shift is not None:
        return []
    says, how = _standing(parsed, tokens, found, node)
    if says is _Says.NOTHING:
        return []
    words = tokens.source[tokens.starts[found.first] : tokens.ends[found.end - 1]]
    value = resolve(node, Moment(day=None))
    return [_Evidence(says=says, node=node, value=value, words=words, how=how)]


def _standing(parsed: Parsed, tokens: Tokens, found: Found, node: Calendar) -> tuple[_Says, str]:
    full = node.year is not None and node.day is not None
    if full and _stands_alone(tokens, found):
        return _Says.PUBLISHED, "a line of its own"
    if full and _is_dateline(tokens, found):
        return _Says.PUBLISHED, "the dateline"
    if full and _is_today(tokens, found):
        return _Says.PUBLISHED, "the date beside the word for this day"
    sentence = _sentence_at(parsed, tokens.starts[found.first])
    if sentence is None:
        return _Says.NOTHING, ""
    i = max(bisect_right(sentence.starts, tokens.starts[found.first]) - 1, 0)
    return _told(sentence, i, found, node)


def _told(s: Sentence, i: int, found: Found, node: Calendar) -> tuple[_Says, str]:
    """Whether the clause around token `i` tells its date as past or as a plan."""
    if found.role in ("deadline", "until", "before"):
        return _Says.NOTHING, ""
    words = period_words().dating
    if found.role != "event":
        return (_Says.PAST, "since then") if s.lower[i] in words["since"] else (_Says.NOTHING, "")
    if any(word in words["plans"] for word in s.lower[max(i - _PLAN_REACH, 0) : i]):
        return (_Says.PLAN, "a plan") if node.month is not None else (_Says.NOTHING, "")
    chain = list(ancestors(s, i))
    verbs = [a for a in chain if s.pos[a] in ("VERB", "AUX")]
    if not verbs:
        return (_Says.PAST, "a caption") if node.day is not None else (_Says.NOTHING, "")
    before_verb = chain[: chain.index(verbs[0])]
    told, direct = tense(s, verbs[0]), not any(s.pos[a] == "NOUN" for a in before_verb)
    if node.month is None:
        return _Says.NOTHING, ""
    if told == "future":
        firm = direct and any(s.lower[c] in words["firm"] for c in s.children[verbs[0]])
        return (_Says.PLAN, "a plan") if firm else (_Says.NOTHING, "")
    opened = any(s.lower[a] in words["openers"] for a in chain)
    past = any(tense(s, v) == "past" for v in verbs)
    if told == "past" and (opened or direct):
        return _Says.PAST, "a past verb"
    if past and opened:
        return _Says.PAST, "a past verb"
    return _Says.NOTHING, ""


def _sentence_at(parsed: Parsed, offset: int) -> Sentence | None:
    at = bisect_right([s.start for s in parsed.sentences], offset) - 1
    return parsed.sentences[at] if at >= 0 and offset < parsed.sentences[at].end else None


def _line(tokens: Tokens, i: int) -> tuple[int, int]:
    """First and last-plus-one token of the line of token `i`."""
    first = i
    while first > 0 and tokens.lower[first - 1] != "\n":
        first -= 1
    last = i
    while tokens.lower[last] != "\n":
        last += 1
    return first, last


def _stands_alone(tokens: Tokens, found: Found) -> bool:
    """Whether the line holds the date and nothing but labels, near the head or the foot of the document."""
    labels = period_words().dating["labels"]
    first, last = _line(tokens, found.first)
    rest = [j for j in range(first, last) if not found.first <= j < found.end and tokens.kinds[j] == WORD]
    if any(tokens.lower[j] not in labels for j in rest):
        return False
    before = tokens.source.count("\n", 0, tokens.starts[found.first])
    after = tokens.source.count("\n", tokens.starts[found.first])
    return bool(rest) or before < _HEAD_LINES or after < _FEET_LINES


def _is_dateline(tokens: Tokens, found: Found) -> bool:
    """ "NAIROBI, June 24, 2024 (Agency) -": capitalised places before the date, a dash or a bracket behind it."""
    first, last = _line(tokens, found.first)
    if not 0 < found.first - first <= _DATELINE_TOKENS or found.end >= last:
        return False
    places = all(tokens.texts[j][:1].isupper() or tokens.kinds[j] == PUNCT for j in range(first, found.first))
    return places and tokens.texts[first].isupper() and tokens.lower[found.end] in ("-", "–", "—", "(", "/")


def _is_today(tokens: Tokens, found: Found) -> bool:
    before = found.first - 1
    before -= tokens.lower[before] in (",", "(") and before > 0
    return before >= 0 and tokens.lower[before] in period_words().dating["now"]


# --- weekdays and lengths --------------------------------------------------------------------------------------------


def _is_bare_weekday(found: Found) -> bool:
    return (
        found.role == "event"
        and isinstance(found.node, Calendar)
        and found.node == Calendar(weekday=found.node.weekday)
    )


def _weekday_evidence(evidence: list[_Evidence], start: date | None, end: date | None) -> tuple[date, str] | None:
    """The latest "Saturday, April 22" told as past, in the first year from `start` on in which the weekday fits."""
    days: list[tuple[date, str]] = []
    for item in evidence:
        if item.says is not _Says.PAST or item.node.year is not None or start is None:
            continue
        for year in range(max(start.year, _EARLIEST_YEAR), start.year + _YEARS_TO_SEARCH):
            day = resolve(Calendar(year=year, month=item.node.month, day=item.node.day), Moment(day=None)).start
            if day is not None and day >= start and day.isoweekday() == item.node.weekday:
                days.append((day, item.words))
                break
    fitting = [pair for pair in days if end is None or pair[0] < end]
    return max(fitting) if fitting else None


def _since_length(
    parsed: Parsed, tokens: Tokens, found: Found, others: Sequence[Found]
) -> tuple[date, date, str] | None:
    """ "for two years since July 2021": between two and three years after that month."""
    if not isinstance(found.node, Length) or found.role != "duration":
        return None
    timex = found.node.timex
    months = {"Y": 12, "M": 1}.get(timex[-1:], 0)
    if not months or not timex[1:-1].isdigit():
        return None
    if tokens.lower[found.end] not in period_words().dating["since"]:
        return None
    sentence = _sentence_at(parsed, tokens.starts[found.first])
    for other in others:
        node = other.node
        inside = sentence is not None and other.first >= found.end and tokens.starts[other.first] < sentence.end
        if not inside or not isinstance(node, Calendar) or node.year is None:
            continue
        value = resolve(node, Moment(day=None))
        if value.start is not None and value.end is not None:
            count = int(timex[1:-1])
            words = tokens.source[tokens.starts[found.first] : tokens.ends[other.end - 1]]
            return add_months(value.start, months * count), add_months(value.end, months * (count + 1)), words
    return None
