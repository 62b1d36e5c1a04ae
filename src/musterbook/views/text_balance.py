"""The balance of a mission as a page of text: target, accounts by resource, stated totals, what is left out."""

from rich.console import RenderableType
from rich.text import Text

from musterbook.lexicons.display import display
from musterbook.model import Account, Assertion, Mandate, MissionPages, Reading, Resource, Stage, Verdict
from musterbook.views import figures
from musterbook.views.pages import choose, restricted_claims
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
)
from musterbook.views.telling import assertion_date, assertion_title, assertion_unit
from musterbook.views.text import Column, Ledger, Row, footer, heading, mission_title

_DATE_WIDTH = 14
_SOURCES_WIDTH = 14
_MOST_SOURCES = 4
"""Documents cited in one cell; the shape and the dossier hold all."""


def balance(reading: Reading, mission: str | None = None, *, explain: bool = False) -> list[RenderableType]:
    """The page of `musterbook balance`; `explain` adds the arithmetic beneath each account."""
    chosen = choose(reading, mission)
    pages = chosen.pages
    if pages is None:
        return heading(reading, mission_title(chosen))
    numbers = DocumentNumbers(reading)
    provisional = not pages.accounts or any(account.provisional for account in pages.accounts)
    parts = heading(reading, mission_title(chosen), provisional=provisional)
    parts.append(Text(_target(pages, numbers)))
    parts += [Text(_mandate(mandate, numbers)) for mandate in pages.mandates]
    for title, accounts in by_resource(pages.accounts):
        rows = tuple(_row(reading, pages, account, numbers, explain=explain) for account in accounts)
        parts += [Text(""), Text(title, style="bold"), Ledger(columns=_columns(accounts[0].resource), rows=rows)]
    parts += _assertions(reading, pages.assertions, numbers, explain=explain)
    parts += _left_out(pages)
    return [*parts, *footer(reading, numbers, chosen.others), Text(""), Text(display().phrases["signs"], style="dim")]


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


def _mandate(mandate: Mandate, numbers: DocumentNumbers) -> str:
    what = [figures.party(mandate.body) if mandate.body else "", figures.printable(mandate.instrument or "")]
    if mandate.period.known:
        what.append(figures.period(mandate.period))
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
        Column(title=title["due"]),
        Column(title=title["last_reported"], optional=True),
        Column(title=title["sources"], max_width=_SOURCES_WIDTH),
    )


def _row(
    reading: Reading, pages: MissionPages, account: Account, numbers: DocumentNumbers, *, explain: bool = False
) -> Row:
    unstated = display().bounds["unstated"]
    plan = next_plan(account)
    claims = [one for stage in Stage for one in account.claims.get(stage, ())]
    notes = list(account_notes(reading, pages, account))
    if explain and restricted_claims(reading).isdisjoint(claims):
        notes += [display().say("note_arithmetic", words=figures.printable(one)) for one in account.arithmetic]
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
    rows = tuple(_assertion(reading, one, numbers, explain=explain) for one in assertions)
    return [Text(""), Text(lexicon.phrases["stated_totals"], style="bold"), Ledger(columns=columns, rows=rows)]


def _assertion(reading: Reading, assertion: Assertion, numbers: DocumentNumbers, *, explain: bool) -> Row:
    lexicon, unit = display(), assertion_unit(reading, assertion)
    agrees = assertion.verdict is Verdict.AGREES
    residual = lexicon.phrases["verdict_agrees"] if agrees else figures.amount(assertion.residual, unit=unit)
    title = assertion_title(reading, assertion)
    return Row(
        cells=(
            f"{title}, {unit}" if figures.is_currency(unit) else title,
            figures.period(assertion_date(reading, assertion)),
            figures.amount(assertion.asserted, unit=unit),
            figures.amount(assertion.posted, unit=unit),
            residual,
            numbers.cite(assertion.claim_ids, most=_MOST_SOURCES),
        ),
        notes=(figures.printable(assertion.explanation),) if explain else (),
    )


def _left_out(pages: MissionPages) -> list[RenderableType]:
    lexicon = display()
    counts = (("disputes", pages.disputes), ("not_posted", pages.not_posted), ("umbrellas", pages.umbrellas))
    told = [lexicon.count(phrase, len(rows)) for phrase, rows in counts if rows]
    return [Text(""), Text(" · ".join(told))] if told else []
