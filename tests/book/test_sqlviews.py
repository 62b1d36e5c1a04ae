"""The views show on both stores what the book gives, in plain columns that any tool reads."""

import gzip
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from musterbook.book import Book, engines, open_book
from musterbook.book.sqlviews import SPEECHES, definitions
from musterbook.model import (
    Certainty,
    Claim,
    Document,
    Family,
    Force,
    Judgement,
    Measure,
    Period,
    Polarity,
    Quantity,
    QuantityKind,
    Resource,
    Stage,
)
from musterbook.settings import Settings
from tests.book.makers import NOON, day, make_claim, make_document, one_day

SETTINGS = Settings(lock_timeout_seconds=0.2)
LATER = NOON + timedelta(days=1)
FILES = Path(__file__).parent / "files"


@pytest.fixture
def book(place: str | Path):
    with open_book(place, SETTINGS, create=True) as opened:
        yield opened


def plain(value: object) -> object:
    """Days as text and truth as numbers, as SQLite has them."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def rows(book: Book, view: str) -> list[dict[str, Any]]:
    with book._reading() as connection:
        found = connection.exec_driver_sql(f"SELECT * FROM {view} ORDER BY 1").mappings()
        return [{name: plain(value) for name, value in row.items()} for row in found]


def full_claim(document: Document) -> Claim:
    """A claim in which no slot has its default."""
    return make_claim(
        document,
        "Nobody had asked for tents",
        stage=Stage.REQUEST,
        party=("Ruritania", "Syldavia"),
        by=("un", "KE"),
        via="the army",
        group=Quantity(low=Decimal(3), high=None, unit="state", text="at least 3"),
        recipient="HT",
        mission="haiti-mss",
        resource=Resource.GOODS,
        force=Force.CIVILIAN,
        item="tent",
        quantity=Quantity(
            low=Decimal("1E+3"), high=Decimal("1000.50"), unit="tent", kind=QuantityKind.STOCK, approx=True, text="so"
        ),
        object="a thing",
        place="Zenda",
        valid=one_day("2024-05-01"),
        due=Period(end=day("2024-09-01")),
        polarity=Polarity.DENIED,
        certainty=Certainty.CONDITIONAL,
        condition="if it's so",
        speaker="Ada",
        speaker_role="minister",
        speaker_party="KE",
        words="no tents",
        direct=True,
        told="reporters",
        about=("HT", "un", "b|c"),
        umbrella=True,
        reported=one_day("2024-06-02"),
    )


def test_every_slot_of_a_claim_is_a_column(book: Book) -> None:
    document = make_document(published=one_day("2024-06-30"))
    claim = full_claim(document)
    book.add(document, [claim], recorded_at=NOON)
    (row,) = rows(book, "muster_claims")
    assert {"doc": "news.txt", "family": "commitment", "stage": "request", "measure": None}.items() <= row.items()
    assert (row["party"], row["by"], row["about"]) == ("Ruritania|Syldavia", "un|KE", "HT|un|b|c")
    assert (row["group_low"], row["group_high"], row["group_unit"]) == (3, None, "state")
    assert (row["quantity_low"], row["quantity_high"], row["quantity_kind"]) == (1000, 1000.5, "stock")
    assert (row["quantity_approx"], row["umbrella"], row["direct"]) == (1, 1, 1)
    assert (row["valid_start"], row["valid_end"], row["due_start"]) == ("2024-05-01", "2024-05-02", None)
    assert (row["polarity"], row["certainty"], row["condition"]) == ("denied", "conditional", "if it's so")
    assert (row["start"], row["end"], row["evidence"]) == (claim.span.start, claim.span.end, claim.evidence)
    assert (row["reported_start"], row["rule"], row["stance"]) == ("2024-06-02", "test", None)
    assert None not in {row[name] for name in ("via", "recipient", "force", "object", "place", "words", "told")}


def test_what_the_codec_leaves_out_stands_in_full(book: Book) -> None:
    document = make_document(published=one_day("2024-06-30"))
    bare = make_claim(
        document, "Nobody", family=Family.SITUATION, stage=None, measure=Measure.KILLED, resource=None, quantity=None
    )
    book.add(document, [make_claim(document), bare], recorded_at=NOON)
    found = {row["family"]: row for row in rows(book, "muster_claims")}
    counted, without = found["commitment"], found["situation"]
    assert (counted["polarity"], counted["certainty"], counted["umbrella"]) == ("affirmed", "stated", 0)
    assert (counted["quantity_kind"], counted["quantity_approx"]) == ("unknown", 0)
    assert (without["quantity_kind"], without["quantity_approx"], without["direct"]) == (None, None, None)
    assert (counted["reported_start"], counted["reported_end"]) == ("2024-06-30", "2024-07-01")
    (shown,) = rows(book, "muster_documents")
    assert (shown["language"], shown["media_type"], shown["published_how"]) == ("en", "text/plain", "unknown")
    assert (shown["rights"], shown["labels"], shown["characters"]) == ("unknown", None, len(document.text))
    assert "text" not in shown


def test_what_is_withdrawn_is_in_a_view_of_its_own_until_it_comes_back(book: Book) -> None:
    kept, gone = make_document("kept.txt", labels=("sample", "x")), make_document("gone.txt")
    for document in (kept, gone):
        book.add(document, [make_claim(document)], recorded_at=NOON)
    book.withdraw(gone.id, by="Ada", reason="retracted", recorded_at=LATER)
    assert [row["name"] for row in rows(book, "muster_documents")] == ["kept.txt"]
    assert [row["labels"] for row in rows(book, "muster_documents")] == ["sample|x"]
    assert [row["doc"] for row in rows(book, "muster_claims")] == ["kept.txt"]
    (out,) = rows(book, "muster_withdrawn")
    assert (out["document_id"], out["doc"], out["reason"], out["withdrawn_by"]) == (
        gone.id, "gone.txt", "retracted", "Ada",
    )  # fmt: skip
    book.withdraw(gone.id, by="Ada", reason="slip", recorded_at=LATER + timedelta(hours=1), restored=True)
    assert rows(book, "muster_withdrawn") == []
    assert len(rows(book, "muster_documents")) == len(rows(book, "muster_claims")) == 2


def test_judgements_are_rows(book: Book) -> None:
    document = make_document()
    claim = make_claim(document)
    book.add(document, [claim], recorded_at=NOON)
    fix = {"field": "party", "value": "KE"}
    book.add_judgements(
        [
            Judgement(claim_id=claim.id, verdict="accept", by="Ada", reason="", recorded_at=NOON),
            Judgement(claim_id=claim.id, verdict="correct", by="Bo", reason="typo", recorded_at=LATER, **fix),
        ]
    )
    first, second = rows(book, "muster_judgements")
    assert (first["verdict"], first["judged_by"], first["field"], first["other_claim_id"]) == (
        "accept", "Ada", None, None,
    )  # fmt: skip
    assert (second["field"], second["value"], second["reason"]) == ("party", "KE", "typo")


def test_nothing_is_written_through_a_view(book: Book) -> None:
    document = make_document()
    book.add(document, [make_claim(document)], recorded_at=NOON)
    for statement in (
        "DELETE FROM muster_documents",
        "UPDATE muster_claims SET rule = 'x'",
        "INSERT INTO muster_judgements (claim_id, verdict, judged_by, recorded_at) VALUES ('x', 'x', 'x', 'x')",
    ):
        with pytest.raises(DBAPIError), engines.writing(book._engine) as connection:
            connection.exec_driver_sql(statement)


def test_both_stores_name_the_same_columns(new_database: Callable[[], str], tmp_path: Path) -> None:
    shown = []
    for place in (tmp_path / "test.book", new_database()):
        with open_book(place, SETTINGS, create=True) as book:
            document = make_document(published=one_day("2024-06-30"), title="T", entered_by="Ada")
            book.add(document, [full_claim(document), make_claim(document)], recorded_at=NOON)
            shown.append({view: rows(book, view) for view in definitions(SPEECHES["sqlite"])})
    assert shown[0] == shown[1] and len(shown[0]["muster_claims"]) == 2


def test_any_program_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "test.book"
    with open_book(path, SETTINGS, create=True) as book:
        document = make_document()
        book.add(document, [make_claim(document)], recorded_at=NOON)
    raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = raw.execute("SELECT party, quantity_low, polarity FROM muster_claims WHERE stage = 'pledge'").fetchall()
    views = raw.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name").fetchall()
    raw.close()
    assert found == [("Ruritania", 300, "affirmed")]
    assert [name for (name,) in views] == ["muster_claims", "muster_documents", "muster_judgements", "muster_withdrawn"]


@pytest.mark.parametrize(("number", "documents", "claims"), [(1, 1, 2), (2, 1, 2), (3, 2, 2)])
def test_a_book_of_each_earlier_format_gains_the_views(
    tmp_path: Path, number: int, documents: int, claims: int
) -> None:
    path = tmp_path / "old.book"
    path.write_bytes(gzip.decompress((FILES / f"format-{number}.book.gz").read_bytes()))
    with open_book(path, SETTINGS) as book:
        assert len(rows(book, "muster_documents")) == documents == len(book.documents())
        assert {row["id"] for row in rows(book, "muster_claims")} == {claim.id for claim in book.claims()}
        assert len(book.claims()) == claims
        assert len(rows(book, "muster_withdrawn")) == len(book.withdrawals()) == (number == 2)
        assert len(rows(book, "muster_judgements")) == len(book.judgements()) == min(number - 1, 1)
    raw = sqlite3.connect(path)
    versions = [int(row[0]) for row in raw.execute("SELECT value FROM meta ORDER BY number")]
    raw.close()
    assert versions == list(range(number, 5))
