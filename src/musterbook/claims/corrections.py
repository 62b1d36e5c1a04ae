"""Corrections in words: "an earlier version of this article said 400; it is 200", "200, and not 400".

The figure that is taken back is nobody's claim. The one that holds is said to correct it (`Claim.corrects`), in the
notice and wherever the document tells it; what an earlier text said is then found by that (accounts). A notice is
found by its words alone, so that it is read where no rule reads a sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from re import Pattern

from musterbook.claims.quantities import quantities
from musterbook.lexicons.corrections import correction_words
from musterbook.model import Claim, Family, Quantity, Span

NOTICE_SENTENCES = 4
"""A notice is at most so many sentences of one paragraph, from the one that names the earlier text on."""

_PARAGRAPH_END = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s)|\Z")
_CLAUSE_END = re.compile(r"[;:–—]|[.!?][\"'”’)\]]*(?=\s)|\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A stretch [start, end) of a text that corrects figures: which do not hold, each with the one that does."""

    start: int
    end: int
    pairs: tuple[tuple[Quantity, Quantity | None], ...]


def corrected(claims: Iterable[Claim], text: str) -> Iterator[Claim]:
    """The claims of a text without what its notices take back, the figures that hold marked with what they correct."""
    found = tuple(notices(text))
    labels = correction_words().labels
    for claim in claims:
        if claim.speaker is not None and claim.speaker.casefold() in labels:
            if claim.family is Family.QUOTE:
                continue
            claim = replace(claim, speaker=None)
        inside = next((n for n in found if n.start <= claim.span.start < n.end), None)
        kept = _in_notice(claim, inside, text) if inside is not None else claim
        if kept is not None:
            yield _marked(kept, found)


def notices(text: str) -> Iterator[Notice]:
    """The notices of a text that correct at least one figure, in order."""
    words = correction_words()
    if not any(each.search(text) for each in (words.earlier, words.label, words.clarify)):
        return
    for start, end in _stretches(text, _PARAGRAPH_END):
        for low, high, earlier in _notices_in(text, start, end):
            pairs = tuple(_pairs(text, low, high, earlier))
            if pairs:
                yield Notice(start=low, end=high, pairs=pairs)


def _notices_in(text: str, start: int, end: int) -> Iterator[tuple[int, int, Pattern[str] | None]]:
    """The stretches of a paragraph that may correct something, with the pattern that names the earlier text.

    From a label, or from the sentence that names an earlier version, on; else the single sentences of who clarifies.
    """
    words = correction_words()
    sentences = list(_stretches(text, _SENTENCE_END, start, end))
    for number, (low, high) in enumerate(sentences):
        labelled = number == 0 and words.label.match(text[low:high].lstrip()) is not None
        pattern = words.labelled if labelled else words.earlier
        if labelled or pattern.search(text, low, high):
            yield low, sentences[min(number + NOTICE_SENTENCES, len(sentences)) - 1][1], pattern
            return
        if words.clarify.search(text, low, high):
            yield low, high, None


def _stretches(text: str, ends: Pattern[str], start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The stretches of text[start:end] up to and with each end."""
    end = len(text) if end is None else end
    low = start
    for match in ends.finditer(text, start, end):
        if text[low : match.end()].strip():
            yield low, match.end()
        low = match.end()
    if text[low:end].strip():
        yield low, end


def _pairs(text: str, start: int, end: int, pattern: Pattern[str] | None) -> Iterator[tuple[Quantity, Quantity | None]]:
    """Each figure that does not hold with the one that does."""
    words = correction_words()
    waiting: list[Quantity] = []
    found = [replace(each, start=each.start + start, end=each.end + start) for each in quantities(text[start:end])]
    for low, high in _stretches(text, _CLAUSE_END, start, end):
        inside = [each for each in found if low <= each.start < high]
        earlier = pattern.search(text, low, high) if pattern else None
        against = [words.contrast.search(text, low, each.start) is not None for each in inside]
        told_wrong = [
            (earlier is not None and earlier.start() < each.start) is not no
            for each, no in zip(inside, against, strict=True)
        ]
        wrong = [each for each, no in zip(inside, told_wrong, strict=True) if no]
        right = [each for each, no in zip(inside, told_wrong, strict=True) if not no]
        if wrong and right:
            yield from ((each, _partner(each, right)) for each in wrong)
        elif wrong:
            waiting += wrong
        else:
            for each in right:
                partner = next((one for one in waiting if _compare(one, each)), None)
                if partner is not None:
                    waiting.remove(partner)
                    yield partner, each
    yield from ((each, None) for each in waiting)


def _partner(wrong: Quantity, right: Sequence[Quantity]) -> Quantity | None:
    """The figure next to the wrong one that it may stand for."""
    fitting = [each for each in right if _compare(wrong, each)]
    return min(fitting, key=lambda each: abs(each.start - wrong.start), default=None)


def _compare(first: Quantity, second: Quantity) -> bool:
    units = {first.unit, second.unit} - {""}
    return len(units) < 2 and (first.low, first.high) != (second.low, second.high)


def _in_notice(claim: Claim, notice: Notice, text: str) -> Claim | None:
    """A claim of the notice itself: of a figure that does not hold it says the one that does, or nothing."""
    quantity = claim.quantity
    if quantity is None:
        return claim
    for wrong, right in notice.pairs:
        if wrong.start < quantity.end and quantity.start < wrong.end:
            return _put_right(claim, quantity, wrong, right, text)
    return claim


def _put_right(claim: Claim, quantity: Quantity, wrong: Quantity, right: Quantity | None, text: str) -> Claim | None:
    if right is None:
        return None
    unit = right.unit or quantity.unit
    if unit != quantity.unit:
        return None
    start, end = min(claim.span.start, right.start), max(claim.span.end, right.end)
    return replace(
        claim,
        id="",
        span=Span(document_id=claim.document_id, start=start, end=end),
        evidence=text[start:end],
        quantity=replace(
            quantity,
            low=right.low,
            high=right.high,
            approx=right.approx,
            text=right.text,
            start=right.start,
            end=right.end,
        ),
        corrects=replace(wrong, unit=unit),
    )


def _marked(claim: Claim, found: Sequence[Notice]) -> Claim:
    """The claim with the figure that it corrects, if a notice of its document gives its figure as the right one."""
    quantity = claim.quantity
    if quantity is None or claim.corrects is not None:
        return claim
    for notice in found:
        for wrong, right in notice.pairs:
            if right is not None and _same(right, quantity) and wrong.unit in ("", quantity.unit):
                return replace(claim, id=claim.id, corrects=replace(wrong, unit=quantity.unit))
    return claim


def _same(right: Quantity, quantity: Quantity) -> bool:
    return (right.low, right.high) == (quantity.low, quantity.high) and right.unit in ("", quantity.unit)
