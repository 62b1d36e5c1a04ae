import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from musterbook.model import Reading
from musterbook.settings import Settings
from musterbook.views.sitrep import FORMATS, escape_markdown, render_sitrep

HOSTILE = '<script>alert(1)</script> [x](javascript:y) | *a* "q" \x1b[31m & done'


@pytest.mark.parametrize("form", FORMATS)
def test_the_report_reads_as_in_its_snapshot(reading: Reading, form: str, same_as_snapshot: Callable[[str, str], None]):
    same_as_snapshot(f"sitrep.{form}", render_sitrep(reading, form=form, settings=Settings()))


def test_every_number_cited_has_its_sentence_and_every_sentence_is_cited(reading: Reading):
    text = render_sitrep(reading, form="md", settings=Settings())
    notes = re.findall(r"(?m)^\[\^(\d+)\]:", text)
    cited = re.findall(r"\[\^(\d+)\](?!:)", text)
    assert notes == [str(number) for number in range(1, len(notes) + 1)]
    assert set(cited) == set(notes)
    page = render_sitrep(reading, form="html", settings=Settings())
    assert set(re.findall(r'href="#s(\d+)"', page)) == set(re.findall(r'id="s(\d+)"', page)) == set(notes)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_restricted_enters_a_report(reading: Reading, form: str):
    text = render_sitrep(reading, form=form, settings=Settings())
    assert "Westmark" not in text and "desk#1" not in text and "75" not in re.findall(r"\d+", text)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_names_the_sample_and_links_only_the_web(reading: Reading, form: str):
    text = render_sitrep(reading, form=form, settings=Settings())
    assert "SAMPLE: written for the project" in text
    assert "https://example.org/gazette/1" in text
    assert "javascript:" not in text


def test_what_a_document_says_stays_text(reading: Reading):
    documents = {
        one: replace(document, publisher=HOSTILE) if document.name == "herald.html" else document
        for one, document in reading.documents.items()
    }
    hostile = replace(reading, documents=documents)
    page = render_sitrep(hostile, form="html", settings=Settings())
    assert "<script" not in page and "\x1b" not in page and "&lt;script&gt;" in page
    text = render_sitrep(hostile, form="md", settings=Settings())
    assert "<script" not in text and "[x](" not in text and "\x1b" not in text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a | b", r"a \| b"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("1,000 people", "1,000 people"),
        ("<b>&lt; ~1 a~b", r"&lt;b\>&amp;lt; ~1 a\~b"),
        ("a\n# b", r"a \# b"),
        ("*x* _y_ `z`", r"\*x\* \_y\_ \`z\`"),
    ],
)
def test_markdown_marks_are_escaped(text: str, escaped: str):
    assert escape_markdown(text) == escaped


def test_the_report_looks_back_to_the_given_day(reading: Reading):
    text = render_sitrep(reading, since=date(2031, 6, 1), form="md", settings=Settings())
    assert "## Since 1 Jun 2031" in text and "25 Jun 2031: arrived, Norland, 200 people" in text


def test_the_report_looks_ahead_as_far_as_the_settings_say(reading: Reading):
    near = render_sitrep(reading, form="md", settings=Settings(sitrep_horizon_days=10))
    assert "## The next 10 days" in near and "Election set" not in near
    assert "Nothing is announced for these days" in near


def test_a_book_without_a_mission_still_gives_a_report(reading: Reading):
    text = render_sitrep(replace(reading, missions=()), form="md", settings=Settings())
    assert "no mission in this book" in text


def test_another_mission_can_be_reported_on(reading: Reading):
    text = render_sitrep(reading, mission="support-Lakeland", form="md", settings=Settings())
    assert text.startswith("# Situation report: Support for Lakeland\n")
    assert "Nobody states what the mission needs" in text
