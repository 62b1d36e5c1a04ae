"""The number grammar: digits, number words, scales, fractions and vague plurals, from one token onwards."""

from dataclasses import dataclass, replace
from decimal import Decimal

from musterbook.claims.quantity_tokens import NUMBER, WORD, Tokens
from musterbook.lexicons.numbers import NumberWords, number_words

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that ends before token `end`.

    `vague` marks a lower bound ("dozens"); `share` a part of a whole as percent; `scaled` that a scale word stood in
    it; `plain` that it is nothing but digits.
    """

    value: Decimal
    end: int
    vague: bool = False
    approx: bool = False
    share: bool = False
    scaled: bool = False
    plain: bool = False


def digits(text: str) -> Decimal:
    """The value of digits with separators."""
    return Decimal("".join(ch for ch in text if ch.isdigit() or ch == "."))


def read_number(tokens: Tokens, i: int, *, money: bool = False) -> Number | None:
    """The number that begins at token `i`, or None. `money` admits abbreviations that elsewhere mean other things."""
    words = number_words()
    word = tokens.lower[i]
    if tokens.kinds[i] == NUMBER:
        return _exact(tokens, i, words, money=money)
    if tokens.kinds[i] != WORD:
        return None
    if word in words.vague:
        return _vague(tokens, i, words)
    if word in words.words["few"]:
        return _few(tokens, i, words)
    if word == words.single["half"] or word in words.fractions:
        return _fraction(tokens, i, Decimal(1), i, words)
    if word in words.words["articles"]:
        return _after_article(tokens, i, words)
    if word in words.cardinals:
        return _exact(tokens, i, words, money=money)
    return None


def _after_article(tokens: Tokens, i: int, words: NumberWords) -> Number | None:
    word = tokens.lower[i + 1]
    if word in words.scales:
        return _exact(tokens, i + 1, words, money=False)
    if word in words.words["few"]:
        return _few(tokens, i + 1, words)
    if word in words.couples:
        return _couple(tokens, i + 1, words)
    if word == words.single["half"] or word in words.fractions:
        return _fraction(tokens, i + 1, Decimal(1), i, words)
    return None


def _couple(tokens: Tokens, i: int, words: NumberWords) -> Number | None:
    value, j = words.couples[tokens.lower[i]], i + 1
    of = tokens.lower[j] == words.single["of"]
    scale = words.scales.get(tokens.lower[j + of])
    if scale is not None:
        return Number(value=value * scale, end=j + of + 1, approx=True, scaled=True)
    return Number(value=value, end=j, approx=True) if of else None


def _few(tokens: Tokens, i: int, words: NumberWords) -> Number | None:
    scale = words.scales.get(tokens.lower[i + 1]) or words.vague.get(tokens.lower[i + 1])
    return Number(value=scale, end=i + 2, vague=True, approx=True, scaled=True) if scale else None


def _vague(tokens: Tokens, i: int, words: NumberWords) -> Number:
    value, j = words.vague[tokens.lower[i]], i + 1
    while tokens.lower[j] == words.single["of"] and tokens.lower[j + 1] in words.vague:
        value *= words.vague[tokens.lower[j + 1]]
        j += 2
    return Number(value=value, end=j, vague=True, approx=True)


def _fraction(tokens: Tokens, i: int, top: Decimal, first: int, words: NumberWords) -> Number | None:
    """A fraction word at `i`: of a scale ("half a million") a number, before "of" or a determiner a share."""
    part = words.fractions[tokens.lower[i]]
    value = top * part.numerator / part.denominator
    j = i + 1
    j += tokens.lower[j] == words.single["of"] and tokens.lower[j + 1] in words.words["articles"]
    j += tokens.lower[j] in words.words["articles"]
    scale = words.scales.get(tokens.lower[j])
    if scale is not None:
        return _more_scales(tokens, Number(value=value * scale, end=j + 1, scaled=True), words)
    follows = tokens.lower[i + 1]
    shared = follows == words.single["of"] or follows in words.words["determiners"]
    if not shared or (first == i and tokens.lower[i] != words.single["half"]):
        return None
    percent = (top * 100 * part.numerator / part.denominator).quantize(Decimal("0.1"))
    exact = percent * part.denominator == top * 100 * part.numerator
    return Number(value=percent.normalize(), end=i + 1, share=True, approx=not exact)


def _more_scales(tokens: Tokens, number: Number, words: NumberWords) -> Number:
    while (scale := words.scales.get(tokens.lower[number.end])) is not None and tokens.kinds[number.end] == WORD:
        number = replace(number, value=number.value * scale, end=number.end + 1)
    return number


def _exact(tokens: Tokens, i: int, words: NumberWords, *, money: bool) -> Number | None:
    """Cardinals and digits with their scales."""
    if tokens.kinds[i] == NUMBER:
        state = _State(current=digits(tokens.texts[i]), end=i + 1, plain=True)
        _suffix(tokens, state, words, money=money)
    elif tokens.lower[i] in words.scales:
        state = _State(end=i)
    else:
        state = _State(current=words.cardinals[tokens.lower[i]], end=i + 1)
    while _extend(tokens, state, words):
        state.plain = False
    _halves(tokens, state, words)
    shared = _ratio(tokens, state, words)
    if shared is not None:
        return shared
    value = state.total + (state.current or 0)
    return Number(value=value, end=state.end, scaled=state.last > 0, plain=state.plain and not state.last)


@dataclass(slots=True, kw_only=True)
class _State:
    """What has been read of a number: `total` is closed, `current` is what the next scale multiplies.

    `last` is the last scale, 0 when there was none.
    """

    total: Decimal = Decimal(0)
    current: Decimal | None = None
    end: int = 0
    last: Decimal = Decimal(0)
    plain: bool = False


def _suffix(tokens: Tokens, state: _State, words: NumberWords, *, money: bool) -> None:
    j = state.end
    word = tokens.lower[j]
    if tokens.kinds[j] != WORD:
        return
    scale = words.attached.get(word) if tokens.glued(j) else words.spaced.get(word)
    if scale is None and money:
        scale = words.money.get(word)
    if scale is None or (not money and tokens.lower[j + 1] in words.words["metres_after"]):
        return
    state.total, state.current = (state.current or Decimal(0)) * scale, None
    state.end, state.last = j + 1, scale


def _extend(tokens: Tokens, state: _State, words: NumberWords) -> bool:
    """Take one more word into the number; whether there was one."""
    j = state.end
    if tokens.lower[j] == "-" and state.current is not None and tokens.kinds[j + 1] == WORD:
        j += 1
    elif tokens.lower[j] in words.words["conjunctions"] and state.last and not state.plain:
        if tokens.lower[j + 1] not in words.cardinals and not _small_scaled(tokens, j + 1, state, words):
            return False
        j += 1
    word = tokens.lower[j]
    if tokens.kinds[j] == NUMBER:
        return _digits_after(tokens, j, state)
    scale = _scale(word, j > state.end, state, words)
    if scale is not None:
        _multiply(state, scale)
    elif word in words.cardinals and _fits(words.cardinals[word], state):
        state.current = (state.current or Decimal(0)) + words.cardinals[word]
    elif word == words.single["point"]:
        return _decimals(tokens, j, state, words)
    else:
        return False
    state.end = j + 1
    return True


def _scale(word: str, joined: bool, state: _State, words: NumberWords) -> Decimal | None:
    scale = words.scales.get(word)
    if scale is None and state.current is not None and not joined and word.endswith("s"):
        scale = words.scales.get(word[:-1])
    return scale


def _small_scaled(tokens: Tokens, j: int, state: _State, words: NumberWords) -> bool:
    return tokens.kinds[j] == NUMBER and state.last == _HUNDRED and len(tokens.texts[j]) < 3


def _digits_after(tokens: Tokens, j: int, state: _State) -> bool:
    if j == state.end or state.last != _HUNDRED:
        return False
    state.current = (state.current or Decimal(0)) + digits(tokens.texts[j])
    state.end = j + 1
    return True


def _multiply(state: _State, scale: Decimal) -> None:
    if scale == _HUNDRED:
        state.current = (Decimal(1) if state.current is None else state.current) * scale
    elif state.last and state.last < scale and state.last != _HUNDRED:
        state.total, state.current = (state.total + (state.current or 0)) * scale, None
    elif state.current is None:
        state.total = (state.total or Decimal(1)) * scale
    else:
        state.total, state.current = state.total + state.current * scale, None
    state.last = scale


def _fits(value: Decimal, state: _State) -> bool:
    """Whether a cardinal can follow: "twenty five", "hundred and three", "million two", but not "ten five"."""
    current = state.current
    if current is None:
        return state.last > 0
    if current != int(current):
        return False
    rest = int(current) % 100
    if rest == 0:
        return state.last == _HUNDRED and value > 0
    return rest >= 20 and rest % 10 == 0 and 0 < value < 10


def _decimals(tokens: Tokens, j: int, state: _State, words: NumberWords) -> bool:
    shown, j = "", j + 1
    while tokens.lower[j] in words.cardinals:
        shown += str(words.cardinals[tokens.lower[j]])
        j += 1
    if not shown or state.current is None:
        return False
    state.current += Decimal(f"0.{shown}")
    state.end = j
    return True


def _halves(tokens: Tokens, state: _State, words: NumberWords) -> None:
    """ "two and a half million", "one million and a half"."""
    j = state.end
    if tokens.lower[j] not in words.words["conjunctions"]:
        return
    j += 1 + (tokens.lower[j + 1] in words.words["articles"])
    part = words.fractions.get(tokens.lower[j])
    if part is None:
        return
    follows = words.scales.get(tokens.lower[j + 1])
    share = Decimal(part.numerator) / part.denominator
    if follows is not None and not state.last:
        state.total, state.current = ((state.current or 0) + share) * follows, None
        state.end, state.last = j + 2, follows
    elif follows is None:
        state.total += (state.current or 0) + share * (state.last or 1)
        state.current, state.end = None, j + 1


def _ratio(tokens: Tokens, state: _State, words: NumberWords) -> Number | None:
    """ "two thirds of", "one in four": a share in percent."""
    top = state.total + (state.current or 0)
    j = state.end + (tokens.lower[state.end] == "-" and tokens.glued(state.end))
    part = words.fractions.get(tokens.lower[j])
    if part is not None and 0 < top * part.numerator < part.denominator:
        return _fraction(tokens, j, top, j - 1, words)
    for link in words.share_links:
        after = state.end + len(link)
        if tokens.lower[state.end : after] != link:
            continue
        bottom = _small(tokens, after, words)
        if bottom is not None and 0 < top < bottom and (top == 1 or bottom == 10 or bottom == top + 1):
            percent = (top * 100 / bottom).quantize(Decimal("0.1"))
            approx = percent * bottom != top * 100
            return Number(value=percent.normalize(), end=after + 1, share=True, approx=approx)
    return None


def _small(tokens: Tokens, i: int, words: NumberWords) -> Decimal | None:
    if tokens.kinds[i] == NUMBER and tokens.texts[i].isdigit():
        value = Decimal(tokens.texts[i])
        return value if value <= 20 or value in (50, 100, 1000) else None
    return words.cardinals.get(tokens.lower[i])
