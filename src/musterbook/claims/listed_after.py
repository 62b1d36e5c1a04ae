"""Who a counted group is, told behind it: "Five countries have notified the UN. The five are Ghana and four others".

The count is the proof: as many states are named as the group has, and all of them did what the group did.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import grammar
from musterbook.model import Party, Sentence

G = grammar()
REACH = 3
"""Sentences between the count and the names."""


def members_of_groups(scene: Scene, s: Sentence, told: Sequence[Draft]) -> Iterator[Draft]:
    """A draft for each state that a sentence names as a member of a group told before it."""
    groups = [d for d in told if d.group is not None and 0 < s.index - d.sentence.index <= REACH]
    if not groups or len(groups[-1].party) > 1:
        return
    for v in range(len(s.words)):
        if s.lower[v] not in G["be"] or s.deps[v] != "ROOT" or denied(s, v):
            continue
        parties = _states(scene, s, v)
        count = groups[-1].group
        if count is None or count.low != len(parties) or count.high != count.low:
            continue
        end = s.ends[max(i for i in range(len(s.words)) if s.pos[i] != "PUNCT")]
        for party in parties:
            yield replace(
                groups[-1], sentence=s, verb=v, start=s.start, end=end, party=(party,), group=None, parts=()
            )  # fmt: skip


def _states(scene: Scene, s: Sentence, v: int) -> tuple[Party, ...]:
    """The states on the other side of "be" from a subject that only counts or repeats: "the five", "they"."""
    subject = syntax.subject(s, v)
    listed = syntax.child(s, v, "attr")
    if subject is None or listed is None or scene.mentions_in(s, *syntax.phrase(s, subject)):
        return ()
    named = [party for head in syntax.conjuncts(s, listed) for party in scene.resolve(s, head)]
    states = {party.id: party for party in named if party.kind == "state"}
    return tuple(states.values()) if len(states) == len(syntax.conjuncts(s, listed)) else ()
