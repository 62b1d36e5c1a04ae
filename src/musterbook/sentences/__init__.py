"""Documents to parsed sentences: the only place that knows spaCy."""

from musterbook.sentences.parse import load_model, parse, parse_many

__all__ = ["load_model", "parse", "parse_many"]
