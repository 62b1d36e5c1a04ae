"""Write docs/quality.md: how well the program reads, on the project's own corpus and on openly licensed data.

    python eval/quality.py                 writes the page
    python eval/quality.py --check         compares the corpus section with what is read now; exit 1 if it differs

Whatever needs data beside the checkout keeps its last printed figures where the data is missing.
"""

import contextlib
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import bench_aid
import bench_casualties
import bench_muc4
import bench_values
import corpus
import proving
from scoring import Outcome, Result, Tally, kinds, same_party, same_quantity

PAGE = Path(__file__).resolve().parents[1] / "docs" / "quality.md"
HALVES = {"tuning": "missions that rules were written on", "testing": "missions that were only ever scored"}
COMMONEST = 12
BENCHES = {
    "casualties": bench_casualties.main,
    "incidents": bench_muc4.main,
    "aid": bench_aid.main,
    "values": bench_values.main,
}
"""Section of the page -> the benchmark whose print it holds."""


def section(name: str, body: Iterable[str]) -> str:
    """A part of the page between its marks, so that it can be found and replaced."""
    return "\n".join([f"<!-- {name} -->", "", *body, "", f"<!-- end of {name} -->"])


def replaced(page: str, name: str, body: Iterable[str]) -> str:
    """The page with one section written anew."""
    pattern = re.compile(rf"<!-- {name} -->.*?<!-- end of {name} -->", re.DOTALL)
    if not pattern.search(page):
        raise SystemExit(f"{PAGE.name} has no section called {name}")
    return pattern.sub(lambda _: section(name, body), page)


def scores(results: dict[str, Result]) -> list[str]:
    """Precision, recall and F1 by half and family."""
    out = [
        "| half | family | precision | recall | F1 typed | F1 full | right kind | of which wrong in a slot "
        "| read, not in the text | missed |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for half, result in results.items():
        for name, tally in [*sorted(result.families.items()), ("**all but quotes**", result.ledger())]:
            out.append(f"| {half} | {name} | {_row(tally)} |")
    return out


def _row(tally: Tally) -> str:
    figures = " | ".join(f"{value:.3f}" for value in tally.scores())
    return f"{figures} | {tally.hit} | {tally.hit - tally.full} | {tally.spare} | {tally.miss}"


def errors(result: Result) -> list[str]:
    """What goes wrong most often, counted by what was expected or read."""
    counts: Counter[tuple[str, str]] = Counter()
    for outcome in result.outcomes:
        counts.update(_faults(outcome))
    out = ["| fault | where | times |", "|---|---|---|"]
    out += [f"| {fault} | {where} | {times} |" for (fault, where), times in counts.most_common(COMMONEST)]
    return out


def _faults(outcome: Outcome) -> list[tuple[str, str]]:
    label, claim = outcome.label, outcome.claim
    if label is None and claim is not None:
        return [("read, but no label says so", f"{claim.family} {claim.value or ''}".strip())]
    if label is None:
        return []
    family, value = sorted(kinds(label))[0]
    where = family if value == "quote" else f"{family} {value}"
    if claim is None:
        return [("missed", where)]
    out = []
    if family == "quote" or not same_party(claim.party, label.get("party"), jointly="party" in label.get("joint", ())):
        out.append(("another speaker" if family == "quote" else "another giver or actor", where))
    if family != "quote" and not same_quantity(claim, label):
        out.append(("another figure", where))
    return out


def rules(result: Result) -> list[str]:
    """Every rule that has proved itself, and those with cases enough that have not."""
    found = proving.proofs(result.rules)
    kept = proving.coverage(result)
    out = ["| rule | right | cases | precision | at least (95 %) | may post |", "|---|---|---|---|---|---|"]
    out += [
        f"| `{p.rule}` | {p.right} | {p.cases} | {p.precision:.3f} | {p.lower:.3f} | {'yes' if p.proved else 'no'} |"
        for p in found
        if p.cases >= 5
    ]
    fewer = [p for p in found if p.cases < 5]
    out += ["", f"{len(fewer)} more rules have fewer than five cases ({sum(p.cases for p in fewer)} in all)."]
    out += [
        f"What may post by its rule or its grade: {kept.read} of {kept.all_read} claims ({kept.covered:.3f}) at a "
        f"precision of {kept.precision:.3f}; it keeps {kept.kept:.3f} of what is read rightly."
    ]
    return out


def grades(result: Result) -> list[str]:
    """Every grade with its proof."""
    out = ["| grade | right | cases | precision | at least (95 %) | may post |", "|---|---|---|---|---|---|"]
    return out + [
        f"| {p.rule} | {p.right} | {p.cases} | {p.precision:.3f} | {p.lower:.3f} | {'yes' if p.proved else 'no'} |"
        for p in proving.grade_proofs(result)
    ]


def printed(main: Callable[[], int]) -> list[str] | None:
    """What a benchmark prints, as a block; None where its data is missing."""
    out = io.StringIO()
    arguments, sys.argv = sys.argv, sys.argv[:1]
    try:
        with contextlib.redirect_stdout(out):
            main()
    finally:
        sys.argv = arguments
    text = out.getvalue().rstrip()
    return None if text.startswith("skipped") else ["```text", text, "```"]


def written(page: str) -> str:
    """The page with every section that can be measured here measured anew."""
    results = {half: corpus.run(half) for half in HALVES}
    page = replaced(page, "scores", scores(results))
    page = replaced(page, "errors", errors(results["testing"]))
    page = replaced(page, "grades", grades(results["testing"]))
    page = replaced(page, "rules", rules(results["testing"]))
    for name, main in BENCHES.items():
        block = printed(main)
        if block is not None:
            page = replaced(page, name, block)
    return page


def main() -> int:
    """Write or compare the page."""
    page = PAGE.read_text("utf-8")
    if "--check" in sys.argv:
        now = replaced(page, "scores", scores({half: corpus.run(half) for half in HALVES}))
        if now != page:
            print("docs/quality.md does not hold what the program reads now: run make quality", file=sys.stderr)
        return int(now != page)
    PAGE.write_text(written(page), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
