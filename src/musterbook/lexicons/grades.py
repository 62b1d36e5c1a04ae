"""The weights of the two learned scores: what a figure's surroundings say of it, and how far a claim can be trusted.

`en/grades.json` is written by `eval/train.py`, which says what the weights were learned on. Both are plain logistic
regressions: a score is a bias and the sum of the weights of what holds. Features are named in `musterbook.claims`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, fsum
from typing import Any

from musterbook.errors import LexiconError
from musterbook.model import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReader:
    """What a figure is, by its surroundings alone: a multinomial logistic regression.

    `values` are stages and measures, and NOTHING for a figure that no claim is about; `weights` has one number for each
    of them in each row.
    """

    values: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]

    def chances(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of every value; they sum to 1. Features that were never seen say nothing."""
        rows = [self.weights[name] for name in sorted(set(features)) if name in self.weights]
        scores = [fsum((bias, *(row[k] for row in rows))) for k, bias in enumerate(self.bias)]
        highest = max(scores)
        parts = [exp(score - highest) for score in scores]
        whole = fsum(parts)
        return {value: part / whole for value, part in zip(self.values, parts, strict=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """How likely a claim is right in full: a logistic regression over what is known of it.

    `floors` are the lowest probabilities of the grades, best first; what is below them is unsure.
    """

    bias: float
    weights: Mapping[str, float]
    floors: tuple[tuple[Grade, float], ...]

    def chance(self, signs: Mapping[str, float]) -> float:
        """The probability that a claim with these signs is right."""
        score = fsum((self.bias, *(self.weights.get(name, 0.0) * value for name, value in signs.items())))
        return 1 / (1 + exp(-score))

    def grade(self, signs: Mapping[str, float]) -> Grade:
        """The grade of a claim with these signs."""
        chance = self.chance(signs)
        return next((grade for grade, floor in self.floors if chance >= floor), Grade.UNSURE)


NOTHING = "nothing"
"""The value of a figure that no claim is about: a year, a price, somebody's age."""


@cache
def second_reader(language: str = "en") -> SecondReader:
    """The weights of the surroundings."""
    raw = _read(language)["surroundings"]
    return SecondReader(values=tuple(raw["values"]), bias=tuple(raw["bias"]), weights=raw["weights"])


@cache
def scorecard(language: str = "en") -> Scorecard:
    """The weights of the claims, and the floors of the grades."""
    raw = _read(language)["claims"]
    floors = tuple((Grade(name), float(floor)) for name, floor in raw["floors"].items())
    return Scorecard(bias=raw["bias"], weights=raw["weights"], floors=floors)


@cache
def _read(language: str) -> Any:
    try:
        return json.loads((files("musterbook.lexicons") / language / "grades.json").read_text("utf-8"))
    except (FileNotFoundError, json.JSONDecodeError) as error:
        raise LexiconError(f"lexicon {language}/grades.json: {error}") from error
