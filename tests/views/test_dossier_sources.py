"""The sources of a dossier: inert words, safe links, sentences printed once, arithmetic made readable."""

import re
from dataclasses import replace
from importlib.resources import files

import pytest

from musterbook.errors import LexiconError
from musterbook.lexicons import dossier as lexicon
from musterbook.model import Family, Mission, Stage
from musterbook.views.dossier import other_names
from musterbook.views.dossier_sources import Evidence, Segment, Source, collect, marked, web_address
from musterbook.views.dossier_words import TextPart, inert, linked, upper_first, with_days
from tests.views.dossier_reading import Desk, reading


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=1#z", True),
        ("http://a.example", True),
        ("HTTPS://a.example/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example/x", False),
        ("https://", False),
        ("https://user:secret@a.example/", False),
        ("https://a.example/x\u202e", False),
        ("https://a.example/a b", False),
        ("https://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_become_links(url, kept):
    assert web_address(url) == (url if kept else None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain words.", "Plain words."),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("turned\u202eround", "turnedround"),
        ("half \ud800 a pair", "half \ufffd a pair"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_characters_that_steer_are_taken_out(text, shown):
    assert inert(text) == shown


def _source(*evidence: Evidence) -> Source:
    return Source(
        number=1,
        title="",
        publisher="",
        label="",
        date="",
        dated_by="",
        url=None,
        entered_by=None,
        is_sample=False,
        copies=(),
        evidence=evidence,
    )


def _evidence(number: int, before: str, text: str, after: str) -> Evidence:
    return Evidence(
        number=number, before=before, segments=(Segment(text=text, is_mark=True, is_figure=False),), after=after
    )


def test_neighbouring_sentences_form_one_passage_without_repeating_any():
    first, second = _evidence(1, "A.", "B.", "C."), _evidence(2, "B.", "C.", "D.")
    assert _source(first, second).passages == (("A.", first, second, "D."),)


def test_two_sentences_share_the_neighbour_between_them():
    first, second = _evidence(1, "A.", "B.", "C."), _evidence(2, "C.", "D.", "")
    assert _source(first, second).passages == (("A.", first, "C.", second),)


def test_distant_sentences_form_passages_of_their_own():
    first, second = _evidence(1, "", "B.", "C."), _evidence(2, "K.", "L.", "M.")
    assert _source(first, second).passages == ((first, "C."), ("K.", second, "M."))


def test_each_sentence_has_one_number_and_numbers_follow_time():
    whole = reading()
    sources = collect(whole, whole.claims)
    numbers = [entry.number for source in sources.documents for entry in source.evidence]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) < len(whole.claims), "claims of one sentence share its entry"
    assert [source.number for source in sources.documents] == sorted(source.number for source in sources.documents)


def test_marks_stand_on_the_claims_own_words_and_figures():
    desk = Desk()
    one = desk.claim("gazette-3.txt", "617 dead", Family.SITUATION, "617", stage=None)
    two = desk.claim("gazette-3.txt", "410 injured", Family.SITUATION, "410", stage=None)
    whole = replace(reading(), claims=desk.claims)
    sources = collect(whole, [one, two])
    assert sources.numbers[one] == sources.numbers[two]
    entry = sources.by_number[sources.numbers[one]]
    assert [part.text for part in entry.segments if part.is_figure] == ["617", "410"]
    alone = marked(desk.documents["gazette-3.txt"], [desk.claims[two]], entry.number)
    assert [part.text for part in alone.segments if part.is_figure] == ["410"]
    assert alone.text == entry.text


def test_a_number_inside_a_longer_one_is_not_marked():
    desk = Desk()
    claim = desk.claim("herald-2.txt", "Elbonia announced $40", Family.COMMITMENT, "4", stage=Stage.PLEDGE)
    sources = collect(replace(reading(), claims=desk.claims), [claim])
    assert not any(part.is_figure for part in sources.by_number[1].segments)


def test_dates_and_documents_in_arithmetic_become_readable():
    links = {"a-2024-01-02.md": ("Gazette", "s3"), "b.txt": ("Herald", "")}
    parts = linked("arrived 5 = 3 (2024-01-02, a-2024-01-02.md; b.txt) + 2 (2024-13-45, c.txt)", links)
    assert parts == (
        TextPart(text="arrived 5 = 3 (2 Jan 2024, "),
        TextPart(text="Gazette", anchor="s3"),
        TextPart(text="; Herald) + 2 (2024-13-45, c.txt)"),
    )
    assert with_days("by 2024-02-29; file-2024-02-29.md") == "by 29 Feb 2024; file-2024-02-29.md"
    assert upper_first("killed: x") == "Killed: x" and upper_first("") == ""


def test_other_names_leave_out_those_that_only_add_or_drop_words():
    mission = Mission(
        id="m",
        name="Lake Support Mission",
        names=(
            "Lake Support Mission",
            "Lake Support",
            "Lake-Support Mission in Elm",
            "LSM",
            "LSM mission",
            "lake force",
        ),
        host=None,
    )
    assert other_names(mission) == ("LSM", "lake force")


def test_lexicon_refuses_a_section_that_holds_no_texts(monkeypatch, tmp_path):
    (tmp_path / "en").mkdir()
    path = tmp_path / "en" / lexicon.FILE_NAME
    monkeypatch.setattr(lexicon, "files", lambda _: tmp_path)
    lexicon.dossier_words.cache_clear()
    for text, complaint in (("x = [", "dossier.toml"), ("[headings]\na = 1", "headings"), ("", "headings")):
        path.write_text(text, "utf-8")
        with pytest.raises(LexiconError, match=complaint):
            lexicon.dossier_words()
    monkeypatch.undo()
    lexicon.dossier_words.cache_clear()
    assert lexicon.dossier_words().count(1, "sources") == "1 source"
    assert lexicon.dossier_words().count(1200, "sources") == "1,200 sources"


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme):
    css = files("musterbook.views").joinpath("static", "dossier.css").read_text("utf-8")
    block = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for ground in ("paper", "panel"):
        for text in ("ink", "quiet", "link", "warn", "target", "dark"):
            light, dark = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
    for ground in ("mark", "figure", "warn-ground"):
        light, dark = sorted((_luminance(colours["ink"]), _luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, ground
