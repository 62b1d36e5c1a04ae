"""Words from elsewhere made fit for a page: no steering characters, days for ISO dates, links for document names."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from musterbook.views import figures

_ISO_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_BETWEEN = re.compile(r"([(),;] ?| \+ )")


_KEPT_FORMAT_CHARACTERS = "\u200c\u200d"
"""Joiners that some scripts cannot be written without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A stretch of a line; `anchor` is the place on the page of the document that it names."""

    text: str
    anchor: str = ""


def inert(text: str) -> str:
    """Text without characters that steer: line breaks and controls become spaces, format characters go.

    Escaping for the markup is the template's work.
    """
    return text if text.isprintable() else "".join(_inert(character) for character in text)


def _inert(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return character if character in _KEPT_FORMAT_CHARACTERS else ""
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return " " if category in ("Cc", "Zl", "Zp") else character


def with_days(text: str) -> str:
    """The text with each ISO date printed as the other dates of the page; what is no day of a calendar stays."""
    return _ISO_DAY.sub(_day, text)


def _day(match: re.Match[str]) -> str:
    try:
        return figures.day(date.fromisoformat(match[0]))
    except ValueError:
        return match[0]


def upper_first(text: str) -> str:
    """The text with a capital at its start, for a heading."""
    return text[:1].upper() + text[1:]


def linked(text: str, links: Mapping[str, tuple[str, str]]) -> tuple[TextPart, ...]:
    """A line of arithmetic with each document that it names as a link to its sentences."""
    return tuple(_joined(_parts(inert(text), links)))


def _parts(text: str, links: Mapping[str, tuple[str, str]]) -> Iterator[TextPart]:
    for piece in _BETWEEN.split(text):
        label, anchor = links.get(piece.strip(), (with_days(piece), ""))
        if label:
            yield TextPart(text=label, anchor=anchor)


def _joined(parts: Iterator[TextPart]) -> Iterator[TextPart]:
    """Neighbouring stretches without a link as one."""
    held = ""
    for part in parts:
        if part.anchor:
            if held:
                yield TextPart(text=held)
            yield part
            held = ""
        else:
            held += part.text
    if held:
        yield TextPart(text=held)
