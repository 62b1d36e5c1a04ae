"""Words whose speaker hangs on a noun or a participle: "X's warning that", "to quote X", "was told by X that"."""

from musterbook.claims import syntax
from musterbook.claims.earlier import person_at
from musterbook.claims.named import as_printed
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import grammar, speech
from musterbook.model import Party, Sentence

G = grammar()
L = speech()
NEAR = 12
"""Tokens between a noun of speech and the words between marks."""


def by_phrasing(scene: Scene, start: int) -> Party | None:
    """Who says the words that begin at an offset, where a noun of speech or "to quote" stands before them."""
    s = next((s for s in scene.parsed.sentences if s.start <= start < s.end), None)
    if s is None:
        return None
    last = max((k for k in range(len(s.words)) if s.ends[k] <= start), default=-1)
    for k in range(last, max(-1, last - NEAR), -1):
        speaker = _quoted(scene, s, k) if s.lower[k] in L.quoting else owner_of_words(scene, s, k)
        if speaker is not None:
            return speaker
    return None


def _quoted(scene: Scene, s: Sentence, v: int) -> Party | None:
    """ "to quote X": the object."""
    thing = syntax.child(s, v, "dobj") if s.pos[v] == "VERB" and s.tags[v] == "VB" else None
    return somebody(scene, s, thing) if thing is not None else None


def owner_of_words(scene: Scene, s: Sentence, noun: int) -> Party | None:
    """Whose warning, answer or message it is: its owner, or who stands behind "of", "from" and "by"."""
    if s.lower[noun] not in L.sayings or s.pos[noun] != "NOUN":
        return None
    owners = [*syntax.children(s, noun, "poss"), *(o for _, o in syntax.preposition(s, noun, *L.sayings_of))]
    return next((p for o in owners if (p := somebody(scene, s, o)) is not None), None)


def somebody(scene: Scene, s: Sentence, head: int) -> Party | None:
    """The person, state or body of a noun phrase; a name that the cast does not know included."""
    if s.words[head][0].isupper() and (found := person_at(scene, s, head)) is not None:
        return found
    resolved = scene.cast.resolve(s, head)
    if resolved:
        return resolved[0] if resolved[0].kind in SPEAKERS else None
    return as_printed(scene, s, head) if s.pos[head] == "PROPN" else None


def by_agent(scene: Scene, s: Sentence, v: int) -> Party | None:
    """ "was told by X that", "described by X as": who says it with a verb of speech in the passive."""
    agent = syntax.agent(s, v)
    return somebody(scene, s, agent) or as_printed(scene, s, agent) if agent is not None else None


SPEAKERS = frozenset({"state", "body", "mission", "armed_group", "person"})
