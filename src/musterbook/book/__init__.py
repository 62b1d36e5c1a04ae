"""The only place that knows SQL: an append-only store of documents, claims and judgements."""

from musterbook.book.opening import open_book
from musterbook.book.sheaves import Entry
from musterbook.book.store import Book

__all__ = ["Book", "Entry", "open_book"]
