"""The whole program on one screen: the only module that knows the order of the stages.

documents -> sentences -> dates -> cast -> claims -> book -> accounts -> reading
"""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import BinaryIO

from musterbook import accounts, claims, documents, parties, sentences
from musterbook import book as books
from musterbook.book import Book
from musterbook.errors import UsageError
from musterbook.model import RESTRICTED, Claim, Document, Erasure, Family, Finding, Reading
from musterbook.settings import Settings, load_settings

__all__ = ["ReadReport", "check", "enter", "extract", "open_book", "read_into", "reading"]

Progress = Callable[[Document, int], None]
"""Called after each document with the document and the number of its claims (0 if it was there already)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """What a run did: new and unchanged documents, new claims in all and by family, and every fault found."""

    read: int
    unchanged: int
    claims: int
    findings: tuple[Finding, ...]
    families: Mapping[Family, int] = field(default_factory=dict)


def open_book(path_or_url: str | os.PathLike[str], settings: Settings | None = None, *, create: bool = True) -> Book:
    """The book in a file or at a database address, to be used in a `with` statement; a missing one is made.

    Without `create` a missing one raises NotFoundError. Raises BookError for what is no book.
    """
    return books.open_book(path_or_url, settings or load_settings(), create=create)


def extract(document: Document, settings: Settings | None = None) -> list[Claim]:
    """The claims of one document, in the order of its text."""
    return list(_understood(document, settings or load_settings())[1])


def read_into(
    book: Book,
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    settings: Settings | None = None,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> ReadReport:
    """Read one source or several into a book, document by document; what is reported as read is written.

    A document that the book holds already is left alone. Faults of the input become findings and the run goes on.
    """
    settings = settings or load_settings()
    given = [sources] if isinstance(sources, str | os.PathLike) else sources
    return _add_all(
        book, documents.read([os.fspath(each) for each in given], settings, stdin=stdin), settings, progress
    )


def enter(book: Book, row: Mapping[str, str], by: str, settings: Settings | None = None) -> ReadReport:
    """Add one desk entry: a row by a named person, through the same flow as any document.

    Raises UsageError where the row cannot be used as it stands.
    """
    report = _add_all(book, documents.desk.desk_entry(row, by), settings or load_settings(), None)
    if report.findings:
        raise UsageError(report.findings[0].message)
    return report


def reading(
    book: Book,
    *,
    valid: date | None = None,
    known: date | None = None,
    recorded: datetime | None = None,
    leaving: bool = False,
    settings: Settings | None = None,
) -> Reading:
    """The book as of a day (`valid`), as far as published by `known` and recorded by `recorded`.

    With `leaving` as if no restricted document had ever been read: for what leaves the book (METHOD section 8).
    """
    with book.snapshot() as view:
        held = view.documents(known, recorded)
        hidden = {each.id for each in held if leaving and each.rights == RESTRICTED}
        derived = accounts.derive(
            [each for each in view.claims(known, recorded) if each.document_id not in hidden],
            [each for each in held if each.id not in hidden],
            as_of=valid,
            known=known,
            recorded=recorded,
            findings=[each for each in view.findings(recorded) if each.document_id not in hidden],
            judgements=view.judgements(recorded),
            settings=settings or load_settings(),
        )
        out = tuple(each for each in view.withdrawals(recorded) if not (leaving and each.rights == RESTRICTED))
        return replace(derived, left_out=len(hidden), withdrawn=out, erased=view.erasures())


def check(book: Book, settings: Settings | None = None) -> tuple[Finding, ...]:
    """What is wrong with a book: its rows, and whether its pages follow from them whatever the order.

    The pages are derived twice, the second time from the rows in reverse; both must be equal.
    """
    settings = settings or load_settings()
    faults = book.check()
    if faults:
        return faults
    with book.snapshot() as view:
        claims, held, judgements = view.claims(), view.documents(), view.judgements()
    first = accounts.derive(claims, held, judgements=judgements, settings=settings)
    second = accounts.derive(claims[::-1], held[::-1], judgements=judgements[::-1], settings=settings)
    if first != second:
        return (Finding(source=book.where, code="check", message="its pages depend on the order of its rows"),)
    return ()


def _add_all(book: Book, sources: documents.Sources, settings: Settings, progress: Progress | None) -> ReadReport:
    read = unchanged = 0
    families: Counter[Family] = Counter()
    findings: list[Finding] = []
    for item in sources:
        now = datetime.now(UTC)
        faults = (item,) if isinstance(item, Finding) else _desk_faults(item)
        if isinstance(item, Finding) or faults:
            findings.extend(faults)
            book.add_findings(faults, recorded_at=now)
            continue
        found: tuple[Claim, ...] = ()
        erased = book.erasures(item.id)
        if erased:
            findings.append(_refused(item, erased[-1]))
        elif book.holds(item.id):
            unchanged += 1
        else:
            document, found = _understood(item, settings)
            book.add(document, found, recorded_at=now)
            read += 1
            families.update(claim.family for claim in found)
        if progress is not None:
            progress(item, len(found))
    return ReadReport(
        read=read, unchanged=unchanged, claims=families.total(), findings=tuple(findings), families=dict(families)
    )


def _refused(document: Document, erasure: Erasure) -> Finding:
    """What was erased does not come back by reading it again."""
    message = f"was erased on {erasure.recorded_at.date()} by {erasure.by} ({erasure.reason}) and is not read again"
    return Finding(source=document.name, code="erased", message=message)


def _desk_faults(document: Document) -> tuple[Finding, ...]:
    """What a desk entry says and its account could not use: such a row is better mended than kept."""
    return claims.row_findings(document) if document.kind == "desk" else ()


def _understood(document: Document, settings: Settings) -> tuple[Document, tuple[Claim, ...]]:
    """A document dated as far as its text allows, and its claims."""
    if document.kind == "desk":
        return document, claims.row_claims(document)
    parsed = sentences.parse(document, settings)
    if not document.published.known:
        published, reason = claims.date_document(parsed)
        document = replace(document, published=published, published_how=reason)
        parsed = replace(parsed, document=document)
    return document, tuple(claims.extract(parsed, parties.cast(parsed))) if parsed.sentences else ()
