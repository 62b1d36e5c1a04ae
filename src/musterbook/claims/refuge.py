"""Refuge: a state that undertakes to take people in gives a service, and how many they are is no quantity of it.

"Agreed to host up to 4,000 evacuees", "will take in 500 refugees": persons sheltered are not what is given (METHOD
section 3). Only what lies ahead or is offered: people who are there already are a figure of displacement.
"""

from collections.abc import Iterator

from musterbook.claims import syntax
from musterbook.claims.deeds import stage_of
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.giving import Reading, actors_of, give
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing
from musterbook.lexicons.aid import aid
from musterbook.model import Family, Measure, Polarity, Resource, Sentence, Stage

L = aid()
RULE = "host"
NEAR = 2
"""Sentences back in which a refugee may be named for whom "450 people" stands."""

COUNTED = ("NUM", "ADJ")


def taken_in(scene: Scene, s: Sentence, c: int) -> Thing | None:
    """The service that the verb at `c` names where its object are people who seek refuge."""
    found = match(s, c, L.refuge_verbs.get(s.lower[c], ()))
    if found is None:
        return None
    plain = match(s, c, L.refuge_plain.get(s.lower[c], ())) is not None
    for head in syntax.objects(s, c):
        if _seeks(scene, s, head, plain=plain):
            high = max(syntax.phrase(s, head)[1], found[1] + 1)
            low = min(c, syntax.phrase(s, head)[0])
            return Thing(head=head, low=low, high=high, resource=Resource.SERVICE, force=None, item=None, quantity=None)
    return None


def _seeks(scene: Scene, s: Sentence, head: int, *, plain: bool) -> bool:
    """Whether a phrase names people who seek refuge, by their noun, their nation or a noun told before."""
    if s.lower[head] in L.refugees:
        return True
    inside = [i for i in range(*syntax.phrase(s, head)) if s.lower[i] in L.refugees]
    told = inside or any(
        w in L.refugees for x in scene.parsed.sentences[max(s.index - NEAR, 0) : s.index + 1] for w in x.lower
    )
    named = scene.mentions_in(s, head, head + 1)
    people = bool(named) and named[0].how == "demonym" and s.tags[head] in ("NNS", "NNPS")
    loose = s.lower[head] in L.refugees_loose or s.pos[head] in COUNTED
    return (bool(told) and (loose or people)) or (plain and people)


def hosted(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "Canada will take in 500 refugees": drafts of the verb at `v` by itself."""
    found = taken_in(scene, s, v)
    if found is None or in_condition(s, v):
        return
    staged = stage_of(scene, s, v, Stage.ARRIVED, "pledge")
    head = syntax.agent(s, v) if syntax.is_passive(s, v) else syntax.subject(s, v)
    if staged is None or not staged[1] or head is None or syntax.tense(s, v) == syntax.PRESENT:
        return
    actors = [a for a in actors_of(scene, s, head) if any(p.kind in ("state", "body") for p in a.party)]
    against = denied(s, v, head)
    reading = Reading(
        rule=f"commitment.{RULE}",
        verb=v,
        stage=Stage.PLEDGE if against and staged[0] is Stage.ALLOCATED else staged[0],
        last=found.high - 1,
        certainty=staged[2],
        planned=True,
        polarity=Polarity.DENIED if against else Polarity.AFFIRMED,
    )
    if actors:
        yield from give(scene, s, reading, actors, [found])


def without_guests(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence without figures of displacement that count whom a state undertakes to take in."""
    spans = [(d.start, d.end) for d in drafts if d.family is Family.COMMITMENT and d.rule.endswith(RULE)]
    return [
        d
        for d in drafts
        if d.measure is not Measure.DISPLACED
        or d.quantity is None
        or not any(a <= d.quantity.start < b for a, b in spans)
    ]
