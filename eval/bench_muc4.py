"""Score victim figures against the incident templates of MUC-3 and MUC-4 (newswire in capitals, 1988-90).

Reads `../shared/bench/incidents_muc4.jsonl` beside the checkout; says that it skips where the file is missing. A coded
target of an accomplished incident with the effect DEATH or INJURY is a figure of victims killed or injured, with
alternatives where figures differ ("3 / 5"). Recall: the coded figures that some claim of the article agrees with,
optional ones left out; a figure without a number (PLURAL) counts for precision only, where any figure above one agrees.
Precision: the claims that agree with a coded figure, or with the total of an incident; a claim read twice counts once.

The templates leave out combatants and incidents outside their scope, so that a right claim can be counted wrong:
precision is a lower bound. Printed twice: over all articles, and over those for which victims of the measure are coded.
A person named in the singular counts one, whose killing the program may read as an assassination instead: the recall of
figures above one is printed beside. Articles whose sha1 of the id starts with 0-7 are for tuning, the others are only
scored.

    python eval/bench_muc4.py [--list killed|injured]    lists misses and spares of the tuning half
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from musterbook import flow
from musterbook.model import Claim, Document, Event, Family, Period, Quantity, document_id
from musterbook.settings import Settings

FILE = Path(__file__).resolve().parents[2] / "shared" / "bench" / "incidents_muc4.jsonl"
EFFECTS = {"DEATH": "killed", "INJURY": "injured"}
MEASURES = tuple(EFFECTS.values())
SETTINGS = Settings()
WRAPPED = re.compile(r"(?<=\S)[ \t]*\n(?=\S)")
NUMBER = re.compile(r"\d+")
PLURAL = "PLURAL"


@dataclass(frozen=True)
class Figure:
    """A coded figure: its measure, its alternatives (none for PLURAL), whether it must be found."""

    measure: str
    numbers: tuple[int, ...]
    plural: bool
    required: bool


def articles() -> Iterator[tuple[bool, dict]]:
    """(whether it is a tuning article, article)."""
    for line in FILE.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield hashlib.sha1(row["id"].encode("utf-8")).hexdigest()[0] < "8", row


def document(row: dict) -> Document:
    """The article with its wrapped lines joined, as a feed would deliver it."""
    text = WRAPPED.sub(" ", row["text"])
    return Document(id=document_id(row["id"], text), name=row["id"], text=text, source_text=text, published=Period())


def coded(row: dict) -> list[Figure]:
    """The figures of an article; the same one in two incidents counts once."""
    found: list[Figure] = []
    for template in row["templates"]:
        if "ACCOMPLISHED" not in (template["stage"] or ""):
            continue
        for target in template["targets"]:
            for effect, measure in EFFECTS.items():
                number = target["number"] or ""
                if effect not in (target["effect"] or "").replace("NO INJURY OR DEATH", "").replace("NO INJURY", ""):
                    continue
                numbers = tuple(int(n) for n in NUMBER.findall(number))
                required = bool(numbers) and not target["optional"]
                found.append(Figure(measure, numbers, PLURAL in number, required))
        for total in template["total"]:
            numbers = tuple(int(n) for n in NUMBER.findall(total))
            found.extend(Figure(measure, numbers, plural=False, required=False) for measure in MEASURES)
    return list(dict.fromkeys(found))


def agrees(q: Quantity, figure: Figure) -> bool:
    """Whether a figure that was read holds one of the coded numbers, or is above one where only the plural is coded."""
    low = float(q.low) if q.low is not None else 0.0
    high = float(q.high) if q.high is not None else float("inf")
    if figure.plural and high > 1:
        return True
    return any(low <= n <= high for n in figure.numbers)


def read(claims: list[Claim], measure: str) -> list[Quantity]:
    """The figures of a measure that were read, each once; an assassination is one person killed."""
    found: dict[tuple, Quantity] = {}
    for c in claims:
        fits = c.family is Family.SITUATION and c.value in (measure, "casualties") and c.polarity == "affirmed"
        if fits and c.quantity is not None:
            found.setdefault((c.quantity.low, c.quantity.high), c.quantity)
    return list(found.values())


def killings(claims: list[Claim]) -> int:
    """Persons of rank whose killing was read as a milestone."""
    return sum(c.event is Event.ASSASSINATION for c in claims)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", choices=MEASURES)
    listed = parser.parse_args().list
    if not FILE.is_file():
        print(f"skipped: {FILE} is not there")
        return 0
    counts: dict[tuple[bool, str], Counter[str]] = {(half, m): Counter() for half in (True, False) for m in MEASURES}
    for tuning, row in articles():
        claims = flow.extract(document(row), SETTINGS)
        for measure in MEASURES:
            figures = [f for f in coded(row) if f.measure == measure]
            required, quantities = [f for f in figures if f.required], read(claims, measure)
            right = [q for q in quantities if any(agrees(q, f) for f in figures)]
            hits = [f for f in required if any(agrees(q, f) for q in quantities)]
            if measure == "killed" and killings(claims):
                hits += [f for f in required if f not in hits and 1 in f.numbers]
            about = len(quantities) if figures else 0
            many = [f for f in required if max(f.numbers) > 1]
            counts[tuning, measure].update(
                read=len(quantities), about=about, right=len(right), gold=len(required), hit=len(hits),
                many=len(many), many_hit=sum(f in hits for f in many),
            )  # fmt: skip
            if tuning and listed == measure:
                for f in required:
                    if f not in hits:
                        print(f"{row['id']} missed {f.numbers}")
                for q in quantities:
                    if q not in right:
                        print(f"{row['id']} spare {q.low}..{q.high} {q.text!r}")
    for (tuning, measure), c in counts.items():
        half = "tuning" if tuning else "held out"
        p, about = c["right"] / max(1, c["read"]), c["right"] / max(1, c["about"])
        r, many = c["hit"] / max(1, c["gold"]), c["many_hit"] / max(1, c["many"])
        print(
            f"{measure:8} {half:9} P {p:.3f} (articles with such victims {about:.3f}) R {r:.3f} ({c['gold']} figures;"
            f" above one {many:.3f} of {c['many']})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
