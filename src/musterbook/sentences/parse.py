"""Documents to parsed sentences, in batches by words. spaCy's objects end here: all above works on plain arrays."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from musterbook.model import Document, Parsed, Sentence
from musterbook.sentences.cut import Piece, pieces
from musterbook.sentences.model import Tokens, load_model
from musterbook.settings import Settings

PIECES_AT_ONCE = 128
"""Pieces that the parser sees at once, some 2,000 words: more are slower, since they fall out of the caches."""

TOKENS_A_WORD = 2
"""Tokens for each word that a sentence may have; a longer one is cut: rules grow with the square of a sentence."""


def parse(document: Document, settings: Settings) -> Parsed:
    """One document as parsed sentences."""
    return next(parse_many([document], settings))


def parse_many(documents: Iterable[Document], settings: Settings) -> Iterator[Parsed]:
    """Documents as parsed sentences, in order; the pieces of several go to the parser in one batch."""
    for batch in _batches(documents, settings.batch_words):
        cut = [list(pieces(document.text, settings.max_sentence_words)) for document in batch]
        parsed = _parse_pieces(chain.from_iterable(cut), settings)
        for document, own in zip(batch, cut, strict=True):
            sentences: list[Sentence] = []
            for piece, tokens in zip(own, islice(parsed, len(own)), strict=True):
                _add_sentences(sentences, piece, tokens, settings.max_sentence_words * TOKENS_A_WORD)
            yield Parsed(document=document, sentences=tuple(sentences))


def _batches(documents: Iterable[Document], words: int) -> Iterator[list[Document]]:
    """Runs of documents that together have about so many words."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += document.text.count(" ") + 1
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _parse_pieces(cut: Iterable[Piece], settings: Settings) -> Iterator[Tokens]:
    model = load_model(settings.language)
    waiting = iter(cut)
    while batch := [piece.words for piece in islice(waiting, PIECES_AT_ONCE)]:
        yield from model.parse(batch)


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
