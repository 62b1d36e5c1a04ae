"""What a dossier does not know: numbers never said, old figures, plans that went quiet, sources that failed."""

from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.lexicons.display import display
from musterbook.lexicons.dossier import dossier_words
from musterbook.model import MissionPages, Reading, Stage
from musterbook.views import figures, standing
from musterbook.views.dossier_accounts import PlanRow, plan_rows
from musterbook.views.dossier_desk import Cell, Desk
from musterbook.views.dossier_glance import latest_strength
from musterbook.views.dossier_timeline import has_own_date
from musterbook.views.dossier_words import inert
from musterbook.views.sources import RESTRICTED


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What was taken out of a reading before it was shown: documents, and entries that rested on them."""

    restricted: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """A heading and what is missing under it."""

    title: str
    rows: tuple[Cell, ...] = ()
    plans: tuple[PlanRow, ...] = ()


def left_out(whole: Reading, shown: Reading, pages: MissionPages, *, shown_pages: MissionPages) -> LeftOut:
    """What `shown` lacks of `whole`."""
    return LeftOut(
        restricted=whole.left_out + sum(document.rights == RESTRICTED for document in whole.documents.values()),
        withheld=max(0, _entries(pages) - _entries(shown_pages)) if len(whole.documents) > len(shown.documents) else 0,
    )


def _entries(pages: MissionPages) -> int:
    """How many entries a mission's pages hold."""
    whole = (
        pages.mandates,
        pages.accounts,
        pages.assertions,
        pages.timeline,
        pages.plans,
        pages.disputes,
        pages.quotes,
    )
    points = sum(len(series.points) for series in pages.series)
    return sum(map(len, whole)) + points + (1 if pages.target.amount else 0)


def gaps(desk: Desk, gone: LeftOut) -> tuple[Gaps, ...]:
    """Everything that the dossier leaves open, under its headings; headings without an entry are left out."""
    say = dossier_words().say
    overdue = plan_rows(desk, (plan for plan in desk.pages.plans if plan.overdue))
    found = (
        Gaps(title=say("unknown", "open"), rows=tuple(_open(desk))),
        Gaps(title=say("unknown", "uncounted"), rows=tuple(_uncounted(desk))),
        Gaps(title=say("unknown", "stale"), rows=tuple(_stale(desk))),
        Gaps(title=say("unknown", "plans"), plans=overdue),
        Gaps(title=say("accounts", "not_posted"), rows=tuple(_not_posted(desk))),
        Gaps(title=say("unknown", "undated"), rows=tuple(_undated(desk))),
        Gaps(title=say("unknown", "findings"), rows=tuple(_findings(desk))),
        Gaps(title=say("unknown", "left_out"), rows=tuple(_left_out(desk, gone))),
    )
    return tuple(gap for gap in found if gap.rows or gap.plans)


def _open(desk: Desk) -> Iterator[Cell]:
    """What a reader would expect to find about any mission, and does not."""
    say = dossier_words().say
    if desk.pages.target.amount is None:
        yield Cell(text=say("unknown", "no_target"))
    if desk.pages.mission.lead is None:
        yield Cell(text=say("unknown", "no_lead"))
    if not latest_strength(desk.pages) and not any(account.present for account in desk.pages.accounts):
        yield Cell(text=say("unknown", "no_present"))
    if dateless := sum(not has_own_date(entry) for entry in desk.pages.timeline):
        yield Cell(text=dossier_words().count(dateless, "open_dates"))


def _uncounted(desk: Desk) -> Iterator[Cell]:
    for account in desk.pages.accounts:
        for stage in Stage:
            if stage in account.uncounted and stage not in account.amounts:
                giver, label = standing.giver(account), display().stages[stage]
                text = dossier_words().say("unknown", "uncounted_item", party=giver, stage=label)
                yield Cell(text=text, refs=desk.sources.references(account.claims.get(stage, ())))


def _stale(desk: Desk) -> Iterator[Cell]:
    for account in desk.pages.accounts:
        if account.expired and account.last_reported:
            note = standing.strength_note(desk.reading, account, account.last_reported)
            yield Cell(text=f"{standing.giver(account)}: {note}", refs=desk.sources.references(account.present_claims))


def _not_posted(desk: Desk) -> Iterator[Cell]:
    for one in desk.pages.not_posted:
        claim = desk.reading.claims.get(one)
        if claim:
            yield Cell(text=figures.shorten(claim.evidence, 200), refs=desk.sources.references([one]))


def _undated(desk: Desk) -> Iterator[Cell]:
    for document in desk.reading.documents.values():
        if not document.published.known:
            source = desk.sources.by_document[document.id]
            yield Cell(text=source.title if source.title == source.label else f"{source.label}: {source.title}")


def _findings(desk: Desk) -> Iterator[Cell]:
    for finding in desk.reading.findings:
        yield Cell(text=f"{inert(finding.source)}: {inert(finding.message)}")


def _left_out(desk: Desk, gone: LeftOut) -> Iterator[Cell]:
    words = dossier_words()
    mission = desk.pages.mission.id
    outside = sum(claim.mission != mission for claim in desk.reading.claims.values())
    for count, thing in ((gone.restricted, "restricted"), (gone.withheld, "withheld"), (outside, "outside")):
        if count:
            yield Cell(text=words.count(count, thing))
    if erased := sum(not document.text for document in desk.reading.documents.values()):
        yield Cell(text=words.count(erased, "erased"))
