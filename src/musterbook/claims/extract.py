"""All claims of one document: every family over every sentence, then one claim for each stretch and meaning."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims.abroad import at_home, reaches_abroad
from musterbook.claims.apart import apart
from musterbook.claims.attribution import with_voices
from musterbook.claims.commitments import commitments_in
from musterbook.claims.corrections import corrected
from musterbook.claims.costs import costs_in
from musterbook.claims.donors import donors_in
from musterbook.claims.drafts import Draft
from musterbook.claims.finishing import finish
from musterbook.claims.gaps import gapped
from musterbook.claims.grades import graded
from musterbook.claims.instruments import gifts
from musterbook.claims.listed_after import members_of_groups
from musterbook.claims.lists import lists_in
from musterbook.claims.members import members_in
from musterbook.claims.mending import mended
from musterbook.claims.milestones import milestones_in
from musterbook.claims.owned import owned_in
from musterbook.claims.peoples import peoples_in
from musterbook.claims.presence import presence_in
from musterbook.claims.refuge import without_guests
from musterbook.claims.rosters import rosters_in
from musterbook.claims.scene import Scene, make_scene
from musterbook.claims.shares import shares_in
from musterbook.claims.situations import situations_in
from musterbook.claims.statements import quotes
from musterbook.claims.sums import sums_in
from musterbook.claims.tallies import tallies_in
from musterbook.claims.told_below import with_actors_below
from musterbook.claims.works import works_in
from musterbook.claims.worth import worth_in
from musterbook.model import Claim, Event, Family, Force, Measure, Parsed, Part, Resource, Stage, check_evidence
from musterbook.model.cast import Cast

MOVING = frozenset({Resource.PERSONNEL, Resource.EQUIPMENT})
"""Resources that arrive and leave in parts."""

UNNAMED = frozenset({"commitment.depart"})
"""Rules that tell nothing without a giver: anybody may leave a place."""

VICTIMS = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.KIDNAPPED})

TOLD_WHOLE = (Measure.STRENGTH_TARGET, Measure.STRENGTH_PRESENT, Measure.DISPLACED)
"""Figures that nobody gives as well."""

FAMILIES = {
    Family.COMMITMENT: commitments_in,
    Family.SITUATION: situations_in,
    Family.MILESTONE: milestones_in,
}
"""One reader a family; quotes come from the document's voices."""

MORE = (presence_in,)
"""Readers whose claims belong to several families."""


def extract(parsed: Parsed, cast: Cast) -> Iterator[Claim]:
    """The claims of a parsed document in the order of its text; each shows its words or is refused."""
    scene = scene_of(parsed, cast)
    if scene is None:
        return
    for claim in graded(scene, read_in(scene)):
        check_evidence(claim, scene.text)
        yield claim


def scene_of(parsed: Parsed, cast: Cast) -> Scene | None:
    """The document as the rules see it; None where it has no sentences."""
    parsed = mended(parsed, cast)
    return with_voices(make_scene(parsed, cast)) if parsed.sentences else None


def read_in(scene: Scene) -> list[Claim]:
    """What the rules read, in the order of the text, not graded yet."""
    claims: dict[str, Claim] = {}
    movers = Movers()
    told: list[Draft] = []
    home = at_home(scene)
    for s in scene.parsed.sentences:
        drafts = [draft for reader in (*FAMILIES.values(), *MORE) for draft in reader(scene, s)]
        drafts.extend(gapped(scene, s, drafts))
        drafts.extend(members_in(scene, s, drafts))
        drafts.extend(owned_in(scene, s, drafts))
        drafts.extend(peoples_in(scene, s, drafts))
        drafts.extend(shares_in(scene, s, drafts))
        drafts.extend(gifts(scene, s, drafts))
        if home and not reaches_abroad(scene, s):
            drafts = [d for d in drafts if d.family is not Family.COMMITMENT]
        drafts.extend(members_of_groups(scene, s, told))
        drafts = [each for d in drafts for each in apart(scene, d)]
        for settled in _settled(without_guests(drafts)):
            draft = movers.follow(settled)
            claim = finish(scene, draft) if draft is not None else None
            if claim is not None and draft is not None:
                told.append(draft)
                claims.setdefault(claim.id, claim)
    listed = (*(rosters := tuple(rosters_in(scene, told))), *lists_in(scene, told))
    whose = {d.quantity.start for d in rosters if d.quantity is not None}
    claims = {k: c for k, c in claims.items() if not (_nobodys(c) and c.quantity and c.quantity.start in whose)}
    read = {d.quantity.start for d in (*told, *listed) if d.quantity is not None and d.family is Family.COMMITMENT}
    told.extend(more := (*listed, *tallies_in(scene, read), *donors_in(scene, read)))
    told.extend(valued := tuple(worth_in(scene, told)))
    works, summed = tuple(works_in(scene, told)), tuple(sums_in(scene, told))
    carried = (
        d
        for d in (*valued, *works, *costs_in(scene, (*told, *works, *summed)), *summed)
        if not home or reaches_abroad(scene, d.sentence)
    )
    for draft in (*more, *carried):
        claim = finish(scene, draft)
        if claim is not None:
            claims.setdefault(claim.id, claim)
    for claim in quotes(scene):
        claims.setdefault(claim.id, claim)
    named = with_actors_below(scene, claims.values())
    put_right = {claim.id: claim for claim in corrected(named, scene.text)}
    return sorted(put_right.values(), key=lambda c: (c.span.start, c.span.end, c.family, c.id))


def _nobodys(claim: Claim) -> bool:
    """Whether a commitment has no giver: a list that names one says more of the same figure."""
    return claim.family is Family.COMMITMENT and not claim.party and claim.group is None


class Movers:
    """Who was last told to send or to come: "an additional 300 are expected" are of the same giver.

    The giver is carried over at most REACH sentences, and only where one state alone was told of.
    """

    REACH = 3
    NEAR = 2

    def __init__(self) -> None:
        self._last: Draft | None = None

    def follow(self, draft: Draft) -> Draft | None:
        """The draft with the giver carried over; None where a pronoun has nobody to stand for."""
        if draft.carried and not draft.party:
            return self._carried(draft)
        one = len(draft.party) == 1 and draft.party[0].kind in ("state", "body")
        if draft.family is Family.COMMITMENT and draft.resource in MOVING and one and draft.by == ():
            self._last = draft
        return draft

    def _far(self, last: Draft, draft: Draft) -> bool:
        return draft.sentence.index - last.sentence.index > self.REACH

    @staticmethod
    def _of_an_office(draft: Draft) -> bool:
        """ "sent two helicopters. Some 250 soldiers are at the airport": soldiers need no people before them."""
        return draft.needs_giver and draft.force in (Force.MILITARY, Force.POLICE)

    def _carried(self, draft: Draft) -> Draft | None:
        last = self._last
        reach = self.NEAR if draft.needs_giver else self.REACH
        if (
            last is None
            or draft.sentence.index - last.sentence.index > reach
            or (last.resource is not draft.resource and not self._of_an_office(draft))
            or (draft.needs_giver and last.stage is Stage.ENDED)
        ):
            nobodys = draft.rule in UNNAMED or draft.needs_giver
            return draft if draft.quantity is not None and not nobodys else None
        where = Part(slot="party", start=last.start, end=last.end)
        return replace(draft, party=last.party, recipient=last.recipient, parts=(*draft.parts, where))


def _settled(drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts of one sentence without those that another one makes superfluous.

    A figure is told once: what a situation took is not given again. A sentence that only counts victims gives no attack
    beside the figure (METHOD section 1). A milestone is told once a sentence: the verb wins over its noun, the wider
    stretch over the narrower one.
    """
    victims = any(d.measure in VICTIMS for d in drafts)
    targets = {d.quantity.start for d in drafts if d.quantity and d.measure in TOLD_WHOLE}
    seen: set[tuple[object, ...]] = set()
    for d in drafts:
        given = d.family is Family.COMMITMENT and d.quantity is not None and not d.party
        if given and d.quantity is not None and d.quantity.start in targets:
            continue
        if d.event is Event.APPROVAL and any(e.stage is Stage.COMMITTED and e.verb == d.verb for e in drafts):
            continue
        if d.family is Family.MILESTONE and (
            _told_by_another(d, drafts) or (d.event is Event.ATTACK and victims and ".noun" in d.rule)
        ):
            continue
        figure = d.quantity.start if d.quantity else None
        stretch = (d.start, d.end) if figure is None or d.family is not Family.COMMITMENT else ()
        key = (d.family, d.stage, d.measure, d.event, d.party, stretch, d.resource, figure)
        if key not in seen:
            seen.add(key)
            yield d


def _told_by_another(d: Draft, drafts: list[Draft]) -> bool:
    """Whether another draft of the same event says more: a verb rather than a noun, the first rather than a twin."""
    for e in drafts:
        if e is d or e.event is not d.event:
            continue
        if e.verb == d.verb:
            return drafts.index(e) < drafts.index(d)
        if d.rule.endswith(".noun") and not e.rule.endswith(".noun"):
            return True
        if e.start <= d.start and d.end <= e.end and (e.start, e.end) != (d.start, d.end):
            return True
    return False
