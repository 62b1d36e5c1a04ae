"""From claims and judgements to the pages of the book: one pure function, whatever the order of its input."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from musterbook.accounts.clocks import horizon_of, known_documents, recorded_by, set_clock
from musterbook.accounts.copies import Shingles, independence_keys
from musterbook.accounts.corrections import corrections
from musterbook.accounts.hats import rehatted
from musterbook.accounts.judging import judge
from musterbook.accounts.missions import SUPPORT, assign, main_missions
from musterbook.accounts.pages import MissionBook, View
from musterbook.accounts.stated import stated_by_document
from musterbook.accounts.versions import all_changes, versions
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
    held = prepare(claims, documents, known=known, recorded=recorded, judgements=judgements, settings=settings)
    return held.reading(as_of=as_of, known=known, recorded=recorded, findings=findings)


class Prepared:
    """Everything of a reading that does not depend on its day, worked out once for one state of the book."""

    def __init__(self, view: View, settings: Settings) -> None:
        by_mission: dict[str, list[Claim]] = defaultdict(list)
        replaced = {older for older, _ in view.versions}
        for claim in view.claims.values():
            gone = claim.id in view.judged.rejected or claim.document_id in replaced or view.corrections.hold(claim)
            if claim.mission and not gone:
                by_mission[claim.mission].append(claim)
        counted = rehatted(by_mission)
        self._view = view
        self._posting = settings.posting
        self._missions = [
            MissionBook(mission, counted[mission], view, settings) for mission in sorted(_listed(by_mission, view))
        ]
        self._standing = _standing(view)
        self._versions = all_changes(view.versions, view.claims.values())

    def reading(
        self, *, as_of: date | None, known: date | None, recorded: datetime | None, findings: Iterable[Finding] = ()
    ) -> Reading:
        """The book as of a day. Of `known` and `recorded` only what is printed: the view was limited by them."""
        view = self._view
        clock = set_clock(view.horizon, view.claims.values(), as_of=as_of, known=known)
        return Reading(
            as_of=clock.as_of,
            known=clock.known,
            recorded=recorded,
            horizon=clock.horizon,
            missions=tuple(mission.pages(clock) for mission in self._missions),
            claims=view.claims,
            documents=view.documents,
            findings=(*sorted(findings, key=_finding_order), *view.judged.findings),
            copies=view.keys,
            standing=self._standing,
            versions=self._versions,
            corrected=view.corrections.claims,
            retracted=view.corrections.documents,
            posting=self._posting,
        )


def prepare(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    *,
    known: date | None = None,
    recorded: datetime | None = None,
    judgements: Iterable[Judgement] = (),
    former: Iterable[Claim] = (),
    settings: Settings,
) -> Prepared:
    """The claims and documents in view, judged, with missions assigned and copies found, ready for any day.

    `known` and `recorded` as in `derive`; `former` are claims that a later reading of their document no longer finds.
    """
    docs = known_documents(documents, known)
    judged = judge(_unique(claims, docs), recorded_by(judgements, recorded), docs, _unique(former, docs))
    shingles: Shingles = {}
    keys = dict(sorted(independence_keys(docs, shingles, stated_by_document(judged.claims.values())).items()))
    view = View(
        claims=assign(judged.claims),
        documents=docs,
        keys=keys,
        judged=judged,
        horizon=horizon_of(docs.values()),
        versions=versions(docs, shingles),
        corrections=corrections(judged.claims, docs, keys, judged.rejected),
    )
    return Prepared(view, settings)


def _unique(claims: Iterable[Claim], documents: Mapping[str, Document]) -> dict[str, Claim]:
    """The claims of the documents by id; of several under one id the same one, whatever their order."""
    unique: dict[str, Claim] = {}
    for claim in sorted((each for each in claims if each.document_id in documents), key=lambda each: each.id):
        other = unique.setdefault(claim.id, claim)
        if other is not claim and repr(claim) < repr(other):
            unique[claim.id] = claim
    return unique


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
