"""The one giver of a document about aid: who gives all that it tells of, to the country that it is about."""

from collections.abc import Sequence

from musterbook.claims.drafts import Draft
from musterbook.claims.giving import context_giver
from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.model import Family, Party, Polarity, Resource

L = commitments()
FEW_OTHERS = 1
"""Sentences about a third country that such a document may hold."""

PEOPLE = frozenset({Resource.PERSONNEL})


def one_giver(scene: Scene, told: Sequence[Draft]) -> Party | None:
    """The giver of all that is told, where there is one, who acts in the document and is not its country.

    Where nothing was told yet, the one who acts, if a sentence that names it speaks of aid.
    """
    host, acting = scene.cast.host, scene.cast.giver
    if host is None or acting is None or host == acting or scene.cast.mission is not None:
        return None
    if any(d.family is Family.SITUATION for d in told) or _others(scene, {host, acting}) > FEW_OTHERS:
        return None
    given = [d for d in told if d.family is Family.COMMITMENT and d.party and d.polarity is Polarity.AFFIRMED]
    parties = {p.id: p for d in given if d.resource not in PEOPLE for p in d.party if p.kind in ("state", "body")}
    if set(parties) - {acting, host}:
        return None
    if acting in parties:
        return parties[acting]
    return next(iter(context_giver(scene)), None) if _speaks_of_aid(scene, acting) else None


def _others(scene: Scene, two: set[str]) -> int:
    """How many sentences name another country than the two."""
    return sum(bool(set(scene.cast.countries_in(s)) - two) for s in scene.parsed.sentences)


def _speaks_of_aid(scene: Scene, acting: str) -> bool:
    """Whether a sentence that names the one who acts says that it gives or builds."""
    return any(
        acting in scene.cast.countries_in(s) and bool(L.works.aided.intersection(s.lower))
        for s in scene.parsed.sentences
    )
