"""The pages of one mission, each derived from the same rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from musterbook.accounts.account import make_account
from musterbook.accounts.assertions import At, account_assertions, aggregate_assertions, strength_assertions
from musterbook.accounts.blocks import standing_blocks
from musterbook.accounts.clocks import Clock, counted_by
from musterbook.accounts.disputes import disputes
from musterbook.accounts.judging import Judged
from musterbook.accounts.ledger import Ledger, build_ledger
from musterbook.accounts.mandates import mandates
from musterbook.accounts.missions import mission_page
from musterbook.accounts.plans import by_due, other_plans
from musterbook.accounts.roster import umbrella_undertakings, undertakings
from musterbook.accounts.rows import Row, as_of_day, fold, ids
from musterbook.accounts.series import all_series
from musterbook.accounts.sorting import Sorted, sort_commitments
from musterbook.accounts.strength import Strength, strength
from musterbook.accounts.targets import target
from musterbook.accounts.timeline import timeline
from musterbook.lexicons.proved import proved_rules
from musterbook.model import Account, Assertion, Claim, Dispute, Document, Family, Measure, MissionPages
from musterbook.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a reading looks at: claims with their missions, documents, copies, judgements, and its days."""

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    keys: Mapping[str, str]
    judged: Judged
    clock: Clock


def mission_pages(mission: str, claims: Sequence[Claim], view: View, settings: Settings) -> MissionPages:
    """Everything that the book says about a mission; `claims` are those of the mission that nobody rejected."""
    clock, expires = view.clock, settings.stock_expires_after_days
    rows = fold(claims, keys=view.keys, documents=view.documents, judged=view.judged)
    commitments = [row for row in rows if row.claim.family is Family.COMMITMENT]
    others = counted_by((row for row in rows if row.claim.family is not Family.COMMITMENT), clock)
    told = [row for row in [*others, *counted_by(commitments, clock)] if row.certain]
    page = mission_page(mission, claims)
    proved = None
    if settings.posting == "proved":
        proved = proved_rules(settings.proof_min_cases, settings.proof_min_precision)
    sorted_ = sort_commitments(commitments, host=page.host, proved=proved)
    ledgers = build_ledgers(mission, sorted_, clock)
    found = disputes(told)
    blocks = standing_blocks(row for row in others if row.certain)
    accounts = tuple(
        _with_disputes(make_account(each, clock, blocks=blocks, expires_after_days=expires), found) for each in ledgers
    )
    umbrellas = counted_by(sorted_.umbrellas, clock)
    return MissionPages(
        mission=page,
        mandates=mandates(others, clock, view.documents),
        target=target(others, Measure.STRENGTH_TARGET, unit="person"),
        funding_target=target(others, Measure.FUNDING_TARGET),
        undertakings=tuple(each for ledger in ledgers for each in undertakings(ledger))
        + umbrella_undertakings(mission, umbrellas),
        accounts=accounts,
        assertions=tuple(
            each
            for each in _assertions(mission, ledgers, sorted_, others, (clock, expires))
            if _stated_by(each, view.claims, clock.as_of)
        ),
        series=all_series(mission, others),
        timeline=timeline(told, clock),
        plans=by_due([*(plan for each in accounts for plan in each.plans), *other_plans(others, sorted_, clock)]),
        disputes=found,
        quotes=_quotes(others),
        umbrellas=ids(umbrellas),
        not_posted=_not_posted(sorted_, ledgers, clock),
    )


def build_ledgers(mission: str, sorted_: Sorted, clock: Clock) -> tuple[Ledger, ...]:
    """The ledgers of a mission as of the clock's day, by giver, resource, item and unit."""
    built = (
        build_ledger(mission, key, sorted_.accounts[key], sorted_.not_posted.get(key, []), clock)
        for key in sorted(sorted_.accounts)
    )
    return tuple(ledger for ledger in built if ledger is not None)


def _assertions(
    mission: str, ledgers: Sequence[Ledger], sorted_: Sorted, others: Sequence[Row], expiry: tuple[Clock, int]
) -> tuple[Assertion, ...]:
    """Every stated total, checked at its own date: the ledgers are built again as of that day."""
    clock, expires = expiry

    def day_of(day: date | None) -> Clock:
        return clock if day is None or day > clock.as_of else replace(clock, as_of=day)

    @cache
    def ledgers_at(day: date | None) -> tuple[Ledger, ...]:
        return build_ledgers(mission, sorted_, day_of(day))

    def strength_at(ledger: Ledger, day: date | None) -> Strength:
        return strength(ledger, day_of(day), expires_after_days=expires)

    at = At(ledgers=ledgers_at, strength=strength_at)
    found = [
        *(each for ledger in ledgers for each in account_assertions(ledger)),
        *aggregate_assertions(counted_by(sorted_.aggregates, clock), at),
        *strength_assertions(others, at),
    ]
    return tuple(sorted(filter(_compares, found), key=lambda each: (each.about, each.claim_ids)))


def _stated_by(assertion: Assertion, claims: Mapping[str, Claim], day: date) -> bool:
    """Whether a total was stated for a day up to the reading's; a later one is checked when its day has come."""
    days = [as_of_day(claims[one]) for one in assertion.claim_ids if one in claims]
    return not days or any(each is None or each <= day for each in days)


def _compares(assertion: Assertion) -> bool:
    """Whether there is anything to compare: something stated, or something posted."""
    sides = (assertion.asserted, assertion.posted)
    return any(side is not None and any((side.low, side.high)) for side in sides)


def _with_disputes(account: Account, found: Iterable[Dispute]) -> Account:
    """The account with the disputes in which one of its claims stands."""
    mine = {claim_id for staged in account.claims.values() for claim_id in staged} | set(account.not_posted)
    return replace(account, disputes=tuple(each.id for each in found if mine & {*each.left, *each.right}))


def _quotes(rows: Iterable[Row]) -> tuple[str, ...]:
    """The ids of quotations, in order of time, then of place in their documents."""
    quotes = [row for row in rows if row.claim.family is Family.QUOTE]
    quotes.sort(key=lambda row: (row.when is None, row.when or date.max, row.claim.document_id, row.claim.span.start))
    return tuple(row.claim.id for row in quotes)


def _not_posted(sorted_: Sorted, ledgers: Sequence[Ledger], clock: Clock) -> tuple[str, ...]:
    beside = [*sorted_.outside, *sorted_.aggregates, *sorted_.denied]
    return ids([*counted_by(beside, clock), *(row for ledger in ledgers for row in ledger.not_posted)])
