"""Flat rows for tables: a claim, an account, a document as one row, in the columns of `lexicons/en/exports.toml`.

A list becomes one text joined by |, a period or an amount two columns, what is missing None.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from musterbook.lexicons.exports import export_words
from musterbook.model import Account, Period, Reading
from musterbook.views.pages import choose, shareable
from musterbook.views.shapes import Shape, account_shape, claim_shapes, json_day, json_number
from musterbook.views.shapes_pages import documents_in_view

Cell = str | int | float | bool | None
Row = dict[str, Cell]

PERIODS = frozenset({"valid", "due", "reported"})
"""The slots of a claim's shape that hold [start, end)."""

_JOINED = "|"


def for_others(reading: Reading, mission: str | None = None) -> Reading:
    """What may leave of a reading, and with a mission only its pages, its claims and the documents that hold them.

    Raises NotFoundError for an unknown mission.
    """
    shared = shareable(reading)
    if mission is None:
        return shared
    pages = choose(shared, mission).pages
    about = {one: claim for one, claim in shared.claims.items() if pages and claim.mission == pages.mission.id}
    held = {document.id: document for document in documents_in_view(shared, mission)}
    return replace(shared, missions=(pages,) if pages else (), claims=about, documents=held)


def claim_rows(reading: Reading) -> Iterator[Row]:
    """Every claim in view, by document and place."""
    for shape in claim_shapes(reading):
        yield _flat(shape, "claims") | {"document_id": reading.claims[shape["id"]].document_id}


def account_shapes(reading: Reading) -> Iterator[Shape]:
    """Every account of every mission in view, by mission, as JSON objects that name their mission and day."""
    for pages in sorted(reading.missions, key=lambda one: one.mission.id):
        for account in pages.accounts:
            yield {
                "mission": pages.mission.id,
                "mission_name": pages.mission.name,
                "as_of": reading.as_of.isoformat(),
                **account_shape(account),
                "sample": _is_sample(reading, account),
            }


def _is_sample(reading: Reading, account: Account) -> bool:
    ids = (*account.present_claims, *(one for staged in account.claims.values() for one in staged))
    found = (reading.documents.get(reading.claims[one].document_id) for one in ids if one in reading.claims)
    return any(document is not None and document.is_sample for document in found)


def account_rows(reading: Reading) -> Iterator[Row]:
    """Every account, its claims of all stages in one cell."""
    for shape in account_shapes(reading):
        ids = dict.fromkeys(one for staged in shape["claims"].values() for one in staged)
        due, overdue, bases = shape.pop("due"), shape.pop("overdue"), shape.pop("basis")
        conditions = shape.pop("conditions")
        plans = [*overdue, *due]
        start, end = min((plan["due"] for plan in overdue or due), key=_first_due, default=(None, None))
        cells: Shape = {
            "claims": list(ids),
            "due_start": start,
            "due_end": end,
            "plans_due": len(due),
            "plans_overdue": len(overdue),
            "conditions": _JOINED.join(f"{one['state']}: {one['words']}" for one in conditions) or None,
            "slips": sum(len(plan["slipped_from"]) for plan in plans),
        }
        for key, basis in bases.items():
            cells |= {f"{key}_sources": basis["sources"], f"{key}_policy": basis["policy"]}
        yield _flat(shape | cells, "accounts")


def _first_due(period: list[str | None]) -> str:
    return period[1] or period[0] or "9999"


def plan_rows(reading: Reading) -> Iterator[Row]:
    """Every plan of every mission in view, by mission and by the day on which it falls due."""
    for pages in sorted(reading.missions, key=lambda one: one.mission.id):
        accounts = {plan.claim_id: account.id for account in pages.accounts for plan in account.plans}
        for plan in pages.plans:
            claim = reading.claims[plan.claim_id]
            document = reading.documents[claim.document_id]
            yield {
                "mission": pages.mission.id,
                "as_of": json_day(reading.as_of),
                "account": accounts.get(plan.claim_id),
                "party": plan.party,
                "what": claim.value,
                "resource": plan.resource and str(plan.resource),
                "amount_low": json_number(plan.amount.low) if plan.amount else None,
                "amount_high": json_number(plan.amount.high) if plan.amount else None,
                "unit": plan.unit or None,
                "due_start": json_day(plan.due.start),
                "due_end": json_day(plan.due.end),
                "overdue": plan.overdue,
                "said_by": plan.said_by,
                "reported_start": json_day(plan.reported.start),
                "reported_end": json_day(plan.reported.end),
                "slipped_from": _JOINED.join(_spelled(one) for one in plan.slipped_from) or None,
                "claim": plan.claim_id,
                "doc": document.name,
                "sample": document.is_sample,
            }


def _spelled(period: Period) -> str:
    """A period in one cell: start/end, the end exclusive, two points for an open one."""
    return "/".join(json_day(end) or ".." for end in (period.start, period.end))


def document_rows(reading: Reading) -> Iterator[Row]:
    """Every document in view by name, without its text."""
    newer = {version.older: version.newer for version in reading.versions}
    counted = Counter(claim.document_id for claim in reading.claims.values())
    for document in documents_in_view(reading):
        yield {
            "id": document.id,
            "name": document.name,
            "title": document.title,
            "publisher": document.publisher,
            "url": document.url,
            "published_start": json_day(document.published.start),
            "published_end": json_day(document.published.end),
            "published_how": document.published_how,
            "language": document.language,
            "kind": document.kind,
            "rights": document.rights,
            "copy_of": reading.copies.get(document.id),
            "replaced_by": newer.get(document.id),
            "retracted_by": reading.retracted.get(document.id),
            "claims": counted[document.id],
            "sample": document.is_sample,
        }


def _flat(shape: Shape, table: str) -> Row:
    """The cells of a row by column; keys of the shape that are no column are left out."""
    cells: Row = {}
    for key, value in shape.items():
        if isinstance(value, dict):
            cells |= {f"{key}_{part}": one for part, one in value.items()}
        elif key in PERIODS:
            cells[f"{key}_start"], cells[f"{key}_end"] = value
        else:
            cells[key] = (_JOINED.join(value) or None) if isinstance(value, list) and key != "parts" else value
    return {name: cells.get(name) for name in export_words().tables[table].names}


Rows = Callable[[Reading], Iterator[Row]]

ROWS: Mapping[str, Rows] = {
    "claims": claim_rows,
    "accounts": account_rows,
    "plans": plan_rows,
    "documents": document_rows,
}
"""The name of a table -> its rows."""
