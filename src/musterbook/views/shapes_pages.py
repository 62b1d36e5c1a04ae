"""JSON shapes of the pages besides the balance: timeline, situation, quotes, disputes, documents."""

from musterbook.model import Dispute, Document, Finding, Reading, Series, TimelineEntry
from musterbook.views.pages import choose
from musterbook.views.shapes import (
    Shape,
    basis_shape,
    claim_shapes,
    json_amount,
    json_day,
    json_period,
    one_or_many,
    page_head,
    reading_head,
)
from musterbook.views.sources import quotes
from musterbook.views.telling import entry_parties


def timeline(reading: Reading, mission: str | None = None) -> Shape:
    """The milestones and deeds of one mission in order of time; undated ones last."""
    head, pages = page_head(reading, mission)
    return head | {"timeline": [_entry(one) for one in pages.timeline] if pages else []}


def _entry(entry: TimelineEntry) -> Shape:
    return {
        "id": entry.id,
        "when": json_period(entry.when),
        "latest": json_day(entry.latest),
        "event": str(entry.event),
        "summary": entry.summary,
        "party": one_or_many(entry_parties(entry)),
        "object": entry.object,
        "place": entry.place,
        "polarity": str(entry.polarity),
        "planned": entry.planned,
        "sources": entry.sources,
        "claims": list(entry.claim_ids),
    }


def situation(reading: Reading, mission: str | None = None) -> Shape:
    """The figures about the place by measure; never a sum."""
    head, pages = page_head(reading, mission)
    return head | {"series": [_series(one) for one in pages.series] if pages else []}


def _series(series: Series) -> Shape:
    points = [
        {
            **(json_amount(point.amount) or {}),
            "kind": point.kind,
            "window": json_period(point.window),
            "reported": json_period(point.reported),
            "speaker": point.speaker,
            "sources": point.sources,
            "headline": point.headline and basis_shape(point.headline),
            "claims": list(point.claim_ids),
        }
        for point in series.points
    ]
    return {
        "id": series.id,
        "measure": str(series.measure),
        "place": series.place,
        "unit": series.unit,
        "points": points,
    }


def quotations(reading: Reading, mission: str | None = None) -> Shape:
    """The quotations of one mission, or of the whole book without a name."""
    if mission is None:
        head = reading_head(reading, None, None, tuple(pages.mission.id for pages in reading.missions))
        return head | {"quotes": claim_shapes(reading, quotes(reading))}
    head, pages = page_head(reading, mission)
    return head | {"quotes": claim_shapes(reading, quotes(reading, pages.quotes if pages else ()))}


def disputes(reading: Reading, mission: str | None = None) -> Shape:
    """What does not agree, both sides with their claims."""
    head, pages = page_head(reading, mission)
    return head | {"disputes": [_dispute(reading, one) for one in pages.disputes] if pages else []}


def _dispute(reading: Reading, dispute: Dispute) -> Shape:
    return {
        "id": dispute.id,
        "verdict": str(dispute.verdict),
        "rule": dispute.rule,
        "about": dispute.about,
        "left": _sides(reading, dispute.left),
        "right": _sides(reading, dispute.right),
        "explanation": dispute.explanation,
        "settle": dispute.settle,
    }


def _sides(reading: Reading, ids: tuple[str, ...]) -> list[Shape]:
    return claim_shapes(reading, [reading.claims[one] for one in ids if one in reading.claims])


def documents(reading: Reading, mission: str | None = None) -> Shape:
    """The documents in view with the number of claims, and every finding; those of one mission when it is named."""
    rows = [_document(reading, one) for one in documents_in_view(reading, mission)]
    kept = {row["id"] for row in rows}
    findings = [_finding(one) for one in reading.findings if mission is None or one.document_id in kept]
    if mission is None:
        head = reading_head(reading, None, None, tuple(pages.mission.id for pages in reading.missions))
    else:
        head, _ = page_head(reading, mission)
    taken_out = {
        "withdrawn": [
            {"id": one.document_id, "doc": one.name, "reason": one.reason, "by": one.by} for one in reading.withdrawn
        ],
        "erased": [
            {"id": one.document_id, "on": json_day(one.recorded_at.date()), "reason": one.reason, "by": one.by}
            for one in reading.erased
        ],
    }
    return head | {"documents": rows, "findings": findings} | taken_out


def documents_in_view(reading: Reading, mission: str | None = None) -> list[Document]:
    """Documents by name; with a mission, those that hold a claim about it."""
    found = reading.documents.values()
    if mission is None:
        return sorted(found, key=lambda document: (document.name, document.id))
    pages = choose(reading, mission).pages
    wanted = {claim.document_id for claim in reading.claims.values() if pages and claim.mission == pages.mission.id}
    return sorted((one for one in found if one.id in wanted), key=lambda document: (document.name, document.id))


def _document(reading: Reading, document: Document) -> Shape:
    families: dict[str, int] = {}
    for claim in reading.claims.values():
        if claim.document_id == document.id:
            families[str(claim.family)] = families.get(str(claim.family), 0) + 1
    return {
        "id": document.id,
        "doc": document.name,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": json_period(document.published),
        "published_how": document.published_how,
        "language": document.language,
        "kind": document.kind,
        "entered_by": document.entered_by,
        "rights": document.rights,
        "labels": list(document.labels),
        "copy_of": reading.copies.get(document.id),
        "replaced_by": next((one.newer for one in reading.versions if one.older == document.id), None),
        "retracted_by": reading.retracted.get(document.id),
        "changes": [
            {"about": change.about, "before": change.before, "after": change.after, "claims": list(change.claims)}
            for version in reading.versions
            if version.newer == document.id
            for change in version.changes
        ],
        "claims": sum(families.values()),
        "families": dict(sorted(families.items())),
        "findings": sum(1 for finding in reading.findings if finding.document_id == document.id),
    }


def _finding(finding: Finding) -> Shape:
    return {
        "source": finding.source,
        "code": finding.code,
        "message": finding.message,
        "document": finding.document_id,
    }
