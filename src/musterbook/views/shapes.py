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
    Basis,
    Claim,
    Document,
    Mandate,
    MissionPages,
    Period,
    Plan,
    Quantity,
    Reading,
    Stage,
)
from musterbook.views.pages import choose
from musterbook.views.sources import by_place

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


def one_or_many(ids: tuple[str, ...]) -> str | list[str] | None:
    """One id as a string, several as a list, none as null."""
    if not ids:
        return None
    return ids[0] if len(ids) == 1 else list(ids)


def claim_shape(claim: Claim, document: Document, standing: str = "machine") -> Shape:
    """A claim as one JSON object; `standing` is machine until a person has accepted, corrected or rejected it."""
    return {
        "id": claim.id,
        "doc": document.name,
        "family": str(claim.family),
        "stage": claim.stage and str(claim.stage),
        "measure": claim.measure and str(claim.measure),
        "event": claim.event and str(claim.event),
        "party": one_or_many(claim.party),
        "by": one_or_many(claim.by),
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
        "corrects": json_quantity(claim.corrects),
        "speaker": claim.speaker,
        "speaker_role": claim.speaker_role,
        "speaker_party": claim.speaker_party,
        "words": claim.words,
        "direct": claim.direct,
        "told": claim.told,
        "about": list(claim.about),
        "stance": claim.stance and str(claim.stance),
        "start": claim.span.start,
        "end": claim.span.end,
        "evidence": claim.evidence,
        "parts": [{"slot": part.slot, "start": part.start, "end": part.end} for part in claim.parts],
        "rule": claim.rule,
        "grade": claim.grade and str(claim.grade),
        "reported": json_period(claim.reported if claim.reported.known else document.published),
        "sample": document.is_sample,
        "standing": standing,
    }


def claim_shapes(reading: Reading, claims: Iterable[Claim] | None = None) -> list[Shape]:
    """Claims (all in view by default) sorted by document and place."""
    chosen = reading.claims.values() if claims is None else claims
    ordered = sorted(chosen, key=lambda claim: by_place(reading, claim))
    standing = reading.standing
    return [
        claim_shape(claim, reading.documents[claim.document_id], standing.get(claim.id, "machine"))
        | {"corrected_by": list(reading.corrected.get(claim.id, ()))}
        for claim in ordered
    ]


def reading_head(reading: Reading, mission: str | None, name: str | None, others: tuple[str, ...]) -> Shape:
    """What every page says first: its mission, the others, and as of which days it stands."""
    return {
        "mission": mission,
        "mission_name": name,
        "other_missions": list(others),
        "as_of": json_day(reading.as_of),
        "known": json_day(reading.known),
        "horizon": json_day(reading.horizon),
        "sample": reading.is_sample,
    }


def page_head(reading: Reading, mission: str | None) -> tuple[Shape, MissionPages | None]:
    """The head of a page of one mission, and the mission's pages."""
    chosen = choose(reading, mission)
    pages = chosen.pages
    mission_id, name = (pages.mission.id, pages.mission.name) if pages else (None, None)
    return reading_head(reading, mission_id, name, chosen.others), pages


def balance(reading: Reading, mission: str | None = None) -> Shape:
    """The balance of one mission; without a name, of the one with most claims, the others named."""
    head, pages = page_head(reading, mission)
    if pages is None:
        return head | {"target": None, "accounts": [], "provisional": True}
    target = pages.target
    return head | {
        "target": (json_amount(target.amount) or {"low": None, "high": None})
        | {"unit": target.unit, "since": json_day(target.since), "claims": list(target.claims)}
        | {"basis": target.basis and basis_shape(target.basis)},
        "provisional": any(account.provisional for account in pages.accounts),
        "posting": reading.posting,
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
        "posted": account.posted,
        "unreviewed": account.unreviewed,
        "unproved": account.unproved,
        "not_posted": len(account.not_posted),
        "arithmetic": "; ".join(account.arithmetic),
        "claims": {str(stage): list(account.claims[stage]) for stage in Stage if stage in account.claims}
        | ({"present": list(account.present_claims)} if account.present_claims else {}),
        "disputes": list(account.disputes),
        "basis": _bases(account),
        "conditions": [
            {
                "words": one.words,
                "state": one.state,
                "since": json_day(one.since),
                "claims": list(one.claims),
                "milestones": list(one.milestones),
            }
            for one in account.conditions
        ],
        "not_renewed": account.not_renewed,
    }


def _bases(account: Account) -> Shape:
    """Why each amount of an account stands, under the key of the amount."""
    found = {key: account.bases.get(stage) for key, stage in _STAGE_KEYS.items()} | {"present": account.present_basis}
    return {key: basis_shape(basis) for key, basis in found.items() if basis}


def basis_shape(basis: Basis) -> Shape:
    """Why a figure stands: the policy by name, its reason, the independent sources, and what was stated otherwise."""
    return {
        "policy": str(basis.policy),
        "reason": basis.reason,
        "sources": basis.sources,
        "others": [json_amount(other) for other in basis.others],
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
        "days_left": None if mandate.days_left is None else max(0, mandate.days_left),
        "claims": list(mandate.claims),
    }
