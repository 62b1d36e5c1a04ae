"""What becomes of a gift: works that began, were completed or handed over, told without repeating who gives.

Only in a document about one giver and another country: there "the school was handed over" is the giver's gift in the
recipient's hands (`arrived`), as is what a ceremony handed over, and "construction began" is under way (`dispatched`).
"""

from collections.abc import Iterator, Sequence

from musterbook.claims import syntax
from musterbook.claims.benefactor import one_giver
from musterbook.claims.drafts import Draft, denied, in_condition, possible
from musterbook.claims.scene import Scene, match
from musterbook.claims.things import classify
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import WordTable, grammar
from musterbook.model import Family, Party, Resource, Sentence, Stage

G = grammar()
L = commitments()
GOODS = frozenset({Resource.EQUIPMENT, Resource.GOODS})
Found = tuple[Stage, int, int]
"""A stage, and the tokens from the first to before the last that say so."""


def works_in(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of works that began or ended, given by the one giver whom the document tells of."""
    giver = one_giver(scene, told)
    if giver is None:
        return
    read = {(d.sentence.index, d.verb) for d in told if d.family is Family.COMMITMENT}
    for s in scene.parsed.sentences:
        for v in range(len(s.words)):
            if (s.index, v) in read or s.pos[v] != "VERB" or denied(s, v) or in_condition(s, v) or possible(s, v):
                continue
            found = _stage(s, v) or _ceremony(s, v) or _signature(s, v)
            if found is not None:
                yield _draft(scene, s, v, giver, found)


def _draft(scene: Scene, s: Sentence, v: int, giver: Party, found: Found) -> Draft:
    stage, low, high = found
    return Draft(
        rule="commitment.works",
        family=Family.COMMITMENT,
        sentence=s,
        verb=v,
        start=s.starts[low],
        end=s.ends[high - 1],
        stage=stage,
        party=(giver,),
        recipient=scene.cast.host,
        resource=Resource.SERVICE,
    )


def _stage(s: Sentence, v: int) -> Found | None:
    """The stage that a verb of ending or beginning gives to works, with the tokens that say so."""
    words = L.works
    if syntax.tense(s, v) != syntax.PAST:
        return None
    for table, stage in ((words.finish, Stage.ARRIVED), (words.start, Stage.DISPATCHED), (words.handing, None)):
        if not _is(s, v, table):
            continue
        for o in _concerned(s, v):
            low, high = syntax.phrase(s, o)
            given = _is_works(s, o, stage) if stage is not None else _has_passed(s, v) and _is_gift(s, o, low)
            if given and s.lower[low] not in G["indefinite"]:
                return stage or Stage.ARRIVED, min(low, v), max(high, v + 1)
    return None


def _is_works(s: Sentence, o: int, stage: Stage) -> bool:
    words = L.works
    aid = stage is Stage.ARRIVED and s.lower[o] in L.signing.aid and s.lower[syntax.phrase(s, o)[0]] in G["definite"]
    return (
        aid or s.lower[o] in words.nouns | words.projects or (stage is Stage.DISPATCHED and s.lower[o] in words.stones)
    )


def _has_passed(s: Sentence, v: int) -> bool:
    """A finite passive: a bare participle modifies what was given and tells nothing of its own."""
    return syntax.child(s, v, "auxpass") is not None


def _is_gift(s: Sentence, o: int, low: int) -> bool:
    """ "The equipment was handed over", "the donation was received": what was told to be given, with its article."""
    if s.lower[low] not in G["definite"]:
        return False
    found = classify(s, o)
    return s.lower[o] in L.signing.aid or (found is not None and found[0].resource in GOODS)


def _ceremony(s: Sentence, v: int) -> Found | None:
    """ "A handover ceremony was held", "attended the opening ceremony of the school": works handed over or begun."""
    words = L.works
    if syntax.tense(s, v) != syntax.PAST or not _is(s, v, words.held):
        return None
    behind = [o for _, o in syntax.preposition(s, v)]
    for o in (*_concerned(s, v), *behind):
        low, high = s.subtree(o)
        near = set(s.lower[low:high])
        if s.lower[o] in words.events and near & (words.ceremonies | words.openings):
            stage = Stage.ARRIVED if near & words.ceremonies else Stage.DISPATCHED
            return stage, min(syntax.phrase(s, o)[0], v), max(syntax.phrase(s, o)[1], v + 1)
    return None


def _signature(s: Sentence, v: int) -> Found | None:
    """ "The agreement was signed", "signed an agreement for the construction of the road": aid that is committed."""
    words = L.signing
    if syntax.tense(s, v) != syntax.PAST or not _is(s, v, words.verbs):
        return None
    for o in _concerned(s, v):
        low, high = s.subtree(o)
        inside = set(s.lower[low:high])
        given = inside & (words.aid | L.works.nouns | L.works.projects) or s.lower[low] in G["definite"]
        if s.lower[o] in words.papers | words.aid and given and not inside & words.traded:
            return Stage.COMMITTED, min(syntax.phrase(s, o)[0], v), max(syntax.phrase(s, o)[1], v + 1)
    return None


def _is(s: Sentence, v: int, table: WordTable) -> bool:
    return match(s, v, table.get(s.lower[v], ())) is not None


def _concerned(s: Sentence, v: int) -> tuple[int, ...]:
    """What began or ended: the object, or the subject of a verb without one."""
    objects = syntax.objects(s, v)
    subject = syntax.subject(s, v)
    return objects or ((subject,) if subject is not None else ())
