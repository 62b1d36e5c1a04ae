"""Words that the accounts wrote for themselves, made readable: days for ISO dates, links for documents."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from musterbook.views import figures
from musterbook.views.dossier_sources import Source, inert

_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_BETWEEN = re.compile(r"([(),;] ?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A stretch of a line; `anchor` is the place on the page of the document that it names."""

    text: str
    anchor: str = ""


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


def linked(text: str, documents: Mapping[str, Source]) -> tuple[TextPart, ...]:
    """A line of arithmetic with each document that it names by `documents`' keys as a link to its sentences."""
    return tuple(_joined(_parts(inert(text), documents)))


def _parts(text: str, documents: Mapping[str, Source]) -> Iterator[TextPart]:
    for piece in _BETWEEN.split(text):
        source = documents.get(piece.strip())
        if source:
            yield TextPart(text=source.publisher, anchor=f"s{source.number}" if source.evidence else "")
        elif piece:
            yield TextPart(text=with_days(piece))


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
