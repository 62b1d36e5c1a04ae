"""Which rules have proved themselves on missions that no rule was tuned on.

A claim may post to a balance where its rule is right often enough there: the lower bound of the 95 % interval (Wilson)
of its precision is at least .85 on at least 30 cases (METHOD section 5). Right means family, value, polarity, giver and
figure; a claim that matches no label, or one with another giver or figure, is wrong. A rule's variants for headlines
and shortened clauses share its frames and are counted with it: `commitment.give.headline` is `commitment.give`.

    python eval/proving.py            prints the rules of the testing half, proved or not, and the coverage that remains
    python eval/proving.py --write    also writes them into the program, which then knows which rules may post
"""

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import corpus
from scoring import Result

from musterbook.lexicons.proved import lower_bound, stem
from musterbook.settings import Settings

FILE = Path(__file__).resolve().parents[1] / "src" / "musterbook" / "lexicons" / "proved.toml"
HEAD = """# How often each rule was right on missions that no rule was tuned on: [right, cases].
# Written by eval/proving.py --write; read by musterbook.lexicons.proved.

[rules]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a rule did on missions that it was never tuned on."""

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
    """What the proved rules keep of what was read and of what stands in the texts."""

    right: int
    read: int
    all_right: int
    all_read: int

    @property
    def precision(self) -> float:
        """The share of the claims of proved rules that are right."""
        return self.right / max(1, self.read)

    @property
    def kept(self) -> float:
        """The share of all right claims that come from proved rules."""
        return self.right / max(1, self.all_right)


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


def coverage(found: list[Proof]) -> Coverage:
    """Counts over the proved rules and over all."""
    proved = [proof for proof in found if proof.proved]
    return Coverage(
        right=sum(p.right for p in proved),
        read=sum(p.cases for p in proved),
        all_right=sum(p.right for p in found),
        all_read=sum(p.cases for p in found),
    )


def lines(result: Result) -> list[str]:
    """The proofs of a result and the coverage, for printing."""
    found = proofs(result.rules)
    out = [
        f"{p.rule:34} {p.right:4} of {p.cases:4} right, {p.precision:.3f}, at least {p.lower:.3f}"
        f"{'   may post' if p.proved else ''}"
        for p in found
    ]
    kept = coverage(found)
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
        rows = sorted((p.rule, p.right, p.cases) for p in proofs(result.rules))
        FILE.write_text(HEAD + "".join(f'"{rule}" = [{right}, {cases}]\n' for rule, right, cases in rows), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
