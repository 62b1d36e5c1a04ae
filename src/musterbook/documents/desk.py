"""Desk entries: what a person enters under their own name (METHOD section 8). The row is the text of the document.

An entry is named after its file and its content, so that it stays what it is when others are put above it, and the
same row entered twice is one document. What cannot be taken becomes a finding that names the file, the row and what is
allowed; the other rows go on.
"""

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from musterbook.documents.dates import read_published
from musterbook.documents.decoding import decode, encoding_finding
from musterbook.documents.desk_rows import FIELDS, NO, SEVERAL, YES, canonical, field_name, row_text
from musterbook.documents.inputs import binary, empty, problem
from musterbook.errors import UsageError
from musterbook.model import Document, Finding, Period, document_id

_CODE = "bad-row"
_WEB = ("http://", "https://")

_Row = tuple[str, dict[str, str]]
"""Where a row stands, in words, and its fields."""


def read_rows_file(path: Path, name: str, data: bytes) -> Iterator[Document | Finding]:
    """The entries of a CSV file (a header of field names) or a TOML file (`[[entry]]` tables), by the file's ending.

    Every row needs the name of the person who enters it: the field `by`, or in TOML one `by` for the whole file.
    """
    decoded = decode(data)
    if decoded is None:
        yield binary(name)
        return
    yield from encoding_finding(name, decoded)
    text = decoded.text.removeprefix("\ufeff")
    if not text.strip():
        yield empty(name)
        return
    rows = _toml_rows if path.suffix.casefold() == ".toml" else _csv_rows
    for row in rows(text, name):
        if isinstance(row, Finding):
            yield row
            continue
        place, values = row
        try:
            yield desk_document(values, values.get("by", ""), name=name)
        except UsageError as error:
            yield problem(place, _CODE, f"{error}. The row was left out.")


def desk_entry(row: Mapping[str, str], by: str, *, name: str = "desk") -> tuple[Document]:
    """One entry made without a file, as a source that the flow can read. Raises UsageError as `desk_document` does."""
    return (desk_document(row, by, name=name),)


def desk_document(row: Mapping[str, str], by: str, *, name: str) -> Document:
    """The document of one row, entered by the person `by`; it is called `name` and a hash of its content.

    Raises UsageError naming everything that is wrong with the row and what is allowed instead.
    """
    values = canonical(row, by)
    text = row_text(values)
    called = f"{name}#{hashlib.sha256(text.encode('utf-8')).hexdigest()[:8]}"
    source = values.get("source", "")
    published = read_published(values["reported"])[0] if "reported" in values else Period()
    return Document(
        id=document_id(called, text),
        name=called,
        text=text,
        source_text=text,
        url=source if source.casefold().startswith(_WEB) else None,
        published=published,
        published_how="entered" if published.known else "unknown",
        rights="restricted" if values.get("restricted") == YES else "unknown",
        kind="desk",
        entered_by=values["by"],
    )


def _csv_rows(text: str, name: str) -> Iterator[_Row | Finding]:
    """Rows are counted as a spreadsheet shows them: the header is row 1."""
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=lambda mark: sum(field_name(cell) in FIELDS for cell in first_line.split(mark)))
    reader = enumerate(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), start=1)
    header: list[str] | None = None
    try:
        for number, cells in reader:
            place = f"{name}, row {number}"
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [field_name(cell) for cell in cells]
                fault = _header_fault(header)
                if fault:
                    yield problem(place, _CODE, fault)
                    return
            elif any(cell.strip() for cell in cells[len(header) :]):
                yield _ragged(place, header, cells)
            else:
                yield place, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        yield problem(name, _CODE, f"it is no CSV from here on ({error}). Mend the quotation marks.")


def _header_fault(header: list[str]) -> str | None:
    if not set(header) & set(FIELDS):
        return f"the header names no field of an entry; the fields are: {', '.join(FIELDS)}"
    twice = sorted({field for field in header if field and header.count(field) > 1})
    return f"the header names {', '.join(twice)} more than once" if twice else None


def _ragged(place: str, header: list[str], cells: list[str]) -> Finding:
    reason = f"it has {len(cells)} cells under {len(header)} columns. Put a value with the delimiter in it in quotes."
    return problem(place, _CODE, reason)


def _toml_rows(text: str, name: str) -> Iterator[_Row | Finding]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield problem(name, _CODE, f"it is no TOML ({error})")
        return
    entries = data.get("entry")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield problem(name, _CODE, "it holds no entries; each begins with [[entry]]")
        return
    for key in data.keys() - {"entry", "by"}:
        yield problem(name, _CODE, f"the key {key!r} is unknown and was passed over; allowed are by and [[entry]]")
    for number, entry in enumerate(entries, start=1):
        place = f"{name}, entry {number}"
        try:
            yield place, {"by": _words(data.get("by", "")), **_texts(entry)}
        except TypeError as error:
            yield problem(place, _CODE, f"{error}. The row was left out.")


def _texts(entry: Mapping[str, object]) -> dict[str, str]:
    return {field_name(key): _words(value) for key, value in entry.items()}


def _words(value: object) -> str:
    """A TOML value as the words of a CSV cell. Raises TypeError for a table."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return f"{SEVERAL} ".join(_words(each) for each in value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str | int | float):
        return str(value)
    raise TypeError(f"the value {str(value)[:80]!r} is neither text nor number nor date")
