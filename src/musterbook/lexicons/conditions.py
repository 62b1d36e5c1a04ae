"""By which milestone a condition is met."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from re import Pattern

from musterbook.errors import LexiconError
from musterbook.model import Event

FILE = "en/conditions.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meets:
    """A milestone and the words of the conditions that it meets; `of_giver` where it must be the giver's own act."""

    event: Event
    words: tuple[Pattern[str], ...]
    of_giver: bool


@cache
def milestones_of_conditions() -> tuple[Meets, ...]:
    """The table, in order. Raises LexiconError for an unknown event or a row without words."""
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath(FILE).read_text("utf-8"))
    try:
        return tuple(
            Meets(
                event=Event(row["event"]),
                words=tuple(re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in row["words"]),
                of_giver=bool(row["of_giver"]),
            )
            for row in data["milestone"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"{FILE}: {error!r}") from error


def meets(condition: str) -> Meets | None:
    """The milestone that a condition waits for; None where its words name none."""
    best: Meets | None = None
    most = 0
    for each in milestones_of_conditions():
        count = sum(pattern.search(condition) is not None for pattern in each.words)
        if count > most:
            best, most = each, count
    return best
