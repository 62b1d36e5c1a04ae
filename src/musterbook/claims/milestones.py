"""Milestones: dated acts that change what is possible, said with a verb or with a noun."""

from collections.abc import Iterator

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, possible
from musterbook.claims.giving import context_giver
from musterbook.claims.scene import Scene, match, match_before
from musterbook.claims.things import nationality
from musterbook.lexicons.frames import EventFrame, commitments, grammar, milestones
from musterbook.model import Certainty, Event, Family, Part, Party, Polarity, Sentence, Stage

G = grammar()
FRAMES = milestones()
TRIGGERS = frozenset(form for frame in FRAMES for form in (*frame.verbs, *frame.nouns))
DEEDS = commitments().deeds
COUNCIL = "un-security-council"
STANCES = commitments().stance_verbs
WANTED = frozenset({Stage.REQUEST, Stage.INTEREST, Stage.OFFER})


def milestones_in(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """All milestone drafts of one sentence, each event once a trigger."""
    for i in range(len(s.words)):
        if s.lower[i] not in TRIGGERS:
            continue
        for frame in FRAMES:
            draft = None
            if s.pos[i] in ("VERB", "AUX") or s.tags[i].startswith("VB"):
                draft = _verb(scene, s, i, frame)
            if draft is None and s.pos[i] in ("NOUN", "PROPN"):
                draft = _noun(scene, s, i, frame)
            if draft is not None:
                yield draft
                break


def _verb(scene: Scene, s: Sentence, v: int, frame: EventFrame) -> Draft | None:
    words = frame.verbs.get(s.lower[v])
    if not words or in_condition(s, v) or _only_wanted(s, v):
        return None
    hit = match(s, v, words)
    if hit is None:
        return None
    passive = syntax.is_passive(s, v)
    actor = syntax.agent(s, v) if passive else syntax.subject(s, v)
    targets = _targets(scene, s, v, frame, hit[1])
    if frame.complement:
        targets = [i for i in range(v, syntax.clause_end(s, v, frozenset())) if s.lower[i] in frame.objects][:1]
    target = targets[0] if targets else None
    if frame.intransitive:
        target = None
        if actor is None or not _acts(scene, s, actor, frame):
            return None
    elif target is None or (
        frame.actors
        and not (_acts(scene, s, actor, frame) if actor is not None else passive and not frame.object_names)
    ):
        return None
    kind = syntax.tense(s, v)
    ahead = kind in (syntax.FUTURE, syntax.INFINITIVE, syntax.PROGRESSIVE) or possible(s, v)
    if frame.ahead and (kind != syntax.FUTURE or possible(s, v)):
        return None
    if frame.future and not (ahead or _scheduled(s, v, passive)):
        return None
    if ahead and not frame.plan and not _asserted(s, v, kind):
        return None
    if not ahead and frame.event is Event.MEETING and kind == syntax.PRESENT:
        return None
    return _draft(scene, s, frame, v, (actor, target, hit[1]), "verb")


def _only_wanted(s: Sentence, v: int) -> bool:
    """Whether the verb is what somebody asks for, offers or weighs: a commitment's matter, no act."""
    for i in syntax.ancestors(s, v):
        if s.deps[v] not in ("ccomp", "xcomp", "pcomp", "advcl", "acl"):
            return False
        pairs = STANCES.get(s.lower[i], ())
        if s.pos[i] == "VERB" and any(stance.stage in WANTED and match(s, i, (word,)) for word, stance in pairs):
            return s.deps[v] != "advcl"
        v = i
    return False


def _asserted(s: Sentence, v: int, kind: str) -> bool:
    """A gerund or infinitive below a past verb of success tells a deed ("made progress in securing")."""
    if kind == syntax.PROGRESSIVE and not syntax.auxiliaries(s, v):
        above = next((a for a in syntax.ancestors(s, v) if s.pos[a] in ("VERB", "AUX")), None)
        return above is not None and s.pos[above] == "VERB" and syntax.tense(s, above) == syntax.PAST
    return False


def _scheduled(s: Sentence, v: int, passive: bool) -> bool:
    return passive or (s.tags[v] in ("VBN", "VBD") and s.deps[v] in ("acl", "amod", "pcomp"))


def _targets(scene: Scene, s: Sentence, v: int, frame: EventFrame, last: int) -> list[int]:
    heads = list(syntax.objects(s, v))
    if not heads and last > v:
        heads = [o for p, o in syntax.preposition(s, v) if p <= last]
        heads += [o for c in s.children[v] for o in syntax.children(s, c, "pobj", "dobj") if c <= last]
    if not heads and s.deps[v] == "conj" and s.heads[v] != v:
        heads = [o for o in syntax.objects(s, s.heads[v]) if o > v]
    if not heads and not syntax.is_passive(s, v):
        heads = [o for p, o in syntax.preposition(s, v, *G["with"], *G["infinitive"], *G["of"])]
    fitting = [h for h in heads if _fits(scene, s, h, frame)]
    if not fitting and frame.event is Event.BLOCKED:
        fitting = [p for _, p in syntax.preposition(s, v, *G["source"]) if s.lower[p] in DEEDS]
    if not fitting and frame.event is Event.MANDATE_ADOPTED and syntax.is_passive(s, v):
        fitting = [h for h in heads if any(p.kind == "mission" for p in scene.resolve(s, h))]
    return fitting


def _fits(scene: Scene, s: Sentence, head: int, frame: EventFrame) -> bool:
    low, high = syntax.phrase(s, head)
    words = {s.lower[i] for i in range(low, high)}
    if s.lower[head] in frame.objects or any(
        " ".join(s.lower[i : i + 2]) in frame.objects for i in range(low, high - 1)
    ):
        return True
    people = [m for m in scene.mentions_in(s, low, high) if m.party.kind == "person" and m.end >= s.starts[head]]
    if frame.object_office:
        return bool(words & frame.needs) and bool(people or words & frame.needs)
    if frame.object_names and frame.event is Event.VISIT:
        return any(m.party.kind in ("state", "place", "region") for m in scene.mentions_in(s, low, high))
    if frame.object_names and frame.event is Event.MEETING:
        return bool(people) or any(
            s.starts[head] < m.end and m.party.kind == "body" for m in scene.mentions_in(s, low, high)
        )
    if frame.object_names and frame.event is Event.ASSASSINATION:
        return bool(people) or s.tags[head] == "NNP"
    if frame.object_names:
        return bool(people)
    return bool(words & frame.objects) and not s.tags[head].startswith("PRP")


def _acts(scene: Scene, s: Sentence, actor: int, frame: EventFrame) -> bool:
    """Whether the actor is of a kind that the event asks for: a noun of the frame, or a party of a named kind."""
    low, high = syntax.phrase(s, actor)
    if any(s.lower[i] in frame.actors for i in range(low, high)):
        return True
    parties = scene.resolve(s, actor)
    return any(p.kind in frame.actors or (p.via or p.name).lower().split()[-1] in frame.actors for p in parties)


def _noun(scene: Scene, s: Sentence, i: int, frame: EventFrame) -> Draft | None:
    words = frame.nouns.get(s.lower[i])
    if not words:
        return None
    hit = match_before(s, i, words)
    if hit is None:
        return None
    low, high = syntax.phrase(s, i)
    near = set(s.lower[low:high]) | {s.lower[o] for p, o in syntax.preposition(s, i)}
    near |= {s.lower[p] for p, _ in syntax.preposition(s, i)} | {s.lower[c] for c in s.children[i]}
    if (frame.needs and not near & frame.needs) or near & frame.unless:
        return None
    if (
        frame.event is Event.VISIT
        and not any(m.party.kind in ("state", "place", "region") or True for m in scene.mentions_in(s, low, high))
        and not syntax.child(s, i, "poss")
    ):
        return None
    if frame.event is Event.ASSASSINATION and not _victim(scene, s, i, frame):
        return None
    if frame.event is Event.ATTACK and (s.deps[i] in ("compound", "amod") or s.tags[i] == "NNS"):
        return None
    if frame.event in (Event.MEETING, Event.AGREEMENT) and s.deps[i] in ("compound",):
        return None
    if _anaphor(s, i):
        return None
    owner = syntax.child(s, i, "poss")
    if owner is None:
        owner = next((o for _, o in syntax.preposition(s, i, *G["agent"])), None)
    target = next((o for p, o in syntax.preposition(s, i, *G["of"])), None)
    return _draft(scene, s, frame, i, (owner, target, hit[1]), "noun")


def _anaphor(s: Sentence, i: int) -> bool:
    """ "the coup", "this attack": a definite noun with nothing to tell it apart points back and tells nothing new."""
    others = [c for c in s.children[i] if s.deps[c] not in ("det", "punct", "cc", "case")]
    return any(s.lower[c] in G["definite"] for c in s.children[i]) and not others


def _victim(scene: Scene, s: Sentence, i: int, frame: EventFrame) -> bool:
    for o in (*(o for _, o in syntax.preposition(s, i, *G["of"])), *syntax.children(s, i, "poss")):
        low, high = syntax.phrase(s, o)
        people = any(m.party.kind == "person" for m in scene.mentions_in(s, low, max(high, s.subtree(o)[1])))
        if people and (not frame.object_office or {s.lower[k] for k in range(low, high)} & frame.needs or True):
            return True
        if {s.lower[k] for k in range(low, high)} & frame.needs:
            return True
    return False


def _draft(
    scene: Scene, s: Sentence, frame: EventFrame, i: int, tokens: tuple[int | None, int | None, int], how: str
) -> Draft:
    actor, target, last = tokens
    low, high = min(i, last), max(i, last) + 1
    if how == "noun":
        left, right = syntax.phrase(s, i)
        low, high = min(low, left), max(high, right)
    inherited = how == "verb" and actor is not None and syntax.child(s, i, "nsubj", "nsubjpass") is None
    for token in (actor, target):
        if token is not None and abs(token - i) < 40 and not (inherited and token == actor and actor < i):
            left, right = syntax.coordinated_phrase(s, token)
            low, high = min(low, left), max(high, right)
    helpers = [c for c in s.children[i] if s.deps[c] in ("aux", "auxpass", "neg")]
    low = min(low, i, *helpers)
    high = max(high, _dated_end(scene, s, i, high))
    start, end = syntax.text_between(s, scene.text, low, high)
    parts: tuple[Part, ...] = ()
    if actor is not None and not low <= actor < high:
        first, after = syntax.phrase(s, actor)
        parts = (Part(slot="party", start=s.starts[first], end=s.ends[after - 1]),)
    party = _party(scene, s, actor)
    if frame.event in (Event.BLOCKED, Event.UNBLOCKED):
        party = _halted(scene, s, target) or tuple(p for p in party if p.kind == "state") or context_giver(scene, s)
    if frame.event is Event.ASSESSMENT and not party:
        party = tuple(m.party for m in scene.mentions_in(s, low, high) if m.party.kind == "state")[:1]
    if frame.event is Event.MANDATE_ADOPTED and not party and _numbered(s, target):
        party = (Party(id=COUNCIL, name=COUNCIL, kind="body"),)
    if not party and frame.event is Event.MEETING:
        bodies = [m.party for m in scene.cast.within(start, end) if m.party.kind == "body"]
        party = tuple(bodies[:1])
    return Draft(
        rule=f"milestone.{frame.event}.{how}",
        family=Family.MILESTONE,
        event=frame.event,
        sentence=s,
        verb=i,
        start=start,
        end=end,
        party=party,
        object=_object(scene, s, frame, target),
        place=_place(scene, s, i, target),
        polarity=Polarity.DENIED if how == "verb" and denied(s, i, actor) else Polarity.AFFIRMED,
        certainty=Certainty.POSSIBLE if how == "verb" and possible(s, i) else Certainty.STATED,
        parts=parts,
        planned=frame.event in (Event.ELECTION_SET,) or (how == "verb" and syntax.tense(s, i) == syntax.FUTURE),
    )


def _dated_end(scene: Scene, s: Sentence, i: int, high: int) -> int:
    """A goal or a date that follows the phrase directly belongs to the evidence ("to the country in March 2024")."""
    if s.pos[i] in ("NOUN", "PROPN"):
        for p, o in syntax.preposition(s, i, *G["receiver"]):
            if p == high:
                high = syntax.phrase(s, o)[1]
    for p, o in syntax.preposition(s, i):
        if p == high and scene.periods_in(s.starts[p], s.ends[s.subtree(o)[1] - 1]):
            return s.subtree(o)[1]
    if high < len(s.words):
        found = scene.periods_in(s.starts[high], s.ends[min(high + 1, len(s.words) - 1)])
        if found:
            return next((k for k in range(high, len(s.words)) if s.starts[k] >= found[0].end_char), len(s.words))
    return high


def _halted(scene: Scene, s: Sentence, target: int | None) -> tuple[Party, ...]:
    """Whose contribution a block stops: the nationality or the owner inside what is blocked."""
    if target is None:
        return ()
    low, high = syntax.phrase(s, target)
    own = nationality(scene, s, low, high)
    owner = syntax.child(s, target, "poss")
    named = scene.resolve(s, owner) if owner is not None else ()
    return own[:1] or tuple(p for p in named if p.kind == "state")[:1]


def _numbered(s: Sentence, target: int | None) -> bool:
    """ "Resolution 2699 was adopted": a resolution with a plain number is the Security Council's."""
    return target is not None and any(s.words[c].isdigit() for c in s.children[target])


def _party(scene: Scene, s: Sentence, actor: int | None) -> tuple[Party, ...]:
    if actor is None:
        return ()
    out: list[Party] = []
    for member in syntax.conjuncts(s, actor):
        out.extend(scene.resolve(s, member) or nationality(scene, s, *syntax.phrase(s, member)))
    return tuple(dict.fromkeys(out))[:1]


def _object(scene: Scene, s: Sentence, frame: EventFrame, target: int | None) -> str | None:
    if target is None:
        return None
    low, high = syntax.phrase(s, target)
    named = [m for m in scene.mentions_in(s, low, max(high, target + 1)) if m.end >= s.starts[target]]
    if named:
        return named[-1].party.id
    if frame.event is Event.MANDATE_SOUGHT:
        inside = scene.mentions_in(s, low, high)
        if inside:
            return inside[0].party.id
    return scene.text[s.starts[low] : s.ends[high - 1]]


def _place(scene: Scene, s: Sentence, i: int, target: int | None) -> str | None:
    anchors = [i] if target is None else [i, target]
    for anchor in anchors:
        for p, o in syntax.preposition(s, anchor):
            if s.lower[p] in G["goal"] or s.lower[p] in G["of"]:
                for party in scene.resolve(s, o):
                    state = party.id if party.kind == "state" else party.country
                    if state and party.kind in ("state", "place", "region", "person"):
                        return state
    return scene.cast.host
