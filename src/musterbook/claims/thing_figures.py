"""The figure of a resource that does not stand inside its phrase: in a participle, above it, behind or beside it."""

from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.apposed import apposed
from musterbook.claims.drafts import figure_in
from musterbook.claims.resource_kinds import classify, is_money, one
from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Quantity, QuantityKind, Resource, Sentence

G = grammar()
LARGEST_SERIES = 12
"""Of that many units, flights or ships the first is one; of more people "the first" are many."""


def figure_around(scene: Scene, s: Sentence, head: int, high: int) -> Quantity | None:
    """The figure of the noun phrase of `head`, which ends before token `high` and holds none."""
    found = worth(scene, s, head) or _sum_above(scene, s, head) or _behind(scene, s, head, high)
    return found or _sum_beside(scene, s, head, high) or _single(scene, s, head)


def worth(scene: Scene, s: Sentence, head: int) -> Quantity | None:
    """ "a drawdown valued at $250 million": the sum stands in a participle behind the noun."""
    for c in s.children[head]:
        if c > head and s.lower[c] in commitments().worth:
            low, high = s.subtree(c)
            found = figure_in(scene, s, low, high)
            return found if is_money(found) else None
    return None


def _sum_above(scene: Scene, s: Sentence, head: int) -> Quantity | None:
    """ "the $5 million in aid that it provided": the clause hangs on the aid, the sum stands above it."""
    up = s.heads[head]
    if s.deps[head] != "pobj" or s.lower[up] not in commitments().inside or s.pos[s.heads[up]] != "NUM":
        return None
    if not any(s.deps[c] in ("relcl", "acl") for c in s.children[head]):
        return None
    found = figure_in(scene, s, *syntax.phrase(s, s.heads[up]))
    return found if is_money(found) else None


def one_of(s: Sentence, head: int, figure: Quantity) -> bool:
    """ "The first of four battalions": the figure counts the whole, of which one is told."""
    behind = s.lower[head] in G["ordinal"] and figure.start >= s.ends[head]
    return behind and not is_money(figure) and (figure.high or LARGEST_SERIES + 1) <= LARGEST_SERIES


def _behind(scene: Scene, s: Sentence, head: int, high: int) -> Quantity | None:
    """ "the contingent, 730 strong": the number of people stands behind their noun."""
    found = classify(s, head)
    people = found is not None and found[0].resource is Resource.PERSONNEL
    counted = apposed(scene, s, high) if people else None
    return None if counted is None else replace(counted, kind=QuantityKind.UNKNOWN)


def _single(scene: Scene, s: Sentence, head: int) -> Quantity | None:
    """ "one frigate": a craft or a thing counted by the word itself; an article counts nothing (METHOD section 3)."""
    counted = next((c for c in s.children[head] if s.deps[c] == "nummod" and s.lower[c] in G["indefinite"]), None)
    found = classify(s, head) if counted is not None else None
    if counted is None or found is None or found[0].resource is not Resource.EQUIPMENT or s.tags[head] == "NNS":
        return None
    return replace(one(s.starts[counted], s.ends[head], scene.text), unit=s.lower[head])


def _sum_beside(scene: Scene, s: Sentence, head: int, high: int) -> Quantity | None:
    """ "the last tranche, 14 million dollars, was paid": a sum between commas says how much the money is."""
    found = classify(s, head)
    if found is None or found[0].resource is not Resource.MONEY or s.lower[high : high + 1] != (",",):
        return None
    after = high + 1
    q = figure_in(scene, s, after, min(after + 2, len(s.words)))
    if q is None or not is_money(q):
        return None
    end = token_after(s, q)
    return q if end >= len(s.words) or s.words[end] in (",", ".", ";") else None


def token_after(s: Sentence, figure: Quantity | None) -> int:
    """The token behind a figure; 0 without one."""
    return 0 if figure is None else next((i for i in range(len(s.words)) if s.starts[i] >= figure.end), len(s.words))
