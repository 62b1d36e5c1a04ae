"""More ways in which a text tells a mission's strength: whose the people are, what it goes on with, what is left of it.

"The mission's own 13,500 soldiers", "continued to operate with 4,436 troops", "down to 5,600 soldiers", "established
the mission with up to 1,608 police", "12,745 of the authorised 13,289 had been deployed".
"""

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, possible
from musterbook.claims.figures import figure_tokens, governor
from musterbook.claims.origins import nationality
from musterbook.claims.scene import Scene, match
from musterbook.claims.strength import counts_force, is_mission, stock, strength_draft
from musterbook.claims.things import is_mission_noun
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import Measure, Quantity, QuantityKind, Sentence

G = grammar()
L = situations()
C = commitments()
APART = (QuantityKind.SUBSET, QuantityKind.INCREMENT, QuantityKind.OUTSTANDING, QuantityKind.SHARE)
HERE = (syntax.PAST, syntax.PRESENT, syntax.PROGRESSIVE)


def strength_shaped(scene: Scene, s: Sentence, q: Quantity, head: int) -> Draft | None:
    """A figure of those who serve with the mission, in one of these shapes; what one country sends is none."""
    low, high = figure_tokens(s, q)
    first = min(low, syntax.phrase(s, head)[0])
    span = (first, max(high, head + 1))
    states = [p for p in nationality(scene, s, *span) if p.kind == "state"]
    if q.kind in APART or states or not (counts_force(s, head) or s.lower[head] in L.strength["members"]):
        return _changed_from(scene, s, q, (low, high))
    tokens = (head, *span)
    found = _owned(scene, s, q, tokens) or _goes_on(scene, s, q, tokens) or _down_to(scene, s, q, tokens)
    return found or _set_up(scene, s, q, tokens) or _changed_from(scene, s, q, (low, high))


def _owned(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "the mission's own 13,500 soldiers", "its 3,770 soldiers remain", "whose 2,250 staff are to be cut"."""
    head, low, high = tokens
    owner = syntax.child(s, head, "poss")
    if owner is None or q.kind is QuantityKind.CEILING or (low > 0 and s.lower[low - 1] in G["of"]):
        return None
    if not (_is_mission(scene, s, owner) or _of_antecedent(scene, s, owner, head)):
        return None
    verb = next((a for a in syntax.ancestors(s, head) if s.pos[a] in ("VERB", "AUX")), None)
    if verb is None or in_condition(s, verb) or _comes(s, verb, head):
        return None
    return strength_draft(s, stock(q), head, (min(low, owner), high), Measure.STRENGTH_PRESENT, "own")


def _is_mission(scene: Scene, s: Sentence, i: int) -> bool:
    """The mission by its name, its noun or a pronoun for it, and no contingent of one country."""
    states = [p for p in nationality(scene, s, *syntax.phrase(s, i)) if p.kind == "state"]
    return not states and is_mission(scene, s, i)


def _of_antecedent(scene: Scene, s: Sentence, owner: int, head: int) -> bool:
    """ "EULEX, whose 2,250 staff": the pronoun repeats what its clause hangs on."""
    if s.tags[owner] != "WP$":
        return False
    clause = next((a for a in (head, *syntax.ancestors(s, head)) if s.deps[a] == "relcl"), None)
    return clause is not None and _is_mission(scene, s, s.heads[clause])


def _comes(s: Sentence, verb: int, head: int) -> bool:
    """Whether the verb asks for the people, or tells that they are still to come or are gone."""
    acting = head in (syntax.subject(s, verb), *syntax.objects(s, verb))
    tables = (C.deeds, C.motions, C.stance_verbs)
    return acting and any(match(s, verb, (word,)) for table in tables for word, _ in table.get(s.lower[verb], ()))


def _goes_on(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "The mission continued to operate with 4,436 troops", "retained 396 staff"."""
    head, low, high = tokens
    up = s.heads[head]
    through = s.deps[head] == "pobj" and s.lower[up] in G["with"]
    verb = s.heads[up] if through else governor(s, q, head)
    wanted = "going_verbs" if through else "keeping_verbs"
    if s.lower[verb] not in L.strength_verbs[wanted] or (not through and head not in syntax.objects(s, verb)):
        return None
    subject = syntax.subject(s, verb)
    finite = verb if s.deps[verb] != "xcomp" else s.heads[verb]
    if subject is None or not _is_mission(scene, s, subject) or denied(s, verb, subject) or possible(s, finite):
        return None
    ahead = syntax.tense(s, finite) in (syntax.FUTURE, syntax.NECESSITY, syntax.INFINITIVE)
    measure = Measure.STRENGTH_TARGET if ahead else Measure.STRENGTH_PRESENT
    bounds = (min(low, syntax.phrase(s, subject)[0]), high)
    return strength_draft(s, q if ahead else stock(q), verb, bounds, measure, "with")


def _down_to(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "The force, down to 5,600 soldiers, remains"."""
    _, low, high = tokens
    if low < 3 or s.lower[low - 1] not in G["infinitive"] or s.lower[low - 2] not in L.strength["reduced"]:
        return None
    noun = next((i for i in range(low - 3, max(-1, low - 6), -1) if s.pos[i] in ("NOUN", "PROPN")), None)
    if noun is None or not _is_mission(scene, s, noun):
        return None
    return strength_draft(s, stock(q), noun, (syntax.phrase(s, noun)[0], high), Measure.STRENGTH_PRESENT, "down-to")


def _set_up(scene: Scene, s: Sentence, q: Quantity, tokens: tuple[int, int, int]) -> Draft | None:
    """ "established the mission with up to 1,608 police personnel"."""
    head, low, high = tokens
    up = s.heads[head]
    if s.deps[head] != "pobj" or s.lower[up] not in G["with"]:
        return None
    verb = next((a for a in syntax.ancestors(s, up) if s.pos[a] == "VERB"), None)
    if verb is None or s.lower[verb] not in L.strength_verbs["founding_verbs"] or denied(s, verb):
        return None
    if not any(is_mission_noun(s, o) or is_mission(scene, s, o) for o in syntax.objects(s, verb)):
        return None
    return strength_draft(s, q, verb, (low - 1, high), Measure.STRENGTH_TARGET, "set-up")


def _changed_from(scene: Scene, s: Sentence, q: Quantity, span: tuple[int, int]) -> Draft | None:
    """ "reduce the Kosovo force to 10,000": the object of a change, reached or to be reached."""
    low, high = span
    if low == 0 or s.lower[low - 1] not in G["infinitive"] or q.unit not in ("", "person"):
        return None
    for verb in range(low):
        if s.lower[verb] not in L.strength_verbs["change_verbs"] or s.pos[verb] != "VERB":
            continue
        whole = next(iter(syntax.objects(s, verb)), None) if not syntax.is_passive(s, verb) else None
        if whole is None or s.lower[whole] not in L.strength["changing"] or not verb < whole < low:
            continue
        first, last = syntax.phrase(s, whole)
        named = {p.id for p in nationality(scene, s, first, last) if p.kind == "state"} - {scene.cast.host}
        between = any(s.pos[i] == "VERB" for i in range(last, low))
        if named or between or denied(s, verb) or not scene.in_mission or s.deps[whole] == "poss":
            return None
        if any(s.tags[c] == "PRP$" for c in s.children[whole]) or possible(s, verb):
            return None
        done = syntax.tense(s, verb) == syntax.PAST
        measure = Measure.STRENGTH_PRESENT if done else Measure.STRENGTH_TARGET
        return strength_draft(s, stock(q) if done else q, verb, (verb, high), measure, "reduced")
    return None


def deployed_of(scene: Scene, s: Sentence, q: Quantity) -> Draft | None:
    """ "12,745 of the authorised 13,289 personnel had been deployed": how many of those planned are there."""
    if not scene.in_mission or q.unit not in ("", "person"):
        return None
    low, high = figure_tokens(s, q)
    of = high < len(s.words) and s.lower[high] in G["of"]
    window = range(high + 1, min(high + 4, len(s.words)))
    planned = next((i for i in window if s.lower[i] in L.strength["authorised"]), None) if of else None
    if planned is None or nationality(scene, s, low, min(planned + 4, len(s.words))):
        return None
    verb = next((i for i in range(planned, len(s.words)) if s.pos[i] == "VERB" and i not in window), None)
    placed = verb is not None and (s.lower[verb] in L.strength_verbs["serving_verbs"] or s.lower[verb] in C.motions)
    if verb is None or not placed or syntax.tense(s, verb) not in HERE or denied(s, verb) or possible(s, verb):
        return None
    return strength_draft(s, stock(q), verb, (low, verb + 1), Measure.STRENGTH_PRESENT, "of-planned")
