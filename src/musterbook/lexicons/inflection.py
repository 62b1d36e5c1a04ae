"""Word forms by rule, with a table of exceptions: enough to recognise a trigger in any form without a lemmatizer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VOWELS = "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflector:
    """Regular English inflection; `irregular` maps a lemma to [third person, past, participle, gerund]."""

    irregular: Mapping[str, Sequence[str]]

    def verb(self, lemma: str) -> frozenset[str]:
        """All forms of a verb, the lemma included."""
        if lemma in self.irregular:
            return frozenset({lemma, *self.irregular[lemma]})
        if lemma.endswith("e"):
            return frozenset({lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"})
        if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
            return frozenset({lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"})
        third = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
        return frozenset({lemma, third, lemma + "ed", lemma + "ing"})

    def noun(self, lemma: str) -> frozenset[str]:
        """Singular and plural of a noun or of a phrase that ends in one."""
        if lemma.endswith("s") and not lemma.endswith("ss"):
            return frozenset({lemma})
        if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
            return frozenset({lemma, lemma[:-1] + "ies"})
        return frozenset({lemma, lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")})
