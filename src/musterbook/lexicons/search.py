"""One pass over a text for every name of the tables, and one for the words that show what it is about."""

from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick_rs

from musterbook.lexicons.parties import NamePattern, party_table
from musterbook.lexicons.topic import Topic, topic

TEXTS_REMEMBERED = 64
"""Texts whose names are kept until their claims are read: about one batch of documents."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found in the text, before anything around it was asked."""

    start: int
    end: int
    pattern: NamePattern


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, dict[int, NamePattern]]:
    forms: dict[str, NamePattern] = {}
    for surface, pattern in party_table().surfaces.items():
        forms[surface] = pattern
    matcher = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, dict(enumerate(forms.values()))


@lru_cache(maxsize=TEXTS_REMEMBERED)
def hits(text: str) -> tuple[Hit, ...]:
    """Every form that stands alone as a word, leftmost and longest, in order. Gate and cast share the answer."""
    matcher, patterns = _automaton()
    found = []
    size = len(text)
    for index, start, end in matcher.find_matches_as_indexes(text):
        if start and text[start - 1].isalnum() and text[start].isalnum():
            continue
        if end < size and text[end - 1].isalnum() and (text[end].isalnum() or text[end] == "$"):
            continue
        if end < size and text[end - 1] == "." and text[end].isalnum():
            continue
        found.append(Hit(start, end, patterns[index]))
    return tuple(found)


@cache
def _topic_automaton(language: str) -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, bool, bool], ...]]:
    """The matcher, and for each of its words: itself, whether it is strong, whether it may go on."""
    words = topic(language)
    rows = [(word, True) for word in words.strong] + [(word, False) for word in words.plain]
    known = {word.rstrip("*"): (word, strong, word.endswith("*")) for word, strong in reversed(rows)}
    matcher = ahocorasick_rs.AhoCorasick(list(known), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, tuple(known.values())


def topic_points(text: str, words: Topic) -> tuple[int, int]:
    """How many strong words of the topic stand in a text, and how many points they and the plain ones make."""
    matcher, rows = _topic_automaton(words.language)
    lower = text.lower()
    size = len(lower)
    found: set[int] = set()
    for index, start, end in matcher.find_matches_as_indexes(lower):
        if index in found or (start and lower[start - 1].isalpha()):
            continue
        if rows[index][2] or end == size or not lower[end].isalpha():
            found.add(index)
    strong = sum(rows[index][1] for index in found)
    return strong, strong * words.strong_weight + len(found) - strong
