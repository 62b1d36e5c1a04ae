"""Claims that were read in a recased copy of a text, shown in the words of the text itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from musterbook.model import Claim, Quantity


def as_printed(claims: Iterable[Claim], recased: str, text: str) -> Iterator[Claim]:
    """The claims with evidence, figures, conditions and quoted words as `text` prints them.

    `recased` differs from `text` in case alone, so that every offset holds in both.
    """
    for claim in claims:
        start, end = claim.span.start, claim.span.end
        yield replace(
            claim,
            evidence=text[start:end],
            quantity=_figure(claim.quantity, text),
            group=_figure(claim.group, text),
            corrects=_figure(claim.corrects, text),
            condition=_words(claim.condition, recased, text, start),
            words=_words(claim.words, recased, text, start),
        )


def _figure(quantity: Quantity | None, text: str) -> Quantity | None:
    if quantity is None or not quantity.text:
        return quantity
    return replace(quantity, text=text[quantity.start : quantity.end])


def _words(said: str | None, recased: str, text: str, near: int) -> str | None:
    """Words of a claim where the text prints them: at or after the evidence, else anywhere before it."""
    if said is None:
        return None
    at = recased.find(said, near)
    at = recased.find(said) if at < 0 else at
    return text[at : at + len(said)] if at >= 0 else said
