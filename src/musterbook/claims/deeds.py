"""Deeds by themselves ("sent 200 officers", "will deploy"): tense and modality give the stage."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, condition_of, denied, in_condition, officials, possible
from musterbook.claims.giving import Actor, Reading, actors_of, context_giver, give, has_date
from musterbook.claims.moved import deed_at, deed_resources
from musterbook.claims.origins import origin
from musterbook.claims.scene import Scene
from musterbook.claims.things import Thing, is_mission_noun, things
from musterbook.lexicons.commitments import Deed, commitments
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


def stage_of(scene: Scene, s: Sentence, v: int, done: Stage, plan: str) -> tuple[Stage, bool, Certainty] | None:
    """The stage that tense and modality give a deed, whether it lies ahead, and how certain it is."""
    if plan == "withdrawal" and done is not Stage.ENDED:
        return None
    ahead = Stage(plan) if plan in list(Stage) else None
    if possible(s, v):
        if G["perfect"].intersection(syntax.auxiliaries(s, v)):
            return None
        return (Stage.INTEREST, True, Certainty.POSSIBLE) if ahead and done is not Stage.ALLOCATED else None
    kind = syntax.tense(s, v)
    if kind == syntax.PROGRESSIVE and not syntax.auxiliaries(s, v):
        up = s.heads[v]
        if s.deps[v] == "pcomp" and s.pos[s.heads[up]] == "NOUN":
            return None
        governed = s.deps[v] in ("advcl", "pcomp", "acl", "conj", "xcomp") and up != v
        above = next((a for a in syntax.ancestors(s, v) if s.pos[a] in ("VERB", "AUX")), None) if governed else None
        kind = syntax.tense(s, above) if above is not None else kind
        if kind == syntax.INFINITIVE and above is not None and s.deps[above] in ("acl", "relcl", "advcl"):
            return None
        if kind in (syntax.PRESENT, syntax.INFINITIVE):
            kind = syntax.PROGRESSIVE
    if kind == syntax.INFINITIVE and s.deps[v] == "xcomp" and s.lower[s.heads[v]] in L.beginning:
        kind = syntax.tense(s, s.heads[v])
    if kind == syntax.PROGRESSIVE and G["perfect"].intersection(syntax.auxiliaries(s, v)):
        kind = syntax.PAST
    if kind == syntax.NECESSITY:
        return None
    standing = kind == syntax.PRESENT and syntax.is_passive(s, v) and done is Stage.ALLOCATED
    if kind == syntax.PAST or standing or (done is Stage.ENDED and _heads_home(s, v, kind)):
        return done, False, Certainty.STATED
    if ahead is None:
        return None
    if kind == syntax.INFINITIVE and not _headline_plan(s, v):
        return None
    announced = s.is_headline and not syntax.is_passive(s, v) and s.lower[v] not in L.ambiguous
    if kind == syntax.PRESENT and announced:
        return done, False, Certainty.STATED
    if kind == syntax.PRESENT and syntax.is_passive(s, v) and s.lower[v] in L.presence_placed:
        return None
    if kind == syntax.PRESENT and not (syntax.is_passive(s, v) or s.tags[v] in ("VBZ", "VBP")):
        return None
    dated = kind in (syntax.FUTURE, syntax.INFINITIVE) and ahead is Stage.PLEDGE and has_date(scene, s, v)
    open_ended = dated and condition_of(s, v, scene.text) is not None
    return (Stage.ALLOCATED if dated and not open_ended else ahead), True, Certainty.STATED


def _heads_home(s: Sentence, v: int, kind: str) -> bool:
    """ "Burundi brings 1,000 home", "Last troops fly home": a headline's present of what has happened."""
    behind = s.lower[v + 1 :]
    return (
        s.is_headline
        and kind == syntax.PRESENT
        and s.tags[v] in ("VBZ", "VBP")
        and bool(G["home"].intersection(behind))
    )


def _headline_plan(s: Sentence, v: int) -> bool:
    """ "Kenya to send more officers": an infinitive that is its own clause, with a subject."""
    own = syntax.child(s, v, "nsubj", "nsubjpass") is not None
    finite = any(s.pos[a] in ("VERB", "AUX") and syntax.tense(s, a) == syntax.PAST for a in syntax.ancestors(s, v))
    return own and s.deps[v] in ("ROOT", "ccomp", "acl", "relcl", "advcl") and not finite


def _joins_mission(s: Sentence, v: int, found: tuple[Deed, int], *, mission: bool) -> bool:
    """ "will join a Kenyan-led force": a verb that counts by itself only when it lies ahead and names a mission."""
    deed, last = found
    counted = any(s.deps[c] == "nummod" for o in syntax.objects(s, v) for c in s.children[o])
    if deed.resource is not Resource.PERSONNEL or syntax.tense(s, v) != syntax.FUTURE or counted:
        return False
    aims = (o for _, o in syntax.preposition(s, v, *G["goal"], *G["with"]))
    heads = [h for h in (*syntax.objects(s, v), *aims) if h > last]
    if not heads:
        return mission
    particles = (o for c in s.children[v] for o in syntax.children(s, c, "pobj"))
    return any(is_mission_noun(s, h) for h in (*heads, *particles))


def bare_deed(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """Drafts of the deed verb at token `v` by itself; tense and modality give the stage."""
    found = deed_at(s, v)
    if (
        found is None
        or in_condition(s, v)
        or not (found[0].bare or _joins_mission(s, v, found, mission=scene.in_mission))
    ):
        return
    deed, last = found
    if _asked_how_many(s, v):
        return
    staged = stage_of(scene, s, v, deed.done, deed.plan)
    if staged is not None and deed.running and _running(scene, s, v):
        staged = Stage.DISPATCHED, False, staged[2]
    if s.lower[v] in L.prolonging and any(s.lower[h] in L.prolonged for h in syntax.objects(s, v)):
        yield from _still_there(scene, s, v, deed)
        return
    if staged is None and deed.plan == "withdrawal":
        yield from _still_there(scene, s, v, deed)
    if staged is None:
        return
    stage, planned, certainty = staged
    resources = deed_resources(scene, s, v, deed, last)
    if deed.done is Stage.COMMITTED and _by_body(scene, s, v):
        resources = [t for t in resources if t.resource is not Resource.PERSONNEL]
    if deed.done is Stage.ALLOCATED and s.deps[v] == "acl":
        # "the officers assigned to the mission" only says who they are; with a figure it counts them.
        resources = [t for t in resources if t.quantity is not None]
    if not resources:
        return
    if deed.id == "bring" and s.tags[v] == "VBG":
        resources = [t for t in resources if t.quantity is not None or t.resource is not Resource.PERSONNEL]
    if not resources:
        return
    passive = syntax.is_passive(s, v)
    if _habit(s, v, resources) and not passive:
        stage, planned = Stage.ARRIVED, False
        resources = [standing(t) for t in resources]
    head = syntax.agent(s, v) if passive else syntax.subject(s, v)
    if deed.reversed:
        head = _source(scene, s, v, resources)
        if head is None or passive:
            return
        stage = Stage.ARRIVED if stage is Stage.DISPATCHED and resources[0].resource is not Resource.MONEY else stage
    actors = actors_of(scene, s, head)
    if not any(a.party or a.group for a in actors):
        owners = () if deed.served else origin(scene, s, resources[0])
        counted = resources[0].quantity is not None and resources[0].resource is not Resource.MONEY
        whole = deed.served and head is not None and is_mission_noun(s, head)
        if not owners and not ((passive or whole) and counted):
            if not passive or resources[0].resource is not Resource.PERSONNEL:
                return
            owners = context_giver(scene, s)
        actors = [Actor(head=None, party=owners)]
    against = denied(s, v, head)
    if against and stage is Stage.ALLOCATED and planned:
        stage = Stage.PLEDGE
    reading = Reading(
        rule=f"commitment.{deed.id}",
        verb=v,
        stage=stage,
        last=last,
        certainty=certainty,
        planned=planned,
        polarity=Polarity.DENIED if against else Polarity.AFFIRMED,
    )
    yield from give(scene, s, reading, actors, resources)


def _asked_how_many(s: Sentence, v: int) -> bool:
    """ "has not said how many men it sent": a clause that asks tells nothing."""
    if s.deps[v] not in ("ccomp", "pcomp", "xcomp"):
        return False
    low = s.subtree(v)[0]
    marked = any(s.deps[c] == "mark" and s.lower[c] in G["question_marks"] for c in s.children[v])
    return s.tags[low] in ("WRB", "WP") or marked


def _by_body(scene: Scene, s: Sentence, v: int) -> bool:
    """ "The Security Council authorised 1,323 police": a body allows what the mission may have, and sends nobody."""
    head = syntax.agent(s, v) if syntax.is_passive(s, v) else syntax.subject(s, v)
    named = scene.resolve(s, head) if head is not None else ()
    return bool(named) and all(p.kind in ("body", "mission") for p in named)


def _running(scene: Scene, s: Sentence, v: int) -> bool:
    """ "is delivering food": goods are on their way, where no coming date is said."""
    now = any(s.lower[c] in G["present_be"] for c in s.children[v] if s.deps[c] == "aux")
    return now and syntax.tense(s, v) == syntax.PROGRESSIVE and not has_date(scene, s, v)


def by_report(scene: Scene, s: Sentence, v: int) -> tuple[Party, ...]:
    """ "Britain confirmed that 300 engineers would be sent": a state that tells what will come sends it itself."""
    up = s.heads[v]
    if s.deps[v] != "ccomp" or up == v or s.lower[up] not in L.telling:
        return ()
    head = syntax.subject(s, up)
    told = officials(scene, scene.resolve(s, head)) if head is not None else ()
    return tuple(p for p in told if p.kind == "state" and p.id != scene.cast.host) if len(told) == 1 else ()


def _habit(s: Sentence, v: int, resources: list[Thing]) -> bool:
    """ "Indonesia contributes 1,231 troops": a plain present tells of people in place, in a headline of a deed."""
    counted = resources[0].resource is Resource.PERSONNEL and resources[0].quantity is not None
    return counted and s.tags[v] in ("VBZ", "VBP") and not syntax.auxiliaries(s, v) and not s.is_headline


def standing(t: Thing) -> Thing:
    """The same people as a stock: they are in place."""
    return t if t.quantity is None else replace(t, quantity=replace(t.quantity, kind=QuantityKind.STOCK))


def _source(scene: Scene, s: Sentence, v: int, resources: list[Thing]) -> int | None:
    """ "received 20 billion dollars from the United States": the giver stands through "from"."""
    for anchor in (v, *(t.head for t in resources)):
        for _, o in syntax.preposition(s, anchor, *G["source"]):
            if any(a.party for a in actors_of(scene, s, o)):
                return o
    return None


def expected(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "300 South African soldiers are expected within two weeks": a plan, an allocation where a date is fixed."""
    awaited = s.lower[v] in L.expected and syntax.is_passive(s, v)
    due = s.lower[v] in G["be"] and any(s.lower[c] in L.due for c in syntax.children(s, v, "acomp"))
    plans = [v, *syntax.children(s, v, "acomp")]
    if not (awaited or due) or any(syntax.child(s, p, "xcomp", "ccomp") is not None for p in plans):
        return
    head = syntax.subject(s, v)
    if head is None or in_condition(s, v) or denied(s, v, head):
        return
    stage = Stage.ALLOCATED if has_date(scene, s, v) else Stage.PLEDGE
    reading = Reading(rule="commitment.expect", verb=v, stage=stage, last=v, planned=True)
    for t in things(scene, s, syntax.conjuncts(s, head)):
        party = origin(scene, s, t)
        named = bool(party) and t.force in (Force.POLICE, Force.MILITARY)
        if (t.quantity is not None or named) and t.resource is not Resource.MONEY:
            for draft in give(scene, s, reading, [Actor(head=head if party else None, party=party)], [t]):
                yield replace(draft, carried=not party)


def _still_there(scene: Scene, s: Sentence, v: int, deed: Deed) -> Iterator[Draft]:
    """ "threatened to withdraw its 1,100 soldiers": no stage is left, what stands is the strength that it names."""
    actors = actors_of(scene, s, syntax.agent(s, v) if syntax.is_passive(s, v) else syntax.subject(s, v))
    for t in deed_resources(scene, s, v, deed, v):
        if t.resource is Resource.PERSONNEL and t.quantity is not None:
            stock = replace(t, quantity=replace(t.quantity, kind=QuantityKind.STOCK))
            acting = next((a.party for a in actors if a.party), ())
            theirs = any(s.deps[c] == "poss" and s.lower[c] in G["own"] for c in s.children[t.head])
            party = (acting if theirs else ()) or origin(scene, s, t) or acting
            reading = Reading(rule="commitment.withdraw.plan", verb=v, stage=Stage.ARRIVED, last=v)
            if party:
                yield from give(scene, s, reading, [Actor(head=None, party=party)], [stock])
