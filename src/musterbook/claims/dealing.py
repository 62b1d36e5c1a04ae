"""Who of several named givers gives which figure.

"Ghana and Nepal will send 870 and 880 soldiers respectively" gives each its own figure, "will send 60 officers each"
gives each the same one, and the rule of such a claim ends in `.each`. Without such a word the givers share the figure:
every claim shows it (METHOD section 1), and the accounts do not post it for anybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from musterbook.claims.scene import Scene
from musterbook.claims.things import Thing
from musterbook.lexicons.commitments import commitments
from musterbook.model import Quantity, QuantityKind, Sentence

L = commitments()
EACH = ".each"


def is_each(s: Sentence, start: int, end: int) -> bool:
    """Whether words between two tokens say that every giver of a list has the figure for itself."""
    return any(w in L.each for w in s.lower[start:end])


def dealt(scene: Scene, s: Sentence, givers: int, resources: Sequence[Thing]) -> Iterator[Thing] | None:
    """The resource of each giver in turn where the sentence says "respectively"; None where it does not.

    Where the figures are not as many as the givers, nobody knows whose is which: the resources stay without one.
    """
    if givers < 2 or not resources or not any(w in L.respectively for w in s.lower):
        return None
    first = resources[0]
    figures = _figures(scene, s, resources)
    if len(figures) != givers:
        return (replace(first, quantity=None) for _ in range(givers))
    return (replace(first, quantity=figure) for figure in figures)


def _figures(scene: Scene, s: Sentence, resources: Sequence[Thing]) -> list[Quantity]:
    """The figures of a phrase, those without a noun in the unit of the one that has it."""
    whole = next((t.quantity for t in resources if t.quantity is not None), None)
    if whole is None:
        return []
    low = min(t.low for t in resources)
    high = next((i for i in range(low, len(s.words)) if s.lower[i] in L.respectively), len(s.words))
    found = scene.quantities_in(s.starts[low], s.ends[high - 1])
    same = [q for q in found if q.unit in ("", whole.unit) and q.kind is not QuantityKind.SUBSET]
    return [replace(q, unit=whole.unit) for q in same]
