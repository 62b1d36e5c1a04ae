"""Sums that a signature commits ("signed a $10 million loan agreement with the Saudi Fund for Development").

Two sides sign, one gives. Which one is told by the words around the sum, else by the document: the signer that is not
the country which the text is about (METHOD section 2: a signed agreement is `committed`).
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, officials, possible
from musterbook.claims.figures import figure_head, figure_tokens
from musterbook.claims.giving import Actor, Reading, context_giver, give
from musterbook.claims.moved import deed_at
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing, is_money
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Party, Quantity, QuantityKind, Resource, Sentence, Stage

G = grammar()
L = commitments()
LONGEST_GAP = 20
"""Code points between a sum and its conversion: a bracket and "approximately"."""
Signers = list[tuple[int, Party]]


def signed(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """Drafts of the verb of signing at token `v`: one for each sum of the paper."""
    words = L.signing
    hit = match(s, v, words.verbs.get(s.lower[v], ()))
    if hit is None or in_condition(s, v) or possible(s, v) or not _done(s, v):
        return
    region = _region(s, v)
    sums = list(_sums(scene, s, region))
    signers = _signers(scene, s, v, region)
    giver = _giver(scene, s, region, sums[0], signers) if sums and not denied(s, v) else ()
    if not giver:
        return
    head = next((i for i, party in signers if party.id == giver[0].id), None)
    others = {party.id for _, party in signers if party.kind in ("state", "body") and party.id != giver[0].id}
    reading = Reading(rule="commitment.sign", verb=v, stage=Stage.COMMITTED, last=v)
    for draft in give(scene, s, reading, [Actor(head=head, party=giver)], sums):
        yield replace(draft, recipient=min(others)) if len(others) == 1 else draft


def _region(s: Sentence, v: int) -> tuple[int, int]:
    """The tokens that say what is signed: the objects with all below them, and what stands behind the verb through
    a preposition; of a passive the subject before the verb too.
    """
    low, high = v + 1, v + 1
    for c in s.children[v]:
        plan = s.deps[c] in ("advcl", "xcomp") and bool(G["infinitive"].intersection(syntax.auxiliaries(s, c)))
        if c > v and (plan or s.deps[c] in ("dobj", "prep", "appos", "npadvmod", "dative", "attr")):
            high = max(high, s.subtree(c)[1])
    for o in syntax.objects(s, v):
        if o < v:
            low = min(low, s.subtree(o)[0])
    return low, high


def _done(s: Sentence, v: int) -> bool:
    kind = syntax.tense(s, v)
    return kind == syntax.PAST or (kind == syntax.PRESENT and s.is_headline and s.tags[v] in ("VBZ", "VBP"))


def _sums(scene: Scene, s: Sentence, region: tuple[int, int]) -> Iterator[Thing]:
    """The sums inside what is signed: the first, and those coordinated with it. A purchase is none of aid."""
    words = L.signing
    low, high = region
    inside = set(s.lower[low:high])
    if not inside & words.aid and (not inside & words.papers or inside & words.traded):
        return
    found = list(sums_between(scene, s, low, high)) or list(sums_between(scene, s, low, high, parts=True))
    heads = [(q, figure_head(s, q)) for q in found]
    first = heads[0][1] if heads else None
    for q, head in heads:
        if head is not None and first is not None and head in syntax.conjuncts(s, first):
            yield sum_thing(s, q, head)


def sums_between(scene: Scene, s: Sentence, low: int, high: int, *, parts: bool = False) -> Iterator[Quantity]:
    """Sums of money that begin inside the tokens, without parts of others; of a sum and its conversion in brackets
    the first ("20 million francs ($3 million)").

    With `parts` also those of a paper without a sum of its own ("an agreement including a $6 million grant").
    """
    left_out = {QuantityKind.SHARE} if parts else {QuantityKind.SUBSET, QuantityKind.SHARE}
    before: Quantity | None = None
    for q in scene.quantities_in(s.start, s.ends[high - 1]):
        if is_money(q) and q.kind is QuantityKind.SUBSET and not parts:
            before = q if before is None else before
        if not is_money(q) or q.kind in left_out:
            continue
        if q.kind is QuantityKind.SUBSET:
            q = replace(q, kind=QuantityKind.UNKNOWN)
        converted = before is not None and before.unit != q.unit and _opens(scene.text[before.end : q.start])
        if not converted:
            before = q
            if q.start >= s.starts[low]:
                yield q
        elif before is not None and before.start < s.starts[low]:
            yield before
            before = q


def _opens(gap: str) -> bool:
    """Whether only an opening bracket, with a word or two behind it, stands between two sums."""
    return gap.lstrip()[:1] in L.signing.opens and len(gap) < LONGEST_GAP and not set(gap) & set(L.signing.closes)


def sum_thing(s: Sentence, q: Quantity, head: int) -> Thing:
    """A sum of money as what is given, with its own words."""
    low, high = figure_tokens(s, q)
    return Thing(
        head=head,
        low=min(low, head),
        high=max(high, head + 1),
        resource=Resource.MONEY,
        force=None,
        item=None,
        quantity=q,
    )


def _signers(scene: Scene, s: Sentence, v: int, region: tuple[int, int]) -> Signers:
    """(token, party) of everybody who signs: subject or agent, and who stands behind "with" and "between"."""
    passive = syntax.is_passive(s, v)
    own = syntax.agent(s, v) if passive else syntax.subject(s, v)
    heads = list(syntax.conjuncts(s, own)) if own is not None else []
    papers = [i for i in range(*region) if s.lower[i] in L.signing.papers | L.signing.aid]
    for anchor in (v, *papers):
        for _, o in syntax.preposition(s, anchor, *G["with"], *L.signing.between):
            heads.extend(syntax.conjuncts(s, o))
    # "Officials of Togo and Japan signed": the second state hangs on the first.
    for head in tuple(heads):
        later = 1 if scene.resolve(s, head) else 0
        heads.extend(k for _, o in syntax.preposition(s, head, *G["of"]) for k in syntax.conjuncts(s, o)[later:])
    return [(i, party) for i in heads for party in officials(scene, scene.resolve(s, i)) if party.kind != "person"]


def _giver(scene: Scene, s: Sentence, region: tuple[int, int], t: Thing, signers: Signers) -> tuple[Party, ...]:
    """Who of the signers gives; nobody where neither the words nor the document tell."""
    lenders = {party.id: party for i, party in signers if _lends(party) or _for_bank(s, i)}
    if len(lenders) == 1:
        return tuple(lenders.values())
    named = _named(scene, s, region, t)
    if named:
        return named
    states = {party.id: party for _, party in signers}
    host = scene.cast.host
    others = [party for key, party in states.items() if key != host]
    if host in states and len(others) == 1:
        return (others[0],)
    context = scene.cast.giver
    if context is not None and context != host and context in states:
        return (states[context],)
    aid = any(s.lower[i] in L.signing.aid for i in range(*region))
    return context_giver(scene, s) if not states and aid else ()


def _lends(party: Party) -> bool:
    """Whether a party acts through an institution that only lends and gives ("the Kuwait Fund")."""
    through = party.via if party.kind == "state" else party.name
    return through is not None and bool(set(through.lower().split()) & L.signing.lenders)


def _for_bank(s: Sentence, i: int) -> bool:
    """ "The Eximbank's president Li signed": who signs for a bank that lends, named before its officer."""
    low, _ = s.subtree(i)
    return any(s.lower[k] in L.signing.banks and s.pos[k] == "PROPN" for k in range(low, i))


def _named(scene: Scene, s: Sentence, region: tuple[int, int], t: Thing) -> tuple[Party, ...]:
    """The giver in the words of the paper: "from X", "provided by X", "a Chinese loan", "in which X will provide"."""
    for i in range(*region):
        if s.pos[i] in ("VERB", "AUX") and _gives(s, i):
            own = syntax.agent(s, i) if syntax.is_passive(s, i) else syntax.child(s, i, "nsubj")
            found = officials(scene, scene.resolve(s, own)) if own is not None else ()
        elif s.pos[i] in ("NOUN", "PROPN", "NUM", "SYM"):
            source = next((o for _, o in syntax.preposition(s, i, *G["source"])), None)
            found = officials(scene, scene.resolve(s, source)) if source is not None else ()
        else:
            continue
        if len(found) == 1 and found[0].kind in ("state", "body"):
            return found
    adjectives = nationality(scene, s, min(t.low, syntax.phrase(s, t.head)[0]), t.high)
    return adjectives if len(adjectives) == 1 and adjectives[0].id != scene.cast.host else ()


def _gives(s: Sentence, i: int) -> bool:
    """Whether a verb of the paper says who gives; to buy or to receive does not."""
    found = deed_at(s, i)
    if found is not None:
        return found[0].done is Stage.DISPATCHED and not found[0].reversed
    return any(stance.stage is Stage.PLEDGE for _, stance in L.stance_verbs.get(s.lower[i], ()))
