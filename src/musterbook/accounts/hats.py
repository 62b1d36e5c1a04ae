"""Changes of hat: people who pass from a mission to its successor neither arrive nor leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from musterbook.accounts.amounts import counted, same_figure
from musterbook.accounts.rows import days_between, first_day
from musterbook.lexicons.missions import missions as mission_table
from musterbook.model import Claim, Polarity, QuantityKind, Stage

CHANGE_DAYS = 31
"""Leaving the one mission and arriving in the other lie at most so many days apart."""
MOVES = frozenset({Stage.ARRIVED, Stage.DISPATCHED})


def rehatted(by_mission: Mapping[str, Sequence[Claim]]) -> dict[str, list[Claim]]:
    """The claims by mission, where a change of hat is no movement.

    In the successor it says who is present, in the predecessor it is no departure.
    """
    result = {mission: list(claims) for mission, claims in by_mission.items()}
    for mission in sorted(by_mission):
        entry = mission_table().get(mission)
        if entry is None or entry.successor is None or entry.successor not in by_mission:
            continue
        left = [claim for claim in result[mission] if claim.stage is Stage.ENDED and _is_fact(claim)]
        came = [claim for claim in result[entry.successor] if claim.stage in MOVES and _is_fact(claim)]
        leavers = {claim.id for claim in left if any(_same_people(claim, each) for each in came)}
        joiners = {claim.id for claim in came if any(_same_people(each, claim) for each in left)}
        result[mission] = [claim for claim in result[mission] if claim.id not in leavers]
        result[entry.successor] = _as_strength(result[entry.successor], joiners)
    return result


def _as_strength(claims: Iterable[Claim], joiners: set[str]) -> list[Claim]:
    return [
        replace(claim, id=claim.id, stage=Stage.ARRIVED, quantity=replace(claim.quantity, kind=QuantityKind.STOCK))
        if claim.id in joiners and claim.quantity is not None
        else claim
        for claim in claims
        if claim.id not in joiners or claim.quantity is not None
    ]


def _is_fact(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRMED and bool(claim.party)


def _same_people(left: Claim, came: Claim) -> bool:
    gap = days_between(_day(left), _day(came))
    figures = not (
        left.quantity and came.quantity and counted(left.quantity) and counted(came.quantity)
    ) or same_figure(left.quantity, came.quantity)
    near = gap is None or abs(gap) <= CHANGE_DAYS
    return left.party == came.party and left.resource is came.resource and figures and near


def _day(claim: Claim) -> date | None:
    return first_day(claim.valid) or first_day(claim.reported)
