"""Ledgers in plain text: one line a claim, so that a case reads like an account book.

    2024-06-26 | KE arrived 200 police | on 2024-06-25
    2024-07-17 | KE arrived +200 police | on 2024-07-16 | doc second
    2024-09-26 | KE pledge 1,000 person | by William Ruto

The first field is the day of publication, or "undated", or "2024-06-01/2024-07-01". The second names who, what (stage,
measure or event) and how much: "200", "+200" (another), "=400" (in all, so far), "@400" (now), "<200" (up to), ">600"
(more than), "~200" (about), "#20" (of whom), "?" (no number). Then options: on (valid), due, from (who
asks), to, mission, by (speaker), of (the party that the speaker speaks for), place, doc, in (publisher), object, if
(condition), also (the same words in another currency), and the
words denied, possible, conditional, umbrella.
"""

import re
from datetime import date, timedelta
from decimal import Decimal

from musterbook.accounts import derive
from musterbook.model import (
    Account,
    Amount,
    Certainty,
    Claim,
    Document,
    Event,
    Family,
    Force,
    Measure,
    MissionPages,
    Period,
    Polarity,
    Quantity,
    QuantityKind,
    Reading,
    Resource,
    Span,
    Stage,
    document_id,
)
from musterbook.settings import Settings

KINDS = {
    "+": QuantityKind.INCREMENT,
    "=": QuantityKind.CUMULATIVE,
    "@": QuantityKind.STOCK,
    "<": QuantityKind.CEILING,
    "#": QuantityKind.SUBSET,
    "-": QuantityKind.OUTSTANDING,
}
FORCES = {"police": Force.POLICE, "soldiers": Force.MILITARY, "people": None, "person": None}
VALUES = {
    **{str(each): (Family.COMMITMENT, "stage", each) for each in Stage},
    **{str(each): (Family.SITUATION, "measure", each) for each in Measure},
    **{str(each): (Family.MILESTONE, "event", each) for each in Event},
}
FLAGS = {
    "denied": {"polarity": Polarity.DENIED},
    "possible": {"certainty": Certainty.POSSIBLE},
    "conditional": {"certainty": Certainty.CONDITIONAL},
    "umbrella": {"umbrella": True},
}


def period(text: str) -> Period:
    if text in ("", "undated"):
        return Period()
    if "/" in text:
        start, end = (date.fromisoformat(part) if part not in ("", "..") else None for part in text.split("/"))
        return Period(start=start, end=end)
    day = date.fromisoformat(text)
    return Period(start=day, end=day + timedelta(days=1))


def quantity(text: str, unit: str, start: int) -> Quantity | None:
    if text == "?":
        return None
    sign = text[0] if not text[0].isdigit() else ""
    value = Decimal(text[len(sign) :].replace(",", ""))
    low, high = (None if sign == "<" else value), (None if sign == ">" else value)
    kind = KINDS.get(sign, QuantityKind.UNKNOWN)
    return Quantity(low=low, high=high, unit=unit, kind=kind, approx=sign == "~", text=text, start=start, end=start + 1)


def book(ledger: str) -> tuple[list[Claim], list[Document]]:
    """The claims and documents of a ledger; rows with one `doc` stand in one document, others each in their own."""
    texts: dict[str, list[str]] = {}
    rows = []
    for number, line in enumerate(line.strip() for line in ledger.strip().splitlines()):
        if not line or line.startswith("#"):
            continue
        published, what, *options = (field.strip() for field in line.split("|"))
        named = dict(option.partition(" ")[::2] for option in options)
        name = named.get("doc", f"report-{number}")
        texts.setdefault(name, []).append(line)
        rows.append((name, len("\n".join(texts[name])) - len(line), published, what, named, line))
    documents, by_name = [], {}
    for name, lines in texts.items():
        text = "\n".join(lines)
        published = next(row[2] for row in rows if row[0] == name)
        publisher = next((row[4]["in"] for row in rows if row[0] == name and "in" in row[4]), None)
        by_name[name] = Document(
            id=document_id(f"{name}.txt", text),
            name=f"{name}.txt",
            text=text,
            source_text=text,
            publisher=publisher,
            published=period(published),
        )
        documents.append(by_name[name])
    claims = []
    for name, *rest in rows:
        claims.append(claim(by_name[name], *rest))
        if "also" in rest[3]:
            start, published, what, named, line = rest
            other = " ".join([*what.split()[:-2], named["also"]])
            claims.append(claim(by_name[name], start, published, other, named, line, shift=3))
    return claims, documents


def claim(
    document: Document, start: int, published: str, what: str, named: dict[str, str], line: str, shift: int = 1
) -> Claim:
    words = what.split()
    at = next(i for i, word in enumerate(words) if word in VALUES)
    family, slot, value = VALUES[words[at]]
    figure, unit = [*words[at + 1 :], "?", ""][:2]
    force, resource, item = None, None, None
    if unit in FORCES:
        force, unit, resource = FORCES[unit], "person", Resource.PERSONNEL
    elif re.fullmatch("[A-Z]{3}", unit):
        resource = Resource.MONEY
    elif unit:
        resource, item = Resource.EQUIPMENT, unit
    if "resource" in named:
        resource = Resource(named["resource"]) if named["resource"] else None
    fields = {slot: value, "force": force, "item": item}
    if family is Family.COMMITMENT:
        fields |= {"resource": resource, "recipient": named.get("to", "HT") or None, "mission": named.get("mission")}
    else:
        fields |= {"mission": named.get("mission"), "place": named.get("place", "HT")}
    for flag in FLAGS:
        if flag in named:
            fields |= FLAGS[flag]
    return Claim(
        document_id=document.id,
        family=family,
        evidence=line,
        span=Span(document_id=document.id, start=start, end=start + len(line)),
        rule="test",
        party=tuple(words[:at]),
        by=tuple(named.get("from", "").split()),
        quantity=quantity(figure, unit, start + shift),
        valid=period(named.get("on", "")),
        due=period(named.get("due", "")),
        speaker=named.get("by"),
        speaker_party=named.get("of"),
        object=named.get("object"),
        condition=named.get("if"),
        reported=document.published,
        **fields,
    )


def read(ledger: str, **days: date | str | None) -> Reading:
    claims, documents = book(ledger)
    clock = {name: date.fromisoformat(day) if isinstance(day, str) else day for name, day in days.items()}
    return derive(claims, documents, settings=Settings(), **clock)


def pages(ledger: str, mission: str = "support-ht", **days: date | str | None) -> MissionPages:
    return next(each for each in read(ledger, **days).missions if each.mission.id == mission)


def account(ledger: str, party: str = "KE", unit: str = "person", **days: date | str | None) -> Account:
    found = [each for each in pages(ledger, **days).accounts if each.party == party and each.unit == unit]
    assert len(found) == 1, [each.id for each in found]
    return found[0]


def exactly(value: int) -> Amount:
    return Amount(low=Decimal(value), high=Decimal(value))


def between(low: int | None, high: int | None) -> Amount:
    return Amount(low=None if low is None else Decimal(low), high=None if high is None else Decimal(high))
