"""Bounds around a number: "more than", "up to", "about" before it, "or more" behind it."""

from dataclasses import dataclass

from musterbook.claims.quantity_tokens import NUMBER, WORD, Tokens
from musterbook.lexicons.numbers import NumberWords, number_words
from musterbook.lexicons.units import units

LOW, HIGH, CEILING, APPROX, NEUTRAL = "low", "high", "ceiling", "approx", "neutral"
"""Classes of bound phrase: no upper bound, no lower bound, a limit that somebody set, approximate, none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What stands around a number: tokens [first, end) with the bound words.

    `open` has no upper bound, `ceiling` no lower one; `limit` marks a ceiling that somebody set ("up to").
    """

    first: int
    end: int
    open: bool = False
    ceiling: bool = False
    limit: bool = False
    approx: bool = False


def bound_behind(tokens: Tokens, end: int) -> tuple[int, str]:
    """A bound phrase from token `end` on ("or more", "-plus", "+"): the token after it and its class, or (end, "")."""
    words = number_words()
    if tokens.lower[end] == words.single["plus_sign"] and tokens.glued(end):
        return end + 1, LOW
    j = end + (tokens.lower[end] == "-" and tokens.glued(end))
    if tokens.lower[j] in words.words["plus"] and tokens.kinds[j + 1] != NUMBER and not _counts(tokens, j + 1, words):
        return j + 1 + (tokens.lower[j + 1] == "-" and tokens.glued(j + 1)), LOW
    odd = end + (tokens.lower[end] == "-" and tokens.glued(end))
    if tokens.lower[odd] in words.words["odd"] and (odd > end or tokens.kinds[odd + 1] == WORD):
        return odd + 1, APPROX
    for phrase, label in words.after.get(tokens.lower[end], ()):
        behind = end + len(phrase)
        if tokens.lower[end:behind] == phrase and not _opens_next(tokens, behind, words):
            return behind, label
    return end, ""


def _opens_next(tokens: Tokens, i: int, words: NumberWords) -> bool:
    """Whether the words before belong to the figure behind them: "214 dead and more than 900", "and over 30 hurt"."""
    return tokens.lower[i] in words.words["comparing"] or tokens.kinds[i] == NUMBER or _counts(tokens, i, words)


def _counts(tokens: Tokens, i: int, words: NumberWords) -> bool:
    """Whether a sum goes on with another number: "three plus four"."""
    word = tokens.lower[i]
    return word in words.cardinals or (word in words.words["articles"] and tokens.lower[i + 1] in words.scales)


def bounds_of(tokens: Tokens, first: int, end: int, *, previous: int, behind: frozenset[str]) -> Bounds:
    """The bounds of the number in tokens [first, end), not reaching back before token `previous`.

    `behind` are the classes of bound phrases already read behind the number.
    """
    words = number_words()
    classes = set(behind)
    at = first
    while (hit := _ending_at(tokens, at, previous, words)) is not None:
        at -= hit[0]
        if hit[1] != NEUTRAL:
            classes.add(hit[1])
            first = at
    return Bounds(
        first=first,
        end=end,
        open=LOW in classes and not classes & {HIGH, CEILING},
        ceiling=bool(classes & {HIGH, CEILING}),
        limit=CEILING in classes,
        approx=APPROX in classes,
    )


def _ending_at(tokens: Tokens, at: int, previous: int, words: NumberWords) -> tuple[int, str] | None:
    if at <= previous:
        return None
    for phrase, label in words.before.get(tokens.lower[at - 1], ()):
        begin = at - len(phrase)
        if begin >= previous and tokens.lower[begin:at] == phrase and not _particle(tokens, begin, phrase, words):
            return len(phrase), label
    return None


def _particle(tokens: Tokens, i: int, phrase: tuple[str, ...], words: NumberWords) -> bool:
    """Whether the bound word belongs to the verb before it ("handed over 20 rifles")."""
    return (
        len(phrase) == 1
        and phrase[0] in words.words["particles"]
        and i > 0
        and tokens.lower[i - 1] in words.words["particle_verbs"]
    )


def collective_before(tokens: Tokens, first: int, previous: int) -> str:
    """The noun of "a battalion of (about) 850" as printed, which says what an elliptic number counts; "" otherwise."""
    of = number_words().single["of"]
    if first - 2 < previous or tokens.lower[first - 1] != of:
        return ""
    return tokens.texts[first - 2] if tokens.lower[first - 2] in units().collectives else ""
