"""Requests that a deed answers: "At the request of Fiji, Tonga sent ten officers" asks Tonga.

A request behind one of the prepositions of an answer was put to who acts in its clause. In a clause that moves nothing
("the Council met at the request of Fiji") nobody was asked for anything that the book counts.
"""

from musterbook.claims import syntax
from musterbook.claims.giving import Actor, actors_of
from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Party, Sentence

G = grammar()
L = commitments()


def answering_verb(s: Sentence, i: int) -> int | None:
    """The verb whose clause answers the request at noun `i`; None where the noun stands otherwise."""
    if s.deps[i] != "pobj" or s.lower[s.heads[i]] not in G["answering"]:
        return None
    return next((a for a in syntax.ancestors(s, i) if s.pos[a] in ("VERB", "AUX")), None)


def answered(scene: Scene, s: Sentence, v: int, by: tuple[Party, ...]) -> list[Actor]:
    """Who was asked and acts at verb `v` or in the clause that it reports; nobody where nothing is given or moved."""
    verbs = [v, *syntax.children(s, v, "ccomp", "xcomp", "conj")]
    acting = next((c for c in verbs if _acts(s.lower[c])), None)
    if acting is None:
        return []
    head = syntax.agent(s, acting) if syntax.is_passive(s, acting) else syntax.subject(s, acting)
    asking = {p.id for p in by}
    acting_ones = [a.party for a in actors_of(scene, s, head) if a.party]
    return [Actor(head=None, party=party) for party in acting_ones if not asking.intersection(p.id for p in party)]


def _acts(word: str) -> bool:
    return word in L.deeds or word in L.motions or word in L.stance_verbs or word in L.presence_verbs
