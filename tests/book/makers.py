"""Small documents and claims of our own for the tests of the book."""

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

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


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type with every field drawn, so that a field added to a noun later is tested as well."""
    arguments = typing.get_args(kind)
    if kind is Decimal:
        return st.decimals(allow_nan=False, allow_infinity=False)
    if kind is datetime:
        return st.datetimes(timezones=st.just(UTC))
    if isinstance(kind, types.UnionType):
        return st.one_of([anything(each) for each in arguments])
    if typing.get_origin(kind) is tuple:
        return st.lists(anything(arguments[0]), max_size=3).map(tuple)
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{part.name: anything(hints[part.name]) for part in fields(kind)})
    return st.from_type(kind)
