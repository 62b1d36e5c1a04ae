"""Judgements: what people decided about claims, applied before anything is derived."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from musterbook.accounts.echoes import Echoes
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

VERDICTS = ("accept", "reject", "correct")
"""What can be said of one claim; `same` and `different` are said of two, `undo` of the judgement before it."""

_WORDS = ("recipient", "mission", "item", "object", "place", "condition", "speaker", "via")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Claims after judgement: corrected, with the ids of those rejected, accepted as they are, and corrected.

    `accepted` holds the corrected ones too. `same` and `different` hold the pairs of claims of which a person said that
    they are one deed, or two.
    """

    claims: Mapping[str, Claim]
    rejected: frozenset[str]
    accepted: frozenset[str]
    corrected: frozenset[str]
    same: tuple[tuple[str, str], ...]
    different: frozenset[frozenset[str]]
    findings: tuple[Finding, ...]


def judge(
    claims: Mapping[str, Claim],
    judgements: Iterable[Judgement],
    documents: Mapping[str, Document],
    former: Mapping[str, Claim] | None = None,
) -> Judged:
    """Apply judgements in the order given; the last word on a claim counts.

    A rejection, an acceptance and a correction are remembered by sentence: they hold for whatever reads the same into
    the same words again, in this document or in another version of it. What a person entered at the desk needs no
    second acceptance. `former` are claims that a later reading of their document no longer finds: they count nowhere,
    and what was decided about them holds for whatever says the same in the same words. A correction that cannot be
    understood becomes a finding.
    """
    everything = {**(former or {}), **claims}
    standing = effective(each for each in judgements if each.claim_id in everything)
    own = {each.claim_id for each in standing if each.verdict in VERDICTS and each.claim_id in claims}
    echoes = Echoes.of(everything if standing else {}, documents)
    changed = dict(everything)
    verdicts: dict[str, str] = {}
    same: list[tuple[str, str]] = []
    different: set[frozenset[str]] = set()
    findings: list[Finding] = []
    for each in standing:
        if each.verdict in VERDICTS:
            reach = [each.claim_id, *(one for one in echoes.echoing(each.claim_id) if one not in own)]
            try:
                for claim_id in reach:
                    changed[claim_id] = _with(changed[claim_id], each)
                    verdicts[claim_id] = _verdict(verdicts.get(claim_id), each.verdict)
            except (ValueError, InvalidOperation) as error:
                message = f"correction of {each.field!r} in claim {each.claim_id} not applied: {error}"
                findings.append(Finding(source=each.by, code="correction", message=message))
        elif (pair := _present_pair(each, claims, echoes)) is None:
            continue
        elif each.verdict == "same":
            same.append(pair)
        elif each.verdict == "different":
            different.add(frozenset(pair))
    desk = {claim.id for claim in claims.values() if _is_desk(documents.get(claim.document_id))}
    given_to = {one: given for one, given in verdicts.items() if one in claims}
    by_verdict = {verdict: {one for one, given in given_to.items() if given == verdict} for verdict in VERDICTS}
    accepted = by_verdict["accept"] | by_verdict["correct"] | desk
    return Judged(
        claims={one: changed[one] for one in claims},
        rejected=frozenset(by_verdict["reject"]),
        accepted=frozenset(accepted - by_verdict["reject"]),
        corrected=frozenset(by_verdict["correct"]),
        same=tuple(pair for pair in same if frozenset(pair) not in different),
        different=frozenset(different),
        findings=tuple(findings),
    )


def _present_pair(judgement: Judgement, claims: Mapping[str, Claim], echoes: Echoes) -> tuple[str, str] | None:
    """The two claims of which something was said, each by what says the same in its place if it is no longer there."""
    found = []
    for each in (judgement.claim_id, judgement.other_claim_id):
        if each is None or each not in echoes.claims:
            return None
        present = each if each in claims else min((one for one in echoes.echoing(each) if one in claims), default=None)
        if present is None:
            return None
        found.append(present)
    return None if found[0] == found[1] else (found[0], found[1])


def effective(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that stand: each `undo` takes back the last one before it on the same claim or pair."""
    standing: list[Judgement] = []
    for each in judgements:
        if each.verdict != "undo":
            standing.append(each)
            continue
        about = _about(each)
        last = next((i for i in reversed(range(len(standing))) if _about(standing[i]) == about), None)
        if last is not None:
            del standing[last]
    return tuple(standing)


def check_correction(claim: Claim, name: str, value: str | None) -> None:
    """Raise ValueError, in words for the person who corrects, where a field cannot have this value."""
    try:
        _correct(claim, name, value)
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no number") from error


def _about(judgement: Judgement) -> frozenset[str]:
    return frozenset(filter(None, (judgement.claim_id, judgement.other_claim_id)))


def _with(claim: Claim, judgement: Judgement) -> Claim:
    if judgement.verdict != "correct" or judgement.field is None:
        return claim
    return _correct(claim, judgement.field, judgement.value)


def _verdict(before: str | None, now: str) -> str:
    """What stands after one more judgement: a corrected claim that is then accepted stays corrected."""
    return "correct" if before == "correct" and now == "accept" else now


def _is_desk(document: Document | None) -> bool:
    return document is not None and document.kind == "desk"


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
