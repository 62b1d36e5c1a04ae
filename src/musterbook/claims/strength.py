"""The mission's own strength: what is authorised or needed, and what it has now."""

from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied
from musterbook.claims.fates import first_conjunct
from musterbook.claims.figures import figure_tokens, governor
from musterbook.claims.origins import another_figure, nationality
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import is_mission_noun
from musterbook.claims.victims import opens_part
from musterbook.lexicons.commitments import resources
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import Family, Measure, Quantity, QuantityKind, Resource, Sentence

G = grammar()
L = situations()


def strength(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    """A figure that is the mission's own: what is authorised or needed, or what it has now."""
    words = L.strength
    low, high = figure_tokens(s, q)
    if _of_one_country(scene, s, head, (min(low, head), max(high, head + 1))) or q.kind in (
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
        standing = any(s.lower[c] in G["definite"] or s.deps[c] == "poss" for c in s.children[head])
        standing = standing and not _awaited(s, head)
        growing = any(s.deps[c] == "relcl" and s.tags[c] in ("VBG", "VB") for c in s.children[head])
        if standing and not growing and not any(s.lower[i] in words["target_adjectives"] for i in range(*span)):
            return strength_draft(s, stock(q), head, span, Measure.STRENGTH_PRESENT, "strong")
        return strength_draft(s, q, head, span, Measure.STRENGTH_TARGET, "strong")
    bare = q.unit == "" or s.pos[head] == "NUM"
    if not (counts_force(s, head) or bare or s.lower[head] in words["members"]) or _too_many(q):
        return None
    planned = _planned(scene, s, head, span)
    if planned is not None:
        return strength_draft(s, q, head, planned, Measure.STRENGTH_TARGET, "planned")
    tokens = (head, *span)
    found = _of_force(scene, s, q, tokens) or _said_of_strength(scene, s, q, tokens) or _with(s, q, tokens)
    found = found or _serving(scene, s, q, tokens) or _labelled(scene, s, q, tokens)
    return found or _by_verb(scene, s, q, tokens)


def _awaited(s: Sentence, head: int) -> bool:
    """ "The 4,000-strong force will come", "no longer accepts the 4,000-strong force": it is still to come."""
    verb = s.heads[head]
    if s.pos[verb] not in ("VERB", "AUX"):
        return False
    coming = s.deps[head] in ("nsubj", "nsubjpass") and syntax.tense(s, verb) == syntax.FUTURE
    return coming or (head in syntax.objects(s, verb) and s.lower[verb] in L.strength_verbs["awaiting_verbs"])


def _of_one_country(scene: Scene, s: Sentence, head: int, span: tuple[int, int]) -> bool:
    """Whether the people are those of a country: "Germany's own 550", "4,000 from Kenya"."""
    sources = (o for p, o in syntax.preposition(s, head, *G["source"]) if not another_figure(s, span[1], p))
    named = any(m.party.kind == "state" for o in sources for m in scene.mentions_in(s, *syntax.phrase(s, o)))
    low = min(span[0], syntax.phrase(s, head)[0])
    return named or bool(nationality(scene, s, low, span[1]))


def _said_of_strength(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "the mission's authorised strength is 9,300", "the total strength of the mission was 10,412"."""
    head, low, high = tokens
    verb = governor(s, q, head)
    subject = syntax.subject(s, verb) if s.pos[verb] in ("VERB", "AUX") and verb != head else None
    if subject is None or s.lower[subject] not in L.strength["present_nouns"] or s.deps[head] in ("nsubj", "nsubjpass"):
        return None
    stands = match(s, verb, L.strength_verbs["present_verbs"].get(s.lower[verb], ()))
    first, last = syntax.phrase(s, subject)
    if not stands or denied(s, verb, subject) or not any(is_mission(scene, s, i) for i in range(first, last)):
        return None
    bounds = (min(first, low), max(high, verb + 1))
    if any(s.lower[i] in L.strength["authorised"] for i in range(first, last)):
        return strength_draft(s, q, verb, bounds, Measure.STRENGTH_TARGET, "planned")
    ahead = syntax.tense(s, verb) in (syntax.FUTURE, syntax.NECESSITY, syntax.INFINITIVE)
    measure = Measure.STRENGTH_TARGET if ahead else Measure.STRENGTH_PRESENT
    return strength_draft(s, q if ahead else stock(q), verb, bounds, measure, "strength")


def _with(s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "The operation, with 6,400 troops, is the largest"."""
    head, _, high = tokens
    up = s.heads[head]
    if s.deps[head] != "pobj" or s.lower[up] not in G["with"] or up < 2 or s.lower[up - 1] not in L.words["commas"]:
        return None
    noun = up - 2
    closed = high < len(s.words) and s.lower[high] in L.words["commas"]
    definite = any(s.lower[c] in G["definite"] for c in s.children[noun])
    if not (closed and definite and is_mission_noun(s, noun) and s.deps[noun] in ("nsubj", "nsubjpass")):
        return None
    return strength_draft(s, stock(q), head, (syntax.phrase(s, noun)[0], high), Measure.STRENGTH_PRESENT, "with")


def _serving(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "about 700 soldiers from 25 countries served with the mission", "up to 1,400 may serve with it"."""
    head, low, high = tokens
    verb = s.heads[head]
    serves = s.deps[head] in ("nsubj", "nsubjpass") and s.lower[verb] in L.strength_verbs["serving_verbs"]
    if not serves or denied(s, verb, head) or not counts_force(s, head):
        return None
    inside = [o for _, o in syntax.preposition(s, verb, *G["with"], *G["place"]) if is_mission(scene, s, o)]
    if not inside or (syntax.is_passive(s, verb) and syntax.agent(s, verb) is not None):
        return None
    bounds = (low, max(high, inside[0] + 1))
    if q.kind is QuantityKind.CEILING and syntax.modals(s, verb):
        return strength_draft(s, q, verb, bounds, Measure.STRENGTH_TARGET, "may-serve")
    if s.tags[verb] == "VBG" or syntax.tense(s, verb) not in (syntax.PAST, syntax.PRESENT) or syntax.modals(s, verb):
        return None
    return strength_draft(s, stock(q), verb, bounds, Measure.STRENGTH_PRESENT, "serving")


def _labelled(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """A line of a table: "Authorised police strength: 1,608", "Personnel on the ground: 17,612"."""
    head, low, high = tokens
    if not scene.in_mission or low < 2 or s.lower[low - 1] not in L.words["colon"]:
        return None
    words = set(s.lower[: low - 1])
    if words & L.strength["authorised"] and words & (L.strength["present_nouns"] | L.strength["members"]):
        return strength_draft(s, q, head, (0, high), Measure.STRENGTH_TARGET, "label")
    present = words & L.strength["present_nouns"] or (words & L.strength["members"] and words & L.strength["deployed"])
    if present or _only_force(scene, s, low - 1):
        return strength_draft(s, stock(q), head, (0, high), Measure.STRENGTH_PRESENT, "label")
    return None


def _only_force(scene: Scene, s: Sentence, colon: int) -> bool:
    """ "Police: 1,040" among lines of a table: a label of nothing but words for a force, beside other such lines."""
    spoken = [i for i in range(colon) if s.words[i].isalpha()]
    labels = L.strength["force_nouns"] | L.strength["deployed"] | L.strength["labels"] | L.strength["kinds"]
    near = (x for x in scene.parsed.sentences if abs(x.line - s.line) == 1 and x.paragraph == s.paragraph)
    table = any(w in L.words["colon"] and x.pos[i + 1 : i + 2] == ("NUM",) for x in near for i, w in enumerate(x.lower))
    return bool(spoken) and table and all(s.lower[i] in labels or counts_force(s, i) for i in spoken)


def stock(q: Quantity) -> Quantity:
    """The figure as a stock, unless its words say another kind."""
    return replace(q, kind=QuantityKind.STOCK) if q.kind is QuantityKind.UNKNOWN else q


def _of_force(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "a ceiling of 11,500", "a force of 3,000": planned, unless somebody commands it already."""
    head, low, high = tokens
    words, up = L.strength, s.heads[head]
    if s.deps[head] != "pobj" or s.lower[up] not in G["of"]:
        return None
    noun = s.heads[up]
    bounds = (min(low, syntax.phrase(s, noun)[0]), high)
    if s.lower[noun] in words["target_nouns"]:
        return strength_draft(s, q, head, bounds, Measure.STRENGTH_TARGET, "target")
    if s.lower[noun] not in words["whole"] or not is_mission_noun(s, noun) or q.kind is QuantityKind.STOCK:
        return None
    above = s.heads[noun]
    commands = match(s, above, L.strength_verbs["command_verbs"].get(s.lower[above], ()))
    if commands and s.deps[noun] in ("dobj", "pobj") and syntax.tense(s, above) in (syntax.PAST, syntax.PRESENT):
        return strength_draft(s, q, above, bounds, Measure.STRENGTH_PRESENT, "commanded")
    if any(p.kind == "state" for p in nationality(scene, s, *syntax.phrase(s, noun))):
        return None
    return strength_draft(s, q, noun, bounds, Measure.STRENGTH_TARGET, "force-of")


def _by_verb(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """What a verb says of the mission: "authorised", "may deploy up to", "now has", "has been cut to"."""
    head, low, high = tokens
    verb = next((a for a in (head, *syntax.ancestors(s, head)) if s.pos[a] in ("VERB", "AUX")), None)
    if verb is None:
        return None
    changed = _changed(scene, s, q, head, verb)
    if changed is not None:
        return changed
    subject, verbs = syntax.subject(s, verb), L.strength_verbs
    ceiling = q.kind is QuantityKind.CEILING
    stated = head in syntax.objects(s, verb) or governor(s, q, head) == verb
    if q.kind is QuantityKind.OUTSTANDING or (high < len(s.words) and s.lower[high] in L.strength["lacking"]):
        return None
    acts = subject is not None and _acts_as_mission(scene, s, subject)
    provides = ceiling and match(s, verb, verbs["provision_verbs"].get(s.lower[verb], ())) is not None
    aims = match(s, verb, verbs["target_verbs"].get(s.lower[verb], ())) is not None and (stated or ceiling)
    plans = subject is not None and s.lower[subject] in L.strength["planners"]
    if (aims or provides) and (
        acts
        or _mission_object(s, verb)
        or ((ceiling or plans) and _names_mission(scene, s))
        or (plans and ceiling and scene.in_mission)
    ):
        bounds = (min(low, verb), max(high, verb + 1))
        return strength_draft(s, q, verb, bounds, Measure.STRENGTH_TARGET, "authorised")
    present = match(s, verb, verbs["present_verbs"].get(s.lower[verb], ()))
    stated = stated or (present is not None and _is_particle(s, s.heads[head], verb, present[0].rest))
    if subject is None or not acts or not stated:
        return None
    far = s.deps[verb] == "conj" and s.heads[verb] > subject
    bounds = (min(low, verb if far else syntax.phrase(s, subject)[0], verb), max(high, verb + 1))
    if ceiling and syntax.modals(s, verb) and match(s, verb, verbs["field_verbs"].get(s.lower[verb], ())):
        return strength_draft(s, q, verb, bounds, Measure.STRENGTH_TARGET, "may-field")
    if not present:
        return None
    if syntax.tense(s, verb) in (syntax.FUTURE, syntax.INFINITIVE):
        return strength_draft(s, q, verb, (min(low, subject), high), Measure.STRENGTH_TARGET, "will-have")
    return strength_draft(s, stock(q), verb, bounds, Measure.STRENGTH_PRESENT, "has")


def _is_particle(s: Sentence, prep: int, verb: int, rest: tuple[str, ...]) -> bool:
    """Whether a preposition at the verb is the last word of the verb's own phrase ("stands at", "is made up of")."""
    return bool(rest) and s.lower[prep] == rest[-1] and s.heads[prep] == verb


def _acts_as_mission(scene: Scene, s: Sentence, subject: int) -> bool:
    """A subject that is the mission by its noun or its name, and no contingent of one country."""
    named = s.pos[subject] in ("PROPN", "PRON") and is_mission(scene, s, subject)
    return (is_mission_noun(s, subject) or named) and not nationality(scene, s, *syntax.phrase(s, subject))


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
        if subject is not None and s.lower[verb] in verbs["target_verbs"] and is_mission(scene, s, subject):
            return min(span[0], syntax.phrase(s, subject)[0]), span[1]
    if scene.in_mission and span[0] > 0 and s.lower[span[0] - 1] in words["authorised"]:
        return span[0] - 1, span[1]
    for c in s.children[head]:
        if scene.in_mission and s.lower[c] in words["authorised"] and s.deps[c] == "amod" and c < head:
            return span
        if s.deps[c] in ("acl", "relcl") and s.lower[c] in verbs["target_verbs"] and s.tags[c] in ("VBN", "VBD"):
            return span[0], max(span[1], c + 1)
    verb = up
    if s.pos[verb] == "VERB" and s.lower[verb] in verbs["reach_verbs"] and s.deps[head] in ("dobj", "attr", "npadvmod"):
        subject = syntax.subject(s, verb)
        ahead = syntax.tense(s, verb) in (syntax.FUTURE, syntax.NECESSITY, syntax.INFINITIVE)
        if subject is not None and ahead and is_mission(scene, s, subject):
            return min(span[0], syntax.phrase(s, subject)[0]), max(span[1], verb + 1)
    is_planned = s.lower[up] in verbs["target_verbs"] and syntax.is_passive(s, up)
    whole = is_mission_noun(s, head) or any(is_mission_noun(s, o) for _, o in syntax.preposition(s, head, *G["of"]))
    if s.deps[head] in ("nsubjpass", "nsubj") and is_planned and whole:
        return span[0], max(span[1], up + 1)
    return None


def is_mission(scene: Scene, s: Sentence, i: int) -> bool:
    """Whether a subject is the mission: by its noun, or a pronoun that stands for it."""
    return is_mission_noun(s, i) or any(p.kind == "mission" for p in scene.resolve(s, i))


def counts_force(s: Sentence, head: int) -> bool:
    """Whether a noun counts people who serve."""
    found = resources().get(s.lower[head])
    return found is not None and found.resource is Resource.PERSONNEL


def _mission_object(s: Sentence, verb: int) -> bool:
    return any(is_mission_noun(s, o) for o in syntax.objects(s, verb))


def _names_mission(scene: Scene, s: Sentence) -> bool:
    return any(s.start <= m.start < s.end for m in scene.cast.missions) or any(
        is_mission_noun(s, i) for i in range(len(s.words)) if s.pos[i] == "NOUN"
    )


def strength_draft(s: Sentence, q: Quantity, verb: int, bounds: tuple[int, int], measure: Measure, rule: str) -> Draft:
    """The draft of a strength in persons, its evidence in the tokens of `bounds`."""
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


def _finite_between(s: Sentence, low: int, high: int) -> bool:
    return any(s.pos[i] in ("VERB", "AUX") for i in range(low + 1, high))


LARGEST = 500_000
"""More people than any mission was ever planned with: a bare number beyond it is money or need."""


def _too_many(q: Quantity) -> bool:
    return (q.low or q.high or 0) > LARGEST


def _changed(scene: Scene, s: Sentence, q: Quantity, head: int, verb: int) -> Draft | None:
    """ "the force has been cut from 1,800 to 1,250": the strength that a change has reached, or is to reach."""
    low = figure_tokens(s, q)[0]
    reached = low > 0 and s.lower[low - 1] in G["infinitive"]
    if not reached or s.lower[verb] not in L.strength_verbs["change_verbs"]:
        return None
    subject = syntax.subject(s, verb)
    ceilings = [o for o in (*syntax.objects(s, verb), subject) if o and s.lower[o] in L.strength["target_nouns"]]
    if (
        ceilings
        and (scene.in_mission or _names_mission(scene, s))
        and not denied(s, verb)
        and syntax.tense(s, verb) == syntax.PAST
    ):
        bounds = (min(syntax.phrase(s, ceilings[0])[0], verb), max(head + 1, figure_tokens(s, q)[1]))
        return strength_draft(s, q, verb, bounds, Measure.STRENGTH_TARGET, "changed")
    if subject is None or s.lower[subject] not in L.strength["changing"]:
        return None
    if nationality(scene, s, *syntax.phrase(s, subject)) or denied(s, verb, subject):
        return None
    ahead = syntax.tense(s, verb) in (syntax.FUTURE, syntax.NECESSITY, syntax.INFINITIVE)
    measure = Measure.STRENGTH_TARGET if ahead else Measure.STRENGTH_PRESENT
    bounds = (min(syntax.phrase(s, subject)[0], verb), max(head + 1, figure_tokens(s, q)[1]))
    return strength_draft(s, q if ahead else stock(q), verb, bounds, measure, "changed")


def strength_part(
    scene: Scene, s: Sentence, figure: tuple[Quantity, int], forces: list[tuple[Draft, int]]
) -> Draft | None:
    """A figure that shares the words of a strength before it: "a ceiling of 11,500 soldiers, 600 observers and 443
    police", or a part of it: "2,500 officers, including at least 300 women".
    """
    q, head = figure
    if not forces or not (counts_force(s, head) or s.lower[head] in L.strength["members"]):
        return None
    whole, first = forces[-1]
    assert whole.measure is not None
    low = min(figure_tokens(s, q)[0], syntax.phrase(s, head)[0])
    span = (low, max(figure_tokens(s, q)[1], head + 1))
    if opens_part(s, low, head, first):
        part = replace(q, kind=QuantityKind.SUBSET)
        return strength_draft(s, part, whole.verb, span, whole.measure, "part")
    listed = first in (first_conjunct(s, head), s.heads[head]) and s.deps[head] in ("conj", "appos")
    if whole.rule.endswith((".target", ".listed")):
        listed = listed or (s.pos[low - 1] in ("PUNCT", "CCONJ") and not _finite_between(s, first, low))
    if not listed or whole.quantity is None or whole.rule.endswith(".part"):
        return None
    if whole.rule.endswith(".has"):
        if _of_one_country(scene, s, head, span):
            return None
        q = stock(q)
    if whole.quantity.kind is QuantityKind.CEILING and whole.quantity.low is None and q.low == q.high:
        q = replace(q, low=None, kind=QuantityKind.CEILING)
    return strength_draft(s, q, whole.verb, span, whole.measure, "listed")
