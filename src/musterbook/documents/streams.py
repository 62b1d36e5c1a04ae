"""Streams that can be looked into before they are read, and read by lines of bounded length."""

import codecs
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

_LOOK_BYTES = 4_096
_MARKS_OF_WIDE_TEXT = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Rejoined(io.RawIOBase):
    """A stream with bytes that were taken from its front put back."""

    def __init__(self, front: bytes, rest: BinaryIO) -> None:
        self._front = front
        self._rest = rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the front, then from the rest; 0 at the end."""
        data = self._front[: len(buffer)] or self._rest.read(len(buffer)) or b""
        self._front = self._front[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def look_into(stream: BinaryIO, limit: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream up to some that are not blank (or `limit` of them), and the whole stream again."""
    front = b""
    while len(front) <= limit:
        more = stream.read(_LOOK_BYTES)
        front += more or b""
        if not more or front.strip():
            break
    return front, _rejoin(front, stream)


def bounded_lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbers (from 1) and bytes of lines; None for a line of more than `limit` bytes, which is never kept whole.

    Byte-order marks are taken away, and UTF-16 with a mark comes out as UTF-8.
    """
    read_line = _line_reader(stream)
    number, skipping = 1, False
    while line := read_line(limit + 1):
        complete = line.endswith(b"\n")
        if not skipping and len(line) <= limit + complete:
            yield number, line
        elif not skipping:
            skipping = True
            yield number, None
        if complete:
            number, skipping = number + 1, False


def _line_reader(stream: BinaryIO) -> Callable[[int], bytes]:
    front = stream.read(len(codecs.BOM_UTF8))
    if front.startswith(_MARKS_OF_WIDE_TEXT):
        wide = io.TextIOWrapper(_rejoin(front, stream), encoding="utf-16", errors="replace", newline="\n")
        return lambda size: wide.readline(size).encode("utf-8", "replace")
    return _rejoin(front.removeprefix(codecs.BOM_UTF8), stream).readline


def _rejoin(front: bytes, rest: BinaryIO) -> BinaryIO:
    return io.BufferedReader(_Rejoined(front, rest), buffer_size=1 << 16)
