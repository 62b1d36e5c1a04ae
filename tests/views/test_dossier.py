"""The dossier as a file: opens alone, says where everything comes from, and lets nothing in or out that it must not."""

import base64
import hashlib
import itertools
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from musterbook.errors import NotFoundError
from musterbook.model import (
    Claim,
    Document,
    Family,
    Measure,
    Quantity,
    Reading,
    Series,
    SeriesPoint,
    Span,
    Stage,
    document_id,
)
from musterbook.views.dossier import render_dossier
from tests.views.dossier_reading import HOSTILE, MISSION, SECRET, account, amount, days, reading

BLOCKS = {"dt", "dd", "th", "td", "li", "p", "div", "h2", "h3", "h4"}
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """A page as a list of its tags and its text without style and script."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.inline: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if tag in BLOCKS:
            self.words.append(" ")

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        if self.open and self.open[-1] in ("style", "script"):
            self.inline[self.open[-1]] = self.inline.get(self.open[-1], "") + data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def html() -> str:
    return render_dossier(reading())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_every_tag_is_closed_and_every_id_is_given_once(page):
    assert page.open == []
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_every_jump_lands(page):
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    jumps = [attrs["href"][1:] for attrs in page.all("a") if attrs.get("href", "").startswith("#")]
    assert len(jumps) > 60
    assert set(jumps) <= ids
    numbers = {number for attrs in page.all("a") for number in attrs.get("data-e", "").split()}
    assert {f"e{number}" for number in numbers} <= ids


def test_nothing_is_fetched(page, html):
    for tag, attrs in page.tags:
        assert "src" not in attrs and "srcset" not in attrs, tag
        assert "style" not in attrs, "the policy forbids style attributes"
        assert not any(name.startswith("on") for name in attrs), tag
    assert [attrs["href"] for attrs in page.all("link")] == ["data:,"]
    assert "@import" not in html and "url(http" not in html
    links = {attrs["href"] for attrs in page.all("a") if not attrs["href"].startswith("#")}
    assert links == {
        "https://gazette.example/2023/03/14/council",
        "http://herald.example/pledges?id=2&page=1",
        "https://wire.example/a/4",
        "https://post.example/7",
    }


def test_policy_names_exactly_the_style_and_the_script_in_the_page(page):
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.inline[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert len(page.all("script")) == len(page.all("style")) == 1


def test_headings_step_down_one_at_a_time_under_one_title(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    for before, after in itertools.pairwise(levels):
        assert after <= before + 1, levels


def test_landmarks_language_and_names(page):
    tags = [tag for tag, _ in page.tags]
    assert tags.count("main") == tags.count("nav") == tags.count("header") == 1
    assert page.all("html") == [{"lang": "en"}]
    for drawing in page.all("svg"):
        if drawing.get("role") == "img":
            assert drawing["aria-label"]
    assert all(row.get("scope") for row in page.all("th"))


def test_source_text_is_inert(page, html):
    assert HOSTILE not in html
    assert HOSTILE in page.text, "shown as text"
    assert not page.all("img")
    assert "javascript:" not in html


def test_nothing_of_a_restricted_document_leaves(page):
    for words in (SECRET, "sealed", "crates", "ferry", "A. Clerk", "desk-8"):
        assert words not in page.text
    assert "1 restricted document is left out" in page.text
    assert "1 entry that rests on a restricted document is left out" in page.text


def test_an_account_that_rests_on_a_restricted_document_is_left_out_of_the_sums():
    whole = reading()
    secret = next(claim for claim in whole.claims.values() if claim.evidence.startswith("The ferry"))
    hidden = account("Silverland", {Stage.PLEDGE: amount(7777)}, {Stage.PLEDGE: (secret.id,)})
    pages = replace(whole.missions[0], accounts=(*whole.missions[0].accounts, hidden))
    text = Page(render_dossier(replace(whole, missions=(pages,)))).text
    assert "Silverland" not in text and "7,777" not in text
    assert "≥1,150" in text


def test_documents_that_a_reading_was_derived_without_are_counted():
    text = Page(render_dossier(replace(reading(), left_out=2))).text
    assert "3 restricted documents are left out" in text


def test_an_accusation_prints_its_speaker_and_that_it_is_reported(page):
    assert "Reed Men: the customs house at Port Elm burned (reported, according to residents)" in page.text


def test_sample_and_stamp_and_clocks(page):
    assert "These articles were written for the project" in page.text
    assert "Provisional, unreviewed" in page.text
    assert "As of 1 Feb 2024" in page.text and "Latest source 11 Jan 2024" in page.text
    real = reading()
    documents = {key: replace(document, labels=()) for key, document in real.documents.items()}
    assert "written for the project" not in Page(render_dossier(replace(real, documents=documents))).text


def test_glance_carries_its_bound_signs(page):
    assert "Ceiling ≤2,500" in page.text
    assert "Pledged ≥1,150" in page.text, "a ceiling and a pledge without a number leave the sum open"
    assert "1 giver named no number" in page.text
    assert "Arrived 407" in page.text
    assert "Kestria: pledged, number not said" in page.text


def test_every_number_in_the_accounts_leads_to_its_sentence(html):
    cells = re.findall(r'<td role="cell" class="num[^>]*><span>(.*?)</span></td>', html)
    numbers = [cell for cell in cells if re.search(r"\d", cell)]
    assert len(numbers) > 15
    posted = html[: html.index('id="assertions"')]
    for cell in re.findall(r'<td role="cell" class="num[^>]*><span>(.*?)</span></td>', posted):
        assert not re.search(r"\d", cell) or 'href="#e' in cell, cell


def test_bounds_denials_and_plans_are_marked(page):
    assert "by 8 Jan 2024 at the latest" in page.text
    assert re.search(r"offered denied Kestria: ships", page.text)
    assert re.search(r"allocated planned Ostmark: the other officers", page.text)
    assert "Without a date" in page.text
    assert "by 31 Dec 2023 overdue" in page.text


def test_copies_stand_once_on_a_side_of_a_dispute(page):
    side = page.text[page.text.index("One says") : page.text.index("Another says")]
    assert side.count("Ostmark has sent 382") == 1
    assert "Northern Wire, 8 Jan 2024; Evening Post, 9 Jan 2024" in side


def test_excerpts_give_one_neighbour_on_each_side_and_no_more():
    sentences = [f"Sentence number {i} stands here." for i in range(9)]
    sentences[4] = "Ostmark pledged 10 officers."
    text = " ".join(sentences)
    document = Document(id=document_id("long.txt", text), name="long.txt", text=text, source_text=text)
    claim = _claim(document, "Ostmark pledged 10 officers")
    whole = reading()
    pages = replace(
        whole.missions[0], accounts=(account("Ostmark", {Stage.PLEDGE: amount(10)}, {Stage.PLEDGE: (claim.id,)}),)
    )
    found = replace(
        whole,
        missions=(pages,),
        claims={**whole.claims, claim.id: claim},
        documents={**whole.documents, document.id: document},
    )
    shown = Page(render_dossier(found)).text
    assert "Sentence number 3 stands here." in shown and "Sentence number 5 stands here." in shown
    assert not any(f"Sentence number {i} " in shown for i in (0, 1, 2, 6, 7, 8))


def test_an_erased_text_says_so_instead_of_failing():
    whole = reading()
    documents = {key: replace(document, text="", source_text="") for key, document in whole.documents.items()}
    text = Page(render_dossier(replace(whole, documents=documents))).text
    assert "The words were erased." in text
    assert "Freiland promised" not in text


def test_same_reading_same_file(html):
    assert render_dossier(reading()) == html


def test_mission_by_name_and_unknown_mission():
    assert "Lake District Support Mission" in render_dossier(reading(), mission="LDSM")
    with pytest.raises(NotFoundError, match=MISSION):
        render_dossier(reading(), mission="no-such-mission")


def test_a_book_without_missions_gives_a_page_that_says_so():
    empty = Reading(
        as_of=date(2024, 1, 1),
        known=date(2024, 1, 1),
        recorded=None,
        horizon=None,
        missions=(),
        claims={},
        documents={},
        findings=(),
    )
    text = Page(render_dossier(empty)).text
    assert "The documents read so far name no mission." in text


def _claim(document: Document, words: str, **slots: object) -> Claim:
    start = document.text.index(words)
    return Claim(
        document_id=document.id,
        family=Family.COMMITMENT,
        stage=Stage.PLEDGE,
        evidence=words,
        span=Span(document_id=document.id, start=start, end=start + len(words)),
        rule="test",
        mission=MISSION,
        **slots,  # type: ignore[arg-type]
    )


def _large(documents: int, sentences: int) -> Reading:
    """A mission of documents x sentences claims, each in a sentence of its own."""
    whole, claims, held, points = reading(), {}, {}, []
    for i in range(documents):
        lines = [
            f"On day {i} the health office of ward {j} counted {i * 50 + j + 1000} people who had been killed "
            f"between the river and the old harbour road since the fighting began in the spring."
            for j in range(sentences)
        ]
        text = " ".join(lines)
        document = Document(id=document_id(f"{i}.txt", text), name=f"{i}.txt", text=text, source_text=text)
        held[document.id] = document
        for j, line in enumerate(lines):
            number = str(i * 50 + j + 1000)
            start = text.index(line)
            claim = Claim(
                document_id=document.id,
                family=Family.SITUATION,
                measure=Measure.KILLED,
                evidence=line,
                span=Span(document_id=document.id, start=start, end=start + len(line)),
                rule="test",
                mission=MISSION,
                quantity=Quantity(low=Decimal(number), high=Decimal(number), unit="person", text=number),
            )
            claims[claim.id] = claim
            window = days("2023-01-01", f"2023-{i % 11 + 2:02}-{j % 27 + 1:02}")
            points.append(
                SeriesPoint(
                    amount=amount(number),
                    kind="cumulative",
                    window=window,
                    reported=days("2024-01-08", "2024-01-09"),
                    speaker=None,
                    claim_ids=(claim.id,),
                )
            )
    series = tuple(
        Series(id=f"k{i}", measure=Measure.KILLED, place=f"ward {i}", unit="person", points=tuple(points[i::20]))
        for i in range(20)
    )
    pages = replace(whole.missions[0], series=series)
    return replace(whole, missions=(pages,), claims={**whole.claims, **claims}, documents={**whole.documents, **held})


def test_two_thousand_claims_make_a_small_page():
    html = render_dossier(_large(documents=50, sentences=40))
    assert len(html.encode()) < 3_000_000
