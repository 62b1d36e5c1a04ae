"""Nouns that name a deed ("the deployment of 200 Kenyan officers", "the departure of the last 60")."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.deeds import standing
from musterbook.claims.drafts import Draft, denied, in_condition, officials, possible
from musterbook.claims.giving import (
    Actor,
    Reading,
    actors_of,
    context_giver,
    give,
    has_date,
)
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene
from musterbook.claims.things import Thing, thing, things
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import (
    Family,
    Measure,
    Party,
    Resource,
    Sentence,
    Stage,
)

G = grammar()
L = commitments()


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
        if up is not None and s.lower[up] in L.ending and syntax.child(s, up, "dobj") == i:
            yield from _ended(scene, s, up, party, resources)
            return
        if up is not None and s.lower[up] in L.retract and syntax.child(s, up, "dobj") == i:
            yield from _cancelled(scene, s, up, party, resources)
            return
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


def _ended(scene: Scene, s: Sentence, v: int, party: tuple[Party, ...], resources: list[Thing]) -> Iterator[Draft]:
    """ "ended its deployment of three officers": gone where it is told as done, else still there."""
    done = syntax.tense(s, v) == syntax.PAST and not (in_condition(s, v) or possible(s, v) or denied(s, v))
    people = [t for t in resources if t.resource is Resource.PERSONNEL]
    if not party or not people:
        party = actors_of(scene, s, syntax.subject(s, v))[0].party
    reading = Reading(rule="commitment.ending", verb=v, stage=Stage.ENDED if done else Stage.ARRIVED, last=v)
    if party:
        found = people if done else [standing(t) for t in people]
        yield from give(scene, s, reading, [Actor(head=None, party=party)], found)


def _cancelled(scene: Scene, s: Sentence, v: int, party: tuple[Party, ...], resources: list[Thing]) -> Iterator[Draft]:
    """ "has cancelled a planned deployment of 70 officers": refused by who was to send them."""
    told = syntax.tense(s, v) == syntax.PAST and not (in_condition(s, v) or possible(s, v) or denied(s, v))
    party = party or actors_of(scene, s, syntax.subject(s, v))[0].party
    if told and party:
        reading = Reading(rule="commitment.cancel", verb=v, stage=Stage.ENDED, last=v)
        yield from give(scene, s, reading, [Actor(head=syntax.subject(s, v), party=party)], resources)


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
