"""Claims and judgements: what a stretch of a document asserts, and what people said of it."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from musterbook.errors import EvidenceError
from musterbook.model.values import Period, Quantity, Span
from musterbook.model.vocabulary import (
    Certainty,
    Event,
    Family,
    Force,
    Grade,
    Measure,
    Polarity,
    Resource,
    Stage,
    Stance,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Where a slot of a claim stands, when it stands outside the evidence: `slot` is the name of the claim's field."""

    slot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one stretch of one document asserts. Never edited.

    `party` is the giver or actor: empty when the text names none, several ids only where they act jointly under one
    collective word. Ids are ISO 3166 alpha-2 for states, slugs for bodies, full names for people. `by` is who asks
    (requests). `mission` is a mission named in the document's context; missions that follow from the recipient are
    derived at each reading. `valid` is when it is true in the world, `due` when a plan is to be done. Of a quotation,
    `told` is to whom the words were said, `about` the states, missions and processes that they name, `stance` what the
    speaker does with them. `corrects` is the figure that the document takes back by this one. `grade` says how far a
    machine's claim can be trusted; what was entered by a person, or read before there were grades, has none.
    """

    document_id: str
    family: Family
    evidence: str
    span: Span
    rule: str
    stage: Stage | None = None
    measure: Measure | None = None
    event: Event | None = None
    party: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    via: str | None = None
    group: Quantity | None = None
    recipient: str | None = None
    mission: str | None = None
    resource: Resource | None = None
    force: Force | None = None
    item: str | None = None
    quantity: Quantity | None = None
    object: str | None = None
    place: str | None = None
    valid: Period = Period()
    due: Period = Period()
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED
    condition: str | None = None
    speaker: str | None = None
    speaker_role: str | None = None
    speaker_party: str | None = None
    words: str | None = None
    direct: bool | None = None
    told: str | None = None
    about: tuple[str, ...] = ()
    stance: Stance | None = None
    umbrella: bool = False
    corrects: Quantity | None = None
    reported: Period = Period()
    parts: tuple[Part, ...] = ()
    grade: Grade | None = None
    id: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", _claim_id(self))

    @property
    def value(self) -> str:
        """The stage, measure or event; "quote" for a quotation."""
        return str(self.stage or self.measure or self.event or "quote")


def _claim_id(claim: Claim) -> str:
    """24 hexadecimal digits of the hash of what is said where; rules and ingestion do not enter."""
    quantity = claim.quantity
    said = (
        claim.document_id,
        claim.span.start,
        claim.span.end,
        claim.family,
        claim.value,
        claim.party,
        claim.by,
        claim.resource,
        claim.item,
        claim.object,
        quantity and (str(quantity.low), str(quantity.high), quantity.unit, quantity.start),
        claim.polarity,
    )
    return hashlib.sha256(repr(said).encode("utf-8")).hexdigest()[:24]


def moved(claim: Claim, by: int) -> Claim:
    """The same claim, read in a section of its document that begins `by` code points after its start."""
    if not by:
        return claim
    return replace(
        claim,
        id="",
        span=replace(claim.span, start=claim.span.start + by, end=claim.span.end + by),
        parts=tuple(replace(part, start=part.start + by, end=part.end + by) for part in claim.parts),
        quantity=_moved(claim.quantity, by),
        group=_moved(claim.group, by),
        corrects=_moved(claim.corrects, by),
    )


def _moved(quantity: Quantity | None, by: int) -> Quantity | None:
    return None if quantity is None else replace(quantity, start=quantity.start + by, end=quantity.end + by)


def check_evidence(claim: Claim, text: str) -> None:
    """Raise EvidenceError unless `text[start:end]` is the evidence and every part lies inside the text."""
    if text[claim.span.start : claim.span.end] != claim.evidence or not claim.evidence:
        raise EvidenceError(f"claim {claim.id} does not show its words at {claim.span.start}:{claim.span.end}")
    for part in claim.parts:
        if not 0 <= part.start < part.end <= len(text):
            raise EvidenceError(f"claim {claim.id}: part {part.slot!r} lies outside the text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a named person decided about a claim or a pair: accept, reject, correct, same, different, undo.

    `undo` takes back the last judgement that stands on the claim, or on the pair where `other_claim_id` is given.
    """

    claim_id: str
    verdict: str
    by: str
    reason: str
    recorded_at: datetime
    other_claim_id: str | None = None
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A document taken out of view by a named person, or brought back (`restored`). Its rows stay in the book."""

    document_id: str
    name: str
    reason: str
    by: str
    recorded_at: datetime
    restored: bool = False
    rights: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The tombstone of a document whose words were removed: only the hash of name and text is left of it.

    `claims` and `judgements` count the rows that went with it.
    """

    document_id: str
    reason: str
    by: str
    recorded_at: datetime
    claims: int = 0
    judgements: int = 0
