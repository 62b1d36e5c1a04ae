"""The figure of a desk entry, its unit, and what is given where the row leaves it to the figure to say so."""

from dataclasses import replace
from functools import cache
from typing import TypeVar

from musterbook.claims.quantities import quantities
from musterbook.documents.desk_rows import Stretch
from musterbook.lexicons.commitments import ResourceClass, resources
from musterbook.lexicons.currencies import currencies
from musterbook.lexicons.desk import desk_words
from musterbook.lexicons.units import PERCENT, PERSON, units
from musterbook.model import Event, Force, Measure, Quantity, QuantityKind, Resource, Stage

Row = dict[str, Stretch]
"""The fields of a row and where their values stand in its text."""

_E = TypeVar("_E", Stage, Measure, Event, Resource, Force, QuantityKind)

_PERCENT_MEASURES = frozenset({Measure.TERRITORY})
_MONEY_MEASURES = frozenset({Measure.FUNDING_TARGET, Measure.FUNDING_RECEIVED})


def text_of(row: Row, field: str) -> str | None:
    """The words of a field; None where the row leaves it out."""
    return row[field].value if field in row else None


def member_of(row: Row, field: str, kind: type[_E]) -> _E | None:
    """The value of a closed vocabulary; None where the row leaves it out."""
    return kind(row[field].value) if field in row else None


def stated_quantity(row: Row) -> Quantity | None:
    """The one figure of the field, at its place in the document; None where there is none, or more than one.

    A number that passes for a year is read with a noun behind it.
    """
    if "quantity" not in row:
        return None
    stated, start, _ = row["quantity"]
    found = quantities(stated) or quantities(f"{stated} {desk_words().count_noun}")
    if len(found) != 1:
        return None
    figure = found[0]
    first, last = figure.start, min(figure.end, len(stated))
    around = stated[:first] + stated[last:]
    if any(character.isdigit() for character in around) or stated[:first].endswith(("-", "−")):
        return None
    borrowed = figure.end > len(stated)
    return replace(
        figure,
        start=start + first,
        end=start + last,
        text=stated[first:last],
        unit="" if borrowed else figure.unit,
        noun="" if borrowed else figure.noun,
        kind=member_of(row, "kind", QuantityKind) or figure.kind,
    )


def in_its_unit(row: Row, quantity: Quantity | None, resource: Resource | None) -> Quantity | None:
    """The quantity in the unit that the row names, or that goes without saying.

    None where there is no such unit, and where the figure counts people or money and the row names something else.
    """
    if quantity is None:
        return None
    stated = text_of(row, "unit")
    unit = _unit(stated) if stated else quantity.unit or _unit_understood(row, resource)
    fixed = quantity.unit in (PERSON, PERCENT, *_codes())
    return replace(quantity, unit=unit) if unit and (not fixed or unit == quantity.unit) else None


def _unit(stated: str) -> str:
    """The unit that a word means: an ISO 4217 code, the unit that the noun counts, or the word itself."""
    if stated.upper() in _codes():
        return stated.upper()
    known = units().nouns.get(stated.casefold())
    if known:
        return known
    counted = quantities(f"2 {stated}")
    return counted[0].unit if len(counted) == 1 and counted[0].unit else stated.casefold()


@cache
def _codes() -> frozenset[str]:
    """The ISO 4217 codes that the currency table knows."""
    table = currencies()
    return frozenset({*table.symbols.values(), *table.names.values()})


def _unit_understood(row: Row, resource: Resource | None) -> str:
    """What a bare number counts: people, percent, or the item; "" for money, whose currency nobody can guess."""
    measure = member_of(row, "measure", Measure)
    if measure in _PERCENT_MEASURES:
        return PERCENT
    if resource is Resource.PERSONNEL or (measure is not None and measure not in _MONEY_MEASURES):
        return PERSON
    item = text_of(row, "item")
    return _unit(item) if item and resource is not Resource.MONEY else ""


def counted_class(row: Row, quantity: Quantity | None) -> ResourceClass | None:
    """What the noun behind the figure or in the unit counts as, its longest known ending first ("police officers")."""
    table = resources()
    for noun in (quantity.noun if quantity else "", text_of(row, "unit") or ""):
        words = noun.casefold().split()
        for first in range(len(words)):
            found = table.get(" ".join(words[first:]))
            if found is not None:
                return found
    return None


def resource_of(row: Row, quantity: Quantity | None, noun: ResourceClass | None) -> Resource | None:
    """The resource that the row names; for a commitment also the one that follows from what is counted."""
    stated = member_of(row, "resource", Resource)
    if stated is not None or "stage" not in row:
        return stated
    unit = _unit(row["unit"].value) if "unit" in row else quantity.unit if quantity else ""
    if unit in _codes():
        return Resource.MONEY
    if noun is not None:
        return noun.resource
    if unit == PERSON or "force" in row:
        return Resource.PERSONNEL
    return Resource.EQUIPMENT if "item" in row or unit not in ("", PERCENT) else None


def force_of(row: Row, resource: Resource | None, noun: ResourceClass | None) -> Force | None:
    """The kind of people that the row names, or that their noun says; unspecified where neither does."""
    stated = member_of(row, "force", Force)
    if stated is not None or resource is not Resource.PERSONNEL:
        return stated
    return noun.force if noun is not None and noun.resource is Resource.PERSONNEL else Force.UNSPECIFIED


def item_of(row: Row, resource: Resource | None, quantity: Quantity | None) -> str | None:
    """The item that the row names, or the noun behind the figure where things are counted."""
    counted = quantity.noun if quantity and resource in (Resource.EQUIPMENT, Resource.GOODS) else ""
    return text_of(row, "item") or counted or None
