"""What a person decided about a claim holds for the same words read again, and for nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from musterbook.accounts import derive
from musterbook.model import Claim, Document, Judgement, Reading, Span, Stage, document_id
from musterbook.settings import Settings

from .ledgers import book, exactly

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
LEDGER = "2023-07-30 | KE pledge 1,000 police"


def version(claim: Claim, document: Document, text: str, **more: object) -> tuple[Claim, Document]:
    """The same article with another text, and the claim as it is read there."""
    newer = replace(document, id=document_id(document.name, text), text=text, source_text=text)
    start = text.index(claim.evidence)
    span = Span(document_id=newer.id, start=start, end=start + len(claim.evidence))
    return replace(claim, id="", document_id=newer.id, span=span, **more), newer


def decide(claim: Claim, verdict: str, hours: int = 0, **more: object) -> Judgement:
    at = NOON + timedelta(hours=hours)
    return Judgement(claim_id=claim.id, verdict=verdict, by="A. Reader", reason="checked", recorded_at=at, **more)


def read(claims: list[Claim], documents: list[Document], *judgements: Judgement) -> Reading:
    return derive(claims, documents, judgements=judgements, settings=Settings())


def pledges(reading: Reading) -> list[object]:
    return [account.amounts.get(Stage.PLEDGE) for page in reading.missions for account in page.accounts]


def test_a_new_version_of_an_article_does_not_bring_a_rejected_claim_back() -> None:
    (claim,), (document,) = book(LEDGER)
    again, newer = version(claim, document, "Updated. " + document.text)
    reading = read([claim, again], [document, newer], decide(claim, "reject"))
    assert pledges(reading) == []
    assert reading.standing == {claim.id: "rejected", again.id: "rejected"}


def test_a_correction_is_kept_in_the_new_version() -> None:
    (claim,), (document,) = book(LEDGER)
    again, newer = version(claim, document, "Updated. " + document.text)
    reading = read([claim, again], [document, newer], decide(claim, "correct", field="quantity", value="900"))
    assert pledges(reading) == [exactly(900)]
    assert set(reading.standing.values()) == {"corrected"}


def test_another_figure_in_the_new_version_is_another_claim() -> None:
    (claim,), (document,) = book(LEDGER)
    assert claim.quantity is not None
    changed = replace(claim.quantity, low=claim.quantity.low + 200, high=claim.quantity.high + 200)
    again, newer = version(claim, document, "Updated. " + document.text, quantity=changed)
    reading = read([claim, again], [document, newer], decide(claim, "reject"))
    assert pledges(reading) == [exactly(1200)]
    assert again.id not in reading.standing


def test_the_same_words_in_another_article_are_not_judged_with_it() -> None:
    claims, documents = book(LEDGER + " | doc first\n" + "2023-08-02 | KE pledge 1,000 police | doc second")
    reading = read(claims, documents, decide(claims[0], "reject"))
    assert pledges(reading) == [exactly(1000)]


def test_what_was_said_of_the_new_version_itself_counts_there() -> None:
    (claim,), (document,) = book(LEDGER)
    again, newer = version(claim, document, "Updated. " + document.text)
    reading = read([claim, again], [document, newer], decide(claim, "reject"), decide(again, "accept", hours=-1))
    assert reading.standing == {claim.id: "rejected", again.id: "accepted"}


def test_undo_takes_the_last_word_back_and_no_more() -> None:
    (claim,), (document,) = book(LEDGER)
    words = [decide(claim, "accept"), decide(claim, "reject", hours=1), decide(claim, "undo", hours=2)]
    assert read([claim], [document], *words).standing == {claim.id: "accepted"}
    assert read([claim], [document], *words, decide(claim, "undo", hours=3)).standing == {}
    assert read([claim], [document], decide(claim, "undo")).standing == {}


def test_a_pair_is_undone_apart_from_its_claims() -> None:
    claims, documents = book(LEDGER + "\n2023-08-02 | KE pledge 1,000 police")
    first, second = claims
    words = [decide(first, "accept"), decide(first, "different", hours=1, other_claim_id=second.id)]
    undone = decide(first, "undo", hours=2, other_claim_id=second.id)
    assert read(claims, documents, *words, undone).standing == {first.id: "accepted"}
