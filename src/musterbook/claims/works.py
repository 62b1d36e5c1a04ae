"""What becomes of a gift: works that began, were completed or handed over, told without repeating who gives.

Only in a document about one giver and another country: there "the school was handed over" is the giver's gift in the
recipient's hands (`arrived`), and "construction began" is under way (`dispatched`).
"""

from collections.abc import Iterator, Sequence

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft, denied, in_condition, possible
from musterbook.claims.scene import Scene, match
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import WordTable, grammar
from musterbook.model import Family, Party, Polarity, Resource, Sentence, Stage

G = grammar()
L = commitments()
PEOPLE = frozenset({Resource.PERSONNEL})


def works_in(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of works that began or ended, given by the one giver whom the document tells of."""
    giver = _one_giver(scene, told)
    if giver is None:
        return
    for s in scene.parsed.sentences:
        for v in range(len(s.words)):
            if s.pos[v] != "VERB" or denied(s, v) or in_condition(s, v) or possible(s, v):
                continue
            found = _stage(s, v)
            if found is None:
                continue
            stage, low, high = found
            yield Draft(
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


def _one_giver(scene: Scene, told: Sequence[Draft]) -> Party | None:
    """The giver of all that is told, where there is one, who acts in the document and is not its country."""
    host, acting = scene.cast.host, scene.cast.giver
    given = [d for d in told if d.family is Family.COMMITMENT and d.party and d.polarity is Polarity.AFFIRMED]
    parties = {p.id: p for d in given if d.resource not in PEOPLE for p in d.party if p.kind in ("state", "body")}
    if host is None or acting is None or set(parties) != {acting} or host == acting or scene.cast.mission is not None:
        return None
    return parties[acting]


def _stage(s: Sentence, v: int) -> tuple[Stage, int, int] | None:
    """The stage that a verb of ending or beginning gives to works, with the tokens that say so."""
    words = L.works
    for table, stage in ((words.finish, Stage.ARRIVED), (words.start, Stage.DISPATCHED)):
        if _is(s, v, table) and _happened(s, v):
            for o in _concerned(s, v):
                low, high = syntax.phrase(s, o)
                if s.lower[o] in words.nouns | words.projects and s.lower[low] not in G["indefinite"]:
                    return stage, min(low, v), max(high, v + 1)
    return None


def _is(s: Sentence, v: int, table: WordTable) -> bool:
    return match(s, v, table.get(s.lower[v], ())) is not None


def _happened(s: Sentence, v: int) -> bool:
    """Past, or a present passive that tells of a state ("is completed")."""
    return syntax.tense(s, v) == syntax.PAST


def _concerned(s: Sentence, v: int) -> tuple[int, ...]:
    """What began or ended: the object, or the subject of a verb without one."""
    objects = syntax.objects(s, v)
    subject = syntax.subject(s, v)
    return objects or ((subject,) if subject is not None else ())
