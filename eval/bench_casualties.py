"""Score victim figures against openly licensed incident reports with coded totals.

Reads `../shared/bench/casualties.jsonl` beside the checkout; says that it skips where the file is missing. Each set
counts the victims of its own class (aid workers; students and teachers; displaced people and refugees), told by the
`object` of a claim. A row is right where the sum of the claims of one measure equals the coded total. Reports of "an
unspecified number" are left out, since their total is a coder's convention. Rows whose sha1 of the id starts with 0-7
are for tuning, the others are only scored.

    python eval/bench_casualties.py [--list killed|injured|kidnapped]    lists wrong rows of the tuning half
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from musterbook import flow
from musterbook.model import Claim, Document, Family, Period, QuantityKind, document_id
from musterbook.settings import Settings

FILE = Path(__file__).resolve().parents[2] / "shared" / "bench" / "casualties.jsonl"
MEASURES = ("killed", "injured", "kidnapped")
SETTINGS = Settings()

CLASSES = {
    "aidWorkerKIKA": re.compile(
        r"\b(workers?|staff|staffers?|employees?|volunteers?|drivers?|guards?|doctors?|nurses?|(para)?medics?|personnel"
        r"|members?|contractors?|officers?|officials?|crew|directors?|presidents?|managers?|coordinators?|engineers?"
        r"|paramedics?|surgeons?|responders?|rescuers?|monitors?|teams?|founders?|heads?|chiefs?|consultants?|midwi\w+"
        r"|pharmacists?|physicians?|vaccinators?|deminers?|teachers?|activists?|humanitarians?|supervisors?|operators?"
        r"|technicians?|partners?|leaders?|aides?|psychologists?|dentists?|midwife|representatives?|mobili[sz]ers?|gynaecologist|counsellor|clerk|assistants?|bodyguard)\b",
        re.I,
    ),
}
CIVIL = re.compile(
    r"\b(civilians?|people|persons?|soldiers?|villagers?|residents?|wife|husband|mother|father|daughters?|sons?|women|woman"
    r"|men|man|infants?|police\w*|militants?|fighters?|gunmen|passers-?by|idps?|refugees?|passengers?|patients?"
    r"|paramedics?|medics?|bodyguards?|guards?|protesters?|demonstrators?|bodies|corpses?|palestinians?|others|librarian|babies|baby|child|children)\b",
    re.I,
)
"""Victims of whom the set on education is silent."""
OTHERS = re.compile(
    r"\b(soldiers?|paramedics?|aid workers?|health workers?|police\w*|journalists?|guards?|militants?|perpetrators?"
    r"|fighters?|staff|gunmen|attackers?|officers?|doctors?|nurses?|medics?|volunteers?|teachers?|gang\w*"
    r"|assailants?|drivers?|settlers?|security|students?|workers?|employees?)\b",
    re.I,
)


def rows() -> Iterator[tuple[bool, dict]]:
    """(whether it is a tuning row, row)."""
    for line in FILE.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "nspecified number" not in row["text"]:
            yield hashlib.sha1(row["id"].encode("utf-8")).hexdigest()[0] < "8", row


def document(row: dict) -> Document:
    return Document(
        id=document_id(row["id"], row["text"]),
        name=row["id"],
        text=row["text"],
        source_text=row["text"],
        published=Period(),
    )


def of_class(name: str, victims: str) -> bool:
    """Whether the set called `name` counts these victims."""
    if name in CLASSES:
        return bool(CLASSES[name].search(victims))
    return not (CIVIL if name == "education" else OTHERS).search(victims)


def total(row: dict, claims: list[Claim], measure: str) -> int:
    """The sum of the figures of a measure over victims of the set's class; parts of a figure are not added to it."""
    name = row["id"].split(":")[0]
    found = [c for c in claims if c.family is Family.SITUATION and c.value == measure and c.quantity is not None]
    found = [c for c in found if c.polarity == "affirmed" and of_class(name, c.object or "")]
    whole = [c for c in found if c.quantity and c.quantity.kind is not QuantityKind.SUBSET]
    amounts = [c.quantity.low if c.quantity.low is not None else c.quantity.high for c in whole or found if c.quantity]
    return int(sum(a for a in amounts if a is not None))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", choices=MEASURES)
    listed = parser.parse_args().list
    if not FILE.is_file():
        print(f"skipped: {FILE} is not there")
        return 0
    counts: dict[tuple[bool, str], Counter[str]] = {(half, m): Counter() for half in (True, False) for m in MEASURES}
    for tuning, row in rows():
        claims = flow.extract(document(row), SETTINGS)
        for measure in MEASURES:
            found, gold = total(row, claims, measure), row[measure]
            counts[tuning, measure].update(hit=found == gold > 0, found=found > 0, gold=gold > 0)
            if listed == measure and tuning and found != gold:
                print(f"{row['id']} read {found} coded {gold} | {row['text'][:400]}")
    for (tuning, measure), c in counts.items():
        precision, recall = c["hit"] / max(1, c["found"]), c["hit"] / max(1, c["gold"])
        half = "tuning" if tuning else "held out"
        print(f"{measure:10} {half:9} P {precision:.3f} R {recall:.3f}   ({c['gold']} rows with victims)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
