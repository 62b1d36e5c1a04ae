"""Who stands right beside words between marks with a verb of speech, by the order of the words alone.

The parser often reads the quoted words and their attribution as one clause; where it finds no speaker, the few words
between the marks and the verb, or behind the verb up to the next comma, are the speaker.
"""

from musterbook.claims.marks import ENDED
from musterbook.claims.named import name_in
from musterbook.claims.nameless import is_human
from musterbook.claims.scene import Scene
from musterbook.claims.speakers import Said
from musterbook.lexicons.frames import grammar, speech
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence

G = grammar()
L = speech()
T = titles()
LONGEST = 9
"""Tokens of a speaker between the marks and the verb."""
CLOSING = frozenset({",", ".", ";", ":", "!", "?", "-", "–", "—", "(", '"', "“", "”"})
FINITE = ("VBD", "VBZ", "VBP")


def right_beside(scene: Scene, start: int, end: int) -> Said | None:
    """ "...," the rector of the cathedral told worshippers. / "...," recalls Amélia dos Santos, a singer."""
    if scene.text[start:end].rstrip("\"”“»'’")[-1:] not in ENDED:
        return None
    for s in scene.parsed.sentences:
        if s.end <= end or s.start > end + 1:
            continue
        first = next((k for k in range(len(s.words)) if s.starts[k] >= end), None)
        if first is None or s.starts[first] > end + 1:
            continue
        return _behind(scene, s, first) if _says(s, first) else _before(scene, s, first)
    return None


def _says(s: Sentence, k: int) -> bool:
    return s.lower[k] in L.verbs and s.words[k].islower() and not s.lower[k].endswith("ing")


def _before(scene: Scene, s: Sentence, first: int) -> Said | None:
    """The words up to the verb, where they open a noun phrase."""
    verb = next((k for k in range(first + 1, min(first + 1 + LONGEST, len(s.words))) if _says(s, k)), None)
    if verb is None or CLOSING.intersection(s.words[first:verb]):
        return None
    party = _speaker(scene, s, first, verb)
    return Said(speaker=party, verb=s.lower[verb]) if party is not None else None


def _behind(scene: Scene, s: Sentence, verb: int) -> Said | None:
    """The words behind the verb, up to a mark."""
    high = verb + 1
    while high < len(s.words) and s.words[high] not in CLOSING and high - verb <= LONGEST:
        high += 1
    party = _speaker(scene, s, verb + 1, high)
    return Said(speaker=party, verb=s.lower[verb]) if party is not None else None


def _speaker(scene: Scene, s: Sentence, low: int, high: int) -> Party | None:
    """A person of the cast among the words, else a run of capitals, else the words for somebody unnamed."""
    people = [m.party for m in scene.mentions_in(s, low, high) if m.party.kind == "person"]
    if people:
        return people[-1]
    if high <= low or s.lower[low] in G["first_person"] | L.persons:
        return None
    name = _capitals(s, low, high)
    if name is not None:
        return name_in(scene, s, (low, *name)) if not scene.mentions_in(s, *name) else None
    head = next((k for k in range(low, high) if is_human(s.lower[k])), None)
    opens = s.pos[low] == "DET" or (head is not None and s.pos[low] in ("NUM", "NOUN", "ADJ"))
    if not opens or "VERB" in s.pos[low:high] or scene.mentions_in(s, low, high):
        return None
    words = scene.text[s.starts[low] : s.ends[high - 1]]
    return Party(id=words, name=words, kind="person")


def _capitals(s: Sentence, low: int, high: int) -> tuple[int, int] | None:
    """The last run of two and more capitalised words, particles inside, that ends the stretch."""
    k = high
    while k > low and (s.words[k - 1][:1].isupper() or s.lower[k - 1] in T["particles"] or s.words[k - 1] == "-"):
        k -= 1
    while k < high and (not s.words[k][:1].isupper() or s.lower[k] in T.title | T["honorifics"]):
        k += 1
    return (k, high) if high - k > 1 else None
