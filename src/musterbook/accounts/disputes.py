"""Disputes: sentences that cannot all be right, the rule that says so, and what would settle it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate

from musterbook.accounts.amounts import show
from musterbook.accounts.clocks import Dated
from musterbook.accounts.dispute_rules import RULES, named
from musterbook.accounts.headlines import against_text, headline_and_text
from musterbook.accounts.impossible import arrived_on, concerned, early_arrivals, early_plans
from musterbook.accounts.pairs import disputed
from musterbook.accounts.rows import Row, ids
from musterbook.accounts.taken_back import Settled, taken_back
from musterbook.accounts.verdicts import Ruling
from musterbook.model import Dispute, Family, Verdict


class Side:
    """Rows that say the same on one side of a dispute, in the order of the days from which an opponent counts too."""

    def __init__(self, rows: Mapping[str, tuple[date, Row]]) -> None:
        ordered = sorted(rows.values(), key=lambda each: (each[0], each[1].order))
        self._days = [day for day, _ in ordered]
        self._rows = [row for _, row in ordered]
        self._least = list(accumulate((min(row.claims) for row in self._rows), min))

    def by(self, day: date) -> list[Row]:
        """The rows that count by a day."""
        return self._rows[: bisect_right(self._days, day)]

    def least(self, day: date) -> str | None:
        """The least claim id among the rows that count by a day; None where there are none."""
        count = bisect_right(self._days, day)
        return self._least[count - 1] if count else None

    def since(self) -> Iterable[tuple[date, Row]]:
        """Each row with the day from which it counts."""
        return zip(self._days, self._rows, strict=True)


class Disputes:
    """The disputes of a mission as of any day, each named once with all its sentences on both sides.

    Which rows dispute does not depend on the day of a reading, only whether both count by then.
    """

    def __init__(self, rows: Iterable[Dated], *, settled: Settled | None = None) -> None:
        told = [each for each in rows if each.row.claim.family is not Family.QUOTE]
        told.sort(key=lambda each: each.row.order)
        since = {each.row.claim.id: each.surely for each in told}
        found: dict[_Between, tuple[_Since, _Since]] = defaultdict(lambda: ({}, {}))
        for ruling, first, second in disputed(each.row for each in told):
            if headline_and_text(first, second):
                continue
            left, right = _ordered(first, second)
            lefts, rights = found[(ruling, _about(left), _side(left), _side(right))]
            day = max(since[left.claim.id], since[right.claim.id])
            _count(lefts, left, day)
            _count(rights, right, day)
        self._sides = [(ruling, Side(lefts), Side(rights)) for (ruling, *_), (lefts, rights) in found.items()]
        documents = concerned([each.row for each in told])
        self._headlines = [
            (max(since[head.claim.id], since[text.claim.id]), head, text)
            for head, text in against_text(each.row for each in told)
        ]
        self._dated = [each for each in told if each.row.claim.document_id in documents or each.row.claim.due.end]
        self._taken_back = sorted(taken_back(settled), key=lambda each: each[1].id) if settled else []
        self._earliest: dict[int, dict[Hashable, date]] | None = None

    def by(self, day: date) -> tuple[Dispute, ...]:
        """The disputes between rows that count for certain by a day."""
        found = [
            _dispute(ruling, lefts, right.by(day)) for ruling, left, right in self._sides if (lefts := left.by(day))
        ]
        return tuple(sorted([*found, *self._single(day)], key=lambda each: each.id))

    def touching(self, day: date, owners: Mapping[str, Hashable]) -> dict[Hashable, tuple[str, ...]]:
        """The ids of the disputes by a day in which a claim of somebody stands, by whose it is (`owners`, by claim)."""
        if self._earliest is None:
            self._earliest = self._by_owner(owners)
        ids_: dict[Hashable, list[str]] = defaultdict(list)
        for number, since in self._earliest.items():
            ruling, left, right = self._sides[number]
            for owner, first in since.items():
                if first <= day:
                    ids_[owner].append(f"{ruling.rule}/{left.least(day)}/{right.least(day)}")
        for dispute in self._single(day):
            for owner in {owners[one] for one in (*dispute.left, *dispute.right) if one in owners}:
                ids_[owner].append(dispute.id)
        return {owner: tuple(sorted(found)) for owner, found in ids_.items()}

    def _by_owner(self, owners: Mapping[str, Hashable]) -> dict[int, dict[Hashable, date]]:
        """For each dispute the first day on which a claim of somebody stands in it."""
        earliest: dict[int, dict[Hashable, date]] = defaultdict(dict)
        for number, (_, left, right) in enumerate(self._sides):
            for day, row in (*left.since(), *right.since()):
                owner = owners.get(row.claim.id)
                if owner is not None and day < earliest[number].get(owner, date.max):
                    earliest[number][owner] = day
        return earliest

    def _single(self, day: date) -> list[Dispute]:
        """Disputes inside one document, and orders of dates that cannot be."""
        rows = [each.row for each in self._dated if each.surely <= day]
        return [
            *(_headline(head, text) for since, head, text in self._headlines if since <= day),
            *(_early_plan(*each) for each in early_plans(rows)),
            *(_early_arrival(*each) for each in early_arrivals(rows)),
            *(dispute for since, dispute in self._taken_back if since <= day),
        ]


_Between = tuple[Ruling, str, tuple[str, ...], tuple[str, ...]]
"""What makes it one dispute: the ruling, what it is about, and what the two sides say."""
_Since = dict[str, tuple[date, Row]]
"""Rows by the id of their claim, each with the day from which it and an opponent count."""


def _count(side: _Since, row: Row, day: date) -> None:
    before = side.get(row.claim.id)
    if before is None or day < before[0]:
        side[row.claim.id] = (day, row)


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
    return named(row.claim)


def _dispute(ruling: Ruling, lefts: Sequence[Row], rights: Sequence[Row]) -> Dispute:
    left, right = min(lefts, key=lambda each: each.order), min(rights, key=lambda each: each.order)
    return _told(ruling.rule, ruling.verdict, left, (ids(lefts), ids(rights)), (_words(left), _words(right)))


def _headline(head: Row, text: Row) -> Dispute:
    sides, words = (head.claims, text.claims), (_words(head), _words(text))
    return _told("headline-against-text", Verdict.DISPUTES, head, sides, words)


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
