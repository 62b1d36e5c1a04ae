"""The dossier: one mission as one HTML file that opens without a network, each number tied to its sentence.

Nothing is fetched and nothing is inline but one style sheet and one script, both named by their hash in the content
security policy; without the script everything can still be read and followed. The output depends on the reading alone.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from musterbook.lexicons.display import display
from musterbook.lexicons.dossier import dossier_words
from musterbook.model import Mission, MissionPages, Reading, Target
from musterbook.views import dossier_voices as voices
from musterbook.views import figures
from musterbook.views.dossier_accounts import account_groups, plan_rows
from musterbook.views.dossier_desk import Cell, Desk
from musterbook.views.dossier_glance import glance
from musterbook.views.dossier_situation import situation
from musterbook.views.dossier_sources import References, collect
from musterbook.views.dossier_timeline import timeline
from musterbook.views.dossier_unknown import LeftOut, gaps, left_out
from musterbook.views.dossier_words import inert
from musterbook.views.pages import choose, shareable
from musterbook.views.people import withheld
from musterbook.views.provisional import page_words, stamp

TEMPLATE = "dossier/page.html.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """The style sheet and the script with the hashes by which the page's policy admits them, and nothing else."""

    style: Markup
    script: Markup
    policy: str


def render_dossier(reading: Reading, *, mission: str | None = None) -> str:
    """One HTML file about a mission, by id or name; without one, about the mission with most claims.

    Raises NotFoundError for a mission that the book does not hold. A book without missions gives a page that says so
    and lists its sources.
    """
    shown = shareable(reading, private=withheld())
    chosen = choose(shown, mission)
    pages = chosen.pages or _no_pages()
    whole = next((one for one in reading.missions if one.mission.id == pages.mission.id), pages)
    desk = Desk(reading=shown, pages=pages, sources=collect(shown, _cited(pages)))
    gone = left_out(reading, shown, whole, shown_pages=pages)
    return _environment().get_template(TEMPLATE).render(_context(desk, chosen.pages is not None, gone, chosen.others))


def _no_pages() -> MissionPages:
    """The pages of no mission, for a book that holds none."""
    return MissionPages(
        mission=Mission(id="", name="", names=(), host=None),
        mandates=(),
        target=Target(amount=None, unit="", claims=()),
        undertakings=(),
        accounts=(),
        assertions=(),
        series=(),
        timeline=(),
        plans=(),
        disputes=(),
        quotes=(),
        umbrellas=(),
        not_posted=(),
    )


def _cited(pages: MissionPages) -> Iterator[str]:
    """Ids of all claims that some part of the page leads to; ids of other things among them do no harm."""
    yield from (*pages.target.claims, *pages.quotes, *pages.not_posted, *pages.umbrellas)
    for account in pages.accounts:
        yield from (claim for claims in account.claims.values() for claim in claims)
        yield from (*account.present_claims, *account.blocked, *account.not_posted)
        yield from (plan.claim_id for plan in account.plans)
    yield from (plan.claim_id for plan in pages.plans)
    yield from (claim for mandate in pages.mandates for claim in mandate.claims)
    yield from (claim for assertion in pages.assertions for claim in assertion.claim_ids)
    yield from (claim for series in pages.series for point in series.points for claim in point.claim_ids)
    yield from (claim for entry in pages.timeline for claim in entry.claim_ids)
    yield from (claim for dispute in pages.disputes for claim in (*dispute.left, *dispute.right))


def _context(desk: Desk, has_mission: bool, gone: LeftOut, others: Iterable[str]) -> dict[str, object]:
    """Everything that the templates print, by the name under which they know it."""
    words, reading = dossier_words(), desk.reading
    return {
        "w": words.sections,
        "count": words.count,
        "inline": _inline(),
        "reading": reading,
        "head": _head(desk, has_mission),
        "stamp": _stamp(desk),
        "others": _mission_names(reading, others),
        "has_mission": has_mission,
        "glance": glance(desk),
        "groups": account_groups(desk, partial(voices.dispute_anchor, desk)),
        "plans": plan_rows(desk, desk.pages.plans),
        "umbrellas": _umbrellas(desk),
        "mandates": voices.mandates(desk),
        "years": timeline(desk),
        "situation": situation(desk),
        "disputes": voices.disputes(desk),
        "speakers": voices.speakers(desk),
        "assertions": voices.assertions(desk),
        "sources": desk.sources,
        "gaps": gaps(desk, gone),
        "no_refs": References(),
    }


def _stamp(desk: Desk) -> tuple[str, str]:
    """How far the page is provisional, in a word and in a sentence."""
    words, accounts = dossier_words(), desk.pages.accounts
    kind = stamp(accounts)
    told = page_words(desk.reading, accounts) if accounts else ""
    lead = display().phrases[kind] if kind else words.say("page", "reviewed")
    return lead[:1].upper() + lead[1:], " ".join(part for part in (words.say("page", "provisional_note"), told) if part)


def _head(desk: Desk, has_mission: bool) -> dict[str, object]:
    """The title and the facts below it."""
    words, mission, reading = dossier_words(), desk.pages.mission, desk.reading
    name = inert(mission.name) if has_mission else words.say("page", "no_mission_title")
    dates = [("as_of", reading.as_of), ("known", reading.known), ("horizon", reading.horizon)]
    facts = [(words.say("page", key), figures.day(day)) for key, day in dates if day]
    if reading.recorded:
        facts.append((words.say("page", "recorded"), reading.recorded.isoformat(timespec="seconds")))
    people = [("host", mission.host), ("lead", mission.lead), ("before", mission.predecessor)]
    people.append(("after", mission.successor))
    return {
        "name": name,
        "title": words.say("page", "title", mission=name, as_of=figures.day(reading.as_of)),
        "also": other_names(mission),
        "facts": (*((words.say("page", key), figures.party(party)) for key, party in people if party), *facts),
    }


def _mission_names(reading: Reading, missions: Iterable[str]) -> tuple[str, ...]:
    names = {pages.mission.id: pages.mission.name for pages in reading.missions}
    return tuple(inert(names.get(one) or one) for one in missions)


def other_names(mission: Mission) -> tuple[str, ...]:
    """Names that tell a reader something: neither the mission's own name, nor one that only adds or drops words."""
    kept: list[str] = []
    for name in sorted(mission.names, key=lambda name: (len(name), name)):
        if not any(_says_as_much(name, other) for other in (mission.name, *kept)):
            kept.append(name)
    return tuple(inert(name) for name in kept)


def _says_as_much(name: str, other: str) -> bool:
    """Whether one name has all the words of the other, a hyphen being read as nothing and as a space."""
    return any(
        ours >= theirs or ours <= theirs
        for hyphen in ("", " ")
        for ours, theirs in [(_name_words(name, hyphen), _name_words(other, hyphen))]
    )


def _name_words(name: str, hyphen: str) -> frozenset[str]:
    plain = name.casefold().replace("-", hyphen)
    return frozenset("".join(c if c.isalnum() else " " for c in plain).split())


def _umbrellas(desk: Desk) -> tuple[Cell, ...]:
    """Frame sums: the undertakings or the sentences that the pages name."""
    known = {undertaking.id: undertaking for undertaking in desk.pages.undertakings}
    cells = []
    for one in desk.pages.umbrellas:
        if one in known:
            undertaking = known[one]
            amount = undertaking.amounts.get(undertaking.stage)
            text = f"{figures.party(undertaking.party)}: {figures.with_unit(amount, undertaking.unit)}"
            claims = [claim for group in undertaking.claims.values() for claim in group]
            cells.append(Cell(text=text, refs=desk.sources.references(claims)))
        elif one in desk.reading.claims:
            text = figures.shorten(desk.reading.claims[one].evidence, 200)
            cells.append(Cell(text=text, refs=desk.sources.references([one])))
    return tuple(cells)


@cache
def _environment() -> Environment:
    """The templates: everything escaped, an unknown name is an error."""
    return Environment(
        loader=PackageLoader("musterbook.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _inline() -> Inline:
    folder = files("musterbook.views").joinpath("static")
    style = folder.joinpath("dossier.css").read_text("utf-8")
    script = folder.joinpath("dossier.js").read_text("utf-8")
    policy = "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return Inline(style=Markup(style), script=Markup(script), policy=policy)


def _digest(text: str) -> str:
    """A hash as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
