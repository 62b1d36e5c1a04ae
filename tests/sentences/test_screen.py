"""Nothing that the gold holds is screened out, and what is screened out changes no claim."""

import json
import sys
from pathlib import Path

import pytest

from musterbook import claims, documents, parties
from musterbook.model import Claim, Document, document_id
from musterbook.sentences import parse
from musterbook.sentences.cut import pieces
from musterbook.sentences.screen import can_claim, is_on_topic
from musterbook.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "gold"
SETTINGS = Settings()
LOST_AT_THE_GATE = 0.005
"""The share of gold claims whose document the gate may take for something else."""

Gold = list[tuple[str, list[tuple[int, int]]]]
"""Texts, each with the stretches of its gold claims."""


def _halves() -> Gold:
    sys.path.insert(0, str(ROOT / "eval"))
    import corpus

    return [
        (document.text, [(label["start"], label["end"]) for label in labels])
        for half in ("tuning", "testing")
        for document, labels in corpus.texts(half)
    ]


def _sample() -> list[Document]:
    return [item for item in documents.read(["sample:haiti-mss"], SETTINGS) if isinstance(item, Document)]


def _rows(path: Path, articles: list[Document]) -> Gold:
    found: dict[str, list[tuple[int, int]]] = {article.name: [] for article in articles}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["doc"]].append((row["start"], row["end"]))
    return [(article.text, found[article.name]) for article in articles]


def _expected() -> Gold:
    return _rows(ROOT / "src/musterbook/samples/haiti-mss/expected/claims.jsonl", _sample())


def _shared(name: str, source: Path) -> Gold:
    if not source.exists():
        pytest.skip(f"{source} is not here")
    articles = [item for item in documents.read([str(source)], SETTINGS) if isinstance(item, Document)]
    return _rows(SHARED / name, articles)


def _lost(gold: Gold) -> tuple[int, int, int]:
    """Gold claims, those behind the gate, and those of which some line is not parsed."""
    total = gated = screened = 0
    for text, stretches in gold:
        total += len(stretches)
        gated += 0 if is_on_topic(text, "en") else len(stretches)
        dropped = [p for p in pieces(text, SETTINGS.max_sentence_words) if not can_claim(p.words, "en")]
        screened += sum(
            any(p.start < end and start < p.start + len(p.words) for p in dropped) for start, end in stretches
        )
    return total, gated, screened


@pytest.mark.parametrize("name", ["halves", "sample", "seeds", "releases"])
def test_every_gold_sentence_passes(name: str) -> None:
    if name == "halves":
        gold = _halves()
    elif name == "sample":
        gold = _expected()
    elif name == "seeds":
        gold = _shared("seeds.jsonl", SHARED.parent / "seeds")
    else:
        gold = _shared("releases.jsonl", SHARED / "releases_docs.jsonl")
    total, gated, screened = _lost(gold)
    assert total > 50
    assert screened == 0
    assert gated <= LOST_AT_THE_GATE * total


def _read(article: Document, *, screened: bool) -> list[Claim]:
    parsed = parse(article, SETTINGS, screened=screened)
    return list(claims.extract(parsed, parties.cast(parsed)))


def test_claims_are_the_same_with_the_screen_and_without() -> None:
    for article in _sample():
        assert _read(article, screened=True) == _read(article, screened=False), article.name


def _document(text: str) -> Document:
    return Document(id=document_id("made", text), name="made", text=text, source_text=text)


def test_a_line_that_is_not_parsed_keeps_its_words_and_its_place() -> None:
    text = "Kenya sent 200 officers.\n\nrather cloudy again while nobody knew quite why\n\nJamaica sent 20."
    found = parse(_document(text), SETTINGS).sentences
    assert [text[s.start : s.end] for s in found] == [
        "Kenya sent 200 officers.",
        "rather cloudy again while nobody knew quite why",
        "Jamaica sent 20.",
    ]
    assert [s.deps[0] == "dep" for s in found] == [False, True, False]


def _off_topic() -> list[str]:
    sys.path.insert(0, str(ROOT / "bench"))
    import pool

    return [article.text for article in pool.off_topic()]


def test_few_articles_about_something_else_pass_the_gate() -> None:
    articles = _off_topic()
    assert len(set(articles)) >= 60
    passed = [text.split("\n")[0] for text in articles if is_on_topic(text, "en")]
    assert len(passed) <= len(articles) / 5, passed


def test_a_document_about_something_else_has_an_empty_page() -> None:
    article = next(_document(text) for text in _off_topic() if not is_on_topic(text, "en"))
    assert parse(article, SETTINGS).sentences == ()
    assert _read(article, screened=True) == []
