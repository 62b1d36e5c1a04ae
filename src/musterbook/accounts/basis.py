"""Why a figure stands: the policy that chose it among all that were stated, its reason, and who supports it.

METHOD section 5: the accountable source first, then independent support, then the later day; newest never wins by
itself. A source is a publisher, and copies are the voice of the publisher whose story they copy.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from musterbook.accounts.amounts import agree, show
from musterbook.accounts.ledger import CHAIN, Ledger, Line, accountable
from musterbook.accounts.policy import Standing, Value, weight
from musterbook.accounts.postings import Deeds
from musterbook.accounts.rows import Row, order, support
from musterbook.accounts.undertakings import Announced
from musterbook.lexicons.missions import missions
from musterbook.lexicons.parties import party_name
from musterbook.lexicons.policies import policy_words
from musterbook.model import Amount, Basis, Policy, Stage

MOST_OTHERS = 3
"""Other figures that a reason names; the basis holds them all."""
_DECIDED = (Policy.ACCOUNTABLE, Policy.SUPPORT, Policy.RETOLD, Policy.LATEST)
"""The policies in the order in which `weight` compares two values."""


def account_bases(ledger: Ledger) -> dict[Stage, Basis]:
    """The basis of every amount of an account."""
    own, amounts = ledger.own, ledger.amounts
    found: dict[Stage, Basis] = {}
    for stage in (stage for stage in Stage if stage in own):
        answers = accountable(ledger.mission, ledger.key, stage)
        found[stage] = _of_lines([line for line in ledger.lines if stage in line.own], stage, answers)
    for stage, amount in amounts.items():
        if stage not in own or amount != own[stage]:
            above = next((each for each in reversed(CHAIN) if own.get(each) == amount and each is not stage), None)
            if above is not None:
                found[stage] = _basis(Policy.ABOVE, sources=found[above].sources, stage=above)
    return {stage: found[stage] for stage in amounts if stage in found}


def chosen(standing: Standing, answers: frozenset[str] = frozenset(), *, beside: Iterable[Value] = ()) -> Basis:
    """The basis of the value that stands; values `beside` it are no rivals."""
    kept = {id(each) for each in beside}
    value = standing.value
    rivals = [each for each in standing.rivals if id(each) not in kept]
    others = tuple(dict.fromkeys(each.amount for each in (*rivals, *standing.replaced) if each.amount != value.amount))
    if not others:
        return _basis(Policy.ONLY, sources=len(value.publishers))
    if not rivals:
        return _over(Policy.LATEST, value, standing.replaced, answers, others)
    return _against(value, rivals, answers, others)


def _against(value: Value, rivals: Sequence[Value], answers: frozenset[str], others: tuple[Amount, ...]) -> Basis:
    """Why a value stands over rivals of its own time: the first thing in which it outweighs the heaviest of them."""
    rival = max(rivals, key=lambda each: weight(each, answers))
    mine, theirs = weight(value, answers), weight(rival, answers)
    policy = next((name for name, a, b in zip(_DECIDED, mine, theirs, strict=False) if a != b), Policy.LARGER)
    if mine < theirs:  # what is not certain by the day of the reading replaces nothing, nor does a lower sum of money
        policy = Policy.STANDING
    return _over(policy, value, [rival], answers, others)


def _moved(state: Deeds, answers: frozenset[str]) -> Basis:
    """The basis of a sum of movements: chosen over another figure of the same days, or up to what is stated in all."""
    stated = [state.totals.value] if state.totals else []
    totals = dict.fromkeys(each.amount for each in (*stated, *state.window_totals, *state.stocks))
    if state.amount != state.posted and totals:
        return _basis(Policy.TOTAL, sources=support(state.rows), others=tuple(totals))
    if len(state.movements) == 1:
        (movement,) = state.movements
        rivals = [each for each in state.window_totals if not agree(each.quantity, movement.quantity)]
        if rivals:
            return _against(movement, rivals, answers, tuple(dict.fromkeys(each.amount for each in rivals)))
    return added(state.movements)


def added(values: Sequence[Value], policy: Policy = Policy.MOVEMENTS) -> Basis:
    """The basis of a sum, over which nothing was chosen."""
    return _basis(policy, sources=len(set[str]().union(*(each.publishers for each in values))))


def _over(
    policy: Policy, value: Value, rivals: Sequence[Value], answers: frozenset[str], others: tuple[Amount, ...]
) -> Basis:
    words = policy_words()
    rival = max(rivals, key=lambda each: weight(each, answers))
    return _basis(
        policy,
        sources=len(value.publishers),
        others=others,
        who=_who(value.rows, answers),
        fewer=words.counted(words.sources, len(rival.publishers)),
        told=words.counted(words.times, len(value.sources)),
        less=words.counted(words.times, len(rival.sources)),
        day=_day(value.affirmed),
        before=_day(max((each.affirmed for each in rivals if each.affirmed), default=None)),
    )


def _basis(policy: Policy, *, sources: int, others: tuple[Amount, ...] = (), **slots: object) -> Basis:
    words = policy_words()
    named = ", ".join(show(amount) for amount in others[:MOST_OTHERS])
    counted = words.counted(words.sources, sources)
    reason = words.reasons[policy].format(sources=counted, others=named, **slots)
    return Basis(policy=policy, reason=reason, sources=sources, others=others)


def _of_lines(lines: Sequence[Line], stage: Stage, answers: frozenset[str]) -> Basis:
    """The basis at a stage of one line, or of several that are added."""
    bases = [_of_state(line.announced.get(stage) or line.deeds[stage], answers) for line in lines]
    if len(bases) == 1:
        return bases[0]
    rows = [row for line in lines for row in (line.announced.get(stage) or line.deeds[stage]).rows]
    return _basis(Policy.FORCES, sources=support(rows), others=tuple(other for each in bases for other in each.others))


def _of_state(state: Announced | Deeds, answers: frozenset[str]) -> Basis:
    if isinstance(state, Announced):
        if state.base is None:
            return chosen(state.totals, answers) if state.totals and not state.top_ups else added(state.top_ups)
        basis = chosen(state.base, answers, beside=state.besides)
        if not state.top_ups:
            return basis
        publishers = set(state.base.value.publishers).union(*(each.publishers for each in state.top_ups))
        return Basis(policy=basis.policy, reason=basis.reason, sources=len(publishers), others=basis.others)
    if state.movements:
        return _moved(state, answers)
    if state.totals:
        return chosen(state.totals, answers)
    last = state.stocks[-1] if state.stocks else None
    if last is None:
        return added(state.doubtful)
    older = tuple(dict.fromkeys(each.amount for each in state.stocks if each.amount != last.amount))
    return _over(Policy.LATEST, last, state.stocks[:-1], answers, older) if older else added([last], Policy.ONLY)


def _who(rows: Iterable[Row], answers: frozenset[str]) -> str:
    """Who states the figure and answers for it: the first speaker by name, else the party."""
    for row in sorted(rows, key=order):
        claim = row.claim
        if answers & {claim.speaker, claim.speaker_party}:
            return _named(claim.speaker or claim.speaker_party or "")
    return ""


def _named(speaker: str) -> str:
    """A state, a body or a mission by its name; anybody else as the text names them."""
    mission = missions().get(speaker)
    return mission.name if mission else party_name(speaker)


def _day(day: date | None) -> str:
    return day.isoformat() if day else policy_words().undated
