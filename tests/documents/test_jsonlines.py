import codecs
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from musterbook.documents import read
from musterbook.model import Document, Period
from musterbook.settings import Settings
from tests.documents.helpers import Outcome, outcome


def _read(tmp_path: Path, *rows: object, raw: bytes | None = None) -> Outcome:
    path = tmp_path / "wire.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_bytes(raw if raw is not None else "\n".join(lines).encode())
    return outcome(path)


def test_every_field_is_kept(tmp_path: Path) -> None:
    row = {
        "id": "w/1",
        "text": "Malawi pledged\r\n40 medics.",
        "title": "Medics",
        "url": "https://wire.example/1",
        "publisher": "Wire",
        "published": "2024-06-01/2024-06-05",
        "language": "en_US",
        "rights": "Restricted",
        "sample": True,
    }
    document = _read(tmp_path, row).document
    assert (document.name, document.text) == ("w/1", "Malawi pledged\n40 medics.")
    assert document.source_text == "Malawi pledged\r\n40 medics."
    assert (document.title, document.url, document.publisher) == ("Medics", "https://wire.example/1", "Wire")
    assert document.published == Period(start=date(2024, 6, 1), end=date(2024, 6, 6))
    assert (document.language, document.rights, document.labels) == ("en", "restricted", ("sample",))


def test_same_id_with_another_text_is_a_version(tmp_path: Path) -> None:
    first, second = _read(tmp_path, {"id": "a", "text": "One."}, {"id": "a", "text": "Two."}).documents
    assert first.name == second.name == "a"
    assert first.id != second.id


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "bad-line"),
        ("[1]", "bad-line"),
        ('"text"', "bad-line"),
        ("NaN", "bad-line"),
        ("[" * 100_000, "bad-line"),
        ("9" * 5_000, "bad-line"),
        ('{"text": "x"}', "bad-line"),
        ('{"id": "x"}', "bad-line"),
        ('{"id": "", "text": "x"}', "bad-line"),
        ('{"id": " ", "text": "x"}', "bad-line"),
        ('{"id": true, "text": "x"}', "bad-line"),
        ('{"id": ["x"], "text": "x"}', "bad-line"),
        ('{"id": "x", "text": 5}', "bad-line"),
        ('{"id": "x", "text": " \\n"}', "empty"),
        ("\x00\x01\x02\x03", "bad-line"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, code: str) -> None:
    result = _read(tmp_path, {"id": "a", "text": "One."}, "", line, {"id": "b", "text": "Two."})
    assert result.names == ["a", "b"]
    assert (result.finding.code, result.finding.source) == (code, "wire.jsonl, line 3")
    assert result.finding.message.startswith("wire.jsonl, line 3: ")


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ({"published": "soon"}, "bad-date"),
        ({"published": "25 June 2024"}, "bad-date"),
        ({"published": 1719273600}, "bad-date"),
        ({"published": {"day": 1}}, "bad-line"),
        ({"title": ["x"]}, "bad-line"),
        ({"rights": "CC-BY"}, "bad-line"),
        ({"url": "ftp://x"}, "bad-line"),
    ],
)
def test_a_bad_field_is_left_out_and_the_document_stays(tmp_path: Path, field: dict[str, object], code: str) -> None:
    result = _read(tmp_path, {"id": 7, "text": "One.", **field})
    assert (result.document.name, result.document.published) == ("7", Period())
    assert (result.finding.code, result.finding.document_id) == (code, result.document.id)


def test_fields_without_a_value_say_nothing(tmp_path: Path) -> None:
    result = _read(tmp_path, {"id": "a", "text": "One.", "published": None, "title": "", "sample": False, "more": [1]})
    assert (result.document.title, result.document.labels, result.codes) == (None, (), [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_marks_and_windows_lines_are_read(tmp_path: Path, encoding: str, newline: str) -> None:
    text = (
        newline.join(json.dumps({"id": f"é{number}", "text": "Déjà vu."}, ensure_ascii=False) for number in range(3))
        + newline
    )
    assert _read(tmp_path, raw=text.encode(encoding)).names == ["é0", "é1", "é2"]


def test_a_line_in_another_encoding_is_read_with_a_finding(tmp_path: Path) -> None:
    result = _read(tmp_path, raw='{"id": "a", "text": "Le général a donné 50 véhicules."}'.encode("latin-1"))
    assert result.document.text == "Le général a donné 50 véhicules."
    assert result.codes == ["encoding"]


def test_half_a_surrogate_pair_cannot_break_the_book(tmp_path: Path) -> None:
    document = _read(tmp_path, '{"id": "a\\ud800", "text": "x\\udfffy\\u0000z"}').document
    assert (document.name, document.text) == ("a\ufffd", "x\ufffdy z")


def test_only_a_file_without_any_line_is_empty(tmp_path: Path) -> None:
    assert _read(tmp_path, raw=codecs.BOM_UTF8 + b"\n \n").codes == ["empty"]
    assert _read(tmp_path, "{").codes == ["bad-line"]


class _Endless(io.RawIOBase):
    """A file of good lines that would never fit in memory; counts what was taken from it."""

    def __init__(self) -> None:
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        line = b'{"id": "a", "text": "One."}\n'
        data = (line * (len(buffer) // len(line) + 1))[: len(buffer) // len(line) * len(line)] or line[: len(buffer)]
        buffer[: len(data)] = data
        self.taken += len(data)
        return len(data)


def test_lines_are_streamed() -> None:
    endless = _Endless()
    items: Iterator[object] = iter(read(["-"], Settings(), stdin=io.BufferedReader(endless, buffer_size=2_800)))
    first = [next(items) for _ in range(100)]
    assert all(isinstance(item, Document) for item in first)
    assert endless.taken < 200_000


@pytest.mark.parametrize("length", [200, 70_000, 300_000])
def test_a_line_beyond_the_limit_is_skipped_and_the_count_of_lines_goes_on(tmp_path: Path, length: int) -> None:
    path = tmp_path / "wire.jsonl"
    rows = ['{"id": "a", "text": "One."}', '{"id": "b", "text": "%s"}' % ("x" * length), '{"id": "c"}', "", "{}"]
    path.write_text("\n".join(rows), "utf-8")
    result = outcome(path, settings=Settings(max_document_bytes=100))
    assert result.names == ["a"]
    assert [(finding.code, finding.source) for finding in result.findings] == [
        ("too-large", "wire.jsonl, line 2"),
        ("bad-line", "wire.jsonl, line 3"),
        ("bad-line", "wire.jsonl, line 5"),
    ]
