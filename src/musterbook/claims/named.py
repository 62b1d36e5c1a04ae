"""Speakers whom the cast does not know: their name, else the words that the text uses for them."""

from musterbook.claims import syntax
from musterbook.claims.nameless import described, office_of
from musterbook.claims.runs import around, capitalised, longer_name, run_around
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import grammar, speech
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence

G = grammar()
L = speech()
T = titles()
POINTING = T["the"] | G["definite"]
UNNAMED = frozenset({"NOUN", "NUM", "DET", "PRON", "ADJ"})
OPENS = ("(", "[")


def as_printed(scene: Scene, s: Sentence, head: int) -> Party | None:
    """A speaker whom the cast does not know, in the words of the text: a name, else "a police source"."""
    named = [head, *syntax.children(s, head, "appos")]
    capital = [k for k in named if s.pos[k] == "PROPN" and not s.words[k].islower()]
    name = next((k for k in capital if s.lower[k] not in T.title), None)
    if name is None and (
        (s.pos[head] not in UNNAMED and not s.words[head].islower() and s.lower[head] not in T.title)
        or s.tags[head] in ("PRP", "WP", "WDT")
        or s.lower[head] in POINTING
    ):
        return None
    low, high = syntax.phrase(s, head if name is None else name)
    if name is None:
        if s.lower[head] in L.data:
            return None
        better = _appositive(scene, s, head) or office_of(scene, s, head)
        if better is not None:
            return better
        high = described(s, head, high)
        late = late_name(scene, s, low, high)
        if late is not None:
            return late
        words = scene.text[s.starts[low] : s.ends[high - 1]]
        return Party(id=words, name=words, kind="person", country=_country(scene, s, low, high))
    if capitalised(s, name):
        return name_in(scene, s, (low, *run_around(s, name)))
    first = low
    while first < name and (s.pos[first] != "PROPN" or s.lower[first] in T.title | T["honorifics"]):
        first += 1
    high = next((k for k in range(first + 1, high) if s.words[k] in OPENS), high)
    return name_in(scene, s, (low, first, high))


def name_in(scene: Scene, s: Sentence, tokens: tuple[int, int, int]) -> Party:
    """A name in tokens `first` to before `high`, and its office in those from `low` on.

    A trade ("the baker") is no office: who has none stays a private person (METHOD section 8).
    """
    low, first, high = tokens
    while low < first and s.pos[low] in ("DET", "PUNCT"):
        low += 1
    words = scene.text[s.starts[first] : s.ends[high - 1]]
    if not T["heads"].intersection(s.lower[low:first]):
        return Party(id=words, name=words, kind="person")
    role = scene.text[s.starts[low] : s.ends[first - 1]]
    return Party(id=words, name=words, kind="person", role=role, country=_country(scene, s, low, first))


def late_name(scene: Scene, s: Sentence, low: int, high: int) -> Party | None:
    """A name in apposition that the parser hung elsewhere, behind tokens `low` to before `high`."""
    if s.words[high : high + 1] != (",",):
        return None
    first = high + 1
    while first < len(s.words) and s.lower[first] in T.title | T["honorifics"]:
        first += 1
    if first >= len(s.words) or not capitalised(s, first):
        return None
    near = around(scene, s.starts[first], s.ends[first])
    known = next((m for m in near if m.start == s.starts[first] and m.party.kind == "person"), None)
    if known is not None:
        return known.party
    run = longer_name(scene, s, first)
    if run is None or run[0] != first:
        return None
    closed = run[1] == len(s.words) or s.pos[run[1]] in ("PUNCT", "VERB")
    return name_in(scene, s, (low, *run)) if closed else None


def _appositive(scene: Scene, s: Sentence, head: int) -> Party | None:
    """The person named in apposition at the end of a speaker's phrase ("a spokesman for the army, Major Bah, said")."""
    low, high = s.subtree(head)
    people = [m for m in scene.mentions_in(s, low, high) if m.party.kind == "person"]
    return people[-1].party if people and s.ends[high - 1] - people[-1].end <= len(" ,") else None


def _country(scene: Scene, s: Sentence, low: int, high: int) -> str | None:
    """The one state that the words for a speaker name ("a Kenyan official")."""
    if high <= low:
        return None
    named = {m.party.country for m in scene.mentions_in(s, low, high)} - {None}
    return named.pop() if len(named) == 1 else None
