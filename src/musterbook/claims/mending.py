"""Mend what the parser makes of names that it does not know, where the table of parties knows them.

"USAID recently committed $38 million": an unknown acronym at the start of a sentence is parsed as an adverb, and the
clause then has no subject. A named state or body that hangs on a verb to its right that has none is that subject.
"""

from dataclasses import replace

from musterbook.claims import syntax
from musterbook.model import Parsed, Sentence
from musterbook.model.cast import Cast

LOOSE = frozenset({"advmod", "npadvmod", "intj", "dep", "nmod", "amod", "dobj", "csubj", "ccomp"})
"""Labels under which a name before the verb is no part of the clause's grammar."""

ACTING = frozenset({"state", "body", "mission"})
NAMED = frozenset({"name", "acronym", "seat"})


def mended(parsed: Parsed, cast: Cast) -> Parsed:
    """The cast's reading of the document, with such names as subjects; everything else as it was."""
    return replace(parsed, sentences=tuple(_mended(s, cast) for s in cast.sentences))


def _mended(s: Sentence, cast: Cast) -> Sentence:
    for m in cast.within(s.start, s.end):
        if m.party.kind not in ACTING or m.how not in NAMED:
            continue
        inside = [i for i in range(len(s.words)) if m.start <= s.starts[i] and s.ends[i] <= m.end]
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
