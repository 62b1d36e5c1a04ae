"""Which mission a claim belongs to, and which documents are copies of each other."""

from dataclasses import replace

from musterbook.accounts.copies import independence_keys
from musterbook.accounts.stated import stated_by_document
from musterbook.model import Document, Period, document_id

from .ledgers import book, pages, period, read

STORY = (
    "The minister said in the capital on Tuesday that two hundred officers would fly out before the end of the month, "
    "that their equipment had already been shipped, and that a second group was in training at the police college. "
    "Lawmakers asked who would pay for the flights and were told that a fund had been set up for this purpose."
)


def ids_of(ledger: str) -> dict[str, int]:
    return {page.mission.id: len(page.accounts) for page in read(ledger).missions}


def test_support_of_a_recipient_until_a_mission_has_a_name() -> None:
    assert ids_of("2023-07-30 | KE pledge 1,000 police") == {"support-ht": 1}


def test_a_mission_that_gets_its_name_later_takes_the_earlier_claims_with_it() -> None:
    ledger = """
        2023-07-30 | KE pledge 1,000 police
        2024-06-26 | KE arrived 200 police | mission haiti-mss
    """
    assert ids_of(ledger) == {"haiti-mss": 1}
    assert pages(ledger, mission="haiti-mss").mission.host == "HT"


def test_a_name_takes_only_claims_of_its_host_and_time() -> None:
    ledger = """
        2005-07-30 | BR pledge 1,000 soldiers
        2023-07-30 | KE pledge 1,000 police | to SO
        2024-06-26 | KE arrived 200 police | mission haiti-mss
    """
    assert ids_of(ledger) == {"haiti-mss": 1, "support-ht": 1, "support-so": 1}


def test_one_book_holds_several_missions() -> None:
    ledger = """
        2024-06-26 | KE arrived 200 police | mission haiti-mss
        2024-06-26 | BI arrived 100 soldiers | mission atmis | to SO
        2024-06-27 | UG pledge 50 soldiers | to SO
    """
    assert ids_of(ledger) == {"atmis": 2, "haiti-mss": 1}


def test_claims_without_recipient_or_place_follow_their_document() -> None:
    ledger = """
        2024-06-26 | KE arrived 200 police | doc a
        2024-06-26 | US pledge 60 USD | to | doc a
        2024-06-26 | CA pledge 70 USD | to | doc b
    """
    reading = read(ledger)
    assert [each.party for each in reading.missions[0].accounts] == ["KE", "US"]
    assert [claim.party for claim in reading.claims.values() if claim.mission is None] == [("CA",)]


def test_where_people_met_is_not_what_they_met_about() -> None:
    page = pages("""
        2024-06-26 | KE arrived 200 police | doc a
        2024-06-26 | KE meeting | place US | doc a
        2024-06-26 | coup | place NE | doc a
    """)
    assert [str(each.event) for each in page.timeline] == ["arrived", "meeting"]


def document(name: str, text: str, published: str = "") -> Document:
    return Document(
        id=document_id(name, text), name=name, text=text, source_text=text, published=period(published) or Period()
    )


def keys(*documents: Document) -> list[int]:
    found = independence_keys({each.id: each for each in documents})
    numbers: dict[str, int] = {}
    return [numbers.setdefault(found[each.id], len(numbers)) for each in documents]


def test_reprints_share_a_key_whatever_their_date() -> None:
    first = document("agency", STORY, "2024-05-20")
    later = document("daily", "From our own desk. " + STORY, "2024-06-30")
    short = document("brief", STORY.rpartition("Lawmakers")[0], "2024-05-21")
    assert keys(first, later, short) == [0, 0, 0]
    assert independence_keys({each.id: each for each in (later, first)})[later.id] == first.id


def test_two_accounts_of_one_event_are_independent() -> None:
    other = (
        "Two hundred officers are to leave before the month is over, the cabinet has decided. A second group trains "
        "at the college, and their vehicles went by sea some weeks ago. A fund will pay for the flights."
    )
    assert keys(document("agency", STORY), document("rival", other)) == [0, 1]


def test_short_texts_are_copies_only_word_for_word() -> None:
    assert keys(
        document("a", "Kenya sends 200 officers."),
        document("b", "Kenya sends 200 officers"),
        document("c", "Kenya sends 400 officers."),
    ) == [0, 0, 1]


def test_a_brief_cut_from_the_middle_of_a_long_story_is_a_copy_of_it() -> None:
    before = " ".join(f"On day {day} the committee heard witness number {day} about the roads." for day in range(40))
    long = document("agency", f"{before} {STORY} {before[:400]}", "2024-05-20")
    assert keys(long, document("brief", STORY, "2024-05-21")) == [0, 0]


def test_an_edited_reprint_is_a_copy() -> None:
    edited = STORY.replace("on Tuesday", "this week").replace("in training", "being trained")
    assert keys(document("agency", STORY), document("daily", edited)) == [0, 0]


FORM = (
    "The director approved the transport of {count} police officers to Haiti under the agreement on mutual support, "
    "and asks all offices to give them passage. This order takes effect on the day on which it is published in full."
)


def form(count: int, day: str, publisher: str | None) -> tuple[str, Document]:
    text = FORM.format(count=count)
    made = replace(document(f"order-{day}", text, day), publisher=publisher)
    return f"{day} | KE allocated {count} police", made


def keys_with_figures(*told: tuple[str, Document]) -> list[int]:
    documents = {made.id: made for _, made in told}
    claims = [replace(book(line)[0][0], id="", document_id=made.id) for line, made in told]
    found = independence_keys(documents, stated=stated_by_document(claims))
    numbers: dict[str, int] = {}
    return [numbers.setdefault(found[made.id], len(numbers)) for _, made in told]


def test_a_form_that_one_office_fills_in_anew_is_no_copy_even_where_the_figure_comes_again() -> None:
    told = [form(count, day, "Office of Orders") for count, day in ((200, "2024-05-01"), (300, "2024-06-01"))]
    assert keys_with_figures(*told) == [0, 1]
    assert keys_with_figures(*told, form(200, "2024-07-01", "Office of Orders")) == [0, 1, 2]


def test_the_same_words_with_another_figure_by_another_publisher_are_a_copy_of_one_wire() -> None:
    told = form(200, "2024-05-01", "Agency"), form(300, "2024-05-02", "Evening Record")
    assert keys_with_figures(*told) == [0, 0]
    assert keys_with_figures(form(200, "2024-05-01", None), form(300, "2024-05-02", None)) == [0, 0]


def test_one_publisher_that_prints_one_story_twice_has_a_copy() -> None:
    told = form(200, "2024-05-01", "Agency"), form(200, "2024-05-02", "Agency")
    assert keys_with_figures(*told) == [0, 0]
