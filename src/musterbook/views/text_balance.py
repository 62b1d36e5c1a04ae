"""The balance of a mission as a page of text: target, accounts by resource, stated totals, what is left out."""

from dataclasses import replace

from rich.console import RenderableType
from rich.text import Text

from musterbook.lexicons.display import display
from musterbook.model import Account, Assertion, Mandate, MissionPages, Reading, Resource, Stage, Verdict
from musterbook.views import figures
from musterbook.views.dossier_words import with_days
from musterbook.views.pages import choose, restricted_claims
from musterbook.views.provisional import account_detail, page_words, stamp
from musterbook.views.reasons import CHOICES, bases, basis_words
from musterbook.views.sources import DocumentNumbers
from musterbook.views.standing import (
    account_notes,
    arrived_in_all,
    by_resource,
    ceiling,
    column_stages,
    giver,
    main_claims,
    next_plan,
    present_figure,
    stage_figure,
    still_missing,
    time_left,
)
from musterbook.views.telling import assertion_date, assertion_title, assertion_unit, is_strength
from musterbook.views.text import Column, Flow, Ledger, Row, footer, heading, mission_title

_DATE_WIDTH = 14
_SOURCES_WIDTH = 12
_NARROW_SOURCES = 8
_MOST_SOURCES = 2
"""Documents cited in one cell; the shape and the dossier hold all."""
_MOST_TOTALS = 4
_MOST_STRENGTHS = 3
"""Stated totals shown without `explain`: the latest ones, those that do not agree first."""


def balance(reading: Reading, mission: str | None = None, *, explain: bool = False) -> list[RenderableType]:
    """The page of `musterbook balance`; `explain` adds the arithmetic beneath each account."""
    chosen = choose(reading, mission)
    pages = chosen.pages
    if pages is None:
        return heading(reading, mission_title(chosen))
    numbers = DocumentNumbers(reading)
    parts = heading(reading, mission_title(chosen), provisional=stamp(pages.accounts))
    parts.append(Text(_target(pages, numbers)))
    parts += _why_target(pages, explain=explain)
    parts += [Text(_mandate(reading, mandate, numbers)) for mandate in pages.mandates]
    counted = [account for account in pages.accounts if explain or _has_figure(account)]
    for title, accounts in by_resource(counted):
        rows = tuple(_row(reading, pages, account, numbers, explain=explain) for account in accounts)
        parts += [Text(""), Text(title, style="bold"), _ledger(accounts[0].resource, rows, explain)]
    parts += _unnumbered(reading, [one for one in pages.accounts if one not in counted], numbers)
    parts += _assertions(reading, pages.assertions, numbers, explain=explain)
    parts += _left_out(pages)
    if words := page_words(reading, pages.accounts):
        parts += [Text(""), Text(words)]
    told = frozenset(one for account in pages.accounts for one in _behind(account))
    told |= {one for assertion in pages.assertions for one in assertion.claim_ids}
    parts += footer(reading, numbers, chosen.others, shown=told, brief=not explain)
    return [*parts, Text(""), Text(display().phrases["signs"], style="dim")]


def _ledger(resource: Resource, rows: tuple[Row, ...], explain: bool) -> Ledger:
    """The rows of one resource; without `explain` in short, without columns in which nobody states anything."""
    columns, unstated = _columns(resource), display().bounds["unstated"]
    kept = [
        place
        for place, column in enumerate(columns)
        if explain or column.title not in _droppable() or any(row.cells[place] != unstated for row in rows)
    ]
    return Ledger(
        columns=tuple(columns[place] for place in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows),
        flowing=not explain,
    )


def _droppable() -> tuple[str, ...]:
    return display().columns["due"], display().columns["last_reported"]


def _has_figure(account: Account) -> bool:
    """Whether the row has anything for its columns or beneath them: a figure, a plan, a block, a dispute."""
    if account.plans or account.blocked or account.disputes:
        return True
    return account.present is not None or any(amount.high != 0 for amount in account.amounts.values())


def _unnumbered(reading: Reading, accounts: list[Account], numbers: DocumentNumbers) -> list[RenderableType]:
    """What was stated without any figure, one short text an account."""
    lexicon = display()
    hidden = restricted_claims(reading)
    entries = []
    for title, group in by_resource(accounts):
        for account in group:
            stages = ", ".join(lexicon.stages[stage] for stage in Stage if account.claims.get(stage))
            what = figures.printable(account.item) if account.item else f"{title[:1].lower()}{title[1:]}"
            told = f"{figures.party(account.party)}, {what}: {stages}"
            mark = "" if hidden.isdisjoint(_behind(account)) else f", {lexicon.phrases['note_restricted']}"
            entries.append(f"{told}{mark}{_cited(numbers, main_claims(account))}")
    if not entries:
        return []
    return [Text(""), Text(lexicon.phrases["unnumbered_title"], style="bold"), Flow(entries=tuple(entries))]


def _behind(account: Account) -> tuple[str, ...]:
    """Every claim on which the account rests."""
    return (*(one for stage in Stage for one in account.claims.get(stage, ())), *account.present_claims)


def _cited(numbers: DocumentNumbers, claims: tuple[str, ...]) -> str:
    found = numbers.cite(claims, most=_MOST_SOURCES)
    return f" [{found}]" if found else ""


def _target(pages: MissionPages, numbers: DocumentNumbers) -> str:
    lexicon, target = display(), pages.target
    arrived = figures.amount(arrived_in_all(pages), unit=target.unit)
    if target.amount is None:
        return lexicon.say("target_none", arrived=arrived)
    stated = figures.amount_words(ceiling(target.amount), unit=target.unit) + _cited(numbers, target.claims)
    missing = figures.amount(still_missing(pages), unit=target.unit)
    return lexicon.say("target_line", target=stated, arrived=arrived, missing=missing)


def _why_target(pages: MissionPages, *, explain: bool) -> list[RenderableType]:
    """Why the target stands: where it stands over another one, and always with `explain`."""
    amount, basis = pages.target.amount, pages.target.basis
    if amount is None or basis is None or not (explain or basis.policy in CHOICES):
        return []
    target = figures.amount(ceiling(amount), unit=pages.target.unit)
    return [Text(display().say("target_basis", target=target, reason=basis.reason, policy=basis.policy), style="dim")]


def _mandate(reading: Reading, mandate: Mandate, numbers: DocumentNumbers) -> str:
    what = [figures.party(mandate.body) if mandate.body else "", figures.printable(mandate.instrument or "")]
    if mandate.period.known:
        what.append(figures.period(mandate.period))
    if left := time_left(mandate, reading.as_of):
        what.append(left)
    if mandate.ceiling:
        what.append(figures.amount_words(ceiling(mandate.ceiling), unit="person"))
    line = display().say("mandate_line", what=", ".join(part for part in what if part))
    return line + _cited(numbers, mandate.claims)


def _columns(resource: Resource) -> tuple[Column, ...]:
    lexicon = display()
    title = lexicon.columns
    figures_ = [lexicon.stages[stage] for stage in column_stages(resource)]
    if resource is Resource.PERSONNEL:
        figures_.append(title["present"])
    return (
        Column(title=title["party"], flexible=True),
        *(Column(title=name, right=True) for name in (*figures_, title["outstanding"])),
        Column(title=title["due"], max_width=_DATE_WIDTH),
        Column(title=title["last_reported"], optional=True),
        Column(title=title["sources"], max_width=_SOURCES_WIDTH, flexible=True, min_width=_NARROW_SOURCES),
    )


def _row(
    reading: Reading, pages: MissionPages, account: Account, numbers: DocumentNumbers, *, explain: bool = False
) -> Row:
    unstated = display().bounds["unstated"]
    plan = next_plan(account)
    hidden = not restricted_claims(reading).isdisjoint(_behind(account))
    notes = [*([display().phrases["note_restricted"]] if hidden else []), *account_notes(reading, pages, account)]
    if explain and not hidden:
        notes += [detail] if (detail := account_detail(account)) else []
        notes += [basis_words(label, basis) for label, basis in bases(account)]
        lines = (numbers.in_words(figures.printable(one)) for one in account.arithmetic)
        notes += [display().say("note_arithmetic", words=with_days(line)) for line in lines]
    return Row(
        cells=(
            giver(account),
            *(stage_figure(reading, account, stage) for stage in column_stages(account.resource)),
            *((present_figure(reading, account),) if account.resource is Resource.PERSONNEL else ()),
            figures.amount(account.outstanding, unit=account.unit),
            figures.due(plan.due) if plan else unstated,
            figures.day(account.last_reported) if account.last_reported and not account.expired else unstated,
            numbers.cite(main_claims(account), most=_MOST_SOURCES),
        ),
        notes=tuple(notes),
    )


def _assertions(
    reading: Reading, assertions: tuple[Assertion, ...], numbers: DocumentNumbers, *, explain: bool
) -> list[RenderableType]:
    """Each stated total beside what was posted by its day; the explanation with `explain`."""
    if not assertions:
        return []
    lexicon = display()
    title = lexicon.columns
    columns = (
        Column(title=title["total"], flexible=True),
        Column(title=title["date"], max_width=_DATE_WIDTH),
        *(Column(title=title[name], right=True) for name in ("stated", "posted", "residual")),
        Column(title=title["sources"], max_width=_SOURCES_WIDTH),
    )
    chosen = assertions if explain else _latest(reading, assertions)
    rows = tuple(_assertion(reading, one, numbers, explain=explain) for one in chosen)
    parts: list[RenderableType] = [
        Text(""),
        Text(lexicon.phrases["stated_totals"], style="bold"),
        Ledger(columns=columns, rows=rows),
    ]
    if len(rows) < len(assertions):
        more = [one for one in assertions if one not in chosen]
        agree = sum(1 for one in more if one.verdict is Verdict.AGREES)
        parts.append(Text(lexicon.say("more_totals", count=len(more), agree=agree), style="dim"))
    return parts


def _latest(reading: Reading, assertions: tuple[Assertion, ...]) -> tuple[Assertion, ...]:
    """The few totals that say most: the latest strengths, and the latest others, those that do not agree first."""

    def last(one: Assertion) -> str:
        period = assertion_date(reading, one)
        return str(period.start or period.end or "")

    latest = sorted(assertions, key=last, reverse=True)
    strengths = [one for one in latest if is_strength(reading, one)][:_MOST_STRENGTHS]
    others = [one for one in latest if not is_strength(reading, one)]
    others.sort(key=lambda one: one.verdict is Verdict.AGREES)
    kept = [*others[:_MOST_TOTALS], *strengths]
    return tuple(one for one in assertions if one in kept)


def _assertion(reading: Reading, assertion: Assertion, numbers: DocumentNumbers, *, explain: bool) -> Row:
    lexicon, unit = display(), assertion_unit(reading, assertion)
    agrees = assertion.verdict is Verdict.AGREES
    residual = lexicon.phrases["verdict_agrees"] if agrees else figures.amount(assertion.residual, unit=unit)
    title = assertion_title(reading, assertion)
    hidden = not restricted_claims(reading).isdisjoint(assertion.claim_ids)
    return Row(
        cells=(
            f"{title}, {unit}" if figures.is_currency(unit) else title,
            figures.period(assertion_date(reading, assertion)),
            figures.amount(assertion.asserted, unit=unit),
            figures.amount(assertion.posted, unit=unit),
            residual,
            numbers.cite(assertion.claim_ids, most=_MOST_SOURCES),
        ),
        notes=(
            *((lexicon.phrases["note_restricted"],) if hidden else ()),
            *((figures.printable(assertion.explanation),) if explain and not hidden else ()),
        ),
    )


def _left_out(pages: MissionPages) -> list[RenderableType]:
    lexicon = display()
    counts = (("disputes", pages.disputes), ("not_posted", pages.not_posted), ("umbrellas", pages.umbrellas))
    told = [lexicon.count(phrase, len(rows)) for phrase, rows in counts if rows]
    return [Text(""), Text(" · ".join(told))] if told else []
