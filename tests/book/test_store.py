"""What is added stays as it was, and is seen as of two clocks."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from musterbook.book import Book, Entry, engines, open_book
from musterbook.errors import AmbiguousNameError, EvidenceError, NotFoundError, UsageError
from musterbook.model import Claim, Document, Finding, Judgement, Part, Period, Polarity, Span, document_id
from musterbook.settings import Settings
from tests.book.makers import NOON, TEXT, anything, day, make_claim, make_document, one_day

SETTINGS = Settings(lock_timeout_seconds=0.2)


@pytest.fixture
def book(place: str | Path):
    with open_book(place, SETTINGS, create=True) as opened:
        yield opened


def judgement(claim: Claim, **more: object) -> Judgement:
    values = {"verdict": "reject", "by": "Ada Keeper", "reason": "misread", "recorded_at": NOON, **more}
    return Judgement(claim_id=claim.id, **values)


def test_what_is_added_comes_back(book: Book) -> None:
    document = make_document(
        published=one_day("2024-06-25"),
        source_text="<p>" + TEXT,
        title="A pledge",
        labels=("sample",),
        rights="public",
        published_how="metadata",
    )
    claim = make_claim(document, parts=(Part(slot="mission", start=0, end=9),))
    finding = Finding(source="news.txt", code="encoding", message="guessed", document_id=document.id)
    assert book.add(document, [claim], [finding], recorded_at=NOON) is True
    assert book.documents() == (document,)
    assert book.claims() == (claim,)
    assert book.claims()[0].id == claim.id
    assert book.findings() == (finding,)
    assert book.counts() == {"documents": 1, "claims": 1, "findings": 1, "judgements": 0}
    assert book.holds(document.id)
    assert not book.holds("0" * 32)


def test_reading_twice_adds_nothing(book: Book) -> None:
    document = make_document()
    finding = Finding(source="news.txt", code="undated", message="no date")
    book.add(document, [make_claim(document)], [finding], recorded_at=NOON)
    before = book.counts()
    late = Finding(source="news.txt", code="late", message="late")
    assert book.add(document, [make_claim(document)], [late], recorded_at=NOON + timedelta(days=1)) is False
    assert book.counts() == before
    assert book.documents(recorded=NOON) == (document,)


def test_many_in_one_transaction(book: Book) -> None:
    documents = [make_document(f"{n}.txt") for n in range(5)]
    entries = [Entry(document=document, claims=(make_claim(document),)) for document in documents]
    book.add(documents[2], [make_claim(documents[2])], recorded_at=NOON)
    assert book.add_many([*entries, entries[0]], recorded_at=NOON) == (True, True, False, True, True, False)
    assert book.counts()["claims"] == 5


def test_one_bad_entry_leaves_all_out(book: Book) -> None:
    good, bad = make_document("good.txt"), make_document("bad.txt")
    claim = make_claim(bad)
    shifted = Claim(
        document_id=bad.id,
        family=claim.family,
        stage=claim.stage,
        evidence=claim.evidence,
        span=Span(document_id=bad.id, start=1, end=1 + len(claim.evidence)),
        rule="test",
    )
    with pytest.raises(EvidenceError, match=shifted.id):
        book.add_many([Entry(document=good), Entry(document=bad, claims=(shifted,))], recorded_at=NOON)
    assert book.counts()["documents"] == 0


def test_evidence_is_checked_on_write(book: Book) -> None:
    document, other = make_document(), make_document("other.txt")
    with pytest.raises(EvidenceError, match="belongs to"):
        book.add(document, [make_claim(other)], recorded_at=NOON)
    with pytest.raises(EvidenceError, match="outside"):
        book.add(document, [make_claim(document, parts=(Part(slot="place", start=0, end=999),))], recorded_at=NOON)
    last = Claim(
        document_id=document.id,
        family="quote",
        evidence=TEXT[-5:-1],
        span=Span(document_id=document.id, start=-5, end=-1),
        rule="test",
    )
    with pytest.raises(EvidenceError, match="outside"):
        book.add(document, [last], recorded_at=NOON)
    renamed = Document(id="f" * 32, name="news.txt", text=TEXT, source_text=TEXT)
    with pytest.raises(EvidenceError, match="hash"):
        book.add(renamed, [], recorded_at=NOON)


def test_other_claim_under_the_same_id_becomes_a_finding(book: Book) -> None:
    document = make_document()
    first, same, other = make_claim(document), make_claim(document), make_claim(document, place="Strelsau")
    assert first.id == other.id
    book.add(document, [first, same, other], recorded_at=NOON)
    assert book.claims() == (first,)
    assert [finding.code for finding in book.findings()] == ["same-claim"]


def engine_of(book: Book) -> Engine:
    return book._engine


def tamper(book: Book, sql: str) -> None:
    """Change the rows behind the book's back, as a damaged disk or a careless tool would."""
    with engines.writing(engine_of(book)) as connection, engines.unguarded(connection):
        connection.exec_driver_sql(sql)


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("UPDATE documents SET text = replace(text, '300', '900')", "documents row"),
        ("UPDATE documents SET name = 'else.txt'", "documents row"),
        ("UPDATE documents SET details = '{'", "documents row"),
        ("UPDATE claims SET claim = replace(claim, '300 police', '900 police')", "claims row"),
        ("UPDATE claims SET claim = replace(claim, '\"start\":0', '\"start\":2')", "claims row"),
        ("UPDATE claims SET claim = 'x'", "claims row"),
        ("UPDATE claims SET id = 'abc'", "claims row abc"),
    ],
)
def test_evidence_is_checked_on_read(book: Book, sql: str, names: str) -> None:
    document = make_document()
    book.add(document, [make_claim(document)], recorded_at=NOON)
    tamper(book, sql)
    with pytest.raises(EvidenceError, match=names):
        book.claims()


@pytest.mark.parametrize("table", ["documents", "claims", "findings", "judgements", "meta"])
def test_rows_cannot_be_changed(book: Book, table: str) -> None:
    document = make_document()
    claim = make_claim(document)
    book.add(document, [claim], [Finding(source="s", code="c", message="m")], recorded_at=NOON)
    book.add_judgements([judgement(claim)])
    statements = [f"UPDATE {table} SET recorded_at = 'x'", f"DELETE FROM {table}"]
    if engine_of(book).dialect.name == "sqlite":
        statements.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    for sql in statements:
        with pytest.raises(DBAPIError, match="only added"), engines.writing(engine_of(book)) as connection:
            connection.exec_driver_sql(sql)


def test_a_claim_needs_its_document(book: Book) -> None:
    with (
        pytest.raises(DBAPIError, match=r"(?i)foreign key"),
        engines.writing(engine_of(book)) as connection,
    ):
        connection.exec_driver_sql(
            "INSERT INTO claims (id, document_id, family, value, start_char, end_char, claim, recorded_at) "
            "VALUES ('c', 'none', 'quote', 'quote', 0, 1, '{}', 'x')"
        )


def test_known_by_a_day(book: Book) -> None:
    exact = make_document("exact.txt", published=one_day("2024-06-25"))
    month = make_document("month.txt", published=Period(start=day("2024-06-01"), end=day("2024-07-01")))
    undated = make_document("undated.txt")
    since = make_document("since.txt", published=Period(start=day("2024-01-01")))
    until = make_document("until.txt", published=Period(end=day("2024-03-01")))
    for document in (exact, month, undated, since, until):
        book.add(document, [make_claim(document)], recorded_at=NOON)

    def names(known: str | None) -> list[str]:
        found = [document.name for document in book.documents(known=day(known) if known else None)]
        assert len(book.claims(known=day(known) if known else None)) == len(found)
        return found

    assert names("2024-02-28") == []
    assert names("2024-02-29") == ["until.txt"]
    assert names("2024-06-24") == ["until.txt"]
    assert names("2024-06-25") == ["exact.txt", "until.txt"]
    assert names("2024-06-29") == ["exact.txt", "until.txt"]
    assert names("2024-06-30") == ["month.txt", "exact.txt", "until.txt"]
    assert names("2024-07-01") == ["since.txt", "month.txt", "exact.txt", "undated.txt", "until.txt"]
    assert names(None) == names("2024-07-01")


def test_recorded_by_an_instant(book: Book) -> None:
    first, second = make_document("1.txt"), make_document("2.txt")
    early = NOON.replace(microsecond=5)
    claim = make_claim(first)
    book.add(first, [claim], recorded_at=early)
    book.add(
        second, [make_claim(second)], [Finding(source="2", code="c", message="m")], recorded_at=NOON.replace(hour=13)
    )
    book.add_judgements([judgement(claim, recorded_at=NOON.replace(hour=14))])
    before = early - timedelta(microseconds=1)
    assert book.documents(recorded=before) == ()
    assert book.documents(recorded=early) == (first,)
    assert book.claims(recorded=early) == (claim,)
    assert book.findings(recorded=early) == ()
    assert len(book.findings(recorded=NOON.replace(hour=13))) == 1
    assert book.judgements(recorded=NOON.replace(hour=13, minute=59)) == ()
    assert book.judgements() == (judgement(claim, recorded_at=NOON.replace(hour=14)),)
    elsewhere = datetime.fromisoformat("2024-07-01T14:30:00+02:00")
    assert [document.name for document in book.documents(recorded=elsewhere)] == ["1.txt"]


def test_an_instant_needs_a_zone(book: Book) -> None:
    with pytest.raises(UsageError, match="time zone"):
        book.add(make_document(), [], recorded_at=datetime(2024, 1, 1))
    with pytest.raises(UsageError, match="time zone"):
        book.documents(recorded=datetime(2024, 1, 1))


def test_horizon(book: Book) -> None:
    assert book.horizon() is None
    book.add(make_document("u.txt"), [], recorded_at=NOON)
    assert book.horizon() is None
    book.add(make_document("a.txt", published=one_day("2024-06-25")), [], recorded_at=NOON)
    book.add(make_document("b.txt", published=Period(start=day("2024-09-01"))), [], recorded_at=NOON)
    assert book.horizon() == day("2024-06-25")
    later = NOON + timedelta(hours=1)
    entry = make_document("d#1", "reported: 2024-08-02", one_day("2024-08-02"), kind="desk", entered_by="Ada Keeper")
    book.add(entry, [], recorded_at=later)
    assert book.horizon() == day("2024-08-02")
    assert book.horizon(recorded=NOON) == day("2024-06-25")


def test_order_of_claims(book: Book) -> None:
    late = make_document("a.txt", published=one_day("2024-06-26"))
    early = make_document("b.txt", published=one_day("2024-06-25"))
    claims = [
        make_claim(late, "Nobody had asked", stage="request", polarity=Polarity.DENIED),
        make_claim(late),
        make_claim(early, "300 police officers"),
        make_claim(late, "Ruritania pledged"),
    ]
    book.add(late, [claims[0], claims[1], claims[3]], recorded_at=NOON)
    book.add(early, [claims[2]], recorded_at=NOON)
    assert book.claims() == (claims[2], claims[3], claims[1], claims[0])


def test_findings_are_stored_once(book: Book) -> None:
    findings = [Finding(source="b", code="empty", message="m"), Finding(source="a", code="empty", message="m")]
    assert book.add_findings([*findings, findings[0]], recorded_at=NOON) == 2
    assert book.add_findings([findings[0]], recorded_at=NOON + timedelta(days=1)) == 0
    assert book.findings() == (findings[1], findings[0])


def test_judgements_name_a_claim_that_is_there(book: Book) -> None:
    document = make_document()
    claim, other = make_claim(document), make_claim(document, "300 police officers")
    book.add(document, [claim, other], recorded_at=NOON)
    book.add_judgements([judgement(claim, verdict="same", other_claim_id=other.id)])
    book.add_judgements([judgement(claim, verdict="correct", field="party", value="KE")])
    assert [row.verdict for row in book.judgements()] == ["same", "correct"]
    with pytest.raises(NotFoundError, match="nowhere"):
        book.add_judgements([judgement(claim, other_claim_id="nowhere")])
    assert len(book.judgements()) == 2


def test_find_document(book: Book) -> None:
    first, second = make_document("press/june.txt"), make_document("press/june.txt", TEXT + " More.")
    july = make_document("press/july.txt")
    for document in (first, second, july):
        book.add(document, [], recorded_at=NOON)
    assert book.find_document("press/july.txt") == july
    assert book.find_document(first.id) == first
    assert book.find_document(second.id[:10]) == second
    with pytest.raises(AmbiguousNameError) as ambiguous:
        book.find_document("press/june.txt")
    assert first.id in str(ambiguous.value) and second.id in str(ambiguous.value)
    with pytest.raises(NotFoundError, match="did you mean press/ju"):
        book.find_document("press/juli.txt")
    with pytest.raises(NotFoundError):
        book.find_document(first.id[:7])
    with pytest.raises(NotFoundError):
        book.find_document("%%%%%%%%%%")


def test_snapshot_stands_still(book: Book, place: str | Path) -> None:
    first, second = make_document("1.txt"), make_document("2.txt")
    book.add(first, [make_claim(first)], recorded_at=NOON)
    with book.snapshot() as still, open_book(place, SETTINGS) as writer:
        writer.add(second, [make_claim(second)], recorded_at=NOON)
        assert still.documents() == (first,)
        assert len(still.claims()) == 1
        assert still.counts()["documents"] == 1
        assert len(book.documents()) == 2


@settings(max_examples=40, deadline=None)
@given(data=st.data(), text=st.text(min_size=1))
def test_any_claim_and_document_survive_the_file(tmp_path_factory, data: st.DataObject, text: str) -> None:
    drawn = data.draw(anything(Document))
    document = replace(drawn, id=document_id(drawn.name, text), text=text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    claim = replace(
        data.draw(anything(Claim)),
        document_id=document.id,
        evidence=text[start:end],
        span=Span(document_id=document.id, start=start, end=end),
        parts=(Part(slot="place", start=start, end=end),),
    )
    path = tmp_path_factory.mktemp("book") / "b"
    with open_book(path, SETTINGS, create=True) as book:
        book.add(document, [claim], recorded_at=NOON)
    with open_book(path, SETTINGS) as book:
        assert book.documents() == (document,)
        assert book.claims() == (claim,)
        assert book.claims()[0].id == claim.id


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(st.tuples(st.sampled_from("abc"), st.dates(date(2024, 1, 1), date(2024, 1, 9)), st.integers(0, 9))),
    known=st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 9)),
    hours=st.none() | st.integers(0, 9),
)
def test_as_of_is_a_filter(tmp_path_factory, rows, known, hours) -> None:
    """The slow oracle: what is in view is what a plain loop over all that was added leaves."""
    seen: dict[str, tuple[Document, date, datetime]] = {}
    recorded = None if hours is None else NOON + timedelta(hours=hours)
    with open_book(tmp_path_factory.mktemp("book") / "b", SETTINGS, create=True) as book:
        for letter, published, hour in rows:
            document = make_document(letter, published=Period(start=published, end=published + timedelta(days=1)))
            moment = NOON + timedelta(hours=hour)
            assert book.add(document, [make_claim(document)], recorded_at=moment) == (document.id not in seen)
            seen.setdefault(document.id, (document, published, moment))
        expected = [
            document
            for document, published, moment in seen.values()
            if (known is None or published <= known) and (recorded is None or moment <= recorded)
        ]
        assert {document.id for document in book.documents(known, recorded)} == {document.id for document in expected}
        assert [claim.document_id for claim in book.claims(known, recorded)] == [
            document.id for document in book.documents(known, recorded)
        ]
