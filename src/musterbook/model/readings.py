"""Derived pages: what a book says as of a day. Never stored as truth; each names the claims that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from musterbook.model.claims import Claim, Erasure, Withdrawal
from musterbook.model.documents import Document, Finding
from musterbook.model.values import Amount, Period
from musterbook.model.vocabulary import Event, Force, Measure, Polarity, Policy, Resource, Stage, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Something announced for a time: `due` is when, `amount` how much, `slipped_from` what was said before."""

    party: str | None
    resource: Resource | None
    amount: Amount | None
    unit: str
    due: Period
    said_by: str | None
    reported: Period
    claim_id: str
    overdue: bool = False
    slipped_from: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """One deed by one giver of one resource towards one mission; `stage` is the highest that a claim supports."""

    id: str
    mission: str
    party: str
    resource: Resource
    force: Force
    item: str | None
    unit: str
    stage: Stage
    amounts: Mapping[Stage, Amount]
    claims: Mapping[Stage, tuple[str, ...]]
    first_reported: Period
    last_affirmed: date | None
    umbrella: bool = False
    condition: str | None = None
    top_up_of: str | None = None
    revised_down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Why an amount stands: the policy that chose it, the reason in words, and what was stated otherwise.

    `sources` counts the independent sources that state it: publishers, a copy counting for the one that it copies.
    `others` are the figures that do not stand.
    """

    policy: Policy
    reason: str
    sources: int
    others: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """On what an undertaking depends, in words: `state` is "open", "met" or "blocked", since which day, by what.

    `claims` state the condition, `milestones` are the claims of what met it or holds it up.
    """

    words: str
    state: str
    since: date | None
    claims: tuple[str, ...]
    milestones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one giver has promised and done of one resource for one mission: intervals by stage, and the arithmetic.

    `bases` and `present_basis` say why each amount stands, `conditions` on what it depends. `not_renewed` says that
    something is outstanding and that nobody has affirmed the promise, nor brought any of it, for as long as a setting
    says. `posted` counts what is posted (repetitions within one story once), `unreviewed` what of that no person has
    accepted, `unproved` what of that has no proved rule or grade behind it.

    A stage that nobody stated or went beyond is absent from `amounts`; what arrived was also pledged. `uncounted` names
    the stages that were stated without a number ("Antigua will send troops"). `present` is the strength in the
    theatre; once `expired` it is only what was last
    reported. `blocked` are the claims of milestones that hold it up, `blocked_words` their words.
    """

    id: str
    mission: str
    party: str
    resource: Resource
    item: str | None
    unit: str
    amounts: Mapping[Stage, Amount]
    outstanding: Amount | None
    present: Amount | None
    uncounted: tuple[Stage, ...]
    last_reported: date | None
    expired: bool
    blocked: tuple[str, ...]
    plans: tuple[Plan, ...]
    last_affirmed: date | None
    provisional: bool
    not_posted: tuple[str, ...]
    arithmetic: tuple[str, ...]
    claims: Mapping[Stage, tuple[str, ...]]
    present_claims: tuple[str, ...] = ()
    present_stated: bool = True
    disputes: tuple[str, ...] = ()
    blocked_words: tuple[str, ...] = ()
    bases: Mapping[Stage, Basis] = field(default_factory=dict)
    present_basis: Basis | None = None
    conditions: tuple[Condition, ...] = ()
    not_renewed: bool = False
    posted: int = 0
    unreviewed: int = 0
    unproved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is needed or authorised for the mission as a whole, with the claims that say so; the latest stands."""

    amount: Amount | None
    unit: str
    claims: tuple[str, ...]
    since: date | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """An authorisation: who gave it, by which instrument, from when until when, for what, up to how many."""

    body: str | None
    instrument: str | None
    period: Period
    tasks: str | None
    ceiling: Amount | None
    claims: tuple[str, ...]
    days_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """A mission with its names, host, lead and neighbours in time."""

    id: str
    name: str
    names: tuple[str, ...]
    host: str | None
    lead: str | None = None
    predecessor: str | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One stated figure with its window; support is counted in independent sources.

    `headline` is the reason why this figure stands where others are stated for the same window.
    """

    amount: Amount
    kind: str
    window: Period
    reported: Period
    speaker: str | None
    claim_ids: tuple[str, ...]
    sources: int = 1
    headline: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All stated figures of one measure at one place, in order of time; never a sum."""

    id: str
    measure: Measure
    place: str | None
    unit: str
    points: tuple[SeriesPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A milestone or a deed, told once, with every claim that tells it.

    `when` may be open; then `latest` is the last possible day (the publication), printed as a bound.
    """

    id: str
    when: Period
    latest: date | None
    event: Event | Stage
    summary: str
    party: str | None
    object: str | None
    place: str | None
    polarity: Polarity
    planned: bool
    claim_ids: tuple[str, ...]
    sources: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two sets of sentences that do not agree, the rule that says so, and what would settle it."""

    id: str
    verdict: Verdict
    rule: str
    about: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    explanation: str
    settle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A stated total checked against the postings at its date; `residual` is asserted minus posted.

    `check` is "agrees", "residual" (more is stated than was posted: something was not read) or "contradiction" (less is
    stated than was posted). `verdict` says the same in the words of the method: agrees, unrelated, disputes.
    """

    about: str
    asserted: Amount
    posted: Amount | None
    residual: Amount | None
    verdict: Verdict
    claim_ids: tuple[str, ...]
    explanation: str
    check: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionPages:
    """Everything that the book says about one mission as of the reading's day.

    `quotes`, `umbrellas` and `not_posted` are claim ids.
    """

    mission: Mission
    mandates: tuple[Mandate, ...]
    target: Target
    undertakings: tuple[Undertaking, ...]
    accounts: tuple[Account, ...]
    assertions: tuple[Assertion, ...]
    series: tuple[Series, ...]
    timeline: tuple[TimelineEntry, ...]
    plans: tuple[Plan, ...]
    disputes: tuple[Dispute, ...]
    quotes: tuple[str, ...]
    umbrellas: tuple[str, ...]
    not_posted: tuple[str, ...]
    funding_target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """What one version of an article puts otherwise: figures before and after, empty where there was or is none."""

    about: str
    before: str
    after: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A document (`older`, an id) that a later version of the same article replaces, and the figures that changed."""

    older: str
    newer: str
    changes: tuple[FigureChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A book as of a day (`as_of`), as far as was published by `known` and recorded by `recorded`.

    `claims` are all claims in view by id, with their mission assigned; `documents` those in view by id; `copies` maps a
    document to the independence key that it shares with its copies. `left_out` counts the restricted documents that a
    reading for others was derived without. `standing` says what people made of a claim: accepted, corrected or
    rejected; a claim that it does not name is the machine's alone. `versions` are the documents that a later version
    of the same article replaces; their claims are in view and count nowhere, nor do those that were taken back:
    `corrected` has claims with the claims that correct them, `retracted` documents with the notice. `withdrawn` and
    `erased` are what was taken out. `posting` is the setting that says which rules move a balance.
    """

    as_of: date
    known: date
    recorded: datetime | None
    horizon: date | None
    missions: tuple[MissionPages, ...]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]
    copies: Mapping[str, str] = field(default_factory=dict)
    left_out: int = 0
    standing: Mapping[str, str] = field(default_factory=dict)
    withdrawn: tuple[Withdrawal, ...] = ()
    erased: tuple[Erasure, ...] = ()
    versions: tuple[Version, ...] = ()
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retracted: Mapping[str, str] = field(default_factory=dict)
    posting: str = "provisional"

    @property
    def is_sample(self) -> bool:
        """Whether any document in view was written for the project; every view must say so."""
        return any(document.is_sample for document in self.documents.values())
