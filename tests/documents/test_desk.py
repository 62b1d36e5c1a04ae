"""Desk entries: rows become documents, bad rows become findings, and the good ones go on."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.documents.desk import desk_document, read_rows_file
from musterbook.documents.desk_rows import FIELDS, parse_row
from musterbook.errors import UsageError
from musterbook.model import Document, Event, Finding, Measure, Period, Stage, document_id


def read(text: str, name: str = "desk.csv") -> tuple[list[Document], list[Finding]]:
    found = list(read_rows_file(Path("/somewhere") / name, name, text.encode()))
    return [x for x in found if isinstance(x, Document)], [x for x in found if isinstance(x, Finding)]


def test_a_row_becomes_its_canonical_text() -> None:
    row = {
        "quantity": " 1,000 ",
        "Stage".lower(): "Pledge",
        "party": "Kenya",
        "reported": "2024-06-25",
        "source": "https://example.org/a",
        "note": "told on the\nphone",
    }
    document = desk_document(row, "Ada Keeper", name="desk.csv")
    assert document.text == (
        "family: commitment\nstage: pledge\nparty: Kenya\nquantity: 1,000\nreported: 2024-06-25\n"
        "note: told on the phone\nsource: https://example.org/a\nby: Ada Keeper"
    )
    assert document.kind == "desk"
    assert document.entered_by == "Ada Keeper"
    assert document.published == Period(start=date(2024, 6, 25), end=date(2024, 6, 26))
    assert document.url == "https://example.org/a"
    assert document.rights == "unknown"
    assert document.id == document_id(document.name, document.text)
    assert document.name.startswith("desk.csv#")


def test_a_row_without_a_day_is_undated_and_a_restricted_one_says_so() -> None:
    document = desk_document({"words": "Tents are short", "restricted": "TRUE"}, "Ada Keeper", name="desk")
    assert document.published == Period()
    assert document.published_how == "unknown"
    assert document.rights == "restricted"
    assert "family: quote\n" in document.text


def test_the_order_of_columns_and_rows_does_not_matter() -> None:
    one, _ = read("by,stage,party\nAda Keeper,pledge,Kenya\nAda Keeper,offer,Chad\n")
    two, _ = read("party;stage;by\nChad;Offer;Ada Keeper\n\nBenin;pledge;Ada Keeper\nKenya;PLEDGE;Ada Keeper\n")
    assert {document.id for document in one} < {document.id for document in two}
    assert len(two) == 3


def test_bad_rows_are_findings_that_name_file_row_and_what_is_allowed() -> None:
    documents, findings = read(
        "by,stage,measure,party,valid,restricted,quantitty\n"
        "Ada Keeper,pledge,,Kenya,2024-06,,\n"
        ",pledge,,Kenya,,,\n"
        "Ada Keeper,promised,,Kenya,,,\n"
        "\n"
        "Ada Keeper,pledge,killed,Kenya,,,\n"
        "Ada Keeper,pledge,,Kenya,last week,,\n"
        "Ada Keeper,pledge,,Kenya,,maybe,\n"
        "Ada Keeper,pledge,,Kenya,,,300\n"
        "Ada Keeper,,,Kenya,,,\n"
        "Ada Keeper,pledge,,Kenya,,,,,surplus\n"
        "Ada Keeper,offer,,Chad,,,\n"
    )
    assert [document.text.split("\n")[1] for document in documents] == ["stage: pledge", "stage: offer"]
    expected = [
        ("row 3", "names no person"),
        ("row 4", "request, interest, offer, pledge"),
        ("row 6", "one row says one thing"),
        ("row 7", "2024-06-25"),
        ("row 8", "true and false"),
        ("row 9", "did you mean quantity?"),
        ("row 10", "give one of stage, measure, event, words"),
        ("row 11", "9 cells under 7 columns"),
    ]
    assert len(findings) == len(expected)
    for finding, (place, says) in zip(findings, expected, strict=True):
        assert finding.code == "bad-row"
        assert finding.source == f"desk.csv, {place}"
        assert finding.message.startswith(f"desk.csv, {place}: ")
        assert says in finding.message
        assert "\n" not in finding.message


def test_every_fault_of_a_row_is_named_at_once() -> None:
    with pytest.raises(UsageError) as error:
        desk_document({"stage": "promise", "force": "navy", "due": "soon"}, " ", name="desk")
    assert all(word in str(error.value) for word in ("person", "stage", "force", "military", "due"))


@pytest.mark.parametrize("field", ["stage", "measure", "event"])
def test_every_word_of_the_closed_vocabularies_is_taken(field: str) -> None:
    for member in {"stage": Stage, "measure": Measure, "event": Event}[field]:
        shown = member.value.replace("_", " ").title()
        assert f"{field}: {member.value}\n" in desk_document({field: shown}, "Ada Keeper", name="desk").text


def test_a_family_that_does_not_fit_is_refused() -> None:
    assert desk_document({"event": "visit", "family": "milestone"}, "Ada Keeper", name="desk")
    with pytest.raises(UsageError, match="does not go with event"):
        desk_document({"event": "visit", "family": "situation"}, "Ada Keeper", name="desk")


def test_nothing_of_a_restricted_row_stands_in_a_finding() -> None:
    _, findings = read("by,restricted,stage,valid\nAda Keeper,true,hush-hush,hush-hush\n")
    assert len(findings) == 1
    assert "hush" not in findings[0].message
    assert "pledge" in findings[0].message


def test_toml_entries() -> None:
    documents, findings = read(
        'by = "Ada Keeper"\n'
        "[[entry]]\n"
        'stage = "pledge"\nparty = ["Kenya", "Chad"]\nquantity = 1000\nreported = 2024-06-25\nrestricted = true\n'
        "[[entry]]\n"
        'event = "mandate_adopted"\nparty = "un-security-council"\nvalid = "2023-10-02/2024-10-01"\nby = "Ben Clerk"\n'
        "[[entry]]\n"
        'stage = "pledge"\nparty = { name = "Kenya" }\n'
        "[[entry]]\n"
        'stage = "gift"\n',
        "desk.toml",
    )
    assert [document.entered_by for document in documents] == ["Ada Keeper", "Ben Clerk"]
    assert "party: Kenya; Chad\nquantity: 1000\nreported: 2024-06-25\nrestricted: true\n" in documents[0].text
    assert documents[0].rights == "restricted"
    assert [finding.source for finding in findings] == ["desk.toml, entry 3", "desk.toml, entry 4"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("desk.csv", "", "no text"),
        ("desk.csv", "colour,size\nred,9\n", "names no field"),
        ("desk.csv", "by,stage,stage\nAda Keeper,pledge,offer\n", "more than once"),
        ("desk.csv", 'by,stage\nAda Keeper,"pledge\n', "no CSV"),
        ("desk.toml", "by = \n", "no TOML"),
        ("desk.toml", 'by = "Ada Keeper"\n', "[[entry]]"),
        ("desk.toml", "entry = 3\n", "[[entry]]"),
    ],
)
def test_files_that_hold_no_entries(name: str, text: str, says: str) -> None:
    documents, findings = read(text, name)
    assert documents == []
    assert len(findings) == 1
    assert says in findings[0].message
    assert name in findings[0].message


def test_a_binary_file_and_another_encoding() -> None:
    found = list(read_rows_file(Path("x.csv"), "x.csv", bytes(range(256)) * 9))
    assert [finding.code for finding in found] == ["binary"]
    text = "by,stage,party\nJosé Núñez,pledge,Kenya\n"
    marked = list(read_rows_file(Path("x.csv"), "x.csv", text.encode("utf-16")))
    assert [document.entered_by for document in marked] == ["José Núñez"]


def test_an_address_that_is_none_is_no_link() -> None:
    document = desk_document({"words": "x", "source": "javascript:alert(1)"}, "Ada Keeper", name="desk")
    assert document.url is None
    assert "source: javascript" in document.text


free = st.text(max_size=30)


@given(st.dictionaries(st.sampled_from(["party", "item", "object", "place", "note", "words", "condition"]), free), free)
def test_the_text_gives_the_row_back(row: dict[str, str], by: str) -> None:
    try:
        document = desk_document({**row, "event": "visit"}, by, name="desk")
    except UsageError:
        assert not by.strip() or not by.isprintable()
        return
    again = parse_row(document.text)
    assert [field for field in FIELDS if field in again] == list(again)
    for value, start, end in again.values():
        assert document.text[start:end] == value
        assert value == value.strip() != ""
    assert desk_document({field: at.value for field, at in again.items()}, by, name="desk") == document
