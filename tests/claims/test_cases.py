"""Case files: sentences, and the claims that they must and must not give. Anyone can add to them."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from musterbook import flow
from musterbook.model import Claim, Document, Family, Period, document_id

CASES = Path(__file__).resolve().parents[1] / "cases" / "en"
FILES = {"commitments": Family.COMMITMENT, "situations": Family.SITUATION, "milestones": Family.MILESTONE}
RELEASES = {
    "releases": Family.COMMITMENT,
    "deeds": Family.COMMITMENT,
    "aid": Family.COMMITMENT,
    "people": Family.COMMITMENT,
}
WORDS = {"denied", "possible", "conditional"}


def _cases() -> list[tuple[Family, dict[str, object]]]:
    return [
        (family, case)
        for name, family in (*FILES.items(), *RELEASES.items())
        for case in tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    ]


def _document(case: dict[str, object]) -> Document:
    text = f"{case['context']}\n\n{case['say']}" if "context" in case else str(case["say"])
    publisher = str(case["publisher"]) if "publisher" in case else None
    return Document(
        id=document_id("case", text), name="case", text=text, source_text=text, publisher=publisher, published=Period()
    )


def _amount(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    if low is None and high is None:
        return ""
    sign = "%" if unit == "percent" else ""
    if low == high:
        return f" {low:f}{sign}"
    return f" {'' if low is None else f'{low:f}'}..{'' if high is None else f'{high:f}'}{sign}"


def _said(claim: Claim) -> str:
    party = "+".join(claim.party) or "-"
    head = f"{claim.value}" if claim.family is Family.SITUATION else f"{claim.value} {party}"
    quantity = claim.quantity
    amount = "" if quantity is None else _amount(quantity.low, quantity.high, quantity.unit)
    marks = "".join(f" {mark}" for mark in (claim.polarity, claim.certainty) if mark in WORDS)
    asked = f" by {claim.by[0]}" if claim.by else ""
    return head + amount + marks + asked


@pytest.mark.parametrize(
    ("family", "case"), _cases(), ids=lambda value: str(value.get("say")) if isinstance(value, dict) else ""
)
def test_case(family: Family, case: dict[str, object]) -> None:
    claims = [claim for claim in flow.extract(_document(case)) if claim.family is family]
    found = sorted(_said(claim) for claim in claims)
    wanted = sorted(str(line) for line in case["claims"])  # type: ignore[union-attr,attr-defined]
    if family is Family.MILESTONE:
        found = sorted(line if any(line == other for other in wanted) else line.split()[0] for line in found)
    assert found == wanted
    if "items" in case:
        assert [claim.item for claim in claims] == case["items"]
