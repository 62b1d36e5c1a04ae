"""Which rules and grades have proved themselves on missions that nothing was tuned on.

A claim may post to a balance where its rule, or its grade, is right often enough there: the lower bound of the 95 %
interval (Wilson) of its precision is at least .85 on at least 30 cases (METHOD section 5). Right means family, value,
polarity, giver and figure; a claim that matches no label, or one with another giver or figure, is wrong. A rule's
variants for headlines and shortened clauses share its frames and are counted with it: `commitment.give.headline` is
`commitment.give`.

    python eval/proving.py            prints rules and grades of the testing half, proved or not, and what may post
    python eval/proving.py --write    also writes them into the program, which then knows what may post
"""

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import corpus
from scoring import Result

from musterbook.lexicons.proved import lower_bound, stem
from musterbook.model import Grade
from musterbook.settings import Settings

FILE = Path(__file__).resolve().parents[1] / "src" / "musterbook" / "lexicons" / "proved.toml"
HEAD = """# How often each rule and each grade was right on missions that nothing was tuned on: [right, cases].
# Written by eval/proving.py --write; read by musterbook.lexicons.proved.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a rule, or all rules with claims of one grade, did on missions that they were never tuned on."""

    rule: str
    right: int
    cases: int

    @property
    def precision(self) -> float:
        """The share of its claims that are right."""
        return self.right / self.cases

    @property
    def lower(self) -> float:
        """The lower bound of the Wilson interval of the precision."""
        return lower_bound(self.right, self.cases)

    @property
    def proved(self) -> bool:
        """Whether its claims may post to a balance."""
        settings = Settings()
        return self.cases >= settings.proof_min_cases and self.lower >= settings.proof_min_precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the proved rules and grades keep of what was read."""

    right: int
    read: int
    all_right: int
    all_read: int

    @property
    def precision(self) -> float:
        """The share of the claims that may post that are right."""
        return self.right / max(1, self.read)

    @property
    def kept(self) -> float:
        """The share of all right claims that may post."""
        return self.right / max(1, self.all_right)

    @property
    def covered(self) -> float:
        """The share of all claims that may post."""
        return self.read / max(1, self.all_read)


def proofs(rules: Mapping[str, Counter[str]]) -> list[Proof]:
    """The proofs of all rules that read something, those with most cases first."""
    right: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    for rule, counts in rules.items():
        if not rule.startswith("quote"):
            right[stem(rule)] += counts["right"]
            cases[stem(rule)] += counts.total()
    found = [Proof(rule=rule, right=right[rule], cases=number) for rule, number in cases.items()]
    return sorted(found, key=lambda proof: (-proof.cases, proof.rule))


def grade_proofs(result: Result) -> list[Proof]:
    """The proofs of all grades, the best first."""
    counts: dict[str, Counter[str]] = {}
    for (_, grade), outcomes in result.graded.items():
        counts.setdefault(grade, Counter()).update(outcomes)
    found = [(grade, counts[grade]) for grade in map(str, Grade) if grade in counts]
    return [Proof(rule=grade, right=each["right"], cases=each.total()) for grade, each in found]


def coverage(result: Result) -> Coverage:
    """Counts over the claims of a proved rule or grade, and over all but quotations."""
    good = {proof.rule for proof in (*proofs(result.rules), *grade_proofs(result)) if proof.proved}
    right: Counter[bool] = Counter()
    read: Counter[bool] = Counter()
    for (rule, grade), counts in result.graded.items():
        if not rule.startswith("quote"):
            posts = stem(rule) in good or grade in good
            right[posts] += counts["right"]
            read[posts] += counts.total()
    return Coverage(right=right[True], read=read[True], all_right=right.total(), all_read=read.total())


def lines(result: Result) -> list[str]:
    """The proofs of a result and the coverage, for printing."""
    found = [*proofs(result.rules), *grade_proofs(result)]
    out = [
        f"{p.rule:34} {p.right:4} of {p.cases:4} right, {p.precision:.3f}, at least {p.lower:.3f}"
        f"{'   may post' if p.proved else ''}"
        for p in found
    ]
    kept = coverage(result)
    out.append(
        f"may post: {kept.read} of {kept.all_read} claims, precision {kept.precision:.3f}, "
        f"{kept.kept:.3f} of what is read rightly"
    )
    return out


def main() -> int:
    """Print the list, and write it where that was asked for; 0."""
    result = corpus.run("testing")
    print("\n".join(lines(result)))
    if "--write" in sys.argv:
        tables = {"rules": sorted(proofs(result.rules), key=lambda p: p.rule), "grades": grade_proofs(result)}
        parts = [f"\n[{name}]\n" + "".join(map(_line, found)) for name, found in tables.items()]
        FILE.write_text(HEAD + "".join(parts), "utf-8")
    return 0


def _line(proof: Proof) -> str:
    return f'"{proof.rule}" = [{proof.right}, {proof.cases}]\n'


if __name__ == "__main__":
    sys.exit(main())
