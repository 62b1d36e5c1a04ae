"""Lines to pieces for the parser: never across a newline, and never longer than a sentence can be.

Headlines without a full stop, captions and "Reader comments" stand in real input; a parser that sees them joined to the
next line invents clauses. A line that runs on without an end is cut where a clause may end, so that no step grows with
the square of a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEADLINE_LINES = 4
"""Lines at the top that may be headline, section or byline."""

SENTENCE_ENDS = (".", "!", "?", ".”", '."', ":", ";")

DATELINE = re.compile(
    r"^\s*(?:[A-Z][A-Z .'’/-]{2,40}(?:,[^()\n]{0,40})?(?:\([^)\n]{1,40}\))?\s*[-–—]+"
    r"|[A-Z][A-Z .'’/-]{2,40}(?:,[^()\n:]{0,20}\d[^()\n:]{0,6}|\s\([A-Z][a-z]+\)):)\s+(?=\S)"
)
"""Place in capitals, perhaps a date and the agency, and a dash, or a colon behind date or agency: no part of the first
sentence."""

LETTERS_A_WORD = 7
"""Code points that a word takes, its blank included; English has six."""

END = re.compile(r"[.!?][\"”’')\]]*\s")
CLAUSE_ENDS = tuple(re.compile(mark) for mark in (r"[.!?][\"”’')\]]*\s", r"[;:•|]\s", r"\s[-–—]\s", r",\s", r"\s"))
"""Where a run-on stretch may be cut, the best place first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something, or the dateline or the rest of one: where it starts, its words and its place."""

    start: int
    words: str
    number: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What the parser sees at once, with its place in the document."""

    start: int
    words: str
    line: int
    paragraph: int
    is_headline: bool


def pieces(text: str, max_sentence_words: int) -> Iterator[Piece]:
    """Every stretch of a text that is to be parsed, in order; together they hold all of its words."""
    lines = list(_lines(text))
    headlines = _headlines(lines)
    limit = max_sentence_words * LETTERS_A_WORD
    for line in lines:
        for start, end in _stretches(line.words, limit):
            yield Piece(
                start=line.start + start,
                words=line.words[start:end],
                line=line.number,
                paragraph=line.paragraph,
                is_headline=line.number in headlines,
            )


def _lines(text: str) -> Iterator[Line]:
    start, paragraph, blank = 0, 0, False
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            paragraph += blank
            blank = False
            dateline = DATELINE.match(line)
            cut = dateline.end() if dateline else 0
            if cut:
                yield Line(start, line[:cut], number, paragraph)
            yield Line(start + cut, line[cut:], number, paragraph)
        else:
            blank = True
        start += len(line) + 1


def _headlines(lines: list[Line]) -> frozenset[int]:
    """Numbers of the lines above the first one that ends like a sentence: section, headline, byline."""
    found: list[int] = []
    for line in lines[:HEADLINE_LINES]:
        if line.words.rstrip().endswith(SENTENCE_ENDS):
            return frozenset(found) - {line.number}
        found.append(line.number)
    return frozenset(found[:1]) if len(lines) > HEADLINE_LINES else frozenset()


def _stretches(line: str, limit: int) -> Iterator[tuple[int, int]]:
    """Bounds of the pieces of a line: the line itself, unless a sentence in it, or all of it, is too long."""
    start = len(line) - len(line.lstrip())
    if len(line) - start <= limit:
        if line[start:].strip():
            yield start, len(line)
        return
    last = start
    for found in END.finditer(line, start):
        if found.end() - last > limit or found.end() - start > limit * 4:
            yield from _short(line, start, last, limit)
            start = last
        last = found.end()
    if len(line) - last > limit:
        yield from _short(line, start, last, limit)
        start = last
    yield from _short(line, start, len(line), limit)


def _short(line: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """A stretch as it is where all of its sentences are short enough, else cut where a clause may end."""
    while end - start > limit and END.search(line, start, min(end, start + limit)) is None:
        cut = _cut(line, start, start + limit)
        if line[start:cut].strip():
            yield start, cut
        start = cut
    if line[start:end].strip():
        yield start, end


def _cut(line: str, start: int, limit: int) -> int:
    """The last good place to cut in the second half before the limit, else the limit."""
    half = (start + limit) // 2
    for mark in CLAUSE_ENDS:
        ends = [found.end() for found in mark.finditer(line, half, limit)]
        if ends:
            return ends[-1]
    return limit
