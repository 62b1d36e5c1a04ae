"""What the readers of situation figures share: the head of a figure's phrase, its tokens, and where it happened."""

from bisect import bisect_left, bisect_right

from musterbook.claims import syntax
from musterbook.claims.scene import Scene
from musterbook.model import Quantity, Sentence

SHORTEST_TAIL = 2
"""A conjunction and an adjective at the end of a figure ("41 dead and more") open the next one."""


def figure_head(s: Sentence, q: Quantity) -> int | None:
    """The head token of a figure's phrase: the last token of the stretch whose own head lies outside it."""
    inside = list(_touched(s, q))
    if not inside:
        return None
    first = next((i for i in inside if s.pos[i] == "NUM"), inside[0])
    inside = [i for i in inside if i >= first]
    if len(inside) > SHORTEST_TAIL and s.pos[inside[-2]] == "CCONJ" and s.pos[inside[-1]] == "ADJ":
        inside = inside[:-2]
    members = set(inside)
    tops = [i for i in inside if s.heads[i] not in members or s.heads[i] == i]
    top = tops[-1]
    if s.pos[top] in ("VERB", "ADJ"):
        top = next((c for c in s.children[top] if c in members and s.pos[c] == "NOUN"), top)
    while (
        s.deps[top] in ("nummod", "amod", "quantmod", "compound", "advmod", "npadvmod", "det", "poss")
        and s.heads[top] != top
    ):
        if s.pos[s.heads[top]] not in ("NOUN", "PROPN", "NUM", "ADJ", "PRON"):
            break
        if s.pos[s.heads[top]] == "PROPN" and s.heads[top] < inside[0]:
            break
        top = s.heads[top]
    return top


def figure_tokens(s: Sentence, q: Quantity) -> tuple[int, int]:
    """First and last-plus-one token that the figure touches."""
    inside = _touched(s, q)
    return inside.start, inside.stop


def _touched(s: Sentence, q: Quantity) -> range:
    """The tokens of which some letter lies inside the figure."""
    return range(bisect_right(s.ends, q.start), bisect_left(s.starts, q.end))


def governor(s: Sentence, q: Quantity, head: int) -> int:
    """The token that governs a figure's phrase; a preposition of its own bound ("up to 500") is stepped over."""
    up, low = s.heads[head], figure_tokens(s, q)[0]
    return s.heads[up] if s.deps[head] == "pobj" and low <= up < head else up


def place_of(scene: Scene, s: Sentence, verb: int, head: int) -> str | None:
    """The state where it happened: a place named in the clause, else the country that the document is about."""
    for anchor in (verb, head):
        for _, o in syntax.preposition(s, anchor):
            for party in scene.resolve(s, o):
                state = (
                    party.id if party.kind == "state" else party.country if party.kind in ("place", "region") else None
                )
                if state:
                    return state
    return scene.cast.host
