"""Checking a book row by row: what cannot be true of it is named, and nothing is changed."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, Table, select

from musterbook.book import rows, tables
from musterbook.errors import EvidenceError
from musterbook.model import Finding

_CODE = "check"


def faults(connection: Connection, where: str) -> Iterator[Finding]:
    """Every fault of the stored rows: hashes, evidence, references, and on SQLite the file itself."""
    yield from _file(connection, where)
    texts: dict[str, str] = {}
    for row in _all(connection, tables.documents):
        texts[row["id"]] = row["text"]
        yield from _document(row, where)
    claims: set[str] = set()
    for row in _all(connection, tables.claims):
        claims.add(row["id"])
        yield from _claim(row, texts, where)
    for row in _all(connection, tables.reading_claims):
        yield from _claim(row, texts, where)
        if row["id"] not in claims:
            yield _fault(where, f"reading_claims row {row['number']} is about claim {row['id']}, which is missing")
    for row in _all(connection, tables.readings):
        if row["document_id"] not in texts:
            yield _fault(where, f"readings row {row['number']} names document {row['document_id']}, which is missing")
    for row in _all(connection, tables.judgements):
        yield from _judgement(row, claims, where)
    for row in _all(connection, tables.withdrawals):
        if row["document_id"] not in texts:
            yield _fault(
                where, f"withdrawals row {row['number']} names document {row['document_id']}, which is missing"
            )
    for row in _all(connection, tables.erasures):
        if row["document_id"] in texts:
            yield _fault(where, f"document {row['document_id']} was erased on {row['recorded_at'][:10]}, but is there")


def _file(connection: Connection, where: str) -> Iterator[Finding]:
    """What SQLite itself finds wrong with the file; servers keep watch over theirs."""
    if connection.dialect.name != "sqlite":
        return
    try:
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield _fault(where, f"the file is damaged: {said}")
        for table, number, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield _fault(where, f"{table} row {number} refers to a row of {parent} that is missing")
    except sqlite3.DatabaseError as error:
        yield _fault(where, f"the file is damaged: {error}")


def _document(row: RowMapping, where: str) -> Iterator[Finding]:
    try:
        document = rows.document_of(row)
        if (document.published.start, document.published.end) != (row["published_start"], row["published_end"]):
            yield _fault(where, f"documents row {row['id']}: its columns and its details give different days")
    except EvidenceError as error:
        yield _fault(where, str(error))


def _claim(row: RowMapping, texts: dict[str, str], where: str) -> Iterator[Finding]:
    text = texts.get(row["document_id"])
    if text is None:
        yield _fault(where, f"claims row {row['id']} belongs to document {row['document_id']}, which is missing")
        return
    try:
        claim = rows.claim_of(row, text)
        if (str(claim.family), claim.value, claim.span.start) != (row["family"], row["value"], row["start_char"]):
            yield _fault(where, f"claims row {row['id']}: its columns and the claim do not say the same")
    except EvidenceError as error:
        yield _fault(where, str(error))


def _judgement(row: RowMapping, claims: set[str], where: str) -> Iterator[Finding]:
    try:
        judgement = rows.judgement_of(row)
    except EvidenceError as error:
        yield _fault(where, str(error))
        return
    for claim in filter(None, (judgement.claim_id, judgement.other_claim_id)):
        if claim not in claims:
            yield _fault(where, f"judgements row {row['number']} is about claim {claim}, which is missing")


def _all(connection: Connection, table: Table) -> Iterator[RowMapping]:
    yield from connection.execute(select(table)).mappings()


def _fault(where: str, message: str) -> Finding:
    return Finding(source=where, code=_CODE, message=message)
