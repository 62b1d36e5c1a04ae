"""Whatever bytes come in, documents and findings come out, the same each time, and every document can be stored."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from musterbook.documents import READERS
from musterbook.model import document_id
from tests.documents.helpers import outcome

PIECES = (
    b"---\n", b"title: x\n", b"date: ", b"2024-06-25", b"\n\n", b"- ", b"# ", b"|a|b|\n|-|-|\n", b"```", b"\\", b"&#0;",
    b"[x](y)", b'{"id": "a", "text": "', b'"}', b"{", b"}\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\r\n",
    b"\xed\xa0\x80", b"by,giver\n", b"[[entry]]\n", b"by = \"A\"\n",
    b"<html><head><meta name=date content='", b"'>", b"<p>", b"<time datetime=x>", b"<table><tr><td>", b"<!--",
    b"<script type='application/ld+json'>", b"</script>", b"<meta charset=utf-16>", b"Togo sent 60 police. ",
)  # fmt: skip
ANY_BYTES = st.one_of(st.binary(max_size=400), st.lists(st.sampled_from(PIECES), max_size=25).map(b"".join))


@pytest.mark.parametrize("suffix", sorted(READERS))
@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=ANY_BYTES)
@example(data=b"<html><body><p>&#xD800; &#0; words here</p></body></html>")
def test_any_bytes_give_documents_or_findings(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"any{suffix}"
        path.write_bytes(data)
        first, second = outcome(path), outcome(path)
    assert first == second
    assert first.documents or first.findings
    for document in first.documents:
        assert document.id == document_id(document.name, document.text)
        assert document.text.strip()
        assert "\r" not in document.text
        assert "\0" not in document.text + document.source_text + document.name
        (document.text + document.source_text + document.name + (document.title or "")).encode("utf-8")
    for finding in first.findings:
        assert finding.message.startswith(finding.source)
        assert "\n" not in finding.message


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=ANY_BYTES)
def test_any_standard_input_gives_documents_or_findings(data: bytes) -> None:
    result = outcome("-", stdin=data)
    assert result.documents or result.findings


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda text: f"A{text}\n\tb")
)
def test_a_plain_text_keeps_every_code_point(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.txt"
        path.write_bytes(text.encode("utf-8"))
        assert outcome(path).document.text == text
