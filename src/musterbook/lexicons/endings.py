"""How undertakings come to an end: the `[endings]` table of en/commitments.toml."""

from dataclasses import dataclass
from functools import cache

from musterbook.lexicons.frames import WordTable, noun_forms, read_toml, verb_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """Verbs and nouns of what ends; en/commitments.toml explains the lists."""

    ending: WordTable
    finishing: WordTable
    closing: WordTable
    leaving: WordTable
    activities: frozenset[str]
    finished: frozenset[str]
    closed: frozenset[str]
    services: frozenset[str]
    withdrawals: frozenset[str]
    places: frozenset[str]

    @property
    def verbs(self) -> frozenset[str]:
        """Every form at which an ending can be told."""
        return frozenset(self.ending).union(self.finishing, self.closing, self.leaving)


@cache
def endings(language: str = "en") -> Endings:
    """The words by which undertakings come to an end."""
    row = read_toml(language, "commitments")["endings"]
    return Endings(
        ending=verb_table(row["ending"], language),
        finishing=verb_table(row["finishing"], language),
        closing=verb_table(row["closing"], language),
        leaving=verb_table(row["leaving"], language),
        activities=noun_forms(row["activities"], language),
        finished=noun_forms(row["finished"], language),
        closed=noun_forms(row["closed"], language),
        services=noun_forms(row["services"], language),
        withdrawals=noun_forms(row["withdrawals"], language),
        places=frozenset(row["places"]),
    )
