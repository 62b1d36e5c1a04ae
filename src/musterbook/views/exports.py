"""Files for other programs: EXPORTS is a literal table of what can be exported, and how.

CSV is that of RFC 4180; for machines its cells stay as they are. The HXL row under the header follows HXL 1.1
(https://hxlstandard.org/standard/1-1final/): one hashtag with attributes for each column.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from musterbook.errors import UsageError
from musterbook.lexicons.exports import export_words
from musterbook.model import Reading
from musterbook.views.annotations import annotation_page
from musterbook.views.datapackage import package
from musterbook.views.export_rows import ROWS, Cell, account_shapes, for_others
from musterbook.views.pages import shareable
from musterbook.views.proofs import proof_words
from musterbook.views.shapes import claim_shapes

Export = Callable[[Reading], Iterator[str]]
"""Lines of text, each with its newline, from a reading."""


def claims_jsonl(reading: Reading) -> Iterator[str]:
    """Every claim in view as one JSON object a line, by document and place; nothing restricted, no ingestion times."""
    for shape in claim_shapes(shareable(reading)):
        yield json.dumps(shape, ensure_ascii=False) + "\n"


def accounts_jsonl(reading: Reading) -> Iterator[str]:
    """Every account as one JSON object a line, by mission: the shape of `balance --json` with its mission."""
    for shape in account_shapes(for_others(reading)):
        yield json.dumps(shape, ensure_ascii=False) + "\n"


def plans_jsonl(reading: Reading) -> Iterator[str]:
    """Every plan as one JSON object a line, by mission and by the day on which it falls due."""
    for row in ROWS["plans"](for_others(reading)):
        yield json.dumps(row, ensure_ascii=False) + "\n"


def annotations_jsonld(reading: Reading) -> Iterator[str]:
    """Every claim as a W3C Web Annotation on its document, in one page."""
    yield json.dumps(annotation_page(for_others(reading)), ensure_ascii=False, indent=1) + "\n"


def table_csv(table: str, reading: Reading, *, tagged: bool = False) -> Iterator[str]:
    """The rows of a table under their header and, where `tagged`, the HXL tag of each column."""
    columns = export_words().tables[table].columns
    yield _csv_line(column.name for column in columns)
    if tagged:
        yield _csv_line(column.hxl for column in columns)
    for row in ROWS[table](for_others(reading)):
        yield _csv_line(_cell(row[column.name]) for column in columns)


def table_parquet(table: str, reading: Reading) -> bytes:
    """The rows of a table as a Parquet file that describes its columns.

    Raises UsageError where pyarrow, which the extra `tables` brings, is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("Parquet is written by pyarrow: pip install 'musterbook[tables]' brings it") from error
    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    columns = export_words().tables[table].columns
    rows = list(ROWS[table](for_others(reading)))
    schema = pyarrow.schema(
        [
            pyarrow.field(each.name, types[each.type], metadata={"description": each.description, "hxl": each.hxl})
            for each in columns
        ],
        metadata={"description": export_words().tables[table].description},
    )
    data = [pyarrow.array([_typed(row[each.name], each.type) for row in rows], types[each.type]) for each in columns]
    sink = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(data, schema=schema), sink)
    return sink.getvalue()


def _typed(value: Cell, kind: str) -> Any:
    """The value as Parquet keeps it: days as days, every number with a fraction."""
    if value is None:
        return None
    if kind == "date":
        return date.fromisoformat(str(value))
    return float(value) if kind == "number" else value


def package_files(reading: Reading) -> dict[str, str]:
    """A folder of tables that says what is in it: the name of each file -> its content, `datapackage.json` last."""
    shared = for_others(reading)
    tables = {f"{table}.csv": "".join(table_csv(table, shared)) for table in ROWS}
    return tables | {"datapackage.json": package(shared, tables)}


REVIEW_COLUMNS = (
    "claim", "doc", "published", "kind", "party", "figure", "unit", "resource", "recipient", "valid", "polarity",
    "certainty", "speaker", "sentence", "rule", "grade", "proof", "standing", "verdict", "field", "value",
    "other", "reason",
)  # fmt: skip
"""What a reviewer sees, then what `judge --from` reads back; everything after `standing` is theirs to fill in."""


def review_csv(reading: Reading) -> Iterator[str]:
    """Every claim in view as a row to be judged, by document and place."""
    yield _csv_line(REVIEW_COLUMNS)
    for shape in claim_shapes(shareable(reading)):
        quantity = shape["quantity"] or {}
        row = {
            **{name: shape.get(name) for name in REVIEW_COLUMNS},
            "claim": shape["id"],
            "published": shape["reported"][0],
            "kind": shape["stage"] or shape["measure"] or shape["event"] or shape["family"],
            "figure": quantity.get("text"),
            "unit": quantity.get("unit"),
            "party": ", ".join(shape["party"]) if isinstance(shape["party"], list) else shape["party"],
            "valid": "/".join(one or ".." for one in shape["valid"]) if any(shape["valid"]) else None,
            "sentence": " ".join(shape["evidence"].split()),
            "proof": proof_words(shape["rule"], shape["grade"]),
        }
        yield _csv_line([_plain_cell(row[name]) for name in REVIEW_COLUMNS])


def _csv_line(values: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(values)
    return line.getvalue()


def _cell(value: Cell) -> str:
    """A cell for machines: nothing for None, truth as JSON has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _plain_cell(value: object) -> str:
    """Text that a spreadsheet does not take for a formula: a leading sign of one is kept behind an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in FORMULA_SIGNS else text


FORMULA_SIGNS = tuple("=+-@\t\r")

EXPORTS: Mapping[tuple[str, str], Export] = {
    ("claims", "jsonl"): claims_jsonl,
    ("claims", "csv"): partial(table_csv, "claims"),
    ("accounts", "jsonl"): accounts_jsonl,
    ("accounts", "csv"): partial(table_csv, "accounts"),
    ("plans", "csv"): partial(table_csv, "plans"),
    ("plans", "jsonl"): plans_jsonl,
    ("review", "csv"): review_csv,
    ("annotations", "jsonld"): annotations_jsonld,
}
"""What and in which format -> the function that writes it as text."""

TAGGED: Mapping[tuple[str, str], Export] = {
    ("claims", "csv"): partial(table_csv, "claims", tagged=True),
    ("accounts", "csv"): partial(table_csv, "accounts", tagged=True),
    ("plans", "csv"): partial(table_csv, "plans", tagged=True),
}
"""What can have a row of HXL tags."""

BINARY: Mapping[tuple[str, str], Callable[[Reading], bytes]] = {
    ("claims", "parquet"): partial(table_parquet, "claims"),
    ("accounts", "parquet"): partial(table_parquet, "accounts"),
    ("plans", "parquet"): partial(table_parquet, "plans"),
}
"""What and in which format -> the function that writes it as bytes, into a file only."""

FOLDERS: Mapping[tuple[str, str], Callable[[Reading], Mapping[str, str]]] = {("package", "csv"): package_files}
"""What is written as a folder: the name of each file and its text."""
