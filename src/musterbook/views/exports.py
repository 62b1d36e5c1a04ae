"""Files for other programs: EXPORTS is a literal table of what can be exported, and how."""

import json
from collections.abc import Callable, Iterator, Mapping

from musterbook.model import Reading
from musterbook.views.pages import shareable
from musterbook.views.shapes import claim_shapes

Export = Callable[[Reading], Iterator[str]]
"""Lines of text, each with its newline, from a reading."""


def claims_jsonl(reading: Reading) -> Iterator[str]:
    """Every claim in view as one JSON object a line, by document and place; nothing restricted, no ingestion times."""
    for shape in claim_shapes(shareable(reading)):
        yield json.dumps(shape, ensure_ascii=False) + "\n"


EXPORTS: Mapping[tuple[str, str], Export] = {
    ("claims", "jsonl"): claims_jsonl,
}
"""What and in which format -> the function that writes it."""
