"""The words of the gate (what a document is about) and of the screen (what a claim can begin with)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from musterbook.lexicons.commitments import commitments, mission_nouns, resources
from musterbook.lexicons.frames import milestones, read_toml, speech
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.situations import situations


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The gate's words and limits; en/topic.toml explains each field."""

    language: str
    points: int
    few_points: int
    strong_weight: int
    short_words: int
    long_words: int
    each_words: int
    most_points: int
    strong: tuple[str, ...]
    plain: tuple[str, ...]
    giving: re.Pattern[str]


LIMITS = ("points", "few_points", "strong_weight", "short_words", "long_words", "each_words", "most_points")


@cache
def topic(language: str = "en") -> Topic:
    """The gate's lexicon."""
    raw = read_toml(language, "topic")
    giving = "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in raw["giving"])
    return Topic(
        language=language,
        giving=re.compile(rf"\b(?:{giving})\b", re.IGNORECASE),
        strong=tuple(raw["strong"]),
        plain=tuple(raw["plain"]),
        **{name: raw[name] for name in LIMITS},
    )


@cache
def trigger_words(language: str = "en") -> frozenset[str]:
    """Every word (of a phrase its longest) with which some rule begins: a line without any can hold no claim."""
    c, s, n = commitments(language), situations(language), number_words()
    tables: list[Any] = [
        *(c.stance_verbs, c.stance_adjectives, c.stance_nouns, c.deeds, c.motions, c.nominals, c.expected, c.totals),
        *(c.presence_verbs, c.presence_placed, c.packages, c.present, resources(language), mission_nouns(language)),
        *(s.fates, s.territory_verbs, s.retaken, s.victims, *s.strength.values(), *s.strength_verbs.values()),
        *(*s.funding.values(), *s.funding_verbs.values(), speech(language).verbs),
        *(n.cardinals, n.vague, n.fractions, n.scales),
        *(words for measure in s.measures for words in (measure.nouns, measure.adjectives, *measure.extra.values())),
        *(words for frame in milestones(language) for words in (frame.verbs, frame.nouns)),
        *speech(language).according,
    ]
    return frozenset(max(word.split(), key=len) for table in tables for word in _names(table))


def _names(table: Mapping[str, Any] | frozenset[str] | tuple[str, ...]) -> Iterator[str]:
    return iter(table)
