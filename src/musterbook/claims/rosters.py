"""Lists by giver: "Spain - 85 soldiers", "62 rescuers from China", one line each.

At least two lines of one paragraph must open with a giver and a figure, or with a figure and its giver. The stage
stands beside the figure ("all delivered"), else in the header of the paragraph. Where the words beside a figure, or
those of the header, name no stage, two of them, or one that is only possible, the figure gives nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from musterbook.claims.drafts import Draft
from musterbook.claims.lists import listed
from musterbook.claims.roster_entries import CLOSING, OPENING, PART, Entry, entries
from musterbook.claims.roster_stages import beside, header_stage
from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import Family, Force, Quantity, QuantityKind, Resource, Sentence, Stage

G = grammar()
L = commitments()
SHORTEST_LIST = 2
LONGEST_HEADER_WORDS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the line above a list says of all its figures; `people` where it counts contingents."""

    stage: Stage | None
    people: bool


def rosters_in(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of every list by giver in the document; `told`: the claims so far, which are not told again."""
    read = {(p.id, d.stage, d.quantity.start) for d in told if d.quantity is not None for p in d.party}
    found = list(entries(scene))
    for paragraph in dict.fromkeys(e.paragraph for e in found):
        block = [e for e in found if e.paragraph == paragraph]
        lines = {e.line for e in block if e.separated}
        if len(lines) >= SHORTEST_LIST:
            yield from _block(scene, block, read)


def _block(scene: Scene, block: list[Entry], read: set[tuple[str, Stage | None, int]]) -> Iterator[Draft]:
    header = _header(scene, block)
    if header is None:
        return
    unit: tuple[Resource, str] | None = (Resource.PERSONNEL, "person") if header.people else None
    for entry in block:
        figures = scene.quantities_in(entry.figures, entry.end)
        before: Stage | None = None
        for index, q in enumerate(figures):
            s = _sentence_at(scene, entry, q)
            found = listed(s, q) or _people(scene, q) or (_like_before(q, unit) if _bare(s, q) else None)
            if found is None or _in_brackets(scene, entry, q) or q.kind is QuantityKind.SHARE:
                continue
            part = q.kind is QuantityKind.SUBSET
            if part and found[0] is not Resource.PERSONNEL:
                continue
            unit = (found[0], found[2].unit)
            behind = figures[index + 1].start if index + 1 < len(figures) else entry.end
            closed = scene.text.find(PART, q.end, behind)
            behind = closed if closed >= 0 else behind
            told = beside(scene, entry.figures if index == 0 else q.start, q, behind)
            among = before is Stage.ARRIVED
            stage = told.stage if told is not None else before if part else _shared(header, found[0], among=among)
            before = stage if found[0] is Resource.PERSONNEL else before
            if stage is None:
                continue
            first = entry.start if index == 0 else _phrase_start(s, q)
            end = max(q.end, len(scene.text[: told.end].rstrip()) if told is not None else 0)
            end = max(end, entry.mention.end) if index == 0 else end
            for m in (entry.mention, *entry.others):
                if (m.party.id, stage, q.start) not in read:
                    what = (stage, *found)
                    yield _draft(replace(entry, mention=m), what, (first, end), scene.cast.host)


def _shared(header: Header, resource: Resource, *, among: bool) -> Stage | None:
    """The stage of the header: people who were sent are counted where they are, and so is what is listed with them."""
    if among and resource is not Resource.MONEY:
        return Stage.ARRIVED
    if resource is Resource.PERSONNEL and (header.stage is Stage.DISPATCHED or (header.people and not header.stage)):
        return Stage.ARRIVED
    if resource is Resource.MONEY and header.stage is Stage.ARRIVED:
        return Stage.DISPATCHED
    return header.stage


def _header(scene: Scene, block: list[Entry]) -> Header | None:
    """What the line above the list says; None where it counts victims or asks for help."""
    above = [s for s in scene.parsed.sentences if s.line < block[0].line]
    lines = [s for s in above if s.paragraph == block[0].paragraph] or above[-1:]
    last = max((s.line for s in lines), default=-1)
    sentences = [s for s in above if s.line == last]
    words = [w for s in sentences for w in s.lower]
    prose = not words or len(words) > LONGEST_HEADER_WORDS or (words[-1] == "." and len(sentences) > 1)
    if prose or any(e.line == last for e in block):
        return Header(stage=None, people=False)
    victims = any(w in f.nouns or w in f.adjectives for w in words for f in situations().measures)
    if victims:
        return None
    named = header_stage(sentences)
    if named is None:
        return Header(stage=None, people=False)
    return Header(stage=named.stage, people=any(w in L.present for w in words))


def _in_brackets(scene: Scene, entry: Entry, q: Quantity) -> bool:
    """ "Japan: $130 million (30 of it in kind)": a figure in an aside is part of the one before it."""
    before = scene.text[entry.figures : q.start]
    return before.count(OPENING) > before.count(CLOSING)


def _sentence_at(scene: Scene, entry: Entry, q: Quantity) -> Sentence:
    return next((s for s in scene.parsed.sentences if s.start <= q.start < s.end), entry.sentence)


def _people(scene: Scene, q: Quantity) -> tuple[Resource, str | None, Quantity] | None:
    """ "400 French": people counted by nothing but their nation."""
    named = scene.cast.within(q.start, q.end)
    by_nation = bool(named) and named[-1].how == "demonym" and named[-1].end == q.end
    return (Resource.PERSONNEL, None, q) if by_nation and q.unit == "person" else None


def _phrase_start(s: Sentence, q: Quantity) -> int:
    """Where the words of a figure begin: "a medical team of 34" begins at its article."""
    first = next((i for i in range(len(s.words)) if s.ends[i] > q.start), 0)
    if first < 1 or s.lower[first - 1] not in G["of"]:
        return q.start
    low = first - 1
    while low > 0 and s.pos[low - 1] in ("NOUN", "PROPN", "ADJ", "DET"):
        low -= 1
    return s.starts[low]


def _bare(s: Sentence, q: Quantity) -> bool:
    """Whether no noun follows a figure: else it counts something that no lexicon knows."""
    after = next((i for i in range(len(s.words)) if s.starts[i] >= q.end), len(s.words))
    return after >= len(s.words) or s.pos[after] not in ("NOUN", "PROPN", "ADJ")


def _like_before(q: Quantity, kind: tuple[Resource, str] | None) -> tuple[Resource, str | None, Quantity] | None:
    """ "Taiwan - 130": a figure without a noun counts what the line before counted."""
    if kind is None or q.unit != "":
        return None
    return kind[0], None, replace(q, unit=kind[1])


def _draft(
    entry: Entry, what: tuple[Stage, Resource, str | None, Quantity], span: tuple[int, int], host: str | None
) -> Draft:
    stage, resource, item, quantity = what
    if resource is Resource.PERSONNEL and stage is Stage.ARRIVED and quantity.kind is QuantityKind.UNKNOWN:
        quantity = replace(quantity, kind=QuantityKind.STOCK)
    return Draft(
        rule="commitment.roster",
        family=Family.COMMITMENT,
        stage=stage,
        sentence=entry.sentence,
        verb=0,
        start=span[0],
        end=span[1],
        party=(entry.mention.party,),
        recipient=host if host != entry.mention.party.id else None,
        resource=resource,
        force=Force.UNSPECIFIED if resource is Resource.PERSONNEL else None,
        item=item,
        quantity=quantity,
    )
