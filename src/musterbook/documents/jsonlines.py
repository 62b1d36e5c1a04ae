"""JSON Lines: one document a line, read line by line, so that a file may be larger than the memory."""

import json
from collections.abc import Iterator

from musterbook.documents.decoding import about, clean, decode, encoding_finding, is_blank, storable
from musterbook.documents.heads import build, read_head
from musterbook.documents.inputs import Input, empty, problem, too_large
from musterbook.documents.streams import bounded_lines
from musterbook.model import Document, Finding
from musterbook.settings import Settings

HEAD_KEYS = ("title", "url", "publisher", "published", "language", "rights", "sample")


def read_json_lines(item: Input, settings: Settings) -> Iterator[Document | Finding]:
    """One document for each good line, under the id that it states, and a finding for each bad one.

    Raises OSError when the stream breaks.
    """
    any_line = False
    with item.open() as stream:
        for number, line in bounded_lines(stream, settings.max_document_bytes):
            place = f"{item.name}, line {number}"
            if line is None:
                yield too_large(place, settings.max_document_bytes)
            elif line.strip():
                yield from _read_line(line, place, settings)
            else:
                continue
            any_line = True
    if not any_line:
        yield empty(item.name)


def _read_line(line: bytes, place: str, settings: Settings) -> Iterator[Document | Finding]:
    decoded = decode(line)
    if decoded is None:
        yield _bad(place, "it is no text")
        return
    try:
        row = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        yield _bad(place, f"it is no JSON ({_json_reason(error)})")
        return
    fault = _fault(row)
    if fault:
        yield _bad(place, fault)
        return
    name, text = storable(str(row["id"])), clean(row["text"])
    if is_blank(text):
        yield empty(place)
        return
    stated = {key: row.get(key) for key in HEAD_KEYS}
    head, findings = read_head(stated, source=place, code="bad-line")
    document = build(
        name=name,
        text=text,
        source_text=storable(row["text"]),
        media_type="application/jsonl",
        head=head,
        default_language=settings.language,
    )
    yield document
    yield from about(document, [*encoding_finding(place, decoded), *findings])


def _fault(row: object) -> str | None:
    """Why a parsed line is no document, or None."""
    if not isinstance(row, dict):
        return "it is no object"
    missing = [key for key in ("id", "text") if row.get(key) in (None, "")]
    if missing:
        return f"it has no {' and no '.join(missing)}"
    if isinstance(row["id"], bool) or not isinstance(row["id"], str | int) or not str(row["id"]).strip():
        return "its id is neither a text nor a whole number"
    return None if isinstance(row["text"], str) else "its text is no text"


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"


def _bad(place: str, reason: str) -> Finding:
    return problem(place, "bad-line", f"{reason}; the line was left out. Each line is one object with id and text.")
