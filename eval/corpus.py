"""Read the hand-labelled corpus and score what the program reads in it.

python eval/corpus.py tuning [--list] [--mission NAME] [--rules]
python eval/corpus.py testing [--rules]          (the testing half is never listed)
"""

import sys
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from scoring import Label, Outcome, Result, score

from musterbook import flow
from musterbook.model import Claim, Document, Period, document_id
from musterbook.settings import Settings

GOLD = Path(__file__).parent / "gold"
SETTINGS = Settings()


def texts(half: str, mission: str | None = None) -> Iterator[tuple[Document, list[Label]]]:
    """Documents of one half with their labels, each label with `start` and `end`."""
    for path in sorted((GOLD / half).glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        if mission is not None and data["mission"] != mission:
            continue
        for entry in data["text"]:
            yield _document(entry), [_located(label, entry["text"].strip()) for label in entry.get("claims", [])]


def _document(entry: dict[str, Any]) -> Document:
    text = entry["text"].strip()
    day = entry.get("published")
    published = Period(start=day, end=day + timedelta(days=1)) if day else Period()
    return Document(
        id=document_id(entry["id"], text), name=entry["id"], text=text, source_text=text, published=published
    )


def _located(label: dict[str, Any], text: str) -> Label:
    start = -1
    for _ in range(label.get("nth", 1)):
        start = text.index(label["evidence"], start + 1)
    return {**label, "start": start, "end": start + len(label["evidence"])}


def run(half: str, mission: str | None = None) -> Result:
    """The score of one half, or of one mission of it."""
    return score((d.name, flow.extract(d, SETTINGS), labels) for d, labels in texts(half, mission))


def report(result: Result) -> Iterator[str]:
    """Precision, recall and F1 by family, and of the ledger."""
    for name, tally in [*sorted(result.families.items()), ("ledger", result.ledger())]:
        precision, recall, f1, full = tally.scores()
        yield (
            f"{name:11} typed P {precision:.3f} R {recall:.3f} F1 {f1:.3f} | full F1 {full:.3f} | "
            f"hit {tally.hit} spare {tally.spare} miss {tally.miss}"
        )


def by_rule(result: Result) -> Iterator[str]:
    """How often each rule was fully right, had a wrong slot, or was spare."""
    for rule, counts in sorted(result.rules.items(), key=lambda item: -sum(item[1].values())):
        total = sum(counts.values())
        yield f"{rule:46} {counts['right']:4} right {counts['slot']:4} slot {counts['spare']:4} spare of {total}"


def _line(outcome: Outcome) -> str:
    return f"{outcome.kind:5} {outcome.text_id:14} {_label(outcome.label)}{_claim(outcome.claim)}"


def _label(label: Label | None) -> str:
    if label is None:
        return ""
    value = label.get("stage") or label.get("measure") or label.get("event") or "quote"
    q = label.get("quantity") or {}
    figure = f" {q.get('low', '')}..{q.get('high', '')} {q.get('unit', '')}" if q else ""
    denied = " denied" if label.get("polarity") == "denied" else ""
    return f"{value} {label.get('party') or label.get('speaker')}{figure}{denied} [{label['evidence'][:140]}]"


def _claim(claim: Claim | None) -> str:
    if claim is None:
        return ""
    q = claim.quantity
    figure = f" {q.low}..{q.high} {q.unit}" if q else ""
    who = "+".join(claim.party) or claim.speaker
    return f"\n      read {claim.value} {who}{figure} {claim.polarity} [{claim.evidence[:140]}] {claim.rule}"


def main(arguments: list[str]) -> int:
    """Print the score of a half; exit 2 on wrong use."""
    halves = [a for a in arguments if not a.startswith("--")]
    if not halves or halves[0] not in ("tuning", "testing"):
        print(__doc__, file=sys.stderr)
        return 2
    mission = arguments[arguments.index("--mission") + 1] if "--mission" in arguments else None
    result = run(halves[0], mission)
    if "--list" in arguments:
        if halves[0] == "testing":
            print("the testing half is scored, never listed", file=sys.stderr)
            return 2
        print("\n".join(_line(outcome) for outcome in result.outcomes))
    print("\n".join(report(result)))
    if "--rules" in arguments:
        print("\n".join(by_rule(result)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
