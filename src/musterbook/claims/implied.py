"""Speakers whom no verb of speech gives: whoever the sentence around the words, or the one beside it, is about."""

from musterbook.claims import syntax
from musterbook.claims.earlier import people_in, person_at, told_of
from musterbook.claims.marks import ALL
from musterbook.claims.named import as_printed
from musterbook.claims.nameless import is_human
from musterbook.claims.runs import run_around
from musterbook.claims.scene import Scene, Voice
from musterbook.claims.speakers import Said
from musterbook.lexicons.frames import grammar, speech
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence

G = grammar()
L = speech()
T = titles()
COLON = ":"
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LONGEST_LABEL, SHORT_LABEL = 16, 5
"""Tokens of a line before its colon that names who speaks, with what is told of them; of an office without a name."""
POINTS_AT = 4
"""Tokens at the head of a sentence among which it points back at the words before it."""
SHORTEST_NAME = 2
"""Words of a name that stands for somebody whom the cast does not know."""


def titled(scene: Scene, start: int, end: int) -> bool:
    """Whether the marks hold the title of a text, a film, a song or a plan, or a name that is so called."""
    s = next((s for s in scene.parsed.sentences if s.start <= start < s.end), None)
    if s is None:
        return False
    before = [k for k in range(len(s.words)) if s.ends[k] <= start and s.words[k] not in (",", ":")]
    if not before:
        return False
    near = scene.text[s.ends[before[-1]] : start].strip(" ,:")
    return not near and (
        s.lower[before[-1]] in L.titling or (s.lower[before[-1]] in L.works and _title_case(scene, start, end))
    )


def _title_case(scene: Scene, start: int, end: int) -> bool:
    words = [w.strip(ALL + ",.:;") for w in scene.text[start:end].split()]
    capital = [w for w in words if w[:1].isupper()]
    return bool(words) and words[0][:1].isupper() and 2 * len(capital) > len(words)


def introduced(scene: Scene, start: int) -> Said | None:
    """Who acts in a sentence without a verb of speech that ends in a colon before the words ("X was blunt: ...").

    In the order of trust: a name right before the colon, a label that is no sentence ("X, nurse, Juba:"), the subject,
    and the one person whom the sentence names anywhere ("It was left to X to say it:").
    """
    before = scene.text[:start].rstrip()
    s = next((s for s in scene.parsed.sentences if s.start < len(before) <= s.end), None)
    if s is None or before[-1:] != COLON:
        return None
    colon = next((k for k in range(len(s.words)) if s.words[k] == COLON and s.ends[k] == len(before)), 0)
    speaker = name_before(scene, s, colon) or _label(scene, s, colon) or _acting(scene, s, colon)
    if speaker is None:
        named = people_in(scene, s, range(colon))
        speaker = named[0] if len(named) == 1 else None
    return Said(speaker=speaker) if speaker is not None else None


def name_before(scene: Scene, s: Sentence, colon: int) -> Party | None:
    """Who is named right before a colon, in apposition or behind a title ("It came from the foreman, X Y:")."""
    low = run_around(s, colon - 1)[0] if colon > 0 and s.words[colon - 1][0].isupper() else 0
    apart = low > 0 and (s.words[low - 1] == "," or s.lower[low - 1] in T.title or is_human(s.lower[low - 1]))
    return person_at(scene, s, colon - 1) if apart else None


def _label(scene: Scene, s: Sentence, colon: int) -> Party | None:
    """Who opens a line that has no verb before its colon: a name with what is told of its bearer, else an office."""
    low = next((k for k in range(colon) if scene.text.rfind("\n", 0, s.starts[k]) + 1 == s.starts[k]), 0)
    finite = any(s.tags[k] in FINITE and s.words[k].islower() for k in range(low, colon))
    if finite or not 0 < colon - low <= LONGEST_LABEL:
        return None
    named = people_in(scene, s, range(low, colon))
    if named:
        return named[0]
    if s.tags[low] == "NNP" and colon - low > 1 and s.words[low + 1] in (",", "(") and s.lower[low] not in T.not_name:
        words = scene.text[s.starts[low] : s.ends[low]]
        known = scene.mentions_in(s, low, low + 1)
        return Party(id=words, name=words, kind="person") if not known else None
    head = next((k for k in range(low, colon) if s.heads[k] == k or not low <= s.heads[k] < colon), low)
    found = scene.cast.resolve(s, head)
    if found:
        return found[0]
    office = s.lower[head] in T["officials"] | T["group_words"] and colon - low <= SHORT_LABEL
    words = scene.text[s.starts[low] : s.ends[colon - 1]]
    return Party(id=words, name=words, kind="person") if office else None


def _acting(scene: Scene, s: Sentence, colon: int) -> Party | None:
    """The first subject before the colon, where it is somebody."""
    for k in range(colon):
        if s.deps[k] != "nsubj":
            continue
        found = scene.cast.resolve(s, k)
        if found:
            return found[0]
        named = s.pos[k] == "PROPN" or is_human(s.lower[k]) or s.lower[k] in T["group_words"]
        return as_printed(scene, s, k) if named else None
    return None


def predicate(scene: Scene, start: int) -> Said | None:
    """ "The embassy is "looking at it"": of a sentence without a verb of speech, whoever does what the words say."""
    s = next((s for s in scene.parsed.sentences if s.start <= start < s.end), None)
    first = next((k for k in range(len(s.words)) if s.starts[k] > start), None) if s is not None else None
    if s is not None and first is not None and (whose := _for_whom(scene, s, first)) is not None:
        return Said(speaker=whose)
    if s is None or first is None or s.tags[first] != "VBG" or s.lower[max(0, first - 2)] not in G["be"]:
        return None
    subject = syntax.subject(s, first)
    if subject is None or subject >= first or s.tags[subject] in ("NNS", "NNPS"):
        return None
    speaker = next(iter(scene.cast.resolve(s, subject)), None) or as_printed(scene, s, subject)
    return Said(speaker=speaker) if speaker is not None else None


def _for_whom(scene: Scene, s: Sentence, first: int) -> Party | None:
    """ "For Inspector X it was "the longest mile"": the one person named behind "for", whom something is so to."""
    before = next((k for k in range(first - 1, -1, -1) if s.words[k].isalpha()), None)
    if before is None or s.lower[before] not in G["be"]:
        return None
    heads = [k for k in range(len(s.words)) if s.deps[k] == "pobj" and s.lower[s.heads[k]] in G["for"]]
    named = [p for k in heads if s.words[k][0].isupper() and (p := person_at(scene, s, k)) is not None]
    return named[0] if len(named) == 1 else None


def behind(scene: Scene, start: int, end: int) -> Party | None:
    """Who is named in the sentence behind words that open a line: "With these words X left", or somebody new.

    Only a person whom the text has not named before is taken for the speaker without a word that says so.
    """
    line_start = scene.text.rfind("\n", 0, start) + 1
    line_end = scene.text.find("\n", end)
    line_end = len(scene.text) if line_end < 0 else line_end
    if scene.text[line_start:start].strip():
        return None
    s = next((s for s in scene.parsed.sentences if end <= s.start), None)
    if s is None:
        return None
    named = people_in(scene, s, range(len(s.words)))
    if any(s.lower[i : i + len(words)] == words for words in L.pointing for i in range(min(len(s.words), POINTS_AT))):
        return named[0] if named else None
    if s.start >= line_end:
        return None
    first = next((k for k in range(len(s.words)) if s.deps[k] in ("nsubj", "nsubjpass")), None)
    party = person_at(scene, s, first) if first is not None else None
    return (
        party if party is not None and party.id not in scene.text[:start] and not _known(scene, party, start) else None
    )


def _known(scene: Scene, party: Party, start: int) -> bool:
    return any(m.party.id == party.id for m in scene.cast.mentions if m.start < start)


def before(scene: Scene, start: int, last: tuple[int, Party] | None, reported: tuple[Voice, ...]) -> Party | None:
    """Who spoke last before an offset, in marks or in a reported clause; else the person of the sentence before.

    That is its subject, else the only one whom it names ("To X, who lost her stall, it was clear.").
    """
    spoke = [(v.start, v.speaker) for v in reported if v.start < start and v.speaker and v.speaker.kind == "person"]
    if last is not None:
        spoke.append(last)
    sentence = next((s for s in reversed(scene.parsed.sentences) if s.end <= start), None)
    if sentence is not None and not any(sentence.start <= offset for offset, _ in spoke):
        subjects = [i for i in range(len(sentence.words)) if sentence.deps[i] == "nsubj"]
        people = [p for i in subjects for p in scene.cast.resolve(sentence, i) if p.kind == "person"]
        people = people or people_in(scene, sentence, subjects)
        pronouns = [i for i in subjects if sentence.lower[i] in L.persons]
        people = people or [p for i in pronouns if (p := told_of(scene, sentence, i, ())) is not None]
        named = people_in(scene, sentence, range(len(sentence.words)))
        people = people or (named if len(named) == 1 else [])
        if people:
            spoke.append((sentence.start, people[0]))
    return max(spoke, key=lambda found: found[0])[1] if spoke else None
