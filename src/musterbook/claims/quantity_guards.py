"""What looks like a quantity and is none: years, days of dates, ages, times of day, labels, scores and addresses."""

from decimal import Decimal

from musterbook.claims.quantity_tokens import NAME, NUMBER, WORD, Tokens
from musterbook.lexicons.numbers import number_words
from musterbook.lexicons.periods import period_words
from musterbook.lexicons.units import PERSON, units

_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_OLDEST = 120
_LAST_DAY = 31
_ADDRESS_WORDS = 4


def is_year(tokens: Tokens, i: int, *, known: bool) -> bool:
    """Whether the digits at `i` are a year: four digits without separator and no `known` noun that they count."""
    text = tokens.texts[i]
    if not (len(text) == 4 and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        return False
    openers = number_words().words["year_openers"]
    return not known or (i > 0 and (tokens.lower[i - 1] in openers or tokens.lower[i - 1] in period_words().month_of))


def is_date(tokens: Tokens, i: int, end: int) -> bool:
    """Whether the number in tokens [i, end) is a day beside the name of its month, or one of several such days."""
    months = period_words().month_of
    if not _may_be_day(tokens, i):
        return False
    after = _over_days(tokens, end, 1)
    if tokens.lower[after] in months and _named_month(tokens, after):
        return True
    before = _over_days(tokens, i - 1, -1)
    return before >= 0 and tokens.lower[before] in months and _named_month(tokens, before)


def _over_days(tokens: Tokens, j: int, step: int) -> int:
    """Step over further days and what links them: "3 and 9 March", "March 3-9"."""
    links = period_words().words["day_links"]
    while j >= 0 and (tokens.lower[j] in links or (tokens.kinds[j] in (NUMBER, NAME) and _may_be_day(tokens, j))):
        j += step
    return j


def _may_be_day(tokens: Tokens, i: int) -> bool:
    text = tokens.texts[i]
    return len(text) <= 4 and text[:1].isdigit() and (not text.isdigit() or 1 <= int(text) <= _LAST_DAY)


def _named_month(tokens: Tokens, i: int) -> bool:
    return tokens.lower[i] not in period_words().words["ambiguous_months"] or tokens.texts[i][:1].isupper()


def is_name(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the number is part of a name: "Resolution 12", "Group of Seven", "10 Baker Street", "Top 10"."""
    words = number_words()
    before = tokens.lower[first - 1] if first else ""
    if before == "#":
        return True
    if before == "." and tokens.glued(first - 1) and first > 1:
        before = tokens.lower[first - 2]
        return before in words.words["labels"] and len(before) <= 4
    if before in words.words["labels"]:
        determined = first > 1 and tokens.lower[first - 2] in words.words["label_breakers"]
        if determined or "," in tokens.texts[first]:
            return False
        return before != words.single["no"] or tokens.kinds[first] == NUMBER
    grouped = before == words.single["of"] and first > 1 and tokens.lower[first - 2] == words.single["group"]
    if _in_labelled_list(tokens, first):
        return True
    if grouped and tokens.texts[first - 2][:1].isupper() and tokens.texts[first][:1].isupper():
        return True
    if first and before in words.words["range_hyphens"] and tokens.glued(first) and tokens.glued(first - 1):
        return first > 1 and tokens.kinds[first - 2] in (WORD, NUMBER, NAME)
    return _is_address(tokens, first)


def _in_labelled_list(tokens: Tokens, i: int) -> bool:
    """Whether the number goes on a list that a label opened: the 11 of "pages 10 and 11"."""
    words, j = number_words().words, i - 1
    while j > 0 and (tokens.lower[j] in words["conjunctions"] or tokens.lower[j] == ","):
        if tokens.kinds[j - 1] != NUMBER:
            return False
        j -= 2
    listed = j < i - 1 and tokens.lower[j] in words["plural_labels"]
    return listed and "," not in tokens.texts[i]


def _is_address(tokens: Tokens, i: int) -> bool:
    streets = number_words().words["streets"]
    if tokens.kinds[i] != NUMBER:
        return False
    for j in range(i + 1, i + 1 + _ADDRESS_WORDS):
        if not tokens.texts[j][:1].isupper():
            return False
        if tokens.lower[j] in streets:
            return j > i + 1
    return False


def is_no_count(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the number is an age, a time of day, a score or a multiple."""
    words = number_words()
    after = tokens.lower[end]
    if tokens.lower[end - 1] in words.words["multiples"] and end - 1 > first:
        return True
    if after == ")" and tokens.glued(end) and end == first + 1 and _is_marker(tokens, first):
        return True
    if after in words.words["clock"] or after in words.words["multiples"] or after in words.words["age_after"]:
        return True
    if after in words.words["range_dashes"] and tokens.glued(end) and tokens.kinds[end + 1] == NUMBER:
        return tokens.glued(end + 1)
    if after in (".", ":") and tokens.glued(end) and tokens.glued(end + 1) and tokens.kinds[end + 1] == NUMBER:
        return True
    return _is_age(tokens, first, end)


def _is_marker(tokens: Tokens, i: int) -> bool:
    """Whether the number before a closing bracket counts a list or a paragraph: "5)", "506(a)(1)"."""
    opened = i > 0 and tokens.lower[i - 1] == "("
    return not opened or tokens.glued(i - 1)


def _is_age(tokens: Tokens, first: int, end: int) -> bool:
    words, lexicon = number_words(), units()
    before = tokens.lower[first - 1] if first else ""
    if before in words.words["age_before"]:
        return True
    if before == words.single["of"] and first > 1 and tokens.lower[first - 2] == words.single["age"]:
        return True
    if before in words.words["age_verbs"] and first > 1 and tokens.lower[first - 2] in words.words["age_subjects"]:
        return tokens.kinds[end] != WORD or tokens.lower[end] in words.words["conjunctions"]
    if before in words.words["age_bounds"] and first > 1 and lexicon.nouns.get(tokens.lower[first - 2]) == PERSON:
        return True
    if before == "," and tokens.lower[end] in (",", ".") and end == first + 1 and first > 1:
        text = tokens.texts[first]
        named = tokens.texts[first - 2][:1].isupper() and tokens.kinds[first - 2] == WORD
        return named and text.isdigit() and Decimal(text) < _OLDEST and tokens.lower[end] == ","
    return False
