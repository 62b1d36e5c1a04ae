"""Currencies: the symbols and names that stand for an ISO 4217 code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from musterbook.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class Currencies:
    """`symbols` maps a symbol as printed to its code; `names` a name as a tuple of words in lower case.

    `ambiguous` are names of several currencies, mapped to their singular; `minor` are names of hundredths.
    """

    symbols: Mapping[str, str]
    names: Mapping[tuple[str, ...], str]
    ambiguous: Mapping[str, str]
    minor: Mapping[str, str]
    weights: frozenset[str]
    longest_name: int


@cache
def currencies() -> Currencies:
    """The currency table. Raises LexiconError for a code that is not three capitals or a symbol with two codes."""
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath("en/currencies.toml").read_text("utf-8"))
    ambiguous = {form: name for name in data.pop("ambiguous") for form in (name, name + "s")}
    minor, weights = data.pop("minor"), frozenset(data.pop("weights"))
    symbols: dict[str, str] = {}
    names: dict[tuple[str, ...], str] = {}
    for code, row in data.items():
        if not (len(code) == 3 and code.isascii() and code.isupper()):
            raise LexiconError(f"currencies.toml: {code!r} is no ISO 4217 code")
        for symbol in row["symbols"]:
            if symbols.setdefault(symbol, code) != code:
                raise LexiconError(f"currencies.toml: {symbol!r} stands for {symbols[symbol]} and {code}")
        for name in row["names"]:
            names[tuple(name.split())] = code
            names.setdefault(tuple((name + "s").split()), code)
        for name in row.get("plurals", {}):
            names[tuple(name.split())] = code
    return Currencies(
        symbols=symbols,
        names=names,
        ambiguous=ambiguous,
        minor=minor,
        weights=weights,
        longest_name=max(map(len, names)),
    )
