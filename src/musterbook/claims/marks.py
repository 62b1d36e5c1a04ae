"""Stretches of text between quotation marks: straight, curly, German, French and single ones.

An attribution between two stretches ends a block; a mark re-opened at a paragraph does not.
"""

import re
from collections.abc import Iterator

STRAIGHT = '"'
CLOSES = {'"': '"”', "“": '”"', "„": '“”"', "«": "»", "»": "«", "”": '”"', "''": "''"}
"""Each mark that may open a stretch, and the marks that close it."""
SINGLE = {"'": "'’", "‘": "’'"}
"""Single marks, which are also apostrophes: they close only before a word ends, and never run over a paragraph."""
ALL = "\"“”„«»'‘’"
"""What to strip from quoted words."""
MARKS = re.compile("[\"“”„«»]|(?<!\\w)''|''(?!\\w)")
OPENS_SINGLE = re.compile("(?<![\\w'’])['‘](?=[^\\W\\d_])")
CLOSES_SINGLE = re.compile("(?<=[\\w,.?!…])['’](?![\\w'])")
ENDED = ",.?!…"


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Marked stretches, marks included; an unclosed one ends with its paragraph unless the next one re-opens it."""
    position, paragraph_end = 0, 0
    opened: tuple[int, str] | None = None
    for paragraph in re.split(r"(\n+)", text):
        start = position
        position += len(paragraph)
        if not paragraph.strip():
            continue
        marks = [
            (m.start() + start, m.group())
            for m in MARKS.finditer(paragraph)
            if not _is_measure(text, m.start() + start)
        ]
        if opened is not None:
            stripped = len(paragraph) - len(paragraph.lstrip())
            if marks and marks[0][0] == start + stripped and marks[0][1] != "”":
                marks = marks[1:]
            else:
                yield opened[0], paragraph_end
                opened = None
        begun = opened[0] if opened is not None else None
        found: list[tuple[int, int]] = []
        for offset, mark in marks:
            if opened is None:
                if mark != "”":
                    opened = (offset, mark)
            elif mark in CLOSES[opened[1]]:
                found.append((opened[0], offset + len(mark)))
                opened = None
        paragraph_end = start + len(paragraph.rstrip())
        open_from = opened[0] if opened is not None else paragraph_end
        singles = [] if begun is not None else _singles(text, start, paragraph_end)
        free = [one for one in singles if one[1] <= open_from and not any(a < one[1] and one[0] < b for a, b in found)]
        yield from sorted([*found, *free])
    if opened is not None:
        yield opened[0], paragraph_end


def _singles(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between single marks on one line: closed behind a comma or a stop, else behind a word."""
    found: list[tuple[int, int]] = []
    opens = [m.start() for m in OPENS_SINGLE.finditer(text, start, end)]
    for i, offset in enumerate(opens):
        if found and offset < found[-1][1]:
            continue
        limit = opens[i + 1] if i + 1 < len(opens) else end
        closers = [m.start() for m in CLOSES_SINGLE.finditer(text, offset + 1, limit)]
        closers = [c for c in closers if text[c] in SINGLE[text[offset]]]
        ended = [c for c in closers if text[c - 1] in ENDED]
        if closers:
            found.append((offset, (ended or closers)[0] + 1))
    return found


def _is_measure(text: str, offset: int) -> bool:
    """An inch mark after a figure is no quotation mark."""
    return (
        text[offset] == STRAIGHT
        and offset > 0
        and text[offset - 1].isdigit()
        and text[offset + 1 : offset + 2] != ""
        and text[offset + 1].isspace()
        and text.count(STRAIGHT, max(0, offset - 200), offset) % 2 == 0
    )
