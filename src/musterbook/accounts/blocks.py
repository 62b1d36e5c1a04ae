"""Blocks: a court, a parliament or a government holds up what a giver has undertaken (METHOD section 2)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from musterbook.accounts.ledger import Ledger
from musterbook.accounts.rows import Row, order
from musterbook.lexicons.commitments import resources
from musterbook.lexicons.currencies import currencies
from musterbook.model import Event, Family, Polarity, Resource, Stage

_WORD = re.compile(r"[^\W\d_]+")
_AMOUNT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A milestone that holds an undertaking up: whose, and of what; the row has its claims, its day and its words."""

    row: Row
    parties: frozenset[str]
    resource: Resource


def standing_blocks(rows: Iterable[Row]) -> tuple[Block, ...]:
    """Blocks in force: told to have happened by the reading's day, and not lifted since for one of the same parties."""
    milestones = [
        row for row in rows if row.claim.family is Family.MILESTONE and row.claim.polarity is Polarity.AFFIRMED
    ]
    lifts = [row for row in milestones if row.claim.event is Event.UNBLOCKED]
    blocks = []
    for row in sorted((row for row in milestones if row.claim.event is Event.BLOCKED), key=order):
        parties = _parties(row)
        if parties and not any(_parties(lift) & parties and _not_before(lift, row) for lift in lifts):
            blocks.append(Block(row=row, parties=parties, resource=_resource(row)))
    return tuple(blocks)


def holds_up(block: Block, ledger: Ledger) -> bool:
    """Whether a block concerns an account: its giver's, of what is blocked, and nothing has left or arrived since."""
    concerned = ledger.key.party in block.parties and ledger.key.resource is block.resource
    return concerned and not _went_on(ledger, block)


def _parties(row: Row) -> frozenset[str]:
    """Whose contribution it is about; where it happened says so only if nobody is named."""
    claim = row.claim
    return frozenset(claim.party or ((claim.place,) if claim.place else ()))


def _resource(row: Row) -> Resource:
    """What is blocked, as the object says: money, or things; people where it names neither."""
    claim = row.claim
    if claim.resource is not None:
        return claim.resource
    if claim.quantity is not None and claim.quantity.unit in _codes():
        return Resource.MONEY
    told = claim.object or ""
    if _AMOUNT.search(told) and any(symbol in told for symbol in _symbols()):
        return Resource.MONEY
    table = resources()
    found = {kind.resource for word in _WORD.findall(told.casefold()) if (kind := table.get(word))}
    if Resource.PERSONNEL in found:
        return Resource.PERSONNEL
    return next((each for each in _THINGS if each in found), Resource.PERSONNEL)


_THINGS = (Resource.MONEY, Resource.EQUIPMENT, Resource.GOODS)


@cache
def _symbols() -> tuple[str, ...]:
    table = currencies()
    return (*table.symbols, *table.shared_symbols)


@cache
def _codes() -> frozenset[str]:
    table = currencies()
    return frozenset({*table.symbols.values(), *table.names.values()})


def _went_on(ledger: Ledger, block: Block) -> bool:
    """Whether something left or arrived after the block: then it no longer holds."""
    deeds = [row for stage in (Stage.DISPATCHED, Stage.ARRIVED) for row in ledger.rows.get(stage, []) if row.certain]
    since = block.row.when
    return any(
        since is not None and row.claim.valid.start is not None and row.claim.valid.start > since for row in deeds
    )


def _not_before(lift: Row, block: Row) -> bool:
    return lift.when is None or block.when is None or lift.when >= block.when
