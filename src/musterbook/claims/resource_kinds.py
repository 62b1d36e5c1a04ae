"""Which nouns name a resource, what a sum is, and a person or a thing counted as one."""

from decimal import Decimal
from functools import cache

from musterbook.lexicons.commitments import ResourceClass, noun_list, resources
from musterbook.model import Quantity, Sentence

MONEY_UNIT_LENGTH = 3


def is_money(quantity: Quantity | None) -> bool:
    """Whether the unit is an ISO 4217 code."""
    return quantity is not None and len(quantity.unit) == MONEY_UNIT_LENGTH and quantity.unit.isupper()


def classify(s: Sentence, head: int) -> tuple[ResourceClass, int] | None:
    """The class of the noun at `head`, longest phrase first, and the first token of the phrase that decided."""
    if s.lower[head] in _last_words():
        table = resources()
        for n in (4, 3, 2, 1):
            low = head - n + 1
            if low >= 0:
                found = table.get(" ".join(s.lower[low : head + 1]))
                if found is not None:
                    return found, low
    return _named_craft(s, head) if s.pos[head] == "PROPN" else None


@cache
def _last_words() -> frozenset[str]:
    """The words with which a phrase for a resource ends."""
    return frozenset(phrase.rsplit(" ", 1)[-1] for phrase in resources())


def _named_craft(s: Sentence, head: int) -> tuple[ResourceClass, int] | None:
    """ "the frigate Talwar", "HMS Daring": a proper name behind the kind of craft that it is."""
    low = head
    while low > 0 and s.pos[low - 1] == "PROPN" and s.tags[low - 1] == "NNP":
        low -= 1
    for first in (low, low - 1):
        if first >= 0 and first < head and (s.lower[first] in noun_list("crafts")):
            return resources()["vessel"], first
    return None


def one(noun_start: int, noun_end: int, text: str) -> Quantity:
    """A person named in the singular: one (METHOD section 3)."""
    return Quantity(
        low=Decimal(1), high=Decimal(1), unit="person", text=text[noun_start:noun_end], start=noun_start, end=noun_end
    )
