"""How an account stands, in the short words that tables and reports share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from itertools import groupby, zip_longest

from musterbook.lexicons.display import display
from musterbook.model import (
    LADDER,
    RESTRICTED,
    Account,
    Amount,
    Claim,
    Mandate,
    MissionPages,
    Plan,
    Reading,
    Resource,
    Stage,
    Undertaking,
)
from musterbook.views import figures
from musterbook.views.provisional import account_words
from musterbook.views.reasons import choice_words, support_words
from musterbook.views.sources import speaker

_ZERO = Amount(low=Decimal(0), high=Decimal(0))
_EVIDENCE_LENGTH = 110


def by_resource(accounts: Iterable[Account]) -> Iterator[tuple[str, list[Account]]]:
    """Accounts grouped under a title ("Personnel", "Money, USD"), the largest first in each group."""
    order = {resource: place for place, resource in enumerate(Resource)}

    def group(account: Account) -> tuple[int, str]:
        return order[account.resource], account.unit if figures.is_currency(account.unit) else ""

    def rank(account: Account) -> tuple[tuple[int, str], Decimal, str, str, str]:
        return group(account), -_size(account), figures.party(account.party), account.item or "", account.id

    for (_, unit), members in groupby(sorted(accounts, key=rank), key=group):
        listed = list(members)
        title = display().resources[listed[0].resource]
        yield display().say("currency_title", resource=title, unit=unit) if unit else title, listed


def _size(account: Account) -> Decimal:
    amounts = (account.amounts.get(Stage.PLEDGE), account.amounts.get(Stage.ARRIVED), account.present)
    bounds = (bound for one in amounts if one for bound in (one.low, one.high) if bound is not None)
    return max(bounds, default=Decimal(0))


def arrived_in_all(pages: MissionPages) -> Amount:
    """Everybody who arrived, over the accounts of persons; an arrival without a number leaves the top open."""
    people = [one for one in pages.accounts if one.resource is Resource.PERSONNEL and one.unit == pages.target.unit]
    counted = (one.amounts[Stage.ARRIVED] for one in people if Stage.ARRIVED in one.amounts)
    total = reduce(Amount.plus, counted, _ZERO)
    return Amount(low=total.low, high=None) if any(Stage.ARRIVED in one.uncounted for one in people) else total


def arrival_claims(pages: MissionPages) -> tuple[str, ...]:
    """The claims behind everybody who arrived."""
    people = (one for one in pages.accounts if one.resource is Resource.PERSONNEL and one.unit == pages.target.unit)
    return tuple(claim for account in people for claim in account.claims.get(Stage.ARRIVED, ()))


def days_left(mandate: Mandate, today: date) -> int | None:
    """Days from `today` to the last day of the mandate; negative once it has ended, None without an end."""
    return None if mandate.period.end is None else (mandate.period.end - timedelta(days=1) - today).days


def time_left(mandate: Mandate, today: date) -> str:
    """How many days a mandate has left, or that it has ended; empty without an end."""
    left = days_left(mandate, today)
    if left is None:
        return ""
    return display().count("days_left", left) if left >= 0 else display().phrases["mandate_ended"]


def ceiling(value: Amount) -> Amount:
    """A ceiling without the zero that stands for "no lower bound", so that it reads "up to 2,500"."""
    return Amount(low=None, high=value.high) if value.low == 0 and value.high else value


def still_missing(pages: MissionPages) -> Amount | None:
    """The target without what arrived, for a ceiling again a ceiling; None where nobody states a target."""
    return ceiling(pages.target.amount.minus(arrived_in_all(pages))) if pages.target.amount else None


def main_claims(account: Account) -> tuple[str, ...]:
    """The claims of an account, the first of each stage before the second of any, so that few of them show much."""
    rows = [account.claims.get(stage, ()) for stage in reversed((*LADDER, Stage.ENDED))]
    rows += [account.present_claims, account.blocked, tuple(plan.claim_id for plan in account.plans)]
    return tuple(dict.fromkeys(claim for turn in zip_longest(*rows) for claim in turn if claim))


def giver(account: Account) -> str:
    """The name of the giver, with the item where it is equipment or the like."""
    name = figures.party(account.party)
    return f"{name}: {figures.printable(account.item)}" if account.item else name


def stage_figure(reading: Reading, account: Account, stage: Stage) -> str:
    """What stands at a stage: an amount with its signs, "n" where it has no number, a dash where nobody states it."""
    if stage in account.amounts:
        approx = is_approx(reading, account.claims.get(stage, ()))
        return figures.amount(account.amounts[stage], unit=account.unit, approx=approx)
    return display().bounds["unnumbered" if stage in account.uncounted else "unstated"]


def present_figure(reading: Reading, account: Account) -> str:
    """The strength in the theatre now; a dash where nobody states it or the last statement has expired."""
    return figures.amount(None) if account.expired else last_present(reading, account)


def last_present(reading: Reading, account: Account) -> str:
    """The strength in the theatre as it was last stated, whether or not that still holds."""
    return figures.amount(account.present, unit=account.unit, approx=is_approx(reading, account.present_claims))


def strength_note(reading: Reading, account: Account, day: date) -> str:
    """The strength that is no longer current: as somebody last stated it, or as arrivals less departures leave it."""
    note = "note_expired" if account.present_stated else "note_expired_computed"
    figure = last_present(reading, account) if account.present else ""
    return display().say(note, amount=figure, when=figures.day(day))


def is_approx(reading: Reading, claim_ids: Iterable[str]) -> bool:
    """Whether every figure among these claims was printed with a word such as "about"."""
    quantities = [claim.quantity for one in claim_ids if (claim := reading.claims.get(one)) and claim.quantity]
    return bool(quantities) and all(quantity.approx for quantity in quantities)


def next_plan(account: Account) -> Plan | None:
    """The plan that is due first, overdue ones before all others."""
    return min(account.plans, key=_urgency, default=None)


def _urgency(plan: Plan) -> tuple[bool, str, str]:
    day = plan.due.end or plan.due.start
    return not plan.overdue, day.isoformat() if day else "9999", plan.claim_id


def plan_words(reading: Reading, plan: Plan) -> str:
    """A plan in one line: how much, when, who said so, and what was said before."""
    lexicon = display()
    claim = reading.claims.get(plan.claim_id)
    document = reading.documents.get(claim.document_id) if claim else None
    who = speaker(claim, document) if claim else figures.party(plan.said_by)
    phrase = "note_overdue" if plan.overdue else "note_due"
    what = figures.with_unit(plan.amount, plan.unit) if plan.amount else _planned_act(claim)
    words = lexicon.say(phrase, what=what, when=figures.due(plan.due), speaker=who)
    slips = [lexicon.say("note_slipped", when=figures.due(one)) for one in plan.slipped_from]
    return "; ".join([words, *slips])


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark on an account with the claims that it rests on."""

    words: str
    claims: tuple[str, ...] = ()


def _planned_act(claim: Claim | None) -> str:
    """What is planned, for a plan without an amount: the act and its object."""
    if claim is None:
        return display().phrases["amount_open"]
    about = figures.printable(claim.object) if claim.object else ""
    return ", ".join(part for part in (display().act(claim.value), about) if part)


def account_notes(reading: Reading, pages: MissionPages, account: Account) -> tuple[str, ...]:
    """Everything about an account that has no column: other stages, blocks, plans, conditions, doubts."""
    lexicon = display()
    stages = ", ".join(note.words for note in _other_stages(reading, account))
    plans = [plan_words(reading, plan) for plan in sorted(account.plans, key=_urgency)]
    notes = [stages, *(note.words for note in _blocks(reading, pages, account)), *plans]
    if account.expired and account.last_reported:
        notes.append(strength_note(reading, account, account.last_reported))
    notes += [note.words for note in _reserves(pages, account)]
    notes += choice_words(account)
    notes.append(account_words(account))
    notes.append(support_words(account, column_stages(account.resource)))
    counts = []
    if account.not_posted:
        counts.append(lexicon.count("not_posted", len(account.not_posted)))
    if account.disputes:
        counts.append(lexicon.count("note_disputed", len(account.disputes)))
    notes.append(", ".join(counts))
    return tuple(dict.fromkeys(note for note in notes if note))


def report_notes(reading: Reading, pages: MissionPages, account: Account) -> tuple[Note, ...]:
    """What a report says of an account besides its columns, its plans and its expired strength."""
    chosen = (Note(words=words) for words in choice_words(account))
    return (*_other_stages(reading, account), *_blocks(reading, pages, account), *_reserves(pages, account), *chosen)


def column_stages(resource: Resource) -> tuple[Stage, ...]:
    """Stages with a column of their own; the others are told in notes. People have their strength instead of a way."""
    if resource is Resource.PERSONNEL:
        return (Stage.PLEDGE, Stage.ARRIVED)
    return (Stage.PLEDGE, Stage.DISPATCHED, Stage.ARRIVED)


def _other_stages(reading: Reading, account: Account) -> Iterator[Note]:
    """Stages without a column that somebody stated; one without a number only where no higher one has a number."""
    lexicon = display()
    columns = column_stages(account.resource)
    counted = [LADDER.index(stage) for stage in account.amounts if stage in LADDER and account.claims.get(stage)]
    highest = max(counted, default=-1)
    for stage in Stage:
        claims = account.claims.get(stage, ())
        if stage in columns:
            continue
        label = lexicon.stages[stage]
        if stage in account.amounts and claims:
            figure = stage_figure(reading, account, stage)
            yield Note(words=lexicon.say("note_stage", stage=label, amount=figure), claims=claims)
        elif stage in account.uncounted and (stage not in LADDER or LADDER.index(stage) > highest):
            yield Note(words=lexicon.say("note_uncounted", stage=label), claims=claims)


def _reserves(pages: MissionPages, account: Account) -> Iterator[Note]:
    """On what an undertaking depends, and whether it was revised down."""
    lexicon = display()
    for one in account.conditions:
        when = figures.day(one.since) if one.since else ""
        state = lexicon.say(f"condition_{one.state}", when=when).strip()
        condition = figures.printable(one.words)
        yield Note(words=lexicon.say("note_condition", condition=condition, state=state), claims=one.claims)
    if account.not_renewed and account.last_affirmed:
        yield Note(words=lexicon.say("note_not_renewed", when=figures.day(account.last_affirmed)))
    for undertaking in _undertakings(pages, account):
        claims = tuple(claim for stage in Stage for claim in undertaking.claims.get(stage, ()))
        if undertaking.revised_down:
            yield Note(words=lexicon.phrases["note_revised_down"], claims=claims)


def block_claims(reading: Reading, pages: MissionPages, account: Account) -> tuple[str, ...]:
    """One claim for each thing that blocks the account, in order of time.

    Tellings of one milestone are one; what has no date of its own is told beside those that have.
    """
    told = {claim: entry.id for entry in pages.timeline for claim in entry.claim_ids}
    firsts = list({told.get(claim, claim): claim for claim in reversed(account.blocked)}.values())[::-1]
    dated = [one for one in firsts if (claim := reading.claims.get(one)) and claim.valid.known]
    return tuple(sorted(dated, key=lambda one: str(reading.claims[one].valid.start)) or firsts[:1])


def _blocks(reading: Reading, pages: MissionPages, account: Account) -> Iterator[Note]:
    """What blocks the account: when and in which words, or that it is blocked where those may not be shown.

    What blocks several accounts of one giver is told at the first of them.
    """
    lexicon = display()
    blocks = block_claims(reading, pages, account)
    same = [one for one in pages.accounts if (one.party, one.resource) == (account.party, account.resource)]
    listed = [one.id for _, group in by_resource(same) for one in group if set(blocks) & set(one.blocked)]
    if listed and listed[0] != account.id:
        yield Note(words=lexicon.phrases["note_blocked"], claims=blocks)
        return
    for one in blocks:
        claim = reading.claims.get(one)
        document = reading.documents.get(claim.document_id) if claim else None
        if claim is None or document is None or document.rights == RESTRICTED:
            yield Note(words=lexicon.phrases["note_blocked"])
            continue
        when = claim.valid if claim.valid.known else document.published
        words = figures.shorten(claim.evidence, _EVIDENCE_LENGTH)
        yield Note(words=lexicon.say("note_blocked_since", when=figures.period(when), words=words), claims=(one,))


def _undertakings(pages: MissionPages, account: Account) -> list[Undertaking]:
    key = (account.party, account.resource, account.item, account.unit)
    return [one for one in pages.undertakings if (one.party, one.resource, one.item, one.unit) == key]
