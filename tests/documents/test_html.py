from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from musterbook.documents import html as html_module
from musterbook.errors import MusterbookError
from musterbook.model import Document, Period
from tests.documents.helpers import Outcome, outcome

DAY = Period(start=date(2024, 6, 25), end=date(2024, 6, 26))
BOILERPLATE = (
    "cookies",
    "Subscribe",
    "Horoscope",
    "Grain prices",
    "Share this",
    "Newsletter",
    "Terms of use",
    "tracker",
    "lorries wait",
    "1998",
)

ARTICLE = """
<h1 class="headline">Malawi promises 40 medics</h1>
<p class="standfirst">Doctors and nurses are to leave in July.</p>
<p>Malawi will send 40 medics to the mission on the island, the health ministry said on Monday. It had
spoken of 25 in March.</p>
<p>The medics will stay for <a href="/mandate">six months</a>.<br>A field hospital&nbsp;follows later,
an official said.</p>
<ul><li>20 nurses</li><li>12 doctors</li><li>8 laboratory workers</li></ul>
<blockquote>
<p>The ministry said in a statement that the money was there and that the flights were paid.</p></blockquote>
<h2>What others send</h2>
<table><tr><th>State</th><th>People</th></tr><tr><td>Lesotho</td><td>15</td></tr></table>
<p>Lesotho has sent 15 drivers since the spring of last year, and Eswatini has paid for two of their trucks.</p>
"""

MESSY = """<!DOCTYPE html>
<html lang="en-GB" class="no-js">
<head>
<meta charset="utf-8">
<title>Malawi promises 40 medics | Harbour Ledger</title>
{head}
<style>.cookie {{display: block}}</style>
<script>window.tracker = {{"date": "2001-01-01"}};</script>
</head>
<body class="single">
<div id="cookie-banner" class="cookie-consent">
<p>We value your privacy and use cookies for a better site.</p><button>OK</button></div>
<header><a href="/">Harbour Ledger</a>
<nav class="main-menu"><ul><li><a href="/world">World</a></li><li><a href="/stars">Horoscope</a></li>
<li><a href="/subscribe">Subscribe</a></li></ul></nav><time datetime="{today}">Today</time></header>
<main>
<article>
{byline}
{article}
<div class="share-buttons"><a href="#">Share this</a></div>
</article>
<aside class="related-links"><h3>Related</h3><ul>
<li><a href="/a">Grain prices fall</a> <time datetime="1998-01-01">1 January 1998</time></li>
<li><a href="/b">Hundreds of lorries wait at the border</a></li></ul></aside>
</main>
<div class="newsletter-signup"><h4>Newsletter</h4><form><input name="mail"></form></div>
<footer><p>Copyright 2019 Harbour Ledger. Terms of use.</p></footer>
</body></html>"""


def _page(**parts: str) -> str:
    filled: Mapping[str, str] = {"head": "", "byline": "", "article": ARTICLE, "today": "2024-07-09", **parts}
    return MESSY.format(**filled)


def _read(tmp_path: Path, page: str | bytes) -> Outcome:
    path = tmp_path / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return outcome(path)


def test_the_article_comes_out_and_the_page_stays_behind(tmp_path: Path) -> None:
    result = _read(tmp_path, _page(head='<meta property="og:site_name" content="Harbour Ledger">'))
    document = result.document
    assert document.text.split("\n\n") == [
        "Malawi promises 40 medics",
        "Doctors and nurses are to leave in July.",
        "Malawi will send 40 medics to the mission on the island, the health ministry said on Monday. "
        "It had spoken of 25 in March.",
        "The medics will stay for six months.\nA field hospital\u00a0follows later, an official said.",
        "20 nurses\n12 doctors\n8 laboratory workers",
        "The ministry said in a statement that the money was there and that the flights were paid.",
        "What others send",
        "State | People\nLesotho | 15",
        "Lesotho has sent 15 drivers since the spring of last year, and Eswatini has paid for two of their trucks.",
    ]
    assert not [words for words in BOILERPLATE if words in document.text]
    assert (document.title, document.publisher) == ("Malawi promises 40 medics", "Harbour Ledger")
    assert (document.language, document.media_type, document.labels) == ("en", "text/html", ())
    assert document.source_text.startswith("<!DOCTYPE html>")
    assert result.codes == []


LINKED_DATA = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "Harbour Ledger"},
{"@type": "NewsArticle", "headline": "Malawi promises 40 medics", "dateModified": "2024-07-02T08:00:00Z",
"datePublished": "2024-06-25T22:00:00-04:00",
"publisher": {"@type": "Organization", "name": "Harbour Ledger"}}]}</script>"""


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"head": '<meta property="article:published_time" content="2024-06-25T23:10:00-05:00">'}, "the page head"),
        ({"head": '<meta name="DC.date.issued" content="2024-06-25">'}, "the page head"),
        ({"head": '<meta itemprop="datePublished" content="25 June 2024">'}, "the page head"),
        ({"head": LINKED_DATA}, "the page's JSON-LD"),
        ({"byline": '<time datetime="2024-06-25T09:00" pubdate>Tuesday</time>'}, "a time element of the page"),
        ({"byline": '<p>By a reporter, <time datetime="2024-06-25">25 June</time></p>'}, "a time element of the page"),
        ({"byline": '<span itemprop="datePublished">June 25, 2024</span>'}, "a time element of the page"),
        ({"head": '<link rel="canonical" href="https://harbour.example/2024/6/25/medics">'}, "the page's address"),
        ({"byline": '<p class="byline">By a reporter | Published 25 June 2024</p>'}, "the byline of the page"),
        ({"byline": '<div class="post-date">Tue, Jun. 25, 2024 4:30 p.m.</div>'}, "the byline of the page"),
        (
            {
                "head": '<meta property="article:published_time" content="0000-00-00">'
                '<meta property="article:modified_time" content="2024-07-01">' + LINKED_DATA
            },
            "the page's JSON-LD",
        ),
    ],
)
def test_the_date_is_what_the_page_states(tmp_path: Path, parts: dict[str, str], place: str) -> None:
    result = _read(tmp_path, _page(**parts))
    assert result.document.published == DAY
    assert result.document.published_how == f"metadata: date in {place}"
    assert result.codes == []


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"head": '<meta property="article:modified_time" content="2024-07-01">'},
        {"head": '<meta itemprop="copyrightYear" content="2024">'},
        {"head": '<script type="application/ld+json">{"datePublished": </script>'},
        {"byline": '<p class="updated">Last updated 25 June 2024</p>'},
        {"byline": '<p class="byline">By our desk, 03/04/2024</p>'},
        {"article": ARTICLE + "<p>The ministry published its plan on 2024-06-25, it said.</p>"},
        {"article": ARTICLE + '<p><img src="/img/2024/06/25/a.jpg" alt=""></p>'},
    ],
)
def test_no_date_is_taken_from_elsewhere(tmp_path: Path, parts: dict[str, str]) -> None:
    result = _read(tmp_path, _page(**parts))
    assert (result.document.published, result.document.published_how) == (Period(), "unknown")


def test_a_missing_library_stops_the_run_instead_of_blaming_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ImportError("lxml.html.clean is gone")

    monkeypatch.setattr(html_module, "_read_page", broken)
    with pytest.raises(MusterbookError, match="Install Musterbook again"):
        _read(tmp_path, _page())


@pytest.mark.parametrize("stated", ["0000-00-00", "1066-10-14", "2999-01-01", "03/04/2024", "soon"])
def test_a_stated_date_that_cannot_be_used_is_a_finding(tmp_path: Path, stated: str) -> None:
    result = _read(tmp_path, _page(head=f'<meta name="date" content="{stated}">'))
    assert result.document.published == Period()
    assert (result.finding.code, result.finding.document_id) == ("bad-date", result.document.id)
    assert stated in result.finding.message


def test_a_headline_outside_the_article_leads_the_text_once(tmp_path: Path) -> None:
    article = ARTICLE.replace('<h1 class="headline">Malawi promises 40 medics</h1>', "")
    head = '<meta property="og:title" content="Malawi promises 40 medics">'
    text = _read(tmp_path, _page(head=head, article=article)).document.text
    assert text.startswith("Malawi promises 40 medics\n\nDoctors and nurses")
    assert text.count("promises 40 medics") == 1


def test_a_headline_in_the_article_is_not_joined_by_another_wording(tmp_path: Path) -> None:
    head = '<meta property="og:title" content="Forty medics for the island">'
    document = _read(tmp_path, _page(head=head)).document
    assert document.text.startswith("Malawi promises 40 medics\n\nDoctors")
    assert document.title == "Forty medics for the island"


def test_odd_markup_gives_each_word_once(tmp_path: Path) -> None:
    odd = (
        "<div>Loose <b>bold</b> words<div>inner words</div>words after</div>"
        "<ol><li>one<ul><li>nested <i>first</i></li><li>nested second</li></ul></li>"
        "<li><p>two</p><p>three</p></li></ol>"
        "<pre>typed line\nand its rest\n\nnext paragraph</pre>"
        "<blockquote>Bare quote <p>with a paragraph</p> and an end</blockquote>"
    )
    text = _read(tmp_path, _page(article=ARTICLE + odd)).document.text
    assert text.split("\n\n")[-7:] == [
        "Loose bold words inner words words after",
        "one\nnested first\nnested second\ntwo three",
        "typed line and its rest",
        "next paragraph",
        "Bare quote",
        "with a paragraph",
        "and an end",
    ]


def test_a_page_may_say_that_it_is_a_sample_and_where_it_stands(tmp_path: Path) -> None:
    head = (
        '<meta name="musterbook-sample" content="true">'
        '<link rel="canonical" href="https://harbour.example/medics"><link rel="stylesheet" href="x.css">'
    )
    document = _read(tmp_path, _page(head=head)).document
    assert (document.labels, document.url) == (("sample",), "https://harbour.example/medics")


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("<meta charset=koi8-r>", "koi8-r"),
    ],
)
def test_a_declared_encoding_is_believed(tmp_path: Path, declaration: str, encoding: str) -> None:
    words = "Как сообщили в миссии" if encoding == "koi8-r" else "Le général “a donné” 50 véhicules à l’armée"
    page = _page(article=f"<h1>News</h1><p>{words}.</p>").replace('<meta charset="utf-8">', declaration)
    result = _read(tmp_path, page.encode(encoding))
    assert words in result.document.text
    assert result.codes == []


@pytest.mark.parametrize(
    "page",
    [
        "<p>Malawi sends 40 medics.</p>",
        "Malawi sends 40 medics.",
        "<html><body>Malawi sends 40 medics.</body></html>",
        "<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>"
        "<body><p>Malawi sends 40 medics.</p></body></html>",
    ],
)
def test_a_fragment_is_read_too(tmp_path: Path, page: str) -> None:
    assert _read(tmp_path, page).document.text == "Malawi sends 40 medics."


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><head><title>Only a title</title></head></html>",
        "<!-- -->",
        "<script>x()</script>",
    ],
)
def test_a_page_without_an_article_is_a_finding(tmp_path: Path, page: str) -> None:
    result = _read(tmp_path, page)
    assert (result.documents, result.codes) == ((), ["empty"])


@pytest.mark.parametrize("page", ["<div>" * 50_000 + "x", "<a><b>" * 3_000, "<table><tr><td>" * 500 + "x"])
def test_a_page_may_be_as_broken_as_it_likes(tmp_path: Path, page: str) -> None:
    result = _read(tmp_path, page)
    assert len(result.documents) + len(result.findings) >= 1


def test_what_breaks_the_library_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*arguments: object) -> Document:
        raise AssertionError

    monkeypatch.setattr(html_module, "_read_page", break_down)
    assert _read(tmp_path, _page()).finding.code == "unreadable"


def test_reading_a_page_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _read(tmp_path, "<html><body></body></html>")
    assert capfd.readouterr() == ("", "")
