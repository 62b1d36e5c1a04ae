"""What need not be parsed: a document that is about something else, and a line in which no claim can begin.

The gate costs a hundredth of the parser. It is made to let through what it doubts: short documents, any named mission,
aid between two countries, and else a few words of the trade. The screen leaves out only lines without a figure, a name,
a mark, and any word with which a rule begins, so that the claims with it are those without it.
"""

import re

from musterbook.lexicons.search import hits, topic_points
from musterbook.lexicons.topic import Topic, topic, trigger_words

TELLING = re.compile(r"[\d:\"“”„«»'‘’•$€£¥]|\S\s+\W*[A-Z]|[A-Z][A-Z]")
"""A figure, a mark, a colon, or a capital that does not begin the line: a line with any of these is parsed."""

ITEM_LETTERS = 40
"""A shorter line is a heading or an item of a list, and may name a thing that no lexicon knows."""

WORD = re.compile(r"[^\W\d_]+")
PLACES = frozenset({"state", "place"})


def load_words(language: str) -> None:
    """Load the words of gate and screen and the names now."""
    topic_points("", topic(language))
    hits("")
    trigger_words(language)


def is_on_topic(text: str, language: str) -> bool:
    """Whether a text may hold claims at all."""
    words = topic(language)
    size = text.count(" ") + 1
    if size < words.short_words:
        return True
    strong, points = topic_points(text, words)
    if size < words.long_words:
        enough = points >= words.few_points
    else:
        enough = strong > 0 and points >= words.points + min(words.most_points, size // words.each_words)
    if enough:
        return True
    return _names_a_mission(text) or _gives_abroad(text, words)


def _names_a_mission(text: str) -> bool:
    return any(hit.pattern.mission is not None for hit in hits(text))


def _gives_abroad(text: str, words: Topic) -> bool:
    """Whether some line names two countries and a word of giving."""
    seen: dict[tuple[int, int], set[str]] = {}
    for hit in hits(text):
        party = hit.pattern.party
        if party is None or party.kind not in PLACES or party.country is None:
            continue
        line = text.rfind("\n", 0, hit.start) + 1, text.find("\n", hit.end)
        countries = seen.setdefault(line, set())
        countries.add(party.country)
    return any(
        len(countries) > 1 and words.giving.search(text, start, end if end >= 0 else len(text)) is not None
        for (start, end), countries in seen.items()
    )


def can_claim(line: str, language: str) -> bool:
    """Whether a line must be parsed: it holds something that a rule could begin with, or somebody's name."""
    if len(line) < ITEM_LETTERS or TELLING.search(line) is not None:
        return True
    triggers = trigger_words(language)
    return any(word in triggers for word in WORD.findall(line.lower()))
