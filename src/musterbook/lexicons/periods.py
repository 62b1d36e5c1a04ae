"""Words of time: months, weekdays, units, shifts and the small words of date phrases."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from musterbook.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeUnit:
    """A unit of time: its ISO 8601 letter, how many of them make it, and whether it is shorter than a day.

    `size` orders units from the shortest to the longest.
    """

    name: str
    letter: str
    size: int
    factor: int = 1
    time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A feast: a day of a month, the nth such weekday of a month (-1 is the last), or days from Easter Sunday.

    `plus` is how many days later it is kept ("Black Friday" follows the fourth Thursday).
    """

    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None
    plus: int = 0


def _holiday(name: str, row: Any) -> Holiday:
    match row:
        case [int(month), int(day)]:
            return Holiday(month=month, day=day)
        case {"easter": int(offset)}:
            return Holiday(easter=offset)
        case {"month": int(month), "weekday": int(weekday), "nth": int(nth)}:
            return Holiday(month=month, weekday=weekday, nth=nth, plus=int(row.get("plus", 0)))
        case _:
            raise LexiconError(f"periods.toml: holidays.{name} is no day")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodWords:
    """The lexicon of time, ready for look-up; all keys are in lower case.

    `roles` and `holidays` are phrases as tuples of words; `unit_words` are words for a part of a unit ("midweek").
    `tense` holds the cues used where no caller knows better.
    """

    month_of: Mapping[str, int]
    weekday_of: Mapping[str, int]
    seasons: Mapping[str, str]
    decades: Mapping[str, int]
    units: Mapping[str, TimeUnit]
    days: Mapping[str, int]
    day_parts: Mapping[str, str]
    shifts: Mapping[str, int]
    windows: Mapping[str, int]
    parts: Mapping[str, str]
    ordinals: Mapping[str, int]
    halves: Mapping[str, str]
    directions: Mapping[str, int]
    roles: Mapping[tuple[str, ...], str]
    sets: Mapping[str, str]
    references: Mapping[str, str]
    holidays: Mapping[tuple[str, ...], Holiday]
    longest_holiday: int
    unit_words: Mapping[str, tuple[str, str]]
    words: Mapping[str, frozenset[str]]
    tense: Mapping[str, frozenset[str]]
    plural_weekdays: Mapping[str, int]
    letters: Mapping[str, str]
    dating: Mapping[str, frozenset[str]]
    so_far: tuple[str, ...]
    to_date: tuple[str, ...]


def _check(data: Mapping[str, Any]) -> None:
    for name, highest in (("months", 12), ("weekdays", 7)):
        for word, value in data[name].items():
            if not 1 <= value <= highest:
                raise LexiconError(f"periods.toml: {name}.{word} is {value}, not 1 to {highest}")
    for form, unit in data["unit_forms"].items():
        if unit not in data["units"]:
            raise LexiconError(f"periods.toml: unit_forms.{form} names the unknown unit {unit!r}")


def _tokens(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are tokenized: a possessive ending is a word of its own."""
    return tuple(phrase.replace("'s", " 's").split())


def _unmarked(name: str) -> list[str]:
    """A feast as it is also written: "Presidents Day" and "President's Day" for "Presidents' Day"."""
    if "s' " in name:
        return [name.replace("s' ", "s "), name.replace("s' ", "'s ")]
    return [name.replace("'s ", "s "), name.replace("'s ", "s' ")] if "'s " in name else []


@cache
def period_words() -> PeriodWords:
    """The lexicon of time of English. Raises LexiconError when the file breaks its own rules."""
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath("en/periods.toml").read_text("utf-8"))
    _check(data)
    units = {name: TimeUnit(name=name, size=size, **row) for size, (name, row) in enumerate(data["units"].items())}
    units |= {form: units[name] for form, name in data["unit_forms"].items()}
    holidays = {_tokens(name): _holiday(name, row) for name, row in data["holidays"].items()}
    holidays |= {tuple(w.replace("'", "’") for w in name): day for name, day in holidays.items()}
    holidays |= {_tokens(form): holidays[_tokens(name)] for name in data["holidays"] for form in _unmarked(name)}
    return PeriodWords(
        month_of=data["months"],
        weekday_of=data["weekdays"],
        seasons=data["seasons"],
        decades=data["decades"],
        units=units,
        days=data["days"],
        day_parts=data["day_parts"],
        shifts=data["shifts"],
        windows=data["windows"],
        parts=data["parts"],
        ordinals=data["ordinals"],
        halves=data["halves"],
        directions=data["directions"],
        roles={tuple(phrase.split()): role for phrase, role in data["roles"].items()},
        sets=data["sets"],
        references=data["references"],
        holidays=holidays,
        longest_holiday=max(map(len, holidays)),
        unit_words={word: (unit, part) for word, (unit, part) in data["unit_words"].items()},
        words={name: frozenset(forms) for name, forms in data["words"].items()},
        tense={name: frozenset(forms) for name, forms in data["tense"].items()},
        plural_weekdays={word + "s": day for word, day in data["weekdays"].items() if len(word) > 5},
        letters=data["unit_letters"],
        dating={name: frozenset(forms) for name, forms in data["dating"].items()},
        so_far=tuple(data["so_far"]),
        to_date=tuple(data["to_date"]),
    )
