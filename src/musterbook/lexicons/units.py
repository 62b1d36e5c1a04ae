"""What numbers count: people, states, households, goods and measures."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from musterbook.errors import LexiconError

PERSON, STATE, HOUSEHOLD, PERCENT = "person", "state", "household", "percent"
"""Units of METHOD section 3 that are not the printed noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The unit lexicon, ready for look-up.

    `nouns` maps every known form (singular and plural, lower case) to its unit; `plural` the plural
    forms and those countable without one; `words` the closed lists of the file.
    """

    nouns: Mapping[str, str]
    plural: frozenset[str]
    compounds: Mapping[tuple[str, str], str]
    measures: Mapping[tuple[str, ...], str]
    irregular: Mapping[str, str]
    collectives: frozenset[str]
    members: Mapping[str, str]
    designations: Mapping[str, str]
    words: Mapping[str, frozenset[str]]


def plural_of(noun: str) -> str:
    """The regular plural of a singular noun."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def singular_of(noun: str, irregular: Mapping[str, str]) -> str:
    """The singular of a plural noun, by table and then by ending."""
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "zes", "ches", "shes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


@cache
def units() -> Units:
    """The unit lexicon of English. Raises LexiconError for a noun with two units."""
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath("en/units.toml").read_text("utf-8"))
    nouns: dict[str, str] = {}
    plural: set[str] = set()

    def enter(form: str, unit: str, *, many: bool) -> None:
        nouns.setdefault(form, unit)
        if many:
            plural.add(form)

    for unit in (PERSON, STATE, HOUSEHOLD):
        for noun in data[unit]:
            enter(noun, unit, many=False)
            enter(plural_of(noun), unit, many=True)
    for noun in data["person_plural"]:
        enter(noun, PERSON, many=True)
    for noun in data["equipment"]:
        enter(noun, noun, many=False)
        enter(plural_of(noun), noun, many=True)
    for form, unit in data["invariant"].items():
        enter(form, unit, many=True)
    for people in _peoples(data["no_people"]):
        enter(people, PERSON, many=True)
    for form in data["words"]["time"]:
        if form in nouns:
            raise LexiconError(f"units.toml: {form!r} counts time and things")
    return Units(
        nouns=nouns,
        plural=frozenset(plural),
        compounds={(a, b): line for line in data["compounds"] for a, b in _pairs(line)},
        measures={tuple(form.split()): unit for form, unit in data["measures"].items()},
        irregular=data["irregular"],
        collectives=frozenset(data["collectives"]),
        members=data["members"],
        designations=data["designations"],
        words={name: frozenset(forms) for name, forms in data["words"].items()},
    )


def _peoples(barred: list[str]) -> set[str]:
    """The plurals of demonyms ("Fijians", of "Sri Lankans" the last word): a counted people is persons."""
    countries = tomllib.loads(resources.files("musterbook.lexicons").joinpath("countries.toml").read_text("utf-8"))
    endings = tuple(countries["no_plural"])
    named = (name for state in countries["states"].values() for name in state.get("demonyms", ()))
    plurals = {f"{name.split()[-1].lower()}{countries['plural']}" for name in named if not name.endswith(endings)}
    return {form for form in plurals if form.isalpha()} - set(barred)


def _pairs(line: str) -> list[tuple[str, str]]:
    first, last = line.rsplit(" ", 1)
    return [(first, last), (first, plural_of(last))]
