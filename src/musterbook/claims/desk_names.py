"""Names in desk entries: an id, or any name that the tables of parties and missions know, becomes the id.

A field holds a name and nothing else, so no sentence is needed to tell what is meant; a name that several states share
is left as it stands and reported. Who stands in no table (a person, a firm) is their own name.
"""

from collections.abc import Mapping
from functools import cache

from musterbook.lexicons.desk import desk_words
from musterbook.lexicons.missions import missions
from musterbook.lexicons.parties import MISSION, PLACE, NamePattern, party_table
from musterbook.model import Party

_PLACES = frozenset({"state", "region", PLACE})


def party_named(name: str) -> Party:
    """The party that an id or a name means; a town stands for its state."""
    name = _upright(name)
    found = _by_id().get(name) or _by_id().get(name.casefold())
    if found is not None:
        return found
    pattern = _pattern(name)
    if pattern is None or pattern.party is None or shared(name):
        return Party(id=name, name=name, kind="person")
    party = pattern.party
    if party.kind == PLACE and party.country is not None:
        return _by_id().get(party.country, party)
    return party


def _upright(name: str) -> str:
    """A name without the end that a register puts behind it: "Norway, Government of" is Norway."""
    end = next((end for end in desk_words().inverted if name.casefold().endswith(end)), "")
    return name[: len(name) - len(end)] if end else name


def is_place(name: str) -> bool:
    """Whether an id or a name means a state, a region or a town of the tables."""
    return party_named(name).kind in _PLACES


def shared(name: str) -> tuple[str, ...]:
    """The ids of the states that share a name; empty where it is clear."""
    if name in _by_id():
        return ()
    pattern = _pattern(name)
    return pattern.choices if pattern is not None and len(pattern.choices) > 1 else ()


def mission_named(name: str) -> str:
    """The id of the mission that an id or a name means; the words themselves where no table knows it."""
    return _missions().get(name.casefold(), name)


def _pattern(name: str) -> NamePattern | None:
    """The printed form that a name is; case counts only where two forms differ in nothing else."""
    found = party_table().surfaces.get(name) or _loose().get(name.casefold())
    return found if found is None or found.party or found.choices else None


@cache
def _loose() -> Mapping[str, NamePattern]:
    """Printed forms in lower case, the first of those that become alike."""
    found: dict[str, NamePattern] = {}
    for surface, form in party_table().surfaces.items():
        found.setdefault(surface.casefold(), form)
    return found


@cache
def _by_id() -> Mapping[str, Party]:
    """States and bodies by id, and by id in lower case."""
    table = party_table()
    forms = (form.party for form in table.surfaces.values())
    known = {party.id: party for party in forms if party and not party.via and party.kind not in (MISSION, PLACE)}
    listed = [known[each] for each in table.names if each in known]
    return {party.id: party for party in listed} | {party.id.casefold(): party for party in listed}


@cache
def _missions() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for slug, entry in missions().items():
        for name in (slug, entry.name, *entry.names):
            found.setdefault(name.casefold(), slug)
    return found
