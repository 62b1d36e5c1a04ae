"""Lists by country: "Spain - 85 soldiers", one line a giver.

At least two neighbouring lines must open with a state and a figure. The stage stands in the line itself ("all
delivered"), else in the header above; a list whose header says nothing gives nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.claims.drafts import Draft
from musterbook.claims.lists import listed
from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.model import Family, Force, Mention, Quantity, QuantityKind, Resource, Sentence, Stage

L = commitments()
LEAD_CHARACTERS = 12
"""A bullet or a time of day may stand before the name."""

GAP_CHARACTERS = 24
SHORTEST_LIST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that opens with a state; `sentence` is its first."""

    number: int
    sentence: Sentence
    end: int
    mention: Mention


def rosters_in(scene: Scene) -> Iterator[Draft]:
    """Drafts of every list by country in the document."""
    block: list[Line] = []
    for line in (*_lines(scene), None):
        if block and (line is None or line.number > block[-1].number + 1):
            if len(block) >= SHORTEST_LIST:
                yield from _block(scene, block)
            block = []
        if line is not None:
            block.append(line)


def _lines(scene: Scene) -> Iterator[Line]:
    seen: set[int] = set()
    for s in scene.parsed.sentences:
        if s.line in seen:
            continue
        seen.add(s.line)
        end = scene.text.find("\n", s.start)
        end = len(scene.text) if end < 0 else end
        first = next((m for m in scene.cast.within(s.start, end) if m.party.kind == "state"), None)
        if first is None or first.start - s.start > LEAD_CHARACTERS or first.how == "demonym":
            continue
        after = scene.text[first.end : first.end + 2].strip()[:1]
        figures = scene.quantities_in(first.end, end)
        if after in L.separators and figures and figures[0].start - first.end <= GAP_CHARACTERS:
            yield Line(number=s.line, sentence=s, end=end, mention=first)


def _block(scene: Scene, block: list[Line]) -> Iterator[Draft]:
    header = _header_words(scene, block[0])
    shared = stage_named(header) or (Stage.ARRIVED if any(w in L.present for w in header) else None)
    people = any(w in L.present for w in header)
    kind: tuple[Resource, str] | None = (Resource.PERSONNEL, "person") if people else None
    for line in block:
        words = [w for s in scene.parsed.sentences if s.line == line.number for w in s.lower]
        stage = stage_named(words) or shared
        for q in scene.quantities_in(line.mention.end, line.end):
            found = listed(_sentence_at(scene, line, q), q) or _like_before(q, kind)
            if found is None or stage is None:
                continue
            resource, item, quantity = found
            if resource is Resource.PERSONNEL and stage is Stage.DISPATCHED and stage is shared:
                stage = Stage.ARRIVED
            kind = (resource, quantity.unit)
            yield _draft(scene, line, (stage, resource, item, quantity), first=q.start == _first(scene, line))


def _first(scene: Scene, line: Line) -> int:
    return scene.quantities_in(line.mention.end, line.end)[0].start


def _sentence_at(scene: Scene, line: Line, q: Quantity) -> Sentence:
    return next((s for s in scene.parsed.sentences if s.start <= q.start < s.end), line.sentence)


def _like_before(q: Quantity, kind: tuple[Resource, str] | None) -> tuple[Resource, str | None, Quantity] | None:
    """ "Taiwan - 130": a figure without a noun counts what the line before counted."""
    if kind is None or q.unit != "":
        return None
    return kind[0], None, replace(q, unit=kind[1])


def _draft(scene: Scene, line: Line, what: tuple[Stage, Resource, str | None, Quantity], *, first: bool) -> Draft:
    stage, resource, item, quantity = what
    if resource is Resource.PERSONNEL and stage is Stage.ARRIVED and quantity.kind is QuantityKind.UNKNOWN:
        quantity = replace(quantity, kind=QuantityKind.STOCK)
    return Draft(
        rule="commitment.roster",
        family=Family.COMMITMENT,
        stage=stage,
        sentence=line.sentence,
        verb=0,
        start=line.mention.start if first else quantity.start,
        end=quantity.end,
        party=(line.mention.party,),
        recipient=scene.cast.host if scene.cast.host != line.mention.party.id else None,
        resource=resource,
        force=Force.UNSPECIFIED if resource is Resource.PERSONNEL else None,
        item=item,
        quantity=quantity,
    )


def _header_words(scene: Scene, line: Line) -> list[str]:
    """The words of the line above the list."""
    above = [s for s in scene.parsed.sentences if s.line < line.number]
    last = above[-1].line if above else -1
    return [w for s in above if s.line == last for w in s.lower]


def stage_named(words: list[str]) -> Stage | None:
    """The stage of the last word that names one: "received", "pledged", "delivered", "arrivals"."""
    for word in reversed(words):
        for _, deed in L.deeds.get(word, ()):
            if deed.bare and deed.done is not Stage.ENDED:
                return deed.done
        for _, motion in (*L.motions.get(word, ()), *L.nominals.get(word, ())):
            if motion.done is not Stage.ENDED and not motion.home:
                return motion.done
        for _, stance in (*L.stance_verbs.get(word, ()), *L.stance_nouns.get(word, ())):
            if stance.stage in (Stage.PLEDGE, Stage.OFFER) and not stance.denied and stance.direct:
                return stance.stage
    return None
