"""Officials are named, private persons are not, in any page and in no export."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from musterbook.accounts import derive
from musterbook.model import Claim, Document, Family, Measure, Period, Quantity, Reading, Span, document_id
from musterbook.settings import Settings
from musterbook.views.dossier import render_dossier
from musterbook.views.exports import claims_jsonl
from musterbook.views.pages import shareable
from musterbook.views.people import private_speakers, withheld, without_private
from musterbook.views.sitrep import render_sitrep
from musterbook.views.text import show
from musterbook.views.text_pages import quotations

TEXT = "The road is open again. The harbour works. The nights are quiet. Nobody sleeps. 40 people were killed."
SPEAKERS = [
    ("Dessa Quill", None, None),
    ("Aron Velt", "harbour master", None),
    ("Mira Tann", None, "HT"),
    ("un", None, None),
]


@pytest.mark.parametrize(
    ("speaker", "private"),
    [
        ("Dessa Quill", True),
        ("Jean-Marc de la Croix", True),
        ("Amber Support Mission", False),
        ("harbour council", False),
        ("BINUH", False),
        ("residents", False),
        ("António Guterres", False),
    ],
)
def test_who_looks_like_a_private_person(told: Reading, speaker: str, private: bool) -> None:
    claims = {one: replace(each, id=one, speaker=speaker, speaker_role=None) for one, each in told.claims.items()}
    claims = {one: replace(each, id=one, speaker_party=None) for one, each in claims.items()}
    assert private_speakers(replace(told, claims=claims)) == ({speaker} if private else set())


@pytest.fixture
def told() -> Reading:
    day = Period(start=date(2031, 3, 1), end=date(2031, 3, 2))
    document = Document(id=document_id("a", TEXT), name="a", text=TEXT, source_text=TEXT, published=day)

    def claim(said: str, who: tuple[str, str | None, str | None], **more: object) -> Claim:
        start = TEXT.index(said)
        fields = {"family": Family.QUOTE, "words": said, "direct": True} | more
        return Claim(
            document_id=document.id,
            evidence=said,
            span=Span(document_id=document.id, start=start, end=start + len(said)),
            rule="test",
            mission="haiti-mss",
            speaker=who[0],
            speaker_role=who[1],
            speaker_party=who[2],
            reported=day,
            **fields,  # type: ignore[arg-type]
        )

    sentences = [f"{one}." for one in TEXT.split(". ")[:4]]
    dead = Quantity(
        low=Decimal(40),
        high=Decimal(40),
        unit="person",
        text="40 people",
        start=TEXT.index("40"),
        end=TEXT.index("40") + 9,
    )
    claims = [claim(words, who) for words, who in zip(sentences, SPEAKERS, strict=True)]
    claims.append(
        claim(
            "40 people were killed",
            SPEAKERS[0],
            family=Family.SITUATION,
            measure=Measure.KILLED,
            quantity=dead,
            place="HT",
            words=None,
            direct=None,
        )
    )
    return derive(claims, [document], settings=Settings())


def test_only_who_has_neither_office_nor_body_is_private(told: Reading) -> None:
    assert private_speakers(told) == {"Dessa Quill"}
    assert private_speakers(without_private(told, None)) == frozenset()


def test_pages_say_that_a_name_is_withheld(told: Reading, capsys: pytest.CaptureFixture[str]) -> None:
    show(quotations(without_private(told, withheld())), width=100)
    pages = [capsys.readouterr().out, render_dossier(told), render_sitrep(told, settings=Settings())]
    for page in pages:
        assert "Dessa" not in page and "Quill" not in page
    assert withheld() in pages[0] and withheld() in pages[1]
    assert "Aron Velt" in pages[0] and re.search("Aron Velt.*harbour master", pages[0])


def test_exports_hold_no_name_of_a_private_person(told: Reading) -> None:
    rows = [json.loads(line) for line in claims_jsonl(told)]
    assert sorted((row["speaker"], row["speaker_role"]) for row in rows if row["speaker"]) == [
        ("Aron Velt", "harbour master"),
        ("Mira Tann", None),
        ("un", None),
    ]
    assert len(rows) == 5 and "Quill" not in repr(shareable(told).missions)
