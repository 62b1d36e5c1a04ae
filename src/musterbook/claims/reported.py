"""Reported speech: the clauses that somebody is made to say without marks, and what somebody announces."""

from collections.abc import Iterator

from musterbook.claims import syntax
from musterbook.claims.named import as_printed
from musterbook.claims.nameless import with_words
from musterbook.claims.scene import Scene, Voice, match
from musterbook.claims.speakers import according, inside_phrase, listener, named_source
from musterbook.lexicons.frames import speech
from musterbook.model import Party, Sentence

L = speech()
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CLAUSES = ("ccomp", "xcomp")
NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "CCONJ", "ADP", "PUNCT", "PRON"})
COMMA = ","


def indirect_in(scene: Scene, s: Sentence) -> Iterator[Voice]:
    """The reported clauses of one sentence: below a verb of speech, before ", the navy said", behind "according to"."""
    for v in range(len(s.words)):
        if s.lower[v] not in L.verbs or s.pos[v] != "VERB" or syntax.is_passive(s, v):
            continue
        hit = match(s, v, L.verbs[s.lower[v]])
        if hit is None or hit[0].lemma not in L.indirect:
            continue
        bounds = _clause(s, v)
        speaker = _reporter(scene, s, v) if bounds is not None else None
        if speaker is None and (bounds is None or bounds[0] < v) and (trailing := _trailing(scene, s, v)) is not None:
            bounds, speaker = (0, trailing[0]), trailing[1]
        if bounds is None:
            continue
        low, high = bounds
        yield Voice(
            start=s.starts[low],
            end=s.ends[min(high, len(s.words)) - 1],
            speaker=speaker,
            direct=False,
            verb=s.lower[v],
            told=listener(scene, s, v),
        )
    for _, o in according(s):
        found = scene.resolve(s, o) or inside_phrase(scene, s, o)
        speaker = with_words(scene, s, o, found[0]) if found else named_source(scene, s, o)
        if speaker is not None:
            yield Voice(start=s.start, end=s.end, speaker=speaker, direct=False)
            break


def _clause(s: Sentence, v: int) -> tuple[int, int] | None:
    """Tokens of the clause below a verb of speech ("said that", "claimed to have"), or of the one that it follows."""
    clauses = [c for dep in CLAUSES for c in s.children[v] if s.deps[c] == dep and s.pos[c] in ("VERB", "AUX")]
    if clauses:
        return s.subtree(clauses[0])
    up = s.heads[v]
    if s.deps[v] == "parataxis" and s.pos[up] in ("VERB", "AUX"):
        return (0, v) if up < v else (v + 1, len(s.words))
    return None


def _trailing(scene: Scene, s: Sentence, v: int) -> tuple[int, Party | None] | None:
    """ "The ship leaves on Monday, the navy said in a statement.": the comma before whoever says it, and who that is.

    Nothing finite may follow the verb, only a noun phrase may stand between it and the comma, and what is said must
    have a verb of its own.
    """
    if s.tags[v] not in FINITE or any(s.tags[k] in FINITE for k in range(v + 1, len(s.words))):
        return None
    own = syntax.child(s, v, "nsubj", "conj")
    low = v - 1
    commas: list[int] = []
    while low > 0 and s.pos[low] in NOMINAL and s.tags[low] not in ("WDT", "WP"):
        commas += [low] if s.words[low] == COMMA else []
        low -= 1
    head = own if own is not None and own < v else max((k for k in range(low + 1, v) if _is_name(s, k)), default=None)
    before = [c for c in commas if head is not None and c < syntax.phrase(s, head)[0]]
    if head is None or not before or not any(s.tags[k] in FINITE for k in range(before[0])):
        return None
    beside = [m.party for m in scene.cast.within(s.starts[before[0]], s.starts[v]) if m.party.kind == "person"]
    if beside:
        return before[0], beside[-1]
    found = scene.resolve(s, head)
    return before[0], with_words(scene, s, head, found[0]) if found else as_printed(scene, s, head)


def _is_name(s: Sentence, k: int) -> bool:
    return s.pos[k] in ("NOUN", "PROPN") and s.deps[k] not in ("compound", "poss", "pobj")


def announced_in(scene: Scene, s: Sentence) -> Iterator[Voice]:
    """ "The minister announced $20 million": what somebody announces without a clause is still said by them."""
    for v in range(len(s.words)):
        if s.lower[v] not in L.announcing or s.pos[v] != "VERB" or syntax.is_passive(s, v):
            continue
        hit = match(s, v, L.announcing[s.lower[v]])
        thing, subject = syntax.child(s, v, "dobj"), syntax.subject(s, v)
        if hit is None or thing is None or subject is None:
            continue
        speaker = next(iter(scene.resolve(s, subject)), None) or as_printed(scene, s, subject)
        if speaker is not None:
            first = subject if subject < v and s.heads[subject] == v else v
            low, high = min(syntax.phrase(s, first)[0], v), s.subtree(hit[1] if hit[1] > v else thing)[1]
            yield Voice(start=s.starts[low], end=s.ends[high - 1], speaker=speaker, direct=False, quoted=False)


def _reporter(scene: Scene, s: Sentence, v: int) -> Party | None:
    """Who says the clause below a verb of speech: a party, or the words of the text for somebody unnamed."""
    own = syntax.child(s, v, "nsubj")
    subject = own if own is not None else syntax.subject(s, v)
    if subject is None:
        return None
    found = scene.resolve(s, subject)
    if not found and own is not None and s.lower[subject] in L.data:
        return next((p for _, o in syntax.preposition(s, subject) for p in scene.resolve(s, o)), None)
    return with_words(scene, s, subject, found[0]) if found else as_printed(scene, s, subject)
