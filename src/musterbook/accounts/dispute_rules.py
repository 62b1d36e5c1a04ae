"""The rules under which sentences are held against each other: what is said to the reader, and what would settle it."""

from collections.abc import Mapping
from dataclasses import dataclass

from musterbook.model import Claim, Family


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
    "headline-against-text": Rule(
        explanation="One document: the headline gives {left}, the text below it {right}.",
        settle="The publisher's correction; headlines are loose with figures, so the text's is the one posted.",
    ),
    "two-dates": Rule(
        explanation="One act, dated {left} and {right}.",
        settle="The record of the act itself.",
    ),
    "corrected": Rule(
        explanation="The figure was corrected by who had stated it: {left} before, {right} since {day}.",
        settle="The correction itself, which counts from that day on.",
    ),
    "retracted": Rule(
        explanation="The publisher took back the whole text on {day}: nothing that it says counts.",
        settle="Another source that stands by it.",
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


def named(claim: Claim) -> str:
    """Who and what a claim is about, for a heading."""
    who = ", ".join(claim.party) or claim.place or ""
    what = " ".join(part for part in (claim.value, claim.resource or "", claim.item or "") if part)
    about = claim.object if claim.family is Family.MILESTONE and claim.object else ""
    return ": ".join(part for part in (who, what, about) if part)
