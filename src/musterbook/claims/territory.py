"""Who holds which part of the place: a verb of control with a place or a share of one."""

from collections.abc import Iterator
from dataclasses import replace

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition
from musterbook.claims.figures import place_of
from musterbook.claims.scene import Scene, match
from musterbook.lexicons.frames import grammar
from musterbook.lexicons.situations import situations
from musterbook.model import Family, Measure, Quantity, QuantityKind, Sentence

G = grammar()
L = situations()
PERCENT = "percent"
AREA = "square"
"""First word of the units of area."""
PLACES = ("state", "place", "region")
TAIL = 5
"""Tokens of a phrase that may follow its head and still belong to the evidence."""


def territory(scene: Scene, s: Sentence) -> Iterator[Draft]:
    """ "gangs control most of the capital", with the share as figure where one is printed."""
    for v in range(len(s.words)):
        if s.lower[v] in L.control:
            draft = _in_control(scene, s, v) or _under_control(scene, s, v)
            if draft is not None:
                yield draft
        if s.pos[v] != "VERB":
            continue
        held, retaken = L.territory_verbs.get(s.lower[v]), L.retaken.get(s.lower[v])
        found = match(s, v, held) if held else None
        if found is not None:
            draft = _held(scene, s, v) if not _turned(s, v, found[0].rest) else None
        elif retaken and syntax.is_passive(s, v):
            draft = _retaken(scene, s, v)
        else:
            draft = None
        if draft is not None:
            yield draft


def _held(scene: Scene, s: Sentence, v: int) -> Draft | None:
    subject = syntax.agent(s, v) if syntax.is_passive(s, v) else syntax.subject(s, v)
    objects = syntax.objects(s, v)
    if subject is None or not objects or (s.pos[subject] == "PRON" and s.tags[subject] == "PRP"):
        return None
    if syntax.child(s, v, "oprd", "acomp", "xcomp", "ccomp") is not None:
        return None  # "hold somebody responsible"
    target = next((o for o in objects if _is_place(scene, s, o, subject)), None)
    if target is None or denied(s, v, subject) or in_condition(s, v) or syntax.tense(s, v) == syntax.FUTURE:
        return None
    return _draft(scene, s, (v, target, subject), "control")


def _in_control(scene: Scene, s: Sentence, noun: int) -> Draft | None:
    """ "Government forces are in control of two thirds of the country"."""
    verb = s.heads[s.heads[noun]]
    subject = syntax.subject(s, verb) if s.pos[verb] in ("VERB", "AUX") else None
    if s.deps[noun] != "pobj" or s.lower[s.heads[noun]] not in G["place"] or subject is None:
        return None
    target = next((o for _, o in syntax.preposition(s, noun, *G["of"]) if _is_place(scene, s, o, subject)), None)
    if target is None or not _stands(s, verb, subject) or s.tags[subject] == "PRP":
        return None
    return _draft(scene, s, (verb, target, subject), "in-control")


def _under_control(scene: Scene, s: Sentence, noun: int) -> Draft | None:
    """ "About 60 per cent of the territory is under rebel control": only a printed share says how much is held."""
    verb = s.heads[s.heads[noun]]
    target = syntax.subject(s, verb) if s.pos[verb] in ("VERB", "AUX") else None
    if (
        s.deps[noun] != "pobj"
        or s.lower[s.heads[noun]] not in L.under
        or target is None
        or not _stands(s, verb, target)
    ):
        return None
    if not _shares(scene, s, target) or not _is_place(scene, s, target, noun):
        return None
    return _draft(scene, s, (verb, target, None), "under-control")


def _stands(s: Sentence, verb: int, subject: int) -> bool:
    ahead = syntax.tense(s, verb) in (syntax.FUTURE, syntax.NECESSITY, syntax.INFINITIVE)
    return not (ahead or denied(s, verb, subject) or in_condition(s, verb))


def _turned(s: Sentence, v: int, rest: tuple[str, ...]) -> bool:
    """Whether a particle that is none of the verb's own makes it another verb ("hold up a road")."""
    particle = syntax.child(s, v, "prt")
    return particle is not None and s.lower[particle] not in rest


def _retaken(scene: Scene, s: Sentence, v: int) -> Draft | None:
    """ "31 per cent of the south had been recovered": only a printed share says how much is held."""
    for target in syntax.objects(s, v):
        if _shares(scene, s, target) and not denied(s, v, target) and syntax.tense(s, v) == syntax.PAST:
            return _draft(scene, s, (v, target, None), "retaken")
    return None


def _draft(scene: Scene, s: Sentence, tokens: tuple[int, int, int | None], rule: str) -> Draft:
    v, target, subject = tokens
    low, high = syntax.phrase(s, target)
    first, last = syntax.phrase(s, subject) if subject is not None else (low, high)
    end = s.subtree(target)[1]
    high = end if end - high < TAIL else high
    start, stop = syntax.text_between(s, scene.text, min(low, first, v), max(high, last, v + 1))
    figures = _shares(scene, s, target)
    share = bool(figures) and figures[0].unit == PERCENT
    return Draft(
        rule=f"situation.territory.{rule}",
        family=Family.SITUATION,
        measure=Measure.TERRITORY,
        sentence=s,
        verb=v,
        start=start,
        end=stop,
        quantity=(replace(figures[0], kind=QuantityKind.SHARE) if share else figures[0]) if figures else None,
        party=scene.resolve(s, subject) if subject is not None else (),
        object=scene.text[s.starts[first] : s.ends[last - 1]],
        place=place_of(scene, s, v, target),
    )


def _shares(scene: Scene, s: Sentence, head: int) -> list[Quantity]:
    """Shares and areas in the phrase of a place."""
    low, high = syntax.phrase(s, head)
    found = scene.quantities_in(s.starts[low], s.ends[high - 1])
    return [q for q in found if q.unit == PERCENT or q.unit.startswith(AREA)]


def _is_place(scene: Scene, s: Sentence, head: int, holder: int) -> bool:
    """A named or definite place, or a stated share of one; "significant territory" says nothing that can be kept."""
    low, high = syntax.phrase(s, head)
    words = " ".join(s.lower[low:high])
    shared = any(words.startswith(share) or f" {share} " in words for share in L.territory_shares)
    figure = bool(_shares(scene, s, head))
    definite = any(s.lower[c] in G["definite"] for c in s.children[head])
    inner = [o for _, o in syntax.preposition(s, head, *G["of"])]
    if any(s.lower[i] in L.territory_places for i in range(low, high)):
        return shared or figure or definite
    if figure and s.lower[holder] in L.holders and (not inner or any(s.pos[o] == "PROPN" for o in inner)):
        return True
    named = [m for m in scene.mentions_in(s, low, high) if m.party.kind in PLACES and m.how != "demonym"]
    heads = (head, *inner) if shared or figure else (head,)
    return any(s.starts[i] < m.end and m.start < s.ends[i] for m in named for i in heads)
