"""The verb of a headline as a parser knows it: "Donates" in title case is taken for a name, "loans" for a noun.

Only a word that the lexicons know as a verb of giving or saying, directly behind a name of the tables that opens the
line, is written in small letters ("Japan donates Tents") or as another verb of its length ("Japan lends Togo $3
million"). The length never changes.
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
    small = [_small_verb(_plain_verb(line)) for line in lines]
    return text if small == lines else "\n".join(small)


def _plain_verb(line: str) -> str:
    """The line with a noun that stands for a verb between a giver and a name or a sum as that verb."""
    if not 0 < len(line) < LONGEST_LINE:
        return line
    verbs = commitments().verbs_for
    found = list(WORD.finditer(line))[: LONGEST_NAME + 1]
    at = next((n for n, word in enumerate(found) if word.group().lower() in verbs), 0)
    if not at:
        return line
    noun = found[at]
    giver = any(line[found[0].start() : w.end()] in party_table().surfaces for w in found[:at])
    after = line[noun.end() : noun.end() + 2]
    if not giver or len(after) < len("  ") or after[0] != " " or not (after[1].isupper() or not after[1].isalpha()):
        return line
    return line[: noun.start()] + verbs[noun.group().lower()] + line[noun.end() :]


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
