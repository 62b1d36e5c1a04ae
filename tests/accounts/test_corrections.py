"""Corrections and retractions in words: what was taken back counts no more, and stays to be seen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from musterbook.accounts import derive
from musterbook.model import Claim, Dispute, Document, Quantity, Reading, Stage, Verdict, document_id
from musterbook.settings import Settings

from .ledgers import book, exactly, period

Told = tuple[Claim, Document]
DAILY, POST = "Example Daily", "Example Post"


def told(day: str, says: str, *, publisher: str = DAILY, corrects: int | None = None, **more: object) -> Told:
    """A document of one claim; `corrects` is the figure that it takes back, `says` a line of a ledger."""
    (claim,), (document,) = book(f"{day} | {says} | doc {publisher} {day}")
    fields = {"publisher": publisher, "published": period(day), **more}
    text = str(fields.get("text", document.text))
    text = text if document.text in text else f"{document.text}\n\n{text}"
    fields |= {"text": text, "source_text": text}
    made = replace(document, **fields)
    made = replace(made, id=document_id(made.name, text))
    figure = None if corrects is None else Quantity(low=Decimal(corrects), high=Decimal(corrects), unit="person")
    span = replace(claim.span, document_id=made.id)
    return replace(claim, id="", document_id=made.id, span=span, corrects=figure), made


def read(*documents: Told, known: str | None = None) -> Reading:
    claims, held = zip(*documents, strict=True)
    return derive(claims, held, known=date.fromisoformat(known) if known else None, settings=Settings())


def arrived(reading: Reading) -> object:
    (page,) = reading.missions
    return page.accounts[0].amounts.get(Stage.ARRIVED) if page.accounts else None


def disputes(reading: Reading, rule: str) -> list[Dispute]:
    return [each for page in reading.missions for each in page.disputes if each.rule == rule]


WRONG = told("2024-06-25", "KE arrived =400 police")
RIGHT = told("2024-06-27", "KE arrived =200 police", corrects=400)


def test_a_correction_takes_the_place_of_the_figure_of_its_publisher() -> None:
    reading = read(WRONG, RIGHT)
    assert arrived(reading) == exactly(200)
    assert reading.corrected == {WRONG[0].id: (RIGHT[0].id,)}
    assert WRONG[0].id in reading.claims, "it stays to be seen"


def test_before_the_correction_was_known_the_earlier_figure_counts() -> None:
    reading = read(WRONG, RIGHT, known="2024-06-26")
    assert arrived(reading) == exactly(400)
    assert not reading.corrected and not disputes(reading, "corrected")


def test_the_page_of_disputes_shows_both_figures() -> None:
    (dispute,) = disputes(read(WRONG, RIGHT), "corrected")
    assert (dispute.left, dispute.right) == ((WRONG[0].id,), (RIGHT[0].id,))
    assert dispute.verdict is Verdict.REVISES
    assert "400 before, 200 since 2024-06-27" in dispute.explanation
    (account,) = read(WRONG, RIGHT).missions[0].accounts
    assert dispute.id in account.disputes


def test_another_publisher_who_says_400_is_not_corrected() -> None:
    rival = told("2024-06-26", "KE arrived =400 police", publisher=POST)
    reading = read(rival, RIGHT)
    assert not reading.corrected
    assert len(disputes(reading, "intervals-apart")) == 1


def test_a_reprint_of_the_corrected_story_is_corrected_with_it() -> None:
    story = " The officers were met by the chief of police and two of his deputies, who said that more would follow."
    first = told("2024-06-25", "KE arrived =400 police", text=story)
    text = first[1].text
    reprint = told("2024-06-26", "KE arrived =400 police", publisher=POST, text=text)
    assert read(first, reprint).copies[reprint[1].id] == first[1].id
    assert set(read(first, reprint, RIGHT).corrected) == {first[0].id, reprint[0].id}


def test_another_thing_of_the_same_figure_is_not_corrected() -> None:
    for other in ("JM arrived =400 police", "KE pledge 400 police", "KE arrived =300 police", "killed 400 people"):
        assert not read(told("2024-06-25", other), RIGHT).corrected


def test_what_is_said_after_the_correction_stands() -> None:
    later = told("2024-08-27", "KE arrived =400 police")
    reading = read(later, RIGHT)
    assert arrived(reading) == exactly(400) and not reading.corrected


def test_a_speaker_who_clarifies_takes_back_their_own_figure_and_no_newspapers() -> None:
    own = told("2024-06-25", "KE arrived =400 police | by the ministry | of KE", publisher=POST)
    papers = told("2024-06-25", "KE arrived =400 police")
    clarified = told("2024-06-27", "KE arrived =200 police | by a spokesman | of KE", corrects=400)
    assert set(read(own, papers, clarified).corrected) == {own[0].id}


def test_a_rejected_correction_corrects_nothing() -> None:
    from musterbook.accounts.corrections import corrections

    claims = {claim.id: claim for claim, _ in (WRONG, RIGHT)}
    documents = {document.id: document for _, document in (WRONG, RIGHT)}
    keys = {one: one for one in documents}
    assert corrections(claims, documents, keys, frozenset()).claims
    assert not corrections(claims, documents, keys, frozenset({RIGHT[0].id})).claims


RETRACTED = "This story has been retracted: the figures could not be confirmed."


def test_a_retracted_story_counts_nowhere_from_the_day_of_the_notice() -> None:
    first = told("2024-06-25", "KE arrived =400 police", name="story.html")
    notice = told("2024-06-27", "KE pledge ? police", name="story.html", text=RETRACTED)
    other = told("2024-06-25", "KE arrived =200 police", publisher=POST)
    reading = read(first, notice, other)
    assert arrived(reading) == exactly(200)
    assert reading.retracted == {first[1].id: notice[1].id, notice[1].id: notice[1].id}
    (dispute,) = disputes(reading, "retracted")
    assert first[0].id in dispute.left and not dispute.right
    assert "2024-06-27" in dispute.explanation
    before = read(first, notice, other, known="2024-06-26")
    assert not before.retracted and not disputes(before, "retracted")


def test_copies_of_a_retracted_story_fall_with_it_and_a_copy_alone_takes_nobody_along() -> None:
    story = " The officers were met by the chief of police and two of his deputies, who said that more would follow."
    first = told("2024-06-25", "KE arrived =400 police", name="story.html", text=story)
    copy = told("2024-06-26", "KE arrived =400 police", publisher=POST, name="copy.html", text=first[1].text)
    notice = told("2024-06-27", "KE pledge ? police", name="story.html", text=RETRACTED)
    assert set(read(first, copy, notice).retracted) == {first[1].id, copy[1].id, notice[1].id}
    theirs = told("2024-06-27", "KE pledge ? police", publisher=POST, name="copy.html", text=RETRACTED)
    assert set(read(first, copy, theirs).retracted) == {copy[1].id, theirs[1].id}


def test_a_notice_that_names_the_title_retracts_the_article_of_its_publisher_alone() -> None:
    title = "Four hundred officers land in capital"
    first = told("2024-06-25", "KE arrived =400 police", title=title)
    rival = told("2024-06-25", "KE arrived =400 police", title=title, publisher=POST)
    notice = told("2024-06-27", "KE pledge ? police", text=f"Retraction: {title}")
    reading = read(first, rival, notice)
    assert set(reading.retracted) == {first[1].id, notice[1].id}


def test_what_a_government_retracts_is_no_retraction_of_the_story() -> None:
    for words in (
        "The minister retracted the statement.",
        "Kenya has withdrawn its offer.",
        "The report was withdrawn.",
    ):
        assert not read(told("2024-06-25", "KE arrived =400 police", text=words)).retracted


def test_the_order_of_reading_leaves_no_trace() -> None:
    documents = [WRONG, RIGHT, told("2024-06-26", "KE arrived =400 police", publisher=POST)]
    assert read(*documents) == read(*documents[::-1])
