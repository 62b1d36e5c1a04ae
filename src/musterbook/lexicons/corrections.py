"""Words by which what was said before is corrected or taken back."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from re import Pattern

from musterbook.errors import LexiconError

FILE = "en/corrections.toml"
_LISTS = (
    "labels", "versions", "earlier", "texts", "own", "mistaken", "reported", "contrast", "fillers", "clarify",
    "retracted", "retract", "auxiliaries", "retractions",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionWords:
    """The patterns of corrections; all ignore case.

    `label` is the head of a notice, `earlier` names the text that is corrected, `labelled` does so under a label, where
    less is said. `contrast` ends right before the figure that does not hold, `clarify` is what goes with such a figure
    elsewhere, `retraction` says that a whole text is taken back. `labels` are nobody's names.
    """

    labels: frozenset[str]
    label: Pattern[str]
    earlier: Pattern[str]
    labelled: Pattern[str]
    contrast: Pattern[str]
    clarify: Pattern[str]
    retraction: Pattern[str]


@cache
def correction_words() -> CorrectionWords:
    """The lexicon of corrections. Raises LexiconError where a list is missing or holds anything but words."""
    data = tomllib.loads(resources.files("musterbook.lexicons").joinpath(FILE).read_text("utf-8"))
    one = {}
    for name in _LISTS:
        words = data.get(name)
        if not isinstance(words, list) or not all(isinstance(word, str) and word == word.lower() for word in words):
            raise LexiconError(f"{FILE}: {name} must be a list of lower-case words")
        spelled = (re.escape(word).replace("\\ ", "\\s+") for word in sorted(words, key=len, reverse=True))
        one[name] = f"(?:{'|'.join(spelled)})"
    version = rf"\b{one['earlier']}\s+{one['versions']}\b"
    named = rf"{version}\s+of\s+{one['own']}\s+{one['texts']}\b|\b{one['own']}\s+{one['earlier']}\s+{one['texts']}\b"
    mistaken = rf"{version}(?!\s+of\b)(?=[^.!?]*\b{one['mistaken']}\b)"
    under_label = rf"\b(?:an?|the|our|this)\s+(?:\w+\s+){{0,2}}{one['texts']}\b"
    return CorrectionWords(
        labels=frozenset(data["labels"]) | frozenset(data["retractions"]),
        label=_compiled(rf"^\W*{one['labels']}\b[^\n:.]{{0,40}}[:.–—-]"),
        earlier=_compiled(rf"{named}|{mistaken}"),
        labelled=_compiled(rf"{named}|{version}|{under_label}"),
        contrast=_compiled(rf"\b{one['contrast']}\s+(?:{one['fillers']}\s+)?\Z"),
        clarify=_compiled(rf"\b(?:{one['clarify']}|{one['reported']})\b"),
        retraction=_compiled(
            rf"^\W*{one['retractions']}\s*:"
            rf"|\b{one['own']}\s+{one['texts']}\s+{one['auxiliaries']}\s+(?:\w+\s+)?{one['retracted']}\b"
            rf"|\b{one['retract']}\s+{one['own']}\s+{one['texts']}\b"
        ),
    )


def _compiled(pattern: str) -> Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)
