"""Tables of official figures as desk entries: a mapping says what each row of a CSV or XLSX file means.

A mapping is a TOML file:

    by = "UN Peacekeeping"            who says so; every entry bears it
    source = "https://..."            where the table comes from (optional)
    sheet = "2024-06"                 the sheet of a workbook; by default the first
    header = 1                        the row of the column headings, as a spreadsheet counts
    skip = { Country = ["Total"] }    rows that are no data: a column and the values by which they are known
    values = { Status = { Paid = "dispatched" } }    what the words of a column mean; case does not count

    [[entry]]                         what one row says; several tables, several entries from each row
    stage = "arrived"                 a constant, or text with columns in braces: the fields of a desk entry
    party = "{Country}"
    quantity = "{Troops} soldiers"
    unless = ["Troops"]               no entry where one of these cells is empty or zero

Each entry is a document whose text is the row, so that an official figure stands beside the press with evidence of its
own and may dispute with it (METHOD sections 5 to 8).
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from musterbook.documents.decoding import decode
from musterbook.documents.desk import desk_document
from musterbook.documents.desk_rows import FIELDS, field_name
from musterbook.documents.inputs import binary, problem
from musterbook.errors import UsageError
from musterbook.model import Document, Finding

_CODE = "bad-row"
_COLUMN = re.compile(r"\{([^{}]+)\}")
_NOTHING = frozenset({"", "0", "0.0", "-", "–", "n/a"})
_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_KEYS = frozenset({"by", "source", "sheet", "header", "skip", "values", "entry"})

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One entry of each row: fields as constants or texts with columns in braces; `needed` columns say something."""

    fields: Mapping[str, str]
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """How the rows of a table become entries."""

    by: str
    source: str
    sheet: str | None
    header: int
    skip: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]]
    templates: tuple[Template, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the mapping names."""
        named = [
            column for template in self.templates for text in template.fields.values() for column in _columns(text)
        ]
        named += [column for template in self.templates for column in template.needed]
        return tuple(dict.fromkeys([*named, *self.skip, *self.values]))


def mapping_named(name: str) -> TableMapping:
    """The mapping of a file, or of a name of those that come with the program. Raises UsageError for neither."""
    shipped = resources.files("musterbook.samples").joinpath("mappings")
    known = sorted(each.name.removesuffix(".toml") for each in shipped.iterdir() if each.name.endswith(".toml"))
    if name in known:
        return read_mapping(shipped.joinpath(f"{name}.toml").read_text("utf-8"), name)
    try:
        return read_mapping(Path(name).read_text("utf-8"), name)
    except OSError as error:
        raise UsageError(
            f"there is no mapping {name}: {error.strerror or error}; those that come with the program: "
            + ", ".join(known)
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8") from error


def read_mapping(text: str, name: str) -> TableMapping:
    """The mapping of a TOML file. Raises UsageError naming the file and what is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is no TOML: {error}") from error
    unknown = sorted(data.keys() - _KEYS)
    if unknown:
        raise UsageError(f"{name}: unknown key {unknown[0]!r}; known: {', '.join(sorted(_KEYS))}")
    entries = data.get("entry")
    if not isinstance(entries, list) or not entries:
        raise UsageError(f"{name} says nothing about a row: it needs an [[entry]]")
    if not str(data.get("by", "")).strip():
        raise UsageError(f"{name} names nobody who says so: it needs by = ...")
    skip = data.get("skip", {})
    if not isinstance(skip, dict) or not all(isinstance(values, list) for values in skip.values()):
        raise UsageError(f"{name}: skip is a column with a list of values, such as {{ Country = ['Total'] }}")
    meanings = data.get("values", {})
    if not isinstance(meanings, dict) or not all(isinstance(words, dict) for words in meanings.values()):
        raise UsageError(
            f"{name}: values is a column with what its words mean, such as {{ Status = {{ Paid = 'x' }} }}"
        )
    return TableMapping(
        by=str(data["by"]),
        source=str(data.get("source", "")),
        sheet=None if data.get("sheet") is None else str(data["sheet"]),
        header=_header_row(data.get("header", 1), name),
        skip={column: tuple(str(value).casefold() for value in values) for column, values in skip.items()},
        values={
            column: {str(word).casefold(): str(means) for word, means in words.items()}
            for column, words in meanings.items()
        },
        templates=tuple(_template(entry, name) for entry in entries),
    )


def read_table(path: Path, mapping: TableMapping) -> Iterator[Document | Finding]:
    """The entries of a table. A row that cannot be taken becomes a finding, the others go on.

    Raises UsageError where the file is no table, or has not the columns that the mapping names.
    """
    numbered = _workbook_rows(path, mapping) if path.suffix.casefold() in _WORKBOOKS else _csv_rows(path, mapping)
    for number, row in numbered:
        if isinstance(row, Finding):
            yield row
            continue
        if any(row.get(column, "").casefold() in values for column, values in mapping.skip.items()):
            continue
        row = {
            column: mapping.values.get(column, {}).get(cell.strip().casefold(), cell) for column, cell in row.items()
        }
        for template in mapping.templates:
            values = _values(template, row)
            if values is None:
                continue
            if mapping.source:
                values.setdefault("source", mapping.source)
            try:
                yield desk_document(values, mapping.by, name=path.name)
            except UsageError as error:
                yield problem(f"{path.name}, row {number}", _CODE, f"{error}. The entry was left out.")


def _header_row(value: object, name: str) -> int:
    if not isinstance(value, int) or value < 1:
        raise UsageError(f"{name}: header is the number of a row, counted from 1")
    return value


def _template(entry: object, name: str) -> Template:
    if not isinstance(entry, dict):
        raise UsageError(f"{name}: an entry is a table of fields")
    needed = entry.get("unless", [])
    fields = {field_name(key): str(value) for key, value in entry.items() if key != "unless"}
    unknown = sorted(fields.keys() - set(FIELDS))
    if unknown or not isinstance(needed, list):
        fault = (
            f"unknown field {unknown[0]!r}; known: {', '.join(FIELDS)}" if unknown else "unless is a list of columns"
        )
        raise UsageError(f"{name}: {fault}")
    return Template(fields=fields, needed=tuple(str(column) for column in needed))


def _columns(text: str) -> list[str]:
    return _COLUMN.findall(text)


def _values(template: Template, row: Row) -> dict[str, str] | None:
    """The fields of an entry, those left out whose columns are all empty; None where a needed cell says nothing."""
    if any(row[column].strip().casefold() in _NOTHING for column in template.needed):
        return None
    values = {}
    for field, text in template.fields.items():
        named = _columns(text)
        if not named or any(row[column].strip() for column in named):
            values[field] = _COLUMN.sub(lambda found: row[found[1]].strip(), text).strip()
    return values


def _csv_rows(path: Path, mapping: TableMapping) -> Iterator[tuple[int, Row | Finding]]:
    try:
        decoded = decode(path.read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if decoded is None:
        yield 0, binary(path.name)
        return
    text = decoded.text.removeprefix("\ufeff")
    head = text.split("\n")[mapping.header - 1] if text.count("\n") >= mapping.header - 1 else ""
    delimiter = max(",;\t", key=head.count)
    yield from _rows(enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1), path, mapping)


def _workbook_rows(path: Path, mapping: TableMapping) -> Iterator[tuple[int, Row | Finding]]:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise UsageError(f"{path.name} is a workbook: pip install 'musterbook[tables]' brings what reads it") from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, InvalidFileException, KeyError, ValueError) as error:
        raise UsageError(f"cannot read {path} as a workbook: {error}") from error
    if mapping.sheet is not None and mapping.sheet not in book.sheetnames:
        raise UsageError(f"{path.name} has no sheet {mapping.sheet!r}; it has {', '.join(book.sheetnames)}")
    sheet = book[mapping.sheet] if mapping.sheet is not None else book.worksheets[0]
    cells = ([_cell(value) for value in row] for row in sheet.iter_rows(values_only=True))
    yield from _rows(enumerate(cells, start=1), path, mapping)
    book.close()


def _cell(value: Any) -> str:
    """A cell as text: whole numbers without a fraction, days in ISO form."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _rows(
    numbered: Iterator[tuple[int, list[str]]], path: Path, mapping: TableMapping
) -> Iterator[tuple[int, Row | Finding]]:
    """The rows under the headings, each with its number as a spreadsheet shows it."""
    header: list[str] | None = None
    for number, cells in numbered:
        if number < mapping.header or not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [" ".join(cell.split()) for cell in cells]
            missing = [column for column in mapping.columns if column not in header]
            if missing:
                has = ", ".join(filter(None, header))
                raise UsageError(f"{path.name} has no column {missing[0]!r} in row {number}; it has {has}")
            continue
        padded = [*cells, *[""] * (len(header) - len(cells))]
        yield number, dict(zip(header, padded, strict=False))
    if header is None:
        raise UsageError(f"{path.name} has no headings in row {mapping.header}")
