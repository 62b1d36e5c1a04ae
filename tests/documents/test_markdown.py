from datetime import date
from pathlib import Path

import pytest

from musterbook.documents.markdown import plain_text
from musterbook.model import Period
from tests.documents.helpers import Outcome, outcome

HEAD = """---
title: "Lesotho: two water trucks for the mission"
date: 2024-06-25 17:59:13-04:00
source_url: https://harbour-ledger.example/a
publisher: Harbour Ledger
language: en-GB
rights: public
sample: true
tags: [aid, water]
---
"""


def _read(tmp_path: Path, written: str) -> Outcome:
    path = tmp_path / "article.md"
    path.write_text(written, "utf-8")
    return outcome(path)


def test_the_head_says_what_is_known_and_the_title_leads_the_text(tmp_path: Path) -> None:
    document = _read(tmp_path, f"{HEAD}\nLesotho has sent two\nwater trucks.\n").document
    assert document.title == "Lesotho: two water trucks for the mission"
    assert document.text == f"{document.title}\n\nLesotho has sent two water trucks."
    assert document.published == Period(start=date(2024, 6, 25), end=date(2024, 6, 26))
    assert document.published_how == "metadata"
    assert (document.url, document.publisher) == ("https://harbour-ledger.example/a", "Harbour Ledger")
    assert (document.language, document.rights, document.labels) == ("en", "public", ("sample",))
    assert document.source_text.startswith("---\ntitle:")
    assert document.media_type == "text/markdown"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One line\nand its rest.\n\nNext.", "One line and its rest.\n\nNext."),
        ("# A heading #\n\nText", "A heading\n\nText"),
        ("A heading\n=========\nText", "A heading\n\nText"),
        ("A *b* __c__ `d` [e](https://x.example 'f') <https://y.example>", "A b c d e https://y.example"),
        (
            "They sent:\n\n- 10 trucks\n  and fuel\n- 20 **tents**\n\nThat is all.",
            "They sent:\n\n10 trucks and fuel\n20 tents\n\nThat is all.",
        ),
        ("1. one\n2. two\n    - three", "one\ntwo\nthree"),
        ("- a\n- b\n\n* c", "a\nb\n\nc"),
        ("> Quoted\n> words", "Quoted words"),
        ("first\\\nsecond  \nthird<br/>fourth", "first\nsecond\nthird\nfourth"),
        ("\\### 5 \\* 3", "### 5 * 3"),
        ("Chad &amp; Niger &#8211; 5&nbsp;000", "Chad & Niger – 5\u00a0000"),
        (
            "| State | Police |\n|---|---|\n| Chad | 60 |\n| Togo | 40 |\n\nEnd",
            "State | Police\nChad | 60\nTogo | 40\n\nEnd",
        ),
        ("![Police land](a.jpg)\n\nText", "Police land\n\nText"),
        ("a <b>bold</b> word<!-- not this -->", "a bold word"),
        ("<div>\n<p>Inside</p>\n<script>var x = 1;</script>\n</div>\n\nText", "Inside\n\nText"),
        ("    indented 1\n    indented 2", "indented 1\nindented 2"),
        ("```\ncode\n```", "code"),
        ("Text\n\n***\n\nMore", "Text\n\nMore"),
        ("[a]: https://x.example\n\nSee [a].", "See a."),
        ("1,000 officers\n- and 5 dogs", "1,000 officers\n\nand 5 dogs"),
    ],
)
def test_marks_become_plain_text(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


def test_a_first_heading_is_the_title_and_is_not_repeated(tmp_path: Path) -> None:
    document = _read(tmp_path, "# Lesotho sends trucks\n\nTwo of them.\n").document
    assert (document.title, document.text) == ("Lesotho sends trucks", "Lesotho sends trucks\n\nTwo of them.")
    document = _read(tmp_path, "---\ntitle: Lesotho  Sends trucks\n---\n# Lesotho sends trucks\n\nTwo.\n").document
    assert document.text == "Lesotho sends trucks\n\nTwo."


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("title: a: b: c", "bad-head"),
        ("- only\n- a list", "bad-head"),
        ("title: {a: [b", "bad-head"),
        ("&a [" * 3_000, "bad-head"),
        ("[" * 5_000, "bad-head"),
        ("title: [not, text]", "bad-head"),
        ("rights: mine", "bad-head"),
        ("sample: perhaps", "bad-head"),
        ("language: English spoken", "bad-head"),
        ("url: javascript:alert(1)", "bad-head"),
        ("date: soon", "bad-date"),
        ("date: 1066-10-14", "bad-date"),
        ("date: 2024-02-30", "bad-date"),
        ("date: !!timestamp x", "bad-date"),
    ],
)
def test_a_bad_head_is_a_finding_and_the_article_is_read(tmp_path: Path, head: str, code: str) -> None:
    result = _read(tmp_path, f"---\n{head}\n---\nTwo trucks.\n")
    assert result.document.text == "Two trucks."
    assert result.document.published == Period()
    assert (result.finding.code, result.finding.document_id) == (code, result.document.id)
    assert result.finding.message.startswith("article.md: ")


@pytest.mark.parametrize("head", ["", "title:\ndate: ~\n", "# a comment\n"])
def test_an_empty_head_says_nothing(tmp_path: Path, head: str) -> None:
    result = _read(tmp_path, f"---\n{head}---\nTwo trucks.\n")
    assert (result.document.text, result.codes) == ("Two trucks.", [])


def test_a_head_that_never_closes_is_text(tmp_path: Path) -> None:
    result = _read(tmp_path, "---\nTwo trucks left.\n")
    assert (result.document.text, result.codes) == ("Two trucks left.", [])


def test_a_head_without_a_body_is_empty(tmp_path: Path) -> None:
    assert _read(tmp_path, HEAD).finding.code == "empty"
