"""The mission's strength said of peacekeepers instead of the mission.

"There are now 5,700 peacekeepers in the country", "the number of blue helmets stands at 1,622", "with 6,100 troops on
the ground", "the mission's military component comprised 4,812 troops".
"""

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, possible
from musterbook.claims.figures import figure_tokens
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene
from musterbook.claims.strength import counts_force, is_mission, stock, strength_draft
from musterbook.claims.things import is_mission_noun
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import Measure, Quantity, QuantityKind, Sentence

G = grammar()
L = situations()
STANDING = (syntax.PAST, syntax.PRESENT)


def strength_told(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    """A figure of those who serve with the mission, however it is said; what one country sends is none."""
    low, high = figure_tokens(s, q)
    span = (min(low, syntax.phrase(s, head)[0]), max(high, head + 1))
    loose = q.kind in (QuantityKind.SUBSET, QuantityKind.INCREMENT, QuantityKind.OUTSTANDING)
    if loose or nationality(scene, s, *span):
        return None
    found = _number_of(scene, s, q, (head, *span)) or _component(scene, s, q, (head, *span))
    return found or _present(scene, s, q, (head, *span)) or _in_place(scene, s, q, (head, *span))


def _number_of(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "The number of blue helmets in the country stands at 1,622"."""
    head, low, high = tokens
    verb = next((a for a in syntax.ancestors(s, head) if s.pos[a] in ("VERB", "AUX")), None)
    who = syntax.child(s, verb, "nsubj", "nsubjpass") if verb is not None else None
    if verb is None or who is None or who > head or s.lower[who] not in L.strength["counts"]:
        return None
    said = s.lower[verb] in L.strength_verbs["reached_verbs"] and syntax.tense(s, verb) in STANDING
    counted = any(_serves(scene, s, o) for _, o in syntax.preposition(s, who, *G["of"]))
    if not (said and counted) or denied(s, verb, who) or nationality(scene, s, *syntax.phrase(s, who)):
        return None
    bounds = (min(syntax.phrase(s, who)[0], low), high)
    return strength_draft(s, stock(q), verb, bounds, Measure.STRENGTH_PRESENT, "number")


def _component(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "The mission's military component comprised 4,812 troops", "Troop strength stood at 11,219"."""
    head, low, high = tokens
    verb = next((a for a in syntax.ancestors(s, head) if s.pos[a] in ("VERB", "AUX")), None)
    who = syntax.child(s, verb, "nsubj") if verb is not None else None
    if verb is None or who is None or who > head or not scene.in_mission:
        return None
    first, last = syntax.phrase(s, who)
    owned = any(is_mission(scene, s, i) for i in range(first, last))
    forces = any(counts_force(s, i) or s.lower[i] in L.strength["kinds"] for i in range(first, last))
    component = s.lower[who] in L.strength["components"] and owned
    sized = s.lower[who] in L.strength["present_nouns"] and forces
    said = s.lower[verb] in L.strength_verbs["component_verbs"] and syntax.tense(s, verb) in STANDING
    aimed = any(s.lower[i] in L.strength["authorised"] for i in range(first, last))
    if not (component or sized) or not said or aimed or denied(s, verb, who) or nationality(scene, s, first, last):
        return None
    if s.heads[head] != verb and s.heads[s.heads[head]] != verb:
        return None
    return strength_draft(s, stock(q), verb, (min(first, low), high), Measure.STRENGTH_PRESENT, "component")


def _present(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "There are now 5,700 peacekeepers in the country", "some 5,700 blue helmets are stationed there"."""
    head, low, high = tokens
    verb = s.heads[head]
    if not (scene.in_mission and _is_peacekeeper(s, head)) or s.pos[verb] not in ("VERB", "AUX"):
        return None
    there = s.deps[head] == "attr" and any(s.deps[c] == "expl" for c in s.children[verb])
    placed = s.lower[verb] in L.strength_verbs["serving_verbs"] and s.deps[head] in ("nsubj", "nsubjpass")
    stands = placed and (syntax.is_passive(s, verb) or s.deps[head] == "nsubj")
    where = any(True for _ in syntax.preposition(s, verb, *G["place"])) or any(
        True for _ in syntax.preposition(s, head, *G["place"])
    )
    if not (there or stands) or not where or syntax.tense(s, verb) != syntax.PRESENT or denied(s, verb, head):
        return None
    if possible(s, verb) or syntax.modals(s, verb) or syntax.agent(s, verb) is not None:
        return None
    bounds = (low, max(high, verb + 1)) if placed else (low, high)
    return strength_draft(s, stock(q), verb, bounds, Measure.STRENGTH_PRESENT, "there")


def _in_place(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "With 6,100 troops on the ground, the mission is at two thirds of its strength"."""
    _, low, high = tokens
    if low == 0 or s.lower[low - 1] not in G["with"] or not counts_force(s, tokens[0]):
        return None
    placed = next((p for p in L.strength_phrases if s.lower[high : high + len(p)] == p), None)
    if placed is None:
        return None
    end = high + len(placed)
    verb = next((i for i in range(end, len(s.words)) if s.pos[i] in ("VERB", "AUX")), None)
    who = syntax.subject(s, verb) if verb is not None else None
    if who is None or not (is_mission_noun(s, who) or is_mission(scene, s, who)):
        return None
    return strength_draft(s, stock(q), tokens[0], (low - 1, end), Measure.STRENGTH_PRESENT, "in-place")


def _serves(scene: Scene, s: Sentence, head: int) -> bool:
    """Peacekeepers, or troops of a mission that the phrase names."""
    if _is_peacekeeper(s, head):
        return True
    low, high = syntax.phrase(s, head)
    around = [*range(low, high), *(o for _, o in syntax.preposition(s, head))]
    return counts_force(s, head) and any(is_mission(scene, s, i) for i in around if i != head)


def _is_peacekeeper(s: Sentence, head: int) -> bool:
    return s.lower[head] in L.strength["peacekeepers"] or (
        head > 0 and " ".join(s.lower[head - 1 : head + 1]) in L.strength["peacekeepers"]
    )
