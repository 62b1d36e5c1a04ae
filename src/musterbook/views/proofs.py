"""Why a machine's claim may be believed: how often its rule and its grade were right where nothing was tuned."""

from musterbook.lexicons.display import display
from musterbook.lexicons.proved import grade_proofs, proofs, stem


def proof_words(rule: str, grade: str | None) -> str:
    """What is known of a claim's rule and of its grade, in words; empty where neither was ever measured."""
    lexicon = display()
    found = ((stem(rule), proofs().get(stem(rule))), (grade, grade_proofs().get(grade or "")))
    return "; ".join(
        lexicon.say("proof", name=str(name), right=str(counts[0]), cases=str(counts[1]))
        for name, counts in found
        if counts is not None
    )
