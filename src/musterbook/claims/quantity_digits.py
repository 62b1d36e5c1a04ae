"""The value of a number in digits, in whatever notation it is printed."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from musterbook.claims.quantity_tokens import VULGAR, Tokens

_EUROPEAN = re.compile(r"(\d{1,3}(?:[.\u00a0\u202f\u2009 ]\d{3})+),(\d{1,2})")
_FACTOR = re.compile(r"(\d+(?:\.\d+)?) ?[x×*] ?10\^(\d+)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,3})")
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 50, 64, 100})
"""Denominators in use; "24/7" and "9/11" are no fractions."""


def digits(text: str) -> Decimal:
    """The value of digits in any notation: "1,000", "1.000.000", "1.234,56", "10^6", "1.2E3", "3 x 10^6", "2½"."""
    if text[-1] in VULGAR:
        return Decimal(text[:-1] or 0) + Decimal(str(round(unicodedata.numeric(text[-1]), 4)))
    european = _EUROPEAN.fullmatch(text)
    if european is not None:
        return Decimal("".join(ch for ch in european[1] if ch.isdigit()) + "." + european[2])
    if text[-1].isdigit() and "e" in text.lower():
        return Decimal(text)
    factor = _FACTOR.fullmatch(text)
    if factor is not None:
        return Decimal(factor[1]) * Decimal(10) ** int(factor[2])
    base, power, exponent = text.partition("^")
    if base.count(".") > 1:
        base = base.replace(".", "")
    value = Decimal("".join(ch for ch in base if ch.isdigit() or ch == "."))
    return value ** int(exponent) if power else value


def slashed(tokens: Tokens, i: int) -> Fraction | None:
    """The proper fraction that is printed at token `i` with a slash: 3/4."""
    match = _SLASHED.fullmatch(tokens.texts[i])
    if match is None or int(match[2]) not in _DENOMINATORS or not 0 < int(match[1]) < int(match[2]):
        return None
    return Fraction(int(match[1]), int(match[2]))
