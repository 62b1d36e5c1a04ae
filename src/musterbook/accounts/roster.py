"""The roster of undertakings: each deed of each giver, decided once, with its stages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from musterbook.accounts.amounts import amount_of, same_figure
from musterbook.accounts.ledger import Ledger, Line
from musterbook.accounts.policy import Value
from musterbook.accounts.rows import DEEDS, Row, ids, order
from musterbook.accounts.sorting import force_of, item_of, resource_of
from musterbook.model import LADDER, Amount, Certainty, Period, Resource, Stage, Undertaking


def undertakings(ledger: Ledger) -> tuple[Undertaking, ...]:
    """The undertakings of one account: for each force kind the base, its top-ups, and sums of money beside it."""
    return tuple(each for line in ledger.lines for each in _of_line(ledger, line))


def umbrella_undertakings(mission: str, rows: Iterable[Row]) -> tuple[Undertaking, ...]:
    """Frame sums: marked, and outside every sum."""
    groups: dict[tuple[str, Resource, str, Amount | None], list[Row]] = defaultdict(list)
    for row in rows:
        resource = resource_of(row)
        if resource is not None and row.claim.party:
            unit = row.quantity.unit if row.quantity else ""
            amount = amount_of(row.quantity) if row.quantity else None
            groups[(",".join(row.claim.party), resource, unit, amount)].append(row)
    result = []
    for (party, resource, unit, amount), told in groups.items():
        told.sort(key=order)
        stage = max((row.claim.stage for row in told if row.claim.stage), key=_rank)
        result.append(
            Undertaking(
                id=f"{mission}/{party}/{resource}/{unit}/umbrella/{ids(told)[0]}",
                mission=mission,
                party=party,
                resource=resource,
                force=force_of(told[0]),
                item=item_of(told[0], resource) or None,
                unit=unit,
                stage=stage,
                amounts={stage: amount} if amount else {},
                claims=_claims_by_stage(told),
                first_reported=told[0].claim.reported,
                last_affirmed=max((row.when for row in told if row.when), default=None),
                umbrella=True,
                condition=_condition(told),
            )
        )
    return tuple(sorted(result, key=lambda each: each.id))


def _of_line(ledger: Ledger, line: Line) -> list[Undertaking]:
    """The base undertaking holds everything that no other one claims by its figure."""
    parts = _separate(line)
    taken = [{id(row) for stage_rows in part.values() for row in stage_rows} for part in parts]
    all_taken = set().union(*taken) if taken else set()
    base: dict[Stage, list[Row]] = defaultdict(list)
    mine = _rows_of(line)
    for stage, rows in ledger.rows.items():
        for row in rows:
            if id(row) in mine and id(row) not in all_taken:
                base[stage].append(row)
    prefix = "/".join(
        part
        for part in (
            ledger.mission,
            ledger.key.party,
            ledger.key.resource,
            ledger.key.item,
            ledger.key.unit,
            line.force,
        )
        if part
    )
    base, gone = _split_withdrawn(line, base)
    result = [_undertaking(ledger, line, f"{prefix}/1", base, amounts=_base_amounts(line))] if base else []
    if gone:
        result.append(_undertaking(ledger, line, f"{prefix}/withdrawn", gone, amounts=_amounts_of(gone)))
    for number, part in enumerate(parts, start=2):
        amounts = _amounts_of(part)
        top_up = any(rows[0].quantity and rows[0].quantity.kind == "increment" for rows in part.values())
        parent = f"{prefix}/1" if top_up and base else None
        result.append(_undertaking(ledger, line, f"{prefix}/{number}", part, amounts=amounts, top_up_of=parent))
    return result


def _split_withdrawn(line: Line, base: dict[Stage, list[Row]]) -> tuple[dict[Stage, list[Row]], dict[Stage, list[Row]]]:
    """What stands, and what was taken back with the claims that take it back."""
    taken = {id(row) for row in [*line.cancelled, *line.withdrawals]}
    parts: tuple[dict[Stage, list[Row]], dict[Stage, list[Row]]] = ({}, {})
    for stage, rows in base.items():
        for row in rows:
            parts[id(row) in taken].setdefault(stage, []).append(row)
    return parts


def _amounts_of(rows: Mapping[Stage, Sequence[Row]]) -> dict[Stage, Amount]:
    numbered = {stage: [row for row in told if row.quantity] for stage, told in rows.items()}
    return {stage: Value(told).amount for stage, told in numbered.items() if told}


def _separate(line: Line) -> list[dict[Stage, list[Row]]]:
    """Top-ups and sums beside the base; the same figure at several stages is one undertaking that moved up."""
    parts: list[dict[Stage, list[Row]]] = []
    for stage, state in line.announced.items():
        for value in [*state.top_ups, *state.besides]:
            home = next((part for part in parts if stage not in part and _figure_of(part, value)), None)
            if home is None:
                home = {}
                parts.append(home)
            home[stage] = list(value.rows)
    return parts


def _figure_of(part: dict[Stage, list[Row]], value: Value) -> bool:
    return any(row.quantity and same_figure(row.quantity, value.quantity) for rows in part.values() for row in rows)


def _rows_of(line: Line) -> set[int]:
    """The identities of the rows of a line."""
    mine = [row for state in line.announced.values() for row in [*state.rows, *state.uncounted, *state.parts]]
    mine += [row for deeds in line.deeds.values() for row in [*deeds.rows, *deeds.uncounted, *deeds.parts]]
    return {id(row) for row in [*mine, *line.cancelled, *line.withdrawals]}


def _base_amounts(line: Line) -> dict[Stage, Amount]:
    amounts = {}
    for stage, state in line.announced.items():
        value = state.base.value.amount if state.base else None
        if value is None and not state.top_ups:
            value = state.amount
        if value is not None:
            amounts[stage] = value
    for stage, deeds in line.deeds.items():
        if deeds.amount is not None:
            amounts[stage] = deeds.amount
    return amounts


def _undertaking(
    ledger: Ledger,
    line: Line,
    name: str,
    rows: dict[Stage, list[Row]],
    *,
    amounts: dict[Stage, Amount],
    top_up_of: str | None = None,
) -> Undertaking:
    told = sorted((row for staged in rows.values() for row in staged), key=order)
    reached = [stage for stage in rows if rows[stage] and (stage is not Stage.ENDED or name.endswith("/withdrawn"))]
    affirmed = [row.when for stage, staged in rows.items() if stage not in DEEDS for row in staged if row.when]
    revised = any(state.base and state.base.revised_down for state in line.announced.values())
    return Undertaking(
        id=name,
        mission=ledger.mission,
        party=ledger.key.party,
        resource=ledger.key.resource,
        force=line.force,
        item=ledger.key.item or None,
        unit=ledger.key.unit,
        stage=max(reached, key=_rank, default=Stage.ENDED),
        amounts={stage: amounts[stage] for stage in Stage if stage in amounts},
        claims={stage: ids(rows[stage]) for stage in Stage if rows.get(stage)},
        first_reported=told[0].claim.reported if told else Period(),
        last_affirmed=max(affirmed, default=None),
        condition=_condition(told),
        top_up_of=top_up_of,
        revised_down=revised and name.endswith("/1"),
    )


def _rank(stage: Stage) -> int:
    return LADDER.index(stage) if stage in LADDER else len(LADDER)


def _condition(rows: Sequence[Row]) -> str | None:
    """The condition of the latest conditional telling."""
    conditional = [row for row in rows if row.claim.condition and row.claim.certainty is not Certainty.POSSIBLE]
    return max(conditional, key=order).claim.condition if conditional else None


def _claims_by_stage(rows: Sequence[Row]) -> dict[Stage, tuple[str, ...]]:
    stages: dict[Stage, list[Row]] = defaultdict(list)
    for row in rows:
        if row.claim.stage:
            stages[row.claim.stage].append(row)
    return {stage: ids(stages[stage]) for stage in Stage if stage in stages}
