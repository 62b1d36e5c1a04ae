"""When a claim is true, when a plan is due, and when words were said: the time expressions of a clause and beside it.

METHOD section 4: unknown stays unknown. A clause without a date of its own takes the one of the clause with which it is
coordinated, a promise the day on which it was made ("said on Tuesday that it would send 150"), and a figure of victims
the only window that its sentence gives.
"""

import re
from bisect import bisect_left
from datetime import timedelta

from musterbook.claims import syntax
from musterbook.claims.drafts import Draft
from musterbook.claims.scene import Scene
from musterbook.lexicons.commitments import commitments
from musterbook.lexicons.frames import grammar
from musterbook.model import Family, Measure, Period, Sentence, Stage, TimeExpression

G = grammar()
L = commitments()

WORDS = frozenset({Stage.REQUEST, Stage.INTEREST, Stage.OFFER, Stage.PLEDGE, Stage.NOTIFIED, Stage.COMMITTED})
"""Stages that stand from the day on which somebody says so."""
COUNTED = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.KIDNAPPED})
"""Measures that count events in a window."""
_LENGTH = re.compile(r"P(\d{1,2})([DW])")
"""TIMEX3 values of days and weeks: how long before another deed something was."""
LONGEST_SHARED_DAYS = 31
"""The longest stretch that tells when something happened; a year is the frame of the clause that names it."""


def times(scene: Scene, draft: Draft) -> tuple[Period, Period]:
    """When it is true, and when a plan is due: the expressions of the clause, told apart by role and by the plan."""
    low, high = clause_bounds(draft.sentence, draft.verb, draft.start, draft.end)
    found = [p for p in scene.periods_in(low, high) if p.known and not _of_a_clause_below(draft, p)]
    if not found:
        return _beside(scene, draft) or Period(), Period()
    best = min(found, key=lambda p: (_distance(draft, p), p.start_char))
    period = Period(start=best.start, end=best.end)
    if draft.planned or best.role == "deadline":
        reported = scene.document.published
        past = reported.start is not None and best.end is not None and best.end <= reported.start
        if best.role == "deadline":
            return Period(), Period(start=None, end=best.end)
        if draft.planned and not (past and best.role == "event" and draft.family is not Family.COMMITMENT):
            stood = syntax.tense(draft.sentence, draft.verb) == syntax.PAST and past
            return (period, Period()) if stood else (Period(), period)
    return period, Period()


def _beside(scene: Scene, draft: Draft) -> Period | None:
    """The time of a clause that gives none: of the first of its coordination, of its telling, of its sentence."""
    s = draft.sentence
    known = [p for p in scene.periods_in(s.start, s.end) if p.known and p.role == "event"]
    by_verb = [(p, _verb_of(s, p)) for p in known]
    found: list[TimeExpression] = []
    if draft.measure in COUNTED:
        found = [p for p, v in by_verb if not _tells(s, v) and (v is None or s.deps[v] != "relcl")]
    elif draft.family is Family.COMMITMENT and draft.stage in WORDS:
        told = _told_by(s, draft.verb)
        found = [p for p, v in by_verb if told is not None and v == told and _short(p)]
    elif not draft.planned and not draft.rule.endswith("headline"):
        first = _first_of(s, draft.verb)
        found = [p for p, v in by_verb if first is not None and v == first and _short(p)]
    one = found[0] if len(found) == 1 else None
    if one is not None:
        return Period(start=one.start, end=one.end)
    return _counted_back(scene, s, draft.verb, by_verb)


def _counted_back(
    scene: Scene, s: Sentence, verb: int, by_verb: list[tuple[TimeExpression, int | None]]
) -> Period | None:
    """ "landed on Saturday, a day after a first group had arrived": so long before the day of the clause above."""
    mark = syntax.child(s, verb, "mark")
    if s.deps[verb] != "advcl" or not mark or s.lower[mark] not in G["behind"]:
        return None
    length = mark - 1
    counted = [p.timex for p in scene.periods_in(s.start, s.end) if p.end_char == s.ends[length]]
    found = _LENGTH.fullmatch(counted[0]) if counted else None
    days = [p for p, v in by_verb if v == s.heads[verb] and p.start is not None and p.end is not None]
    if found is None or len(days) != 1 or not _short(days[0]):
        return None
    back = timedelta(days=int(found[1]) * (7 if found[2] == "W" else 1))
    start, end = days[0].start, days[0].end
    return None if start is None or end is None else Period(start=start - back, end=end - back)


def _verb_of(s: Sentence, found: TimeExpression) -> int | None:
    """The verb in whose clause a date stands."""
    token = bisect_left(s.starts, found.start_char + 1) - 1
    return next((i for i in (token, *syntax.ancestors(s, token)) if s.pos[i] in ("VERB", "AUX")), None)


def _short(found: TimeExpression) -> bool:
    return found.start is not None and found.end is not None and (found.end - found.start).days <= LONGEST_SHARED_DAYS


def _tells(s: Sentence, v: int | None) -> bool:
    return v is not None and s.lower[v] in L.telling


def _told_by(s: Sentence, verb: int) -> int | None:
    """The past verb of saying above a clause."""
    i = verb
    while s.deps[i] in ("ccomp", "xcomp", "conj") and s.heads[i] != i:
        i = s.heads[i]
        if _tells(s, i):
            return i if syntax.tense(s, i) == syntax.PAST else None
    return None


def _first_of(s: Sentence, verb: int) -> int | None:
    """The first verb of a coordination of clauses in the simple past: "flew home on Friday, and others took over"."""
    first = s.heads[verb]
    if s.deps[verb] != "conj" or s.tags[verb] != "VBD" or s.tags[first] != "VBD":
        return None
    perfect = any(s.lower[c] in G["perfect"] for v in (verb, first) for c in syntax.children(s, v, "aux"))
    return None if perfect else first


def _of_a_clause_below(draft: Draft, found: TimeExpression) -> bool:
    """Whether a date outside the evidence belongs to a relative clause: "has sent the 150 that it promised in May"."""
    s = draft.sentence
    if draft.start <= found.start_char < draft.end:
        return False
    token = bisect_left(s.starts, found.start_char + 1) - 1
    for i in (token, *syntax.ancestors(s, token)):
        if i == draft.verb:
            return False
        if s.deps[i] == "relcl" and s.pos[i] in ("VERB", "AUX"):
            return True
    return False


def _distance(draft: Draft, found: TimeExpression) -> tuple[bool, bool]:
    """Expressions of the verb's own clause first, then those inside the evidence, then the rest of the clause."""
    s = draft.sentence
    token = bisect_left(s.starts, found.start_char + 1) - 1
    above = next((a for a in (token, *syntax.ancestors(s, token)) if s.pos[a] in ("VERB", "AUX")), None)
    own = above == draft.verb or s.pos[draft.verb] not in ("VERB", "AUX")
    return not own, not draft.start <= found.start_char < draft.end


def clause_bounds(s: Sentence, verb: int, start: int, end: int) -> tuple[int, int]:
    """Code points of the clause of `verb`: without the finite clauses below it, never beyond the sentence."""
    keep = {verb}
    stack = [verb]
    while stack:
        for c in s.children[stack.pop()]:
            finite = s.deps[c] in ("ccomp", "advcl", "relcl", "parataxis", "conj") and s.pos[c] in ("VERB", "AUX")
            if finite and not start <= s.starts[c] < end:
                continue
            keep.add(c)
            stack.append(c)
    low, high = min(keep), max(keep)
    return min(start, s.starts[low]), max(end, s.ends[high])
