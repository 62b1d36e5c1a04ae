"""Commitments: a giver and a resource stand at a stage.

Three constructions, tried in this order so that the outer word decides: a stance over a deed or a resource ("has
offered to send police"), a deed by itself ("sent 200 officers", "will deploy"), a movement ("200 officers landed");
then nouns that carry the same ("the deployment of 200 Kenyan officers"). Stages follow METHOD section 2.
"""

from collections.abc import Iterator

from musterbook.claims import syntax
from musterbook.claims.agreements import signed
from musterbook.claims.deeds import bare_deed, expected
from musterbook.claims.drafts import Draft
from musterbook.claims.endings import E, ended_in
from musterbook.claims.instruments import debts, financed
from musterbook.claims.movements import movement
from musterbook.claims.nominals import nominal
from musterbook.claims.refuge import hosted
from musterbook.claims.scene import Scene
from musterbook.claims.stance_nouns import stance_noun
from musterbook.claims.stances import stance_adjective, stance_verb
from musterbook.claims.thanks import coming, thanked
from musterbook.lexicons.aid import aid
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Sentence

L = commitments()
STANCES = frozenset(L.stance_verbs).union(L.stance_adjectives, L.stance_nouns)
REFUGE = frozenset(aid().refuge_verbs).union(aid().thanks, aid().sources)
AGREED = frozenset(L.signing.verbs).union(L.instruments, L.cancelling)
DEEDS = frozenset(L.deeds).union(L.motions, L.nominals, L.expected, grammar()["be"], AGREED, E.verbs, REFUGE)
"""Words at which a stance, a deed or a movement can begin: no reader is asked about any other."""


def commitments_in(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """All commitment drafts of one sentence (and the leadership milestones that a stance makes)."""
    if syntax.asks(s):
        return
    consumed: set[int] = set()
    for i in [i for i, word in enumerate(s.lower) if word in STANCES]:
        if s.pos[i] in ("VERB", "AUX") or s.tags[i].startswith("VB"):
            yield from stance_verb(scene, s, i, consumed)
        elif s.pos[i] in ("ADJ", "ADP", "ADV") or s.tags[i] == "VBN":
            yield from stance_adjective(scene, s, i, consumed)
        elif s.pos[i] == "NOUN":
            yield from stance_noun(scene, s, i, consumed)
    for i in [i for i, word in enumerate(s.lower) if word in DEEDS]:
        if i in consumed:
            continue
        if s.pos[i] == "VERB" or (s.tags[i].startswith("VB") and s.pos[i] != "AUX"):
            told = [*signed(scene, s, i), *financed(scene, s, i), *debts(scene, s, i)]
            told = told or [*hosted(scene, s, i), *thanked(scene, s, i), *coming(scene, s, i)]
            yield from told or bare_deed(scene, s, i)
            yield from movement(scene, s, i)
            yield from expected(scene, s, i)
            yield from ended_in(scene, s, i)
        elif s.pos[i] == "AUX":
            yield from movement(scene, s, i)
            yield from expected(scene, s, i)
        elif s.pos[i] == "NOUN":
            yield from nominal(scene, s, i)
