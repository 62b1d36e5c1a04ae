"""An open book remembers what its readings are derived from, and forgets it when any row changes."""

from datetime import date
from pathlib import Path

from musterbook import flow
from musterbook.model import Judgement
from musterbook.settings import Settings
from tests.book.makers import NOON, TEXT, make_claim, make_document, one_day

SETTINGS = Settings()


def test_a_second_reading_does_not_read_the_rows_again(tmp_path: Path, monkeypatch) -> None:
    document = make_document(published=one_day("2024-06-25"))
    with flow.open_book(tmp_path / "a.book", SETTINGS) as book:
        book.add(document, [make_claim(document)], recorded_at=NOON)
        first = flow.reading(book, settings=SETTINGS)
        monkeypatch.setattr(type(book), "claims", None)
        again = flow.reading(book, valid=date(2024, 7, 1), settings=SETTINGS)
    assert again.claims == first.claims
    assert again.as_of == date(2024, 7, 1)


def test_what_another_connection_writes_is_seen(tmp_path: Path) -> None:
    first, second = (make_document(name=name, text=f"{name}. {TEXT}") for name in ("first.txt", "second.txt"))
    claims = [make_claim(each) for each in (first, second)]
    path = tmp_path / "a.book"
    with flow.open_book(path, SETTINGS) as book, flow.open_book(path, SETTINGS) as other:
        book.add(first, claims[:1], recorded_at=NOON)
        assert len(flow.reading(book, settings=SETTINGS).documents) == 1
        other.add(second, claims[1:], recorded_at=NOON)
        assert len(flow.reading(book, settings=SETTINGS).documents) == 2
        other.add_judgements(
            [Judgement(claim_id=claims[0].id, verdict="reject", by="Ada Keeper", reason="misread", recorded_at=NOON)]
        )
        assert flow.reading(book, settings=SETTINGS).standing == {claims[0].id: "rejected"}
        other.withdraw(second.id, by="Ada Keeper", reason="retracted", recorded_at=NOON)
        assert len(flow.reading(book, settings=SETTINGS).documents) == 1
        other.withdraw(second.id, by="Ada Keeper", reason="a slip", recorded_at=NOON, restored=True)
        assert len(flow.reading(book, settings=SETTINGS).documents) == 2
