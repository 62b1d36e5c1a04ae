"""Whose deed a headline tells, where the headline does not say: the text below it does.

"High Court declares deployment unlawful" above "The court blocked the deployment of Kenyan officers": the same act, or
the same figure at the same stage, is told once in the text with its actor. Where the text tells it of several, or not
at all, the headline keeps what the document suggests.
"""

from collections.abc import Iterable
from dataclasses import replace

from musterbook.claims.scene import Scene
from musterbook.model import Claim, Family

TOLD = frozenset({Family.COMMITMENT, Family.MILESTONE})


def with_actors_below(scene: Scene, claims: Iterable[Claim]) -> list[Claim]:
    """The claims, those of a headline that names no actor with the one whom the text gives to the same deed."""
    found = list(claims)
    headlines = [s for s in scene.parsed.sentences if s.is_headline]
    result = []
    for claim in found:
        head = next((s for s in headlines if s.start <= claim.span.start < s.end), None)
        if head is None or claim.family not in TOLD or claim.group is not None:
            result.append(claim)
            continue
        named = {m.party.id for m in scene.mentions_in(head, 0, len(head.words))}
        if claim.party and set(claim.party) <= named:
            result.append(claim)
            continue
        below = {c.party for c in found if c.span.start >= head.end and c.party and _same_deed(claim, c)}
        result.append(replace(claim, party=next(iter(below))) if len(below) == 1 else claim)
    return result


def _same_deed(claim: Claim, other: Claim) -> bool:
    if (claim.family, claim.value, claim.polarity) != (other.family, other.value, other.polarity):
        return False
    if claim.quantity is None or other.quantity is None:
        return claim.family is Family.MILESTONE
    return (claim.quantity.low, claim.quantity.high) == (other.quantity.low, other.quantity.high)
