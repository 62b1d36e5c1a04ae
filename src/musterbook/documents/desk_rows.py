"""The row of a desk entry: its fields, what each may hold, and its canonical text.

The text has one line `field: value` for each field that says something, in the order of FIELDS; so the same row gives
the same text however its columns stood.
"""

import difflib
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from musterbook.documents.dates import DateError, read_published
from musterbook.documents.heads import one_line
from musterbook.errors import UsageError
from musterbook.model import Certainty, Event, Family, Force, Measure, Polarity, QuantityKind, Resource, Stage

FIELDS = (
    "family",
    "stage",
    "measure",
    "event",
    "party",
    "by_whom",
    "recipient",
    "mission",
    "resource",
    "force",
    "item",
    "quantity",
    "unit",
    "kind",
    "object",
    "place",
    "valid",
    "due",
    "reported",
    "polarity",
    "certainty",
    "condition",
    "speaker",
    "words",
    "note",
    "source",
    "restricted",
    "by",
)
"""Every field of a row, in the order of the canonical text."""

VOCABULARIES: Mapping[str, type[StrEnum]] = {
    "family": Family,
    "stage": Stage,
    "measure": Measure,
    "event": Event,
    "resource": Resource,
    "force": Force,
    "kind": QuantityKind,
    "polarity": Polarity,
    "certainty": Certainty,
}
"""The fields whose values are closed."""

DATES = ("valid", "due", "reported")
"""The fields that hold days: 2024-06-25, 2024-06, 2024-06-25/2024-06-27, 2024-06-25/.. ."""

SEVERAL = ";"
"""What stands between the names of a field that names several."""

_FAMILIES = {
    "stage": Family.COMMITMENT,
    "measure": Family.SITUATION,
    "event": Family.MILESTONE,
    "words": Family.QUOTE,
}
"""What a row is about, by the first of these fields that it gives."""

YES, NO = "true", "false"
"""The values of `restricted`."""

_ALIKE = str.maketrans(" -", "__")


class Stretch(NamedTuple):
    """The value of one field and where it stands in the canonical text."""

    value: str
    start: int
    end: int


def canonical(row: Mapping[str, str], by: str) -> dict[str, str]:
    """The checked values of a row in the order of FIELDS, with the family filled in.

    Raises UsageError naming everything that is wrong with the row and what is allowed instead.
    """
    values, faults = _checked(row)
    values["by"] = one_line(by)
    if not values["by"]:
        faults.insert(0, "it names no person who enters it (the field by)")
    if faults:
        raise UsageError("; ".join(faults))
    return {field: values[field] for field in FIELDS if field in values}


def row_text(values: Mapping[str, str]) -> str:
    """The text of canonical values."""
    return "\n".join(f"{field}: {value}" for field, value in values.items())


def parse_row(text: str) -> dict[str, Stretch]:
    """The fields of a canonical text and where their values stand in it."""
    found: dict[str, Stretch] = {}
    start = 0
    for line in text.split("\n"):
        field, colon, value = line.partition(": ")
        if colon and field in FIELDS:
            found[field] = Stretch(value, start + len(field) + len(colon), start + len(line))
        start += len(line) + 1
    return found


def field_name(cell: str) -> str:
    """The field that a column's heading means: case, spaces, hyphens and quotation marks do not count."""
    return cell.strip().strip('"').strip().casefold().translate(_ALIKE)


def _checked(row: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The canonical values of a row, and what is wrong with it."""
    values: dict[str, str] = {}
    faults: list[str] = []
    hidden = one_line(row.get("restricted", "")).casefold() not in ("", NO)
    for field, stated in row.items():
        value = one_line(stated)
        if not value or field == "by":
            continue
        if field not in FIELDS:
            faults.append(f"the field {field!r} is unknown{_near(field)}; the fields are: {', '.join(FIELDS)}")
            continue
        check = _CHECKS.get(field)
        try:
            values[field] = check(field, value) if check else value
        except ValueError as error:
            # Findings leave the book, and nothing of a restricted entry may.
            shown = "" if hidden else f" {value[:80]!r}"
            faults.append(f"the {field}{shown} cannot be taken: {error}")
    faults.extend(_family_faults(values))
    return values, faults


def _family_faults(values: dict[str, str]) -> list[str]:
    """What is wrong with what the row is about; where nothing is, its family is filled in."""
    about = [field for field in _FAMILIES if field in values and field != "words"]
    if len(about) > 1:
        return [f"it gives {' and '.join(about)}; one row says one thing"]
    if not about and "words" not in values:
        return [f"it says nothing: give one of {', '.join(_FAMILIES)}"]
    family = _FAMILIES[about[0] if about else "words"]
    if values.setdefault("family", family) != family:
        return [f"the family {values['family']!r} does not go with {about[0] if about else 'words'} ({family})"]
    values["family"] = str(family)
    return []


def _near(field: str) -> str:
    near = difflib.get_close_matches(field, FIELDS, n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def _closed(field: str, value: str) -> str:
    allowed = [member.value for member in VOCABULARIES[field]]
    plain = value.casefold().translate(_ALIKE)
    if plain not in allowed:
        raise ValueError(f"allowed are {', '.join(allowed)}")
    return plain


def _days(field: str, value: str) -> str:
    try:
        read_published(value)
    except DateError as error:
        raise ValueError("days are written 2024-06-25, 2024-06 or 2024-06-25/2024-06-27") from error
    return value


def _flag(field: str, value: str) -> str:
    if value.casefold() not in (YES, NO):
        raise ValueError(f"allowed are {YES} and {NO}")
    return value.casefold()


_CHECKS: Mapping[str, Callable[[str, str], str]] = {
    **dict.fromkeys(VOCABULARIES, _closed),
    **dict.fromkeys(DATES, _days),
    "restricted": _flag,
}
