"""What a number counts: the noun phrase behind it, found without a tagger by closed word lists and plural endings."""

from dataclasses import dataclass, replace

from musterbook.claims.quantity_money import is_state_name
from musterbook.claims.quantity_tokens import NAME, NUMBER, WORD, Tokens
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import period_words
from musterbook.lexicons.units import PERSON, Units, singular_of, units

_LONGEST_PHRASE = 8
"""Words between a number and its head; longer runs are clauses, not noun phrases."""

_CLOSERS = frozenset(".,;:)")
_JOINTS = frozenset("-/")
_LONGEST_PROPER = 4
_LONGEST_MODEL = 3
"""Digits of a model number inside a noun phrase: "Leopard 2", "Type 209"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit found behind a number: `end` is the token after it, `known` whether a lexicon names its head noun.

    `name` is "" when nothing that can be counted follows; `other` marks a duration or a compound adjective
    ("three weeks", "two-pronged"), which is no quantity; `proper` a capitalised singular ("2,000 Javelin").
    """

    name: str
    end: int
    noun: str = ""
    known: bool = False
    other: bool = False
    subset: bool = False
    more: bool = False
    proper: bool = False


def read_unit(tokens: Tokens, i: int, *, singular: bool = False, vague: bool = False) -> Unit:
    """The unit of a number that ends before token `i`; `singular` asks for a person noun ("one officer")."""
    lexicon = units()
    if tokens.lower[i] in number_words().words["range_dashes"] and tokens.glued(i) and tokens.glued(i + 1):
        return _hyphened(tokens, i, lexicon)
    start, subset = _into_phrase(tokens, i, vague=vague)
    measure = _measure(tokens, start, lexicon)
    if measure is not None:
        return replace(measure, other=True) if _is_calibre(tokens, measure, lexicon) else measure
    more = tokens.lower[i] in lexicon.words["after_more"]
    head = _head(tokens, start, lexicon, singular=singular)
    if head is None and not singular:
        head = _joined_head(tokens, start, lexicon)
    proper = _proper(tokens, start, lexicon) if head is None and start == i and not singular and not vague else None
    if proper is not None:
        return proper
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
            if tokens.lower[i + size] == "-" and tokens.glued(i + size) and tokens.texts[i].isupper():
                return None
            noun = tokens.source[tokens.starts[i] : tokens.ends[i + size - 1]]
            return Unit(name=name, end=i + size, noun=noun, known=True)
    return None


def _is_calibre(tokens: Tokens, measure: Unit, lexicon: Units) -> bool:
    """Whether a measure only describes the thing behind it: "155mm shells", "a 500 kg bomb"."""
    word = tokens.lower[measure.end]
    if tokens.kinds[measure.end] != WORD or word in lexicon.words["stop"]:
        return False
    head = _head(tokens, measure.end, lexicon, singular=False, anything=True)
    bore = measure.noun.lower() in lexicon.words["calibres"]
    return head is not None and (bore or (head == measure.end and not measure.noun.endswith("s")))


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
    head, j = None, i
    while j < i + _LONGEST_PHRASE:
        kind, word = tokens.kinds[j], tokens.lower[j]
        if word in _JOINTS and tokens.glued(j) and tokens.glued(j + 1):
            j += 1
            continue
        if kind == NUMBER and head is None and (after := _inner_number(tokens, i, j, lexicon)):
            j = after
            continue
        if kind not in (WORD, NAME) or (j > i and head is not None and _new_phrase(tokens, j, lexicon)):
            break
        if word in lexicon.words["stop"] and tokens.texts[j] not in lexicon.words["capital_names"]:
            break
        if _countable(tokens, j, lexicon, singular=singular, anything=anything):
            head = j
        elif head is not None:
            break
        j += 1
    return head


def _inner_number(tokens: Tokens, i: int, j: int, lexicon: Units) -> int | None:
    """The token after a number inside the phrase that begins at `i`: "155 mm", "1,000-pound", the 2 of "Leopard 2"."""
    after = j + 1 + (tokens.lower[j + 1] == "-" and tokens.glued(j + 1))
    word = tokens.lower[after]
    if word in lexicon.words["calibres"] or (
        after > j + 1 and ((word,) in lexicon.measures or word in lexicon.members)
    ):
        return after + 1
    model = j > i and tokens.texts[j - 1][:1].isupper() and tokens.texts[j].isdigit()
    if not model or len(tokens.texts[j]) > _LONGEST_MODEL or _is_calendar(tokens.lower[j - 1]):
        return None
    return None if is_state_name(tokens.texts[j - 1]) else j + 1


def _is_calendar(word: str) -> bool:
    words = period_words()
    return word in words.month_of or word in words.weekday_of


def _proper(tokens: Tokens, i: int, lexicon: Units) -> Unit | None:
    """A capitalised singular or a designation that is counted: "2,000 Javelin", "14 Leopard 2", "two An-26"."""
    j = i
    while j < i + _LONGEST_PROPER:
        joint = j > i and tokens.lower[j] in _JOINTS and tokens.glued(j) and tokens.glued(j + 1)
        if tokens.kinds[j] == NUMBER and _inner_number(tokens, i, j, lexicon) is None:
            break
        if not joint and tokens.kinds[j] not in (WORD, NAME, NUMBER):
            break
        if tokens.kinds[j] == WORD and not tokens.texts[j][:1].isupper():
            break
        j += 1
    first = tokens.texts[i]
    if j == i or len(first) < 3 or _is_calendar(tokens.lower[i]) or tokens.lower[i] in lexicon.words["stop"]:
        return None
    closed = tokens.lower[j] in _CLOSERS and not (tokens.lower[j] == "." and tokens.kinds[j + 1] == NUMBER)
    if not closed and tokens.lower[j] not in lexicon.words["after_proper"]:
        return None
    noun = tokens.source[tokens.starts[i] : tokens.ends[j - 1]]
    if tokens.glued(i) or is_state_name(noun) or is_state_name(first):
        return None
    if tokens.kinds[i] == NAME:
        prefix = tokens.lower[i].split("-")[0].rstrip("0123456789")
        if prefix not in lexicon.designations:
            return None
        return Unit(name=lexicon.designations[prefix], end=j, noun=noun, known=True, proper=True)
    return Unit(name=noun.lower(), end=j, noun=noun, proper=True)


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
    if word == "s" and tokens.kinds[j - 1] == NUMBER and tokens.glued(j):
        return True
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
        noun = tokens.source[tokens.starts[start] : tokens.ends[head]]
        if head > start and tokens.glued(head):
            return Unit(name=noun[:-1].lower(), end=head + 1, noun=noun)
        prefix = word.rstrip("s0123456789-").split("-")[0].rstrip("0123456789")
        name = lexicon.designations.get(prefix) or tokens.texts[head][:-1]
        return Unit(name=name, end=head + 1, noun=tokens.texts[head], known=prefix in lexicon.designations)
    if word == "s":
        noun = tokens.source[tokens.starts[start] : tokens.ends[head]]
        return Unit(name=noun[:-1].lower(), end=head + 1, noun=noun)
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
