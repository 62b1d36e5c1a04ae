"""What people decide about a book: judgements on claims, documents taken out. Each is checked, then added as a row."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from musterbook.accounts import check_correction
from musterbook.book import Book
from musterbook.errors import UsageError
from musterbook.model import Erasure, Judgement

__all__ = ["VERDICTS", "erase", "judge", "judge_rows", "restore", "withdraw"]

VERDICTS = ("accept", "reject", "correct", "same", "different", "undo")
"""What can be said; `same` and `different` name a second claim, `correct` a field and its value."""

_PAIR = frozenset({"same", "different"})


def judge(
    book: Book,
    claim_id: str,
    verdict: str,
    *,
    by: str,
    reason: str = "",
    other: str | None = None,
    fields: Mapping[str, str] | None = None,
) -> tuple[Judgement, ...]:
    """Add a judgement by a named person; one for each field where `verdict` is correct. Ids may be shortened.

    Raises NotFoundError for a claim that the book does not hold, UsageError for a decision that makes no sense.
    """
    made = _made(book, claim_id, verdict, by=by, reason=reason, other=other, fields=fields or {})
    book.add_judgements(made)
    return made


def judge_rows(book: Book, rows: Iterable[Mapping[str, str]], by: str | None = None) -> tuple[Judgement, ...]:
    """Add the judgements of a filled-in review sheet, all or none; rows without a verdict are passed over.

    Columns: claim, verdict, and where they are needed other, field, value, reason, by. Raises UsageError naming the
    row.
    """
    made: list[Judgement] = []
    for number, row in enumerate(rows, start=2):
        given = {key: (value or "").strip() for key, value in row.items() if key}
        if not given.get("verdict"):
            continue
        try:
            made += _made(
                book,
                given.get("claim", ""),
                given["verdict"].casefold(),
                by=given.get("by") or by or "",
                reason=given.get("reason", ""),
                other=given.get("other") or None,
                fields={given["field"]: given.get("value", "")} if given.get("field") else {},
            )
        except UsageError as error:
            raise UsageError(f"row {number}: {error}; nothing was written") from error
    book.add_judgements(made)
    return tuple(made)


def withdraw(book: Book, document: str, *, by: str, reason: str) -> str:
    """Take a document (its name, id or the beginning of it) out of view; returns its id.

    The book is then as if it had never been read; with a `recorded` instant before, it can still be seen.
    """
    _named(by, reason)
    found = book.find_document(document).id
    book.withdraw(found, by=by, reason=reason, recorded_at=datetime.now(UTC))
    return found


def restore(book: Book, document: str, *, by: str, reason: str) -> str:
    """Bring a withdrawn document back into view; returns its id."""
    _named(by, reason)
    found = book.find_document(document).id
    book.withdraw(found, by=by, reason=reason, recorded_at=datetime.now(UTC), restored=True)
    return found


def erase(book: Book, document: str, *, by: str, reason: str) -> Erasure:
    """Remove the words of a document for good and leave a tombstone; an erased one may be named by its whole id."""
    _named(by, reason)
    gone = book.erasures(document)
    found = document if gone else book.find_document(document).id
    return book.erase(found, by=by, reason=reason, recorded_at=datetime.now(UTC))


def _named(by: str, reason: str) -> None:
    if not by.strip():
        raise UsageError("a decision needs the name of the person who makes it: --by NAME")
    if not reason.strip():
        raise UsageError("taking a document out needs a reason: --reason TEXT")


def _made(
    book: Book, claim_id: str, verdict: str, *, by: str, reason: str, other: str | None, fields: Mapping[str, str]
) -> tuple[Judgement, ...]:
    """The judgements of one decision, checked against the book."""
    if verdict not in VERDICTS:
        raise UsageError(f"{verdict!r} is no verdict; known: {', '.join(VERDICTS)}")
    if not by.strip():
        raise UsageError("a judgement needs the name of the person who makes it: --by NAME")
    if verdict in _PAIR and other is None:
        raise UsageError(f"{verdict} is said of two claims; name the other one")
    if other is not None and verdict not in (*_PAIR, "undo"):
        raise UsageError(f"{verdict} is said of one claim, not of two")
    if (verdict == "correct") is not bool(fields):
        needs = "names a field and its value (quantity=400)" if verdict == "correct" else "changes no field"
        raise UsageError(f"{verdict} {needs}")
    claim = book.find_claim(claim_id)
    second = None if other is None else book.find_claim(other).id
    if second == claim.id:
        raise UsageError("a claim is not compared with itself")
    for name, value in fields.items():
        try:
            check_correction(claim, name, value)
        except ValueError as error:
            raise UsageError(f"{name} cannot be corrected to {value!r}: {error}") from error
    now = datetime.now(UTC)
    said = [(None, None)] if not fields else list(fields.items())
    return tuple(
        Judgement(
            claim_id=claim.id,
            verdict=verdict,
            by=by.strip(),
            reason=reason,
            recorded_at=now,
            other_claim_id=second,
            field=name,
            value=value,
        )
        for name, value in said
    )
