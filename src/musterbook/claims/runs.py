"""Names by their capitals alone: what the tagger takes for a month, a town or a verb is still somebody's name.

Invented and foreign names are cut up by taggers ("Pieter van den Berg", "Ana-Maria Popescu-Rusu", "Will Hope") and by
tables ("Paris Duval" is no capital). Where a verb of speech stands beside it, a run of capitals is one name.
"""

from musterbook.claims.nameless import is_human
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.titles import titles
from musterbook.model import Mention, Sentence

G = grammar()
T = titles()
HYPHENS = ("-", "‑")
APOSTROPHES = ("'", "’")
CLOSED = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "PART"})
"""Parts of speech of capitalised words that open a sentence and are no names."""
SHORTEST_NAME = 2
"""Capitalised words of a name that stands for somebody whom the cast does not know."""
LONGEST_MENTION = 120
"""Code points of the longest mention that is looked for around a token."""
LONGEST_SYLLABLE = 6
"""Letters of the lower-case half of a given name ("Ji-won")."""


def capitalised(s: Sentence, k: int) -> bool:
    """Whether token `k` may be part of a name: a capital, no title, no word that opens a sentence."""
    word = s.words[k]
    if not word[0].isupper() or s.lower[k] in T.title | T["honorifics"]:
        return False
    return not (_opens(s, k) and s.pos[k] in CLOSED) and s.lower[k] not in G["first_person"]


def run_around(s: Sentence, k: int) -> tuple[int, int]:
    """Tokens of the run of capitals around `k`: particles, hyphens and halves of names inside, titles outside."""
    low, high = k, k + 1
    while low > 0 and (before := _back(s, low)) is not None:
        low = before
    while high < len(s.words) and (after := _on(s, high)) is not None:
        high = after
    if _opens(s, low) and high - low > SHORTEST_NAME and is_human(s.lower[low]):
        low += 1  # "Ferryman Oumar Sy": a trade with the capital of its sentence
    return low, high


def _opens(s: Sentence, k: int) -> bool:
    return k == 0 or not s.words[k - 1][-1:].isalnum()


def _back(s: Sentence, low: int) -> int | None:
    """Where the name begins one word earlier than at `low`."""
    k = low - 1
    if s.words[k] in HYPHENS and k > 0 and s.ends[k - 1] == s.starts[k] and s.ends[k] == s.starts[low]:
        return k - 1 if s.words[k - 1][0].isupper() else None
    while k > 0 and s.lower[k] in T["particles"]:
        k -= 1
    return k if capitalised(s, k) else None


def _on(s: Sentence, high: int) -> int | None:
    """One past the name where it goes on at `high`."""
    k = high
    joined = s.starts[k] == s.ends[k - 1]
    if s.words[k] in HYPHENS and joined and k + 1 < len(s.words) and s.starts[k + 1] == s.ends[k]:
        half = s.words[k + 1]
        syllable = half.islower() and half.isalpha() and len(half) <= LONGEST_SYLLABLE and s.lower[k + 1] not in _JOINED
        return k + 2 if half[0].isupper() or syllable else None
    while k + 1 < len(s.words) and (s.lower[k] in T["particles"] or s.words[k] in HYPHENS):
        k += 1
    return k + 1 if capitalised(s, k) and s.words[k - 1] not in ("&",) else None


_JOINED = T["joined"]


def around(scene: Scene, start: int, end: int) -> tuple[Mention, ...]:
    """The mentions of the cast that share a code point with `text[start:end]`."""
    near = scene.cast.within(max(0, start - LONGEST_MENTION), end + LONGEST_MENTION)
    return tuple(m for m in near if m.start < end and start < m.end)


def longer_name(scene: Scene, s: Sentence, k: int) -> tuple[int, int] | None:
    """Tokens of the name around `k` where no single mention of the cast covers it; None for the name of a body.

    One capital alone is no name here, and a run with a word of an organisation, an event or a firm is not a person's.
    """
    low, high = run_around(s, k)
    parts = [i for i in range(low, high) if s.words[i][0].isupper()]
    if len(parts) < SHORTEST_NAME or any(s.lower[i] in _NO_PERSON for i in parts):
        return None
    start, end = s.starts[low], s.ends[high - 1]
    for m in around(scene, start, end):
        if m.end - m.start >= end - start or m.party.kind == "body":
            return None
        if m.party.kind == "person" and m.party.id.split()[-1] == s.words[high - 1]:
            return None
    return low, high


_NO_PERSON = T["group_words"] | T["event_words"] | T["firm_words"]
