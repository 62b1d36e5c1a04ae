"""Heads of state, of government and of bodies: whom "President X" means where the text gives no country."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from musterbook.errors import LexiconError
from musterbook.lexicons.names import name_parts
from musterbook.lexicons.parties import party_table

FILE = "leaders.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A public office-holder: `of` is the state or body, `office` the lower-case titles, `names` the full spellings."""

    name: str
    of: str
    office: frozenset[str]
    names: tuple[str, ...]


@cache
def leaders() -> Mapping[str, tuple[Leader, ...]]:
    """All leaders by folded surname. Raises LexiconError for an unknown state or body."""
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath(FILE).read_text("utf-8"))
    known = party_table().names
    table: dict[str, tuple[Leader, ...]] = {}
    for name, row in data["leaders"].items():
        if row["of"] not in known:
            raise LexiconError(f"{FILE}: {name!r} belongs to unknown party {row['of']!r}")
        leader = Leader(name=name, of=row["of"], office=frozenset(row["office"]), names=(name, *row.get("names", ())))
        for surname in dict.fromkeys(name_parts(spelling)[1] for spelling in leader.names):
            table[surname] = (*table.get(surname, ()), leader)
    return table


@cache
def offices(state: str) -> frozenset[str]:
    """The titles that the leaders of a state bear, as far as the table holds them."""
    return frozenset(title for group in leaders().values() for x in group if x.of == state for title in x.office)


@cache
def leaders_by_first_name() -> Mapping[str, tuple[Leader, ...]]:
    """All leaders by folded first name, for surnames with a slip of the pen."""
    table: dict[str, tuple[Leader, ...]] = {}
    for leader in dict.fromkeys(x for group in leaders().values() for x in group):
        for first in dict.fromkeys(parts[0] for parts in (name_parts(n)[0] for n in leader.names) if parts):
            table[first] = (*table.get(first, ()), leader)
    return table
