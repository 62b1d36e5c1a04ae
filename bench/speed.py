"""Reading against spaCy's own full pipeline over the same text, alternating in one process on one core.

    python bench/speed.py [SOURCE ...]      default: the sample that comes with the package

Machines are noisy: the ratio is the result, the absolute figures only say where it was measured.
"""

import statistics
import sys
import time
from collections.abc import Callable

import spacy

from musterbook import claims, documents, parties, sentences
from musterbook.model import Document
from musterbook.sentences.parse import MODELS
from musterbook.settings import Settings

ROUNDS = 5
SETTINGS = Settings()


def read_all(texts: list[Document]) -> int:
    count = 0
    for document in texts:
        parsed = sentences.parse(document, SETTINGS)
        count += len(tuple(claims.extract(parsed, parties.cast(parsed))))
    return count


def parse_only(texts: list[Document]) -> int:
    return sum(len(sentences.parse(document, SETTINGS).sentences) for document in texts)


def full_pipeline() -> Callable[[list[Document]], int]:
    name = next(name for name in MODELS["en"] if spacy.util.is_package(name))
    nlp = spacy.load(name)

    def run(texts: list[Document]) -> int:
        return sum(len(doc.ents) for doc in nlp.pipe((d.text for d in texts), batch_size=4))

    return run


def seconds(work: Callable[[list[Document]], int], texts: list[Document]) -> float:
    start = time.perf_counter()
    work(texts)
    return time.perf_counter() - start


def main() -> None:
    sources = sys.argv[1:] or ["sample:haiti-mss"]
    texts = [item for item in documents.read(sources, SETTINGS) if isinstance(item, Document)]
    words = sum(len(d.text.split()) for d in texts)
    spacy_full = full_pipeline()
    read_all(texts[:2])
    spacy_full(texts[:2])
    ours, parsing, theirs = [], [], []
    for _ in range(ROUNDS):
        ours.append(seconds(read_all, texts))
        parsing.append(seconds(parse_only, texts))
        theirs.append(seconds(spacy_full, texts))
    ratio = statistics.median(t / o for t, o in zip(theirs, ours, strict=True))
    print(f"{len(texts)} documents, {words} words, {ROUNDS} rounds, medians, one process")
    for name, times in (
        ("musterbook, text to claims", ours),
        ("  of it parsing", parsing),
        ("spaCy full pipeline", theirs),
    ):
        median = statistics.median(times)
        print(f"{name:28} {median:6.2f} s  {words / median:8.0f} words/s")
    print(f"spaCy full pipeline / musterbook: {ratio:.2f} (above 1: musterbook is faster)")


if __name__ == "__main__":
    main()
