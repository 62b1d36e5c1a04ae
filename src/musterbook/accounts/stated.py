"""What each document states in figures: its claims by what they are about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from musterbook.model import Claim, Family

About = tuple[object, ...]
Stated = Mapping[About, frozenset[tuple[object, ...]]]
"""The figures of one document by what they are about."""


def about(claim: Claim) -> About:
    """The slots that make two figures speak of one thing, whatever their size."""
    unit = claim.quantity.unit if claim.quantity else ""
    return (claim.family, str(claim.value), claim.party, claim.resource, claim.item, claim.place, unit)


def stated_by_document(claims: Iterable[Claim]) -> dict[str, Stated]:
    """The figures of commitments and of the situation, by document."""
    found: dict[str, dict[About, set[tuple[object, ...]]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        quantity = claim.quantity
        if claim.family in (Family.COMMITMENT, Family.SITUATION) and quantity is not None:
            found[claim.document_id][about(claim)].add((quantity.low, quantity.high))
    return {
        document_id: {topic: frozenset(figures) for topic, figures in told.items()}
        for document_id, told in found.items()
    }


def differ(first: Stated, second: Stated) -> bool:
    """Whether two documents give figures for one thing that have nothing in common."""
    return any(figures.isdisjoint(second[topic]) for topic, figures in first.items() if topic in second)
