"""The accounts of a dossier by resource: a row for each giver, and its arithmetic in the fold below."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from musterbook.lexicons.display import display
from musterbook.lexicons.dossier import dossier_words
from musterbook.model import LADDER, Account, Amount, Plan, Resource, Stage
from musterbook.views import figures, standing
from musterbook.views.dossier_desk import (
    Cell,
    Desk,
    behind,
    big_cell,
    one_unit,
    outstanding,
    plain_amount,
    stage_cell,
    summed,
    total,
    unit_name,
)
from musterbook.views.dossier_glance import BarChart, chart
from musterbook.views.dossier_words import TextPart, inert, linked
from musterbook.views.provisional import account_detail
from musterbook.views.reasons import bases, basis_words
from musterbook.views.sources import speaker

_TABLE_STAGES = (
    Stage.REQUEST,
    Stage.OFFER,
    Stage.PLEDGE,
    Stage.COMMITTED,
    Stage.DISPATCHED,
    Stage.ARRIVED,
    Stage.ENDED,
)
"""Stages that may have a column; a column that no account of the group fills is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan with its day, who said so, and the days that were said before."""

    who: str
    what: Cell
    due: str
    said_by: str
    slips: tuple[str, ...]
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account as a row, and what stands in the fold below it."""

    giver: str
    cells: tuple[Cell, ...]
    outstanding: Cell
    present: Cell
    last_reported: str
    is_reported: bool = False
    is_old: bool = False
    is_blocked: bool = False
    is_overdue: bool = False
    disputes: tuple[str, ...] = ()
    ladder: tuple[tuple[str, Cell], ...] = ()
    arithmetic: tuple[tuple[TextPart, ...], ...] = ()
    affirmed: str = ""
    reasons: tuple[str, ...] = ()
    blocked: tuple[Cell, ...] = ()
    plans: tuple[PlanRow, ...] = ()
    not_posted: Cell = Cell(text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountGroup:
    """The accounts of one resource (money: of one currency), with the stages that have a column."""

    title: str
    unit: str
    stages: tuple[str, ...]
    rows: tuple[AccountRow, ...]
    total: AccountRow | None
    chart: BarChart | None
    has_outstanding: bool
    has_present: bool


def account_groups(desk: Desk, anchors: Callable[[str], str]) -> tuple[AccountGroup, ...]:
    """All accounts by resource; `anchors` gives the place on the page of a dispute by its id."""
    return tuple(
        _group(desk, title, accounts, anchors) for title, accounts in standing.by_resource(desk.pages.accounts)
    )


def _group(desk: Desk, title: str, accounts: Sequence[Account], anchors: Callable[[str], str]) -> AccountGroup:
    stages = tuple(s for s in _TABLE_STAGES if any(s in one.amounts or s in one.uncounted for one in accounts))
    same = len({one.unit for one in accounts}) == 1
    summed = len(accounts) > 1 and one_unit(accounts)
    return AccountGroup(
        title=title,
        unit=unit_name(accounts[0].unit) if same and not figures.is_currency(accounts[0].unit) else "",
        stages=tuple(display().stages[stage] for stage in stages),
        rows=tuple(account_row(desk, one, stages, anchors, with_unit=not same) for one in accounts),
        total=_total_row(desk, accounts, stages) if summed else None,
        chart=chart(desk, accounts, with_target=False) if summed and accounts[0].resource is Resource.MONEY else None,
        has_outstanding=any(one.outstanding for one in accounts),
        has_present=any(one.present for one in accounts),
    )


def account_row(
    desk: Desk, account: Account, stages: Sequence[Stage], anchors: Callable[[str], str], *, with_unit: bool
) -> AccountRow:
    """One account: its cells by stage, and what stands in the fold."""
    say, shown = dossier_words().say, figures.with_unit if with_unit else plain_amount
    unstated = Cell(text=display().bounds["unstated"])
    refs = desk.sources.references(claim for claims in account.claims.values() for claim in claims)
    present = desk.cell(account.present, account.unit, account.present_claims, with_unit=with_unit)
    owed = Cell(text=shown(account.outstanding, account.unit, approx=False), refs=refs)
    return AccountRow(
        giver=standing.giver(account),
        cells=tuple(stage_cell(desk, account, stage, with_unit=with_unit) for stage in stages),
        outstanding=owed if account.outstanding else unstated,
        present=present if account.present else unstated,
        last_reported=figures.day(account.last_reported) if account.last_reported else display().bounds["unstated"],
        is_reported=account.last_reported is not None,
        is_old=account.expired,
        is_blocked=bool(account.blocked),
        is_overdue=any(plan.overdue for plan in account.plans),
        disputes=tuple(anchors(one) for one in account.disputes if anchors(one)),
        ladder=tuple(
            (display().stages[stage], stage_cell(desk, account, stage, with_unit=with_unit))
            for stage in (*LADDER, Stage.ENDED)
            if stage in account.amounts or stage in account.uncounted
        ),
        arithmetic=tuple(linked(line, desk.sources.links) for line in account.arithmetic),
        affirmed=say("accounts", "affirmed", date=figures.day(account.last_affirmed)) if account.last_affirmed else "",
        reasons=tuple(_reasons(account)),
        blocked=tuple(_blocked(desk, one) for one in standing.block_claims(desk.reading, desk.pages, account)),
        plans=plan_rows(desk, account.plans),
        not_posted=not_posted(desk, account.not_posted),
    )


def _reasons(account: Account) -> Iterator[str]:
    """How far the account is provisional, then why each figure stands."""
    yield account_detail(account) or display().phrases["note_reviewed"]
    yield from (basis_words(label, basis) for label, basis in bases(account))


def _total_row(desk: Desk, accounts: Sequence[Account], stages: Sequence[Stage]) -> AccountRow:
    """The sum of the rows; every sum leads to the sentences of all its parts."""
    unit = accounts[0].unit
    dash = Cell(text=display().bounds["unstated"])

    def over(amounts: Iterable[Amount | None], claims: Iterable[Iterable[str]]) -> Cell:
        stated = [amount for amount in amounts if amount]
        ids = [claim for group in claims for claim in group]
        return desk.cell(summed(stated), unit, ids) if stated else dash

    def at(stage: Stage) -> Cell:
        amount = total(accounts, stage)
        claims = [claim for one in accounts for claim in behind(one, stage)]
        return big_cell(desk, amount, unit, claims) if amount else dash

    owed, claims = outstanding(accounts)
    return AccountRow(
        giver=dossier_words().say("accounts", "total"),
        cells=tuple(at(stage) for stage in stages),
        outstanding=desk.cell(owed, unit, claims),
        present=over((one.present for one in accounts), (one.present_claims for one in accounts)),
        last_reported="",
    )


def _blocked(desk: Desk, one: str) -> Cell:
    """What blocks an account: the words of the claim where there is one, else what the account itself says."""
    claim = desk.reading.claims.get(one)
    if claim is None:
        return Cell(text=inert(one))
    document = desk.reading.documents.get(claim.document_id)
    when = claim.valid if claim.valid.known or document is None else document.published
    words = f"{figures.period(when)}: {figures.shorten(claim.evidence, 160)}"
    return Cell(text=words, refs=desk.sources.references([one]))


def not_posted(desk: Desk, claims: Sequence[str]) -> Cell:
    """How many claims were read without being posted, with their sentences; an empty text for none."""
    if not claims:
        return Cell(text="")
    return Cell(text=dossier_words().count(len(claims), "not_posted"), refs=desk.sources.references(claims))


def plan_rows(desk: Desk, plans: Iterable[Plan]) -> tuple[PlanRow, ...]:
    """Plans in the order of their day, those without one last."""

    def order(plan: Plan) -> tuple[bool, str, str]:
        day = plan.due.end or plan.due.start
        return day is None, day.isoformat() if day else "", plan.claim_id

    return tuple(_plan(desk, plan) for plan in sorted(plans, key=order))


def _plan(desk: Desk, plan: Plan) -> PlanRow:
    words, claim = dossier_words(), desk.reading.claims.get(plan.claim_id)
    document = desk.reading.documents.get(claim.document_id) if claim else None
    amount = figures.with_unit(plan.amount, plan.unit) if plan.amount else words.say("accounts", "not_said")
    return PlanRow(
        who=figures.party(plan.party) if plan.party else dossier_words().say("accounts", "no_party"),
        what=Cell(text=amount, refs=desk.sources.references([plan.claim_id]), is_word=plan.amount is None),
        due=figures.due(plan.due) if plan.due.known else words.say("accounts", "no_due"),
        said_by=speaker(claim, document) if claim else figures.party(plan.said_by),
        slips=tuple(figures.due(slip) for slip in plan.slipped_from),
        is_overdue=plan.overdue,
    )
