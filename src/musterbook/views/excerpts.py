"""What may leave the book of a text that is not ours: the evidence sentence and one neighbour on each side.

METHOD section 8. Sentences are cut by punctuation alone, so that a view needs no parser and cuts the same text the same
way for ever.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from musterbook.lexicons.display import display
from musterbook.model import Document

MAX_SENTENCE_CHARACTERS = 600
"""A "sentence" longer than this (a table, a text without full stops) is cut, so that no whole text leaves by it."""

ELLIPSIS = "…"

_STOP = re.compile(r"""(?P<mark>[.!?…]+)["'”’»)\]]*(?=\s)|(?P<newline>\n)""")
_LAST_WORD = re.compile(r"[^\s\"'“‘«(\[]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """An evidence sentence with its neighbours; each is "" where there is none.

    `evidence` is the whole sentence (or sentences) that the span touches; the span itself is
    `evidence[mark_start:mark_end]`.
    """

    before: str
    evidence: str
    after: str
    mark_start: int
    mark_end: int


def excerpt(document: Document, start: int, end: int) -> Excerpt:
    """The sentence of `document.text[start:end]` with one neighbour on each side, each cut to a length that may leave.

    Raises ValueError when the span lies outside the text; whether the document may leave at all is the caller's care.
    """
    text = document.text
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {start}:{end} lies outside {document.name!r}")
    spans = _sentences(text, document.language)
    touched = [i for i, (low, high) in enumerate(spans) if low < end and start < high]
    if not touched:
        return Excerpt(before="", evidence=text[start:end], after="", mark_start=0, mark_end=end - start)
    first, last = touched[0], touched[-1]
    low, high = min(spans[first][0], start), max(spans[last][1], end)
    room = max(0, MAX_SENTENCE_CHARACTERS - (end - start)) // 2
    cut_low, cut_high = max(low, start - room), min(high, end + room)
    lead, trail = (ELLIPSIS if cut_low > low else ""), (ELLIPSIS if cut_high < high else "")
    return Excerpt(
        before=_tail(text[slice(*spans[first - 1])]) if first else "",
        evidence=lead + text[cut_low:cut_high] + trail,
        after=_head(text[slice(*spans[last + 1])]) if last + 1 < len(spans) else "",
        mark_start=len(lead) + start - cut_low,
        mark_end=len(lead) + end - cut_low,
    )


@lru_cache(maxsize=16)
def _sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences of `text`, without the space around them; a newline always ends one.

    The last texts are kept, since a page asks for the sentences of one document many times in a row.
    """
    spans, begin = [], 0
    for stop in _STOP.finditer(text):
        if stop["mark"] and _is_abbreviation(text[begin : stop.start()], stop["mark"], language):
            continue
        spans.append((begin, stop.start() if stop["newline"] else stop.end()))
        begin = stop.end()
    spans.append((begin, len(text)))
    return tuple(trimmed for span in spans if (trimmed := _trim(text, *span)))


def _is_abbreviation(before: str, mark: str, language: str) -> bool:
    """Whether the full stop after `before` belongs to an abbreviation or an initial."""
    word = _LAST_WORD.search(before)
    if mark != "." or not word:
        return False
    letters = word[0].casefold()
    return (len(letters) == 1 and word[0].isalpha() and word[0].isupper()) or letters in display(language).abbreviations


def _trim(text: str, low: int, high: int) -> tuple[int, int] | None:
    while low < high and text[low].isspace():
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    return (low, high) if low < high else None


def _head(sentence: str) -> str:
    return sentence if len(sentence) <= MAX_SENTENCE_CHARACTERS else sentence[:MAX_SENTENCE_CHARACTERS] + ELLIPSIS


def _tail(sentence: str) -> str:
    return sentence if len(sentence) <= MAX_SENTENCE_CHARACTERS else ELLIPSIS + sentence[-MAX_SENTENCE_CHARACTERS:]
