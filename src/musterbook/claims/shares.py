"""Parts of a contingent told behind it: "300 doctors, 53 of them in Monrovia", "1,200 men, of whom 160 are in Bamako".

The figure has no noun of its own; it is a subset of the people told before it in the sentence, of the same giver, and
in place where words of presence follow.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims.drafts import Draft
from musterbook.claims.presence import is_placing
from musterbook.claims.scene import Scene, match
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Family, Polarity, Quantity, QuantityKind, Resource, Sentence, Stage

G = grammar()
L = commitments()
BEHIND = 6
"""Tokens behind the figure in which a place may stand ("160 of whom are now in Bamako")."""

STANDING = (Stage.DISPATCHED, Stage.ARRIVED, Stage.PLEDGE, Stage.ALLOCATED)


def shares_in(scene: Scene, s: Sentence, drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts of the parts of people whom a draft of the same sentence tells."""
    taken = {d.quantity.start for d in drafts if d.quantity is not None}
    for q in scene.quantities_in(s.start, s.end):
        if q.start in taken or q.unit not in ("", "person") or q.low is None:
            continue
        bounds = _part(s, q)
        whole = _whole(drafts, q) if bounds is not None else None
        if bounds is None or whole is None:
            continue
        here = _placed(scene, s, *bounds)
        if not here:
            continue
        yield replace(
            whole,
            rule="commitment.share",
            stage=Stage.ARRIVED,
            planned=False,
            start=s.starts[bounds[0]],
            end=s.ends[max(bounds[1], here) - 1],
            quantity=replace(q, unit="person", kind=QuantityKind.SUBSET),
            parts=(),
        )


def _part(s: Sentence, q: Quantity) -> tuple[int, int] | None:
    """Tokens of "53 of them" or "of whom 160", from the first to before the one that follows."""
    first = next((i for i in range(len(s.words)) if s.ends[i] > q.start), 0)
    after = next((i for i in range(first, len(s.words)) if s.starts[i] >= q.end), len(s.words))
    if s.lower[after : after + 1] and s.lower[after] in G["of"] and s.lower[after + 1 : after + 2]:
        return (first, after + 2) if s.lower[after + 1] in L.of_people else None
    lead = max(first - 2, 0)
    opened = s.lower[lead] in G["of"] and s.lower[lead + 1] in L.of_people and first - lead == 2
    return (lead, after) if opened else None


def _whole(drafts: list[Draft], q: Quantity) -> Draft | None:
    """The last people told before the figure, more of them than it counts."""
    told = [
        d
        for d in drafts
        if d.family is Family.COMMITMENT and d.resource is Resource.PERSONNEL and d.stage in STANDING
        if d.quantity is not None and d.quantity.start < q.start and d.polarity is Polarity.AFFIRMED and d.party
    ]
    last = max(told, key=lambda d: d.quantity.start if d.quantity else 0, default=None)
    if last is None or last.quantity is None or q.low is None:
        return None
    size = last.quantity.high or last.quantity.low
    return last if size is not None and q.low < size else None


def _placed(scene: Scene, s: Sentence, low: int, high: int) -> int:
    """The token behind the words of presence that follow the figure; 0 without any."""
    for i in range(high, min(high + BEHIND, len(s.words))):
        if s.pos[i] == "VERB" and not (match(s, i, L.duties.get(s.lower[i], ())) or s.lower[i] in L.presence_placed):
            return 0
        if match(s, i, L.duties.get(s.lower[i], ())) and s.pos[i] == "VERB":
            return i + 1
        if any(s.lower[i : i + len(words)] == words for words in L.presence_adverbs):
            return i + 1
        for c in s.children[i]:
            if s.deps[c] == "pobj" and is_placing(scene, s, i, c):
                return max(s.subtree(i)[1] if s.subtree(i)[1] - i < BEHIND else c + 1, c + 1)
        if s.lower[i] in (",", ";", "."):
            break
    return 0
