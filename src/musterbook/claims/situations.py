"""Situation figures: victims, displaced people, need, territory, the mission's strength and purse.

Driven by figures: each quantity in a sentence is asked what it counts, from its noun, its verb and what stands beside
it. Persons served or treated are not victims; a figure that nothing explains gives no claim.
"""

from collections.abc import Iterator

from musterbook.claims.drafts import Draft
from musterbook.claims.figures import figure_head
from musterbook.claims.purse import funded_share, funding
from musterbook.claims.purse_words import told_beside
from musterbook.claims.scene import Scene
from musterbook.claims.strength import strength, strength_part
from musterbook.claims.strength_shapes import deployed_of, strength_shaped
from musterbook.claims.strength_words import strength_told
from musterbook.claims.territory import territory
from musterbook.claims.things import is_money
from musterbook.claims.victims import is_measure_noun, victims_in
from musterbook.lexicons.situations import situations
from musterbook.model import Quantity, Sentence

L = situations()
PEOPLE = frozenset({"person", "household", ""})
PERCENT = "percent"


def situations_in(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """All situation drafts of one sentence."""
    counted: list[tuple[Quantity, int]] = []
    forces: list[tuple[Draft, int]] = []
    for q in scene.quantities_in(s.start, s.end):
        head = figure_head(s, q)
        if head is None:
            continue
        draft = None
        if q.unit in PEOPLE or q.noun.lower() in L.victims or is_measure_noun(s, head):
            draft = strength(scene, s, q, head) or strength_part(scene, s, (q, head), forces)
            draft = draft or strength_told(scene, s, q, head) or strength_shaped(scene, s, q, head)
            draft = draft or deployed_of(scene, s, q)
            if draft is None:
                counted.append((q, head))
            else:
                forces.append((draft, head))
        elif is_money(q):
            draft = funding(scene, s, q, head) or told_beside(scene, s, q)
        elif q.unit == PERCENT:
            draft = funded_share(s, q) or told_beside(scene, s, q)
        if draft is not None:
            yield draft
    yield from victims_in(scene, s, counted)
    yield from territory(scene, s)
