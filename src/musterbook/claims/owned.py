"""People of a named state whom the text shows in place, by what they do or by whose they are.

"A hundred Belgian paratroopers guard the airport", "Tanzania's 300 men": presence needs no verb of motion (METHOD
section 2). Read last, for figures that no frame took: who is on duty is in place, and so is a counted contingent that
belongs to somebody, unless its verb says that it is not there yet, not any more, or nowhere.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, possible
from musterbook.claims.giving import Actor, Reading, actors_of, context_giver, give
from musterbook.claims.origins import origin
from musterbook.claims.presence import is_placing
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing, is_mission_noun, thing
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Family, Force, Party, QuantityKind, Resource, Sentence, Stage

G = grammar()
L = commitments()
FEWEST = 2
"""One officer is somebody, not a contingent."""
HERE = (syntax.PRESENT, syntax.PAST, syntax.PROGRESSIVE)


def owned_in(scene: Scene, s: Sentence, drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts of counted people of a named state that nothing else has read, in a text about a mission or a place."""
    if not scene.in_mission and scene.cast.host is None:
        return
    taken = {d.quantity.start for d in drafts if d.quantity is not None}
    if all(q.start in taken for q in scene.quantities_in(s.start, s.end)):
        return
    for head in range(len(s.words)):
        if s.pos[head] not in ("NOUN", "PROPN", "NUM"):
            continue
        t = thing(scene, s, head)
        if t is None or t.resource is not Resource.PERSONNEL or t.quantity is None or t.quantity.start in taken:
            continue
        if t.quantity.kind is QuantityKind.CEILING or t.quantity.low is None or t.quantity.low < FEWEST:
            continue
        office = t.force not in (None, Force.UNSPECIFIED) or _is_owned(s, t)
        if not scene.in_mission and (t.loose or not office):
            continue
        found = _in_place(scene, s, t)
        if found is not None:
            taken.add(t.quantity.start)
            yield from _draft(scene, s, t, *found)


def _in_place(scene: Scene, s: Sentence, t: Thing) -> tuple[tuple[Party, ...], int] | None:
    """Whose the people are, and the token by which they are in place."""
    party = _foreign(scene, origin(scene, s, t))
    if len(party) == 1:
        verb = _beside(s, t) if _is_owned(s, t) else _on_duty(s, t)
        verb = _composes(scene, s, t) if verb is None else verb
        verb = _hosted(s, t) if verb is None else verb
        verb = _posted(scene, s, t, named=True) if verb is None else verb
        return None if verb is None else (party, verb)
    posted = _posted(scene, s, t, named=False)
    if party or posted is None:
        return None
    party = _foreign(scene, _giver(scene, s, t))
    return (party, posted) if len(party) == 1 else None


def _foreign(scene: Scene, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in parties if p.kind == "state" and p.id != scene.cast.host)


def _giver(scene: Scene, s: Sentence, t: Thing) -> tuple[Party, ...]:
    """ "India remains the largest contributor, with 1,950 soldiers serving in the mission": the subject of the clause;
    else, of definite people, the state that acts in the document.
    """
    up = s.heads[t.head]
    if s.deps[t.head] == "pobj" and s.lower[up] in G["with"]:
        held = (
            tuple(p for p in scene.resolve(s, s.heads[up]) if p.kind == "state")
            if s.pos[s.heads[up]] == "PROPN"
            else ()
        )
        if held:
            return held
        verb = _verb_above(s, up)
        subject = syntax.subject(s, verb) if verb is not None else None
        return actors_of(scene, s, subject)[0].party if subject is not None else ()
    definite = any(s.deps[c] == "det" and s.lower[c] in G["definite"] for c in s.children[t.head])
    return context_giver(scene, s) if definite else ()


def _is_owned(s: Sentence, t: Thing) -> bool:
    """ "Rwanda's 2,500 soldiers", "its 50-strong contingent": whose they are stands as a possessor."""
    return any(s.deps[c] == "poss" for c in s.children[t.head])


def _hosted(s: Sentence, t: Thing) -> int | None:
    """ "The base is home to 400 soldiers from Zambia", "the camp houses 90 Finns": the verb or noun of the site."""
    up = s.heads[t.head]
    site = s.heads[up]
    verb = _verb_above(s, t.head)
    if verb is None or not _settled(s, verb):
        return None
    homely = s.deps[t.head] == "pobj" and s.lower[site] in L.homes and s.lower[up] in G["infinitive"]
    return verb if homely or (t.head in syntax.objects(s, verb) and s.lower[verb] in L.hosting) else None


def _posted(scene: Scene, s: Sentence, t: Thing, *, named: bool) -> int | None:
    """ "200 Nepalese stationed in Goma", "the other 1,100 soldiers in Congo": a participle or a place at the noun.

    People whose state is not `named` in the phrase must be definite ones.
    """
    above = _verb_above(s, t.head)
    if above is not None and (not _settled(s, above) or _moves(s, above, t)):
        return None
    heads = (t.head, *(o for _, o in syntax.preposition(s, t.head, *G["of"])))
    for c in (c for h in heads for c in syntax.children(s, h, "acl", "relcl")):
        placed = s.lower[c] in L.presence_placed and s.tags[c] == "VBN"
        works = s.lower[c] in L.presence_verbs or match(s, c, L.duties.get(s.lower[c], ())) is not None
        serving = works and (s.tags[c] == "VBG" or s.deps[c] == "relcl") and t.head not in syntax.objects(s, c)
        busy = serving and not syntax.is_passive(s, c)
        if (placed or busy) and _settled_here(s, c):
            return c
    there = any(s.lower[c : c + len(w)] == w for c in s.children[t.head] for w in L.presence_adverbs if c > t.head)
    if there or any(is_placing(scene, s, p, o) for p, o in syntax.preposition(s, t.head) if p > t.head):
        definite = any(s.deps[c] in ("det", "poss") and s.lower[c] in G["definite"] for c in s.children[t.head])
        definite = definite or (s.lower[s.heads[t.head]] in G["with"] and s.pos[s.heads[s.heads[t.head]]] == "PROPN")
        return t.head if definite or named else None
    return None


def _settled_here(s: Sentence, c: int) -> bool:
    return syntax.tense(s, c) in HERE and not possible(s, c) and not denied(s, c)


def _moves(s: Sentence, v: int, t: Thing) -> bool:
    """Whether the verb moves the people or asks for them: then it says where they stand, or that it is not known."""
    if s.lower[v] in L.absent:
        return True
    if s.lower[v] in L.wishing and G["away"].intersection(s.lower[t.high :]):
        return False
    tables = (L.deeds, L.motions, L.stance_verbs)
    known = any(match(s, v, (word,)) for table in tables for word, _ in table.get(s.lower[v], ()))
    return known and (t.head in _members(s, v) or t.head in syntax.objects(s, v))


def _verb_above(s: Sentence, head: int) -> int | None:
    return next((a for a in syntax.ancestors(s, head) if s.pos[a] in ("VERB", "AUX")), None)


def _settled(s: Sentence, v: int) -> bool:
    """Whether the clause of `v` is plain fact: no condition, possibility, denial or plan."""
    return _settled_here(s, v) and not in_condition(s, v) and not denied(s, v, syntax.subject(s, v))


def _on_duty(s: Sentence, t: Thing) -> int | None:
    """The verb by which the people are on duty; they are its subject."""
    v = _verb_above(s, t.head)
    if v is None:
        return None
    manned = s.lower[s.heads[t.head]] in G["agent"] and s.heads[s.heads[t.head]] == v
    head = s.heads[t.head] if s.deps[t.head] == "appos" else t.head
    if manned:
        return v if s.lower[v] in L.duties and not possible(s, v) and not denied(s, v) else None
    if head not in _members(s, v) or not _settled(s, v) or syntax.is_passive(s, v):
        return None
    if match(s, v, L.duties.get(s.lower[v], ())):
        return v
    return v if not t.loose and not _moves(s, v, t) and s.pos[v] == "VERB" else None


def _composes(scene: Scene, s: Sentence, t: Thing) -> int | None:
    """ "The force comprises 400 Australians and 150 New Zealanders": the verb by which they are part of the mission."""
    v = _verb_above(s, t.head)
    if v is None or not _settled(s, v) or not match(s, v, L.composing.get(s.lower[v], ())):
        return None
    subject = syntax.subject(s, v)
    if subject is None or t.head in _members(s, v):
        return None
    mission = is_mission_noun(s, subject) or any(p.kind == "mission" for p in scene.resolve(s, subject))
    return v if mission else None


def _members(s: Sentence, v: int) -> tuple[int, ...]:
    head = syntax.subject(s, v)
    return syntax.conjuncts(s, head) if head is not None else ()


def _stays(s: Sentence, v: int) -> bool:
    """Participles of people who are in place ("were left", "are based")."""
    return s.lower[v] in L.left or s.lower[v] in L.presence_placed


def _beside(s: Sentence, t: Thing) -> int | None:
    """The verb near which an owned contingent is named; None where it says that they are not in place."""
    v = _verb_above(s, t.head)
    if v is None:
        return None
    if _moves(s, v, t) and not (syntax.is_passive(s, v) and _stays(s, v)):
        return None
    if possible(s, v) and s.pos[t.head] == "NUM":
        return None
    subject = t.head in _members(s, v)
    if subject and (not _settled(s, v) or (syntax.is_passive(s, v) and not _stays(s, v))):
        return None
    return v


def _draft(scene: Scene, s: Sentence, t: Thing, party: tuple[Party, ...], verb: int) -> Iterator[Draft]:
    assert t.quantity is not None
    kind = QuantityKind.STOCK if t.quantity.kind is QuantityKind.UNKNOWN else t.quantity.kind
    stock = replace(t, quantity=replace(t.quantity, kind=kind))
    reading = Reading(rule="commitment.presence.owned", verb=verb, stage=Stage.ARRIVED, last=t.head)
    for draft in give(scene, s, reading, [Actor(head=None, party=party)], [stock]):
        if draft.family is Family.COMMITMENT:
            yield replace(draft, start=s.starts[t.low], end=s.ends[max(t.high - 1, min(verb, t.high))], parts=())
