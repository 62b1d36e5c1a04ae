"""How far each claim of a document can be trusted: its grade, from what is known of it once all are read.

A second reader, who sees a figure's surroundings and not the rules, says what the figure is; a scorecard weighs whether
both agree with what else tells good claims from bad ones: the rule, where the giver stands, what else was read of the
same words. A grade never changes what a claim says, nor whether it is read; it says what may move a balance (METHOD
section 5), where claims of the same grade proved right on missions that nothing was tuned on (`eval/proving.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import log

from musterbook.claims.scene import Scene
from musterbook.claims.surroundings import sentence_at, surroundings, unit_class
from musterbook.lexicons.grades import NOTHING, scorecard, second_reader
from musterbook.lexicons.proved import stem
from musterbook.model import Claim, Family, Period, Quantity

LONG_EVIDENCE, LONG_SENTENCE, SHORT_EVIDENCE = 250, 400, 25
FAR = 600
"""Code points: what is longer, or farther away, counts as this."""

MOST_CLAIMS, MOST_OVERLAPS, MOST_FIGURES = 8, 3, 6
SMALL = 10
LAYOUT = ("(", "“", '"', "–", "-", ";", ":")
FLOOR = 0.01
"""Keeps the odds of what the second reader finds impossible finite."""


def graded(scene: Scene, claims: Sequence[Claim]) -> Iterator[Claim]:
    """All claims of a document, in their order, with grades; quotations have none."""
    card = scorecard()
    others = [claim for claim in claims if claim.family is not Family.QUOTE]
    for claim in claims:
        if claim.family is Family.QUOTE:
            yield claim
        else:
            chances = chances_of(scene, claim.quantity)
            yield replace(claim, grade=card.grade(signs(scene, claim, others, chances)))


def chances_of(scene: Scene, quantity: Quantity | None) -> Mapping[str, float]:
    """What the second reader takes a figure for; nothing for a claim without one."""
    return second_reader().chances(surroundings(scene, quantity)) if quantity is not None else {}


def signs(scene: Scene, claim: Claim, others: Sequence[Claim], chances: Mapping[str, float]) -> dict[str, float]:
    """The names of what holds for a claim, with 1 or a share as value; `others` are the claims of the document."""
    found = dict.fromkeys((*_kind(claim), *_figure(claim.quantity, claim), *_people(claim)), 1.0)
    found |= _place(scene, claim)
    found |= _company(claim, others)
    found |= _second_opinion(claim, chances)
    return {name: value for name, value in found.items() if value}


def _kind(claim: Claim) -> Iterator[str]:
    family, rule, figure = claim.family, stem(claim.rule), claim.quantity is not None
    yield from (f"family={family}", f"rule={rule}", f"rule,figure={rule},{figure}", f"family,figure={family},{figure}")
    yield from (f"variant={part}" for part in claim.rule.split(".")[2:])
    yield from (f"value={claim.value}", f"polarity={claim.polarity}", f"certainty={claim.certainty}")
    yield from (f"resource={claim.resource}", f"force={claim.force}")
    told = {
        "condition": claim.condition,
        "group": claim.group,
        "umbrella": claim.umbrella,
        "speaker": claim.speaker,
        "recipient": claim.recipient,
        "mission": claim.mission,
        "place": claim.place,
        "due": _known(claim.due),
        "valid": _known(claim.valid),
    }
    yield from (name for name, value in told.items() if value)


def _known(period: Period) -> bool:
    return period.known


def _figure(q: Quantity | None, claim: Claim) -> Iterator[str]:
    if q is None:
        return
    yield from (f"figure-kind={q.kind}", f"figure-unit={unit_class(q)}")
    holds = {
        "figure-in-evidence": claim.span.start <= q.start < claim.span.end,
        "figure-approx": q.approx,
        "figure-range": q.low != q.high,
        "figure-small": q.low is not None and q.low < SMALL,
        "figure-one": q.low == 1,
        "figure-spelled": not any(letter.isdigit() for letter in q.text),
    }
    yield from (name for name, value in holds.items() if value)


def _people(claim: Claim) -> Iterator[str]:
    """Where the giver or actor stands, and whether it is a state, a body or somebody by name."""
    outside = any(part.slot == "party" for part in claim.parts)
    where = "none" if not claim.party else "outside" if outside else "inside"
    yield f"family,party={claim.family},{where}"
    if not claim.party:
        return
    first = claim.party[0]
    kind = "state" if len(first) == 2 else "body" if first[:1].islower() else "person"
    yield f"family,party-kind={claim.family},{kind}"
    holds = {
        "party-many": len(claim.party) > 1,
        "party-via": claim.via is not None,
        "party-receives": claim.recipient in claim.party,
    }
    yield from (name for name, value in holds.items() if value)


def _place(scene: Scene, claim: Claim) -> dict[str, float]:
    """How much of its sentence the evidence is, what the sentence looks like, how far away the giver stands."""
    start, end = claim.span.start, claim.span.end
    s = sentence_at(scene, start)
    low, high = (s.start, max(s.end, end)) if s is not None else (start, end)
    text = scene.text[low:high]
    away = next((abs(part.start - start) for part in claim.parts if part.slot == "party"), 0)
    return {
        "evidence-length": min(end - start, LONG_EVIDENCE) / LONG_EVIDENCE,
        "evidence-short": float(end - start < SHORT_EVIDENCE),
        "evidence-share": (end - start) / max(1, high - low),
        "sentence-length": min(high - low, LONG_SENTENCE) / LONG_SENTENCE,
        "sentence-figures": min(MOST_FIGURES, len(scene.quantities_in(low, high))) / MOST_FIGURES,
        "sentence-first": float(s is not None and s.index == 0),
        "party-away": min(away, FAR) / FAR,
        **{f"sentence-has={mark}": float(mark in text) for mark in LAYOUT},
    }


def _company(claim: Claim, others: Sequence[Claim]) -> dict[str, float]:
    """What else was read, in the document and of the same words."""
    rest = [other for other in others if other is not claim]
    start, end = claim.span.start, claim.span.end
    same = [other for other in rest if other.span.start < end and start < other.span.end]
    figure = claim.quantity.start if claim.quantity is not None else None
    twice = any(other.quantity is not None and other.quantity.start == figure for other in same)
    return {
        "claims": min(MOST_CLAIMS, len(rest)) / MOST_CLAIMS,
        "overlaps": min(MOST_OVERLAPS, len(same)) / MOST_OVERLAPS,
        "overlap-in-family": float(any(other.family is claim.family for other in same)),
        "figure-twice": float(figure is not None and twice),
    }


def _second_opinion(claim: Claim, chances: Mapping[str, float]) -> dict[str, float]:
    """Whether the second reader takes the figure for the same."""
    if not chances:
        return {}
    best = max(chances, key=lambda value: chances[value])
    return {
        "second-reader": 1.0,
        "second-says-so": _odds(chances.get(claim.value, 0.0)),
        "second-says-nothing": _odds(chances.get(NOTHING, 0.0)),
        "second-agrees": float(best == claim.value),
    }


def _odds(chance: float) -> float:
    """The logarithm of the odds, kept finite."""
    return log((chance + FLOOR) / (1 - chance + FLOOR))
