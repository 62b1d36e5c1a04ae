"""Sums that carry on from another claim: parts, totals, and sums that stand as the subject of their sentence.

"This includes $5 million for X", "provided $2 million, including $400,000 this year", "bringing the total to $3
million", "The $40 million in aid announced in May will help": the verb of giving stands elsewhere, and who gives and at
which stage is taken from the claim before. Asked after all sentences were read, for sums that nobody took.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, in_condition
from musterbook.claims.figures import figure_head, figure_tokens
from musterbook.claims.giving import recipient_of
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene, match
from musterbook.claims.tails import purpose_end, tail_end
from musterbook.claims.things import Thing, classify, is_money
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

NEAR = 1
"""Sentences back in which it may stand for a total."""

SMALLEST = 1_000
"""Below it a sum is a price."""

CHAIN = frozenset(
    {"conj", "appos", "npadvmod", "dobj", "attr", "nmod", "dep", "nummod", "compound", "quantmod", "prep"}
)
"""Labels through which a later sum of a list hangs on an earlier one."""

PARTS = "sum.included"
"""The rule whose sums are parts: what is listed behind them are parts too."""

AIDING = frozenset({Resource.MONEY, Resource.SERVICE, Resource.EQUIPMENT, Resource.GOODS, Resource.TRAINING})


def sums_in(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of the sums in the document that no draft in `told` took."""
    taken = {d.quantity.start for d in told if d.quantity is not None}
    models: list[Draft] = [d for d in told if _is_model(d)]
    for s in scene.parsed.sentences:
        for q in scene.quantities_in(s.start, s.end):
            if not is_money(q) or q.start in taken or _aside(scene, s, q):
                continue
            head = figure_head(s, q)
            found = _read(scene, s, (q, head), _before(models, s, q)) if head is not None else None
            if found is not None:
                taken.add(q.start)
                models.append(found)
                yield found


def is_part_of(d: Draft) -> bool:
    """Whether a claim tells who gives and at which stage, for the parts that follow it."""
    return _is_model(d)


def names_parts(s: Sentence, verb: int) -> bool:
    """Whether a header's list holds the parts of what was told before ("The request covers:", "It includes:")."""
    if s.pos[verb] != "VERB" or s.lower[verb] not in L.includes:
        return False
    subject = syntax.subject(s, verb)
    return subject is not None and _names_whole(s, subject)


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
    raised = _totals(s, figure_tokens(s, q)[0])
    if raised is None:
        raised = _amounts(s, figure_tokens(s, q)[0])
    if raised is not None:
        whole = model if model is not None and s.index - model.sentence.index <= NEAR else None
        whole = _owned(scene, s, raised, whole) or whole or _issuers(scene, s, raised)
        total = _draft(scene, s, figure, whole, (QuantityKind.CUMULATIVE, "total"))
        subject = syntax.child(s, raised, "nsubj")
        low = raised if subject is None or s.lower[raised] in L.totals else syntax.phrase(s, subject)[0]
        return replace(total, start=min(total.start, s.starts[low])) if total is not None else None
    if model is not None and model.sentence.index == s.index:
        kind = _carried(s, q, head, model)
        if kind is not None:
            return _draft(scene, s, figure, model, (kind, "part"))
    if model is not None and _includes(s, verb, head):
        return _draft(scene, s, figure, model, (QuantityKind.SUBSET, "included"))
    return _subject(scene, s, figure, model)


def _carried(s: Sentence, q: Quantity, head: int, model: Draft) -> QuantityKind | None:
    """The kind of a sum that hangs on the claim before it in its sentence; None where it does not."""
    low = figure_tokens(s, q)[0]
    left = min(low, syntax.phrase(s, head)[0])
    first = _skip_back(s, left)
    if _is_total_of(s, first):
        return QuantityKind.CUMULATIVE
    if first >= 0 and " ".join(s.lower[max(first - 1, 0) : first + 1]) in L.of_which:
        return QuantityKind.SUBSET
    listed = first >= 0 and s.lower[first] in L.joining
    kind, i, steps = q.kind, head, 0
    anchors = {model.verb, *(_model_head(s, model))}
    while i not in anchors:
        up, label = s.heads[i], s.deps[i]
        if up == i or (s.pos[i] in ("VERB", "AUX") and s.lower[i] not in G["including"]):
            return None
        if label == "pobj" and s.lower[up] in G["including"] | G["with"]:
            kind = QuantityKind.SUBSET
        elif label == "pobj" and not (listed and steps > 0):
            return None
        elif label == "dobj" and s.lower[up] in G["including"]:
            kind = QuantityKind.SUBSET
        elif label not in CHAIN and label != "pobj":
            return None
        i, steps = up, steps + 1
    if kind is QuantityKind.UNKNOWN and model.rule.endswith(PARTS):
        kind = QuantityKind.SUBSET
    return kind if kind is QuantityKind.SUBSET or listed else None


def _is_total_of(s: Sentence, first: int) -> bool:
    """ ", and a total of $2 billion since", "for a total of $3 million"."""
    if first < 1 or s.lower[first] not in G["of"] or s.lower[first - 1] not in L.whole:
        return False
    before = _skip_back(s, first - 1)
    return before >= 0 and s.lower[before] in L.joining | G["for"] | G["infinitive"]


def _skip_back(s: Sentence, left: int) -> int:
    """The token before a figure's phrase, words of its bound skipped."""
    i = left - 1
    while i >= 0 and s.pos[i] in ("ADV", "ADJ", "DET", "SYM") and s.lower[i] not in L.joining:
        i -= 1
    return i


def _model_head(s: Sentence, model: Draft) -> tuple[int, ...]:
    head = figure_head(s, model.quantity) if model.quantity is not None else None
    return () if head is None else (head,)


def _includes(s: Sentence, verb: int, head: int) -> bool:
    """Parts of what the sentence before told: "The package will include $5 million", "It includes"."""
    if s.lower[verb] not in L.includes or match(s, verb, L.includes[s.lower[verb]]) is None:
        return False
    subject = syntax.subject(s, verb)
    if subject is None or subject > head or not _listed_under(s, verb, head):
        return False
    return _names_whole(s, subject)


def _names_whole(s: Sentence, subject: int) -> bool:
    """Whether a subject repeats a claim of before: "it", "the package", "the request"."""
    demonstrative = s.tags[subject] in ("DT", "PRP")
    named = any(s.lower[c] in G["definite"] for c in s.children[subject])
    return demonstrative or (named and (_is_aid(s, subject) or s.lower[subject] in L.stance_nouns))


def _listed_under(s: Sentence, verb: int, head: int) -> bool:
    i = head
    while i != verb:
        if s.heads[i] == i or s.deps[i] not in CHAIN | {"pobj"} or (s.pos[i] == "VERB"):
            return False
        if s.deps[i] == "pobj" and s.deps[head] != "conj":
            return False
        i = s.heads[i]
    return True


def _is_aid(s: Sentence, i: int) -> bool:
    found = classify(s, i)
    return (found is not None and found[0].resource in AIDING) or s.lower[i] in L.totalled | L.packages


def _totals(s: Sentence, low: int) -> int | None:
    """The verb of "bringing the total to $3 million" for the figure at `low`; a participle may stand in between."""
    first = _skip_back(s, low)
    if first < 0 or s.lower[first] not in G["infinitive"]:
        return None
    whole = False
    for v in range(first - 1, -1, -1):
        whole = whole or s.lower[v] in L.totalled
        if s.lower[v] in L.totals and s.pos[v] == "VERB":
            return v if whole else None
        if s.pos[v] in ("VERB", "AUX") and s.deps[v] not in ("acl", "relcl"):
            return None
    return None


def _amounts(s: Sentence, low: int) -> int | None:
    """The verb of "the total since 2007 comes to $2 million", "American aid now stands at $2 million"."""
    for v in range(low - 1, -1, -1):
        if s.pos[v] not in ("VERB", "AUX"):
            continue
        subject = syntax.child(s, v, "nsubj")
        if s.lower[v] not in L.amounting or match(s, v, L.amounting[s.lower[v]]) is None or subject is None:
            return None
        return v if s.lower[subject] in L.totalled and syntax.tense(s, v) != syntax.FUTURE else None
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
    within = top is not None and s.deps[head] == "pobj" and s.heads[s.heads[head]] == top and _is_aid(s, top)
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
    if _is_aid(s, top):
        return True
    if top + 1 >= len(s.words) or s.lower[top + 1] not in L.inside:
        return False
    end = next((i for i in range(top + 1, len(s.words)) if s.pos[i] in ("VERB", "AUX")), len(s.words))
    return any(_is_aid(s, i) for i in range(top + 1, end))


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
