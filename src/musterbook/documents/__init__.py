"""Sources to documents: one file a format; READERS is a literal table."""

from musterbook.documents import desk, tables
from musterbook.documents.reading import READERS, Sources, read

__all__ = ["READERS", "Sources", "desk", "read", "tables"]
