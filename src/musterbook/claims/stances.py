"""Stances: words that say where a giver stands to a deed or a resource ("has offered to send police")."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, officials, possible
from musterbook.claims.giving import Actor, Reading, actors_of, give, has_date
from musterbook.claims.moved import (
    deed_at,
    deed_resources,
    deeds_at,
    is_known_unit,
    mission_service,
    plain_service,
    whole_mission,
)
from musterbook.claims.origins import nationality
from musterbook.claims.refuge import RULE, taken_in
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing, thing, things
from musterbook.lexicons.commitments import Stance, commitments
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import (
    Certainty,
    Event,
    Force,
    Party,
    Polarity,
    Resource,
    Sentence,
    Stage,
)

G = grammar()
L = commitments()


def stance_verb(scene: Scene, s: Sentence, i: int, consumed: set[int]) -> Iterator[Draft]:
    """Drafts of the stance verb at token `i`; verbs that it took as complements are added to `consumed`."""
    pairs = L.stance_verbs.get(s.lower[i])
    if not pairs or i in consumed:
        return
    if s.deps[i] == "acl" and s.lower[s.heads[s.heads[i]]] in L.totals and s.lower[s.heads[i]] in L.totalled:
        return
    for word, stance in pairs:
        hit = match(s, i, (word,))
        if hit is not None:
            yield from _stance(scene, s, i, stance, consumed)
            return


def stance_adjective(scene: Scene, s: Sentence, i: int, consumed: set[int]) -> Iterator[Draft]:
    """Drafts of the adjective at token `i` ("is ready to send", "were on board with the operation")."""
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
    deeds = list(complements(s, top, stance)) + ([] if top == v else list(complements(s, v, stance)))
    if stance.only is not None:
        deeds = []
    if below is None and not stance.object_control and stance.direct and _sum_given(scene, s, v):
        deeds = [c for c in deeds if not _purpose(s, v, c)]
    passive = syntax.is_passive(s, v) and below is None
    head = syntax.agent(s, v) if passive and not (deeds and not stance.object_control) else syntax.subject(s, v)
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
        for draft in deed_under(scene, s, c, _against(s, c, base), actors_of(scene, s, head)):
            found = True
            consumed.add(c)
            yield draft
    if stance.alone and not found:
        for c in syntax.children(s, v, "ccomp"):
            announced = _deed_at_clause(scene, s, c)
            if announced:
                consumed.add(c)
                yield from give(scene, s, replace(base, last=max(base.last, c)), actors_of(scene, s, head), announced)
                return
        told = [o for o in syntax.objects(s, v) if any(p.kind == "body" for p in scene.resolve(s, o))]
        if told and not passive:
            notice = Thing(
                head=told[0], low=v, high=told[0] + 1, resource=Resource.PERSONNEL, force=None, item=None, quantity=None
            )
            yield from give(scene, s, base, actors_of(scene, s, head), [notice])
        return
    if found or not stance.direct:
        return
    resources = things(scene, s, syntax.objects(s, v) if below is None else ())
    if not resources and stance.stage is Stage.ENDED:
        resources = _asked_for(scene, s, syntax.objects(s, v))
    if not resources and stance.stage is Stage.INTEREST:
        resources = _weighed(scene, s, v)
    if not resources:
        through = (o for p, o in syntax.preposition(s, top, *stance.prepositions) if p > top)
        resources = things(scene, s, tuple(k for o in through for k in syntax.conjuncts(s, o)))
    resources = [t for t in resources if not whole_mission(s, t)]
    if not resources and below is not None:
        resources = mission_service(s, (top, v))
    if stance.counted:
        resources = [t for t in resources if t.quantity is not None]
    if stance.only is not None:
        appeals = situations().funding["appeals"]
        resources = [t for t in resources if t.resource is stance.only and s.lower[t.head] not in appeals]
    if resources and passive and head is None:
        actors = [Actor(head=None, party=nationality(scene, s, resources[0].low, resources[0].high))]
    else:
        actors = actors_of(scene, s, head)
    lent = _lent_by(scene, s, stance, resources) if not passive else ()
    if stance.sourced and not lent:
        resources = [t for t in resources if t.resource is Resource.SERVICE and not passive]
    actors = [Actor(head=None, party=lent)] if lent else actors
    named = head is not None or passive
    if any(a.party or a.group for a in actors) or (named and any(r.quantity for r in resources)):
        yield from give(scene, s, base, actors, resources)


def _sum_given(scene: Scene, s: Sentence, v: int) -> bool:
    """Whether the object of a stance verb is itself a figure ("announced $5 million to support")."""
    found = things(scene, s, syntax.objects(s, v))
    return bool(found) and found[0].quantity is not None


def _purpose(s: Sentence, v: int, c: int) -> bool:
    """Whether the verb at `c` stands behind the object of `v`: it says what the sum is for."""
    heads = syntax.objects(s, v)
    return bool(heads) and c > heads[0]


def _against(s: Sentence, c: int, base: Reading) -> Reading:
    """ "decided against sending": the preposition denies what the stance says."""
    if s.deps[c] == "pcomp" and s.lower[s.heads[c]] in G["against"] and base.polarity is Polarity.AFFIRMED:
        return replace(base, polarity=Polarity.DENIED)
    return base


def _weighed(scene: Scene, s: Sentence, v: int) -> list[Thing]:
    """ "is looking at a frigate", "are considering participation", in a document about a mission."""
    behind = [k for _, o in syntax.preposition(s, v, *G["about"]) if o > v for k in syntax.conjuncts(s, o)]
    heads = (*syntax.objects(s, v), *behind)
    found = [t for t in things(scene, s, tuple(behind)) if not whole_mission(s, t)]
    joining = [h for h in heads if s.lower[h] in L.taking_part] if scene.in_mission else []
    return found or [plain_service(h, h, Resource.PERSONNEL) for h in joining[:1]]


def _asked_for(scene: Scene, s: Sentence, objects: tuple[int, ...]) -> list[Thing]:
    """ "turned down a request for 200 troops": what a refused request asked for."""
    asked = [o for o in objects if s.lower[o] in L.bare_requests or _is_request(s, o)]
    found = [t for o in asked[:1] for t in through_of(scene, s, o, G["for"])]
    named = any(True for o in asked[:1] for _ in syntax.preposition(s, o, *G["for"]))
    return found if found or named else [plain_service(o, s.heads[o]) for o in asked[:1]]


def _is_request(s: Sentence, noun: int) -> bool:
    return any(stance.stage is Stage.REQUEST for _, stance in L.stance_nouns.get(s.lower[noun], ()))


def _lent_by(scene: Scene, s: Sentence, stance: Stance, resources: list[Thing]) -> tuple[Party, ...]:
    """ "accepted a loan from Norway": who accepts receives, the giver stands through the stance's source."""
    if stance.object_control or not stance.sources:
        return ()
    sources = (o for t in resources for _, o in syntax.preposition(s, t.head, *stance.sources))
    return next((found for o in sources if (found := actors_of(scene, s, o)[0].party)), ())


def complements(s: Sentence, i: int, stance: Stance) -> Iterator[int]:
    """Verbs below a stance: infinitives, gerunds, and for requests clauses with a subject of their own."""
    for c in s.children[i]:
        dep = s.deps[c]
        if (
            dep == "xcomp"
            or (dep in ("advcl", "acl", "relcl") and s.tags[c] == "VB")
            or (dep == "advcl" and s.tags[c] == "VBG" and i < c <= i + 2)
            or (dep == "ccomp" and (stance.object_control or _nonfinite(s, c)))
        ):
            yield from syntax.conjuncts(s, c)
        elif dep in ("prep", "dobj", "prt", "acomp", "attr", "dative"):
            for p in s.children[c]:
                if s.deps[p] in ("pcomp", "acl", "xcomp") and s.pos[p] in ("VERB", "AUX"):
                    yield from syntax.conjuncts(s, p)
                elif s.deps[p] == "prep":
                    yield from (q for g in syntax.children(s, p, "pcomp") for q in syntax.conjuncts(s, g))


def _deed_at_clause(scene: Scene, s: Sentence, c: int) -> list[Thing]:
    """What a finite clause below a notice names ("notified the Council that it will second three officers")."""
    found = deed_at(s, c)
    return deed_resources(scene, s, c, found[0], found[1]) if found is not None else []


def _nonfinite(s: Sentence, c: int) -> bool:
    """A bare infinitive or a gerund: "will send" has a tense of its own and is read as a deed by itself."""
    return s.tags[c] in ("VB", "VBG") and not syntax.modals(s, c)


def deed_under(scene: Scene, s: Sentence, c: int, base: Reading, actors: list[Actor]) -> Iterator[Draft]:
    """What a stance says of the deed at `c`; nothing where the complement is a question."""
    if any(s.lower[k] in G["question_marks"] for k in s.children[c] if k < c):
        return
    refuge = taken_in(scene, s, c)
    if refuge is not None:
        reading = replace(base, last=max(refuge.high - 1, base.last), rule=f"{base.rule}.{RULE}")
        yield from give(scene, s, reading, actors, [refuge])
        return
    able = [(deed, last, deed_resources(scene, s, c, deed, last)) for deed, last in deeds_at(s, c)]
    found = next((each for each in able if each[2]), able[0] if able else None)
    nested = L.stance_verbs.get(s.lower[c])
    if found is None and nested and s.pos[c] == "VERB":
        inner = nested[0][1]
        stage = inner.stage if inner.stage is not Stage.REQUEST else base.stage
        for k in complements(s, c, inner):
            yield from deed_under(
                scene, s, k, replace(base, stage=min(stage, base.stage, key=list(Stage).index)), actors
            )
        return
    if found is None:
        yield from _motion_under(scene, s, c, base, actors)
        return
    deed, last, resources = found
    if not resources and s.lower[c] in L.motions:
        yield from _motion_under(scene, s, c, base, actors)
        return
    open_question = base.stage is Stage.INTEREST and any(s.tags[k] == "WP" for k in s.children[c] if k < c)
    if not resources and open_question and scene.in_mission:
        resources = [plain_service(c, c, Resource.PERSONNEL)]
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
    if base.stage is Stage.PLEDGE and deed.done is Stage.ALLOCATED and has_date(scene, s, c):
        reading = replace(reading, stage=Stage.ALLOCATED)
    yield from give(scene, s, reading, actors, resources)


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
        if resource is not None and resource.resource is Resource.PERSONNEL and not whole_mission(s, resource):
            party = nationality(scene, s, resource.low, resource.high)
            unit = not party and is_known_unit(s, resource)
            for draft in give(scene, s, base, [Actor(head=None if unit else head, party=party)], [resource]):
                yield replace(draft, carried=unit, needs_giver=unit)
        elif base.stage is Stage.OFFER and any(p.kind == "state" for a in actors for p in a.party):
            # "Rwanda and Ethiopia are ready to deploy": who would go are people of theirs.
            people = replace(plain_service(c, c, Resource.PERSONNEL), force=Force.UNSPECIFIED)
            yield from give(scene, s, replace(base, rule=f"{base.rule}.{motion.id}"), actors, [people])
        return


def _request(
    scene: Scene, s: Sentence, base: Reading, found: tuple[int | None, Stance, list[int]], consumed: set[int]
) -> Iterator[Draft]:
    """Somebody asks: `by` is the subject, the party is who is asked, the resource what is asked for."""
    head, stance, deeds = found
    v = base.verb
    if syntax.tense(s, v) == syntax.INFINITIVE and s.deps[v] not in ("ROOT", "acl"):
        return
    by = officials(scene, scene.resolve(s, head)) if head is not None else ()
    passive = syntax.is_passive(s, v) and s.deps[v] != "acl"
    asked = syntax.subject(s, v) if passive else syntax.child(s, v, "dobj", "dative")
    reading = replace(base, by=by, asker=head)
    for c in deeds:
        if any(s.tags[k] in ("WRB", "WP", "WDT") or s.lower[k] in G["question_marks"] for k in s.children[c] if k < c):
            continue
        own = syntax.child(s, c, "nsubj")
        if own is None and asked is None and s.lower[v] in L.wishing:
            return
        who = own if own is not None else asked
        source = next((o for _, o in syntax.preposition(s, v, *stance.sources) if scene.resolve(s, o)), None)
        actors = actors_of(scene, s, who if who is not None else source)
        deed = deed_at(s, c)
        resources = deed_resources(scene, s, c, *deed[:1], deed[1]) if deed else things(scene, s, syntax.objects(s, c))
        if not resources:
            resources = [t for k in _below(s, c) for t in things(scene, s, syntax.objects(s, k)) if deed_at(s, k)]
        if resources and by and not any(a.party or a.group for a in actors):
            through = next((o for _, o in syntax.preposition(s, v) if scene.resolve(s, o)), None)
            target = who if who is not None else source
            actors = asked_of(scene, s, through if target is None else target, by, resources)
        if resources and (by or any(a.party for a in actors)):
            consumed.add(c)
            consumed.update(_below(s, c))
            yield from give(scene, s, replace(reading, last=max(reading.last, c)), actors, resources[:3])
            return
    if not by and syntax.tense(s, v) != syntax.PAST:
        return
    heads = list(syntax.objects(s, v))
    for p, o in syntax.preposition(s, v, *stance.prepositions):
        if p > v:
            heads.extend(syntax.conjuncts(s, o))
    heads = [h for h in heads if not passive or h != asked]
    if s.lower[v] in L.wishing and any(w in G["away"] for w in s.lower[v:]):
        return
    resources = [t for t in things(scene, s, tuple(heads)) if t.resource is not Resource.PERSONNEL or stance.stage]
    told = passive and asked is not None and any(p.kind in ("state", "body") for p in scene.resolve(s, asked))
    if resources and (by or told):
        anchors = (v, *(t.head for t in resources))
        sources = (o for a in anchors for p, o in syntax.preposition(s, a, *stance.sources) if p > v)
        source = next((o for o in (asked, *sources) if o is not None and scene.resolve(s, o)), None)
        yield from give(scene, s, reading, asked_of(scene, s, source, by, resources), resources[:3])


def asked_of(
    scene: Scene, s: Sentence, source: int | None, by: tuple[Party, ...], resources: list[Thing]
) -> list[Actor]:
    """Who is asked; a government that asks for money in its own release asks its own parliament (METHOD section 2)."""
    actors = actors_of(scene, s, source)
    own = len(by) == 1 and by[0].id == scene.cast.issuer and resources[0].resource is Resource.MONEY
    return [Actor(head=None, party=by)] if own and not any(a.party or a.group for a in actors) else actors


def _below(s: Sentence, c: int) -> list[int]:
    low, high = s.subtree(c)
    return [k for k in range(low, high) if k != c and s.pos[k] == "VERB"]


def through_of(scene: Scene, s: Sentence, i: int, words: frozenset[str]) -> list[Thing]:
    """Resources behind a preposition of a noun ("a pledge of 1,000 officers")."""
    heads = [o for p, o in syntax.preposition(s, i, *words) if p > i]
    found = [t for h in heads for t in things(scene, s, syntax.conjuncts(s, h))]
    return [t for t in found if not whole_mission(s, t)]
