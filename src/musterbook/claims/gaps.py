"""Gapped lists: "Kenya has pledged 1,000 officers, Jamaica 200 and Belize 50".

The verb stands once; a figure that follows the name of a state directly belongs to that state, at the stage and of the
resource of the claim before it. Read from the order of names and figures, since parsers lose such clauses.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims.drafts import Draft
from musterbook.claims.scene import Scene
from musterbook.claims.things import is_money
from musterbook.model import Family, Force, Quantity, QuantityKind, Sentence

LARGEST_GAP = 1
"""Characters between a name and its figure: one space."""

SMALLEST_SUM = 1_000
"""A bare figure below it is no sum of money in a list of sums."""

GAPPED_UNITS = frozenset({"", "person"})


def gapped(scene: Scene, s: Sentence, drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts for the figures of a sentence that nobody took and that follow a state's name."""
    taken = {d.quantity.start for d in drafts if d.quantity is not None}
    models = [d for d in drafts if d.family is Family.COMMITMENT and d.quantity is not None]
    for q in scene.quantities_in(s.start, s.end):
        if q.start in taken:
            continue
        name = next(
            (
                m
                for m in scene.cast.within(s.start, q.start)
                if 0 < q.start - m.end <= LARGEST_GAP and m.party.kind == "state"
            ),
            None,
        )
        model = next((d for d in reversed(models) if d.start < q.start and _alike(q, d)), None)
        if name is None or model is None or model.quantity is None or name.how == "demonym":
            continue
        unit = model.quantity.unit if q.unit in GAPPED_UNITS else q.unit
        yield replace(
            model,
            rule=f"{model.rule}.gapped",
            party=(name.party,),
            quantity=replace(q, unit=unit, kind=QuantityKind.UNKNOWN),
            start=name.start,
            end=q.end,
            parts=(),
            force=None if model.force is None else Force.UNSPECIFIED,
            umbrella=False,
        )


def _alike(q: Quantity, model: Draft) -> bool:
    assert model.quantity is not None
    if is_money(model.quantity):
        return is_money(q) or (q.unit == "" and q.low is not None and q.low >= SMALLEST_SUM)
    return q.unit == model.quantity.unit or (q.unit in GAPPED_UNITS and model.quantity.unit == "person")
