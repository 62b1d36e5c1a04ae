"""Lists by giver: "Spain - 85 soldiers", one line each.

At least two lines of one paragraph must open with a giver and a figure. The stage stands beside the figure ("all
delivered"), else in the header of the paragraph. Where the words beside a figure, or those of the header, name no
stage, two of them, or one that is only possible, the figure gives nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from musterbook.claims.drafts import Draft
from musterbook.claims.lists import listed
from musterbook.claims.roster_stages import beside, header_stage
from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.situations import situations
from musterbook.model import Family, Force, Mention, Quantity, QuantityKind, Resource, Sentence, Stage

L = commitments()
LEAD_CHARACTERS = 12
"""A bullet or a time of day may stand before the name."""

GAP_CHARACTERS = 24
ADJACENT_CHARACTERS = 2
SHORTEST_LIST = 2
LONGEST_HEADER_WORDS = 25
GIVERS = ("state", "body")
OPENING, CLOSING, PART = "(", ")", ";"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one giver is listed with: code points `start` to `end`; `line` and `paragraph` count from the top."""

    line: int
    paragraph: int
    sentence: Sentence
    start: int
    end: int
    mention: Mention
    separated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the line above a list says of all its figures; `people` where it counts contingents."""

    stage: Stage | None
    people: bool


def rosters_in(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of every list by giver in the document; `told`: the claims so far, which are not told again."""
    read = {(p.id, d.stage, d.quantity.start) for d in told if d.quantity is not None for p in d.party}
    entries = list(_entries(scene))
    for paragraph in dict.fromkeys(e.paragraph for e in entries):
        block = [e for e in entries if e.paragraph == paragraph]
        lines = {e.line for e in block if e.separated}
        if len(lines) >= SHORTEST_LIST:
            yield from _block(scene, block, read)


def _entries(scene: Scene) -> Iterator[Entry]:
    seen: set[int] = set()
    for s in scene.parsed.sentences:
        if s.line in seen:
            continue
        seen.add(s.line)
        start = scene.text.rfind("\n", 0, s.start) + 1
        end = scene.text.find("\n", s.start)
        end = len(scene.text) if end < 0 else end
        entry: Entry | None = None
        for low, high in _parts(scene.text, start, end):
            opened = _opened(scene, s, low, high)
            if opened is None and entry is not None:
                entry = replace(entry, end=high)
            elif opened is not None:
                if entry is not None:
                    yield entry
                entry = opened
            else:
                break
        if entry is not None:
            yield entry


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a line between its semicolons."""
    while start < end:
        found = text.find(PART, start, end)
        found = end if found < 0 else found
        yield start, found
        start = found + 1


def _opened(scene: Scene, s: Sentence, low: int, high: int) -> Entry | None:
    """The entry of a stretch that opens with a giver and a figure soon behind it."""
    named = [m for m in scene.cast.within(low, high) if m.party.kind in GIVERS and m.how != "demonym"]
    if not named or named[0].start - low > LEAD_CHARACTERS:
        return None
    first = named[0]
    after = first.end
    rest = scene.text[after:high].lstrip()
    if rest.startswith(OPENING) and CLOSING in rest:
        after = scene.text.index(CLOSING, after) + 1
        rest = scene.text[after:high].lstrip()
    separated = rest[:1] in L.separators
    figures = scene.quantities_in(after, high)
    if not figures or figures[0].start - after > (GAP_CHARACTERS if separated else ADJACENT_CHARACTERS):
        return None
    return Entry(
        line=s.line, paragraph=s.paragraph, sentence=s, start=first.start, end=high, mention=first, separated=separated
    )


def _block(scene: Scene, block: list[Entry], read: set[tuple[str, Stage | None, int]]) -> Iterator[Draft]:
    header = _header(scene, block)
    if header is None:
        return
    unit: tuple[Resource, str] | None = (Resource.PERSONNEL, "person") if header.people else None
    for entry in block:
        figures = scene.quantities_in(entry.mention.end, entry.end)
        present = False
        for index, q in enumerate(figures):
            s = _sentence_at(scene, entry, q)
            found = listed(s, q) or _like_before(q, unit)
            if found is None or _in_brackets(scene, entry, q) or q.kind in (QuantityKind.SUBSET, QuantityKind.SHARE):
                continue
            unit = (found[0], found[2].unit)
            behind = figures[index + 1].start if index + 1 < len(figures) else entry.end
            told = beside(scene, entry.mention.end if index == 0 else q.start, q, behind)
            stage = told.stage if told is not None else _shared(header, found[0], among=present)
            present = present or (stage is Stage.ARRIVED and found[0] is Resource.PERSONNEL)
            if stage is not None and (entry.mention.party.id, stage, q.start) not in read:
                first = entry.mention.start if index == 0 else q.start
                end = scene.text[: told.end].rstrip() if told is not None else ""
                yield _draft(entry, (stage, *found), (first, max(q.end, len(end))), scene.cast.host)


def _shared(header: Header, resource: Resource, *, among: bool) -> Stage | None:
    """The stage of the header: people who were sent are counted where they are, and so is what is listed with them."""
    if among and resource is not Resource.MONEY:
        return Stage.ARRIVED
    if resource is Resource.PERSONNEL and (header.stage is Stage.DISPATCHED or (header.people and not header.stage)):
        return Stage.ARRIVED
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
    before = scene.text[entry.mention.end : q.start]
    return before.count(OPENING) > before.count(CLOSING)


def _sentence_at(scene: Scene, entry: Entry, q: Quantity) -> Sentence:
    return next((s for s in scene.parsed.sentences if s.start <= q.start < s.end), entry.sentence)


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
