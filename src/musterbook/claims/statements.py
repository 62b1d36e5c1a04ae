"""Quotations as claims: the words, who says them to whom, what they name, and where the speaker stands.

A statement that needs no quoted word ("The bloc condemned the attack") is reported speech too: its act is its stance.
"""

from collections.abc import Iterator

from musterbook.claims import syntax
from musterbook.claims.drafts import denied
from musterbook.claims.marks import ALL
from musterbook.claims.scene import Scene, Voice, match
from musterbook.lexicons.frames import grammar, speech
from musterbook.model import Claim, Family, Part, Party, Sentence, Span, Stance

G = grammar()
L = speech()
SHORTEST_UNSAID_WORDS = 8
"""Words between marks that nobody is made to say need this many to be anybody's."""
SPEAKERS = frozenset({"state", "body", "mission", "armed_group", "person"})
LONGEST_SEAT = 5
"""Tokens in which the place of negotiations is named behind them ("talks in Jeddah")."""
SUBJECTS = frozenset({"state", "place", "region", "mission"})
"""Kinds of party that words are about."""


def quotes(scene: Scene) -> Iterator[Claim]:
    """One claim for each stretch that somebody says, each reported clause, and each act of speech with a stance."""
    taken: set[tuple[int, int]] = set()
    for voice in scene.voices:
        if not voice.quoted:
            continue
        words = scene.text[voice.start : voice.end]
        unsaid = voice.speaker is None and voice.verb is None
        if voice.direct and unsaid and len(words.split()) < SHORTEST_UNSAID_WORDS:
            continue
        if not voice.direct and (voice.speaker is None or _inside_marks(scene, voice.start, voice.end)):
            continue
        bounds = (voice.start, voice.end) if voice.direct else _sentence_around(scene, voice)
        if bounds in taken:
            bounds = (_after_other(scene, voice), voice.end)
        taken.add(bounds)
        yield _claim(scene, voice, bounds, _stance(scene, voice))
    for s in scene.parsed.sentences:
        yield from _acts(scene, s)


def _claim(scene: Scene, voice: Voice, bounds: tuple[int, int], stance: Stance | None) -> Claim:
    start, end = bounds
    speaker = voice.speaker
    name, role, party = _named(speaker)
    how = "direct" if voice.direct else "indirect"
    return Claim(
        document_id=scene.document.id,
        family=Family.QUOTE,
        evidence=scene.text[start:end],
        span=Span(document_id=scene.document.id, start=start, end=end),
        rule=f"quote.{how}",
        speaker=name,
        speaker_role=role,
        speaker_party=party,
        words=scene.text[voice.start : voice.end].strip(ALL + " ,\n"),
        direct=voice.direct,
        told=voice.told,
        about=_about(scene, voice.start, voice.end, speaker),
        stance=stance,
        mission=scene.cast.mission,
        reported=scene.document.published,
        parts=_speaker_part(scene, voice, start, end),
    )


def _named(speaker: Party | None) -> tuple[str | None, str | None, str | None]:
    """Name, role and party of a speaker; somebody without a name who speaks for a state or a body is in their words."""
    if speaker is None:
        return None, None, None
    if speaker.role and speaker.kind != "person":
        return speaker.role, None, speaker.country or speaker.id
    return speaker.id, speaker.role, speaker.country


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
    return syntax.text_between(s, scene.text, 0, len(s.words))


def _after_other(scene: Scene, voice: Voice) -> int:
    """Where the words of a second speaker of the sentence begin, with whoever says them: behind the first one's."""
    s = next(s for s in scene.parsed.sentences if s.start <= voice.start < s.end)
    ends = [v.end for v in scene.voices if not v.direct and s.start <= v.start and v.end <= voice.start]
    low = next((k for k in range(len(s.words)) if s.starts[k] >= max(ends, default=voice.start)), 0)
    return syntax.text_between(s, scene.text, low, len(s.words))[0]


def _inside_marks(scene: Scene, start: int, end: int) -> bool:
    return any(v.direct and v.start < end and start < v.end for v in scene.voices)


# --- what it is about ------------------------------------------------------------------------------------------------


def _about(scene: Scene, start: int, end: int, speaker: Party | None) -> tuple[str, ...]:
    """States, missions and processes that the words name, each once; the speaker's own is no topic."""
    found: dict[str, int] = {}
    own = {speaker.id, speaker.country} if speaker is not None else set()
    taken: list[tuple[int, int]] = []
    for low, high in _processes(scene, start, end):
        found.setdefault(scene.text[low:high], low)
        taken.append((low, high))
    for name in scene.cast.missions:
        if start <= name.start and name.end <= end:
            found.setdefault(name.mission, name.start)
            taken.append((name.start, name.end))
    for m in scene.cast.within(start, end):
        topic = m.party.country if m.party.kind in ("state", "place") else m.party.id
        if m.party.kind in SUBJECTS and topic and topic not in own and not any(a <= m.start < b for a, b in taken):
            found.setdefault(topic, m.start)
    return tuple(sorted(found, key=lambda topic: (found[topic], topic)))


def _processes(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """ "the Nairobi process", "the Luanda talks": a named place before a noun of negotiation."""
    for s in scene.parsed.sentences:
        if s.end <= start or s.start >= end:
            continue
        for i in range(1, len(s.words)):
            if s.lower[i] not in L.processes or not start <= s.starts[i] < end:
                continue
            held = next((m for m in scene.mentions_in(s, i + 1, min(i + LONGEST_SEAT, len(s.words)))), None)
            if held is not None and s.lower[i + 1] in G["place"] and held.start == s.starts[i + 2]:
                if held.party.kind in SUBJECTS and held.how != "demonym":
                    yield s.starts[i], held.end
                continue
            low = i
            while low > 0 and (s.lower[low - 1] in L.between_names or s.pos[low - 1] == "PROPN"):
                low -= 1
            places = [m for m in scene.mentions_in(s, low, i) if m.party.kind in SUBJECTS and m.how != "demonym"]
            if places and places[0].start >= start:
                yield places[0].start, s.ends[i]


# --- where the speaker stands ----------------------------------------------------------------------------------------


def _stance(scene: Scene, voice: Voice) -> Stance | None:
    """The stance of the words themselves, said of the speaker's own side; else that of the verb of speech."""
    for s in scene.parsed.sentences:
        if s.end <= voice.start or s.start >= voice.end:
            continue
        for v in range(len(s.words)):
            inside = voice.start <= s.starts[v] < voice.end
            if inside and s.pos[v] == "VERB" and (found := _stance_verb(s, v)) and _own(scene, s, v, voice.speaker):
                return found
    return next((stance for stance, verbs in L.stances.items() if voice.verb in verbs), None)


def _stance_verb(s: Sentence, v: int, *, passive: bool = False) -> Stance | None:
    """The stance of a verb that is neither denied nor only possible; in the passive only with its agent."""
    if s.lower[v] not in L.stance_verbs or denied(s, v):
        return None
    if syntax.is_passive(s, v) and not (passive and syntax.agent(s, v) is not None):
        return None
    if syntax.tense(s, v) in (syntax.FUTURE, syntax.INFINITIVE, syntax.NECESSITY):
        return None
    for stance, words in L.stance_verbs[s.lower[v]]:
        if match(s, v, (words,)) is not None:
            return stance
    return None


def _own(scene: Scene, s: Sentence, v: int, speaker: Party | None) -> bool:
    """Whether the verb is the speaker's own act: "we condemn", "the Council calls on" of the Council's spokesman."""
    subject = syntax.subject(s, v)
    if subject is None or s.lower[subject] in G["first_person"]:
        return True
    if speaker is None:
        return False
    sides = {speaker.id, speaker.country, scene.cast.official_of(speaker)} - {None}
    return any(p.id in sides or (p.country in sides and p.kind == "state") for p in scene.resolve(s, subject))


def _acts(scene: Scene, s: Sentence) -> Iterator[Claim]:
    """Acts of speech that need no quoted word: who condemned, urged, demanded, thanked, welcomed or denied what."""
    for v in range(len(s.words)):
        if s.lower[v] not in L.stance_verbs or s.pos[v] != "VERB" or s.deps[v] in ("amod", "relcl"):
            continue
        if s.deps[v] == "acl" and not _in_statement(s, v):
            continue
        stance = _stance_verb(s, v, passive=True)
        subject = _who_acts(s, v)
        if stance is None or subject is None or _inside_marks(scene, s.starts[v], s.ends[v]) or _told(scene, s, v):
            continue
        if not any(match(s, v, (word,)) for found, word in L.stance_verbs[s.lower[v]] if word.lemma in L.acts):
            continue
        speakers = [p for p in scene.resolve(s, subject) if p.kind in SPEAKERS]
        if not speakers or not _aimed(scene, s, v, stance):
            continue
        low, high = s.subtree(v)
        others = (s.subtree(c)[0] for c in s.children[v] if s.deps[c] == "conj" and c > v)
        start, end = syntax.text_between(s, scene.text, low, min(high, *others, high))
        voice = Voice(start=start, end=end, speaker=speakers[0], direct=False, verb=s.lower[v])
        yield _claim(scene, voice, (start, end), stance)


def _in_statement(s: Sentence, v: int) -> bool:
    """ "issued a statement condemning the attack": a gerund that tells what somebody's words do."""
    return s.tags[v] == "VBG" and s.lower[s.heads[v]] in L.sayings | L.data


def _who_acts(s: Sentence, v: int) -> int | None:
    """The head of whoever takes the stance: the subject, of a passive its agent, of a statement who made it."""
    if s.deps[v] == "acl" and _in_statement(s, v):
        noun = s.heads[v]
        owner = syntax.child(s, noun, "poss")
        above = next((a for a in syntax.ancestors(s, noun) if s.pos[a] == "VERB"), None)
        return owner if owner is not None or above is None else syntax.subject(s, above)
    return syntax.agent(s, v) if syntax.is_passive(s, v) else syntax.subject(s, v)


def _aimed(scene: Scene, s: Sentence, v: int, stance: Stance) -> bool:
    """Whether somebody or something is condemned, urged or thanked; a guest who is welcomed is met, not supported."""
    if syntax.is_passive(s, v):
        return syntax.child(s, v, "nsubjpass") is not None
    aims = [c for c in s.children[v] if s.deps[c] in ("dobj", "ccomp", "xcomp", "prep", "agent") and c > v]
    if s.lower[v] in L.refusing:
        return any(s.lower[c] in L.accusations for c in aims)
    guests = (p for c in aims if s.deps[c] == "dobj" for p in scene.resolve(s, c))
    return bool(aims) and not (stance is Stance.SUPPORTS and any(p.kind == "person" for p in guests))


def _told(scene: Scene, s: Sentence, v: int) -> bool:
    """Whether a reported clause of the verb is a voice already ("denied that ...")."""
    start, end = s.starts[v], s.ends[s.subtree(v)[1] - 1]
    return any(not x.direct and start <= x.start and x.end <= end and x.verb == s.lower[v] for x in scene.voices)
