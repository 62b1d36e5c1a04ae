"""A headline whose figure the text contradicts is disputed; one that rounds it, or that speaks of more, is not."""

from dataclasses import replace

import pytest

from musterbook.accounts import derive
from musterbook.model import Reading
from musterbook.settings import Settings

from .ledgers import book


def read(headline: str, *below: str) -> Reading:
    """One document with a headline's claim and those of its text."""
    lines = [f"2025-02-07 | {claim} | doc story" for claim in (headline, *below)]
    claims, documents = book("\n".join(lines))
    claims = [replace(claims[0], id=claims[0].id, rule="commitment.arrive.headline"), *claims[1:]]
    return derive(claims, documents, settings=Settings())


def rules(reading: Reading) -> list[str]:
    return [dispute.rule for page in reading.missions for dispute in page.disputes]


def test_144_in_the_headline_and_140_in_the_text() -> None:
    reading = read("KE arrived 144 police", "KE arrived 140 police")
    (dispute,) = reading.missions[0].disputes
    assert dispute.rule == "headline-against-text"
    assert dispute.explanation.startswith("One document: the headline gives 144, the text below it 140")
    assert len(dispute.left) == len(dispute.right) == 1
    assert [len(account.claims) for account in reading.missions[0].accounts] == [1]


@pytest.mark.parametrize(
    "below",
    [
        ["KE arrived 400 police"],
        ["KE arrived 383 police"],
        ["KE arrived >350 police"],
        ["KE arrived 200 police", "KE arrived +200 police"],
        ["KE arrived =600 police"],
        ["KE arrived @380 police"],
        ["KE arrived #20 police"],
        ["KE pledge 1,000 police"],
        ["JM arrived 24 police"],
        ["KE arrived 1,000 police"],
    ],
)
def test_what_is_no_contradiction(below: list[str]) -> None:
    assert rules(read("KE arrived 400 police", *below)) == []
