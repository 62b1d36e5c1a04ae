"""Sums asked for and come in, by the words directly beside them: "of the $340 million sought, $74 million has come in".

Parsers build such clauses in many ways; the words on both sides of the figure are few. A sum of which no word near it
says that it belongs to an appeal, a plan or a fund gives nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft
from musterbook.claims.figures import figure_tokens
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import Family, Measure, Quantity, QuantityKind, Sentence

G = grammar()
L = situations()
BACK = 2
"""Sentences before that may name the appeal."""
LONGEST_LABEL = 6
"""Tokens of a label before its colon."""
REACH = 5
"""Tokens between a figure and the words that say what it is."""
PERCENT = "percent"


def told_beside(scene: Scene, s: Sentence, q: Quantity) -> Draft | None:
    """A sum that is asked for, a sum or a share that has come in, or None."""
    low, high = figure_tokens(s, q)
    label = _label(s, low)
    if label is not None:
        return _draft(s, q, (label[1], high), (label[0], "label"))
    sum_of_money = q.unit != PERCENT
    if sum_of_money:
        end = _asked(s, low, high)
        if end is not None and (_of_appeal(scene, s) or _has_come(scene, s, q)):
            return _draft(s, q, (low, end), (Measure.FUNDING_TARGET, "asked"))
        amount = _amounts(s, low)
        if amount is not None and _of_appeal(scene, s):
            return _draft(s, q, (amount[1], high), (amount[0], "amounts"))
        end = _wanting(s, high)
        if end is not None and _of_appeal(scene, s) and not _second(s, low):
            return _draft(s, q, (low, end), (Measure.FUNDING_TARGET, "wanting"))
    end = _part_of_asked(scene, s, q, high)
    if end is None and _beside_asked(scene, s, q):
        end = _came(s, high, "came", "paid_in")
    elif end is None and _of_appeal(scene, s):
        end = _came(s, high, "came")
    if end is None:
        return None
    return _draft(s, q, (low, end), (Measure.FUNDING_RECEIVED, "came"))


def _label(s: Sentence, low: int) -> tuple[Measure, int] | None:
    """ "Requirements: $77 million", "Funding received to date: $31 million"; measure and first token."""
    if low < 2 or s.lower[low - 1] not in L.words["colon"]:
        return None
    first = low - 1
    while first > 0 and low - first <= LONGEST_LABEL and s.pos[first - 1] != "PUNCT":
        first -= 1
    words = frozenset(s.lower[first : low - 1])
    if words & L.funding["label_received"]:
        return Measure.FUNDING_RECEIVED, first
    return (Measure.FUNDING_TARGET, first) if words & L.funding["label_target"] else None


def _skipped(s: Sentence, i: int) -> int:
    """Behind brackets and auxiliaries that stand between a figure and the word that says what became of it."""
    if i < len(s.words) and s.lower[i] in L.words["opens"]:
        i = next((k + 1 for k in range(i, min(i + REACH + 3, len(s.words))) if s.lower[k] in L.words["closes"]), i)
    while i < len(s.words) and (s.lower[i] in G["be"] | G["perfect"] or s.pos[i] == "ADV"):
        if s.lower[i] in G["negation"]:
            return len(s.words)
        i += 1
    return i


def _match(s: Sentence, i: int, key: str) -> int | None:
    """Last-plus-one token of the words of one list that begin at a token."""
    phrases = _phrases(key).get(s.lower[i]) if i < len(s.lower) else None
    if phrases is None:
        return None
    return max((i + len(p) for p in phrases if p == s.lower[i : i + len(p)]), default=None)


@cache
def _phrases(key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of one list by their first word."""
    split = [tuple(phrase.split()) for phrase in L.funding[key]]
    return {first: tuple(p for p in split if p[0] == first) for first in {p[0] for p in split}}


def _asked(s: Sentence, low: int, high: int) -> int | None:
    """ "of the $340 million requested", "out of the $5 million that it seeks"; last-plus-one token."""
    first = low - 1
    while first >= 0 and (
        s.lower[first] in G["definite"] | G["own"] | G["indefinite"] or s.pos[first] in ("SYM", "ADV")
    ):
        first -= 1
    if first < 0 or s.lower[first] not in G["of"] | L.funding["against"]:
        return None
    noun = _match(s, high, "appeals")
    if noun is not None:
        return noun
    for i in range(high, min(high + REACH, len(s.words))):
        end = _match(s, i, "asked")
        if end is not None:
            return end
        if s.pos[i] in ("PUNCT", "VERB") or s.lower[i] in G["negation"]:
            return None
    return None


def _wanting(s: Sentence, high: int) -> int | None:
    """ "A further $623 million is needed for the camps": with what it is for."""
    i = _skipped(s, high)
    if i == high or i >= len(s.words) or any(s.tags[k] == "MD" for k in range(high, i)):
        return None
    end = _match(s, i, "wanted")
    if end is not None and end < len(s.words) and s.lower[end] in G["for"]:
        end = next((k for k in range(end, len(s.words)) if s.pos[k] in ("PUNCT", "VERB")), end)
    return end


def _second(s: Sentence, low: int) -> bool:
    """Whether a sum in brackets repeats another one."""
    return low > 0 and s.lower[low - 1] in L.words["opens"]


def _of_appeal(scene: Scene, s: Sentence) -> bool:
    """Whether an appeal, a plan or a fund is spoken of in the sentence or just before it."""
    near = scene.parsed.sentences[max(s.index - BACK, 0) : s.index + 1]
    return any(_match(n, i, "spoken_of") is not None for n in near for i in range(len(n.words)))


def _sums(scene: Scene, s: Sentence) -> Iterator[tuple[Quantity, int, int]]:
    for q in scene.quantities_in(s.start, s.end):
        if len(q.unit) == len("USD") and q.unit.isupper():
            yield q, *figure_tokens(s, q)


def _beside_asked(scene: Scene, s: Sentence, q: Quantity) -> bool:
    """Whether another sum of the sentence is what was asked for."""
    return any(_asked(s, low, high) is not None for other, low, high in _sums(scene, s) if other.start != q.start)


def _has_come(scene: Scene, s: Sentence, q: Quantity) -> bool:
    """Whether another sum or a share of the sentence has come in."""
    others = (o for o in scene.quantities_in(s.start, s.end) if o.start != q.start)
    return any(_came(s, figure_tokens(s, o)[1]) is not None for o in others)


def _amounts(s: Sentence, low: int) -> tuple[Measure, int] | None:
    """ "Requirements for the year amount to $77 million", "contributions to the fund stood at $31 million"."""
    verb = next(
        (i for i in range(low - 1, max(low - REACH, 0), -1) if s.lower[i] in L.funding_verbs["sum_verbs"]), None
    )
    if verb is None or s.tags[verb] not in ("VBD", "VBZ", "VBP", "VBN") or _denied(s, verb):
        return None
    between = s.lower[verb + 1 : low]
    if any(s.pos[i] in ("NOUN", "VERB") for i in range(verb + 1, low)) or G["infinitive"] & set(between[1:]):
        return None
    who = syntax.subject(s, verb)
    if who is None or who > verb:
        return None
    first = syntax.phrase(s, who)[0]
    if s.lower[who] in L.funding["need_nouns"] | L.funding["label_target"]:
        return Measure.FUNDING_TARGET, first
    return (Measure.FUNDING_RECEIVED, first) if s.lower[who] in L.funding["label_received"] else None


def _denied(s: Sentence, verb: int) -> bool:
    return any(s.deps[c] == "neg" or s.tags[c] == "MD" for c in s.children[verb])


def _part_of_asked(scene: Scene, s: Sentence, q: Quantity, high: int) -> int | None:
    """ "Donors have provided $74 million of the $340 million requested"; last-plus-one token of the figure."""
    if high >= len(s.words) or s.lower[high] not in G["of"]:
        return None
    part = next((t for t in _sums(scene, s) if t[0].start > q.start), None)
    if part is None or part[1] - high > 3 or _asked(s, part[1], part[2]) is None:
        return None
    low = figure_tokens(s, q)[0]
    verb = next((i for i in range(low - 1, -1, -1) if s.pos[i] == "VERB"), None)
    if verb is not None and s.lower[verb] in L.funding_verbs["given_verbs"] and syntax.tense(s, verb) == syntax.PAST:
        who = syntax.subject(s, verb)
        if who is not None and s.lower[who] in L.funding["contributors"] | L.funding["takers"]:
            return high
    after = next((i for i in range(part[2], len(s.words)) if s.lower[i] in G["be"] | G["perfect"]), None)
    return high if after is not None and _came(s, after) is not None else None


def _came(s: Sentence, high: int, *lists: str) -> int | None:
    """ "$74 million has come in", "46 per cent ($362 million) was received", "$148 million was in hand"."""
    i = _skipped(s, high)
    if not high < i < len(s.words):
        return None
    return max((end for key in lists or ("came", "paid_in") if (end := _match(s, i, key)) is not None), default=None)


def _draft(s: Sentence, q: Quantity, bounds: tuple[int, int], found: tuple[Measure, str]) -> Draft:
    low, high = bounds
    measure, rule = found
    low = low - 1 if low and s.pos[low - 1] == "SYM" else low
    return Draft(
        rule=f"situation.{measure}.{rule}",
        family=Family.SITUATION,
        measure=measure,
        sentence=s,
        verb=min(high, len(s.words)) - 1,
        start=s.starts[low],
        end=s.ends[high - 1],
        quantity=replace(q, kind=QuantityKind.SHARE) if q.unit == PERCENT else q,
    )
