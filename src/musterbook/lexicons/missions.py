"""The mission table: names, host, lead, neighbours in time, and the mandate's authority."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from musterbook.errors import LexiconError

FILE = "missions.toml"
FIELDS = frozenset(
    {"name", "names", "host", "lead", "body", "instrument", "predecessor", "successor", "from", "until", "short"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionEntry:
    """What is settled about one mission; None where it is not.

    `host` is an ISO 3166 alpha-2 id, `lead` and `body` are party ids, `predecessor` and `successor` mission ids.
    `since` and `until` are the first and the last day of the mandate or of the presence.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    host: str | None = None
    lead: str | None = None
    body: str | None = None
    instrument: str | None = None
    predecessor: str | None = None
    successor: str | None = None
    since: date | None = None
    until: date | None = None
    short: tuple[str, ...] = ()


@cache
def missions() -> Mapping[str, MissionEntry]:
    """All missions by id. Raises LexiconError where a neighbour is unknown or does not point back."""
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath(FILE).read_text("utf-8"))
    table = {slug: _entry(slug, row) for slug, row in data["missions"].items()}
    for entry in table.values():
        for other, back in ((entry.predecessor, "successor"), (entry.successor, "predecessor")):
            if other is None:
                continue
            if other not in table:
                raise LexiconError(f"{FILE}: {entry.id!r} names unknown mission {other!r}")
            if getattr(table[other], back) != entry.id:
                raise LexiconError(f"{FILE}: {other!r} does not name {entry.id!r} as its {back}")
    return table


def _entry(slug: str, row: Mapping[str, Any]) -> MissionEntry:
    unknown = row.keys() - FIELDS
    if unknown or "name" not in row:
        raise LexiconError(f"{FILE}: {slug!r} has no name or unknown fields {sorted(unknown)}")
    since, until = row.get("from"), row.get("until")
    if since and until and until < since:
        raise LexiconError(f"{FILE}: {slug!r} ends before it begins")
    return MissionEntry(
        id=slug,
        name=row["name"],
        names=tuple(row.get("names", ())),
        host=row.get("host"),
        lead=row.get("lead"),
        body=row.get("body"),
        instrument=row.get("instrument"),
        predecessor=row.get("predecessor"),
        successor=row.get("successor"),
        since=since,
        until=until,
        short=tuple(row.get("short", ())),
    )
