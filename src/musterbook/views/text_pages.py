"""Timeline, situation, quotes, disputes and documents as pages of text."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from musterbook.lexicons.display import display
from musterbook.model import RESTRICTED, Claim, Dispute, Document, Finding, Reading, Series, SeriesPoint, TimelineEntry
from musterbook.views import figures
from musterbook.views.dossier_words import with_days
from musterbook.views.pages import choose
from musterbook.views.reasons import basis_words
from musterbook.views.shapes_pages import documents_in_view
from musterbook.views.sources import DocumentNumbers, quotes, remarks, speaker, told_by
from musterbook.views.telling import (
    QUOTATION_MARKS,
    dispute_title,
    entry_date,
    entry_evidence,
    entry_parties,
    entry_what,
    evidence,
    in_order,
    may_tell,
    point_figure,
    point_speakers,
    point_window,
    series_title,
)
from musterbook.views.text import SEPARATOR, Column, Ledger, Row, footer, heading, mission_title

_DATE_WIDTH = 14
_SOURCES_WIDTH = 10
_MOST_SOURCES = 3


def timeline(reading: Reading, mission: str | None = None) -> list[RenderableType]:
    """What happened and what was decided, in order of time, each line with its evidence."""
    chosen = choose(reading, mission)
    numbers = DocumentNumbers(reading)
    title = display().columns
    entries = chosen.pages.timeline if chosen.pages else ()
    rows = tuple(_entry(reading, one, numbers) for one in entries if may_tell(reading, one.claim_ids))
    columns = (
        Column(title=title["date"], max_width=_DATE_WIDTH),
        Column(title=title["event"], max_width=16),
        Column(title=title["who"], max_width=18),
        Column(title=title["what"], flexible=True),
        Column(title=title["sources"], max_width=_SOURCES_WIDTH),
    )
    parts = heading(reading, mission_title(chosen))
    return [*parts, _ledger(columns, rows), *footer(reading, numbers, chosen.others)]


def _entry(reading: Reading, entry: TimelineEntry, numbers: DocumentNumbers) -> Row:
    return Row(
        cells=(
            entry_date(entry),
            display().act(str(entry.event)),
            figures.party(entry_parties(entry)),
            entry_what(reading, entry),
            numbers.cite(entry.claim_ids, most=_MOST_SOURCES),
        ),
        notes=(SEPARATOR.join([entry_evidence(reading, entry), *_told_by(entry.sources)]),),
    )


def _told_by(sources: int) -> list[str]:
    """How many independent sources tell something, where it is more than one."""
    return [display().count("told", sources)] if sources > 1 else []


def situation(reading: Reading, mission: str | None = None) -> list[RenderableType]:
    """The stated figures by measure and place, each with its window and speaker; never a sum."""
    chosen = choose(reading, mission)
    numbers = DocumentNumbers(reading)
    parts = heading(reading, mission_title(chosen))
    series = in_order(chosen.pages.series) if chosen.pages else []
    for one in series:
        points = [point for point in one.points if may_tell(reading, point.claim_ids)]
        rows = tuple(_point(reading, one, point, numbers) for point in points)
        parts += [Text(series_title(one), style="bold"), Ledger(columns=_point_columns(), rows=rows), Text("")]
    if not series:
        parts.append(Text(display().phrases["nothing"]))
    return [*parts[: -1 if series else None], *footer(reading, numbers, chosen.others)]


def _point_columns() -> tuple[Column, ...]:
    title = display().columns
    return (
        Column(title=title["figure"], flexible=True),
        Column(title=title["window"], max_width=28),
        Column(title=title["speaker"], flexible=True),
        Column(title=title["support"], right=True),
        Column(title=title["sources"], max_width=_SOURCES_WIDTH),
    )


def _point(reading: Reading, series: Series, point: SeriesPoint, numbers: DocumentNumbers) -> Row:
    return Row(
        cells=(
            point_figure(reading, series, point),
            point_window(point),
            point_speakers(reading, point),
            str(point.sources),
            numbers.cite(point.claim_ids, most=_MOST_SOURCES),
        ),
        notes=(basis_words(display().phrases["stands"], point.headline),) if point.headline else (),
    )


def quotations(reading: Reading, mission: str | None = None) -> list[RenderableType]:
    """Who said what, in their words or in the document's, with the source."""
    numbers, lexicon = DocumentNumbers(reading), display()
    others: tuple[str, ...] = ()
    if mission is None:
        found, title = quotes(reading), lexicon.phrases["quotes_title"]
    else:
        chosen = choose(reading, mission)
        found = quotes(reading, chosen.pages.quotes if chosen.pages else ())
        title, others = mission_title(chosen), chosen.others
    parts = heading(reading, title)
    columns = (Column(title="", flexible=True),)
    for (who, number), said in groupby(_said(reading, found, numbers), key=lambda one: one[:2]):
        row = Row(cells=(f"{who} [{number}]",), notes=tuple(words for _, _, words in said))
        parts.append(Ledger(columns=columns, rows=(row,)))
    if not found:
        parts.append(Text(lexicon.phrases["nothing"]))
    else:
        parts += [Text(""), Text(lexicon.phrases["quotes_signs"], style="dim")]
    return [*parts, *footer(reading, numbers, others)]


def _said(reading: Reading, found: Iterable[Claim], numbers: DocumentNumbers) -> Iterator[tuple[str, str, str]]:
    """Speaker with role, source and words of each quotation that may be shown; their own words in quotation marks."""
    for claim in found:
        document = reading.documents.get(claim.document_id)
        if document is None or document.rights == RESTRICTED:
            continue
        who = speaker(claim, document) if claim.speaker else display().phrases["no_party"]
        role = f", {figures.printable(claim.speaker_role)}" if claim.speaker_role else ""
        words = figures.printable(claim.words or claim.evidence).strip(QUOTATION_MARKS)
        more = f" ({said})" if (said := remarks(claim)) else ""
        yield f"{who}{role}", numbers.cite((claim.id,)), (f"“{words}”" if claim.direct else words) + more


def disputes(reading: Reading, mission: str | None = None) -> list[RenderableType]:
    """What does not agree: both sentences with their sources, the rule, and what would settle it."""
    chosen = choose(reading, mission)
    numbers = DocumentNumbers(reading)
    parts = heading(reading, mission_title(chosen))
    found = chosen.pages.disputes if chosen.pages else ()
    for place, one in enumerate(found, start=1):
        parts += (
            [Text(""), *_dispute(reading, one, place, numbers)] if place > 1 else _dispute(reading, one, 1, numbers)
        )
    if not found:
        parts.append(Text(display().phrases["nothing"]))
    return [*parts, *footer(reading, numbers, chosen.others)]


def _dispute(reading: Reading, dispute: Dispute, place: int, numbers: DocumentNumbers) -> list[RenderableType]:
    lexicon = display()
    head = f"{place}. {dispute_title(reading, dispute)}: {lexicon.verdicts[dispute.verdict]}"
    left, right = _side(reading, dispute.left, numbers), _side(reading, dispute.right, numbers)
    sides = [*left, *([lexicon.phrases["against"]] if left and right else []), *right]
    why = f"{with_days(figures.printable(dispute.explanation))} ({lexicon.say('by_rule', rule=dispute.rule)})"
    settle = lexicon.say("settle", settle=figures.printable(dispute.settle))
    row = Row(cells=(head,), notes=(*sides, why, settle), style="bold")
    return [Ledger(columns=(Column(title="", flexible=True),), rows=(row,))]


def _side(reading: Reading, ids: Iterable[str], numbers: DocumentNumbers) -> list[str]:
    lines = []
    for claim in (reading.claims[one] for one in ids if one in reading.claims):
        document = reading.documents.get(claim.document_id)
        lines.append(f"{evidence(reading, claim)} {told_by(claim, document)} [{numbers.cite((claim.id,))}]")
    return list(dict.fromkeys(lines))


def documents(reading: Reading, mission: str | None = None) -> list[RenderableType]:
    """What was read: name, title, publisher, day and how it is known, claims; then every finding."""
    lexicon = display()
    title = lexicon.columns
    claims: dict[str, int] = {}
    for claim in reading.claims.values():
        claims[claim.document_id] = claims.get(claim.document_id, 0) + 1
    shown = [one for one in documents_in_view(reading, mission) if one.rights != RESTRICTED]
    shown.sort(key=lambda document: document.published.start or date.max)
    rows = tuple(_document(reading, one, claims.get(one.id, 0)) for one in shown)
    columns = (
        Column(title=title["published"], max_width=26),
        Column(title=title["document"], flexible=True),
        Column(title=title["claims"], right=True),
        Column(title=title["findings"], right=True),
    )
    parts = heading(reading, lexicon.phrases["documents_title"])
    parts.append(_ledger(columns, rows))
    hidden = sum(1 for document in reading.documents.values() if document.rights == RESTRICTED)
    if hidden:
        parts.append(Text(lexicon.count("restricted_documents", hidden), style="dim"))
    findings = [one for one in reading.findings if _may_show(reading, one)]
    if findings:
        parts += [Text(""), Text(lexicon.phrases["findings_title"], style="bold")]
        parts += [Text(finding_line(one)) for one in findings]
    taken_out = _taken_out(reading) if mission is None else []
    if taken_out:
        parts += [Text(""), Text(lexicon.phrases["taken_out_title"], style="bold"), *taken_out]
    return parts


def _taken_out(reading: Reading) -> list[Text]:
    """A line for each withdrawn document and each tombstone; what is restricted is not named."""
    say, clean = display().say, figures.printable
    lines = [
        say("withdrawn_line", name=clean(one.name), by=clean(one.by), reason=clean(one.reason))
        for one in reading.withdrawn
        if one.rights != RESTRICTED
    ]
    lines += [
        say("erased_line", id=one.document_id, day=str(one.recorded_at.date()), by=one.by, reason=clean(one.reason))
        for one in reading.erased
    ]
    return [Text(line) for line in lines]


def _may_show(reading: Reading, finding: Finding) -> bool:
    document = reading.documents.get(finding.document_id or "")
    return document is None or document.rights != RESTRICTED


def _document(reading: Reading, document: Document, claims: int) -> Row:
    lexicon = display()
    name = figures.printable(document.name)
    named = [figures.printable(one) for one in (document.publisher, document.title) if one]
    notes = [name] if named else []
    if document.published.known:
        notes.append(lexicon.say("published_how", how=figures.printable(document.published_how)))
    if document.is_sample:
        notes.append(lexicon.phrases["sample_mark"])
    if copy := reading.copies.get(document.id):
        original = reading.documents.get(copy)
        if original and original.id != document.id:
            notes.append(lexicon.say("copy_of", name=figures.printable(original.name)))
    notes += _versions(reading, document)
    if notice := reading.documents.get(reading.retracted.get(document.id, "")):
        notes.append(lexicon.say("retracted", day=figures.period(notice.published)))
    taken_back = sum(1 for one in reading.corrected if reading.claims[one].document_id == document.id)
    if taken_back:
        notes.append(lexicon.count("corrected", taken_back))
    return Row(
        cells=(
            figures.period(document.published),
            ": ".join(named) or name,
            f"{claims:,}",
            f"{sum(1 for finding in reading.findings if finding.document_id == document.id):,}",
        ),
        notes=(SEPARATOR.join(notes),) if notes else (),
    )


def _versions(reading: Reading, document: Document) -> list[str]:
    """Which version replaces the document, and what it changed of the one before."""
    say = display().say
    notes = []
    for version in reading.versions:
        newer = reading.documents.get(version.newer)
        if version.older == document.id and newer is not None:
            notes.append(say("replaced", day=figures.period(newer.published)))
        if version.newer == document.id:
            notes += [
                say("version_change", about=one.about, before=one.before or "–", after=one.after or "–")
                for one in version.changes
            ]
    return notes


def finding_line(finding: Finding) -> str:
    """A finding in one line, which names its source once."""
    source, message = figures.printable(finding.source), figures.printable(finding.message)
    return display().say(
        "finding_line", source=source, code=finding.code, message=message.removeprefix(f"{source}:").strip()
    )


def _ledger(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> RenderableType:
    return Ledger(columns=columns, rows=rows) if rows else Text(display().phrases["nothing"])
