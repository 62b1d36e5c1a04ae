"""Taking documents out: a withdrawal is a row that hides, an erasure removes the words and leaves a tombstone.

Both work inside a transaction that `store` opens (METHOD section 7).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Delete, delete, insert, select

from musterbook.book import engines, tables
from musterbook.book.rows import instant, judgement_of
from musterbook.errors import UsageError
from musterbook.model import Erasure, Withdrawal


def withdrawals(connection: Connection, recorded: datetime | None = None) -> tuple[Withdrawal, ...]:
    """The documents that are withdrawn as of an instant, in the order in which that was said."""
    table, held = tables.withdrawals, tables.documents
    query = select(table, held.c.name, held.c.rights).join(held, held.c.id == table.c.document_id)
    if recorded is not None:
        query = query.where(table.c.recorded_at <= instant(recorded))
    last: dict[str, Withdrawal] = {}
    for row in connection.execute(query.order_by(table.c.number)).mappings():
        last.pop(row["document_id"], None)
        last[row["document_id"]] = Withdrawal(
            document_id=row["document_id"],
            name=row["name"],
            reason=row["reason"],
            by=row["withdrawn_by"],
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            restored=row["restored"],
            rights=row["rights"],
        )
    return tuple(each for each in last.values() if not each.restored)


def withdraw(connection: Connection, document_id: str, *, by: str, reason: str, restored: bool, at: datetime) -> None:
    """Withdraw a document, or bring it back. Raises UsageError where that is how it stands already."""
    out = any(each.document_id == document_id for each in withdrawals(connection))
    if out is not restored:
        raise UsageError(f"document {document_id} is {'already' if out else 'not'} withdrawn")
    row = {
        "document_id": document_id,
        "restored": restored,
        "withdrawn_by": by,
        "reason": reason,
        "recorded_at": instant(at),
    }
    connection.execute(insert(tables.withdrawals), [row])


def erasures(connection: Connection, document_ids: Sequence[str] | None = None) -> tuple[Erasure, ...]:
    """All tombstones, or those of some documents, in the order in which they were set."""
    table = tables.erasures
    query = select(table).order_by(table.c.number)
    if document_ids is not None:
        query = query.where(table.c.document_id.in_(document_ids))
    return tuple(
        Erasure(
            document_id=row["document_id"],
            reason=row["reason"],
            by=row["erased_by"],
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            claims=row["claims"],
            judgements=row["judgements"],
        )
        for row in connection.execute(query).mappings()
    )


def erase(connection: Connection, document_id: str, *, by: str, reason: str, at: datetime) -> Erasure:
    """Delete a document with every row that holds words from it, and set its tombstone.

    Judgements go as well: a correction or its reason may repeat the words.
    """
    claims, judgements = tables.claims, tables.judgements
    read_from_it = set(connection.scalars(select(claims.c.id).where(claims.c.document_id == document_id)))
    about = _judgements_about(connection, read_from_it)
    lost = Erasure(
        document_id=document_id, reason=reason, by=by, recorded_at=at, claims=len(read_from_it), judgements=len(about)
    )
    steps: tuple[Delete, ...] = (
        delete(judgements).where(judgements.c.number.in_(about)),
        delete(tables.reading_claims).where(tables.reading_claims.c.document_id == document_id),
        delete(tables.readings).where(tables.readings.c.document_id == document_id),
        delete(claims).where(claims.c.document_id == document_id),
        delete(tables.findings).where(tables.findings.c.document_id == document_id),
        delete(tables.withdrawals).where(tables.withdrawals.c.document_id == document_id),
        delete(tables.documents).where(tables.documents.c.id == document_id),
    )
    with engines.unguarded(connection):
        for step in steps:
            connection.execute(step)
    row = {
        "document_id": document_id,
        "erased_by": by,
        "reason": reason,
        "claims": lost.claims,
        "judgements": lost.judgements,
        "recorded_at": instant(at),
    }
    connection.execute(insert(tables.erasures), [row])
    return lost


def _judgements_about(connection: Connection, claims: set[str]) -> list[int]:
    """The numbers of the judgements on these claims, or on a pair with one of them."""
    found = connection.execute(select(tables.judgements)).mappings()
    return [row["number"] for row in found if row["claim_id"] in claims or judgement_of(row).other_claim_id in claims]
