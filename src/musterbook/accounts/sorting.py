"""Sorting commitments: which account each belongs to, at which stage, and what is read but not posted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from musterbook.accounts.rows import DEEDS, Row
from musterbook.lexicons.proved import stem
from musterbook.lexicons.units import singular_of, units
from musterbook.model import Certainty, Force, Polarity, Quantity, QuantityKind, Resource, Stage

DEFAULT_UNITS = {Resource.PERSONNEL: "person"}
ITEMISED = frozenset({Resource.EQUIPMENT, Resource.GOODS})
"""Resources of which each item has an account of its own."""
FIRM = frozenset({Stage.OFFER, Stage.PLEDGE, Stage.NOTIFIED, Stage.COMMITTED, Stage.ALLOCATED})


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What an account is kept by within a mission: giver, resource, item (equipment and goods), unit."""

    party: str
    resource: Resource
    item: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row at the stage at which it counts, which for a mere possibility is below the one that it names."""

    row: Row
    stage: Stage
    resource: Resource


@dataclass(slots=True)
class Sorted:
    """The commitments of one mission, by what may be done with them."""

    accounts: dict[Key, list[Entry]] = field(default_factory=dict)
    umbrellas: list[Row] = field(default_factory=list)
    aggregates: list[Row] = field(default_factory=list)
    denied: list[Row] = field(default_factory=list)
    not_posted: dict[Key, list[Row]] = field(default_factory=dict)
    outside: list[Row] = field(default_factory=list)


DESK_RULE = "desk-entry"
"""The rule of a claim that a person entered: it means what it says."""
HEADLINE = ".headline"
"""How the rules of claims that stand in a headline end."""


def _denied(row: Row) -> bool:
    return row.claim.polarity is Polarity.DENIED


def _many_givers(row: Row) -> bool:
    claim = row.claim
    return len(claim.party) != 1 or claim.group is not None


def _not_counted_in_units(row: Row) -> bool:
    quantity = row.claim.quantity
    return quantity is not None and quantity.unit in ("percent", "state")


def _unsure_deed(row: Row) -> bool:
    return row.claim.stage in DEEDS and row.claim.certainty is not Certainty.STATED and not row.accepted


def _headline_figure(row: Row) -> bool:
    """What only a headline says in numbers: headlines are loose with tense and figure, so it is listed, not posted."""
    return row.claim.rule.endswith(HEADLINE) and row.quantity is not None and not row.accepted


def _asks_itself(row: Row) -> bool:
    """A government that asks its own parliament for money: a step at home, outside the accounts (METHOD section 2)."""
    return row.claim.stage is Stage.REQUEST and bool(set(row.claim.by) & set(row.claim.party))


def _no_resource(row: Row) -> bool:
    return resource_of(row) is None


def _at_home(row: Row, resource: Resource | None, host: str | None) -> bool:
    """The host does not send people to itself, and a step of its own cabinet or court is no contribution.

    What the host gives as a state towards the mission (money, land, a base) has an account like anybody's.
    """
    claim = row.claim
    if host is None or claim.party != (host,) or row.accepted or claim.rule == DESK_RULE:
        return False
    return resource is Resource.PERSONNEL or claim.via is not None


RULES: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ("denied", _denied),
    ("umbrellas", lambda row: row.claim.umbrella),
    ("aggregates", _many_givers),
    ("outside", _asks_itself),
    ("outside", _no_resource),
    ("not_posted", _not_counted_in_units),
    ("not_posted", _unsure_deed),
    ("not_posted", _headline_figure),
)
"""Where a row goes instead of an account, and why; the first rule that holds decides."""


def sort_commitments(rows: Iterable[Row], *, host: str | None = None, proved: frozenset[str] | None = None) -> Sorted:
    """Sort the commitments of one mission at a `host`; the result does not depend on the order of the rows.

    With `proved`, the rules and grades that may post, what is of no such rule or grade and nobody accepted is listed
    and not posted.
    """
    result = Sorted()
    entries: list[Entry] = []
    waiting: list[Row] = []
    listed = {"denied": result.denied, "umbrellas": result.umbrellas, "aggregates": result.aggregates}
    for row in rows:
        rule = next((name for name, holds in RULES if holds(row)), None)
        resource = resource_of(row)
        if rule is None and _at_home(row, resource, host):
            rule = "outside"
        if rule is None and proved is not None and not may_post(row, proved):
            rule = "not_posted"
        if rule in listed:
            listed[rule].append(row)
        elif rule == "outside" or resource is None:
            result.outside.append(row)
        elif rule == "not_posted":
            waiting.append(row)
        else:
            entries.append(Entry(row=row, stage=stage_of(row), resource=resource))
    entries, seconds = _first_currency(entries)
    result.accounts = _by_account(entries)
    for row in [*waiting, *seconds]:
        key = _home(row, result.accounts)
        if key is None:
            result.outside.append(row)
        else:
            result.not_posted.setdefault(key, []).append(row)
    return result


def may_post(row: Row, proved: frozenset[str]) -> bool:
    """Whether the row may move a balance: a person stands behind it, or its rule or its grade has proved itself."""
    claim = row.claim
    return row.accepted or claim.rule == DESK_RULE or stem(claim.rule) in proved or claim.grade in proved


def resource_of(row: Row) -> Resource | None:
    """The resource that a claim names, or that its unit implies."""
    claim = row.claim
    if claim.resource is not None:
        return claim.resource
    unit = claim.quantity.unit if claim.quantity else ""
    if unit == "person":
        return Resource.PERSONNEL
    return Resource.MONEY if len(unit) == 3 and unit.isupper() else None


def stage_of(row: Row) -> Stage:
    """The stage at which a claim counts: what is only possible is interest until a person has accepted it."""
    stage = row.claim.stage or Stage.INTEREST
    if stage in FIRM and row.claim.certainty is Certainty.POSSIBLE and not row.accepted:
        return Stage.INTEREST
    return stage


def item_of(row: Row, resource: Resource) -> str:
    """The item as the key of an account holds it; empty where the resource is not kept by item."""
    if resource not in ITEMISED:
        return ""
    item = row.claim.item or (row.quantity.unit if row.quantity else "")
    *words, last = item.casefold().split() or [""]
    return " ".join([*words, singular_of(last, units().irregular)])


def force_of(row: Row) -> Force:
    """The force kind, unspecified where none is named."""
    return row.claim.force or Force.UNSPECIFIED


def _by_account(entries: Sequence[Entry]) -> dict[Key, list[Entry]]:
    """Numbered entries open accounts; unnumbered ones go to the giver's account of that resource, else open one."""
    accounts: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        quantity = entry.row.quantity
        if quantity is not None:
            key = Key(entry.row.claim.party[0], entry.resource, item_of(entry.row, entry.resource), quantity.unit)
            accounts[key].append(entry)
    opened: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.row.quantity is None:
            key = _home(entry.row, accounts) or _own_key(entry)
            (accounts if key in accounts else opened)[key].append(entry)
    return {**accounts, **opened}


def _own_key(entry: Entry) -> Key:
    quantity = entry.row.claim.quantity
    unit = DEFAULT_UNITS.get(entry.resource, quantity.unit if quantity else "")
    return Key(entry.row.claim.party[0], entry.resource, item_of(entry.row, entry.resource), unit)


def _home(row: Row, accounts: dict[Key, list[Entry]]) -> Key | None:
    """The account of the same giver and resource that a row without a figure of its own speaks of."""
    resource = resource_of(row)
    item = item_of(row, resource) if resource else ""
    fitting = [
        key
        for key in accounts
        if key.party == row.claim.party[0] and key.resource is resource and (not item or key.item == item)
    ]
    usual = DEFAULT_UNITS.get(resource) if resource else None
    return min(fitting, key=lambda key: (key.unit != usual, -len(accounts[key]), key), default=None)


def _first_currency(entries: Sequence[Entry]) -> tuple[list[Entry], list[Row]]:
    """One sum printed in two currencies is one undertaking, in the first: the others are read, not posted."""
    money: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.resource is Resource.MONEY and entry.row.quantity is not None:
            claim = entry.row.claim
            money[(claim.document_id, claim.party, entry.stage)].append(entry)
    seconds: set[int] = set()
    for same in money.values():
        same.sort(key=lambda entry: _printed_at(entry.row))
        for i, second in enumerate(same):
            if any(id(first) not in seconds and _restates(first.row, second.row) for first in same[:i]):
                seconds.add(id(second))
    kept = [entry for entry in entries if id(entry) not in seconds]
    return kept, [entry.row for entry in entries if id(entry) in seconds]


def _printed_at(row: Row) -> tuple[int, int, str]:
    quantity = row.claim.quantity
    return (row.claim.span.start, quantity.start if quantity else 0, row.claim.id)


def _restates(first: Row, second: Row) -> bool:
    """Whether two sums in different currencies stand on overlapping words of one document."""
    a, b = first.claim.span, second.claim.span
    one, other = first.quantity, second.quantity
    return (
        one is not None
        and other is not None
        and one.unit != other.unit
        and one.kind is other.kind
        and one.kind is not QuantityKind.SUBSET
        and a.start < b.end
        and b.start < a.end
        and _close(one, other)
    )


def _close(first: Quantity, second: Quantity) -> bool:
    """Whether the two figures are printed next to each other, as "A (B)"; unknown places count as close."""
    if not (first.end and second.start):
        return True
    return second.start - first.end <= 6
