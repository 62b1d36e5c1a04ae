"""Situation figures: victims, displaced people, need, territory, the mission's strength and purse.

Driven by figures: each quantity in a sentence is asked what it counts, from its noun, its verb and what stands beside
it. Persons served or treated are not victims; a figure that nothing explains gives no claim.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.figures import figure_head, place_of
from musterbook.claims.scene import Scene, match
from musterbook.claims.strength import funding, strength
from musterbook.claims.things import is_money
from musterbook.claims.victims import is_measure_noun, victims_in
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import Family, Measure, Quantity, QuantityKind, Sentence

G = grammar()
L = situations()
PEOPLE = frozenset({"person", "household", ""})


def situations_in(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """All situation drafts of one sentence."""
    counted: list[tuple[Quantity, int]] = []
    for q in scene.quantities_in(s.start, s.end):
        head = figure_head(s, q)
        if head is None:
            continue
        if q.unit in PEOPLE or q.noun.lower() in L.victims or is_measure_noun(s, head):
            draft = strength(scene, s, q, head)
            if draft is None:
                counted.append((q, head))
        elif is_money(q):
            draft = funding(scene, s, q, head)
        else:
            draft = None
        if draft is not None:
            yield draft
    yield from victims_in(scene, s, counted)
    yield from _territory(scene, s)


def _territory(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """ "gangs control most of the capital", with the share as figure where one is printed."""
    for v in range(len(s.words)):
        words = L.territory_verbs.get(s.lower[v])
        if not words or s.pos[v] != "VERB" or match(s, v, words) is None:
            continue
        subject = syntax.agent(s, v) if syntax.is_passive(s, v) else syntax.subject(s, v)
        objects = syntax.objects(s, v)
        if subject is None or not objects or (s.pos[subject] == "PRON" and s.tags[subject] == "PRP"):
            continue
        target = next((o for o in objects if _is_place(scene, s, o)), None)
        if target is None or denied(s, v, subject) or in_condition(s, v) or syntax.tense(s, v) == syntax.FUTURE:
            continue
        low, high = syntax.phrase(s, target)
        first, last = syntax.phrase(s, subject)
        high = max(high, *(b for o in objects for b in [s.subtree(o)[1]] if o == target and b - high < 5), high)
        start, end = syntax.text_between(s, scene.text, min(low, first, v), max(high, last, v + 1))
        figures = [q for q in scene.quantities_in(s.starts[low], s.ends[high - 1]) if q.unit == "percent"]
        yield Draft(
            rule="situation.territory.control",
            family=Family.SITUATION,
            measure=Measure.TERRITORY,
            sentence=s,
            verb=v,
            start=start,
            end=end,
            quantity=replace(figures[0], kind=QuantityKind.SHARE) if figures else None,
            object=scene.text[s.starts[first] : s.ends[last - 1]],
            place=place_of(scene, s, v, target),
        )


def _is_place(scene: Scene, s: Sentence, head: int) -> bool:
    """A named or definite place, or a stated share of one; "significant territory" says nothing that can be kept."""
    low, high = syntax.phrase(s, head)
    words = " ".join(s.lower[low:high])
    shared = any(words.startswith(share) or f" {share} " in words for share in L.territory_shares)
    figure = any(q.unit == "percent" for q in scene.quantities_in(s.starts[low], s.ends[high - 1]))
    definite = any(s.lower[c] in G["definite"] for c in s.children[head])
    if any(s.lower[i] in L.territory_places for i in range(low, high)):
        return shared or figure or definite
    return any(m.party.kind in ("state", "place", "region") for m in scene.mentions_in(s, low, high))
