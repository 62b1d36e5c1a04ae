"""Figures that several named givers share: asserted of all together, posted for none.

"Norway, Sweden and Denmark gave $5 million" is read as a claim of each with the figure that the text shows (METHOD
section 1). Nobody knows the parts: the sum is checked against the accounts of the three like that of a collective word
(METHOD section 5, aggregates), and each of them gave without a number. Words that give each the whole figure ("300
officers each") are told apart by the reader's rule.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from musterbook.accounts.rows import Row, order
from musterbook.model import Family

EACH = "each"
"""The part of a rule's name by which a figure is each giver's own."""


def shared_figures(rows: Iterable[Row]) -> list[Row]:
    """The rows, those that share one figure of one text as one joint row and an unnumbered row for each giver."""
    result: list[Row] = []
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        key = _figure_of(row)
        if key is None:
            result.append(row)
        else:
            groups[key].append(row)
    for told in groups.values():
        result.extend(told if len({row.claim.party for row in told}) < 2 else _together(told))
    return sorted(result, key=order)


def _figure_of(row: Row) -> tuple[object, ...] | None:
    """The place of the figure in its text and what is said of it; None for a row that nobody can share."""
    claim, quantity = row.claim, row.claim.quantity
    if claim.family is not Family.COMMITMENT or row.quantity is None or quantity is None or not quantity.text:
        return None
    if len(claim.party) != 1 or claim.group is not None or EACH in claim.rule.split("."):
        return None
    place = (claim.document_id, quantity.start, quantity.end, claim.span.start, claim.span.end)
    return (*place, claim.stage, claim.resource, claim.polarity, claim.recipient)


def _together(told: list[Row]) -> Iterable[Row]:
    first, *others = sorted(told, key=lambda row: row.claim.party)
    everybody = tuple(party for row in (first, *others) for party in row.claim.party)
    ids = tuple(sorted({one for row in told for one in row.claims}))
    accepted = all(row.accepted for row in told)
    yield replace(first, claim=replace(first.claim, party=everybody), claims=ids, accepted=accepted)
    for row in told:
        yield replace(row, claim=replace(row.claim, quantity=None))
