"""Figures behind the noun which they count: "the contingent, 730 strong,", "rescuers, 34 in all", "numbering 30"."""

from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments, noun_list
from musterbook.model import Quantity, Sentence

L = commitments()
LONGEST_LEAD = 4
"""Words between the noun and its figure ("who now number some 400")."""

OPENERS = frozenset({",", "(", "-", "–", "—", ":"})
CLOSERS = frozenset({",", ")", "-", "–", "—", ".", ";"})
COLON = ":"
COUNTED = frozenset({"", "person"})
NUMERAL = ("CD",)


def apposed(scene: Scene, s: Sentence, high: int) -> Quantity | None:
    """The figure behind a phrase that ends before token `high`, where words around it say that it counts the phrase.

    Either a word before it does ("numbering", "who number"), or one after it ("strong", "in all", "of them"); the
    figure has no noun of its own then.
    """
    if high >= len(s.words):
        return None
    for q in scene.quantities_in(s.starts[high - 1], s.end):
        first = next((i for i in range(high, len(s.words)) if s.starts[i] <= q.start < s.ends[i]), None)
        if first is None or q.unit not in COUNTED:
            continue
        if first - high > LONGEST_LEAD + 1:
            return None
        lead = s.lower[high:first]
        last = next(i for i in range(len(s.words) - 1, first - 1, -1) if s.starts[i] < q.end)
        if any(w in L.numbering for w in lead) and (
            last + 1 >= len(s.words) or s.pos[last + 1] not in ("NOUN", "PROPN")
        ):
            return q
        if (
            lead[:1]
            and lead[0] in OPENERS
            and all(s.pos[i] not in ("VERB", "NOUN", "PROPN") for i in range(high, first))
        ):
            return q if _tail(s, last) or _closed(s, high, first, last) else None
        return None
    return None


def _closed(s: Sentence, high: int, first: int, last: int) -> bool:
    """ "its soldiers, more than 700, from the mission", "the rest, some 60, are expected": a bare figure between marks
    counts the people in the plural before it.
    """
    several = s.tags[high - 1] in ("NNS", "NNPS") or s.lower[high - 1] in noun_list("left")
    if not several or first - high < 1 or any(s.words[i].isdigit() for i in range(high, first)):
        return False
    behind = s.words[last + 1] if last + 1 < len(s.words) else "."
    return behind in CLOSERS and s.words[high] != COLON


def _tail(s: Sentence, last: int) -> bool:
    """Whether the words from the end of a figure on say that it counts what stands before it."""
    return any(s.lower[i : i + len(words)] == words for words in L.counting for i in (last, last + 1))
