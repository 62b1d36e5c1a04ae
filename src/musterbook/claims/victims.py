"""Victims, displaced people and people in need: the figures of a sentence, and persons named in the singular.

What befell a phrase is found by `fates` and `signs`; here it is decided which phrases are asked, how much they count,
and what is left of it where the clause imagines, serves or repeats.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, condition_of, denied, in_condition, possible
from musterbook.claims.fates import Fate, Fates, fates_of_verbs, first_conjunct
from musterbook.claims.figures import figure_tokens, place_of
from musterbook.claims.persons import BACK, Counted, named, pronouns
from musterbook.claims.scene import Scene
from musterbook.claims.signs import fates_of
from musterbook.lexicons.frames import grammar, speech
from musterbook.lexicons.situations import situations
from musterbook.lexicons.units import PERSON
from musterbook.model import Certainty, Family, Measure, Polarity, Quantity, QuantityKind, Sentence, Stance

G = grammar()
L = situations()
VIOLENCE = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.KIDNAPPED})
NEAR = 8
"""Tokens of a relative clause that still belong to the evidence of a part."""
FREED = 4
"""Tokens above hostages among which a word may set them free ("the release of four of the hostages")."""
ROLES = ("nsubj", "nsubjpass", "dobj", "conj", "ROOT")
HOUSEHOLD = "household"
UNITS = frozenset({PERSON, HOUSEHOLD})
BARE = 3
"""Tokens up to which evidence is only a figure and its noun."""
STRETCH = 4
TOLLS = ("toll", "toll-over")
OLD = 7
"""Tokens behind a number in which "-year-old" ends."""
FAR = 30
"""Tokens between verb and victim beyond which the evidence is the victim's phrase alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A phrase of victims with its fates, for the parts and the repetitions that follow it."""

    counted: Counted
    fates: tuple[Fate, ...]
    part: bool = False


def is_measure_noun(s: Sentence, head: int) -> bool:
    """Whether the head itself is what is counted ("200 deaths")."""
    return any(s.lower[head] in m.nouns for m in L.measures)


def victims_in(scene: Scene, s: Sentence, figures: Sequence[tuple[Quantity, int]]) -> Iterator[Draft]:
    """Drafts of all victims of a sentence; `figures` are its figures with their heads that nothing else has taken."""
    verbs = fates_of_verbs(s)
    counted = [Counted(quantity=q, head=head) for q, head in figures if not _is_age(s, q)]
    counted.extend(named(scene, s, {head for _, head in figures}, verbs))
    counted.extend(pronouns(scene, s, verbs))
    told: list[Told] = []
    for c in sorted(counted, key=lambda c: c.quantity.start):
        part = c.quantity.kind is not QuantityKind.SHARE and not c.stands_for
        whole = _whole(scene, s, c, told) if part else None
        fates = tuple(f for f in _fates(scene, s, c, verbs) if _asserted(scene, s, c, f))
        subset = whole is not None and whole[1]
        listed = bool(fates) and all(f.rule == "among" for f in fates)
        if whole is not None and (subset or not fates):
            fates = whole[0]
        if not fates:
            continue
        told.append(Told(counted=c, fates=fates, part=subset))
        for fate in fates:
            yield _draft(scene, s, fate, _as_part(c) if subset or listed else c, told)


def _is_age(s: Sentence, q: Quantity) -> bool:
    """ "aged 20, 21 and 23": ages stand in a list behind the word; "a 14 and 17-year-old": or before it."""
    i, after = figure_tokens(s, q)[0] - 1, figure_tokens(s, q)[1]
    joined = not q.unit and s.lower[after : after + 1] and s.lower[after] in L.words["alternative"]
    if joined and s.pos[after + 1] == "NUM" and L.words["old"].intersection(s.lower[after + 2 : after + OLD]):
        return True
    while i > 0 and (s.pos[i] in ("NUM", "PUNCT", "CCONJ")):
        i -= 1
    return s.lower[max(i, 0)] in L.words["aged"]


def _as_part(c: Counted) -> Counted:
    return replace(c, quantity=replace(c.quantity, kind=QuantityKind.SUBSET))


def _fates(scene: Scene, s: Sentence, c: Counted, verbs: Fates) -> tuple[Fate, ...]:
    q = c.quantity
    if q.kind is QuantityKind.SHARE or s.lower[c.head] in L.words["sportsmen"]:
        return ()
    if c.stands_for:
        return tuple(f for f in verbs[c.head] if f.measure in VIOLENCE)
    if not c.named and not (s.lower[c.head] in L.victims or q.unit in ("person", "") or is_measure_noun(s, c.head)):
        return ()
    found = fates_of(scene, s, c.head, verbs)
    if c.named:
        return tuple(f for f in found if f.measure in VIOLENCE and f.rule not in ("noun", "toll", "toll-over"))
    return found


def _asserted(scene: Scene, s: Sentence, c: Counted, fate: Fate) -> bool:
    """Whether the clause says that it happened to them: not imagined, not to come, and not of persons served."""
    if fate.measure is not Measure.IN_NEED and _imagined(s, fate.verb, scene.text):
        return False
    if fate.measure in VIOLENCE and s.pos[fate.verb] == "VERB" and not _reported(s, fate.verb):
        tense = syntax.tense(s, fate.verb)
        bare = [i for i in s.children[fate.verb] if s.deps[i] in ("aux", "auxpass") and s.tags[i] == "VB"]
        if any(s.lower[i] not in G["perfect"] for i in bare) and not possible(s, fate.verb):
            return False
        if tense in (syntax.INFINITIVE, syntax.NECESSITY) or (tense == syntax.FUTURE and not possible(s, fate.verb)):
            return False
    if fate.measure is Measure.DISPLACED and (_attempted(s, fate.verb) or _to_come(s, fate.verb)):
        return False
    if fate.rule in ("adjective", "noun", "phrase") and _served(s, c.head, fate):
        return False
    if fate.measure in VIOLENCE and c.quantity.unit == HOUSEHOLD:
        return False
    if c.named and fate.rule == "subject" and not _violent(scene, s):
        return False
    if c.named and (denied(s, fate.verb, c.head) or _told_before(scene, s, c.head, fate.measure)):
        return False
    if c.named and any(s.lower[a] in L.words["accused"] for a in syntax.ancestors(s, fate.verb)):
        return False
    return not c.named or syntax.tense(s, fate.verb) != syntax.FUTURE


def _reported(s: Sentence, verb: int) -> bool:
    """ "were reported to be killed" reports a deed; "threatened to kill" does not."""
    return s.deps[verb] in ("xcomp", "ccomp") and s.lower[s.heads[verb]] in L.reports


def _to_come(s: Sentence, verb: int) -> bool:
    """ "would displace", "will flee": announced or feared, not done; what "may have" happened is told as possible."""
    return (
        s.pos[verb] == "VERB" and syntax.tense(s, verb) in (syntax.FUTURE, syntax.NECESSITY) and not possible(s, verb)
    )


def _attempted(s: Sentence, verb: int) -> bool:
    """ "trying to flee" is no flight, "forced to flee" is one."""
    if s.pos[verb] != "VERB" or syntax.tense(s, verb) != syntax.INFINITIVE:
        return False
    return not any(s.lower[s.heads[verb]] in m.extra.get("driven", ()) for m in L.measures)


def _imagined(s: Sentence, verb: int, text: str) -> bool:
    """What stands in a condition, or would follow from one, has not happened."""
    if in_condition(s, verb):
        return True
    return s.pos[verb] in ("VERB", "AUX") and condition_of(s, verb, text) is not None


def _served(s: Sentence, head: int, fate: Fate) -> bool:
    """Persons served or treated are no victims counted (METHOD section 3); who hosts displaced people says how many."""
    up, measure = s.heads[head], fate.measure
    above = [up, *syntax.ancestors(s, up)][:FREED]
    if measure is Measure.KIDNAPPED and any(s.lower[i] in L.words["freed"] for i in above):
        return True
    if (measure is Measure.IN_NEED and fate.rule == "adjective") or (
        measure is Measure.DISPLACED and s.lower[up] in L.words["hosts"]
    ):
        return False
    return s.lower[up] in L.served and s.deps[head] in ("dobj", "nsubjpass", "pobj")


def _violent(scene: Scene, s: Sentence) -> bool:
    """Whether the text tells of violence here or just before: a single person may die in bed."""
    near = scene.parsed.sentences[max(s.index - BACK, 0) : s.index + 1]
    if any(word in L.words["violence"] and not _bodily(n, i) for n in near for i, word in enumerate(n.lower)):
        return True
    deeds = (verb for n in near for word in n.lower for _, verb in L.fates.get(word, ()))
    return any(verb.transitive and verb.measure in VIOLENCE for verb in deeds)


def _bodily(s: Sentence, i: int) -> bool:
    """ "a heart attack" is no attack."""
    return i > 0 and s.lower[i - 1] in L.words["bodily"]


def _told_before(scene: Scene, s: Sentence, head: int, measure: Measure) -> bool:
    """Whether a definite phrase repeats what an earlier sentence said of the same noun."""
    article = syntax.child(s, head, "det")
    if article is None or s.lower[article] not in G["definite"]:
        return False
    return any(
        s.lower[head] in other.lower and any(_tells(word, measure) for word in other.lower)
        for other in scene.parsed.sentences[: s.index]
    )


def _tells(word: str, measure: Measure) -> bool:
    return any(verb.measure is measure for _, verb in L.fates.get(word, ()))


def _whole(scene: Scene, s: Sentence, c: Counted, told: list[Told]) -> tuple[tuple[Fate, ...], bool] | None:
    """Fates that a phrase shares with victims told before it, and whether it is a part of them: "including three
    teachers", "among them 40 Syrians", "17 of them children", "and 1,602 in Syria", "and another".
    """
    if not told:
        return None
    shared = VIOLENCE | {Measure.DISPLACED}
    last = next((t for t in reversed(told) if t.fates[0].measure in shared and not t.part), None)
    if last is None:
        return None
    low = min(figure_tokens(s, c.quantity)[0], syntax.phrase(s, c.head)[0])
    if opens_part(s, low, c.head, last.counted.head):
        return last.fates, True
    if c.named:
        return None
    after = figure_tokens(s, c.quantity)[1]
    of_them = s.lower[after : after + 1] and s.lower[after] in G["of"] and s.lower[after + 1] in L.words["them"]
    if (
        of_them
        or s.lower[after - 1] in L.words["them"]
        or (c.quantity.kind is QuantityKind.SUBSET and s.lower[c.head] in L.words["them"] | L.victims)
    ):
        return (last.fates, True) if _verbless(s, low, last.counted.head) else None
    bare = c.quantity.unit == "" and after < len(s.words) and s.lower[after] in G["place"]
    before = s.lower[low - 1] if low else ""
    if bare and (before in L.words["alternative"] or before in L.words["commas"]) and _verbless(s, low, after):
        return last.fates, False
    return None


def opens_part(s: Sentence, low: int, head: int, whole: int) -> bool:
    """Whether "including" or "among them" opens the list in which the phrase stands, behind the whole."""
    for i in range(low - 1, whole, -1):
        if s.lower[i] in G["including"] or (s.lower[i] in G["among"] and s.lower[i + 1] in L.words["them"]):
            return True
        if s.lower[i] in L.words["opens"]:
            return s.deps[head] in ("appos", "nmod", "conj", "nummod", "ROOT")
        if s.pos[i] in ("VERB", "AUX") and i < low - 1:
            return False
        if s.pos[i] in ("VERB", "AUX"):
            return False
    return False


def _verbless(s: Sentence, low: int, anchor: int) -> bool:
    """Whether no finite verb stands between a phrase and what it leans on."""
    a, b = min(low, anchor), max(low, anchor)
    return sum(s.tags[i] in ("VBZ", "VBP", "VBD", "MD") for i in range(a + 1, b)) <= 1


def _draft(scene: Scene, s: Sentence, fate: Fate, c: Counted, told: list[Told]) -> Draft:
    q, head, verb = c.quantity, c.head, fate.verb
    low, high = (head, head + 1) if c.stands_for else figure_tokens(s, q)
    shared = any(f.verb == verb and t.counted is not c for t in told[:-1] for f in t.fates)
    own = s.heads[head] == verb and s.deps[head] in ("nsubj", "nsubjpass", "dobj")
    conjunct = shared or first_conjunct(s, head) != head or (q.kind is QuantityKind.SUBSET and not own)
    if not conjunct and s.pos[verb] in ("VERB", "AUX") and abs(verb - head) < FAR:
        verbs = [k for k in syntax.conjuncts(s, verb) if k - verb < 4]
        helpers = [i for k in verbs for i in s.children[k] if s.deps[i] in ("aux", "auxpass", "neg")]
        low, high = min(low, verb, *helpers), max(high, *(k + 1 for k in verbs))
        if fate.measure in (Measure.DISPLACED, Measure.IN_NEED) or fate.rule in ("lives", "suffered"):
            high = max(high, *(o + 1 for o in syntax.children(s, verb, "dobj", "attr")), high)
    elif not conjunct and abs(verb - head) < FAR:
        low, high = min(low, verb), max(high, verb + 1)
    low, high = min(low, syntax.phrase(s, head)[0]), max(high, head + 1)
    relative = syntax.child(s, head, "relcl")
    if conjunct and relative is not None and s.subtree(relative)[1] - high < NEAR:
        high = s.subtree(relative)[1]
    if fate.rule in TOLLS:
        high = max(high, *(s.subtree(o)[1] for _, o in syntax.preposition(s, verb, *G["of"])), high)
    high = _widened(s, low, high)
    clause = s.pos[verb] in ("VERB", "AUX")
    return Draft(
        rule=f"situation.{fate.measure}.{'singular' if c.named else fate.rule}",
        family=Family.SITUATION,
        measure=fate.measure,
        sentence=s,
        verb=verb,
        start=s.starts[low],
        end=s.ends[high - 1],
        quantity=_counted(q, fate),
        object=c.stands_for or _victims(scene, s, c, told),
        place=place_of(scene, s, verb, head),
        polarity=Polarity.DENIED if clause and (denied(s, verb, head) or _disowned(s, verb)) else Polarity.AFFIRMED,
        certainty=Certainty.POSSIBLE if s.pos[verb] == "VERB" and possible(s, verb) else Certainty.STATED,
    )


def _widened(s: Sentence, low: int, high: int) -> int:
    """Where the words of a figure without a verb end: with what says of whom or where it is ("six of them Russians"),
    as far as the figure still makes up a quarter of them.
    """
    if high - low > BARE or high >= len(s.words) or s.pos[high] not in ("ADP", "SCONJ"):
        return high
    most = (s.ends[high - 1] - s.starts[low]) * STRETCH
    end = high
    while end < len(s.words) and s.pos[end] not in ("PUNCT", "CCONJ") and s.ends[end] - s.starts[low] <= most:
        end += 1
    return end


def _disowned(s: Sentence, verb: int) -> bool:
    """ "The army denied that 30 civilians had been killed"."""
    up = s.heads[verb]
    return s.deps[verb] == "ccomp" and up != verb and s.lower[up] in speech().stances[Stance.DENIES]


def _counted(q: Quantity, fate: Fate) -> Quantity:
    """The figure in persons; of a toll that "passes 5,000" only the lower bound stands."""
    if fate.rule == "toll-over":
        q = replace(q, high=None)
    return q if q.unit in UNITS else replace(q, unit=PERSON)


def _victims(scene: Scene, s: Sentence, c: Counted, told: list[Told]) -> str:
    """The victims in words; a figure without a noun of its own counts the same people as the one before it."""
    low, high = syntax.phrase(s, c.head)
    own = scene.text[s.starts[low] : s.ends[high - 1]]
    if s.pos[c.head] in ("NOUN", "PROPN") and s.lower[c.head] not in L.words["pronouns"]:
        return own
    if first_conjunct(s, c.head) != c.head:
        return own
    if high - 1 > c.head:
        return own
    before = [t.counted.head for t in told[:-1] if s.lower[t.counted.head] not in L.words["pronouns"]]
    noun = next((h for h in reversed(before) if s.pos[h] in ("NOUN", "PROPN")), None)
    if noun is None:
        return own
    first = max((i + 1 for i in s.children[noun] if i < noun and s.deps[i] in ("nummod", "det")), default=noun)
    first = first if any(s.deps[i] in ("nummod", "det") for i in s.children[noun]) else syntax.phrase(s, noun)[0]
    return scene.text[s.starts[first] : s.ends[noun]]
