"""Universal tags from the parser's own table, without running its matcher.

The model's attribute ruler maps Penn tag, word and label to a universal tag by some 180 patterns. Matching them costs
as much as parsing; all that give a universal tag ask only for these three of one token, or of it and the one before
it, so the answer for each triple is worked out once and kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Triple = tuple[str, str, str]
"""Penn tag, word in lower case, label."""

PLACES = {"TAG": 0, "LOWER": 1, "DEP": 2}


@dataclass(frozen=True, slots=True)
class Rule:
    """What the tokens must be, which of them gets the universal tag, and the tag."""

    tokens: tuple[dict[str, Any], ...]
    at: int
    pos: str


@dataclass(slots=True)
class TagTable:
    """The patterns for one token in their order, those that look at the token before, and what was worked out.

    `words` are those that a pattern names; all others are one to the table, so that what it keeps stays small.
    """

    single: tuple[Rule, ...]
    paired: tuple[Rule, ...]
    words: frozenset[str]
    known: dict[Triple, tuple[str, tuple[Rule, ...]]] = field(default_factory=dict)

    def tags(self, triples: Iterable[Triple]) -> list[str]:
        """The universal tag of every token of a text."""
        known, words = self.known, self.words
        found: list[str] = []
        open_rules: tuple[Rule, ...] = ()
        for tag, word, label in triples:
            triple = (tag, word if word in words else "", label)
            answer = known.get(triple)
            if answer is None:
                answer = known[triple] = self._work_out(triple)
            pos = answer[0]
            for rule in open_rules:
                if _fits(rule.tokens[1], triple):
                    pos = rule.pos
            found.append(pos)
            open_rules = answer[1]
        return found

    def _work_out(self, triple: Triple) -> tuple[str, tuple[Rule, ...]]:
        """The tag by the patterns for one token, the last one first, and the pairs that such a token may open."""
        pos = next((rule.pos for rule in reversed(self.single) if _fits(rule.tokens[0], triple)), "")
        return pos, tuple(rule for rule in self.paired if _fits(rule.tokens[0], triple))


def tag_table(patterns: Sequence[dict[str, Any]]) -> TagTable | None:
    """The table of an attribute ruler's patterns; None where they ask for something else than it can answer."""
    single: list[Rule] = []
    paired: list[Rule] = []
    for entry in patterns:
        pos = entry["attrs"].get("POS")
        if pos is None:
            continue
        for tokens in entry["patterns"]:
            if any("IS_SPACE" in token for token in tokens):
                continue  # blanks are no words here
            rule = Rule(tuple(tokens), entry["index"], pos)
            if not all(_is_plain(token) for token in tokens):
                return None
            if len(tokens) == 1 and not paired:
                single.append(rule)
            elif len(tokens) == 2 and rule.at == 1:
                paired.append(rule)
            else:
                return None
    return TagTable(tuple(single), tuple(paired), _words([*single, *paired]))


def _words(rules: Sequence[Rule]) -> frozenset[str]:
    """Every word that a pattern names."""
    named: set[str] = set()
    for wanted in (token.get("LOWER", {}) for rule in rules for token in rule.tokens):
        named.update([wanted] if isinstance(wanted, str) else (word for listed in wanted.values() for word in listed))
    return frozenset(named)


def _is_plain(token: dict[str, Any]) -> bool:
    return all(
        key in PLACES and (isinstance(value, str) or set(value) <= {"IN", "NOT_IN"}) for key, value in token.items()
    )


def _fits(token: dict[str, Any], triple: Triple) -> bool:
    for key, wanted in token.items():
        value = triple[PLACES[key]]
        if isinstance(wanted, str):
            if value != wanted:
                return False
        elif value not in wanted.get("IN", (value,)) or value in wanted.get("NOT_IN", ()):
            return False
    return True
