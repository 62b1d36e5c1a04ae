"""Nouns to rows and back. What does not show its words is refused in both directions (METHOD section 7)."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping

from musterbook.book.codec import from_json, to_json
from musterbook.errors import EvidenceError, UsageError
from musterbook.model import Claim, Document, Finding, Judgement, check_evidence, document_id

_DOCUMENT_COLUMNS = frozenset({"id", "name", "text", "source_text"})


def instant(moment: datetime) -> str:
    """The moment as stored: UTC, ISO 8601, always with microseconds, so that text order is time order.

    Raises UsageError for a moment without a time zone.
    """
    if moment.tzinfo is None:
        raise UsageError(f"the instant {moment.isoformat()} needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def known_from(document: Document, recorded_at: datetime) -> date:
    """The first day on which the document counts as known (METHOD section 4).

    The last day of its publication; the day of ingestion where that is unknown.
    """
    if document.published.end is None or document.published.end == date.min:
        return recorded_at.astimezone(UTC).date()
    return document.published.end - timedelta(days=1)


def document_row(document: Document, recorded_at: datetime) -> dict[str, Any]:
    """The row of a document. Raises EvidenceError where the id is not the hash of name and text."""
    _check_document(document)
    return {
        "id": document.id,
        "name": document.name,
        "kind": document.kind,
        "published_start": document.published.start,
        "published_end": document.published.end,
        "known_from": known_from(document, recorded_at),
        "rights": document.rights,
        "text": document.text,
        "source_text": None if document.source_text == document.text else document.source_text,
        "details": to_json(document, leave_out=_DOCUMENT_COLUMNS),
        "recorded_at": instant(recorded_at),
    }


def document_of(row: RowMapping) -> Document:
    """The document of a row. Raises EvidenceError naming the row where the text is not the one that was stored."""
    text, source = row["text"], row["source_text"]
    own = {"id": row["id"], "name": row["name"], "text": text, "source_text": text if source is None else source}
    try:
        document = from_json(Document, row["details"], **own)
    except ValueError as error:
        raise EvidenceError(f"documents row {row['id']} cannot be read: {error}") from error
    _check_document(document)
    return document


def _check_document(document: Document) -> None:
    if document.id != document_id(document.name, document.text):
        raise EvidenceError(f"documents row {document.id} ({document.name}): the id is not the hash of name and text")


def claim_row(claim: Claim, document: Document, recorded_at: str) -> dict[str, Any]:
    """The row of a claim, written at that `instant`. Raises EvidenceError where its words are not in the document."""
    check_claim(claim, document.id, document.text)
    return {
        "id": claim.id,
        "document_id": claim.document_id,
        "family": str(claim.family),
        "value": claim.value,
        "party": "|".join(claim.party) or None,
        "mission": claim.mission,
        "recipient": claim.recipient,
        "valid_start": claim.valid.start,
        "valid_end": claim.valid.end,
        "due_start": claim.due.start,
        "due_end": claim.due.end,
        "reported_start": claim.reported.start,
        "reported_end": claim.reported.end,
        "start_char": claim.span.start,
        "end_char": claim.span.end,
        "claim": to_json(claim),
        "recorded_at": recorded_at,
    }


def claim_of(row: RowMapping, text: str) -> Claim:
    """The claim of a row, checked against its document's text. Raises EvidenceError naming the row."""
    try:
        claim = from_json(Claim, row["claim"])
    except ValueError as error:
        raise EvidenceError(f"claims row {row['id']} cannot be read: {error}") from error
    if claim.id != row["id"]:
        raise EvidenceError(f"claims row {row['id']} holds the claim {claim.id}")
    check_claim(claim, row["document_id"], text)
    return claim


def check_claim(claim: Claim, document: str, text: str) -> None:
    """Raise EvidenceError unless the claim is about this document and shows its words in `text`."""
    if claim.document_id != document or claim.span.document_id != document:
        raise EvidenceError(f"claims row {claim.id} names document {claim.document_id}, but belongs to {document}")
    if not 0 <= claim.span.start < claim.span.end <= len(text):
        raise EvidenceError(f"claims row {claim.id} of document {document}: its stretch lies outside the text")
    try:
        check_evidence(claim, text)
    except EvidenceError as error:
        raise EvidenceError(f"claims row {claim.id} of document {document}: {error}") from error


def finding_row(finding: Finding, recorded_at: datetime) -> dict[str, Any]:
    """The row of a finding; its id is the hash of source, code and message, so that it is stored once."""
    said = "\0".join((finding.source, finding.code, finding.message))
    return {
        "id": hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        "source": finding.source,
        "code": finding.code,
        "message": finding.message,
        "document_id": finding.document_id,
        "recorded_at": instant(recorded_at),
    }


def finding_of(row: RowMapping) -> Finding:
    """The finding of a row."""
    return Finding(source=row["source"], code=row["code"], message=row["message"], document_id=row["document_id"])


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """The row of a judgement; its instant is the judgement's own."""
    return {
        "claim_id": judgement.claim_id,
        "verdict": judgement.verdict,
        "judged_by": judgement.by,
        "judgement": to_json(judgement),
        "recorded_at": instant(judgement.recorded_at),
    }


def judgement_of(row: RowMapping) -> Judgement:
    """The judgement of a row. Raises EvidenceError naming the row."""
    try:
        return from_json(Judgement, row["judgement"])
    except ValueError as error:
        raise EvidenceError(f"judgements row {row['number']} cannot be read: {error}") from error
