"""What befell the phrase of a figure, by its noun, what stands behind it, an adjective, an idiom, or a verb of `fates`.

Asked for one phrase at a time; the nearest evidence wins.
"""

from musterbook.claims import syntax
from musterbook.claims.fates import FRAMES, NEAR, Fate, Fates, finding, first_conjunct, words_of
from musterbook.claims.scene import Scene
from musterbook.claims.signs_plain import plain_fate
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import Measure, Sentence

G = grammar()
L = situations()
PERSONS = frozenset({Measure.DISPLACED, Measure.CASUALTIES})
"""Measures whose nouns are persons ("two refugees"), to whom a verb of the sentence may do something else."""


def fates_of(scene: Scene, s: Sentence, head: int, verbs: Fates) -> tuple[Fate, ...]:
    """What befell the phrase of a figure, from the nearest evidence: its own noun, a verb, an adjective, an idiom."""
    named = _by_noun(s, head)
    if named is not None and named.measure not in PERSONS:
        return (named,)
    behind = _by_participle_behind(s, head)
    if behind is not None:
        return (behind,)
    found = verbs.get(head) or verbs.get(first_conjunct(s, head))
    if found:
        return found
    other = _displaced(scene, s, head) or _by_adjective(s, head) or _by_phrase(s, head) or _by_idiom(s, head)
    other = other or _by_idiom(s, first_conjunct(s, _total_of(s, head)))
    other = other or _among(s, head, verbs) or plain_fate(s, head) or _held(scene, s, head) or named
    return (other,) if other is not None else ()


def _held(scene: Scene, s: Sentence, head: int) -> Fate | None:
    """ "Rebels are holding six aid workers", "four drivers were held by gunmen", "five nurses remain captive"."""
    top = first_conjunct(s, head)
    up = s.heads[top]
    captive = any(
        s.lower[i] in words_of(Measure.KIDNAPPED, "captive") for i in range(up + 1, min(up + 3, len(s.words)))
    )
    remaining = s.deps[top] in ("nsubj", "nsubjpass") and s.lower[up] in words_of(Measure.KIDNAPPED, "remains")
    if remaining and captive:
        return Fate(measure=Measure.KIDNAPPED, verb=up, rule="held")
    for v in (up, *(c for c in s.children[top] if s.deps[c] == "acl")):
        if s.lower[v] not in words_of(Measure.KIDNAPPED, "holds") or top not in syntax.objects(s, v):
            continue
        if s.pos[head] != "NOUN":
            continue
        who = syntax.agent(s, v) if syntax.is_passive(s, v) else syntax.subject(s, v)
        armed = who is not None and any(p.kind == "armed_group" for p in scene.resolve(s, who))
        if who is not None and (armed or s.lower[who] in words_of(Measure.KIDNAPPED, "captors")):
            return Fate(measure=Measure.KIDNAPPED, verb=v, rule="held")
    return None


def _total_of(s: Sentence, head: int) -> int:
    """The noun that stands for a figure in the clause: "a total of 73 people were treated"."""
    up = s.heads[head]
    of_total = s.deps[head] == "pobj" and s.lower[up] in G["of"]
    return s.heads[up] if of_total and s.lower[s.heads[up]] in words_of(Measure.KILLED, "number") else head


def _among(s: Sentence, head: int, verbs: Fates) -> Fate | None:
    """ "A peacekeeper was among the injured", "among the dead were a judge and two lawyers"."""
    top = first_conjunct(s, head)
    up = s.heads[top]
    if s.deps[top] not in ("nsubj", "nsubjpass", "attr") or s.lower[up] not in G["be"]:
        return None
    for _, o in syntax.preposition(s, up, *G["among"]):
        near = [
            o,
            *(c for c in s.children[o] if s.deps[c] == "acl"),
            *(k for _, k in syntax.preposition(s, o, *G["of"])),
        ]
        for i in near:
            if i in verbs:
                return Fate(measure=verbs[i][0].measure, verb=up, rule="among")
            for m in L.measures:
                if s.lower[i] in m.nouns or s.lower[i] in m.adjectives:
                    return Fate(measure=m.measure, verb=up, rule="among")
    return None


def _by_noun(s: Sentence, head: int) -> Fate | None:
    """ "2,400 violent deaths", "319 of these casualties", "the killing of three people", "a death toll of 200"."""
    inner = [o for _, o in syntax.preposition(s, head, *G["of"])] if s.pos[head] == "NUM" else []
    for m in L.measures:
        for i in (head, *inner):
            said = s.lower[i] in m.nouns or " ".join(s.lower[max(i - 1, 0) : i + 1]) in m.nouns
            said = said or (i != head and s.lower[i] in m.adjectives and syntax.child(s, i, "det") is not None)
            if said and s.pos[i] in ("NOUN", "PROPN", "ADJ", "VERB") and not _clausal(s, i):
                return Fate(measure=m.measure, verb=head, rule="noun")
    if s.lower[head] in words_of(Measure.KILLED, "bodies"):
        return _found_dead(s, head)
    up, top = s.heads[head], first_conjunct(s, head)
    if top != head and s.lower[top] in words_of(Measure.KILLED, "bodies") and any(syntax.preposition(s, top, *G["of"])):
        return _found_dead(s, top)
    if s.deps[head] in ("pobj", "conj") and s.lower[s.heads[first_conjunct(s, head)]] in G["of"]:
        noun = s.heads[s.heads[first_conjunct(s, head)]]
        for m in L.measures:
            if s.lower[noun] in m.nouns and s.pos[noun] in ("NOUN", "PROPN"):
                return Fate(measure=m.measure, verb=noun, rule="noun-of")
        if s.lower[noun] in words_of(Measure.KILLED, "bodies"):
            return _found_dead(s, noun)
    return _by_toll(s, head, up)


def _clausal(s: Sentence, i: int) -> bool:
    """ "200 wounded in the blast" counts, "three officers wounded the man" does not."""
    return s.pos[i] == "VERB" and syntax.child(s, i, "dobj") is not None


def _found_dead(s: Sentence, noun: int) -> Fate | None:
    """ "the bodies of three people were found", "recovered 20 bodies"."""
    verb = finding(s, noun)
    return Fate(measure=Measure.KILLED, verb=verb, rule="bodies") if verb is not None else None


def _by_toll(s: Sentence, head: int, up: int) -> Fate | None:
    """ "put the toll at 35", "the number of dead children rose to 12", "the death toll passes 5,000"."""
    if s.deps[head] not in ("pobj", "dobj", "attr", "npadvmod", "nsubj", "oprd") or s.lower[up] in G["agent"]:
        return None
    verb = next((a for a in (up, s.heads[up], s.heads[s.heads[up]]) if s.pos[a] in ("VERB", "AUX")), None)
    if verb is not None and s.deps[verb] in ("acl", "relcl"):
        verb = next((a for a in syntax.ancestors(s, verb) if s.pos[a] in ("VERB", "AUX")), verb)
    holders = [up, s.heads[up]] if s.deps[head] == "pobj" else []
    if verb is not None:
        holders += [c for c in s.children[verb] if s.deps[c] in ("nsubj", "nsubjpass", "dobj")]
    for noun in holders:
        if noun == head:
            continue
        if s.lower[noun] in words_of(Measure.KILLED, "toll"):
            passed = verb is not None and s.lower[verb] in words_of(Measure.KILLED, "passes") and s.heads[head] == verb
            passed = passed or s.lower[up] in words_of(Measure.KILLED, "beyond")
            return Fate(measure=Measure.KILLED, verb=noun, rule="toll-over" if passed else "toll")
        for m in L.measures:
            if s.lower[noun] in m.nouns and s.lower[up] in G["at"] and m.measure not in (Measure.DISPLACED,):
                return Fate(measure=m.measure, verb=noun, rule="toll")
        if s.lower[noun] in words_of(Measure.KILLED, "number"):
            for _, o in syntax.preposition(s, noun, *G["of"]):
                for m in L.measures:
                    near = [o, *(c for c in s.children[o] if s.deps[c] in ("amod", "acl", "compound"))]
                    if any(s.lower[i] in m.nouns or s.lower[i] in m.adjectives for i in near):
                        return Fate(measure=m.measure, verb=noun, rule="toll")
    return None


def _by_participle_behind(s: Sentence, head: int) -> Fate | None:
    """ "two seriously wounded", "140 hurt when", "48 dead": the word directly behind the phrase, adverbs skipped."""
    i = head + 1
    bare = s.pos[head] == "NUM"
    while i < len(s.words) and i - head < NEAR - 1 and (s.pos[i] == "ADV" or (bare and s.lower[i] in G["be"])):
        i += 1
    if i >= len(s.words) or s.pos[i] not in ("ADJ", "VERB", "NOUN") or (s.tags[i] == "VBD" and s.deps[i] == "ROOT"):
        return None
    if any(s.deps[c] in ("dobj", "aux", "auxpass") for c in s.children[i]):
        return None
    for m in L.measures:
        if s.lower[i] in m.adjectives:
            pair = {s.lower[k] for k in syntax.conjuncts(s, i) if k - i <= 2}
            other = FRAMES[Measure.INJURED if m.measure is Measure.KILLED else Measure.KILLED].adjectives
            both = m.measure in (Measure.KILLED, Measure.INJURED) and pair & other
            top = next((a for a in (s.heads[i], s.heads[s.heads[i]]) if s.lower[a] in L.words["leaves"]), i)
            return Fate(measure=Measure.CASUALTIES if both else m.measure, verb=top, rule="adjective")
    return None


def _by_adjective(s: Sentence, head: int) -> Fate | None:
    """ "left 12 people dead", "are dead", "400 wounded soldiers", "4.8 million internally displaced Afghans"."""
    up = s.heads[head]
    near = [head, *s.children[head]]
    if s.pos[up] in ("VERB", "AUX") and s.deps[head] in ("nsubj", "nsubjpass", "dobj"):
        kinds = ("oprd", "acomp", "ccomp", "xcomp", "advcl") if s.deps[head] == "dobj" else ("oprd", "acomp")
        near.extend(c for c in s.children[up] if s.deps[c] in kinds)
    for c in near:
        for m in L.measures:
            joined = "".join(s.lower[max(c - 2, 0) : c + 1])
            if (
                (s.lower[c] not in m.adjectives and joined not in m.adjectives)
                or s.pos[c] not in ("ADJ", "VERB", "NOUN")
                or abs(c - head) > NEAR
            ):
                continue
            if any(s.deps[k] in ("nsubj", "nsubjpass", "dobj") and k != head for k in s.children[c]):
                continue
            above = s.pos[up] in ("VERB", "AUX") and (c != head or s.deps[head] in ("dobj", "oprd"))
            verb = c if s.pos[c] == "VERB" else up if above else head
            return Fate(measure=m.measure, verb=verb, rule="adjective")
    return None


def _by_phrase(s: Sentence, head: int) -> Fate | None:
    """ "2 million in need", "1.9 million are in temporary shelter", "25 million need aid" however parsed."""
    up = s.heads[head]
    starts = [head + 1]
    if s.pos[up] in ("AUX", "VERB") and s.deps[head] in ("nsubj", "nsubjpass"):
        starts.append(up + 1)
    for m in L.measures:
        for phrase in m.extra.get("phrases", ()):
            words = tuple(phrase.split())
            for i in starts:
                if s.lower[i : i + len(words)] == words:
                    return Fate(measure=m.measure, verb=up if i != head + 1 else head, rule="phrase")
    i = head + 1 if s.pos[head] != "NOUN" or s.lower[head] not in FRAMES[Measure.IN_NEED].intransitive else head
    if i < len(s.words) and s.lower[i] in FRAMES[Measure.IN_NEED].intransitive:
        needed = words_of(Measure.IN_NEED, "needed")
        if any(word in needed for word in s.lower[i + 1 : i + NEAR]):
            return Fate(measure=Measure.IN_NEED, verb=i, rule="phrase")
    return None


def _by_idiom(s: Sentence, head: int) -> Fate | None:
    """ "claimed 2,900 lives", "three people lost their lives", "sustained injuries", "lost 24 soldiers"."""
    up = s.heads[head]
    life = words_of(Measure.KILLED, "life")
    if s.deps[head] == "pobj" and s.lower[up] in G["of"] and s.lower[s.heads[up]] in life:
        claimed = s.heads[s.heads[up]]
        if s.lower[claimed] in words_of(Measure.KILLED, "lives"):
            return Fate(measure=Measure.KILLED, verb=claimed, rule="lives")
    if s.deps[head] == "pobj" and s.lower[up] in G["of"] and s.lower[s.heads[up]] in words_of(Measure.KILLED, "throat"):
        cut = s.heads[s.heads[up]]
        if s.lower[cut] in words_of(Measure.KILLED, "cuts"):
            return Fate(measure=Measure.KILLED, verb=cut, rule="throat")
    if s.pos[up] != "VERB":
        return None
    if s.lower[up] in words_of(Measure.KILLED, "lives"):
        inner = [head, *(o for _, o in syntax.preposition(s, head, *G["of"]))]
        gone = s.deps[head] in ("nsubj", "nsubjpass") and s.tags[up] == "VBN" and not syntax.objects(s, up)[1:]
        if gone and any(s.lower[o] in life for o in inner):
            return Fate(measure=Measure.KILLED, verb=up, rule="lives")
        if s.deps[head] == "dobj" and s.lower[head] in life:
            return Fate(measure=Measure.KILLED, verb=up, rule="lives")
        if s.deps[head] == "nsubj" and any(s.lower[o] in life for o in syntax.children(s, up, "dobj")):
            return Fate(measure=Measure.KILLED, verb=up, rule="lives")
    harms = words_of(Measure.INJURED, "harms")
    if s.lower[up] in words_of(Measure.INJURED, "suffer") and s.deps[head] == "nsubj":
        from_what = (o for _, o in syntax.preposition(s, up, *G["source"]))
        if any(s.lower[k] in harms for o in (*syntax.objects(s, up), *from_what) for k in syntax.conjuncts(s, o)):
            return Fate(measure=Measure.INJURED, verb=up, rule="suffered")
    hospital = s.lower[up] in words_of(Measure.INJURED, "hospital") and s.deps[head] == "nsubjpass"
    if hospital and L.words["violence"].intersection(s.lower):
        return Fate(measure=Measure.INJURED, verb=up, rule="suffered")
    cared = s.lower[up] in words_of(Measure.INJURED, "cares") and s.deps[head] == "nsubjpass"
    if cared and any(s.lower[o] in harms for _, o in syntax.preposition(s, up, *G["with"], *G["for"])):
        return Fate(measure=Measure.INJURED, verb=up, rule="suffered")
    cared = s.lower[up] in words_of(Measure.INJURED, "cares") and s.deps[head] == "dobj"
    wounds = (o for p, o in syntax.preposition(s, up, *G["for"]) if p > head)
    if cared and any(s.lower[o] in harms for o in wounds):
        return Fate(measure=Measure.INJURED, verb=up, rule="suffered")
    lost = s.lower[up] in words_of(Measure.KILLED, "loses") and s.lower[head] in words_of(Measure.KILLED, "lost")
    if lost and s.deps[head] == "dobj":
        return Fate(measure=Measure.KILLED, verb=up, rule="lost")
    return None


def _displaced(scene: Scene, s: Sentence, head: int) -> Fate | None:
    """ "driven from their homes", "95,000 people left the capital", "crossed into Chad", "lost their homes"."""
    top = first_conjunct(s, head)
    up = s.heads[top]
    governors = [up, *(c for c in s.children[top] if s.deps[c] in ("acl", "relcl"))]
    for v in governors:
        if s.pos[v] != "VERB" or v == top:
            continue
        word, homes = s.lower[v], words_of(Measure.DISPLACED, "homes")
        patient = top in syntax.objects(s, v) or (syntax.is_passive(s, v) and syntax.subject(s, v) == top)
        if word in words_of(Measure.DISPLACED, "driven") and patient and _from_home(scene, s, v):
            return Fate(measure=Measure.DISPLACED, verb=v, rule="driven")
        out_of = (s.lower[o] for _, o in syntax.preposition(s, v, *G["source"]))
        if word in words_of(Measure.DISPLACED, "evacuates") and patient and any(o in homes for o in out_of):
            return Fate(measure=Measure.DISPLACED, verb=v, rule="driven")
        if syntax.subject(s, v) != top or syntax.is_passive(s, v):
            continue
        leavers = words_of(Measure.DISPLACED, "leavers")
        leaver = s.lower[head] in leavers or s.pos[head] == "NUM"
        leaver = leaver or any(s.lower[o] in leavers for _, o in syntax.preposition(s, head, *G["of"]))
        objects = syntax.objects(s, v)
        if word in words_of(Measure.DISPLACED, "left") and leaver:
            named = any(_is_place(scene, s, o) for o in objects)
            if named or any(s.lower[o] in homes for o in objects):
                return Fate(measure=Measure.DISPLACED, verb=v, rule="left")
        entered = any(_is_place(scene, s, o) for _, o in syntax.preposition(s, v, *G["goal"]))
        if word in words_of(Measure.DISPLACED, "crosses") and leaver and entered:
            return Fate(measure=Measure.DISPLACED, verb=v, rule="crossed")
        border = any(s.lower[o] in words_of(Measure.DISPLACED, "borders") for o in objects)
        if word in words_of(Measure.DISPLACED, "crosses") and leaver and border and s.pos[head] != "NUM":
            return Fate(measure=Measure.DISPLACED, verb=v, rule="crossed")
        if word in words_of(Measure.DISPLACED, "shelters") and leaver and not objects:
            return Fate(measure=Measure.DISPLACED, verb=v, rule="refuge")
        refuges = [o for o in objects if s.lower[o] in words_of(Measure.DISPLACED, "refuges")]
        if word in words_of(Measure.DISPLACED, "seeks") and leaver and refuges:
            return Fate(measure=Measure.DISPLACED, verb=v, rule="refuge")
        owned = [o for o in objects if s.lower[o] in words_of(Measure.DISPLACED, "dwellings")]
        if word in words_of(Measure.DISPLACED, "gives_up") and owned:
            return Fate(measure=Measure.DISPLACED, verb=v, rule="homes")
    return None


def _from_home(scene: Scene, s: Sentence, v: int) -> bool:
    """Whether the clause names a home or a place out of which somebody is driven."""
    homes = words_of(Measure.DISPLACED, "homes")
    around = [*(o for _, o in syntax.preposition(s, v)), *syntax.children(s, v, "dobj")]
    if any(s.lower[o] in homes for o in around):
        return True
    if any(_is_place(scene, s, o) for o in syntax.children(s, v, "oprd", "npadvmod")):
        return True
    across = G["into"] if s.lower[v] in words_of(Measure.DISPLACED, "driven") else frozenset()
    return any(
        (s.lower[c] not in G["goal"] or s.lower[c] in across) and any(_is_place(scene, s, o) for o in s.children[c])
        for c in s.children[v]
        if s.deps[c] == "prep"
    )


def _is_place(scene: Scene, s: Sentence, head: int) -> bool:
    low, high = syntax.phrase(s, head)
    return any(m.party.kind in ("state", "place", "region") for m in scene.mentions_in(s, low, high))
