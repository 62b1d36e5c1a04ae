"""What befell whom, by the verbs of a sentence: read forward, from each verb to its victims, once a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from musterbook.claims import syntax
from musterbook.claims.scene import match
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import MeasureFrame, situations
from musterbook.model import Measure, Sentence

G = grammar()
L = situations()
FRAMES: Mapping[Measure, MeasureFrame] = {m.measure: m for m in L.measures}
NOTHING: frozenset[str] = frozenset()
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
            for head, rule in _with_company(s, v, patients(s, v, transitive=transitive, weak=_is_weak(measure))):
                if word in L.personal and s.lower[head] not in L.victims and s.pos[head] != "PRON":
                    continue
                found.setdefault(head, []).append(Fate(measure=measure, verb=v, rule=rule))
    for owner, verb in _bodies_of(s):
        found.setdefault(owner, []).append(Fate(measure=Measure.KILLED, verb=verb, rule="bodies"))
    return {head: _merged(s, head, fates) for head, fates in found.items()}


def _bodies_of(s: Sentence) -> Iterator[tuple[int, int]]:
    """ "His body was found", "their bodies were recovered": whose it is, and the verb."""
    bodies = words_of(Measure.KILLED, "bodies")
    for i, word in enumerate(s.lower):
        owner = syntax.child(s, i, "poss") if word in bodies else None
        verb = finding(s, i) if owner is not None else None
        if owner is not None and verb is not None:
            yield owner, verb


def finding(s: Sentence, noun: int) -> int | None:
    """The verb that finds or buries bodies: "were found", "recovered 20 bodies"."""
    for v in (s.heads[noun], *(c for c in s.children[noun] if s.deps[c] in ("acl", "relcl"))):
        if s.lower[v] in words_of(Measure.KILLED, "finds") and s.pos[v] == "VERB":
            return v
    return None


def _is_weak(measure: Measure) -> bool:
    """Verbs that say least ask for the plainest grammar: who "shot" somebody is not shot."""
    return measure is Measure.CASUALTIES


def _with_company(s: Sentence, v: int, found: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Victims, and who shares their fate: "along with her driver", "as well as two guards". Beside the object of an
    active verb "alongside" may as well name who helped to do it.
    """
    for head, rule in found:
        yield head, rule
        words = L.words["likewise"] if rule == "object" and not syntax.is_passive(s, v) else L.words["along"]
        for anchor in (head, v):
            for c in s.children[anchor]:
                for o in (*s.children[c], *(k for p in s.children[c] if s.deps[p] == "prep" for k in s.children[p])):
                    low = syntax.phrase(s, o)[0]
                    before = (" ".join(s.lower[max(low - n, 0) : low]) for n in (1, 2, 3))
                    if s.deps[o] in ("pobj", "conj") and any(joined in words for joined in before):
                        yield from ((k, rule) for k in syntax.conjuncts(s, o))


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
        yield from ((head, "object") for head in _listed(s, held))
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


def _listed(s: Sentence, held: int) -> Iterator[int]:
    """What is coordinated with an object, relatives that the parser took for an apposition ("his wife, daughter and
    son") included.
    """
    for head in syntax.conjuncts(s, held):
        yield head
        if s.lower[head] in L.kin:
            for c in syntax.children(s, head, "appos"):
                yield from (k for k in syntax.conjuncts(s, c) if s.lower[k] in L.kin)


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
    if low and s.lower[low - 1] in L.words["alternative"] | L.words["commas"]:
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
        up = _verb_above(s, v)
        if s.pos[up] == "VERB":
            return _passive_subject(s, up)
    if s.deps[v] in ("oprd", "acomp", "ccomp", "xcomp", "advcl") and s.heads[v] != v:
        return syntax.subject(s, s.heads[v])
    found = syntax.subject(s, v)
    return found if found is not None or not s.children[v] else _before_auxiliary(s, v)


def _verb_above(s: Sentence, v: int) -> int:
    """The verb with which a verb is coordinated, past participles that the tagger took for nouns."""
    up = s.heads[v]
    while s.deps[up] == "conj" and s.pos[up] != "VERB":
        up = s.heads[up]
    return up


def _before_auxiliary(s: Sentence, v: int) -> int | None:
    """The noun directly before a passive's auxiliary, where the parser hung the subject elsewhere."""
    first = next((c for c in s.children[v] if s.deps[c] in ("aux", "auxpass")), 0)
    if not first or s.pos[first - 1] != "NOUN":
        return None
    noun = first - 1
    while s.deps[noun] == "pobj" and s.lower[s.heads[noun]] in G["of"]:
        noun = s.heads[s.heads[noun]]
    return first_conjunct(s, noun)


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
        up = _verb_above(s, v)
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


def first_conjunct(s: Sentence, i: int) -> int:
    """The first noun of the coordination or apposition to which a noun belongs."""
    while s.deps[i] in ("conj", "appos") and s.heads[i] != i and s.pos[s.heads[i]] in NOMINAL:
        i = s.heads[i]
    return i


NOMINAL = ("NOUN", "PROPN", "NUM", "PRON", "ADJ")


def _needs_something(s: Sentence, v: int) -> bool:
    needed = words_of(Measure.IN_NEED, "needed")
    _, high = s.subtree(v)
    return any(s.lower[i] in needed for i in range(v, high))
