"""Quantities in running text: numbers with their bounds, unit and kind (METHOD section 3).

One pass over the tokens; each token that can begin a number is read once. Years, ages, times, dates, names with
numbers, scores, addresses and durations are no quantities.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from musterbook.claims.quantity_bounds import Bounds, bound_behind, bounds_of, collective_before
from musterbook.claims.quantity_digits import slashed
from musterbook.claims.quantity_guards import is_date, is_name, is_no_count, is_year
from musterbook.claims.quantity_kinds import kind_of
from musterbook.claims.quantity_money import money_before, read_cents, read_money, symbol_code
from musterbook.claims.quantity_numbers import Number, read_number
from musterbook.claims.quantity_tokens import CURRENCY, NAME, NUMBER, PUNCT, WORD, Tokens, tokenize
from musterbook.claims.quantity_units import Unit, read_unit
from musterbook.lexicons.currencies import currencies
from musterbook.lexicons.numbers import NumberWords, number_words
from musterbook.lexicons.units import PERCENT, PERSON, units
from musterbook.model import Quantity, QuantityKind

_BEYOND = Decimal(10) ** 18
"""Digits that long are an identifier, not a count."""

_LEAST_CENTS = 10
"""Hundredths without their name have two digits: "2 pounds 50"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One number or range with its unit: tokens [first, end); `ranged` when two numbers bound it."""

    first: int
    end: int
    number: Number
    top: Number | None
    unit: Unit
    money: bool = False
    behind: frozenset[str] = frozenset()
    cue_start: int = 0

    @property
    def number_end(self) -> int:
        """The token after the number or range, before its unit."""
        return self.top.end if self.top else self.number.end


def quantities(text: str) -> list[Quantity]:
    """Every quantity of `text`, left to right, without overlaps.

    `start` and `end` are code points and cover the number with its bound words, currency and unit noun phrase. A share
    is in percent, money in major units of its ISO 4217 code, an elliptic number ("another 200") has the unit "".
    """
    tokens = tokenize(text)
    words = number_words()
    starters = _starters(words)
    found: list[Quantity] = []
    i, previous, size = 0, 0, len(tokens)
    kinds, lower = tokens.kinds, tokens.lower
    while i < size:
        kind = kinds[i]
        if kind == WORD:
            if lower[i] not in starters:
                i += 1
                continue
        elif kind != NUMBER and kind != CURRENCY and (kind != NAME or slashed(tokens, i) is None):
            i += 1
            continue
        reading = _read(tokens, i, words, previous)
        if reading is None:
            i += 1
            continue
        quantity = None if _refused(tokens, reading) else _quantity(tokens, reading, previous)
        if quantity is not None:
            found.append(quantity)
            previous = max(reading.end, i + 1)
        i = max(reading.end, i + 1)
    return found


def _starters(words: NumberWords) -> frozenset[str]:
    lists = (words.cardinals, words.vague, words.fractions, words.scales, words.words["articles"], words.words["few"])
    return frozenset(word for names in lists for word in names) | {
        words.single["multi"],
        words.single["point"],
        *words.couples,
    }


def _read(tokens: Tokens, i: int, words: NumberWords, previous: int) -> _Reading | None:
    if tokens.kinds[i] == CURRENCY:
        return _read_money(tokens, i, words)
    number = read_number(tokens, i)
    if number is None:
        return None
    top = _range_top(tokens, i, number, words, money=False)
    end = top.end if top else number.end
    end, label = bound_behind(tokens, end)
    of_money = number.vague and tokens.lower[end] == words.single["of"]
    after = read_money(tokens, end + of_money)
    if after is not None:
        return _named_money(tokens, i, number, top, after)
    named = money_before(tokens, i, previous)
    if named is not None:
        unit = Unit(name=named[0], end=end, known=True)
        return _Reading(first=named[1], end=end, number=number, top=top, unit=unit, money=True)
    percent = _percent(tokens, end, words)
    if percent > end or number.share:
        return _Reading(first=i, end=percent, number=number, top=top, unit=Unit(name=PERCENT, end=percent, known=True))
    alone = top is None and number.value == 1 and not number.plain
    unit = read_unit(tokens, end, singular=top is None and number.value == 1, vague=number.vague or number.approx)
    if unit.proper and (number.scaled or not _counts_names(tokens, i, number)):
        unit = Unit(name="", end=end)
    if alone and not number.scaled and (not unit.known or unit.subset):
        return None
    behind = frozenset((label,)) if label else frozenset()
    return _Reading(first=i, end=max(unit.end, end), number=number, top=top, unit=unit, behind=behind, cue_start=end)


def _counts_names(tokens: Tokens, i: int, number: Number) -> bool:
    """Whether the number at `i` can count a capitalised singular: a whole number that is not part of a name itself."""
    if number.value != number.value.to_integral_value() or tokens.texts[i][:1].isupper() or tokens.glued(i):
        return False
    before = tokens.texts[i - 1] if i else ""
    return not before[:1].isupper() or tokens.lower[i - 1] in units().words["stop"]


def _read_money(tokens: Tokens, i: int, words: NumberWords) -> _Reading | None:
    """A currency symbol, then a number: "US$10.8m", "CAD $100 million", "$2-3 billion"."""
    code, j = symbol_code(tokens, i), i + 1
    if tokens.lower[j] == "." and tokens.glued(j):
        j += 1
    if tokens.kinds[j] == CURRENCY:
        j += 1
    number = read_number(tokens, j, money=True)
    if number is None or (tokens.kinds[j] != NUMBER and not (number.scaled and tokens.kinds[j] == WORD)):
        return None
    top = _range_top(tokens, i, number, words, money=True)
    end = top.end if top else number.end
    after = read_money(tokens, end)
    if after is not None and not after[2] and tokens.kinds[end] != CURRENCY:
        code, end = after[0], after[1]
    if top is None and not number.scaled:
        number, end = _with_cents(tokens, number, code, end)
    return _Reading(first=i, end=end, number=number, top=top, unit=Unit(name=code, end=end, known=True), money=True)


def _with_cents(tokens: Tokens, number: Number, code: str, end: int) -> tuple[Number, int]:
    """Add the hundredths behind a sum: "5 dollars and 20 cents", "1 euro 50 cents"."""
    joined = tokens.lower[end] in number_words().words["conjunctions"]
    bare = _bare_cents(tokens, end + joined, number, joined=joined)
    if bare is not None:
        return bare
    j = end + joined
    if tokens.kinds[j] not in (NUMBER, WORD):
        return number, end
    cents = read_number(tokens, j)
    small = read_cents(tokens, cents.end, code) if cents is not None and not cents.share else None
    if cents is None or small is None or cents.value >= 100:
        return number, end
    return replace(number, value=number.value + cents.value / 100), small[1]


def _bare_cents(tokens: Tokens, j: int, number: Number, *, joined: bool) -> tuple[Number, int] | None:
    """Hundredths without their name at token `j`: "2 pounds 50", "$100 and fifty", "and a half"."""
    half = j + (tokens.lower[j] in number_words().words["articles"])
    if joined and tokens.lower[half] == number_words().single["half"] and _closes(tokens, half + 1):
        return replace(number, value=number.value + Decimal("0.5")), half + 1
    cents = read_number(tokens, j) if tokens.kinds[j] in (NUMBER, WORD) and not tokens.glued(j) else None
    if cents is None or cents.share or cents.vague or cents.scaled or not _closes(tokens, cents.end):
        return None
    whole = cents.value == int(cents.value) and number.value == int(number.value)
    if not whole or not _LEAST_CENTS <= cents.value < 100 or (joined and tokens.kinds[j] == NUMBER):
        return None
    return replace(number, value=number.value + cents.value / 100), cents.end


def _closes(tokens: Tokens, i: int) -> bool:
    """Whether nothing stands at token `i` that a number before it could count."""
    return tokens.kinds[i] == PUNCT and tokens.lower[i] not in ("%", "-", "–", "(", "/")


def _named_money(
    tokens: Tokens, i: int, number: Number, top: Number | None, after: tuple[str, int, bool]
) -> _Reading | None:
    """A number, then a currency name: "500 million euros", "thirteen dollars and forty-five cents"."""
    code, end, minor = after
    if minor:
        number = replace(number, value=number.value / 100)
        top = replace(top, value=top.value / 100) if top else None
    elif tokens.lower[end - 1] in currencies().weights and not number.scaled and _weighs(tokens, end):
        unit = Unit(name="pound", end=end, noun=tokens.texts[end - 1], known=True)
        return _Reading(first=i, end=end, number=number, top=top, unit=unit)
    elif top is None:
        number, end = _with_cents(tokens, number, code, end)
    return _Reading(first=i, end=end, number=number, top=top, unit=Unit(name=code, end=end, known=True), money=True)


def _weighs(tokens: Tokens, end: int) -> bool:
    return tokens.lower[end] == number_words().single["of"]


def _percent(tokens: Tokens, i: int, words: NumberWords) -> int:
    i_after = i + (tokens.lower[i] == "-" and tokens.glued(i))
    if tokens.lower[i_after] in words.words["percent"]:
        return i_after + 1
    return i + 2 if tokens.lower[i : i + 2] in words.percent_pairs else i


def _range_top(tokens: Tokens, i: int, low: Number, words: NumberWords, *, money: bool) -> Number | None:
    """The upper number of a range that begins with `low` at token `i`."""
    j = _percent(tokens, low.end, words)
    dash = tokens.lower[j] in words.words["range_dashes"]
    opener = tokens.lower[i - 1] if i else ""
    between = opener == words.single["between"]
    link = dash or tokens.lower[j] == words.single["to"] or (between and tokens.lower[j] == words.single["and"])
    if not link or low.share or low.vague:
        return None
    if opener in words.words["range_openers"] and not between and _changes(tokens, i - 2, words):
        return None
    if not money and tokens.kinds[j + 1] == CURRENCY:
        return None
    k = j + 1 + (tokens.kinds[j + 1] == CURRENCY)
    top = read_number(tokens, k, money=money)
    alike = tokens.kinds[k] == (NUMBER if money else tokens.kinds[i])
    return None if top is None or top.share or top.vague or (dash and not alike) else top


def _changes(tokens: Tokens, i: int, words: NumberWords) -> bool:
    return any(tokens.lower[j] in words.words["range_change"] for j in range(max(i - 4, 0), i + 1))


def _refused(tokens: Tokens, reading: _Reading) -> bool:
    """Whether the number is no quantity."""
    if reading.unit.other or reading.number.value >= _BEYOND:
        return True
    if reading.money or reading.unit.name == PERCENT:
        return False
    if reading.number.plain and _in_code(tokens, reading.number_end):
        return True
    if is_name(tokens, reading.first, reading.end) or is_no_count(tokens, reading.first, reading.end):
        return True
    if is_date(tokens, reading.first, reading.number_end):
        return True
    return reading.number.plain and is_year(tokens, reading.first, known=reading.unit.known)


def _in_code(tokens: Tokens, end: int) -> bool:
    """Whether letters go on directly behind the digits: "3D", "4x4", "0x1F"."""
    if not tokens.glued(end) or tokens.kinds[end] not in (WORD, NAME) or not tokens.texts[end][:1].isalpha():
        return False
    return (tokens.lower[end],) not in units().measures and tokens.lower[end] not in units().words["sizes"] | {"s"}


def _quantity(tokens: Tokens, reading: _Reading, previous: int) -> Quantity | None:
    number, top, unit = reading.number, reading.top, reading.unit
    low, high = number.value, number.value
    if top is not None:
        if top.scaled and not number.scaled and number.value < top.value:
            spread = _spread(number.value, top)
            low = spread
        high = top.value
        if low > high:
            return None
    sign = _sign(tokens, reading, previous)
    if sign:
        low, high = -high, -low
        reading = replace(reading, first=reading.first - 1)
    end, label = bound_behind(tokens, reading.end)
    behind = reading.behind | {label} if label else reading.behind
    first = reading.first
    if top is not None and first > previous and tokens.lower[first - 1] in number_words().words["range_openers"]:
        first -= 1
    bounds = bounds_of(tokens, first, end, previous=previous, behind=behind)
    noun = unit.noun
    if not unit.name and (noun := collective_before(tokens, bounds.first, previous)):
        unit = replace(unit, name=PERSON)
    start, stop = tokens.starts[bounds.first], tokens.ends[bounds.end - 1]
    return Quantity(
        low=None if bounds.ceiling else _plain(low),
        high=None if bounds.open or (number.vague and not bounds.ceiling) else _plain(high),
        unit=unit.name,
        kind=_kind(tokens, reading, bounds, previous),
        approx=bounds.approx or number.approx,
        text=tokens.source[start:stop],
        start=start,
        end=stop,
        noun=noun,
    )


def _sign(tokens: Tokens, reading: _Reading, previous: int) -> bool:
    """Whether a minus stands before a measure or a percentage; counts and sums are never negative."""
    before = reading.first - 1
    measured = reading.unit.name == PERCENT or (reading.unit.noun.lower(),) in units().measures
    if before < previous or not measured:
        return False
    words = number_words().words
    if tokens.lower[before] in words["negatives"]:
        return True
    dash = tokens.lower[before] in words["range_dashes"] and tokens.glued(reading.first)
    opens = before == 0 or tokens.lower[before - 1] == "\n" or tokens.glued(before)
    return dash and before > 0 and not opens


def _kind(tokens: Tokens, reading: _Reading, bounds: Bounds, previous: int) -> QuantityKind:
    if reading.unit.name == PERCENT:
        return QuantityKind.SHARE
    kind = kind_of(tokens, bounds.first, reading.cue_start or reading.number_end, bounds.end, previous=previous)
    if kind is not QuantityKind.UNKNOWN:
        return kind
    if reading.unit.subset:
        return QuantityKind.SUBSET
    return QuantityKind.CEILING if bounds.limit else kind


def _plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without an exponent: 2500000, not 2500000.0 or 2.5E+6."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _spread(value: Decimal, top: Number) -> Decimal:
    """The lower number in the scale of the upper one: 5 in "5 to 10 million"."""
    scale = Decimal(1)
    while top.value / (scale * 1000) >= 1 and value * scale * 1000 <= top.value:
        scale *= 1000
    return value * scale
