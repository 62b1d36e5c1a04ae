"""Fact sheets: figures in a list stand at the stage that its header names.

"The new package includes:" is followed by items without a verb; each figure is a claim of its own with its noun as
evidence. The giver stands in the header, else it is the party for which the document speaks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.claims import syntax
from musterbook.claims.deeds import stage_of
from musterbook.claims.drafts import Draft
from musterbook.claims.giving import actors_of, context_giver, deed_at
from musterbook.claims.scene import Scene
from musterbook.claims.things import COUNTED_APART, classify, is_money
from musterbook.lexicons.commitments import commitments
from musterbook.model import Family, Force, Party, Quantity, Resource, Sentence, Stage

L = commitments()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A line that ends in a colon and says at which stage its list stands."""

    sentence: Sentence
    verb: int
    stage: Stage
    party: tuple[Party, ...]
    planned: bool


def lists_in(scene: Scene) -> Iterator[Draft]:
    """Drafts of all figures in lists whose header names a stage and whose giver is known."""
    header: Header | None = None
    inside = False
    line = -1
    for s in scene.parsed.sentences:
        if s.line != line:
            bulleted = s.words[0] in L.bullets
            if inside and not bulleted:
                header, inside = None, False
            inside = inside or (header is not None and bulleted)
            line = s.line
        if inside and header is not None:
            yield from _items(scene, s, header)
        elif s.words[-1] == ":":
            header = _header(scene, s)
        else:
            header = None


def _header(scene: Scene, s: Sentence) -> Header | None:
    for v in range(len(s.words)):
        found = deed_at(s, v) if s.pos[v] == "VERB" else None
        pairs = L.stance_verbs.get(s.lower[v]) if s.pos[v] == "VERB" else None
        staged: tuple[Stage, bool] | None = None
        if found is not None and found[0].bare:
            result = stage_of(scene, s, v, found[0].done, found[0].plan)
            staged = (result[0], result[1]) if result else None
        elif pairs and pairs[0][1].stage in (Stage.PLEDGE, Stage.OFFER):
            committed = s.tags[v] == "VBN" and s.deps[v] in ("acl", "amod")
            staged = (Stage.COMMITTED if committed else pairs[0][1].stage, not committed)
        if staged is None:
            continue
        actors = actors_of(scene, s, syntax.subject(s, v))
        party = next((a.party for a in actors if a.party), ()) or context_giver(scene)
        return Header(sentence=s, verb=v, stage=staged[0], party=party, planned=staged[1]) if party else None
    if any(word in L.packages for word in s.lower):
        party = context_giver(scene)
        return Header(sentence=s, verb=0, stage=Stage.ALLOCATED, party=party, planned=True) if party else None
    return None


def _items(scene: Scene, s: Sentence, header: Header) -> Iterator[Draft]:
    for q in scene.quantities_in(s.start, s.end):
        found = listed(s, q)
        if found is None:
            continue
        resource, item, quantity = found
        yield Draft(
            rule="commitment.list",
            family=Family.COMMITMENT,
            stage=header.stage,
            sentence=s,
            verb=0,
            start=q.start,
            end=q.end,
            party=header.party,
            recipient=scene.cast.host,
            resource=resource,
            force=Force.UNSPECIFIED if resource is Resource.PERSONNEL else None,
            item=item,
            quantity=quantity,
            planned=False,
        )


def listed(s: Sentence, q: Quantity) -> tuple[Resource, str | None, Quantity] | None:
    """Resource, item and figure of a listed quantity; None where its noun is no resource."""
    last = next((i for i in range(len(s.words) - 1, -1, -1) if s.starts[i] < q.end), 0)
    found = classify(s, last)
    if is_money(q):
        return Resource.MONEY, None, q
    if found is not None and found[0].resource is Resource.PERSONNEL:
        return Resource.PERSONNEL, None, replace(q, unit="person")
    if q.unit in COUNTED_APART and found is None:
        return None
    if found is None or found[0].resource in (Resource.EQUIPMENT, Resource.GOODS):
        return (found[0].resource if found else Resource.EQUIPMENT), q.noun or q.unit, q
    return None
