"""Headlines against their text: a figure that only the headline has, where the text below it gives another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from musterbook.accounts.rows import Row
from musterbook.accounts.sorting import HEADLINE
from musterbook.model import Family, Polarity, QuantityKind

FURTHEST = Decimal(2)
"""Figures further apart than this many times speak of different things, not of one thing differently."""

_WHOLE = frozenset({QuantityKind.UNKNOWN, QuantityKind.INCREMENT})
"""Kinds of figure that a headline repeats; totals, stocks and parts are other figures."""


def against_text(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Each headline's row with the only row of its document that gives another figure for the same thing.

    Nothing where the text gives several figures, repeats the headline's, or gives the one that the headline rounds.
    """
    heads: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    texts: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.claim.family not in (Family.COMMITMENT, Family.SITUATION) or row.quantity is None:
            continue
        if row.claim.polarity is Polarity.AFFIRMED and row.quantity.kind in _WHOLE:
            (heads if row.claim.rule.endswith(HEADLINE) else texts)[_about(row)].append(row)
    for about, said in heads.items():
        below = texts.get(about, [])
        figures = {(q.low, q.high, q.kind) for each in below if (q := each.quantity) is not None}
        if len(figures) == 1:
            yield from ((head, below[0]) for head in said if _apart(head, below[0]))


def headline_and_text(first: Row, second: Row) -> bool:
    """Whether one is a figure of the headline of the other's document, which only this rule compares."""
    if first.claim.document_id != second.claim.document_id or first.quantity is None or second.quantity is None:
        return False
    return first.claim.rule.endswith(HEADLINE) is not second.claim.rule.endswith(HEADLINE)


def _about(row: Row) -> tuple[object, ...]:
    claim = row.claim
    unit = claim.quantity.unit if claim.quantity else ""
    return (claim.document_id, claim.family, claim.value, claim.party, claim.resource, claim.item, claim.place, unit)


def _apart(head: Row, text: Row) -> bool:
    a, b = head.quantity, text.quantity
    if a is None or b is None or a.low is None or b.low is None or a.low != a.high or b.low != b.high or a.approx:
        return False
    first, second = a.low, b.low
    near = 0 < max(first, second) <= FURTHEST * min(first, second)
    return near and first != second and not _rounds(first, second)


def _rounds(headline: Decimal, text: Decimal) -> bool:
    """Whether the headline gives the text's figure in round numbers: 400 for 383, never 144 for 140."""
    step = Decimal(1)
    while headline % (step * 10) == 0 and step * 10 <= headline:
        step *= 10
    return step > 1 and abs(headline - text) <= step / 2
