"""Nouns survive the way through JSON, whatever they hold."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from musterbook.book.codec import from_json, to_json
from musterbook.model import Claim, Document, Judgement, Period, Quantity, Span, TimeExpression
from tests.book.makers import anything


@settings(max_examples=150, deadline=None)
@given(anything(Claim))
def test_claim_survives(claim: Claim) -> None:
    line = to_json(claim)
    back = from_json(Claim, line)
    assert back == claim
    assert back.id == claim.id
    assert (back.quantity and back.quantity.noun) == (claim.quantity and claim.quantity.noun)
    assert to_json(back) == line
    assert "\n" not in line


@settings(max_examples=50, deadline=None)
@given(anything(Document), anything(Judgement))
def test_document_and_judgement_survive(document: Document, judgement: Judgement) -> None:
    assert from_json(Document, to_json(document)) == document
    assert from_json(Judgement, to_json(judgement)) == judgement


def test_canonical_line_is_short_and_sorted() -> None:
    quantity = Quantity(low=Decimal("1.50"), high=None, unit="EUR")
    assert to_json(quantity) == '{"high":null,"low":"1.50","unit":"EUR"}'


def test_time_expression_becomes_its_period() -> None:
    expression = TimeExpression(start=date(2024, 3, 1), end=None, start_char=3, end_char=9, timex="2024-03", text="x")
    claim = Claim(
        document_id="d",
        family="quote",
        evidence="e",
        span=Span(document_id="d", start=0, end=1),
        rule="r",
        valid=expression,
    )
    back = from_json(Claim, to_json(claim))
    assert back.valid == Period(start=date(2024, 3, 1))
    assert "timex" not in to_json(claim)


@pytest.mark.parametrize(
    "line", ["", "[]", "7", '{"low":"1"}', '{"unheard_of":1}', '{"low":"x","high":null,"unit":"u"}']
)
def test_other_lines_are_refused(line: str) -> None:
    with pytest.raises(ValueError):
        from_json(Quantity, line)


def test_instants_keep_their_zone() -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    judgement = Judgement(claim_id="c", verdict="accept", by="Ada Keeper", reason="checked", recorded_at=moment)
    assert json.loads(to_json(judgement))["recorded_at"] == "2024-01-01T00:00:00+00:00"
