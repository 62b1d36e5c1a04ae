"""What is added to a book at once: a document with its claims, and the checked rows that are made of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from musterbook.book import rows
from musterbook.model import Claim, Document, Finding

RUN = 2_000
"""Claims that are written at once; the rows of a document with more are made while it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document with everything that was read from it, to be added as a whole."""

    document: Document
    claims: Collection[Claim] = ()
    findings: tuple[Finding, ...] = ()


class Sheaf(NamedTuple):
    """The rows of one entry, checked; the claims in runs."""

    document: dict[str, Any]
    claims: Iterable[list[dict[str, Any]]]
    findings: list[dict[str, Any]]


def prepared(entry: Entry, recorded_at: datetime) -> Sheaf:
    """The checked rows of an entry, made before the write lock is taken; those of very many claims while writing."""
    findings = [rows.finding_row(finding, recorded_at) for finding in entry.findings]
    runs: Iterable[list[dict[str, Any]]] = _runs(entry, recorded_at, findings)
    return Sheaf(
        document=rows.document_row(entry.document, recorded_at),
        claims=runs if len(entry.claims) > RUN else list(runs),
        findings=findings,
    )


def _runs(entry: Entry, recorded_at: datetime, findings: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The rows of the claims, so many at once; what is said of those that are left out is added to the findings."""
    document, now = entry.document, rows.instant(recorded_at)
    kept: dict[str, int] = {}
    run: list[dict[str, Any]] = []
    for claim in entry.claims:
        mark = hash(claim)
        if claim.id not in kept:
            kept[claim.id] = mark
            run.append(rows.claim_row(claim, document, now))
        elif kept[claim.id] != mark:
            findings.append(rows.finding_row(_same_id(document, claim), recorded_at))
        if len(run) >= RUN:
            yield run
            run = []
    if run:
        yield run


def _same_id(document: Document, claim: Claim) -> Finding:
    message = f"two claims at {claim.span.start}:{claim.span.end} ({claim.value}) differ only in details; one is kept"
    return Finding(source=document.name, code="same-claim", message=message, document_id=document.id)
