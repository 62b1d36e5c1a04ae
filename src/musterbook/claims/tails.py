"""Where the evidence of a resource ends: what is said of it directly behind it."""

from musterbook.claims import syntax
from musterbook.lexicons.frames import grammar
from musterbook.model import Sentence

G = grammar()


def tail_end(s: Sentence, head: int, high: int) -> int:
    """The end of what says for whom or for what a figure is ("in aid to Syria"), up to the next comma or figure."""
    while high < len(s.words) and (_hyphen(s, high) or s.pos[high] not in ENDING):
        if head not in syntax.ancestors(s, high) or s.tags[high] in ("WDT", "WP"):
            break
        high += 1
    while s.pos[high - 1] in ("ADP", "DET", "PART"):
        high -= 1
    return high


PURPOSE_TOKENS = 18
"""The longest infinitive that says what a sum is for within its evidence."""


def purpose_end(s: Sentence, high: int) -> int:
    """The end of an infinitive directly behind a sum ("$5 million to repair roads"), up to the next mark or figure."""
    if high + 1 >= len(s.words) or s.lower[high] not in G["infinitive"] or s.tags[high + 1] != "VB":
        return high
    end = high + 2
    while end < min(len(s.words), high + PURPOSE_TOKENS) and s.pos[end] not in ("NUM", "SYM"):
        if s.pos[end] == "PUNCT" and not _hyphen(s, end):
            break
        end += 1
    while s.pos[end - 1] in ("ADP", "DET", "PART", "CCONJ", "ADJ", "ADV"):
        end -= 1
    return end


ENDING = ("PUNCT", "NUM", "SYM", "CCONJ", "VERB", "AUX", "SCONJ")


def _hyphen(s: Sentence, i: int) -> bool:
    """ "short-term", "risk-sharing": a hyphen within a word, and the word behind it."""
    glued = 0 < i < len(s.words) - 1 and s.starts[i] == s.ends[i - 1] and s.starts[i + 1] == s.ends[i]
    return (glued and s.words[i] == "-") or (i > 0 and s.words[i - 1] == "-" and s.starts[i] == s.ends[i - 1])
