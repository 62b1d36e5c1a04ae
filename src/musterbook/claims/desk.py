"""Desk entries to claims: the row that a person entered, read back from its canonical text.

The evidence is the whole row, so every number and every name that the claim carries stands in it. A book that holds
nothing but such rows gives full accounts.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar

from musterbook.claims.desk_names import mission_named, party_named, shared
from musterbook.claims.quantities import quantities
from musterbook.documents.dates import read_published
from musterbook.documents.desk_rows import SEVERAL, Stretch, parse_row
from musterbook.errors import UsageError
from musterbook.lexicons.currencies import currencies
from musterbook.lexicons.desk import desk_words
from musterbook.lexicons.frames import ResourceClass, resources
from musterbook.lexicons.units import PERCENT, PERSON, units
from musterbook.model import (
    Certainty,
    Claim,
    Document,
    Event,
    Family,
    Finding,
    Force,
    Measure,
    Party,
    Period,
    Polarity,
    Quantity,
    QuantityKind,
    Resource,
    Span,
    Stage,
)

RULE = "desk-entry"

_NAMED = ("party", "by_whom", "recipient", "place")

_Row = dict[str, Stretch]
_E = TypeVar("_E", Stage, Measure, Event, Resource, Force, QuantityKind)

_PERCENT_MEASURES = frozenset({Measure.TERRITORY})
_MONEY_MEASURES = frozenset({Measure.FUNDING_TARGET, Measure.FUNDING_RECEIVED})


def row_claims(document: Document) -> tuple[Claim, ...]:
    """The one claim of a desk entry. What `row_findings` names is left out.

    Raises UsageError for a document that is no desk entry.
    """
    row = _row(document)
    givers = _parties(row, "party")
    quantity = _quantity(row)
    noun = _class(row, quantity)
    resource = _resource(row, quantity, noun)
    condition = _text(row, "condition")
    words, direct = _words(row)
    claim = Claim(
        document_id=document.id,
        family=Family(row["family"].value),
        evidence=document.text,
        span=Span(document_id=document.id, start=0, end=len(document.text)),
        rule=RULE,
        stage=_member(row, "stage", Stage),
        measure=_member(row, "measure", Measure),
        event=_member(row, "event", Event),
        party=_ids(givers),
        by=_ids(_parties(row, "by_whom")),
        via=next((party.via for party in givers if party.via), None),
        recipient=_one(row, "recipient"),
        mission=mission_named(row["mission"].value) if "mission" in row else None,
        resource=resource,
        force=_force(row, resource, noun),
        item=_item(row, resource, quantity),
        quantity=_with_unit(row, quantity, resource),
        object=_text(row, "object"),
        place=_one(row, "place"),
        valid=_period(row, "valid"),
        due=_period(row, "due"),
        polarity=Polarity(_text(row, "polarity") or Polarity.AFFIRMED),
        certainty=Certainty(_text(row, "certainty") or (Certainty.CONDITIONAL if condition else Certainty.STATED)),
        condition=condition,
        speaker=_text(row, "speaker"),
        words=words,
        direct=direct,
        reported=document.published,
    )
    return (claim,)


def row_findings(document: Document) -> tuple[Finding, ...]:
    """What a desk entry says and `row_claims` cannot use; such a row is better mended than kept.

    A quantity without one plain number or without a unit, and a name that several states share. Nothing of a
    restricted entry is quoted.
    """
    row = _row(document)
    reasons = [*_quantity_faults(row), *_name_faults(row)]
    hidden = document.rights == "restricted"
    return tuple(
        Finding(
            source=document.name,
            code="bad-row",
            message=f"{document.name}: the {field}{'' if hidden else f' {row[field].value!r}'} {reason}",
            document_id=document.id,
        )
        for field, reason in reasons
    )


def _quantity_faults(row: _Row) -> Iterator[tuple[str, str]]:
    if "quantity" not in row:
        return
    quantity = _quantity(row)
    if quantity is None:
        yield "quantity", "is not one number. Write one figure, such as 1,000."
    elif _with_unit(row, quantity, _resource(row, quantity, _class(row, quantity))) is None:
        yield "quantity", "has no unit. Name one in the field unit: person, a currency, or a thing."


def _name_faults(row: _Row) -> Iterator[tuple[str, str]]:
    for field in _NAMED:
        for name in _names(row, field):
            if states := shared(name):
                yield field, f"may be one of {', '.join(states)}. Write the one that is meant."


def _row(document: Document) -> _Row:
    row = parse_row(document.text)
    if document.kind != "desk" or "family" not in row:
        raise UsageError(f"{document.name} is no desk entry")
    return row


def _text(row: _Row, field: str) -> str | None:
    return row[field].value if field in row else None


def _member(row: _Row, field: str, kind: type[_E]) -> _E | None:
    return kind(row[field].value) if field in row else None


def _period(row: _Row, field: str) -> Period:
    return read_published(row[field].value)[0] if field in row else Period()


def _words(row: _Row) -> tuple[str | None, bool | None]:
    """The words of a quotation without their marks, and whether they stood in marks."""
    said = _text(row, "words")
    if said is None:
        return None, None
    for opening, closing in desk_words().marks:
        if len(said) > len(opening + closing) and said.startswith(opening) and said.endswith(closing):
            return said[len(opening) : -len(closing)].strip(), True
    return said, False


def _names(row: _Row, field: str) -> tuple[str, ...]:
    """The names that a field gives."""
    return tuple(name.strip() for name in (_text(row, field) or "").split(SEVERAL) if name.strip())


def _parties(row: _Row, field: str) -> tuple[Party, ...]:
    """The parties that a field names, each once, in the order given."""
    return tuple(dict.fromkeys(party_named(name) for name in _names(row, field)))


def _ids(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.id for party in parties))


def _one(row: _Row, field: str) -> str | None:
    name = _text(row, field)
    return None if name is None else party_named(name).id


def _quantity(row: _Row) -> Quantity | None:
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
        kind=_member(row, "kind", QuantityKind) or figure.kind,
    )


def _with_unit(row: _Row, quantity: Quantity | None, resource: Resource | None) -> Quantity | None:
    """The quantity in the unit that the row names, or that goes without saying; None where there is no such unit."""
    if quantity is None:
        return None
    stated = _text(row, "unit")
    unit = _unit(stated) if stated else quantity.unit or _unit_understood(row, resource)
    return replace(quantity, unit=unit) if unit else None


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


def _unit_understood(row: _Row, resource: Resource | None) -> str:
    """What a bare number counts: people, percent, or the item; "" for money, whose currency nobody can guess."""
    measure = _member(row, "measure", Measure)
    if measure in _PERCENT_MEASURES:
        return PERCENT
    if resource is Resource.PERSONNEL or (measure is not None and measure not in _MONEY_MEASURES):
        return PERSON
    item = _text(row, "item")
    return _unit(item) if item and resource is not Resource.MONEY else ""


def _class(row: _Row, quantity: Quantity | None) -> ResourceClass | None:
    """What the noun behind the figure or in the unit counts as, its longest known ending first ("police officers")."""
    table = resources()
    for noun in (quantity.noun if quantity else "", _text(row, "unit") or ""):
        words = noun.casefold().split()
        for first in range(len(words)):
            found = table.get(" ".join(words[first:]))
            if found is not None:
                return found
    return None


def _resource(row: _Row, quantity: Quantity | None, noun: ResourceClass | None) -> Resource | None:
    """The resource that the row names; for a commitment also the one that follows from what is counted."""
    stated = _member(row, "resource", Resource)
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


def _force(row: _Row, resource: Resource | None, noun: ResourceClass | None) -> Force | None:
    stated = _member(row, "force", Force)
    if stated is not None or resource is not Resource.PERSONNEL:
        return stated
    return noun.force if noun is not None and noun.resource is Resource.PERSONNEL else Force.UNSPECIFIED


def _item(row: _Row, resource: Resource | None, quantity: Quantity | None) -> str | None:
    """The item that the row names, or the noun behind the figure where things are counted."""
    counted = quantity.noun if quantity and resource in (Resource.EQUIPMENT, Resource.GOODS) else ""
    return _text(row, "item") or counted or None
