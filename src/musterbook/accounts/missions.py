"""Which mission a claim belongs to. Derived at every reading, so that neither order nor withdrawal leaves traces."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from musterbook.accounts.rows import first_day
from musterbook.lexicons.missions import missions as mission_table
from musterbook.lexicons.parties import party_name
from musterbook.model import Claim, Event, Family, Mission

SUPPORT = "support-"
MARGIN_BEFORE = timedelta(days=3 * 365)
"""A mission is asked for, promised and planned long before its mandate begins."""
MARGIN_AFTER = timedelta(days=2 * 365)
EVENTS_ABOUT_A_PLACE = frozenset(
    {
        Event.COUP,
        Event.ELECTION_SET,
        Event.ELECTION_HELD,
        Event.ASSASSINATION,
        Event.ATTACK,
        Event.RESULT,
        Event.BODY_CREATED,
        Event.RESIGNATION,
    }
)
"""Milestones whose place is the country that they are about; for the others it is only where people met."""
EVENTS_AT_HOME = frozenset({Event.BLOCKED, Event.UNBLOCKED, Event.APPROVAL})
"""Steps that a giver takes in its own country."""

_STATE = re.compile(r"[A-Z]{2}")
_NO_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A mission of the book: its host and its life, in which documents it is named, by how many commitments."""

    id: str
    host: str
    start: date | None
    end: date | None
    neighbours: frozenset[str]
    documents: frozenset[str]
    commitments: int


def assign(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """Every claim with its mission filled in, where it belongs to one.

    In this order: the mission that the claim names; the mission of the book at the same host whose time fits; the
    support of the recipient; the main mission of the document, which is the one that most of its claims belong to; for
    a step at home the mission that the giver supports; the country where it happened.
    """
    by_host = _candidates(claims.values())
    supported = {claim.recipient or "" for claim in claims.values()}
    supported |= {claim.place or "" for claim in claims.values() if claim.family is Family.SITUATION}
    own = {claim.id: claim.mission or _derived(claim, by_host, supported) for claim in claims.values()}
    mains = main_missions(claims.values(), own)
    given = _given(claims.values(), own)
    result = {}
    for claim in claims.values():
        mission = own[claim.id] or mains.get(claim.document_id) or _of_giver(claim, given) or _of_place(claim, by_host)
        result[claim.id] = claim if mission == claim.mission else replace(claim, id=claim.id, mission=mission)
    return result


def mission_page(mission_id: str, claims: Iterable[Claim]) -> Mission:
    """The head of a mission's page: from the table where it stands there, else what its claims say of it."""
    entry = mission_table().get(mission_id)
    if entry is None:
        host = _supported(mission_id, claims)
        name = f"Support for {party_name(host)}" if host and mission_id.startswith(SUPPORT) else mission_id
        return Mission(id=mission_id, name=name, names=(), host=host)
    return Mission(
        id=entry.id,
        name=entry.name,
        names=tuple(entry.names),
        host=entry.host,
        lead=entry.lead,
        predecessor=entry.predecessor,
        successor=entry.successor,
    )


def _supported(mission_id: str, claims: Iterable[Claim]) -> str | None:
    """Whom a mission without a name of its own supports, as its claims print the id; else what most of them name."""
    claims = list(claims)
    named = {each for claim in claims for each in (claim.recipient, claim.place) if each}
    return min((each for each in named if _support_id(each) == mission_id), default=None) or _host_by_claims(claims)


def _support_id(target: str) -> str:
    return SUPPORT + _NO_SLUG.sub("-", target.casefold()).strip("-")


def _candidates(claims: Iterable[Claim]) -> dict[str, list[_Candidate]]:
    """The missions that some claim in view names, by host."""
    naming: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.mission:
            naming[claim.mission].append(claim)
    result: dict[str, list[_Candidate]] = defaultdict(list)
    for mission_id in sorted(naming):
        entry = mission_table().get(mission_id)
        host = entry.host if entry else _host_by_claims(naming[mission_id])
        if host:
            neighbours = (entry.predecessor, entry.successor) if entry else ()
            candidate = _Candidate(
                id=mission_id,
                host=host,
                start=entry.since if entry else None,
                end=entry.until if entry else None,
                neighbours=frozenset(each for each in neighbours if each),
                documents=frozenset(claim.document_id for claim in naming[mission_id]),
                commitments=sum(claim.family is Family.COMMITMENT for claim in naming[mission_id]),
            )
            result[host.casefold()].append(candidate)
    return result


def _host_by_claims(claims: Iterable[Claim]) -> str | None:
    counts = Counter(claim.recipient or claim.place for claim in claims if claim.recipient or claim.place)
    return min(counts, key=lambda each: (-counts[each], each or ""), default=None)


def _derived(claim: Claim, by_host: Mapping[str, list[_Candidate]], supported: set[str]) -> str | None:
    """The mission that follows from the claim alone: by its recipient, else by the country that it is about."""
    target = claim.recipient
    if target is None and claim.place and _STATE.fullmatch(claim.place):
        about = claim.family is Family.SITUATION or claim.event in EVENTS_ABOUT_A_PLACE
        known = claim.place in supported or claim.place.casefold() in by_host
        if about or (claim.family is Family.COMMITMENT and known):
            target = claim.place
    return None if target is None else _mission_at(target, claim, by_host)


def _given(claims: Iterable[Claim], own: Mapping[str, str | None]) -> dict[str, Counter[str]]:
    """How many commitments each party has made to each mission."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        mission = own[claim.id]
        if mission is not None and claim.family is Family.COMMITMENT:
            for party in claim.party:
                given[party][mission] += 1
    return given


def _of_giver(claim: Claim, given: Mapping[str, Counter[str]]) -> str | None:
    """A block or an approval at home concerns the mission to which that state gives most."""
    if claim.event not in EVENTS_AT_HOME:
        return None
    counts: Counter[str] = Counter()
    for party in {*claim.party, claim.place or ""}:
        counts.update(given.get(party, Counter()))
    return min(counts, key=lambda each: (-counts[each], each), default=None)


def _of_place(claim: Claim, by_host: Mapping[str, list[_Candidate]]) -> str | None:
    """The last resort, where neither the claim nor its document belongs anywhere: the country where it happened."""
    if claim.place is None or not _STATE.fullmatch(claim.place):
        return None
    return _mission_at(claim.place, claim, by_host)


def _mission_at(target: str, claim: Claim, by_host: Mapping[str, list[_Candidate]]) -> str:
    fitting = [each for each in by_host.get(target.casefold(), ()) if _fits(each, _day(claim))]
    if fitting:
        return _chosen(fitting, claim).id
    return _support_id(target)


def _chosen(fitting: list[_Candidate], claim: Claim) -> _Candidate:
    """Of several missions at one host: the one that the document names, else the one that most commitments name.

    Where that one has a predecessor or successor in the book, the day of the claim decides between them.
    """
    first = min(fitting, key=lambda each: (claim.document_id not in each.documents, -each.commitments, each.id))
    if claim.document_id in first.documents:
        return first
    chain = [each for each in fitting if each is first or each.id in first.neighbours]
    return min(chain, key=lambda each: (_distance(each, _day(claim)), each.start or date.min, each.id))


def _day(claim: Claim) -> date | None:
    return first_day(claim.valid) or first_day(claim.reported)


def _fits(mission: _Candidate, day: date | None) -> bool:
    if day is None:
        return True
    after = mission.start is None or day >= mission.start - MARGIN_BEFORE
    return after and (mission.end is None or day <= mission.end + MARGIN_AFTER)


def _distance(mission: _Candidate, day: date | None) -> int:
    """Days between a day and the life of a mission; 0 inside it."""
    if day is None:
        return 0
    if mission.start is not None and day < mission.start:
        return (mission.start - day).days
    return 0 if mission.end is None or day < mission.end else (day - mission.end).days + 1


def main_missions(claims: Iterable[Claim], own: Mapping[str, str | None]) -> dict[str, str]:
    """The most frequent mission of each document; commitments, then named missions, decide a tie."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    commitments: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        mission = own[claim.id]
        if mission is not None:
            counts[claim.document_id][mission] += 1
            commitments[claim.document_id][mission] += claim.family is Family.COMMITMENT
    return {
        document_id: min(
            found,
            key=lambda each: (-found[each], -commitments[document_id][each], each.startswith(SUPPORT), each),
        )
        for document_id, found in counts.items()
    }
