"""Tokens for the quantity grammar: one pass over the text, parallel tuples, no look-up twice."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from musterbook.lexicons.currencies import currencies
from musterbook.lexicons.units import units

NUMBER, WORD, CURRENCY, NAME, PUNCT = "n", "w", "c", "o", "p"
"""Kinds of token: digits, a word, a currency symbol, a name or code with digits that is no quantity, the rest."""

_KINDS = {NUMBER: NUMBER, WORD: WORD, CURRENCY: CURRENCY, NAME: NAME, PUNCT: PUNCT, "d": NAME, "f": WORD, "g": NUMBER}
"""Kinds by the group of the pattern that matched: "d" is a designation (F-16), "f" the fast way for common words, "g" a
number in a rarer notation (dots or apostrophes between thousands, decimal commas behind them, lakhs, powers, fraction
signs)."""

VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
"""The signs that are a fraction by themselves."""

_BLANK = "[ \u00a0\u202f\u2009]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Parallel tuples, one entry a token; `lower` is the word in lower case, `starts` and `ends` are code points.

    Two sentinels of kind PUNCT stand at the end, so that a look-ahead needs no bounds check.
    """

    kinds: tuple[str, ...]
    texts: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    source: str

    def glued(self, i: int) -> bool:
        """Whether token `i` follows the one before it without a gap."""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def __len__(self) -> int:
        return len(self.kinds) - 2


@cache
def _pattern() -> re.Pattern[str]:
    table = currencies()
    marks = sorted((s for s in table.symbols if not s[-1].isalnum()), key=len, reverse=True)
    coded_only = (s for s in table.symbols if s[-1].isalnum() and s not in table.scaled_symbols)
    codes = sorted(coded_only, key=len, reverse=True)
    marked = "|".join(re.escape(s) for s in marks)
    coded = "|".join(re.escape(s) for s in codes)
    scaled = "|".join(sorted(table.scaled_symbols))
    big = "|".join(sorted(table.big, key=len, reverse=True))
    calibres = "|".join(sorted(units().words["calibres"], key=len, reverse=True))
    sizes = "|".join(sorted(units().words["sizes"], key=len, reverse=True))
    return re.compile(
        rf"""
        (?P<f>[a-z]{{3,}}(?=[\ ,\n]))
        |(?P<g>(?=[\d{VULGAR}])(?:
           \d{{1,3}}(?:[.{_BLANK[1:-1]}]\d{{3}})+,\d{{1,2}}(?![\d,])
          |\d+(?:\.\d+)?[eE][+-]?\d{{1,3}}(?![\w.])
          |\d+(?:\.\d+)?[\ ]?[x×*][\ ]?10\^\d{{1,2}}(?!\d)
          |\d{{1,3}}(?:\.\d{{3}}){{2}}(?!\.?\d)
          |\d{{1,3}}(?:['’]\d{{3}})+(?!\d)
          |\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)
          |\d+(?:\.\d+)?\^\d{{1,2}}(?!\d)
          |\d*[{VULGAR}]))
        |(?P<o>(?:https?://|www\.)\S+|\S+@\S+
          |\d{{1,4}}(?:st|nd|rd|th)\b
          |\d{{2,4}}['’]?s\b
          |\d{{1,2}}:\d\d(?::\d\d)?
          |\d{{1,4}}(?:/\d{{1,4}})+
          |\d+(?:\.\d+){{2,}}
          |\d{{1,4}}[-/][^\W\d_]{{3,9}}[-/]\d{{1,4}}\b|(?<!\w)[^\W\d_]{{3,9}}[-/]\d{{1,2}}[-/]\d{{4}}\b
          |\+\d[\d-]{{6,}}\d|\+\d{{1,3}}(?:[\ -]\d{{2,4}}){{2,4}}\b|\(\d{{3}}\)\ ?\d{{3}}-\d{{4}}\b|\d+(?:-\d+){{2,}})
        |(?P<n>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d])
          |\d{{1,3}}(?:{_BLANK}\d{{3}})+(?:\.\d+)?(?!\d|[-\ ]?(?:{calibres})\b|-(?:{sizes})\b)
          |\d+(?:\.\d+)?
          |(?<![\w.])\.\d+)
        |(?P<c>(?:(?<![^\W\d_])(?:{scaled})(?=\d[\d,.]*{_BLANK}?(?:{big})\b)
          |(?<![^\W\d_])(?:{coded})(?=\$?\.?{_BLANK}?\d)|(?<![^\W\d_])(?:{marked})|[{_symbols(marks)}]))
        |(?P<d>[^\W\d_]+-?\d\w*(?:[-.]\d+\w*)*)
        |(?P<w>(?:(?<![^\W\d_])[^\W\d_]\.){{2,}}|['’](?:s|ll)\b|[^\W\d_]+(?:['’](?!(?:s|ll)\b)[^\W\d_]+)*)
        |(?P<p>\n|[^\s\w]|_)
        """,
        re.VERBOSE,
    )


def _symbols(marks: list[str]) -> str:
    return "".join(re.escape(s) for s in marks if len(s) == 1)


@lru_cache(maxsize=4)
def tokenize(text: str) -> Tokens:
    """Split `text`; every digit of it stands in some token. Quantities and periods of one text share the answer."""
    kinds: list[str] = []
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _pattern().finditer(text):
        start, end = match.span()
        kinds.append(_KINDS[match.lastgroup or PUNCT])
        texts.append(text[start:end])
        starts.append(start)
        ends.append(end)
    size = len(text)
    for _ in range(2):
        kinds.append(PUNCT)
        texts.append("\n")
        starts.append(size + 1)
        ends.append(size + 1)
    return Tokens(
        kinds=tuple(kinds),
        texts=tuple(texts),
        lower=tuple([t.lower() for t in texts]),
        starts=tuple(starts),
        ends=tuple(ends),
        source=text,
    )
