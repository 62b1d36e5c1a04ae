"""Movements: verbs whose subject moves ("200 officers landed", "were replaced by 200 Fijians")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.deeds import by_report, stage_of
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.giving import Actor, Reading, context_giver, give
from musterbook.claims.moved import deed_resources, deeds_at, is_known_unit, whole_mission
from musterbook.claims.origins import nationality, origin
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing, is_mission_noun, things
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import (
    Certainty,
    Force,
    Party,
    Polarity,
    QuantityKind,
    Resource,
    Sentence,
    Stage,
)

G = grammar()
L = commitments()
OUTWARD = ("depart", "return")
"""Movements away from where people are."""


def movement(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """Drafts of a verb whose subject moves ("200 officers landed")."""
    for word, motion in L.motions.get(s.lower[v], ()):
        if match(s, v, (word,)) is None or in_condition(s, v):
            continue
        if motion.joins and not _meets_mission(scene, s, v):
            continue
        if _turned(s, v, word.rest) or _on_the_way_out(s, v):
            return
        if any(s.lower[o] in G["stages_reached"] for o in syntax.objects(s, v)):
            return
        head = syntax.subject(s, v)
        accompanied = s.lower[v] in G["followed"] and syntax.agent(s, v) is not None
        if (motion.id == "relieve" and syntax.is_passive(s, v)) or accompanied:
            head = syntax.agent(s, v)
        elif syntax.child(s, v, "auxpass") is not None:
            return
        if head is None or s.lower[head] in L.nominals:
            return
        if not motion.joins and _moves_things(scene, s, v, has_particle=bool(word.rest)):
            return
        staged = stage_of(scene, s, v, motion.done, motion.plan) or _is_back(s, v, home=motion.home)
        if staged is None or (motion.home and staged[1]) or _told_above(s, v, planned=staged[1]):
            return
        stage, planned, certainty = staged
        movers = things(scene, s, syntax.conjuncts(s, head))
        aboard = [o for a in (v, head) for _, o in syntax.preposition(s, a, *G["with"])]
        carried = [t for o in aboard for t in things(scene, s, syntax.conjuncts(s, o)) if t.quantity is not None]
        movers = [t for t in movers if t.quantity is not None or not carried] + carried
        resources = [t for t in movers if not whole_mission(s, t)]
        resources = [t for t in resources if not _just_people(s, t)]
        resources = [t for t in resources if t.resource in (Resource.PERSONNEL, Resource.EQUIPMENT, Resource.GOODS)]
        if not resources and s.lower[head] in G["they"] and len(scene.resolve(s, head)) < 2:
            resources = [_they(head)]
        if not resources:
            return
        party = next((o for t in resources if (o := origin(scene, s, t))), ())
        about_mission = scene.in_mission and syntax.child(s, resources[0].head, "poss") is not None
        known = s.lower[head] in G["they"] or is_known_unit(s, resources[0])
        if not party and not resources[0].quantity and not about_mission and not known:
            return
        if stage is Stage.DISPATCHED and _leaves_theatre(scene, s, v, party):
            stage = Stage.ENDED
        reading = Reading(
            rule=f"commitment.{motion.id}",
            verb=v,
            stage=stage,
            last=v,
            certainty=certainty,
            planned=planned,
            polarity=Polarity.DENIED if denied(s, v, head) else Polarity.AFFIRMED,
        )
        # Who comes along ("together with eight from Togo") says nothing of the people who come.
        telling = [t for t in resources if t not in carried] if resources[0] not in carried else resources
        shared = next((o for t in reversed(telling) if (o := origin(scene, s, t))), ())
        if not shared and motion.home:
            shared = _home_of(scene, s, v)
        if not shared and stage is Stage.ENDED:
            shared = next((o for t in resources if (o := _missions_own(scene, s, t))), ())
        if carried and not shared:
            shared = nationality(scene, s, *syntax.phrase(s, head)) or _owner(scene, s, head)
        if not shared and resources[0].quantity is not None:
            shared = by_report(scene, s, v)
        if motion.id == "relieve":
            resources = [_team(t) for t in resources]
        for t in resources:
            own = origin(scene, s, t) or shared or _by_context(scene, s, t)
            if own and all(p.id == scene.cast.host for p in own):
                continue
            for draft in give(scene, s, reading, [Actor(head=head if own else None, party=own)], [t]):
                anybodys = s.pos[t.head] == "NUM" and motion.id == "depart"
                missions = syntax.child(s, t.head, "poss") is not None
                nobodys = not own and (anybodys or is_known_unit(s, t))
                draft = replace(draft, carried=not own and not missions, needs_giver=nobodys)
                alone = t is not resources[0]
                yield replace(draft, start=s.starts[t.low], end=s.ends[t.high - 1], parts=()) if alone else draft
        return


def _team(t: Thing) -> Thing:
    """A relief contingent comes on top of those whom it relieves (METHOD section 5)."""
    if t.quantity is None or t.quantity.kind is not QuantityKind.UNKNOWN:
        return t
    return replace(t, quantity=replace(t.quantity, kind=QuantityKind.INCREMENT))


def _turned(s: Sentence, v: int, rest: Sequence[str]) -> bool:
    """ "came down", "leave behind": a particle that the movement does not name makes it another verb; a figure behind
    the verb is what something amounts to ("has reached 2,650").
    """
    particles = [c for c in s.children[v] if s.deps[c] in ("prt", "advmod", "prep") and c == v + 1]
    counted = syntax.child(s, v, "dobj", "attr")
    # "came together" is a meeting, "came together with 40 others" is none
    particles = [c for c in particles if not G["with"].intersection(s.lower[c + 1 : c + 2])]
    return any(s.lower[c] in G["turned"] and s.lower[c] not in rest for c in particles) or (
        counted is not None and s.pos[counted] == "NUM"
    )


def _on_the_way_out(s: Sentence, v: int) -> bool:
    """ "left Mali, crossing into Niger": a gerund beside a verb of leaving tells the same way out."""
    up = s.heads[v]
    outward = any(m.id in OUTWARD for _, m in L.motions.get(s.lower[up], ()))
    return outward and s.tags[v] == "VBG" and s.deps[v] == "advcl"


def _owner(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """ "Britain's carrier, with 40 marines": whose the craft is."""
    owner = syntax.child(s, head, "poss")
    named = scene.resolve(s, owner) if owner is not None else ()
    return tuple(p for p in named if p.kind == "state")


def _told_above(s: Sentence, v: int, *, planned: bool) -> bool:
    """ "left the town, crossing into Chad", "sailed on Tuesday and will land": another movement of the same people
    stands above, and tells them already.
    """
    up = s.heads[v]
    if up == v or s.lower[up] not in L.motions or syntax.subject(s, up) != syntax.subject(s, v):
        return False
    crossing = s.deps[v] == "advcl" and s.tags[v] == "VBG" and not syntax.auxiliaries(s, v)
    return crossing or (s.deps[v] == "conj" and planned and syntax.tense(s, up) == syntax.PAST)


def _moves_things(scene: Scene, s: Sentence, v: int, *, has_particle: bool) -> bool:
    """Whether the verb moves something else than its subject ("deployed 200 men", "flew in two field hospitals")."""
    if not has_particle:
        return s.lower[v] in L.deeds and syntax.child(s, v, "dobj") is not None
    return any(last > v and deed_resources(scene, s, v, deed, last) for deed, last in deeds_at(s, v))


def _meets_mission(scene: Scene, s: Sentence, v: int) -> bool:
    """ "joined the task force", "will join them": who is joined is in place."""
    return any(
        is_mission_noun(s, o) or s.tags[o] == "PRP" or any(p.kind == "mission" for p in scene.resolve(s, o))
        for o in syntax.objects(s, v)
    )


def _they(head: int) -> Thing:
    """ "They will leave on 21 July": the people of the sentence before."""
    return Thing(
        head=head,
        low=head,
        high=head + 1,
        resource=Resource.PERSONNEL,
        force=Force.UNSPECIFIED,
        item=None,
        quantity=None,
    )


def _leaves_theatre(scene: Scene, s: Sentence, v: int, party: tuple[Party, ...]) -> bool:
    """ "The last 45 Danish engineers left Kosovo": who leaves the place of the mission, and not home, is gone."""
    own = {p.id for p in party}
    if any(True for _ in syntax.preposition(s, v, *G["receiver"])):
        return False
    for o in syntax.children(s, v, "dobj"):
        inside = (k for _, k in syntax.preposition(s, o, *G["of"]))
        for left in scene.resolve(s, o) or tuple(x for k in inside for x in scene.resolve(s, k)):
            country = left.id if left.kind == "state" else left.country
            if country is not None and scene.cast.host in (country, None) and country not in own:
                return True
    return False


def _is_back(s: Sentence, v: int, *, home: bool) -> tuple[Stage, bool, Certainty] | None:
    """ "are home again": a state that follows from the deed."""
    back = home and s.lower[v] in G["present_be"] and syntax.tense(s, v) == syntax.PRESENT
    return (Stage.ENDED, False, Certainty.STATED) if back else None


def _missions_own(scene: Scene, s: Sentence, t: Thing) -> tuple[Party, ...]:
    """ "About 500 of its members had left the country": people of the mission itself."""
    owners = (i for i in range(t.low, t.high) if s.deps[i] == "poss")
    named = (party for i in owners for party in scene.resolve(s, i))
    return tuple(party for party in named if party.kind == "mission")[:1]


def _home_of(scene: Scene, s: Sentence, v: int) -> tuple[Party, ...]:
    """ "The response team, 87 strong, returned to Zurich": whose home it is, where the text says no more of them."""
    goals = [x for _, o in syntax.preposition(s, v, *G["receiver"]) for x in scene.resolve(s, o)]
    named = {(x.id if x.kind == "state" else x.country) for x in goals if x.kind in ("state", "place")}
    states = {c for c in named if c} - {scene.cast.host}
    return tuple(Party(id=c, name=c, kind="state") for c in states) if len(states) == 1 and scene.cast.host else ()


def _just_people(s: Sentence, t: Thing) -> bool:
    """ "13,000 people crossed", "thousands left": people without an office move for themselves, unless somebody's."""
    owned = any(s.deps[c] == "poss" for c in s.children[t.head])
    return t.resource is Resource.PERSONNEL and t.loose and t.quantity is not None and not owned


def _by_context(scene: Scene, s: Sentence, t: Thing) -> tuple[Party, ...]:
    """The document's giver for people with a noun of their own; a bare number, or the mission's ("its first officers"
    where "it" is no state), may be anybody's.
    """
    whole = any(is_mission_noun(s, o) for _, o in syntax.preposition(s, t.head, *G["of"]))
    whole = whole or any(s.lower[c] in G["itself"] for c in syntax.children(s, t.head, "poss"))
    return () if whole or s.pos[t.head] == "NUM" else context_giver(scene, s)
