"""Claims that say again what another claim said: the same reading of the same words, read anew or in a new version.

What a person decided about one of them is remembered for all (METHOD section 7): neither a better rule nor a new
version of an article brings a rejected claim back.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from musterbook.model import Claim, Document

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Echoes:
    """All claims by what they say and by the article that says it."""

    claims: Mapping[str, Claim]
    keys: Mapping[str, Key]
    groups: Mapping[Key, tuple[str, ...]]

    @classmethod
    def of(cls, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> "Echoes":
        """The index over claims; documents of one name or one web address are versions of one article."""
        keys: dict[str, Key] = {}
        groups: dict[Key, list[str]] = defaultdict(list)
        for claim in claims.values():
            document = documents.get(claim.document_id)
            article = claim.document_id if document is None else document.url or document.name
            keys[claim.id] = (article, *_said(claim))
            groups[keys[claim.id]].append(claim.id)
        return cls(claims=claims, keys=keys, groups={key: tuple(sorted(ids)) for key, ids in groups.items()})

    def echoing(self, claim_id: str) -> Iterator[str]:
        """The other claims that read the same into the same words."""
        claim = self.claims[claim_id]
        for other in self.groups[self.keys[claim_id]]:
            if other != claim_id and _same_words(claim, self.claims[other]):
                yield other


def _said(claim: Claim) -> Key:
    quantity = claim.quantity
    figure = None if quantity is None else (quantity.low, quantity.high, quantity.unit)
    return (claim.family, claim.value, claim.party, claim.polarity, figure)


def _same_words(first: Claim, second: Claim) -> bool:
    """In one text the stretches overlap; in two versions the words of one stand in the other's."""
    if first.document_id == second.document_id:
        return first.span.start < second.span.end and second.span.start < first.span.end
    a, b = (" ".join(claim.evidence.casefold().split()) for claim in (first, second))
    return a in b or b in a
