"""Who makes up a mission: parts of it by country ("6,200 of them Ugandans"), and countries told by their rank in it
("With 1,100 soldiers Djibouti is the largest contributor"). They are in place (METHOD section 2).
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, possible
from musterbook.claims.figures import figure_tokens
from musterbook.claims.giving import Actor, Reading, give
from musterbook.claims.scene import Scene
from musterbook.claims.things import Thing, thing
from musterbook.claims.totals import stock_as
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Family, Party, Quantity, QuantityKind, Resource, Sentence, Stage

G = grammar()
L = commitments()
HERE = (syntax.PRESENT, syntax.PAST)
COUNTED = frozenset({"", "person"})


def members_in(scene: Scene, s: Sentence, drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts of parts and ranks that no other draft has read, in a document about a mission."""
    if not scene.in_mission:
        return
    taken = {d.quantity.start for d in drafts if d.quantity is not None and d.family is Family.COMMITMENT}
    for q in scene.quantities_in(s.start, s.end):
        if q.start in taken or q.unit not in COUNTED or q.low is None:
            continue
        low, high = figure_tokens(s, q)
        found = _part(scene, s, high)
        if found is not None:
            yield from _draft(scene, s, replace(q, kind=QuantityKind.SUBSET), (low, found[0]), found[1])
    for v in range(len(s.words)):
        if s.lower[v] in L.ranking and s.pos[v] in ("NOUN", "VERB"):
            yield from _ranked(scene, s, v, taken)


def _part(scene: Scene, s: Sentence, i: int) -> tuple[int, Party] | None:
    """ "of them Ugandans", "of whom are from Chad" at token `i`: the token behind the name, and the state."""
    if s.lower[i : i + 1] and s.lower[i] in G["of"] and s.lower[i + 1 : i + 2] and s.lower[i + 1] in L.of_people:
        i += 2
        while i < len(s.words) and (s.lower[i] in G["be"] | G["source"] | L.coming):
            i += 1
        named = scene.mentions_in(s, i, min(i + 1, len(s.words))) or scene.mentions_in(s, i, min(i + 2, len(s.words)))
        states = [m for m in named[:1] if m.party.kind == "state" and m.party.id != scene.cast.host]
        for m in states:
            end = next((k for k in range(i, len(s.words)) if s.starts[k] >= m.end), len(s.words))
            plain = (
                m.how != "demonym" or s.tags[end - 1] in ("NNS", "NNPS") or s.pos[min(end, len(s.words) - 1)] != "NOUN"
            )
            return (end, m.party) if plain else None
    return None


def _ranked(scene: Scene, s: Sentence, v: int, taken: set[int]) -> Iterator[Draft]:
    """The people that stand through "with" beside a country that leads the ranks."""
    verb = v if s.pos[v] == "VERB" else s.heads[v]
    subject = syntax.subject(s, verb)
    if subject is None or syntax.tense(s, verb) not in HERE or denied(s, verb, subject):
        return
    if in_condition(s, verb) or possible(s, verb):
        return
    party = tuple(p for p in scene.resolve(s, subject) if p.kind == "state" and p.id != scene.cast.host)
    for _, o in (*syntax.preposition(s, verb, *G["with"]), *syntax.preposition(s, v, *G["with"])):
        t = thing(scene, s, o)
        counted = t is not None and t.resource is Resource.PERSONNEL and t.quantity is not None
        if t is not None and t.quantity is not None and counted and len(party) == 1 and t.quantity.start not in taken:
            taken.add(t.quantity.start)
            figure = stock_as(t.quantity, QuantityKind.STOCK)
            yield from _draft(scene, s, figure, (t.low, t.high), party[0])


def _draft(scene: Scene, s: Sentence, q: Quantity, span: tuple[int, int], party: Party) -> Iterator[Draft]:
    low, high = span
    people = Thing(
        head=low,
        low=low,
        high=high,
        resource=Resource.PERSONNEL,
        force=None,
        item=None,
        quantity=replace(q, unit="person"),
    )
    reading = Reading(rule="commitment.presence.member", verb=low, stage=Stage.ARRIVED, last=low)
    for draft in give(scene, s, reading, [Actor(head=None, party=(party,))], [people]):
        yield replace(draft, start=s.starts[low], end=s.ends[high - 1], parts=())
