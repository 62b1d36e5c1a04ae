"""The sum of a gift told as what its works cost, or as the loan or grant that nobody in the sentence gives.

"The hospital cost $3 million", "The contract was worth 14 million", "It was funded by a $10 million loan", "The loan is
for $58 million": only in a document about one giver and another country that tells no other sum of that giver, and
only the first such sum. The stage is the highest that is told of that giver, else a pledge.
"""

from collections.abc import Iterator, Sequence

from musterbook.claims import syntax
from musterbook.claims.agreements import sums_between
from musterbook.claims.benefactor import one_giver
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.figures import figure_head, figure_tokens
from musterbook.claims.scene import Scene
from musterbook.claims.things import classify, is_money
from musterbook.lexicons.commitments import commitments
from musterbook.model import Family, Party, Polarity, Quantity, Resource, Sentence, Stage

L = commitments()
LADDER = tuple(stage for stage in Stage if stage is not Stage.ENDED)
GOODS = frozenset({Resource.EQUIPMENT, Resource.GOODS})
REACH = 8
"""Tokens before a sum among which the word stands that makes it a cost."""


def costs_in(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """The draft of the first sum that tells what the one giver's works cost, where no sum of that giver was told."""
    giver = one_giver(scene, told)
    if giver is None:
        return
    own = [d for d in told if d.family is Family.COMMITMENT and giver.id in {p.id for p in d.party}]
    if any(is_money(d.quantity) for d in own):
        return
    taken = {d.quantity.start for d in told if d.quantity is not None}
    for s in scene.parsed.sentences:
        if set(scene.cast.countries_in(s)) - {giver.id, scene.cast.host} or L.works.others.intersection(s.lower):
            continue
        for q in sums_between(scene, s, 0, len(s.words)):
            head = figure_head(s, q)
            word = _cost_word(s, q, head) if q.start not in taken and head is not None else None
            if word is not None and not scene.mentions_in(s, word, figure_tokens(s, q)[0]):
                yield _draft(scene, s, (q, word), giver, own)
                return


def _cost_word(s: Sentence, q: Quantity, head: int) -> int | None:
    """The word of cost or aid that governs a sum: close before it, or the noun that it modifies."""
    low, high = figure_tokens(s, q)
    verb = next((a for a in syntax.ancestors(s, head) if s.pos[a] in ("VERB", "AUX")), None)
    if verb is not None and (denied(s, verb) or in_condition(s, verb)):
        return None
    words = L.signing.given | (L.works.costs | L.works.contracts if _of_works(s) else frozenset())
    before = next((i for i in range(low - 1, max(low - REACH, 0) - 1, -1) if s.lower[i] in words), None)
    behind = any(w in L.signing.given for w in s.lower[high : high + 3])
    return low if before is None and behind else before


def _of_works(s: Sentence) -> bool:
    """Whether a sentence speaks of what is built or given."""
    nouns = L.works.nouns | L.works.projects | L.signing.aid | L.signing.papers
    found = (classify(s, i) for i in range(len(s.words)) if s.pos[i] == "NOUN")
    return bool(nouns & set(s.lower)) or any(c is not None and c[0].resource in GOODS for c in found)


def _draft(scene: Scene, s: Sentence, found: tuple[Quantity, int], giver: Party, own: Sequence[Draft]) -> Draft:
    q, word = found
    low, high = figure_tokens(s, q)
    verb = next((a for a in (word, *syntax.ancestors(s, word)) if s.pos[a] in ("VERB", "AUX")), word)
    subject = syntax.child(s, verb, "nsubj", "nsubjpass")
    first = syntax.phrase(s, subject)[0] if subject is not None else syntax.phrase(s, word)[0]
    first = min(first if low - REACH <= first else syntax.phrase(s, word)[0], low)
    reached = [d.stage for d in own if d.stage in LADDER and d.polarity is Polarity.AFFIRMED]
    stage = max(reached, key=LADDER.index, default=Stage.PLEDGE)
    return Draft(
        rule="commitment.cost",
        family=Family.COMMITMENT,
        sentence=s,
        verb=figure_head(s, q) or low,
        start=min(s.starts[first], q.start),
        end=max(s.ends[high - 1], q.end),
        stage=stage if stage is not None else Stage.PLEDGE,
        party=(giver,),
        recipient=scene.cast.host,
        resource=Resource.MONEY,
        quantity=q,
        planned=stage in (Stage.PLEDGE, Stage.ALLOCATED),
    )
