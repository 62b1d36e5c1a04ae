"""What stands around a figure, as names that weights were learned for (`musterbook.lexicons.grades`).

Nothing that a rule found enters: a second reader who only asked the rules would say what they say. A name is a question
and the answer, as in `verb=landed`; words that the lexicons know also answer by their class, as in
`verb-class=motion:arrived`, so that a verb that no training text had says something too.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache

from musterbook.claims import syntax
from musterbook.claims.figures import figure_tokens
from musterbook.claims.scene import Scene
from musterbook.claims.things import is_money
from musterbook.lexicons.commitments import commitments, resources
from musterbook.lexicons.situations import situations
from musterbook.model import Quantity, Sentence

WINDOW = 3
"""Words on either side whose places are kept apart from those of the clause."""
CLAUSE_REACH = 12
MOST_FIGURES = 5
LONGEST_CLIMB = 8
LEFT_OF_NOUN = syntax.LEFT_OF_NOUN - {"predet", "poss", "advmod", "npadvmod"}
FULL_WORDS = frozenset({"prt", "advmod", "neg", "prep", "acomp", "xcomp"})
AROUND_NOUN = frozenset({"acl", "relcl", "prep", "amod", "appos", "poss", "det"})
PLAIN_UNITS = frozenset({"person", "percent", "state", ""})
NAME = "<name>"
"""Stands for every proper name: who is named says nothing about what is told."""


def surroundings(scene: Scene, q: Quantity) -> Iterator[str]:
    """The names of what holds around a figure, some of them more than once; none for one outside sentences."""
    s = sentence_at(scene, q.start)
    if s is None:
        return
    low, high = figure_tokens(s, q)
    if low >= high:
        return
    noun = _noun(s, low, high)
    verb, by = _governor(s, noun)
    kind = unit_class(q)
    yield from (f"unit={kind}", f"kind={q.kind}", f"dep={s.deps[noun]}", f"noun={s.lower[noun]}")
    if kind == "item":
        yield f"item={q.unit}"
    yield from _classes(s, noun, "noun")
    if s.pos[verb] in ("VERB", "AUX"):
        yield from _clause(s, verb, by, kind)
    else:
        yield "no-verb"
    yield from _beside(s, noun, low)
    yield from _window(s, low, high)
    yield from _near(s, verb, low, high)
    yield from _layout(scene, s, q, low)


def sentence_at(scene: Scene, offset: int) -> Sentence | None:
    """The sentence that holds an offset of the text."""
    found = scene.parsed.sentences
    index = bisect_left(found, offset + 1, key=lambda s: s.start) - 1
    return found[index] if index >= 0 and offset < found[index].end else None


def unit_class(q: Quantity) -> str:
    """A unit, with all currencies and all items as one each."""
    if is_money(q):
        return "money"
    return (q.unit or "bare") if q.unit in PLAIN_UNITS else "item"


@cache
def word_classes() -> Mapping[str, tuple[str, ...]]:
    """Lower-case form -> what the lexicons know of it, in a fixed order."""
    found: dict[str, set[str]] = {}
    words = commitments()
    for name, stances in (
        ("stance", words.stance_verbs),
        ("stance", words.stance_adjectives),
        ("of", words.stance_nouns),
    ):
        for form, pairs in stances.items():
            found.setdefault(form, set()).update(f"{name}:{stance.stage}" for _, stance in pairs)
    for form, deeds in words.deeds.items():
        found.setdefault(form, set()).update(f"deed:{deed.done}" for _, deed in deeds)
    for name, table in (("motion", words.motions), ("nominal", words.nominals)):
        for form, movements in table.items():
            found.setdefault(form, set()).update(f"{name}:{m.done}{':home' * m.home}" for _, m in movements)
    for frame in situations().measures:
        for form in frame.nouns | frame.adjectives:
            found.setdefault(form, set()).add(f"measure:{frame.measure}")
    for form, kind in resources().items():
        found.setdefault(form, set()).add(f"resource:{kind.resource}")
    for name in ("present", "now", "due", "areas", "sites", "left", "packages", "totalled"):
        for form in getattr(words, name):
            found.setdefault(form, set()).add(name)
    return {form: tuple(sorted(names)) for form, names in found.items()}


def _classes(s: Sentence, i: int, question: str) -> Iterator[str]:
    return (f"{question}-class={name}" for name in word_classes().get(s.lower[i], ()))


def _word(s: Sentence, i: int) -> str:
    return NAME if s.pos[i] == "PROPN" else s.lower[i]


def _noun(s: Sentence, low: int, high: int) -> int:
    """The noun that the figure in tokens `low` to before `high` counts."""
    inside = (i for i in range(high - 1, low - 1, -1) if not low <= s.heads[i] < high or s.heads[i] == i)
    noun = next(inside, high - 1)
    while s.deps[noun] in LEFT_OF_NOUN | {"nummod"} and s.heads[noun] != noun:
        noun = s.heads[noun]
    return noun


def _governor(s: Sentence, i: int) -> tuple[int, tuple[tuple[str, int], ...]]:
    """The verb above a token, else the last token above it, and the (label, head) steps up to it."""
    steps: list[tuple[str, int]] = []
    while s.heads[i] != i and len(steps) < LONGEST_CLIMB:
        steps.append((s.deps[i], s.heads[i]))
        i = s.heads[i]
        if s.pos[i] in ("VERB", "AUX"):
            break
    return i, tuple(steps)


def _clause(s: Sentence, verb: int, by: tuple[tuple[str, int], ...], kind: str) -> Iterator[str]:
    """What the verb above says: its word, tense, voice and modals, in which role the figure hangs on it, who acts."""
    tense, role = syntax.tense(s, verb), by[-1][0] if by else s.deps[verb]
    yield from (f"verb={s.lower[verb]}", f"tense={tense}", f"passive={syntax.is_passive(s, verb)}", f"role={role}")
    for name in word_classes().get(s.lower[verb], ()):
        yield f"verb-class={name}"
        yield f"verb-class,tense={name},{tense}"
        yield f"verb-class,role={name},{role}"
        yield f"verb-class,unit={name},{kind}"
    yield from (f"modal={word}" for word in syntax.modals(s, verb))
    yield from (f"auxiliary={word}" for word in syntax.auxiliaries(s, verb))
    for c in s.children[verb]:
        if s.deps[c] in FULL_WORDS:
            yield f"verb-has={s.deps[c]}:{s.lower[c]}"
        elif s.deps[c] == "nsubj":
            yield from (f"subject={_word(s, c)}", f"subject-is={s.pos[c]}")
    above, _ = _governor(s, verb)
    if above != verb:
        yield from _classes(s, above, "above")
    for _, i in by[:-1]:
        yield from _classes(s, i, "between")


def _beside(s: Sentence, noun: int, low: int) -> Iterator[str]:
    for c in s.children[noun]:
        if s.deps[c] in AROUND_NOUN and c != low:
            yield from _classes(s, c, f"noun-has-{s.deps[c]}")


def _window(s: Sentence, low: int, high: int) -> Iterator[str]:
    for k in range(1, WINDOW + 1):
        if low >= k:
            yield f"before={_word(s, low - k)}"
        if high - 1 + k < len(s.words):
            yield f"after={_word(s, high - 1 + k)}"
    if low:
        yield f"first-before={_word(s, low - 1)}"
    if high < len(s.words):
        yield f"first-after={_word(s, high)}"


def _near(s: Sentence, verb: int, low: int, high: int) -> Iterator[str]:
    first, last = s.subtree(verb) if s.pos[verb] in ("VERB", "AUX") else (0, len(s.words))
    for i in range(max(first, low - CLAUSE_REACH), min(last, high + CLAUSE_REACH)):
        yield from _classes(s, i, "clause")


def _layout(scene: Scene, s: Sentence, q: Quantity, low: int) -> Iterator[str]:
    """Headlines, brackets, lists and the words that head them, the size of the figure."""
    before = scene.text[s.start : q.start]
    count = len(scene.quantities_in(s.start, s.end))
    yield from (f"headline={s.is_headline}", f"bracketed={before.count('(') > before.count(')')}")
    yield from (f"figures={min(count, MOST_FIGURES)}", f"words={min(5, len(s.words) // 8)}")
    yield from (f"in-mission={scene.in_mission}", f"mission={scene.cast.mission is not None}")
    if q.low is not None and q.low == q.high:
        yield f"digits={len(str(int(q.low)))}"
        if not q.unit and 1900 <= q.low <= 2100:
            yield "like-a-year"
    if s.index and (above := scene.parsed.sentences[s.index - 1]).words[-1] == ":":
        yield "headed"
        for i in range(len(above.words)):
            yield from _classes(above, i, "header")
    if ":" in s.words[:low]:
        for i in range(s.words.index(":")):
            yield from _classes(s, i, "before-colon")
