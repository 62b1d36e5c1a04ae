"""Files for other programs: EXPORTS is a literal table of what can be exported, and how."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from musterbook.model import Reading
from musterbook.views.pages import shareable
from musterbook.views.shapes import claim_shapes

Export = Callable[[Reading], Iterator[str]]
"""Lines of text, each with its newline, from a reading."""


def claims_jsonl(reading: Reading) -> Iterator[str]:
    """Every claim in view as one JSON object a line, by document and place; nothing restricted, no ingestion times."""
    for shape in claim_shapes(shareable(reading)):
        yield json.dumps(shape, ensure_ascii=False) + "\n"


REVIEW_COLUMNS = (
    "claim", "doc", "published", "kind", "party", "figure", "unit", "resource", "recipient", "valid", "polarity",
    "certainty", "speaker", "sentence", "rule", "standing", "verdict", "field", "value", "other", "reason",
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
        }
        yield _csv_line([_plain_cell(row[name]) for name in REVIEW_COLUMNS])


def _csv_line(values: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(values)
    return line.getvalue()


def _plain_cell(value: object) -> str:
    """Text that a spreadsheet does not take for a formula: a leading sign of one is kept behind an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in FORMULA_SIGNS else text


FORMULA_SIGNS = tuple("=+-@\t\r")

EXPORTS: Mapping[tuple[str, str], Export] = {
    ("claims", "jsonl"): claims_jsonl,
    ("review", "csv"): review_csv,
}
"""What and in which format -> the function that writes it."""
