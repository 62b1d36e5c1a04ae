"""Accounts: what one giver has promised and done of one resource, with the words by which a reader recomputes it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from musterbook.accounts.amounts import NOTHING, show
from musterbook.accounts.basis import account_bases
from musterbook.accounts.blocks import Block, holds_up
from musterbook.accounts.clocks import Clock
from musterbook.accounts.conditions import conditions
from musterbook.accounts.ledger import CHAIN, Ledger, claims_by_stage
from musterbook.accounts.plans import account_plans
from musterbook.accounts.policy import Value
from musterbook.accounts.postings import Deeds
from musterbook.accounts.rows import DEEDS, Row, ids, order, where_said
from musterbook.accounts.sorting import may_post
from musterbook.accounts.strength import Strength, strength
from musterbook.accounts.undertakings import Announced
from musterbook.lexicons.proved import proved_grades, proved_rules
from musterbook.model import LADDER, Account, Amount, Stage
from musterbook.settings import Settings


def make_account(
    ledger: Ledger, clock: Clock, *, blocks: Sequence[Block], milestones: Iterable[Row], settings: Settings
) -> Account:
    """The account as the pages show it; `milestones` are those that have happened for certain."""
    present = strength(ledger, clock, expires_after_days=settings.stock_expires_after_days)
    amounts, bases = ledger.amounts, account_bases(ledger)
    rows = ledger.all_rows
    posted = [row for staged in ledger.rows.values() for row in staged]
    unreviewed = [row for row in posted if not row.accepted]
    bar = (settings.proof_min_cases, settings.proof_min_precision)
    proved = proved_rules(*bar) | proved_grades(*bar)
    held = [block.row for block in blocks if holds_up(block, ledger)]
    promises = [row for stage in CHAIN if stage not in DEEDS for row in ledger.rows.get(stage, [])]
    return Account(
        id=account_id(ledger),
        mission=ledger.mission,
        party=ledger.key.party,
        resource=ledger.key.resource,
        item=ledger.key.item or None,
        unit=ledger.key.unit,
        amounts=amounts,
        outstanding=ledger.outstanding,
        present=present.amount,
        uncounted=ledger.uncounted,
        last_reported=present.last_reported or _latest([row for row in rows if row.certain], clock.as_of),
        expired=present.expired,
        blocked=ids(held),
        blocked_words=tuple(row.claim.evidence for row in sorted(held, key=order)),
        plans=account_plans(ledger, clock),
        last_affirmed=_latest(promises),
        provisional=not all(row.accepted for row in rows),
        not_posted=ids(ledger.not_posted),
        arithmetic=arithmetic(ledger, present),
        claims=claims_by_stage(ledger),
        present_claims=present.claims,
        present_stated=present.stated,
        bases=bases,
        conditions=conditions(ledger, milestones, blocks),
        not_renewed=_not_renewed(ledger, clock, settings.pledge_renewed_within_days),
        posted=len(posted),
        unreviewed=len(unreviewed),
        unproved=sum(1 for row in unreviewed if not may_post(row, proved)),
        present_basis=present.basis or (bases.get(Stage.ARRIVED) if present.amount else None),
    )


def _not_renewed(ledger: Ledger, clock: Clock, days: int) -> bool:
    """Whether something is outstanding and for so many days nobody has affirmed it or brought any of it."""
    owed = ledger.outstanding
    if owed is None or owed.high == 0:
        return False
    signs = [row.when for stage in CHAIN for row in ledger.rows.get(stage, []) if row.when and row.certain]
    return bool(signs) and (clock.as_of - max(signs)).days > days


def _latest(rows: Iterable[Row], limit: date = date.max) -> date | None:
    """The latest day of some rows, no later than the limit; None where none is dated."""
    last = max([row.when for row in rows if row.when], default=None)
    return None if last is None else min(last, limit)


def account_id(ledger: Ledger) -> str:
    """The id of an account: its key, readable."""
    key = ledger.key
    return "/".join(part for part in (ledger.mission, key.party, key.resource, key.item, key.unit) if part)


def arithmetic(ledger: Ledger, present: Strength) -> tuple[str, ...]:
    """Lines by which a reader recomputes each number of the account."""
    lines = []
    own, amounts = ledger.own, ledger.amounts
    for line in ledger.lines:
        suffix = f" [{line.force}]" if len(ledger.lines) > 1 else ""
        for stage in (*LADDER, Stage.ENDED):
            state = line.announced.get(stage) or line.deeds.get(stage)
            if state is not None and state.amount is not None:
                lines.append(f"{stage}{suffix} {show(state.amount)} = {_terms(state)}")
        if line.cancelled:
            lines.append(f"pledge{suffix} 0: withdrawn, {where_said(line.withdrawals)}")
    lines += _carried(own, amounts)
    if ledger.outstanding is not None:
        arrived = show(amounts.get(Stage.ARRIVED, NOTHING))
        lines.append(
            f"outstanding {show(ledger.outstanding)} = pledge {show(amounts[Stage.PLEDGE])} - arrived {arrived}"
        )
    if present.amount is not None:
        lines.append(f"present {show(present.amount)} = {present.how}")
    lines += [
        f"{stage} without a number: {where_said(ledger.rows[stage])}"
        for stage in ledger.uncounted
        if stage in ledger.rows
    ]
    return tuple(lines)


def _carried(own: Mapping[Stage, Amount], amounts: Mapping[Stage, Amount]) -> list[str]:
    """Which stages take their amount from a stage above them."""
    taken: dict[tuple[str, str], list[str]] = {}
    for stage, amount in amounts.items():
        if amount != own.get(stage) and amount != NOTHING:
            above = next((each for each in reversed(CHAIN) if own.get(each) == amount), None)
            taken.setdefault((show(amount), f"as much is {above}" if above else "over all stages"), []).append(stage)
    return [f"{', '.join(stages)} {amount}: {reason}" for (amount, reason), stages in taken.items()]


def _terms(state: Announced | Deeds) -> str:
    if isinstance(state, Deeds):
        return _deed_terms(state)
    terms = [_term(value) for value in ([state.base.value] if state.base else []) + state.top_ups]
    words = " + ".join(terms)
    if state.besides:
        words += "; part of it or besides it: " + ", ".join(_term(value) for value in state.besides)
    if state.base and state.base.replaced:
        words += "; before: " + ", ".join(_term(value) for value in state.base.replaced)
    if state.base and state.base.revised_down:
        words += "; revised down"
    rivals = [each for each in state.base.rivals if each not in state.besides] if state.base else []
    if rivals:
        words += "; said otherwise: " + ", ".join(_term(value) for value in rivals)
    if state.totals:
        words = "; ".join(part for part in (words, "stated total " + _term(state.totals.value)) if part)
    return words


def _deed_terms(state: Deeds) -> str:
    words = [" + ".join(_term(value) for value in sorted(state.movements, key=_time))] if state.movements else []
    if state.doubtful:
        words.append("may repeat these " + ", ".join(_term(value) for value in state.doubtful))
    if state.undecided:
        words.append("undated sums of several documents may repeat each other")
    words += ["stated total " + _term(value) for value in ([state.totals.value] if state.totals else [])]
    words += ["stated for its window " + _term(value) for value in state.window_totals]
    words += ["stated stock " + _term(value) for value in state.stocks]
    return "; ".join(words)


def _time(value: Value) -> tuple[object, ...]:
    return order(min(value.rows, key=order))


def _term(value: Value) -> str:
    return f"{show(value.amount)} ({where_said(value.rows)})"
