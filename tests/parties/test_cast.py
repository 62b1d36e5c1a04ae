"""Cases of names and noun phrases: who is named, whom a phrase means, what a document is about."""

import random
import tomllib
from pathlib import Path
from typing import Any

import pytest

from musterbook.model import Cast, Document, Parsed, Party, Sentence
from musterbook.parties import DocumentCast, cast
from musterbook.sentences import parse
from musterbook.settings import Settings

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "en" / "parties.toml").read_text("utf-8"))["case"]


def parsed(text: str, title: str | None = None) -> Parsed:
    return parse(Document(id="d", name="d", text=text, source_text=text, title=title), Settings())


def token(sentence: Sentence, word: str) -> int:
    return sentence.words.index(word)


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[Parsed, DocumentCast]]:
    result = {}
    for case in CASES:
        document = parsed(case["text"])
        result[case["name"]] = (document, cast(document))
    return result


def of(kind: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in CASES if kind in case]


@pytest.mark.parametrize("case", of("mentions"))
def test_every_mention_is_the_expected_party(case: dict[str, Any], read: dict[str, Any]) -> None:
    _, found = read[case["name"]]
    expected = [(words, party, via[0] if via else None) for words, party, *via in case["mentions"]]
    assert [(case["text"][m.start : m.end], m.party.id, m.party.via) for m in found.mentions] == expected


@pytest.mark.parametrize("case", of("absent"))
def test_words_that_name_nobody(case: dict[str, Any], read: dict[str, Any]) -> None:
    _, found = read[case["name"]]
    named = [case["text"][m.start : m.end] for m in found.mentions]
    assert not [words for words in named for word in case["absent"] if word in words]


@pytest.mark.parametrize("case", of("means"))
def test_noun_phrases(case: dict[str, Any], read: dict[str, Any]) -> None:
    document, found = read[case["name"]]
    for index, word, ids in case["means"]:
        sentence = document.sentences[index]
        parties = found.resolve(sentence, token(sentence, word))
        assert [p.id for p in parties] == ids, (index, word)


@pytest.mark.parametrize("case", of("via"))
def test_institutions_are_kept_as_via(case: dict[str, Any], read: dict[str, Any]) -> None:
    document, found = read[case["name"]]
    for index, word, via in case["via"]:
        sentence = document.sentences[index]
        assert [p.via for p in found.resolve(sentence, token(sentence, word))] == [via]


@pytest.mark.parametrize("case", [c for c in CASES if {"host", "giver", "mission"} & c.keys()], ids=lambda c: c["name"])
def test_what_the_document_is_about(case: dict[str, Any], read: dict[str, Any]) -> None:
    _, found = read[case["name"]]
    for key in ("host", "giver", "mission"):
        if key in case:
            assert getattr(found, key) == (case[key] or None), key


@pytest.mark.parametrize("case", of("people"))
def test_officials_speak_for_their_state_or_body(case: dict[str, Any], read: dict[str, Any]) -> None:
    _, found = read[case["name"]]
    people = {m.party.id: m.party for m in found.mentions if m.party.kind == "person"}
    for name, owner in case["people"].items():
        assert found.official_of(people[name]) == (owner or None)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_mentions_are_ordered_apart_and_inside_the_text(case: dict[str, Any], read: dict[str, Any]) -> None:
    _, found = read[case["name"]]
    ends = [0, *(m.end for m in found.mentions)]
    assert all(end <= m.start < m.end <= len(case["text"]) for end, m in zip(ends, found.mentions, strict=False))


def test_the_speaker_stands_behind_we_and_i() -> None:
    document = parsed("We will send 200 soldiers. I promised it. Our government has agreed.")
    found = cast(document)
    minister = Party(id="Ana Reis", name="Ana Reis", kind="person", country="PT")
    body = Party(id="african-union", name="African Union", kind="body")
    first, second, third = document.sentences
    assert found.resolve(first, 0) == ()
    assert [p.id for p in found.resolve(first, 0, speaker=minister)] == ["PT"]
    assert [p.id for p in found.resolve(second, 0, speaker=minister)] == ["Ana Reis"]
    assert [p.id for p in found.resolve(first, 0, speaker=body)] == ["african-union"]
    government = found.resolve(third, token(third, "government"), speaker=minister)
    assert [(p.id, p.via) for p in government] == [("PT", "government")]


def test_countries_in_a_sentence_once_each_and_in_order() -> None:
    document = parsed("Kenyan police left Nairobi for Goma, and Kenya thanked Uganda.")
    assert cast(document).countries_in(document.sentences[0]) == ("KE", "CD", "UG")


def test_within_gives_only_whole_mentions() -> None:
    text = "Kenya and South Sudan met."
    found = cast(parsed(text))
    assert [m.party.id for m in found.within(0, len(text))] == ["KE", "SS"]
    assert [m.party.id for m in found.within(0, text.index("Sudan"))] == ["KE"]
    assert found.within(10, 10) == ()


def test_missions_are_listed_with_their_stretch() -> None:
    text = "MONUSCO and the African Union Transition Mission in Somalia (ATMIS) shrank."
    assert [(text[m.start : m.end], m.mission) for m in cast(parsed(text)).missions] == [
        ("MONUSCO", "monusco"),
        ("African Union Transition Mission in Somalia", "atmis"),
        ("ATMIS", "atmis"),
    ]


def test_a_title_outside_the_text_counts_for_the_place_and_the_voice() -> None:
    found = cast(parsed("Ten trucks will be sent.", title="More trucks on the way to Mali"))
    assert found.host == "ML"
    found = cast(
        parsed("President Emmanuel Macron spoke. We will send ten trucks.", title="Statement by President Macron")
    )
    assert found.voice is not None
    assert (found.voice.id, found.giver) == ("Emmanuel Macron", "FR")


def test_empty_and_odd_texts_have_an_empty_cast() -> None:
    for text in ("", "\n\n", "…", "— ‘’ ''", "R. R. R.", "President . Minister ,", "Jr. Jr.", "The of the of."):
        found = cast(parsed(text))
        assert found.host is None and found.giver is None and found.mission is None


def test_the_same_document_has_the_same_cast() -> None:
    document = parsed(" ".join(case["text"] for case in CASES))
    first, second = cast(document), cast(document)
    assert first.mentions == second.mentions
    assert (first.host, first.giver, first.mission) == (second.host, second.giver, second.mission)
    for sentence in document.sentences:
        for i in range(len(sentence.words)):
            assert first.resolve(sentence, i) == second.resolve(sentence, i)


def test_the_cast_is_what_claims_expect() -> None:
    found: Cast = cast(parsed("Kenya agreed."))
    assert found.official_of(found.mentions[0].party) == "KE"


def test_any_order_of_words_is_read_without_failing() -> None:
    words = sorted({word for case in CASES for word in case["text"].split()})
    chance = random.Random(7)
    for _ in range(12):
        document = parsed(" ".join(chance.choices(words, k=150)))
        found = cast(document)
        for sentence in document.sentences:
            for i in range(len(sentence.words)):
                assert all(party.id for party in found.resolve(sentence, i))
