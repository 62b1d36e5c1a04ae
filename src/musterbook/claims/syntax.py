"""Questions that rules ask of one parsed sentence: who acts, on what, when, and whether at all.

Everything works on the arrays of `Sentence` and on token indexes. Labels are those of the CLEAR scheme (spaCy English).
"""

from collections.abc import Iterator

from musterbook.claims.remembered import remembered
from musterbook.lexicons.frames import grammar
from musterbook.model import Sentence

G = grammar()

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
CLAUSAL = frozenset({"advcl", "relcl", "ccomp", "acl", "conj", "parataxis", "csubj"})
LEFT_OF_NOUN = frozenset(
    {"det", "predet", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "advmod", "npadvmod"}
)
PAST, FUTURE, PRESENT, PROGRESSIVE, INFINITIVE = "past", "future", "present", "progressive", "infinitive"
NECESSITY = "necessity"
"""What can, should or must be: neither done nor announced."""


def child(s: Sentence, i: int, *deps: str) -> int | None:
    """The first child of `i` with one of the labels, or None."""
    for c in s.children[i]:
        if s.deps[c] in deps:
            return c
    return None


def children(s: Sentence, i: int, *deps: str) -> Iterator[int]:
    """All children of `i` with one of the labels."""
    return (c for c in s.children[i] if s.deps[c] in deps)


def preposition(s: Sentence, i: int, *words: str) -> Iterator[tuple[int, int]]:
    """(preposition, object) pairs that hang on `i`; without `words` every preposition."""
    for c in s.children[i]:
        if s.deps[c] in ("prep", "dative", "agent", "prt") and (not words or s.lower[c] in words):
            for o in s.children[c]:
                if s.deps[o] in ("pobj", "pcomp"):
                    yield c, o


def conjuncts(s: Sentence, i: int) -> tuple[int, ...]:
    """`i` and everything coordinated with it to its right, in order."""
    found = [i]
    for f in found:
        found.extend(c for c in s.children[f] if s.deps[c] == "conj" and c not in found)
    return tuple(sorted(found))


@remembered
def is_passive(s: Sentence, v: int) -> bool:
    """Whether verb `v` is passive: with an auxiliary, or a bare participle that modifies a noun."""
    if any(s.deps[c] in ("auxpass", "nsubjpass") for c in s.children[v]):
        return True
    if s.deps[v] == "acl" and s.tags[v] in ("VBN", "VBD"):
        # "The cabinet approved on Friday the dispatch of ...": a finite verb that the parser hung on its subject.
        return not (s.deps[s.heads[v]] == "ROOT" and child(s, v, "dobj") is not None)
    if s.deps[v] == "conj" and s.tags[v] == "VBN" and not any(s.deps[c] in ("aux", "nsubj") for c in s.children[v]):
        return s.heads[v] != v and is_passive(s, s.heads[v])
    return False


@remembered
def auxiliaries(s: Sentence, v: int) -> tuple[str, ...]:
    """Lower-case auxiliaries of the verb; a coordinated verb without its own shares those of the first."""
    own = tuple(s.lower[c] for c in s.children[v] if s.deps[c] in ("aux", "auxpass"))
    if not own and s.deps[v] == "conj" and s.tags[v] in ("VB", "VBN", "VBG") and s.heads[v] != v:
        return auxiliaries(s, s.heads[v])
    return own


@remembered
def tense(s: Sentence, v: int) -> str:
    """past, future, present, progressive, infinitive or necessity, from tag and auxiliaries alone."""
    aux = auxiliaries(s, v)
    modal = any(s.tags[c] == "MD" for c in s.children[v] if s.deps[c] == "aux") or any(a in G["future"] for a in aux)
    if modal and not G["perfect"].intersection(aux):
        return FUTURE if any(a in G["future"] or a in G["possible"] for a in aux) else NECESSITY
    up = s.heads[v]
    if G["infinitive"].intersection(aux) and s.deps[v] == "xcomp" and s.lower[up] in G["be"] and s.pos[up] == "AUX":
        return FUTURE
    if G["infinitive"].intersection(aux) and not G["perfect"].intersection(aux):
        return PAST if yet_to(s, v) else INFINITIVE
    tag = s.tags[v]
    if tag == "VBG":
        return PAST if G["perfect"].intersection(aux) else PROGRESSIVE
    if tag == "VBD" or (tag == "VBN" and s.deps[v] != "amod"):
        if is_passive(s, v) and G["present_be"].intersection(aux) and not G["perfect"].intersection(aux):
            return PRESENT
        return PAST
    return PRESENT


def yet_to(s: Sentence, v: int) -> bool:
    """ "has yet to send": a deed that is not done; the infinitive stands for a denied past."""
    mark = next((c for c in s.children[v] if s.deps[c] == "aux" and s.lower[c] in G["infinitive"]), 0)
    return mark > 0 and s.lower[mark - 1] in G["yet"]


@remembered
def modals(s: Sentence, v: int) -> tuple[str, ...]:
    """Lower-case modal auxiliaries of the verb."""
    own = tuple(s.lower[c] for c in s.children[v] if s.tags[c] == "MD")
    if not own and s.deps[v] in ("conj",) and s.tags[v] == "VB" and s.heads[v] != v:
        return modals(s, s.heads[v])
    return own


def subject(s: Sentence, v: int, depth: int = 0) -> int | None:
    """The token that heads the (surface) subject of verb `v`, followed up through control and coordination."""
    own = child(s, v, "nsubj", "nsubjpass")
    if own is not None:
        if s.tags[own] in ("WDT", "WP") or (s.lower[own] in G["relative"] and s.deps[v] == "relcl"):
            return s.heads[v] if s.deps[v] == "relcl" else own
        return own
    head, dep = s.heads[v], s.deps[v]
    if head == v or depth > 6:
        return _stranded_subject(s, v)
    if dep == "relcl" and s.tags[v] != "VB":
        return head
    if dep == "acl":
        return head if s.tags[v] in ("VBG", "VBN", "VBD", "VB") and s.pos[head] in ("NOUN", "PROPN") else None
    if dep in ("xcomp", "ccomp"):
        held = child(s, head, "dobj", "dative") if dep == "xcomp" else None
        if held is not None and s.pos[head] == "VERB":
            return held
        return subject(s, head, depth + 1)
    if dep == "conj" and s.tags[v] == "VBG" and s.tags[head] == "VB":
        # "is bringing partners together to talk and announcing": a gerund is coordinated with a gerund.
        above = next((a for a in ancestors(s, head) if s.tags[a] == "VBG"), None)
        return subject(s, above if above is not None else head, depth + 1)
    if dep in ("conj", "advcl", "aux", "dep", "parataxis", "acomp"):
        return subject(s, head, depth + 1)
    if dep == "pcomp" and s.heads[head] != head:
        up = s.heads[head]
        if s.pos[up] in ("VERB", "AUX"):
            accused = child(s, up, "dobj") if s.lower[head] in G["of"] | G["source"] else None
            if accused is not None:
                return accused
            return subject(s, up, depth + 1)
        return _owner(s, up, depth)
    return _stranded_subject(s, v)


def _owner(s: Sentence, noun: int, depth: int) -> int | None:
    """Who a noun belongs to: "Kenya's readiness to send", "showed an interest in sending"."""
    own = child(s, noun, "poss")
    if own is not None:
        return own
    up = s.heads[noun]
    return (
        subject(s, up, depth + 1)
        if up != noun and s.deps[noun] in ("dobj", "attr", "pobj") and s.pos[up] == "VERB"
        else None
    )


def _stranded_subject(s: Sentence, v: int) -> int | None:
    """ "Along with A, B and C have shown": the parser hangs B and C on the preposition; those after the comma act."""
    for c in s.children[v]:
        if s.deps[c] == "prep" and c < v:
            inner = [o for p in (c, *s.children[c]) for o in s.children[p] if s.deps[o] == "pobj"]
            for o in inner:
                members = conjuncts(s, o)
                if len(members) > 1 and members[-1] < v and s.lower[min(o + 1, len(s.words) - 1)] == ",":
                    return members[1]
    return None


@remembered
def objects(s: Sentence, v: int) -> tuple[int, ...]:
    """Direct objects of `v`, coordination included; of a passive its surface subject, unless it keeps an object
    ("the troops were given a welcome").
    """
    if is_passive(s, v):
        kept = child(s, v, "dobj")
        if kept is not None:
            return conjuncts(s, kept)
        head = subject(s, v)
        return conjuncts(s, head) if head is not None else ()
    own = child(s, v, "dobj", "attr")
    if own is None:
        # "has made three helicopters available": the object is the subject of a small clause
        small = next((c for c in children(s, v, "ccomp", "oprd") if s.pos[c] == "ADJ"), None)
        own = child(s, small, "nsubj") if small is not None and child(s, small, "aux", "mark") is None else None
    if own is None:
        # "provided two tractors worth $9,000": without an object the parser makes the only noun the receiver
        own = next((c for c in children(s, v, "dative") if s.pos[c] == "NOUN"), None)
    if own is None and s.deps[v] == "relcl" and child(s, v, "nsubj") is not None:
        subject_of_clause = child(s, v, "nsubj")
        if subject_of_clause is not None and s.tags[subject_of_clause] not in ("WDT", "WP"):
            return conjuncts(s, s.heads[v])
    if own is not None and s.tags[own] in ("WDT", "WP") and s.deps[v] == "relcl":
        return conjuncts(s, s.heads[v])
    return conjuncts(s, own) if own is not None else ()


def agent(s: Sentence, v: int) -> int | None:
    """The actor phrase of a passive verb."""
    for _, o in preposition(s, v, *G["agent"]):
        return o
    return None


@remembered
def phrase(s: Sentence, head: int) -> tuple[int, int]:
    """Token bounds of the noun phrase of `head`: its left modifiers, and what follows through "of"."""
    low = high = head
    for c in s.children[head]:
        if c < head and s.deps[c] in LEFT_OF_NOUN:
            low = min(low, s.subtree(c)[0])
    for p, o in preposition(s, head, *G["of"]):
        if p > head:
            high = max(high, phrase(s, o)[1] - 1)
    return low, high + 1


def coordinated_phrase(s: Sentence, head: int) -> tuple[int, int]:
    """Token bounds of `head` and everything coordinated with it."""
    spans = [phrase(s, c) for c in conjuncts(s, head)]
    return min(a for a, _ in spans), max(b for _, b in spans)


def ancestors(s: Sentence, i: int) -> Iterator[int]:
    """Heads above `i`, nearest first."""
    while s.heads[i] != i:
        i = s.heads[i]
        yield i


def asks(s: Sentence) -> bool:
    """Whether the sentence is a question of its own: it asserts nothing."""
    return s.words[-1] == "?"


def clause_end(s: Sentence, v: int, stop: frozenset[str]) -> int:
    """Last-plus-one token of the clause of `v`, without the subordinate clauses whose labels are in `stop`."""
    high, stack = v, [v]
    while stack:
        for c in s.children[stack.pop()]:
            if s.deps[c] in stop or s.deps[c] == "punct":
                continue
            high = max(high, c)
            stack.append(c)
    return high + 1


def text_between(s: Sentence, text: str, low: int, high: int) -> tuple[int, int]:
    """Code points from token `low` to before token `high`, without punctuation at the edges."""
    while high - 1 > low and s.pos[high - 1] in ("PUNCT", "CCONJ"):
        high -= 1
    while low < high - 1 and s.pos[low] in ("PUNCT", "CCONJ"):
        low += 1
    return s.starts[low], s.ends[high - 1]
