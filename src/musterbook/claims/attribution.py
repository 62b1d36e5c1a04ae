"""Who says what: words between marks, and clauses that somebody is made to say.

A quotation is a stretch between marks; an attribution between two stretches ends a block, a mark re-opened at a
paragraph does not. Its speaker is the subject of the nearest verb of speech outside of the marks.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.scene import Scene, Voice, match
from musterbook.lexicons.frames import grammar, speech
from musterbook.lexicons.titles import titles
from musterbook.model import Claim, Family, Part, Party, Sentence, Span

G = grammar()
L = speech()
T = titles()
ACCORDING = {words[0]: tuple(each for each in L.according if each[0] == words[0]) for words in L.according}
"""Phrases that name a source, by their first word."""
MARKS = re.compile("[\"“”„«»]|(?<!\\w)''|''(?!\\w)")
OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
SHORTEST_QUOTE_WORDS = 4
"""Fewer words between marks are a name or an irony, unless a verb of speech stands at their side."""
SHORTEST_FRAGMENT_WORDS = 2
CLOSE = 40
"""Code points between a verb of calling and the few words that it calls a thing."""
REACH = 160
"""Code points between the marks and the verb that says whose words they are."""
ASIDE = 80
"""What a full stop in between adds to that distance."""
ENDS = ".!?"


def with_voices(scene: Scene) -> Scene:
    """The scene with everybody's words marked, direct ones first."""
    reported = tuple(v for s in scene.parsed.sentences for v in _indirect(scene, s))
    direct = tuple(_direct(scene, reported))
    spoken = replace(scene, voices=direct)
    indirect = tuple(v for s in scene.parsed.sentences for v in _indirect(spoken, s))
    return replace(scene, voices=direct + indirect)


def quotes(scene: Scene) -> Iterator[Claim]:
    """One quote claim for each stretch between marks that somebody says, and for each reported clause."""
    for voice in scene.voices:
        start, end = (voice.start, voice.end) if voice.direct else _sentence_around(scene, voice)
        words = scene.text[voice.start : voice.end]
        if voice.direct and voice.speaker is None and len(words.split()) < SHORTEST_QUOTE_WORDS * 2:
            continue
        if not voice.direct and (voice.speaker is None or _inside_marks(scene, voice)):
            continue
        yield Claim(
            document_id=scene.document.id,
            family=Family.QUOTE,
            evidence=scene.text[start:end],
            span=Span(document_id=scene.document.id, start=start, end=end),
            rule="quote.direct" if voice.direct else "quote.indirect",
            speaker=voice.speaker.id if voice.speaker else None,
            speaker_role=voice.speaker.role if voice.speaker else None,
            speaker_party=voice.speaker.country if voice.speaker else None,
            words=words.strip('"“”„«» ,\n'),
            direct=voice.direct,
            mission=scene.cast.mission,
            recipient=None,
            reported=scene.document.published,
            parts=_speaker_part(scene, voice, start, end),
        )


def _speaker_part(scene: Scene, voice: Voice, start: int, end: int) -> tuple[Part, ...]:
    """Where the speaker's name stands, when outside of the words: the nearest mention of the same party."""
    if voice.speaker is None:
        return ()
    named = [m for m in scene.cast.mentions if m.party.id == voice.speaker.id]
    if not named or any(start <= m.start < end for m in named):
        return ()
    near = min(named, key=lambda m: min(abs(m.start - end), abs(start - m.end)))
    return (Part(slot="speaker", start=near.start, end=near.end),)


def _sentence_around(scene: Scene, voice: Voice) -> tuple[int, int]:
    s = next(s for s in scene.parsed.sentences if s.start <= voice.start < s.end)
    start, end = syntax.text_between(s, scene.text, 0, len(s.words))
    return start, end


def _inside_marks(scene: Scene, voice: Voice) -> bool:
    return any(v.direct and v.start < voice.end and voice.start < v.end for v in scene.voices)


# --- words between marks ---------------------------------------------------------------------------------------------


def _direct(scene: Scene, reported: tuple[Voice, ...]) -> Iterator[Voice]:
    """Stretches between marks with their speakers; without an attribution of its own, whoever spoke last before it."""
    last: tuple[int, Party] | None = None
    for start, end in _stretches(scene.text):
        body = scene.text[start:end]
        length = len(body.split())
        speaker = _attributed(scene, start, end)
        if length < SHORTEST_QUOTE_WORDS and (speaker is None or not _called(scene, start, length)):
            continue
        if speaker is None and length > SHORTEST_QUOTE_WORDS * 2:
            speaker = _before(scene, start, last, reported)
        last = (end, speaker) if speaker is not None else last
        yield Voice(start=start, end=end, speaker=speaker, direct=True)


def _before(scene: Scene, start: int, last: tuple[int, Party] | None, reported: tuple[Voice, ...]) -> Party | None:
    """Who spoke last before an offset, in marks or in a reported clause; else the person of the sentence before."""
    spoke = [(v.start, v.speaker) for v in reported if v.start < start and v.speaker and v.speaker.kind == "person"]
    if last is not None:
        spoke.append(last)
    if spoke:
        return max(spoke, key=lambda found: found[0])[1]
    sentence = next((s for s in reversed(scene.parsed.sentences) if s.end <= start), None)
    if sentence is None:
        return None
    subjects = [i for i in range(len(sentence.words)) if sentence.deps[i] == "nsubj"]
    people = [p for i in subjects for p in scene.cast.resolve(sentence, i) if p.kind == "person"]
    return people[0] if people else None


def _called(scene: Scene, start: int, length: int) -> bool:
    """Whether a fragment of few words is what somebody calls a thing ("called it "a disgrace"")."""
    if length < SHORTEST_FRAGMENT_WORDS or not scene.text[start + 1 : start + 2].islower():
        return False
    s = next((s for s in scene.parsed.sentences if s.start <= start < s.end), None)
    if s is None:
        return False
    before = [v for v in range(len(s.words)) if s.pos[v] == "VERB" and start - CLOSE <= s.ends[v] <= start]
    return bool(before) and s.lower[before[-1]] in L.calling


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Marked stretches, marks included; an unclosed one ends with its paragraph unless the next one re-opens it."""
    position, paragraph_start = 0, 0
    opened: int | None = None
    for paragraph in re.split(r"(\n+)", text):
        start = position
        position += len(paragraph)
        if not paragraph.strip():
            continue
        marks = [
            (m.start() + start, m.group())
            for m in MARKS.finditer(paragraph)
            if not _is_measure(text, m.start() + start)
        ]
        if opened is not None:
            stripped = len(paragraph) - len(paragraph.lstrip())
            if marks and marks[0][0] == start + stripped and marks[0][1] not in CLOSING:
                marks = marks[1:]
            else:
                yield opened, paragraph_start
                opened = None
        for offset, mark in marks:
            if opened is None:
                if mark not in CLOSING:
                    opened = offset
            elif mark not in OPENING:
                yield opened, offset + len(mark)
                opened = None
        paragraph_start = start + len(paragraph.rstrip())
    if opened is not None:
        yield opened, paragraph_start


def _is_measure(text: str, offset: int) -> bool:
    """An inch mark after a figure is no quotation mark."""
    return (
        text[offset] == STRAIGHT
        and offset > 0
        and text[offset - 1].isdigit()
        and text[offset + 1 : offset + 2] != ""
        and text[offset + 1].isspace()
        and text.count(STRAIGHT, max(0, offset - 200), offset) % 2 == 0
    )


def _attributed(scene: Scene, start: int, end: int) -> Party | None:
    """The subject of the nearest verb of speech on the same line, after the words first, then before them."""
    line_end = scene.text.find("\n", end)
    line_end = len(scene.text) if line_end < 0 else line_end
    line_start = scene.text.rfind("\n", 0, start) + 1
    best: tuple[int, Party] | None = None
    for s in scene.parsed.sentences:
        if s.end <= line_start or s.start >= line_end:
            continue
        for v in range(len(s.words)):
            if start <= s.starts[v] < end or s.lower[v] not in L.verbs or s.pos[v] not in ("VERB", "AUX"):
                continue
            gap = _gap(scene.text, (start, end), (s.starts[v], s.ends[v]))
            if gap is None or (best is not None and gap >= best[0]):
                continue
            speaker = _speaker_of(scene, s, v, (start, end))
            if speaker is not None:
                best = (gap, speaker)
    if best is None:
        return _by_preposition(scene, start, end, (line_start, line_end))
    return best[1]


def _gap(text: str, words: tuple[int, int], verb: tuple[int, int]) -> int | None:
    """How far a verb of speech stands from the marks; None beyond reach. What another sentence says counts as far."""
    start, end = words
    if verb[0] >= end:
        gap, between = verb[0] - end, text[end : verb[0]]
        ended = text[start:end].rstrip("\"\u201d\u00bb'").endswith(".")
    else:
        gap, between = start - verb[1] + CLOSE, text[verb[1] : start]
        ended = False
    if gap > REACH:
        return None
    return gap + ASIDE * (ended + any(mark in between for mark in ENDS))


def _speaker_of(scene: Scene, s: Sentence, v: int, inside: tuple[int, int]) -> Party | None:
    subject = syntax.child(s, v, "nsubj")
    if subject is None and s.tags[v] != "VBG":
        subject = syntax.subject(s, v)
    candidates = [] if subject is None else [subject]
    candidates += [k for k in (v - 1, v + 1) if 0 <= k < len(s.words) and s.pos[k] in ("PROPN", "PRON", "NOUN")]
    for k in candidates:
        if inside[0] <= s.starts[k] < inside[1] or s.lower[k] in G["first_person"]:
            continue
        found = scene.cast.resolve(s, k)
        if found:
            return found[0]
        covering = scene.cast.within(s.starts[syntax.phrase(s, k)[0]], s.ends[s.subtree(k)[1] - 1])
        people = [m.party for m in covering if m.party.kind == "person"]
        if people:
            return people[-1]
    inverted = [k for k in s.children[v] if k > v and s.deps[k] in ("dobj", "attr", "oprd")]
    for k in (own for own in (syntax.child(s, v, "nsubj"), *inverted[:1]) if own is not None):
        if not inside[0] <= s.starts[k] < inside[1]:
            return _as_printed(scene, s, k)
    return None


def _as_printed(scene: Scene, s: Sentence, head: int) -> Party | None:
    """A speaker whom the cast does not know, in the words of the text: a name, else "a police source"."""
    named = [head, *syntax.children(s, head, "appos")]
    name = next((k for k in named if s.pos[k] == "PROPN"), None)
    low, high = syntax.phrase(s, head if name is None else name)
    if name is None and (s.pos[head] != "NOUN" or L.data.intersection(s.lower[low:high])):
        return None
    first = low
    while name is not None and first < name and s.lower[first] in T.title | T["honorifics"]:
        first += 1
    role = scene.text[s.starts[low] : s.ends[first - 1]] if first > low else None
    words = scene.text[s.starts[first] : s.ends[high - 1]]
    return Party(id=words, name=words, kind="person", role=role)


def _by_preposition(scene: Scene, start: int, end: int, line: tuple[int, int]) -> Party | None:
    """ "according to the ministry" on the same line."""
    for s in scene.parsed.sentences:
        if s.end <= line[0] or s.start >= line[1]:
            continue
        for i, o in _according(s):
            if not start <= s.starts[i] < end:
                found = scene.cast.resolve(s, o) or tuple(
                    m.party for m in scene.cast.within(s.starts[syntax.phrase(s, o)[0]], s.ends[s.subtree(o)[1] - 1])
                )
                printed = found[0] if found else _as_printed(scene, s, o)
                if printed is not None:
                    return printed
    return None


def _according(s: Sentence) -> Iterator[tuple[int, int]]:
    for i, word in enumerate(s.lower):
        for words in ACCORDING.get(word, ()):
            if s.lower[i : i + len(words)] == words:
                last = i + len(words) - 1
                o = syntax.child(s, last, "pobj")
                if o is not None:
                    yield i, o


# --- reported clauses ------------------------------------------------------------------------------------------------


def _indirect(scene: Scene, s: Sentence) -> Iterator[Voice]:
    for v in range(len(s.words)):
        if s.lower[v] not in L.verbs or s.pos[v] != "VERB":
            continue
        hit = match(s, v, L.verbs[s.lower[v]])
        if hit is None or hit[0].lemma not in L.indirect:
            continue
        clause = next((c for c in s.children[v] if s.deps[c] == "ccomp" and s.pos[c] in ("VERB", "AUX")), None)
        if clause is None:
            clause = s.heads[v] if s.deps[v] == "parataxis" and s.pos[s.heads[v]] in ("VERB", "AUX") else None
        if clause is None or syntax.is_passive(s, v):
            continue
        subject = syntax.child(s, v, "nsubj")
        found = scene.resolve(s, subject) if subject is not None else ()
        if not found and subject is not None and s.lower[subject] in L.data:
            found = next((scene.resolve(s, o) for _, o in syntax.preposition(s, subject)), ())
        if not found and subject is None:
            found = scene.resolve(s, k) if (k := syntax.subject(s, v)) is not None else ()
        low, high = s.subtree(clause)
        if s.deps[v] == "parataxis":
            low, high = (0, v) if clause < v else (v + 1, len(s.words))
        speaker = found[0] if found else None
        yield Voice(start=s.starts[low], end=s.ends[min(high, len(s.words)) - 1], speaker=speaker, direct=False)
    for i, o in _according(s):
        found = scene.resolve(s, o) or _inside(scene, s, o)
        if found:
            yield Voice(start=s.start, end=s.end, speaker=found[0], direct=False)
            break
        del i


def _inside(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """ "according to statistics from the UN": the party inside the phrase."""
    for _, o in syntax.preposition(s, head):
        found = scene.resolve(s, o)
        if found:
            return found
    return ()
