"""Documents to parsed sentences, in batches by words. spaCy's objects end here: all above works on plain arrays."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, compress

from musterbook.model import Document, Parsed, Sentence
from musterbook.sentences import casing
from musterbook.sentences.cut import Piece, pieces
from musterbook.sentences.model import Tokens, load_model
from musterbook.sentences.screen import can_claim, is_on_topic
from musterbook.sentences.title_case import with_small_verbs
from musterbook.settings import Settings

LETTERS_AT_ONCE = 12_000
"""Letters that the parser sees at once, some 2,000 words: more are slower, since they fall out of the caches."""

TOKENS_A_WORD = 2
"""Tokens for each word that a sentence may have; a longer one is cut: rules grow with the square of a sentence."""


BLANKLESS = re.compile(r"\w+|[^\w\s]")
"""Words and marks of a line that is not parsed."""

UNKNOWN = ("XX", "X", "dep")
"""Penn tag, universal tag and label of a word that was not parsed: no rule begins with any of them."""


def in_ordinary_case(document: Document, settings: Settings) -> Document:
    """The document with what shouts in ordinary case, every offset as it was; itself where nothing does."""
    text = casing.in_ordinary_case(document.text, lambda word: word in load_model(settings.language).known)
    text = with_small_verbs(text)
    return document if text == document.text else replace(document, text=text)


def parse(document: Document, settings: Settings, *, screened: bool = True) -> Parsed:
    """One document as parsed sentences; none for one that is about something else."""
    return next(parse_many([document], settings, screened=screened))


def parse_many(documents: Iterable[Document], settings: Settings, *, screened: bool = True) -> Iterator[Parsed]:
    """Documents as parsed sentences, in order; the pieces of several go to the parser in one batch.

    A document that is about something else has no sentences; a line in which no claim can begin keeps its words and
    its place without being parsed. With `screened` off everything is parsed.
    """
    language = settings.language
    for batch in _batches(documents, settings.batch_words):
        cut = [
            list(pieces(document.text, settings.max_sentence_words))
            if not screened or is_on_topic(document.text, language)
            else []
            for document in batch
        ]
        kept = [[not screened or can_claim(piece.words, language) for piece in own] for own in cut]
        wanted = chain.from_iterable(compress(own, chosen) for own, chosen in zip(cut, kept, strict=True))
        parsed = _parse_pieces(wanted, settings)
        for document, own, chosen in zip(batch, cut, kept, strict=True):
            sentences: list[Sentence] = []
            for piece, is_kept in zip(own, chosen, strict=True):
                tokens = next(parsed) if is_kept else _unparsed(piece.words)
                _add_sentences(sentences, piece, tokens, settings.max_sentence_words * TOKENS_A_WORD)
            yield Parsed(document=document, sentences=tuple(sentences))


def _unparsed(text: str) -> Tokens:
    """The words of a line in which no claim can begin, each for itself."""
    bounds = [found.span() for found in BLANKLESS.finditer(text)]
    size = len(bounds)
    tag, pos, dep = UNKNOWN
    return Tokens(
        starts=[start for start, _ in bounds],
        ends=[end for _, end in bounds],
        tags=[tag] * size,
        pos=[pos] * size,
        deps=[dep] * size,
        heads=list(range(size)),
        opens=[i == 0 for i in range(size)],
    )


def words_of(document: Document) -> int:
    """About how many words a document has: what batches are measured by."""
    return document.text.count(" ") + 1


def _batches(documents: Iterable[Document], words: int) -> Iterator[list[Document]]:
    """Runs of documents that together have about so many words."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += words_of(document)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _parse_pieces(cut: Iterable[Piece], settings: Settings) -> Iterator[Tokens]:
    """The pieces parsed, so many letters at once: the parser's matrices grow with them."""
    batch: list[str] = []
    letters = 0
    for piece in cut:
        batch.append(piece.words)
        letters += len(piece.words)
        if letters >= LETTERS_AT_ONCE:
            yield from load_model(settings.language).parse(batch)
            batch, letters = [], 0
    if batch:
        yield from load_model(settings.language).parse(batch)


def _add_sentences(sentences: list[Sentence], piece: Piece, tokens: Tokens, longest: int) -> None:
    """Append the sentences of a piece; one that is too long is cut."""
    first = 0
    size = len(tokens.starts)
    for i in range(1, size + 1):
        if i == size or tokens.opens[i] or i - first >= longest:
            if first < i:
                sentences.append(_sentence(piece, tokens, (first, i), len(sentences)))
            first = i


def _sentence(piece: Piece, tokens: Tokens, bounds: tuple[int, int], index: int) -> Sentence:
    low, high = bounds
    heads = tuple(h - low if low <= h < high else i for i, h in enumerate(tokens.heads[low:high]))
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    words = _words(piece.words, tokens.starts[low:high], tokens.ends[low:high])
    base = piece.start
    return Sentence(
        index=index,
        start=base + tokens.starts[low],
        end=base + tokens.ends[high - 1],
        line=piece.line,
        paragraph=piece.paragraph,
        words=words,
        lower=tuple([word.lower() for word in words]),
        starts=tuple([base + start for start in tokens.starts[low:high]]),
        ends=tuple([base + end for end in tokens.ends[low:high]]),
        tags=tuple(tokens.tags[low:high]),
        pos=tuple(tokens.pos[low:high]),
        deps=tuple(tokens.deps[low:high]),
        heads=heads,
        children=tuple([tuple(found) for found in children]),
        is_headline=piece.is_headline,
    )


def _words(text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[str, ...]:
    return tuple([text[start:end] for start, end in zip(starts, ends, strict=True)])
