"""Days and years in words: "the twenty-first", "May twenty nine", "nineteen eighty-six", "two thousand and four"."""

from musterbook.claims.quantity_tokens import NAME, NUMBER, WORD, Tokens
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import period_words

Counted = tuple[int, int]
"""A number and the token after it."""

_FIRST_CENTURY, _LAST_CENTURY = 15, 20
_THOUSAND, _HUNDRED = 1000, 100
_LAST_DAY = 31


def ordinal_at(tokens: Tokens, i: int) -> Counted | None:
    """An ordinal at token `i`: "21st", "second", "twenty-first", "thirty first"."""
    words = period_words()
    text = tokens.lower[i]
    if tokens.kinds[i] == NAME:
        number = text[:-2]
        suffixed = number.isdigit() and text[-2:] in number_words().words["ordinal_suffixes"]
        return (int(number), i + 1) if suffixed else None
    if tokens.kinds[i] != WORD:
        return None
    value = words.ordinals.get(text)
    if value is not None:
        return (value, i + 1) if value > 0 else None
    tens = number_words().cardinals.get(text)
    if tens is None or tens < 20 or tens % 10:
        return None
    j = i + 1 + (tokens.lower[i + 1] == "-")
    unit = words.ordinals.get(tokens.lower[j])
    return (int(tens) + unit, j + 1) if unit is not None and 0 < unit < 10 else None


def day_after_month(tokens: Tokens, i: int, *, article: bool) -> Counted | None:
    """A day in words behind its month: "June the second", "April fifth, 2004", "May twenty nine, 2015".

    Without an article the words may count what follows ("in May two soldiers"), so that a year or the end of the phrase
    must follow.
    """
    found = ordinal_at(tokens, i) if tokens.kinds[i] == WORD else None
    ordinal = found is not None
    if found is None:
        found = _cardinal(tokens, i)
    if found is None or not 1 <= found[0] <= _LAST_DAY:
        return None
    end = found[1]
    j = end + (tokens.lower[end] == ",")
    dated = _year_follows(tokens, j)
    closed = tokens.kinds[end] != WORD and tokens.lower[end] != ","
    return found if dated or (ordinal and (article or closed)) else None


def _cardinal(tokens: Tokens, i: int) -> Counted | None:
    """A whole number below one hundred in words."""
    cardinals = number_words().cardinals
    value = cardinals.get(tokens.lower[i])
    if value is None:
        return None
    j = i + 1 + (tokens.lower[i + 1] == "-")
    unit = cardinals.get(tokens.lower[j])
    if value >= 20 and unit is not None and 0 < unit < 10:
        return int(value + unit), j + 1
    return int(value), i + 1


def _year_follows(tokens: Tokens, i: int) -> bool:
    digits = tokens.kinds[i] == NUMBER and len(tokens.texts[i]) == 4 and tokens.texts[i].isdigit()
    return digits or spelled_year(tokens, i) is not None


def spelled_year(tokens: Tokens, i: int) -> Counted | None:
    """A year in words: "nineteen eighty-six", "twenty sixteen", "two thousand (and) four"; not "two thousand" alone."""
    words = number_words()
    first = words.cardinals.get(tokens.lower[i])
    if first is None or tokens.kinds[i] != WORD:
        return None
    if words.scales.get(tokens.lower[i + 1]) == _THOUSAND and first in (1, 2):
        j = i + 2 + (tokens.lower[i + 2] in words.words["conjunctions"])
        rest = _cardinal(tokens, j)
        return (int(first) * _THOUSAND + rest[0], rest[1]) if rest is not None and _closed(tokens, rest[1]) else None
    if not _FIRST_CENTURY <= first <= _LAST_CENTURY:
        return None
    if words.scales.get(tokens.lower[i + 1]) == _HUNDRED and tokens.kinds[i + 2] != WORD:
        return int(first) * _HUNDRED, i + 2
    if tokens.lower[i + 1] in period_words().words["oh"]:
        unit = words.cardinals.get(tokens.lower[i + 2])
        return (int(first) * _HUNDRED + int(unit), i + 3) if unit is not None and 0 < unit < 10 else None
    rest = _cardinal(tokens, i + 1 + (tokens.lower[i + 1] == "-"))
    if rest is None or rest[0] < 10 or not _closed(tokens, rest[1]):
        return None
    return int(first) * _HUNDRED + rest[0], rest[1]


def _closed(tokens: Tokens, i: int) -> bool:
    """Whether the number goes on no further: no scale and no hyphenated noun follows."""
    word = tokens.lower[i]
    return word not in number_words().scales and not (word == "-" and tokens.glued(i))
