"""Mend what the parser makes of names that it does not know, where the table of parties knows them.

"USAID recently committed $38 million": an unknown acronym at the start of a sentence is parsed as an adverb, and the
clause then has no subject. A named state or body that hangs on a verb to its right that has none is that subject.
"""

from dataclasses import replace

from musterbook.claims import syntax
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Parsed, Sentence
from musterbook.model.cast import Cast

G = grammar()
LOOSE = frozenset({"advmod", "npadvmod", "intj", "dep", "nmod", "amod", "dobj", "csubj", "ccomp"})
"""Labels under which a name before the verb is no part of the clause's grammar."""

ACTING = frozenset({"state", "body", "mission"})
NAMED = frozenset({"name", "acronym", "seat"})


def mended(parsed: Parsed, cast: Cast) -> Parsed:
    """The cast's reading of the document, with such names as subjects; everything else as it was."""
    return replace(parsed, sentences=tuple(_counted_from(_two_objects(_mended(s, cast))) for s in cast.sentences))


def _counted_from(s: Sentence) -> Sentence:
    """ "a day after a first group had arrived": the length of time is no subject, what stands behind "after" is."""
    for i, dep in enumerate(s.deps):
        v, link = s.heads[i], i + 1
        if dep not in syntax.SUBJECTS or s.lower[i] not in G["length_days"] | G["length_weeks"] or link >= v:
            continue
        subject = syntax.child(s, link, "pobj") if s.lower[link] in G["behind"] and s.heads[link] == i else None
        if subject is None or not link < subject < v:
            continue
        deps, heads = list(s.deps), list(s.heads)
        deps[i], deps[link], deps[subject] = "npadvmod", "mark", dep
        heads[link] = heads[subject] = v
        return s.rehung(tuple(deps), tuple(heads))
    return s


def _two_objects(s: Sentence) -> Sentence:
    """ "Japan lends Malawi $3 million": a noun in apposition to a verb is its object, and its object the receiver."""
    for i, dep in enumerate(s.deps):
        v = s.heads[i]
        if dep != "appos" or s.pos[v] != "VERB" or i < v or s.pos[i] not in ("NOUN", "PROPN", "NUM", "SYM"):
            continue
        receiver = next((c for c in s.children[v] if s.deps[c] == "dobj" and c < i and s.pos[c] == "PROPN"), None)
        if receiver is not None:
            deps = list(s.deps)
            deps[receiver], deps[i] = "dative", "dobj"
            return replace(s, deps=tuple(deps))
    return s


def _mended(s: Sentence, cast: Cast) -> Sentence:
    for m in cast.within(s.start, s.end):
        if m.party.kind not in ACTING or m.how not in NAMED:
            continue
        inside = [i for i in range(len(s.words)) if m.start <= s.starts[i] and s.ends[i] <= m.end]
        if inside and (verb := _headline_verb(s, inside[-1] + 1)) is not None and s.heads[inside[-1]] == verb:
            return _as_verb(s, verb, inside[-1])
        head = next((i for i in inside if not m.start <= s.starts[s.heads[i]] < m.end), None)
        if head is None or s.deps[head] not in LOOSE or s.tags[head] in ("NNP", "NNPS"):
            continue
        verb = s.heads[head]
        if verb <= head or s.pos[verb] not in ("VERB", "AUX") or syntax.child(s, verb, *syntax.SUBJECTS) is not None:
            continue
        label = "nsubjpass" if syntax.is_passive(s, verb) else "nsubj"
        return replace(
            s,
            deps=(*s.deps[:head], label, *s.deps[head + 1 :]),
            tags=(*s.tags[:head], "NNP", *s.tags[head + 1 :]),
            pos=(*s.pos[:head], "PROPN", *s.pos[head + 1 :]),
        )
    return s


def _headline_verb(s: Sentence, i: int) -> int | None:
    """ "Japan loans Mauritius $3 million": a plural noun that stands for a verb, in a line that has none."""
    if not s.is_headline or i + 1 >= len(s.words) or s.lower[i] not in commitments().headlines or s.pos[i] == "VERB":
        return None
    counted = s.pos[i + 1] in ("NUM", "SYM", "PROPN", "ADJ", "NOUN") and s.tags[i + 1] != "POS"
    verbless = not any(s.pos[k] in ("VERB", "AUX") and s.tags[k] not in ("VBG", "VBN") for k in range(len(s.words)))
    return i if counted and verbless else None


def _as_verb(s: Sentence, verb: int, subject: int) -> Sentence:
    """The line with that noun as its verb, the name before it as subject, and what followed it as object."""
    deps, tags, pos = list(s.deps), list(s.tags), list(s.pos)
    deps[subject], tags[verb], pos[verb] = "nsubj", "VBZ", "VERB"
    behind = next((c for c in s.children[verb] if c > verb and deps[c] in ("appos", "nmod", "npadvmod", "dep")), None)
    if behind is not None:
        deps[behind] = "dobj"
    return replace(s, deps=tuple(deps), tags=tuple(tags), pos=tuple(pos))
