"""Conditions of undertakings: open, met by a named milestone, or held up by a block (METHOD section 5)."""

from collections.abc import Iterable, Sequence

from musterbook.accounts.blocks import Block, holds_up
from musterbook.accounts.ledger import Ledger
from musterbook.accounts.rows import Row, days_between, ids, order, width
from musterbook.lexicons.conditions import Meets, meets
from musterbook.model import Certainty, Condition, Family, Polarity

RETOLD_DAYS = 31
"""Milestones of one kind within so many days of each other are one, told more or less sharply."""
FAR = 10**6


def conditions(ledger: Ledger, milestones: Iterable[Row], blocks: Sequence[Block]) -> tuple[Condition, ...]:
    """The conditions of one account, each once in the words of its last telling, in order of time.

    `milestones` are those that have happened for certain, `blocks` those that stand. A condition is met by the first
    milestone of its kind on or after the day on which it was first stated.
    """
    told: dict[object, list[Row]] = {}
    for row in sorted(ledger.all_rows, key=order):
        words = row.claim.condition
        if words and row.claim.certainty is not Certainty.POSSIBLE and row.claim.polarity is Polarity.AFFIRMED:
            kind = meets(words)
            told.setdefault(kind.event if kind else words.casefold(), []).append(row)
    acts = [row for row in sorted(milestones, key=order) if _has_happened(row)]
    held = [block.row for block in blocks if holds_up(block, ledger)]
    return tuple(_condition(ledger, rows, acts, held) for rows in told.values())


def _has_happened(row: Row) -> bool:
    claim = row.claim
    stated = claim.polarity is Polarity.AFFIRMED and claim.certainty is Certainty.STATED
    return claim.family is Family.MILESTONE and stated and row.certain and not claim.due.known


def _condition(ledger: Ledger, rows: Sequence[Row], acts: Sequence[Row], held: Sequence[Row]) -> Condition:
    words = rows[-1].claim.condition or ""
    kind = meets(words)
    act = _first([each for each in acts if kind and _answers(each, kind, rows[0], ledger.key.party)])
    if act is not None:
        return Condition(words=words, state="met", since=act.when, claims=ids(rows), milestones=act.claims)
    if held:
        first = min(held, key=order)
        return Condition(words=words, state="blocked", since=first.when, claims=ids(rows), milestones=ids(held))
    return Condition(words=words, state="open", since=None, claims=ids(rows), milestones=())


def _first(acts: Sequence[Row]) -> Row | None:
    """The first of some acts in order of time, in the telling that dates it most sharply."""
    if not acts:
        return None
    same = [each for each in acts if (days_between(acts[0].when, each.when) or 0) <= RETOLD_DAYS]
    return min(same, key=lambda each: (width(each.claim.valid) or FAR, order(each)))


def _answers(act: Row, kind: Meets, first: Row, giver: str) -> bool:
    """Whether a milestone is the one that a condition waits for."""
    if act.claim.event is not kind.event or act.when is None or first.when is None or act.when < first.when:
        return False
    return not kind.of_giver or giver in act.claim.party or (not act.claim.party and act.claim.place == giver)
