"""Givers that are named one by one give one by one, unless they share a figure (METHOD section 4).

"Kenya and Chad have said they will join" tells a pledge of each; "Kenya and Chad will send 500 officers" one of both,
and so does a collective word ("the Nordic states"), whose members the text does not name.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims.drafts import Draft
from musterbook.claims.scene import Scene
from musterbook.lexicons.titles import descriptors
from musterbook.model import Family

BEFORE = 1
"""Sentences back in which a pronoun's givers may be named."""


def apart(scene: Scene, draft: Draft) -> Iterator[Draft]:
    """One draft for each giver that is named beside others, else the draft as it is."""
    if draft.family is not Family.COMMITMENT or draft.quantity is not None or draft.group is not None:
        yield draft
        return
    collective = descriptors()["states"] | descriptors()["both"] | descriptors()["neither"]
    if (
        len(draft.party) < 2
        or collective & _words(draft)
        or not {p.id for p in draft.party} <= _named_near(scene, draft)
    ):
        yield draft
        return
    for party in draft.party:
        yield replace(draft, party=(party,))


def _words(draft: Draft) -> set[str]:
    s = draft.sentence
    return {w for w, start in zip(s.lower, s.starts, strict=True) if draft.start <= start < draft.end}


def _named_near(scene: Scene, draft: Draft) -> set[str]:
    s = draft.sentence
    sentences = scene.parsed.sentences
    near = [o for o in sentences[max(0, s.index - BEFORE) : s.index + 1] if o.index <= s.index]
    return {m.party.id for o in near for m in scene.mentions_in(o, 0, len(o.words))}
