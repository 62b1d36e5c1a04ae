"""Milestones: dated acts that change what is possible, said with a verb or with a noun."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import milestone_checks as checks
from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, in_condition, possible
from musterbook.claims.milestone_drafts import Found, draft
from musterbook.claims.scene import Scene, match, match_before
from musterbook.claims.times import clause_bounds
from musterbook.lexicons.frames import EventFrame, grammar, milestones
from musterbook.lexicons.mandates import mandate_words
from musterbook.model import Event, Polarity, Sentence

G = grammar()
FRAMES = milestones()
TRIGGERS = {
    form: tuple(frame for frame in FRAMES if form in frame.verbs or form in frame.nouns)
    for form in {form for frame in FRAMES for form in (*frame.verbs, *frame.nouns)}
}
"""The frames of each word that can tell an event, in their order."""
HALTS = frozenset({Event.BLOCKED, Event.UNBLOCKED})
"""What is not stopped, or not yet freed, goes on as before: no act."""
TOLD_BY_TEXT = frozenset({Event.MANDATE_RENEWED, Event.UNBLOCKED, Event.BODY_CREATED})
"""What a resolution does says more than that it was adopted."""
INSTRUMENTS = mandate_words().instruments
QUESTION = "?"
A_DAY = "2024-03-01"
"""A TIMEX3 value of a day, or of a weekday, is at least as long."""


def milestones_in(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """All milestone drafts of one sentence, each event once a trigger."""
    if s.words and s.words[-1] == QUESTION:
        return
    found = []
    for i in range(len(s.words)):
        frames = TRIGGERS.get(s.lower[i])
        if frames is None:
            continue
        hit = next((h for frame in frames if (h := _found(scene, s, i, frame)) is not None), None)
        if hit is not None:
            found.append(hit)
    for hit in _merged(s, found):
        if _restated(s, hit, found):
            continue
        told = draft(scene, s, hit)
        if told.event not in HALTS or told.polarity is Polarity.AFFIRMED:
            yield told


def _restated(s: Sentence, hit: Found, found: list[Found]) -> bool:
    """Whether another act of the sentence is the same one and says more.

    A verb says more than the noun.
    """
    return hit.noun and any(
        not other.noun and (other.frame.event is hit.frame.event or other.target == hit.trigger) for other in found
    )


def _merged(s: Sentence, found: list[Found]) -> list[Found]:
    """ "adopted resolution 2717, which extends the mandate": one act, told by what the text does, of its adopter."""
    out = list(found)
    for told in [f for f in found if f.frame.event in TOLD_BY_TEXT and not f.noun]:
        above = {told.trigger, *syntax.ancestors(s, told.trigger)}
        for adopted in [f for f in found if f.frame.event is Event.MANDATE_ADOPTED and not f.noun]:
            target = adopted.target
            text = target is not None and s.lower[target] in INSTRUMENTS
            below = told.trigger in syntax.ancestors(s, adopted.trigger)
            if not text or adopted not in out or not (adopted.trigger in above or target in above or below):
                continue
            out.remove(adopted)
            if told.actor is None or s.lower[told.actor] in INSTRUMENTS:
                out[out.index(told)] = told = replace(told, actor=adopted.actor)
    return [hit for hit in out if not _by_text(s, hit, out)]


def _by_text(s: Sentence, hit: Found, found: list[Found]) -> bool:
    """ "adopted resolution 2719, authorising the force": what the text authorises is the act of its adoption."""
    if hit.frame.event is not Event.MANDATE_ADOPTED or s.tags[hit.trigger] != "VBG":
        return False
    above = syntax.ancestors(s, hit.trigger)
    return any(
        other.frame.event is hit.frame.event
        and other.trigger in above
        and other.target is not None
        and s.lower[other.target] in INSTRUMENTS
        for other in found
    )


def _found(scene: Scene, s: Sentence, i: int, frame: EventFrame) -> Found | None:
    verbal = s.pos[i] in ("VERB", "AUX") or s.tags[i].startswith("VB")
    if verbal or any(s.deps[c] == "aux" for c in s.children[i]):
        hit = _verb(scene, s, i, frame)
        if hit is not None:
            return hit
    return _noun(scene, s, i, frame) if s.pos[i] in ("NOUN", "PROPN") else None


def _verb(scene: Scene, s: Sentence, v: int, frame: EventFrame) -> Found | None:
    words = frame.verbs.get(s.lower[v])
    hit = match(s, v, words) if words else None
    if hit is None or in_condition(s, v) or checks.topic(s, v) or (checks.only_wanted(s, v) and not frame.ahead):
        return None
    if frame.dated and not _dated_clause(scene, s, v, to_the_day=frame.ahead):
        return None
    decider = checks.decided(s, v)
    if decider is None:
        decider = checks.failed(s, v)
    if not _happens(s, v, frame, decided=decider is not None):
        return None
    passive = syntax.is_passive(s, v)
    actor = syntax.agent(s, v) if passive else checks.doer(s, v if decider is None else decider)
    target = _target(scene, s, v, frame, hit[1])
    if frame.intransitive:
        actor = checks.doer(s, v)
        if actor is None or not checks.acts(scene, s, actor, frame) or _of_oneself(s, v):
            return None
        if frame.several and (_has_object(s, v, hit[1]) or not checks.several(scene, s, actor)):
            return None
        target = None
    elif target is None and not frame.alone:
        return None
    elif actor is None:
        if frame.actors and (not passive or frame.active):
            return None
    elif not checks.acts(scene, s, actor, frame):
        return None
    if frame.joint and checks.with_barred(s, v, target, frame):
        return None
    return Found(frame=frame, trigger=v, last=hit[1], actor=actor, target=target, decider=decider)


def _of_oneself(s: Sentence, v: int) -> bool:
    """ "resigned himself to a long wait" is another sense."""
    return any(s.lower[o] in checks.WORDS["oneself"] for o in syntax.children(s, v, "dobj"))


def _target(scene: Scene, s: Sentence, v: int, frame: EventFrame, last: int) -> int | None:
    if frame.complement:
        return next((i for i in range(v, syntax.clause_end(s, v, frozenset())) if s.lower[i] in frame.objects), None)
    if frame.clause:
        return checks.clause_target(s, v, frame)
    return next(iter(checks.targets(scene, s, v, frame, last)), None)


def _happens(s: Sentence, v: int, frame: EventFrame, *, decided: bool) -> bool:
    """Whether the time of the verb is one that the event asks for: done, or ahead where a plan is the event."""
    kind = syntax.tense(s, v)
    ahead = kind in checks.UNREAL or possible(s, v)
    if s.deps[v] == "amod" or (frame.finite and s.deps[v] in ("acl", "relcl")):
        return False
    stands = kind == syntax.PRESENT and syntax.is_passive(s, v) and not s.is_headline
    if stands and frame.event in (Event.MANDATE_ADOPTED, Event.APPROVAL):
        return False  # "is authorised to use force": what stands, not the act
    if frame.ahead:
        planned = kind == syntax.INFINITIVE and s.lower[s.heads[v]] in checks.WORDS["planning"]
        return planned or (kind == syntax.FUTURE and not possible(s, v))
    if frame.future and not (ahead or _scheduled(s, v)):
        return False
    if kind == syntax.NECESSITY or (frame.finite and kind == syntax.INFINITIVE and not decided):
        return False
    if ahead and not (frame.plan or decided or checks.asserted(s, v, kind, frame)):
        return False
    return not (frame.past and kind == syntax.PRESENT and not s.is_headline)


def _dated_clause(scene: Scene, s: Sentence, v: int, *, to_the_day: bool) -> bool:
    """Whether the clause says when; what lies ahead must name the day."""
    low, high = clause_bounds(s, v, s.starts[v], s.ends[v])
    dates = (p for p in scene.periods_in(low, high) if checks.says_when(p))
    return any(not to_the_day or len(p.timex) >= len(A_DAY) for p in dates)


def _scheduled(s: Sentence, v: int) -> bool:
    return syntax.is_passive(s, v) or (s.tags[v] in ("VBN", "VBD") and s.deps[v] in ("acl", "amod", "pcomp"))


def _noun(scene: Scene, s: Sentence, i: int, frame: EventFrame) -> Found | None:
    words = frame.nouns.get(s.lower[i])
    hit = match_before(s, i, words) if words else None
    if hit is None or s.deps[i] in ("compound", "amod") or in_condition(s, i):
        return None
    low, high = syntax.phrase(s, i)
    near = set(s.lower[low:high]) | {s.lower[o] for _, o in syntax.preposition(s, i)}
    near |= {s.lower[p] for p, _ in syntax.preposition(s, i)} | {s.lower[c] for c in s.children[i]}
    if (frame.needs and not near & frame.needs) or near & (frame.unless | checks.WORDS["elsewhere"]):
        return None
    if _anaphor(s, i) or (not frame.plan and checks.unreal_noun(s, i)):
        return None
    owner = syntax.child(s, i, "poss")
    if owner is None:
        owner = next((o for _, o in syntax.preposition(s, i, *G["agent"])), None)
    if owner is None and frame.joint:
        owner = i
    if owner is None and frame.event is Event.COUP:
        owner = _seizer(s, i)
    if owner is None and frame.event is Event.VISIT:
        owner = checks.traveller(s, i)
    target = next((o for p, o in syntax.preposition(s, i, *G["of"])), None)
    found = Found(frame=frame, trigger=i, last=hit[1], noun=True, actor=owner, target=target)
    return found if _noun_holds(scene, s, found) else None


def _noun_holds(scene: Scene, s: Sentence, found: Found) -> bool:
    """What the noun of an event must have beside it to tell an act, and not a topic."""
    frame, i = found.frame, found.trigger
    if frame.event is Event.ASSASSINATION:
        return _victim(scene, s, i, frame)
    if frame.owned and syntax.child(s, i, "poss") is None and not _named_with(scene, s, i):
        return False
    if not frame.dated:
        return True
    if frame.event is Event.MEETING and checks.only_audience(s, i):
        return False
    span = draft(scene, s, found)
    tokens = [k for k in range(len(s.words)) if span.start <= s.starts[k] < span.end]
    if checks.settled(scene, s, i, tokens[0], tokens[-1] + 1):
        return True
    if frame.event is Event.MEETING:
        return _named_with(scene, s, i)
    if frame.event is Event.COUP:
        return any(s.deps[c] == "relcl" for c in s.children[i])
    return checks.located(scene, s, i) and s.tags[i] != "NNS"


def _named_with(scene: Scene, s: Sentence, i: int) -> bool:
    """ "talks with Prime Minister Conille": a named person on the other side."""
    for _, o in syntax.preposition(s, i, *G["with"]):
        if any(m.party.kind == "person" for m in scene.mentions_in(s, *s.subtree(o))):
            return True
    return False


def _seizer(s: Sentence, i: int) -> int | None:
    """Who acts "in a coup": the subject of the verb on which it hangs."""
    up = s.heads[i]
    if s.deps[i] != "pobj" or s.lower[up] not in G["place"]:
        return None
    verb = s.heads[up]
    return syntax.subject(s, verb) if s.pos[verb] == "VERB" and not syntax.is_passive(s, verb) else None


def _anaphor(s: Sentence, i: int) -> bool:
    """ "the coup", "this attack": a definite noun with nothing to tell it apart points back and tells nothing new."""
    others = [c for c in s.children[i] if s.deps[c] not in ("det", "punct", "cc", "case")]
    return any(s.lower[c] in G["definite"] for c in s.children[i]) and not others


def _victim(scene: Scene, s: Sentence, i: int, frame: EventFrame) -> bool:
    for o in (*(o for _, o in syntax.preposition(s, i, *G["of"])), *syntax.children(s, i, "poss")):
        low, high = syntax.phrase(s, o)
        if any(m.party.kind == "person" for m in scene.mentions_in(s, low, max(high, s.subtree(o)[1]))):
            return True
        if {s.lower[k] for k in range(low, high)} & frame.needs:
            return True
    return False


def _has_object(s: Sentence, v: int, last: int) -> bool:
    """Whether a verb that asks for none has an object of its own ("met the target")."""
    return syntax.child(s, v, "dobj") not in (None, last)
