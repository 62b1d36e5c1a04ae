"""Claims of a very long document: packed while it is read, written as any others."""

from pathlib import Path

import pytest

from musterbook import flow, intake
from musterbook.book import sheaves
from musterbook.model import Document, document_id
from musterbook.packed import Packed
from musterbook.sentences import SECTION_LETTERS
from musterbook.settings import Settings
from tests.book.makers import NOON, make_claim, make_document

SETTINGS = Settings()
LINE = "Kenya sent {} police officers to the Multinational Security Support mission in Haiti, the government said.\n"


def _long() -> Document:
    count = 2 * SECTION_LETTERS // len(LINE) + 10
    text = "".join(LINE.format(number + 20) for number in range(count))
    return Document(id=document_id("long.txt", text), name="long.txt", text=text, source_text=text)


def test_packed_claims_come_out_as_they_went_in() -> None:
    document = make_document()
    claims = [make_claim(document)]
    packed = Packed()
    packed.add(claims)
    packed.add([])
    packed.add(claims)
    assert list(packed) == claims * 2
    assert len(packed) == 2
    assert claims[0] in packed
    assert document not in packed


def test_a_long_document_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = _long()
    found = intake.understand([document], SETTINGS)[0].claims
    assert isinstance(found, Packed)
    said = list(found)
    assert len({claim.id for claim in said}) == len(said) > 2 * SECTION_LETTERS // len(LINE)
    monkeypatch.setattr(sheaves, "RUN", 100)
    (tmp_path / "long.txt").write_text(document.text, "utf-8")
    with flow.open_book(tmp_path / "a.book", SETTINGS) as book:
        report = flow.read_into(book, str(tmp_path / "long.txt"), SETTINGS)
        assert report.claims == len(said)
        assert {claim.id for claim in book.claims()} == {claim.id for claim in said}


def test_of_two_claims_under_one_id_the_first_is_kept_in_a_later_run_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheaves, "RUN", 1)
    document = make_document()
    first = make_claim(document)
    other = make_claim(document, rule="another")
    assert other.id == first.id
    with flow.open_book(tmp_path / "a.book", SETTINGS) as book:
        book.add(document, [first, other, first], recorded_at=NOON)
        assert book.claims() == (first,)
        assert [finding.code for finding in book.findings()] == ["same-claim"]
