"""Who speaks: the subject of a verb of speech, a name behind "according to", or the words used for somebody unnamed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from musterbook.claims import syntax
from musterbook.claims.earlier import named_before, native, person_at
from musterbook.claims.named import as_printed, late_name, name_in
from musterbook.claims.nameless import described, is_human, with_words
from musterbook.claims.phrasings import owner_of_words
from musterbook.claims.runs import longer_name, run_around
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import grammar, speech
from musterbook.lexicons.titles import titles
from musterbook.model import Party, Sentence

G = grammar()
L = speech()
T = titles()
ACCORDING = {words[0]: tuple(each for each in L.according if each[0] == words[0]) for words in L.according}
"""Phrases that name a source, by their first word."""
NAMED = frozenset({"nsubj", "appos"})
NOMINAL = ("PROPN", "PRON", "NOUN")
LONGEST_ROLE = 6
"""Tokens between a verb of speech and the name that follows it ("says the retired baker Romeo Ili")."""


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
    quoted = _quoted(s, v) if subject is None else None
    subject = quoted if subject is None else subject
    candidates = [] if subject is None else [subject]
    candidates += [k for k in (v - 1, v + 1) if 0 <= k < len(s.words) and s.pos[k] in NOMINAL]
    for k in candidates:
        if _in_any(inside, s.starts[k]) or s.lower[k] in G["first_person"]:
            continue
        if k != subject and subject is not None and is_human(s.lower[subject]) and _tells_from(s, k):
            continue
        run = longer_name(scene, s, k) if s.words[k][0].isupper() else None
        if run is not None and (s.deps[k] in NAMED or k in (v - 1, v + 1)):
            return name_in(scene, s, (syntax.phrase(s, k)[0], *run))
        found = scene.cast.resolve(s, k)
        beside = _in_apposition(scene, s, k, found) or native(scene, s, k)
        if beside is not None:
            return beside
        if found:
            return as_printed(scene, s, k) if _only_there(scene, s, k, found[0]) else with_words(scene, s, k, found[0])
        if s.lower[k] in L.data:
            return _issuer(scene, s, k)
        words_of = owner_of_words(scene, s, k)
        if words_of is not None:
            return words_of
        known = named_before(scene, s, k)
        if known is not None:
            return known
        covering = scene.cast.within(s.starts[syntax.phrase(s, k)[0]], s.ends[s.subtree(k)[1] - 1])
        people = [m.party for m in covering if m.party.kind == "person"]
        if people:
            return people[-1]
    near = [m.party for m in scene.cast.within(s.start, s.starts[v]) if s.starts[v] - m.end <= len(", ")]
    if subject is None and near and near[-1].kind == "person":
        return near[-1]
    inverted = [k for k in s.children[v] if k > v and s.deps[k] in ("dobj", "attr", "oprd")]
    own = subject if subject is not None and s.deps[v] == "conj" else syntax.child(s, v, "nsubj")
    for k in [own] if own is not None else inverted[:1]:
        if s.tags[k] != "PRP" and not _in_any(inside, s.starts[k]):
            return owner_of_words(scene, s, k) or as_printed(scene, s, k)
    return None


def _in_apposition(scene: Scene, s: Sentence, head: int, found: Sequence[Party]) -> Party | None:
    """ "Kenya's minister, X Y, said": the name, with the office and the country that the words before it tell."""
    if not is_human(s.lower[head]):
        return None
    named = (person_at(scene, s, a) for a in syntax.children(s, head, "appos"))
    party = next((p for p in named if p is not None), None)
    if party is None or party.country is not None or not found:
        return party
    low, high = syntax.phrase(s, head)
    role = party.role or scene.text[s.starts[low] : s.ends[high - 1]]
    return replace(party, country=found[0].country or found[0].id, role=role)


def _tells_from(s: Sentence, k: int) -> bool:
    """Whether token `k` only tells where somebody comes from or is ("an officer from Guinea said")."""
    return s.deps[k] == "pobj" and s.lower[s.heads[k]] not in G["of"]


def _quoted(s: Sentence, v: int) -> int | None:
    """ "X was quoted as saying", "quoted X as saying": who is spoken of by the verb above a gerund."""
    up = s.heads[s.heads[v]] if s.deps[v] == "pcomp" else v
    if up == v or s.pos[up] != "VERB":
        return None
    return syntax.subject(s, up) if syntax.is_passive(s, up) else syntax.child(s, up, "dobj")


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
    inside = next(iter(inside_phrase(scene, s, head)), None)
    if inside is not None or syntax.child(s, head, "poss") is None:
        return inside
    low, high = syntax.phrase(s, head)
    words = scene.text[s.starts[low] : s.ends[high - 1]]
    return Party(id=words, name=words, kind="person")


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
        low, high = run_around(s, k)
        return name_in(scene, s, (v + 1, max(low, v + 1), high)) if high - low > 1 else None
    return None


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
    late = late_name(scene, s, syntax.phrase(s, o)[0], described(s, o, syntax.phrase(s, o)[1]))
    late = late or (person_at(scene, s, o) if s.words[o][0].isupper() else None)
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


def inside_phrase(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """ "according to statistics from the UN": the party inside the phrase."""
    for _, o in syntax.preposition(s, head):
        found = scene.resolve(s, o)
        if found:
            return found
    return ()
