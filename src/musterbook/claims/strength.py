"""The mission's own figures: the strength that is authorised or reached, and the money that it needs or has."""

from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied
from musterbook.claims.figures import figure_tokens
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import is_mission_noun, nationality
from musterbook.lexicons.frames import grammar, resources
from musterbook.lexicons.situations import situations
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
    if not (_counts_force(s, head) or q.unit == "" or s.lower[head] in words["members"]):
        return None
    planned = _planned(scene, s, head, span)
    if planned is not None:
        return _strength_draft(s, q, head, planned, Measure.STRENGTH_TARGET, "planned")
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


def _planned(scene: Scene, s: Sentence, head: int, span: tuple[int, int]) -> tuple[int, int] | None:
    """Tokens of a figure that something calls planned: "its planned strength of 2,500", "was planned with 2,500",
    "the 2,500 who were planned", "is to number 2,500", "sets a ceiling of 5,550".
    """
    words, verbs = L.strength, L.strength_verbs
    up = s.heads[head]
    if s.deps[head] == "pobj" and s.lower[up] in G["of"]:
        noun = s.heads[up]
        modifiers = {s.lower[c] for c in s.children[noun]}
        if s.lower[noun] in words["present_nouns"] and modifiers & words["target_adjectives"]:
            return min(span[0], syntax.phrase(s, noun)[0]), span[1]
    if s.deps[head] == "pobj" and s.lower[up] in G["with"] | G["at"]:
        verb = s.heads[up]
        subject = syntax.subject(s, verb) if s.pos[verb] == "VERB" else None
        if subject is not None and s.lower[verb] in verbs["target_verbs"] and _is_mission(scene, s, subject):
            return min(span[0], syntax.phrase(s, subject)[0]), span[1]
    for c in s.children[head]:
        if s.deps[c] in ("acl", "relcl") and s.lower[c] in verbs["target_verbs"] and s.tags[c] in ("VBN", "VBD"):
            return span[0], max(span[1], c + 1)
    verb = up
    if s.pos[verb] == "VERB" and s.lower[verb] in verbs["reach_verbs"] and s.deps[head] in ("dobj", "attr", "npadvmod"):
        subject = syntax.subject(s, verb)
        ahead = syntax.tense(s, verb) in (syntax.FUTURE, syntax.NECESSITY, syntax.INFINITIVE)
        if subject is not None and ahead and _is_mission(scene, s, subject):
            return min(span[0], syntax.phrase(s, subject)[0]), max(span[1], verb + 1)
    is_planned = s.lower[up] in verbs["target_verbs"] and syntax.is_passive(s, up)
    whole = is_mission_noun(s, head) or any(is_mission_noun(s, o) for _, o in syntax.preposition(s, head, *G["of"]))
    if s.deps[head] in ("nsubjpass", "nsubj") and is_planned and whole:
        return span[0], max(span[1], up + 1)
    return None


def _is_mission(scene: Scene, s: Sentence, i: int) -> bool:
    """Whether a subject is the mission: by its noun, or a pronoun that stands for it."""
    return is_mission_noun(s, i) or any(p.kind == "mission" for p in scene.resolve(s, i))


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
