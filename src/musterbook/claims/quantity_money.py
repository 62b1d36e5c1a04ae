"""Currencies beside a number: names, codes, hundredths, and words that several states share."""

from functools import cache

from musterbook.claims.quantity_tokens import NUMBER, WORD, Tokens
from musterbook.lexicons.currencies import currencies
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.parties import party_table

_LONGEST_STATE = 3
"""Words of a state's name that are looked up: "New Zealand", "United Arab Emirates"."""

_SENTENCE_END = frozenset(".!?\n")
_REACH = 40
"""Tokens in which the state of a shared currency word is looked for, to either side."""

_LONGEST_TEXT = 3000
"""Tokens of a text that are searched for the state of a currency that its sentence leaves open."""


def read_money(tokens: Tokens, i: int) -> tuple[str, int, bool] | None:
    """A currency name or code at token `i`: its code, the token after it, and whether it is a hundredth.

    A word that several states share ("kroner", "francs") has the code of the state that its sentence names, else the
    code that the bare word means in the news, else none.
    """
    found = _read_money(tokens, i)
    return None if found is None else (_twin(tokens, i, found[0]), *found[1:])


def _twin(tokens: Tokens, i: int, code: str) -> str:
    """The namesake of a currency that the state around it has ("CFA francs" in Chad), else the currency itself."""
    twins = currencies().twins.get(code)
    return (_by_state(tokens, i, twins) or code) if twins else code


def _read_money(tokens: Tokens, i: int) -> tuple[str, int, bool] | None:
    table = currencies()
    i += tokens.lower[i] == "-" and tokens.glued(i)
    word = tokens.lower[i]
    of_state = _of_state(tokens, i)
    if of_state is not None:
        return of_state
    if word not in table.first_words and tokens.texts[i] not in table.symbols:
        return None
    scaled = tokens.lower[i - 1] in number_words().scales
    if word in table.common and not scaled and _is_word(tokens, i):
        return None
    shared = table.shared.get(word)
    if shared is not None:
        code = _by_state(tokens, i, shared) or shared.get("") or (shared.get("scaled") if scaled else None)
        return (code, i + 1, False) if code else None
    for size in range(table.longest_name, 0, -1):
        phrase = tokens.lower[i : i + size]
        if phrase in table.names:
            return table.names[phrase], i + size, False
        if phrase in table.minor and (len(word) > 1 or tokens.glued(i)):
            return table.minor[phrase], i + size, True
    symbol = table.symbols.get(tokens.texts[i])
    sure = len(word) >= 3 or not word.isascii() or (scaled and len(word) > 1)
    if symbol is not None and (tokens.kinds[i] != WORD or sure):
        return symbol, i + 1, False
    return None


def _of_state(tokens: Tokens, i: int) -> tuple[str, int, bool] | None:
    """A state and the noun of its currency: "Rwandan francs", "Solomon Islands dollars", "Canadian cents"."""
    table = currencies()
    for size in range(1, _LONGEST_STATE + 1):
        noun = tokens.lower[i + size] if i + size < len(tokens) else ""
        small = noun in table.cents
        family = table.families.get(table.whole if small else noun)
        if family is None:
            continue
        state = _states().get(" ".join(tokens.texts[i : i + size])) or _states().get(
            " ".join(tokens.lower[i : i + size]).title()
        )
        if state is not None and state in family:
            return family[state], i + size + 1, small
    return None


def _is_word(tokens: Tokens, i: int) -> bool:
    """Whether a name that is another word too is that word: "3 Real Madrid players", "500 won the race"."""
    words = number_words().words
    after = tokens.lower[i + 1]
    return tokens.texts[i][:1].isupper() or after in words["articles"] or after in words["determiners"]


def read_cents(tokens: Tokens, i: int, code: str) -> tuple[str, int] | None:
    """Hundredths at token `i` of a sum that is in `code` already: "5 euros and 20 cents"."""
    small = read_money(tokens, i)
    if small is None or not small[2]:
        return None
    return (small[0], small[1]) if small[0] == code or tokens.lower[i] in currencies().cents else None


def money_before(tokens: Tokens, i: int, previous: int) -> tuple[str, int] | None:
    """A currency name in front of the digits at token `i` ("rmb 5 million"): its code and its first token."""
    table = currencies()
    if tokens.kinds[i] != NUMBER or tokens.lower[i - 1] not in table.prefix_ends:
        return None
    for size in range(table.longest_name, 0, -1):
        first = i - size
        phrase = tokens.lower[first:i]
        if first >= previous and phrase in table.prefixes:
            counted = first > 0 and tokens.kinds[first - 1] == NUMBER
            return None if counted else (table.names[phrase], first)
    return None


def symbol_code(tokens: Tokens, i: int) -> str:
    """The currency of the symbol at token `i`; one that several states use goes by the state in its sentence."""
    table = currencies()
    symbol = tokens.texts[i]
    if symbol == "$" and i > 0 and (named := table.names.get((tokens.lower[i - 1], "dollar"))) is not None:
        return named
    shared = table.shared_symbols.get(symbol)
    return (_by_state(tokens, i, shared) if shared else None) or _twin(tokens, i, table.symbols[symbol])


def _by_state(tokens: Tokens, i: int, shared: dict[str, str]) -> str | None:
    """The code of the state with such a currency that is named nearest before token `i`, else first behind it, else of
    the only one that the whole text names.
    """
    found = _in_sentence(tokens, i, shared)
    if found is not None:
        return found
    named = {_state_code(tokens, j, shared) for j in range(min(len(tokens), _LONGEST_TEXT))} - {None}
    return named.pop() if len(named) == 1 else None


def _in_sentence(tokens: Tokens, i: int, shared: dict[str, str]) -> str | None:
    for j in range(i - 1, max(i - _REACH, -1), -1):
        if _ends_sentence(tokens, j):
            break
        code = _state_code(tokens, j, shared)
        if code is not None:
            return code
    for j in range(i + 1, min(i + _REACH, len(tokens))):
        if _ends_sentence(tokens, j):
            return None
        code = _state_code(tokens, j, shared)
        if code is not None:
            return code
    return None


def _ends_sentence(tokens: Tokens, j: int) -> bool:
    """Whether a sentence ends at token `j`; a stop behind an abbreviation, before a small letter or digit, does not."""
    if tokens.lower[j] not in _SENTENCE_END:
        return False
    return tokens.lower[j] != "." or not tokens.texts[j + 1][:1].islower()


def _state_code(tokens: Tokens, j: int, shared: dict[str, str]) -> str | None:
    if tokens.kinds[j] != WORD or not tokens.texts[j][:1].isupper():
        return None
    states = _states()
    for size in range(_LONGEST_STATE, 0, -1):
        state = states.get(" ".join(tokens.texts[j : j + size]))
        if state is not None:
            return shared.get(state)
    return None


@cache
def _states() -> dict[str, str]:
    """Names, demonyms, capitals and places of states, each with the code of its state."""
    return {
        surface: pattern.party.country
        for surface, pattern in party_table().surfaces.items()
        if pattern.party is not None and pattern.party.country and surface[:1].isupper()
    }


def is_state_name(text: str) -> bool:
    """Whether `text` is the name, demonym or place of a state, or the name of a body."""
    pattern = party_table().surfaces.get(text)
    return pattern is not None
