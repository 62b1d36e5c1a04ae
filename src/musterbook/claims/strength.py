"""The mission's own figures: the strength that is authorised or reached, and the money that it needs or has."""

from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied
from musterbook.claims.figures import figure_tokens
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import is_mission_noun, nationality
from musterbook.lexicons.frames import grammar, resources, situations
from musterbook.model import Family, Measure, Quantity, QuantityKind, Resource, Sentence

G = grammar()
L = situations()


def strength(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    """A figure that is the mission's own: what is authorised or needed, or what it has now."""
    words = L.strength
    low, high = figure_tokens(s, q)
    if nationality(scene, s, min(low, head), max(high, head + 1)) or q.kind in (
        QuantityKind.SUBSET,
        QuantityKind.INCREMENT,
    ):
        return None
    noun_low = syntax.phrase(s, head)[0]
    span = (min(low, noun_low), max(high, head + 1))
    compound = "-" in scene.text[q.start : q.end] or any(
        s.words[i] == "-" for i in range(low, min(high + 2, len(s.words)))
    )
    whole = s.lower[head] in words["whole"] and is_mission_noun(s, head)
    if whole and (compound or q.text.lower().endswith(("strong", "member"))):
        return _strength_draft(s, q, head, span, Measure.STRENGTH_TARGET, "strong")
    if not (_counts_force(s, head) or q.unit == ""):
        return None
    up = s.heads[head]
    if s.deps[head] == "pobj" and s.lower[up] in G["of"]:
        noun = s.heads[up]
        if s.lower[noun] in words["target_nouns"]:
            return _strength_draft(
                s, q, head, (min(span[0], syntax.phrase(s, noun)[0]), span[1]), Measure.STRENGTH_TARGET, "target"
            )
        if s.lower[noun] in words["whole"] and is_mission_noun(s, noun) and q.kind is not QuantityKind.STOCK:
            bounds = (min(span[0], syntax.phrase(s, noun)[0]), span[1])
            if not nationality(scene, s, *syntax.phrase(s, noun)):
                return _strength_draft(s, q, noun, bounds, Measure.STRENGTH_TARGET, "force-of")
    verb = next((a for a in (head, *syntax.ancestors(s, head)) if s.pos[a] in ("VERB", "AUX")), None)
    if verb is None:
        return None
    subject = syntax.subject(s, verb)
    mission_acts = (
        subject is not None and is_mission_noun(s, subject) and not nationality(scene, s, *syntax.phrase(s, subject))
    )
    if (
        verb is not None
        and match(s, verb, L.strength_verbs["target_verbs"].get(s.lower[verb], ()))
        and (head in syntax.objects(s, verb) or q.kind is QuantityKind.CEILING)
        and (mission_acts or _mission_object(s, verb) or (q.kind is QuantityKind.CEILING and _names_mission(scene, s)))
    ):
        return _strength_draft(
            s, q, verb, (min(span[0], verb), max(span[1], verb + 1)), Measure.STRENGTH_TARGET, "authorised"
        )
    stated = head in syntax.objects(s, verb) or s.heads[head] == verb
    if (
        mission_acts
        and stated
        and subject is not None
        and match(s, verb, L.strength_verbs["present_verbs"].get(s.lower[verb], ()))
    ):
        if syntax.tense(s, verb) in (syntax.FUTURE, syntax.INFINITIVE):
            return _strength_draft(s, q, verb, (min(span[0], subject), span[1]), Measure.STRENGTH_TARGET, "will-have")
        bounds = (min(span[0], syntax.phrase(s, subject)[0], verb), max(span[1], verb + 1))
        stock = replace(q, kind=QuantityKind.STOCK) if q.kind is QuantityKind.UNKNOWN else q
        return _strength_draft(s, stock, verb, bounds, Measure.STRENGTH_PRESENT, "has")
    return None


def _counts_force(s: Sentence, head: int) -> bool:
    found = resources().get(s.lower[head])
    return found is not None and found.resource is Resource.PERSONNEL


def _mission_object(s: Sentence, verb: int) -> bool:
    return any(is_mission_noun(s, o) for o in syntax.objects(s, verb))


def _names_mission(scene: Scene, s: Sentence) -> bool:
    return any(s.start <= m.start < s.end for m in scene.cast.missions) or any(
        is_mission_noun(s, i) for i in range(len(s.words)) if s.pos[i] == "NOUN"
    )


def _strength_draft(s: Sentence, q: Quantity, verb: int, bounds: tuple[int, int], measure: Measure, rule: str) -> Draft:
    low, high = bounds
    return Draft(
        rule=f"situation.{measure}.{rule}",
        family=Family.SITUATION,
        measure=measure,
        sentence=s,
        verb=verb,
        start=s.starts[low],
        end=s.ends[high - 1],
        quantity=replace(q, unit="person"),
        planned=measure is Measure.STRENGTH_TARGET,
    )


def funding(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    """ "the mission needs $600 million a year", "the trust fund has received $67 million"."""
    verb = next((a for a in syntax.ancestors(s, head) if s.pos[a] in ("VERB", "AUX")), None)
    if verb is None:
        return None
    subject = syntax.subject(s, verb)
    if subject is None:
        return None
    words = L.funding
    nouns = {s.lower[i] for i in range(*syntax.phrase(s, subject))}
    low, high = figure_tokens(s, q)
    bounds = (min(low, syntax.phrase(s, subject)[0], verb), max(high, head + 1, verb + 1))
    tail = s.lower[subject]
    is_fund = tail in words["fund_nouns"] or bool(nouns & words["fund_nouns"] and is_mission_noun(s, subject))
    if is_fund and match(s, verb, L.funding_verbs["need_verbs"].get(s.lower[verb], ())) and not denied(s, verb):
        return _funding_draft(s, q, verb, bounds, Measure.FUNDING_TARGET, "needs")
    if nouns & words["need_nouns"] and s.pos[verb] in ("AUX", "VERB") and head in syntax.objects(s, verb):
        return _funding_draft(s, q, verb, bounds, Measure.FUNDING_TARGET, "cost")
    received = is_fund and match(s, verb, L.funding_verbs["received_verbs"].get(s.lower[verb], ()))
    now = syntax.tense(s, verb) in (syntax.PAST, syntax.PRESENT)
    if received and now and head in syntax.objects(s, verb) and not denied(s, verb):
        return _funding_draft(s, q, verb, bounds, Measure.FUNDING_RECEIVED, "received")
    return None


def _funding_draft(s: Sentence, q: Quantity, verb: int, bounds: tuple[int, int], measure: Measure, rule: str) -> Draft:
    low, high = bounds
    return Draft(
        rule=f"situation.{measure}.{rule}",
        family=Family.SITUATION,
        measure=measure,
        sentence=s,
        verb=verb,
        start=s.starts[low],
        end=s.ends[high - 1],
        quantity=q,
    )
