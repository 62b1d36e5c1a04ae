"""Victims, displaced people and people in need: what a counted person suffered, from noun, verb, adjective or idiom."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, condition_of, denied, in_condition, possible
from musterbook.claims.figures import figure_tokens, place_of
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import one
from musterbook.lexicons.frames import grammar, situations
from musterbook.model import Certainty, Family, Measure, Polarity, Quantity, QuantityKind, Sentence

G = grammar()
L = situations()


def is_measure_noun(s: Sentence, head: int) -> bool:
    """Whether the head itself is what is counted ("200 deaths")."""
    return any(s.lower[head] in m.nouns for m in L.measures)


def victims(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    """The draft of a figure that counts victims, or None where nothing says what happened to them."""
    found = _by_noun(s, head) or _by_verb(s, head) or _by_adjective(s, head, q) or _by_idiom(s, head)
    if found is None or q.kind is QuantityKind.SHARE:
        return None
    measure, verb, rule = found
    if measure is not Measure.IN_NEED and _imagined(s, verb, scene.text):
        return None
    if rule in ("adjective", "noun", "phrase") and _served(s, head):
        return None
    if q.unit == "":
        q = replace(q, unit="person")
    if s.lower[head] in L.victims or q.unit == "person" or is_measure_noun(s, head):
        return _draft(scene, s, (measure, verb, rule), (q, head))
    return None


def _imagined(s: Sentence, verb: int, text: str) -> bool:
    """What stands in a condition, or would follow from one, has not happened."""
    if in_condition(s, verb):
        return True
    return s.pos[verb] in ("VERB", "AUX") and condition_of(s, verb, text) is not None


def _served(s: Sentence, head: int) -> bool:
    """Persons served, sheltered or treated are no victims counted (METHOD section 3)."""
    up = s.heads[head]
    return s.lower[up] in L.served and s.deps[head] in ("dobj", "nsubjpass", "pobj")


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
    """The measure that a verb gives its object or its subject; "killed or injured" together are casualties."""
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
    """ "2,500 people were killed or injured", "killing 12", "95,000 have fled", "1.2 million people need food"."""
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
            if _driven(s, v) or _left_home(s, v, top):
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


def _left_home(s: Sentence, v: int, who: int) -> bool:
    """ "95,000 people left the capital": civilians who leave a place where people live."""
    for m in L.measures:
        if s.lower[v] in m.extra.get("left", ()) and s.lower[who] in m.extra.get("leavers", ()):
            return any(s.lower[o] in m.extra["homes"] for o in syntax.children(s, v, "dobj"))
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
    low, high = figure_tokens(s, q)
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
        place=place_of(scene, s, verb, head),
        polarity=Polarity.DENIED if s.pos[verb] in ("VERB", "AUX") and denied(s, verb, head) else Polarity.AFFIRMED,
        certainty=Certainty.POSSIBLE if s.pos[verb] == "VERB" and possible(s, verb) else Certainty.STATED,
    )


def _phrase_of(s: Sentence, head: int) -> tuple[int, ...]:
    low, _ = syntax.phrase(s, head)
    return (low,)


def singular_victims(scene: Scene, s: Sentence) -> Iterator[Draft]:
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
