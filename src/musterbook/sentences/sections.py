"""A very long document in sections, each read by itself, so that time and memory stay bounded whatever comes in.

No article is that long. What is, is an archive in one file or a report of hundreds of pages, in which "the ministry" of
one chapter is not that of another anyway.
"""

import re
from collections.abc import Iterator

SECTION_LETTERS = 120_000
"""Code points of a section, some 20,000 words: what is shorter is read as one."""

SLACK = 20_000
"""Code points before the limit in which a good place to cut is looked for."""

BREAKS = tuple(re.compile(mark) for mark in (r"\n\s*\n", r"\n", r"[.!?][\"”’')\]]*\s", r"\s"))
"""Where to cut, the best place first."""


def sections(text: str, limit: int = SECTION_LETTERS) -> Iterator[tuple[int, int]]:
    """Bounds of the sections of a text; together they are the text."""
    start, size = 0, len(text)
    while size - start > limit:
        cut = _cut(text, start + limit - min(SLACK, limit // 2), start + limit)
        yield start, cut
        start = cut
    yield start, size


def _cut(text: str, low: int, high: int) -> int:
    for mark in BREAKS:
        last = max((found.end() for found in mark.finditer(text, low, high)), default=0)
        if last:
            return last
    return high
