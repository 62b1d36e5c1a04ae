"""Match claims that were read against claims that a person labelled.

A claim and a label of one text can match where their evidence overlaps (intersection over union at least .2), one to
one, required labels first, best pairs first. *typed*: family, value and polarity agree. *full*: also the party and the
quantity that the label names; a figure where the label has none is invented. Labels may list several acceptable values.
Reported speech is not counted against anybody; neither is an optional label, missed or found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from musterbook.model import Claim, Family

OVERLAP = 0.2
VALUE = {"commitment": "stage", "situation": "measure", "milestone": "event"}

Label = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One label or claim with what became of it: hit, slot (typed, not full), miss or spare."""

    kind: str
    text_id: str
    label: Label | None
    claim: Claim | None


@dataclass(slots=True)
class Tally:
    """Counts of one family, rule or corpus."""

    hit: int = 0
    full: int = 0
    miss: int = 0
    spare: int = 0

    def scores(self) -> tuple[float, float, float, float]:
        """Typed precision, recall and F1, and full F1."""
        read, wanted = self.hit + self.spare, self.hit + self.miss
        precision, recall = self.hit / max(1, read), self.hit / max(1, wanted)
        f1 = 2 * self.hit / max(1, read + wanted)
        return precision, recall, f1, 2 * self.full / max(1, read + wanted)


@dataclass(slots=True)
class Result:
    """All outcomes of a corpus, counted by family, by rule, and by rule and grade."""

    outcomes: list[Outcome] = field(default_factory=list)
    families: dict[str, Tally] = field(default_factory=dict)
    rules: dict[str, Counter[str]] = field(default_factory=dict)
    graded: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def ledger(self) -> Tally:
        """Commitments, situation figures and milestones together."""
        total = Tally()
        for family, tally in self.families.items():
            if family != Family.QUOTE:
                total.hit += tally.hit
                total.full += tally.full
                total.miss += tally.miss
                total.spare += tally.spare
        return total


def as_list(value: Any) -> list[Any]:
    """A value or the values of a list."""
    return list(value) if isinstance(value, list) else [value]


def kinds(label: Label) -> set[tuple[str, str]]:
    """Acceptable (family, value) pairs of a label."""
    family = str(label["family"])
    out = {(family, str(v)) for v in as_list(label.get(VALUE.get(family, ""), "quote"))}
    other = label.get("alt_family")
    if other:
        out |= {(other, str(v)) for v in as_list(label.get("alt_" + VALUE.get(other, ""), "quote"))}
    return out


def same_party(ids: Sequence[str], wanted: Any, *, jointly: bool) -> bool:
    """Whether the named party is one of the acceptable ones; all of them where they act jointly."""
    if wanted is None:
        return True
    names = {fold(i) for i in ids}
    accepted = [fold(w) for w in as_list(wanted) if w]
    if jointly:
        return all(w in names or any(_part(n, w) for n in names) for w in accepted)
    first = fold(ids[0]) if ids else ""
    return bool(first) and any(first == w or _part(first, w) for w in accepted)


def fold(name: str) -> str:
    """A name without case, dots and the article."""
    return " ".join(name.lower().replace(".", "").removeprefix("the ").split())


def _part(name: str, wanted: str) -> bool:
    """ "Diop" for "Amara Diop": the last word agrees and one name holds the other."""
    a, b = sorted((name.split(), wanted.split()), key=len)
    return bool(a) and len(a[-1]) > 2 and a[-1] == b[-1] and set(a) <= set(b)


def same_quantity(claim: Claim, label: Label) -> bool:
    """Whether the figures agree in bounds and unit; a figure where the label has none is invented."""
    wanted = label.get("quantity")
    counted = claim.quantity is not None and (claim.quantity.low is not None or claim.quantity.high is not None)
    if not wanted or not ("low" in wanted or "high" in wanted):
        return not counted or claim.family in (Family.MILESTONE, Family.QUOTE) or "group" in label
    return any(_same_amount(claim, other) for other in [wanted, *as_list(label.get("alt_quantity", []))])


def _same_amount(claim: Claim, wanted: Label) -> bool:
    q = claim.quantity
    if q is None:
        return False
    bounds = all(_equal(getattr(q, side), wanted.get(side)) for side in ("low", "high"))
    unit = str(wanted.get("unit", "")).split()[-1:] or [""]
    return bounds and (not unit[0] or _singular(unit[0]) == _singular((q.unit.split() or [""])[-1]))


def _equal(a: Decimal | None, b: Any) -> bool:
    return (a is None and b is None) or (
        a is not None and b is not None and abs(float(a) - float(b)) <= 1e-6 * max(1, float(a))
    )


def _singular(word: str) -> str:
    return word.lower().removesuffix("s")


def score(texts: Iterable[tuple[str, Sequence[Claim], Sequence[Label]]]) -> Result:
    """Outcomes over (text id, claims read, labels with `start` and `end`)."""
    result = Result()
    for text_id, claims, labels in texts:
        _score_text(result, text_id, claims, labels)
    return result


def _score_text(result: Result, text_id: str, claims: Sequence[Claim], labels: Sequence[Label]) -> None:
    pairs = []
    for i, claim in enumerate(claims):
        for j, label in enumerate(labels):
            shared = _overlap(claim, label)
            if shared >= OVERLAP and _typed(claim, label):
                full = _full(claim, label)
                key = (bool(label.get("optional")), not full, not same_quantity(claim, label), -shared, i, j)
                pairs.append((key, i, j, full))
    used: set[int] = set()
    found: dict[int, tuple[int, bool]] = {}
    for _, i, j, full in sorted(pairs):
        if i not in used and j not in found:
            used.add(i)
            found[j] = (i, full)
    for j, label in enumerate(labels):
        tally = result.families.setdefault(str(label["family"]), Tally())
        if j in found:
            i, full = found[j]
            _count(result, claims[i], "right" if full else "slot")
            if not label.get("optional"):
                tally.hit += 1
                tally.full += full
            if not full:
                result.outcomes.append(Outcome("slot", text_id, label, claims[i]))
        elif not label.get("optional"):
            tally.miss += 1
            result.outcomes.append(Outcome("miss", text_id, label, None))
    for i, claim in enumerate(claims):
        if i in used or (claim.family is Family.QUOTE and claim.direct is False):
            continue
        result.families.setdefault(str(claim.family), Tally()).spare += 1
        _count(result, claim, "spare")
        result.outcomes.append(Outcome("spare", text_id, None, claim))


def _count(result: Result, claim: Claim, what: str) -> None:
    result.rules.setdefault(claim.rule, Counter())[what] += 1
    result.graded.setdefault((claim.rule, str(claim.grade or "")), Counter())[what] += 1


def _overlap(claim: Claim, label: Label) -> float:
    shared = min(claim.span.end, label["end"]) - max(claim.span.start, label["start"])
    return max(0, shared) / (max(claim.span.end, label["end"]) - min(claim.span.start, label["start"]))


def _typed(claim: Claim, label: Label) -> bool:
    if (str(claim.family), str(claim.value)) not in kinds(label):
        return False
    return claim.family is Family.QUOTE or str(claim.polarity) == label.get("polarity", "affirmed")


def _full(claim: Claim, label: Label) -> bool:
    if claim.family is Family.QUOTE:
        return same_party([claim.speaker] if claim.speaker else [], label.get("speaker"), jointly=False)
    jointly = "party" in as_list(label.get("joint", []))
    return same_party(claim.party, label.get("party"), jointly=jointly) and same_quantity(claim, label)
