"""Nouns of stances: "an offer to send", "its pledge of 1,000 officers", "shown an interest in participating"."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.answers import answered, answering_verb
from musterbook.claims.drafts import Draft, denied, officials
from musterbook.claims.giving import Actor, Reading, actors_of, context_giver, give
from musterbook.claims.moved import plain_service
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene
from musterbook.claims.stances import asked_of, complements, deed_under, through_of
from musterbook.claims.things import Thing, thing
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import (
    Party,
    Polarity,
    Resource,
    Sentence,
    Stage,
)

G = grammar()
L = commitments()


def stance_noun(scene: Scene, s: Sentence, i: int, consumed: set[int]) -> Iterator[Draft]:
    """ "an offer to send", "its pledge of 1,000 officers", "shown an interest in participating"."""
    for _, stance in L.stance_nouns.get(s.lower[i], ()):
        up = s.heads[i]
        supported = s.deps[i] in ("dobj", "nsubjpass", "pobj") and s.lower[up] in L.support
        answers = answering_verb(s, i) if stance.object_control else None
        owner = _owner(s, i, supported=supported, answers=answers is not None)
        retracted = (
            s.deps[i] in ("dobj", "nsubjpass") and s.lower[up] in L.retract and stance.stage is not Stage.REQUEST
        )
        if retracted and owner is not None and s.tags[owner] == "PRP$":
            owner = syntax.agent(s, up) if syntax.is_passive(s, up) else syntax.subject(s, up)
        verb = up if supported or retracted else i
        base = Reading(
            rule=f"commitment.{stance.id}.noun",
            verb=verb,
            stage=Stage.ENDED if retracted and syntax.tense(s, up) in (syntax.PAST, syntax.PRESENT) else stance.stage,
            last=i,
            polarity=Polarity.DENIED if stance.denied != (supported and denied(s, up, owner)) else Polarity.AFFIRMED,
            planned=True,
        )
        if stance.object_control:
            by = officials(scene, scene.resolve(s, owner)) if owner is not None else _asking(scene, s, i)
            asked_here = answered(scene, s, answers, by) if answers is not None else []
            base, actors = replace(base, by=by), asked_here or [Actor(head=None)]
        else:
            actors = actors_of(scene, s, owner)
        own = [] if stance.object_control else _own_sum(scene, s, i)
        if own and not any(a.party or a.group for a in actors):
            party = nationality(scene, s, *syntax.phrase(s, i)) or _issued(scene, s)
            actors = [Actor(head=None, party=party)]
        if not base.by and not any(a.party or a.group for a in actors):
            return
        done = False
        if own:
            yield from give(scene, s, replace(base, last=max(i, own[0].high - 1)), actors, own)
            return
        for c in complements(s, i, stance):
            for draft in deed_under(scene, s, c, base, actors):
                consumed.update({c, up})
                done = True
                yield draft
        if not done:
            resources = through_of(scene, s, i, G["of"]) or through_of(scene, s, i, G["for"])
            if not resources and stance.stage is Stage.INTEREST:
                resources = through_of(scene, s, i, G["about"])
            if not resources and stance.object_control:
                asked = [o for _, o in syntax.preposition(s, i, *G["infinitive"]) if scene.resolve(s, o)]
                if asked:
                    actors = actors_of(scene, s, asked[0])
                elsewhere = any(p > i for p, _ in syntax.preposition(s, i, *G["for"]))
                if asked or (s.lower[i] in L.bare_requests and not elsewhere):
                    resources = [plain_service(asked[0] if asked else i, i)]
            if not resources and base.polarity is Polarity.DENIED and supported:
                resources = [plain_service(i, up)]
            unanswered = answers is not None and not any(a.party for a in actors)
            if unanswered and resources and resources[0].quantity is None:
                return
            if stance.object_control and resources and not any(a.party for a in actors):
                actors = asked_of(scene, s, None, base.by, resources)
            yield from give(scene, s, base, actors, resources)
        return


def _owner(s: Sentence, i: int, *, supported: bool, answers: bool) -> int | None:
    """Who makes the offer or the request at noun `i`; `answers`: a deed in its clause is somebody else's."""
    up = s.heads[i]
    behind = [*G["source"], *G["agent"]]
    owner = syntax.child(s, i, "poss")
    if owner is None and answers:
        return next((o for _, o in syntax.preposition(s, i, *behind, *G["of"])), None)
    if owner is not None and s.tags[owner] == "PRP$" and supported:
        owner = None
    if owner is None and supported and not syntax.is_passive(s, up):
        owner = syntax.subject(s, up)
    if owner is None and s.deps[i] == "pobj" and s.pos[s.heads[up]] in ("AUX", "VERB") and s.heads[up] != up:
        owner = syntax.subject(s, s.heads[up])
    return owner if owner is not None else next((o for _, o in syntax.preposition(s, i, *behind)), None)


def _own_sum(scene: Scene, s: Sentence, i: int) -> list[Thing]:
    """ "a $5 million commitment", "the announcement of $3 billion": the sum in the phrase of the noun itself."""
    own = thing(scene, s, i)
    found = [own] if own is not None else through_of(scene, s, i, G["of"])
    return [t for t in found if t.resource is Resource.MONEY and t.quantity is not None]


def _issued(scene: Scene, s: Sentence) -> tuple[Party, ...]:
    """ "Today's announcement of $3 billion" in a government's own release is that government's."""
    return context_giver(scene, s) if scene.cast.issuer is not None else ()


def _asking(scene: Scene, s: Sentence, i: int) -> tuple[Party, ...]:
    """ "The request to Congress for $3 billion" in a government's own release: that government asks."""
    goals = [o for _, o in syntax.preposition(s, i, *G["infinitive"])]
    own = [p for o in goals for p in scene.resolve(s, o) if p.kind == "state" and p.id == scene.cast.issuer]
    return tuple(replace(p, via=None) for p in own[:1])
