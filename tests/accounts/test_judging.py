"""What people decide about claims, and what follows on the pages."""

from dataclasses import replace
from datetime import UTC, datetime

from musterbook.accounts import derive
from musterbook.model import Judgement, Reading, Stage
from musterbook.settings import Settings

from .ledgers import book, exactly

LEDGER = """
    2023-07-30 | KE pledge 1,000 police
    2024-03-20 | KE pledge 2,000 police
"""
NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)


def judged(ledger: str, *decisions: dict[str, object], recorded: datetime | None = None) -> Reading:
    claims, documents = book(ledger)
    rows = [
        Judgement(
            claim_id=claims[int(str(each.pop("claim")))].id,
            by="A. Reader",
            reason="checked",
            recorded_at=NOON,
            **({"other_claim_id": claims[int(str(each.pop("other")))].id} if "other" in each else {}),
            **each,  # type: ignore[arg-type]
        )
        for each in (dict(decision) for decision in decisions)
    ]
    return derive(claims, documents, judgements=rows, recorded=recorded, settings=Settings())


def pledge(reading: Reading) -> object:
    return reading.missions[0].accounts[0].amounts[Stage.PLEDGE]


def test_a_rejected_claim_leaves_the_pages_and_stays_in_the_book() -> None:
    reading = judged(LEDGER, {"claim": 1, "verdict": "reject"})
    assert pledge(reading) == exactly(1000)
    assert len(reading.claims) == 2


def test_a_judgement_counts_from_when_it_was_recorded() -> None:
    before = datetime(2024, 3, 30, tzinfo=UTC)
    assert pledge(judged(LEDGER, {"claim": 1, "verdict": "reject"}, recorded=before)) == exactly(2000)


def test_the_last_word_counts() -> None:
    claims, documents = book(LEDGER)
    first = Judgement(claim_id=claims[1].id, verdict="reject", by="A", reason="slip", recorded_at=NOON)
    last = replace(first, verdict="accept", recorded_at=datetime(2024, 4, 2, tzinfo=UTC))
    reading = derive(claims, documents, judgements=[last, first], settings=Settings())
    assert pledge(reading) == exactly(2000)


def test_a_rejection_holds_for_the_same_words_read_again() -> None:
    claims, documents = book("2023-07-30 | KE pledge 1,000 police")
    again = replace(claims[0], id="", rule="better-rule", item="patrol")
    reject = Judgement(claim_id=claims[0].id, verdict="reject", by="A", reason="no", recorded_at=NOON)
    reading = derive([*claims, again], documents, judgements=[reject], settings=Settings())
    assert reading.missions == ()


def test_what_is_accepted_is_no_longer_provisional_and_may_post() -> None:
    assert judged(LEDGER).missions[0].accounts[0].provisional
    one = "2023-07-30 | KE pledge 1,000 police | possible"
    assert Stage.PLEDGE not in judged(one).missions[0].accounts[0].amounts
    account = judged(one, {"claim": 0, "verdict": "accept"}).missions[0].accounts[0]
    assert account.amounts[Stage.PLEDGE] == exactly(1000)
    assert not account.provisional


def test_corrections_change_fields_and_keep_the_id() -> None:
    reading = judged(
        "2023-07-30 | KE pledge 1,000 police",
        {"claim": 0, "verdict": "correct", "field": "quantity", "value": "1,200"},
        {"claim": 0, "verdict": "correct", "field": "party", "value": "JM"},
        {"claim": 0, "verdict": "correct", "field": "valid", "value": "2023-07-29"},
    )
    (account,) = reading.missions[0].accounts
    assert (account.party, account.amounts[Stage.PLEDGE]) == ("JM", exactly(1200))
    assert set(account.claims[Stage.PLEDGE]) == set(reading.claims)


def test_a_correction_that_makes_no_sense_is_a_finding() -> None:
    reading = judged(LEDGER, {"claim": 0, "verdict": "correct", "field": "stage", "value": "promised"})
    assert [each.code for each in reading.findings] == ["correction"]


def test_same_and_different() -> None:
    flights = """
        2024-06-26 | KE arrived +200 police | on 2024-06-25
        2024-06-29 | KE arrived +200 police | on 2024-06-28
    """
    arrived = [
        reading.missions[0].accounts[0].amounts[Stage.ARRIVED]
        for reading in (judged(flights), judged(flights, {"claim": 0, "other": 1, "verdict": "same"}))
    ]
    assert arrived == [exactly(400), exactly(200)]
    told = flights.replace("2024-06-28", "2024-06-25")
    apart = judged(told, {"claim": 0, "other": 1, "verdict": "different"})
    assert apart.missions[0].accounts[0].amounts[Stage.ARRIVED] == exactly(400)


def test_a_desk_entry_needs_no_second_acceptance() -> None:
    claims, documents = book("2023-07-30 | KE pledge 1,000 police")
    desk = [replace(each, kind="desk", entered_by="A. Reader") for each in documents]
    assert not derive(claims, desk, settings=Settings()).missions[0].accounts[0].provisional
