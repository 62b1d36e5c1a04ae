"""What a milestone asks of the words around its trigger: who acts, on what, when, and whether at all."""

from collections.abc import Iterator

from musterbook.claims import syntax
from musterbook.claims.drafts import denied, possible
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene, match
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import EventFrame, grammar, milestone_words, speech
from musterbook.model import Event, Sentence, Stage, Stance, TimeExpression

G = grammar()
WORDS = milestone_words()
DEEDS = commitments().deeds
STANCES = commitments().stance_verbs
DENIALS = speech().stances[Stance.DENIES]
TELLING = speech().telling
WANTED = frozenset({Stage.REQUEST, Stage.INTEREST, Stage.OFFER})
DASHES = frozenset({"-", "–", "—", "--"})
PLACES = frozenset({"state", "place", "region"})
LONGEST_CLAUSE = 15
"""Tokens of a clause in which its object is looked for, and that belong to the words of the act."""
UNREAL = frozenset({syntax.FUTURE, syntax.INFINITIVE, syntax.PROGRESSIVE, syntax.NECESSITY})


def doer(s: Sentence, v: int) -> int | None:
    """The subject of a verb; where the parser takes a dateline for it, what stands beside ("Kinshasa - The UN")."""
    if s.deps[v] == "auxpass":
        return doer(s, s.heads[v])
    own = [c for c in s.children[v] if c < v and s.deps[c] in ("nsubj", "nsubjpass")]
    found = own[-1] if len(own) > 1 else syntax.subject(s, v)
    if found is None or found > 0 or found not in own:
        return found
    dash = next((i for i in range(found, v) if s.words[i] in DASHES), None)
    if dash is None:
        return found
    behind = [i for i in range(dash, v) if s.deps[i] == "appos" and s.pos[i] in ("NOUN", "PROPN", "PRON")]
    return behind[-1] if behind else found


def only_wanted(s: Sentence, v: int) -> bool:
    """Whether the verb is what somebody asks for, offers or weighs: a commitment's matter, no act."""
    for i in syntax.ancestors(s, v):
        if s.deps[v] not in ("ccomp", "xcomp", "pcomp", "advcl", "acl"):
            return False
        if s.pos[i] == "VERB" and _wants(s, i):
            return s.deps[v] != "advcl"
        v = i
    return False


def _wants(s: Sentence, i: int) -> bool:
    pairs = STANCES.get(s.lower[i], ())
    return any(stance.stage in WANTED and match(s, i, (word,)) for word, stance in pairs)


def governor(s: Sentence, i: int) -> int | None:
    """The verb on which a noun hangs, through prepositions and other nouns."""
    return next((a for a in syntax.ancestors(s, i) if s.pos[a] in ("VERB", "AUX")), None)


def unreal_noun(s: Sentence, i: int) -> bool:
    """Whether a noun is only planned, wanted, feared or denied by the words above it ("called for a summit")."""
    g = governor(s, i)
    if any(a != g and s.lower[a] in WORDS["hearsay"] for a in _nouns_above(s, i)):
        return True
    if g is None or (s.deps[i] in ("nsubj", "nsubjpass") and s.heads[i] == g and s.lower[g] in G["be"]):
        return False
    if any(s.deps[a] == "prep" and s.lower[a] in WORDS["behind"] for a in _between(s, i, g)):
        return False
    if s.lower[g] in WORDS["voided"] or any(s.lower[a] in WORDS["coming"] for a in _between(s, i, g)):
        return True
    negated = s.deps[i] in ("dobj", "nsubjpass") and s.heads[i] == g and denied(s, g)
    return negated or syntax.tense(s, g) in (syntax.FUTURE, syntax.NECESSITY) or possible(s, g) or _wants(s, g)


def traveller(s: Sentence, i: int) -> int | None:
    """Who makes a visit that is the object of a verb: its subject ("The minister cut short a visit to Chad")."""
    up = s.heads[i]
    return doer(s, up) if s.deps[i] == "dobj" and not syntax.is_passive(s, up) else None


def only_audience(s: Sentence, i: int) -> bool:
    """Whether a meeting only hears something, goes on since a day, or is where something else was done."""
    up = s.heads[i]
    if any(s.lower[p] in WORDS["lasting"] for p, _ in syntax.preposition(s, i)):
        return True
    if s.deps[i] in ("dobj", "dative") and s.lower[up] in TELLING:
        return True
    return s.deps[i] == "pobj" and s.pos[s.heads[up]] == "VERB" and syntax.is_passive(s, s.heads[up])


def _between(s: Sentence, i: int, g: int) -> Iterator[int]:
    for a in syntax.ancestors(s, i):
        if a == g:
            return
        yield a


def topic(s: Sentence, v: int) -> bool:
    """Whether the clause hangs on a noun that only talks of it ("on condition that the Council approves")."""
    for i in (v, *syntax.ancestors(s, v)):
        up = s.heads[i]
        on_noun = s.deps[i] in ("acl", "ccomp") and s.pos[up] == "NOUN"
        if on_noun and (s.lower[up] in WORDS["hearsay"] or _denied_report(s, up)):
            return True
        if s.deps[i] not in ("xcomp", "conj", "aux", "pcomp", "prep", "acl", "ccomp"):
            return False
    return False


def _denied_report(s: Sentence, noun: int) -> bool:
    g = governor(s, noun)
    return g is not None and s.lower[g] in DENIALS


def _nouns_above(s: Sentence, i: int) -> Iterator[int]:
    for a in syntax.ancestors(s, i):
        if s.pos[a] in ("VERB", "AUX"):
            if s.pos[a] == "VERB":
                yield a
            return
        yield a


def decided(s: Sentence, v: int) -> int | None:
    """The past verb of decision below which an infinitive tells a deed ("voted 14-0 to authorise")."""
    if syntax.tense(s, v) != syntax.INFINITIVE:
        return None
    if s.deps[v] == "conj" and s.heads[v] != v:
        return decided(s, s.heads[v])
    up = s.heads[v]
    if s.deps[v] not in ("xcomp", "ccomp", "advcl") or s.lower[up] not in WORDS["decisions"]:
        return None
    return up if s.pos[up] == "VERB" and syntax.tense(s, up) == syntax.PAST and not only_wanted(s, up) else None


def failed(s: Sentence, v: int) -> int | None:
    """The verb of failing below which an infinitive tells what did not happen ("failed to reach a deal")."""
    up = s.heads[v]
    if s.deps[v] != "xcomp" or s.lower[up] not in WORDS["failing"] or syntax.tense(s, up) != syntax.PAST:
        return None
    return up


def asserted(s: Sentence, v: int, kind: str, frame: EventFrame) -> bool:
    """A gerund below a past verb tells a deed ("made progress in securing"), and so does "was putting on hold"."""
    if kind != syntax.PROGRESSIVE:
        return False
    own = syntax.auxiliaries(s, v)
    if frame.progressive and (not own or not possible(s, v)):
        return syntax.tense(s, v) == syntax.PROGRESSIVE
    if own:
        return False
    above = next((a for a in syntax.ancestors(s, v) if s.pos[a] in ("VERB", "AUX")), None)
    return above is not None and s.pos[above] == "VERB" and syntax.tense(s, above) == syntax.PAST


def disowned(s: Sentence, v: int) -> bool:
    """Whether the clause is what somebody denies ("denied that officers had resigned")."""
    return s.deps[v] in ("ccomp", "pcomp") and any(
        s.lower[a] in DENIALS for a in syntax.ancestors(s, v) if s.pos[a] == "VERB"
    )


def targets(scene: Scene, s: Sentence, v: int, frame: EventFrame, last: int) -> list[int]:
    """Heads of the phrases on which the verb acts and that the frame accepts."""
    heads = list(syntax.objects(s, v))
    if last > v:
        heads += [o for p, o in syntax.preposition(s, v) if p <= last]
        heads += [o for c in s.children[v] for o in syntax.children(s, c, "pobj", "dobj") if c <= last]
    if not heads and s.deps[v] == "conj" and s.heads[v] != v:
        heads = [o for o in syntax.objects(s, s.heads[v]) if o > v]
    fitting = [h for h in heads if fits(scene, s, h, frame)]
    if not fitting and frame.prepositions:
        through = [k for _, o in syntax.preposition(s, v, *frame.prepositions) for k in syntax.conjuncts(s, o)]
        through += [o for h in heads for _, o in syntax.preposition(s, h, *frame.prepositions)]
        fitting = [h for h in through if fits(scene, s, h, frame)]
    elif not fitting and not heads and not syntax.is_passive(s, v):
        through = [o for _, o in syntax.preposition(s, v, *G["with"], *G["infinitive"], *G["of"])]
        fitting = [h for h in through if fits(scene, s, h, frame)]
    if not fitting and frame.event is Event.BLOCKED:
        fitting = [p for _, p in syntax.preposition(s, v, *G["source"]) if s.lower[p] in DEEDS]
    if not fitting and frame.event is Event.MANDATE_ADOPTED:
        fitting = [h for h in heads if any(p.kind == "mission" for p in scene.resolve(s, h))]
        if not fitting and syntax.is_passive(s, v) and scene.cast.mission is not None:
            fitting = [h for h in heads if s.lower[h] in WORDS["thing"]]
    return fitting


def clause_target(s: Sentence, v: int, frame: EventFrame) -> int | None:
    """The verb of the clause below `v` that the frame asks for ("urged the Council to authorise the force")."""
    for c in s.children[v]:
        if c > v and s.deps[c] in ("xcomp", "ccomp", "advcl", "pcomp") and s.lower[c] in frame.clause:
            low, high = s.subtree(c)
            words = frozenset(s.lower[low : min(high, c + LONGEST_CLAUSE)])
            asked = frozenset(s.lower[v:c])
            if frame.needs and not asked & frame.needs:
                continue
            if (not frame.objects or words & frame.objects) and not words & frame.unless:
                return c
    return None


def fits(scene: Scene, s: Sentence, head: int, frame: EventFrame) -> bool:
    """Whether the phrase of `head` may be what the frame's act is done to."""
    low, high = syntax.phrase(s, head)
    pronoun = s.tags[head].startswith("PRP")
    if pronoun:
        return frame.pronouns or any(p.kind in frame.object_kinds for p in scene.resolve(s, head))
    words = {s.lower[i] for i in range(low, high)}
    words |= {" ".join(s.lower[i : i + 2]) for i in range(low, high - 1)} | joined(s, low, high)
    if (words | {s.lower[o] for _, o in syntax.preposition(s, head)}) & frame.unless:
        return False
    if words & frame.objects:
        return not frame.object_office or bool(words & frame.needs)
    if not frame.object_kinds:
        return False
    named = [m for m in scene.mentions_in(s, low, high) if m.end >= s.starts[head]]
    if "person" in frame.object_kinds and s.lower[head] in frame.needs:
        named = list(scene.mentions_in(s, low, high))
    return any(m.party.kind in frame.object_kinds for m in named) or (frame.names and s.tags[head] == "NNP")


def acts(scene: Scene, s: Sentence, actor: int, frame: EventFrame) -> bool:
    """Whether the actor is of a kind that the event asks for: a noun of the frame, or a party of a named kind."""
    if barred(scene, s, actor, frame):
        return False
    if not frame.actors:
        return True
    if "person" in frame.actors and s.lower[actor] in WORDS["persons"]:
        return True
    for member in syntax.conjuncts(s, actor):
        low, high = syntax.phrase(s, member)
        if any(s.lower[i] in frame.actors for i in range(low, high)) or joined(s, low, high) & frame.actors:
            return True
        if s.lower[member] in G["they"] and _repeats(s, member, frame):
            return True
        meant = scene.resolve(s, member) or nationality(scene, s, low, high)
        if any(p.kind in frame.actors or _last_word(p.via or p.name) in frame.actors for p in meant):
            return True
    return False


def _repeats(s: Sentence, member: int, frame: EventFrame) -> bool:
    """ "Officers announced that they had taken power": whether the pronoun repeats an actor of the clause above."""
    up = next((a for a in syntax.ancestors(s, member) if s.deps[a] in ("ccomp", "advcl")), None)
    subject = syntax.child(s, s.heads[up], "nsubj") if up is not None else None
    if subject is None:
        return False
    low, high = syntax.phrase(s, subject)
    return any(s.lower[i] in frame.actors for i in range(low, high))


def joined(s: Sentence, low: int, high: int) -> set[str]:
    """Words with a hyphen among tokens `low` to before `high` ("run-off"), which are three tokens."""
    inner = range(max(low, 1), min(high, len(s.words) - 1))
    return {"".join(s.lower[i - 1 : i + 2]) for i in inner if s.words[i] in DASHES and s.starts[i] == s.ends[i - 1]}


def _last_word(name: str) -> str:
    return name.lower().split()[-1]


def barred(scene: Scene, s: Sentence, actor: int, frame: EventFrame) -> bool:
    """Whether the actor gives the act another sense (a club that signs, lawmakers who oust)."""
    low, high = syntax.phrase(s, actor)
    if any(s.lower[i] in frame.barred or s.lower[i] in WORDS["elsewhere"] for i in range(low, high)):
        return True
    return bool(frame.barred) and any(p.kind == "firm" for p in scene.resolve(s, actor))


def with_barred(s: Sentence, v: int, target: int | None, frame: EventFrame) -> bool:
    """Whether the other side of a joint act gives it another sense ("signed a deal with the firm")."""
    anchors = (v,) if target is None else (v, target)
    return any(s.lower[o] in frame.barred for a in anchors for _, o in syntax.preposition(s, a, *G["with"]))


def several(scene: Scene, s: Sentence, actor: int) -> bool:
    """Whether the actor is more than one, or a body: who can meet without saying whom."""
    plural = len(syntax.conjuncts(s, actor)) > 1 or s.tags[actor] in ("NNS", "NNPS")
    return plural or s.lower[actor] in WORDS["assemblies"] or any(p.kind == "body" for p in scene.resolve(s, actor))


def says_when(found: TimeExpression) -> bool:
    """Whether a time expression says when, even where its document gives no day to count from."""
    return found.known or found.role == "event"


def settled(scene: Scene, s: Sentence, i: int, low: int, high: int) -> bool:
    """Whether a noun has a day of its own: in its phrase, behind it, or through "was" ("the summit was in May")."""
    if any(says_when(p) for p in scene.periods_in(s.starts[low], s.ends[high - 1])):
        return True
    up = s.heads[i]
    if s.deps[i] == "nsubj" and s.lower[up] in G["be"] and s.pos[up] in ("AUX", "VERB"):
        return any(says_when(p) for p in scene.periods_in(s.starts[up], s.end))
    return False


def located(scene: Scene, s: Sentence, i: int) -> bool:
    """Whether a noun has a named place of its own ("the attack at the airport of Kabul")."""
    for p, o in syntax.preposition(s, i):
        if s.lower[p] not in G["place"] or o < i:
            continue
        if any(m.party.kind in PLACES for m in scene.mentions_in(s, *s.subtree(o))) or s.tags[o] == "NNP":
            return True
    return False


def tail(scene: Scene, s: Sentence, anchors: tuple[int, ...], high: int) -> int:
    """Where the places and dates end that follow token `high` directly ("in Paris on Monday").

    One other phrase may stand between ("on the margins of the assembly on Monday").
    """
    end = _tail_once(scene, s, anchors, high)
    while end > high:
        high, end = end, _tail_once(scene, s, anchors, end)
    between = _phrase_at(s, anchors, high)
    if between is not None and _tail_once(scene, s, (*anchors, high, s.heads[high]), between) > between:
        return tail(scene, s, anchors, between)
    return high


def _phrase_at(s: Sentence, anchors: tuple[int, ...], high: int) -> int | None:
    """The end of the prepositional phrase that begins at token `high` and hangs on an anchor."""
    if high >= len(s.words):
        return None
    found = next((o for a in anchors for p, o in syntax.preposition(s, a) if p == high), None)
    return None if found is None else max(syntax.phrase(s, found)[1], high + 1)


def _tail_once(scene: Scene, s: Sentence, anchors: tuple[int, ...], high: int) -> int:
    if high >= len(s.words):
        return high
    end = _phrase_at(s, anchors, high)
    first = high
    while first + 1 < len(s.words) and s.lower[first] in WORDS["narrowing"]:
        first += 1
    if end is None:
        dates = tuple(d for d in scene.periods_in(s.starts[first], s.ends[first]) if says_when(d))
        last = dates[0].end_char if dates else 0
        return next((k for k in range(first, len(s.words)) if s.starts[k] >= last), len(s.words)) if dates else high
    inside = scene.mentions_in(s, high, end)
    dates = scene.periods_in(s.starts[high], s.ends[end - 1])
    if not dates and not any(m.party.kind in PLACES for m in inside):
        return high
    last = max((d.end_char for d in dates), default=0)
    while end < len(s.words) and s.starts[end] < last:
        end += 1
    return end
