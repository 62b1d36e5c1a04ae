"""The lines of a list by giver: "Spain - 85 soldiers", "62 rescuers from China", "Togo and Benin - 90 police each"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Mention, Sentence

G = grammar()
L = commitments()
LEAD_CHARACTERS = 12
"""A bullet or a time of day may stand before the name."""

GAP_CHARACTERS = 24
ADJACENT_CHARACTERS = 2
GIVERS = ("state", "body")
OPENING, CLOSING, PART = "(", ")", ";"
BETWEEN_NAMES = 8
"""Characters between the names of one entry: a comma, "and"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one giver is listed with: code points `start` to `end`; `line` and `paragraph` count from the top.

    `figures` is where its figures begin; `others` are the givers named beside the first, each with the same.
    """

    line: int
    paragraph: int
    sentence: Sentence
    start: int
    end: int
    mention: Mention
    separated: bool
    figures: int
    others: tuple[Mention, ...] = ()


def entries(scene: Scene) -> Iterator[Entry]:
    """Every line, or part of a line between semicolons, that lists a giver with a figure."""
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
            several = [opened] if opened is not None else _by_figure(scene, s, low, high) if entry is None else []
            if several:
                yield from ([entry] if entry is not None else [])
                yield from several[:-1]
                entry = several[-1]
            elif entry is not None:
                entry = replace(entry, end=high)
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
    figures = scene.quantities_in(named[0].end, high)
    beside = _in_a_row(named, figures[0].start if figures else high)
    after = beside[-1].end
    rest = scene.text[after:high].lstrip()
    if rest.startswith(OPENING) and CLOSING in rest:
        after = scene.text.index(CLOSING, after) + 1
        rest = scene.text[after:high].lstrip()
    separated = rest[:1] in L.separators
    figures = scene.quantities_in(after, high)
    if not figures or figures[0].start - after > (GAP_CHARACTERS if separated else ADJACENT_CHARACTERS):
        return None
    shared = any(w in L.each for w in scene.text[figures[0].end : high].lower().replace(",", " ").split())
    if len(beside) > 1 and not shared:
        return None
    return Entry(
        line=s.line,
        paragraph=s.paragraph,
        sentence=s,
        start=named[0].start,
        end=high,
        mention=named[0],
        separated=separated,
        figures=after,
        others=tuple(beside[1:]),
    )


def _in_a_row(named: list[Mention], until: int) -> list[Mention]:
    """The first name and those that follow it directly ("Togo, Benin and Niger")."""
    row = named[:1]
    for m in named[1:]:
        if m.end > until or m.start - row[-1].end > BETWEEN_NAMES:
            break
        row.append(m)
    return row


def _by_figure(scene: Scene, s: Sentence, low: int, high: int) -> list[Entry]:
    """ "62 rescuers from China", "two field kitchens (Italy)": a line that opens with a figure and names one giver; or
    "30 Danish medics and 12 Finnish engineers", each figure with its own.
    """
    figures = scene.quantities_in(low, high)
    words = scene.text[low : figures[0].start].strip() if figures else ""
    if not figures or (words and words not in L.bullets):
        return []
    ends = [*(q.start for q in figures[1:]), high]
    own = [_givers(scene, q.start, end, q.end) for q, end in zip(figures, ends, strict=True)]
    if len({m.party.id for found in own for m in found}) == 1:
        ends, own = [high], [next(found for found in own if found)]
    elif any(len(found) != 1 for found in own):
        return []
    return [
        Entry(
            line=s.line,
            paragraph=s.paragraph,
            sentence=s,
            start=q.start,
            end=end,
            mention=found[0],
            separated=bool(words),
            figures=q.start,
        )
        for q, end, found in zip(figures, ends, own, strict=False)
    ]


def _givers(scene: Scene, start: int, end: int, figure_end: int) -> list[Mention]:
    """The givers that a stretch names, each once."""
    named = [m for m in scene.cast.within(start, end) if m.party.kind in GIVERS and _gives(scene, figure_end, m)]
    return list({m.party.id: m for m in reversed(named)}.values())


def _gives(scene: Scene, figure_end: int, m: Mention) -> bool:
    """Whether a name in such a line is the giver's: that of a people, or behind "from", "of", "by" or a bracket."""
    if m.how == "demonym" or m.start < figure_end:
        return True
    before = scene.text[: m.start].rstrip()
    the = before.lower().endswith(" the")
    word = before.removesuffix("the").removesuffix("The").rstrip() if the else before
    last = word.split()[-1].lower() if word.split() else ""
    return word.endswith(OPENING) or last in G["source"] | G["of"] | G["agent"]
