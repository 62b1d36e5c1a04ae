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

    `shared` maps every form of a word that several states use to code by state ("" is what the bare word means in
    the news, where it means one, "scaled" what it means behind "million"); `shared_symbols` does so for symbols.
    `twins` maps a code to those of its namesakes by state ("CFA francs" in Chad).
    `minor` are names of hundredths, `cents` those that any currency may have (with a state, of its `whole`);
    `common` are names that are other words too. `scaled_symbols` are letters that stand for a currency only where a
    word of `big` follows ("R500 million"). `families` maps the last word of a name to the codes of the states that
    have such a currency ("dollar" to JM and JMD; a code begins with its state's). `prefixes` are the names that may
    stand before digits, `prefix_ends` their last words. `first_words` is every first word of a name, to look it up
    once.
    """

    symbols: Mapping[str, str]
    names: Mapping[tuple[str, ...], str]
    shared: Mapping[str, dict[str, str]]
    shared_symbols: Mapping[str, dict[str, str]]
    twins: Mapping[str, dict[str, str]]
    minor: Mapping[tuple[str, ...], str]
    cents: frozenset[str]
    whole: str
    common: frozenset[str]
    weights: frozenset[str]
    scaled_symbols: frozenset[str]
    big: frozenset[str]
    families: Mapping[str, Mapping[str, str]]
    prefixes: frozenset[tuple[str, ...]]
    prefix_ends: frozenset[str]
    first_words: frozenset[str]
    longest_name: int


def _spellings(symbol: str) -> tuple[str, ...]:
    """A symbol of letters and a sign, also in small letters and with a blank: "HK$", "hk$", "HK $", "hk $"."""
    letters, sign = symbol[:-1], symbol[-1]
    if sign.isalnum() or len(letters) < 2 or not letters.isalpha():
        return (symbol,)
    return symbol, letters.lower() + sign, f"{letters} {sign}", f"{letters.lower()} {sign}"


def _families(names: Mapping[tuple[str, ...], str], shared: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Codes by state for every noun that ends a name of a currency: ISO 4217 builds a code on that of its state."""
    found: dict[str, dict[str, str]] = {}
    for name, code in names.items():
        found.setdefault(name[-1], {}).setdefault(code[:2], code)
    for noun, states in shared.items():
        found[noun] = found.get(noun, {}) | {state: code for state, code in states.items() if len(state) == 2}
    return found


@cache
def currencies() -> Currencies:
    """The currency table.

    Raises LexiconError for a code that is not three capitals, a symbol with two codes, or a prefix that is no name.
    """
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath("en/currencies.toml").read_text("utf-8"))
    minor = {tuple(name.split()): code for name, code in data.pop("minor").items()}
    weights, cents, whole = frozenset(data.pop("weights")), frozenset(data.pop("cents")), data.pop("whole")
    common = frozenset(data.pop("common"))
    prefixes = frozenset(tuple(name.split()) for name in data.pop("prefixes"))
    shared: dict[str, dict[str, str]] = {}
    for row in data.pop("shared"):
        shared |= dict.fromkeys(row["forms"], row["states"])
    shared_symbols, twins = data.pop("shared_symbols"), data.pop("twins")
    scaled = data.pop("scaled_symbols")
    big = frozenset(data.pop("big"))
    symbols: dict[str, str] = dict(scaled)
    names: dict[tuple[str, ...], str] = {}
    for code, row in data.items():
        if not (len(code) == 3 and code.isascii() and code.isupper()):
            raise LexiconError(f"currencies.toml: {code!r} is no ISO 4217 code")
        for symbol in row["symbols"]:
            for form in _spellings(symbol):
                symbols.setdefault(form, code)
            if symbols[symbol] != code:
                raise LexiconError(f"currencies.toml: {symbol!r} stands for {symbols[symbol]} and {code}")
        for name in row["names"]:
            names[tuple(name.split())] = code
            names.setdefault(tuple((name + "s").split()), code)
        for name in row.get("plurals", {}):
            names[tuple(name.split())] = code
    for prefix in prefixes:
        if prefix[0].upper() in data:
            names.setdefault(prefix, prefix[0].upper())
        if prefix not in names:
            raise LexiconError(f"currencies.toml: the prefix {' '.join(prefix)!r} is no name of a currency")
    return Currencies(
        symbols=symbols,
        names=names,
        shared=shared,
        shared_symbols=shared_symbols,
        twins=twins,
        minor=minor,
        cents=cents,
        whole=whole,
        common=common,
        weights=weights,
        scaled_symbols=frozenset(scaled),
        big=big,
        families=_families(names, shared),
        prefixes=prefixes,
        prefix_ends=frozenset(name[-1] for name in prefixes),
        first_words=frozenset(name[0] for name in (*names, *minor)) | frozenset(shared),
        longest_name=max(map(len, names)),
    )
