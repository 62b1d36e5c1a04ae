"""What the parts of a dossier share: the reading in hand, a cell with its sentences, and sums over givers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from musterbook.lexicons.display import display
from musterbook.lexicons.dossier import dossier_words
from musterbook.model import LADDER, Account, Amount, MissionPages, Reading, Resource, Stage
from musterbook.views import figures, standing
from musterbook.views.dossier_sources import References, Sources

_CHARTED_RESOURCES = (Resource.PERSONNEL, Resource.MONEY)
"""Resources whose accounts have one unit, so that givers can be drawn and summed side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one place of a table: text, the sentences behind it, and whether it is a word, not a number."""

    text: str
    refs: References = References()
    is_word: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the functions below share: the reading, the mission's pages and the sources, in one hand."""

    reading: Reading
    pages: MissionPages
    sources: Sources

    def cell(self, amount: Amount | None, unit: str, claims: Iterable[str], *, with_unit: bool = False) -> Cell:
        """An amount with its signs and the sentences behind it; what nobody stated is a dash without a link."""
        claims = tuple(claims)
        approx = standing.is_approx(self.reading, claims)
        say = figures.with_unit if with_unit else plain_amount
        return Cell(text=say(amount, unit, approx=approx), refs=self.sources.references(claims))


def plain_amount(amount: Amount | None, unit: str, *, approx: bool) -> str:
    """An amount with its signs, its unit standing elsewhere."""
    return figures.amount(amount, unit=unit, approx=approx)


def total(accounts: Iterable[Account], stage: Stage) -> Amount | None:
    """The sum over givers at a stage; a giver who named no number leaves the top open. None: nobody reached it."""
    accounts = tuple(accounts)
    counted = [one.amounts[stage] for one in accounts if stage in one.amounts]
    unnumbered = unnumbered_at(accounts, stage)
    if not counted:
        return Amount(low=None, high=None) if unnumbered else None
    return summed(counted, open_top=unnumbered > 0)


def summed(amounts: Sequence[Amount], *, open_top: bool = False) -> Amount:
    """The sum of some amounts, of which a ceiling adds nothing for certain (METHOD section 5: its low is 0)."""
    lows = [amount.low for amount in amounts if amount.low is not None]
    highs = [amount.high for amount in amounts if amount.high is not None]
    return Amount(
        low=sum(lows, Decimal(0)) if lows else None,
        high=None if open_top or len(highs) < len(amounts) else sum(highs, Decimal(0)),
    )


def unnumbered_at(accounts: Iterable[Account], stage: Stage) -> int:
    """How many givers reached a stage without a number."""
    return sum(stage in one.uncounted and stage not in one.amounts for one in accounts)


def outstanding(accounts: Iterable[Account]) -> tuple[Amount | None, tuple[str, ...]]:
    """What is outstanding over all givers, and the claims behind it; a pledge without a number leaves the top open."""
    accounts = tuple(accounts)
    owed = [one for one in accounts if one.outstanding]
    if not owed:
        return None, ()
    open_top = unnumbered_at(accounts, Stage.PLEDGE) > 0
    stages = (Stage.PLEDGE, Stage.ARRIVED)
    claims = tuple(claim for one in owed for stage in stages for claim in behind(one, stage))
    return summed([one.outstanding for one in owed if one.outstanding], open_top=open_top), claims


def delivered_stage(accounts: Sequence[Account]) -> Stage:
    """The stage at which a thing is given: money when it is paid, everything else when it arrives."""
    return Stage.DISPATCHED if accounts and accounts[0].resource is Resource.MONEY else Stage.ARRIVED


def one_unit(accounts: Sequence[Account]) -> bool:
    """Whether the accounts of a group can be drawn and summed side by side."""
    return accounts[0].resource in _CHARTED_RESOURCES and len({(one.unit, one.item) for one in accounts}) == 1


def unit_name(unit: str) -> str:
    """The unit as a word after several: "people"; a currency is its code."""
    return display().units.get(unit, (unit, unit))[1]


def big_cell(desk: Desk, amount: Amount | None, unit: str, claims: Iterable[str]) -> Cell:
    """A sum over givers; "not reported" where nobody reached the stage, words where nobody gave a number."""
    if amount is None:
        return Cell(text=dossier_words().say("glance", "nothing"), is_word=True)
    if amount.low is None and amount.high is None:
        refs = desk.sources.references(claims)
        return Cell(text=dossier_words().say("glance", "not_said"), refs=refs, is_word=True)
    return Cell(text=figures.amount(amount, unit=unit), refs=desk.sources.references(claims))


def stage_cell(desk: Desk, account: Account, stage: Stage, *, with_unit: bool = False) -> Cell:
    """What stands at a stage: an amount, "number not said", or a dash."""
    claims = behind(account, stage)
    if stage in account.amounts:
        cell = desk.cell(account.amounts[stage], account.unit, claims, with_unit=with_unit)
        unknown = account.amounts[stage].low is None and account.amounts[stage].high is None
        return cell if not unknown else Cell(text=not_said(), refs=cell.refs, is_word=True)
    if stage in account.uncounted:
        return Cell(text=not_said(), refs=desk.sources.references(claims), is_word=True)
    return Cell(text=display().bounds["unstated"])


def behind(account: Account, stage: Stage) -> tuple[str, ...]:
    """The claims behind what stands at a stage: its own, else those of the next stage above, which imply it."""
    if account.claims.get(stage) or stage not in LADDER:
        return tuple(account.claims.get(stage, ()))
    above = LADDER[LADDER.index(stage) :]
    return next((tuple(account.claims[one]) for one in above if account.claims.get(one)), ())


def not_said() -> str:
    """What stands where a giver named no number."""
    return dossier_words().say("accounts", "not_said")
