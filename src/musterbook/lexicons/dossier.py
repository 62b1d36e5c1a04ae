"""The words of the dossier: headings, notes and labels of one language, checked once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from musterbook.errors import LexiconError

FILE_NAME = "dossier.toml"

_TEXT_SECTIONS = (
    "headings",
    "page",
    "glance",
    "accounts",
    "mandates",
    "timeline",
    "situation",
    "disputes",
    "quotes",
    "assertions",
    "sources",
    "unknown",
    "assertion_verdicts",
    "how_dated",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierWords:
    """The words of the dossier by part of the page, and the counted things as (for one, for many)."""

    sections: Mapping[str, Mapping[str, str]]
    counts: Mapping[str, tuple[str, str]]
    months: tuple[str, ...]

    def say(self, section: str, key: str, **slots: object) -> str:
        """The text at `section`.`key` with its slots filled."""
        return self.sections[section][key].format(**slots)

    def count(self, n: int, thing: str) -> str:
        """ "1 source", "12 sources"."""
        one, many = self.counts[thing]
        return (one if n == 1 else many).format(n=f"{n:,}")

    def known_as(self, section: str, name: str) -> str:
        """What a reader calls `name`; a name that the section does not hold is its own word."""
        return self.sections[section].get(name, name)


@cache
def dossier_words(language: str = "en") -> DossierWords:
    """The dossier's words in `language`; raises LexiconError where a section is missing or holds no text."""
    where = f"{language}/{FILE_NAME}"
    path = files("musterbook.lexicons").joinpath(language, FILE_NAME)
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{where}: {error}") from error
    for name in _TEXT_SECTIONS:
        section = table.get(name)
        if not isinstance(section, dict) or not all(isinstance(text, str) for text in section.values()):
            raise LexiconError(f"{where}: section [{name}] must hold texts")
    months = table.get("months", {}).get("full")
    if not (isinstance(months, list) and len(months) == 12 and all(isinstance(name, str) for name in months)):
        raise LexiconError(f"{where}: [months] full must name twelve months")
    return DossierWords(
        sections=MappingProxyType({name: MappingProxyType(table[name]) for name in _TEXT_SECTIONS}),
        counts=MappingProxyType(_pairs(table.get("counts"), where)),
        months=tuple(months),
    )


def _pairs(section: object, where: str) -> dict[str, tuple[str, str]]:
    if not isinstance(section, dict):
        raise LexiconError(f"{where}: section [counts] is missing")
    for thing, pair in section.items():
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)):
            raise LexiconError(f"{where}: [counts] {thing} must be a pair of texts")
    return {thing: (one, many) for thing, (one, many) in section.items()}
