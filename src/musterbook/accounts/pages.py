"""The pages of one mission, each derived from the same rows.

What does not depend on the day of a reading (rows, accounts, what disputes what) is worked out once; a page is made
when somebody asks for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property

from musterbook.accounts.account import make_account
from musterbook.accounts.assertions import At, account_assertions, aggregate_assertions, strength_assertions
from musterbook.accounts.blocks import standing_blocks
from musterbook.accounts.clocks import Clock, certain_by, counted_by, dated
from musterbook.accounts.corrections import Corrections
from musterbook.accounts.disputes import Disputes
from musterbook.accounts.judging import Judged
from musterbook.accounts.lazy import lazily
from musterbook.accounts.ledger import Entries, Ledger
from musterbook.accounts.mandates import ACTS, mandates
from musterbook.accounts.missions import mission_page
from musterbook.accounts.plans import by_due, other_plans
from musterbook.accounts.roster import umbrella_undertakings, undertakings
from musterbook.accounts.rows import Row, as_of_day, fold, ids
from musterbook.accounts.series import all_series
from musterbook.accounts.shared import shared_figures
from musterbook.accounts.sorting import Key, sort_commitments
from musterbook.accounts.strength import Strength, strength
from musterbook.accounts.taken_back import Settled
from musterbook.accounts.targets import target
from musterbook.accounts.timeline import timeline
from musterbook.lexicons.conditions import milestones_of_conditions
from musterbook.lexicons.proved import proved_grades, proved_rules
from musterbook.model import Account, Assertion, Claim, Dispute, Document, Event, Family, Measure, MissionPages
from musterbook.settings import Settings

WHOLE = frozenset({Measure.STRENGTH_TARGET, Measure.STRENGTH_PRESENT, Measure.FUNDING_TARGET})
"""Measures of the mission as a whole, which a balance shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a reading looks at, whatever its day: claims with their missions, documents, copies, judgements, horizon."""

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    keys: Mapping[str, str]
    judged: Judged
    horizon: date | None
    versions: tuple[tuple[str, str], ...] = ()
    corrections: Corrections = Corrections()


class MissionBook:
    """What the book holds on one mission, before any day; `claims` are those of the mission that nobody rejected."""

    def __init__(self, mission: str, claims: Sequence[Claim], view: View, settings: Settings) -> None:
        rows = fold(claims, keys=view.keys, documents=view.documents, judged=view.judged)
        commitments = shared_figures(row for row in rows if row.claim.family is Family.COMMITMENT)
        self.id = mission
        self.view = view
        self.settings = settings
        self.page = mission_page(mission, claims)
        self.others = dated((row for row in rows if row.claim.family is not Family.COMMITMENT), view.horizon)
        self.commitments = dated(commitments, view.horizon)
        self.acts = [each for each in self.others if each.row.claim.event in ACTS]
        self.blocks = [each for each in self.others if each.row.claim.event in (Event.BLOCKED, Event.UNBLOCKED)]
        met = {each.event for each in milestones_of_conditions()}
        self.milestones = [each for each in self.others if each.row.claim.event in met]
        self.whole = [each for each in self.others if each.row.claim.measure in WHOLE]
        proved = None
        if settings.posting == "proved":
            bar = (settings.proof_min_cases, settings.proof_min_precision)
            proved = proved_rules(*bar) | proved_grades(*bar)
        found = sort_commitments(commitments, host=self.page.host, proved=proved)
        self.umbrellas = dated(found.umbrellas, view.horizon)
        self.aggregates = dated(found.aggregates, view.horizon)
        self.outside = dated(found.outside, view.horizon)
        self.denied = dated(found.denied, view.horizon)
        self.entries = [
            Entries(mission, key, found.accounts[key], found.not_posted.get(key, []), view.horizon)
            for key in sorted(found.accounts)
        ]

    @cached_property
    def disputes(self) -> Disputes:
        """What disputes what."""
        return Disputes([*self.others, *self.commitments], settled=self._settled())

    def _settled(self) -> Settled:
        """What publishers took back of this mission: by the notice, the figures that it corrects or the whole text."""
        view, mission = self.view, self.id
        taken_back = view.corrections
        mine = {one: claim for one, claim in view.claims.items() if claim.mission == mission}
        return Settled(
            claims=mine,
            documents=view.documents,
            corrected={old: by for old, by in taken_back.claims.items() if old in mine},
            retracted=taken_back.documents,
        )

    @cached_property
    def owners(self) -> Mapping[str, Key]:
        """The account of each claim that has one, posted or not."""
        return {one: each.key for each in self.entries for row in each.rows for one in row.claims}

    def ledgers(self, day: date) -> tuple[Ledger, ...]:
        """The ledgers as of a day, by giver, resource, item and unit."""
        return tuple(ledger for each in self.entries if (ledger := each.ledger(day)) is not None)

    def pages(self, clock: Clock) -> MissionPages:
        """Everything that the book says about the mission as of the clock's day, each page when it is asked for."""
        day = _Day(self, clock)
        return lazily({each.name: getattr(day, each.name) for each in fields(MissionPages)})


class _Day:
    """The pages of a mission as of one day."""

    def __init__(self, book: MissionBook, clock: Clock) -> None:
        self.book = book
        self.clock = clock

    @cached_property
    def _others(self) -> list[Row]:
        return counted_by(self.book.others, self.clock.as_of)

    @cached_property
    def _whole(self) -> list[Row]:
        return counted_by(self.book.whole, self.clock.as_of)

    @cached_property
    def _told(self) -> list[Row]:
        return [*(row for row in self._others if row.certain), *certain_by(self.book.commitments, self.clock.as_of)]

    @cached_property
    def _ledgers(self) -> tuple[Ledger, ...]:
        return self.book.ledgers(self.clock.as_of)

    @cached_property
    def _disputes(self) -> tuple[Dispute, ...]:
        return self.book.disputes.by(self.clock.as_of)

    @cached_property
    def _accounts(self) -> tuple[Account, ...]:
        blocks = standing_blocks(certain_by(self.book.blocks, self.clock.as_of))
        acts = certain_by(self.book.milestones, self.clock.as_of)
        made = [
            make_account(each, self.clock, blocks=blocks, milestones=acts, settings=self.book.settings)
            for each in self._ledgers
        ]
        found = self.book.disputes.touching(self.clock.as_of, self.book.owners)
        keys = [ledger.key for ledger in self._ledgers]
        return tuple(
            replace(account, disputes=found[key]) if key in found else account
            for key, account in zip(keys, made, strict=True)
        )

    def mission(self) -> object:
        return self.book.page

    def mandates(self) -> object:
        acts = counted_by(self.book.acts, self.clock.as_of)
        return mandates([*acts, *self._whole], self.clock, self.book.view.documents)

    def target(self) -> object:
        return target(self._whole, Measure.STRENGTH_TARGET, unit="person")

    def funding_target(self) -> object:
        return target(self._whole, Measure.FUNDING_TARGET)

    def undertakings(self) -> object:
        umbrellas = counted_by(self.book.umbrellas, self.clock.as_of)
        own = tuple(each for ledger in self._ledgers for each in undertakings(ledger))
        return own + umbrella_undertakings(self.book.id, umbrellas)

    def accounts(self) -> object:
        return self._accounts

    def assertions(self) -> object:
        found = _assertions(self.book, self._ledgers, self._whole, self.clock)
        return tuple(each for each in found if _stated_by(each, self.book.view.claims, self.clock.as_of))

    def series(self) -> object:
        return all_series(self.book.id, self._others)

    def timeline(self) -> object:
        return timeline(self._told, self.clock)

    def plans(self) -> object:
        day = self.clock.as_of
        unposted = counted_by([*self.book.aggregates, *self.book.umbrellas, *self.book.outside], day)
        own = (plan for each in self._accounts for plan in each.plans)
        return by_due([*own, *other_plans(self._others, unposted, self.clock)])

    def disputes(self) -> object:
        return self._disputes

    def quotes(self) -> object:
        return _quotes(self._others)

    def umbrellas(self) -> object:
        return ids(counted_by(self.book.umbrellas, self.clock.as_of))

    def not_posted(self) -> object:
        beside = counted_by([*self.book.outside, *self.book.aggregates, *self.book.denied], self.clock.as_of)
        return ids([*beside, *(row for ledger in self._ledgers for row in ledger.not_posted)])


def _assertions(
    book: MissionBook, ledgers: Sequence[Ledger], whole: Sequence[Row], clock: Clock
) -> tuple[Assertion, ...]:
    """Every stated total, checked at its own date, against the ledgers as of that day."""

    def day_of(day: date | None) -> Clock:
        return clock if day is None or day > clock.as_of else replace(clock, as_of=day)

    def strength_at(ledger: Ledger, day: date | None) -> Strength:
        return strength(ledger, day_of(day), expires_after_days=book.settings.stock_expires_after_days)

    at = At(ledgers=lambda day: book.ledgers(day_of(day).as_of), strength=strength_at)
    found = [
        *(each for ledger in ledgers for each in account_assertions(ledger)),
        *aggregate_assertions(counted_by(book.aggregates, clock.as_of), at),
        *strength_assertions(whole, at),
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


def _quotes(rows: Iterable[Row]) -> tuple[str, ...]:
    """The ids of quotations, in order of time, then of place in their documents."""
    quotes = [row for row in rows if row.claim.family is Family.QUOTE]
    quotes.sort(key=lambda row: (row.when is None, row.when or date.max, row.claim.document_id, row.claim.span.start))
    return tuple(row.claim.id for row in quotes)
