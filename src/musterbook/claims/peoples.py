"""Chains of peoples: "40 Fijians, 12 Samoans and six Tongans were serving in Honiara".

Figures with the name of a people as their noun, joined by commas and conjunctions, share one predicate. What is read of
one link holds for all of them; parsers take some links for appositions or lose them behind "a total of".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.claims.drafts import Draft
from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.model import Family, Mention, Quantity, Sentence

L = commitments()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A figure and the people that is its noun."""

    quantity: Quantity
    mention: Mention


def peoples_in(scene: Scene, s: Sentence, drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts for the links of a chain that nobody read, each like the link that somebody did read."""
    models = {d.quantity.start: d for d in drafts if d.family is Family.COMMITMENT and d.quantity is not None}
    if not models:
        return
    for chain in _chains(scene, s):
        model = next((models[link.quantity.start] for link in chain if link.quantity.start in models), None)
        if model is None or model.quantity is None:
            continue
        for link in chain:
            if link.quantity.start in models:
                continue
            yield replace(
                model,
                rule=f"{model.rule.removesuffix('.gapped')}.gapped",
                party=(link.mention.party,),
                quantity=replace(link.quantity, kind=model.quantity.kind),
                start=link.quantity.start,
                end=link.quantity.end,
                parts=(),
                umbrella=False,
            )


def _chains(scene: Scene, s: Sentence) -> Iterator[list[Link]]:
    """Runs of two links or more with nothing but commas and conjunctions between them."""
    chain: list[Link] = []
    for link in (*_links(scene, s), None):
        if link is not None and chain and _joined(scene, chain[-1], link):
            chain.append(link)
            continue
        if len(chain) > 1:
            yield chain
        chain = [] if link is None else [link]


def _links(scene: Scene, s: Sentence) -> Iterator[Link]:
    peoples = [m for m in scene.cast.within(s.start, s.end) if m.how == "demonym" and m.party.kind == "state"]
    for q in scene.quantities_in(s.start, s.end):
        mention = next((m for m in peoples if q.start < m.start and m.end == q.end), None)
        if mention is not None and q.unit == "person":
            yield Link(quantity=q, mention=mention)


def _joined(scene: Scene, first: Link, second: Link) -> bool:
    between = scene.text[first.quantity.end : second.quantity.start].replace(",", " , ").split()
    return bool(between) and all(word.lower() in L.gap_openers for word in between)
