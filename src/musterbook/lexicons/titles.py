"""Titles of people, and the noun phrases that describe a party without its name."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from musterbook.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """en/titles.toml, each list as a set of lower-case words; the file's header says what each is for."""

    words: Mapping[str, frozenset[str]]
    solo: Mapping[str, frozenset[str]]
    nicknames: Mapping[str, str]
    title: frozenset[str]
    not_name: frozenset[str]

    def __getitem__(self, key: str) -> frozenset[str]:
        return self.words[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptors:
    """en/descriptors.toml: lists as sets of lower-case words, and the words that describe each region."""

    words: Mapping[str, frozenset[str]]
    regions: Mapping[str, str]

    def __getitem__(self, key: str) -> frozenset[str]:
        return self.words[key]


@cache
def titles() -> Titles:
    """The titles of English. Raises LexiconError for an entry that is not lower case."""
    data = _load("en/titles.toml")
    words = _sets(data, "titles.toml")
    title = words["heads"] | words["modifiers"] | words["portfolios"] | words["honorifics"]
    return Titles(
        words=words,
        solo={phrase: frozenset(heads) for phrase, heads in data["solo"].items()},
        nicknames=dict(data["nicknames"]),
        title=title,
        not_name=title | words["not_names"] | words["group_words"] | words["event_words"] | words["firm_words"],
    )


@cache
def descriptors() -> Descriptors:
    """The descriptions of English. Raises LexiconError for a region word that two regions share."""
    data = _load("en/descriptors.toml")
    regions: dict[str, str] = {}
    for slug, phrases in data["regions"].items():
        for phrase in phrases:
            if phrase in regions:
                raise LexiconError(f"descriptors.toml: {phrase!r} describes two regions")
            regions[phrase] = slug
    return Descriptors(words=_sets(data, "descriptors.toml"), regions=regions)


def _sets(data: Mapping[str, Any], name: str) -> dict[str, frozenset[str]]:
    words = {key: frozenset(value) for key, value in data.items() if isinstance(value, list)}
    for key, values in words.items():
        for value in values:
            if value != value.lower():
                raise LexiconError(f"{name}: {value!r} in {key} is not lower case")
    return words


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("musterbook.lexicons").joinpath(name).read_text("utf-8"))
