"""What befell whom: the verbs, nouns, adjectives and idioms of one sentence that make a phrase a phrase of victims.

Verbs are read forward, from the verb to its victims, once a sentence; nouns, adjectives and idioms are asked for one
phrase at a time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from musterbook.claims import syntax
from musterbook.claims.scene import Scene, match
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import MeasureFrame, situations
from musterbook.model import Measure, Sentence

G = grammar()
L = situations()
FRAMES: Mapping[Measure, MeasureFrame] = {m.measure: m for m in L.measures}
NOTHING: frozenset[str] = frozenset()
PERSONS = frozenset({Measure.DISPLACED, Measure.CASUALTIES})
"""Measures whose nouns are persons ("two refugees"), to whom a verb of the sentence may do something else."""
SINGULAR = ("NN", "NNP")
NEAR = 5
"""Tokens between a victim and the adjective or participle that stands behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What befell a phrase: the measure, the token that says so, and the rule that found it."""

    measure: Measure
    verb: int
    rule: str


Fates = Mapping[int, tuple[Fate, ...]]
"""Head token of a phrase -> its fates by verbs."""


def words_of(measure: Measure, key: str) -> frozenset[str]:
    """The words of one measure under one key of the lexicon."""
    return FRAMES[measure].extra.get(key, NOTHING)


def fates_of_verbs(s: Sentence) -> Fates:
    """Every phrase to which a verb of the sentence does something that is counted."""
    found: dict[int, list[Fate]] = {}
    for v, word in enumerate(s.lower):
        entries = L.fates.get(word)
        if not entries or not _is_verb(s, v):
            continue
        for transitive in (True, False):
            hit = next((f for w, f in entries if f.transitive is transitive and match(s, v, (w,))), None)
            if hit is None:
                continue
            measure = _deadly(s, v, hit.measure)
            if measure is Measure.IN_NEED and not _needs_something(s, v):
                continue
            for head, rule in patients(s, v, transitive=transitive, weak=measure is Measure.CASUALTIES):
                if word in L.personal and s.lower[head] not in L.victims and s.pos[head] != "PRON":
                    continue
                found.setdefault(head, []).append(Fate(measure=measure, verb=v, rule=rule))
    return {head: _merged(s, head, fates) for head, fates in found.items()}


def _is_verb(s: Sentence, v: int) -> bool:
    """A verb by its tag, or a form that the tagger took for a noun between coordinated participles."""
    if s.pos[v] == "VERB" or s.tags[v] in ("VBN", "VBD"):
        return True
    up = s.heads[v]
    return s.deps[v] == "conj" and s.pos[up] == "VERB" and syntax.is_passive(s, up) and s.tags[v] in ("NN", "JJ")


def _deadly(s: Sentence, v: int, measure: Measure) -> Measure:
    """ "fatally shot" kills."""
    near = [*s.children[v], max(v - 1, 0)]
    return Measure.KILLED if any(s.lower[c] in words_of(Measure.KILLED, "fatal") for c in near) else measure


def _merged(s: Sentence, head: int, fates: list[Fate]) -> tuple[Fate, ...]:
    """Fates of one phrase without those that another one holds: "killed or injured" cannot be told apart, who was shot
    and killed was killed, who was injured and later died died.
    """
    by = {f.measure: f for f in reversed(fates)}
    killed, injured = by.get(Measure.KILLED), by.get(Measure.INJURED)
    if Measure.CASUALTIES in by and (killed or injured or Measure.KIDNAPPED in by):
        del by[Measure.CASUALTIES]
    if killed and injured:
        del by[Measure.INJURED]
        if killed.rule != "subject" and _side_by_side(s, killed.verb, injured.verb) and s.tags[head] not in SINGULAR:
            del by[Measure.KILLED]
            first = min(killed, injured, key=lambda f: f.verb)
            by[Measure.CASUALTIES] = Fate(measure=Measure.CASUALTIES, verb=first.verb, rule=first.rule)
    return tuple(sorted(by.values(), key=lambda f: f.verb))


def _side_by_side(s: Sentence, killed: int, injured: int) -> bool:
    """ "killed or injured" in any order, and "killed and injured"; who was "tortured and killed" was killed."""
    low, high = min(killed, injured), max(killed, injured)
    links = L.words["alternative"] if killed < injured else L.words["either"]
    return high - low <= NEAR - 2 and any(s.lower[i] in links for i in range(low, high))


def patients(s: Sentence, v: int, *, transitive: bool, weak: bool) -> Iterator[tuple[int, str]]:
    """Heads of the phrases that suffer the verb, each with the rule; `weak` verbs need a plain passive or an object."""
    if not transitive:
        who = syntax.subject(s, v)
        for head in _counted_conjuncts(s, who) if who is not None else ():
            if head != v and not _is_clause_below(s, head, v):
                yield head, "subject"
        return
    held = syntax.child(s, v, "dobj")
    if held is not None and (s.deps[v] == "acl" or not syntax.is_passive(s, v)):
        yield from ((head, "object") for head in syntax.conjuncts(s, held))
        return
    if syntax.is_passive(s, v) or _reduced_passive(s, v, weak=weak):
        who = _passive_subject(s, v)
        if who is None or held is not None:
            return
        for head in (*_first_subjects(s, v, who), *_counted_conjuncts(s, who)):
            if not _is_clause_below(s, head, v):
                yield head, "passive"
        return
    for head in _shared_objects(s, v):
        yield head, "object"


def _counted_conjuncts(s: Sentence, who: int) -> Iterator[int]:
    """A subject with what is coordinated with it; of "a total of 58 people" the people too."""
    for head in syntax.conjuncts(s, who):
        yield head
        if s.lower[head] in words_of(Measure.KILLED, "number"):
            yield from (o for _, o in syntax.preposition(s, head, *G["of"]))
        if s.pos[head] == "PROPN" and s.lower[head] not in L.victims:
            yield from (k for c in syntax.children(s, head, "appos") for k in syntax.conjuncts(s, c))


def _first_subjects(s: Sentence, v: int, who: int) -> Iterator[int]:
    """Subjects before the last one that the parser did not coordinate with it: "a volunteer and four civilians"."""
    low = syntax.phrase(s, who)[0]
    if low and s.lower[low - 1] in L.words["alternative"]:
        for c in s.children[v]:
            if s.deps[c] in ("nsubj", "nsubjpass") and c < low and s.tags[c] not in ("WDT", "WP"):
                yield c


def _passive_subject(s: Sentence, v: int) -> int | None:
    """Who suffers a passive verb; the nearest where the parser gives two, and what stands directly before a
    coordinated participle without an auxiliary ("and at least 60 killed").
    """
    own = [c for c in s.children[v] if s.deps[c] in ("nsubj", "nsubjpass") and c < v]
    if own and s.tags[own[-1]] not in ("WDT", "WP"):
        return own[-1]
    before = v - 1
    while before > 0 and s.pos[before] == "ADV":
        before -= 1
    bare = s.deps[v] == "conj" and not any(s.deps[c] in ("aux", "auxpass") for c in s.children[v])
    if bare and s.pos[before] in ("NUM", "NOUN", "PRON", "DET", "ADJ") and before > s.heads[v]:
        return before
    if s.deps[v] == "conj" and not own:
        up = s.heads[v]
        while s.deps[up] == "conj" and s.pos[up] != "VERB":
            up = s.heads[up]
        if s.pos[up] == "VERB":
            return _passive_subject(s, up)
    if s.deps[v] in ("oprd", "acomp", "ccomp", "xcomp", "advcl") and s.heads[v] != v:
        return syntax.subject(s, s.heads[v])
    found = syntax.subject(s, v)
    return found if found is not None or not s.children[v] else _before_auxiliary(s, v)


def _before_auxiliary(s: Sentence, v: int) -> int | None:
    """The noun directly before a passive's auxiliary, where the parser hung the subject elsewhere."""
    first = next((c for c in s.children[v] if s.deps[c] in ("aux", "auxpass")), 0)
    if first and s.pos[first - 1] == "NOUN":
        return first_conjunct(s, first - 1)
    return None


def _reduced_passive(s: Sentence, v: int, *, weak: bool) -> bool:
    """A participle that the parser or a headline left without its auxiliary: "and another injured", "three killed"."""
    if s.tags[v] not in ("VBN", "VBD") or any(s.deps[c] in ("aux", "dobj") for c in s.children[v]):
        return s.deps[v] in ("oprd", "acomp") and s.tags[v] == "VBN"
    if s.deps[v] in ("oprd", "acomp"):
        return True
    if s.deps[v] in ("advcl", "xcomp") and s.heads[v] == v - 1 and s.tags[v] == "VBN":
        return True
    if _shared_objects(s, v):
        return False
    if s.deps[v] == "conj" and syntax.child(s, v, "nsubj") is None:
        up = s.heads[v]
        return s.pos[up] in ("VERB", "AUX") and (syntax.is_passive(s, up) or s.tags[v] == "VBN")
    return syntax.child(s, v, "nsubj") is not None and (s.tags[v] == "VBN" or not weak)


def _shared_objects(s: Sentence, v: int) -> tuple[int, ...]:
    """Objects of the verb, or those of the last verb coordinated with it ("shot and killed a guard")."""
    own = syntax.objects(s, v)
    if own or syntax.is_passive(s, v):
        return own
    for k in syntax.conjuncts(s, v)[1:]:
        if syntax.child(s, k, "nsubj", "nsubjpass") is None and not syntax.is_passive(s, k):
            return syntax.objects(s, k)
    return ()


def _is_clause_below(s: Sentence, head: int, v: int) -> bool:
    """A coordinated "phrase" behind the verb is another clause that the parser hung on the subject."""
    return head > v and s.deps[head] == "conj" and s.heads[head] < v


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
    other = other or _among(s, head, verbs) or named
    return (other,) if other is not None else ()


def _among(s: Sentence, head: int, verbs: Fates) -> Fate | None:
    """ "A peacekeeper was among the injured", "three were among a total of 200 people killed"."""
    up = s.heads[head]
    if s.deps[head] not in ("nsubj", "nsubjpass") or s.lower[up] not in G["be"]:
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


def first_conjunct(s: Sentence, i: int) -> int:
    """The first noun of the coordination or apposition to which a noun belongs."""
    while s.deps[i] in ("conj", "appos") and s.heads[i] != i and s.pos[s.heads[i]] in NOMINAL:
        i = s.heads[i]
    return i


NOMINAL = ("NOUN", "PROPN", "NUM", "PRON", "ADJ")


def _by_noun(s: Sentence, head: int) -> Fate | None:
    """ "2,400 violent deaths", "319 of these casualties", "the killing of three people", "a death toll of 200"."""
    inner = [o for _, o in syntax.preposition(s, head, *G["of"])] if s.pos[head] == "NUM" else []
    for m in L.measures:
        for i in (head, *inner):
            said = s.lower[i] in m.nouns or " ".join(s.lower[max(i - 1, 0) : i + 1]) in m.nouns
            if said and s.pos[i] in ("NOUN", "PROPN", "ADJ", "VERB") and not _clausal(s, i):
                return Fate(measure=m.measure, verb=head, rule="noun")
    if s.lower[head] in words_of(Measure.KILLED, "bodies"):
        return _found_dead(s, head)
    up = s.heads[head]
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
    for v in (s.heads[noun], *(c for c in s.children[noun] if s.deps[c] in ("acl", "relcl"))):
        if s.lower[v] in words_of(Measure.KILLED, "finds") and s.pos[v] == "VERB":
            return Fate(measure=Measure.KILLED, verb=v, rule="bodies")
    return None


def _by_toll(s: Sentence, head: int, up: int) -> Fate | None:
    """ "put the toll at 35", "the number of dead children rose to 12", "the death toll passes 5,000"."""
    if s.deps[head] not in ("pobj", "dobj", "attr", "npadvmod", "nsubj", "oprd") or s.lower[up] in G["agent"]:
        return None
    verb = next((a for a in (up, s.heads[up], s.heads[s.heads[up]]) if s.pos[a] in ("VERB", "AUX")), None)
    holders = [up, s.heads[up]] if s.deps[head] == "pobj" else []
    if verb is not None:
        holders += [c for c in s.children[verb] if s.deps[c] in ("nsubj", "nsubjpass", "dobj")]
    for noun in holders:
        if noun == head:
            continue
        if s.lower[noun] in words_of(Measure.KILLED, "toll"):
            passed = verb is not None and s.lower[verb] in words_of(Measure.KILLED, "passes") and s.heads[head] == verb
            return Fate(measure=Measure.KILLED, verb=noun, rule="toll-over" if passed else "toll")
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
            return Fate(measure=Measure.CASUALTIES if both else m.measure, verb=i, rule="adjective")
    return None


def _by_adjective(s: Sentence, head: int) -> Fate | None:
    """ "left 12 people dead", "are dead", "400 wounded soldiers", "4.8 million internally displaced Afghans"."""
    up = s.heads[head]
    near = list(s.children[head])
    if s.pos[up] in ("VERB", "AUX") and s.deps[head] in ("nsubj", "nsubjpass", "dobj"):
        kinds = ("oprd", "acomp", "ccomp", "xcomp", "advcl") if s.deps[head] == "dobj" else ("oprd", "acomp")
        near.extend(c for c in s.children[up] if s.deps[c] in kinds)
    near.append(head)
    for m in L.measures:
        for c in near:
            joined = "".join(s.lower[max(c - 2, 0) : c + 1])
            if (
                (s.lower[c] not in m.adjectives and joined not in m.adjectives)
                or s.pos[c] not in ("ADJ", "VERB", "NOUN")
                or abs(c - head) > NEAR
            ):
                continue
            if any(s.deps[k] in ("nsubj", "nsubjpass", "dobj") and k != head for k in s.children[c]):
                continue
            above = s.pos[up] in ("VERB", "AUX") and (c != head or s.deps[head] == "dobj")
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
    if s.pos[up] != "VERB":
        return None
    life = words_of(Measure.KILLED, "life")
    if s.lower[up] in words_of(Measure.KILLED, "lives"):
        inner = [head, *(o for _, o in syntax.preposition(s, head, *G["of"]))]
        gone = s.deps[head] in ("nsubj", "nsubjpass") and s.tags[up] == "VBN" and not syntax.objects(s, up)[1:]
        if gone and any(s.lower[o] in life for o in inner):
            return Fate(measure=Measure.KILLED, verb=up, rule="lives")
        if s.deps[head] == "dobj" and s.lower[head] in life:
            return Fate(measure=Measure.KILLED, verb=up, rule="lives")
        if s.deps[head] == "nsubj" and any(s.lower[o] in life for o in syntax.children(s, up, "dobj")):
            return Fate(measure=Measure.KILLED, verb=up, rule="lives")
    if s.lower[up] in words_of(Measure.INJURED, "suffer") and s.deps[head] == "nsubj":
        harms = words_of(Measure.INJURED, "harms")
        if any(s.lower[o] in harms for o in syntax.objects(s, up)):
            return Fate(measure=Measure.INJURED, verb=up, rule="suffered")
    lost = s.lower[up] in words_of(Measure.KILLED, "loses") and s.lower[head] in words_of(Measure.KILLED, "lost")
    if lost and s.deps[head] == "dobj":
        return Fate(measure=Measure.KILLED, verb=up, rule="lost")
    return None


def _needs_something(s: Sentence, v: int) -> bool:
    needed = words_of(Measure.IN_NEED, "needed")
    _, high = s.subtree(v)
    return any(s.lower[i] in needed for i in range(v, high))


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
        if syntax.subject(s, v) != top or syntax.is_passive(s, v):
            continue
        leaver = s.lower[head] in words_of(Measure.DISPLACED, "leavers") or s.pos[head] == "NUM"
        objects = syntax.objects(s, v)
        if word in words_of(Measure.DISPLACED, "left") and leaver:
            named = any(_is_place(scene, s, o) for o in objects)
            if named or any(s.lower[o] in homes for o in objects):
                return Fate(measure=Measure.DISPLACED, verb=v, rule="left")
        entered = any(_is_place(scene, s, o) for _, o in syntax.preposition(s, v, *G["goal"]))
        if word in words_of(Measure.DISPLACED, "crosses") and leaver and entered:
            return Fate(measure=Measure.DISPLACED, verb=v, rule="crossed")
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
    return any(
        s.lower[c] not in G["goal"] and any(_is_place(scene, s, o) for o in s.children[c])
        for c in s.children[v]
        if s.deps[c] == "prep"
    )


def _is_place(scene: Scene, s: Sentence, head: int) -> bool:
    low, high = syntax.phrase(s, head)
    return any(m.party.kind in ("state", "place", "region") for m in scene.mentions_in(s, low, high))
