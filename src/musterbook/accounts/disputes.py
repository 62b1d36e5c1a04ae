"""Disputes: sentences that cannot all be right, the rule that says so, and what would settle it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from musterbook.accounts.amounts import amount_of, show
from musterbook.accounts.rows import CONTEMPORARY_DAYS, DEEDS, FLOWS, Row, as_of_day, first_day, ids, order
from musterbook.accounts.verdicts import DATE_GAP_DAYS, UNIQUE, Ruling, verdict
from musterbook.model import Certainty, Claim, Dispute, Event, Family, Polarity, Resource, Stage, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a rule says to the reader, and what would settle a dispute under it."""

    explanation: str
    settle: str


RULES: Mapping[str, Rule] = {
    "intervals-apart": Rule(
        explanation="The same thing at the same time with figures that exclude each other: {left} and {right}.",
        settle="A figure from the accountable source for that day.",
    ),
    "opposite-polarity": Rule(
        explanation="One says that it is so, the other that it is not.",
        settle="A later statement by the party concerned, or a dated deed.",
    ),
    "two-dates": Rule(
        explanation="One act, dated {left} and {right}.",
        settle="The record of the act itself.",
    ),
    "plan-before-announcement": Rule(
        explanation="A plan due {left} that was announced only later, {right}.",
        settle="The words of the announcement; the year is probably a slip.",
    ),
    "arrival-before-authorisation": Rule(
        explanation="An arrival dated {left}, before the authorisation dated {right} in the same document.",
        settle="The dated record of the arrival or of the authorisation.",
    ),
}
SHOWN = frozenset({Verdict.DISPUTES, Verdict.DENIES})
"""The verdicts that are disputes; the others are how a story goes on."""


def disputes(rows: Iterable[Row]) -> tuple[Dispute, ...]:
    """The disputes of a mission, each named once with all its sentences on both sides."""
    rows = [row for row in sorted(rows, key=order) if row.claim.family is not Family.QUOTE]
    found = [*_between(rows), *_impossible_plans(rows), *_early_arrivals(rows)]
    return tuple(sorted(found, key=lambda each: each.id))


def _between(rows: Sequence[Row]) -> list[Dispute]:
    """The disputes between two rows, those that say the same gathered on each side."""
    sides: dict[tuple[object, ...], tuple[Ruling, list[Row], list[Row]]] = {}
    for first, second in _pairs(rows):
        ruling = verdict(first.claim, second.claim, copies=_copies(first, second))
        if ruling.verdict in SHOWN:
            left, right = _ordered(first, second)
            _, lefts, rights = sides.setdefault((ruling, _about(left), _side(left), _side(right)), (ruling, [], []))
            lefts.append(left)
            rights.append(right)
    return [_dispute(ruling, lefts, rights) for ruling, lefts, rights in sides.values()]


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs that can dispute at all, each once: of one topic, at the same time or of opposite polarity."""
    topics: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.claim.certainty is not Certainty.POSSIBLE:
            for topic in _topics(row.claim):
                topics[topic].append(row)
    seen: set[tuple[str, str]] = set()
    for same in topics.values():
        denied = [row for row in same if row.claim.polarity is Polarity.DENIED]
        affirmed = [row for row in same if row.claim.polarity is Polarity.AFFIRMED]
        for pair in (*product(denied, affirmed), *_near(affirmed)):
            key = (pair[0].claim.id, pair[1].claim.id)
            if key not in seen:
                seen.add(key)
                yield pair


def _topics(claim: Claim) -> list[tuple[object, ...]]:
    """What two claims must share before it is worth asking for a verdict; a joint act has one for each party."""
    if claim.family is Family.COMMITMENT:
        topic = (claim.stage, claim.resource, (claim.item or "").casefold())
        return [(*topic, party) for party in claim.party]
    if claim.family is Family.SITUATION:
        return [(claim.measure, claim.valid.start if claim.measure in FLOWS else None)]
    return [(claim.event,)]


def _near(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs close enough in time, of rows in order of time. Only figures, and acts that happen once, can differ."""
    telling = [row for row in rows if row.quantity is not None or (row.claim.event in UNIQUE and row.claim.object)]
    for i, first in enumerate(telling):
        reach = timedelta(days=2 * DATE_GAP_DAYS if first.claim.event else CONTEMPORARY_DAYS)
        for second in telling[i + 1 :]:
            if first.claim.measure not in FLOWS and first.when and second.when and second.when - first.when > reach:
                break
            if _same_words(first, second):
                continue
            yield first, second


def _same_words(first: Row, second: Row) -> bool:
    a, b = first.quantity, second.quantity
    return a is not None and b is not None and (a.low, a.high, a.unit) == (b.low, b.high, b.unit)


def _copies(left: Row, right: Row) -> bool:
    return left.source == right.source and left.claim.document_id != right.claim.document_id


def _ordered(first: Row, second: Row) -> tuple[Row, Row]:
    """The denied or the larger side to the right, so that a dispute reads the same whatever came first."""
    return (first, second) if _side(first) <= _side(second) else (second, first)


def _side(row: Row) -> tuple[str, ...]:
    amount = amount_of(row.quantity) if row.quantity else None
    low, high = (amount.low, amount.high) if amount else (None, None)
    width_ = "" if amount is None else f"{low or 0:040.4f}/{'' if high is None else f'{high:040.4f}'}"
    day = row.claim.valid.start.isoformat() if row.claim.family is Family.MILESTONE and row.claim.valid.start else ""
    return (row.claim.polarity, width_, day)


def _about(row: Row) -> str:
    claim = row.claim
    who = ", ".join(claim.party) or claim.place or ""
    what = " ".join(part for part in (claim.value, claim.resource or "", claim.item or "") if part)
    about = claim.object if claim.family is Family.MILESTONE and claim.object else ""
    return ": ".join(part for part in (who, what, about) if part)


def _dispute(ruling: Ruling, lefts: Sequence[Row], rights: Sequence[Row]) -> Dispute:
    left, right = ids(lefts), ids(rights)
    rule = RULES[ruling.rule]
    return Dispute(
        id=f"{ruling.rule}/{min(left)}/{min(right, default='')}",
        verdict=ruling.verdict,
        rule=ruling.rule,
        about=_about(lefts[0]),
        left=left,
        right=right,
        explanation=rule.explanation.format(left=_words(lefts[0]), right=_words(rights[0])),
        settle=rule.settle,
    )


def _words(row: Row) -> str:
    if row.quantity is not None:
        return show(amount_of(row.quantity))
    valid = row.claim.valid
    return f"{valid.start or ''}" or "without a date"


def _impossible_plans(rows: Sequence[Row]) -> list[Dispute]:
    """Plans due before the day on which they were announced, or before something else that their document reports."""
    latest = _latest_past(rows)
    result = []
    for row in rows:
        claim = row.claim
        floor = _announced(claim, latest.get(claim.document_id))
        if not _is_firm_plan(claim) or floor is None or claim.due.end is None or claim.due.end > floor:
            continue
        others = [each for each in rows if _other_due(each.claim, claim, floor)]
        rule = RULES["plan-before-announcement"]
        due = f"{claim.due.start or 'by'}".strip() + f" to {claim.due.end}"
        result.append(
            Dispute(
                id=f"plan-before-announcement/{min(row.claims)}",
                verdict=Verdict.DISPUTES,
                rule="plan-before-announcement",
                about=_about(row),
                left=row.claims,
                right=ids(others),
                explanation=rule.explanation.format(left=due, right=f"not before {floor}"),
                settle=rule.settle,
            )
        )
    return result


def _is_firm_plan(claim: Claim) -> bool:
    return (
        claim.due.end is not None
        and claim.stage not in DEEDS
        and claim.polarity is Polarity.AFFIRMED
        and claim.certainty is Certainty.STATED
    )


def _announced(claim: Claim, past: date | None) -> date | None:
    """The earliest day on which the plan can have been announced: its own valid day, else its document's."""
    if claim.valid.start is not None:
        return claim.valid.start
    days = [day for day in (first_day(claim.reported), past) if day is not None]
    return max(days, default=None)


def _latest_past(rows: Iterable[Row]) -> dict[str, date]:
    """For each document the last day of which it reports a milestone or a deed as done: it is not older than that."""
    latest: dict[str, date] = {}
    for row in rows:
        claim = row.claim
        done = claim.family is Family.MILESTONE or claim.stage in DEEDS
        if done and claim.valid.start and claim.certainty is Certainty.STATED and not claim.due.known:
            day = max(claim.valid.start, latest.get(claim.document_id, claim.valid.start))
            latest[claim.document_id] = day
    return latest


def _other_due(other: Claim, plan: Claim, floor: date) -> bool:
    return (
        other.id != plan.id
        and other.family is plan.family
        and other.value == plan.value
        and other.resource is plan.resource
        and (not other.party or not plan.party or bool(set(other.party) & set(plan.party)))
        and other.due.end is not None
        and other.due.end > floor
    )


def _early_arrivals(rows: Sequence[Row]) -> list[Dispute]:
    """People who arrive before the authorisation that the same document reports."""
    acts = [row for row in rows if row.claim.event is Event.MANDATE_ADOPTED and _is_fact(row.claim)]
    result = []
    for row in rows:
        claim = row.claim
        arrived = claim.stage in (Stage.ARRIVED, Stage.DISPATCHED) and claim.resource is Resource.PERSONNEL
        if not arrived or not _is_fact(claim) or claim.valid.end is None:
            continue
        cited = [act for act in acts if act.claim.document_id == claim.document_id]
        starts = [act.claim.valid.start for act in cited if act.claim.valid.start]
        if starts and claim.valid.end <= min(starts):
            rule = RULES["arrival-before-authorisation"]
            result.append(
                Dispute(
                    id=f"arrival-before-authorisation/{min(row.claims)}",
                    verdict=Verdict.DISPUTES,
                    rule="arrival-before-authorisation",
                    about=_about(row),
                    left=row.claims,
                    right=ids(cited),
                    explanation=rule.explanation.format(left=as_of_day(claim), right=min(starts)),
                    settle=rule.settle,
                )
            )
    return result


def _is_fact(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRMED and claim.certainty is Certainty.STATED
