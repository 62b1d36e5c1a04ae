"""Whose a resource is: the states and bodies that its phrase, what hangs on it, or its owner names."""

from musterbook.claims import syntax
from musterbook.claims.scene import Scene
from musterbook.claims.things import Thing
from musterbook.lexicons.frames import grammar
from musterbook.model import Party, Sentence

G = grammar()
DASHES = frozenset({"-", "–", "—"})


def nationality(scene: Scene, s: Sentence, low: int, high: int) -> tuple[Party, ...]:
    """The states or bodies that modify the nouns of a phrase: "382 Kenyan police officers", "Kenya's contingent"."""
    out = []
    for m in scene.mentions_in(s, low, high):
        token = next((i for i in range(low, high) if s.starts[i] <= m.start < s.ends[i]), None)
        if token is None or m.party.kind not in ("state", "body") or _datelined(s, token, high):
            continue
        last = next((i for i in range(high - 1, low - 1, -1) if s.starts[i] < m.end), token)
        people = s.tags[last] in ("NNS", "NNPS") and m.how == "demonym"
        if s.deps[last] in ("amod", "compound", "poss", "nmod") or s.deps[token] in ("amod", "poss") or people:
            out.append(m.party)
    return tuple(dict.fromkeys(out))


def _datelined(s: Sentence, token: int, high: int) -> bool:
    """ "OSLO/ACCRA - Ghanaian soldiers began to leave": what stands before the dash of a dateline owns nothing."""
    return s.words[token].isupper() and any(w in DASHES for w in s.words[token:high])


def origin(scene: Scene, s: Sentence, t: Thing) -> tuple[Party, ...]:
    """Whose a resource is: its nationality, a "from" or "of" phrase behind it, or the owner before it."""
    found = nationality(scene, s, t.low, t.high)
    if found:
        return found
    for anchor in range(t.low, t.high):
        for p, o in syntax.preposition(s, anchor, *G["source"], *G["of"]):
            if another_figure(s, t.high, p):
                continue
            inside = scene.mentions_in(s, *syntax.phrase(s, o))
            source = s.lower[p] in G["source"]
            named = _each(scene, s, o) if source else tuple(m.party for m in inside)
            states = tuple(party for party in named if party.kind == "state")
            if states:
                return states
    owner = syntax.child(s, t.head, "poss")
    named = scene.resolve(s, owner) if owner is not None else ()
    states = tuple(party for party in named if party.kind == "state")
    return states or _whole(scene, s, t) or _explained(scene, s, t)


def _each(scene: Scene, s: Sentence, head: int) -> tuple[Party, ...]:
    """Everybody in a coordination of names ("from Benin, Jamaica and the Bahamas"), each once."""
    named = [party for member in syntax.conjuncts(s, head) for party in scene.resolve(s, member)]
    return tuple({party.id: party for party in named}.values())


def another_figure(s: Sentence, high: int, p: int) -> bool:
    """ "22,000 soldiers, 6,200 of them from Chad": a number between a phrase and what parsers hang on it owns that."""
    return any(s.tags[k] == "CD" for k in range(high, p))


def _explained(scene: Scene, s: Sentence, t: Thing) -> tuple[Party, ...]:
    """ "The South Koreans, some 270 engineers, are repairing the dyke": an apposition to a people."""
    if s.deps[t.head] != "appos":
        return ()
    above = s.heads[t.head]
    return tuple(m.party for m in scene.mentions_in(s, *syntax.phrase(s, above)) if m.how == "demonym")


def _whole(scene: Scene, s: Sentence, t: Thing) -> tuple[Party, ...]:
    """ "Of the 1,200 peacekeepers from Chad, 300 have left": a bare number is of those that open its sentence."""
    if s.pos[t.head] != "NUM" or s.lower[0] not in G["of"] or s.words[t.low - 1 : t.low] != (",",):
        return ()
    named = {m.party.id: m.party for m in scene.mentions_in(s, 0, t.low) if m.party.kind == "state"}
    return tuple(named.values()) if len(named) == 1 else ()
