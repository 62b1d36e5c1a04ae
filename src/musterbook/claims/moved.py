"""What a deed moves: the deed at a verb, its objects, what stands aboard a craft, and services without a noun."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing, classify, is_mission_noun, is_money, thing, things
from musterbook.lexicons.commitments import Deed, commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Force, Resource, Sentence, Stage

G = grammar()
L = commitments()
CARRIED = ("give", "carry")
"""Deeds whose object may be a craft that holds more that is sent ("flew a transport plane with 60 men")."""


def deeds_at(s: Sentence, c: int) -> Iterator[tuple[Deed, int]]:
    """Every deed that the verb at token `c` can be, longest words first, each with the last token of its words."""
    for word, deed in L.deeds.get(s.lower[c], ()):
        hit = match(s, c, (word,))
        if hit is None or (deed.plan != "withdrawal" and _goes_away(s, c, hit[1])):
            continue
        if not word.rest and _given_up(s, c):
            continue
        yield deed, hit[1]


def deed_at(s: Sentence, c: int) -> tuple[Deed, int] | None:
    """The deed that the verb at token `c` is, and the last token of its words."""
    return next(deeds_at(s, c), None)


def _given_up(s: Sentence, c: int) -> bool:
    """ "gave up 200 officers", "handed in 900 rifles": a particle that makes giving a surrender."""
    particles = [k for k in s.children[c] if s.deps[k] == "prt" and s.lower[k] in G["surrender"]]
    return any(not G["infinitive"].intersection(s.lower[k + 1 : k + 2]) for k in particles)


def _goes_away(s: Sentence, c: int, last: int) -> bool:
    """ "flew out 700 people", "sent back": the particle turns the movement round."""
    aimed = any(p > c for p, _ in syntax.preposition(s, c, *G["infinitive"]))
    particles = (k for k in s.children[c] if s.deps[k] in ("prt", "advmod") and k > last)
    return not aimed and any(s.lower[k] in G["away"] for k in particles)


PRESENTED = ("give", "deploy")
"""Deeds whose object may be a building ("donated two schools", "handed over the hospital")."""
LADEN = ("deploy", "deliver")
"""Deeds whose resource may stand aboard a craft ("deployed a ship with 40 soldiers")."""


def deed_resources(scene: Scene, s: Sentence, c: int, deed: Deed, last: int) -> list[Thing]:
    """What a deed moves: its objects, what stands through "with", or the service that the verb itself names."""
    heads = list(syntax.objects(s, c))
    if not heads and last > c:
        heads = [k for o in syntax.children(s, last, "pobj") for k in syntax.conjuncts(s, o)]
    if deed.object == "mission":
        goal = [h for h in heads if is_mission_noun(s, h)] or ([last] if last > c else [])
        return [plain_service(h, c, Resource.SERVICE) for h in goal[:1]] or [
            plain_service(o, c, Resource.SERVICE)
            for _, o in syntax.preposition(s, c, *G["of"])
            if is_mission_noun(s, o)
        ]
    if deed.object == "works":
        return _works(scene, s, c, heads)
    if s.lower[c] in L.totals and any(s.lower[h] in L.totalled for h in heads):
        return []
    found = [t for t in things(scene, s, tuple(heads)) if not whole_mission(s, t)]
    if deed.known:
        found = [t for t in found if is_money(t.quantity) or any(classify(s, i) for i in range(t.low, t.high))]
    if deed.served:
        found = [served for t in found if (served := _served(t, deed)) is not None]
    found.extend(_strayed(scene, s, (c, *heads)))
    found.extend(aboard(scene, s, tuple(heads)))
    crafts = heads if deed.id in LADEN else [h for h in heads if deed.id in CARRIED and _is_craft(s, h)]
    holding = [pair for h in crafts for pair in syntax.preposition(s, h, *G["with"])]
    for p, o in (*syntax.preposition(s, c, *G["with"]), *holding):
        if p > c:
            held = things(scene, s, syntax.conjuncts(s, o))
            found.extend(t for t in held if t.quantity is not None or not found)
    if deed.id == "deploy" and s.lower[c] in L.founding:
        found = [t for t in found if t.resource not in (Resource.PERSONNEL, Resource.MONEY)]
    if not deed.people:
        found = [t for t in found if not (t.resource is Resource.PERSONNEL and t.loose and not _own(s, t))]
    if deed.only is not None:
        found = [t for t in found if t.resource is deed.only]
    if deed.done is Stage.DISPATCHED:
        found = [t for t in found if s.lower[t.head] not in L.signing.papers]
    if not found and deed.id in PRESENTED:
        return _works(scene, s, c, heads)
    if not found and deed.id == "withdraw" and heads and s.lower[heads[0]] in G["them"]:
        return [replace(plain_service(heads[0], heads[0], Resource.PERSONNEL), force=Force.UNSPECIFIED)]
    if found or deed.object == "resource" or (deed.id == JOIN and _joins_other(scene, s, c, last)):
        return found
    extra = max([last, *heads, *(o for p, o in syntax.preposition(s, c) if p > c)])
    return [plain_service(extra, c, deed.resource or Resource.SERVICE)]


def _own(s: Sentence, t: Thing) -> bool:
    """ "flew its 1,180 men home": people of the giver's own, whatever they are called."""
    return any(s.deps[i] == "poss" and s.lower[i] in G["own"] for i in range(t.low, t.high))


def _works(scene: Scene, s: Sentence, c: int, heads: list[int]) -> list[Thing]:
    """ "built two schools in Malawi": a service where the document is about another country than the builder's, and
    shows that builder as the one who acts.
    """
    host, giver = scene.cast.host, scene.cast.giver
    who = syntax.agent(s, c) if syntax.is_passive(s, c) else syntax.subject(s, c)
    acting = {party.id for party in scene.resolve(s, who)} if who is not None else set()
    if host is None or giver is None or host == giver or giver not in acting:
        return []
    return [plain_service(h, c) for h in heads if s.lower[h] in L.works.nouns][:1]


def _is_craft(s: Sentence, h: int) -> bool:
    found = classify(s, h)
    return found is not None and found[0].resource is Resource.EQUIPMENT


def aboard(scene: Scene, s: Sentence, heads: tuple[int, ...]) -> list[Thing]:
    """ "a plane carrying 50 tonnes of rice", "a ship loaded with 200 tents": what a craft holds, if counted."""
    found: list[Thing] = []
    for h in heads:
        for c in syntax.children(s, h, "acl", "relcl"):
            if s.lower[c] in L.holding:
                inner = [*syntax.objects(s, c), *(o for _, o in syntax.preposition(s, c, *G["with"]))]
                inner = [o for o in inner if o > c]
                found.extend(t for o in inner[:1] for t in things(scene, s, syntax.conjuncts(s, o)))
    return [t for t in found if t.quantity is not None and not t.loose]


def _served(t: Thing, deed: Deed) -> Thing | None:
    """What is given to who is served: a sum, or training, of which those trained are no quantity (METHOD section 3)."""
    if t.quantity is None or t.resource is Resource.MONEY:
        return t if t.quantity is not None else None
    trained = deed.resource is Resource.TRAINING and t.resource is Resource.PERSONNEL
    return replace(t, resource=Resource.TRAINING, force=None, item=None, quantity=None) if trained else None


JOIN = "join"
"""The deed of taking part: in a mission, not in exercises, committees or the efforts of others."""


def _joins_other(scene: Scene, s: Sentence, c: int, last: int) -> bool:
    """Whether what is joined is named and is no mission and no force."""
    aims = [o for _, o in syntax.preposition(s, c, *G["goal"], *G["with"])]
    particles = [
        o for k in s.children[c] if s.lower[k] not in G["negation"] for o in syntax.children(s, k, "pobj")
    ]  # "without a number" is nothing that is joined
    heads = [h for h in dict.fromkeys((*syntax.objects(s, c), *aims, *particles)) if h > last or h in particles]
    heads = [h for h in heads if s.pos[h] != "PROPN" and not scene.periods_in(s.starts[h], s.ends[h])]
    mission = any(
        is_mission_noun(s, h) or classify(s, h) is not None or any(p.kind == "mission" for p in scene.resolve(s, h))
        for h in heads
    )
    return bool(heads) and not mission


def mission_service(s: Sentence, anchors: tuple[int, ...]) -> list[Thing]:
    """ "on board with the operation": to take part in the mission, with what is not said."""
    for anchor in anchors:
        for p, o in syntax.preposition(s, anchor):
            if o > p and is_mission_noun(s, o):
                return [plain_service(o, anchor, Resource.SERVICE)]
    return []


def whole_mission(s: Sentence, t: Thing) -> bool:
    """ "authorised a multinational force": the mission as a whole is nobody's contribution; "a police force" may be."""
    own_force = t.force in (Force.POLICE, Force.MILITARY) and t.low < t.head and s.lower[t.head] in L.forces
    return t.quantity is None and is_mission_noun(s, t.head) and not own_force


def _strayed(scene: Scene, s: Sentence, anchors: tuple[int, ...]) -> Iterator[Thing]:
    """ "$5 million in aid to Syria and 300 generators": the parser hangs the second figure of a list on a place."""
    for anchor in anchors:
        for _, o in syntax.preposition(s, anchor):
            for member in syntax.conjuncts(s, o)[1:]:
                found = thing(scene, s, member)
                if found is not None and found.quantity is not None and not scene.quantities_in(s.starts[o], s.ends[o]):
                    yield found


def plain_service(head: int, verb: int, resource: Resource = Resource.SERVICE) -> Thing:
    """A service that stands in the words from `verb` to `head`."""
    low, high = min(head, verb), max(head, verb) + 1
    return Thing(head=head, low=low, high=high, resource=resource, force=None, item=None, quantity=None)


def is_known_unit(s: Sentence, t: Thing) -> bool:
    """ "The company", "the first contingent", "an initial team of 15": people of whom the text has told before."""
    if s.lower[t.head] not in L.contributing or t.resource is not Resource.PERSONNEL:
        return False
    before = {s.lower[c] for c in s.children[t.head] if c < t.head}
    return bool(before & (G["definite"] | G["ordinal"] | G["indefinite_next"]))
