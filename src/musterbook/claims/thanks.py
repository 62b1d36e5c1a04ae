"""Gifts told by who is thanked for them, and sums told by where they come from.

"Thanked Norway for 4.9 million euros and Oman for 800 tents", "$203 million comes from the World Bank": the giver is no
subject of a verb of giving. A sum that comes from somebody counts only where aid is spoken of.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.deeds import stage_of
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.figures import figure_tokens
from musterbook.claims.giving import Actor, Reading, give
from musterbook.claims.scene import Scene
from musterbook.claims.things import Thing, is_money, thing
from musterbook.lexicons.aid import aid
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Mention, Resource, Sentence, Stage

G = grammar()
L = aid()
GIVEN = frozenset({Resource.MONEY, Resource.EQUIPMENT, Resource.GOODS})
NEAR = 2
"""Sentences back in which aid may be spoken of."""


def thanked(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "thanked Latvia for 40 ambulances": what is behind each "for" was given by the name before it."""
    if s.lower[v] not in L.thanks or in_condition(s, v) or denied(s, v):
        return
    low = v + 1
    for p in range(v + 1, len(s.words)):
        if s.lower[p] not in G["for"] or s.pos[p] != "ADP":
            continue
        head = next((o for o in syntax.children(s, p, "pobj")), None)
        found = thing(scene, s, head) if head is not None else None
        name = _last_named(scene, s, low, p)
        low = p + 1
        if found is None or name is None or found.quantity is None or found.resource not in GIVEN:
            continue
        if s.lower[found.head] in commitments().stance_nouns:
            continue
        reading = Reading(rule="commitment.thanks", verb=p, stage=Stage.DISPATCHED, last=p)
        for draft in give(scene, s, reading, [Actor(head=None, party=(name.party,))], [found]):
            yield replace(draft, start=name.start)


def _last_named(scene: Scene, s: Sentence, low: int, high: int) -> Mention | None:
    """The last state or body between two tokens."""
    named = [m for m in scene.mentions_in(s, low, high) if m.party.kind in ("state", "body")]
    return named[-1] if named else None


def coming(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "$20 million comes from Japan and $4 million from Korea": each sum before "from" and a name, right of the verb's
    subject, in a clause whose verb says so.
    """
    if s.lower[v] not in L.sources or in_condition(s, v) or denied(s, v):
        return
    subject = syntax.subject(s, v)
    figures = [q for q in scene.quantities_in(s.start, s.end) if is_money(q)]
    if subject is None or not figures or not _of_aid(scene, s):
        return
    staged = stage_of(scene, s, v, Stage.DISPATCHED, "pledge")
    present = syntax.tense(s, v) == syntax.PRESENT
    stage = Stage.DISPATCHED if present else staged[0] if staged is not None else None
    if stage is None or syntax.tense(s, v) == syntax.INFINITIVE:
        return
    for q in figures:
        low, high = figure_tokens(s, q)
        source = v + 1 if high == v else high
        if source >= len(s.words) or s.lower[source] not in G["source"]:
            continue
        head = next((o for o in syntax.children(s, source, "pobj")), None)
        party = tuple(p for p in scene.resolve(s, head) if p.kind in ("state", "body")) if head is not None else ()
        if head is None or len(party) != 1:
            continue
        t = Thing(head=high - 1, low=low, high=high, resource=Resource.MONEY, force=None, item=None, quantity=q)
        reading = Reading(rule="commitment.source", verb=source, stage=stage, last=source, planned=not present)
        yield from give(scene, s, reading, [Actor(head=head, party=party)], [t])


def _of_aid(scene: Scene, s: Sentence) -> bool:
    """Whether the sentence or those before it speak of aid, and none of trade."""
    near = [w for x in scene.parsed.sentences[max(s.index - NEAR, 0) : s.index + 1] for w in x.lower]
    return any(w in commitments().signing.aid for w in near) and not any(w in L.sources_traps for w in near)
