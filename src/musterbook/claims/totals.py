"""Totals: how many a contingent is, and what a movement brings it to ("brings its contingent there to 617").

A total is a stated figure of the whole, kind cumulative or stock (METHOD sections 2 and 3), never a posting.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, figure_in
from musterbook.claims.giving import Actor, Reading, actors_of, context_giver, give
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing, classify, is_mission_noun, is_money
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Family, Measure, Party, Quantity, QuantityKind, Resource, Sentence, Stage

G = grammar()
L = commitments()
DONE = (syntax.PAST, syntax.PRESENT, syntax.PROGRESSIVE)


def numbering(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
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
    quantity = replace(stock_as(figures[0], QuantityKind.STOCK), unit="person")
    t = Thing(head=subject, low=low, high=after, resource=Resource.PERSONNEL, force=None, item=None, quantity=quantity)
    reading = Reading(rule="commitment.presence.number", verb=v, stage=Stage.ARRIVED, last=v)
    yield from give(scene, s, reading, [Actor(head=None, party=party)], [t])


def total(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
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
    party = actors_of(scene, s, syntax.subject(s, v))[0].party if _own(s, whole) else ()
    party = party or nationality(scene, s, first, after)
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


def stock_as(quantity: Quantity, kind: QuantityKind) -> Quantity:
    """The figure with a kind where no word of the text gave it one."""
    return replace(quantity, kind=kind) if quantity.kind is QuantityKind.UNKNOWN else quantity
