"""What was taken back, as the page of disputes shows it: both figures, or the text, and the day of the notice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from musterbook.accounts.amounts import amount_of, show
from musterbook.accounts.dispute_rules import RULES, named
from musterbook.accounts.rows import last_day
from musterbook.model import Amount, Claim, Dispute, Document, Family, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What was taken back of one mission, whose `claims` are given by id.

    `corrected` has claims with those that correct them, `retracted` documents with the notice.
    """

    claims: Mapping[str, Claim] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retracted: Mapping[str, str] = field(default_factory=dict)


def taken_back(settled: Settled) -> Iterable[tuple[date, Dispute]]:
    """What was corrected, each figure once, and what was retracted, each with the day of its notice."""
    groups: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for old, by in settled.corrected.items():
        groups[by, show(_amount(settled.claims[old]))].append(old)
    for (by, figure), olds in groups.items():
        new = [settled.claims[one] for one in by if one in settled.claims]
        if new:
            day = min(_noticed(settled, claim.document_id) for claim in new)
            yield day, _undone("corrected", settled.claims[olds[0]], (olds, by), (figure, show(_amount(new[0]))), day)
    texts: dict[str, list[str]] = defaultdict(list)
    for claim in settled.claims.values():
        notice = settled.retracted.get(claim.document_id)
        if notice is not None and claim.family in (Family.COMMITMENT, Family.SITUATION):
            texts[notice].append(claim.id)
    for notice, ids_ in texts.items():
        day = _noticed(settled, notice)
        yield day, _undone("retracted", settled.claims[min(ids_)], (ids_, ()), ("", ""), day)


def _noticed(settled: Settled, document_id: str) -> date:
    """The day of a notice; one without a day has always been known."""
    return last_day(settled.documents[document_id].published) or date.min


def _amount(claim: Claim) -> Amount | None:
    return amount_of(claim.quantity) if claim.quantity else None


def _undone(
    name: str, first: Claim, sides: tuple[Sequence[str], Sequence[str]], words: tuple[str, str], day: date
) -> Dispute:
    rule, (left, right) = RULES[name], sides
    when = day.isoformat() if day > date.min else ""
    return Dispute(
        id="/".join((name, min(left), min(right, default=""))),
        verdict=Verdict.REVISES,
        rule=name,
        about=named(first),
        left=tuple(sorted(left)),
        right=tuple(sorted(right)),
        explanation=rule.explanation.format(left=words[0], right=words[1], day=when),
        settle=rule.settle,
    )
