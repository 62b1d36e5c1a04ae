"""Documents to parsed sentences: the only place that knows spaCy."""

from musterbook.sentences.model import load_model
from musterbook.sentences.parse import in_ordinary_case, parse, parse_many, words_of
from musterbook.sentences.screen import load_words
from musterbook.sentences.sections import SECTION_LETTERS, sections

__all__ = [
    "SECTION_LETTERS",
    "in_ordinary_case",
    "load_model",
    "load_words",
    "parse",
    "parse_many",
    "sections",
    "words_of",
]
