"""What a number counts beside its unit: the cues of METHOD section 3, looked up close to the number."""

from musterbook.claims.quantity_tokens import NUMBER, Tokens
from musterbook.lexicons.numbers import PhraseIndex, number_words
from musterbook.lexicons.periods import period_words
from musterbook.model import QuantityKind

_ORDER = (
    QuantityKind.SUBSET,
    QuantityKind.OUTSTANDING,
    QuantityKind.INCREMENT,
    QuantityKind.CUMULATIVE,
    QuantityKind.STOCK,
)
"""The first kind of this order that has a cue is taken: the narrower one says more than the wider one."""

_STOPS = frozenset(".;:!?\n")
HYPHEN = "-"
_PAUSES = frozenset(",(–—")


def kind_of(tokens: Tokens, first: int, cue_start: int, end: int, *, previous: int) -> QuantityKind:
    """The kind of the quantity in tokens [first, end); UNKNOWN where no cue stands in the text.

    Cues are looked for a few words to the left, within the phrase behind the number, and a few words to the right;
    neither search crosses the end of a sentence, the left one not the quantity before. The number and a bound phrase
    behind it end before `cue_start`.
    """
    words = number_words()
    found = _before(tokens, first, cue_start, previous, words.cues_before, words.windows["before"])
    found |= _earlier(tokens, first)
    found |= _after(tokens, cue_start, end)
    for kind in _ORDER:
        if kind in found:
            return kind
    return QuantityKind.UNKNOWN


def _before(tokens: Tokens, first: int, start: int, previous: int, cues: PhraseIndex, window: int) -> set[QuantityKind]:
    found: set[QuantityKind] = set()
    for at in range(start, max(previous, first - window), -1):
        word = tokens.lower[at - 1]
        if at <= first and word in _STOPS:
            break
        for phrase, kind in cues.get(word, ()):
            begin = at - len(phrase)
            if begin >= previous and tokens.lower[begin:at] == phrase:
                found.add(QuantityKind(kind))
    return found


def _earlier(tokens: Tokens, first: int) -> set[QuantityKind]:
    """Cues that hold for the rest of their sentence: "To date, ...", "Since 2021, ..."."""
    words = number_words()
    found: set[QuantityKind] = set()
    for at in range(first, max(first - words.windows["wide"], 0), -1):
        word = tokens.lower[at - 1]
        if word in _STOPS:
            break
        for phrase, kind in words.cues_wide.get(word, ()):
            said = word != words.single["since"] or _dated(tokens, at)
            if said and tokens.lower[max(at - len(phrase), 0) : at] == phrase:
                found.add(QuantityKind(kind))
    return found


def _after(tokens: Tokens, start: int, end: int) -> set[QuantityKind]:
    words = number_words()
    found: set[QuantityKind] = set()
    near, far = end + words.windows["after"], end + words.windows["since"]
    for at in range(start, min(far, len(tokens))):
        word = tokens.lower[at]
        if word in _STOPS:
            break
        if at >= end and tokens.kinds[at] == NUMBER:
            near = at
        for phrase, kind in words.cues_after.get(word, ()):
            compound = tokens.lower[at + len(phrase)] == HYPHEN if at + len(phrase) < len(tokens) else False
            if compound:
                continue  # "40 short-term observers" lack nothing
            if tokens.lower[at : at + len(phrase)] == phrase and _holds(tokens, at, near=near, end=end):
                if QuantityKind(kind) is QuantityKind.SUBSET and _is_whole(tokens, end, at, len(phrase)):
                    continue
                found.add(QuantityKind(kind))
    return found


def _is_whole(tokens: Tokens, end: int, at: int, length: int) -> bool:
    """ "60 hostages, most of them women", "25 men of whom eleven fell ill": the number before is the whole."""
    after = at + length
    counted = after < len(tokens) and tokens.kinds[after] == NUMBER
    parting = at > end and tokens.lower[at - 1] in number_words().words["parting"]
    return counted or parting or any(word in _PAUSES for word in tokens.lower[end:at])


def _holds(tokens: Tokens, at: int, *, near: int, end: int) -> bool:
    """Whether a cue at token `at` reaches the number: up to `near`, or further for a date that the count runs from."""
    words = number_words()
    if tokens.lower[at] == words.single["since"]:
        return _dated(tokens, at + 1)
    if tokens.lower[at] in words.words["tight"]:
        return at <= end and tokens.lower[at + 1] != words.single["than"]
    return at < near


def _dated(tokens: Tokens, i: int) -> bool:
    """Whether "since" is about time: a number, a month, a weekday or a word such as "last" follows."""
    lexicon = period_words()
    word = tokens.lower[i]
    return (
        tokens.kinds[i] == NUMBER
        or word in lexicon.month_of
        or word in lexicon.weekday_of
        or word in lexicon.words["since"]
    )
