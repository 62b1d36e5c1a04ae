"""Parts of a promise that have moved: "600, of whom 217 left on Saturday"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from musterbook.accounts.amounts import below
from musterbook.accounts.rows import Row
from musterbook.model import QuantityKind, Stage

NEAR_CHARACTERS = 300
"""A part is told next to its whole."""


def moved_parts(rows: Sequence[Row], promised: Mapping[Stage, Sequence[Row]]) -> list[Row]:
    """The rows of a deed in which a part of a promise, told beside it, is a movement of its own.

    A part of what itself moved ("400 arrived, 20 of them medics") stays a part, and so does one whose whole the
    document does not give: it may be part of anything.
    """
    wholes = [row for rows_ in promised.values() for row in rows_]
    return [
        _as_movement(row)
        if _is_part(row) and _beside(row, wholes) and not _beside(row, (each for each in rows if each is not row))
        else row
        for row in rows
    ]


def _is_part(row: Row) -> bool:
    return row.quantity is not None and row.quantity.kind is QuantityKind.SUBSET


def _beside(part: Row, others: Iterable[Row]) -> bool:
    """Whether a larger figure stands next to a part in its document."""
    return any(
        other.claim.document_id == part.claim.document_id
        and abs(other.claim.span.start - part.claim.span.start) <= NEAR_CHARACTERS
        and part.amount is not None
        and other.amount is not None
        and below(part.amount, other.amount)
        for other in others
    )


def _as_movement(row: Row) -> Row:
    assert row.claim.quantity is not None
    quantity = replace(row.claim.quantity, kind=QuantityKind.UNKNOWN)
    return replace(row, claim=replace(row.claim, id=row.claim.id, quantity=quantity))
