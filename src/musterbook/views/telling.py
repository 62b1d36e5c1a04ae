"""How an entry of the timeline, a figure, a quotation or a side of a dispute is told in one line."""

from collections.abc import Iterable
from dataclasses import replace

from musterbook.lexicons.display import display
from musterbook.model import (
    RESTRICTED,
    Assertion,
    Claim,
    Dispute,
    Measure,
    Period,
    Polarity,
    Reading,
    Series,
    SeriesPoint,
    TimelineEntry,
)
from musterbook.views import figures
from musterbook.views.sources import accusers, is_accusation, speaker, told_by
from musterbook.views.standing import is_approx

EVIDENCE_LENGTH = 160
_PARTY_MARK = ","
_OF_THE_MISSION = frozenset(
    {Measure.STRENGTH_TARGET, Measure.STRENGTH_PRESENT, Measure.FUNDING_TARGET, Measure.FUNDING_RECEIVED}
)
QUOTATION_MARKS = "“”\"' "


def may_tell(reading: Reading, claim_ids: Iterable[str]) -> bool:
    """Whether something rests on at least one document that may be shown; what does not is only counted."""
    claims = [reading.claims[one] for one in claim_ids if one in reading.claims]
    documents = [reading.documents.get(claim.document_id) for claim in claims]
    return not claims or any(document is not None and document.rights != RESTRICTED for document in documents)


def entry_parties(entry: TimelineEntry) -> tuple[str, ...]:
    """The ids of everybody who acts in an entry."""
    return tuple(one.strip() for one in (entry.party or "").split(_PARTY_MARK) if one.strip())


def entry_date(entry: TimelineEntry) -> str:
    """When it happened: its own date, else the last possible day, else that it is undated."""
    if not entry.when.known and entry.latest:
        return figures.at_the_latest(entry.latest)
    return figures.period(entry.when)


def entry_what(reading: Reading, entry: TimelineEntry) -> str:
    """What it was about in a few words, with who reports it where somebody is accused."""
    return " ".join(part for part in (_about(reading, entry), _marks(reading, entry)) if part)


def _about(reading: Reading, entry: TimelineEntry) -> str:
    """The figure of a commitment with its unit, else the object; and the place."""
    claims = [reading.claims[one] for one in entry.claim_ids if one in reading.claims]
    quantity = next((claim.quantity for claim in claims if claim.quantity and claim.stage), None)
    if quantity:
        about = figures.with_unit(quantity, quantity.unit, approx=quantity.approx)
    elif entry.object:
        about = figures.party(entry.object)
    else:
        about = next((_thing(claim) for claim in claims if claim.stage), "")
    place = figures.party(entry.place) if entry.place else ""
    return ", ".join(dict.fromkeys(part for part in (about, place) if part))


def _marks(reading: Reading, entry: TimelineEntry) -> str:
    """In parentheses: that it is denied or planned, and who reports it where somebody is accused."""
    lexicon = display()
    marks = [lexicon.phrases["denied"]] if entry.polarity is Polarity.DENIED else []
    marks += [lexicon.phrases["planned"]] if entry.planned else []
    if reporters := accusers(reading, entry.claim_ids):
        marks.append(lexicon.say("reported_by", speakers=", ".join(reporters)))
    return f"({'; '.join(marks)})" if marks else ""


def entry_line(reading: Reading, entry: TimelineEntry) -> str:
    """An entry in one line: when, what kind of act, who, and what."""
    lexicon = display()
    who = figures.party(entry_parties(entry)) if entry_parties(entry) else ""
    told = ", ".join(part for part in (lexicon.act(str(entry.event)), who, _about(reading, entry)) if part)
    marked = " ".join(part for part in (told, _marks(reading, entry)) if part)
    return lexicon.say("entry_line", when=entry_date(entry), told=marked)


def entry_evidence(reading: Reading, entry: TimelineEntry) -> str:
    """The words that tell the entry, in quotation marks; of a restricted document only that it is restricted."""
    claims = [reading.claims[one] for one in entry.claim_ids if one in reading.claims]
    best = next((claim for claim in claims if claim.evidence == entry.summary), claims[0] if claims else None)
    return evidence(reading, best) if best else quoted(entry.summary)


def evidence(reading: Reading, claim: Claim) -> str:
    """The evidence of a claim in quotation marks; of a restricted document only that it is restricted."""
    document = reading.documents.get(claim.document_id)
    if document is None or document.rights == RESTRICTED:
        return display().phrases["restricted"]
    return quoted(claim.evidence)


def quoted(words: str) -> str:
    """Words in quotation marks, shortened to a line."""
    inner = figures.shorten(words, EVIDENCE_LENGTH).strip(QUOTATION_MARKS)
    return f"“{inner}”"


def in_order(series: Iterable[Series]) -> list[Series]:
    """Series in the order of the measures (people first, then the mission), then by place."""
    places = {measure: place for place, measure in enumerate(Measure)}
    return sorted(series, key=lambda one: (places[one.measure], one.place is None, one.place or "", one.id))


def series_title(series: Series) -> str:
    """A measure and its place: "Killed, Haiti"; what counts the mission itself needs no place."""
    label = display().measures[series.measure]
    title = f"{label[:1].upper()}{label[1:]}"
    if series.place is None and series.measure in _OF_THE_MISSION:
        return title
    return f"{title}, {figures.party(series.place) if series.place else display().phrases['everywhere']}"


def point_figure(reading: Reading, series: Series, point: SeriesPoint) -> str:
    """A stated figure with its signs, its unit and what kind of figure it is."""
    text = figures.with_unit(point.amount, series.unit, approx=is_approx(reading, point.claim_ids))
    kind = display().kinds.get(str(point.kind), str(point.kind))
    return f"{text}, {kind}" if kind else text


def point_window(point: SeriesPoint) -> str:
    """The window of a figure; without one, when it was reported."""
    if not point.window.known and point.reported.known:
        return display().say("reported_when", when=figures.period(point.reported))
    return figures.period(point.window)


def point_speakers(reading: Reading, point: SeriesPoint) -> str:
    """Who states the figure; where somebody is accused, that it is reported, and who is accused."""
    claims = [reading.claims[one] for one in point.claim_ids if one in reading.claims]
    named = dict.fromkeys(speaker(claim, reading.documents.get(claim.document_id)) for claim in claims)
    accused = dict.fromkeys(figures.party(claim.party) for claim in claims if is_accusation(claim))
    words = ", ".join(named)
    if not accused:
        return words
    return display().say("accused", reported=display().say("reported_by", speakers=words), accused=", ".join(accused))


def side_speakers(reading: Reading, claim_ids: Iterable[str]) -> str:
    """Who stands on one side of a dispute, each once."""
    claims = [reading.claims[one] for one in claim_ids if one in reading.claims]
    return ", ".join(dict.fromkeys(told_by(claim, reading.documents.get(claim.document_id)) for claim in claims))


def assertion_title(reading: Reading, assertion: Assertion) -> str:
    """Of whom and of what a total is stated: "Kenya, personnel, arrived"; without claims, the assertion's own words."""
    claims = [reading.claims[one] for one in assertion.claim_ids if one in reading.claims]
    if not claims:
        return figures.printable(assertion.about)
    everybody = tuple(sorted({party for claim in claims for party in claim.party}))
    return _topic(replace(claims[0], party=everybody), nobody=display().phrases["all_givers"])


def dispute_title(reading: Reading, dispute: Dispute) -> str:
    """What does not agree: "Kenya, personnel, arrived"; without claims in view, the dispute's own words."""
    claim = next((reading.claims[one] for one in (*dispute.left, *dispute.right) if one in reading.claims), None)
    return _topic(claim) if claim else figures.printable(dispute.about)


def _topic(claim: Claim, *, nobody: str = "") -> str:
    """Who, what and how far; for a measure the measure and its place; for a milestone the act and its object."""
    lexicon = display()
    act = lexicon.act(claim.value)
    who = figures.party(claim.party) if claim.party else nobody
    if claim.measure:
        parts = [f"{act[:1].upper()}{act[1:]}", figures.party(claim.place) if claim.place else ""]
    elif claim.event:
        parts = [who, act, figures.party(claim.object) if claim.object else ""]
    else:
        parts = [who, _thing(claim), act]
    return ", ".join(part for part in parts if part)


def _thing(claim: Claim) -> str:
    """What is given: the item, else the kind of resource."""
    if claim.item:
        return figures.printable(claim.item)
    return display().resources[claim.resource].lower() if claim.resource else ""


def assertion_unit(reading: Reading, assertion: Assertion) -> str:
    """The unit of a stated total; "" where no claim in view has one."""
    claims = (reading.claims[one] for one in assertion.claim_ids if one in reading.claims)
    return next((claim.quantity.unit for claim in claims if claim.quantity), "")


def is_strength(reading: Reading, assertion: Assertion) -> bool:
    """Whether a stated total is the strength of the whole mission."""
    claims = (reading.claims[one] for one in assertion.claim_ids if one in reading.claims)
    return any(claim.measure is Measure.STRENGTH_PRESENT for claim in claims)


def assertion_date(reading: Reading, assertion: Assertion) -> Period:
    """When a total is stated for; where it has no time of its own, when it was reported."""
    claims = [reading.claims[one] for one in assertion.claim_ids if one in reading.claims]
    known = (claim.valid for claim in claims if claim.valid.known)
    return next(known, None) or next((claim.reported for claim in claims if claim.reported.known), Period())
