"""Disputes: sentences that cannot all be right, the rule that says so, and what would settle it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from musterbook.accounts.amounts import show
from musterbook.accounts.clocks import Dated
from musterbook.accounts.impossible import arrived_on, concerns, early_arrivals, early_plans
from musterbook.accounts.pairs import disputed
from musterbook.accounts.rows import Row, ids
from musterbook.accounts.verdicts import Ruling
from musterbook.model import Dispute, Family, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a rule says to the reader, and what would settle a dispute under it."""

    explanation: str
    settle: str


RULES: Mapping[str, Rule] = {
    "intervals-apart": Rule(
        explanation="The same thing at the same time with figures that exclude each other: {left} and {right}.",
        settle="A figure from the accountable source for that day.",
    ),
    "opposite-polarity": Rule(
        explanation="One says that it is so, the other that it is not.",
        settle="A later statement by the party concerned, or a dated deed.",
    ),
    "two-dates": Rule(
        explanation="One act, dated {left} and {right}.",
        settle="The record of the act itself.",
    ),
    "plan-before-announcement": Rule(
        explanation="A plan due {left} that was announced only later, {right}.",
        settle="The words of the announcement; the year is probably a slip.",
    ),
    "arrival-before-authorisation": Rule(
        explanation="An arrival dated {left}, before the authorisation dated {right} in the same document.",
        settle="The dated record of the arrival or of the authorisation.",
    ),
}


@dataclass(slots=True)
class Sides:
    """Rows that say the same on each side of one dispute, with the day from which both they and an opponent count."""

    ruling: Ruling
    lefts: dict[str, tuple[date, Row]]
    rights: dict[str, tuple[date, Row]]


class Disputes:
    """The disputes of a mission as of any day, each named once with all its sentences on both sides.

    Which rows dispute does not depend on the day of a reading, only whether both count by then.
    """

    def __init__(self, rows: Iterable[Dated]) -> None:
        told = [each for each in rows if each.row.certain and each.row.claim.family is not Family.QUOTE]
        told.sort(key=lambda each: each.row.order)
        since = {each.row.claim.id: each.surely for each in told}
        sides: dict[tuple[object, ...], Sides] = {}
        for ruling, first, second in disputed(each.row for each in told):
            left, right = _ordered(first, second)
            key = (ruling, _about(left), _side(left), _side(right))
            found = sides.get(key)
            if found is None:
                found = sides[key] = Sides(ruling, {}, {})
            day = max(since[left.claim.id], since[right.claim.id])
            _count(found.lefts, left, day)
            _count(found.rights, right, day)
        self._sides = list(sides.values())
        self._dated = [each for each in told if concerns(each.row.claim)]

    def by(self, day: date) -> tuple[Dispute, ...]:
        """The disputes between rows that count for certain by a day."""
        found = [_dispute(each.ruling, lefts, rights) for each in self._sides for lefts, rights in _by(each, day)]
        rows = [each.row for each in self._dated if each.surely <= day]
        found += [_early_plan(*each) for each in early_plans(rows)]
        found += [_early_arrival(*each) for each in early_arrivals(rows)]
        return tuple(sorted(found, key=lambda each: each.id))


def _count(side: dict[str, tuple[date, Row]], row: Row, day: date) -> None:
    before = side.get(row.claim.id)
    if before is None or day < before[0]:
        side[row.claim.id] = (day, row)


def _by(sides: Sides, day: date) -> Iterable[tuple[list[Row], list[Row]]]:
    """The rows on both sides by a day, in order; nothing where no two count by then."""
    lefts, rights = ([row for since, row in side.values() if since <= day] for side in (sides.lefts, sides.rights))
    if lefts:
        yield lefts, rights


def _ordered(first: Row, second: Row) -> tuple[Row, Row]:
    """The denied or the larger side to the right, so that a dispute reads the same whatever came first."""
    return (first, second) if _side(first) <= _side(second) else (second, first)


def _side(row: Row) -> tuple[str, ...]:
    amount = row.amount
    low, high = (amount.low, amount.high) if amount else (None, None)
    width_ = "" if amount is None else f"{low or 0:040.4f}/{'' if high is None else f'{high:040.4f}'}"
    day = row.claim.valid.start.isoformat() if row.claim.family is Family.MILESTONE and row.claim.valid.start else ""
    return (row.claim.polarity, width_, day)


def _about(row: Row) -> str:
    claim = row.claim
    who = ", ".join(claim.party) or claim.place or ""
    what = " ".join(part for part in (claim.value, claim.resource or "", claim.item or "") if part)
    about = claim.object if claim.family is Family.MILESTONE and claim.object else ""
    return ": ".join(part for part in (who, what, about) if part)


def _dispute(ruling: Ruling, lefts: Sequence[Row], rights: Sequence[Row]) -> Dispute:
    left, right = min(lefts, key=lambda each: each.order), min(rights, key=lambda each: each.order)
    return _told(ruling.rule, ruling.verdict, left, (ids(lefts), ids(rights)), (_words(left), _words(right)))


def _early_plan(row: Row, others: tuple[str, ...], floor: date) -> Dispute:
    due = f"{row.claim.due.start or 'by'}".strip() + f" to {row.claim.due.end}"
    words = (due, f"not before {floor}")
    return _told("plan-before-announcement", Verdict.DISPUTES, row, (row.claims, others), words)


def _early_arrival(row: Row, cited: tuple[str, ...], authorised: date) -> Dispute:
    words = (f"{arrived_on(row)}", f"{authorised}")
    return _told("arrival-before-authorisation", Verdict.DISPUTES, row, (row.claims, cited), words)


def _told(
    name: str, verdict: Verdict, first: Row, sides: tuple[tuple[str, ...], tuple[str, ...]], words: tuple[str, str]
) -> Dispute:
    """The dispute under the rule of this name, about what `first` says."""
    rule, (left, right) = RULES[name], sides
    paired = name not in ("plan-before-announcement", "arrival-before-authorisation")
    return Dispute(
        id="/".join((name, min(left), min(right, default="")) if paired else (name, min(left))),
        verdict=verdict,
        rule=name,
        about=_about(first),
        left=left,
        right=right,
        explanation=rule.explanation.format(left=words[0], right=words[1]),
        settle=rule.settle,
    )


def _words(row: Row) -> str:
    if row.quantity is not None:
        return show(row.amount)
    valid = row.claim.valid
    return f"{valid.start or ''}" or "without a date"
