"""The situation report that a mission's desk writes, as Markdown or as one HTML page.

One template tells the report; a small set of macros per format gives its marks. Every number carries the number of the
sentence that says it, and the sentences stand at the end.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from musterbook.lexicons.display import display
from musterbook.model import LADDER, Account, Reading, Stage
from musterbook.settings import Settings
from musterbook.views import figures, standing, telling
from musterbook.views.pages import choose, shareable
from musterbook.views.people import withheld
from musterbook.views.provisional import page_words, stamp
from musterbook.views.sitrep_facts import collect, open_stages
from musterbook.views.sources import SentenceNumbers
from musterbook.views.standing import days_left
from musterbook.views.text import mission_name

FORMATS = ("md", "html")
MOST_NOTES = 5
"""Sentences cited for one number, so that it stays readable; the book holds all."""

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]>|#]|(?<=\S)~)")
_HTML_LEAD = re.compile(r"<|&(?=#?\w+;)")
_MARKDOWN_LEAD = re.compile(r"^([-+=]|\d+[.)])(?=\s|$)")


def render_sitrep(
    reading: Reading, *, mission: str | None = None, since: date | None = None, form: str = "md", settings: Settings
) -> str:
    """The report on one mission as of the reading's day; nothing restricted enters it.

    `form` is one of FORMATS. Raises NotFoundError for a mission that the book does not hold.
    """
    shared = shareable(reading, private=withheld())
    chosen = choose(shared, mission)
    numbers = SentenceNumbers(shared)
    template = _environment(form).get_template("sitrep.j2")
    facts = chosen.pages and collect(shared, chosen.pages, since=since, horizon_days=settings.sitrep_horizon_days)
    rendered = template.render(
        reading=shared,
        facts=facts,
        others=chosen.others,
        form=form,
        figures=figures,
        standing=standing,
        telling=telling,
        words=display(),
        days_left=days_left,
        stamp=stamp(chosen.pages.accounts if chosen.pages else ()),
        reviewed=page_words(shared, chosen.pages.accounts) if chosen.pages else "",
        open_stages=open_stages,
        Stage=Stage,
        cite=lambda claims, most=MOST_NOTES: _references(numbers.cite(claims, most=most), form),
        mission_name=mission_name,
        stage_claims=_stage_claims,
        notes=numbers.notes,
        settings=settings,
    )
    return _tidy(rendered) if form == "md" else rendered.strip() + "\n"


@cache
def _environment(form: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("musterbook.views"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["t"] = escape_markdown if form == "md" else escape
    environment.filters["address"] = lambda url: Markup(_address(url)) if form == "md" else escape(_address(url))
    return environment


def escape_markdown(text: object) -> Markup:
    """Text that Markdown shows as it is: no emphasis, link, tag or list comes of what a document says."""
    if isinstance(text, Markup):
        return text
    plain = _MARKDOWN_SPECIAL.sub(r"\\\1", figures.printable(str(text)))
    plain = _HTML_LEAD.sub(lambda lead: str(escape(lead[0])), plain)
    return Markup(_MARKDOWN_LEAD.sub(lambda lead: lead[1][:-1] + "\\" + lead[1][-1], plain))


def _address(url: str) -> str:
    """An address without the characters that would end it early in Markdown or in an attribute."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _references(numbers: Iterable[int], form: str) -> Markup:
    """The numbers of the footnotes: links to them."""
    if form == "md":
        return Markup("".join(f"[^{number}]" for number in numbers))
    links = Markup(" ").join(Markup('<a href="#s{0}">{0}</a>').format(number) for number in numbers)
    return Markup("<sup>{}</sup>").format(links) if links else Markup("")


def _stage_claims(account: Account, *stages: Stage) -> tuple[str, ...]:
    """The claims of some stages; of one that nobody stated, those of the next higher stage, from which it follows."""
    found = [one for stage in stages for one in account.claims.get(stage, ())]
    if found or not stages or stages[0] not in LADDER:
        return tuple(found)
    higher = LADDER[LADDER.index(stages[0]) :]
    return next((account.claims[stage] for stage in higher if account.claims.get(stage)), ())


def _tidy(markdown: str) -> str:
    """At most one empty line in a row, no spaces at line ends."""
    lines = "\n".join(line.rstrip() for line in markdown.splitlines())
    lines = re.sub(r"\n{3,}", "\n\n", lines)
    return re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", lines).strip() + "\n"
