"""The book itself: documents, claims, findings and judgements are added, and read as of two clocks."""

import difflib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Select, Table, func, insert, or_, select

from musterbook.book import checking, engines, removals, rereading, rows, tables
from musterbook.book.memory import Memory, stamp
from musterbook.book.sheaves import Entry, Sheaf, prepared
from musterbook.errors import AmbiguousNameError, BookError, NotFoundError
from musterbook.model import Claim, Document, Erasure, Finding, Judgement, Withdrawal

T = TypeVar("T")

_SHORTEST_ID = 8
"""Hexadecimal digits from which on the beginning of an id names its document."""

_BATCH = 500
"""Values in one IN list; far below the limit of any engine."""


class Book:
    """An append-only store, open until `close`; also a context manager.

    Every method is one transaction. `known` is a day ("published by then"), `recorded` an aware instant ("written by
    then"); None sets no limit. A document dated by an interval is known from the interval's last day, one without a
    known last day from the day of its ingestion (METHOD section 4).
    """

    def __init__(
        self,
        engine: Engine,
        where: str,
        *,
        read_only: bool = False,
        snapshot: tuple[Connection, Memory] | None = None,
    ) -> None:
        self._engine = engine
        self._connection = snapshot[0] if snapshot else None
        self._memory = snapshot[1] if snapshot else Memory()
        self.where = where
        self.read_only = read_only

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; the book cannot be used afterwards."""
        if self._connection is None:
            self._engine.dispose()

    # -- writing ----------------------------------------------------------------------------------------------------

    def add(
        self,
        document: Document,
        claims: Iterable[Claim],
        findings: Iterable[Finding] = (),
        *,
        recorded_at: datetime,
    ) -> bool:
        """Add a document with its claims and findings, all or nothing; False and no change if it is there already.

        Raises EvidenceError, before anything is written, where a claim does not show its words.
        """
        entry = Entry(document=document, claims=tuple(claims), findings=tuple(findings))
        return self.add_many((entry,), recorded_at=recorded_at)[0]

    def add_many(self, entries: Iterable[Entry], *, recorded_at: datetime) -> tuple[bool, ...]:
        """Add several documents in one transaction; says of each whether it was new.

        Of two different claims of one document under one id the first is kept; the other becomes a finding.
        """
        bundle = [prepared(entry, recorded_at) for entry in entries]
        with self._writing() as connection:
            return tuple(_add(connection, sheaf) for sheaf in bundle)

    def add_findings(self, findings: Iterable[Finding], *, recorded_at: datetime) -> int:
        """Add the findings that are not there yet (same source, code and message); returns how many were new."""
        found = [rows.finding_row(finding, recorded_at) for finding in findings]
        with self._writing() as connection:
            return _add_findings(connection, found)

    def add_judgements(self, judgements: Sequence[Judgement]) -> None:
        """Add what a person decided, all or nothing. Raises NotFoundError for a claim that the book does not hold."""
        named = [claim for each in judgements for claim in (each.claim_id, each.other_claim_id) if claim]
        with self._writing() as connection:
            known = _present(connection, tables.claims, named)
            for claim in named:
                if claim not in known:
                    raise NotFoundError(f"there is no claim {claim} in {self.where}")
            if judgements:
                connection.execute(insert(tables.judgements), [rows.judgement_row(each) for each in judgements])

    def read_again(
        self, document: Document, claims: Sequence[Claim], *, release: str, recorded_at: datetime
    ) -> tuple[int, int, int] | None:
        """Add what another release finds in a document of the book; None and no change where it finds the same.

        Says how many claims came, went, and are put otherwise. What the book showed before can be shown again as
        recorded then. Raises NotFoundError for a document that the book does not hold.
        """
        with self._writing() as connection:
            if not _present(connection, tables.documents, [document.id]):
                raise NotFoundError(f"there is no document {document.id} in {self.where}")
            before = {claim.id: claim for claim in rereading.effective(connection, {document.id: document.text}, None)}
            now = {claim.id: claim for claim in reversed(claims)}
            if before == now:
                return None
            rereading.add(connection, document, claims, release, recorded_at)
            otherwise = sum(1 for one in before.keys() & now.keys() if before[one] != now[one])
            return len(now.keys() - before.keys()), len(before.keys() - now.keys()), otherwise

    def withdraw(
        self, document_id: str, *, by: str, reason: str, recorded_at: datetime, restored: bool = False
    ) -> None:
        """Take a document out of view for a reason, or bring it back; its rows stay.

        Raises UsageError where that is how it stands already.
        """
        with self._writing() as connection:
            removals.withdraw(connection, document_id, by=by, reason=reason, restored=restored, at=recorded_at)

    def erase(self, document_id: str, *, by: str, reason: str, recorded_at: datetime) -> Erasure:
        """Remove the words of a document and everything read from them; a tombstone stays (METHOD section 7).

        An erased document may be erased again: that only cleans the file anew. Raises BookLockedError where other
        readers keep the file from being cleaned; the rows are gone all the same.
        """
        with self._writing() as connection:
            before = removals.erasures(connection, [document_id])
            lost = before[-1] if before else None
            if lost is None:
                lost = removals.erase(connection, document_id, by=by, reason=reason, at=recorded_at)
        with engines.plain_errors(self.where):
            engines.scrub(self._engine)
        return lost

    # -- reading ----------------------------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self) -> Iterator["Book"]:
        """The book at one moment: whatever is asked of it inside agrees, even while another process writes."""
        with self._reading() as connection:
            connection.execute(select(tables.meta.c.number).limit(1))
            yield Book(self._engine, self.where, read_only=True, snapshot=(connection, self._memory))

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, kept under a key until any row is added or erased; to be asked within a snapshot.

        What is kept is shared by everybody who asks, so `make` gives a value that nobody changes.
        """
        with self._reading() as connection:
            return self._memory.recall(stamp(connection), key, make)

    def documents(self, known: date | None = None, recorded: datetime | None = None) -> tuple[Document, ...]:
        """The documents in view, without those withdrawn by then, by day of publication (undated last), name and id.

        Raises EvidenceError, naming the row, where a text is not the one that was stored.
        """
        with self._reading() as connection:
            return _documents(connection, known, recorded)

    def claims(self, known: date | None = None, recorded: datetime | None = None) -> tuple[Claim, ...]:
        """The claims of the documents in view, in the order of documents, then by start, end and id.

        Raises EvidenceError, naming the row, where a claim does not show its words.
        """
        with self._reading() as connection:
            found = _documents(connection, known, recorded)
            texts = {document.id: document.text for document in found}
            order = {document.id: place for place, document in enumerate(found)}
            claims = rereading.effective(connection, texts, recorded)
        claims.sort(key=lambda claim: (order[claim.document_id], claim.span.start, claim.span.end, claim.id))
        return tuple(claims)

    def former_claims(self, known: date | None = None, recorded: datetime | None = None) -> tuple[Claim, ...]:
        """The claims of the documents in view that the last reading of their document no longer finds, by id.

        They count nowhere; what a person decided about them still holds for the same reading of the same words.
        """
        with self._reading() as connection:
            texts = {document.id: document.text for document in _documents(connection, known, recorded)}
            return tuple(sorted(rereading.former(connection, texts, recorded), key=lambda claim: claim.id))

    def withdrawals(self, recorded: datetime | None = None) -> tuple[Withdrawal, ...]:
        """The documents that are withdrawn as of an instant, with who did it and why."""
        with self._reading() as connection:
            return removals.withdrawals(connection, recorded)

    def erasures(self, document_id: str | None = None) -> tuple[Erasure, ...]:
        """The tombstones of all erased documents, or of one; past views name them too, since their words are gone."""
        with self._reading() as connection:
            return removals.erasures(connection, None if document_id is None else [document_id])

    def findings(self, recorded: datetime | None = None) -> tuple[Finding, ...]:
        """All findings but those about withdrawn documents, by source, code and message."""
        table = tables.findings
        query = _written(select(table), table, recorded)
        with self._reading() as connection:
            out = {each.document_id for each in removals.withdrawals(connection, recorded)}
            found = [rows.finding_of(row) for row in connection.execute(query).mappings()]
        found = [each for each in found if each.document_id not in out]
        return tuple(sorted(found, key=lambda finding: (finding.source, finding.code, finding.message)))

    def judgements(self, recorded: datetime | None = None) -> tuple[Judgement, ...]:
        """All judgements in the order in which they were made."""
        table = tables.judgements
        query = _written(select(table), table, recorded).order_by(table.c.recorded_at, table.c.number)
        with self._reading() as connection:
            return tuple(rows.judgement_of(row) for row in connection.execute(query).mappings())

    def holds(self, document_id: str) -> bool:
        """Whether a document with this id is there, so that it need not be read again."""
        with self._reading() as connection:
            return bool(_present(connection, tables.documents, [document_id]))

    def find_document(self, name_or_id: str) -> Document:
        """The document with this name, this id, or an id that begins so (eight digits or more).

        Raises AmbiguousNameError listing the candidates, or NotFoundError with the names that come near.
        """
        table = tables.documents
        fits = [table.c.name == name_or_id, table.c.id == name_or_id]
        if len(name_or_id) >= _SHORTEST_ID:
            fits.append(table.c.id.startswith(name_or_id, autoescape=True))
        with self._reading() as connection:
            found = connection.execute(select(table).where(or_(*fits)).order_by(table.c.id)).mappings().all()
            names = [] if found else connection.scalars(select(table.c.name).distinct().order_by(table.c.name)).all()
        exact = [row for row in found if row["id"] == name_or_id] or found
        if len(exact) == 1:
            return rows.document_of(exact[0])
        if exact:
            listed = ", ".join(f"{row['id']} ({row['name']}, {row['published_start'] or 'undated'})" for row in exact)
            raise AmbiguousNameError(f"{name_or_id!r} fits {len(exact)} documents: {listed}")
        near = difflib.get_close_matches(name_or_id, names, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise NotFoundError(f"there is no document {name_or_id!r} in {self.where}{hint}")

    def find_claim(self, claim_id: str) -> Claim:
        """The claim with this id, or with the only id that begins so (eight digits or more).

        Raises AmbiguousNameError listing the candidates, or NotFoundError.
        """
        table = tables.claims
        fits = table.c.id == claim_id
        if len(claim_id) >= _SHORTEST_ID:
            fits = fits | table.c.id.startswith(claim_id, autoescape=True)
        query = select(table.c.id, table.c.document_id, table.c.claim, tables.documents.c.text).join(tables.documents)
        with self._reading() as connection:
            found = connection.execute(query.where(fits).order_by(table.c.id)).mappings().all()
        exact = [row for row in found if row["id"] == claim_id] or found
        if len(exact) > 1:
            raise AmbiguousNameError(f"{claim_id!r} fits {len(exact)} claims: {', '.join(row['id'] for row in exact)}")
        if not exact:
            raise NotFoundError(f"there is no claim {claim_id} in {self.where}; export claims lists their ids")
        return rows.claim_of(exact[0], exact[0]["text"])

    def horizon(self, recorded: datetime | None = None) -> date | None:
        """The latest day of publication in the book; None where no document has a known one."""
        with self._reading() as connection:
            ends = [each.published.end for each in _documents(connection, None, recorded)]
        return max((end - timedelta(days=1) for end in ends if end is not None), default=None)

    def counts(self) -> dict[str, int]:
        """How many documents, claims, findings and judgements there are."""
        counted = (tables.documents, tables.claims, tables.findings, tables.judgements)
        with self._reading() as connection:
            return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in counted}

    def check(self) -> tuple[Finding, ...]:
        """Every fault of the stored rows: hashes, evidence, references, the file itself; none where all is well."""
        with self._reading() as connection:
            return tuple(checking.faults(connection, self.where))

    # -- transactions -----------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with engines.plain_errors(self.where):
            if self._connection is not None:
                yield self._connection
                return
            with self._engine.connect() as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise BookError(f"{self.where} is open for reading only")
        with (
            engines.plain_errors(self.where),
            engines.writing(self._engine) as connection,
        ):
            yield connection


def _add(connection: Connection, sheaf: Sheaf) -> bool:
    if _present(connection, tables.documents, [sheaf.document["id"]]):
        return False
    connection.execute(insert(tables.documents), [sheaf.document])
    for run in sheaf.claims:
        connection.execute(insert(tables.claims), run)
    _add_findings(connection, sheaf.findings)
    return True


def _add_findings(connection: Connection, found: Sequence[dict[str, Any]]) -> int:
    fresh = {row["id"]: row for row in found}
    for known in _present(connection, tables.findings, list(fresh)):
        del fresh[known]
    if fresh:
        connection.execute(insert(tables.findings), list(fresh.values()))
    return len(fresh)


def _present(connection: Connection, table: Table, ids: Sequence[str]) -> set[str]:
    """Which of the ids the table holds."""
    found: set[str] = set()
    for first in range(0, len(ids), _BATCH):
        found.update(connection.scalars(select(table.c.id).where(table.c.id.in_(ids[first : first + _BATCH]))))
    return found


def _documents(connection: Connection, known: date | None, recorded: datetime | None) -> tuple[Document, ...]:
    table = tables.documents
    query = _written(select(table), table, recorded)
    if known is not None:
        query = query.where(table.c.known_from <= known)
    out = {each.document_id for each in removals.withdrawals(connection, recorded)}
    found = [rows.document_of(row) for row in connection.execute(query).mappings() if row["id"] not in out]
    return tuple(sorted(found, key=lambda document: (document.published.start or date.max, document.name, document.id)))


def _written(query: Select[Any], table: Table, recorded: datetime | None) -> Select[Any]:
    """The query, limited to rows that were written by then."""
    return query if recorded is None else query.where(table.c.recorded_at <= rows.instant(recorded))
