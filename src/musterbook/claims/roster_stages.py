"""At which stage the figures of a list stand: by the words beside them, else by the header above.

Only forms that tell of something done count beside a figure ("delivered", "pledged in January"); in a header also the
nouns of deeds ("arrivals", "pledges"). Words that disagree, or that make the deed possible only, name no stage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Quantity, Sentence, Stage

G = grammar()
L = commitments()
DONE_TAGS = ("VBN", "VBD")
NEAR_TOKENS = 2
"""How far before a word its negation or its modal may stand."""

WEAK = "contribution"
"""The id of nouns that name a gift at whatever stage ("contributions pledged so far")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """That the words beside a figure speak of a stage, up to code point `end`; None where it cannot be told which."""

    stage: Stage | None
    end: int = 0


def beside(scene: Scene, start: int, q: Quantity, end: int) -> Naming | None:
    """What stands behind a figure up to `end`, else before it from `start`; None where nothing speaks of a stage."""
    for low, high in ((q.end, end), (start, q.start)):
        tokens = [(s, i) for s in scene.parsed.sentences for i, a in enumerate(s.starts) if low <= a < high]
        spoken = [n for s, i in tokens if (n := _beside_at(s, i)) is not None]
        spoken = [_dated(scene, n, low, high) for n in spoken]
        if not spoken and _placed([s.lower[i] for s, i in tokens]):
            return Naming(stage=Stage.ARRIVED, end=high)
        if not spoken and _underway(s.lower[i] for s, i in tokens):
            return Naming(stage=Stage.DISPATCHED, end=high)
        if spoken:
            return spoken[0]
    return None


def _dated(scene: Scene, named: Naming, low: int, high: int) -> Naming:
    """ "600 Malaysians, due by Thursday": with a date a plan is an allocation."""
    if named.stage is Stage.PLEDGE and not named.end and scene.periods_in(low, high):
        return Naming(stage=Stage.ALLOCATED, end=high)
    return named


def _placed(words: Sequence[str]) -> bool:
    """ "750 soldiers (in place since Friday)", "240 of them in Gao": words that say that people are there."""
    line = f" {' '.join(words)} "
    there = any(f" {' '.join(phrase)} " in line for phrase in L.presence_adverbs)
    return there or (
        len(words) > 1 and words[0] in G["of"] and words[1] in L.of_people and bool(G["place"].intersection(words))
    )


def _beside_at(s: Sentence, i: int) -> Naming | None:
    """The stage that the word at token `i` names, without one where it is denied, possible or a way home."""
    word = s.lower[i]
    near = s.lower[max(0, i - NEAR_TOKENS) : i]
    motion = next((m for _, m in L.motions.get(word, ())), None)
    deed = next((d for w, d in L.deeds.get(word, ()) if d.bare and _follows(s, i, w.rest)), None)
    if (motion is not None and motion.home) or (deed is not None and deed.done is Stage.ENDED):
        if s.tags[i] not in DONE_TAGS or _put_off(near):
            return Naming(stage=None)
        return Naming(stage=Stage.ENDED, end=s.ends[i])
    if word in L.expected or word in L.due:
        return Naming(stage=Stage.PLEDGE)
    stage = _verb_stage(s, i)
    speaks = stage is not None or (motion is not None and s.pos[i] == "VERB")
    if not speaks:
        return None
    return Naming(stage=None) if stage is None or _put_off(near) else Naming(stage=stage, end=s.ends[i])


def _put_off(near: Sequence[str]) -> bool:
    """Whether words before a form deny it or make it possible or to come only."""
    return any(
        w in G[k] for w in near for k in ("negation", "negative_determiners", "possible", "future", "infinitive")
    )


def _verb_stage(s: Sentence, i: int) -> Stage | None:
    """The stage of a participle or a past form: of a deed, a movement or a promise."""
    if s.tags[i] not in DONE_TAGS:
        return None
    word = s.lower[i]
    moved = [
        (len(form.rest), motion.done)
        for form, motion in L.motions.get(word, ())
        if motion.done is not Stage.ENDED and not (motion.home or motion.joins) and _follows(s, i, form.rest)
    ]
    given = [
        (len(form.rest), Stage.ARRIVED if deed.reversed else deed.done)
        for form, deed in L.deeds.get(word, ())
        if deed.bare and deed.done is not Stage.ENDED and _follows(s, i, form.rest)
    ]
    # Where a movement and a deed share their words ("flown in"), who was moved is there.
    stages = [*(found for found in moved if found[0]), *given, *moved]
    if stages:
        return max(stages, key=lambda found: found[0])[1]
    for _, stance in L.stance_verbs.get(word, ()):
        if stance.stage in (Stage.PLEDGE, Stage.OFFER) and not stance.denied and stance.direct:
            return stance.stage
    return None


def _follows(s: Sentence, i: int, rest: Sequence[str]) -> bool:
    return s.lower[i + 1 : i + 1 + len(rest)] == tuple(rest)


def _underway(words: Iterator[str]) -> bool:
    """ "110 vehicles from the depot, en route"."""
    line = f" {' '.join(words)} "
    return any(f" {' '.join(phrase)} " in line for phrase in L.underway)


def header_stage(sentences: Sequence[Sentence]) -> Naming | None:
    """The one stage that a header names, if any; None where it speaks of what is asked for, planned or at an end."""
    found: set[Stage] = set()
    weak = False
    for s in sentences:
        for i, word in enumerate(s.lower):
            if word in L.plans or word in L.expected or _asks(word):
                return None
            noun = next((m for _, m in L.nominals.get(word, ()) if s.pos[i] in ("NOUN", "PROPN")), None)
            if noun is not None and noun.done is Stage.ENDED:
                return None
            weak = weak or (noun is not None and noun.id == WEAK)
            if noun is not None and noun.id == WEAK:
                continue
            stage = noun.done if noun is not None else _verb_stage(s, i) or _promise(s, i)
            if stage is not None:
                found.add(stage)
    if not found and weak:
        return Naming(stage=Stage.DISPATCHED)
    return Naming(stage=found.pop()) if len(found) == 1 else Naming(stage=None) if not found else None


def _promise(s: Sentence, i: int) -> Stage | None:
    """ "pledges", "offers", "a pledging conference"."""
    if s.pos[i] not in ("NOUN", "PROPN", "ADJ", "VERB"):
        return None
    for _, stance in (*L.stance_nouns.get(s.lower[i], ()), *L.stance_verbs.get(s.lower[i], ())):
        if stance.stage in (Stage.PLEDGE, Stage.OFFER) and not stance.denied and stance.direct:
            return stance.stage
    return None


def _asks(word: str) -> bool:
    return any(stance.stage is Stage.REQUEST for _, stance in L.stance_nouns.get(word, ()))


def stage_named(words: Sequence[str]) -> Stage | None:
    """The stage of the last word that names one: "received", "pledged", "delivered", "arrivals"."""
    for word in reversed(words):
        for _, deed in L.deeds.get(word, ()):
            if deed.bare and deed.done is not Stage.ENDED:
                return deed.done
        for _, motion in (*L.motions.get(word, ()), *L.nominals.get(word, ())):
            if motion.done is not Stage.ENDED and not motion.home:
                return motion.done
        for _, stance in (*L.stance_verbs.get(word, ()), *L.stance_nouns.get(word, ())):
            if stance.stage in (Stage.PLEDGE, Stage.OFFER) and not stance.denied and stance.direct:
                return stance.stage
    return None
