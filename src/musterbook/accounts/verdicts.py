"""What two claims say of each other (METHOD section 6): the verdict, and the rule that gives it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from musterbook.accounts.amounts import agree, counted, figure_of
from musterbook.accounts.names import same_name
from musterbook.accounts.rows import (
    CONTEMPORARY_DAYS,
    DEEDS,
    FLOWS,
    MOVEMENT_DAYS,
    as_of_day,
    days_between,
    last_day,
    width,
)
from musterbook.model import Claim, Event, Family, Force, Period, Polarity, QuantityKind, Verdict

EXACT_DAYS = 3
"""Deeds dated this sharply on the same days are the same moment."""
DATE_GAP_DAYS = 62
"""Two dates of one act further apart than this are two acts."""

UNIQUE = frozenset(
    {
        Event.MANDATE_ADOPTED,
        Event.APPOINTMENT,
        Event.RESIGNATION,
        Event.ASSASSINATION,
        Event.BODY_CREATED,
        Event.ELECTION_HELD,
    }
)
"""Milestones that happen once to one person or body, so that two dates cannot both be right."""

SIZE, ADDITION, TOTAL, STOCK, PART = "size", "addition", "total", "stock", "part"
CLASSES: Mapping[QuantityKind, str] = {
    QuantityKind.UNKNOWN: SIZE,
    QuantityKind.CEILING: SIZE,
    QuantityKind.INCREMENT: ADDITION,
    QuantityKind.CUMULATIVE: TOTAL,
    QuantityKind.STOCK: STOCK,
    QuantityKind.OUTSTANDING: "outstanding",
    QuantityKind.SHARE: "share",
    QuantityKind.SUBSET: PART,
}
"""Figures of different classes are never compared."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with the name of the rule that gives it."""

    verdict: Verdict
    rule: str


def verdict(first: Claim, second: Claim, *, copies: bool = False) -> Ruling:
    """What two claims say of each other. Symmetric. `copies` says that their documents are copies of each other."""
    if not _same_key(first, second):
        return Ruling(Verdict.UNRELATED, "other-key")
    if first.place and second.place and first.place.casefold() != second.place.casefold():
        return Ruling(Verdict.UNRELATED, "other-place")
    if copies:
        return Ruling(Verdict.AGREES, "copies")
    if first.polarity is not second.polarity:
        return _denial(first, second)
    if first.family is Family.MILESTONE:
        return _milestones(first, second)
    return _figures(first, second)


def subject(claim: Claim) -> tuple[object, ...]:
    """All of a claim that `comparable` looks at: claims of one subject are comparable with the same others."""
    quantity = claim.quantity
    return (
        claim.family,
        claim.value,
        claim.mission,
        claim.party,
        claim.resource,
        claim.item,
        claim.force,
        claim.recipient,
        claim.umbrella,
        claim.object,
        claim.place,
        claim.polarity,
        None if quantity is None else (figure_of(quantity), kind_class(claim)),
    )


def comparable(first: Claim, second: Claim) -> bool:
    """Whether a verdict on two claims can be a dispute or a denial at all, whatever their days, documents and speakers.

    Asked once for two subjects, where `verdict` would be asked for every two claims.
    """
    if not _same_key(first, second):
        return False
    if first.place and second.place and first.place.casefold() != second.place.casefold():
        return False
    if first.polarity is not second.polarity:
        return not (first.quantity and second.quantity) or agree(first.quantity, second.quantity)
    if first.family is Family.MILESTONE:
        return first.event in UNIQUE
    if first.quantity is None or second.quantity is None or not kind_class(first):
        return False
    return kind_class(first) == kind_class(second) and not agree(first.quantity, second.quantity)


def kind_class(claim: Claim) -> str:
    """The class of a claim's figure; empty without one. A deed without cue is a movement if dated, else a total."""
    quantity = claim.quantity
    if quantity is None or not counted(quantity):
        return ""
    found = CLASSES[quantity.kind]
    if claim.stage in DEEDS and found == SIZE:
        days = width(claim.valid)
        return ADDITION if days is not None and days <= MOVEMENT_DAYS else TOTAL
    if claim.measure in FLOWS and found == TOTAL:
        return SIZE
    if claim.measure is not None and claim.measure not in FLOWS and found == SIZE:
        return STOCK
    return found


def _same_key(first: Claim, second: Claim) -> bool:
    same = (
        first.family is second.family
        and first.value == second.value
        and (first.mission == second.mission or not (first.mission and second.mission))
    )
    if not same or first.family is Family.QUOTE:
        return False
    if first.family is Family.MILESTONE:
        return _same_milestone(first, second)
    if first.family is Family.SITUATION:
        return _noun(first.object) == _noun(second.object) and _same_unit(first, second)
    givers = set(first.party) == set(second.party) and bool(first.party)
    if first.polarity is not second.polarity:
        givers = bool(set(first.party) & set(second.party))
    return (
        givers
        and first.resource is second.resource
        and _fold(first.item) == _fold(second.item)
        and _forces_join(first, second)
        and first.umbrella == second.umbrella
        and _recipients_join(first, second)
        and _same_unit(first, second)
    )


def _recipients_join(first: Claim, second: Claim) -> bool:
    """The same recipient; one that names none joins where both are about one mission."""
    a, b = _fold(first.recipient), _fold(second.recipient)
    return a == b or (not (a and b) and first.mission is not None and first.mission == second.mission)


def _same_unit(first: Claim, second: Claim) -> bool:
    return first.quantity is None or second.quantity is None or first.quantity.unit == second.quantity.unit


def _forces_join(first: Claim, second: Claim) -> bool:
    open_ = (None, Force.UNSPECIFIED)
    return first.force in open_ or second.force in open_ or first.force is second.force


def _same_milestone(first: Claim, second: Claim) -> bool:
    parties = not first.party or not second.party or _people_meet(first.party, second.party)
    objects = not first.object or not second.object or same_name(first.object, second.object)
    shared = (_people_meet(first.party, second.party)) or bool(first.object and second.object and objects)
    return parties and objects and shared


def _people_meet(first: Iterable[str], second: Iterable[str]) -> bool:
    return any(same_name(a, b) for a in first for b in second)


def _noun(text: str | None) -> str:
    """What figures count: the last word of the noun phrase, so that "1,660 people" compares with "1,554 people"."""
    words = [word for word in (text or "").casefold().split() if word.isalpha()]
    return words[-1] if words else ""


def _fold(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _denial(first: Claim, second: Claim) -> Ruling:
    """Opposite polarity: a denial, unless the deed was done later or the figures differ anyway."""
    denied, affirmed = (first, second) if first.polarity is Polarity.DENIED else (second, first)
    if denied.quantity and affirmed.quantity and not agree(denied.quantity, affirmed.quantity):
        return Ruling(Verdict.UNRELATED, "other-figure")
    if denied.valid.known and affirmed.valid.known and not denied.valid.overlaps(affirmed.valid):
        return Ruling(Verdict.UNRELATED, "other-window")
    gap = days_between(as_of_day(denied), as_of_day(affirmed))
    if gap is not None and gap > CONTEMPORARY_DAYS:
        return Ruling(Verdict.SUPERSEDES, "later-day")
    return Ruling(Verdict.DENIES, "opposite-polarity")


def _milestones(first: Claim, second: Claim) -> Ruling:
    a, b = first.valid, second.valid
    if not (a.start and a.end and b.start and b.end):
        return Ruling(Verdict.AGREES, "same-act")
    if a.overlaps(b):
        return Ruling(Verdict.AGREES, "same-act")
    gap = min(abs((a.start - b.end).days), abs((b.start - a.end).days))
    named = bool(first.object and second.object)
    if first.event in UNIQUE and named and gap <= DATE_GAP_DAYS and first.polarity is Polarity.AFFIRMED:
        return Ruling(Verdict.DISPUTES, "two-dates")
    return Ruling(Verdict.UNRELATED, "other-window")


def _figures(first: Claim, second: Claim) -> Ruling:
    if first.quantity is None or second.quantity is None or not kind_class(first) or not kind_class(second):
        return Ruling(Verdict.AGREES, "no-figure")
    if kind_class(first) != kind_class(second):
        return Ruling(Verdict.UNRELATED, "other-kind")
    window = _window(first, second)
    if window in ("other", "unknown"):
        return Ruling(Verdict.UNRELATED, f"{window}-window")
    if agree(first.quantity, second.quantity):
        return Ruling(Verdict.AGREES, "intervals-meet")
    one_voice = first.speaker is not None and first.speaker == second.speaker
    if one_voice and days_between(as_of_day(first), as_of_day(second)) != 0:
        return Ruling(Verdict.REVISES, "same-speaker")
    if window == "later":
        return Ruling(Verdict.SUPERSEDES, "later-day")
    return Ruling(Verdict.DISPUTES, "intervals-apart")


def _window(first: Claim, second: Claim) -> str:
    """Whether two figures speak of the same time: "same", "later", "other", or "unknown" where no day is given."""
    if first.measure in FLOWS:
        return _flow_window(first, second)
    kind = kind_class(first)
    if kind == ADDITION:
        return _movement_window(first, second)
    if first.document_id == second.document_id and first.valid == second.valid:
        return "same"
    if _closed(first.valid) and _closed(second.valid) and not first.valid.overlaps(second.valid):
        return "later"
    gap = days_between(as_of_day(first), as_of_day(second))
    if gap is None:
        return "unknown"
    return "same" if abs(gap) <= CONTEMPORARY_DAYS else "later"


def _flow_window(first: Claim, second: Claim) -> str:
    """Counts of events compare only over one and the same window."""
    a, b = first.valid, second.valid
    if not a.start or a.start != b.start:
        return "other"
    if a.end and b.end:
        return "same" if abs((a.end - b.end).days) <= 1 else "other"
    if a.end or b.end:
        return "other"
    gap = days_between(last_day(first.reported), last_day(second.reported))
    return "unknown" if gap is None else "same" if abs(gap) <= CONTEMPORARY_DAYS else "later"


def _movement_window(first: Claim, second: Claim) -> str:
    """Two movements are one and the same only if dated to the same few days, by different documents."""
    if first.document_id == second.document_id:
        return "other"
    a, b = first.valid, second.valid
    exact = all((width(each) or EXACT_DAYS + 1) <= EXACT_DAYS for each in (a, b))
    return "same" if a.overlaps(b) and (exact or (a == b and _closed(a))) else "other"


def _closed(period: Period) -> bool:
    return period.start is not None and period.end is not None
