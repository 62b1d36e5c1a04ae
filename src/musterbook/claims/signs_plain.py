"""What befell a phrase where no verb of harm says it: labels ("Deaths: 318"), lists of the dead, lives that it
cost, people sent fleeing, "number 52", numbers of people in need.

Asked for one phrase at a time, after the nearer evidence of `signs`.
"""

from collections.abc import Iterator

from musterbook.claims import syntax
from musterbook.claims.fates import Fate, first_conjunct, words_of
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import MeasureFrame, situations
from musterbook.model import Measure, Sentence

G = grammar()
L = situations()
LONGEST_LABEL = 6
"""Tokens of a label before its colon."""


def plain_fate(s: Sentence, head: int) -> Fate | None:
    """The fate of a phrase by the plain words around it, or None."""
    return (
        _by_label(s, head)
        or _listed_dead(s, head)
        or _lives_cost(s, head)
        or _sent(s, head)
        or _numbering(s, head)
        or _brought(s, head)
    )


def _by_label(s: Sentence, head: int) -> Fate | None:
    """ "Deaths: 318", "Injured since January: 1,026", "People in need: 7.6 million"."""
    low = syntax.phrase(s, head)[0]
    if low < 2 or s.lower[low - 1] not in L.words["colon"] or not _bare(s, head):
        return None
    first = low - 1
    while first > 0 and low - first <= LONGEST_LABEL and s.pos[first - 1] not in ("PUNCT", "VERB", "AUX"):
        first -= 1
    if first > 0 and s.pos[first - 1] != "PUNCT" and s.tags[first - 1] != "VBN":
        return None
    first -= 1 if first > 0 and s.tags[first - 1] == "VBN" else 0
    found = {m.measure for m in L.measures if any(_said(s, m, i) for i in range(first, low - 1))}
    if len(found) != 1 or not _opens_label(s, first, low - 1):
        return None
    return Fate(measure=found.pop(), verb=first, rule="label")


def _bare(s: Sentence, head: int) -> bool:
    """Whether a figure ends what the label opens: nothing but a stop, a bracket or the next label follows."""
    return head + 1 >= len(s.words) or s.pos[head + 1] in ("PUNCT", "NOUN", "PROPN", "SYM") or s.lower[head] == "people"


def _opens_label(s: Sentence, first: int, last: int) -> bool:
    """Whether the label begins with what it counts: "Deaths since May"; not "The dead man said"."""
    if s.lower[first] in L.words["counts"]:
        return True
    return any(_said(s, m, i) for m in L.measures for i in range(first, min(first + 3, last)))


def _said(s: Sentence, m: MeasureFrame, i: int) -> bool:
    pair = " ".join(s.lower[i : i + 2])
    return s.lower[i] in m.nouns or s.lower[i] in m.adjectives or pair in m.extra.get("phrases", ())


def _listed_dead(s: Sentence, head: int) -> Fate | None:
    """ "The dead included three nurses and a midwife"."""
    top = first_conjunct(s, head)
    verb = s.heads[top]
    who = syntax.child(s, verb, "nsubj") if s.deps[top] in ("dobj", "attr") else None
    if who is None or s.lower[verb] not in G["including"] | G["be"] or syntax.modals(s, verb):
        return None
    article = syntax.child(s, who, "det")
    if article is None or s.lower[article] not in G["definite"] or s.lower[verb] in G["be"]:
        return None
    for m in L.measures:
        if (s.lower[who] in m.nouns or s.lower[who] in m.adjectives) and m.measure is not Measure.DISPLACED:
            return Fate(measure=m.measure, verb=verb, rule="among")
    return None


def _lives_cost(s: Sentence, head: int) -> Fate | None:
    """ "The war cost 457 service members their lives"."""
    verb = s.heads[head]
    if s.deps[head] not in ("dobj", "dative") or s.lower[verb] not in words_of(Measure.KILLED, "lives"):
        return None
    own = (o for o in syntax.children(s, verb, "dobj") if o > head and s.lower[o] in words_of(Measure.KILLED, "life"))
    found = next((o for o in own if syntax.child(s, o, "poss") is not None), None)
    return Fate(measure=Measure.KILLED, verb=verb, rule="lives") if found is not None else None


def _sent(s: Sentence, head: int) -> Fate | None:
    """ "The shelling sent thousands into the hills": only what frightens sends people away."""
    verb = s.heads[head]
    if s.deps[head] != "dobj" or s.lower[verb] not in words_of(Measure.DISPLACED, "sends"):
        return None
    leavers = words_of(Measure.DISPLACED, "leavers")
    if s.lower[head] not in leavers and s.pos[head] != "NUM" and not _of_leavers(s, head, leavers):
        return None
    who = syntax.subject(s, verb)
    causes = words_of(Measure.DISPLACED, "causes") | L.words["violence"]
    feared = who is not None and any(s.lower[i] in causes for i in range(*syntax.phrase(s, who)))
    if s.deps[verb] == "advcl" and s.tags[verb] == "VBG":
        feared = feared or any(word in causes for word in s.lower)
    aimed = any(p > head and s.lower[p] in G["goal"] for p in s.children[verb])
    return Fate(measure=Measure.DISPLACED, verb=verb, rule="sent") if feared and aimed else None


def _brought(s: Sentence, head: int) -> Fate | None:
    """ "Thirty aid workers were killed, bringing the total to 95": the whole of what the clause above told."""
    up = s.heads[head]
    verb = s.heads[up]
    whole = syntax.child(s, verb, "dobj") if s.pos[verb] == "VERB" and s.deps[head] == "pobj" else None
    if whole is None or s.lower[up] not in G["infinitive"] or s.lower[verb] not in words_of(Measure.KILLED, "brings"):
        return None
    if s.lower[whole] not in L.words["counts"] or s.deps[verb] not in ("advcl", "conj") or s.heads[verb] == verb:
        return None
    told = {f.measure for _, f in L.fates.get(s.lower[s.heads[verb]], ())}
    return Fate(measure=told.pop(), verb=whole, rule="toll") if len(told) == 1 else None


def _of_leavers(s: Sentence, head: int, leavers: frozenset[str]) -> bool:
    return any(s.lower[o] in leavers for _, o in syntax.preposition(s, head, *G["of"]))


def _numbering(s: Sentence, head: int) -> Fate | None:
    """ "Casualties now number 52", "the number of people in need has risen to 12.4 million"."""
    up = s.heads[head]
    verb = s.heads[up] if s.deps[head] == "pobj" else up
    who = syntax.child(s, verb, "nsubj") if s.pos[verb] in ("VERB", "AUX") else None
    if who is None or who > head or syntax.tense(s, verb) not in (syntax.PAST, syntax.PRESENT):
        return None
    if s.lower[verb] in words_of(Measure.KILLED, "numbers") and s.deps[head] != "pobj":
        for m in L.measures:
            if s.lower[who] in m.nouns:
                return Fate(measure=m.measure, verb=verb, rule="toll")
    if s.lower[who] not in words_of(Measure.KILLED, "number"):
        return None
    for _, o in syntax.preposition(s, who, *G["of"]):
        behind = " ".join(s.lower[o + 1 : o + 3])
        if any(phrase.startswith(behind) for phrase in _phrases(Measure.IN_NEED)) and behind:
            return Fate(measure=Measure.IN_NEED, verb=verb, rule="toll")
    return None


def _phrases(measure: Measure) -> Iterator[str]:
    return iter(sorted(words_of(measure, "phrases")))
