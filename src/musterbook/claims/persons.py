"""Persons who may be victims: named in the singular, or meant by a pronoun for which one phrase before it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.claims import syntax
from musterbook.claims.fates import Fates, fates_of_verbs, first_conjunct
from musterbook.claims.figures import figure_head
from musterbook.claims.scene import Scene
from musterbook.claims.things import one
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.lexicons.units import PERSON, units
from musterbook.model import Quantity, Sentence

G = grammar()
L = situations()
BACK = 2
"""Sentences before that may hold the phrase for which a pronoun stands."""
SINGULAR = frozenset({"NN", "NNP", "JJ"})
WITHIN = frozenset({"compound", "amod", "poss", "nmod"})
"""Labels of words inside a phrase."""
ROLES = ("nsubj", "nsubjpass", "dobj", "conj", "ROOT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A phrase that may be victims: its figure and head; `named` where it is a person in the singular, `stands_for`
    the words for which it is only a pronoun (its figure then stands with them).
    """

    quantity: Quantity
    head: int
    named: bool = False
    stands_for: str = ""


def named(scene: Scene, s: Sentence, taken: set[int], verbs: Fates) -> Iterator[Counted]:
    """Persons named in the singular, who count one: "a teacher", "the director of a school", "his wife"."""
    for i, tag in enumerate(s.tags):
        if i in verbs and i not in taken and _one_of(s, i):
            low, high = syntax.phrase(s, i)
            yield Counted(quantity=one(s.starts[low], s.ends[high - 1], scene.text), head=i, named=True)
            continue
        may_be = tag in SINGULAR or s.lower[i] in L.words["another"] or i in verbs
        if not may_be or i in taken or not (_is_person(scene, s, i) or (i in verbs and _one_more(s, i))):
            continue
        if s.deps[i] == "appos" and i not in verbs and not _listed(s, i):
            continue
        low, high = syntax.phrase(s, i)
        if scene.quantities_in(s.starts[low], s.ends[i]):
            continue
        yield Counted(quantity=one(s.starts[low], s.ends[high - 1], scene.text), head=i, named=True)


def _listed(s: Sentence, i: int) -> bool:
    """Whether "among them" or "including" stands directly before the phrase."""
    low = syntax.phrase(s, i)[0]
    return low > 0 and (s.lower[low - 1] in G["including"] or s.lower[low - 1] in L.words["them"])


def _is_person(scene: Scene, s: Sentence, i: int) -> bool:
    """A singular noun for a person, or a demonym, that is a phrase of its own and not a title before a name."""
    if s.lower[i] in L.words["another"] and s.deps[i] in ("nsubj", "nsubjpass", "dobj", "conj"):
        return True
    if s.tags[i] not in SINGULAR or s.deps[i] in WITHIN:
        return False
    article = syntax.child(s, i, "det")
    word = s.lower[article] if article is not None else ""
    indefinite = word in G["indefinite"] or word in L.words["another"]
    if syntax.child(s, i, "poss") is not None:
        return s.lower[i] in L.kin or _person_word(s.lower[i])
    if s.lower[i] in L.words["old"] and s.deps[i] in ROLES and article is not None:
        return True
    if not _person_word(s.lower[i]):
        demonym = any(m.how == "demonym" for m in scene.cast.within(s.starts[i], s.ends[i]))
        return demonym and indefinite
    if s.tags[i] == "JJ":
        return False
    if s.lower[i] in L.words["masses"]:
        return indefinite
    if indefinite or word in G["definite"]:
        return True
    if s.tags[i] == "NNP" and (i + 1 >= len(s.words) or s.pos[i + 1] != "VERB"):
        return False
    low = syntax.phrase(s, i)[0]
    opens = low == 0 or s.lower[low - 1] in L.words["openers"]
    if article is None and (opens or s.lower[low] in L.words["former"]):
        return True
    return article is None and _shares_article(s, i)


def _one_more(s: Sentence, i: int) -> bool:
    """ "killing three of its crew and injuring one", "a third was wounded": a number that stands for a person."""
    alone = s.deps[i] in ("dobj", "nsubjpass") and not any(
        s.deps[c] in ("prep", "amod", "appos") for c in s.children[i]
    )
    article = syntax.child(s, i, "det")
    counted = s.pos[i] == "NUM" and s.lower[i] in G["indefinite"]
    ranked = s.lower[i] in G["ordinal"] and article is not None and s.lower[article] in G["indefinite"]
    return alone and (counted or ranked)


def _one_of(s: Sentence, i: int) -> bool:
    """ "One of the women died later": one of persons told before."""
    if s.lower[i] not in G["indefinite"] or s.deps[i] not in ("nsubj", "nsubjpass"):
        return False
    whole = next((o for _, o in syntax.preposition(s, i, *G["of"])), None)
    if whole is None:
        return False
    return s.lower[whole] in L.words["them"] or (s.lower[whole] in L.victims and s.tags[whole] in ("NNS", "NNPS"))


def _shares_article(s: Sentence, i: int) -> bool:
    """ "his wife, daughter and son", "a father, mother and their two sons": relatives in a list share one article."""
    top = first_conjunct(s, i)
    return s.lower[i] in L.kin and s.lower[top] in L.kin and syntax.child(s, top, "poss", "det") is not None


def pronouns(scene: Scene, s: Sentence, verbs: Fates) -> Iterator[Counted]:
    """ "He was killed ten days later": a pronoun that suffers something and for which one phrase before it stands."""
    for head in verbs:
        single = s.lower[head] in L.words["he"]
        if s.tags[head] not in ("PRP", "PRP$") or not (single or s.lower[head] in L.words["they"]):
            continue
        before = scene.parsed.sentences[max(s.index - BACK, 0) : s.index]
        for other in (s, *reversed([b for b in before if b.paragraph == s.paragraph])):
            limit = head if other is s else len(other.words)
            found = [c for c in _persons(scene, other, single=single) if c.head < limit]
            if not found:
                continue
            leading = [c for c in found if _leads(other, c.head)]
            found = leading if other is not s and len(leading) == 1 else found
            measures = {f.measure for f in verbs[head]}
            only = found[0] if len(found) == 1 else None
            if only is not None and not measures & {f.measure for f in fates_of_verbs(other).get(only.head, ())}:
                low, high = syntax.phrase(other, only.head)
                words = scene.text[other.starts[low] : other.ends[high - 1]]
                yield Counted(quantity=only.quantity, head=head, named=only.named, stands_for=words)
            break


def _leads(s: Sentence, i: int) -> bool:
    """Whether a phrase is the subject of the main clause."""
    return s.deps[i] in ("nsubj", "nsubjpass") and s.deps[s.heads[i]] == "ROOT"


def _persons(scene: Scene, s: Sentence, *, single: bool) -> Iterator[Counted]:
    """Phrases of persons in a sentence: one named in the singular, or counted ones."""
    if single:
        yield from (c for c in named(scene, s, set(), {}) if s.deps[c.head] in ROLES)
        for q in scene.quantities_in(s.start, s.end):
            head = figure_head(s, q) if q.unit == PERSON and q.low == q.high == 1 else None
            if head is not None and s.deps[head] in ROLES:
                yield Counted(quantity=q, head=head)
        return
    for q in scene.quantities_in(s.start, s.end):
        head = figure_head(s, q)
        if q.unit == PERSON and head is not None and s.deps[head] in ROLES:
            yield Counted(quantity=q, head=head)


def _person_word(word: str) -> bool:
    """A singular noun for a person, by this lexicon or by the lexicon of units."""
    if word in L.singular:
        return True
    return units().nouns.get(word) == PERSON and word not in units().plural and word not in L.no_persons
