"""Who may be named: officials keep their names, private persons lose theirs in pages and exports (METHOD section 8).

An official is whom a document gives an office or a body, in any of its sentences; a state, a body, and whoever is told
by a noun ("the harbour council", "residents") is no person with a name.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from musterbook.lexicons.display import display
from musterbook.lexicons.leaders import leaders
from musterbook.lexicons.missions import missions
from musterbook.lexicons.parties import party_table
from musterbook.lexicons.titles import descriptors, titles
from musterbook.model import Account, Claim, MissionPages, Plan, Reading, Series


def private_speakers(reading: Reading) -> frozenset[str]:
    """The names of the speakers whom no document in view gives an office, a body or a state."""
    known: set[str] = {*party_table().names, *missions()}
    known |= {name for group in leaders().values() for leader in group for name in leader.names}
    speakers = {claim.speaker: False for claim in reading.claims.values() if claim.speaker}
    for claim in reading.claims.values():
        if claim.speaker and (claim.speaker_role or claim.speaker_party or claim.speaker in known):
            speakers[claim.speaker] = True
    return frozenset(name for name, official in speakers.items() if not official and _is_a_name(name))


def _is_a_name(speaker: str) -> bool:
    """Whether words look like the name of a person: capitals throughout, and no word for a body or a group."""
    words = [word.strip(".,'’\"") for word in speaker.split()]
    plain = [word for word in words if word and word.casefold() not in titles()["particles"]]
    capitals = all(word[0].isupper() and (len(word) == 1 or not word.isupper()) for word in plain)
    return bool(plain) and capitals and not any(word.casefold() in _nouns() for word in plain)


@cache
def _nouns() -> frozenset[str]:
    """Words of bodies, offices and groups, which stand in no person's name."""
    lists = (
        descriptors()[each] for each in ("official", "force", "armed", "people", "government", "mission", "council")
    )
    return titles().not_name.union(*lists)


def withheld() -> str:
    """What stands in a page in place of the name of a private person."""
    return display().phrases["private_person"]


def without_private(reading: Reading, instead: str | None) -> Reading:
    """The reading with `instead` in place of the name of every private speaker; what they said stays."""
    private = private_speakers(reading)
    if not private or private == {instead}:
        return reading

    def name(speaker: str | None) -> str | None:
        return instead if speaker in private else speaker

    def told(claim: Claim) -> Claim:
        return replace(claim, id=claim.id, speaker=instead) if claim.speaker in private else claim

    return replace(
        reading,
        claims={one: told(claim) for one, claim in reading.claims.items()},
        missions=tuple(_renamed(pages, name) for pages in reading.missions),
    )


def _renamed(pages: MissionPages, name: Callable[[str | None], str | None]) -> MissionPages:
    def plans(found: tuple[Plan, ...]) -> tuple[Plan, ...]:
        return tuple(replace(plan, said_by=name(plan.said_by)) for plan in found)

    def account(found: Account) -> Account:
        return replace(found, plans=plans(found.plans))

    def series(found: Series) -> Series:
        return replace(found, points=tuple(replace(point, speaker=name(point.speaker)) for point in found.points))

    return replace(
        pages,
        accounts=tuple(map(account, pages.accounts)),
        series=tuple(map(series, pages.series)),
        plans=plans(pages.plans),
    )
