"""Lists of names as one coordination, whatever the parser made of them.

"Benin, the Bahamas, Belize and Chad have notified ...": the parser often takes the second name of such a list for an
apposition of the first, and the rest hang on it. Three names or more with nothing but commas, conjunctions and articles
between them are one list; what stands outside it is left as it was.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from musterbook.lexicons.titles import descriptors
from musterbook.model import Sentence
from musterbook.parties.scan import Located

LISTED = frozenset({"state", "body"})
NAMED = frozenset({"name", "acronym"})
LEAST = 3
"""Names that make a list: of two, the second is as often where the first lies."""
LOOSE = frozenset(
    {"conj", "appos", "npadvmod", "dep", "nmod", "compound", "nsubj", "nsubjpass", "pobj", "dobj", "attr"}
)
"""Labels that a name in the midst of a list may have been given."""
GRAMMATICAL = ("nsubj", "nsubjpass", "pobj", "dobj", "attr", "conj", "appos")
"""Labels that say what the whole list is in its clause, the surest first."""


def listed(s: Sentence, items: Sequence[Located]) -> Sentence:
    """The sentence with each list of names as a chain of conjuncts behind its first name."""
    deps, heads = list(s.deps), list(s.heads)
    for run in _runs(s, items):
        tops = [_top(s, item) for item in run]
        inside = range(run[0].first, run[-1].end)
        outer = {s.heads[t] for t in tops if s.heads[t] not in inside or s.heads[t] == t}
        if len(outer - set(tops)) != 1 or any(s.deps[t] not in LOOSE for t in tops[1:]):
            continue
        anchor = next(iter(outer - set(tops)))
        whole = min(
            (s.deps[t] for t in tops if s.heads[t] == anchor),
            key=lambda d: GRAMMATICAL.index(d) if d in GRAMMATICAL else len(GRAMMATICAL),
        )
        deps[tops[0]], heads[tops[0]] = whole, anchor
        for before, top in pairwise(tops):
            deps[top], heads[top] = "conj", before
    if heads == list(s.heads) and deps == list(s.deps):
        return s
    return s.rehung(tuple(deps), tuple(heads))


def _runs(s: Sentence, items: Sequence[Located]) -> Iterator[list[Located]]:
    names = [item for item in items if item.mention.party.kind in LISTED and item.mention.how in NAMED]
    run: list[Located] = []
    for item in names:
        if run and not _joined(s, run[-1].end, item.first):
            if len(run) >= LEAST:
                yield run
            run = []
        run.append(item)
    if len(run) >= LEAST:
        yield run


def _joined(s: Sentence, low: int, high: int) -> bool:
    """Whether nothing but commas, conjunctions and articles, and one comma or conjunction at least, stands between."""
    words = descriptors()
    between = frozenset(s.lower[low:high])
    return bool(between & words["list_links"]) and between <= words["list_links"] | words["list_articles"]


def _top(s: Sentence, item: Located) -> int:
    """The token of a name whose head lies outside it."""
    inside = range(item.first, item.end)
    return next((i for i in inside if s.heads[i] not in inside or s.heads[i] == i), item.first)
