"""The tables of the book: portable types only, so that the same definitions serve SQLite and PostgreSQL.

Instants are ISO 8601 text in UTC with microseconds (they sort as text), days are dates, everything that is not needed
for a query is one canonical JSON column. No row is ever changed; only an erasure deletes.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 4
"""Raised by one whenever a table, a view or the meaning of a stored value changes; `migrations` leads there."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("value", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("published_start", Date),
    Column("published_end", Date, comment="half-open: the day after the last one"),
    Column("known_from", Date, nullable=False, index=True, comment="the first day on which it counts as known"),
    Column("rights", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("source_text", Text, comment="as read, before cleaning; null where it equals the text"),
    Column("details", Text, nullable=False, comment="all other fields, canonical JSON"),
    Column("recorded_at", String(32), nullable=False),
)


def _claim_columns() -> list[Column[Any]]:
    """What is said, for both tables that hold claims."""
    return [
        Column("document_id", String(32), ForeignKey("documents.id"), nullable=False, index=True),
        Column("family", String(16), nullable=False),
        Column("value", String(32), nullable=False, comment="the stage, measure or event"),
        Column("party", Text, comment="ids joined by |"),
        Column("mission", Text),
        Column("recipient", Text),
        Column("valid_start", Date),
        Column("valid_end", Date),
        Column("due_start", Date),
        Column("due_end", Date),
        Column("reported_start", Date),
        Column("reported_end", Date),
        Column("start_char", Integer, nullable=False),
        Column("end_char", Integer, nullable=False),
        Column("claim", Text, nullable=False, comment="the whole claim, canonical JSON"),
        Column("recorded_at", String(32), nullable=False),
    ]


claims = Table(
    "claims",
    metadata,
    Column("id", String(64), primary_key=True),
    *_claim_columns(),
    Index("claims_by_value", "family", "value"),
)

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", String(32), ForeignKey("documents.id"), nullable=False, index=True),
    Column("release", String(64), nullable=False, comment="the release that read the document again"),
    Column("recorded_at", String(32), nullable=False),
)

reading_claims = Table(
    "reading_claims",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey("readings.number"), nullable=False, index=True),
    Column("id", String(64), ForeignKey("claims.id"), nullable=False, index=True),
    *_claim_columns(),
)

findings = Table(
    "findings",
    metadata,
    Column("id", String(32), primary_key=True, comment="hash of source, code and message"),
    Column("source", Text, nullable=False),
    Column("code", String(64), nullable=False),
    Column("message", Text, nullable=False),
    Column("document_id", String(32), comment="may name a document that was never stored"),
    Column("recorded_at", String(32), nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("claim_id", String(64), ForeignKey("claims.id"), nullable=False, index=True),
    Column("verdict", String(16), nullable=False),
    Column("judged_by", Text, nullable=False),
    Column("judgement", Text, nullable=False, comment="the whole judgement, canonical JSON"),
    Column("recorded_at", String(32), nullable=False),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", String(32), nullable=False, index=True),
    Column("restored", Boolean, nullable=False, comment="true where the document was brought back"),
    Column("withdrawn_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column(
        "document_id", String(32), nullable=False, index=True, comment="the hash of the name and text that are gone"
    ),
    Column("erased_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("claims", Integer, nullable=False, comment="how many rows went with the document"),
    Column("judgements", Integer, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)
