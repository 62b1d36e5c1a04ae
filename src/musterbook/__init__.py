"""Musterbook keeps the sourced book of an international mission from the news about it.

import musterbook
with musterbook.open_book("haiti.book") as book:
    musterbook.read_into(book, ["articles/"])
    print(musterbook.reading(book).missions)
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "quantities": "musterbook.claims.quantities",
    "periods": "musterbook.claims.periods",
    "extract": "musterbook.flow",
    "open_book": "musterbook.flow",
    "read_again": "musterbook.flow",
    "read_into": "musterbook.flow",
    "read_table": "musterbook.flow",
    "reading": "musterbook.flow",
    "enter": "musterbook.flow",
    "judge": "musterbook.decisions",
    "judge_rows": "musterbook.decisions",
    "withdraw": "musterbook.decisions",
    "restore": "musterbook.decisions",
    "erase": "musterbook.decisions",
}
"""Public names and the modules that define them, loaded on first use so that `musterbook --help` starts at once."""

__all__ = [
    "__version__",
    "enter",
    "erase",
    "extract",
    "judge",
    "judge_rows",
    "open_book",
    "periods",
    "quantities",
    "read_again",
    "read_into",
    "read_table",
    "reading",
    "restore",
    "withdraw",
]


def __getattr__(name: str) -> Any:
    """Public functions, loaded when first asked for."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
