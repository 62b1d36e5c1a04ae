"""Who is in place: presence needs no verb of motion, and totals that a movement reaches.

"24 Jamaicans are in Port-au-Prince" stands at arrived, kind stock; "brings its contingent to 617" is a stated total,
kind cumulative (METHOD sections 2 and 3).
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, figure_in, in_condition, possible
from musterbook.claims.giving import Actor, Reading, actors_of, context_giver, give
from musterbook.claims.origins import nationality, origin
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing, classify, is_mission_noun, is_money, things
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import (
    Family,
    Force,
    Measure,
    Party,
    Polarity,
    Quantity,
    QuantityKind,
    Resource,
    Sentence,
    Stage,
)

G = grammar()
L = commitments()
DONE = (syntax.PAST, syntax.PRESENT, syntax.PROGRESSIVE)
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
            yield from _total(scene, s, v)
        elif s.lower[v] in STANDING and not in_condition(s, v) and not possible(s, v):
            yield from _standing(scene, s, v)


def _standing(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    kind = syntax.tense(s, v)
    staying = s.lower[v] in L.staying
    if kind not in (syntax.PRESENT, syntax.PAST, syntax.PROGRESSIVE) and not staying:
        return
    here = _in_place(scene, s, v)
    in_mission = scene.in_mission
    listed = in_mission and s.lower[v] in G["be"] and _lists(s, v)
    gone = any(motion.home and match(s, v, (word,)) for word, motion in L.motions.get(s.lower[v], ()))
    being = s.lower[v] in G["be"] and not gone and (here or listed or _underway(s, v))
    serving = s.lower[v] in L.presence_verbs and (kind != syntax.PAST or staying) and (here or in_mission)
    having = s.lower[v] in L.presence_have and here
    placed = s.lower[v] in L.presence_placed and here and syntax.is_passive(s, v) and kind == syntax.PRESENT
    serving = serving or placed
    subject = syntax.child(s, v, "attr") if listed else syntax.subject(s, v)
    if subject is None:
        subject = syntax.subject(s, v)
    if subject is None or not (being or serving or having):
        return
    yield from _of_whom(scene, s, v)
    counted = [o for p, o in syntax.preposition(s, subject, *G["of"]) if s.lower[subject] in G["whole"]]
    heads = syntax.objects(s, v) if having else syntax.conjuncts(s, *(counted or [subject])[:1])
    leaving = s.lower[v] in G["be"] and _underway(s, v)
    kinds = (Resource.PERSONNEL, Resource.EQUIPMENT) if having else (Resource.PERSONNEL,)
    found = [t for t in things(scene, s, heads) if t.resource in kinds]
    found = [t for t in found if t.resource is Resource.PERSONNEL or t.quantity is not None]
    found = [t for t in found if t.quantity is not None or (having and here)]
    for t in found:
        owners = actors_of(scene, s, subject)[0].party if having else ()
        bodies = t.force is Force.CIVILIAN and t.quantity is not None
        party = tuple(p for p in owners if p.kind == "state" or (bodies and p.kind == "body")) or origin(scene, s, t)
        if not party:
            continue
        reading = Reading(
            rule="commitment.presence",
            verb=v,
            stage=Stage.DISPATCHED if leaving else Stage.ARRIVED,
            last=v,
            polarity=Polarity.DENIED if denied(s, v, subject) else Polarity.AFFIRMED,
        )
        stock = t.quantity if t.quantity is None or leaving else _as(t.quantity, QuantityKind.STOCK)
        if stock is not None and stock.kind is QuantityKind.CUMULATIVE and kind == syntax.PRESENT and not leaving:
            # "A total of 150 serve there" says how many are there, not how many came in all.
            stock = replace(stock, kind=QuantityKind.STOCK)
        for draft in give(scene, s, reading, [Actor(head=subject, party=party)], [replace(t, quantity=stock)]):
            yield draft if t is found[0] else _alone(s, draft, t)


def _numbering(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "Chad's contingent now numbers 450", "the Malian force has shrunk to 60": how many they are."""
    subject = syntax.subject(s, v)
    counted = match(s, v, L.counted.get(s.lower[v], ()))
    if not counted or subject is None or syntax.tense(s, v) not in DONE or denied(s, v, subject):
        return
    found = classify(s, subject)
    low, high = syntax.phrase(s, subject)
    people = [m.party for m in scene.mentions_in(s, low, high) if m.how == "demonym"]
    if (found is None or found[0].resource is not Resource.PERSONNEL) and not people:
        return
    party = tuple(people) or nationality(scene, s, low, high) or _owner(scene, s, subject)
    end = s.subtree(v)[1]
    figures = [q for q in scene.quantities_in(s.starts[v], s.ends[end - 1]) if q.unit in ("", "person")]
    if not figures or len(party) != 1:
        return
    after = next((i for i in range(v, len(s.words)) if s.starts[i] >= figures[0].end), len(s.words))
    between = range(v + 1, next(i for i in range(v, len(s.words)) if s.ends[i] > figures[0].start))
    if any(s.pos[i] in ("NOUN", "PROPN", "VERB") for i in between):
        return
    quantity = replace(_as(figures[0], QuantityKind.STOCK), unit="person")
    t = Thing(head=subject, low=low, high=after, resource=Resource.PERSONNEL, force=None, item=None, quantity=quantity)
    reading = Reading(rule="commitment.presence.number", verb=v, stage=Stage.ARRIVED, last=v)
    yield from give(scene, s, reading, [Actor(head=None, party=party)], [t])


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
    if not any(s.tags[o] == "PRP" for _, o in syntax.preposition(s, subject, *G["of"])):
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


def _as(quantity: Quantity, kind: QuantityKind) -> Quantity:
    return replace(quantity, kind=kind) if quantity.kind is QuantityKind.UNKNOWN else quantity


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


def _total(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "brings its contingent there to 617", "raises the number of Kenyans in the country to 800"."""
    objects = syntax.objects(s, v)
    if not objects or s.lower[objects[0]] not in L.totalled or syntax.tense(s, v) not in DONE:
        return
    lowered = s.lower[v] in L.lowering
    whole = objects[0]
    by, quantity, high = _goal(scene, s, v, whole)
    if quantity is None or quantity.unit in ("percent", "state"):
        return
    first, after = syntax.coordinated_phrase(s, whole)
    party = nationality(scene, s, first, after)
    if not party and _own(s, whole):
        party = actors_of(scene, s, syntax.subject(s, v))[0].party
    party = party or _owner(scene, s, whole)
    added = s.lower[by] in G["agent"]
    if lowered and (added or is_money(quantity)):
        return
    reached_kind = QuantityKind.STOCK if lowered else QuantityKind.CUMULATIVE
    quantity = replace(quantity, kind=QuantityKind.INCREMENT if added else reached_kind)
    mission = is_mission_noun(s, whole) or any(is_mission_noun(s, o) for _, o in syntax.preposition(s, whole, *G["of"]))
    if mission and not is_money(quantity) and not party:
        yield Draft(
            rule="situation.strength_present.total",
            family=Family.SITUATION,
            measure=Measure.STRENGTH_PRESENT,
            sentence=s,
            verb=v,
            start=s.starts[min(v, first)],
            end=s.ends[high - 1],
            quantity=replace(quantity, unit="person"),
        )
        return
    if not party:
        return
    resource = Resource.MONEY if is_money(quantity) else Resource.PERSONNEL
    if resource is Resource.PERSONNEL and not (quantity.unit in ("", "person") and _counts_people(s, first, after)):
        return
    if resource is Resource.PERSONNEL:
        quantity = replace(quantity, unit="person")
    t = Thing(head=whole, low=first, high=high, resource=resource, force=None, item=None, quantity=quantity)
    reading = Reading(rule="commitment.total", verb=v, stage=_stage(s, whole, resource), last=v)
    yield from give(scene, s, reading, [Actor(head=None, party=party)], [t])


def _goal(scene: Scene, s: Sentence, v: int, whole: int) -> tuple[int, Quantity | None, int]:
    """What a total reaches: the token of "to" or "by", the figure behind it, and the token after that.

    Found by order, since parsers lose "to under a thousand"; "from 40 to 120 men" is one range, whose end counts.
    """
    reached = G["infinitive"] | G["agent"]
    goals = ((p, o) for a in (v, whole) for p, o in syntax.preposition(s, a, *reached) if p > whole)
    by, goal = next(((p, o) for p, o in goals if figure_in(scene, s, *syntax.phrase(s, o)) is not None), (0, None))
    if goal is not None:
        low, high = syntax.phrase(s, goal)
        return by, figure_in(scene, s, low, high), high
    end = min(s.subtree(v)[1], len(s.words))
    for q in scene.quantities_in(s.starts[whole], s.ends[end - 1]):
        if is_money(q):
            continue
        first = next(i for i in range(whole, len(s.words)) if s.ends[i] > q.start)
        after = next((i for i in range(first, len(s.words)) if s.starts[i] >= q.end), len(s.words))
        if s.lower[first] in G["source"] and q.low != q.high:
            return first, replace(q, low=q.high), after
        if s.lower[first - 1] in G["infinitive"]:
            return first - 1, q, after
    return 0, None, 0


def _own(s: Sentence, whole: int) -> bool:
    """Whether the whole is the subject's own ("increased its contribution")."""
    owner = syntax.child(s, whole, "poss")
    return owner is not None and s.tags[owner] == "PRP$"


def _owner(scene: Scene, s: Sentence, whole: int) -> tuple[Party, ...]:
    owner = syntax.child(s, whole, "poss")
    named = scene.resolve(s, owner) if owner is not None else ()
    parties = tuple(party for party in named if party.kind in ("state", "body"))
    return parties or (context_giver(scene, s) if owner is not None else ())


def _counts_people(s: Sentence, first: int, after: int) -> bool:
    """Whether the whole is one of people: a contingent, a number of officers, a number of Kenyans."""
    for i in range(first, after):
        found = classify(s, i)
        if found is not None and found[0].resource is Resource.PERSONNEL:
            return True
    return any(s.tags[i] == "NNPS" for i in range(first, after))


def _stage(s: Sentence, whole: int, resource: Resource) -> Stage:
    """The stage of a total: that of its participle or its noun; else people have arrived and money is pledged."""
    for c in s.children[whole]:
        if s.deps[c] in ("acl", "relcl"):
            for _, stance in L.stance_verbs.get(s.lower[c], ()):
                return Stage.COMMITTED if s.tags[c] == "VBN" else stance.stage
            for _, deed in L.deeds.get(s.lower[c], ()):
                return deed.done
    for _, stance in L.stance_nouns.get(s.lower[whole], ()):
        return stance.stage
    return Stage.ARRIVED if resource is Resource.PERSONNEL else Stage.PLEDGE
