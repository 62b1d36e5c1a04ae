"""Small documents and claims of our own for the tests of the book."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from musterbook.model import (
    Claim,
    Document,
    Family,
    Period,
    Quantity,
    Resource,
    Span,
    Stage,
    document_id,
)

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)
TEXT = "Ruritania pledged 300 police officers to the mission. Nobody had asked for tents."


def day(text: str) -> date:
    return date.fromisoformat(text)


def one_day(text: str) -> Period:
    return Period(start=day(text), end=day(text) + timedelta(days=1))


def make_document(
    name: str = "news.txt", text: str = TEXT, published: Period | None = None, **more: object
) -> Document:
    values = {"source_text": text, "published": Period() if published is None else published, **more}
    return Document(id=document_id(name, text), name=name, text=text, **values)  # type: ignore[arg-type]


def make_claim(document: Document, evidence: str = "Ruritania pledged 300 police officers", **more: object) -> Claim:
    start = document.text.index(evidence)
    values: dict[str, object] = {
        "family": Family.COMMITMENT,
        "stage": Stage.PLEDGE,
        "party": ("Ruritania",),
        "resource": Resource.PERSONNEL,
        "quantity": Quantity(low=Decimal(300), high=Decimal(300), unit="person", text="300", noun="officers"),
        "rule": "test",
        **more,
    }
    span = Span(document_id=document.id, start=start, end=start + len(evidence))
    return Claim(document_id=document.id, evidence=evidence, span=span, **values)  # type: ignore[arg-type]
