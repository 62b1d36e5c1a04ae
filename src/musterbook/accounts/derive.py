"""From claims and judgements to the pages of the book: one pure function, whatever the order of its input."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from musterbook.accounts.account import make_account, standing_blocks
from musterbook.accounts.clocks import Clock, counted_by, known_documents, recorded_by, set_clock
from musterbook.accounts.copies import find, independence_keys, unite
from musterbook.accounts.judging import Judged, judge
from musterbook.accounts.ledger import Ledger, build_ledger
from musterbook.accounts.missions import SUPPORT, assign, mission_page
from musterbook.accounts.plans import by_due, other_plans
from musterbook.accounts.roster import umbrella_undertakings, undertakings
from musterbook.accounts.rows import Row, fold, ids
from musterbook.accounts.series import all_series
from musterbook.accounts.sorting import Sorted, sort_commitments
from musterbook.accounts.targets import target
from musterbook.accounts.timeline import timeline
from musterbook.model import (
    Claim,
    Document,
    Family,
    Finding,
    Judgement,
    Measure,
    MissionPages,
    Reading,
)
from musterbook.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a reading looks at: claims with their missions, documents, copies, judgements, and its days."""

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    keys: Mapping[str, str]
    judged: Judged
    clock: Clock


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
    listed = _listed(by_mission)
    return Reading(
        as_of=view.clock.as_of,
        known=view.clock.known,
        recorded=recorded,
        horizon=view.clock.horizon,
        missions=tuple(_pages(mission, by_mission[mission], view, settings) for mission in sorted(listed)),
        claims=view.claims,
        documents=view.documents,
        findings=(*sorted(findings, key=_finding_order), *view.judged.findings),
        copies=view.keys,
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
    keys = _with_same(independence_keys(docs), assigned, judged)
    clock = set_clock(docs, assigned.values(), as_of=as_of, known=known)
    return View(claims=assigned, documents=docs, keys=keys, judged=judged, clock=clock)


def _with_same(keys: dict[str, str], claims: Mapping[str, Claim], judged: Judged) -> dict[str, str]:
    """Documents whose claims a person called the same count as one source."""
    parents = {key: key for key in keys.values()}
    for first, second in judged.same:
        unite(parents, keys[claims[first].document_id], keys[claims[second].document_id])
    return {document_id: find(parents, key) for document_id, key in sorted(keys.items())}


def _listed(by_mission: Mapping[str, Sequence[Claim]]) -> set[str]:
    """The missions that get pages: those with a name, and those that somebody supports or counts at."""
    weighty = (Family.COMMITMENT, Family.SITUATION)
    return {
        mission
        for mission, claims in by_mission.items()
        if not mission.startswith(SUPPORT) or any(claim.family in weighty for claim in claims)
    }


def _pages(mission: str, claims: Sequence[Claim], view: View, settings: Settings) -> MissionPages:
    clock = view.clock
    rows = fold(claims, keys=view.keys, documents=view.documents, accepted=view.judged.accepted)
    commitments = [row for row in rows if row.claim.family is Family.COMMITMENT]
    others = counted_by((row for row in rows if row.claim.family is not Family.COMMITMENT), clock)
    sorted_ = sort_commitments(commitments)
    ledgers = build_ledgers(mission, sorted_, clock)
    blocks = standing_blocks(others, clock)
    accounts = tuple(
        make_account(each, clock, blocks=blocks, expires_after_days=settings.stock_expires_after_days)
        for each in ledgers
    )
    umbrellas = counted_by(sorted_.umbrellas, clock)
    told = [*others, *counted_by(commitments, clock)]
    return MissionPages(
        mission=mission_page(mission, claims),
        mandates=(),
        target=target(others, Measure.STRENGTH_TARGET, unit="person"),
        funding_target=target(others, Measure.FUNDING_TARGET),
        undertakings=tuple(each for ledger in ledgers for each in undertakings(ledger))
        + umbrella_undertakings(mission, umbrellas),
        accounts=accounts,
        assertions=(),
        series=all_series(mission, others),
        timeline=timeline(told, clock),
        plans=by_due([*(plan for each in accounts for plan in each.plans), *other_plans(others, sorted_, clock)]),
        disputes=(),
        quotes=_quotes(others),
        umbrellas=ids(umbrellas),
        not_posted=_not_posted(sorted_, ledgers, clock),
    )


def build_ledgers(mission: str, sorted_: Sorted, clock: Clock) -> list[Ledger]:
    """The ledgers of a mission, by giver, resource, item and unit."""
    ledgers = []
    for key in sorted(sorted_.accounts):
        ledger = build_ledger(mission, key, sorted_.accounts[key], sorted_.not_posted.get(key, []), clock)
        if ledger is not None:
            ledgers.append(ledger)
    return ledgers


def _quotes(rows: Iterable[Row]) -> tuple[str, ...]:
    """The ids of quotations, in order of time, then of place in their documents."""
    quotes = [row for row in rows if row.claim.family is Family.QUOTE]
    quotes.sort(key=lambda row: (row.when is None, row.when or date.max, row.claim.document_id, row.claim.span.start))
    return tuple(row.claim.id for row in quotes)


def _not_posted(sorted_: Sorted, ledgers: Sequence[Ledger], clock: Clock) -> tuple[str, ...]:
    beside = [*sorted_.outside, *sorted_.aggregates, *sorted_.denied]
    return ids([*counted_by(beside, clock), *(row for ledger in ledgers for row in ledger.not_posted)])


def _finding_order(finding: Finding) -> tuple[str, str, str, str]:
    return (finding.source, finding.code, finding.message, finding.document_id or "")
