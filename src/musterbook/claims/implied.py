"""Speakers whom no verb of speech gives: whoever the sentence around the words, or the one beside it, is about."""

from musterbook.claims import syntax
from musterbook.claims.marks import ALL
from musterbook.claims.scene import Scene, Voice
from musterbook.claims.speakers import Said, as_printed, name_in
from musterbook.lexicons.frames import grammar, speech
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence

G = grammar()
L = speech()
T = titles()
COLON = ":"
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
    """Who acts in a sentence without a verb of speech that ends in a colon before the words ("X was blunt: ...")."""
    before = scene.text[:start].rstrip()
    s = next((s for s in scene.parsed.sentences if s.start < len(before) <= s.end), None)
    if s is None or before[-1:] != COLON:
        return None
    colon = next((k for k in range(len(s.words)) if s.words[k] == COLON and s.ends[k] == len(before)), 0)
    beside = name_before(scene, s, colon)
    if beside is not None:
        return Said(speaker=beside)
    for k in range(len(s.words)):
        if s.deps[k] == "nsubj" and s.starts[k] < start:
            found = scene.cast.resolve(s, k)
            named = s.pos[k] == "PROPN" or s.lower[k] in T["heads"] | T["group_words"]
            speaker = found[0] if found else as_printed(scene, s, k) if named else None
            return Said(speaker=speaker) if speaker is not None else None
    return None


def name_before(scene: Scene, s: Sentence, colon: int) -> Party | None:
    """Who is named in apposition right before a colon ("The verdict came from the foreman, X Y: ...")."""
    low = colon
    while low > 0 and (s.tags[low - 1] == "NNP" or s.words[low - 1] == "-"):
        low -= 1
    if colon - low < SHORTEST_NAME or low == 0 or s.words[low - 1] != ",":
        return None
    known = scene.mentions_in(s, low, colon)
    people = [m.party for m in known if m.party.kind == "person"]
    if known:
        return people[0] if people else None
    return name_in(scene, s, (low, low, colon))


def predicate(scene: Scene, start: int) -> Said | None:
    """ "The embassy is "looking at it"": of a sentence without a verb of speech, whoever does what the words say."""
    s = next((s for s in scene.parsed.sentences if s.start <= start < s.end), None)
    first = next((k for k in range(len(s.words)) if s.starts[k] > start), None) if s is not None else None
    if s is None or first is None or s.tags[first] != "VBG" or s.lower[max(0, first - 2)] not in G["be"]:
        return None
    subject = syntax.subject(s, first)
    if subject is None or subject >= first or s.tags[subject] in ("NNS", "NNPS"):
        return None
    speaker = next(iter(scene.cast.resolve(s, subject)), None) or as_printed(scene, s, subject)
    return Said(speaker=speaker) if speaker is not None else None


def behind(scene: Scene, start: int, end: int) -> Party | None:
    """Who is named in the sentence behind words that open a line: "With these words X left", or somebody new.

    Only a person whom the text has not named before is taken for the speaker without a word that says so.
    """
    line_start = scene.text.rfind("\n", 0, start) + 1
    line_end = scene.text.find("\n", end)
    line_end = len(scene.text) if line_end < 0 else line_end
    if scene.text[line_start:start].strip():
        return None
    s = next((s for s in scene.parsed.sentences if end <= s.start < line_end), None)
    if s is None:
        return None
    people = [m for m in scene.cast.within(s.start, s.end) if m.party.kind == "person"]
    if any(s.lower[i : i + 2] in L.pointing for i in range(len(s.words))):
        if people:
            return people[0].party
        named = next((k for k in range(len(s.words)) if s.pos[k] == "PROPN" and s.deps[k] in ("nsubj", "pobj")), None)
        return as_printed(scene, s, named) if named is not None else None
    known = {m.party.id for m in scene.cast.mentions if m.start < start}
    subjects = [k for k in range(len(s.words)) if s.deps[k] == "nsubj" and s.pos[k] == "PROPN"]
    for k in subjects[:1]:
        found = scene.cast.resolve(s, k)
        if found and found[0].kind == "person" and found[0].id not in known:
            return found[0]
        if not found and k > 0 and s.deps[k - 1] == "compound" and s.words[k] not in scene.text[:start]:
            return as_printed(scene, s, k)
    return None


def before(scene: Scene, start: int, last: tuple[int, Party] | None, reported: tuple[Voice, ...]) -> Party | None:
    """Who spoke last before an offset, in marks or in a reported clause; else the person of the sentence before."""
    spoke = [(v.start, v.speaker) for v in reported if v.start < start and v.speaker and v.speaker.kind == "person"]
    if last is not None:
        spoke.append(last)
    sentence = next((s for s in reversed(scene.parsed.sentences) if s.end <= start), None)
    if sentence is not None:
        subjects = [i for i in range(len(sentence.words)) if sentence.deps[i] == "nsubj"]
        people = [p for i in subjects for p in scene.cast.resolve(sentence, i) if p.kind == "person"]
        if not people:
            named = [i for i in subjects if sentence.tags[i] == "NNP" and i and sentence.deps[i - 1] == "compound"]
            unknown = [i for i in named if not scene.cast.resolve(sentence, i)]
            people = [p for i in unknown[:1] if (p := as_printed(scene, sentence, i)) is not None]
        if people and not any(sentence.start <= offset for offset, _ in spoke):
            spoke.append((sentence.start, people[0]))
    return max(spoke, key=lambda found: found[0])[1] if spoke else None
