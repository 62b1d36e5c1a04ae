"""The number grammar: digits, number words, scales, fractions and vague plurals, from one token onwards."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from musterbook.claims.quantity_digits import digits, slashed
from musterbook.claims.quantity_tokens import NAME, NUMBER, VULGAR, WORD, Tokens
from musterbook.lexicons.currencies import currencies
from musterbook.lexicons.numbers import NumberWords, number_words
from musterbook.lexicons.units import units

_DOZEN, _HUNDRED, _THOUSAND = Decimal(12), Decimal(100), Decimal(1000)
_FINE = Decimal("0.000001")
_CENTS = 2
"""Digits behind a decimal comma that may be cents."""


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


def read_number(tokens: Tokens, i: int, *, money: bool = False) -> Number | None:
    """The number that begins at token `i`, or None. `money` admits abbreviations that elsewhere mean other things."""
    words = number_words()
    word = tokens.lower[i]
    if tokens.kinds[i] == NUMBER:
        return _exact(tokens, i, words, money=money)
    if tokens.kinds[i] == NAME:
        part = slashed(tokens, i)
        return _portion(tokens, i + 1, part, words) if part is not None else None
    if tokens.kinds[i] != WORD:
        return None
    if word in words.vague:
        return _vague(tokens, i, words)
    if word in words.words["few"]:
        return _few(tokens, i, words)
    if word == words.single["half"]:
        return _portion(tokens, i + 1, words.fractions[word], words)
    if word in words.fractions:
        portion = _portion(tokens, i + 1, words.fractions[word], words)
        return portion if portion is not None and portion.scaled else None
    if word in words.words["articles"]:
        return _after_article(tokens, i, words)
    if word in words.cardinals:
        return _exact(tokens, i, words, money=money)
    return _headless(tokens, i, words)


def _headless(tokens: Tokens, i: int, words: NumberWords) -> Number | None:
    """Numbers that begin with a scale ("million-dollar"), with "multi-" or with a decimal point ("point five")."""
    word, before = tokens.lower[i], tokens.lower[i - 1] if i else ""
    if word == words.single["multi"] and tokens.lower[i + 1] == "-":
        scale = words.scales.get(tokens.lower[i + 2])
        return Number(value=scale, end=i + 3, vague=True, approx=True, scaled=True) if scale else None
    if word == words.single["point"]:
        state = _State(current=Decimal(0), end=i)
        said = before not in words.words["no_point"] and _decimals(tokens, i, state, words)
        return Number(value=state.current or Decimal(0), end=state.end) if said else None
    bare = before not in words.words["per"] and (i == 0 or tokens.kinds[i - 1] == WORD)
    if word in words.scales and tokens.texts[i] == word and bare and not (before == "-" and tokens.glued(i)):
        return _exact(tokens, i, words, money=False)
    if word in words.couples and tokens.lower[i + 1] == words.single["of"] and tokens.lower[i + 2] in words.scales:
        return _couple(tokens, i, words)
    return None


def _after_article(tokens: Tokens, i: int, words: NumberWords) -> Number | None:
    word = tokens.lower[i + 1]
    if word in words.scales:
        return _exact(tokens, i + 1, words, money=False)
    if word in words.words["few"]:
        return _few(tokens, i + 1, words)
    if word in words.couples:
        return _couple(tokens, i + 1, words)
    if word in words.fractions:
        return _portion(tokens, i + 2, words.fractions[word], words)
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


def _portion(tokens: Tokens, end: int, part: Fraction, words: NumberWords) -> Number | None:
    """A fraction that ends before token `end`: of a scale ("half a million") a number, before "of" a share."""
    j = end
    j += tokens.lower[j] == words.single["of"] and tokens.lower[j + 1] in words.words["articles"]
    k = _over_dash(tokens, j)
    if tokens.lower[k] in words.words["articles"]:
        j = _over_dash(tokens, k + 1)
    scale = words.scales.get(tokens.lower[j])
    if scale is not None:
        value = scale * part.numerator / part.denominator
        exact = value == value.to_integral_value() or scale < _THOUSAND
        number = Number(value=value if exact else value.quantize(Decimal(1)), end=j + 1, scaled=True, approx=not exact)
        return _more_scales(tokens, number, words)
    follows = tokens.lower[end]
    if follows != words.single["of"] and follows not in words.words["determiners"]:
        return None
    return _share(Decimal(part.numerator), Decimal(part.denominator), end)


def _share(top: Decimal, bottom: Decimal, end: int) -> Number:
    """`top` of `bottom` in percent, to one digit behind the point."""
    percent = (top * 100 / bottom).quantize(Decimal("0.1"))
    return Number(value=percent.normalize(), end=end, share=True, approx=percent * bottom != top * 100)


def _more_scales(tokens: Tokens, number: Number, words: NumberWords) -> Number:
    while (scale := words.scales.get(tokens.lower[number.end])) is not None and tokens.kinds[number.end] == WORD:
        number = replace(number, value=number.value * scale, end=number.end + 1)
    return number


def _exact(tokens: Tokens, i: int, words: NumberWords, *, money: bool) -> Number | None:
    """Cardinals and digits with their scales."""
    if tokens.kinds[i] == NUMBER:
        state = _with_comma(tokens, i, words, money=money)
        _mixed(tokens, state)
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


def _with_comma(tokens: Tokens, i: int, words: NumberWords, *, money: bool) -> _State:
    """Digits; with a decimal comma where what follows says that it is one: "1,5 million", "1,50 euros"."""
    alone = _State(current=digits(tokens.texts[i]), end=i + 1, plain=tokens.texts[i].replace(",", "").isdigit())
    j = i + 2
    near = tokens.lower[i + 1] == "," and tokens.glued(i + 1) and tokens.glued(j) and tokens.kinds[j] == NUMBER
    if not near or not tokens.texts[i].isdigit() or not tokens.texts[j].isdigit() or len(tokens.texts[j]) > _CENTS:
        return alone
    after = tokens.lower[j + 1]
    scaled = after in words.scales or (tokens.glued(j + 1) and after in words.attached)
    priced = len(tokens.texts[j]) == _CENTS and (money or (after,) in currencies().names)
    if not scaled and not priced:
        return alone
    return _State(current=Decimal(f"{tokens.texts[i]}.{tokens.texts[j]}"), end=j + 1)


def _mixed(tokens: Tokens, state: _State) -> None:
    """A fraction behind whole digits: "1 1/2", "2 ½"."""
    j = state.end
    if state.current is None or state.current != int(state.current):
        return
    if tokens.kinds[j] == NAME and (part := slashed(tokens, j)) is not None:
        state.current += Decimal(part.numerator) / part.denominator
    elif tokens.kinds[j] == NUMBER and tokens.texts[j] in VULGAR:
        state.current += digits(tokens.texts[j])
    else:
        return
    state.end, state.plain = j + 1, False


def _suffix(tokens: Tokens, state: _State, words: NumberWords, *, money: bool) -> None:
    j = state.end
    word = tokens.lower[j]
    if tokens.kinds[j] != WORD:
        return
    scale = words.attached.get(word) if tokens.glued(j) else words.spaced.get(word)
    if scale is None:
        scale = words.capital.get(tokens.texts[j])
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
        article = tokens.lower[j + 1] in words.words["articles"]
        scale = words.scales.get(tokens.lower[j + 2]) if article else None
        if scale is not None and scale < state.last:
            _multiply_one(state, scale, j + 3)
            return True
        if tokens.lower[j + 2] in words.fractions and tokens.lower[j + 1] in words.cardinals:
            return False
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
    text = tokens.texts[j]
    small = text.isdigit() and tokens.lower[j - 1] in number_words().scales and Decimal(text) < state.last
    if j == state.end and (state.last < _THOUSAND or not small):
        return False
    if j > state.end and state.last != _HUNDRED:
        return False
    state.current = (state.current or Decimal(0)) + digits(tokens.texts[j])
    state.end = j + 1
    return True


def _multiply_one(state: _State, scale: Decimal, end: int) -> None:
    """ "a million and a hundred"."""
    state.total, state.current = state.total + (state.current or 0), scale
    state.end, state.last = end, scale


def _multiply(state: _State, scale: Decimal) -> None:
    if scale == _DOZEN and state.last == _HUNDRED and state.current and state.current % 100:
        state.current += state.current % 100 * (scale - 1)
    elif scale == _HUNDRED:
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
    """ "point five", "point zero three", "point seventy-one"."""
    shown, j = "", j + 1
    while tokens.lower[j] in words.cardinals:
        value = words.cardinals[tokens.lower[j]]
        dash = tokens.lower[j + 1] == "-"
        unit = words.cardinals.get(tokens.lower[j + 1 + dash])
        if value >= 20 and unit is not None and 0 < unit < 10:
            value, j = value + unit, j + 1 + dash
        shown += str(value)
        j += 1
    if not shown:
        return False
    state.current = (state.current or Decimal(0)) + Decimal(f"0.{shown}")
    state.end = j
    return True


def _over_dash(tokens: Tokens, j: int) -> int:
    """The token after a hyphen that joins words, or `j`: "two-and-a-half"."""
    return j + (tokens.lower[j] == "-" and tokens.glued(j) and tokens.glued(j + 1))


def _halves(tokens: Tokens, state: _State, words: NumberWords) -> None:
    """ "two and a half million", "one million and a half", "five and three quarters"."""
    j = _over_dash(tokens, state.end)
    if tokens.lower[j] not in words.words["conjunctions"]:
        return
    j = _over_dash(tokens, j + 1)
    j = _over_dash(tokens, j + 1) if tokens.lower[j] in words.words["articles"] else j
    top = words.cardinals.get(tokens.lower[j])
    j += top is not None
    part = words.fractions.get(tokens.lower[j])
    if part is None or (top is not None and top * part.numerator >= part.denominator):
        return
    follows = words.scales.get(tokens.lower[j + 1])
    share = ((top or 1) * Decimal(part.numerator) / part.denominator).quantize(_FINE)
    if follows is not None and not state.last:
        state.total, state.current = ((state.current or 0) + share) * follows, None
        state.end, state.last = j + 2, follows
    elif follows is None:
        state.total += (state.current or 0) + share * ((state.last or 1) if state.current is None else 1)
        state.current, state.end = None, j + 1


def _ratio(tokens: Tokens, state: _State, words: NumberWords) -> Number | None:
    """ "two thirds of", "one in four": a share in percent."""
    top = state.total + (state.current or 0)
    j = state.end + (tokens.lower[state.end] == "-" and tokens.glued(state.end))
    part = words.fractions.get(tokens.lower[j])
    if part is not None and 0 < top * part.numerator < part.denominator and top == int(top):
        portion = _portion(tokens, j + 1, Fraction(int(top)) * part, words)
        alone = tokens.lower[j] in words.words["sure_fractions"] and top > 1 and _ends_phrase(tokens, j + 1)
        return _share(top * part.numerator, Decimal(part.denominator), j + 1) if portion is None and alone else portion
    for link in words.share_links:
        after = state.end + len(link)
        if tokens.lower[state.end : after] != link:
            continue
        bottom = _small(tokens, after, words)
        if bottom is not None and 0 < top < bottom and _said_so(top, bottom, link, words):
            return _share(top, bottom, after + 1)
    return None


def _said_so(top: Decimal, bottom: Decimal, link: tuple[str, ...], words: NumberWords) -> bool:
    """Whether two numbers are a ratio: "three out of five", but "in" also counts places ("four in two raids")."""
    return link[-1] in words.words["sure_links"] or top == 1 or bottom == 10 or bottom == top + 1


def _ends_phrase(tokens: Tokens, i: int) -> bool:
    """Whether no noun follows that the fraction would describe ("a two-thirds majority")."""
    return tokens.kinds[i] != WORD or tokens.lower[i] in units().words["stop"]


def _small(tokens: Tokens, i: int, words: NumberWords) -> Decimal | None:
    if tokens.kinds[i] == NUMBER and tokens.texts[i].isdigit():
        value = Decimal(tokens.texts[i])
        return value if value <= 20 or value in (50, 100, 1000) else None
    return words.cardinals.get(tokens.lower[i])
