"""From claims and judgements to the pages of the book: one pure function, whatever the order of its input."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from musterbook.accounts.clocks import known_documents, recorded_by, set_clock
from musterbook.accounts.copies import independence_keys
from musterbook.accounts.hats import rehatted
from musterbook.accounts.judging import judge
from musterbook.accounts.missions import SUPPORT, assign, main_missions
from musterbook.accounts.pages import View, mission_pages
from musterbook.model import Claim, Document, Family, Finding, Judgement, Reading
from musterbook.settings import Settings


def derive(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    *,
    as_of: date | None = None,
    known: date | None = None,
    recorded: datetime | None = None,
    findings: Iterable[Finding] = (),
    judgements: Iterable[Judgement] = (),
    settings: Settings,
) -> Reading:
    """The book as of a day: every page derived anew from the claims, none stored.

    `as_of` is the day in the world, `known` the day of publication up to which documents count; both default to the
    horizon, the latest publication day in view. `recorded` limits judgements; the book has filtered its rows by it.
    """
    view = look(claims, documents, as_of=as_of, known=known, judgements=recorded_by(judgements, recorded))
    by_mission: dict[str, list[Claim]] = defaultdict(list)
    for claim in view.claims.values():
        if claim.mission and claim.id not in view.judged.rejected:
            by_mission[claim.mission].append(claim)
    listed = _listed(by_mission, view)
    counted = rehatted(by_mission)
    return Reading(
        as_of=view.clock.as_of,
        known=view.clock.known,
        recorded=recorded,
        horizon=view.clock.horizon,
        missions=tuple(mission_pages(mission, counted[mission], view, settings) for mission in sorted(listed)),
        claims=view.claims,
        documents=view.documents,
        findings=(*sorted(findings, key=_finding_order), *view.judged.findings),
        copies=view.keys,
        standing=_standing(view),
    )


def look(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    *,
    as_of: date | None,
    known: date | None,
    judgements: Sequence[Judgement],
) -> View:
    """The claims and documents in view, judged, with missions assigned and copies found."""
    docs = known_documents(documents, known)
    unique: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda each: (each.id, repr(each))):
        if claim.document_id in docs:
            unique.setdefault(claim.id, claim)
    judged = judge(unique, judgements, docs)
    assigned = assign(judged.claims)
    keys = dict(sorted(independence_keys(docs).items()))
    clock = set_clock(docs, assigned.values(), as_of=as_of, known=known)
    return View(claims=assigned, documents=docs, keys=keys, judged=judged, clock=clock)


def _listed(by_mission: Mapping[str, Sequence[Claim]], view: View) -> set[str]:
    """The missions that get pages: the named, those that somebody supports or counts at, those a document is about.

    A country that is only mentioned (a coup elsewhere) gets none.
    """
    weighty = (Family.COMMITMENT, Family.SITUATION)
    mains = main_missions(view.claims.values(), {claim.id: claim.mission for claim in view.claims.values()})
    return {
        mission
        for mission, claims in by_mission.items()
        if not mission.startswith(SUPPORT)
        or mission in mains.values()
        or any(claim.family in weighty for claim in claims)
    }


def _standing(view: View) -> dict[str, str]:
    """What people made of each claim that somebody judged."""
    judged = view.judged
    words = dict.fromkeys(judged.accepted, "accepted")
    words |= dict.fromkeys(judged.corrected, "corrected")
    return dict(sorted((words | dict.fromkeys(judged.rejected, "rejected")).items()))


def _finding_order(finding: Finding) -> tuple[str, str, str, str]:
    return (finding.source, finding.code, finding.message, finding.document_id or "")
