"""The purse of the mission or of an appeal: the money that it needs, and what has come in."""

from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied
from musterbook.claims.figures import figure_head, figure_tokens
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import is_mission_noun
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import Family, Measure, Quantity, QuantityKind, Sentence

G = grammar()
L = situations()
DONE = (syntax.PAST, syntax.PRESENT)


def funding(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    """ "the mission needs $600 million a year", "the trust fund has received $67 million"."""
    named = _appeal_of(s, q, head)
    if named is not None:
        return named
    verb = next((a for a in syntax.ancestors(s, head) if s.pos[a] in ("VERB", "AUX")), None)
    subject = syntax.subject(s, verb) if verb is not None else None
    if verb is None or subject is None or denied(s, verb):
        return None
    return _needed(scene, s, q, (head, verb, subject)) or _received(scene, s, q, (head, verb, subject))


def _appeal_of(s: Sentence, q: Quantity, head: int) -> Draft | None:
    """ "the appeal of $2.7 billion", "a $90 million appeal", "the appeal for the south ($1 billion)"."""
    up = s.heads[head]
    noun = head if _is_appeal(s, head) else s.heads[up] if s.deps[head] == "pobj" and _links(s, up) else None
    if (
        noun is None
        and s.deps[head] in ("appos", "nmod", "nummod")
        and s.lower[figure_tokens(s, q)[0] - 1] in L.words["opens"]
    ):
        noun = up if _is_appeal(s, up) else next((a for a in syntax.ancestors(s, up) if _is_appeal(s, a)), None)
    if noun is None or not _is_appeal(s, noun):
        return None
    low, high = figure_tokens(s, q)
    bounds = (min(low, syntax.phrase(s, noun)[0]), max(high, noun + 1))
    return _draft(s, q, noun, bounds, (Measure.FUNDING_TARGET, "appeal"))


def _links(s: Sentence, prep: int) -> bool:
    """ "an appeal of" and "an appeal for"; the noun, not the verb of a headline ("UN appeals for")."""
    noun = s.heads[prep]
    return s.lower[prep] in G["of"] or (s.lower[prep] in G["for"] and syntax.child(s, noun, "det") is not None)


def _is_appeal(s: Sentence, i: int) -> bool:
    return s.lower[i] in L.funding["appeals"] or " ".join(s.lower[max(i - 1, 0) : i + 1]) in L.funding["appeals"]


def _needed(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    head, verb, subject = tokens
    words, verbs = L.funding, L.funding_verbs
    bounds = _bounds(s, q, tokens)
    spent = s.lower[verb] in verbs["spent_verbs"] and s.tags[verb] in ("VBD", "VBN")
    needs = match(s, verb, verbs["need_verbs"].get(s.lower[verb], ())) and not spent
    mission = s.pos[subject] == "PROPN" and any(p.kind == "mission" for p in scene.resolve(s, subject))
    if needs and (mission or _is_fund(s, subject)):
        return _draft(s, q, verb, bounds, (Measure.FUNDING_TARGET, "needs"))
    lacking = match(s, verb, verbs["agency_verbs"].get(s.lower[verb], ())) and head in syntax.objects(s, verb)
    if lacking and _is_agency(scene, s, subject):
        return _draft(s, q, verb, bounds, (Measure.FUNDING_TARGET, "agency"))
    nouns = {s.lower[i] for i in range(*syntax.phrase(s, subject))}
    concerned = scene.cast.mission is not None or any(_is_fund(s, i) for i in range(len(s.words)) if s.pos[i] == "NOUN")
    if not concerned:
        return None
    budget = s.lower[subject] in words["budgets"] and any(
        is_mission_noun(s, i) for i in range(*syntax.phrase(s, subject))
    )
    put_at = head in syntax.objects(s, verb) or s.lower[s.heads[head]] in G["at"]
    if budget and put_at and s.lower[verb] in G["be"] | frozenset(verbs["stands_verbs"]):
        return _draft(s, q, verb, bounds, (Measure.FUNDING_TARGET, "budget"))
    if nouns & words["need_nouns"] and s.pos[verb] in ("AUX", "VERB") and head in syntax.objects(s, verb):
        return _draft(s, q, verb, bounds, (Measure.FUNDING_TARGET, "cost"))
    put = s.lower[verb] in verbs["estimate_verbs"] and s.lower[s.heads[head]] in G["at"]
    if put and any(s.lower[o] in words["need_nouns"] for o in syntax.objects(s, verb)):
        return _draft(s, q, verb, bounds, (Measure.FUNDING_TARGET, "cost"))
    return None


def _received(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    head, verb, subject = tokens
    verbs = L.funding_verbs
    bounds = _bounds(s, q, tokens)
    stands = s.lower[s.heads[head]] in G["at"] and s.lower[verb] in verbs["stands_verbs"]
    if stands and s.lower[subject] in L.funding["pots"] and syntax.tense(s, verb) in DONE:
        return _draft(s, q, verb, bounds, (Measure.FUNDING_RECEIVED, "stands"))
    if syntax.tense(s, verb) not in DONE or head not in syntax.objects(s, verb):
        return None
    if syntax.is_passive(s, verb):
        if s.lower[verb] in verbs["arrived_verbs"] and _fund_before(scene, s, head):
            return _draft(s, q, verb, bounds, (Measure.FUNDING_RECEIVED, "received"))
        return None
    takes = match(s, verb, verbs["received_verbs"].get(s.lower[verb], ()))
    stands_for = (
        s.tags[subject] == "PRP" and s.lower[verb] in verbs["arrived_verbs"] and _fund_before(scene, s, subject)
    )
    if takes and (_is_fund(s, subject) or stands_for):
        return _draft(s, q, verb, bounds, (Measure.FUNDING_RECEIVED, "received"))
    return None


def _is_fund(s: Sentence, subject: int) -> bool:
    nouns = {s.lower[i] for i in range(*syntax.phrase(s, subject))}
    fund = L.funding["fund_nouns"]
    return s.lower[subject] in fund or bool(nouns & fund and is_mission_noun(s, subject))


def _is_agency(scene: Scene, s: Sentence, subject: int) -> bool:
    if s.lower[subject] in L.funding["agencies"]:
        return True
    return s.pos[subject] == "PROPN" and any(p.kind == "body" for p in scene.resolve(s, subject))


def _fund_before(scene: Scene, s: Sentence, i: int) -> bool:
    """Whether an appeal or a fund stands before a token in its sentence, or in the sentence before it."""
    if any(_is_appeal(s, k) or s.lower[k] in L.funding["appeals"] for k in range(i)):
        return True
    before = scene.parsed.sentences[s.index - 1] if s.index else None
    return before is not None and any(_is_appeal(before, k) for k in range(len(before.words)))


def funded_share(s: Sentence, q: Quantity) -> Draft | None:
    """ "the appeal is 57 per cent funded": the share of the money that has come in."""
    low, high = figure_tokens(s, q)
    whole = _share_of_appeal(s, q)
    if whole is not None:
        return whole
    if high >= len(s.words) or s.lower[high] not in L.funding["funded"]:
        return None
    verb = next((a for a in (high, *syntax.ancestors(s, high)) if s.pos[a] in ("VERB", "AUX")), high)
    if s.pos[verb] in ("VERB", "AUX") and (denied(s, verb) or syntax.tense(s, verb) not in DONE):
        return None
    share = replace(q, kind=QuantityKind.SHARE)
    return _draft(s, share, verb, (low, high + 1), (Measure.FUNDING_RECEIVED, "share"))


def _share_of_appeal(s: Sentence, q: Quantity) -> Draft | None:
    """ "only 23 per cent of the appeal has been funded"."""
    head = figure_head(s, q)
    verb = s.heads[head] if head is not None else None
    if head is None or verb is None or s.deps[head] != "nsubjpass" or denied(s, verb):
        return None
    paid = s.lower[verb] in L.funding["funded"] | frozenset(L.funding_verbs["arrived_verbs"])
    of_appeal = any(
        _is_appeal(s, o) or s.lower[o] in L.funding["fund_nouns"] for _, o in syntax.preposition(s, head, *G["of"])
    )
    if not (paid and of_appeal and syntax.tense(s, verb) in DONE):
        return None
    bounds = (figure_tokens(s, q)[0], verb + 1)
    return _draft(s, replace(q, kind=QuantityKind.SHARE), verb, bounds, (Measure.FUNDING_RECEIVED, "share"))


def _bounds(s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> tuple[int, int]:
    head, verb, subject = tokens
    low, high = figure_tokens(s, q)
    return min(low, syntax.phrase(s, subject)[0], verb), max(high, head + 1, verb + 1)


def _draft(s: Sentence, q: Quantity, verb: int, bounds: tuple[int, int], found: tuple[Measure, str]) -> Draft:
    low, high = bounds
    measure, rule = found
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
