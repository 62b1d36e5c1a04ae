"""Words that make numbers, bound them, and say what they count."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from musterbook.errors import LexiconError

Phrase = tuple[str, ...]
PhraseIndex = Mapping[str, tuple[tuple[Phrase, str], ...]]
"""Phrases by the word at which a search meets them, longest first, each with its class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """The number lexicon, ready for look-up.

    `before` indexes bound phrases by their last word (they are met going left), `after` by their first.
    `cues_before` and `cues_after` do the same for kinds.
    """

    cardinals: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    attached: Mapping[str, Decimal]
    spaced: Mapping[str, Decimal]
    capital: Mapping[str, Decimal]
    money: Mapping[str, Decimal]
    vague: Mapping[str, Decimal]
    fractions: Mapping[str, Fraction]
    before: PhraseIndex
    after: PhraseIndex
    cues_before: PhraseIndex
    cues_after: PhraseIndex
    cues_wide: PhraseIndex
    windows: Mapping[str, int]
    words: Mapping[str, frozenset[str]]
    single: Mapping[str, str]
    couples: Mapping[str, Decimal]
    percent_pairs: frozenset[Phrase]
    share_links: tuple[Phrase, ...]


def _read() -> dict[str, Any]:
    text = resources.files("musterbook.lexicons").joinpath("en/numbers.toml").read_text("utf-8")
    return tomllib.loads(text)


def _decimals(table: Mapping[str, Any], *, where: str) -> dict[str, Decimal]:
    for word, value in table.items():
        if not isinstance(value, int):
            raise LexiconError(f"numbers.toml: {where}.{word} is no whole number")
    return {word: Decimal(value) for word, value in table.items()}


def index(phrases: Mapping[str, list[str]], *, last: bool) -> dict[str, tuple[tuple[Phrase, str], ...]]:
    """Phrases by first (or last) word, longest first; the key of `phrases` is the class of its phrases."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for label, lines in phrases.items():
        for line in lines:
            words = tuple(line.split())
            if not words:
                raise LexiconError(f"empty phrase in class {label}")
            found.setdefault(words[-1] if last else words[0], []).append((words, label))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in found.items()}


@cache
def number_words() -> NumberWords:
    """The number lexicon of English. Raises LexiconError when the file breaks its own rules."""
    data = _read()
    bounds, kinds = data["bounds"], data["kinds"]
    fractions = {}
    for word, (top, bottom) in data["fractions"].items():
        if bottom <= 0:
            raise LexiconError(f"numbers.toml: fractions.{word} has no denominator")
        fractions[word] = Fraction(top, bottom)
    names = (
        "articles",
        "few",
        "conjunctions",
        "determiners",
        "pronouns",
        "percent",
        "strong",
        "plus",
        "streets",
        "ordinal_suffixes",
    )
    words = {name: frozenset(data[name]) for name in names}
    words |= {
        name: frozenset(data[name])
        for name in ("clock", "metres_after", "multiples", "year_openers", "negatives", "no_point", "per")
    }
    words |= {
        f"range_{name}": frozenset(data["range"][name]) for name in ("openers", "links", "dashes", "hyphens", "change")
    }
    words |= {f"age_{name}": frozenset(data["ages"][name]) for name in ("before", "after", "verbs", "subjects")}
    words |= {name: frozenset(data[name]) for name in ("odd", "parting", "sure_fractions", "sure_links")}
    words["plural_labels"] = frozenset(data["labels"]["plural"])
    words["label_breakers"] = frozenset(data["labels"]["breakers"])
    words["tight"] = frozenset(data["tight"]["cues"])
    words["labels"] = frozenset(data["labels"]["nouns"])
    words["particles"] = frozenset(data["particles"]["words"])
    words["particle_verbs"] = frozenset(data["particles"]["verbs"])
    words["comparing"] = frozenset(bounds["comparing"])
    words["age_bounds"] = frozenset(bounds["ages_after_people"])
    single = {name: data[name] for name in ("half", "point", "multi", "of", "one", "hundred")}
    single |= {"to": data["range"]["to"], "between": data["range"]["between"], "and": data["range"]["between_link"]}
    single |= {"no": data["labels"]["no"], "since": data["windows"].pop("since_word"), "plus_sign": data["plus_sign"]}
    single |= {"than": data["tight"]["except"]}
    single |= {"group": data["labels"]["group"], "age": data["ages"]["before_of"]}
    return NumberWords(
        cardinals=_decimals(data["cardinals"], where="cardinals"),
        scales=_decimals(data["scales"], where="scales"),
        attached=_decimals(data["suffixes"]["attached"], where="suffixes.attached"),
        spaced=_decimals(data["suffixes"]["spaced"], where="suffixes.spaced"),
        capital=_decimals(data["suffixes"]["capital"], where="suffixes.capital"),
        money=_decimals(data["suffixes"]["money"], where="suffixes.money"),
        vague=_decimals(data["vague"], where="vague"),
        fractions=fractions,
        before=index({name: bounds[name] for name in ("low", "high", "ceiling", "approx", "neutral")}, last=True),
        after=index({name[6:]: bounds[name] for name in ("after_low", "after_high", "after_approx")}, last=False),
        cues_before=index({kind: [*cues["before"], *_ranked(cues)] for kind, cues in kinds.items()}, last=True),
        cues_after=index({kind: cues["after"] for kind, cues in kinds.items()}, last=False),
        cues_wide=index({"cumulative": data["wide"]["cumulative"] + data["wide"]["since"]}, last=True),
        windows=data["windows"],
        words=words,
        single=single,
        couples=_decimals(data["couples"], where="couples"),
        percent_pairs=frozenset(tuple(pair) for pair in data["percent_pairs"]),
        share_links=tuple(tuple(link) for link in data["share_links"]),
    )


def _ranked(cues: Mapping[str, Any]) -> list[str]:
    """ "first contingent of", "second batch of": every ordinal with every word for what comes in parts."""
    return [f"{one} {what} of" for one in cues.get("ordinals", ()) for what in cues.get("arriving", ())]
