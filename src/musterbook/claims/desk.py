"""Desk entries to claims: the row that a person entered, read back from its canonical text.

The evidence is the whole row, so every number and every name that the claim carries stands in it. A book that holds
nothing but such rows gives full accounts.
"""

from collections.abc import Iterator

from musterbook.claims.desk_figures import (
    Row,
    counted_class,
    force_of,
    in_its_unit,
    item_of,
    member_of,
    resource_of,
    stated_quantity,
    text_of,
)
from musterbook.claims.desk_names import is_place, mission_named, party_named, shared
from musterbook.documents.dates import read_published
from musterbook.documents.desk_rows import SEVERAL, parse_row
from musterbook.errors import UsageError
from musterbook.lexicons.desk import desk_words
from musterbook.model import (
    Certainty,
    Claim,
    Document,
    Event,
    Family,
    Finding,
    Measure,
    Party,
    Period,
    Polarity,
    Span,
    Stage,
)

RULE = "desk-entry"

_NAMED = ("party", "by_whom", "recipient", "place")


def row_claims(document: Document) -> tuple[Claim, ...]:
    """The one claim of a desk entry. What `row_findings` names is left out.

    Raises UsageError for a document that is no desk entry.
    """
    row = _row(document)
    givers = _parties(row, "party")
    quantity = stated_quantity(row)
    noun = counted_class(row, quantity)
    resource = resource_of(row, quantity, noun)
    condition = text_of(row, "condition")
    words, direct = _words(row)
    claim = Claim(
        document_id=document.id,
        family=Family(row["family"].value),
        evidence=document.text,
        span=Span(document_id=document.id, start=0, end=len(document.text)),
        rule=RULE,
        stage=member_of(row, "stage", Stage),
        measure=member_of(row, "measure", Measure),
        event=member_of(row, "event", Event),
        party=_ids(givers),
        by=_ids(_parties(row, "by_whom")),
        via=next((party.via for party in givers if party.via), None),
        recipient=_one(row, "recipient"),
        mission=mission_named(row["mission"].value) if "mission" in row else None,
        resource=resource,
        force=force_of(row, resource, noun),
        item=item_of(row, resource, quantity),
        quantity=in_its_unit(row, quantity, resource),
        object=text_of(row, "object"),
        place=_one(row, "place"),
        valid=_period(row, "valid"),
        due=_period(row, "due"),
        polarity=Polarity(text_of(row, "polarity") or Polarity.AFFIRMED),
        certainty=Certainty(text_of(row, "certainty") or (Certainty.CONDITIONAL if condition else Certainty.STATED)),
        condition=condition,
        speaker=text_of(row, "speaker"),
        words=words,
        direct=direct,
        reported=document.published,
    )
    return (claim,)


def row_findings(document: Document) -> tuple[Finding, ...]:
    """What a desk entry says and `row_claims` cannot use; such a row is better mended than kept.

    A quantity without one plain number or without a unit, a name that several states share, and a place that is no
    state or town: an address or a quarter is finer than a book may say (METHOD section 8). Nothing of a restricted
    entry is quoted.
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


def _quantity_faults(row: Row) -> Iterator[tuple[str, str]]:
    if "quantity" not in row:
        return
    quantity = stated_quantity(row)
    if quantity is None:
        yield "quantity", "is not one number. Write one figure, such as 1,000."
    elif in_its_unit(row, quantity, resource_of(row, quantity, counted_class(row, quantity))) is None:
        yield (
            "quantity",
            "has no unit, or another than the field unit names. Write one: person, a currency, or a thing.",
        )


def _name_faults(row: Row) -> Iterator[tuple[str, str]]:
    for field in _NAMED:
        for name in _names(row, field):
            if states := shared(name):
                yield field, f"may be one of {', '.join(states)}. Write the one that is meant."
    for name in _names(row, "place"):
        if not shared(name) and not is_place(name):
            yield "place", "is no town or state that is known here. Write the state, or a town no finer than that."


def _row(document: Document) -> Row:
    row = parse_row(document.text)
    if document.kind != "desk" or "family" not in row:
        raise UsageError(f"{document.name} is no desk entry")
    return row


def _period(row: Row, field: str) -> Period:
    return read_published(row[field].value)[0] if field in row else Period()


def _words(row: Row) -> tuple[str | None, bool | None]:
    """The words of a quotation without their marks, and whether they stood in marks."""
    said = text_of(row, "words")
    if said is None:
        return None, None
    for opening, closing in desk_words().marks:
        if len(said) > len(opening + closing) and said.startswith(opening) and said.endswith(closing):
            return said[len(opening) : -len(closing)].strip(), True
    return said, False


def _names(row: Row, field: str) -> tuple[str, ...]:
    """The names that a field gives."""
    return tuple(name.strip() for name in (text_of(row, field) or "").split(SEVERAL) if name.strip())


def _parties(row: Row, field: str) -> tuple[Party, ...]:
    """The parties that a field names, each once, in the order given."""
    return tuple(dict.fromkeys(party_named(name) for name in _names(row, field)))


def _ids(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.id for party in parties))


def _one(row: Row, field: str) -> str | None:
    name = text_of(row, field)
    return None if name is None else party_named(name).id
