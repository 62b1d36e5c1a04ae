"""What a gift is worth, told apart from the giving: behind the goods, or in a sentence of its own.

"Donated six buses to Togo worth about $200,000", "The equipment is valued at $80,000", "The value of the grant was $3
million": who gives and at which stage stands in the claim before. Asked after all sentences were read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.agreements import sums_between
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.figures import figure_head, figure_tokens
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import classify, is_money
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Family, Polarity, Quantity, Resource, Sentence, Stage

G = grammar()
L = commitments()

BUILT = ".build"
"""Part of the rules of what a giver builds: what it costs is what is given."""

REACH = 3
"""Sentences back in which the claim may stand whose worth is told."""

GIVEN = frozenset({Resource.MONEY, Resource.EQUIPMENT, Resource.GOODS, Resource.SERVICE, Resource.TRAINING})


def worth_in(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of the sums that say what something told before is worth."""
    taken = {d.quantity.start for d in told if d.quantity is not None}
    models = [d for d in told if _is_model(d)]
    for s in scene.parsed.sentences:
        for q in sums_between(scene, s, 0, len(s.words)):
            if q.start in taken:
                continue
            head = figure_head(s, q)
            found = _behind(s, q, models) or (_alone(s, q, head, models) if head is not None else None)
            if found is not None:
                taken.add(q.start)
                yield found


def _is_model(d: Draft) -> bool:
    """A claim about one giver and one thing given, which may be valued."""
    one = len(d.party) == 1 and d.party[0].kind in ("state", "body") and d.group is None
    stands = d.polarity is Polarity.AFFIRMED and d.stage not in (Stage.ENDED, Stage.REQUEST)
    return d.family is Family.COMMITMENT and one and stands and d.resource in GIVEN


def _behind(s: Sentence, q: Quantity, models: Sequence[Draft]) -> Draft | None:
    """ "donated 5,000 doses to Kenya worth about 4 million shillings": the goods stand before it in the sentence."""
    i = figure_tokens(s, q)[0] - 1
    while (
        i > 0 and (s.pos[i] in ("DET", "ADV", "SYM", "ADP") or s.tags[i] in ("VBN", "JJ")) and s.lower[i] not in L.worth
    ):
        i -= 1
    costs = i >= 1 and bool({s.lower[i], s.lower[i - 1]} & L.works.costs)
    if s.lower[i] not in L.worth and not costs:
        return None
    near = [d for d in models if d.sentence.index == s.index and _place(d) < q.start and not is_money(d.quantity)]
    near = [d for d in near if s.lower[i] in L.worth or BUILT in d.rule]
    return _draft(s, q, max(near, key=_place), (i, i)) if near else None


def _place(d: Draft) -> int:
    return d.quantity.start if d.quantity is not None else d.start


def _alone(s: Sentence, q: Quantity, head: int, models: Sequence[Draft]) -> Draft | None:
    """ "The equipment is valued at $80,000": a sentence about what was told before."""
    v = next((a for a in syntax.ancestors(s, head) if s.pos[a] in ("VERB", "AUX")), None)
    subject = syntax.child(s, v, "nsubj", "nsubjpass") if v is not None else None
    if v is None or subject is None or not _values(s, v, head) or in_condition(s, v) or denied(s, v):
        return None
    if not _definite(s, subject) or not _is_given(s, subject):
        return None
    near = [d for d in models if 0 <= s.index - d.sentence.index <= REACH and _place(d) < q.start]
    return _draft(s, q, max(near, key=_place), (subject, v)) if near else None


def _values(s: Sentence, v: int, head: int) -> bool:
    """Whether the verb gives its subject a sum: "was worth", "totalled", "amounts to", "is valued at"."""
    if match(s, v, L.valuing.get(s.lower[v], ())) is not None:
        return True
    return s.lower[v] in G["be"] and (s.heads[head] == v or s.lower[s.heads[head]] in L.worth | G["for"])


def _definite(s: Sentence, subject: int) -> bool:
    first = syntax.phrase(s, subject)[0]
    return s.lower[first] in G["definite"] or s.tags[first] == "PRP$"


def _is_given(s: Sentence, subject: int) -> bool:
    """Whether the subject is aid, goods or equipment, or the value of such."""
    if s.lower[subject] in L.values:
        return any(_is_given(s, o) for _, o in syntax.preposition(s, subject, *G["of"]))
    found = classify(s, subject)
    return s.lower[subject] in L.signing.aid or (found is not None and found[0].resource in GIVEN)


def _draft(s: Sentence, q: Quantity, model: Draft, tokens: tuple[int, int]) -> Draft:
    subject, verb = tokens
    low, high = figure_tokens(s, q)
    return replace(
        model,
        rule="commitment.worth",
        sentence=s,
        verb=verb,
        start=min(s.starts[min(low, syntax.phrase(s, subject)[0])], q.start),
        end=max(s.ends[high - 1], q.end),
        resource=Resource.MONEY,
        force=None,
        item=None,
        quantity=q,
        umbrella=False,
        carried=False,
        parts=(),
    )
