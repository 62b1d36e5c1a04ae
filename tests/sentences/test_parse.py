"""The fast path says what the parser's own pipeline says, in batches as alone, and no sentence grows without end."""

import importlib.util

import pytest
import spacy

from musterbook import documents
from musterbook.model import Document, document_id
from musterbook.sentences import parse, parse_many
from musterbook.sentences.model import MODELS, load_model
from musterbook.settings import Settings

SETTINGS = Settings()


def _document(text: str) -> Document:
    return Document(id=document_id("made", text), name="made", text=text, source_text=text)


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    found = [item for item in documents.read(["sample:haiti-mss"], SETTINGS) if isinstance(item, Document)]
    return found[:12]


def test_it_says_what_the_whole_pipeline_says(articles: list[Document]) -> None:
    name = next(name for name in MODELS["en"] if importlib.util.find_spec(name) is not None)
    slow = spacy.load(name, exclude=["ner", "lemmatizer"])
    lines = [line for article in articles for line in article.text.split("\n") if line.strip()]
    fast = load_model("en").parse(lines)
    for line, tokens, doc in zip(lines, fast, slow.pipe(lines), strict=True):
        words = [token for token in doc if not token.is_space]
        assert tokens.starts == [token.idx for token in words], line
        assert tokens.tags == [token.tag_ for token in words], line
        assert tokens.pos == [token.pos_ for token in words], line
        assert tokens.deps == [token.dep_ for token in words], line
        at = {token.i: i for i, token in enumerate(words)}
        assert tokens.heads == [at.get(token.head.i, i) for i, token in enumerate(words)], line
        if len(words) == len(doc):
            assert tokens.opens == [bool(token.is_sent_start) for token in words], line


def test_a_batch_says_what_one_document_says(articles: list[Document]) -> None:
    assert list(parse_many(articles, SETTINGS)) == [parse(article, SETTINGS) for article in articles]


def test_a_line_without_ends_is_read_whole_and_in_short_sentences() -> None:
    text = "the ship carried rice to the port and " * 3_000
    found = parse(_document(text), SETTINGS, screened=False).sentences
    assert max(len(sentence.words) for sentence in found) <= 2 * SETTINGS.max_sentence_words
    assert [word for sentence in found for word in sentence.words] == text.split()
