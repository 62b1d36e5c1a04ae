"""What a government does at home is no commitment to a mission or a recipient: grants to its own states and towns.

Asked only of a government's own releases. Where next to nothing of a release is about other states, a sentence counts
only where it, or the one before it in its paragraph, names another state, an international body or the world outside.
"""

from musterbook.claims.scene import Scene
from musterbook.lexicons.titles import descriptors
from musterbook.model import Mention, Sentence

SHARE = 0.3
"""Mentions of others for each sentence with a verb, below which a release is about home affairs; measured on 48
releases, of which those on home affairs reach .28 and those on other countries begin at .32."""


def at_home(scene: Scene) -> bool:
    """Whether the document is a government's release about its own country."""
    issuer = scene.cast.issuer
    if issuer is None or not scene.parsed.sentences:
        return False
    others = sum(_is_other(m, issuer) for m in scene.cast.mentions)
    clauses = sum("VERB" in s.pos or "AUX" in s.pos for s in scene.parsed.sentences)
    return others < SHARE * max(clauses, 1)


def reaches_abroad(scene: Scene, s: Sentence) -> bool:
    """Whether a sentence, or the one before it in its paragraph, looks beyond the issuer's own country."""
    before = scene.parsed.sentences[s.index - 1] if s.index else None
    near = [s] if before is None or before.paragraph != s.paragraph else [before, s]
    return any(_looks_out(scene, x) for x in near)


def _looks_out(scene: Scene, s: Sentence) -> bool:
    if descriptors()["abroad"].intersection(s.lower):
        return True
    issuer = scene.cast.issuer or ""
    return any(_is_other(m, issuer) for m in scene.cast.within(s.start, s.end))


def _is_other(m: Mention, issuer: str) -> bool:
    """Whether a mention is another state or place, or a body or a mission that belongs to no state."""
    if m.party.kind in ("state", "place"):
        return m.party.country not in (None, issuer)
    return m.party.kind in ("body", "mission", "armed_group") and m.party.country != issuer
