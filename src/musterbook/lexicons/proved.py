"""Which rules and grades have proved themselves on missions that nothing was tuned on (METHOD section 5).

`proved.toml` is written by `eval/proving.py --write`: for each rule, and for each grade of `musterbook.claims.grades`,
how many of its claims were right, and how many it read. A rule's variants for headlines and shortened clauses share its
frames and its proof.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import sqrt

from musterbook.errors import LexiconError

Z = 1.96
"""Standard deviations that a 95 % interval spans on each side."""


@cache
def stem(rule: str) -> str:
    """The rule that a variant belongs to: `commitment.give.headline` is `commitment.give`."""
    return ".".join(rule.split(".")[:2])


def lower_bound(right: int, cases: int) -> float:
    """The lower bound of the 95 % interval (Wilson) of a precision; 0 without cases."""
    if cases == 0:
        return 0.0
    p, n = right / cases, cases
    return (p + Z * Z / (2 * n) - Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))) / (1 + Z * Z / n)


def proofs() -> Mapping[str, tuple[int, int]]:
    """Rule -> (right, cases). Raises LexiconError for a line that is no such pair."""
    return _table("rules")


def grade_proofs() -> Mapping[str, tuple[int, int]]:
    """Grade -> (right, cases). Raises LexiconError for a line that is no such pair."""
    return _table("grades")


@cache
def _table(name: str) -> Mapping[str, tuple[int, int]]:
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath("proved.toml").read_text("utf-8"))
    found = {}
    for key, counts in data.get(name, {}).items():
        if not (isinstance(counts, list) and len(counts) == 2 and 0 <= counts[0] <= counts[1]):
            raise LexiconError(f"proved.toml: {key} needs [right, cases]")
        found[key] = (int(counts[0]), int(counts[1]))
    return found


@cache
def proved_rules(least_cases: int, least_precision: float) -> frozenset[str]:
    """The rules with cases enough whose precision is at least this high with 95 % confidence."""
    return _good_enough(proofs(), least_cases, least_precision)


@cache
def proved_grades(least_cases: int, least_precision: float) -> frozenset[str]:
    """The grades with cases enough whose precision is at least this high with 95 % confidence."""
    return _good_enough(grade_proofs(), least_cases, least_precision)


def _good_enough(found: Mapping[str, tuple[int, int]], least_cases: int, least_precision: float) -> frozenset[str]:
    return frozenset(
        name
        for name, (right, cases) in found.items()
        if cases >= least_cases and lower_bound(right, cases) >= least_precision
    )
