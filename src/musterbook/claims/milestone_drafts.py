"""From the trigger of a milestone to its draft: the words that carry it, whose it is, its object and its place."""

from dataclasses import dataclass

from musterbook.claims import milestone_checks as checks
from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, possible
from musterbook.claims.giving import context_giver
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import EventFrame, grammar, milestone_offices, milestone_words
from musterbook.lexicons.mandates import mandate_words
from musterbook.lexicons.missions import missions
from musterbook.model import Certainty, Event, Family, Part, Party, Polarity, Quantity, Sentence

G = grammar()
WORDS = milestone_words()
OFFICES = milestone_offices()
INSTRUMENTS = mandate_words()
COUNCIL = "un-security-council"
MANDATES = frozenset({Event.MANDATE_SOUGHT, Event.MANDATE_ADOPTED, Event.MANDATE_RENEWED})
NAMED_NEARBY = frozenset({Event.APPROVAL, Event.MEETING, Event.MANDATE_ADOPTED, Event.MANDATE_RENEWED})
"""Events whose party may stand elsewhere than in the phrase of the actor."""
FOUGHT = frozenset({Event.RESULT, Event.ATTACK})
"""Events in which an army without a name is that of the country where they happen."""
ACTORS = frozenset({"state", "body", "mission", "armed_group", "person"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The tokens of one act: its trigger, the last token of its words, who acts, on what, the verb that decides."""

    frame: EventFrame
    trigger: int
    last: int
    noun: bool = False
    actor: int | None = None
    target: int | None = None
    decider: int | None = None


def draft(scene: Scene, s: Sentence, found: Found) -> Draft:
    """The draft of one act."""
    frame, i = found.frame, found.trigger
    low, high = _stretch(scene, s, found)
    start, end = syntax.text_between(s, scene.text, low, high)
    verb = i if found.decider is None else found.decider
    how = "noun" if found.noun else "verb"
    actor = found.actor
    parts: tuple[Part, ...] = ()
    if actor is not None and not low <= actor < high:
        first, after = syntax.phrase(s, actor)
        parts = (Part(slot="party", start=s.starts[first], end=s.ends[after - 1]),)
    told = not found.noun
    negative = told and _negative(s, found, verb)
    return Draft(
        rule=f"milestone.{frame.event}.{how}",
        family=Family.MILESTONE,
        event=frame.event,
        sentence=s,
        verb=verb,
        start=start,
        end=end,
        party=_parties(scene, s, found, (low, high)),
        object=_object(scene, s, found),
        quantity=_sum(scene, s, found),
        place=_place(scene, s, found),
        polarity=Polarity.DENIED if negative else Polarity.AFFIRMED,
        certainty=Certainty.POSSIBLE if told and possible(s, verb) else Certainty.STATED,
        parts=parts,
        planned=frame.event is Event.ELECTION_SET or (told and syntax.tense(s, i) == syntax.FUTURE),
    )


def _sum(scene: Scene, s: Sentence, found: Found) -> Quantity | None:
    """How much a block stops, or frees ("froze 700 million dollars in aid")."""
    what = found.actor if found.frame.intransitive else found.target
    if found.frame.event not in (Event.BLOCKED, Event.UNBLOCKED) or what is None:
        return None
    low, high = syntax.phrase(s, what)
    figures = scene.quantities_in(s.starts[low], s.ends[high - 1])
    own = [q for q in figures if q.start <= s.starts[what] < q.end]
    return own[0] if len(own) == 1 else None


def _negative(s: Sentence, found: Found, verb: int) -> bool:
    """Whether the act is said not to have happened: at its verb, by whoever denies or fails, or at its object."""
    refused = found.frame.denied or s.lower[verb] in WORDS["failing"]
    target = found.target
    none = target is not None and any(s.lower[c] in G["negative_determiners"] for c in s.children[target])
    said = denied(s, verb, found.actor) or denied(s, found.trigger, found.actor) or checks.disowned(s, verb)
    return none or said != refused


def _stretch(scene: Scene, s: Sentence, found: Found) -> tuple[int, int]:
    """Tokens of the evidence: trigger, actor and object, helpers, and the date or place directly behind them."""
    i, frame = found.trigger, found.frame
    anchor = i if found.decider is None else found.decider
    low, high = min(i, anchor, found.last), max(i, anchor, found.last) + 1
    if found.noun:
        left, right = syntax.phrase(s, i)
        low, high = min(low, left), max(high, right)
    inherited = not found.noun and syntax.child(s, anchor, "nsubj", "nsubjpass") is None
    for token in (found.actor, found.target):
        if token is None or abs(token - i) >= 40 or (inherited and token == found.actor and token < anchor):
            continue
        left, right = syntax.coordinated_phrase(s, token)
        low, high = min(low, left), max(high, right)
    if frame.clause and found.target is not None:
        high = max(high, min(s.subtree(found.target)[1], found.target + checks.LONGEST_CLAUSE))
    if not found.noun:
        low = min(low, *(c for c in (i, *s.children[anchor]) if c == i or s.deps[c] in ("aux", "auxpass", "neg")))
    if found.target is not None and _number_after(s, found.target) is not None:
        high = max(high, found.target + 2)
    if found.noun:
        for p, o in syntax.preposition(s, i, *G["receiver"], *G["with"]):
            if p == high:
                high = syntax.coordinated_phrase(s, o)[1]
    for anchored in {i, found.last} if frame.tail else ():
        high = max(high, *(syntax.phrase(s, o)[1] for _, o in syntax.preposition(s, anchored, *frame.tail)), high)
    up = checks.governor(s, i) if found.noun else None
    anchors = tuple(k for k in (i, anchor, found.target, up) if k is not None)
    return low, checks.tail(scene, s, anchors, high)


def _parties(scene: Scene, s: Sentence, found: Found, stretch: tuple[int, int]) -> tuple[Party, ...]:
    """The parties of the event (METHOD section 1): whose contribution is stopped or freed, else who acts."""
    frame = found.frame
    if frame.whose == "holder":
        holders = [o for _, o in syntax.preposition(s, found.last, *frame.tail)]
        return acting(scene, s, holders[0], joint=False) if holders else ()
    if frame.whose == "target" and found.target is not None:
        return acting(scene, s, found.target, joint=False)
    party = () if found.actor is None else acting(scene, s, found.actor, joint=frame.joint)
    if found.actor is not None and frame.event in MANDATES and party and party[0].id == COUNCIL:
        party = _own_council(scene, s, found, party)
    if frame.joint and found.actor is not None and s.is_headline:
        party = tuple(dict.fromkeys((*_listed(scene, s, found.actor), *party)))
    if frame.whose != "actor" and frame.event in (Event.BLOCKED, Event.UNBLOCKED):
        return _halted(scene, s, found, party)
    if frame.joint and found.target is not None:
        party += tuple(p for p in _with(scene, s, found) if p not in party)
    if not party and found.actor is not None and frame.event in FOUGHT:
        return _only_country(scene, s, found.actor)
    if party or (found.actor is not None and frame.event not in NAMED_NEARBY):
        return party
    named = scene.mentions_in(s, *stretch)
    if frame.event is Event.ASSESSMENT:
        return tuple(m.party for m in named if m.party.kind == "state")[:1]
    if frame.event is Event.MEETING:
        placed = {s.starts[k + 1] for k in range(len(s.words) - 1) if s.lower[k] in G["place"]}
        return tuple(m.party for m in named if m.party.kind == "body" and m.start not in placed)[:1]
    if frame.event in MANDATES and found.actor is not None:
        council = s.words[found.actor].istitle() and s.lower[found.actor] in WORDS["council"]
        numbered = s.lower[found.actor] in INSTRUMENTS.instruments and _number_after(s, found.actor) is not None
        if numbered:
            return (Party(id=COUNCIL, name=COUNCIL, kind="body"),)
        return (Party(id=COUNCIL, name=COUNCIL, kind="body"),) if council else ()
    if frame.event is Event.MANDATE_RENEWED and found.target is not None and not found.noun:
        return _authoriser(scene, s, found.target) if syntax.is_passive(s, found.trigger) else ()
    if frame.event is Event.MANDATE_ADOPTED and found.target is not None:
        numbered = _number_after(s, found.target) is not None
        return (Party(id=COUNCIL, name=COUNCIL, kind="body"),) if numbered else _authoriser(scene, s, found.target)
    if frame.event is Event.APPROVAL and found.actor is not None and s.tags[found.actor] not in ("NNS", "NNPS"):
        return context_giver(scene)
    return ()


def _own_council(scene: Scene, s: Sentence, found: Found, party: tuple[Party, ...]) -> tuple[Party, ...]:
    """A bare "Council" that decides on a mission of another body is that body's ("The Council extended EUTM Mali")."""
    actor = found.actor
    if actor is None or found.target is None or any(m for m in scene.mentions_in(s, actor, actor + 1)):
        return party
    named = [m.mission for m in scene.cast.missions if s.start <= m.start < s.end]
    entry = missions().get(named[0]) if len(set(named)) == 1 else None
    body = entry.body if entry is not None else None
    return (Party(id=body, name=body, kind="body"),) if body and body != COUNCIL else party


def _listed(scene: Scene, s: Sentence, actor: int) -> tuple[Party, ...]:
    """ "Kenya, Haiti sign deal": who stands before the actor of a headline, behind a comma."""
    low = syntax.phrase(s, actor)[0]
    if low == 0 or s.words[low - 1] != ",":
        return ()
    return tuple(m.party for m in scene.mentions_in(s, 0, low - 1) if m.party.kind in ("state", "body"))


def _authoriser(scene: Scene, s: Sentence, target: int) -> tuple[Party, ...]:
    """ "It was authorised in 2023": a mission is authorised by the Council unless somebody else is named."""
    named = [p for p in scene.resolve(s, target) if p.kind == "mission"]
    entry = missions().get(named[0].id) if named else None
    if entry is not None and entry.body:
        return (Party(id=entry.body, name=entry.body, kind="body"),)
    return (Party(id=COUNCIL, name=COUNCIL, kind="body"),) if s.tags[target] == "PRP" or named else ()


def acting(scene: Scene, s: Sentence, head: int, *, joint: bool) -> tuple[Party, ...]:
    """Who a phrase means: itself, its nationality, its owner, or whom it names through "of" and "between"."""
    out: list[Party] = []
    for member in syntax.conjuncts(s, head):
        low, high = syntax.phrase(s, member)
        named = scene.mentions_in(s, low, high)
        if s.lower[member] in WORDS["collective"] and s.tags[member] == "NNS" and not named:
            continue
        found = scene.resolve(s, member) or nationality(scene, s, low, high)
        inside = _inside(scene, s, member) if joint and len(found) == 1 and s.tags[member] == "NNS" else ()
        found = inside if len(inside) > 1 else found
        out.extend(found or _inside(scene, s, member) or _of_the_host(scene, s, member) or _by_office(s, member))
    unique = tuple(dict.fromkeys(out))
    return unique if joint or len(syntax.conjuncts(s, head)) > 1 else unique[:1]


def _by_office(s: Sentence, head: int) -> tuple[Party, ...]:
    """ "The Council", "the Secretary-General", with a capital and of nobody named: those of the United Nations."""
    word = "".join(s.lower[head - 2 : head + 1]) if head > 1 and s.words[head - 1] == "-" else s.lower[head]
    found = OFFICES.get(word)
    return (Party(id=found, name=found, kind="body"),) if found and s.words[head][0].isupper() else ()


def _of_the_host(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """ "The army", "government forces", of nobody named: of the country that the document is about."""
    low, high = syntax.phrase(s, head)
    host = scene.cast.host
    if host is None or not any(s.lower[i] in WORDS["national"] for i in range(low, high)):
        return ()
    return (Party(id=host, name=host, kind="state"),)


def _only_country(scene: Scene, s: Sentence, actor: int) -> tuple[Party, ...]:
    """ "Government forces retook it": those of the one country that the document names, in whatever way."""
    low, high = syntax.phrase(s, actor)
    named = {m.party.country for m in scene.cast.mentions if m.party.kind in ("state", "place")} - {None}
    if len(named) != 1 or not any(s.lower[i] in WORDS["national"] for i in range(low, high)):
        return ()
    country = named.pop()
    return (Party(id=country, name=country, kind="state"),) if country else ()


def _inside(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    out: list[Party] = []
    for owner in syntax.children(s, head, "poss"):
        out.extend(scene.resolve(s, owner))
    for _, o in syntax.preposition(s, head, *G["of"], *G["agent"], *WORDS["between"]):
        low, high = syntax.coordinated_phrase(s, o)
        out.extend(m.party for m in scene.mentions_in(s, low, high) if m.party.kind in ACTORS)
    return tuple(out)


def _with(scene: Scene, s: Sentence, found: Found) -> tuple[Party, ...]:
    """The other side of a joint act ("signed an agreement with Beijing", "met President Kiir")."""
    out: list[Party] = []
    anchors = [found.trigger, *([] if found.target is None else [found.target])]
    for anchor in anchors:
        for _, o in syntax.preposition(s, anchor, *G["with"], *WORDS["between"]):
            for member in syntax.conjuncts(s, o):
                out.extend(p for p in scene.resolve(s, member) if p.kind in ACTORS)
    if found.frame.event is Event.MEETING and found.target is not None and not found.noun:
        out.extend(p for p in scene.resolve(s, found.target) if p.kind in ACTORS)
    return tuple(dict.fromkeys(out))


def _halted(scene: Scene, s: Sentence, found: Found, party: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whose contribution a block stops: the nationality or the owner inside what is blocked, else who stops it."""
    own: tuple[Party, ...] = ()
    what = found.actor if found.frame.intransitive else found.target
    if what is not None:
        low, high = syntax.phrase(s, what)
        own = tuple(p for p in nationality(scene, s, low, high) if p.kind == "state")
        owner = syntax.child(s, what, "poss")
        own += tuple(p for p in (scene.resolve(s, owner) if owner is not None else ()) if p.kind == "state")
    if found.frame.intransitive:
        return own[:1]
    own = tuple(p for p in own if p.id != scene.cast.host) or own
    context = context_giver(scene, s)
    if own and not (context and own[0].id == scene.cast.host and found.frame.event is Event.BLOCKED):
        return own[:1]
    if found.actor is not None and _is_court(s, found.actor):
        return context or _seat(scene, s, found.actor)
    acts = tuple(p for p in party if p.kind in ("state", "body"))
    return acts[:1] or context


def _is_court(s: Sentence, actor: int) -> bool:
    low, high = syntax.phrase(s, actor)
    return any(s.lower[i] in WORDS["courts"] for i in range(low, high))


def _seat(scene: Scene, s: Sentence, actor: int) -> tuple[Party, ...]:
    """The country in which a court sits, where its phrase names it."""
    for m in scene.mentions_in(s, *s.subtree(actor)):
        country = m.party.id if m.party.kind == "state" else m.party.country
        if country:
            return (Party(id=country, name=country, kind="state"),)
    return ()


def _number_after(s: Sentence, target: int) -> int | None:
    """The token of the plain number behind a noun ("resolution 2699")."""
    after = target + 1
    return after if after < len(s.words) and s.words[after].isdigit() else None


def _object(scene: Scene, s: Sentence, found: Found) -> str | None:
    frame, target = found.frame, found.target
    if frame.event in MANDATES:
        for k in range(len(s.words) - 1):
            if s.lower[k] in INSTRUMENTS.instruments and _number_after(s, k) is not None:
                return scene.text[s.starts[k] : s.ends[k + 1]]
    if target is None:
        return None
    low, high = syntax.phrase(s, target)
    inside = scene.mentions_in(s, low, max(high, target + 1))
    named = [m for m in inside if m.end >= s.starts[target]]
    named = named or [m for m in inside if m.party.kind == "person" and frame.event is Event.APPOINTMENT]
    if named:
        return named[-1].party.id
    if frame.event is Event.MANDATE_SOUGHT and inside:
        return inside[0].party.id
    return scene.text[s.starts[low] : s.ends[high - 1]]


def _place(scene: Scene, s: Sentence, found: Found) -> str | None:
    anchors = [found.trigger] if found.target is None else [found.trigger, found.target]
    if found.frame.event is Event.VISIT and found.target is not None:
        for party in scene.resolve(s, found.target):
            if party.kind in checks.PLACES and (party.country or party.kind == "state"):
                return party.country or party.id
    for anchor in anchors:
        for p, o in syntax.preposition(s, anchor):
            if s.lower[p] in G["goal"] or s.lower[p] in G["of"]:
                for party in scene.resolve(s, o):
                    state = party.id if party.kind == "state" else party.country
                    if state and party.kind in ("state", "place", "region", "person"):
                        return state
    return scene.cast.host
