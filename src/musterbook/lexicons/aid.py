"""The lexicon of aid beside its verbs of giving: refuge, sources, thanks, lists of donors."""

from dataclasses import dataclass
from functools import cache

from musterbook.lexicons.frames import WordTable, noun_forms, read_toml, verb_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """Words by list, as `aid.toml` names them; verbs and nouns in all their forms, lower case."""

    refuge_verbs: WordTable
    refuge_plain: WordTable
    refugees: frozenset[str]
    refugees_loose: frozenset[str]
    thanks: frozenset[str]
    sources: frozenset[str]
    sources_traps: frozenset[str]
    donors_paid: frozenset[str]
    donors_pledged: frozenset[str]
    donors_owed: frozenset[str]
    donors_traps: frozenset[str]
    donors_leads: frozenset[str]
    donors_gaps: frozenset[str]


@cache
def aid(language: str = "en") -> Aid:
    """The aid lexicon of a language."""
    raw = read_toml(language, "aid")
    refuge = raw["refuge"]
    donors = {f"donors_{key}": frozenset(words) for key, words in raw["donors"].items()}
    return Aid(
        **donors,
        thanks=frozenset(verb_table(raw["given"]["thanks"], language)),
        sources=frozenset(verb_table(raw["given"]["sources"], language)),
        sources_traps=frozenset(raw["given"]["traps"]),
        refuge_verbs=verb_table(refuge["verbs"], language),
        refuge_plain=verb_table(refuge["plain"], language),
        refugees=noun_forms(refuge["people"], language),
        refugees_loose=noun_forms(refuge["loose"], language),
    )
