"""Sums that carry on from another claim: parts, totals, and sums that stand as the subject of their sentence.

"This includes $5 million for X", "provided $2 million, including $400,000 this year", "bringing the total to $3
million", "The $40 million in aid announced in May will help": the verb of giving stands elsewhere, and who gives and at
which stage is taken from the claim before. Asked after all sentences were read, for sums that nobody took.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.figures import figure_head, figure_tokens
from musterbook.claims.giving import recipient_of
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene
from musterbook.claims.sum_links import PARTS, amounts, carried, includes, is_aid, totals
from musterbook.claims.tails import purpose_end, tail_end
from musterbook.claims.things import LARGE_SUM, Thing, is_money
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import (
    Family,
    Party,
    Polarity,
    Quantity,
    QuantityKind,
    Resource,
    Sentence,
    Stage,
)

G = grammar()
L = commitments()

REACH = 3
"""Sentences back in which the claim may stand whose parts "this includes" lists."""

NEAR_VERB = 5
"""Tokens behind a part in which its own verb stands."""

NEAR = 1
"""Sentences back in which it may stand for a total."""

SMALLEST = 1_000
"""Below it a sum is a price."""


def sums_in(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of the sums in the document that no draft in `told` took."""
    taken = {d.quantity.start for d in told if d.quantity is not None}
    models: list[Draft] = [d for d in told if _is_model(d)]
    for s in scene.parsed.sentences:
        for q in scene.quantities_in(s.start, s.end):
            model = _before(models, s, q)
            q = _in_currency(q, model)
            if not is_money(q) or q.start in taken or _aside(scene, s, q):
                continue
            head = figure_head(s, q)
            found = _read(scene, s, (q, head), model) if head is not None else None
            if found is not None:
                taken.add(q.start)
                models.append(found)
                yield found


def _in_currency(q: Quantity, model: Draft | None) -> Quantity:
    """ "50 billion euros, 33 billion of it in loans": a bare sum of millions behind a claim has its currency."""
    bare = q.unit == "" and q.low is not None and q.low >= LARGE_SUM
    if not bare or model is None or model.quantity is None or not is_money(model.quantity):
        return q
    return replace(q, unit=model.quantity.unit)


def is_part_of(d: Draft) -> bool:
    """Whether a claim tells who gives and at which stage, for the parts that follow it."""
    return _is_model(d)


def _is_model(d: Draft) -> bool:
    """Whether a claim tells who gives and at which stage for a sum that carries on from it."""
    named = bool(d.party or d.by)
    return d.family is Family.COMMITMENT and named and d.polarity is Polarity.AFFIRMED and d.stage is not Stage.ENDED


def _before(models: list[Draft], s: Sentence, q: Quantity) -> Draft | None:
    """The nearest claim before a sum, within reach."""
    near = [d for d in models if s.index - d.sentence.index in range(REACH + 1) and _place(d) < q.start]
    return max(near, key=_place) if near else None


def _place(d: Draft) -> int:
    return d.quantity.start if d.quantity is not None else d.start


def _aside(scene: Scene, s: Sentence, q: Quantity) -> bool:
    """A price, or a sum in brackets that gives the one before in another currency."""
    low = figure_tokens(s, q)[0]
    opened = low > 0 and s.lower[low - 1] in L.opens
    bound = q.high if q.low is None else q.low
    return opened or bound is None or bound < SMALLEST


def _read(scene: Scene, s: Sentence, figure: tuple[Quantity, int], model: Draft | None) -> Draft | None:
    q, head = figure
    verb = next((a for a in (head, *syntax.ancestors(s, head)) if s.pos[a] in ("VERB", "AUX")), head)
    if in_condition(s, verb):
        return None
    raised = totals(s, figure_tokens(s, q)[0])
    if raised is None:
        raised = amounts(s, figure_tokens(s, q)[0])
    if raised is not None:
        whole = model if model is not None and s.index - model.sentence.index <= NEAR else None
        whole = _owned(scene, s, raised, whole) or whole or _issuers(scene, s, raised)
        total = _draft(scene, s, figure, whole, (QuantityKind.CUMULATIVE, "total"))
        subject = syntax.child(s, raised, "nsubj")
        low = raised if subject is None or s.lower[raised] in L.totals else syntax.phrase(s, subject)[0]
        return replace(total, start=min(total.start, s.starts[low])) if total is not None else None
    if model is not None and model.sentence.index == s.index:
        kind = carried(s, q, head, model)
        if kind is not None:
            part = _draft(scene, s, figure, model, (kind, "part"))
            stage = _said_of_part(s, figure_tokens(s, q)[1]) if kind is QuantityKind.SUBSET else None
            return replace(part, stage=stage) if part is not None and stage is not None else part
    if model is not None and includes(s, verb, head):
        return _draft(scene, s, figure, model, (QuantityKind.SUBSET, "included"))
    return _subject(scene, s, figure, model)


def _said_of_part(s: Sentence, high: int) -> Stage | None:
    """ "of which three million have been paid": a deed done with the part itself."""
    for v in range(high, min(high + NEAR_VERB, len(s.words))):
        if s.pos[v] in ("VERB", "AUX") and s.deps[v] not in ("aux", "auxpass"):
            done = syntax.tense(s, v) == syntax.PAST and s.tags[v] in ("VBN", "VBD") and not denied(s, v)
            return (
                next((d.done for w, d in L.deeds.get(s.lower[v], ()) if d.bare and not w.rest), None) if done else None
            )
    return None


def _owned(scene: Scene, s: Sentence, verb: int, model: Draft | None) -> Draft | None:
    """The claim of a whole whose own words name the giver ("American aid stands at")."""
    whole = next((c for c in s.children[verb] if s.deps[c] in ("nsubj", "dobj") and s.lower[c] in L.totalled), None)
    party = nationality(scene, s, *syntax.phrase(s, whole)) if whole is not None else ()
    base = replace(model, party=party) if model is not None else _issuers(scene, s, verb)
    return replace(base, party=party) if party and base is not None else None


def _subject(scene: Scene, s: Sentence, figure: tuple[Quantity, int], model: Draft | None) -> Draft | None:
    """ "The $40 million in aid announced in May will help", "The new $8 million package includes"."""
    q, head = figure
    top = next((a for a in (head, *syntax.ancestors(s, head)) if s.deps[a] in ("nsubj", "nsubjpass", "ROOT")), None)
    within = top is not None and s.deps[head] == "pobj" and s.heads[s.heads[head]] == top and is_aid(s, top)
    if top is None or not (top == head or within or s.deps[head] in ("nummod", "compound", "nmod", "quantmod")):
        return None
    if s.deps[top] == "ROOT" or not _of_aid(s, top):
        return None
    if q.kind is QuantityKind.OUTSTANDING or s.lower[s.heads[top]] in L.staying:
        return None
    stage = _participle(s, top) or (Stage.ALLOCATED if s.lower[top] in L.packages else None)
    named = nationality(scene, s, *syntax.phrase(s, top))
    if named and (model is None or model.party != named):
        model = replace(model or _bare(s, top), party=named, by=()) if stage is not None else None
        if model is None:
            return None
    if stage is None and model is None:
        return None
    base = model or _issuers(scene, s, top)
    found = _draft(scene, s, figure, base, (q.kind, "subject"))
    if found is None:
        return None
    end = found.end
    if end <= max(q.end, s.ends[top]) and s.lower[s.heads[top]] not in L.includes:
        objects = syntax.objects(s, s.heads[top]) if s.deps[top] == "nsubj" else ()
        end = max([end, *(s.ends[syntax.phrase(s, o)[1] - 1] for o in objects)])
    start = min(found.start, s.starts[syntax.phrase(s, top)[0]])
    return replace(found, stage=stage or found.stage, start=start, end=end)


def _bare(s: Sentence, verb: int) -> Draft:
    """A pledge of nobody yet."""
    return Draft(rule="", family=Family.COMMITMENT, stage=Stage.PLEDGE, sentence=s, verb=verb, start=s.start, end=s.end)


def _issuers(scene: Scene, s: Sentence, verb: int) -> Draft | None:
    """In a government's own release the issuer gives, where nobody else is named up to the verb."""
    issuer = scene.cast.issuer
    before = {m.party.country for m in scene.cast.within(s.start, s.ends[verb]) if m.party.kind == "state"}
    if issuer is None or before - {issuer, scene.cast.host}:
        return None
    party = (Party(id=issuer, name=issuer, kind="state", country=issuer),)
    return replace(_bare(s, verb), party=party, recipient=scene.cast.host)


def _of_aid(s: Sentence, top: int) -> bool:
    """Whether the phrase says that the sum is one of giving: a noun of aid is its head, or stands before the verb."""
    if is_aid(s, top):
        return True
    if top + 1 >= len(s.words) or s.lower[top + 1] not in L.inside:
        return False
    end = next((i for i in range(top + 1, len(s.words)) if s.pos[i] in ("VERB", "AUX")), len(s.words))
    return any(is_aid(s, i) for i in range(top + 1, end))


def _inside(s: Sentence, top: int) -> Iterator[int]:
    for _, o in syntax.preposition(s, top, *L.inside):
        yield from syntax.conjuncts(s, o)


def _participle(s: Sentence, top: int) -> Stage | None:
    """The stage that a participle behind the phrase shows ("requested today", "provided since May")."""
    for anchor in (top, *_inside(s, top)):
        for c in s.children[anchor]:
            if s.deps[c] not in ("acl", "relcl") or c < anchor or s.tags[c] not in ("VBN", "VBD"):
                continue
            for _, stance in L.stance_verbs.get(s.lower[c], ()):
                return Stage.COMMITTED if s.lower[c] in L.binding else stance.stage
            for _, deed in L.deeds.get(s.lower[c], ()):
                return deed.done
    return None


def _draft(
    scene: Scene, s: Sentence, figure: tuple[Quantity, int], model: Draft | None, read: tuple[QuantityKind, str]
) -> Draft | None:
    q, head = figure
    kind, rule = read
    if model is None:
        return None
    low, high = figure_tokens(s, q)
    quantity = replace(q, kind=kind)
    t = Thing(head=head, low=low, high=high, resource=Resource.MONEY, force=None, item=None, quantity=quantity)
    own = recipient_of(scene, s, head, t, model.party, default=None)
    end = tail_end(s, head, max(high, head + 1))
    end = purpose_end(s, end)
    return replace(
        model,
        rule=model.rule if model.rule.endswith(PARTS) and rule == "part" else f"commitment.sum.{rule}",
        sentence=s,
        verb=model.verb if model.sentence.index == s.index else head,
        start=min(q.start, s.starts[low]),
        end=max(s.ends[end - 1], q.end),
        resource=Resource.MONEY,
        force=None,
        item=None,
        quantity=quantity,
        recipient=own or model.recipient,
        umbrella=False,
        carried=False,
        parts=(),
    )
