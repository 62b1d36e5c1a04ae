"""Situation figures: victims, displaced people, need, territory, the mission's strength and purse.

Driven by figures: each quantity in a sentence is asked what it counts, from its noun, its verb and what stands beside it.
Persons served or treated are not victims; a figure that nothing explains gives no claim.
"""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, possible
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import is_mission_noun, is_money, nationality, one
from musterbook.lexicons.frames import MeasureFrame, grammar, resources, situations
from musterbook.model import (
    Certainty,
    Family,
    Measure,
    Polarity,
    Quantity,
    QuantityKind,
    Resource,
    Sentence,
)

G = grammar()
L = situations()
PEOPLE = frozenset({"person", "household", ""})


def situations_in(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """All situation drafts of one sentence."""
    for q in scene.quantities_in(s.start, s.end):
        head = _head(s, q)
        if head is None:
            continue
        if q.unit in PEOPLE or q.noun.lower() in L.victims or _measure_noun(s, head):
            draft = _strength(scene, s, q, head) or _victims(scene, s, q, head)
        elif is_money(q):
            draft = _funding(scene, s, q, head)
        else:
            draft = None
        if draft is not None:
            yield draft
    yield from _singular_victims(scene, s)
    yield from _territory(scene, s)


def _head(s: Sentence, q: Quantity) -> int | None:
    """The head token of a figure's phrase: the last token of the stretch whose own head lies outside it."""
    inside = [i for i in range(len(s.words)) if q.start <= s.starts[i] < q.end or s.starts[i] <= q.start < s.ends[i]]
    if not inside:
        return None
    members = set(inside)
    tops = [i for i in inside if s.heads[i] not in members or s.heads[i] == i]
    top = tops[-1]
    while (
        s.deps[top] in ("nummod", "amod", "quantmod", "compound", "advmod", "npadvmod", "det", "poss")
        and s.heads[top] != top
    ):
        if s.pos[s.heads[top]] not in ("NOUN", "PROPN", "NUM", "ADJ", "PRON"):
            break
        top = s.heads[top]
    return top


def _measure_noun(s: Sentence, head: int) -> bool:
    return any(s.lower[head] in m.nouns for m in L.measures)


# --- victims ---------------------------------------------------------------------------------------------------------


def _victims(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    found = _by_noun(s, head) or _by_verb(s, head) or _by_adjective(s, head, q) or _by_idiom(s, head)
    if found is None or q.kind is QuantityKind.SHARE:
        return None
    measure, verb, rule = found
    if in_condition(s, verb) and measure is not Measure.IN_NEED:
        return None
    if q.unit == "":
        q = replace(q, unit="person")
    if s.lower[head] in L.victims or q.unit == "person" or _measure_noun(s, head):
        return _draft(scene, s, (measure, verb, rule), (q, head))
    return None


def _by_noun(s: Sentence, head: int) -> tuple[Measure, int, str] | None:
    """ "2,400 violent deaths", "the killing of three people", "a death toll of 200"."""
    for m in L.measures:
        if s.lower[head] in m.nouns and s.pos[head] in ("NOUN", "PROPN", "ADJ", "VERB"):
            return m.measure, head, "noun"
    up = s.heads[head]
    if s.deps[head] == "pobj" and s.lower[up] in (G["of"] | G["infinitive"] | {"at"}):
        noun = s.heads[up]
        for m in L.measures:
            if s.lower[up] in G["of"] and s.lower[noun] in m.nouns:
                return m.measure, noun, "noun-of"
            tolls = m.extra.get("toll", frozenset())
            around = [noun, *(c for c in s.children[noun] if s.deps[c] in ("nsubj", "dobj"))]
            if any(s.lower[t] in tolls for t in around):
                return m.measure, noun, "toll"
    return None


def _verb_measures(s: Sentence, v: int, *, as_object: bool) -> Measure | None:
    """The measure that a verb gives its object (or passive subject), or its subject; "killed or injured" is casualties."""
    found: list[Measure] = []
    for k in syntax.conjuncts(s, v):
        for m in L.measures:
            words = (m.transitive if as_object else m.intransitive).get(s.lower[k])
            if words and match(s, k, words) is not None and m.measure not in found:
                if k != v and any(s.deps[c] in ("dobj", "nsubj", "nsubjpass") for c in s.children[k]):
                    continue
                found.append(m.measure)
    if {Measure.KILLED, Measure.INJURED} <= set(found):
        return Measure.CASUALTIES
    return found[0] if found else None


def _by_verb(s: Sentence, head: int) -> tuple[Measure, int, str] | None:
    """ "2,500 people were killed or injured", "killing 12", "95,000 people have fled", "1.2 million people need food"."""
    top = _first_conjunct(s, head)
    for v in _governors(s, top):
        passive = syntax.is_passive(s, v)
        is_subject = syntax.subject(s, v) == top or (s.deps[top] in ("nsubj", "nsubjpass") and s.heads[top] == v)
        is_object = top in syntax.objects(s, v) if not passive else is_subject
        if is_object:
            measure = _verb_measures(s, v, as_object=True)
            if measure is not None:
                return measure, v, "passive" if passive else "object"
        if is_subject and not passive:
            measure = _verb_measures(s, v, as_object=False)
            if measure is Measure.IN_NEED and not _needs_something(s, v):
                continue
            if measure is not None:
                return measure, v, "subject"
            if _driven(s, v):
                return Measure.DISPLACED, v, "driven"
        if (is_object or is_subject) and passive and _driven(s, v):
            return Measure.DISPLACED, v, "driven"
    return None


def _first_conjunct(s: Sentence, i: int) -> int:
    while (
        s.deps[i] in ("conj", "appos")
        and s.heads[i] != i
        and s.pos[s.heads[i]] in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")
    ):
        i = s.heads[i]
    return i


def _governors(s: Sentence, head: int) -> Iterator[int]:
    """Verbs that may count the phrase: the one above it, and participles or relative clauses that hang on it."""
    up = s.heads[head]
    if s.pos[up] in ("VERB", "AUX") and up != head:
        yield up
        for k in syntax.conjuncts(s, up):
            if k != up:
                yield k
    for c in s.children[head]:
        if s.deps[c] in ("acl", "relcl", "amod") and s.pos[c] in ("VERB", "ADJ"):
            yield c
    if s.deps[head] == "pobj" and s.heads[up] != up and s.lower[up] in G["agent"]:
        return


def _needs_something(s: Sentence, v: int) -> bool:
    needed = next((m.extra.get("needed", frozenset()) for m in L.measures if m.measure is Measure.IN_NEED), frozenset())
    low, high = s.subtree(v)
    return any(s.lower[i] in needed for i in range(v, high)) and low <= v


def _driven(s: Sentence, v: int) -> bool:
    """ "driven from their homes": a verb of driving with a home in its clause."""
    for m in L.measures:
        if "driven" in m.extra and s.lower[v] in m.extra["driven"]:
            homes = m.extra["homes"]
            return any(s.lower[o] in homes for _, o in syntax.preposition(s, v)) or any(
                s.lower[o] in homes for o in syntax.children(s, v, "dobj")
            )
    return False


def _by_adjective(s: Sentence, head: int, q: Quantity) -> tuple[Measure, int, str] | None:
    """ "144 dead", "left 12 people dead", "400 others wounded", "4.8 million internally displaced Afghans"."""
    near = [c for c in (*s.children[head], head + 1, s.heads[head]) if 0 <= c < len(s.words) and c != head]
    up = s.heads[head]
    if s.pos[up] in ("VERB",):
        near.extend(
            c for c in s.children[up] if s.deps[c] in ("oprd", "acomp", "ccomp", "xcomp") and abs(c - head) <= 4
        )
    near.append(head)
    for m in L.measures:
        for c in near:
            if s.lower[c] in m.adjectives and s.pos[c] in ("ADJ", "VERB", "NOUN") and abs(c - head) <= 5:
                return m.measure, c if s.pos[c] == "VERB" else up if s.pos[up] == "VERB" else head, "adjective"
        for phrase in m.extra.get("phrases", ()):
            words = tuple(phrase.split())
            if s.lower[head + 1 : head + 1 + len(words)] == words:
                return m.measure, head, "phrase"
            if up + 1 < len(s.words) and s.pos[up] == "AUX" and s.lower[up + 1 : up + 1 + len(words)] == words:
                return m.measure, up, "phrase"
    return None


def _by_idiom(s: Sentence, head: int) -> tuple[Measure, int, str] | None:
    """ "claimed 2,900 lives", "three people lost their lives"."""
    up = s.heads[head]
    for m in L.measures:
        lives = m.extra.get("lives")
        if not lives or s.lower[up] not in lives:
            continue
        if s.deps[head] == "dobj" and s.lower[head] in ("lives", "life"):
            return m.measure, up, "lives"
        if s.deps[head] == "nsubj" and any(s.lower[o] in ("lives", "life") for o in syntax.children(s, up, "dobj")):
            return m.measure, up, "lives"
    return None


def _draft(scene: Scene, s: Sentence, found: tuple[Measure, int, str], figure: tuple[Quantity, int]) -> Draft:
    measure, verb, rule = found
    q, head = figure
    low, high = _tokens(s, q)
    conjunct = _first_conjunct(s, head) != head
    if not conjunct and s.pos[verb] in ("VERB", "AUX") and abs(verb - head) < 30:
        verbs = [k for k in syntax.conjuncts(s, verb) if k - verb < 4]
        helpers = [c for k in verbs for c in s.children[k] if s.deps[c] in ("aux", "auxpass", "neg")]
        low, high = min(low, verb, *helpers), max(high, *(k + 1 for k in verbs))
        if measure in (Measure.DISPLACED, Measure.IN_NEED):
            high = max(high, *(o + 1 for o in syntax.children(s, verb, "dobj", "attr")), high)
    elif not conjunct:
        low, high = min(low, verb), max(high, verb + 1)
    low, high = min(low, *_phrase_of(s, head)), max(high, head + 1)
    victims = scene.text[s.starts[syntax.phrase(s, head)[0]] : s.ends[syntax.phrase(s, head)[1] - 1]]
    return Draft(
        rule=f"situation.{measure}.{rule}",
        family=Family.SITUATION,
        measure=measure,
        sentence=s,
        verb=verb,
        start=s.starts[low],
        end=s.ends[high - 1],
        quantity=q,
        object=victims,
        place=_place(scene, s, verb, head),
        polarity=Polarity.DENIED if s.pos[verb] in ("VERB", "AUX") and denied(s, verb, head) else Polarity.AFFIRMED,
        certainty=Certainty.POSSIBLE if s.pos[verb] == "VERB" and possible(s, verb) else Certainty.STATED,
    )


def _tokens(s: Sentence, q: Quantity) -> tuple[int, int]:
    inside = [i for i in range(len(s.words)) if s.ends[i] > q.start and s.starts[i] < q.end]
    return inside[0], inside[-1] + 1


def _phrase_of(s: Sentence, head: int) -> tuple[int, ...]:
    low, _ = syntax.phrase(s, head)
    return (low,)


def _place(scene: Scene, s: Sentence, verb: int, head: int) -> str | None:
    """The state where it happened: a place named in the clause, else the country that the document is about."""
    for anchor in (verb, head):
        for _, o in syntax.preposition(s, anchor):
            for party in scene.resolve(s, o):
                state = (
                    party.id if party.kind == "state" else party.country if party.kind in ("place", "region") else None
                )
                if state:
                    return state
    return scene.cast.host


def _singular_victims(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """ "a teacher was killed": a victim named in the singular is one."""
    for v in range(len(s.words)):
        if s.pos[v] != "VERB":
            continue
        for m in L.measures:
            words = m.transitive.get(s.lower[v]) or m.intransitive.get(s.lower[v])
            if not words or m.measure not in (Measure.KILLED, Measure.INJURED, Measure.KIDNAPPED):
                continue
            if match(s, v, words) is None or in_condition(s, v) or syntax.tense(s, v) == syntax.FUTURE:
                continue
            transitive = s.lower[v] in m.transitive
            first = syntax.subject(s, v) if not transitive else None
            heads = syntax.objects(s, v) if transitive else syntax.conjuncts(s, first) if first is not None else ()
            for head in heads:
                if _is_singular_victim(s, head) and not scene.quantities_in(s.starts[head] - 1, s.ends[head]):
                    low, high = syntax.phrase(s, head)
                    q = one(s.starts[low], s.ends[high - 1], scene.text)
                    yield _draft(scene, s, (m.measure, v, "singular"), (q, head))
            break


def _is_singular_victim(s: Sentence, head: int) -> bool:
    article = syntax.child(s, head, "det")
    return (
        s.tags[head] == "NN"
        and s.lower[head] in L.victims
        and article is not None
        and s.lower[article] in G["indefinite"]
    )


# --- territory -------------------------------------------------------------------------------------------------------


def _territory(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """ "gangs control most of the capital", with the share as figure where one is printed."""
    for v in range(len(s.words)):
        words = L.territory_verbs.get(s.lower[v])
        if not words or s.pos[v] != "VERB" or match(s, v, words) is None:
            continue
        subject = syntax.agent(s, v) if syntax.is_passive(s, v) else syntax.subject(s, v)
        objects = syntax.objects(s, v)
        if subject is None or not objects or (s.pos[subject] == "PRON" and s.tags[subject] == "PRP"):
            continue
        target = next((o for o in objects if _is_place(scene, s, o)), None)
        if target is None or denied(s, v, subject) or in_condition(s, v) or syntax.tense(s, v) == syntax.FUTURE:
            continue
        low, high = syntax.phrase(s, target)
        first, last = syntax.phrase(s, subject)
        high = max(high, *(b for o in objects for b in [s.subtree(o)[1]] if o == target and b - high < 5), high)
        start, end = syntax.text_between(s, scene.text, min(low, first, v), max(high, last, v + 1))
        figures = [q for q in scene.quantities_in(s.starts[low], s.ends[high - 1]) if q.unit == "percent"]
        yield Draft(
            rule="situation.territory.control",
            family=Family.SITUATION,
            measure=Measure.TERRITORY,
            sentence=s,
            verb=v,
            start=start,
            end=end,
            quantity=replace(figures[0], kind=QuantityKind.SHARE) if figures else None,
            object=scene.text[s.starts[first] : s.ends[last - 1]],
            place=_place(scene, s, v, target),
        )


def _is_place(scene: Scene, s: Sentence, head: int) -> bool:
    low, high = syntax.phrase(s, head)
    nouns = {s.lower[i] for i in range(low, high)}
    if nouns & L.territory_places:
        return True
    return any(m.party.kind in ("state", "place", "region") for m in scene.mentions_in(s, head, high))


# --- the mission's strength and purse --------------------------------------------------------------------------------


def _strength(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    """A figure that is the mission's own: what is authorised or needed, or what it has now."""
    words = L.strength
    low, high = _tokens(s, q)
    if nationality(scene, s, min(low, head), max(high, head + 1)) or q.kind in (
        QuantityKind.SUBSET,
        QuantityKind.INCREMENT,
    ):
        return None
    noun_low, noun_high = syntax.phrase(s, head)
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
    if (
        mission_acts
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


def _funding(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    """ "the mission needs $600 million a year", "the trust fund has received $67 million"."""
    verb = next((a for a in syntax.ancestors(s, head) if s.pos[a] in ("VERB", "AUX")), None)
    if verb is None:
        return None
    subject = syntax.subject(s, verb)
    if subject is None:
        return None
    words = L.funding
    nouns = {s.lower[i] for i in range(*syntax.phrase(s, subject))}
    low, high = _tokens(s, q)
    bounds = (min(low, syntax.phrase(s, subject)[0], verb), max(high, head + 1, verb + 1))
    tail = s.lower[subject]
    is_fund = tail in words["fund_nouns"] or bool(nouns & words["fund_nouns"] and is_mission_noun(s, subject))
    if is_fund and match(s, verb, L.funding_verbs["need_verbs"].get(s.lower[verb], ())) and not denied(s, verb):
        return _funding_draft(s, q, verb, bounds, Measure.FUNDING_TARGET, "needs")
    if nouns & words["need_nouns"] and s.pos[verb] in ("AUX", "VERB") and head in syntax.objects(s, verb):
        return _funding_draft(s, q, verb, bounds, Measure.FUNDING_TARGET, "cost")
    if is_fund and match(s, verb, L.funding_verbs["received_verbs"].get(s.lower[verb], ())):
        if (
            syntax.tense(s, verb) in (syntax.PAST, syntax.PRESENT)
            and head in syntax.objects(s, verb)
            and not denied(s, verb)
        ):
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


__all__ = ["MeasureFrame", "situations_in"]
