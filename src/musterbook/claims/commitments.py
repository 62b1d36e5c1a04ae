"""Commitments: a giver and a resource stand at a stage.

Three constructions, tried in this order so that the outer word decides: a stance over a deed or a resource ("has offered
to send police"), a deed by itself ("sent 200 officers", "will deploy"), a movement ("200 officers landed"); then nouns
that carry the same ("the deployment of 200 Kenyan officers"). Stages follow METHOD section 2.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, officials, possible
from musterbook.claims.scene import Scene, Voice, match
from musterbook.claims.things import Thing, group_of, is_mission_noun, nationality, thing, things
from musterbook.lexicons.frames import Deed, Stance, commitments, grammar
from musterbook.model import (
    Certainty,
    Event,
    Family,
    Force,
    Measure,
    Part,
    Party,
    Polarity,
    QuantityKind,
    Resource,
    Sentence,
    Stage,
)

G = grammar()
L = commitments()
FAR_TOKENS = 25
"""An actor further away than this stands in a part of its own: evidence is the clause, not the sentence."""

__all__ = ["Voice", "commitments_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who gives: one party or a joint pair, or a counted group; `head` is the token that names them."""

    head: int | None
    party: tuple[Party, ...] = ()
    group: object | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What decides a claim beside its actor and its resource."""

    rule: str
    verb: int
    stage: Stage
    last: int
    certainty: Certainty = Certainty.STATED
    polarity: Polarity = Polarity.AFFIRMED
    planned: bool = False
    by: tuple[Party, ...] = ()
    event: Event | None = None


def commitments_in(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """All commitment drafts of one sentence (and the leadership milestones that a stance makes)."""
    consumed: set[int] = set()
    for i in range(len(s.words)):
        if s.pos[i] in ("VERB", "AUX") or s.tags[i].startswith("VB"):
            yield from _stance_verb(scene, s, i, consumed)
        elif s.pos[i] in ("ADJ", "ADP", "ADV") or s.tags[i] == "VBN":
            yield from _stance_adjective(scene, s, i, consumed)
        elif s.pos[i] == "NOUN":
            yield from _stance_noun(scene, s, i, consumed)
    for i in range(len(s.words)):
        if i in consumed:
            continue
        if s.pos[i] == "VERB" or (s.tags[i].startswith("VB") and s.pos[i] != "AUX"):
            yield from _bare_deed(scene, s, i)
            yield from _movement(scene, s, i)
        elif s.pos[i] == "NOUN":
            yield from _nominal(scene, s, i)


# --- stances ---------------------------------------------------------------------------------------------------------


def _stance_verb(scene: Scene, s: Sentence, i: int, consumed: set[int]) -> Iterator[Draft]:
    pairs = L.stance_verbs.get(s.lower[i])
    if not pairs or i in consumed:
        return
    for word, stance in pairs:
        hit = match(s, i, (word,))
        if hit is not None:
            yield from _stance(scene, s, i, stance, consumed)
            return


def _stance_adjective(scene: Scene, s: Sentence, i: int, consumed: set[int]) -> Iterator[Draft]:
    pairs = L.stance_adjectives.get(s.lower[i])
    if not pairs or i in consumed or s.deps[i] == "amod":
        return
    for word, stance in pairs:
        if match(s, i, (word,)) is not None:
            up = s.heads[i]
            anchor = i if s.pos[i] == "VERB" and syntax.child(s, i, "nsubj", "nsubjpass") is not None else up
            yield from _stance(scene, s, anchor if s.pos[anchor] in ("AUX", "VERB") else i, stance, consumed, below=i)
            return


def _stance(
    scene: Scene, s: Sentence, v: int, stance: Stance, consumed: set[int], *, below: int | None = None
) -> Iterator[Draft]:
    """A stance word over what its complement names; `below` is the adjective that carries the complement."""
    if in_condition(s, v) and stance.stage is not Stage.REQUEST:
        return
    top = v if below is None else below
    deeds = list(_complements(s, top, stance)) + ([] if top == v else list(_complements(s, v, stance)))
    passive = syntax.is_passive(s, v) and below is None
    head = syntax.agent(s, v) if passive else syntax.subject(s, v)
    base = Reading(
        rule=f"commitment.{stance.id}",
        verb=v,
        stage=stance.stage,
        last=top,
        certainty=Certainty.POSSIBLE if stance.certainty_possible or possible(s, v) else Certainty.STATED,
        polarity=Polarity.DENIED if stance.denied != denied(s, v, head) else Polarity.AFFIRMED,
        planned=stance.stage is Stage.ALLOCATED or syntax.tense(s, v) != syntax.PAST,
    )
    if stance.object_control:
        yield from _request(scene, s, replace(base, rule="commitment.request"), (head, stance, deeds), consumed)
        return
    found = False
    for c in deeds:
        for draft in _deed_under(scene, s, c, base, _actors(scene, s, head)):
            found = True
            consumed.add(c)
            yield draft
    if found or not stance.direct:
        return
    heads = list(syntax.objects(s, v)) if below is None else []
    for p, o in syntax.preposition(s, top, *stance.prepositions):
        if p > top:
            heads.extend(syntax.conjuncts(s, o))
    resources = things(scene, s, tuple(heads))
    if resources and passive and head is None:
        actors = [Actor(head=None, party=nationality(scene, s, resources[0].low, resources[0].high))]
    else:
        actors = _actors(scene, s, head)
    if any(a.party or a.group for a in actors) or any(r.quantity for r in resources):
        yield from _drafts(scene, s, base, actors, resources)


def _complements(s: Sentence, i: int, stance: Stance) -> Iterator[int]:
    """Verbs below a stance: infinitives, gerunds, and for requests clauses with a subject of their own."""
    for c in s.children[i]:
        dep = s.deps[c]
        if dep == "xcomp" or (dep in ("advcl", "acl", "relcl") and s.tags[c] == "VB") or (dep == "ccomp" and (stance.object_control or s.tags[c] in ("VB", "VBG"))):
            yield from syntax.conjuncts(s, c)
        elif dep in ("prep", "dobj", "prt", "acomp", "attr", "dative"):
            for p in s.children[c]:
                if s.deps[p] in ("pcomp", "acl", "xcomp") and s.pos[p] in ("VERB", "AUX"):
                    yield from syntax.conjuncts(s, p)
                elif s.deps[p] == "prep":
                    yield from (q for g in syntax.children(s, p, "pcomp") for q in syntax.conjuncts(s, g))


def _deed_under(scene: Scene, s: Sentence, c: int, base: Reading, actors: list[Actor]) -> Iterator[Draft]:
    """What a stance says of the deed at `c`."""
    found = _deed_at(s, c)
    nested = L.stance_verbs.get(s.lower[c])
    if found is None and nested and s.pos[c] == "VERB":
        inner = nested[0][1]
        stage = inner.stage if inner.stage is not Stage.REQUEST else base.stage
        for k in _complements(s, c, inner):
            yield from _deed_under(
                scene, s, k, replace(base, stage=min(stage, base.stage, key=list(Stage).index)), actors
            )
        return
    if found is None:
        yield from _motion_under(scene, s, c, base, actors)
        return
    deed, last = found
    resources = _deed_resources(scene, s, c, deed, last)
    if not resources:
        return
    reading = replace(base, last=max(last, base.last), rule=f"{base.rule}.{deed.id}")
    if (
        deed.object == "mission"
        and base.stage in (Stage.PLEDGE, Stage.ALLOCATED)
        and base.polarity is Polarity.AFFIRMED
    ):
        reading = replace(reading, event=Event.LEADERSHIP)
    if deed.plan == "withdrawal":
        return
    if base.stage is Stage.PLEDGE and deed.done is Stage.ALLOCATED and _has_date(scene, s, c):
        reading = replace(reading, stage=Stage.ALLOCATED)
    yield from _drafts(scene, s, reading, actors, resources)


def _motion_under(scene: Scene, s: Sentence, c: int, base: Reading, actors: list[Actor]) -> Iterator[Draft]:
    """ "200 officers are set to depart": the resource is the subject itself."""
    pairs = L.motions.get(s.lower[c], ())
    for word, motion in pairs:
        if match(s, c, (word,)) is None or motion.plan == "withdrawal":
            continue
        head = actors[0].head if actors else None
        if head is None:
            return
        resource = thing(scene, s, head)
        if resource is not None and resource.resource is Resource.PERSONNEL:
            party = nationality(scene, s, resource.low, resource.high)
            yield from _drafts(scene, s, base, [Actor(head=head, party=party)], [resource])
        return


def _deed_at(s: Sentence, c: int) -> tuple[Deed, int] | None:
    for word, deed in L.deeds.get(s.lower[c], ()):
        hit = match(s, c, (word,))
        if hit is not None:
            return deed, hit[1]
    return None


def _deed_resources(scene: Scene, s: Sentence, c: int, deed: Deed, last: int) -> list[Thing]:
    """What a deed moves: its objects, what stands through "with", or the service that the verb itself names."""
    heads = list(syntax.objects(s, c))
    if deed.object == "mission":
        goal = [h for h in heads if is_mission_noun(s, h)] or ([last] if last > c else [])
        return [_service(h, c, Resource.SERVICE) for h in goal[:1]] or [
            _service(o, c, Resource.SERVICE) for _, o in syntax.preposition(s, c, *G["of"]) if is_mission_noun(s, o)
        ]
    found = things(scene, s, tuple(heads))
    for p, o in syntax.preposition(s, c, *G["with"]):
        if p > c:
            found.extend(things(scene, s, syntax.conjuncts(s, o)))
    if found or deed.object == "resource":
        return found
    extra = max([last, *heads, *(o for p, o in syntax.preposition(s, c) if p > c)])
    return [_service(extra, c, deed.resource or Resource.SERVICE)]


def _service(head: int, verb: int, resource: Resource) -> Thing:
    low, high = min(head, verb), max(head, verb) + 1
    return Thing(head=head, low=low, high=high, resource=resource, force=None, item=None, quantity=None)


def _request(
    scene: Scene, s: Sentence, base: Reading, found: tuple[int | None, Stance, list[int]], consumed: set[int]
) -> Iterator[Draft]:
    """Somebody asks: `by` is the subject, the party is who is asked, the resource what is asked for."""
    head, stance, deeds = found
    v = base.verb
    by = officials(scene, scene.resolve(s, head)) if head is not None else ()
    asked = syntax.child(s, v, "dobj", "dative")
    reading = replace(base, by=by)
    for c in deeds:
        own = syntax.child(s, c, "nsubj")
        who = own if own is not None else asked
        source = next((o for _, o in syntax.preposition(s, v, *stance.sources) if scene.resolve(s, o)), None)
        actors = _actors(scene, s, who if who is not None else source)
        deed = _deed_at(s, c)
        resources = _deed_resources(scene, s, c, *deed[:1], deed[1]) if deed else things(scene, s, syntax.objects(s, c))
        if not resources:
            resources = [t for k in _below(s, c) for t in things(scene, s, syntax.objects(s, k)) if _deed_at(s, k)]
        if resources and (by or any(a.party for a in actors)):
            consumed.add(c)
            consumed.update(_below(s, c))
            yield from _drafts(scene, s, replace(reading, last=max(reading.last, c)), actors, resources[:3])
            return
    if not by and syntax.tense(s, v) != syntax.PAST:
        return
    heads = [o for o in syntax.objects(s, v)]
    for p, o in syntax.preposition(s, v, *stance.prepositions):
        if p > v:
            heads.extend(syntax.conjuncts(s, o))
    resources = [t for t in things(scene, s, tuple(heads)) if t.resource is not Resource.PERSONNEL or stance.stage]
    if resources and by:
        source = next((o for p, o in syntax.preposition(s, v, *stance.sources) if p > v and scene.resolve(s, o)), None)
        yield from _drafts(scene, s, reading, _actors(scene, s, source), resources[:3])


def _below(s: Sentence, c: int) -> list[int]:
    low, high = s.subtree(c)
    return [k for k in range(low, high) if k != c and s.pos[k] == "VERB"]


def _stance_noun(scene: Scene, s: Sentence, i: int, consumed: set[int]) -> Iterator[Draft]:
    """ "an offer to send", "its pledge of 1,000 officers", "shown an interest in participating"."""
    for _, stance in L.stance_nouns.get(s.lower[i], ()):
        up = s.heads[i]
        supported = s.deps[i] in ("dobj", "nsubjpass", "pobj") and s.lower[up] in L.support
        owner = syntax.child(s, i, "poss")
        if owner is not None and s.tags[owner] == "PRP$" and supported:
            owner = None
        if owner is None and supported and not syntax.is_passive(s, up):
            owner = syntax.subject(s, up)
        if owner is None:
            owner = next((o for _, o in syntax.preposition(s, i, *G["source"], *G["agent"])), None)
        verb = up if supported else i
        base = Reading(
            rule=f"commitment.{stance.id}.noun",
            verb=verb,
            stage=stance.stage,
            last=i,
            polarity=Polarity.DENIED if stance.denied != (supported and denied(s, up, owner)) else Polarity.AFFIRMED,
            planned=True,
        )
        if stance.object_control:
            by = officials(scene, scene.resolve(s, owner)) if owner is not None else ()
            base, actors = replace(base, by=by), [Actor(head=None)]
        else:
            actors = _actors(scene, s, owner)
        if not base.by and not any(a.party or a.group for a in actors):
            return
        done = False
        for c in _complements(s, i, stance):
            for draft in _deed_under(scene, s, c, base, actors):
                consumed.update({c, up})
                done = True
                yield draft
        if not done:
            heads = [o for p, o in syntax.preposition(s, i, "of", "for") if p > i]
            resources = [t for h in heads for t in things(scene, s, syntax.conjuncts(s, h))]
            yield from _drafts(scene, s, base, actors, resources)
        return


# --- deeds, movements, nouns -----------------------------------------------------------------------------------------


def _has_date(scene: Scene, s: Sentence, v: int) -> bool:
    """Whether the clause of a plan fixes a date: what makes an intention an allocation."""
    low, high = s.subtree(v)
    return any(p.known and p.role in ("event", "deadline") for p in scene.periods_in(s.starts[low], s.ends[high - 1]))


def _stage_of(scene: Scene, s: Sentence, v: int, done: Stage, plan: str) -> tuple[Stage, bool, Certainty] | None:
    """The stage that tense and modality give a deed, whether it lies ahead, and how certain it is."""
    if plan == "withdrawal" and done is not Stage.ENDED:
        return None
    ahead = Stage(plan) if plan in list(Stage) else None
    if possible(s, v):
        return (Stage.INTEREST, True, Certainty.POSSIBLE) if ahead else None
    kind = syntax.tense(s, v)
    if kind == syntax.PROGRESSIVE and not syntax.auxiliaries(s, v):
        up = s.heads[v]
        governed = s.deps[v] in ("advcl", "pcomp", "acl", "conj", "xcomp") and up != v
        above = next((a for a in syntax.ancestors(s, v) if s.pos[a] in ("VERB", "AUX")), None) if governed else None
        kind = syntax.tense(s, above) if above is not None else kind
        if kind in (syntax.PRESENT, syntax.INFINITIVE):
            kind = syntax.PROGRESSIVE
    if kind == syntax.PAST:
        return done, False, Certainty.STATED
    if ahead is None:
        return None
    if kind == syntax.INFINITIVE and not _headline_plan(s, v):
        return None
    if kind == syntax.PRESENT and not (syntax.is_passive(s, v) or s.tags[v] in ("VBZ", "VBP")):
        return None
    dated = kind in (syntax.FUTURE, syntax.INFINITIVE) and ahead is Stage.PLEDGE and _has_date(scene, s, v)
    return (Stage.ALLOCATED if dated else ahead), True, Certainty.STATED


def _headline_plan(s: Sentence, v: int) -> bool:
    """ "Kenya to send more officers": an infinitive that is its own clause, with a subject."""
    return syntax.child(s, v, "nsubj", "nsubjpass") is not None and s.deps[v] in (
        "ROOT",
        "ccomp",
        "acl",
        "relcl",
        "advcl",
    )


def _bare_deed(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    found = _deed_at(s, v)
    if found is None or not found[0].bare or in_condition(s, v):
        return
    deed, last = found
    staged = _stage_of(scene, s, v, deed.done, deed.plan)
    if staged is None:
        return
    stage, planned, certainty = staged
    resources = [t for t in _deed_resources(scene, s, v, deed, last)]
    if not resources:
        return
    passive = syntax.is_passive(s, v)
    head = syntax.agent(s, v) if passive else syntax.subject(s, v)
    actors = _actors(scene, s, head)
    if not any(a.party or a.group for a in actors):
        owners = nationality(scene, s, resources[0].low, resources[0].high)
        if not owners and not (passive and resources[0].quantity is not None):
            if not passive or resources[0].resource is not Resource.PERSONNEL:
                return
            owners = _giver_by_context(scene, resources[0])
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
    yield from _drafts(scene, s, reading, actors, resources)


def _giver_by_context(scene: Scene, resource: Thing) -> tuple[Party, ...]:
    """ "The remaining personnel would be deployed": the giver whom the document mostly shows as acting."""
    giver = scene.cast.giver
    if giver is None or giver == scene.cast.host:
        return ()
    return (Party(id=giver, name=giver, kind="state"),)


def _movement(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    for word, motion in L.motions.get(s.lower[v], ()):
        if match(s, v, (word,)) is None or in_condition(s, v):
            continue
        head = syntax.subject(s, v)
        if head is None or (
            syntax.child(s, v, "dobj") is not None and s.pos[s.heads[head]] != "VERB" and not motion.id
        ):
            return
        staged = _stage_of(scene, s, v, motion.done, motion.plan)
        if staged is None or (motion.home and staged[1]):
            return
        stage, planned, certainty = staged
        resources = [t for t in things(scene, s, syntax.conjuncts(s, head)) if t.resource is not Resource.MONEY]
        resources = [t for t in resources if t.resource in (Resource.PERSONNEL, Resource.EQUIPMENT, Resource.GOODS)]
        if not resources:
            return
        party = nationality(scene, s, resources[0].low, resources[0].high)
        if not party and not resources[0].quantity:
            return
        reading = Reading(
            rule=f"commitment.{motion.id}",
            verb=v,
            stage=stage,
            last=v,
            certainty=certainty,
            planned=planned,
            polarity=Polarity.DENIED if denied(s, v, head) else Polarity.AFFIRMED,
        )
        yield from _drafts(scene, s, reading, [Actor(head=head, party=party)], resources)
        return


def _nominal(scene: Scene, s: Sentence, i: int) -> Iterator[Draft]:
    """ "the deployment of 200 Kenyan officers", "the arrival of a second contingent": the clause above gives the stage."""
    for _, motion in L.nominals.get(s.lower[i], ()):
        heads = [o for p, o in syntax.preposition(s, i, "of") if p > i]
        resources = [t for h in heads for t in things(scene, s, syntax.conjuncts(s, h)) if t.quantity is not None]
        if not resources:
            return
        owner = syntax.child(s, i, "poss")
        giver = next((o for _, o in syntax.preposition(s, i, *G["source"], *G["agent"])), None)
        party = officials(scene, scene.resolve(s, owner)) if owner is not None else ()
        party = party or (officials(scene, scene.resolve(s, giver)) if giver is not None else ())
        party = party or nationality(scene, s, resources[0].low, resources[0].high)
        up = next((a for a in syntax.ancestors(s, i) if s.pos[a] in ("VERB", "AUX")), None)
        planned = any(s.lower[c] in L.plans for c in s.children[i])
        future = up is not None and syntax.tense(s, up) in (syntax.FUTURE, syntax.INFINITIVE)
        dated = up is not None and _has_date(scene, s, up)
        if motion.done is Stage.ENDED or (motion.id == "deployment" and not (planned or future or dated)):
            return
        stage = motion.done
        if planned or future:
            stage = Stage.ALLOCATED if dated else Stage.PLEDGE
        if stage is Stage.ALLOCATED and not party:
            for t in resources[:1]:
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
            yield from _drafts(scene, s, replace(reading, verb=i), [Actor(head=owner, party=party)], resources)
        return


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


# --- actors and drafts -----------------------------------------------------------------------------------------------


def _actors(scene: Scene, s: Sentence, head: int | None) -> list[Actor]:
    """One actor for each coordinated giver; several parties in one only for a collective word."""
    if head is None:
        return [Actor(head=None)]
    out = []
    for member in syntax.conjuncts(s, head):
        group = group_of(scene, s, member)
        party = () if group is not None else officials(scene, scene.resolve(s, member))
        if group is not None or party or member == head:
            out.append(Actor(head=member, party=party, group=group))
    return out


def _drafts(
    scene: Scene, s: Sentence, reading: Reading, actors: list[Actor], resources: list[Thing]
) -> Iterator[Draft]:
    """One draft for each giver and each resource; the first carries the verb, later ones of a list only themselves."""
    first_head = actors[0].head if actors else None
    for index, t in enumerate(resources):
        start, end, parts = _evidence(s, reading, (first_head, actors), t, index)
        for actor in actors:
            recipient = recipient_of(scene, s, reading.verb, t, actor.party)
            personnel = t.resource is Resource.PERSONNEL
            yield Draft(
                rule=reading.rule,
                family=Family.MILESTONE if reading.event else Family.COMMITMENT,
                stage=None if reading.event else reading.stage,
                event=reading.event,
                sentence=s,
                verb=reading.verb,
                start=start,
                end=end,
                party=actor.party,
                by=reading.by,
                group=actor.group,  # type: ignore[arg-type]
                recipient=recipient,
                resource=t.resource,
                force=(t.force or Force.UNSPECIFIED) if personnel else None,
                item=t.item,
                quantity=t.quantity,
                polarity=reading.polarity,
                certainty=reading.certainty,
                umbrella=t.umbrella,
                planned=reading.planned,
                parts=parts,
            )


def _evidence(
    s: Sentence, reading: Reading, who: tuple[int | None, list[Actor]], t: Thing, index: int
) -> tuple[int, int, tuple[Part, ...]]:
    head, actors = who
    subset = t.quantity is not None and t.quantity.kind is QuantityKind.SUBSET
    if index > 0 or subset:
        return s.starts[t.low], s.ends[t.high - 1], ()
    low = min(
        reading.verb,
        t.low,
        *(c for c in s.children[reading.verb] if s.deps[c] in ("aux", "auxpass", "neg")),
        reading.last,
    )
    high = max(reading.verb + 1, t.high, reading.last + 1)
    parts: tuple[Part, ...] = ()
    if head is not None:
        spans = [syntax.phrase(s, a.head) for a in actors if a.head is not None]
        first, last = min(a for a, _ in spans), max(b for _, b in spans)
        if low - FAR_TOKENS <= first:
            low, high = min(low, first), max(high, last if first > reading.verb else high)
        else:
            parts = (Part(slot="party", start=s.starts[first], end=s.ends[last - 1]),)
    high = max(high, _goal_end(s, reading.verb, t, high))
    return s.starts[low], s.ends[high - 1], parts


def _goal_end(s: Sentence, verb: int, t: Thing, high: int) -> int:
    """The end of a "to X" phrase that follows the resource directly."""
    for anchor in (t.head, verb, *(c for c in s.children[verb] if s.deps[c] in ("xcomp", "advcl", "ccomp", "acl"))):
        for p, o in syntax.preposition(s, anchor, *G["receiver"]):
            if p == high:
                return syntax.phrase(s, o)[1]
    return high


def recipient_of(scene: Scene, s: Sentence, verb: int, t: Thing, givers: tuple[Party, ...]) -> str | None:
    """Who receives: a party through "to" or "for", a dative, else the country that the document is about."""
    own = {p.id for p in givers}
    anchors = [t.head, verb, *(c for c in s.children[verb] if s.deps[c] in ("xcomp", "advcl", "ccomp", "acl", "prep"))]
    for anchor in anchors:
        for _, o in syntax.preposition(s, anchor, *G["goal"]):
            for party in scene.resolve(s, o):
                if party.kind in ("state", "body", "place") and party.id not in own:
                    return party.id if party.kind != "place" else party.country
        for o in syntax.children(s, anchor, "dative"):
            for party in scene.resolve(s, o):
                if party.kind in ("state", "body") and party.id not in own:
                    return party.id
    host = scene.cast.host
    return host if host and host not in own else None
