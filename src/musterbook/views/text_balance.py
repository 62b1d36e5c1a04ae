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
    next_plan,
    present_figure,
    stage_figure,
    still_missing,
)
from musterbook.views.text import Column, Ledger, Row, footer, heading, mission_title


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
    parts += _assertions(pages.assertions, numbers)
    parts += _left_out(pages)
    return [*parts, *footer(reading, numbers, chosen.others), Text(""), Text(display().phrases["signs"], style="dim")]


def _cited(numbers: DocumentNumbers, claims: tuple[str, ...]) -> str:
    found = numbers.cite(claims)
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
        Column(title=title["sources"], max_width=12),
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
            numbers.cite([*claims, *account.present_claims, *account.blocked, *(p.claim_id for p in account.plans)]),
        ),
        notes=tuple(notes),
    )


def _assertions(assertions: tuple[Assertion, ...], numbers: DocumentNumbers) -> list[RenderableType]:
    if not assertions:
        return []
    lexicon = display()
    rows = tuple(
        Row(cells=(_assertion(one), numbers.cite(one.claim_ids)), notes=(figures.printable(one.explanation),))
        for one in assertions
    )
    columns = (Column(title="", flexible=True), Column(title="", max_width=12))
    return [Text(""), Text(lexicon.phrases["stated_totals"], style="bold"), Ledger(columns=columns, rows=rows)]


def _assertion(assertion: Assertion) -> str:
    lexicon = display()
    agrees = assertion.verdict is Verdict.AGREES
    residual = "" if agrees or assertion.residual is None else figures.amount(assertion.residual)
    return lexicon.say(
        "assertion_line",
        about=figures.printable(assertion.about),
        asserted=figures.amount(assertion.asserted),
        posted=figures.amount(assertion.posted),
        verdict=lexicon.phrases["verdict_agrees" if agrees else "verdict_residual"],
        residual=lexicon.say("residual", residual=residual) if residual else "",
    )


def _left_out(pages: MissionPages) -> list[RenderableType]:
    lexicon = display()
    counts = (("disputes", pages.disputes), ("not_posted", pages.not_posted), ("umbrellas", pages.umbrellas))
    told = [lexicon.count(phrase, len(rows)) for phrase, rows in counts if rows]
    return [Text(""), Text(" · ".join(told))] if told else []
