"""Givers and what they give: who acts, what a deed moves, and the draft claims of both together."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.claims import syntax
from musterbook.claims.dealing import EACH, dealt, is_each
from musterbook.claims.drafts import Draft, officials
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene
from musterbook.claims.tails import tail_end
from musterbook.claims.things import Thing, group_of
from musterbook.lexicons.commitments import commitments, noun_list
from musterbook.lexicons.frames import grammar
from musterbook.model import (
    Certainty,
    Event,
    Family,
    Force,
    Part,
    Party,
    Period,
    Polarity,
    Quantity,
    QuantityKind,
    Resource,
    Sentence,
    Stage,
)

G = grammar()
L = commitments()

LONGEST_DATE_DAYS = 92
"""A quarter; a longer stretch fixes no date."""

OTHER_CLAUSES = ("relcl", "acl", "parataxis", "ccomp")

FAR_TOKENS = 25
"""An actor further away than this stands in a part of its own: evidence is the clause, not the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who gives: one party or a joint pair, or a counted group; `head` is the token that names them."""

    head: int | None
    party: tuple[Party, ...] = ()
    group: Quantity | None = None


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
    asker: int | None = None
    event: Event | None = None


def actors_of(scene: Scene, s: Sentence, head: int | None) -> list[Actor]:
    """One actor for each coordinated giver; several parties in one only for a collective word."""
    if head is None:
        return [Actor(head=None)]
    out = []
    for member in syntax.conjuncts(s, head):
        group = group_of(scene, s, member)
        party = () if group is not None else officials(scene, scene.resolve(s, member))
        meant = (member, *(o for _, o in syntax.preposition(s, member, *G["of"])))
        if any(s.lower[i] in noun_list("firms") for i in meant) and any(p.kind == "state" for p in party):
            party = tuple(p for p in party if p.kind != "state" or _is_agency(scene, s, member))
        elif not party and group is None and s.lower[member] in L.organs:
            owners = nationality(scene, s, *syntax.phrase(s, member))
            party = owners if len(owners) == 1 else ()
        if group is not None or party or member == head:
            out.append(Actor(head=member, party=party, group=group))
    return out


def _is_agency(scene: Scene, s: Sentence, head: int) -> bool:
    """Whether a firm's noun stands in the name of a state's own institution ("the Exim Bank of China")."""
    named = scene.mentions_in(s, *syntax.phrase(s, head))
    return any(m.start <= s.starts[head] < m.end and m.party.via is not None and m.how == "name" for m in named)


def give(scene: Scene, s: Sentence, reading: Reading, actors: list[Actor], resources: list[Thing]) -> Iterator[Draft]:
    """One draft for each giver and each resource; the first carries the verb, later ones of a list only themselves."""
    nobody = reading.polarity is Polarity.DENIED and any(_is_nobody(s, a) for a in actors)
    actors = [a for a in actors if reading.by or nobody or _is_giver(scene, s, a)]
    if not actors:
        return
    named = [a for a in actors if a.party]
    own = dealt(scene, s, len(named), resources)
    if own is not None:
        for actor, t in zip(named, own, strict=True):
            yield from _drafts(scene, s, reading, (actors, [actor]), (0, t))
        return
    if len(named) > 1 and is_each(s, *s.subtree(reading.verb)):
        reading = replace(reading, rule=reading.rule + EACH)
    for index, t in enumerate(resources):
        yield from _drafts(scene, s, reading, (actors, actors), (index, t))


def _drafts(
    scene: Scene,
    s: Sentence,
    reading: Reading,
    who: tuple[list[Actor], list[Actor]],
    what: tuple[int, Thing],
) -> Iterator[Draft]:
    """A resource (with its place in the list) as given by some of the actors that the clause names."""
    (actors, givers), (index, t) = who, what
    start, end, parts = _evidence(s, reading, (actors[0].head, actors), t, index)
    named = _named_before(scene, s, t) if index else ()
    if t.resource is Resource.SERVICE and all(p.kind == "mission" for a in actors for p in a.party) and actors[0].party:
        return
    for actor in givers:
        if named:
            actor = replace(actor, party=named)
        if _sent_home(scene, s, reading.verb, t, actor):
            actor = replace(actor, party=())
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
            group=actor.group,
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


def _is_date(period: Period) -> bool:
    """A deadline, or a stretch short enough to be a date: "in 2024" says in which budget, not when."""
    if period.start is None or period.end is None:
        return True
    return (period.end - period.start).days <= LONGEST_DATE_DAYS


def _one_day(period: Period) -> bool:
    """A weekday of the report ("on Friday") fixes no date of a plan, even a printed month that is past does."""
    return period.start is not None and period.end is not None and (period.end - period.start).days <= 1


def context_giver(scene: Scene, s: Sentence | None = None) -> tuple[Party, ...]:
    """The giver whom the document mostly shows as acting ("the remaining personnel would be deployed").

    Nobody where the sentence `s` names another state beside it and the host: then it may be that one's.
    """
    giver = scene.cast.giver
    if giver is None or giver == scene.cast.host:
        return ()
    if s is not None and set(scene.cast.countries_in(s)) - {giver, scene.cast.host}:
        return ()
    return (Party(id=giver, name=giver, kind="state"),)


def _named_before(scene: Scene, s: Sentence, t: Thing) -> tuple[Party, ...]:
    """ "El Salvador pledged 78 soldiers, Guatemala 150": a later figure behind a state's name is that state's."""
    if t.quantity is None:
        return ()
    before = scene.cast.within(s.start, t.quantity.start)
    return tuple(m.party for m in before if m.party.kind == "state" and 0 < t.quantity.start - m.end <= 1)


def _is_nobody(s: Sentence, actor: Actor) -> bool:
    """ "No government has offered to lead": a denial of everybody."""
    return actor.head is not None and any(
        s.lower[c] in G["negative_determiners"] for c in (actor.head, *s.children[actor.head])
    )


def _is_giver(scene: Scene, s: Sentence, actor: Actor) -> bool:
    """A party, a counted group or unnamed donors; nobody only in a document about a mission or its host.

    A subject that is no party of the book ("the bank agreed to lend") gives nothing to anybody's account.
    """
    if actor.party or actor.group is not None:
        return True
    if actor.head is not None and s.lower[actor.head] in noun_list("givers") and s.tags[actor.head] == "NNS":
        return True
    return actor.head is None and (scene.cast.mission is not None or scene.cast.host is not None)


def _evidence(
    s: Sentence, reading: Reading, who: tuple[int | None, list[Actor]], t: Thing, index: int
) -> tuple[int, int, tuple[Part, ...]]:
    head, actors = who
    subset = t.quantity is not None and t.quantity.kind is QuantityKind.SUBSET
    if index > 0 or subset:
        return s.starts[t.low], s.ends[tail_end(s, t.head, t.high) - 1], ()
    low = min(
        reading.verb,
        t.low,
        *(c for c in s.children[reading.verb] if s.deps[c] in ("aux", "auxpass", "neg")),
        reading.last,
    )
    high = max(reading.verb + 1, t.high, reading.last + 1)
    parts: tuple[Part, ...] = ()
    near = reading.asker is not None and low - FAR_TOKENS <= reading.asker <= low
    if reading.asker is not None and near and not _inherited(s, reading.verb, reading.asker):
        low = min(low, syntax.phrase(s, reading.asker)[0])
    if head is not None and _inherited(s, reading.verb, head):
        first, last = syntax.phrase(s, head)
        parts = (Part(slot="party", start=s.starts[first], end=s.ends[last - 1]),)
    elif head is not None:
        spans = [syntax.phrase(s, a.head) for a in actors if a.head is not None] or [syntax.phrase(s, head)]
        first, last = min(a for a, _ in spans), max(b for _, b in spans)
        if low - FAR_TOKENS <= first:
            low, high = min(low, first), max(high, last if first > reading.verb else high)
        else:
            parts = (Part(slot="party", start=s.starts[first], end=s.ends[last - 1]),)
    high = max(high, _goal_end(s, reading.verb, t, high), tail_end(s, t.head, t.high) if high == t.high else high)
    return s.starts[low], s.ends[high - 1], parts


def _inherited(s: Sentence, verb: int, head: int) -> bool:
    """Whether a coordinated verb takes its subject from the first verb: the evidence then starts at its own words."""
    return s.deps[verb] == "conj" and s.heads[verb] > head and syntax.child(s, verb, "nsubj", "nsubjpass") is None


def _goal_end(s: Sentence, verb: int, t: Thing, high: int) -> int:
    """The end of a "to X" phrase that follows the resource directly."""
    for anchor in (t.head, verb, *(c for c in s.children[verb] if s.deps[c] in ("xcomp", "advcl", "ccomp", "acl"))):
        for p, o in syntax.preposition(s, anchor, *G["receiver"]):
            if p == high:
                return syntax.phrase(s, o)[1]
    return high


def _sent_home(scene: Scene, s: Sentence, verb: int, t: Thing, actor: Actor) -> bool:
    """Whether an unnamed giver ("the cabinet"), taken for a country, would send people to that country: then it is not
    that country, and who gives stays unresolved.
    """
    if t.resource is not Resource.PERSONNEL or len(actor.party) != 1 or actor.head is None:
        return False
    if scene.mentions_in(s, *syntax.phrase(s, actor.head)):
        return False
    goals = (o for anchor in (t.head, verb) for _, o in syntax.preposition(s, anchor, *G["receiver"]))
    return any(party.kind == "state" and party == actor.party[0] for o in goals for party in scene.resolve(s, o))


HOST = "host"


def recipient_of(
    scene: Scene, s: Sentence, verb: int, t: Thing, givers: tuple[Party, ...], *, default: str | None = HOST
) -> str | None:
    """Who receives: a party through "to" or "for", a dative, else the country that the document is about.

    `default` None asks for what stands in the words alone.
    """
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
    host = scene.cast.host if default == HOST else default
    return host if host and host not in own else None


def _of_another(s: Sentence, v: int, offset: int) -> bool:
    """Whether what stands at an offset belongs to a clause of its own below `v` ("will send 40, it said on Friday")."""
    token = bisect_left(s.starts, offset + 1) - 1
    for i in (token, *syntax.ancestors(s, token)):
        if i == v:
            return False
        if s.pos[i] in ("VERB", "AUX") and (s.deps[i] in OTHER_CLAUSES or s.lower[i] in L.telling):
            return True
    return False


def has_date(scene: Scene, s: Sentence, v: int) -> bool:
    """Whether the clause of a plan fixes a date: what makes an intention an allocation."""
    low, high = s.subtree(v)
    said = scene.document.published
    found = [
        p
        for p in scene.periods_in(s.starts[low], s.ends[high - 1])
        if p.known and p.role in ("event", "deadline") and not _of_another(s, v, p.start_char)
    ]
    return any(
        _is_date(p) and (said.start is None or p.end is None or p.end > said.start or not _one_day(p)) for p in found
    )
