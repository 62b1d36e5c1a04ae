"""Score commitments of aid against openly licensed coders' paragraphs with coded amounts and states.

Reads `../shared/bench/commitments_aiddata.jsonl` beside the checkout; says that it skips where the file is missing.
Title and paragraph are one document, the title its first line. Of the donor's affirmed claims (party), neither subset
nor umbrella, the one of the highest stage counts, of equals the first in the text:

- amount with currency: over the claims that carry money, on the rows with a finite amount in an ISO currency that is
  printed in title or paragraph; a row without such a claim is wrong, `read` says how many have one;
- stage in three classes (pledge, commitment, implementation): over all claims of the donor, on every row (majority
  beside it) and on the rows of the amount; a row without a claim is wrong. What coders call cancelled or suspended is
  only reported.

Rows whose sha1 of the id starts with 0-7 are for tuning, the others are only scored.

    python eval/bench_aid.py [--list amount|stage]    lists wrong rows of the tuning half
"""

import argparse
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from musterbook import flow
from musterbook.model import Claim, Document, Family, Period, Polarity, QuantityKind, Stage, document_id
from musterbook.settings import Settings

FILE = Path(__file__).resolve().parents[2] / "shared" / "bench" / "commitments_aiddata.jsonl"
SETTINGS = Settings()
DONORS = {"China": "CN", "Saudi Arabia": "SA", "Qatar": "QA"}
LADDER = [stage for stage in Stage if stage is not Stage.ENDED]
PLEDGE, COMMITMENT, DONE, STOPPED = "pledge", "commitment", "implementation", "stopped"
CLASSES = {
    "Pipeline: Pledge": PLEDGE,
    "Pipeline: Commitment": COMMITMENT,
    "Implementation": DONE,
    "Completion": DONE,
    "Cancelled": STOPPED,
    "Suspended": STOPPED,
}
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)[ -]?(thousand|million|billion|trillion|mln|mn|bn|m|k|b)?\b", re.I)
SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6}
SCALES |= {"billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12}


def rows() -> Iterator[tuple[bool, dict]]:
    """(whether it is a tuning row, row)."""
    for line in FILE.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield hashlib.sha1(row["id"].encode("utf-8")).hexdigest()[0] < "8", row


def words(row: dict) -> str:
    return f"{row['title']}\n\n{row['text']}"


def document(row: dict) -> Document:
    text = words(row)
    return Document(
        id=document_id(row["id"], text), name=row["id"], title=None, text=text, source_text=text, published=Period()
    )


def amount_printed(row: dict) -> bool:
    """Whether the coded amount is finite, in an ISO currency, and stands in title or paragraph."""
    amount = row["amount"]
    if amount is None or not math.isfinite(amount) or not re.fullmatch("[A-Z]{3}", row["currency"] or ""):
        return False
    printed = (float(n.replace(",", "")) * SCALES.get(scale.lower(), 1) for n, scale in NUMBER.findall(words(row)))
    return any(math.isclose(value, amount, rel_tol=1e-6) for value in printed)


def highest(claims: Iterable[Claim]) -> Claim | None:
    """The claim of the highest stage, of equals the first in the text."""
    counted = [c for c in claims if not c.umbrella and not (c.quantity and c.quantity.kind is QuantityKind.SUBSET)]
    return max(counted, key=lambda c: (LADDER.index(c.stage or Stage.REQUEST), -c.span.start), default=None)


def of_donor(row: dict, claims: Iterable[Claim]) -> list[Claim]:
    donor = DONORS[row["donor"]]
    commitments = (c for c in claims if c.family is Family.COMMITMENT and c.stage in LADDER)
    return [c for c in commitments if donor in c.party and c.polarity is Polarity.AFFIRMED]


def stage_class(claim: Claim | None) -> str | None:
    """The class of a claim's stage among the three; None without a claim."""
    if claim is None or claim.stage is None:
        return None
    if LADDER.index(claim.stage) <= LADDER.index(Stage.NOTIFIED):
        return PLEDGE
    return COMMITMENT if claim.stage in (Stage.COMMITTED, Stage.ALLOCATED) else DONE


def money_of(claim: Claim | None) -> tuple[Decimal | None, str] | None:
    """(amount, currency) of a claim, its bound where it has one only."""
    if claim is None or claim.quantity is None:
        return None
    quantity = claim.quantity
    return (quantity.low if quantity.low is not None else quantity.high), quantity.unit


def same_money(row: dict, money: tuple[Decimal | None, str] | None) -> bool:
    if money is None or money[0] is None:
        return False
    return money[1] == row["currency"] and math.isclose(float(money[0]), row["amount"], rel_tol=1e-6)


def score(counts: dict[str, Counter[str]], row: dict, listed: str | None) -> None:
    """Add one row to the counts of its half; `listed` names what to print where it is wrong."""
    claims = of_donor(row, flow.extract(document(row), SETTINGS))
    gold = CLASSES[row["status"]]
    top = highest(claims)
    found = stage_class(top)
    if amount_printed(row):
        best = highest(c for c in claims if c.quantity and len(c.quantity.unit) == 3 and c.quantity.unit.isupper())
        money = money_of(best)
        right = same_money(row, money)
        counts["amount"].update(rows=1, right=right, read=best is not None)
        if listed == "amount" and not right:
            say(row, f"read {money} coded {row['amount']:.0f} {row['currency']}", best)
        if gold != STOPPED:
            of_money = stage_class(best)
            counts["stage of the amount"].update(rows=1, right=of_money == gold, read=best is not None)
            counts["stage of the amount"][gold] += 1
    if gold == STOPPED:
        counts["stopped"].update(rows=1, read=top is not None)
        return
    counts["stage"].update(rows=1, right=found == gold, read=top is not None)
    counts["stage"][gold] += 1
    counts["confusion"][f"{gold} as {found}"] += 1
    if listed == "stage" and found != gold:
        say(row, f"read {found} coded {gold}", top)


def say(row: dict, what: str, claim: Claim | None) -> None:
    print(f"{row['id']} {row['donor']} {what} [{claim.evidence if claim else ''}] | {words(row)[:600]!r}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", choices=("amount", "stage"))
    parser.add_argument("--half", choices=("tuning", "both"), default="both")
    asked = parser.parse_args()
    if not FILE.is_file():
        print(f"skipped: {FILE} is not there")
        return 0
    names = ("amount", "stage", "stage of the amount", "stopped", "confusion")
    halves: dict[bool, dict[str, Counter[str]]] = {half: {name: Counter() for name in names} for half in (True, False)}
    for tuning, row in rows():
        if tuning or (asked.half == "both" and asked.list is None):
            score(halves[tuning], row, asked.list if tuning else None)
    for tuning, counts in halves.items():
        if not counts["stage"]["rows"]:
            continue
        print("tuning" if tuning else "held out")
        for name in names[:3]:
            c = counts[name]
            line = f"  {name:20} {c['right'] / max(1, c['rows']):.3f} of {c['rows']} rows, read {c['read']}"
            line += f", right where read {c['right'] / max(1, c['read']):.3f}"
            shares = [c[k] / c["rows"] for k in (PLEDGE, COMMITMENT, DONE)]
            print(line + (f", majority {max(shares):.3f}" if any(shares) else ""))
        print(f"  {counts['stopped']['rows']} cancelled or suspended rows, {counts['stopped']['read']} read")
        print("  " + ", ".join(f"{k} {n}" for k, n in sorted(counts["confusion"].items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
