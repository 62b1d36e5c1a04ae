"""From the tokens that a rule found to a claim that shows its words."""

from dataclasses import dataclass

from musterbook.claims import syntax
from musterbook.claims.remembered import remembered
from musterbook.claims.scene import Scene
from musterbook.lexicons.frames import grammar
from musterbook.model import (
    Certainty,
    Event,
    Family,
    Force,
    Measure,
    Part,
    Party,
    Polarity,
    Quantity,
    Resource,
    Sentence,
    Stage,
)

G = grammar()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a rule found in one sentence; `verb` is the token whose clause decides time, polarity and condition."""

    rule: str
    family: Family
    sentence: Sentence
    verb: int
    start: int
    end: int
    stage: Stage | None = None
    measure: Measure | None = None
    event: Event | None = None
    party: tuple[Party, ...] = ()
    by: tuple[Party, ...] = ()
    group: Quantity | None = None
    recipient: str | None = None
    resource: Resource | None = None
    force: Force | None = None
    item: str | None = None
    quantity: Quantity | None = None
    object: str | None = None
    place: str | None = None
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED
    umbrella: bool = False
    planned: bool = False
    carried: bool = False
    """Whose it is stands in an earlier sentence ("An additional 300 are expected"); `extract` looks for it there."""
    needs_giver: bool = False
    """Nobody's people are in nobody's account: without a giver in the sentences before it is dropped."""
    parts: tuple[Part, ...] = ()


def ids(parties: tuple[Party, ...]) -> tuple[str, ...]:
    """Party ids, each once, in order."""
    return tuple(dict.fromkeys(p.id for p in parties))


def officials(scene: Scene, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The states or bodies for which persons act: a minister who pledges, pledges for the state."""
    out = []
    for party in parties:
        if party.kind == "armed_group":
            continue
        if party.kind == "person":
            state = scene.cast.official_of(party)
            if state:
                out.append(Party(id=state, name=state, kind="state", via=party.via))
        else:
            out.append(party)
    return tuple(dict.fromkeys(out))


def denied(s: Sentence, verb: int, actor: int | None = None) -> bool:
    """Whether the clause of `verb` denies it: a negation at the verb, above it in the same clause, or at the actor."""
    if any(
        (s.deps[c] == "neg" or s.lower[c] in G["negation"]) and s.lower[c + 1] not in G["bound_words"]
        for c in s.children[verb]
        if c < verb
    ):
        return True
    if syntax.yet_to(s, verb):
        return True
    if actor is not None and any(_nobody(s, c) for c in s.children[actor]):
        return True
    if actor is not None and s.lower[actor] in G["negative_determiners"]:
        return True
    up = s.heads[verb]
    if s.deps[verb] in ("xcomp", "ccomp") and up != verb and s.lower[up] in G["denying"]:
        return not denied(s, up)
    if s.deps[verb] in ("xcomp", "pcomp", "acl") and up != verb:
        return denied(s, up) or s.lower[up] in G["against"]
    if s.deps[verb] == "prep" and s.lower[verb] in G["negation"]:
        return True
    return s.deps[verb] == "pcomp" and s.lower[up] in G["negation"]


def _nobody(s: Sentence, i: int) -> bool:
    """A determiner that denies; "no more than five" is a bound and denies nothing."""
    return s.lower[i] in G["negative_determiners"] and s.lower[min(i + 1, len(s.lower) - 1)] not in G["bound_words"]


@remembered
def possible(s: Sentence, verb: int) -> bool:
    """Whether a modal makes the clause a possibility only."""
    if any(m in G["possible"] for m in syntax.modals(s, verb)):
        return True
    up = s.heads[verb]
    return s.deps[verb] == "xcomp" and up != verb and any(m in G["possible"] for m in syntax.modals(s, up))


@remembered
def in_condition(s: Sentence, verb: int) -> bool:
    """Whether the verb stands inside an "if" clause or a rumour told as false: what it names is not asserted."""
    for i in (verb, *syntax.ancestors(s, verb)):
        if s.deps[i] == "ccomp" and s.lower[s.heads[i]] in G["supposing"]:
            return True
        if s.deps[i] in ("acl", "ccomp") and s.lower[s.heads[i]] in G["rumours"] and _disowned(s, s.heads[i]):
            return True
        if s.deps[i] == "advcl":
            marks = [s.lower[c] for c in s.children[i] if s.deps[c] in ("mark", "advmod")]
            if any(mark in G["condition_marks"] for mark in marks):
                return True
            if syntax.tense(s, i) == syntax.PRESENT and any(m in G["present_condition_marks"] for m in marks):
                return True
    return False


def _disowned(s: Sentence, noun: int) -> bool:
    """ "A rumour that 40 had left is false", "dismissed reports that": who tells it does not believe it."""
    up = s.heads[noun]
    if s.deps[noun] in ("nsubj", "nsubjpass"):
        said = [s.lower[c] for c in (up, *syntax.children(s, up, "acomp", "attr", "amod"))]
        return any(word in G["untrue"] or word in G["disowning"] for word in said)
    return s.deps[noun] in ("dobj", "pobj") and s.lower[up] in G["disowning"]


def condition_of(s: Sentence, verb: int, text: str) -> str | None:
    """The condition of a clause in its own words: an "if" clause below it, or "subject to ..." after it."""
    told = syntax.tense(s, verb) == syntax.PAST
    for i in (verb, *(a for a in syntax.ancestors(s, verb) if s.deps[verb] in ("xcomp", "ccomp", "acl") and not told)):
        for c in s.children[i]:
            if s.deps[c] == "advcl":
                marks = [
                    m for m in s.children[c] if s.lower[m] in G["condition_marks"] and s.deps[m] in ("mark", "advmod")
                ]
                if marks and syntax.tense(s, i) != syntax.PAST:
                    low, high = s.subtree(c)
                    a, b = syntax.text_between(s, text, low, high)
                    return text[a:b]
    joined = " ".join(s.lower)
    for words in G["condition_prepositions"]:
        if words in joined:
            n = len(words.split())
            for i in range(verb, len(s.lower) - n):
                if " ".join(s.lower[i : i + n]) == words:
                    return text[s.starts[i] : s.ends[_phrase_end(s, i + n)]]
    return None


def _phrase_end(s: Sentence, i: int) -> int:
    """Last token of the prepositional object that starts at `i`."""
    head = i
    while s.heads[head] > head and s.deps[head] not in ("pobj", "pcomp"):
        head = s.heads[head]
    return max(i, s.subtree(head)[1] - 1)


def figure_in(scene: Scene, s: Sentence, low: int, high: int) -> Quantity | None:
    """The first figure that begins inside tokens `low` to before `high`."""
    found = scene.quantities_in(s.starts[low], s.ends[high - 1]) if high > low else ()
    return found[0] if found else None
