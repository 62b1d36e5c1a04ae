"""JSON shapes: what other programs may rely on. Keys are only ever added.

Numbers are JSON numbers, whole ones without a fraction; days are ISO; a period is [start, end), null for open or
unknown. No shape holds an ingestion time, and every list has one order, so that the same book gives the same bytes.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from musterbook.model import (
    Account,
    Amount,
    Assertion,
    Claim,
    Dispute,
    Document,
    Finding,
    Mandate,
    MissionPages,
    Period,
    Plan,
    Quantity,
    Reading,
    Series,
    Stage,
    TimelineEntry,
)
from musterbook.views.pages import choose
from musterbook.views.sources import by_place, quotes
from musterbook.views.telling import entry_parties

Shape = dict[str, Any]

_STAGE_KEYS = {
    "requested": Stage.REQUEST,
    "interest": Stage.INTEREST,
    "offered": Stage.OFFER,
    "pledged": Stage.PLEDGE,
    "notified": Stage.NOTIFIED,
    "committed": Stage.COMMITTED,
    "allocated": Stage.ALLOCATED,
    "dispatched": Stage.DISPATCHED,
    "arrived": Stage.ARRIVED,
    "ended": Stage.ENDED,
}


def json_number(value: Decimal | None) -> int | float | None:
    """A whole number as int, any other as float, None as null."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def json_day(value: date | None) -> str | None:
    """A day in ISO form."""
    return None if value is None else value.isoformat()


def json_period(value: Period) -> list[str | None]:
    """[start, end), each null where open or unknown."""
    return [json_day(value.start), json_day(value.end)]


def json_amount(value: Amount | None) -> Shape | None:
    """{low, high} or null."""
    return None if value is None else {"low": json_number(value.low), "high": json_number(value.high)}


def json_quantity(value: Quantity | None) -> Shape | None:
    """{low, high, unit, kind, approx, text} or null."""
    if value is None:
        return None
    return {
        "low": json_number(value.low),
        "high": json_number(value.high),
        "unit": value.unit,
        "kind": str(value.kind),
        "approx": value.approx,
        "text": value.text,
    }


def _one_or_many(ids: tuple[str, ...]) -> str | list[str] | None:
    if not ids:
        return None
    return ids[0] if len(ids) == 1 else list(ids)


def claim_shape(claim: Claim, document: Document) -> Shape:
    """A claim as one JSON object."""
    return {
        "id": claim.id,
        "doc": document.name,
        "family": str(claim.family),
        "stage": claim.stage and str(claim.stage),
        "measure": claim.measure and str(claim.measure),
        "event": claim.event and str(claim.event),
        "party": _one_or_many(claim.party),
        "by": _one_or_many(claim.by),
        "via": claim.via,
        "group": json_quantity(claim.group),
        "recipient": claim.recipient,
        "mission": claim.mission,
        "resource": claim.resource and str(claim.resource),
        "force": claim.force and str(claim.force),
        "item": claim.item,
        "quantity": json_quantity(claim.quantity),
        "object": claim.object,
        "place": claim.place,
        "valid": json_period(claim.valid),
        "due": json_period(claim.due),
        "polarity": str(claim.polarity),
        "certainty": str(claim.certainty),
        "condition": claim.condition,
        "umbrella": claim.umbrella,
        "speaker": claim.speaker,
        "speaker_role": claim.speaker_role,
        "speaker_party": claim.speaker_party,
        "words": claim.words,
        "direct": claim.direct,
        "start": claim.span.start,
        "end": claim.span.end,
        "evidence": claim.evidence,
        "parts": [{"slot": part.slot, "start": part.start, "end": part.end} for part in claim.parts],
        "rule": claim.rule,
        "reported": json_period(claim.reported if claim.reported.known else document.published),
        "sample": document.is_sample,
    }


def claim_shapes(reading: Reading, claims: Iterable[Claim] | None = None) -> list[Shape]:
    """Claims (all in view by default) sorted by document and place."""
    chosen = reading.claims.values() if claims is None else claims
    ordered = sorted(chosen, key=lambda claim: by_place(reading, claim))
    return [claim_shape(claim, reading.documents[claim.document_id]) for claim in ordered]


def _head(reading: Reading, mission: str | None, name: str | None, others: tuple[str, ...]) -> Shape:
    return {
        "mission": mission,
        "mission_name": name,
        "other_missions": list(others),
        "as_of": json_day(reading.as_of),
        "known": json_day(reading.known),
        "horizon": json_day(reading.horizon),
        "sample": reading.is_sample,
    }


def _page_head(reading: Reading, mission: str | None) -> tuple[Shape, MissionPages | None]:
    chosen = choose(reading, mission)
    pages = chosen.pages
    mission_id, name = (pages.mission.id, pages.mission.name) if pages else (None, None)
    return _head(reading, mission_id, name, chosen.others), pages


def balance(reading: Reading, mission: str | None = None) -> Shape:
    """The balance of one mission; without a name, of the one with most claims, the others named."""
    head, pages = _page_head(reading, mission)
    if pages is None:
        return head | {"target": None, "accounts": [], "provisional": True}
    target = pages.target
    return head | {
        "target": (json_amount(target.amount) or {"low": None, "high": None})
        | {"unit": target.unit, "since": json_day(target.since), "claims": list(target.claims)},
        "provisional": any(account.provisional for account in pages.accounts),
        "accounts": [account_shape(account) for account in pages.accounts],
        "assertions": [_assertion(one) for one in pages.assertions],
        "mandates": [_mandate(one) for one in pages.mandates],
        "umbrellas": list(pages.umbrellas),
        "not_posted": len(pages.not_posted),
        "disputes": [one.id for one in pages.disputes],
    }


def account_shape(account: Account) -> Shape:
    """One account; a stage that nobody stated is null, one that was stated without a number stands in `uncounted`."""
    amounts = {key: json_amount(account.amounts.get(stage)) for key, stage in _STAGE_KEYS.items()}
    return {
        "id": account.id,
        "party": account.party,
        "resource": str(account.resource),
        "item": account.item,
        "unit": account.unit,
        **amounts,
        "outstanding": json_amount(account.outstanding),
        "present": json_amount(account.present),
        "uncounted": [str(stage) for stage in account.uncounted],
        "last_reported": json_day(account.last_reported),
        "expired": account.expired,
        "blocked": list(account.blocked),
        "due": [plan_shape(plan) for plan in account.plans if not plan.overdue],
        "overdue": [plan_shape(plan) for plan in account.plans if plan.overdue],
        "last_affirmed": json_day(account.last_affirmed),
        "provisional": account.provisional,
        "not_posted": len(account.not_posted),
        "arithmetic": "; ".join(account.arithmetic),
        "claims": {str(stage): list(account.claims[stage]) for stage in Stage if stage in account.claims}
        | ({"present": list(account.present_claims)} if account.present_claims else {}),
        "disputes": list(account.disputes),
    }


def plan_shape(plan: Plan) -> Shape:
    """One plan: when it is due, who said so, and what was said before."""
    return {
        "party": plan.party,
        "resource": plan.resource and str(plan.resource),
        "amount": json_amount(plan.amount),
        "unit": plan.unit,
        "due": json_period(plan.due),
        "overdue": plan.overdue,
        "said_by": plan.said_by,
        "reported": json_period(plan.reported),
        "slipped_from": [json_period(one) for one in plan.slipped_from],
        "claim": plan.claim_id,
    }


def _assertion(assertion: Assertion) -> Shape:
    return {
        "about": assertion.about,
        "asserted": json_amount(assertion.asserted),
        "posted": json_amount(assertion.posted),
        "residual": json_amount(assertion.residual),
        "verdict": str(assertion.verdict),
        "explanation": assertion.explanation,
        "claims": list(assertion.claim_ids),
    }


def _mandate(mandate: Mandate) -> Shape:
    return {
        "body": mandate.body,
        "instrument": mandate.instrument,
        "period": json_period(mandate.period),
        "tasks": mandate.tasks,
        "ceiling": json_amount(mandate.ceiling),
        "claims": list(mandate.claims),
    }


def timeline(reading: Reading, mission: str | None = None) -> Shape:
    """The milestones and deeds of one mission in order of time; undated ones last."""
    head, pages = _page_head(reading, mission)
    return head | {"timeline": [_entry(one) for one in pages.timeline] if pages else []}


def _entry(entry: TimelineEntry) -> Shape:
    return {
        "id": entry.id,
        "when": json_period(entry.when),
        "latest": json_day(entry.latest),
        "event": str(entry.event),
        "summary": entry.summary,
        "party": _one_or_many(entry_parties(entry)),
        "object": entry.object,
        "place": entry.place,
        "polarity": str(entry.polarity),
        "planned": entry.planned,
        "sources": entry.sources,
        "claims": list(entry.claim_ids),
    }


def situation(reading: Reading, mission: str | None = None) -> Shape:
    """The figures about the place by measure; never a sum."""
    head, pages = _page_head(reading, mission)
    return head | {"series": [_series(one) for one in pages.series] if pages else []}


def _series(series: Series) -> Shape:
    points = [
        {
            **(json_amount(point.amount) or {}),
            "kind": point.kind,
            "window": json_period(point.window),
            "reported": json_period(point.reported),
            "speaker": point.speaker,
            "sources": point.sources,
            "claims": list(point.claim_ids),
        }
        for point in series.points
    ]
    return {
        "id": series.id,
        "measure": str(series.measure),
        "place": series.place,
        "unit": series.unit,
        "points": points,
    }


def quotations(reading: Reading, mission: str | None = None) -> Shape:
    """The quotations of one mission, or of the whole book without a name."""
    if mission is None:
        head = _head(reading, None, None, tuple(pages.mission.id for pages in reading.missions))
        return head | {"quotes": claim_shapes(reading, quotes(reading))}
    head, pages = _page_head(reading, mission)
    return head | {"quotes": claim_shapes(reading, quotes(reading, pages.quotes if pages else ()))}


def disputes(reading: Reading, mission: str | None = None) -> Shape:
    """What does not agree, both sides with their claims."""
    head, pages = _page_head(reading, mission)
    return head | {"disputes": [_dispute(reading, one) for one in pages.disputes] if pages else []}


def _dispute(reading: Reading, dispute: Dispute) -> Shape:
    return {
        "id": dispute.id,
        "verdict": str(dispute.verdict),
        "rule": dispute.rule,
        "about": dispute.about,
        "left": _sides(reading, dispute.left),
        "right": _sides(reading, dispute.right),
        "explanation": dispute.explanation,
        "settle": dispute.settle,
    }


def _sides(reading: Reading, ids: tuple[str, ...]) -> list[Shape]:
    return claim_shapes(reading, [reading.claims[one] for one in ids if one in reading.claims])


def documents(reading: Reading, mission: str | None = None) -> Shape:
    """The documents in view with the number of claims, and every finding; those of one mission when it is named."""
    rows = [_document(reading, one) for one in documents_in_view(reading, mission)]
    kept = {row["id"] for row in rows}
    findings = [_finding(one) for one in reading.findings if mission is None or one.document_id in kept]
    head = _head(reading, mission, None, tuple(p.mission.id for p in reading.missions if p.mission.id != mission))
    return head | {"documents": rows, "findings": findings}


def documents_in_view(reading: Reading, mission: str | None = None) -> list[Document]:
    """Documents by name; with a mission, those that hold a claim about it."""
    found = reading.documents.values()
    if mission is None:
        return sorted(found, key=lambda document: (document.name, document.id))
    pages = choose(reading, mission).pages
    wanted = {claim.document_id for claim in reading.claims.values() if pages and claim.mission == pages.mission.id}
    return sorted((one for one in found if one.id in wanted), key=lambda document: (document.name, document.id))


def _document(reading: Reading, document: Document) -> Shape:
    families: dict[str, int] = {}
    for claim in reading.claims.values():
        if claim.document_id == document.id:
            families[str(claim.family)] = families.get(str(claim.family), 0) + 1
    return {
        "id": document.id,
        "doc": document.name,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": json_period(document.published),
        "published_how": document.published_how,
        "language": document.language,
        "kind": document.kind,
        "entered_by": document.entered_by,
        "rights": document.rights,
        "labels": list(document.labels),
        "copy_of": reading.copies.get(document.id),
        "claims": sum(families.values()),
        "families": dict(sorted(families.items())),
        "findings": sum(1 for finding in reading.findings if finding.document_id == document.id),
    }


def _finding(finding: Finding) -> Shape:
    return {
        "source": finding.source,
        "code": finding.code,
        "message": finding.message,
        "document": finding.document_id,
    }
