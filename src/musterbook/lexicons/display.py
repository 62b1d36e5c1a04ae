"""The display lexicon: how the views name stages, measures, bounds, dates and units in a language."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from musterbook.errors import LexiconError
from musterbook.model import (
    Certainty,
    Event,
    Family,
    Force,
    Measure,
    QuantityKind,
    Resource,
    Stage,
    Stance,
    Verdict,
)

FILE_NAME = "display.toml"

_VOCABULARIES: Mapping[str, Iterable[str]] = {
    "stages": Stage,
    "events": Event,
    "measures": Measure,
    "resources": Resource,
    "forces": Force,
    "kinds": QuantityKind,
    "verdicts": Verdict,
    "certainties": Certainty,
    "stances": Stance,
    "family": Family,
    "families": Family,
    "bounds": ("at_least", "at_most", "about", "to", "to_below_zero", "unknown", "unnumbered", "unstated"),
    "bound_words": ("exactly", "at_least", "at_most", "between", "unknown", "about"),
}
"""Sections that must name every member, so that a new stage cannot reach a reader without its label."""

_PLAIN_SECTIONS = ("units", "scale", "dates", "columns", "phrases", "sentences")


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """The labels of one language; every mapping is keyed by the value of a vocabulary."""

    stages: Mapping[str, str]
    events: Mapping[str, str]
    measures: Mapping[str, str]
    resources: Mapping[str, str]
    forces: Mapping[str, str]
    kinds: Mapping[str, str]
    verdicts: Mapping[str, str]
    certainties: Mapping[str, str]
    stances: Mapping[str, str]
    family: Mapping[str, str]
    families: Mapping[str, str]
    bounds: Mapping[str, str]
    bound_words: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    scale: tuple[tuple[int, str], ...]
    months: tuple[str, ...]
    dates: Mapping[str, str]
    columns: Mapping[str, str]
    phrases: Mapping[str, str]
    abbreviations: frozenset[str]

    def say(self, phrase: str, **slots: object) -> str:
        """A phrase with its slots filled."""
        return self.phrases[phrase].format(**slots)

    def count(self, phrase: str, count: int) -> str:
        """The phrase `<phrase>_one` or `<phrase>_many` with its count."""
        return self.phrases[f"{phrase}_one" if count == 1 else f"{phrase}_many"].format(count=count)

    def act(self, value: str) -> str:
        """The label of a stage, an event or a measure, whichever it is; an unknown value is its own label."""
        return self.stages.get(value) or self.events.get(value) or self.measures.get(value) or value


@cache
def display(language: str = "en") -> Display:
    """The display lexicon of `language`; raises LexiconError where a label is missing or of the wrong shape."""
    path = files("musterbook.lexicons").joinpath(language, FILE_NAME)
    where = f"{language}/{FILE_NAME}"
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{where}: {error}") from error
    for section in (*_VOCABULARIES, *_PLAIN_SECTIONS):
        if not isinstance(table.get(section), dict):
            raise LexiconError(f"{where}: section [{section}] is missing")
    for section, members in _VOCABULARIES.items():
        missing = [str(member) for member in members if not isinstance(table[section].get(str(member)), str)]
        if missing:
            raise LexiconError(f"{where}: [{section}] has no label for {', '.join(missing)}")
    return _checked(table, where)


def _checked(table: dict[str, Any], where: str) -> Display:
    months = tuple(table["dates"].get("months", ()))
    if len(months) != 12:
        raise LexiconError(f"{where}: [dates] months must name twelve months")
    try:
        units = {unit: (str(one), str(many)) for unit, (one, many) in table["units"].items()}
        scale = tuple((int(factor), str(suffix)) for factor, suffix in table["scale"]["steps"])
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"{where}: [units] and [scale] hold pairs: {error}") from error
    return Display(
        **{section: dict(table[section]) for section in _VOCABULARIES},
        units=units,
        scale=scale,
        months=months,
        dates={key: value for key, value in table["dates"].items() if isinstance(value, str)},
        columns=dict(table["columns"]),
        phrases=dict(table["phrases"]),
        abbreviations=frozenset(table["sentences"].get("abbreviations", ())),
    )
