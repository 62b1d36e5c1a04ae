"""Words by which a mandate names its instrument."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from musterbook.errors import LexiconError

FILE = "en/mandates.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateWords:
    """Words about mandates, all in lower case.

    `instruments` are nouns after which a number names an instrument, `skip` what may stand in between. `lasting` are
    words before a length of time that something lasts, `one` articles that count it once, `until` words before the
    day on which it ends.
    """

    instruments: frozenset[str]
    skip: frozenset[str]
    lasting: frozenset[str]
    one: frozenset[str]
    until: frozenset[str]


@cache
def mandate_words() -> MandateWords:
    """The lexicon of mandates. Raises LexiconError where a list is missing or holds anything but words."""
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath(FILE).read_text("utf-8"))
    lists = {}
    for name in ("instruments", "skip", "lasting", "one", "until"):
        words = data.get(name)
        if not isinstance(words, list) or not all(isinstance(word, str) and word == word.lower() for word in words):
            raise LexiconError(f"{FILE}: {name} must be a list of lower-case words")
        lists[name] = frozenset(words)
    return MandateWords(**lists)
