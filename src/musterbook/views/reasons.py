"""Why a figure stands, in words: how many independent sources say so, and which policy chose it over what else."""

from collections.abc import Iterator, Sequence

from musterbook.lexicons.display import display
from musterbook.model import Account, Basis, Policy, Stage
from musterbook.views import figures

CHOICES = frozenset({Policy.ACCOUNTABLE, Policy.SUPPORT, Policy.RETOLD, Policy.LATEST, Policy.LARGER, Policy.STANDING})
"""Policies that chose among several stated figures; under the others nothing else was stated, or nothing was chosen."""

_COUNTING = frozenset({Policy.SUPPORT, Policy.RETOLD})


def bases(account: Account) -> Iterator[tuple[str, Basis]]:
    """The figures of an account with a basis of their own, by their label; what a stage takes from above has none."""
    for stage in Stage:
        basis = account.bases.get(stage)
        if basis is not None and account.claims.get(stage) and basis.policy is not Policy.ABOVE:
            yield display().stages[stage], basis
    if account.present_basis is not None and account.present_stated and not account.expired:
        yield display().columns["present"], account.present_basis


def support_words(account: Account, stages: Sequence[Stage]) -> str:
    """On how many independent sources the figures of these stages and the strength rest; empty where on none."""
    labels = {*(display().stages[stage] for stage in stages), display().columns["present"]}
    counts = ", ".join(f"{label} {basis.sources}" for label, basis in bases(account) if label in labels)
    return display().say("note_support", counts=counts) if counts else ""


def choice_words(account: Account) -> tuple[str, ...]:
    """A line for each figure of an account that stands over others, with the reason; the policy has its name."""
    return tuple(basis_words(label, basis) for label, basis in bases(account) if basis.policy in CHOICES)


def basis_words(label: str, basis: Basis) -> str:
    """Why one figure stands: "pledged, 6 independent sources: nobody states another figure (policy only-figure)".

    A reason that counts the sources itself is not given their number again.
    """
    phrase = "note_basis" if basis.policy in _COUNTING else "note_basis_sources"
    return display().say(
        phrase,
        what=label,
        sources=display().count("told", basis.sources),
        reason=figures.printable(basis.reason),
        policy=basis.policy,
    )
