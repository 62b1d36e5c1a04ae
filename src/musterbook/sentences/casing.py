"""Ordinary case for stretches in capitals: wire copy and headlines that shout, in which a name looks like any word.

The length never changes, so that every offset in the recased text is one in the original. What is a name is told by
the document's own other lines, the table of parties, a title before a name, and by words that the parser never met.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from musterbook.lexicons.parties import party_table
from musterbook.lexicons.periods import period_words
from musterbook.lexicons.titles import titles
from musterbook.sentences.cut import DATELINE

WORD = re.compile(r"[^\W\d_]+(?:[.-][^\W\d_]+|[’'][^\W\d_]{2,})*")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
OPENING = re.compile(r"(?:^\s*|[.!?:][\"”’')\]]*\s+|^\[\w+\]\s*|(?:^|[\s(])[\"“])$")
LONGEST_NAME = 6
"""Words of the longest printed name that is looked up."""
FEWEST_WORDS = 4
"""Words that a line in capitals must have: shorter ones are acronyms and captions."""
SHOUTING_SHARE = 0.9
"""Share of the words of two letters and more that stand in capitals, above which a stretch shouts."""
LONGEST_ACRONYM = 8
LONGEST_RUN = 3
"""Words behind a title among which its name is looked for."""

Known = Callable[[str], bool]
"""Whether a lower-case word is one of the language."""


def in_ordinary_case(text: str, known: Known) -> str:
    """The text with its shouting lines in ordinary case; the text itself where none shouts."""
    lines = text.split("\n")
    words = [[w for w in WORD.findall(line) if len(w) > 1] for line in lines]
    loud = [_shouts(found) for found in words]
    if not any(loud):
        return text
    if _shouts([w for found in words for w in found]):
        loud = [True] * len(lines)
    own = _own_forms(line for line, is_loud in zip(lines, loud, strict=True) if not is_loud)
    own |= {w.lower(): w for w in _bracketed(text)}
    recase = _Recaser(own, known)
    return "\n".join(recase.line(line) if is_loud else line for line, is_loud in zip(lines, loud, strict=True))


def _shouts(words: list[str]) -> bool:
    return len(words) >= FEWEST_WORDS and sum(w.isupper() for w in words) >= SHOUTING_SHARE * len(words)


def _own_forms(lines: Iterable[str]) -> dict[str, str]:
    """Lower case -> the form in which a document's other lines mostly print a word inside a sentence."""
    seen: dict[str, Counter[str]] = {}
    for line in lines:
        for found in WORD.finditer(line):
            if OPENING.search(line[: found.start()]) is None:
                seen.setdefault(found.group().lower(), Counter())[found.group()] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in seen.items()}


def _bracketed(text: str) -> list[str]:
    """Acronyms that a text explains: "[FMLN]", "(URNG)"."""
    return [w for w in re.findall(r"[(\[]([^\W\d_]+)[)\]]", text) if w.isupper() and 1 < len(w) <= LONGEST_ACRONYM]


@cache
def _names() -> Mapping[str, str]:
    """Lower case -> printed form of every name of the tables, without acronyms that are words in capitals."""
    found: dict[str, str] = {}
    for surface, pattern in party_table().surfaces.items():
        low = surface.lower()
        if len(low) == len(surface) and not pattern.word and (low not in found or found[low].isupper()):
            found[low] = surface
    return found


class _Recaser:
    """Recases line by line with what the whole document told."""

    def __init__(self, own: Mapping[str, str], known: Known) -> None:
        self.own = own
        self.known = known

    def line(self, line: str) -> str:
        """The line in ordinary case, its dateline left as it is."""
        dateline = DATELINE.match(line)
        first = dateline.end() if dateline else 0
        out = [c.lower() if len(c.lower()) == 1 else c for c in line]
        out[:first] = line[:first]
        found = [w for w in WORD.finditer(line, first) if w.group().isupper()]
        i = 0
        while i < len(found):
            taken, form = self._form(line, found, i)
            start = found[i].start()
            out[start : start + len(form)] = form
            if OPENING.search(line[first:start]) is not None:
                out[start] = line[start]
            i += taken
        return "".join(out)

    def _form(self, line: str, found: list[re.Match[str]], i: int) -> tuple[int, str]:
        """How many words a name takes from word `i` on, and the form in which they are to be written."""
        start = found[i].start()
        for n in range(min(LONGEST_NAME, len(found) - i), 0, -1):
            name = _names().get(line[start : found[i + n - 1].end()].lower())
            if name is not None:
                return n, name
        return 1, self._word(line, found, i)

    def _word(self, line: str, found: list[re.Match[str]], i: int) -> str:
        word = found[i].group()
        low = word.lower()
        if len(low) != len(word) or INITIALS.fullmatch(word):
            return word
        if low in self.own:
            return self.own[low]
        return word[0] + low[1:] if self._is_name(line, found, i) or self._in_title(line, found, i) else low

    def _is_name(self, line: str, found: list[re.Match[str]], i: int) -> bool:
        low = found[i].group().lower()
        months, days = period_words().month_of, period_words().weekday_of
        if low in days:
            return True
        if low in months:
            around = line[max(found[i].start() - 3, 0) : found[i].end() + 3]
            return any(c.isdigit() for c in around)
        return not any(self.known(part) for part in re.split(r"[.’'-]", low) if part)

    def _in_title(self, line: str, found: list[re.Match[str]], i: int) -> bool:
        """Whether the word stands in a run that opens with a title and ends in a name: "COL LUIS ARTURO ISAACS"."""
        first = i
        while first > 0 and i - first < LONGEST_NAME and _touch(line, found, first - 1):
            first -= 1
        opens = [k for k in range(first, i + 1) if found[k].group().lower() in titles()["heads"]]
        if not opens:
            return False
        last = i
        while last + 1 < len(found) and last - opens[-1] < LONGEST_RUN and _touch(line, found, last):
            last += 1
            if self._is_name(line, found, last):
                return True
        return False


def _touch(line: str, found: list[re.Match[str]], i: int) -> bool:
    """Whether one blank alone stands between a word and the next."""
    return line[found[i].end() : found[i + 1].start()] == " "
