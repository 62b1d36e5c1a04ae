"""Reading again: a document that is in the book, understood by another release, without losing what was shown before.

A reading is a row that names its document, with one row for each claim that it finds. The claims of a document are
those of its last reading; as recorded before it, those of the reading before, down to the claims that came with the
document. Nothing is changed or deleted. A claim found for the first time stands in `claims` too, so that it can be
judged like any other.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select

from musterbook.book import tables
from musterbook.book.rows import claim_of, claim_row, instant
from musterbook.model import Claim, Document

BATCH = 500
"""Values in one IN list; far below the limit of any engine."""


def effective(connection: Connection, texts: dict[str, str], recorded: datetime | None) -> list[Claim]:
    """The claims of some documents (id -> text) by their last reading as of an instant, in no order.

    Raises EvidenceError, naming the row, where a claim does not show its words.
    """
    last = last_readings(connection, recorded)
    first, again = tables.claims, tables.reading_claims
    written = [] if recorded is None else [first.c.recorded_at <= instant(recorded)]
    query = select(first.c.id, first.c.document_id, first.c.claim).where(*_of(first, texts), *written)
    found = [
        claim_of(row, texts[row["document_id"]])
        for row in connection.execute(query).mappings()
        if row["document_id"] in texts and row["document_id"] not in last
    ]
    numbers = {number for document_id, number in last.items() if document_id in texts}
    if numbers:
        query = select(again.c.id, again.c.document_id, again.c.claim, again.c.reading).where(*_of(again, texts))
        rows = connection.execute(query).mappings()
        found += [claim_of(row, texts[row["document_id"]]) for row in rows if row["reading"] in numbers]
    return found


def _of(table: Table, texts: Collection[str]) -> list[ColumnElement[bool]]:
    """That a row belongs to one of the documents, where they are few; many are sorted out after the query."""
    return [table.c.document_id.in_(sorted(texts))] if len(texts) <= BATCH else []


def former(connection: Connection, texts: dict[str, str], recorded: datetime | None) -> list[Claim]:
    """The claims of documents that were read again that only an earlier reading found, as they were first written."""
    last = last_readings(connection, recorded)
    if not last:
        return []
    again, first = tables.reading_claims, tables.claims
    numbers = set(last.values())
    kept = {one for one, reading in connection.execute(select(again.c.id, again.c.reading)) if reading in numbers}
    written = [] if recorded is None else [first.c.recorded_at <= instant(recorded)]
    query = select(first.c.id, first.c.document_id, first.c.claim).where(*_of(first, last), *written)
    return [
        claim_of(row, texts[row["document_id"]])
        for row in connection.execute(query).mappings()
        if row["id"] not in kept and row["document_id"] in last and row["document_id"] in texts
    ]


def last_readings(connection: Connection, recorded: datetime | None = None) -> dict[str, int]:
    """The number of the last reading of each document that was read again, as of an instant."""
    table = tables.readings
    query = select(table.c.document_id, func.max(table.c.number).label("number")).group_by(table.c.document_id)
    if recorded is not None:
        query = query.where(table.c.recorded_at <= instant(recorded))
    return {row.document_id: row.number for row in connection.execute(query)}


def add(connection: Connection, document: Document, claims: Sequence[Claim], release: str, at: datetime) -> None:
    """Write one more reading of a document. Raises EvidenceError where a claim does not show its words."""
    now = instant(at)
    rows = [claim_row(claim, document, now) for claim in _unique(claims)]
    known: set[str] = set()
    ids = [row["id"] for row in rows]
    for start in range(0, len(ids), BATCH):
        part = tables.claims.c.id.in_(ids[start : start + BATCH])
        known.update(connection.scalars(select(tables.claims.c.id).where(part)))
    fresh = [row for row in rows if row["id"] not in known]
    if fresh:
        connection.execute(insert(tables.claims), fresh)
    reading = {"document_id": document.id, "release": release, "recorded_at": now}
    number = connection.execute(insert(tables.readings), reading).inserted_primary_key
    assert number is not None
    if rows:
        connection.execute(insert(tables.reading_claims), [{**row, "reading": number[0]} for row in rows])


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    kept: dict[str, Claim] = {}
    for claim in claims:
        kept.setdefault(claim.id, claim)
    return list(kept.values())
