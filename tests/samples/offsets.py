"""Offsets of the expected claims: the evidence is written by hand, where it stands is computed.

    python -m tests.samples.offsets

rewrites `start` and `end` of every row of expected/claims.jsonl from its `evidence`, which has to occur exactly once in
the document's cleaned text, or be told apart by `nth` (from 1), and puts the rows in reading order.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from musterbook.documents import read
from musterbook.model import Document, Finding
from musterbook.settings import Settings

SAMPLE = "haiti-mss"
ROOT = Path(__file__).parents[2] / "src" / "musterbook" / "samples" / SAMPLE
CLAIMS = ROOT / "expected" / "claims.jsonl"
BALANCE = ROOT / "expected" / "balance.toml"

Row = dict[str, Any]


def corpus() -> tuple[dict[str, Document], list[Finding]]:
    """The documents of the sample by name, and what was found wrong with them."""
    items = list(read([f"sample:{SAMPLE}"], Settings()))
    documents = {item.name: item for item in items if isinstance(item, Document)}
    return documents, [item for item in items if isinstance(item, Finding)]


def rows() -> list[Row]:
    """The expected claims, in the order of the file."""
    return [json.loads(line) for line in CLAIMS.read_text("utf-8").splitlines() if line]


def locate(row: Row, text: str) -> tuple[int, int]:
    """Where the evidence of a row stands in the text. Raises ValueError where it is absent or ambiguous."""
    evidence = row["evidence"]
    starts = list(_occurrences(evidence, text))
    if not starts or (len(starts) > 1 and "nth" not in row):
        raise ValueError(f"{row['doc']}: the evidence {evidence!r} occurs {len(starts)} times")
    start = starts[row.get("nth", 1) - 1]
    return start, start + len(evidence)


def located(expected: list[Row], documents: Mapping[str, Document]) -> Iterator[Row]:
    """Each row with its offsets, evidence last so that a reader sees it under the others."""
    for row in expected:
        start, end = locate(row, documents[row["doc"]].text)
        rest = {key: value for key, value in row.items() if key not in ("start", "end", "evidence")}
        yield rest | {"start": start, "end": end, "evidence": row["evidence"]}


def _occurrences(evidence: str, text: str) -> Iterator[int]:
    start = text.find(evidence)
    while start >= 0:
        yield start
        start = text.find(evidence, start + 1)


def main() -> None:
    """Rewrite the file."""
    documents, _ = corpus()
    ordered = sorted(located(rows(), documents), key=lambda row: (row["doc"], row["start"], row["end"]))
    lines = [json.dumps(row, ensure_ascii=False) for row in ordered]
    CLAIMS.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} rows of {len({row['doc'] for row in ordered})} documents")


if __name__ == "__main__":
    main()
