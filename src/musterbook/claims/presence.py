"""Who is in place: presence needs no verb of motion, and totals that a movement reaches.

"24 Jamaicans are in Port-au-Prince" stands at arrived, kind stock; "brings its contingent to 617" is a stated total,
kind cumulative (METHOD sections 2 and 3).
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, figure_in, in_condition, possible
from musterbook.claims.giving import Actor, Reading, actors_of, give
from musterbook.claims.origins import nationality, origin
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing, classify, is_mission_noun, things
from musterbook.claims.totals import numbering, stock_as, total
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import (
    Force,
    Polarity,
    QuantityKind,
    Resource,
    Sentence,
    Stage,
)

G = grammar()
L = commitments()
STANDING = frozenset(G["be"]).union(L.presence_verbs, L.presence_have, L.presence_placed)
"""Verbs of which a presence can be said."""


def presence_in(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """Drafts of people in place and of totals reached, one sentence."""
    if syntax.asks(s):
        return
    for v in range(len(s.words)):
        if s.pos[v] not in ("VERB", "AUX") or s.deps[v] in ("aux", "auxpass"):
            continue
        if s.lower[v] in L.totals and match(s, v, L.totals[s.lower[v]]):
            yield from total(scene, s, v)
        elif not in_condition(s, v) and not possible(s, v):
            numbered = list(numbering(scene, s, v)) if s.lower[v] in L.counted else []
            yield from numbered
            if s.lower[v] in STANDING and not numbered:
                yield from _standing(scene, s, v)
            if s.lower[v] in L.presence_joining:
                yield from _joined(scene, s, v)


def _standing(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    kind = syntax.tense(s, v)
    staying = s.lower[v] in L.staying
    if kind not in (syntax.PRESENT, syntax.PAST, syntax.PROGRESSIVE) and not staying:
        return
    yield from _of_whom(scene, s, v)
    here = _in_place(scene, s, v)
    in_mission = scene.in_mission
    listed = in_mission and s.lower[v] in G["be"] and _lists(s, v)
    gone = any(motion.home and match(s, v, (word,)) for word, motion in L.motions.get(s.lower[v], ()))
    being = s.lower[v] in G["be"] and not gone and (here or listed or _underway(s, v))
    serving = s.lower[v] in L.presence_verbs and (kind != syntax.PAST or staying) and (here or in_mission)
    having = s.lower[v] in L.presence_have and (here or (in_mission and (_now(s, v) or _contingent(scene, s, v))))
    placed = s.lower[v] in L.presence_placed and here and syntax.is_passive(s, v) and kind == syntax.PRESENT
    serving = serving or placed
    subject = syntax.child(s, v, "attr") if listed else syntax.subject(s, v)
    if subject is None:
        subject = syntax.subject(s, v)
    if subject is None or not (being or serving or having) or (having and s.lower[v - 1] in G["negation"]):
        return
    counted = [o for p, o in syntax.preposition(s, subject, *G["of"]) if s.lower[subject] in L.whole]
    heads = syntax.objects(s, v) if having else syntax.conjuncts(s, *(counted or [subject])[:1])
    leaving = s.lower[v] in G["be"] and _underway(s, v)
    kinds = (Resource.PERSONNEL, Resource.EQUIPMENT) if having else (Resource.PERSONNEL,)
    found = [t for t in things(scene, s, heads) if t.resource in kinds]
    found = [t for t in found if t.resource is Resource.PERSONNEL or t.quantity is not None]
    found = [t for t in found if t.quantity is not None or (having and here)]
    for t in found:
        actors = actors_of(scene, s, subject) if having else [Actor(head=None)]
        one = s.tags[v] == "VBZ"
        owners = actors[-1 if one else 0].party
        if len(actors) > 1 and not one:
            yield from _side_by_side(scene, s, v, subject, t)
            continue
        bodies = t.force is Force.CIVILIAN and t.quantity is not None
        party = tuple(p for p in owners if p.kind == "state" or (bodies and p.kind == "body")) or origin(scene, s, t)
        if s.lower[subject] in G["itself"] and all(p.id == scene.cast.host or p.kind != "state" for p in owners):
            party = origin(scene, s, t)
        carried = not party and (not having or s.lower[subject] in G["itself"]) and _somebodys(scene, s, t)
        if not party and not carried:
            continue
        reading = Reading(
            rule="commitment.presence",
            verb=v,
            stage=Stage.DISPATCHED if leaving else Stage.ARRIVED,
            last=v,
            polarity=Polarity.DENIED if denied(s, v, subject) else Polarity.AFFIRMED,
        )
        stock = t.quantity if t.quantity is None or leaving else stock_as(t.quantity, QuantityKind.STOCK)
        if stock is not None and stock.kind is QuantityKind.CUMULATIVE and kind == syntax.PRESENT and not leaving:
            # "A total of 150 serve there" says how many are there, not how many came in all.
            stock = replace(stock, kind=QuantityKind.STOCK)
        actor = Actor(head=None if carried else subject, party=party)
        for draft in give(scene, s, reading, [actor], [replace(t, quantity=stock)]):
            draft = replace(draft, carried=carried, needs_giver=carried)
            yield draft if t is found[0] else _alone(s, draft, t)


def _joined(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "The six join about 400 Kenyans, 24 Jamaicans and two officers from Belize": those are there already."""
    if syntax.tense(s, v) not in (syntax.PRESENT, syntax.PAST) or denied(s, v):
        return
    found = [t for t in things(scene, s, syntax.objects(s, v)) if t.resource is Resource.PERSONNEL and t.quantity]
    reading = Reading(rule="commitment.presence", verb=v, stage=Stage.ARRIVED, last=v)
    for t in found:
        party = origin(scene, s, t)
        if party and t.quantity is not None:
            stock = replace(t, quantity=stock_as(t.quantity, QuantityKind.STOCK))
            for draft in give(scene, s, reading, [Actor(head=None, party=party)], [stock]):
                yield _alone(s, draft, t)


def _now(s: Sentence, v: int) -> bool:
    """ "now has 650": an adverb of the present beside the verb says that they are there."""
    return any(s.lower[c] in L.now for c in s.children[v])


def _contingent(scene: Scene, s: Sentence, v: int) -> bool:
    """ "The Ethiopian battalion has 870 men": a contingent that has people is in place with them."""
    subject = syntax.subject(s, v)
    return (
        subject is not None
        and s.lower[subject] in L.contributing
        and bool(nationality(scene, s, *syntax.phrase(s, subject)))
    )


def _somebodys(scene: Scene, s: Sentence, t: Thing) -> bool:
    """Whether counted people may be those of the giver told before: an office, a definite or a new number, and no
    other name in the sentence.
    """
    named = {m.party.id for m in scene.cast.within(s.start, s.end) if m.party.kind in ("state", "body", "mission")}
    plain = t.quantity is not None and t.quantity.kind is not QuantityKind.CEILING and t.quantity.low is not None
    return plain and not t.loose and not named - {scene.cast.host}


def _side_by_side(scene: Scene, s: Sentence, v: int, subject: int, t: Thing) -> Iterator[Draft]:
    """ "Ghana and Nepal have 870 and 880 soldiers respectively", "have 60 officers each": to each its own figure.

    Without such a word nobody knows whose how many are.
    """
    actors = [a for a in actors_of(scene, s, subject) if a.party]
    figures = scene.quantities_in(s.starts[t.low], s.ends[t.high - 1]) if t.resource is Resource.PERSONNEL else ()
    if any(w in L.each for w in s.lower[t.low :]):
        figures = figures[:1] * len(actors)
    elif not any(w in L.respectively for w in s.lower):
        return
    if len(figures) != len(actors):
        return
    reading = Reading(rule="commitment.presence", verb=v, stage=Stage.ARRIVED, last=v)
    for actor, figure in zip(actors, figures, strict=True):
        own = replace(stock_as(figure, QuantityKind.STOCK), unit="person")
        yield from give(scene, s, reading, [actor], [replace(t, quantity=own)])


def _underway(s: Sentence, v: int) -> bool:
    """ "are on their way", "is already in the air"."""
    high = s.subtree(v)[1]
    return any(s.lower[i : i + len(words)] == words for words in L.underway for i in range(v, high))


def _lists(s: Sentence, v: int) -> bool:
    """ "There are also 24 Jamaicans", "Among them are 383 officers": the clause only names who belongs."""
    if any(s.deps[c] == "expl" for c in s.children[v]):
        return True
    return any(s.lower[c] in G["among"] for c in s.children[v] if c < v)


def _of_whom(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "Some 600 of them are Kenyans": a part of those in place, by nationality."""
    subject, people = syntax.subject(s, v), syntax.child(s, v, "attr")
    if subject is None or people is None or not scene.in_mission or s.tags[people] not in ("NNS", "NNPS"):
        return
    first, after = syntax.phrase(s, subject)
    quantity = figure_in(scene, s, first, after)
    named = [m.party for m in scene.mentions_in(s, people, people + 1) if m.party.kind == "state"]
    if quantity is None or not named or quantity.unit not in ("", "person"):
        return
    of_them = any(s.tags[o] == "PRP" for _, o in syntax.preposition(s, subject, *G["of"]))
    before = (o for p, o in syntax.preposition(s, v, *G["of"]) if p < subject)
    if not of_them and not any(classify(s, o) for o in before):
        return
    part = replace(quantity, unit="person", kind=QuantityKind.SUBSET)
    t = Thing(
        head=people, low=first, high=people + 1, resource=Resource.PERSONNEL, force=None, item=None, quantity=part
    )
    reading = Reading(rule="commitment.presence.part", verb=v, stage=Stage.ARRIVED, last=v)
    for draft in give(scene, s, reading, [Actor(head=None, party=tuple(named[:1]))], [t]):
        yield replace(draft, start=s.starts[first], end=s.ends[people])


def _alone(s: Sentence, draft: Draft, t: Thing) -> Draft:
    """A later member of a list shows only its own phrase."""
    return replace(draft, start=s.starts[t.low], end=s.ends[t.high - 1], parts=())


def _in_place(scene: Scene, s: Sentence, v: int) -> bool:
    """Whether the clause says where: an adverb of presence, or "in" a named place."""
    high = s.subtree(v)[1]
    for words in L.presence_adverbs:
        n = len(words)
        if any(s.lower[i : i + n] == words for i in range(v, high - n + 1)):
            return True
    held = syntax.objects(s, v)
    behind = (c for h in held for c in syntax.children(s, h, "acl", "relcl"))
    anchors = (v, *held, *behind, *((head,) if (head := syntax.subject(s, v)) is not None else ()))
    return any(is_placing(scene, s, p, o) for a in anchors for p, o in syntax.preposition(s, a))


def is_placing(scene: Scene, s: Sentence, p: int, o: int) -> bool:
    """Whether the phrase of preposition `p` and object `o` says where: with a mission, in a named place or area."""
    within = s.lower[p] in G["place"] or s.lower[p] in G["with"]
    named = scene.resolve(s, o)
    if within and (is_mission_noun(s, o) or any(party.kind == "mission" for party in named)):
        return True
    if s.lower[p] not in G["place"]:
        return False
    host = scene.cast.host
    if any(party.kind in ("state", "place", "region") or party.country == host for party in named):
        return True
    if not named and scene.in_mission and s.pos[o] == "PROPN" and not scene.periods_in(s.starts[o], s.ends[o]):
        return True
    named_area = s.lower[o] in L.sites or any(s.deps[c] in ("det", "poss") for c in s.children[o])
    return scene.in_mission and s.lower[o] in L.areas | L.sites and named_area
