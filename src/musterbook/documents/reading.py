"""What `read` does: arguments to inputs, inputs to documents by the table of formats, faults to findings."""

import codecs
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from musterbook.documents.desk import read_rows_file
from musterbook.documents.html import read_html
from musterbook.documents.inputs import Input, Reader, data_of, problem, unreadable, unusable
from musterbook.documents.jsonlines import read_json_lines
from musterbook.documents.markdown import read_markdown
from musterbook.documents.places import (
    SAMPLE_LABEL,
    SAMPLE_PREFIX,
    STANDARD_INPUT,
    STANDARD_INPUT_NAME,
    check_exists,
    folder_inputs,
    inputs_of,
    marked_as_sample,
    sample_folder,
)
from musterbook.documents.plain import read_plain
from musterbook.documents.streams import look_into
from musterbook.model import Document, Finding
from musterbook.settings import Settings

Sources = Iterable[Document | Finding]
"""What `read` gives: documents and findings, one by one, in the order of the sources."""


def read_desk(item: Input, settings: Settings) -> Iterator[Document | Finding]:
    """The desk entries of a CSV or TOML file, one document a row."""
    data = data_of(item, settings)
    if isinstance(data, Finding):
        yield data
        return
    yield from read_rows_file(Path(item.name), item.name, data)


READERS: Mapping[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_desk,
    ".toml": read_desk,
}
"""Each format that is read, by the end of the file's name in lower case."""


def read(sources: Sequence[str], settings: Settings, *, stdin: BinaryIO | None = None) -> Iterator[Document | Finding]:
    """Every document behind the sources, in order, and a finding after it, or instead of it, for each fault.

    A source is a file, a folder, a pattern, "sample:NAME", or "-" for `stdin` (standard input by default).
    Documents come one by one; none but the current one is in memory.

    Raises UsageError, before anything is read, for a source that leads to nothing.
    """
    arguments = [os.fspath(source) for source in sources]
    for argument in arguments:
        check_exists(argument)
    return _read_all(arguments, settings, stdin)


def _read_all(sources: Sequence[str], settings: Settings, stdin: BinaryIO | None) -> Iterator[Document | Finding]:
    for source in sources:
        if source == STANDARD_INPUT:
            yield from _read_stream(stdin or sys.stdin.buffer, settings)
        elif source.startswith(SAMPLE_PREFIX):
            with sample_folder(source.removeprefix(SAMPLE_PREFIX)) as folder:
                yield from map(_as_sample, _read_inputs(folder_inputs(folder), settings))
        else:
            yield from _read_inputs(inputs_of(source), settings)


def _read_inputs(inputs: Iterator[Input | Finding], settings: Settings) -> Iterator[Document | Finding]:
    for item in inputs:
        if isinstance(item, Finding):
            yield item
            continue
        reader = READERS.get(PurePosixPath(item.name).suffix.lower())
        if reader is None:
            yield _unsupported(item.name)
        elif marked_as_sample(item.path):
            yield from map(_as_sample, _guarded(reader, item, settings))
        else:
            yield from _guarded(reader, item, settings)


def _read_stream(stream: BinaryIO, settings: Settings) -> Iterator[Document | Finding]:
    """Standard input: JSON Lines where it begins with an object, else one plain text."""
    try:
        front, whole = look_into(stream, settings.max_document_bytes)
    except OSError as error:
        yield unreadable(STANDARD_INPUT_NAME, error)
        return
    reader: Reader = read_json_lines if _begins_with_object(front) else read_plain
    yield from _guarded(reader, Input(name=STANDARD_INPUT_NAME, stream=whole), settings)


def _begins_with_object(front: bytes) -> bool:
    encoding = "utf-16" if front.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return front.decode(encoding, "ignore").lstrip().startswith("{")


def _guarded(reader: Reader, item: Input, settings: Settings) -> Iterator[Document | Finding]:
    """What the reader gives; what the system refuses, before or halfway, is a finding."""
    finding = unusable(item)
    if finding is not None:
        yield finding
        return
    try:
        yield from reader(item, settings)
    except OSError as error:
        yield unreadable(item.name, error)


def _unsupported(name: str) -> Finding:
    formats = ", ".join(sorted(READERS))
    return problem(name, "unsupported", f"this type of file is not read. Formats that are read: {formats}.")


def _as_sample(item: Document | Finding) -> Document | Finding:
    """The document labelled as written for the program, also where its format has no place to say so."""
    if isinstance(item, Finding) or item.is_sample:
        return item
    return replace(item, labels=(*item.labels, SAMPLE_LABEL))
