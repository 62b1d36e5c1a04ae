"""Text in capitals is read in ordinary case, and shown as it was printed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from musterbook import flow
from musterbook.model import Document, Family, Period, document_id
from musterbook.sentences.casing import in_ordinary_case

WORDS = frozenset(
    [
        "sends",
        "police",
        "to",
        "two",
        "killed",
        "and",
        "people",
        "were",
        "in",
        "the",
        "by",
        "on",
        "from",
        "an",
        "blast",
        "wounded",
        "four",
        "officers",
        "said",
        "general",
        "that",
        "would",
        "go",
        "home",
        "a",
        "new",
        "judge",
    ]
)


def _known(word: str) -> bool:
    return word in WORDS


def test_wire_copy() -> None:
    text = "FREETOWN, 4 MAY 99 (XYZ) -- [TEXT] TWO PEOPLE WERE KILLED IN SIERRA LEONE ON 3 MAY.  FOUR WERE WOUNDED."
    assert in_ordinary_case(text, _known) == (
        "FREETOWN, 4 MAY 99 (XYZ) -- [TEXT] Two people were killed in Sierra Leone on 3 May.  Four were wounded."
    )


def test_names_by_title_and_by_being_unknown() -> None:
    text = "GENERAL OSKAR TAMBU SAID THAT OFFICERS FROM KOLLEHUN WOULD GO HOME."
    assert in_ordinary_case(text, _known) == "General Oskar Tambu said that officers from Kollehun would go home."


def test_a_headline_takes_the_case_of_the_text_below() -> None:
    text = "NEW JUDGE SENDS POLICE HOME\n\nThe new judge, Home Baraka, sends police to Kenya.\n"
    assert in_ordinary_case(text, _known).startswith("New judge sends police Home\n\nThe new judge, Home Baraka")


def test_ordinary_text_and_acronyms_stay() -> None:
    for text in (
        "Kenya sends police to Haiti.",
        "UNICEF, WFP, OCHA",
        "The UN and NATO said that an AU force would go home.",
    ):
        assert in_ordinary_case(text, _known) is text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_the_length_never_changes(text: str) -> None:
    assert len(in_ordinary_case(text, _known)) == len(text)
    assert len(in_ordinary_case(text.upper(), _known)) == len(text.upper())


def test_evidence_is_as_printed() -> None:
    text = "KENYA WILL SEND 200 POLICE OFFICERS TO HAITI IN JULY.  TWO PEOPLE WERE KILLED IN PORT-AU-PRINCE ON MONDAY."
    published = Period(start=date(2024, 6, 12), end=date(2024, 6, 13))
    document = Document(id=document_id("x", text), name="x", text=text, source_text=text, published=published)
    claims = flow.extract(document)
    assert all(text[c.span.start : c.span.end] == c.evidence for c in claims)
    assert {(c.party, c.recipient) for c in claims if c.family is Family.COMMITMENT} == {(("KE",), "HT")}
    assert [c.quantity.text for c in claims if c.value == "killed" and c.quantity] == ["TWO PEOPLE"]
