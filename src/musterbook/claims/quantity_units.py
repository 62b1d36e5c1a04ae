"""What a number counts: the noun phrase behind it, found without a tagger by closed word lists and plural endings."""

from dataclasses import dataclass

from musterbook.claims.quantity_tokens import NAME, WORD, Tokens
from musterbook.lexicons.currencies import currencies
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.units import PERSON, Units, singular_of, units

_LONGEST_PHRASE = 8
"""Words between a number and its head; longer runs are clauses, not noun phrases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit found behind a number: `end` is the token after it, `known` whether a lexicon names its head noun.

    `name` is "" when nothing that can be counted follows; `other` marks a duration or a compound adjective
    ("three weeks", "two-pronged"), which is no quantity.
    """

    name: str
    end: int
    noun: str = ""
    known: bool = False
    other: bool = False
    subset: bool = False
    more: bool = False


def read_money(tokens: Tokens, i: int) -> tuple[str, int, bool] | None:
    """A currency name or code at token `i`: its code, the token after it, and whether it is a hundredth."""
    table = currencies()
    i += tokens.lower[i] == "-" and tokens.glued(i)
    for size in range(table.longest_name, 0, -1):
        code = table.names.get(tokens.lower[i : i + size])
        if code is not None:
            return code, i + size, False
    word = tokens.lower[i]
    if word in table.minor and (len(word) > 1 or tokens.glued(i)):
        return table.minor[word], i + 1, True
    symbol = table.symbols.get(tokens.texts[i])
    if symbol is not None and (tokens.kinds[i] != WORD or len(word) >= 3 or not word.isascii()):
        return symbol, i + 1, False
    return None


def read_unit(tokens: Tokens, i: int, *, singular: bool = False, vague: bool = False) -> Unit:
    """The unit of a number that ends before token `i`; `singular` asks for a person noun ("one officer")."""
    lexicon = units()
    if tokens.lower[i] in number_words().words["range_dashes"] and tokens.glued(i) and tokens.glued(i + 1):
        return _hyphened(tokens, i, lexicon)
    start, subset = _into_phrase(tokens, i, vague=vague)
    measure = _measure(tokens, start, lexicon)
    if measure is not None:
        return measure
    more = tokens.lower[i] in lexicon.words["after_more"]
    head = _head(tokens, start, lexicon, singular=singular)
    if head is None and not singular:
        head = _joined_head(tokens, start, lexicon)
    if head is None:
        time = tokens.lower[start] in lexicon.words["time"]
        return Unit(
            name="", end=i, other=time, subset=subset and tokens.lower[start] in number_words().words["pronouns"]
        )
    if tokens.lower[head] in lexicon.words["time"]:
        return Unit(name="", end=i, other=True)
    return _named(tokens, start, head, lexicon, subset=subset, more=more)


def _into_phrase(tokens: Tokens, i: int, *, vague: bool) -> tuple[int, bool]:
    """Step over "of (the)": "hundreds of people", "two of the helicopters" (a subset)."""
    words = number_words()
    if tokens.lower[i] != words.single["of"]:
        return i, False
    if tokens.lower[i + 1] in words.words["determiners"]:
        return i + 2, not vague
    if tokens.lower[i + 1] in words.words["pronouns"]:
        return i + 1, True
    return (i + 1, False) if vague else (i, False)


def _measure(tokens: Tokens, i: int, lexicon: Units) -> Unit | None:
    for size in (2, 1):
        name = lexicon.measures.get(tokens.lower[i : i + size])
        if name is not None:
            noun = tokens.source[tokens.starts[i] : tokens.ends[i + size - 1]]
            return Unit(name=name, end=i + size, noun=noun, known=True)
    return None


def _hyphened(tokens: Tokens, i: int, lexicon: Units) -> Unit:
    """ "2,500-strong", "a 217-member contingent", "a 34-year-old"."""
    word = tokens.lower[i + 1]
    if word in lexicon.words["time"]:
        return Unit(name="", end=i + 2, other=True)
    name = lexicon.members.get(word)
    if name is None:
        return Unit(name="", end=i, other=tokens.kinds[i + 1] == WORD)
    end, noun = i + 2, tokens.texts[i + 1]
    if name == PERSON:
        head = _head(tokens, end, lexicon, singular=True, anything=True)
        if head is not None:
            noun, end = tokens.source[tokens.starts[end] : tokens.ends[head]], head + 1
    return Unit(name=name, end=end, noun=noun, known=True)


def _head(tokens: Tokens, i: int, lexicon: Units, *, singular: bool, anything: bool = False) -> int | None:
    """The token of the head noun of a phrase that begins at `i`.

    The head is the first plural or known noun that no other such noun follows: "arms dealers", "police vehicles".
    """
    head = None
    for j in range(i, i + _LONGEST_PHRASE):
        kind, word = tokens.kinds[j], tokens.lower[j]
        if word == "-" and tokens.glued(j) and tokens.glued(j + 1):
            continue
        if kind not in (WORD, NAME) or (j > i and head is not None and _new_phrase(tokens, j, lexicon)):
            break
        if word in lexicon.words["stop"]:
            break
        if _countable(tokens, j, lexicon, singular=singular, anything=anything):
            head = j
        elif head is not None:
            break
    return head


def _joined_head(tokens: Tokens, i: int, lexicon: Units) -> int | None:
    """The head behind coordinated modifiers: "pregnant and nursing women", "grenade, mortar and artillery rounds".

    Only a head that the lexicon knows is taken, and nothing behind a participle, which may be a verb.
    """
    j, links, joined = i, lexicon.words["links"], False
    while j < i + _LONGEST_PHRASE:
        word = tokens.lower[j]
        if word in links:
            if j == i or tokens.lower[j - 1].endswith(tuple(lexicon.words["participles"])):
                return None
            joined = True
        elif word != "-" and (tokens.kinds[j] not in (WORD, NAME) or word in lexicon.words["stop"]):
            return None
        elif joined and word in lexicon.plural:
            return _head(tokens, j, lexicon, singular=False)
        j += 1
    return None


def _new_phrase(tokens: Tokens, j: int, lexicon: Units) -> bool:
    """Whether the noun before `j` already closed the phrase: a participle or name that follows it opens a clause."""
    return tokens.kinds[j] == NAME and tokens.lower[j - 1] in lexicon.plural


def _countable(tokens: Tokens, j: int, lexicon: Units, *, singular: bool, anything: bool) -> bool:
    word = tokens.lower[j]
    if tokens.kinds[j] == NAME:
        return word.endswith("s") and word[:1].isalpha()
    if word in lexicon.words["not_plural"] or word[:1] in "'’":
        return False
    if word in lexicon.plural or word in lexicon.words["time"]:
        return True
    if singular:
        return lexicon.nouns.get(word) == PERSON or (anything and word in lexicon.collectives)
    return word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is", "ous"))


def _named(tokens: Tokens, start: int, head: int, lexicon: Units, *, subset: bool, more: bool) -> Unit:
    word = tokens.lower[head]
    if tokens.kinds[head] == NAME:
        prefix = word.rstrip("s0123456789-").split("-")[0].rstrip("0123456789")
        name = lexicon.designations.get(prefix) or tokens.texts[head][:-1]
        return Unit(name=name, end=head + 1, noun=tokens.texts[head], known=prefix in lexicon.designations)
    pair = lexicon.compounds.get((tokens.lower[head - 1], word)) if head > start else None
    known = word in lexicon.nouns
    name = pair or lexicon.nouns.get(word) or singular_of(word, lexicon.irregular)
    first = start
    while first < head and (tokens.lower[first] in lexicon.words["drop"] or _nationality(tokens, first, head, name)):
        first += 1
    noun = tokens.source[tokens.starts[first] : tokens.ends[head]]
    return Unit(name=name, end=head + 1, noun=noun, known=known, subset=subset, more=more)


def _nationality(tokens: Tokens, i: int, head: int, unit: str) -> bool:
    """Whether a capitalised word before a person noun only says where the people come from."""
    return unit == PERSON and tokens.texts[i][:1].isupper() and tokens.texts[i + 1][:1].islower() and i + 1 <= head
