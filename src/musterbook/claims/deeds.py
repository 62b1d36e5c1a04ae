"""Deeds by themselves, movements, and nouns that carry the same ("sent 200 officers", "200 officers landed")."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, condition_of, denied, in_condition, officials, possible
from musterbook.claims.giving import (
    Actor,
    Reading,
    actors_of,
    context_giver,
    deed_at,
    deed_resources,
    give,
    has_date,
    whole_mission,
)
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing, is_mission_noun, nationality, origin, thing, things
from musterbook.lexicons.commitments import Deed, commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import (
    Certainty,
    Family,
    Force,
    Measure,
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
    if kind == syntax.NECESSITY:
        return None
    if kind == syntax.PAST:
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


def _headline_plan(s: Sentence, v: int) -> bool:
    """ "Kenya to send more officers": an infinitive that is its own clause, with a subject."""
    own = syntax.child(s, v, "nsubj", "nsubjpass") is not None
    finite = any(s.pos[a] in ("VERB", "AUX") and syntax.tense(s, a) == syntax.PAST for a in syntax.ancestors(s, v))
    return own and s.deps[v] in ("ROOT", "ccomp", "acl", "relcl", "advcl") and not finite


def _joins_mission(s: Sentence, v: int, found: tuple[Deed, int], *, mission: bool) -> bool:
    """ "will join a Kenyan-led force": a verb that counts by itself only when it lies ahead and names a mission."""
    deed, last = found
    if deed.resource is not Resource.PERSONNEL or syntax.tense(s, v) != syntax.FUTURE:
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
    if not resources:
        return
    passive = syntax.is_passive(s, v)
    if _habit(s, v, resources) and not passive:
        stage, planned = Stage.ARRIVED, False
        resources = [_standing(t) for t in resources]
    head = syntax.agent(s, v) if passive else syntax.subject(s, v)
    if deed.reversed:
        head = _source(scene, s, v, resources)
        if head is None or passive:
            return
        stage = Stage.ARRIVED if stage is Stage.DISPATCHED and resources[0].resource is not Resource.MONEY else stage
    actors = actors_of(scene, s, head)
    if not any(a.party or a.group for a in actors):
        owners = origin(scene, s, resources[0])
        counted = resources[0].quantity is not None and resources[0].resource is not Resource.MONEY
        if not owners and not (passive and counted):
            if not passive or resources[0].resource is not Resource.PERSONNEL:
                return
            owners = context_giver(scene, s)
        actors = [Actor(head=None, party=owners)]
    reading = Reading(
        rule=f"commitment.{deed.id}",
        verb=v,
        stage=stage,
        last=last,
        certainty=certainty,
        planned=planned,
        polarity=Polarity.DENIED if denied(s, v, head) else Polarity.AFFIRMED,
    )
    yield from give(scene, s, reading, actors, resources)


def _running(scene: Scene, s: Sentence, v: int) -> bool:
    """ "is delivering food": goods are on their way, where no coming date is said."""
    now = any(s.lower[c] in G["present_be"] for c in s.children[v] if s.deps[c] == "aux")
    return now and syntax.tense(s, v) == syntax.PROGRESSIVE and not has_date(scene, s, v)


def _just_people(t: Thing) -> bool:
    """ "13,000 people crossed", "thousands left": people without an office move for themselves."""
    return t.resource is Resource.PERSONNEL and t.loose


def _habit(s: Sentence, v: int, resources: list[Thing]) -> bool:
    """ "Indonesia contributes 1,231 troops": a plain present tells of people in place, in a headline of a deed."""
    counted = resources[0].resource is Resource.PERSONNEL and resources[0].quantity is not None
    return counted and s.tags[v] in ("VBZ", "VBP") and not syntax.auxiliaries(s, v) and not s.is_headline


def _standing(t: Thing) -> Thing:
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
        if t.quantity is not None and t.resource is not Resource.MONEY:
            for draft in give(scene, s, reading, [Actor(head=head if party else None, party=party)], [t]):
                yield replace(draft, carried=not party)


def _still_there(scene: Scene, s: Sentence, v: int, deed: Deed) -> Iterator[Draft]:
    """ "threatened to withdraw its 1,100 soldiers": no stage is left, what stands is the strength that it names."""
    actors = actors_of(scene, s, syntax.agent(s, v) if syntax.is_passive(s, v) else syntax.subject(s, v))
    for t in deed_resources(scene, s, v, deed, v):
        if t.resource is Resource.PERSONNEL and t.quantity is not None:
            stock = replace(t, quantity=replace(t.quantity, kind=QuantityKind.STOCK))
            party = origin(scene, s, t) or next((a.party for a in actors if a.party), ())
            reading = Reading(rule="commitment.withdraw.plan", verb=v, stage=Stage.ARRIVED, last=v)
            if party:
                yield from give(scene, s, reading, [Actor(head=None, party=party)], [stock])


def _by_context(scene: Scene, s: Sentence, t: Thing) -> tuple[Party, ...]:
    """The document's giver for people with a noun of their own; a bare number, or the mission's, may be anybody's."""
    whole = any(is_mission_noun(s, o) for _, o in syntax.preposition(s, t.head, *G["of"]))
    return () if whole or s.pos[t.head] == "NUM" else context_giver(scene, s)


def movement(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """Drafts of a verb whose subject moves ("200 officers landed")."""
    for word, motion in L.motions.get(s.lower[v], ()):
        if match(s, v, (word,)) is None or in_condition(s, v):
            continue
        if motion.joins and not _meets_mission(scene, s, v):
            continue
        head = syntax.subject(s, v)
        if motion.id == "relieve" and syntax.is_passive(s, v):
            head = syntax.agent(s, v)
        elif syntax.child(s, v, "auxpass") is not None:
            return
        if head is None or s.lower[head] in L.nominals:
            return
        if not word.rest and s.lower[v] in L.deeds and syntax.child(s, v, "dobj") is not None:
            return
        staged = stage_of(scene, s, v, motion.done, motion.plan)
        if staged is None or (motion.home and staged[1]):
            return
        stage, planned, certainty = staged
        movers = things(scene, s, syntax.conjuncts(s, head))
        aboard = [o for a in (v, head) for _, o in syntax.preposition(s, a, *G["with"])]
        carried = [t for o in aboard for t in things(scene, s, syntax.conjuncts(s, o)) if t.quantity is not None]
        movers = [t for t in movers if t.quantity is not None or not carried] + carried
        resources = [t for t in movers if not whole_mission(s, t)]
        resources = [t for t in resources if not _just_people(t)]
        resources = [t for t in resources if t.resource in (Resource.PERSONNEL, Resource.EQUIPMENT, Resource.GOODS)]
        if not resources and s.lower[head] in G["they"]:
            resources = [_they(head)]
        if not resources:
            return
        party = next((o for t in resources if (o := origin(scene, s, t))), ())
        about_mission = scene.in_mission and syntax.child(s, resources[0].head, "poss") is not None
        pronoun = s.lower[head] in G["they"]
        if not party and not resources[0].quantity and not about_mission and not pronoun:
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
        shared = next((o for t in reversed(resources) if (o := origin(scene, s, t))), ())
        for t in resources:
            own = origin(scene, s, t) or shared or _by_context(scene, s, t)
            for draft in give(scene, s, reading, [Actor(head=head if own else None, party=own)], [t]):
                draft = replace(draft, carried=not own)
                alone = t is not resources[0]
                yield replace(draft, start=s.starts[t.low], end=s.ends[t.high - 1], parts=()) if alone else draft
        return


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
        for left in scene.resolve(s, o):
            country = left.id if left.kind == "state" else left.country
            if country is not None and scene.cast.host in (country, None) and country not in own:
                return True
    return False


def nominal(scene: Scene, s: Sentence, i: int) -> Iterator[Draft]:
    """Drafts of a noun that names a deed ("the deployment of 200 officers"); the clause above it gives the stage."""
    for _, motion in L.nominals.get(s.lower[i], ()):
        heads = [o for p, o in syntax.preposition(s, i, *G["of"]) if p > i]
        resources = [t for h in heads for t in things(scene, s, syntax.conjuncts(s, h)) if t.quantity is not None]
        if motion.done is Stage.ALLOCATED:
            resources = [t for t in resources if t.resource is Resource.MONEY]
        resources = resources or _unnumbered(scene, s, i)
        if not resources:
            return
        owner = syntax.child(s, i, "poss")
        giver = next((o for _, o in syntax.preposition(s, i, *G["source"], *G["agent"])), None)
        party = officials(scene, scene.resolve(s, owner)) if owner is not None else ()
        party = party or (officials(scene, scene.resolve(s, giver)) if giver is not None else ())
        party = party or nationality(scene, s, resources[0].low, resources[0].high)
        if motion.done is Stage.ALLOCATED and not party and scene.cast.issuer is not None:
            party = context_giver(scene, s)
        up = next((a for a in syntax.ancestors(s, i) if s.pos[a] in ("VERB", "AUX")), None)
        planned = any(s.lower[c] in L.plans for c in s.children[i])
        future = up is not None and syntax.tense(s, up) in (syntax.FUTURE, syntax.INFINITIVE)
        dated = up is not None and has_date(scene, s, up)
        if motion.id == "deployment" and not (planned or future or dated):
            return
        if motion.done is Stage.ENDED and not (party and up is not None and _happened(scene, s, i, up)):
            return
        stage = motion.done
        if (planned or future) and motion.done is not Stage.ALLOCATED:
            stage = Stage.ALLOCATED if dated else Stage.PLEDGE
        if stage is Stage.ALLOCATED and not party:
            for t in (t for t in resources[:1] if t.resource is not Resource.MONEY):
                yield _target(s, t, i if up is None else up, i)
            return
        reading = Reading(
            rule=f"commitment.{motion.id}.noun",
            verb=i if up is None else up,
            stage=stage,
            last=i,
            planned=planned or future,
        )
        if party:
            yield from give(scene, s, replace(reading, verb=i), [Actor(head=owner, party=party)], resources)
        return


def _happened(scene: Scene, s: Sentence, noun: int, up: int) -> bool:
    """ "The departure of the last 60 Norwegians went unnoticed": the noun is told as done, its clause is a plain past,
    and no verb of saying or deciding stands above it.
    """
    subject = s.deps[noun] in ("nsubj", "nsubjpass") and s.heads[noun] == up
    plain = syntax.tense(s, up) == syntax.PAST and not (in_condition(s, up) or possible(s, up) or denied(s, up))
    talked = s.lower[up] in L.stance_verbs or s.lower[up] in L.deeds or s.lower[up] in L.unsettled
    return plain and subject and not talked and not any(s.lower[c] in L.plans for c in s.children[noun])


def _unnumbered(scene: Scene, s: Sentence, i: int) -> list[Thing]:
    """ "Kenya's proposed deployment": a plan of people whose number is not said."""
    planned = any(s.lower[c] in L.plans for c in s.children[i])
    own = thing(scene, s, i) if planned and syntax.child(s, i, "poss") is not None else None
    return [own] if own is not None and own.resource is Resource.PERSONNEL else []


def _target(s: Sentence, t: Thing, verb: int, noun: int) -> Draft:
    """The full deployment of N, planned and nobody's own: what the mission as a whole is to reach."""
    low = min(noun, t.low, *s.children[noun])
    high = t.high
    return Draft(
        rule="situation.strength_target.deployment",
        family=Family.SITUATION,
        measure=Measure.STRENGTH_TARGET,
        sentence=s,
        verb=verb,
        start=s.starts[low],
        end=s.ends[high - 1],
        quantity=t.quantity,
        planned=True,
    )
