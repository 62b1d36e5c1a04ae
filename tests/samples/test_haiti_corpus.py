"""The sample corpus is what it says: marked, free of invented quotations, and read without a fault."""

import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from musterbook.model import Document
from tests.samples.offsets import ROOT, corpus

ARTICLES = ROOT / "articles"
FILES = sorted(path for path in ARTICLES.iterdir())
DOCUMENTS, FINDINGS = corpus()
CLOSING = "Sample article written for the Musterbook project."
QUOTATION_MARKS = re.compile(r"[\"“”„«»‘]|''|``|(?<!\w)'(?=\w)")
OUTLETS = {
    "Cane Bay Chronicle",
    "Equator Live",
    "Karibu Wire",
    "Northlake Evening Record",
    "Palisado Daily",
    "Public Notices Bureau",
    "Rift Morning Ledger",
    "Tamarind Post",
    "Two Seas Monitor",
    "Windward Dispatch",
}
OFF_MISSION = {"002": "Burkina Faso", "025": "cement maker", "032": "impeachment", "036": "ferries", "046": "UNIFIL"}


def _by_number(number: str) -> Document:
    (document,) = (document for name, document in DOCUMENTS.items() if name.startswith(number))
    return document


def test_the_corpus_is_read_without_findings() -> None:
    assert not FINDINGS
    assert len(DOCUMENTS) >= 36
    assert len(FILES) >= 36


def test_every_document_bears_the_label_and_says_so_in_its_text() -> None:
    assert [name for name, document in DOCUMENTS.items() if not document.is_sample] == []
    assert [name for name, document in DOCUMENTS.items() if not document.text.rstrip().endswith(CLOSING)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])
def test_every_file_is_marked_in_the_way_of_its_format(path: Path) -> None:
    text = path.read_text("utf-8")
    match path.suffix:
        case ".md":
            head = text.split("---\n")[1]
            assert "\nsample: true\n" in head
        case ".html":
            assert '<meta name="musterbook-sample" content="true">' in text
        case ".jsonl":
            assert all(json.loads(line)["sample"] is True for line in text.splitlines())
        case _:
            assert path.suffix == ".txt"
            assert CLOSING in text


def test_names_say_the_order_the_day_and_the_outlet() -> None:
    pattern = re.compile(r"(\d{3})-(\d{4}-\d{2}-\d{2}|undated)-[a-z0-9-]+\.(?:txt|md|html|jsonl)")
    matches = [pattern.fullmatch(path.name) for path in FILES]
    assert [match[1] for match in matches if match] == [f"{number:03d}" for number in range(1, len(FILES) + 1)]


def test_no_article_puts_words_between_quotation_marks() -> None:
    found = {
        name: match[0]
        for name, document in DOCUMENTS.items()
        if (match := QUOTATION_MARKS.search(f"{document.title or ''}\n{document.text}"))
    }
    assert found == {}


def test_outlets_are_the_invented_ones() -> None:
    assert {document.publisher for document in DOCUMENTS.values()} - {None} == OUTLETS
    addresses = [document.url for document in DOCUMENTS.values() if document.url]
    assert all(re.match(r"https://[a-z0-9-]+\.example/", address) for address in addresses)


def test_the_days_run_from_the_request_to_the_new_force() -> None:
    starts = [document.published.start for document in DOCUMENTS.values() if document.published.start]
    assert (min(starts).isoformat(), max(starts).isoformat()) == ("2022-10-12", "2025-09-30")


def test_one_page_has_no_date_anywhere() -> None:
    undated = _by_number("010")
    assert undated.published.start is None
    assert not re.search(r"\b20\d\d\b", undated.text)


def test_web_pages_lose_menu_notice_and_footer() -> None:
    pages = [document for document in DOCUMENTS.values() if document.name.endswith(".html")]
    assert len(pages) >= 3
    for page in pages:
        assert not re.search(r"cookie|Subscribe|Related|Imprint|Privacy|You may also like", page.text, re.IGNORECASE)
        assert page.publisher
        assert page.published.start


def test_two_reprints_of_the_agency_one_cut_short() -> None:
    agency, reprint, cut = (_by_number(number).text for number in ("006", "007", "008"))
    body = agency.partition("\n\n")[2]
    assert SequenceMatcher(None, body.split(), reprint.partition("\n\n")[2].split()).ratio() > 0.9
    kept = cut.partition("\n\n")[2].removesuffix(CLOSING).strip()
    assert len(kept) < len(body) / 2
    assert SequenceMatcher(None, body.split()[: len(kept.split())], kept.split()).ratio() > 0.9


def test_the_slip_the_correction_and_the_differing_counts_are_there() -> None:
    assert "January 2024" in _by_number("029").text
    assert "An earlier version of this article said" in _by_number("026").text
    assert "200 Kenyan police officers arrived" in _by_number("022").text
    assert "400 Kenyan police officers landed" in _by_number("023").text
    assert "25 Jamaicans" in _by_number("030").text
    assert "168 more police officers" in _by_number("041").text


@pytest.mark.parametrize(("number", "words"), OFF_MISSION.items())
def test_some_articles_carry_what_is_not_the_missions(number: str, words: str) -> None:
    assert words in _by_number(number).text
