"""Who says what: words between marks, turns of a transcript, and clauses that somebody is made to say.

The speaker of words between marks is the subject of the nearest verb of speech outside of them; without one, whoever
is named behind the words, spoke last, or was told of in the sentence before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.beside import right_beside
from musterbook.claims.earlier import by_pronoun
from musterbook.claims.fullnames import completed
from musterbook.claims.implied import before, behind, introduced, predicate, titled
from musterbook.claims.marks import ALL, ENDED, stretches
from musterbook.claims.phrasings import by_agent, by_phrasing
from musterbook.claims.reported import announced_in, indirect_in
from musterbook.claims.scene import Scene, Voice, match
from musterbook.claims.speakers import (
    Said,
    according,
    behind_verb,
    listener,
    named_source,
    speaker_of,
)
from musterbook.claims.turns import labelled, signed, turns
from musterbook.lexicons.frames import grammar, speech
from musterbook.model import Party, Sentence

G = grammar()
L = speech()
SHORTEST_QUOTE_WORDS = 4
"""Fewer words between marks are a name or an irony, unless a verb of speech stands at their side."""
SHORTEST_FRAGMENT_WORDS = 2
CLOSE = 40
"""Code points between a verb of calling and the few words that it calls a thing; what the less likely side adds."""
BESIDE = 30
"""Code points between a short remark and the verb that says whose it is."""
REACH = 160
"""Code points between the marks and the verb that says whose words they are."""
ASIDE = 80
"""What a full stop in between adds to that distance."""
LONGEST_ATTRIBUTION = 90
"""Code points behind a short remark in which its verb of speech may stand."""
ENDS = ".!?"
COLON = ":"


def with_voices(scene: Scene) -> Scene:
    """The scene with everybody's words marked, direct ones first."""
    reported = tuple(v for s in scene.parsed.sentences for v in indirect_in(scene, s))
    spoken = tuple(turns(scene))
    direct = (*_direct(scene, reported, spoken), *spoken)
    marked = replace(scene, voices=direct)
    indirect = tuple(v for s in scene.parsed.sentences for v in (*indirect_in(marked, s), *announced_in(marked, s)))
    return replace(scene, voices=direct + indirect)


# --- words between marks ---------------------------------------------------------------------------------------------


def _direct(scene: Scene, reported: tuple[Voice, ...], spoken: tuple[Voice, ...]) -> Iterator[Voice]:
    """Stretches between marks with their speakers; without an attribution of its own, whoever spoke last before it."""
    last: tuple[int, Party] | None = None
    marked = tuple(stretches(scene.text))
    for start, end in marked:
        if any(v.start <= start and end <= v.end for v in spoken) or titled(scene, start, end):
            continue
        length = len(scene.text[start:end].split())
        said = _attributed(scene, (start, end), marked)
        goes_on = length >= SHORTEST_FRAGMENT_WORDS and _goes_on(scene.text, last, start, end)
        if length < SHORTEST_QUOTE_WORDS and not goes_on and not _short(scene, (start, end), length, said):
            continue
        unknown = said is None or said.speaker is None
        if unknown and length >= SHORTEST_QUOTE_WORDS and (speaker := signed(scene, start, end)) is not None:
            said = Said(speaker=speaker)
        elif unknown and (length >= SHORTEST_QUOTE_WORDS or goes_on) and _whole(scene.text, start, end):
            speaker = behind(scene, start, end) or before(scene, start, last, reported)
            said = Said(speaker=speaker, verb=said.verb if said else None)
        if said is not None and said.speaker is not None:
            said = replace(said, speaker=completed(scene, said.speaker))
        last = (end, said.speaker) if said is not None and said.speaker is not None else last
        yield Voice(
            start=start,
            end=end,
            speaker=said.speaker if said else None,
            direct=True,
            verb=said.verb if said else None,
            told=said.told if said else None,
        )


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the words are a sentence of their own, not a fragment of the sentence around them."""
    words = text[start:end].strip(ALL)
    return words[:1].isupper() and words.rstrip()[-1:] in ENDED


def _goes_on(text: str, last: tuple[int, Party] | None, start: int, end: int) -> bool:
    """Whether a sentence between marks follows the attribution of the words before it ("..., she said. "Ask them.")."""
    between = text[last[0] : start].strip() if last is not None else ""
    return 0 < len(between) <= ASIDE and between[-1:] in ENDS and "\n" not in between and _whole(text, start, end)


def _short(scene: Scene, words: tuple[int, int], length: int, said: Said | None) -> bool:
    """Whether a fragment of few words is speech: what somebody calls a thing, or a remark with its verb beside it."""
    start, end = words
    if said is None:
        return False
    if length >= SHORTEST_FRAGMENT_WORDS and scene.text[start + 1 : start + 2].islower():
        s = next((s for s in scene.parsed.sentences if s.start <= start < s.end), None)
        if s is None:
            return False
        if _predicated(s, start) and said.speaker is not None and said.verb is not None:
            return True
        verbs = [v for v in range(len(s.words)) if s.pos[v] == "VERB" and start - CLOSE <= s.ends[v] <= start]
        return bool(verbs) and s.lower[verbs[-1]] in L.calling
    if not _whole(scene.text, start, end):
        return False
    if said.speaker is not None and scene.text[:start].rstrip()[-1:] == ":":
        return True
    if said.speaker is not None and said.verb is not None and _verb_follows(scene, end, said.verb):
        return True
    if length < SHORTEST_FRAGMENT_WORDS:
        return False
    leading = scene.text[:start].split("\n")[-1].lower().rstrip(" ,:").split()
    near = [*scene.text[end : end + BESIDE].split("\n")[0].lower().split(), *leading[-1:]]
    return any(word.strip(",.") in L.verbs for word in near)


def _nearest_verb(
    scene: Scene, words: tuple[int, int], line: tuple[int, int], marked: Sequence[tuple[int, int]]
) -> tuple[int, Said] | None:
    """The attribution by the verb of speech that stands nearest on the line, and how far away."""
    best: tuple[int, Said] | None = None
    for s in scene.parsed.sentences:
        if s.end <= line[0] or s.start >= line[1]:
            continue
        for v in range(len(s.words)):
            if s.lower[v] not in L.verbs or (s.pos[v] not in ("VERB", "AUX") and s.deps[v] != "ROOT"):
                continue
            if any(low <= s.starts[v] < high for low, high in marked):
                continue
            gap = _gap(scene.text, words, (s.starts[v], s.ends[v]))
            if gap is None or (best is not None and gap >= best[0]) or match(s, v, L.verbs[s.lower[v]]) is None:
                continue
            if s.deps[v] == "relcl" and _about_it(s, v):
                continue
            speaker = _by_verb(scene, s, v, words, marked)
            if speaker is not None:
                best = (gap, Said(speaker=speaker, verb=s.lower[v], told=listener(scene, s, v)))
            elif gap <= BESIDE and syntax.child(s, v, "nsubj", "nsubjpass") is not None:
                best = (gap, Said(speaker=None, verb=s.lower[v]))
    return best


def _predicated(s: Sentence, start: int) -> bool:
    """Whether the words follow a form of "be" ("the plan was "on track""), as what somebody says of a thing."""
    before = [k for k in range(len(s.words)) if s.ends[k] <= start]
    return bool(before) and s.lower[before[-1]] in G["be"]


def _spoken(speaker: Party | None) -> Said | None:
    return Said(speaker=speaker) if speaker is not None else None


def _verb_follows(scene: Scene, end: int, verb: str) -> bool:
    """Whether the verb of speech stands in the clause right behind the marks (""Enough," Colonel X said")."""
    line = scene.text[end:].split("\n", 1)[0][:LONGEST_ATTRIBUTION]
    clause = re.split(r"[.!?;:\"“”]", line, maxsplit=1)[0]
    return clause[:1] == " " and verb in clause.lower().split()


def _attributed(scene: Scene, words: tuple[int, int], marked: Sequence[tuple[int, int]]) -> Said | None:
    """Who says the words by the nearest verb of speech on the same line, or by "according to".

    Nobody who speaks and no verb of speech stands between other marks (`marked`).
    """
    start, end = words
    line_end = scene.text.find("\n", end)
    line_end = len(scene.text) if line_end < 0 else line_end
    line_start = scene.text.rfind("\n", 0, start) + 1
    beside = _by_preposition(scene, start, end, (end, min(line_end, end + len(", ") + 1)))
    if beside is not None:
        return beside
    best = _nearest_verb(scene, words, (line_start, line_end), marked)
    opened = scene.text[line_start:start].rstrip().endswith(COLON)
    if opened and (best is None or best[0] >= ASIDE):
        named = labelled(scene, start) or introduced(scene, start)
        if named is not None:
            return named
    if best is None or (best[0] >= ASIDE and _fragment(scene.text, start, end)):
        other = _by_preposition(scene, start, end, (line_start, line_end)) or predicate(scene, start)
        other = other or _spoken(by_phrasing(scene, start))
        if best is not None:
            return other or best[1]
        return other or labelled(scene, start) or introduced(scene, start) or right_beside(scene, start, end)
    return best[1]


def _about_it(s: Sentence, v: int) -> bool:
    """ "bought with rice", which the commission denies: whoever speaks in a clause of its own about the words."""
    return any(s.tags[c] == "WDT" and s.deps[c] == "dobj" and s.words[c - 1] == "," for c in s.children[v])


def _by_verb(
    scene: Scene, s: Sentence, v: int, words: tuple[int, int], marked: Sequence[tuple[int, int]]
) -> Party | None:
    """Who says it with verb `v`; of a passive ("he was asked") its subject says nothing."""
    if syntax.is_passive(s, v) and (s.lower[v] in L.telling or syntax.agent(s, v) is not None):
        return by_agent(scene, s, v)
    close = 0 <= s.starts[v] - words[1] <= len(" ,")
    behind = behind_verb(scene, s, v) if close else None
    return behind or speaker_of(scene, s, v, marked) or by_pronoun(scene, s, v, marked)


def _gap(text: str, words: tuple[int, int], verb: tuple[int, int]) -> int | None:
    """How far a verb of speech stands from the marks; None beyond reach. What another sentence says counts as far.

    A sentence between marks has its verb behind it, a fragment in the middle of a sentence before it.
    """
    start, end = words
    fragment = _fragment(text, start, end)
    if verb[0] >= end:
        gap, between = verb[0] - end + CLOSE * fragment, text[end : verb[0]]
        ended = text[start:end].rstrip("\"\u201d\u00bb'").endswith(".")
    else:
        gap, between = start - verb[1] + CLOSE * (not fragment), text[verb[1] : start]
        ended = False
    if gap > REACH:
        return None
    return gap + ASIDE * (ended + any(mark in between for mark in ENDS))


def _fragment(text: str, start: int, end: int) -> bool:
    """Whether the words are a part of the sentence around them."""
    return text[start:end].strip(ALL)[:1].islower() and text[:start].rstrip()[-1:] not in ("", *ENDS)


def _by_preposition(scene: Scene, start: int, end: int, line: tuple[int, int]) -> Said | None:
    """ "according to the ministry" on the same line."""
    for s in scene.parsed.sentences:
        if s.end <= line[0] or s.start >= line[1]:
            continue
        for i, o in according(s):
            if line[0] <= s.starts[i] < line[1] and not start <= s.starts[i] < end:
                speaker = named_source(scene, s, o)
                if speaker is not None:
                    return Said(speaker=speaker)
    return None
