"""Which mission a page is about, and what of a reading may leave the book."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from musterbook.errors import NotFoundError
from musterbook.model import RESTRICTED, MissionPages, Reading
from musterbook.views.people import without_private


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The mission that a page shows (None where the book holds none) and the ids of those that it does not show."""

    pages: MissionPages | None
    others: tuple[str, ...]


def choose(reading: Reading, mission: str | None = None) -> Chosen:
    """The mission named by id or name; without a name, the one with most claims.

    Raises NotFoundError, which lists the missions of the book.
    """
    ranked = sorted(reading.missions, key=lambda pages: (-_weight(reading, pages), pages.mission.id))
    if mission is None:
        found = ranked[0] if ranked else None
    else:
        wanted = mission.casefold()
        found = next((pages for pages in ranked if wanted in _names(pages)), None)
        if found is None:
            known = ", ".join(pages.mission.id for pages in ranked) or "none"
            raise NotFoundError(f"no mission {mission!r} in this book; missions: {known}")
    return Chosen(pages=found, others=tuple(pages.mission.id for pages in ranked if pages is not found))


def _names(pages: MissionPages) -> set[str]:
    mission = pages.mission
    return {name.casefold() for name in (mission.id, mission.name, *mission.names)}


def _weight(reading: Reading, pages: MissionPages) -> int:
    return sum(1 for claim in reading.claims.values() if claim.mission == pages.mission.id)


def restricted_claims(reading: Reading) -> frozenset[str]:
    """Ids of the claims whose document is restricted."""
    return frozenset(
        claim.id
        for claim in reading.claims.values()
        if (document := reading.documents.get(claim.document_id)) is not None and document.rights == RESTRICTED
    )


def shareable(reading: Reading, *, private: str | None = None) -> Reading:
    """The reading without anything that rests on a restricted document, and without names of private persons.

    `private` stands in place of these names: nothing in a file for programs, words in a page (METHOD section 8).

    What was derived from a restricted claim together with others cannot be taken apart here, so it is left out as a
    whole; a reading that was derived without restricted documents passes unchanged.
    """
    return without_private(_unrestricted(reading), private)


def _unrestricted(reading: Reading) -> Reading:
    hidden = restricted_claims(reading)
    documents = {one: document for one, document in reading.documents.items() if document.rights != RESTRICTED}
    if len(documents) == len(reading.documents):
        return reading
    gone = reading.documents.keys() - documents.keys()
    return replace(
        reading,
        missions=tuple(_without(pages, hidden) for pages in reading.missions),
        claims={one: claim for one, claim in reading.claims.items() if one not in hidden},
        documents=documents,
        findings=tuple(finding for finding in reading.findings if finding.document_id not in gone),
        copies={one: key for one, key in reading.copies.items() if one not in gone},
        versions=tuple(one for one in reading.versions if gone.isdisjoint((one.older, one.newer))),
        corrected={one: by for one, by in reading.corrected.items() if hidden.isdisjoint((one, *by))},
        retracted={one: by for one, by in reading.retracted.items() if gone.isdisjoint((one, by))},
    )


def _without(pages: MissionPages, hidden: frozenset[str]) -> MissionPages:
    def clean(claims: Iterable[str]) -> bool:
        return hidden.isdisjoint(claims)

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in ids if one not in hidden)

    accounts = tuple(
        replace(account, not_posted=kept(account.not_posted), blocked=kept(account.blocked))
        for account in pages.accounts
        if clean(account.present_claims) and all(clean(ids) for ids in account.claims.values())
    )
    series = (
        replace(one, points=tuple(point for point in one.points if clean(point.claim_ids))) for one in pages.series
    )
    return replace(
        pages,
        mandates=tuple(mandate for mandate in pages.mandates if clean(mandate.claims)),
        target=pages.target
        if clean(pages.target.claims)
        else replace(pages.target, amount=None, claims=(), since=None, basis=None),
        undertakings=tuple(u for u in pages.undertakings if all(clean(ids) for ids in u.claims.values())),
        accounts=tuple(replace(a, plans=tuple(p for p in a.plans if clean((p.claim_id,)))) for a in accounts),
        assertions=tuple(one for one in pages.assertions if clean(one.claim_ids)),
        series=tuple(one for one in series if one.points),
        timeline=tuple(one for one in pages.timeline if clean(one.claim_ids)),
        plans=tuple(plan for plan in pages.plans if clean((plan.claim_id,))),
        disputes=tuple(one for one in pages.disputes if clean((*one.left, *one.right))),
        quotes=kept(pages.quotes),
        umbrellas=kept(pages.umbrellas),
        not_posted=kept(pages.not_posted),
    )
