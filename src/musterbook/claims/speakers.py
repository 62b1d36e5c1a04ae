"""Who speaks: the subject of a verb of speech, a name behind "according to", or the words used for somebody unnamed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musterbook.claims import syntax
from musterbook.claims.nameless import described, office_of, with_words
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import grammar, speech
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence

G = grammar()
L = speech()
T = titles()
ACCORDING = {words[0]: tuple(each for each in L.according if each[0] == words[0]) for words in L.according}
"""Phrases that name a source, by their first word."""
POINTING = T["the"] | G["definite"]
NOMINAL = ("PROPN", "PRON", "NOUN")
UNNAMED = frozenset({"NOUN", "NUM", "DET", "PRON"})
OPENS = ("(", "[")
LONGEST_ROLE = 6
"""Tokens between a verb of speech and the name that follows it ("says the retired baker Romeo Ili")."""
BACK = 3
"""Sentences before the words in which a pronoun may have its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An attribution: who says it with which verb (lower case), and to whom, as far as the text tells."""

    speaker: Party | None
    verb: str | None = None
    told: str | None = None


def speaker_of(scene: Scene, s: Sentence, v: int, inside: Sequence[tuple[int, int]] = ()) -> Party | None:
    """Who says it with verb `v`; nothing between the code points of a pair in `inside` is a speaker."""
    subject = syntax.child(s, v, "nsubj")
    if subject is None and s.tags[v] != "VBG":
        subject = syntax.subject(s, v)
    candidates = [] if subject is None else [subject]
    candidates += [k for k in (v - 1, v + 1) if 0 <= k < len(s.words) and s.pos[k] in NOMINAL]
    for k in candidates:
        if _in_any(inside, s.starts[k]) or s.lower[k] in G["first_person"]:
            continue
        found = scene.cast.resolve(s, k)
        if found:
            return as_printed(scene, s, k) if _only_there(scene, s, k, found[0]) else with_words(scene, s, k, found[0])
        if s.lower[k] in L.data:
            return _issuer(scene, s, k)
        covering = scene.cast.within(s.starts[syntax.phrase(s, k)[0]], s.ends[s.subtree(k)[1] - 1])
        people = [m.party for m in covering if m.party.kind == "person"]
        if people:
            return people[-1]
    beside = [m.party for m in scene.cast.within(s.start, s.starts[v]) if s.starts[v] - m.end <= len(", ")]
    if subject is None and beside and beside[-1].kind == "person":
        return beside[-1]
    inverted = [k for k in s.children[v] if k > v and s.deps[k] in ("dobj", "attr", "oprd")]
    own = subject if subject is not None and s.deps[v] == "conj" else syntax.child(s, v, "nsubj")
    for k in [own] if own is not None else inverted[:1]:
        if s.tags[k] != "PRP" and not _in_any(inside, s.starts[k]):
            return as_printed(scene, s, k)
    return None


def _in_any(stretches: Sequence[tuple[int, int]], offset: int) -> bool:
    return any(start <= offset < end for start, end in stretches)


def _only_there(scene: Scene, s: Sentence, head: int, party: Party) -> bool:
    """Whether a state is only where somebody unnamed is ("a diplomat in Addis Ababa"), not for whom they speak."""
    if party.kind != "state" or s.pos[head] != "NOUN" or syntax.child(s, head, "poss", "amod", "compound") is not None:
        return False
    indefinite = any(s.lower[c] in G["indefinite"] for c in s.children[head])
    return indefinite and any(
        m.party.country == party.id
        for _, o in syntax.preposition(s, head, *G["place"])
        for m in scene.mentions_in(s, *syntax.phrase(s, o))
    )


def _issuer(scene: Scene, s: Sentence, head: int) -> Party | None:
    """Whose statement or figures speak: "a statement from the ministry", "the mission's report"."""
    for owner in syntax.children(s, head, "poss"):
        found = scene.cast.resolve(s, owner)
        if found:
            return found[0]
    return next(iter(inside_phrase(scene, s, head)), None)


def inside_phrase(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """ "according to statistics from the UN": the party inside the phrase."""
    for _, o in syntax.preposition(s, head):
        found = scene.resolve(s, o)
        if found:
            return found
    return ()


def as_printed(scene: Scene, s: Sentence, head: int) -> Party | None:
    """A speaker whom the cast does not know, in the words of the text: a name, else "a police source"."""
    named = [head, *syntax.children(s, head, "appos")]
    name = next((k for k in named if s.pos[k] == "PROPN" and s.lower[k] not in T.title), None)
    if name is None and (
        (s.pos[head] not in UNNAMED and s.lower[head] not in T.title)
        or s.tags[head] in ("PRP", "WP", "WDT")
        or s.lower[head] in POINTING
    ):
        return None
    low, high = syntax.phrase(s, head if name is None else name)
    if name is None:
        if L.data.intersection(s.lower[low:high]):
            return None
        better = _appositive(scene, s, head) or office_of(scene, s, head)
        if better is not None:
            return better
        high = described(s, head, high)
        late = _late_name(scene, s, low, high)
        if late is not None:
            return late
        words = scene.text[s.starts[low] : s.ends[high - 1]]
        return Party(id=words, name=words, kind="person", country=_country(scene, s, low, high))
    first = low
    while first < name and (s.pos[first] != "PROPN" or s.lower[first] in T.title | T["honorifics"]):
        first += 1
    high = next((k for k in range(first + 1, high) if s.words[k] in OPENS), high)
    return name_in(scene, s, (low, first, high))


def behind_verb(scene: Scene, s: Sentence, v: int) -> Party | None:
    """The name behind a verb of speech that follows the marks ("says butcher Romeo Ili"), however it was parsed."""
    if s.pos[max(0, v - 1)] in NOMINAL and s.deps[max(0, v - 1)] == "nsubj":
        return None
    after = v + 1
    for k in range(v + 1, min(v + 1 + 2 * LONGEST_ROLE, len(s.words))):
        if s.words[k] == "," and k > after and s.tags[k - 1] == "NN" and s.tags[k + 1 : k + 2] == ("NNP",):
            continue
        if k - after > LONGEST_ROLE or s.pos[k] in ("PUNCT", "ADP", "CCONJ", "SCONJ", "PRON", "AUX"):
            return None
        if s.tags[k] != "NNP" or s.lower[k] in T.title | T["honorifics"]:
            continue
        covering = [m for m in scene.cast.mentions if m.start <= s.starts[k] < m.end]
        if any(s.lower[i] in T["possessive"] for i in range(k, k + 3) if i < len(s.words) and s.tags[i] == "POS"):
            after = k
            continue
        if covering:
            return covering[0].party if covering[0].party.kind == "person" else None
        last = k
        while last + 1 < len(s.words) and s.tags[last + 1] == "NNP":
            last += 1
        return name_in(scene, s, (v + 1, k, last + 1)) if last > k else None
    return None


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


def by_pronoun(scene: Scene, s: Sentence, v: int) -> Party | None:
    """ "he says" after somebody whom the cast does not know: the nearest earlier name or office of nobody else."""
    subject = syntax.child(s, v, "nsubj")
    if subject is None or s.lower[subject] not in L.persons:
        return None
    for x in reversed([x for x in scene.parsed.sentences if s.index - BACK <= x.index <= s.index]):
        high = subject if x.index == s.index else len(x.words)
        office = next((k for k in range(high) if x.deps[k] == "nsubj" and x.lower[k] in T["heads"]), None)
        k = high - 1
        while k >= 0:
            low = k
            while low >= 0 and x.tags[low] == "NNP" and not scene.mentions_in(x, low, low + 1):
                low -= 1
            alone = k - low == 1 and x.deps[k] in ("nsubj", "nsubjpass")
            if (k - low > 1 or alone) and not T.not_name.intersection(x.lower[low + 1 : k + 1]) - T.title:
                return as_printed(scene, x, k) if x.pos[k] == "PROPN" and alone else name_in(scene, x, _run(x, low, k))
            k = min(low, k - 1)
        if office is not None:
            return as_printed(scene, x, office)
    return None


def _late_name(scene: Scene, s: Sentence, low: int, high: int) -> Party | None:
    """A name that the cast does not know, in apposition behind tokens `low` to before `high`."""
    run = _capitals(s, high + 1) if s.words[high : high + 1] == (",",) else 0
    if run < 2 or scene.mentions_in(s, high + 1, high + 1 + run):
        return None
    return name_in(scene, s, (low, _run(s, high, high + run)[1], high + 1 + run))


def _capitals(s: Sentence, first: int) -> int:
    """How many proper nouns (hyphens inside) follow from token `first` on, up to a comma or the end of the sentence."""
    last = first
    while last < len(s.words) and (s.tags[last] == "NNP" or s.words[last] == "-"):
        last += 1
    closed = last == len(s.words) or s.pos[last] in ("PUNCT", "VERB")
    return last - first if closed else 0


def _run(s: Sentence, low: int, k: int) -> tuple[int, int, int]:
    first = low + 1
    while first < k and s.lower[first] in T.title | T["honorifics"]:
        first += 1
    return low + 1, first, k + 1


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


def listener(scene: Scene, s: Sentence, v: int) -> str | None:
    """Whom the verb of speech tells: its object ("told Le Monde") or "to" somebody; first persons are nobody.

    A person without an office is not named (METHOD section 8).
    """
    heads = []
    if s.lower[v] in L.telling:
        heads += [c for c in s.children[v] if s.deps[c] in ("dobj", "dative") and s.pos[c] in NOMINAL and c > v]
    heads += [o for p, o in syntax.preposition(s, v, *L.listening) if p > v and s.pos[o] in NOMINAL]
    for k in heads:
        if s.lower[k] in G["first_person"]:
            continue
        found = scene.resolve(s, k)
        if found and (found[0].kind != "person" or found[0].role):
            return found[0].id
        if not found and s.pos[k] != "PRON":
            low, high = syntax.phrase(s, k)
            return scene.text[s.starts[low] : s.ends[high - 1]]
    return None


def according(s: Sentence) -> Iterator[tuple[int, int]]:
    """(first token, head of whom) of each "according to X"."""
    for i, word in enumerate(s.lower):
        for words in ACCORDING.get(word, ()):
            if s.lower[i : i + len(words)] == words:
                o = syntax.child(s, i + len(words) - 1, "pobj")
                if o is not None:
                    yield i, o


def named_source(scene: Scene, s: Sentence, o: int) -> Party | None:
    """Who stands behind "according to": a party, one named inside the phrase, else the words of the text."""
    late = _late_name(scene, s, syntax.phrase(s, o)[0], described(s, o, syntax.phrase(s, o)[1]))
    found = scene.cast.resolve(s, o) if late is None else ()
    if late is not None or found:
        return late or with_words(scene, s, o, found[0])
    if s.lower[o] in L.data:
        return next(iter(inside_phrase(scene, s, o)), None)
    inside = scene.cast.within(s.starts[syntax.phrase(s, o)[0]], s.ends[s.subtree(o)[1] - 1])
    people = [m.party for m in inside if m.party.kind == "person"]
    if people:
        return people[-1]
    return inside[0].party if inside else as_printed(scene, s, o)
