"""One thing to read: a file or a stream, under the name that its document will bear."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from musterbook.model import Document, Finding
from musterbook.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file (`path`) or an open stream (`stream`); `name` is relative to the argument that led to it."""

    name: str
    path: Path | None = None
    stream: BinaryIO | None = None

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes as a stream; a file is closed afterwards, a stream that was given stays open. Raises OSError."""
        if self.stream is not None:
            return nullcontext(self.stream)
        return Path(self.path or self.name).open("rb")


Reader = Callable[[Input, Settings], Iterator[Document | Finding]]
"""One format: what one input holds, document by document, and what is wrong with it."""


def problem(source: str, code: str, reason: str) -> Finding:
    """A finding whose message names the source first, as every message does."""
    return Finding(source=source, code=code, message=f"{source}: {reason}")


def unusable(item: Input) -> Finding | None:
    """Why a path cannot be opened as a file, or None. Never blocks, unlike opening a pipe."""
    if item.path is None:
        return None
    try:
        status = item.path.stat()
    except OSError as error:
        return unreadable(item.name, error)
    if not stat.S_ISREG(status.st_mode):
        return problem(item.name, "unreadable", "it is no regular file. Pipe it in and read - instead.")
    return None


def unreadable(name: str, error: OSError) -> Finding:
    """The finding for what the system refuses to read."""
    if isinstance(error, PermissionError):
        reason = "permission denied. Allow yourself to read it, then read it again."
    elif isinstance(error, FileNotFoundError):
        reason = "it leads to nothing (a broken link, or a file that is gone). Restore what it points to."
    else:
        cause = os.strerror(error.errno) if error.errno else str(error)
        reason = f"the system cannot read it ({cause}). Mend or remove it."
    return problem(name, "unreadable", reason)


def data_of(item: Input, settings: Settings) -> bytes | Finding:
    """All bytes of an input, or the finding that it is empty or larger than `settings.max_document_bytes`.

    The size is asked before reading, and watched while reading, since a stream has none. Raises OSError.
    """
    limit = settings.max_document_bytes
    if item.path is not None and item.path.stat().st_size > limit:
        return too_large(item.name, limit)
    with item.open() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        return too_large(item.name, limit)
    return data or empty(item.name)


def too_large(source: str, limit: int) -> Finding:
    """The finding for what exceeds the limit of one document, in bytes."""
    reason = f"it is larger than {limit:,} bytes. Split it, or raise max_document_bytes."
    return problem(source, "too-large", reason)


def empty(source: str) -> Finding:
    """The finding for what holds no text."""
    return problem(source, "empty", "it holds no text. Remove it, or fetch it again.")


def binary(source: str) -> Finding:
    """The finding for what is no text at all."""
    return problem(source, "binary", "its content is binary, not text. Convert it to text or HTML first.")
