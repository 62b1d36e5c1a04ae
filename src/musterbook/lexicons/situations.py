"""The situation lexicon: which words count victims, displaced people, need, territory, strength and money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from musterbook.lexicons.frames import Word, WordTable, member, noun_forms, pairs, read_toml, verb_table
from musterbook.model import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFrame:
    """How one measure is said."""

    measure: Measure
    transitive: WordTable
    intransitive: WordTable
    nouns: frozenset[str]
    adjectives: frozenset[str]
    extra: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FateVerb:
    """What a verb makes of its object (`transitive`) or of its subject."""

    measure: Measure
    transitive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Situations:
    """The situation lexicon."""

    measures: tuple[MeasureFrame, ...]
    fates: Mapping[str, tuple[tuple[Word, FateVerb], ...]]
    victims: frozenset[str]
    singular: frozenset[str]
    kin: frozenset[str]
    no_persons: frozenset[str]
    words: Mapping[str, frozenset[str]]
    served: frozenset[str]
    reports: frozenset[str]
    personal: frozenset[str]
    territory_verbs: WordTable
    territory_places: frozenset[str]
    territory_shares: tuple[str, ...]
    control: frozenset[str]
    under: frozenset[str]
    retaken: WordTable
    holders: frozenset[str]
    strength: Mapping[str, frozenset[str]]
    strength_verbs: Mapping[str, WordTable]
    strength_phrases: tuple[tuple[str, ...], ...]
    funding: Mapping[str, frozenset[str]]
    funding_verbs: Mapping[str, WordTable]


MEASURE_VERBS = frozenset(
    {
        "lives",
        "driven",
        "left",
        "suffer",
        "loses",
        "finds",
        "crosses",
        "passes",
        "gives_up",
        "cuts",
        "cares",
        "hospital",
        "seeks",
        "evacuates",
        "sends",
        "numbers",
        "brings",
        "holds",
        "remains",
        "shelters",
    }
)
"""Keys of a measure that hold verbs; the others hold nouns."""


@cache
def situations(language: str = "en") -> Situations:
    """The situation frames."""
    raw = read_toml(language, "situations")
    plain = {"id", "verbs_transitive", "verbs_intransitive", "nouns", "adjectives"}
    measures = tuple(
        MeasureFrame(
            measure=member(Measure, row["id"], row["id"]),
            transitive=verb_table(row.get("verbs_transitive", []), language),
            intransitive=verb_table(row.get("verbs_intransitive", []), language),
            nouns=noun_forms(row.get("nouns", []), language),
            adjectives=frozenset(row.get("adjectives", [])),
            extra={
                key: frozenset(verb_table(words, language)) if key in MEASURE_VERBS else noun_forms(words, language)
                for key, words in row.items()
                if key not in plain
            },
        )
        for row in raw["measure"]
    )
    strength, funding = raw["strength"], raw["funding"]
    return Situations(
        measures=measures,
        fates=pairs([entry for row in raw["measure"] for entry in _fate_verbs(row)], "verb"),
        victims=noun_forms(raw["victims"] + raw["roles"] + raw["kin"], language),
        singular=frozenset(raw["victims"] + raw["roles"]) - frozenset(raw["impersonal"]),
        kin=frozenset(raw["kin"]),
        no_persons=noun_forms(
            [noun for row in raw["measure"] for noun in row.get("nouns", [])] + raw["impersonal"], language
        ),
        words={name: frozenset(words) for name, words in raw["words"].items()},
        personal=frozenset(verb_table(raw["personal"], language)),
        reports=frozenset(verb_table(raw["reports"], language)),
        served=frozenset(verb_table(raw["served"], language)),
        territory_verbs=verb_table(raw["territory"]["verbs"], language),
        territory_places=noun_forms(raw["territory"]["places"], language),
        territory_shares=tuple(raw["territory"]["shares"]),
        control=frozenset(raw["territory"]["nouns"]),
        under=frozenset(raw["territory"]["adjectives"]),
        retaken=verb_table(raw["territory"]["retaken"], language),
        holders=noun_forms(raw["territory"]["holders"], language),
        strength={key: noun_forms(words, language) for key, words in strength.items() if not key.endswith("_verbs")},
        strength_verbs={key: verb_table(words, language) for key, words in strength.items() if key.endswith("_verbs")},
        strength_phrases=tuple(tuple(phrase.split()) for phrase in strength["in_place"]),
        funding={key: noun_forms(words, language) for key, words in funding.items() if not key.endswith("_verbs")},
        funding_verbs={key: verb_table(words, language) for key, words in funding.items() if key.endswith("_verbs")},
    )


def _fate_verbs(row: dict[str, Any]) -> Iterator[tuple[list[str], FateVerb]]:
    measure = member(Measure, row["id"], row["id"])
    yield row.get("verbs_transitive", []), FateVerb(measure=measure, transitive=True)
    yield row.get("verbs_intransitive", []), FateVerb(measure=measure, transitive=False)
