"""How a sum hangs on a claim before it: as a member of its list, as a part of it, or as the total that it reaches."""

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft
from musterbook.claims.figures import figure_head, figure_tokens
from musterbook.claims.scene import match
from musterbook.claims.things import classify
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Quantity, QuantityKind, Resource, Sentence

G = grammar()
L = commitments()

CHAIN = frozenset(
    {"conj", "appos", "npadvmod", "dobj", "attr", "nmod", "dep", "nummod", "compound", "quantmod", "prep"}
)
"""Labels through which a later sum of a list hangs on an earlier one."""

PARTS = "sum.included"
"""The rule whose sums are parts: what is listed behind them are parts too."""

AIDING = frozenset({Resource.MONEY, Resource.SERVICE, Resource.EQUIPMENT, Resource.GOODS, Resource.TRAINING})


def names_parts(s: Sentence, verb: int) -> bool:
    """Whether a header's list holds the parts of what was told before ("The request covers:", "It includes:")."""
    if s.pos[verb] != "VERB" or s.lower[verb] not in L.includes:
        return False
    subject = syntax.subject(s, verb)
    return subject is not None and _names_whole(s, subject)


def carried(s: Sentence, q: Quantity, head: int, model: Draft) -> QuantityKind | None:
    """The kind of a sum that hangs on the claim before it in its sentence; None where it does not."""
    low = figure_tokens(s, q)[0]
    left = min(low, syntax.phrase(s, head)[0])
    first = _skip_back(s, left)
    if _is_total_of(s, first):
        return QuantityKind.CUMULATIVE
    if first >= 0 and " ".join(s.lower[max(first - 1, 0) : first + 1]) in L.of_which:
        return QuantityKind.SUBSET
    listed = first >= 0 and s.lower[first] in L.joining
    kind, i, steps = q.kind, head, 0
    anchors = {model.verb, *(_model_head(s, model))}
    while i not in anchors:
        up, label = s.heads[i], s.deps[i]
        if up == i or (s.pos[i] in ("VERB", "AUX") and s.lower[i] not in G["including"]):
            return None
        if label == "pobj" and s.lower[up] in G["including"] | G["with"]:
            kind = QuantityKind.SUBSET
        elif label == "pobj" and not (listed and steps > 0):
            return None
        elif label == "dobj" and s.lower[up] in G["including"]:
            kind = QuantityKind.SUBSET
        elif label not in CHAIN and label != "pobj":
            return None
        i, steps = up, steps + 1
    if kind is QuantityKind.UNKNOWN and model.rule.endswith(PARTS):
        kind = QuantityKind.SUBSET
    return kind if kind is QuantityKind.SUBSET or listed else None


def _is_total_of(s: Sentence, first: int) -> bool:
    """ ", and a total of $2 billion since", "for a total of $3 million"."""
    if first < 1 or s.lower[first] not in G["of"] or s.lower[first - 1] not in L.whole:
        return False
    before = _skip_back(s, first - 1)
    return before >= 0 and s.lower[before] in L.joining | G["for"] | G["infinitive"]


def _skip_back(s: Sentence, left: int) -> int:
    """The token before a figure's phrase, words of its bound skipped."""
    i = left - 1
    while i >= 0 and s.pos[i] in ("ADV", "ADJ", "DET", "SYM") and s.lower[i] not in L.joining:
        i -= 1
    return i


def _model_head(s: Sentence, model: Draft) -> tuple[int, ...]:
    head = figure_head(s, model.quantity) if model.quantity is not None else None
    return () if head is None else (head,)


def includes(s: Sentence, verb: int, head: int) -> bool:
    """Parts of what the sentence before told: "The package will include $5 million", "It includes"."""
    if s.lower[verb] not in L.includes or match(s, verb, L.includes[s.lower[verb]]) is None:
        return False
    subject = syntax.subject(s, verb)
    if subject is None or subject > head or not _listed_under(s, verb, head):
        return False
    return _names_whole(s, subject)


def _names_whole(s: Sentence, subject: int) -> bool:
    """Whether a subject repeats a claim of before: "it", "the package", "the request"."""
    demonstrative = s.tags[subject] in ("DT", "PRP")
    named = any(s.lower[c] in G["definite"] for c in s.children[subject])
    return demonstrative or (named and (is_aid(s, subject) or s.lower[subject] in L.stance_nouns))


def _listed_under(s: Sentence, verb: int, head: int) -> bool:
    i = head
    while i != verb:
        if s.heads[i] == i or s.deps[i] not in CHAIN | {"pobj"} or (s.pos[i] == "VERB"):
            return False
        if s.deps[i] == "pobj" and s.deps[head] != "conj":
            return False
        i = s.heads[i]
    return True


def is_aid(s: Sentence, i: int) -> bool:
    """Whether a noun names aid, a package or a total of such."""
    found = classify(s, i)
    return (found is not None and found[0].resource in AIDING) or s.lower[i] in L.totalled | L.packages


def totals(s: Sentence, low: int) -> int | None:
    """The verb of "bringing the total to $3 million" for the figure at `low`; a participle may stand in between."""
    first = _skip_back(s, low)
    if first < 0 or s.lower[first] not in G["infinitive"]:
        return None
    whole = False
    for v in range(first - 1, -1, -1):
        whole = whole or s.lower[v] in L.totalled
        if s.lower[v] in L.totals and s.pos[v] == "VERB":
            return v if whole else None
        if s.pos[v] in ("VERB", "AUX") and s.deps[v] not in ("acl", "relcl"):
            return None
    return None


def amounts(s: Sentence, low: int) -> int | None:
    """The verb of "the total since 2007 comes to $2 million", "American aid now stands at $2 million"."""
    for v in range(low - 1, -1, -1):
        if s.pos[v] not in ("VERB", "AUX"):
            continue
        subject = syntax.child(s, v, "nsubj")
        if s.lower[v] not in L.amounting or match(s, v, L.amounting[s.lower[v]]) is None or subject is None:
            return None
        return v if s.lower[subject] in L.totalled and syntax.tense(s, v) != syntax.FUTURE else None
    return None
