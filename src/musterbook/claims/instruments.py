"""Loans and grants told by what they pay for, debts given up, and sums of aid that no verb of giving governs.

"The road was financed by a $10 million loan from Japan", "Norway cancelled $40 million of its debt", "a Swedish grant
of $3 million paid for the wells".
"""

from collections.abc import Iterator, Sequence

from musterbook.claims import syntax
from musterbook.claims.agreements import sum_thing, sums_between
from musterbook.claims.deeds import stage_of
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.figures import figure_head
from musterbook.claims.giving import Actor, Reading, actors_of, context_giver, give
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import Thing
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Certainty, Party, Polarity, Sentence, Stage

G = grammar()
L = commitments()


def financed(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "was funded by a $10 million grant": the sum stands in the phrase that says by what it was paid."""
    if match(s, v, L.instruments.get(s.lower[v], ())) is None or in_condition(s, v):
        return
    staged = stage_of(scene, s, v, Stage.DISPATCHED, str(Stage.PLEDGE))
    if staged is None:
        return
    for _, o in syntax.preposition(s, v, *L.through):
        for t in _aid_sums(scene, s, o):
            party = named_giver(scene, s, t) or (context_giver(scene, s) if syntax.is_passive(s, v) else ())
            if party:
                stage, planned, certainty = staged
                reading = _reading(s, "commitment.finance", v, (stage, planned, certainty))
                yield from give(scene, s, reading, [Actor(head=None, party=party)], [t])
                return


def debts(scene: Scene, s: Sentence, v: int) -> Iterator[Draft]:
    """ "cancelled $40 million of Mali's debt": a debt that is given up is money given."""
    hit = match(s, v, L.cancelling.get(s.lower[v], ()))
    staged = stage_of(scene, s, v, Stage.DISPATCHED, str(Stage.PLEDGE)) if hit is not None else None
    if staged is None or in_condition(s, v):
        return
    for o in syntax.objects(s, v):
        low, high = s.subtree(o)
        if not any(s.lower[i] in L.debts for i in range(low, high)):
            continue
        sums = [t for t in _sums_in(scene, s, low, high) if t.quantity is not None][:1]
        passive = syntax.is_passive(s, v)
        actors = actors_of(scene, s, syntax.agent(s, v) if passive else syntax.subject(s, v))
        if passive and not any(a.party for a in actors):
            actors = [Actor(head=None, party=context_giver(scene, s))]
        if sums and any(a.party for a in actors):
            yield from give(scene, s, _reading(s, "commitment.debt", v, staged), actors, sums)
            return


def _reading(s: Sentence, rule: str, v: int, staged: tuple[Stage, bool, Certainty]) -> Reading:
    stage, planned, certainty = staged
    polarity = Polarity.DENIED if denied(s, v) else Polarity.AFFIRMED
    return Reading(rule=rule, verb=v, stage=stage, last=v, certainty=certainty, planned=planned, polarity=polarity)


def gifts(scene: Scene, s: Sentence, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Sums of aid that no draft of the sentence took and whose own phrase names who gives ("a loan of $5m from X").

    Reported as done where the clause around them is past, else a pledge: the bare noun is no deed (METHOD section 2).
    """
    taken = {d.quantity.start for d in drafts if d.quantity is not None}
    for t in _sums_in(scene, s, 0, len(s.words)):
        noun = _aid_noun(s, t)
        if t.quantity is None or t.quantity.start in taken or noun is None or s.lower[noun] not in L.signing.given:
            continue
        party = named_giver(scene, s, t)
        if not party:
            continue
        up = next((a for a in syntax.ancestors(s, noun) if s.pos[a] in ("VERB", "AUX")), None)
        if up is not None and (denied(s, up) or in_condition(s, up) or s.lower[up] in L.retract):
            continue
        past = up is not None and syntax.tense(s, up) == syntax.PAST and up not in _asking(s)
        reading = Reading(
            rule="commitment.gift.noun",
            verb=noun,
            stage=Stage.DISPATCHED if past else Stage.PLEDGE,
            last=noun,
            planned=not past,
        )
        yield from give(scene, s, reading, [Actor(head=None, party=party)], [t])
        return


def _asking(s: Sentence) -> set[int]:
    """Verbs of stance: what they govern is not told as done."""
    return {i for i in range(len(s.words)) if s.lower[i] in L.stance_verbs}


def _aid_sums(scene: Scene, s: Sentence, o: int) -> Iterator[Thing]:
    """Sums of a phrase whose nouns say that they are given or lent."""
    low, high = s.subtree(o)
    if any(s.lower[i] in L.signing.aid for i in range(low, high)):
        yield from list(_sums_in(scene, s, low, high))[:1]


def _sums_in(scene: Scene, s: Sentence, low: int, high: int) -> Iterator[Thing]:
    for q in sums_between(scene, s, low, high):
        head = figure_head(s, q)
        if head is not None:
            yield sum_thing(s, q, head)


def _aid_noun(s: Sentence, t: Thing) -> int | None:
    """The noun of aid that a sum belongs to: its head, the noun before "of" or "worth", or the noun it modifies."""
    near = [t.head]
    for a in syntax.ancestors(s, t.head):
        if s.pos[a] in ("VERB", "AUX") and s.lower[a] not in L.worth:
            break
        near.append(a)
        if s.pos[a] == "NOUN":
            break
    return next((i for i in near if s.lower[i] in L.signing.aid), None)


def named_giver(scene: Scene, s: Sentence, t: Thing) -> tuple[Party, ...]:
    """Who gives a sum by its own phrase: "from X", "by X", "a Chinese loan", "China's grant"; never the country itself
    that the text is about.
    """
    noun = _aid_noun(s, t)
    heads = (t.head,) if noun is None else (t.head, noun)
    for i in heads:
        for _, o in syntax.preposition(s, i, *G["source"], *G["agent"]):
            found = actors_of(scene, s, o)[0].party
            return found if found and found[0].id != scene.cast.host else ()
    low = min(min(syntax.phrase(s, i)[0] for i in heads), t.low)
    own = {
        m.party.id: m.party
        for m in scene.mentions_in(s, low, max(heads) + 1)
        if m.party.kind in ("state", "body") and m.party.id != scene.cast.host
    }
    return tuple(own.values()) if len(own) == 1 else ()
