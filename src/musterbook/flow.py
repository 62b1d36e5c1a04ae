"""The whole program on one screen: the only module that knows the order of the stages.

documents -> sentences -> dates -> cast -> claims -> book -> accounts -> reading
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from musterbook import accounts, documents, intake
from musterbook import book as books
from musterbook.book import Book
from musterbook.errors import UsageError
from musterbook.intake import Progress
from musterbook.model import RESTRICTED, Claim, Document, Erasure, Family, Finding, Reading, Withdrawal
from musterbook.settings import Settings, load_settings

__all__ = [
    "Progress",
    "ReadReport",
    "RereadReport",
    "check",
    "enter",
    "extract",
    "open_book",
    "read_again",
    "read_into",
    "read_table",
    "reading",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """What a run did: new and unchanged documents, new claims in all and by family, and every fault found."""

    read: int
    unchanged: int
    claims: int
    findings: tuple[Finding, ...]
    families: Mapping[Family, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadReport:
    """How many documents were read again, and of each that is read otherwise now what changed."""

    read: int
    changes: tuple[intake.Change, ...]


def open_book(path_or_url: str | os.PathLike[str], settings: Settings | None = None, *, create: bool = True) -> Book:
    """The book in a file or at a database address, to be used in a `with` statement; a missing one is made.

    Without `create` a missing one raises NotFoundError. Raises BookError for what is no book.
    """
    return books.open_book(path_or_url, settings or load_settings(), create=create)


def extract(document: Document, settings: Settings | None = None) -> list[Claim]:
    """The claims of one document, in the order of its text."""
    return list(intake.understand([document], settings or load_settings())[0].claims)


def read_into(
    book: Book,
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    settings: Settings | None = None,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    workers: int = 1,
) -> ReadReport:
    """Read one source or several into a book, in order; what is reported as read is written.

    A document that the book holds already is left alone. Faults of the input become findings and the run goes on.
    The claims are the same whatever the number of `workers`, the processes that read (0: one for each core, where the
    input is large). A script that asks for several must be guarded by `if __name__ == "__main__"`, as for any process.
    """
    settings = settings or load_settings()
    given = [sources] if isinstance(sources, str | os.PathLike) else sources
    found = documents.read([os.fspath(each) for each in given], settings, stdin=stdin)
    return _report(intake.take_in(book, found, settings, progress, workers))


def read_again(
    book: Book, documents_: Sequence[str] = (), settings: Settings | None = None, *, progress: Progress | None = None
) -> RereadReport:
    """Read documents of the book again (all articles by default) with this release; names and ids as everywhere.

    What is found otherwise is added as a further reading: the pages follow the last one, an earlier `recorded` instant
    shows the one before, and what people decided holds for the same reading of the same words.
    """
    settings = settings or load_settings()
    chosen = [book.find_document(each) for each in documents_] or list(book.documents())
    chosen = [each for each in chosen if each.kind != "desk"]
    return RereadReport(read=len(chosen), changes=tuple(intake.read_again(book, chosen, settings, progress)))


def enter(book: Book, row: Mapping[str, str], by: str, settings: Settings | None = None) -> ReadReport:
    """Add one desk entry: a row by a named person, through the same flow as any document.

    Raises UsageError where the row cannot be used as it stands.
    """
    report = _report(intake.take_in(book, documents.desk.desk_entry(row, by), settings or load_settings(), None, 1))
    if report.findings:
        raise UsageError(report.findings[0].message)
    return report


def read_table(book: Book, table: str | os.PathLike[str], mapping: str, settings: Settings | None = None) -> ReadReport:
    """Add the rows of a CSV or XLSX table as entries; `mapping` is a TOML file, or the name of one that comes with it.

    Raises UsageError for a table or a mapping that cannot be used; a row that cannot be taken becomes a finding.
    """
    rows = documents.tables.read_table(Path(table), documents.tables.mapping_named(mapping))
    return _report(intake.take_in(book, rows, settings or load_settings(), None, 1))


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
    settings = settings or load_settings()
    with book.snapshot() as view:
        limits = _Limits(known=known, recorded=recorded, leaving=leaving, settings=settings)
        held = view.remembered(limits, lambda: _held(view, limits))
    derived = held.prepared.reading(as_of=valid, known=known, recorded=recorded, findings=held.findings)
    return replace(derived, left_out=held.left_out, withdrawn=held.withdrawn, erased=held.erased)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limits:
    """What a reading sees of a book, whatever its day."""

    known: date | None
    recorded: datetime | None
    leaving: bool
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A book within these limits, ready for a reading as of any day."""

    prepared: accounts.Prepared
    findings: tuple[Finding, ...]
    left_out: int
    withdrawn: tuple[Withdrawal, ...]
    erased: tuple[Erasure, ...]


def _held(view: Book, limits: _Limits) -> _Held:
    known, recorded = limits.known, limits.recorded
    held = view.documents(known, recorded)
    hidden = {each.id for each in held if limits.leaving and each.rights == RESTRICTED}
    out = view.withdrawals(recorded)
    return _Held(
        prepared=accounts.prepare(
            [each for each in view.claims(known, recorded) if each.document_id not in hidden],
            [each for each in held if each.id not in hidden],
            known=known,
            recorded=recorded,
            judgements=view.judgements(recorded),
            former=[each for each in view.former_claims(known, recorded) if each.document_id not in hidden],
            settings=limits.settings,
        ),
        findings=tuple(each for each in view.findings(recorded) if each.document_id not in hidden),
        left_out=len(hidden),
        withdrawn=tuple(each for each in out if not (limits.leaving and each.rights == RESTRICTED)),
        erased=view.erasures(),
    )


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


def _report(tally: intake.Tally) -> ReadReport:
    return ReadReport(
        read=tally.read,
        unchanged=tally.unchanged,
        claims=tally.families.total(),
        findings=tuple(tally.findings),
        families=dict(tally.families),
    )
