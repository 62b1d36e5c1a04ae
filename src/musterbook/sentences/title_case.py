"""The verb of a headline in title case, in small letters: parsers take "Donates" in "Japan Donates Tents" for a name.

Only a word that the lexicons know as a verb of giving or saying, directly behind a name of the tables that opens the
line. The length never changes.
"""

import re
from functools import cache

from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.parties import party_table

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
LONGEST_LINE = 200
"""Code points; a longer line is a paragraph."""
LONGEST_NAME = 4
"""Words of the name that opens a headline."""
FEWEST_WORDS = 4
LONG_WORD = 4
"""Letters from which a word of a title is written with a capital."""
TITLE_SHARE = 0.8
"""Share of the long words of a line with a capital from which it is in title case."""


def with_small_verbs(text: str) -> str:
    """The text with the verbs of its titles in small letters; the text itself where there is none."""
    lines = text.split("\n")
    small = [_small_verb(line) for line in lines]
    return text if small == lines else "\n".join(small)


def _small_verb(line: str) -> str:
    if not 0 < len(line) < LONGEST_LINE or line.rstrip().endswith((".", "!", "?")):
        return line
    found = list(WORD.finditer(line))
    long = [w for w in found if len(w.group()) >= LONG_WORD]
    titled = sum(w.group()[0].isupper() for w in long) >= TITLE_SHARE * len(long)
    if len(found) < FEWEST_WORDS or not titled or line.isupper():
        return line
    for n in range(min(LONGEST_NAME, len(found) - 1), 0, -1):
        if line[found[0].start() : found[n - 1].end()] not in party_table().surfaces:
            continue
        at = found[n].start()
        touches = line[found[n - 1].end() : at] == " "
        return (
            line[:at] + line[at].lower() + line[at + 1 :] if touches and found[n].group().lower() in _verbs() else line
        )
    return line


@cache
def _verbs() -> frozenset[str]:
    """Forms in -s of the verbs with which a commitment begins."""
    words = commitments()
    tables = (words.deeds, words.stance_verbs, words.cancelling, words.signing.verbs, words.instruments)
    return frozenset(word for table in tables for word in table if word.endswith("s"))
