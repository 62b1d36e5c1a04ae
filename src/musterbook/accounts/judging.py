"""Judgements: what people decided about claims, applied before anything is derived."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from musterbook.model import (
    Certainty,
    Claim,
    Document,
    Event,
    Finding,
    Force,
    Judgement,
    Measure,
    Period,
    Polarity,
    Quantity,
    QuantityKind,
    Resource,
    Stage,
)

_WORDS = ("recipient", "mission", "item", "object", "place", "condition", "speaker", "via")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Claims after judgement: corrected, with the ids of those rejected and accepted.

    `same` and `different` hold the pairs of claims of which a person said that they are one deed, or two.
    """

    claims: Mapping[str, Claim]
    rejected: frozenset[str]
    accepted: frozenset[str]
    same: tuple[tuple[str, str], ...]
    different: frozenset[frozenset[str]]
    findings: tuple[Finding, ...]


def judge(claims: Mapping[str, Claim], judgements: Iterable[Judgement], documents: Mapping[str, Document]) -> Judged:
    """Apply judgements in the order given; the last word on a claim counts.

    A rejection is remembered by sentence: it also removes what another reading says of the same words. What a person
    entered at the desk needs no second acceptance. A correction that cannot be understood becomes a finding.
    """
    corrected = dict(claims)
    verdicts: dict[str, str] = {}
    same: list[tuple[str, str]] = []
    different: set[frozenset[str]] = set()
    findings: list[Finding] = []
    for each in judgements:
        if each.claim_id not in claims:
            continue
        if each.verdict in ("accept", "reject"):
            verdicts[each.claim_id] = each.verdict
        elif each.verdict == "correct" and each.field is not None:
            try:
                corrected[each.claim_id] = _correct(corrected[each.claim_id], each.field, each.value)
                verdicts[each.claim_id] = "accept"
            except (ValueError, InvalidOperation) as error:
                message = f"correction of {each.field!r} in claim {each.claim_id} not applied: {error}"
                findings.append(Finding(source=each.by, code="correction", message=message))
        elif each.other_claim_id is None or each.other_claim_id not in claims:
            continue
        elif each.verdict == "same":
            same.append((each.claim_id, each.other_claim_id))
        elif each.verdict == "different":
            different.add(frozenset({each.claim_id, each.other_claim_id}))
    desk = {claim.id for claim in claims.values() if _is_desk(documents.get(claim.document_id))}
    rejected = _same_words(claims, {claim_id for claim_id, verdict in verdicts.items() if verdict == "reject"})
    accepted = {claim_id for claim_id, verdict in verdicts.items() if verdict == "accept"} | desk
    return Judged(
        claims=corrected,
        rejected=rejected,
        accepted=frozenset(accepted - rejected),
        same=tuple(pair for pair in same if frozenset(pair) not in different),
        different=frozenset(different),
        findings=tuple(findings),
    )


def _is_desk(document: Document | None) -> bool:
    return document is not None and document.kind == "desk"


def _same_words(claims: Mapping[str, Claim], rejected: set[str]) -> frozenset[str]:
    words = {_sentence(claims[claim_id]) for claim_id in rejected}
    return frozenset(claim.id for claim in claims.values() if claim.id in rejected or _sentence(claim) in words)


def _sentence(claim: Claim) -> tuple[object, ...]:
    """What a rejection remembers: the words, and what was read into them."""
    return (claim.document_id, claim.span.start, claim.span.end, claim.family, claim.value, claim.party, claim.quantity)


def _correct(claim: Claim, name: str, value: str | None) -> Claim:
    """The claim with one field changed and its id kept; raises ValueError where the value does not fit."""
    text = (value or "").strip()
    if name in _WORDS:
        return _changed(claim, name, text or None)
    if name not in CORRECTIONS:
        raise ValueError(f"unknown field; known: {', '.join(sorted((*_WORDS, *CORRECTIONS)))}")
    field, parse = CORRECTIONS[name]
    return _changed(claim, field, parse(claim, text))


def _changed(claim: Claim, name: str, value: object) -> Claim:
    return replace(claim, id=claim.id, **{name: value})  # type: ignore[arg-type]


def _parties(claim: Claim, text: str) -> tuple[str, ...]:
    return tuple(party.strip() for party in text.split(",") if party.strip())


def _period(claim: Claim, text: str) -> Period:
    """ "2024-06-25" is that day; "2024-06-01/2024-07-01" a half-open period, ".." or nothing an open end."""
    if "/" not in text:
        day = date.fromisoformat(text)
        return Period(start=day, end=day + timedelta(days=1))
    start, end = (None if part in ("", "..") else date.fromisoformat(part) for part in text.split("/", 1))
    return Period(start=start, end=end)


def _quantity(claim: Claim, text: str) -> Quantity | None:
    """ "200" or "200..250", with the unit of the corrected quantity, else persons."""
    if not text:
        return None
    low, _, high = text.replace(",", "").partition("..")
    quantity = claim.quantity or Quantity(low=None, high=None, unit="person")
    return replace(quantity, low=Decimal(low), high=Decimal(high or low), approx=False)


def _unit(claim: Claim, text: str) -> Quantity:
    if claim.quantity is None or not text:
        raise ValueError("there is no quantity to give a unit to")
    return replace(claim.quantity, unit=text)


def _kind(claim: Claim, text: str) -> Quantity:
    if claim.quantity is None:
        raise ValueError("there is no quantity to give a kind to")
    return replace(claim.quantity, kind=QuantityKind(text))


def _flag(claim: Claim, text: str) -> bool:
    if text.casefold() not in ("true", "false"):
        raise ValueError("neither true nor false")
    return text.casefold() == "true"


CORRECTIONS: Mapping[str, tuple[str, Callable[[Claim, str], object]]] = {
    "party": ("party", _parties),
    "by": ("by", _parties),
    "stage": ("stage", lambda _, text: Stage(text)),
    "measure": ("measure", lambda _, text: Measure(text)),
    "event": ("event", lambda _, text: Event(text)),
    "resource": ("resource", lambda _, text: Resource(text)),
    "force": ("force", lambda _, text: Force(text)),
    "polarity": ("polarity", lambda _, text: Polarity(text)),
    "certainty": ("certainty", lambda _, text: Certainty(text)),
    "valid": ("valid", _period),
    "due": ("due", _period),
    "quantity": ("quantity", _quantity),
    "unit": ("quantity", _unit),
    "kind": ("quantity", _kind),
    "umbrella": ("umbrella", _flag),
}
"""What may be corrected besides words: the name in a judgement, the field of the claim, how its value is read."""
