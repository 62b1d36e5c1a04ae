"""Undertakings that end without a figure: "ended its relief flights", "closed its field hospital", "withdraws
from the mission", "the withdrawal of Norway was completed", "lowered its flag".

What ends is a stage of its own (METHOD section 2): only what has happened, told by the giver's own verb over its own
activity, or by its departure from a place of the mission.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, officials, possible
from musterbook.claims.giving import Actor, Reading, actors_of, give
from musterbook.claims.moved import plain_service
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import classify, is_mission_noun
from musterbook.lexicons.endings import endings
from musterbook.lexicons.frames import grammar
from musterbook.model import Force, Party, Resource, Sentence, Stage

G = grammar()
E = endings()


def ended_in(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """Drafts of a verb at token `v` by which an activity, a site or a presence comes to an end."""
    if s.lower[v] not in E.verbs or not _told(s, v):
        return
    yield from _activity(scene, s, v) or _left(scene, s, v) or _done(scene, s, v)


def _told(s: Sentence, v: int) -> bool:
    """Whether the clause reports it as done: a plain past, or the present of a headline."""
    kind = syntax.tense(s, v)
    if kind != syntax.PAST and not (kind == syntax.PRESENT and s.is_headline):
        return False
    return not (possible(s, v) or in_condition(s, v) or denied(s, v, syntax.subject(s, v)))


def _activity(scene: Scene, s: Sentence, v: int) -> list[Draft]:
    """ "has ended its airlift", "closed its clinic": the subject's own activity or site."""
    heads = syntax.objects(s, v)
    if syntax.is_passive(s, v) or not heads:
        return []
    head = heads[0]
    ended = match(s, v, E.ending.get(s.lower[v], ())) and s.lower[head] in E.activities
    finished = match(s, v, E.finishing.get(s.lower[v], ())) and s.lower[head] in E.finished
    closed = match(s, v, E.closing.get(s.lower[v], ())) and s.lower[head] in E.closed
    if not (ended or finished or closed) or not _own(s, head):
        return []
    return _drafts(scene, s, v, syntax.subject(s, v), head)


def _own(s: Sentence, head: int) -> bool:
    """Whether it is the subject's: "its" or "their"; a headline leaves that out."""
    owner = syntax.child(s, head, "poss")
    if owner is not None:
        return s.lower[owner] in G["own"]
    return s.is_headline and syntax.child(s, head, "det") is None


def _left(scene: Scene, s: Sentence, v: int) -> list[Draft]:
    """ "Chile withdraws from the mission", "pulled out of the town of Ber": a state or a body leaves."""
    found = match(s, v, E.leaving.get(s.lower[v], ()))
    head = syntax.subject(s, v)
    if found is None or head is None or classify(s, head) is not None or syntax.is_passive(s, v):
        return []
    if any(o > v for o in syntax.objects(s, v)):
        return []
    anchors = (v, found[1])
    for p, o in (pair for a in anchors for pair in syntax.preposition(s, a, *G["source"], *G["of"])):
        parties = scene.resolve(s, o)
        abroad = any(x.kind in ("state", "place", "region", "mission") for x in parties)
        town = s.lower[o] in E.places and syntax.preposition(s, o, *G["of"]) is not None
        if p > v and (abroad or town or is_mission_noun(s, o)):
            own = {x.id for x in parties}
            return [d for d in _drafts(scene, s, v, head, o) if not own & {x.id for x in d.party}]
    return []


def _done(scene: Scene, s: Sentence, v: int) -> list[Draft]:
    """ "The withdrawal of Norway was completed", "The assistance mission formally ended": what ends is the subject."""
    head = syntax.subject(s, v)
    if head is None:
        return []
    over = syntax.is_passive(s, v) and s.lower[v] in E.finishing
    if over and s.lower[head] in E.withdrawals:
        owner = syntax.child(s, head, "poss") or next((o for _, o in syntax.preposition(s, head, *G["of"])), None)
        party = officials(scene, scene.resolve(s, owner)) if owner is not None else ()
        return _giving(scene, s, v, Actor(head=head, party=_foreign(scene, party)), head)
    alone = not syntax.is_passive(s, v) and not any(o > v for o in syntax.objects(s, v))
    if alone and s.lower[v] in E.ending and is_mission_noun(s, head):
        whole = tuple(p for p in scene.resolve(s, head) if p.kind == "mission")
        return _giving(scene, s, v, Actor(head=head, party=whole), head)
    return []


def _drafts(scene: Scene, s: Sentence, v: int, head: int | None, what: int) -> list[Draft]:
    found: list[Draft] = []
    for actor in actors_of(scene, s, head):
        party = _foreign(scene, actor.party)
        found.extend(_giving(scene, s, v, replace(actor, party=party), what))
    return found


def _foreign(scene: Scene, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """States other than the host, bodies, and the mission itself; nobody's end is told in a document about no place."""
    if scene.cast.host is None and scene.cast.mission is None:
        return ()
    return tuple(p for p in parties if p.kind in ("state", "body", "mission") and p.id != scene.cast.host)


def _giving(scene: Scene, s: Sentence, v: int, actor: Actor, what: int) -> list[Draft]:
    if not actor.party:
        return []
    mission = any(p.kind == "mission" for p in actor.party)
    service = (s.lower[what] in E.services or s.lower[what] in E.closed) and not mission
    t = plain_service(what, v, Resource.SERVICE if service else Resource.PERSONNEL)
    t = t if service else replace(t, force=Force.UNSPECIFIED)
    reading = Reading(rule="commitment.end", verb=v, stage=Stage.ENDED, last=v)
    return list(give(scene, s, reading, [actor], [t]))
