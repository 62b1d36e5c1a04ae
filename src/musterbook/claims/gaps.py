"""Gapped lists: "Kenya has pledged 1,000 officers, Jamaica 200, Belize two and Malawi a liaison team".

The verb stands once; what follows the name of a state directly belongs to that state, at the stage of the claim before
it, and so does a figure before "from" and a name ("200 from Chad"). Read from the order of names and figures, since
parsers lose such clauses.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims.drafts import Draft
from musterbook.claims.scene import Scene
from musterbook.claims.things import classify, is_money, item_of
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Family, Force, Mention, Party, Quantity, QuantityKind, Resource, Sentence

G = grammar()
L = commitments()

SMALLEST_SUM = 1_000
"""A bare figure below it is no sum of money in a list of sums."""

GAPPED_UNITS = frozenset({"", "person"})
MODIFIERS = ("DET", "ADJ", "NUM", "NOUN", "PROPN")
LONGEST_PHRASE = 6
"""Tokens of a phrase without a verb of its own ("a field hospital with staff")."""


def gapped(scene: Scene, s: Sentence, drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts for what a sentence hangs on a state's name without a verb, and nobody took."""
    models = [d for d in drafts if d.family is Family.COMMITMENT and d.party and d.resource is not Resource.SERVICE]
    if not models:
        return
    taken = {d.quantity.start for d in drafts if d.quantity is not None}
    spans = [(d.start, d.end, d.party) for d in models]
    for m in scene.cast.within(s.start, s.end):
        if m.party.kind not in ("state", "body") or m.how == "demonym":
            continue
        token = next((i for i in range(len(s.words)) if s.starts[i] >= m.end), len(s.words))
        before = [d for d in models if d.start < m.start]
        if token >= len(s.words) or not before:
            continue
        opened = s.starts[token] - m.end <= 1
        if (s.lower[token] == "," and _opens(s, m, L.gap_stops)) or s.lower[token] == "(":
            token += 1
        q = _figure_at(scene, s, token)
        if opened and q is not None and q.start not in taken:
            found = _counted(s, q, before, listed=_opens(s, m))
            if found is not None and (m.party.kind == "state" or not _to_body(scene, s, before[0])):
                taken.add(q.start)
                yield _to(found, m, q) if _has_dative(scene, s, before[0]) else _like(found, m.party, (m.start, q.end))
        elif opened and q is None and _opens(s, m) and not any(a <= m.start < b and m.party in p for a, b, p in spans):
            found, end = _named(s, token, before[-1])
            if found is not None:
                yield _like(found, m.party, (m.start, s.ends[end]))
        q = _figure_before(scene, s, m)
        if q is not None and q.start not in taken:
            found = _counted(s, q, [d for d in before if d.quantity is not None and d.start < q.start], listed=False)
            if found is not None:
                taken.add(q.start)
                yield _like(found, m.party, (q.start, m.end))


def _has_dative(scene: Scene, s: Sentence, model: Draft) -> bool:
    """ "gave Chad $5 million, Niger $3 million": who stands between the verb and the sum receives; so do the next."""
    if model.quantity is None:
        return False
    named = scene.cast.within(s.ends[model.verb], model.quantity.start)
    receivers = [m for m in named if m.party not in model.party and model.quantity.start - m.end <= 1]
    return bool(receivers) and model.start < s.starts[model.verb] < model.quantity.start


def _to_body(scene: Scene, s: Sentence, model: Draft) -> bool:
    """ "pledged $4 million to WFP, UNICEF $3 million": bodies behind a body that receives may receive too."""
    named = scene.cast.within(s.ends[model.verb], s.end) if model.sentence.index == s.index else ()
    return any(m.party.kind == "body" and m.party.id == model.recipient for m in named) and not _has_dative(
        scene, s, model
    )


def _to(model: Draft, m: Mention, q: Quantity) -> Draft:
    """The giver of the model gives to a further receiver."""
    return replace(_like(model, model.party[0], (m.start, q.end)), party=model.party, recipient=m.party.id)


def _figure_at(scene: Scene, s: Sentence, token: int) -> Quantity | None:
    """The figure that begins at a token, or behind "its", "another" and the like."""
    for i in (token, token + 1):
        if i >= len(s.words) or (i > token and s.lower[token] not in L.gap_words):
            return None
        found = next((q for q in scene.quantities_in(s.starts[i], s.ends[i])), None)
        if found is not None:
            return found
    return None


def _figure_before(scene: Scene, s: Sentence, m: Mention) -> Quantity | None:
    """The figure of "200 from Chad": nothing but "from" between the figure's phrase and the name."""
    token = next((i for i in range(len(s.words)) if s.starts[i] <= m.start < s.ends[i]), 0)
    if token < 2 or s.lower[token - 1] not in G["source"]:
        return None
    found = scene.quantities_in(s.start, s.starts[token - 1])
    last = found[-1] if found else None
    return last if last is not None and 0 <= s.starts[token - 1] - last.end <= 1 else None


def _opens(s: Sentence, m: Mention, openers: frozenset[str] = L.gap_openers) -> bool:
    """Whether the name opens a member of a list: behind a comma, a semicolon or a conjunction."""
    token = next((i for i in range(len(s.words)) if s.starts[i] <= m.start < s.ends[i]), 0)
    return token > 0 and s.lower[token - 1] in openers


def _counted(s: Sentence, q: Quantity, models: list[Draft], *, listed: bool) -> Draft | None:
    """The model with the figure in its place: of the same resource, or of the one that the figure's noun names."""
    model = next((d for d in reversed(models) if d.quantity is not None and _alike(q, d)), None)
    last = next(i for i in range(len(s.words) - 1, -1, -1) if s.starts[i] < q.end)
    kind = classify(s, last)
    if model is not None and model.quantity is not None:
        unit = model.quantity.unit if q.unit in GAPPED_UNITS else q.unit
        force = None if model.force is None else Force.UNSPECIFIED
        force = kind[0].force if kind is not None and force is not None else force
        return replace(model, quantity=replace(q, unit=unit, kind=QuantityKind.UNKNOWN), force=force)
    if not listed or not models:
        return None
    model, plain = models[-1], replace(q, kind=QuantityKind.UNKNOWN)
    if is_money(q):
        return replace(model, resource=Resource.MONEY, item=None, force=None, quantity=plain)
    if kind is None or kind[0].resource not in (Resource.PERSONNEL, Resource.EQUIPMENT, Resource.GOODS):
        return None
    people = kind[0].resource is Resource.PERSONNEL
    return replace(
        model,
        resource=kind[0].resource,
        item=None if people else item_of(s, kind[1], last),
        force=kind[0].force if people else None,
        quantity=replace(plain, unit="person") if people and q.unit == "" else plain,
    )


def _named(s: Sentence, token: int, model: Draft) -> tuple[Draft | None, int]:
    """ "Malawi a liaison team": a phrase without a figure; the model with its noun, and the last token."""
    if s.lower[token] not in G["indefinite"] | G["own"] or model.resource is Resource.MONEY:
        return None, token
    end = token
    while end + 1 < len(s.words) and end - token < LONGEST_PHRASE and s.pos[end + 1] in MODIFIERS[1:]:
        end += 1
    kind = classify(s, end)
    behind = s.pos[end + 1] if end + 1 < len(s.words) else "PUNCT"
    if end == token or kind is None or behind in ("VERB", "AUX"):
        return None, token
    people = kind[0].resource is Resource.PERSONNEL
    if not people and kind[0].resource is not Resource.EQUIPMENT:
        return None, token
    item = None if people else item_of(s, kind[1], end)
    force = kind[0].force if people else None
    return replace(model, resource=kind[0].resource, item=item, force=force, quantity=None), end


def _like(model: Draft, party: Party, span: tuple[int, int]) -> Draft:
    return replace(
        model,
        rule=f"{model.rule.removesuffix('.gapped')}.gapped",
        party=(party,),
        start=span[0],
        end=span[1],
        parts=(),
        umbrella=False,
    )


def _alike(q: Quantity, model: Draft) -> bool:
    assert model.quantity is not None
    if is_money(model.quantity):
        return is_money(q) or (q.unit == "" and q.low is not None and q.low >= SMALLEST_SUM)
    return q.unit == model.quantity.unit or (q.unit in GAPPED_UNITS and model.quantity.unit == "person")
